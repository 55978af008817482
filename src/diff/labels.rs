//! Whether two printed numbers say the same: width, glyph variants and the
//! script of numerals are style, every other difference is a change.

use unicode_normalization::UnicodeNormalization as _;

use crate::normalize::fold::fold;
use crate::number::numerals::{is_kanji_numeral, kanji};

/// Whether two printed numbers say the same.
pub fn say_the_same(old: &str, new: &str) -> bool {
    let narrow = |c: char| match c {
        '０'..='９' | '（' | '）' | '．' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    // Mostly one is the other in another width.
    old == new
        || old.chars().map(narrow).eq(new.chars().map(narrow))
        || canonical(old) == canonical(new)
}

/// A printed number with everything that is style taken out: `第四条` and
/// `第４条` agree, `別記様式第１号` and `様式第１号` do not, nor do
/// `第五条から第七条まで` and `第五条から第八条まで`.
fn canonical(label: &str) -> String {
    let mut out = String::new();
    let mut numeral = String::new();
    for c in fold(label).chars().filter(|c| !c.is_whitespace()).chain(['\0']) {
        if is_kanji_numeral(c) {
            numeral.push(c);
            continue;
        }
        if !numeral.is_empty() {
            match kanji(&numeral) {
                Some(value) => out.push_str(&value.to_string()),
                None => out.push_str(&numeral),
            }
            numeral.clear();
        }
        match c {
            '\0' => {}
            '條' => out.push('条'),
            // Ⅰ is I here; circled numbers stay what they are.
            '\u{2160}'..='\u{217f}' => out.extend(std::iter::once(c).nfkc()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_is_taken_out_and_nothing_else() {
        let same = [
            ("第四条", "第４条"),
            ("第４－２", "第4-2"),
            ("⑴", "（１）"),
            ("①", "\u{2780}"),
            ("Ⅱ", "II"),
            ("第三十七條の二", "第37条の２"),
            ("附　則", "附則"),
        ];
        for (a, b) in same {
            assert_eq!(canonical(a), canonical(b), "{a} {b}");
        }
        let different = [
            ("別記様式第１号", "様式第１号"),
            ("第五条から第七条まで", "第五条から第八条まで"),
            ("第１号様式", "様式第１号"),
            ("①", "（１）"),
            ("a", "A"),
        ];
        for (a, b) in different {
            assert_ne!(canonical(a), canonical(b), "{a} {b}");
        }
    }
}

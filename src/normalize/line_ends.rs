//! What the characters at the end of a line, and at the start of the next one, tell
//! about whether a paragraph ends there.

use crate::number::numerals::digit;
use crate::number::{Follow, parse, trim_start};

/// Whether a line of a text file begins a paragraph by its indent. The space before
/// the bracket that ends a field of a form (`[　十分である／　]`) is none.
#[inline]
pub fn is_indented(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_spaced =
        bytes.first_chunk() == Some(&[0xe3, 0x80, 0x80]) || bytes.first() == Some(&b'\t');
    is_spaced && !trim_start(text).starts_with([']', '］'])
}

/// Whether a line ends with a field of a form that is filled in with a word, as
/// those of an assessment are: `評価は十分か　[　十分である　]`. Behind a box to be ticked,
/// `[　○　]`, its text follows.
pub fn ends_in_field(text: &str) -> bool {
    let Some(rest) = text.trim_end().strip_suffix([']', '］']) else { return false };
    let inside = rest.rsplit(['[', '［']).next().filter(|it| it.len() < rest.len());
    inside.is_some_and(|inside| {
        let is_padded = inside.starts_with([' ', '　']) && inside.ends_with([' ', '　']);
        is_padded && inside.trim().chars().count() > 1
    })
}

/// Whether a text reads like the beginning of a paragraph: a bullet, an
/// opening bracket, a heading number.
pub fn begins_paragraph(text: &str) -> bool {
    begins_with_mark(text)
        || text.trim_start().starts_with(['【', '［', '[', '＜', '<', '○', '◯'])
        || parse(text).is_some_and(|parsed| parsed.follow != Follow::Running)
}

/// Bullets and note marks, which always begin a paragraph.
pub fn begins_with_mark(text: &str) -> bool {
    let text = trim_start(text);
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    match first {
        // 答　必要です。
        '問' | '答' | 'Ｑ' | 'Ａ' | 'Q' | 'A' => {
            chars.next().is_some_and(|c| "　：:".contains(c))
        }
        // Also those of symbol fonts.
        '・'
        | '･'
        | '•'
        | '●'
        | '◎'
        | '■'
        | '□'
        | '◆'
        | '◇'
        | '▪'
        | '※'
        | '▶'
        | '➢'
        | '\u{f020}'..='\u{f0ff}' => {
            // `・` between words begins no line that matters; at the start of
            // a line it is a bullet.
            true
        }
        '○' | '◯' => chars.next().is_some_and(|c| c != '○' && c != '◯'),
        '（' | '(' => {
            let inside = chars.as_str();
            let inside = inside.split(['）', ')']).next().unwrap_or(inside);
            matches!(inside, "注" | "備考")
                || inside.ends_with('例')
                    && inside.chars().count() <= 8
                    && text.trim_end().ends_with(['）', ')'])
        }
        _ => false,
    }
}

/// 平成十七年つばめ市条例第三号 behind the name of a law.
pub fn is_law_number(inside: &str) -> bool {
    inside.trim_end().ends_with('号')
        && ["明治", "大正", "昭和", "平成", "令和"].iter().any(|era| inside.starts_with(era))
}

/// Whether a line ends in the middle of a clause or of a number, so that a
/// number after it is an amount: `…記録を、／1 週間以内に`.
pub fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| {
        "、，,をはにのとがもや及並又び第年月".contains(c) || digit(c).is_some()
    })
}

/// Whether a line ends as a date or a telephone number does, which may be all of
/// an item: `毎年６月及び12月／３　事務局`.
pub fn ends_in_date(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c == '年' || c == '月' || digit(c).is_some())
}

/// Whether a wide space or a wide dot stands after the number with which a text
/// begins. Inside an amount or a date there is none.
pub fn is_set_off(text: &str) -> bool {
    trim_start(text).trim_start_matches(|c| digit(c).is_some()).starts_with(['　', '．'])
}

/// Whether words of Latin script stand on both sides of a line end. Two numbers are
/// one that was cut.
pub fn parts_words(before: &str, after: &str) -> bool {
    let (Some(end), Some(start)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let both_letters = end.is_ascii_alphanumeric() && start.is_ascii_alphanumeric();
    both_letters && !(end.is_ascii_digit() && start.is_ascii_digit())
}

/// Whether a bracket opened on the line is not closed on it.
pub fn has_open_bracket(text: &str) -> bool {
    let count = |brackets: &[char]| text.matches(brackets).count();
    count(&['（', '(', '「', '『', '〔']) > count(&['）', ')', '」', '』', '〕'])
}

/// Whether a line ends as a sentence, a heading or a closed bracket does.
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '」', '）', ')', '．', '】', '』'])
}

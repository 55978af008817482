//! Do two readings of a page hold the same characters?
//!
//! Compared are bags of folded characters: order and position differ between
//! readers for good reasons, and what differs only in width, radical form or
//! kind of hyphen is the same text. Characters are folded for this comparison
//! only.

use unicode_normalization::UnicodeNormalization;

use super::page::{Page, UNMAPPED};

/// How two readings of a page compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Characters seen by the first reader only.
    pub first_only: u32,
    /// Characters seen by the second reader only.
    pub second_only: u32,
    /// Whether the second reading has fewer characters that cannot be right.
    pub second_is_cleaner: bool,
}

impl Agreement {
    /// Whether both readers saw the same.
    pub(super) fn is_full(&self) -> bool {
        self.first_only == 0 && self.second_only == 0
    }
}

/// Compares two readings of one page.
pub(super) fn agree(first: &Page, second: &Page) -> Agreement {
    let (bag, other) = (bag(first), bag(second));
    let (mut first_only, mut second_only) = (0, 0);
    let (mut one, mut two) = (bag.iter().peekable(), other.iter().peekable());
    loop {
        match (one.peek(), two.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => {
                one.next();
                two.next();
            }
            (Some(a), other) if other.is_none_or(|b| *a < *b) => {
                first_only += 1;
                one.next();
            }
            _ => {
                second_only += 1;
                two.next();
            }
        }
    }
    let second_is_cleaner =
        count_suspicious(second) < count_suspicious(first) && other.len() >= bag.len();
    Agreement { first_only, second_only, second_is_cleaner }
}

/// The folded characters of a page, sorted.
fn bag(page: &Page) -> Vec<char> {
    let mut out: Vec<char> =
        page.drawn.iter().copied().filter(|c| *c != UNMAPPED).nfkc().filter_map(folded).collect();
    out.sort_unstable();
    out
}

/// Characters that no author typed: no character at all, or a private code.
fn count_suspicious(page: &Page) -> usize {
    page.drawn
        .iter()
        .filter(|c| matches!(**c, UNMAPPED | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..))
        .count()
}

fn folded(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() || c.is_control() => None,
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' => Some('-'),
        '\u{301C}' | '\u{223C}' => Some('~'),
        '\u{2027}' => Some('・'),
        c => Some(radical(c)),
    }
}

/// CJK radicals that have no compatibility mapping, which some fonts give for
/// the ideograph (Unicode, `EquivalentUnifiedIdeograph`), and two old forms
/// that fonts confuse with the new.
const RADICALS: &str = "⺁⺂⺄⺅⺆⺈⺉⺋⺌⺍⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺨⺩⺫⺬⺭⺯⺰⺱⺲⺷⺹⺺⺼⺾⺿⻀⻁⻂⻃⻄⻆⻈⻉⻌⻍⻏⻑⻒⻓⻖⻗⻘⻙⻝⻟⻣⻤⻨⻩⻫⻭⻯⻲戶黑";
/// The ideographs of [`RADICALS`], in the same order.
const IDEOGRAPHS: &str = "厂乛乙亻冂刀刂㔾小小尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫犭王目示礻糹纟罓罒羊耂肀月艹艹艹虎衤覀西角讠贝辶辶阝長镸长阝雨青韦食飠骨鬼麦黄斉歯竜亀戸黒";

fn radical(c: char) -> char {
    if !matches!(c, '\u{2E80}'..='\u{2EFF}' | '\u{6236}' | '\u{9ED1}') {
        return c;
    }
    let mut pairs = RADICALS.chars().zip(IDEOGRAPHS.chars());
    pairs.find_map(|(radical, ideograph)| (radical == c).then_some(ideograph)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page { drawn: text.chars().collect(), ..Page::default() }
    }

    #[test]
    fn the_same_text_in_another_dress_agrees() {
        for (first, second) in
            [("第１－２", "2-第1"), ("⾦融　庁", "金 融庁"), ("辻󠄀⻑", "長辻"), ("\u{FFFD}あ", "あ")]
        {
            assert!(agree(&page(first), &page(second)).is_full(), "{first} {second}");
        }
    }

    #[test]
    fn differences_are_counted_and_the_cleaner_reading_named() {
        let agreement = agree(&page("あいう\u{FFFD}"), &page("あうえお"));
        assert_eq!(agreement, Agreement { first_only: 1, second_only: 2, second_is_cleaner: true });
        assert!(!agree(&page("あいう"), &page("あい")).second_is_cleaner);
    }
}

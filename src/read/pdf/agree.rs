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

/// CJK radicals that have no compatibility mapping, as some fonts name the
/// ideograph (Unicode, `EquivalentUnifiedIdeograph`), and two old forms that
/// fonts confuse with the new.
fn radical(c: char) -> char {
    const RADICALS: &[(char, char)] = &[
        ('\u{2E81}', '厂'),
        ('\u{2E82}', '乛'),
        ('\u{2E84}', '乙'),
        ('\u{2E85}', '亻'),
        ('\u{2E86}', '冂'),
        ('\u{2E88}', '刀'),
        ('\u{2E89}', '刂'),
        ('\u{2E8B}', '㔾'),
        ('\u{2E8C}', '小'),
        ('\u{2E8D}', '小'),
        ('\u{2E8F}', '尣'),
        ('\u{2E90}', '尢'),
        ('\u{2E92}', '巳'),
        ('\u{2E93}', '幺'),
        ('\u{2E94}', '彑'),
        ('\u{2E95}', '彐'),
        ('\u{2E96}', '忄'),
        ('\u{2E97}', '心'),
        ('\u{2E98}', '扌'),
        ('\u{2E99}', '攵'),
        ('\u{2E9B}', '旡'),
        ('\u{2E9C}', '日'),
        ('\u{2E9D}', '月'),
        ('\u{2E9E}', '歺'),
        ('\u{2E9F}', '母'),
        ('\u{2EA0}', '民'),
        ('\u{2EA1}', '氵'),
        ('\u{2EA2}', '氺'),
        ('\u{2EA3}', '灬'),
        ('\u{2EA4}', '爫'),
        ('\u{2EA5}', '爫'),
        ('\u{2EA8}', '犭'),
        ('\u{2EA9}', '王'),
        ('\u{2EAB}', '目'),
        ('\u{2EAC}', '示'),
        ('\u{2EAD}', '礻'),
        ('\u{2EAF}', '糹'),
        ('\u{2EB0}', '纟'),
        ('\u{2EB1}', '罓'),
        ('\u{2EB2}', '罒'),
        ('\u{2EB7}', '羊'),
        ('\u{2EB9}', '耂'),
        ('\u{2EBA}', '肀'),
        ('\u{2EBC}', '月'),
        ('\u{2EBE}', '艹'),
        ('\u{2EBF}', '艹'),
        ('\u{2EC0}', '艹'),
        ('\u{2EC1}', '虎'),
        ('\u{2EC2}', '衤'),
        ('\u{2EC3}', '覀'),
        ('\u{2EC4}', '西'),
        ('\u{2EC6}', '角'),
        ('\u{2EC8}', '讠'),
        ('\u{2EC9}', '贝'),
        ('\u{2ECC}', '辶'),
        ('\u{2ECD}', '辶'),
        ('\u{2ECF}', '阝'),
        ('\u{2ED1}', '長'),
        ('\u{2ED2}', '镸'),
        ('\u{2ED3}', '长'),
        ('\u{2ED6}', '阝'),
        ('\u{2ED7}', '雨'),
        ('\u{2ED8}', '青'),
        ('\u{2ED9}', '韦'),
        ('\u{2EDD}', '食'),
        ('\u{2EDF}', '飠'),
        ('\u{2EE3}', '骨'),
        ('\u{2EE4}', '鬼'),
        ('\u{2EE8}', '麦'),
        ('\u{2EE9}', '黄'),
        ('\u{2EEB}', '斉'),
        ('\u{2EED}', '歯'),
        ('\u{2EEF}', '竜'),
        ('\u{2EF2}', '亀'),
        ('\u{6236}', '戸'),
        ('\u{9ED1}', '黒'),
    ];
    match RADICALS.binary_search_by_key(&c, |(radical, _)| *radical) {
        Ok(index) => RADICALS.get(index).map_or(c, |(_, ideograph)| *ideograph),
        Err(_) => c,
    }
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

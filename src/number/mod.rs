//! 項番: heading numbers such as 第４－２, 第三条の二, Ⅰ－１, （１）, ①, ア.
//!
//! A number is read at the start of a line with its spaces still in place,
//! because the space is part of the evidence: `２ 目的` is a heading,
//! `２条第１項` is running text. What follows a number is reported with it and
//! judged by the callers (`normalize` while undoing wraps, `outline` when
//! choosing headings). Source of the families: CONVENTIONS §3.1–3.5.

mod brackets;
mod cursor;
mod follow;
mod labels;
pub mod numerals;
mod parse;
mod print;
mod questions;
mod repealed;
mod spoken;
mod starts;
mod store;
mod words;

pub use brackets::{caption, marked};
pub use follow::Follow;
pub use numerals::Circle;
pub use parse::{Parsed, parse};
pub use starts::{begins_no_number, begins_with_word, trim_end, trim_start};
pub use store::Branches;
pub use words::Word;

use store::Labels;

/// A heading number. `第４－２－（１）` is three labels; `第一条の二` is one label
/// with a branch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeadingNumber {
    labels: Labels,
}

/// One counted step of a heading number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// How the number is written.
    pub style: LabelStyle,
    /// What it counts to; for kana the position in the syllabary. 0 for
    /// labels that do not count (附則, 【…】).
    pub value: u32,
    /// 枝番号: `の二`, `の二の三`.
    pub branches: Branches,
}

/// How a number is written. Widths and glyph variants are one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LabelStyle {
    /// 第４, 第四, and with a unit 第４章, 第四条.
    Ordinal(Option<Unit>),
    /// １, 1., 一, Ⅰ, ア, ａ.
    Plain(Numeral),
    /// （１）, (一), （ア）, (a), ⑴.
    Paren(Numeral),
    /// 1), ａ).
    HalfParen(Numeral),
    /// ①, ❶.
    Circled(Circle),
    /// ㋐.
    CircledKatakana,
    /// 別添１, 別紙２, 別表第三, 様式２, 第３号様式, 参考.
    Annex(Annex),
    /// 附則.
    Supplement,
    /// リスク１：, システム２, 委託事項１: a word that counts.
    Named(Named),
    /// 【…】, ＜…＞, 《…》, 〔…〕 on a line of its own, or a title behind ■, ○ and
    /// the like: a heading without a number, or with one inside (【１】).
    Bracketed(char),
    /// A heading without a number that the file itself marks as one, by its level,
    /// 1 for the outermost.
    Marked(u8),
}

impl LabelStyle {
    /// A number of its own for each style, which takes one step to compare.
    pub fn code(self) -> u32 {
        let (kind, which) = match self {
            Self::Ordinal(None) => (0, 0),
            Self::Ordinal(Some(unit)) => (1, unit as u32),
            Self::Plain(numeral) => (2, numeral as u32),
            Self::Paren(numeral) => (3, numeral as u32),
            Self::HalfParen(numeral) => (4, numeral as u32),
            Self::Circled(circle) => (5, circle as u32),
            Self::CircledKatakana => (6, 0),
            Self::Annex(annex) => (7, annex as u32),
            Self::Supplement => (8, 0),
            Self::Named(named) => (9, named.code()),
            Self::Bracketed(open) => (10, open as u32),
            Self::Marked(level) => (11, u32::from(level)),
        };
        kind << 24 | which
    }
}

/// Script of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Numeral {
    /// 1, １.
    Arabic,
    /// 一.
    Kanji,
    /// Ⅰ, I, ⅰ.
    Roman,
    /// ア or イ: which order counts is decided among siblings.
    Katakana,
    /// a, ａ.
    Latin,
}

/// The two ways of counting by katakana (CONVENTIONS §3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KanaOrder {
    /// ア イ ウ エ オ.
    Aiueo,
    /// イ ロ ハ ニ ホ.
    Iroha,
}

/// Unit of an ordinal, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// 編, 部.
    Part,
    /// 章.
    Chapter,
    /// 節.
    Section,
    /// 款.
    Subsection,
    /// 目.
    Division,
    /// 条.
    Article,
}

/// Kind of an annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Annex {
    /// 別表.
    Table,
    /// 別紙.
    Sheet,
    /// 別添.
    Attachment,
    /// 別記.
    Note,
    /// 様式, 第N号様式, 別記様式.
    Form,
    /// 参考.
    Reference,
    /// 別図.
    Figure,
    /// 付録, 附録, 附属書.
    Appendix,
    /// 資料.
    Material,
}

/// A word that counts, as assessment forms and lists of questions use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// リスク１.
    Risk,
    /// システム１.
    System,
    /// 委託事項１.
    Entrustment,
    /// 提供先１.
    Recipient,
    /// 移転先１.
    Transferee,
    /// 問１, Ｑ１－２.
    Question,
    /// 答１, Ａ１－２.
    Answer,
    /// 基本目標１, 施策１－２, 事例３.
    Word(Word),
}

impl Named {
    fn code(self) -> u32 {
        match self {
            Self::Risk => 0,
            Self::System => 1,
            Self::Entrustment => 2,
            Self::Recipient => 3,
            Self::Transferee => 4,
            Self::Question => 5,
            Self::Answer => 6,
            Self::Word(word) => 7 + word.code(),
        }
    }
}

impl HeadingNumber {
    /// A number of one label.
    pub fn of(label: Label) -> Self {
        Self { labels: Labels::One(label) }
    }

    /// The labels, outermost first.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The innermost label, the one that counts among siblings.
    #[inline]
    pub fn last(&self) -> &Label {
        self.labels.innermost()
    }

    /// Number of labels.
    pub fn depth(&self) -> usize {
        self.labels.len()
    }

    /// Style that makes two headings siblings: that of the innermost label and
    /// the number of labels before it.
    pub fn sibling_style(&self) -> (LabelStyle, usize) {
        (self.last().style, self.labels.len())
    }

    /// Whether `self` is a path that comes directly after `previous`, as １－３
    /// after １－２.
    pub fn continues_path(&self, previous: &Self) -> bool {
        let around = self.labels.len() - 1;
        around > 0
            && self.labels.len() == previous.labels.len()
            && self
                .labels
                .iter()
                .zip(previous.labels.iter())
                .take(around)
                .all(|(own, before)| own == before)
            && self.last().follows(previous.last())
    }

    /// Whether the labels of `self` begin those of `other`, with more to come.
    pub fn is_proper_prefix_of(&self, other: &Self) -> bool {
        self.labels.len() < other.labels.len()
            && self.labels.iter().zip(other.labels.iter()).all(|(a, b)| a == b)
    }
}

impl Label {
    /// A label without branches.
    pub fn plain(style: LabelStyle, value: u32) -> Self {
        Self { style, value, branches: Branches::default() }
    }

    /// Whether `self` comes directly after `previous` among siblings: the next
    /// number, the first branch of it, or the next branch. Kana may follow
    /// either order.
    pub fn follows(&self, previous: &Self) -> bool {
        self.follows_in(previous, None)
    }

    /// The same where the order of a kana list is known.
    pub fn follows_in(&self, previous: &Self, order: Option<KanaOrder>) -> bool {
        if self.style != previous.style {
            return false;
        }
        if self.branches.is_empty() {
            let counts = order != Some(KanaOrder::Iroha) || !self.is_katakana();
            return counts && self.value == previous.value + 1
                || order != Some(KanaOrder::Aiueo) && self.follows_in_iroha(previous);
        }
        let (own, before) = (&self.branches, &previous.branches);
        self.value == previous.value
            && match (own.split_last(), before.split_last()) {
                (Some((2, rest)), _) if rest == &**before => true,
                (Some((last, rest)), Some((last_before, rest_before))) => {
                    rest == rest_before && *last == last_before + 1
                }
                _ => false,
            }
    }

    /// Whether this is how a list of its style begins: 1, 一, ア, or イ in the
    /// iroha order.
    pub fn begins_list(&self) -> bool {
        self.branches.is_empty()
            && (self.value <= 1 || (self.is_katakana() && numerals::iroha(self.value) == Some(1)))
    }

    /// The label that comes after this one in a list.
    #[must_use]
    pub fn next(&self, order: Option<KanaOrder>) -> Self {
        let in_iroha = order == Some(KanaOrder::Iroha) && self.is_katakana();
        let value = if in_iroha { numerals::after_in_iroha(self.value) } else { None };
        Self::plain(self.style, value.unwrap_or(self.value + 1))
    }

    /// The order that this kana label shows after `previous`, or as the first
    /// of its list.
    pub fn kana_order(&self, previous: Option<&Self>) -> Option<KanaOrder> {
        if !self.is_katakana() {
            return None;
        }
        match previous {
            None if self.value == 1 => Some(KanaOrder::Aiueo),
            None => None,
            Some(previous) if self.value == previous.value + 1 => Some(KanaOrder::Aiueo),
            Some(previous) => self.follows_in_iroha(previous).then_some(KanaOrder::Iroha),
        }
    }

    /// Whether a katakana counts.
    pub fn is_katakana(&self) -> bool {
        matches!(
            self.style,
            LabelStyle::Plain(Numeral::Katakana)
                | LabelStyle::Paren(Numeral::Katakana)
                | LabelStyle::HalfParen(Numeral::Katakana)
        )
    }

    fn follows_in_iroha(&self, previous: &Self) -> bool {
        self.is_katakana()
            && numerals::iroha(previous.value)
                .zip(numerals::iroha(self.value))
                .is_some_and(|(before, own)| own == before + 1)
    }

    /// Key by which siblings are ordered: (4), (4,2), (4,2,3), (5).
    pub fn order(&self) -> (u32, &[u32]) {
        (self.value, &self.branches)
    }
}

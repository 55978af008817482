//! A place in a line, and the pieces of a number that can be eaten there.

use super::labels::paren;
use super::numerals::{self, is_kanji_numeral, is_path_hyphen};
use super::store::Labels;
use super::{Branches, Follow, Label, LabelStyle, Numeral, trim_start};

/// Largest value taken for a heading number; larger ones are years, amounts
/// or article numbers quoted in text.
const LARGEST: u32 = 1999;

/// Most labels of one number; Ⅲ－４－９－４－４ has five.
pub(super) const LONGEST_PATH: usize = 9;

/// A place in a line.
pub(super) struct Cursor<'a> {
    pub line: &'a str,
    pub at: usize,
}

impl Cursor<'_> {
    pub fn rest(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub fn eat(&mut self, accepted: impl Fn(char) -> bool) -> bool {
        let found = self.peek().is_some_and(accepted);
        if found {
            self.next();
        }
        found
    }

    /// Eats a single half-width space that a PDF reader put at a width
    /// boundary (`第 36 条`), if what follows is `expected`.
    pub fn eat_torn_space(&mut self, expected: impl Fn(char) -> bool) {
        if self.rest().strip_prefix(' ').is_some_and(|after| after.starts_with(expected)) {
            self.at += 1;
        }
    }

    /// Eats the space in `第36 条` if the unit ends the label: `第1 条例の適用` is
    /// 第1 and a title.
    pub fn eat_torn_unit(&mut self) {
        let Some(rest) = self.rest().strip_prefix(' ') else { return };
        let is_torn = rest
            .strip_prefix(['編', '章', '節', '款', '条', '項', '号'])
            .is_some_and(|after| Follow::of(after) != Follow::Text);
        if is_torn {
            self.at += 1;
        }
    }

    /// Eats white space, which mostly is none.
    #[inline]
    pub fn eat_spaces(&mut self) {
        self.at = self.line.len() - trim_start(self.rest()).len();
    }

    pub fn eat_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Digits as a value; at most four, no leading zero.
    pub fn arabic(&mut self) -> Option<u32> {
        let mut rest = self.line.as_bytes().get(self.at..).unwrap_or_default();
        let mut value = 0u32;
        let mut n_digits = 0;
        loop {
            let (digit, after) = match rest {
                [digit @ b'0'..=b'9', after @ ..] => (digit - b'0', after),
                [0xef, 0xbc, digit @ 0x90..=0x99, after @ ..] => (digit - 0x90, after),
                _ => break,
            };
            if n_digits == 0 && digit == 0 {
                break;
            }
            n_digits += 1;
            if n_digits <= 5 {
                value = value * 10 + u32::from(digit);
            }
            rest = after;
        }
        if n_digits == 0 || n_digits > 4 || value > LARGEST {
            return None;
        }
        self.at = self.line.len() - rest.len();
        Some(value)
    }

    pub fn kanji(&mut self) -> Option<u32> {
        let start = self.at;
        while self.eat(is_kanji_numeral) {}
        let value = self.line.get(start..self.at).and_then(numerals::kanji);
        if value.is_none_or(|value| value > LARGEST) {
            self.at = start;
            return None;
        }
        value
    }

    pub fn arabic_or_kanji(&mut self) -> Option<(Numeral, u32)> {
        self.arabic()
            .map(|value| (Numeral::Arabic, value))
            .or_else(|| self.kanji().map(|value| (Numeral::Kanji, value)))
    }

    /// `の二`, `の２の３`. `の` without a numeral is a particle and stays.
    pub fn branches(&mut self) -> Branches {
        Branches::from(self.branch_list())
    }

    /// The same as a list.
    pub fn branch_list(&mut self) -> Vec<u32> {
        let mut branches = Vec::new();
        while branches.len() < LONGEST_PATH {
            let before = self.at;
            if !self.eat(|c| c == 'の' || c == 'ノ') {
                break;
            }
            let Some((_, value)) = self.arabic_or_kanji() else {
                self.at = before;
                break;
            };
            // `の三項`, `の２人`: an amount, not a branch.
            if self.peek().is_some_and(|c| "項号人件年月日つ".contains(c)) {
                self.at = before;
                break;
            }
            branches.push(value);
        }
        branches
    }

    /// The rest of a path: `－２－（１）`, `-2-1`. Appends to `labels`; whether
    /// there is more than one then, `None` for a chain that is no number.
    pub fn path(&mut self, labels: &mut Labels) -> Option<bool> {
        loop {
            let before = self.at;
            let hyphen = self.eat(is_path_hyphen);
            let label = if !hyphen {
                None
            } else if self.peek().is_some_and(|c| "（(⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽".contains(c))
            {
                paren(self)
            } else {
                self.arabic_or_kanji().map(|(numeral, value)| Label {
                    style: LabelStyle::Plain(numeral),
                    value,
                    branches: self.branches(),
                })
            };
            let Some(label) = label else {
                self.at = before;
                return Some(labels.len() > 1);
            };
            // Longer chains of numbers are figures or an attack, not headings.
            if labels.len() == LONGEST_PATH {
                return None;
            }
            labels.push(label);
        }
    }
}

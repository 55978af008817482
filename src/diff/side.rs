//! One side of a pair of units as the steps of `polish` and `slide` see it: its
//! tokens, the units they make, and which words stand where.

use std::ops::Range;

use super::tokens::{Token, Tokens};
use super::units::Units;

/// Hiragana that stand for a word of their own after a changed one.
pub const PARTICLES: &str = "はがをにへとのでもやか";

/// What joins nouns, by its first two characters: the kanji is no part of the
/// noun before it.
const CONJUNCTIONS: [[char; 2]; 5] =
    [['及', 'び'], ['又', 'は'], ['並', 'び'], ['若', 'し'], ['且', 'つ']];
/// Particles of two characters: the noun before them is whole.
pub const LONG_PARTICLES: [[char; 2]; 3] = [['ま', 'で'], ['か', 'ら'], ['よ', 'り']];

/// Ends of words that are adverbs with に: 速やかに, 明らかに, 直ちに, 新たに, 互いに.
const ADVERBS: [[char; 2]; 5] =
    [['や', 'か'], ['ら', 'か'], ['直', 'ち'], ['新', 'た'], ['互', 'い']];

/// One side: its tokens and the units they make.
pub struct Text<'a> {
    /// In reading order.
    pub tokens: &'a [Token],
    /// Those with which a paragraph or a cell begins.
    begins: &'a [u32],
    /// Those with which a row of a table begins, or what stands beside tables.
    pub lines: &'a [(u32, Option<u32>)],
    /// Those that a space parts from the one before.
    apart: &'a [u32],
    /// What must not be cut.
    pub units: Units<'a>,
}

impl<'a> Text<'a> {
    /// Looks at the tokens of a unit.
    pub fn of(tokens: &'a Tokens) -> Self {
        Self {
            tokens: &tokens.list,
            begins: tokens.begins(),
            lines: tokens.lines(),
            apart: tokens.apart(),
            units: Units::of(tokens),
        }
    }

    /// Whether a paragraph or a cell begins at a place, or the text ends there.
    pub fn begins(&self, at: usize) -> bool {
        at >= self.tokens.len() || self.begins.binary_search(&(at as u32)).is_ok()
    }

    /// Whether a row of a table begins at a place, or it ends there.
    pub fn begins_row(&self, at: usize) -> bool {
        !self.lines.is_empty()
            && (at >= self.tokens.len()
                || self.lines.binary_search_by_key(&(at as u32), |&(start, _)| start).is_ok())
    }

    /// Whether one begins at one of these tokens, or there are none.
    pub fn any_row_begins(&self, range: &Range<usize>) -> bool {
        let first = self.lines.partition_point(|&(at, _)| (at as usize) < range.start);
        let next = self.lines.get(first).map(|&(at, _)| at as usize);
        self.lines.is_empty() || next.is_some_and(|at| at < range.end)
    }

    /// Whether a space stands at a place.
    pub fn is_apart(&self, at: usize) -> bool {
        self.apart.binary_search(&(at as u32)).is_ok()
    }

    /// Whether 及び, 又は and the like begin at a place.
    pub fn joins_nouns(&self, at: usize) -> bool {
        self.has_word(at, &CONJUNCTIONS)
    }

    /// Whether a changed stretch ends with what is an adverb with に behind it.
    pub fn ends_adverb(&self, range: &Range<usize>) -> bool {
        range.len() >= 2 && self.has_word(range.end - 2, &ADVERBS)
    }

    pub fn has_word(&self, at: usize, words: &[[char; 2]]) -> bool {
        let (token, next) = (self.tokens.get(at), self.tokens.get(at + 1));
        token.is_some_and(|token| words.iter().any(|&word| token.is_first_of(next, word)))
    }

    /// Whether a paragraph or a cell begins with one of these tokens.
    pub fn any_begins(&self, range: &Range<usize>) -> bool {
        self.first_begin(range).is_some()
    }

    /// The first of these tokens with which one begins.
    pub fn first_begin(&self, range: &Range<usize>) -> Option<usize> {
        let first = self.begins.partition_point(|&at| (at as usize) < range.start);
        self.begins.get(first).map(|&at| at as usize).filter(|&at| at < range.end)
    }
}

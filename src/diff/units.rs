//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana and Latin words, short quoted terms (CONVENTIONS
//! §1.6).

use std::cell::RefCell;

use super::citation::citation_end;
use super::counted::{begins_date_or_numeral, code_end, date_end, kanji_number_end, number_end};
use super::tokens::{Class, Token};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;

/// Where the units of a text begin and end. Only the sentences that are asked
/// about are searched: most of a changed section is unchanged.
#[derive(Debug)]
pub struct Units<'a> {
    tokens: &'a [Token],
    places: RefCell<Places>,
}

/// Entry `i` speaks of the place before token `i`; the last one of the end.
#[derive(Debug)]
struct Places {
    inside: Vec<bool>,
    edge: Vec<bool>,
    /// Whether the sentence of token `i` has been searched.
    searched: Vec<bool>,
}

impl<'a> Units<'a> {
    /// The units of a text. None goes over the end of a paragraph or cell.
    pub fn of(tokens: &'a [Token]) -> Self {
        let none = || vec![false; tokens.len() + 1];
        let places = Places { inside: none(), edge: none(), searched: none() };
        Self { tokens, places: RefCell::new(places) }
    }

    /// Whether the place before token `at` is inside a unit, so that no mark
    /// may begin or end there.
    pub fn inside(&self, at: usize) -> bool {
        self.search(at);
        self.places.borrow().inside.get(at) == Some(&true)
    }

    /// Whether a unit of several tokens begins or ends at the place before
    /// token `at`.
    pub fn edge(&self, at: usize) -> bool {
        self.search(at);
        self.places.borrow().edge.get(at) == Some(&true)
    }

    /// Searches the sentences that end and begin at a place.
    fn search(&self, at: usize) {
        let mut places = self.places.borrow_mut();
        for token in [at.checked_sub(1), Some(at)].into_iter().flatten() {
            if token < self.tokens.len() && !places.searched[token] {
                places.search_sentence(self.tokens, token);
            }
        }
    }
}

impl Places {
    /// Finds the units of the sentence around token `at`.
    fn search_sentence(&mut self, tokens: &[Token], at: usize) {
        let start = (0..=at).rev().find(|&at| begins_sentence(tokens, at)).unwrap_or_default();
        let end = (at + 1..tokens.len()).find(|&at| begins_sentence(tokens, at));
        let sentence = &tokens[start..end.unwrap_or(tokens.len())];
        self.searched[start..start + sentence.len()].fill(true);
        let mut at = 0;
        while at < sentence.len() {
            let end = unit_end(sentence, at);
            if end > at + 1 {
                self.inside[start + at + 1..start + end].fill(true);
                self.edge[start + at] = true;
                self.edge[start + end] = true;
            }
            at = end;
        }
    }
}

/// Whether no unit that begins before token `at` can go on over it: a paragraph
/// begins, or a sentence that is not quoted as a term.
fn begins_sentence(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let follows_end = || {
        let (before, _) = tokens.split_at(at);
        let last_of = |n: usize| &before[before.len() - n.min(before.len())..];
        last_of(1).iter().any(|token| token.first == '。')
            && !last_of(LONGEST_QUOTED + 2).iter().any(|it| matches!(it.first, '「' | '『'))
    };
    token.begins_paragraph || follows_end()
}

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    // With most tokens no unit begins.
    let may_begin = match tokens[at].class {
        Class::Hiragana | Class::Space => false,
        Class::Mark => matches!(tokens[at].first, '「' | '『'),
        Class::Kanji => {
            matches!(tokens[at].first, '第' | '別' | '様' | '附')
                || begins_date_or_numeral(tokens, at)
        }
        Class::Katakana | Class::Number | Class::Latin => true,
    };
    if !may_begin {
        return at + 1;
    }
    let words = match tokens[at].class {
        Class::Number => number_end(tokens, at),
        Class::Katakana => {
            at + tokens[at..].iter().take_while(|token| token.class == Class::Katakana).count()
        }
        Class::Latin => code_end(tokens, at),
        Class::Kanji => kanji_number_end(tokens, at),
        _ => at + 1,
    };
    [quoted_end(tokens, at), date_end(tokens, at), citation_end(tokens, at), words]
        .into_iter()
        .fold(at + 1, usize::max)
}

fn quoted_end(tokens: &[Token], at: usize) -> usize {
    let close = match tokens[at].first {
        '「' => '」',
        '『' => '』',
        _ => return at,
    };
    tokens[at..]
        .iter()
        .take(LONGEST_QUOTED + 2)
        .position(|token| token.first == close)
        .map_or(at, |offset| at + offset + 1)
}

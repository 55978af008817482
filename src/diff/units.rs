//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana and Latin words, short quoted terms (CONVENTIONS
//! §1.6).

use std::cell::RefCell;

use super::citation::{begins_citation, citation_end};
use super::counted::{begins_date, code_end, date_end, kanji_number_end, number_end};
use super::tokens::{Class, Token};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;

/// Where the units of a text begin and end. Only the paragraphs that are asked
/// about are searched: most paragraphs of a changed section are unchanged.
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
    /// Whether the paragraph of token `i` has been searched.
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

    /// Searches the paragraphs that end and begin at a place.
    fn search(&self, at: usize) {
        let mut places = self.places.borrow_mut();
        for token in [at.checked_sub(1), Some(at)].into_iter().flatten() {
            if token < self.tokens.len() && !places.searched[token] {
                places.search_paragraph(self.tokens, token);
            }
        }
    }
}

impl Places {
    /// Finds the units of the paragraph around token `at`.
    fn search_paragraph(&mut self, tokens: &[Token], at: usize) {
        let before = tokens[..=at].iter().rposition(|token| token.begins_paragraph);
        let start = before.unwrap_or_default();
        let length = tokens[start + 1..].iter().take_while(|t| !t.begins_paragraph).count() + 1;
        let paragraph = &tokens[start..start + length];
        self.searched[start..start + length].fill(true);
        let mut at = 0;
        while at < length {
            let end = unit_end(paragraph, at);
            if end > at + 1 {
                self.inside[start + at + 1..start + end].fill(true);
                self.edge[start + at] = true;
                self.edge[start + end] = true;
            }
            at = end;
        }
    }
}

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    let end = match tokens[at].class {
        Class::Number => {
            let end = date_end(tokens, at).max(citation_end(tokens, at));
            end.max(number_end(tokens, at))
        }
        Class::Katakana => {
            at + tokens[at..].iter().take_while(|token| token.class == Class::Katakana).count()
        }
        Class::Latin => code_end(tokens, at),
        Class::Kanji if begins_citation(&tokens[at]) => citation_end(tokens, at),
        Class::Kanji if begins_date(&tokens[at]) => {
            date_end(tokens, at).max(kanji_number_end(tokens, at))
        }
        Class::Mark => quoted_end(tokens, at),
        Class::Kanji | Class::Hiragana | Class::Space => at,
    };
    end.max(at + 1)
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

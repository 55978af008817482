//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana and Latin words, short quoted terms (CONVENTIONS
//! §1.6).

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::citation::citation_end;
use super::counted::{begins_date_or_numeral, code_end, date_end, kanji_number_end, number_end};
use super::tokens::{Class, Token, Tokens};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;

/// Where the units of a text begin and end. Only the sentences that are asked
/// about are searched: most of a changed section is unchanged.
#[derive(Debug)]
pub struct Units<'a> {
    tokens: &'a [Token],
    /// Tokens with which a paragraph or a cell begins, ascending.
    begins: &'a [u32],
    /// Entry `i` speaks of the place before token `i`; the last one of the end.
    /// Empty until something is asked.
    places: RefCell<Vec<u8>>,
}

/// The place is inside a unit, so that no mark may begin or end there.
const INSIDE: u8 = 1;
/// A unit of several tokens begins or ends at the place.
const EDGE: u8 = 2;
/// The sentence of the token behind the place has been searched.
const SEARCHED: u8 = 4;

impl<'a> Units<'a> {
    /// The units of a text. None goes over the end of a paragraph or cell.
    pub fn of(tokens: &'a Tokens) -> Self {
        let places = RefCell::new(Vec::new());
        Self { tokens: &tokens.list, begins: tokens.begins(), places }
    }

    /// Whether the place before token `at` is inside a unit, so that no mark
    /// may begin or end there.
    pub fn inside(&self, at: usize) -> bool {
        self.place(at) & INSIDE != 0
    }

    /// Whether a unit of several tokens begins or ends at the place before
    /// token `at`.
    pub fn edge(&self, at: usize) -> bool {
        self.place(at) & EDGE != 0
    }

    /// What is known of a place, after searching the sentences that end and
    /// begin there.
    fn place(&self, at: usize) -> u8 {
        let mut places = self.places.borrow_mut();
        if places.is_empty() {
            places.resize(self.tokens.len() + 1, 0);
        }
        for token in [at.wrapping_sub(1), at] {
            let is_new = places.get(token).is_some_and(|place| place & SEARCHED == 0);
            if is_new && token < self.tokens.len() {
                self.search_sentence(&mut places, token);
            }
        }
        places.get(at).copied().unwrap_or_default()
    }

    /// Finds the units of the sentence around token `at`.
    fn search_sentence(&self, places: &mut [u8], at: usize) {
        let sentence = self.sentence(at);
        let (tokens, places) = (&self.tokens[sentence.clone()], &mut places[sentence.start..]);
        for place in &mut places[..tokens.len()] {
            *place |= SEARCHED;
        }
        let may_begin: &Characters = &MAY_BEGIN;
        let mut at = 0;
        // With most tokens no unit begins.
        while let Some(n) = tokens[at..].iter().position(|token| may_begin.has(*token)) {
            at += n;
            let end = unit_end(tokens, at);
            if end > at + 1 {
                for place in &mut places[at + 1..end] {
                    *place |= INSIDE;
                }
                places[at] |= EDGE;
                places[end] |= EDGE;
            }
            at = end;
        }
    }

    /// The tokens around `at` over whose ends no unit goes: those of a
    /// paragraph, or of a sentence that is not quoted as a term.
    fn sentence(&self, at: usize) -> Range<usize> {
        let next = self.begins.partition_point(|&begin| begin as usize <= at);
        let paragraph = next.checked_sub(1).map_or(0, |index| self.begins[index] as usize);
        let end = self.begins.get(next).map_or(self.tokens.len(), |&begin| begin as usize);
        // Most characters end no sentence.
        let is_quoted = |at: usize| {
            let before = &self.tokens[(at + 1).saturating_sub(LONGEST_QUOTED + 2)..at];
            before.iter().any(|it| it.is('「') || it.is('『'))
        };
        let last_end = |range: Range<usize>| {
            let mut ends = self.tokens[range.clone()].iter().rev().zip(range.rev());
            ends.find(|(token, at)| token.is('。') && !is_quoted(*at))
        };
        let first_end = |range: Range<usize>| {
            let mut ends = self.tokens[range.clone()].iter().zip(range);
            ends.find(|(token, at)| token.is('。') && !is_quoted(*at))
        };
        let start = last_end(paragraph..at).map_or(paragraph, |(_, at)| at + 1);
        let end = first_end(at..end).map_or(end, |(_, at)| at + 1);
        start..end
    }
}

/// A set of characters.
struct Characters([u64; 1024]);

impl Characters {
    /// Whether a token is one of them, or a number or word of several.
    fn has(&self, token: Token) -> bool {
        let key = token.key();
        let word = self.0.get(key as usize >> 6);
        word.is_none_or(|word| word >> (key & 63) & 1 != 0)
    }
}

/// With what a unit may begin.
static MAY_BEGIN: LazyLock<Characters> = LazyLock::new(|| {
    let mut set = [0_u64; 1024];
    for c in '\0'..='\u{ffff}' {
        let token = Token::single(c);
        let may_begin = match token.class() {
            Class::Hiragana | Class::Space => false,
            Class::Mark => matches!(c, '「' | '『'),
            Class::Kanji => {
                matches!(c, '第' | '別' | '様' | '附') || begins_date_or_numeral(&[token], 0)
            }
            Class::Katakana | Class::Number | Class::Latin => true,
        };
        set[c as usize >> 6] |= u64::from(may_begin) << (c as u32 & 63);
    }
    Characters(set)
});

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    let words = match tokens[at].class() {
        Class::Number => number_end(tokens, at),
        Class::Katakana => {
            at + tokens[at..].iter().take_while(|token| token.class() == Class::Katakana).count()
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
    let close = match tokens[at].first() {
        '「' => '」',
        '『' => '』',
        _ => return at,
    };
    tokens[at..]
        .iter()
        .take(LONGEST_QUOTED + 2)
        .position(|token| token.first() == close)
        .map_or(at, |offset| at + offset + 1)
}

//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana and Latin words, short quoted terms (CONVENTIONS
//! §1.6).

use super::citation::citation_end;
use super::counted::{code_end, date_end, kanji_number_end, number_end};
use super::tokens::{Class, Token};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;

/// Where the units of a text begin and end. Entry `i` speaks of the place
/// before token `i`; the last one of the end.
#[derive(Debug)]
pub struct Units {
    /// Whether the place is inside a unit, so that no mark may begin or end
    /// there.
    pub inside: Vec<bool>,
    /// Whether a unit of several tokens begins or ends at the place.
    pub edge: Vec<bool>,
}

/// Finds the units of a text. None goes over the end of a paragraph or cell.
pub fn units(tokens: &[Token]) -> Units {
    let mut units =
        Units { inside: vec![false; tokens.len() + 1], edge: vec![false; tokens.len() + 1] };
    let mut start = 0;
    while start < tokens.len() {
        let length = tokens[start + 1..].iter().take_while(|t| !t.begins_paragraph).count() + 1;
        let paragraph = &tokens[start..start + length];
        let mut at = 0;
        while at < length {
            let end = unit_end(paragraph, at);
            if end > at + 1 {
                units.inside[start + at + 1..start + end].fill(true);
                units.edge[start + at] = true;
                units.edge[start + end] = true;
            }
            at = end;
        }
        start += length;
    }
    units
}

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    // Half of all tokens are hiragana, with which no unit begins.
    if tokens[at].class == Class::Hiragana {
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

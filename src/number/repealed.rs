//! Several numbers that were taken out together and stay empty: `第７条及び第８条
//! 削除`, `（３）から（５）まで　削除` (CONVENTIONS §3.4). Such a line is one
//! provision that counts as its first number.

use super::numerals::{circled, digit, is_kanji_numeral, parenthesized};
use super::trim_end;

/// Longest stretch between the first number and 削除, in bytes.
const LONGEST: usize = 120;

/// Words and signs between numbers.
const JOINTS: [&str; 7] = ["及び", "並びに", "から", "・", "、", "～", "〜"];

/// How many bytes of what follows a number belong to its label because it
/// goes on with further numbers and then says 削除 and nothing else; 0 where
/// it does not.
pub(super) fn n_further(rest: &str) -> usize {
    let rest = trim_end(rest);
    let Some(rest) = rest.strip_suffix("。").unwrap_or(rest).strip_suffix("削除") else {
        return 0;
    };
    let further = rest.trim_end();
    let is_apart = further.len() < rest.len();
    let is_joined = JOINTS.iter().any(|joint| further.starts_with(joint));
    let is_range = is_apart && is_joined && further.len() <= LONGEST;
    let counts = further.chars().any(counts);
    if is_range && counts && numbers_alone(further) { further.len() } else { 0 }
}

/// Whether a text is made of numbers and what joins them.
fn numbers_alone(text: &str) -> bool {
    text.replace("まで", "")
        .chars()
        .all(|c| counts(c) || "第編部章節款目条項号の（）()及び並にから・、～〜".contains(c))
}

/// Whether a character is, or may be a part of, a number.
fn counts(c: char) -> bool {
    digit(c).is_some()
        || is_kanji_numeral(c)
        || circled(c).is_some()
        || parenthesized(c).is_some()
        || ('ア'..='ン').contains(&c)
}

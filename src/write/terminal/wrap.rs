//! Text folded into lines of a given number of terminal columns, with wide
//! Japanese characters counted as two and the simplest rules of 禁則: no 、。」
//! at the start of a line, no （「 at its end, no Latin word or number torn
//! apart unless it is as long as half of the line.
//!
//! Known limit: characters of ambiguous width (①, ○, …) are counted as one
//! column, as terminals do unless set up otherwise.

use unicode_width::UnicodeWidthChar as _;

/// A character with its mark and the columns it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub c: char,
    pub width: usize,
    pub marked: bool,
}

impl Glyph {
    /// A glyph; tabs are one space wide, the caller expands them.
    pub(super) fn new(c: char, marked: bool) -> Self {
        Self { c, width: c.width().unwrap_or(0), marked }
    }
}

/// Columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| Glyph::new(c, false).width).sum()
}

/// Cuts one line into lines of at most `columns` columns. An empty line stays
/// one empty line.
pub(super) fn wrap(glyphs: &[Glyph], columns: usize) -> Vec<&[Glyph]> {
    let mut lines = Vec::new();
    let mut rest = glyphs;
    loop {
        let fitting = fitting(rest, columns);
        if fitting == rest.len() {
            lines.push(rest);
            return lines;
        }
        let (line, after) = rest.split_at(break_before(rest, fitting, columns / 2));
        lines.push(line);
        let n_spaces = after.iter().take_while(|glyph| glyph.c == ' ').count();
        rest = &after[n_spaces..];
        if rest.is_empty() {
            return lines;
        }
    }
}

/// How many glyphs fit, at least one.
fn fitting(glyphs: &[Glyph], columns: usize) -> usize {
    let mut used = 0;
    let fits = |glyph: &&Glyph| {
        used += glyph.width;
        used <= columns
    };
    glyphs.iter().take_while(fits).count().max(1).min(glyphs.len())
}

/// The best place to break at or before `limit`, not more than `max_back`
/// glyphs earlier; `limit` where there is none.
fn break_before(glyphs: &[Glyph], limit: usize, max_back: usize) -> usize {
    let earliest = limit.saturating_sub(max_back).max(1);
    (earliest..=limit).rev().find(|&at| may_break(glyphs[at - 1], glyphs[at])).unwrap_or(limit)
}

fn may_break(before: Glyph, after: Glyph) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_within_word = is_word(before.c) && is_word(after.c);
    let is_forbidden = NOT_FIRST.contains(after.c) || NOT_LAST.contains(before.c);
    after.width > 0 && !is_forbidden && !is_within_word
}

/// Not at the start of a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！）］｝」』】〕〉》〗ー～々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%％";

/// Not at the end of a line (行末禁則).
const NOT_LAST: &str = "（［｛「『【〔〈《〖([{";

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<String> {
        let glyphs: Vec<Glyph> = text.chars().map(|c| Glyph::new(c, false)).collect();
        wrap(&glyphs, columns)
            .into_iter()
            .map(|line| line.iter().map(|it| it.c).collect())
            .collect()
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines("個人情報の保護", 8), ["個人情報", "の保護"]);
        assert_eq!(lines("個人情報の保護", 9), ["個人情報", "の保護"]);
        assert_eq!(width("個人abc"), 7);
    }

    #[test]
    fn no_punctuation_starts_a_line_and_no_bracket_ends_one() {
        assert_eq!(lines("個人情報、保護", 8), ["個人情", "報、保護"]);
        assert_eq!(lines("個人情（報）", 8), ["個人情", "（報）"]);
    }

    #[test]
    fn words_and_numbers_stay_together_where_they_fit() {
        assert_eq!(lines("平成 2024年", 8), ["平成 ", "2024年"]);
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn marks_without_width_stay_with_their_character() {
        assert_eq!(lines("葛\u{E0100}城", 2), ["葛\u{E0100}", "城"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn a_line_narrower_than_a_character_ends() {
        assert_eq!(lines("個人", 1), ["個", "人"]);
    }
}

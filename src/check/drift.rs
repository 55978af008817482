//! Headings inside texts, and those that differ by a slip of the pen.

use super::text::distance;

/// Marks around the headings that texts have inside themselves.
const HEADINGS: [(char, char); 3] = [('【', '】'), ('<', '>'), ('《', '》')];
/// Shorter headings are like each other by chance.
const LEAST_HEADING: usize = 6;
/// A heading is a line at most, in characters.
const LONGEST_HEADING: usize = 100;

/// The heading in a text that is the same as a given one but for one or two
/// characters: 【従業員が…】 for 【従業者が…】.
pub(super) fn drifted<'t>(heading: &str, text: &'t str) -> Option<&'t str> {
    if !may_be_heading(heading) || text.contains(heading) {
        return None;
    }
    headings(text).find(|it| distance(heading, it, 2).is_some())
}

/// Whether a text ends like a heading: its first bracket may be lost.
pub(super) fn may_be_heading(text: &str) -> bool {
    let n = text.chars().count();
    let ends = HEADINGS.iter().any(|(_, close)| text.ends_with(*close));
    ends && (LEAST_HEADING..=LONGEST_HEADING).contains(&n)
}

/// The headings inside a text.
pub(super) fn headings(text: &str) -> impl Iterator<Item = &str> {
    HEADINGS.iter().flat_map(move |(open, close)| {
        text.match_indices(*open).filter_map(move |(at, _)| {
            let rest = text.get(at..)?;
            let mut near = rest.char_indices().take(LONGEST_HEADING);
            let (end, c) = near.find(|(_, c)| c == close)?;
            rest.get(..end + c.len_utf8())
        })
    })
}

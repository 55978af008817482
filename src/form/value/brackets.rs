//! Brackets of boxes and choices: `[ ○ ]`, `[ 実施する ]`.

use std::ops::Range;

use super::super::run::Run;

/// Marks that stand in a box that is checked.
const MARKS: &str = "○◯〇●✓✔☑レ✕×";

/// Where the bracket is that closes a box opened in a cell before, in bytes.
pub(super) fn closing(text: &str) -> Option<(usize, usize)> {
    let (at, c) = text.char_indices().find(|(_, c)| matches!(c, '[' | '［' | ']' | '］'))?;
    matches!(c, ']' | '］').then(|| (at, at + c.len_utf8()))
}

/// Lines that a narrow cell breaks at inside one pair of brackets.
const MOST_TORN: usize = 4;

/// The paragraphs of a cell, those that were broken inside the brackets of a box
/// put together: `［`, `○　］自己点検`. Behind a box the same holds for the
/// parentheses of what it says: `［○］その他（`, `窓口）`.
pub(super) fn whole_brackets(runs: &[Run]) -> Vec<Run> {
    let mut whole: Vec<Run> = Vec::with_capacity(runs.len());
    let mut rest = runs;
    while let [run, others @ ..] = rest {
        let mut all = run.clone();
        let mut n_taken = 0;
        if unclosed(&all.text).is_some() {
            let mut longer = all.clone();
            for (n, next) in (1..).zip(others.iter().take(MOST_TORN)) {
                longer.append("", next.clone());
                if unclosed(&longer.text).is_none() {
                    (all, n_taken) = (longer, n);
                    break;
                }
            }
        }
        whole.push(all);
        rest = others.get(n_taken..).unwrap_or_default();
    }
    whole
}

/// The bracket of a box that is open at the end of a text, or the parenthesis
/// behind one.
fn unclosed(text: &str) -> Option<char> {
    let mut open = None;
    let mut has_box = false;
    for c in text.chars() {
        match (c, open) {
            ('[' | '［', None) => open = Some(c),
            (']' | '］', Some('[' | '［')) => (open, has_box) = (None, true),
            ('(' | '（', None) if has_box => open = Some(c),
            (')' | '）', Some('(' | '（')) => open = None,
            _ => {}
        }
    }
    open
}

/// `[` … `]` in a text, in bytes.
pub(super) struct Group {
    /// First byte of `[`.
    pub(super) open: usize,
    open_len: usize,
    close: usize,
    /// Byte behind `]`.
    pub(super) end: usize,
}

impl Group {
    /// What stands between the brackets.
    pub(super) fn inside(&self) -> Range<usize> {
        self.open + self.open_len..self.close
    }
}

pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[' | '［', _) => open = Some((at, c.len_utf8())),
            (']' | '］', Some((from, open_len))) => {
                groups.push(Group { open: from, open_len, close: at, end: at + c.len_utf8() });
                open = None;
            }
            _ => {}
        }
    }
    groups
}

/// Whether what stands in brackets is a box: nothing, or a mark.
pub(super) fn is_box(inside: &str) -> bool {
    inside.trim().is_empty() || is_mark(inside)
}

/// Whether a text begins with a box: `[○]自己点検`.
pub(in crate::form) fn begins_with_box(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['[', '［'])
        && groups(text)
            .first()
            .is_some_and(|group| group.open == 0 && is_box(text.get(group.inside()).unwrap_or("")))
}

pub(super) fn is_mark(inside: &str) -> bool {
    let mut chars = inside.trim().chars();
    chars.next().is_some_and(|c| MARKS.contains(c)) && chars.next().is_none()
}

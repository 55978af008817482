//! Parts a paragraph again that a line which ends a sentence was joined to because
//! it happens to be full, where the other document has what stands before or
//! behind that sentence as a paragraph of its own: an edit of the sentence made it
//! so long, and nothing was joined by an officer.
//!
//! O(characters) for each line end at which a sentence ends, at most
//! [`super::MOST_LINES`] of them in a paragraph.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Alone, MOST_LINES};
use crate::model::{Block, Join, Text};
use crate::normalize::fold::fold;

/// Before which parts a block is cut, by the index of the block.
pub type Cuts = FxHashMap<usize, Vec<usize>>;

/// The cuts of the paragraphs of one document (first) that are not taken.
pub fn cuts(own: (&Alone<'_>, &[bool]), other: (&Alone<'_>, &[bool])) -> Cuts {
    let free = |side: (&Alone<'_>, &[bool])| {
        let is_free = move |at: &usize| !side.1[*at];
        (0..side.0.texts.len()).filter(is_free).collect::<Vec<_>>()
    };
    let known: FxHashSet<&str> =
        free(other).into_iter().map(|at| other.0.texts[at].1.as_str()).collect();
    let cuts = free(own).into_iter().filter_map(|at| {
        let (block, text) = &own.0.texts[at];
        let cuts = cuts_of(text, &own.0.document.blocks[*block], own.0, &known);
        (!cuts.is_empty()).then_some((*block, cuts))
    });
    cuts.collect()
}

/// Before which parts of a block a paragraph begins or ends that is known.
fn cuts_of(text: &str, block: &Block, own: &Alone<'_>, known: &FxHashSet<&str>) -> Vec<usize> {
    let parts = block.text.parts();
    if !(2..=MOST_LINES).contains(&parts.len()) {
        return Vec::new();
    }
    let source = &own.document.source;
    let mut n_bytes = 0;
    let mut borders = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let line = source.slice(part.span);
        n_bytes +=
            fold(line).chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        if line.trim_end().ends_with('。') && index + 1 < parts.len() {
            borders.push((index + 1, n_bytes));
        }
    }
    // Lines may fold otherwise than the paragraph, as by a mark behind its kana.
    if n_bytes != text.len() {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut end = text.len();
    for (part, at) in borders.iter().rev() {
        if text.get(*at..end).is_some_and(|it| known.contains(it)) {
            cuts.push(*part);
            end = *at;
        }
    }
    let mut start = 0;
    for (part, at) in borders.iter().filter(|(_, at)| *at < end) {
        if text.get(start..*at).is_some_and(|it| known.contains(it)) {
            cuts.push(*part);
            start = *at;
        }
    }
    cuts.sort_unstable();
    cuts
}

/// A block cut before these parts.
pub fn parted(block: &Block, cuts: &[usize]) -> impl Iterator<Item = Block> {
    let mut rest = block.text.parts().to_vec();
    let mut blocks = Vec::new();
    for cut in cuts.iter().rev() {
        blocks.push(rest.split_off(*cut));
    }
    blocks.push(rest);
    blocks.into_iter().rev().map(|mut parts| {
        if let Some(first) = parts.first_mut() {
            first.join = Join::Tight;
        }
        Block { kind: block.kind, text: Text::from_parts(&parts) }
    })
}

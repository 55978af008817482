//! What stands opposite what inside one row: paragraphs and rows of ruled
//! tables of the two sides, told by the text that is not marked. That text is
//! the same on both sides, so counting its characters gives the place.

use std::ops::Range;

use crate::normalize::fold::fold;
use crate::report::{Cell, Run};

/// A paragraph, or a row of a ruled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The paragraphs of the cell that it consists of.
    pub paragraphs: Range<usize>,
    /// The ruled table it belongs to.
    pub table: Option<u32>,
    /// Which characters of the unmarked text of the cell it holds; empty for
    /// an item that is wholly marked, or has no text.
    pub unmarked: Range<usize>,
    /// Whether any of it is marked.
    pub is_marked: bool,
    /// Whether its text begins and ends with marked text.
    pub edges: [bool; 2],
}

impl Item {
    /// Whether all of it is marked.
    pub(super) fn is_wholly_marked(&self) -> bool {
        self.is_marked && self.unmarked.is_empty()
    }

    /// How much unmarked text two items of different sides share.
    fn shared(&self, other: &Self) -> usize {
        let start = self.unmarked.start.max(other.unmarked.start);
        let end = self.unmarked.end.min(other.unmarked.end);
        end.saturating_sub(start)
    }
}

/// Number of characters of a text in its folded form, without white space.
pub(super) fn n_folded(text: &str) -> usize {
    fold(text).chars().filter(|c| !c.is_whitespace()).count()
}

/// The items of a cell in order. Counting costs as much as folding the text,
/// so it is left out (`is_counted`) where only the groups matter.
pub(super) fn items(cell: &Cell, is_counted: bool) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut at = 0;
    for (index, paragraph) in cell.paragraphs.iter().enumerate() {
        let place = paragraph.slot.map(|slot| (slot.table, slot.row));
        let texts: Vec<&Run> =
            paragraph.runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
        let unmarked = texts.iter().filter(|run| is_counted && !run.changed);
        let end = at + unmarked.map(|run| n_folded(&run.text)).sum::<usize>();
        let first = texts.first().map(|run| run.changed);
        let last = texts.last().map(|run| run.changed);
        let before = index.checked_sub(1).and_then(|before| cell.paragraphs.get(before));
        let goes_on = place.is_some()
            && before.and_then(|it| it.slot).map(|slot| (slot.table, slot.row)) == place;
        match out.last_mut() {
            Some(item) if goes_on => {
                item.paragraphs.end = index + 1;
                item.unmarked.end = end;
                item.is_marked |= texts.iter().any(|run| run.changed);
                item.edges[1] = last.unwrap_or(item.edges[1]);
            }
            _ => out.push(Item {
                paragraphs: index..index + 1,
                table: place.map(|(table, _)| table),
                unmarked: at..end,
                is_marked: texts.iter().any(|run| run.changed),
                edges: [first.unwrap_or_default(), last.unwrap_or_default()],
            }),
        }
        at = end;
    }
    out
}

/// Runs of paragraphs of one side that the other side does not have, each
/// with the item of the other side before which they would stand. Paragraphs
/// that replace others are none, nor is text that goes on in the middle of a
/// paragraph of the other side.
pub(super) fn additions(here: &[Item], there: &[Item]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut index = 0;
    while let Some(item) = here.get(index) {
        if item.table.is_some() || !item.is_wholly_marked() {
            index += 1;
            continue;
        }
        let place = item.unmarked.start;
        let n = here[index..]
            .iter()
            .take_while(|it| it.table.is_none() && it.is_wholly_marked())
            .count();
        out.extend(gap(there, place));
        index += n;
    }
    out
}

/// The index of the item before which `place` of the unmarked text stands,
/// where it stands between two items and nothing marked stands there.
fn gap(items: &[Item], place: usize) -> Option<usize> {
    let at = items.iter().position(|it| it.unmarked.end > place).unwrap_or(items.len());
    let after = items.get(at);
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    let is_between = after.is_none_or(|it| it.unmarked.start >= place && !it.edges[0])
        && before.is_none_or(|it| it.unmarked.end == place && !it.edges[1]);
    is_between.then_some(at)
}

/// Rows of two tables that belong together, in printing order; a row without
/// counterpart stands alone. The indexes are those of the items.
pub(super) fn pairs(old: &[Item], new: &[Item]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut out = Vec::with_capacity(old.len().max(new.len()));
    let (mut next_old, mut next_new) = (0, 0);
    for (at_new, item) in new.iter().enumerate().filter(|(_, item)| !item.unmarked.is_empty()) {
        let best = (next_old..old.len())
            .take_while(|&at| old[at].unmarked.start < item.unmarked.end)
            .filter(|&at| old[at].shared(item) > 0)
            .max_by_key(|&at| (old[at].shared(item), std::cmp::Reverse(at)));
        if let Some(at_old) = best {
            without_counterpart(next_old..at_old, next_new..at_new, &mut out);
            out.push((Some(at_old), Some(at_new)));
            (next_old, next_new) = (at_old + 1, at_new + 1);
        }
    }
    without_counterpart(next_old..old.len(), next_new..new.len(), &mut out);
    out
}

/// Rows between two that belong together: equally many replace each other,
/// else the old ones went and the new ones came.
fn without_counterpart(
    old: Range<usize>,
    new: Range<usize>,
    out: &mut Vec<(Option<usize>, Option<usize>)>,
) {
    if old.len() == new.len() {
        out.extend(old.zip(new).map(|(old, new)| (Some(old), Some(new))));
    } else {
        out.extend(old.map(|old| (Some(old), None)));
        out.extend(new.map(|new| (None, Some(new))));
    }
}

//! Text that moved to another cell of a ruled table: the words are the same and
//! yet ○ stands under another heading.

use std::ops::Range;

use super::View;
use crate::model::{BlockKind, Sides};

/// A paragraph in a table: row and column, counted within the unit.
struct Slot {
    row: u32,
    column: u32,
    bytes: Range<usize>,
}

/// Paragraphs of two units with equal text that stand in another cell.
///
/// Only tables of the same shape are compared: another number of rows, columns
/// or paragraphs is another way to draw the table, not another content.
pub fn moved_cells(old: &View<'_>, new: &View<'_>) -> Sides<Vec<Range<usize>>> {
    let sides = Sides { old: slots(old), new: slots(new) };
    let shape = |slots: &[Slot]| {
        let rows = slots.iter().map(|slot| slot.row).max();
        let columns = slots.iter().map(|slot| slot.column).max();
        (slots.len(), rows, columns)
    };
    let mut moved = Sides::<Vec<Range<usize>>>::default();
    if shape(&sides.old) != shape(&sides.new) {
        return moved;
    }
    for (old, new) in sides.old.into_iter().zip(sides.new) {
        if (old.row, old.column) != (new.row, new.column) {
            moved.old.push(old.bytes);
            moved.new.push(new.bytes);
        }
    }
    moved
}

fn slots(view: &View<'_>) -> Vec<Slot> {
    let mut first_row = None;
    view.blocks
        .iter()
        .filter_map(|block| {
            let BlockKind::Cell { row, column, .. } = block.kind else { return None };
            let first_row = *first_row.get_or_insert(row);
            let parts = block.text.parts();
            let bytes = parts.first()?.span.start()..parts.last()?.span.end();
            Some(Slot { row: row.saturating_sub(first_row), column, bytes })
        })
        .collect()
}

//! Text that moved to another cell of a ruled table: the words are the same and
//! yet ○ stands under another heading.

use std::ops::Range;

use super::View;
use crate::model::{Block, BlockKind, Sides};

/// A paragraph in a table: its row within the unit, its column, and the last
/// column of the table.
struct Slot {
    row: u32,
    column: u32,
    last_column: u32,
    bytes: Range<usize>,
}

/// The last column of each table of a document, by table.
pub fn last_columns(blocks: &[Block]) -> Vec<u32> {
    let mut last_columns: Vec<u32> = Vec::new();
    for block in blocks {
        if let BlockKind::Cell { table, column, column_span, .. } = block.kind {
            let index = table.0 as usize;
            if last_columns.len() <= index {
                last_columns.resize(index + 1, 0);
            }
            last_columns[index] = last_columns[index].max(column + column_span.max(1) - 1);
        }
    }
    last_columns
}

/// Paragraphs of two units with equal text that stand in another cell.
///
/// Only tables of the same number of columns are compared, paragraph by
/// paragraph: another number is another way to draw the table.
pub fn moved_cells(old: &View<'_>, new: &View<'_>) -> Sides<Vec<Range<usize>>> {
    let sides = Sides { old: slots(old), new: slots(new) };
    let mut moved = Sides::<Vec<Range<usize>>>::default();
    let same_shape = sides.old.len() == sides.new.len()
        && sides.old.iter().zip(&sides.new).all(|(old, new)| old.last_column == new.last_column);
    if !same_shape {
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
            let BlockKind::Cell { table, row, column, .. } = block.kind else { return None };
            let first_row = *first_row.get_or_insert(row);
            let parts = block.text.parts();
            let bytes = parts.first()?.span.start()..parts.last()?.span.end();
            let last_column = view.last_columns.get(table.0 as usize).copied().unwrap_or(0);
            Some(Slot { row: row.saturating_sub(first_row), column, last_column, bytes })
        })
        .collect()
}

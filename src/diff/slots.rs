//! Text that moved to another cell of a ruled table: the words are the same and
//! yet ○ stands under another heading.

use std::ops::Range;

use super::view::View;
use crate::align::UnitText;
use crate::model::{BlockKind, Sides, TableId};
use crate::normalize::fold::fold;
use crate::outline::Heading;

/// A paragraph in a table: its row within the unit, its column, the last column
/// of the table, and its text.
struct Slot {
    row: u32,
    column: u32,
    last_column: u32,
    /// Folded.
    text: String,
    bytes: Range<usize>,
}

/// Paragraphs of two units with equal text that stand in another cell.
///
/// Only tables of the same number of columns are compared, paragraph by
/// paragraph: another number is another way to draw the table.
pub fn moved_cells(old: &View<'_>, new: &View<'_>) -> Sides<Vec<Range<usize>>> {
    let mut moved = Sides::<Vec<Range<usize>>>::default();
    if !(old.may_have_cells() && new.may_have_cells()) {
        return moved;
    }
    let sides = Sides { old: slots(old), new: slots(new) };
    let same_shape = sides.old.len() == sides.new.len()
        && sides.old.iter().zip(&sides.new).all(|(old, new)| old.last_column == new.last_column);
    if !same_shape {
        return moved;
    }
    for (old, new) in sides.old.into_iter().zip(sides.new) {
        if (old.row, old.column, old.text) != (new.row, new.column, new.text) {
            moved.old.push(old.bytes);
            moved.new.push(new.bytes);
        }
    }
    moved
}

/// Paragraphs in tables, and in text files what tabs part.
fn slots(view: &View<'_>) -> Vec<Slot> {
    let source = &view.outlined.document.source;
    let mut rows: Vec<(TableId, u32)> = Vec::new();
    let mut slots = Vec::new();
    for (line, block) in (0..).zip(view.blocks) {
        let parts = block.text.parts();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
        match block.kind {
            BlockKind::Cell { table, row, column, .. } => {
                // Rows are counted as they come: an empty row, or one cut by a
                // page, moves the others without moving what they say.
                if rows.last() != Some(&(table, row)) {
                    rows.push((table, row));
                }
                slots.push(Slot {
                    row: rows.len() as u32,
                    column,
                    last_column: view.tables.last_column(table),
                    // The unit's own number is compared elsewhere.
                    text: UnitText::of(std::slice::from_ref(block), source, view.heading).folded,
                    bytes: first.span.start()..last.span.end(),
                });
            }
            BlockKind::Paragraph if parts.len() == 1 => {
                let start = view.heading.map_or(0, Heading::title).max(first.span.start());
                let text = source.original().get(start..first.span.end()).unwrap_or_default();
                tabbed(text, start, line, &mut slots);
            }
            BlockKind::Paragraph | BlockKind::Note => {}
        }
    }
    slots
}

/// The pieces of a line with tabs, its own number left out; none for a line
/// without.
fn tabbed(text: &str, start: usize, line: u32, slots: &mut Vec<Slot>) {
    let last_column = text.matches('\t').count() as u32;
    if last_column == 0 {
        return;
    }
    let mut at = start;
    for (column, piece) in (0..).zip(text.split('\t')) {
        if !piece.trim().is_empty() {
            let bytes = at..at + piece.len();
            slots.push(Slot { row: line, column, last_column, text: fold(piece), bytes });
        }
        at += piece.len() + 1;
    }
}

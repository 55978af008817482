//! A document as rows of cells: a paragraph is a row of one cell.

use std::ops::Range;

use super::run::Run;
use crate::model::{BlockKind, Document, TableId};

/// One row of a table, or a paragraph.
#[derive(Debug)]
pub(super) struct Row {
    /// The table, `None` for a paragraph.
    pub(super) table: Option<TableId>,
    /// Its cells that have text, from left to right.
    pub(super) cells: Vec<Cell>,
    /// Its blocks in the document.
    pub(super) blocks: Range<usize>,
}

/// A cell that has text.
#[derive(Debug)]
pub(super) struct Cell {
    /// First column.
    pub(super) column: u32,
    /// Number of columns.
    pub(super) width: u32,
    /// Whether nothing but empty cells stands left of it.
    pub(super) leads: bool,
    /// Its paragraphs.
    pub(super) runs: Vec<Run>,
}

impl Cell {
    /// Column behind its last one.
    pub(super) fn end(&self) -> u32 {
        self.column.saturating_add(self.width)
    }
}

/// The rows of a document in reading order.
pub(super) fn rows(document: &Document) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut at = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let run = Run::of(block, &document.source);
        let (place, column, width, leads) = match block.kind {
            BlockKind::Cell { table, row, column, column_span, leads } => {
                (Some((table, row)), column, column_span, leads)
            }
            BlockKind::Paragraph | BlockKind::Note => (None, 0, 1, true),
        };
        if place.is_none() || place != at {
            let table = place.map(|(table, _)| table);
            rows.push(Row { table, cells: Vec::new(), blocks: index..index });
        }
        at = place;
        let Some(row) = rows.last_mut() else { continue };
        row.blocks.end = index + 1;
        match row.cells.last_mut() {
            Some(cell) if cell.column == column => cell.runs.push(run),
            _ => row.cells.push(Cell { column, width, leads, runs: vec![run] }),
        }
    }
    rows
}

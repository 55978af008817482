//! Tables of a document as rows of cells with their texts.

use std::ops::Range;

use crate::model::{BLANK_ABOVE, Block, BlockKind, Document, Format, Span};

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// Its number in the document, from 0.
    pub id: u32,
    /// Its rows, cells from left to right.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell that is not empty.
#[derive(Debug)]
pub(super) struct Cell {
    /// First column, from 0.
    pub column: u32,
    /// Columns covered.
    span: u32,
    /// Row, from 0, and the one behind the last that it covers.
    rows: Range<u32>,
    /// Paragraphs on lines of their own.
    pub text: String,
    /// Page on which it begins, from 1.
    pub page: Option<u32>,
}

impl Table {
    /// Number of columns.
    pub(super) fn width(&self) -> u32 {
        let ends = self.rows.iter().flatten().map(|cell| cell.column + cell.span);
        ends.max().unwrap_or(0)
    }

    /// For each row, which of some columns are merged with a cell above it.
    pub(super) fn merged<const N: usize>(
        &self,
        columns: [Option<u32>; N],
    ) -> impl Iterator<Item = [bool; N]> {
        let mut until = [0; N];
        self.rows.iter().map(move |cells| {
            let row = cells.first().map_or(0, |cell| cell.rows.start);
            let merged = until.map(|until| row < until);
            for (until, column) in until.iter_mut().zip(columns) {
                let own = cells.iter().find(|cell| Some(cell.column) == column);
                *until = own.map_or(*until, |cell| cell.rows.end);
            }
            merged
        })
    }
}

/// All tables of a document in its order.
pub(super) fn tables(document: &Document) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    let mut last_row = None;
    for blocks in document.blocks.chunk_by(|a, b| place(a).is_some() && place(a) == place(b)) {
        let Some((id, row, column, span)) = blocks.first().and_then(place) else { continue };
        let n_rows = blocks.first().map_or(1, n_rows);
        if out.last().is_none_or(|table| table.id != id) {
            out.push(Table { id, rows: Vec::new() });
            last_row = None;
        }
        let Some(table) = out.last_mut() else { continue };
        if last_row != Some(row) {
            table.rows.push(Vec::new());
            last_row = Some(row);
        }
        let first = blocks.first().and_then(|block| block.text.first_span());
        let page = first.and_then(|span| document.source.page(span));
        let rows = row..row.saturating_add(n_rows);
        let cell = Cell { column, span, rows, text: text(blocks, document), page };
        if let Some(cells) = table.rows.last_mut() {
            cells.push(cell);
        }
    }
    out
}

/// Table, row, column and width of a cell.
fn place(block: &Block) -> Option<(u32, u32, u32, u32)> {
    match block.kind {
        BlockKind::Cell { table, row, column, column_span, .. } => {
            Some((table.0, row, column, column_span))
        }
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

/// Rows that a cell covers.
fn n_rows(block: &Block) -> u32 {
    match block.kind {
        BlockKind::Cell { row_span, .. } => row_span,
        BlockKind::Paragraph | BlockKind::Note => 1,
    }
}

/// The text of a cell. Pages are wrapped by whoever printed them, so there the
/// paragraphs count; elsewhere each line break is one of the document, empty
/// lines included, and the characters stay as they are.
fn text(blocks: &[Block], document: &Document) -> String {
    let source = &document.source;
    let parts = || blocks.iter().flat_map(|block| block.text.parts());
    let start = parts().map(|part| part.span.start()).min();
    let end = parts().map(|part| part.span.end()).max();
    match (start, end) {
        (Some(start), Some(end)) if source.format() != Format::Pdf => {
            // White space behind the text up to the line break that the reader
            // put behind the cell is part of the cell.
            let rest = source.original().get(end..).unwrap_or_default();
            let space = rest.len() - rest.trim_start().len();
            let space = rest.get(..space).and_then(|space| space.rfind('\n')).unwrap_or(0);
            let own = source.slice(Span::new(start, end + space));
            format!("{}{own}", blank_above(source.original().get(..start).unwrap_or_default()))
        }
        _ => {
            let paragraphs = blocks.iter().map(|block| block.text.printed(source));
            paragraphs.collect::<Vec<_>>().join("\n")
        }
    }
}

/// The blank lines above a cell, at the end of what stands before its text.
fn blank_above(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_blank = line.contains(BLANK_ABOVE) && line.trim().is_empty();
    if is_blank { line.replace(BLANK_ABOVE, "\n") } else { String::new() }
}

impl Cell {
    /// A cell of a text file.
    pub(super) fn of_line(text: &str, column: u32) -> Self {
        Self { column, span: 1, rows: 0..1, text: text.to_owned(), page: None }
    }
}

//! A document as rows of cells: a paragraph is a row of one cell.

use std::ops::Range;

use super::run::Run;
use super::unruled::ruled;
use crate::model::{BlockKind, Document, TableId};

/// One row of a table, or a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The table, `None` for a paragraph.
    pub(super) table: Option<TableId>,
    /// Its cells that have text, from left to right.
    pub(super) cells: Vec<Cell>,
    /// Its blocks in the document.
    pub(super) blocks: Range<usize>,
}

/// A cell that has text.
#[derive(Debug, Clone)]
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
            BlockKind::Cell { table, row, column, column_span, leads, .. } => {
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
            _ if place.is_none() && run.text.contains('\t') => row.cells = tabbed(&run),
            _ => row.cells.push(Cell { column, width, leads, runs: vec![run] }),
        }
    }
    ruled(rows, document)
}

/// The cells of a row that a text export parts with tabs.
fn tabbed(run: &Run) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = 0;
    for (column, text) in (0..).zip(run.text.split('\t')) {
        let cell = run.cut(start..start + text.len());
        start += text.len() + 1;
        if !cell.is_blank() {
            cells.push(Cell { column, width: 1, leads: cells.is_empty(), runs: vec![cell] });
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Format, Source, Span, Text};

    #[test]
    fn tables_paragraphs_and_tabbed_lines_are_rows() {
        let texts = ["表題", "①部署", "総務課", "戸籍係", "\t使用部署\t市民課"];
        let mut original = String::new();
        let kinds = [None, Some((0, 0)), Some((0, 1)), Some((0, 1)), None];
        let blocks = texts.iter().zip(kinds).map(|(text, place)| {
            let start = original.len();
            original.push_str(text);
            let text = Text::from_span(Span::new(start, original.len()));
            let kind = match place {
                Some((row, column)) => BlockKind::Cell {
                    table: TableId(0),
                    row,
                    column,
                    column_span: 1,
                    row_span: 1,
                    leads: column == 0,
                },
                None => BlockKind::Paragraph,
            };
            Block { kind, text }
        });
        let blocks = blocks.collect();
        let source = Source::new("a".into(), Format::Text, original, vec![], None);
        let rows = rows(&Document { source, blocks, set_aside: vec![] });
        let said = |row: &Row| {
            let cell = |cell: &Cell| {
                let texts: Vec<&str> = cell.runs.iter().map(|run| run.text.as_str()).collect();
                format!("{}:{}", cell.column, texts.join("/"))
            };
            row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
        };
        let said: Vec<String> = rows.iter().map(said).collect();
        assert_eq!(said, ["0:表題", "0:①部署 1:総務課/戸籍係", "1:使用部署 2:市民課"]);
    }
}

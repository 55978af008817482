//! `inspect --stage tables`: the tables of a document as the comparison sees
//! them, joined over pages, row by row.

use std::io;

use super::inspect::{place, visible};
use crate::lang::Lang;
use crate::model::{Block, BlockKind, Document, TableId};

/// Prints every table: a line with its place and size, then a line for each row
/// with ` | ` between the cells. A cell of several paragraphs has ↵ between
/// them; one that covers several columns says how many.
pub(super) fn print(document: &Document, out: &mut dyn io::Write, lang: Lang) -> io::Result<()> {
    for table in document.blocks.chunk_by(|a, b| table_of(a) == table_of(b)) {
        if let Some((id, first)) = table.first().and_then(|block| Some((table_of(block)?, block))) {
            let page =
                first.text.first_span().map_or(String::new(), |span| place(&document.source, span));
            let (number, n_columns) = (id.0 + 1, n_columns(table));
            let n_rows = table.chunk_by(|a, b| row_of(a) == row_of(b)).count();
            match lang {
                Lang::Ja => writeln!(out, "{page}\t表{number}\t{n_rows}行×{n_columns}列"),
                Lang::En => {
                    writeln!(out, "{page}\ttable {number}\t{n_rows} rows × {n_columns} columns")
                }
            }?;
            for row in table.chunk_by(|a, b| row_of(a) == row_of(b)) {
                writeln!(out, "{}", line(document, row))?;
            }
        }
    }
    Ok(())
}

fn n_columns(table: &[Block]) -> u32 {
    let end = |block: &Block| match block.kind {
        BlockKind::Cell { column, column_span, .. } => column + column_span.max(1),
        BlockKind::Paragraph | BlockKind::Note => 0,
    };
    table.iter().map(end).max().unwrap_or(0)
}

fn line(document: &Document, row: &[Block]) -> String {
    let mut cells: Vec<String> = Vec::new();
    let mut next_column = 0;
    for cell in row.chunk_by(|a, b| column_of(a) == column_of(b)) {
        let Some(BlockKind::Cell { column, column_span, .. }) = cell.first().map(|it| it.kind)
        else {
            continue;
        };
        // Empty cells are no blocks.
        cells.extend((next_column..column).map(|_| String::new()));
        next_column = column + column_span.max(1);
        let paragraphs: Vec<String> =
            cell.iter().map(|block| visible(&block.text.printed(&document.source))).collect();
        let text = paragraphs.join("↵");
        cells.push(if column_span > 1 { format!("{text} [×{column_span}]") } else { text });
    }
    cells.join(" | ")
}

fn table_of(block: &Block) -> Option<TableId> {
    match block.kind {
        BlockKind::Cell { table, .. } => Some(table),
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

fn row_of(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::Cell { row, .. } => Some(row),
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

fn column_of(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::Cell { column, .. } => Some(column),
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

//! Ruled tables of the documents inside a cell: a table stays a table, its
//! rows stand opposite each other, unchanged ones are （略）, changed cells are
//! marked (CONVENTIONS §1.10).

use super::run::filler;
use super::table::{Grid, GridCell, GridRow, Mark, ParagraphRole, PrintedParagraph};
use crate::profile::TableMarks;
use crate::report::Slot;

/// A table of more columns, as only damaged files have, gets one （略） for all
/// of them (Word has at most 63).
const MOST_COLUMNS: u32 = 63;

/// A row of a table on its way to print: paragraphs with their places.
pub(super) type SlottedRow = Vec<(Slot, PrintedParagraph)>;

/// What a row of a printed table shows.
pub(super) enum GridLine {
    /// A row of the document.
    Row(SlottedRow),
    /// A word in every column: （略）.
    Each(String),
    /// A word in the first column, opposite a row of the other side; may be
    /// empty.
    Once(String),
}

/// The table of the given lines. Places without text become empty cells, so
/// that a column stays a column.
pub(super) fn grid(lines: Vec<GridLine>) -> Grid {
    let end = |slot: &Slot| slot.column.saturating_add(slot.column_span.max(1));
    let slots = || {
        lines.iter().flat_map(|line| match line {
            GridLine::Row(row) => row.as_slice(),
            GridLine::Each(_) | GridLine::Once(_) => &[],
        })
    };
    let first = slots().map(|(slot, _)| slot.column).min().unwrap_or(0);
    let after = slots().map(|(slot, _)| end(slot)).max().unwrap_or(1);
    let columns = (after - first).max(1);
    let mut out = Grid { columns, rows: Vec::with_capacity(lines.len()), mark: Mark::None };
    for line in lines {
        let cells = match line {
            GridLine::Row(row) => cells(row, first, after),
            GridLine::Each(word) if columns > MOST_COLUMNS => vec![word_cell(columns, &word)],
            GridLine::Each(word) => (0..columns).map(|_| word_cell(1, &word)).collect(),
            GridLine::Once(word) => vec![word_cell(columns, &word)],
        };
        out.rows.push(GridRow { cells });
    }
    out
}

fn word_cell(span: u32, word: &str) -> GridCell {
    let paragraphs =
        if word.is_empty() { Vec::new() } else { vec![filler(word, ParagraphRole::Filler)] };
    GridCell { span, paragraphs, mark: Mark::None }
}

fn cells(row: SlottedRow, first: u32, after: u32) -> Vec<GridCell> {
    let mut out: Vec<GridCell> = Vec::new();
    let mut column = first;
    let mut last: Option<Slot> = None;
    for (slot, paragraph) in row {
        if last == Some(slot)
            && let Some(cell) = out.last_mut()
        {
            cell.paragraphs.push(paragraph);
            continue;
        }
        push_gap(&mut out, column, slot.column);
        // Damaged files let cells overlap; each keeps at least one column.
        let start = slot.column.max(column);
        let end = slot
            .column
            .saturating_add(slot.column_span.max(1))
            .clamp(start, after)
            .max(start.saturating_add(1));
        out.push(GridCell {
            span: (end - start).max(1),
            paragraphs: vec![paragraph],
            mark: Mark::None,
        });
        column = end;
        last = Some(slot);
    }
    push_gap(&mut out, column, after);
    for cell in &mut out {
        let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
        cell.mark = if runs.into_iter().any(|run| run.mark > Mark::None) {
            Mark::Single
        } else {
            Mark::None
        };
    }
    out
}

fn push_gap(cells: &mut Vec<GridCell>, from: u32, to: u32) {
    if to > from {
        cells.push(GridCell { span: to - from, paragraphs: Vec::new(), mark: Mark::None });
    }
}

/// Puts what changed into dashed boxes: the whole table where its rows or
/// columns are others than before, else the changed cells. What stands in a
/// box is not underlined besides (CONVENTIONS §1.5, §1.10).
pub(super) fn mark(grid: &mut Grid, marks: TableMarks, is_structure_changed: bool) {
    if marks == TableMarks::Underline {
        return;
    }
    if is_structure_changed {
        grid.mark = Mark::Dashed;
    }
    for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell.mark == Mark::None {
            continue;
        }
        cell.mark = if is_structure_changed { Mark::None } else { Mark::Dashed };
        let runs = cell.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.runs);
        for run in runs {
            if run.mark == Mark::Single {
                run.mark = Mark::Dashed;
            }
        }
    }
}

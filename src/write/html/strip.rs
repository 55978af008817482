//! The strip at the side: a document in small, with a mark where each change
//! is. Above and below follow the text of both documents, whatever the table
//! leaves out; left and right follow the columns, so that what only one
//! document has stands on its side.

use crate::model::Side;
use crate::present::{ColumnKind, PrintedRow, PrintedTable};
use crate::report::{Cell, ComparisonTable, Row};
use crate::tabulate::RowKind;

/// Height of the strip, in its own units.
const HEIGHT: usize = 1000;
/// Width of the strip.
const WIDTH: u32 = 20;
/// Least height of a mark: it must be seen.
const LEAST: usize = 3;

/// Where in the strip the rows stand.
pub(super) struct Strip {
    /// Characters before each row of the report, and of all rows.
    before: Vec<usize>,
    /// The side in the left column.
    left: Side,
}

/// A mark in the strip, in its units.
pub(super) struct StripMark {
    pub x: u32,
    pub y: usize,
    pub width: u32,
    pub height: usize,
}

impl Strip {
    /// The strip of a table.
    pub(super) fn of(table: &PrintedTable, rows: &ComparisonTable) -> Self {
        let mut sum = 0;
        let mut before = vec![0];
        for row in &rows.rows {
            sum += length(row);
            before.push(sum);
        }
        let left = table.columns.first().map(|column| column.kind);
        let left = if left == Some(ColumnKind::Text(Side::Old)) { Side::Old } else { Side::New };
        Self { before, left }
    }

    /// The mark of a row.
    pub(super) fn mark(&self, row: &PrintedRow) -> StripMark {
        let all = self.before.last().copied().unwrap_or_default().max(1);
        let at = |index: usize| self.before.get(index).map_or(all, |&it| it) * HEIGHT / all;
        let (start, end) = (at(row.rows.start), at(row.rows.end));
        let height = (end - start).max(LEAST);
        let half = WIDTH / 2 - 1;
        let is_left = match row.kind {
            RowKind::Added => Some(self.left == Side::New),
            RowKind::Removed => Some(self.left == Side::Old),
            _ => None,
        };
        let (x, width) = match (is_left, row.kind) {
            (Some(true), _) => (0, half),
            (Some(false), _) => (WIDTH - half, half),
            (None, RowKind::Moved | RowKind::NumberOnly) => (WIDTH / 3, WIDTH / 3),
            (None, _) => (0, WIDTH),
        };
        StripMark { x, y: start.min(HEIGHT - height.min(HEIGHT)), width, height }
    }
}

/// Characters of the longer side of a row; no row is without any.
fn length(row: &Row) -> usize {
    let of = |cell: &Cell| {
        let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
        runs.map(|run| run.text.len()).sum()
    };
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    cells.map(of).max().unwrap_or(0).max(1)
}

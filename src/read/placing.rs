//! Cells of a table placed into rows and columns, as HTML and 法令標準XML write
//! them: row by row, with spans (HTML Living Standard, 4.9.12).

use crate::model::{GridCell, Line};

/// Most columns of a table.
const MAX_COLUMNS: usize = 16_384;
/// Most rows covered by one cell.
const MAX_ROWS: u32 = 65_534;
/// Most places covered by the cells of one page that cover several rows.
const MAX_COVERED: u64 = 10_000_000;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<GridCell>,
    /// Rows begun.
    n_rows: u32,
    /// Where the next cell of the row may stand.
    next_column: usize,
    /// For each column the first row below all its cells.
    reach: Vec<u32>,
}

impl Table {
    /// Begins a row.
    pub fn row(&mut self) {
        self.n_rows += 1;
        self.next_column = 0;
    }

    /// Begins a cell in the first free place of the row. `wide` and `high` are
    /// its spans as written, 0 rows for all that follow; `covered` is counted
    /// over all tables of the file.
    pub fn cell(&mut self, wide: Option<u32>, high: Option<u32>, covered: &mut u64) {
        let row = self.n_rows.max(1) - 1;
        self.n_rows = row + 1;
        let wide = wide.filter(|span| (1..=1000).contains(span)).unwrap_or(1) as usize;
        let high = high.map_or(1, |rows| if rows == 0 { MAX_ROWS } else { rows.min(MAX_ROWS) });
        *covered += u64::from(high);
        let high = if *covered > MAX_COVERED { 1 } else { high };
        let column = (self.next_column..MAX_COLUMNS)
            .find(|&column| self.reach.get(column).is_none_or(|&below| below <= row))
            .unwrap_or(MAX_COLUMNS);
        let end = column + wide;
        self.next_column = end;
        if self.reach.len() < end {
            self.reach.resize(end, 0);
        }
        for below in self.reach.get_mut(column..end).unwrap_or_default() {
            *below = (*below).max(row + high);
        }
        self.cells.push(GridCell {
            row,
            column: column as u32,
            row_span: high,
            column_span: wide as u32,
            area: None,
            lines: Vec::new(),
        });
    }

    /// Lets the cell that was begun last take the next column as well. No cell
    /// from above may reach there.
    #[cfg(feature = "html")]
    pub fn widen(&mut self) {
        let column = self.next_column;
        self.next_column += 1;
        if let Some(below) = self.reach.get_mut(column) {
            *below = (*below).max(self.n_rows);
        }
        if let Some(cell) = self.cells.last_mut() {
            cell.column_span += 1;
        }
    }

    /// Adds a line to the cell that was begun last.
    pub fn line(&mut self, line: Line) {
        if let Some(cell) = self.cells.last_mut() {
            cell.lines.push(line);
        }
    }

    /// Whether a line would have a cell to stand in.
    pub fn has_cell(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Whether the last cell has a line.
    pub fn has_lines(&self) -> bool {
        self.cells.last().is_some_and(|cell| !cell.lines.is_empty())
    }

    /// The cells. None reaches below the last row.
    pub fn finish(mut self) -> Vec<GridCell> {
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(self.n_rows.saturating_sub(cell.row)).max(1);
        }
        self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(table: Table) -> Vec<(u32, u32, u32, u32)> {
        let cells = table.finish().into_iter();
        cells.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect()
    }

    #[test]
    fn cells_stand_beside_those_from_above() {
        let mut table = Table::default();
        let covered = &mut 0;
        table.row();
        table.cell(None, Some(2), covered);
        table.cell(Some(2), None, covered);
        table.row();
        table.cell(None, None, covered);
        table.cell(None, Some(0), covered);
        assert_eq!(places(table), [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn hostile_spans_are_cut() {
        let mut table = Table::default();
        let covered = &mut 0;
        for _ in 0..1000 {
            table.row();
            table.cell(Some(1000), Some(65_534), covered);
        }
        table.cell(Some(4_000_000_000), Some(u32::MAX), covered);
        let total: u64 = table.finish().iter().map(|cell| u64::from(cell.row_span)).sum();
        assert!(total < 1_000_000 && *covered > MAX_COVERED, "{total}");
    }
}

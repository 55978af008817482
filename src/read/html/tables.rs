//! Cells of a table placed into rows and columns (HTML Living Standard,
//! 4.9.12), and tables that only lay out a page.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::FxHashMap;
use scraper::Html;
use scraper::node::Element;

use crate::model::{GridCell, Line};

/// Most columns of a table.
const MAX_COLUMNS: usize = 16_384;
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

    /// Begins a cell in the first free place of the row.
    pub fn cell(&mut self, element: &Element, covered: &mut u64) {
        let row = self.n_rows.max(1) - 1;
        self.n_rows = row + 1;
        let span = |name: &str| element.attr(name).and_then(|span| span.trim().parse::<u32>().ok());
        let wide = span("colspan").filter(|span| (1..=1000).contains(span)).unwrap_or(1) as usize;
        let mut high = span("rowspan").map_or(1, |rows| if rows == 0 { 65_534 } else { rows });
        high = high.min(65_534);
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
        *covered += u64::from(high);
        if *covered > MAX_COVERED {
            high = 1;
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

    /// The cells. None reaches below the last row.
    pub fn finish(mut self) -> Vec<GridCell> {
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(self.n_rows.saturating_sub(cell.row)).max(1);
        }
        self.cells
    }
}

/// What a table holds.
#[derive(Debug, Default, Clone, Copy)]
struct Contents {
    n_cells: u32,
    holds_table: bool,
}

/// For each table of a page whether it only lays out the page: it says so, has
/// one cell, or holds tables without ruling any itself. One pass.
pub(super) fn layout_tables(html: &Html) -> FxHashMap<NodeId, bool> {
    let mut found = FxHashMap::default();
    let mut open: Vec<Contents> = Vec::new();
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(element) = node.value().as_element() else { continue };
        match (edge, element.name()) {
            (Edge::Open(_), "table") => {
                if let Some(around) = open.last_mut() {
                    around.holds_table = true;
                }
                open.push(Contents::default());
            }
            (Edge::Open(_), "td" | "th") => {
                if let Some(table) = open.last_mut() {
                    table.n_cells += 1;
                }
            }
            (Edge::Close(_), "table") => {
                let contents = open.pop().unwrap_or_default();
                let says_so = element.attr("role").is_some_and(|role| {
                    role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none")
                });
                let rules = element.attr("border").is_some_and(|border| border.trim() != "0");
                let lays_out = contents.n_cells <= 1 || (contents.holds_table && !rules);
                found.insert(node.id(), says_so || lays_out);
            }
            _ => {}
        }
    }
    found
}

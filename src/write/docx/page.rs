//! The sheet: A4, wide or high, its margins and the widths of the columns. All
//! lengths are in twentieths of a point.

use docx_rs::PageMargin;

use crate::present::{ColumnKind, PrintedTable};
use crate::profile::Paper;

/// A4.
const LONG: u32 = 16_838;
const SHORT: u32 = 11_906;
/// 1.5 cm on all sides, as tables of offices have (CONVENTIONS §1.11).
const MARGIN: u32 = 850;
/// Left and right inside a cell; what Word does without being told.
const CELL_MARGIN: u32 = 108;
/// Part of the width that a third column has, as one of so many.
const THIRD: u32 = 7;

/// A sheet and its columns.
pub(super) struct Sheet {
    pub width: u32,
    pub height: u32,
    /// Widths of the columns of the table, left first.
    pub columns: Vec<usize>,
}

impl Sheet {
    /// The sheet of a table.
    pub(super) fn of(table: &PrintedTable) -> Self {
        let (width, height) = match table.page.paper {
            Paper::A4Landscape => (LONG, SHORT),
            Paper::A4Portrait => (SHORT, LONG),
        };
        let all = width - 2 * MARGIN;
        let has_third = table.columns.iter().any(|column| column.kind == ColumnKind::Third);
        let third = if has_third { all / THIRD } else { 0 };
        let columns = table.columns.iter().map(|column| match column.kind {
            ColumnKind::Text(_) => (all - third) as usize / 2,
            ColumnKind::Third => third as usize,
        });
        Self { width, height, columns: columns.collect() }
    }

    /// Its margins.
    pub(super) fn margins() -> PageMargin {
        let margin = MARGIN.cast_signed();
        PageMargin {
            top: margin,
            left: margin,
            bottom: margin,
            right: margin,
            header: margin / 2,
            footer: margin / 2,
            gutter: 0,
        }
    }
}

/// What a column of this width has room for inside its cells.
pub(super) fn inner(column: usize) -> usize {
    column.saturating_sub(2 * CELL_MARGIN as usize)
}

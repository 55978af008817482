//! One page → its lines and tables in reading order.
//!
//! Every glyph goes either into a cell of a ruled table or into the running
//! text; each of these streams keeps the drawing order. A table stands where
//! its first glyph was drawn, so text drawn before it comes before it.

use super::columns::columns;
use super::grid::{Shape, ShapeCell, shapes};
use super::lines::{LineBuilder, TextLine, is_set_vertically};
use super::page::{Glyph, Page, Point};
use super::rules::rules;
use crate::model::Area;

/// A table with this many cells or fewer around another table is a frame.
const MAX_FRAME_CELLS: usize = 3;

/// A line or a table of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PagePiece {
    /// A line of running text, and its text column counted from 0.
    Line(TextLine, u16),
    /// A ruled table.
    Table(PageTable),
}

/// A ruled table with its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageTable {
    /// Box around the table.
    pub area: Area,
    /// Cells by row, then column, each with its lines.
    pub cells: Vec<(ShapeCell, Vec<TextLine>)>,
}

/// Lays out a page.
pub(super) fn layout(page: &Page) -> Vec<PagePiece> {
    let (tables, inner) = tables_of(page);
    let vertical = is_set_vertically(&page.glyphs);
    let mut running = LineBuilder::default();
    let mut tables: Vec<TableText> = tables.into_iter().map(TableText::new).collect();
    let mut before: Option<(Glyph, Place)> = None;
    for (index, glyph) in page.glyphs.iter().enumerate() {
        let glyph = if vertical { glyph.hung() } else { *glyph };
        let mut place = Place::of(glyph.center(), &tables);
        if let Some((last, last_place)) = before
            && last_place != place
            && hangs_out(&last, &glyph)
            && (Place::of(start_of(&glyph), &tables) == last_place)
        {
            place = last_place;
        }
        match place {
            Place::Cell { table, cell } => {
                let slot = inner.iter().enumerate().find_map(|(number, shape)| {
                    shape.cell_at(glyph.center()).map(|cell| (number + 1, cell))
                });
                if let Some(table) = tables.get_mut(table) {
                    table.push(cell, slot.unwrap_or((0, 0)), index, &glyph);
                }
            }
            Place::Running => running.push(index, &glyph),
        }
        before = Some((glyph, place));
    }
    ordered(running.finish(), tables)
}

/// Where a glyph belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Running,
    Cell { table: usize, cell: usize },
}

impl Place {
    fn of(point: Point, tables: &[TableText]) -> Self {
        let mut tables = tables.iter().enumerate();
        tables
            .find_map(|(table, text)| {
                text.shape.cell_at(point).map(|cell| Self::Cell { table, cell })
            })
            .unwrap_or(Self::Running)
    }
}

/// Whether a glyph follows the one before it without a gap, so that a full
/// stop hung into the margin of a cell still belongs to the cell.
fn hangs_out(last: &Glyph, glyph: &Glyph) -> bool {
    last.direction == glyph.direction && last.end().distance(glyph.origin) <= 0.1 * glyph.size
}

/// A point just inside the start of a glyph.
fn start_of(glyph: &Glyph) -> Point {
    let center = glyph.center();
    let to_start = glyph.origin.along(glyph.direction) - center.along(glyph.direction);
    center.moved(glyph.direction, 0.9 * to_start)
}

/// The tables of a page, and the tables inside cells of these. The model has
/// no tables in tables: an inner one only keeps the text of its cells apart.
fn tables_of(page: &Page) -> (Vec<Shape>, Vec<Shape>) {
    let mut all = shapes(&rules(&page.marks));
    all.retain(|shape| {
        page.glyphs
            .iter()
            .any(|glyph| !glyph.text.is_whitespace() && shape.cell_at(glyph.center()).is_some())
    });
    let frames: Vec<bool> = all
        .iter()
        .map(|shape| {
            shape.cells.len() <= MAX_FRAME_CELLS
                && all.iter().any(|other| shape.encloses(other) && shape != other)
        })
        .collect();
    let mut keep = frames.iter().map(|is_frame| !is_frame);
    all.retain(|_| keep.next().unwrap_or(true));
    let is_inner: Vec<bool> = all
        .iter()
        .map(|shape| all.iter().any(|other| other != shape && other.encloses(shape)))
        .collect();
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    for (shape, is_inner) in all.into_iter().zip(is_inner) {
        if is_inner {
            inner.push(shape);
        } else {
            outer.push(shape);
        }
    }
    (outer, inner)
}

/// A table while its text is collected.
#[derive(Debug)]
struct TableText {
    shape: Shape,
    first: usize,
    /// For each cell the text of its slots: (0, 0) is the cell itself, others
    /// are cells of a table inside.
    cells: Vec<Vec<((usize, usize), LineBuilder)>>,
}

impl TableText {
    fn new(shape: Shape) -> Self {
        let cells = shape.cells.iter().map(|_| Vec::new()).collect();
        Self { shape, first: usize::MAX, cells }
    }

    fn push(&mut self, cell: usize, slot: (usize, usize), index: usize, glyph: &Glyph) {
        self.first = self.first.min(index);
        let Some(slots) = self.cells.get_mut(cell) else {
            return;
        };
        let place = slots.iter().position(|(known, _)| *known == slot).unwrap_or_else(|| {
            slots.push((slot, LineBuilder::default()));
            slots.len() - 1
        });
        if let Some((_, builder)) = slots.get_mut(place) {
            builder.push(index, glyph);
        }
    }

    fn finish(self) -> PageTable {
        let cells = self
            .shape
            .cells
            .iter()
            .zip(self.cells)
            .map(|(cell, slots)| {
                let lines = slots.into_iter().flat_map(|(_, builder)| builder.finish()).collect();
                (*cell, lines)
            })
            .collect();
        PageTable { area: self.shape.area, cells }
    }
}

/// Puts lines and tables in the order of their first glyphs. A line drawn
/// after the first glyph of a table that stands wholly above the table comes
/// before it.
fn ordered(lines: Vec<TextLine>, tables: Vec<TableText>) -> Vec<PagePiece> {
    let mut pieces: Vec<((usize, u8, usize), PagePiece)> = Vec::new();
    let columns = columns(&lines);
    for (line, column) in lines.into_iter().zip(columns) {
        let below = tables
            .iter()
            .filter(|table| line.first > table.first && line.area.bottom <= table.shape.area.top)
            .map(|table| table.first)
            .min();
        let key = match below {
            Some(first) => (first, 0, line.first),
            None => (line.first, 1, 0),
        };
        pieces.push((key, PagePiece::Line(line, column)));
    }
    for table in tables {
        pieces.push(((table.first, 1, 0), PagePiece::Table(table.finish())));
    }
    pieces.sort_by_key(|(key, _)| *key);
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

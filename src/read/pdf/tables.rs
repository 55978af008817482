//! Ruled tables of a page: which there are, and the text of their cells.

use super::across::{downwards, joined};
use super::boxes::join_boxes;
use super::grid::{Shape, ShapeCell, shapes};
use super::lines::{LineBuilder, TextLine};
use super::page::{Glyph, Page};
use super::rules::rules;
use crate::model::{Area, Open};

/// A table with this many cells or fewer around another table is a frame.
const MAX_FRAME_CELLS: usize = 3;

/// Most pairs of a table and something else on its page.
const MAX_PAIRS: usize = 1_000_000;

/// A ruled table with its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageTable {
    /// Box around the table.
    pub area: Area,
    /// Where no rule closes it.
    pub open: Open,
    /// Cells by row, then column, each with its lines.
    pub cells: Vec<(ShapeCell, Vec<TextLine>)>,
}

/// The tables of a page, and the tables inside cells of these. The model has
/// no tables in tables: an inner one only keeps the text of its cells apart.
pub(super) fn tables_of(page: &Page) -> (Vec<Shape>, Vec<Shape>) {
    let printed = page.glyphs.iter().filter(|glyph| !glyph.text.is_whitespace());
    let ink: Vec<Area> = printed.map(Glyph::core).collect();
    let mut all = shapes(&rules(&page.marks), &ink);
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
pub(super) struct TableText {
    pub(super) shape: Shape,
    /// Indices of the first and last glyph of each stretch of the drawing that
    /// is text of this table only.
    strokes: Vec<(usize, usize)>,
    /// Index of the glyph with which it takes its place on the page.
    pub(super) first: usize,
    /// For each cell the text of its slots: (0, 0) is the cell itself, others
    /// are cells of a table inside.
    cells: Vec<Vec<((usize, usize), LineBuilder)>>,
}

impl TableText {
    pub(super) fn new(shape: Shape) -> Self {
        let cells = shape.cells.iter().map(|_| Vec::new()).collect();
        Self { shape, strokes: Vec::new(), first: usize::MAX, cells }
    }

    pub(super) fn push(&mut self, cell: usize, slot: (usize, usize), index: usize, glyph: &Glyph) {
        self.first = self.first.min(index);
        match self.strokes.last_mut() {
            Some((_, last)) if *last + 1 == index => *last = index,
            _ => self.strokes.push((index, index)),
        }
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

    pub(super) fn finish(self) -> PageTable {
        let cells = self
            .shape
            .cells
            .iter()
            .zip(self.cells)
            .map(|(cell, slots)| {
                let read = |builder: LineBuilder| downwards(joined(builder.finish()));
                let lines = slots.into_iter().flat_map(|(_, builder)| read(builder)).collect();
                (*cell, lines)
            })
            .collect();
        let cells = join_boxes(cells);
        PageTable { area: self.shape.area, open: self.shape.open, cells }
    }
}

/// Lets tables take their places behind the last piece that stands wholly above
/// them and was drawn before their last glyph.
pub(super) fn place(lines: &[TextLine], tables: &mut [TableText]) {
    if tables.len().saturating_mul(lines.len() + tables.len()) > MAX_PAIRS {
        return;
    }
    let drawn = |table: &TableText| table.strokes.last().map_or(0, |(_, last)| *last);
    let mut pieces: Vec<(Area, usize)> =
        tables.iter().map(|table| (table.shape.area, drawn(table))).collect();
    pieces.extend(lines.iter().map(|line| (line.area, line.first)));
    for table in tables {
        let (own, last) = (table.shape.area, drawn(table));
        let is_above = |(area, at): &&(Area, usize)| {
            let beside = area.right.min(own.right) - area.left.max(own.left);
            let is_over = beside > 0.5 * area.width().min(own.width());
            area.bottom <= own.top && is_over && (table.first..last).contains(at)
        };
        let Some((_, above)) = pieces.iter().filter(is_above).max_by_key(|(_, at)| *at) else {
            continue;
        };
        let next = table.strokes.iter().find(|(first, _)| first > above);
        table.first = next.map_or(table.first, |(first, _)| *first);
    }
}

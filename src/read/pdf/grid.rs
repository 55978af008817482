//! Rules → ruled tables: which rules hang together, which cells they enclose.
//!
//! A table need not be drawn whole. Where it goes on over the page, browsers
//! leave the last row open below; many tables have no rules at the left and
//! right. Such sides are closed at the ends of the rules that run into them.
//! Cells may span rows and columns; a cell that is no rectangle is cut into
//! rectangles. One cell alone is a frame around text, not a table.

use crate::model::Area;

use super::page::Point;
use super::rules::{NEAR, Rule, Rules};

/// Part of a cell's side that must be ruled for the side to count.
const RULED: f32 = 0.6;
/// Rows and columns narrower than this hold no text: the space between the
/// two lines of a double rule (points).
const NARROW: f32 = 4.0;
/// Part of the table's box that its cells must cover; boxes joined by lines,
/// as in a diagram of an organisation, cover less.
const COVERED: f32 = 0.5;
/// Most slots (rows times columns) of one table.
const MAX_SLOTS: usize = 250_000;

/// The shape of a ruled table on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// Box around the table.
    pub area: Area,
    /// Cells by row, then column.
    pub cells: Vec<ShapeCell>,
    columns: Vec<f32>,
    rows: Vec<f32>,
    /// Cell of each slot, row by row.
    slots: Vec<Option<usize>>,
}

/// A cell of a ruled table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShapeCell {
    /// Row counted from 0.
    pub row: u32,
    /// Column counted from 0.
    pub column: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub column_span: u32,
    /// Box of the cell.
    pub area: Area,
}

impl Shape {
    /// The cell around a point.
    pub(super) fn cell_at(&self, point: Point) -> Option<usize> {
        let column = self.columns.partition_point(|x| *x <= point.x).checked_sub(1)?;
        let row = self.rows.partition_point(|y| *y <= point.y).checked_sub(1)?;
        let n_columns = self.columns.len() - 1;
        if column >= n_columns {
            return None;
        }
        self.slots.get(row * n_columns + column).copied().flatten()
    }

    /// Whether the whole of `other` lies in one cell of this table.
    pub(super) fn encloses(&self, other: &Self) -> bool {
        let area = other.area;
        let corner = |x, y| self.cell_at(Point::new(x, y));
        let cell = corner(area.left + NEAR, area.top + NEAR);
        cell.is_some()
            && cell == corner(area.right - NEAR, area.top + NEAR)
            && cell == corner(area.left + NEAR, area.bottom - NEAR)
            && cell == corner(area.right - NEAR, area.bottom - NEAR)
    }
}

/// The ruled tables of a page, from top to bottom.
pub(super) fn shapes(rules: &Rules) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = components(rules).iter().filter_map(shape).collect();
    shapes.sort_by(|a, b| {
        a.area.top.total_cmp(&b.area.top).then(a.area.left.total_cmp(&b.area.left))
    });
    shapes
}

/// Rules that touch one another, directly or through others.
fn components(rules: &Rules) -> Vec<Rules> {
    let n_horizontal = rules.horizontal.len();
    let mut sets = Sets::new(n_horizontal + rules.vertical.len());
    for (h, horizontal) in rules.horizontal.iter().enumerate() {
        for (v, vertical) in rules.vertical.iter().enumerate() {
            if reaches(horizontal, vertical.at) && reaches(vertical, horizontal.at) {
                sets.join(h, n_horizontal + v);
            }
        }
    }
    let mut found: Vec<(usize, Rules)> = Vec::new();
    let all = rules.horizontal.iter().chain(&rules.vertical).enumerate();
    for (index, rule) in all {
        let root = sets.root(index);
        let place = found.iter().position(|(known, _)| *known == root).unwrap_or_else(|| {
            found.push((root, Rules::default()));
            found.len() - 1
        });
        let Some((_, component)) = found.get_mut(place) else {
            continue;
        };
        if index < n_horizontal {
            component.horizontal.push(*rule);
        } else {
            component.vertical.push(*rule);
        }
    }
    found.retain(|(_, component)| {
        !component.horizontal.is_empty() && !component.vertical.is_empty()
    });
    found.into_iter().map(|(_, component)| component).collect()
}

fn reaches(rule: &Rule, position: f32) -> bool {
    rule.start - NEAR <= position && position <= rule.end + NEAR
}

fn shape(component: &Rules) -> Option<Shape> {
    let mut rules = component.clone();
    close_sides(&mut rules.horizontal, &component.vertical);
    close_sides(&mut rules.vertical, &component.horizontal);
    let columns = positions(&rules.vertical);
    let rows = positions(&rules.horizontal);
    let (n_columns, n_rows) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if n_columns == 0 || n_rows == 0 || n_columns.checked_mul(n_rows)? > MAX_SLOTS {
        return None;
    }
    let regions = regions(&rules, &columns, &rows);
    let cells = rectangles(&regions, n_columns, n_rows);
    let area = Area {
        left: *columns.first()?,
        top: *rows.first()?,
        right: *columns.last()?,
        bottom: *rows.last()?,
    };
    let shape = numbered(&cells, columns, rows, area);
    let covered: f32 = shape.cells.iter().map(|cell| cell.area.width() * cell.area.height()).sum();
    let is_table = shape.cells.len() > 1 && covered >= COVERED * area.width() * area.height();
    is_table.then_some(shape)
}

/// Closes an open first or last side of a table: adds to `sides` a rule along
/// the ends of the `crossing` rules that stick out beyond it.
fn close_sides(sides: &mut Vec<Rule>, crossing: &[Rule]) {
    let first = crossing.iter().map(|rule| rule.start).fold(f32::MAX, f32::min);
    let last = crossing.iter().map(|rule| rule.end).fold(f32::MIN, f32::max);
    for (edge, end_of) in
        [(first, (|rule: &Rule| rule.start) as fn(&Rule) -> f32), (last, |rule: &Rule| rule.end)]
    {
        let ending = crossing.iter().filter(|rule| (end_of(rule) - edge).abs() <= NEAR);
        let (mut start, mut end, mut n_ending) = (f32::MAX, f32::MIN, 0);
        for rule in ending {
            start = start.min(rule.at);
            end = end.max(rule.at);
            n_ending += 1;
        }
        let is_closed = sides.iter().any(|side| (side.at - edge).abs() <= NEAR);
        if n_ending >= 2 && !is_closed {
            sides.push(Rule { at: edge, start, end });
        }
    }
}

/// The distinct positions of rules, ascending.
fn positions(rules: &[Rule]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in all {
        if out.last().is_none_or(|last| at - last > NEAR) {
            out.push(at);
        }
    }
    out
}

/// For each position, which of the stretches between `crossing` positions are
/// ruled.
fn ruled(rules: &[Rule], positions: &[f32], crossing: &[f32]) -> Vec<Vec<bool>> {
    let n = crossing.len().saturating_sub(1);
    let mut covered = vec![vec![0.0_f32; n]; positions.len()];
    for rule in rules {
        let place = positions.partition_point(|at| *at <= rule.at).saturating_sub(1);
        let Some(stretches) = covered.get_mut(place) else {
            continue;
        };
        for (stretch, pair) in stretches.iter_mut().zip(crossing.windows(2)) {
            let [from, to] = pair else { continue };
            *stretch += (rule.end.min(*to) - rule.start.max(*from)).max(0.0) / (to - from);
        }
    }
    covered.iter().map(|row| row.iter().map(|part| *part >= RULED).collect()).collect()
}

/// The region of each slot: slots without a rule between them share one;
/// `None` where a region runs out of the table.
fn regions(rules: &Rules, columns: &[f32], rows: &[f32]) -> Vec<Option<usize>> {
    let vertical = ruled(&rules.vertical, columns, rows);
    let horizontal = ruled(&rules.horizontal, rows, columns);
    let (n_columns, n_rows) = (columns.len() - 1, rows.len() - 1);
    let is_ruled = |side: &[Vec<bool>], at: usize, stretch: usize| {
        side.get(at).and_then(|row| row.get(stretch)).copied().unwrap_or(false)
    };
    let outside = n_columns * n_rows;
    let mut sets = Sets::new(outside + 1);
    for row in 0..n_rows {
        for column in 0..n_columns {
            let slot = row * n_columns + column;
            if !is_ruled(&vertical, column, row) {
                sets.join(slot, if column == 0 { outside } else { slot - 1 });
            }
            if column + 1 == n_columns && !is_ruled(&vertical, n_columns, row) {
                sets.join(slot, outside);
            }
            if !is_ruled(&horizontal, row, column) {
                sets.join(slot, if row == 0 { outside } else { slot - n_columns });
            }
            if row + 1 == n_rows && !is_ruled(&horizontal, n_rows, column) {
                sets.join(slot, outside);
            }
        }
    }
    let beyond = sets.root(outside);
    (0..outside).map(|slot| Some(sets.root(slot)).filter(|root| *root != beyond)).collect()
}

/// A block of slots, ends exclusive.
#[derive(Debug, Clone, Copy)]
struct Block {
    columns: (usize, usize),
    rows: (usize, usize),
}

/// Cuts the regions into rectangles, by row, then column.
fn rectangles(regions: &[Option<usize>], n_columns: usize, n_rows: usize) -> Vec<Block> {
    let mut taken = vec![false; regions.len()];
    let mut out = Vec::new();
    let region =
        |row: usize, column: usize| regions.get(row * n_columns + column).copied().flatten();
    for row in 0..n_rows {
        for column in 0..n_columns {
            let Some(own) = region(row, column) else {
                continue;
            };
            if taken.get(row * n_columns + column) != Some(&false) {
                continue;
            }
            let free = |taken: &[bool], r: usize, c: usize| {
                region(r, c) == Some(own) && taken.get(r * n_columns + c) == Some(&false)
            };
            let right = (column..n_columns).find(|c| !free(&taken, row, *c)).unwrap_or(n_columns);
            let below = (row..n_rows)
                .find(|r| !(column..right).all(|c| free(&taken, *r, c)))
                .unwrap_or(n_rows);
            for r in row..below {
                for c in column..right {
                    if let Some(slot) = taken.get_mut(r * n_columns + c) {
                        *slot = true;
                    }
                }
            }
            out.push(Block { columns: (column, right), rows: (row, below) });
        }
    }
    out
}

/// Numbers rows and columns by the edges that cells really have, leaving out
/// the narrow ones between double rules.
fn numbered(blocks: &[Block], columns: Vec<f32>, rows: Vec<f32>, area: Area) -> Shape {
    let at = |positions: &[f32], index: usize| positions.get(index).copied().unwrap_or(0.0);
    let wide = |positions: &[f32], range: (usize, usize)| {
        at(positions, range.1) - at(positions, range.0) > NARROW
    };
    let kept: Vec<Block> = blocks
        .iter()
        .filter(|block| wide(&columns, block.columns) && wide(&rows, block.rows))
        .copied()
        .collect();
    let column_starts = starts(kept.iter().map(|block| block.columns));
    let row_starts = starts(kept.iter().map(|block| block.rows));
    let n_columns = columns.len() - 1;
    let mut slots = vec![None; n_columns * (rows.len() - 1)];
    let mut cells = Vec::with_capacity(kept.len());
    for (index, block) in kept.iter().enumerate() {
        let (column, column_span) = numbers(&column_starts, block.columns);
        let (row, row_span) = numbers(&row_starts, block.rows);
        cells.push(ShapeCell {
            row,
            column,
            row_span,
            column_span,
            area: Area {
                left: at(&columns, block.columns.0),
                top: at(&rows, block.rows.0),
                right: at(&columns, block.columns.1),
                bottom: at(&rows, block.rows.1),
            },
        });
        for row in block.rows.0..block.rows.1 {
            for column in block.columns.0..block.columns.1 {
                if let Some(slot) = slots.get_mut(row * n_columns + column) {
                    *slot = Some(index);
                }
            }
        }
    }
    Shape { area, cells, columns, rows, slots }
}

/// The slot indices where a cell starts, ascending.
fn starts(ranges: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut out: Vec<usize> = ranges.map(|(start, _)| start).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Index of a range among the starts, and how many starts it covers.
fn numbers(starts: &[usize], (start, end): (usize, usize)) -> (u32, u32) {
    let index = starts.partition_point(|known| *known < start);
    let after = starts.partition_point(|known| *known < end);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (number(index), number((after - index).max(1)))
}

/// Disjoint sets of indices (union-find).
#[derive(Debug)]
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while let Some(parent) = self.0.get(at).copied().filter(|parent| *parent != at) {
            let grandparent = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = grandparent;
            }
            at = grandparent;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller index stays the root, so that nothing depends on order.
        let (root, child) = (one.min(other), one.max(other));
        if let Some(slot) = self.0.get_mut(child) {
            *slot = root;
        }
    }
}

//! Rules → ruled tables: which rules hang together, which cells they enclose.
//!
//! A table need not be drawn whole. Where it goes on over the page, browsers
//! leave the last row open below; many tables have no rules at the left and
//! right. Such sides are closed at the ends of the rules that run into them.
//! Cells may span rows and columns; a cell that is no rectangle is cut into
//! rectangles. One cell alone is a frame around text, not a table.

use crate::model::{Area, Open};

use super::half_ruled::{Slots, close_answers};
use super::page::Point;
use super::rules::{NEAR, Rule, Rules};
use super::slots::{self, Block, Sets, rectangles};

/// Rows and columns narrower than this hold no text: the space between the
/// two lines of a double rule (points).
const NARROW: f32 = 4.0;
/// Part of the table's box that its cells must cover; boxes joined by lines,
/// as in a diagram of an organisation, cover less.
const COVERED: f32 = 0.5;
/// Most tables of one page.
const MAX_TABLES: usize = 200;
/// Most slots (rows times columns) of one table.
const MAX_SLOTS: usize = 250_000;

/// The shape of a ruled table on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// Box around the table.
    pub area: Area,
    /// Where no rule closes it.
    pub open: Open,
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

/// The ruled tables of a page, from top to bottom. A page with more of them
/// than a page can hold is a drawing and has none.
///
/// `ink` are the middles of the characters of the page: where they stand tells
/// which rows are only half ruled.
pub(super) fn shapes(rules: &Rules, ink: &[Area]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> =
        components(rules).iter().filter_map(|component| shape(component, ink)).collect();
    if shapes.len() > MAX_TABLES {
        shapes.clear();
    }
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

fn shape(component: &Rules, ink: &[Area]) -> Option<Shape> {
    let mut rules = component.clone();
    close_sides(&mut rules.horizontal, &component.vertical);
    close_sides(&mut rules.vertical, &component.horizontal);
    let columns = positions(&rules.vertical);
    let rows = positions(&rules.horizontal);
    let (n_columns, n_rows) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if n_columns == 0 || n_rows == 0 || n_columns.checked_mul(n_rows)? > MAX_SLOTS {
        return None;
    }
    let mut regions = slots::regions(&rules, &columns, &rows);
    let slots = Slots { columns: &columns, rows: &rows, regions: &regions };
    if close_answers(&mut rules, &slots, ink) {
        regions = slots::regions(&rules, &columns, &rows);
    }
    let cells = rectangles(&regions, n_columns, n_rows);
    let area = Area {
        left: *columns.first()?,
        top: *rows.first()?,
        right: *columns.last()?,
        bottom: *rows.last()?,
    };
    let is_open = |side: f32| component.horizontal.iter().all(|rule| (rule.at - side).abs() > NEAR);
    let open = Open { above: is_open(area.top), below: is_open(area.bottom) };
    let shape = Shape { open, ..numbered(&cells, columns, rows, area) };
    let covered: f32 = shape.cells.iter().map(|cell| cell.area.width() * cell.area.height()).sum();
    let is_table = shape.cells.len() > 1 && covered >= COVERED * area.width() * area.height();
    is_table.then_some(shape)
}

/// Closes an open first or last side of a table: adds to `sides` a rule along
/// the ends of the `crossing` rules that stick out beyond it.
fn close_sides(sides: &mut Vec<Rule>, crossing: &[Rule]) {
    let start_of: fn(&Rule) -> f32 = |rule| rule.start;
    let end_of: fn(&Rule) -> f32 = |rule| rule.end;
    let first = crossing.iter().map(start_of).fold(f32::MAX, f32::min);
    let last = crossing.iter().map(end_of).fold(f32::MIN, f32::max);
    // The new side reaches as far as the other sides do: where the table is
    // open at the corner too, two new sides must meet.
    let reach = (
        sides.iter().map(start_of).fold(f32::MAX, f32::min),
        sides.iter().map(end_of).fold(f32::MIN, f32::max),
    );
    for (edge, tip) in [(first, start_of), (last, end_of)] {
        let ending = crossing.iter().filter(|rule| (tip(rule) - edge).abs() <= NEAR);
        let is_closed = sides.iter().any(|side| (side.at - edge).abs() <= NEAR);
        if !is_closed && ending.count() >= 2 {
            sides.push(Rule { at: edge, start: reach.0, end: reach.1 });
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
    Shape { area, open: Open::default(), cells, columns, rows, slots }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f32, start: f32, end: f32) -> Rule {
        Rule { at, start, end }
    }

    /// Row, column, row span and column span of every cell.
    fn spans(shape: &Shape) -> Vec<(u32, u32, u32, u32)> {
        let cells = shape.cells.iter();
        cells.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect()
    }

    /// Three rows by three columns of 100 x 20 points.
    fn plain() -> Rules {
        Rules {
            horizontal: [0.0, 20.0, 40.0, 60.0].map(|y| across(y, 0.0, 300.0)).to_vec(),
            vertical: [0.0, 100.0, 200.0, 300.0].map(|x| across(x, 0.0, 60.0)).to_vec(),
        }
    }

    #[test]
    fn a_plain_table_has_a_cell_for_each_slot() {
        let found = shapes(&plain(), &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].cells.len(), 9);
        assert!(spans(&found[0]).iter().all(|(.., rows, columns)| (*rows, *columns) == (1, 1)));
        assert_eq!(found[0].cell_at(Point::new(150.0, 30.0)), Some(4));
        assert_eq!(found[0].cell_at(Point::new(350.0, 30.0)), None);
        assert_eq!(found[0].cell_at(Point::new(-1.0, 30.0)), None);
    }

    #[test]
    fn missing_rules_merge_cells() {
        let mut rules = plain();
        // The first row is one cell, the first column below it is one cell.
        rules.vertical[1].start = 20.0;
        rules.vertical[2].start = 20.0;
        rules.horizontal[2].start = 100.0;
        let found = shapes(&rules, &[]);
        assert_eq!(
            spans(&found[0]),
            [(0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
        );
    }

    #[test]
    fn open_sides_are_closed_at_the_ends_of_the_rules() {
        let mut rules = plain();
        rules.horizontal.pop();
        rules.vertical.remove(0);
        rules.vertical.pop();
        let found = shapes(&rules, &[]);
        assert_eq!(found[0].cells.len(), 9);
        assert_eq!(found[0].area, Area { left: 0.0, top: 0.0, right: 300.0, bottom: 60.0 });
    }

    #[test]
    fn a_cell_that_is_no_rectangle_is_cut_and_double_rules_are_one() {
        let mut rules = plain();
        // An L: the first cell opens to the right and, there, downwards.
        rules.vertical[1].start = 20.0;
        rules.horizontal[1] = across(20.0, 0.0, 100.0);
        rules.horizontal.push(across(20.0, 200.0, 300.0));
        rules.vertical.push(across(203.0, 0.0, 60.0));
        let found = shapes(&rules, &[]);
        let wanted = [
            (0, 0, 1, 2),
            (0, 2, 1, 1),
            (1, 0, 1, 1),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 0, 1, 1),
            (2, 1, 1, 1),
            (2, 2, 1, 1),
        ];
        assert_eq!(spans(&found[0]), wanted);
    }

    #[test]
    fn frames_underlines_and_connected_boxes_are_no_tables() {
        let mut frame = plain();
        frame.horizontal = vec![frame.horizontal[0], frame.horizontal[3]];
        frame.vertical = vec![frame.vertical[0], frame.vertical[3]];
        assert_eq!(shapes(&frame, &[]), []);
        let underline = Rules { horizontal: vec![across(9.0, 0.0, 80.0)], vertical: Vec::new() };
        assert_eq!(shapes(&underline, &[]), []);
        let boxes = Rules {
            horizontal: [(0.0, 0.0), (20.0, 0.0), (200.0, 0.0), (220.0, 0.0)]
                .map(|(y, x)| across(y, x, x + 80.0))
                .to_vec(),
            vertical: vec![
                across(0.0, 0.0, 20.0),
                across(80.0, 0.0, 20.0),
                across(40.0, 20.0, 200.0),
                across(0.0, 200.0, 220.0),
                across(80.0, 200.0, 220.0),
            ],
        };
        assert_eq!(shapes(&boxes, &[]), []);
    }
}

//! Rows of which only the label is ruled: the rules above and below it are
//! drawn out over its answer, to the edge of the table.
//!
//! On forms made in spreadsheets the labels are framed and the answers, spread
//! over many small cells, often are not. A reader sees the row all the same:
//! it is as high as its label and ends where the rows above and below end.

use super::rules::{NEAR, Rule, Rules};
use crate::model::Area;

/// Least width of an answer (points).
const MIN_WIDTH: f32 = 40.0;
/// Pages with more rows times characters than this stay as they are.
const MAX_WORK: usize = 20_000_000;

/// Positions of a table, and the region of each of its slots.
pub(super) struct Slots<'a> {
    /// Where columns begin and the last ends.
    pub columns: &'a [f32],
    /// Where rows begin and the last ends.
    pub rows: &'a [f32],
    /// Region of each slot, row by row; `None` outside.
    pub regions: &'a [Option<usize>],
}

/// Adds the rules that close the answers of half ruled rows; `ink` are the
/// middles of the characters of the page. Returns whether there were any.
pub(super) fn close_answers(rules: &mut Rules, slots: &Slots<'_>, ink: &[Area]) -> bool {
    let n_rows = slots.rows.len().saturating_sub(1);
    if n_rows.saturating_mul(ink.len()) > MAX_WORK {
        return false;
    }
    let starts: Vec<Option<f32>> = (0..n_rows).map(|row| slots.answer_of(row)).collect();
    // A table that is open all along its side has no rows that tell its width.
    if starts.iter().all(Option::is_some) {
        return false;
    }
    let mut is_changed = false;
    let mut row = 0;
    for stretch in starts.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let first = row;
        row += stretch.len();
        let starts: Vec<f32> = stretch.iter().copied().flatten().collect();
        if starts.is_empty() {
            continue;
        }
        if let Some(more) = slots.closing(first, &starts, rules, ink) {
            rules.horizontal.extend(more.horizontal);
            rules.vertical.extend(more.vertical);
            is_changed = true;
        }
    }
    is_changed
}

impl Slots<'_> {
    /// Where the answer of a row begins that is open at its right, behind a
    /// cell that is closed.
    fn answer_of(&self, row: usize) -> Option<f32> {
        let n = self.columns.len().checked_sub(1)?;
        let slots = self.regions.get(row * n..(row + 1) * n)?;
        let last = slots.iter().rposition(Option::is_some)?;
        if last + 1 == n {
            return None;
        }
        let start = *self.columns.get(last + 1)?;
        (self.columns.last()? - start >= MIN_WIDTH).then_some(start)
    }

    /// The rules around the answers of open rows below each other, from the
    /// row `first` on. None where nothing is answered, or where text runs
    /// across: it does not stand in these rows.
    fn closing(&self, first: usize, starts: &[f32], rules: &Rules, ink: &[Area]) -> Option<Rules> {
        let edge = *self.columns.last()?;
        let top = *self.rows.get(first)?;
        let bottom = *self.rows.get(first + starts.len())?;
        let is_answer = |(row, start): (usize, &f32)| {
            let above = self.rows.get(first + row).copied().unwrap_or(bottom);
            let below = self.rows.get(first + row + 1).copied().unwrap_or(bottom);
            ink.iter().any(|it| within(it, *start, edge, above, below))
        };
        if !starts.iter().enumerate().any(is_answer) {
            return None;
        }
        let mut more = Rules::default();
        more.vertical.push(Rule { at: edge, start: top, end: bottom });
        for row in 0..=starts.len() {
            let at = *self.rows.get(first + row)?;
            let beside = [row.checked_sub(1), Some(row)].into_iter().flatten();
            let start = beside.filter_map(|row| starts.get(row)).copied().fold(f32::MIN, f32::max);
            let reach = rules
                .horizontal
                .iter()
                .filter(|rule| (rule.at - at).abs() <= NEAR && rule.start < start)
                .map(|rule| rule.end)
                .fold(f32::MIN, f32::max);
            if reach < start - NEAR {
                continue;
            }
            if reach < edge - NEAR {
                let is_crossed = |it: &Area| {
                    let middle = f32::midpoint(it.left, it.right);
                    it.top < at && at < it.bottom && start < middle && middle < edge
                };
                if ink.iter().any(is_crossed) {
                    return None;
                }
                more.horizontal.push(Rule { at, start, end: edge });
            }
        }
        Some(more)
    }
}

/// Whether the middle of a character stands in a box.
fn within(ink: &Area, left: f32, right: f32, top: f32, bottom: f32) -> bool {
    let (x, y) = (f32::midpoint(ink.left, ink.right), f32::midpoint(ink.top, ink.bottom));
    left < x && x < right && top < y && y < bottom
}

#[cfg(test)]
mod tests {
    use super::super::grid::shapes;
    use super::*;

    fn rule(at: f32, start: f32, end: f32) -> Rule {
        Rule { at, start, end }
    }

    /// A heading over the whole width, two labels below it, the next heading.
    fn form() -> Rules {
        Rules {
            horizontal: vec![
                rule(0.0, 0.0, 300.0),
                rule(20.0, 0.0, 300.0),
                rule(60.0, 0.0, 100.0),
                rule(100.0, 0.0, 300.0),
                rule(120.0, 0.0, 300.0),
            ],
            vertical: vec![
                rule(0.0, 0.0, 120.0),
                rule(100.0, 20.0, 100.0),
                rule(300.0, 0.0, 20.0),
                rule(300.0, 100.0, 120.0),
            ],
        }
    }

    fn ink(x: f32, y: f32) -> Area {
        Area { left: x, top: y - 2.0, right: x + 10.0, bottom: y + 2.0 }
    }

    fn cells(rules: &Rules, ink: &[Area]) -> Vec<(u32, u32, u32, u32)> {
        let found = shapes(rules, ink);
        let cells = found.iter().flat_map(|shape| &shape.cells);
        cells.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect()
    }

    #[test]
    fn answers_have_the_rows_of_their_labels() {
        let answered = [ink(120.0, 40.0), ink(120.0, 80.0)];
        let wanted = [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)];
        assert_eq!(cells(&form(), &answered), [wanted.as_slice(), &[(3, 0, 1, 2)]].concat());
    }

    #[test]
    fn the_last_row_may_be_half_ruled() {
        let mut rules = form();
        rules.horizontal.truncate(4);
        rules.horizontal[3].end = 100.0;
        rules.vertical[0].end = 100.0;
        rules.vertical.pop();
        let wanted = [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)];
        assert_eq!(cells(&rules, &[ink(120.0, 80.0)]), wanted);
    }

    #[test]
    fn text_across_the_rows_and_empty_corners_stay_outside() {
        let across = [ink(120.0, 40.0), ink(120.0, 61.0)];
        let labels = [(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1), (3, 0, 1, 1)];
        assert_eq!(cells(&form(), &across), labels);
        assert_eq!(cells(&form(), &[ink(20.0, 40.0)]), labels);
    }
}

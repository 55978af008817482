//! Where a page may end: how much room a row needs to begin on one, and what of
//! a cell still fits.

use std::collections::VecDeque;

use super::cell::Strip;
use super::look;

/// A row of the table, laid out.
#[derive(Debug)]
pub(super) struct LaidRow {
    /// One stack of strips for each column.
    pub columns: Vec<VecDeque<Strip>>,
    /// Columns that have no rule above, because they go on with the cell above.
    pub joins_above: Vec<bool>,
    /// Whether it may be torn over two pages.
    pub may_break: bool,
    /// Whether the next row must begin on the same page.
    pub keep_with_next: bool,
}

/// Lines that must fit on a page for a row to begin on it.
const FEWEST_LINES: usize = 2;

/// How much room each row needs to begin on a page: all of it where it must
/// stay whole, what follows it where it may not stand alone. No more than
/// `body`, the height of a page. O(strips of the rows that may break).
pub(super) fn needs(rows: &[LaidRow], body: f32) -> Vec<f32> {
    let mut needs = vec![0.0; rows.len()];
    let mut next = 0.0;
    for (at, row) in rows.iter().enumerate().rev() {
        let height = row.height();
        let own = if row.may_break || height > body { row.beginning().min(height) } else { height };
        let need = if row.keep_with_next { height + next } else { own };
        next = if need <= body { need } else { own };
        needs[at] = next;
    }
    needs
}

impl LaidRow {
    fn height(&self) -> f32 {
        let height = |strips: &VecDeque<Strip>| strips.iter().map(Strip::height).sum::<f32>();
        let text = self.columns.iter().map(height).fold(0.0, f32::max);
        text.max(look::BODY * look::LEADING) + 2.0 * look::PAD_Y
    }

    /// Height of its first lines.
    fn beginning(&self) -> f32 {
        let first = |strips: &VecDeque<Strip>| {
            strips.iter().take(FEWEST_LINES).map(Strip::height).sum::<f32>()
        };
        self.columns.iter().map(first).fold(0.0, f32::max) + 2.0 * look::PAD_Y
    }
}

/// Takes what of the strips fits into `room`. On a fresh page at least
/// something is taken, if need be a part of a row of a nested table.
pub(super) fn take(strips: &mut VecDeque<Strip>, room: f32, is_fresh: bool) -> Vec<Strip> {
    let mut used = 0.0;
    let mut taken: Vec<Strip> = Vec::new();
    while let Some(strip) = strips.pop_front() {
        let height = strip.height();
        if used + height <= room + ROUNDING {
            used += height;
            taken.push(strip);
            continue;
        }
        match strip {
            Strip::Space(_) => {}
            Strip::Line(_) if is_fresh && used <= 0.0 => taken.push(strip),
            Strip::Row(row) if is_fresh && used <= 2.0 * look::GRID_GAP => {
                let (first, rest) = row.torn(room - used);
                taken.push(Strip::Row(first));
                if rest.cells.iter().any(|cell| !cell.lines.is_empty()) {
                    strips.push_front(Strip::Row(rest));
                }
            }
            Strip::Line(_) | Strip::Row(_) => strips.push_front(strip),
        }
        if let Some(line) = left_alone(&taken, strips).then(|| taken.pop()).flatten() {
            strips.push_front(line);
        }
        break;
    }
    taken
}

/// Whether the last line taken goes over the page break, too: it is the first
/// of its paragraph, or would leave the last one alone there.
fn left_alone(taken: &[Strip], rest: &VecDeque<Strip>) -> bool {
    let paragraph = |strip: Option<&Strip>| match strip {
        Some(Strip::Line(it)) => Some(it.tag),
        _ => None,
    };
    let nth_last = |n: usize| paragraph(taken.len().checked_sub(n).and_then(|at| taken.get(at)));
    let last = nth_last(1);
    if last.is_none() || last != paragraph(rest.front()) {
        return false;
    }
    let is_first = nth_last(2) != last;
    let leaves_last = paragraph(rest.get(1)) != last;
    let has_more = nth_last(3) == last;
    taken.len() > 1 && (is_first || (leaves_last && has_more))
}

/// How much too high a page may be by rounding, in points.
const ROUNDING: f32 = 0.01;

#[cfg(test)]
mod tests {
    use super::super::cell::TaggedLine;
    use super::super::line::Line;
    use super::super::tags::{Role, Tags};
    use super::*;

    #[test]
    fn no_line_of_a_paragraph_is_left_alone() {
        let mut tags = Tags::default();
        let mut paragraph = |n: usize| {
            let it = TaggedLine {
                tag: tags.add(None, Role::Paragraph),
                line: Line { size: 10.0, ..Line::default() },
            };
            vec![Strip::Line(it); n]
        };
        let stack = [paragraph(3), paragraph(4)].concat();
        let height = stack[0].height();
        for (n_fit, n_taken) in [(1, 1), (2, 2), (3, 3), (4, 3), (5, 5), (6, 5), (7, 7)] {
            let mut strips: VecDeque<Strip> = stack.clone().into();
            let taken = take(&mut strips, height * n_fit as f32, true);
            assert_eq!((taken.len(), strips.len()), (n_taken, 7 - n_taken), "{n_fit}");
        }
    }
}

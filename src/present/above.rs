//! Which unchanged rows are headings above printed ones: these are printed as
//! headings, because a folded number stands for all that is below it
//! (CONVENTIONS §1.8).

use super::lines::{is_quoted_as, quoted};
use crate::model::{Side, Sides};
use crate::report::{Cell, Row};

/// A row above printed ones.
#[derive(Debug, Clone)]
pub(super) struct Above {
    /// The headings down to it and its own; empty on a side without the unit.
    pub path: Sides<Vec<String>>,
    /// Whether its heading says all of its text, so that nothing is left out
    /// when only the heading is printed.
    pub is_whole: bool,
}

/// For each row that is left out and stands above a printed one in either
/// document, its headings. `with_origins`: also rows above the place in the
/// old document that a printed row moved away from.
pub(super) fn above(rows: &[Row], is_left_out: &[bool], with_origins: bool) -> Vec<Option<Above>> {
    let mut is_above = vec![false; rows.len()];
    let mut quotes: Vec<Sides<Option<&str>>> = vec![Sides::default(); rows.len()];
    for side in Side::BOTH {
        let mut stack: Vec<usize> = Vec::new();
        for index in in_order(rows, side, with_origins) {
            let Some(cell) = rows[index].cells.get(side) else { continue };
            stack.truncate(cell.path.len());
            for (&at, heading) in stack.iter().zip(&cell.path) {
                let is_silent = is_left_out.get(at) == Some(&true);
                let quote = quotes[at].get_mut(side);
                let own = rows[at].cells.get(side).as_ref();
                if is_silent && quote.is_none() && own.is_some_and(|own| is_quoted_as(own, heading))
                {
                    *quote = Some(heading);
                }
                let is_printed = is_left_out.get(index) == Some(&false);
                is_above[at] |= is_silent && is_printed && *quote == Some(heading.as_str());
            }
            if stack.len() == cell.path.len() {
                stack.push(index);
            }
        }
    }
    let of = |((row, quotes), is_above): ((&Row, &Sides<Option<&str>>), bool)| {
        is_above.then(|| heading(row, *quotes))
    };
    rows.iter().zip(&quotes).zip(is_above).map(of).collect()
}

/// The rows with a cell on a side, in the order of that document, or without
/// those that moved away.
fn in_order(rows: &[Row], side: Side, with_origins: bool) -> Vec<usize> {
    let has_cell = |&at: &usize| rows[at].cells.get(side).is_some();
    let stays = |&at: &usize| {
        with_origins || side == Side::New || !rows[at].moved || rows[at].cells.new.is_none()
    };
    let mut order: Vec<usize> = (0..rows.len()).filter(has_cell).filter(stays).collect();
    order.sort_by_key(|&at| rows[at].cells.get(side).as_ref().map(|cell| cell.index));
    order
}

/// The headings down to a row, its own as the rows below it quote it.
fn heading(row: &Row, quotes: Sides<Option<&str>>) -> Above {
    let own = |side: Side, cell: &Cell| {
        let there = quotes.get(side.other()).filter(|heading| is_quoted_as(cell, heading));
        let first = || if cell.label.is_empty() { first_line(cell) } else { cell.label.clone() };
        quotes.get(side).or(there).map_or_else(first, str::to_owned)
    };
    let own = row.cells.as_ref().map(|side, cell| cell.as_ref().map(|cell| own(side, cell)));
    let is_whole = Side::BOTH.into_iter().all(|side| {
        let both = row.cells.get(side).as_ref().zip(own.get(side).as_ref());
        both.is_none_or(|(cell, own)| says_all(cell, own))
    });
    let path = own.map(|side, own| {
        let cell = row.cells.get(side).as_ref();
        cell.map(|cell| cell.path.iter().cloned().chain(own).collect()).unwrap_or_default()
    });
    Above { path, is_whole }
}

fn first_line(cell: &Cell) -> String {
    quoted(cell.text().lines().next().unwrap_or_default()).to_owned()
}

/// Whether a heading is all the text of a cell; of an article with nothing but
/// its caption, too.
fn says_all(cell: &Cell, heading: &str) -> bool {
    let text = cell.text();
    let lines: Vec<&str> = text.trim().lines().map(quoted).collect();
    match lines.as_slice() {
        [only] => *only == heading.trim(),
        [caption, own] => heading.trim().strip_prefix(own) == Some(*caption),
        _ => false,
    }
}

//! Groups of rows under one label that a page break cuts.
//!
//! The label of a group stands in a cell that spans its rows. Where the page
//! ends between two of them, producers close that cell and draw an empty one on
//! the next page, which looks like the empty label of a row that goes on.

use super::RowCell;
use crate::model::Source;

/// Whether labels of a table span rows. Rows of its header often do and tell
/// nothing: callers leave the first row out.
pub fn have_groups<'a>(mut rows: impl Iterator<Item = &'a Vec<RowCell>>) -> bool {
    rows.any(|row| row.first().is_some_and(|cell| cell.column == 0 && cell.row_span > 1))
}

/// Whether `first`, at the top of a page, is the next row of the group that
/// `last` belongs to, and no rest of `last`: it has no label, but text in every
/// other column that `last` fills, and the text above was whole there.
///
/// A text of one line is whole when there was room behind it. That one cell of
/// several is whole is enough where all are of one line on both pages: values
/// of columns that are no wider than they always seem cut. Longer texts can end
/// with a paragraph at the end of the page, so they tell something only in a
/// table that has groups elsewhere (`grouped`), and all together. The same is
/// true of a single text.
pub fn is_next_of_group(
    last: &[RowCell],
    first: &[RowCell],
    grouped: bool,
    source: &Source,
) -> bool {
    if !first.first().is_some_and(|label| label.column == 0 && label.is_empty()) {
        return false;
    }
    let values = last.iter().filter(|cell| cell.column > 0 && !cell.is_empty());
    let (mut n, mut n_cut, mut of_one_line) = (0, 0, true);
    for before in values {
        let below = |next: &&RowCell| next.column == before.column && !next.is_empty();
        let Some(next) = first.iter().find(below) else {
            return false;
        };
        n += 1;
        n_cut += usize::from(before.is_cut(next, source));
        of_one_line &= before.lines.len() == 1 && next.lines.len() == 1;
    }
    if of_one_line { n_cut < n && (grouped || n > 1) } else { grouped && n > 1 && n_cut == 0 }
}

/// Lets the label of the group at the end of `rows` span the first rows of
/// `next`, too, beside which an empty cell stands, as if no page had ended.
pub fn extend_label(rows: &mut [Vec<RowCell>], next: &mut [Vec<RowCell>]) {
    let labels = rows.iter_mut().rev().zip(1..);
    let mut labels = labels.filter_map(|(row, n)| Some((row.first_mut()?, n)));
    let Some((label, n_rows)) = labels.find(|(cell, _)| cell.column == 0) else {
        return;
    };
    let Some(first) = next.first_mut() else { return };
    if label.is_empty() || label.row_span < n_rows {
        return;
    }
    let n_more = first.remove(0).row_span;
    label.row_span += n_more;
    for cell in next.iter_mut().take(n_more as usize).flatten() {
        cell.leads = false;
    }
}

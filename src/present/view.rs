//! What a reader of a table knows of where a row stands: the headings and the
//! cell read last in each column, and what has to be repeated above the next
//! row.

use super::lines::is_quoted_as;
use crate::model::{Side, Sides};
use crate::report::{Cell, Row};

/// What a reader of one column has read last.
#[derive(Debug)]
pub(super) enum View<'a> {
    /// Headings printed for orientation.
    Headings(Vec<String>),
    /// A cell.
    Cell(&'a Cell),
}

impl Default for View<'_> {
    fn default() -> Self {
        Self::Headings(Vec::new())
    }
}

impl View<'_> {
    /// The headings that were read last, and the cell below them.
    fn parts(&self) -> (&[String], Option<&Cell>) {
        match self {
            Self::Headings(path) => (path, None),
            Self::Cell(cell) => (&cell.path, Some(cell)),
        }
    }
}

/// Whether a reader knows where `row` stands: under the cells just read, or
/// under headings that these stand under, too.
pub(super) fn is_path_in_view(view: &Sides<View<'_>>, row: &Row) -> bool {
    Side::BOTH.iter().all(|side| {
        let Some(cell) = row.cells.get(*side) else { return true };
        let (above, last) = view.get(*side).parts();
        match cell.path.strip_prefix(above) {
            Some([]) => true,
            Some([heading]) => last.is_some_and(|last| is_quoted_as(last, heading)),
            Some(_) => false,
            None => above.starts_with(&cell.path),
        }
    })
}

/// What of a path is not in view yet, equally much on both sides where both
/// have one.
pub(super) fn missing(view: &Sides<View<'_>>, path: &Sides<Vec<String>>) -> Sides<Vec<String>> {
    let n_seen = view.as_ref().map(|side, view| {
        let path = path.get(side);
        let (above, last) = view.parts();
        let n = above.iter().zip(path).take_while(|(seen, own)| seen == own).count();
        let own = path.get(n).filter(|_| n == above.len());
        let is_own = own.zip(last).is_some_and(|(own, last)| is_quoted_as(last, own));
        n + usize::from(is_own)
    });
    let n = match (path.old.is_empty(), path.new.is_empty()) {
        (false, false) => n_seen.old.min(n_seen.new),
        (true, _) => n_seen.new,
        (_, true) => n_seen.old,
    };
    path.as_ref().map(|_, path| path.get(n..).unwrap_or_default().to_vec())
}

/// The path of a row on one side. Where the row has no cell there, that of the
/// nearest row under the same headings that stands in both documents.
pub(super) fn path_on(rows: &[Row], index: usize, side: Side) -> &[String] {
    let row = &rows[index];
    if let Some(cell) = row.cells.get(side) {
        return &cell.path;
    }
    path_beside(rows, index, side, &row.principal().path)
}

/// What the headings `own` of the other side are called on `side`, told by the
/// nearest row to `index` under them that stands in both documents.
pub(super) fn path_beside<'a>(
    rows: &'a [Row],
    index: usize,
    side: Side,
    own: &[String],
) -> &'a [String] {
    let (before, after) = rows.split_at(index);
    let is_near = |row: &&Row| is_under(row, side.other(), own);
    let before = before.iter().rev().take_while(is_near);
    let after = after.iter().take_while(is_near);
    before.chain(after).find_map(|row| counterpart(row, side, own)).unwrap_or_default()
}

/// Whether a row stands under the headings `own` of `side`; rows that are not
/// in that document stand in nobody's way.
fn is_under(row: &Row, side: Side, own: &[String]) -> bool {
    let cell = row.cells.get(side).as_ref();
    cell.is_none_or(|cell| !row.moved && cell.path.starts_with(own))
}

/// What the headings `own` of the other side are called on `side`, told by a
/// row that stands under them in both documents.
fn counterpart<'a>(row: &'a Row, side: Side, own: &[String]) -> Option<&'a [String]> {
    let here = row.cells.get(side).as_ref()?;
    let there = row.cells.get(side.other()).as_ref()?;
    if here.path.len() == there.path.len() { here.path.get(..own.len()) } else { None }
}

//! The rows of a table as they are printed: unchanged ones hidden, folded or
//! shown, and the headings above a change repeated for orientation.

use super::omitted::{is_only_heading, labels};
use crate::model::{Side, Sides};
use crate::report::{Cell, Change, ComparisonTable, Row, Unchanged};

/// One line of a printed table, the same for every writer.
#[derive(Debug)]
pub enum Printed<'a> {
    /// Headings above the rows that follow, printed when they change:
    /// for each side the path of the next row.
    Path(Sides<&'a [String]>),
    /// A row in full. The number counts printed rows that are changes, from
    /// 1; unchanged rows have none.
    Row(&'a Row, Option<u32>),
    /// A run of unchanged rows, printed as （略）.
    Omitted {
        /// The rows.
        rows: &'a [Row],
        /// Their labels as a drafter writes them (`（１）～（４）`), empty
        /// where that cannot be told exactly.
        labels: Sides<String>,
    },
}

/// The printed lines of a table in order.
pub fn printed(table: &ComparisonTable) -> Vec<Printed<'_>> {
    let mut out = Vec::new();
    let mut above: Option<&Row> = None;
    let mut n_changes = 0;
    let mut index = 0;
    while let Some(row) = table.rows.get(index) {
        let end = index + table.rows[index..].iter().take_while(|row| is_plain(row)).count();
        if end > index && table.style.unchanged != Unchanged::Show {
            let rows = &table.rows[index..end];
            let next = table.rows.get(end);
            if table.style.unchanged == Unchanged::Fold && !is_only_heading(rows, next) {
                let labels = Sides {
                    old: labels(rows, next, Side::Old),
                    new: labels(rows, next, Side::New),
                };
                out.push(Printed::Omitted { rows, labels });
            }
            index = end;
            continue;
        }
        let here = path_of(row);
        let is_in_view = above.is_some_and(|above| {
            Side::BOTH.iter().all(|side| is_path_in_view(above, *side, here.get(*side)))
        });
        let has_headings = !here.old.is_empty() || !here.new.is_empty();
        if has_headings && !is_in_view {
            out.push(Printed::Path(here));
        }
        above = Some(row);
        let number = (!is_plain(row)).then(|| {
            n_changes += 1;
            n_changes
        });
        out.push(Printed::Row(row, number));
        index += 1;
    }
    out
}

/// Whether nothing at all happened to the row that a table should show.
pub fn is_plain(row: &Row) -> bool {
    row.change == Change::Same && !row.moved && !row.renumbered
}

/// Paths of both cells; a side without a cell borrows the other's.
fn path_of(row: &Row) -> Sides<&[String]> {
    Sides { old: &cell_or_other(row, Side::Old).path, new: &cell_or_other(row, Side::New).path }
}

/// The cell of a side, or the other one where there is none.
pub(super) fn cell_or_other(row: &Row, side: Side) -> &Cell {
    row.cells.get(side).as_ref().unwrap_or_else(|| row.principal())
}

/// Whether a reader who has just read `above` knows that the next row stands
/// under `path`: under the same headings, or under `above` itself.
fn is_path_in_view(above: &Row, side: Side, path: &[String]) -> bool {
    let cell = cell_or_other(above, side);
    match path.strip_prefix(cell.path.as_slice()) {
        Some([]) => true,
        Some([heading]) => cell.first_line().trim() == heading.trim(),
        _ => false,
    }
}

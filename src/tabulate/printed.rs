//! The rows of a table as they are printed: unchanged ones hidden, folded or
//! shown, and the headings above a change repeated for orientation.

use crate::model::Sides;
use crate::report::{Change, ComparisonTable, Row, Unchanged};

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
    Omitted(&'a [Row]),
}

/// The printed lines of a table in order.
pub fn printed(table: &ComparisonTable) -> Vec<Printed<'_>> {
    let mut out = Vec::new();
    let mut path: Option<Sides<&[String]>> = None;
    let mut n_changes = 0;
    let mut index = 0;
    while let Some(row) = table.rows.get(index) {
        let end = index
            + table.rows[index..]
                .iter()
                .take_while(|row| is_plain(row))
                .count();
        if end > index && table.style.unchanged != Unchanged::Show {
            if table.style.unchanged == Unchanged::Fold {
                out.push(Printed::Omitted(&table.rows[index..end]));
            }
            index = end;
            continue;
        }
        let here = path_of(row);
        if path != Some(here) && !(here.old.is_empty() && here.new.is_empty()) {
            out.push(Printed::Path(here));
        }
        path = Some(here);
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
    let old = row.cells.old.as_ref().map(|cell| cell.path.as_slice());
    let new = row.cells.new.as_ref().map(|cell| cell.path.as_slice());
    Sides {
        old: old.or(new).unwrap_or_default(),
        new: new.or(old).unwrap_or_default(),
    }
}

/// Number of rows of each kind, for the line above a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows whose wording differs.
    pub edited: u32,
    /// Rows of the new document only.
    pub added: u32,
    /// Rows of the old document only.
    pub removed: u32,
    /// Rows whose label differs (also counted as edited).
    pub renumbered: u32,
    /// Rows that stand elsewhere.
    pub moved: u32,
    /// Unchanged rows, those that differ in style only included.
    pub same: u32,
    /// Unchanged rows that differ in width, wrap or punctuation style only.
    pub style_only: u32,
}

impl Counts {
    /// Counts the rows of a table.
    pub fn of(table: &ComparisonTable) -> Self {
        let mut counts = Self::default();
        for row in &table.rows {
            match row.change {
                Change::Same => counts.same += 1,
                Change::Edited => counts.edited += 1,
                Change::Added => counts.added += 1,
                Change::Removed => counts.removed += 1,
            }
            counts.renumbered += u32::from(row.renumbered);
            counts.moved += u32::from(row.moved);
            counts.style_only += u32::from(row.style_only);
        }
        counts
    }

    /// Whether the two documents say the same.
    pub fn is_unchanged(&self) -> bool {
        self.edited + self.added + self.removed + self.renumbered + self.moved == 0
    }
}

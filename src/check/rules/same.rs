//! What undoing the log showed, rows that say the same of several items together.

use super::super::case::Case;
use super::super::name::name;
use super::super::replay::{Against, Mismatch};
use super::super::rows::LogRow;
use super::super::text::said;
use super::super::{Origin, Place, Quote};
use crate::form::Field;

/// Most paragraphs of a row that a finding quotes.
pub(super) const MOST_QUOTED: usize = 3;

/// Mismatches of one row that say the same of several items.
pub(super) struct Same<'a> {
    pub(super) row: &'a LogRow,
    pub(super) fields: Vec<&'a Field>,
    pub(super) mismatch: &'a Mismatch,
}

/// The mismatches, those of one row together where the items say the same.
pub(super) fn together<'a>(
    case: &'a Case<'_>,
    is_meant: impl Fn(Against) -> bool,
) -> Vec<Same<'a>> {
    let mut out: Vec<Same<'a>> = Vec::new();
    for mismatch in case.replay.mismatches.iter().filter(|it| is_meant(it.against)) {
        let row = case.rows.get(mismatch.row);
        let (Some(row), Some(field)) = (row, case.form().fields.get(mismatch.field)) else {
            continue;
        };
        let is_same = |it: &&mut Same<'_>| {
            (it.mismatch.row, it.mismatch.against) == (mismatch.row, mismatch.against)
                && it.mismatch.missing == mismatch.missing
                && (matches!(mismatch.against, Against::Later(_))
                    || it.fields.first().is_some_and(|first| first.value == field.value))
        };
        match out.last_mut().filter(is_same) {
            Some(same) => same.fields.push(field),
            None => out.push(Same { row, fields: vec![field], mismatch }),
        }
    }
    out
}

impl Same<'_> {
    pub(super) fn name(&self) -> String {
        self.fields.iter().map(|it| name(it)).collect::<Vec<_>>().join("、")
    }

    /// A row, with the names of the items of it that are meant.
    pub(super) fn place(&self, row: &LogRow) -> Place {
        let keys: Vec<String> = self.fields.iter().map(|it| it.key.to_string()).collect();
        Place { item: self.name(), key: keys.join(" "), ..row.place() }
    }
}

/// The lines of a column that say the given paragraphs; the whole column where
/// they cannot be told apart.
pub(super) fn said_of(row: &LogRow, origin: Origin, paragraphs: &[String]) -> Quote {
    let whole = row.quote(origin);
    let lines: Vec<&str> = match origin {
        Origin::LogBefore => row.cells[crate::record::earlier::BEFORE].lines().collect(),
        _ => row.cells[crate::record::earlier::AFTER].lines().collect(),
    };
    let is_one = |line: &&&str| paragraphs.contains(&said(line));
    let lines: Vec<&str> = lines.iter().filter(is_one).take(MOST_QUOTED).copied().collect();
    if lines.is_empty() { whole } else { row.quote_of(origin, &lines.join("\n")) }
}

//! Where something moved away: a move is seen at both places (CONVENTIONS
//! §1.9). At the new place stands the row with its texts; at the old one a
//! line with the number that stood there and where it went.

use std::collections::BTreeMap;

use crate::model::Side;
use crate::number;
use crate::number::{LabelStyle, Unit};
use crate::profile::{FoldLevel, Profile, Unchanged};
use crate::report::{Cell, ComparisonTable, Row};

/// The rows that moved away, by the row before which they stood; the number of
/// rows for the end of the table.
pub(super) type Departures = BTreeMap<usize, Vec<usize>>;

/// Finds them. A table that leaves nothing out shows both texts anyway, and
/// what changed places with its neighbours says so itself.
pub(super) fn departures(table: &ComparisonTable) -> Departures {
    let Profile { unchanged, fold, .. } = table.profile;
    let mut out = Departures::new();
    if unchanged == Unchanged::Show || fold == FoldLevel::None {
        return out;
    }
    let stays = in_place(&table.rows);
    for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| went_away(row)) {
        let Some(index) = row.cells.old.as_ref().map(|cell| cell.index) else { continue };
        let n_before = stays.partition_point(|&(old, _)| old < index);
        let before = n_before.checked_sub(1).and_then(|last| stays.get(last));
        out.entry(before.map_or(0, |&(_, at)| at + 1)).or_default().push(at);
    }
    for moved in out.values_mut() {
        moved.sort_by_key(|&at| table.rows[at].cells.old.as_ref().map(|cell| cell.index));
    }
    out
}

/// Whether a row stands under other headings than it did.
fn went_away(row: &Row) -> bool {
    let cells = row.cells.old.as_ref().zip(row.cells.new.as_ref());
    row.moved && cells.is_some_and(|(old, new)| old.path != new.path)
}

/// Rows that stand in the order of the old document, each with its index
/// there: neither moved nor below what moved.
fn in_place(rows: &[Row]) -> Vec<(u32, usize)> {
    let mut out: Vec<(u32, usize)> = Vec::new();
    let mut moved_depth = None;
    for (at, row) in rows.iter().enumerate() {
        let depth = row.principal().path.len();
        if moved_depth.is_some_and(|moved| depth <= moved) {
            moved_depth = None;
        }
        if row.moved && moved_depth.is_none() {
            moved_depth = Some(depth);
        }
        if let (None, Some(old)) = (moved_depth, &row.cells.old)
            && out.last().is_none_or(|&(last, _)| last < old.index)
        {
            out.push((old.index, at));
        }
    }
    out
}

/// What stands opposite the old number, without brackets: 第２（３）へ移動.
pub(super) fn note(row: &Row) -> String {
    match row.cells.get(Side::New).as_ref().map(short_place) {
        Some(place) if !place.is_empty() => format!("{place}へ移動"),
        _ => "移動".to_owned(),
    }
}

/// The numbers above a cell and its own, as they are cited; the number of an
/// article alone, because it counts through all chapters.
fn short_place(cell: &Cell) -> String {
    let label = cell.label.trim();
    if label.is_empty() || is_article(label) {
        return label.to_owned();
    }
    let above: Vec<&str> = cell.path.iter().map(|heading| number_of(heading)).collect();
    let from = above.iter().rposition(|it| is_article(it)).unwrap_or(0);
    above.get(from..).unwrap_or_default().concat() + label
}

fn is_article(label: &str) -> bool {
    let style = number::parse(label).map(|parsed| parsed.number.last().style);
    style == Some(LabelStyle::Ordinal(Some(Unit::Article)))
}

/// The number of a heading; all of it where it has none.
fn number_of(heading: &str) -> &str {
    let parsed = number::parse(heading).map(|parsed| parsed.label);
    let label = parsed.filter(|label| !label.is_empty()).and_then(|label| heading.get(label));
    label.unwrap_or_else(|| heading.trim())
}

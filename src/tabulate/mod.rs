//! Pairs and marks → rows of the 新旧対照表, and the proof that nothing was lost.
//!
//! This is where spans become strings: after it no source is needed to print.
//! Linear in the number of characters.

mod cells;
mod kind;
mod ledger;
mod lists;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align::{Alignment, Pair, UnitId};
use crate::diff::UnitDiff;
use crate::model::Sides;
use crate::outline::Outlined;
use crate::report::{Change, Row};

pub use kind::{Counts, RowKind, is_plain};
pub use ledger::ledger;
pub use lists::{ChangeLists, ListName, ListedRow};

/// Builds the rows, one for each pair, in the order of the pairs.
pub fn tabulate(alignment: &Alignment, diffs: &[UnitDiff], sides: Sides<&Outlined>) -> Vec<Row> {
    let headings = sides.map(|_, outlined| cells::printed_headings(outlined));
    let cell = |unit, side, diff: &UnitDiff| {
        let outlined = *sides.get(side);
        let units = alignment.units.get(side);
        let marks = (diff.changed(side), diff.consequential(side));
        cells::cell(outlined, units, unit, headings.get(side), marks)
    };
    let merged = merged(alignment);
    alignment
        .pairs
        .par_iter()
        .zip(diffs)
        .with_min_len(64)
        .map(|(pair, diff)| {
            let (old, new, moved) = match *pair {
                Pair::Both { units, moved, .. } => (Some(units.old), Some(units.new), moved),
                Pair::OldOnly(unit) => (Some(unit), None, false),
                Pair::NewOnly(unit) => (None, Some(unit), false),
            };
            let change = match pair {
                Pair::OldOnly(_) => Change::Removed,
                Pair::NewOnly(_) => Change::Added,
                Pair::Both { .. } if diff.is_same && !diff.renumbered => Change::Same,
                Pair::Both { .. } => Change::Edited,
            };
            Row {
                change,
                renumbered: diff.renumbered,
                moved,
                style_only: diff.style_only,
                split_of: old
                    .and_then(|unit| alignment.units.old[unit.index()].whole)
                    .map(|UnitId(first)| first),
                merged_from: new
                    .and_then(|unit| alignment.units.new[unit.index()].whole)
                    .and_then(|first| merged.get(&first).cloned())
                    .unwrap_or_default(),
                cells: Sides {
                    old: old.map(|unit| cell(unit, crate::model::Side::Old, diff)),
                    new: new.map(|unit| cell(unit, crate::model::Side::New, diff)),
                },
            }
        })
        .collect()
}

/// The old units that went into each merged section, by its first stretch.
fn merged(alignment: &Alignment) -> FxHashMap<UnitId, Vec<u32>> {
    let mut merged: FxHashMap<UnitId, Vec<u32>> = FxHashMap::default();
    for pair in &alignment.pairs {
        if let Pair::Both { units, .. } = pair
            && let Some(first) = alignment.units.new[units.new.index()].whole
        {
            let old = merged.entry(first).or_default();
            old.insert(old.partition_point(|&known| known < units.old.0), units.old.0);
        }
    }
    merged
}

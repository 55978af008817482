//! Where every character went. What was compared is counted in the finished
//! cells, not derived, so that a character lost on the way shows.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Document, Side, count_characters};
use crate::report::{Ledger, Row};

/// Counts the characters of one document.
pub fn ledger(document: &Document, rows: &[Row], side: Side) -> Ledger {
    let source = &document.source;
    let compared = rows
        .par_iter()
        .with_min_len(64)
        .filter_map(|row| row.cells.get(side).as_ref())
        .flat_map_iter(|cell| &cell.paragraphs)
        .flat_map_iter(|paragraph| &paragraph.runs)
        .map(|run| count_characters(&run.text))
        .sum();
    let mut set_aside = BTreeMap::new();
    for aside in &document.set_aside {
        *set_aside.entry(aside.why.name()).or_default() +=
            count_characters(source.slice(aside.span));
    }
    Ledger { characters: count_characters(source.original()), compared, set_aside }
}

//! Notices a document that is a 新旧対照表 itself: a table of two columns under
//! 改正後 and 改正前 that holds most of the text.

use std::collections::BTreeMap;

use super::fold::fold;
use crate::model::{Block, BlockKind, Document, TableId, count_characters};

/// Part of the characters of a document that the two columns must hold.
const MOST: f64 = 0.6;
/// Rows of a table in which its column headers are looked for.
const HEADER_ROWS: u32 = 4;
/// What the column of the new text is headed.
const NEW: [&str; 9] =
    ["改正後", "改正案", "改定後", "改定案", "変更後", "変更案", "見直し後", "新", "修正後"];
/// What the column of the old text is headed.
const OLD: [&str; 8] = ["改正前", "現行", "改定前", "変更前", "見直し前", "旧", "修正前", "従前"];

/// Columns of one table.
#[derive(Default)]
struct Columns {
    new: Option<u32>,
    old: Option<u32>,
    n_characters: BTreeMap<u32, u64>,
}

/// Whether the document looks like a comparison table.
pub fn is_comparison_table(document: &Document) -> bool {
    // Documents without tables, such as texts, are not worth counting.
    let is_cell = |block: &Block| matches!(block.kind, BlockKind::Cell { .. });
    if !document.blocks.iter().any(is_cell) {
        return false;
    }
    let mut tables: BTreeMap<TableId, Columns> = BTreeMap::default();
    let mut total = 0;
    for block in &document.blocks {
        let printed = block.text.printed(&document.source);
        let n = count_characters(&printed);
        total += n;
        let BlockKind::Cell { table, row, column, .. } = block.kind else { continue };
        let columns = tables.entry(table).or_default();
        *columns.n_characters.entry(column).or_default() += n;
        if row < HEADER_ROWS {
            let header = fold(&printed);
            let header = header.split(['(', '（']).next().unwrap_or_default().trim();
            let header = header.trim_end_matches("の記載");
            if columns.new.is_none() && NEW.contains(&header) {
                columns.new = Some(column);
            } else if columns.old.is_none() && OLD.contains(&header) {
                columns.old = Some(column);
            }
        }
    }
    let both: u64 = tables
        .into_values()
        .filter_map(|columns| {
            let (new, old) = columns.new.zip(columns.old).filter(|(new, old)| new != old)?;
            let n = |column| columns.n_characters.get(&column).copied().unwrap_or(0);
            Some(n(new) + n(old))
        })
        .sum();
    both > 0 && both as f64 >= MOST * total as f64
}

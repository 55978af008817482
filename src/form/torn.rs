//! Rows that a page break tore: their labels and answers begin on one page and
//! end on the next.
//!
//! Earlier stages join such rows where the text of a cell shows that it was
//! cut. A form knows more: its labels. Two parts of a label that are one
//! together prove that the row is one; so does a part without a label whose
//! cells stand under those of the row before.

use std::collections::BTreeSet;

use super::label::{label, plain};
use super::rows::{Cell, Row};
use super::run::joined;
use super::tree::Tree;
use crate::model::Document;

/// Joins the rows that were torn.
pub(super) fn mend(rows: Vec<Row>, document: &Document, tree: &Tree) -> Vec<Row> {
    let titles: BTreeSet<&str> =
        tree.items.iter().map(|item| item.title.as_str()).filter(|it| !it.is_empty()).collect();
    let mut whole: Vec<Row> = Vec::with_capacity(rows.len());
    // Where a page break follows the row put last.
    let mut end_page = None;
    for row in rows {
        let first = row.cells.first().and_then(|cell| cell.runs.first());
        let page = first.and_then(|run| run.spans().next()).and_then(|it| document.source.page(it));
        let is_next = page.zip(end_page).is_some_and(|(page, before): (u32, u32)| page > before);
        let last = row.cells.iter().flat_map(|cell| &cell.runs).flat_map(|run| run.spans()).max();
        let last_page = last.and_then(|span| document.source.page(span));
        match whole.last_mut() {
            Some(before)
                if is_next && before.table.is_some() && row.table.is_some() && goes_on(before, &row, &titles) =>
            {
                join(before, row);
            }
            _ => whole.push(row),
        }
        end_page = last_page.or(end_page);
    }
    whole
}

/// Whether a row is the rest of the one before.
fn goes_on(before: &Row, row: &Row, titles: &BTreeSet<&str>) -> bool {
    let (Some(above), Some(first)) = (before.cells.first(), row.cells.first()) else { return false };
    let is_title = |text: &str| titles.contains(label(text).title.as_str());
    let (begin, end) = (joined(&above.runs).text, joined(&first.runs).text);
    let is_under = |cell: &Cell| before.cells.iter().any(|it| it.column == cell.column);
    if is_title(&end) || !row.cells.iter().all(is_under) {
        return false;
    }
    if above.column == first.column {
        return before.cells.len() > 1 && !is_title(&begin) && is_title(&format!("{begin}{end}"));
    }
    // The label was printed on the page before.
    first.leads && before.cells.len() > 1 && !plain(&end).is_empty()
}

/// Puts the cells of the rest under those they continue.
fn join(before: &mut Row, rest: Row) {
    before.blocks.end = before.blocks.end.max(rest.blocks.end);
    for cell in rest.cells {
        let Some(above) = before.cells.iter_mut().find(|it| it.column == cell.column) else { continue };
        let mut runs = cell.runs.into_iter();
        if let (Some(last), Some(next)) = (above.runs.last_mut(), runs.next()) {
            if ends_sentence(&last.text) {
                above.runs.push(next);
            } else {
                last.append("", next);
            }
        }
        above.runs.extend(runs);
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '．', '：'])
}

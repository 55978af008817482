//! One row of the report in full, with the places of both documents that it
//! comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::places::{PageBoxes, boxes, in_words};
use super::session::State;
use super::view::shown;
use crate::align::Pair;
use crate::model::{Format, Side, Sides};
use crate::present::words::words;
use crate::tabulate::RowKind;

/// Paragraphs around the text of a document without pages that are shown.
const AROUND: usize = 3;

/// A row.
#[derive(Debug, Serialize)]
pub(super) struct RowDetail {
    at: usize,
    of: usize,
    kind: &'static str,
    words: Vec<&'static str>,
    moved: bool,
    cells: Sides<Option<CellDetail>>,
}

/// One side of it.
#[derive(Debug, Serialize)]
struct CellDetail {
    label: String,
    title: String,
    path: Vec<String>,
    paragraphs: Vec<Vec<(String, bool)>>,
    /// Boxes by page, for PDF.
    pages: BTreeMap<u32, PageBoxes>,
    is_pdf: bool,
    /// Where it begins, in words.
    place: String,
    /// Paragraphs before and after, for documents without pages.
    before: Vec<String>,
    after: Vec<String>,
}

/// The row `at` of the report.
pub(super) fn row(state: &State, at: usize) -> Option<RowDetail> {
    let outcome = state.outcome.as_ref()?;
    let report = &outcome.comparison.report;
    let row = report.table.rows.get(at)?;
    let lang = state.settings.lang();
    let cell = |side| cell(state, at, side);
    Some(RowDetail {
        at,
        of: report.table.rows.len(),
        kind: RowKind::of(row).name(),
        words: words(lang, row),
        moved: row.moved,
        cells: Sides { old: cell(Side::Old), new: cell(Side::New) },
    })
}

fn cell(state: &State, at: usize, side: Side) -> Option<CellDetail> {
    let outcome = state.outcome.as_ref()?;
    let comparison = &outcome.comparison;
    let cell = comparison.report.table.rows.get(at)?.cells.get(side).as_ref()?;
    let unit = match (*comparison.alignment.pairs.get(at)?, side) {
        (Pair::Both { units, .. }, side) => *units.get(side),
        (Pair::OldOnly(unit), Side::Old) | (Pair::NewOnly(unit), Side::New) => unit,
        _ => return None,
    };
    let unit = comparison.alignment.units.get(side).get(unit.index())?;
    let document = &outcome.documents.outlined.get(side).document;
    let source = &document.source;
    let blocks = unit.blocks(document);
    let is_pdf = source.format() == Format::Pdf;
    let printed = |range: std::ops::Range<usize>| -> Vec<String> {
        let blocks = document.blocks.get(range).unwrap_or_default();
        blocks.iter().map(|block| shown(&block.text.printed(source))).collect()
    };
    let (start, end) = (unit.blocks.start as usize, unit.blocks.end as usize);
    let around = |range| if is_pdf { Vec::new() } else { printed(range) };
    Some(CellDetail {
        label: shown(&cell.label),
        title: shown(&cell.title),
        path: cell.path.iter().map(|it| shown(it)).collect(),
        // Each character stays one, so that a selection can be found again.
        paragraphs: cell
            .paragraphs
            .iter()
            .map(|paragraph| {
                paragraph.runs.iter().map(|run| (run.text.clone(), run.changed)).collect()
            })
            .collect(),
        pages: boxes(source, &blocks, comparison.diffs.get(at)?.changed(side)),
        is_pdf,
        place: in_words(source, &blocks, state.settings.lang()),
        before: around(start.saturating_sub(AROUND)..start),
        after: around(end..(end + AROUND).min(document.blocks.len())),
    })
}

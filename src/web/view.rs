//! The printed table and the sentences around it → JSON for the page. Names
//! of members are short because there is one for each run of text.

use serde::Serialize;

use super::session::State;
use super::settings::{InEffect, Settings};
use crate::model::{Side, Sides};
use crate::present::words::kind;
use crate::present::{
    self, Block, ColumnKind, Mark, ParagraphRole, PrintedCell, PrintedParagraph, PrintedRow,
    PrintedTable, RowRole,
};
use crate::report::{Cell, Report, Row};
use crate::tabulate::RowKind;
use crate::write::{self, Summary, visible};

/// Everything that the result view shows.
#[derive(Debug, Serialize)]
pub(super) struct View {
    /// Which comparison it is of.
    number: u64,
    title: String,
    above: Vec<String>,
    below: Vec<String>,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    sources: Sides<SourceView>,
    counts: Vec<(&'static str, u32, String)>,
    kinds: Vec<KindView>,
    warnings: Vec<String>,
    ledger: Vec<String>,
    lists: Vec<ListView>,
    /// All sections of each document, to be chosen from.
    sections: Sides<Vec<SectionView>>,
    settings: InEffect,
    chosen: Settings,
    corrections: CorrectionsView,
}

#[derive(Debug, Serialize)]
struct CorrectionsView {
    rules: Vec<String>,
    can_undo: bool,
    can_redo: bool,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    kind: &'static str,
    label: String,
}

#[derive(Debug, Serialize)]
struct SourceView {
    name: String,
    facts: String,
}

#[derive(Debug, Serialize)]
struct KindView {
    kind: &'static str,
    word: &'static str,
    n: usize,
}

#[derive(Debug, Serialize)]
struct ListView {
    head: String,
    entries: Vec<(Option<u32>, String)>,
}

/// A section that can be chosen: the row of the report it stands in.
#[derive(Debug, Serialize)]
struct SectionView {
    row: usize,
    text: String,
}

#[derive(Debug, Serialize)]
struct RowView {
    role: &'static str,
    kind: &'static str,
    words: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    /// The rows of the report that it prints: the first, and how many.
    first: usize,
    n: usize,
    /// It has moved besides what its kind says.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    /// Characters of the report before it, and its own: for the strip.
    at: usize,
    length: usize,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    joins: bool,
    blocks: Vec<BlockView>,
}

/// A paragraph, or a ruled table.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum BlockView {
    Paragraph(ParagraphView),
    Grid { dashed: bool, rows: Vec<Vec<GridCellView>> },
}

#[derive(Debug, Serialize)]
struct GridCellView {
    span: u32,
    dashed: bool,
    blocks: Vec<ParagraphView>,
}

/// Role and runs: text and mark.
#[derive(Debug, Serialize)]
struct ParagraphView {
    #[serde(skip_serializing_if = "str::is_empty")]
    role: &'static str,
    runs: Vec<(String, u8)>,
}

/// The view of a finished comparison; `None` before there is one.
pub(super) fn view(state: &State) -> Option<View> {
    let outcome = state.outcome.as_ref()?;
    let report = &outcome.comparison.report;
    let lang = state.settings.lang();
    let table = present::present(report, lang);
    let Summary { facts, counts, warnings, ledger, lists } = write::summary(report, &table, lang);
    let Sides { old: old_facts, new: new_facts } = facts;
    let source = |side, facts| SourceView { name: shown(&report.sources.get(side).name), facts };
    let (rules, can_undo, can_redo) = state.history.told();
    let rows = rows(&table, report);
    Some(View {
        number: outcome.number,
        title: shown(&table.title),
        above: table.above.iter().map(|it| shown(it)).collect(),
        below: table.below.iter().map(|it| shown(it)).collect(),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnView {
                kind: column_kind(column.kind),
                label: shown(&column.label),
            })
            .collect(),
        kinds: kinds(&rows, lang),
        rows,
        sources: Sides { old: source(Side::Old, old_facts), new: source(Side::New, new_facts) },
        counts,
        warnings,
        ledger,
        lists: lists
            .into_iter()
            .map(|list| ListView { head: list.head, entries: list.entries })
            .collect(),
        sections: Sides {
            old: sections(&report.table.rows, Side::Old),
            new: sections(&report.table.rows, Side::New),
        },
        settings: state.settings.in_effect(),
        chosen: state.settings.clone(),
        corrections: CorrectionsView { rules, can_undo, can_redo },
    })
}

fn rows(table: &PrintedTable, report: &Report) -> Vec<RowView> {
    let mut before = vec![0];
    let mut sum = 0;
    for row in &report.table.rows {
        sum += length(row);
        before.push(sum);
    }
    let at = |index: usize| before.get(index).copied().unwrap_or(sum);
    let mut last = 0;
    table
        .rows
        .iter()
        .map(|row| {
            // Headings stand where the row under them does.
            let range = if row.rows.is_empty() { last..last } else { row.rows.clone() };
            last = range.end;
            let moved = |row: &Row| row.moved;
            row_view(row, at(range.start), at(range.end) - at(range.start)).having_moved(
                report.table.rows.get(range).is_some_and(|rows| rows.iter().any(moved)),
            )
        })
        .collect()
}

impl RowView {
    fn having_moved(mut self, moved: bool) -> Self {
        self.moved = moved && self.role == "unit";
        self
    }
}

fn row_view(row: &PrintedRow, at: usize, length: usize) -> RowView {
    RowView {
        role: match row.role {
            RowRole::Headings => "path",
            RowRole::Omitted => "omitted",
            RowRole::Unit => "unit",
        },
        kind: row.kind.name(),
        words: row.words.clone(),
        number: row.number,
        label: shown(&row.label),
        title: shown(&row.title),
        first: row.rows.start,
        n: row.rows.len(),
        moved: false,
        at,
        length,
        cells: row.cells.iter().map(cell_view).collect(),
    }
}

fn cell_view(cell: &PrintedCell) -> CellView {
    let blocks = cell.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => BlockView::Paragraph(paragraph_view(paragraph)),
        Block::Table(grid) => BlockView::Grid {
            dashed: grid.mark == Mark::Dashed,
            rows: grid
                .rows
                .iter()
                .map(|row| {
                    row.cells
                        .iter()
                        .map(|cell| GridCellView {
                            span: cell.span,
                            dashed: cell.mark == Mark::Dashed,
                            blocks: cell.paragraphs.iter().map(paragraph_view).collect(),
                        })
                        .collect()
                })
                .collect(),
        },
    });
    CellView { page: cell.page, joins: cell.joins_above, blocks: blocks.collect() }
}

fn paragraph_view(paragraph: &PrintedParagraph) -> ParagraphView {
    ParagraphView {
        role: match paragraph.role {
            ParagraphRole::Text | ParagraphRole::Remark => "",
            ParagraphRole::Heading => "heading",
            ParagraphRole::Filler => "filler",
            ParagraphRole::Note => "note",
        },
        runs: paragraph
            .runs
            .iter()
            .map(|run| {
                let mark = match run.mark {
                    Mark::None => 0,
                    Mark::Single => 1,
                    Mark::Dashed => 2,
                    Mark::Double => 3,
                };
                (shown(&run.text), mark)
            })
            .collect(),
    }
}

/// The kinds that the table has, with the number of their rows.
fn kinds(rows: &[RowView], lang: crate::lang::Lang) -> Vec<KindView> {
    let view = |it: RowKind| {
        let name = it.name();
        let is_of = |row: &&RowView| {
            row.role == "unit" && (row.kind == name || it == RowKind::Moved && row.moved)
        };
        KindView { kind: name, word: kind(lang, it), n: rows.iter().filter(is_of).count() }
    };
    RowKind::ALL.into_iter().map(view).filter(|kind| kind.n > 0).collect()
}

/// The sections of a document in its own order.
fn sections(rows: &[Row], side: Side) -> Vec<SectionView> {
    let mut cells: Vec<(usize, &Cell)> = rows
        .iter()
        .enumerate()
        .filter_map(|(row, it)| Some((row, it.cells.get(side).as_ref()?)))
        .collect();
    cells.sort_by_key(|(_, cell)| cell.index);
    let text = |cell: &Cell| {
        let indent = "　".repeat(cell.path.len().min(6));
        shown(&format!("{indent}{} {}", cell.label, cell.title))
    };
    cells.into_iter().map(|(row, cell)| SectionView { row, text: text(cell) }).collect()
}

/// Characters of the longer side of a row; no row is without any.
fn length(row: &Row) -> usize {
    let of = |cell: &Cell| -> usize {
        let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
        runs.map(|run| run.text.len()).sum()
    };
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    cells.map(of).max().unwrap_or(0).max(1)
}

/// Characters that would steer a display, as signs.
pub(super) fn shown(text: &str) -> String {
    visible(text).into_owned()
}

fn column_kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text(Side::Old) => "old",
        ColumnKind::Text(Side::New) => "new",
        ColumnKind::Third => "third",
    }
}

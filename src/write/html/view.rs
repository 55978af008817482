//! What the template prints, from the finished table and the report.

use std::borrow::Cow;

use askama::Template;

use super::super::summary::{Summary, summary};
use super::super::visible::visible;
use super::super::{phrases, text_columns};
use super::strip::{Strip, StripMark};
use crate::lang::Lang;
use crate::model::Side;
use crate::present::words::{PATH_SEPARATOR, kind};
use crate::present::{
    Block, ColumnKind, Mark, ParagraphRole, PrintedCell, PrintedParagraph, PrintedRow,
    PrintedTable, RowRole,
};
use crate::profile::{Font, Lists, Paper, TableMarks};
use crate::report::{ComparisonTable, Report};
use crate::tabulate::{Counts, RowKind};

/// The class of rows that stand for what is left out.
const OMITTED: &str = "omitted";

/// Tables of more rows are laid out piece by piece.
const LONG: usize = 600;

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page<'a> {
    table: &'a PrintedTable,
    sources: Vec<SourceView<'a>>,
    is_unchanged: bool,
    has_pages: bool,
    rows: &'a ComparisonTable,
    filters: Vec<Filter>,
    list: Vec<Entry<'a>>,
    summary: Summary,
    words: phrases::PageWords,
}

/// One of the two documents.
struct SourceView<'a> {
    side: &'static str,
    label: Cow<'a, str>,
    name: Cow<'a, str>,
    facts: String,
}

/// One item of the list of changed sections.
struct Entry<'a> {
    number: u32,
    class: &'static str,
    kind: &'static str,
    /// Headings above, empty where the table prints none.
    path: String,
    label: Cow<'a, str>,
    title: Cow<'a, str>,
    mark: StripMark,
}

/// A box that hides a kind of rows.
struct Filter {
    class: &'static str,
    word: &'static str,
    n: usize,
}

impl<'a> Page<'a> {
    /// The page of a report and its table in a language.
    pub(super) fn new(report: &'a Report, table: &'a PrintedTable, lang: Lang) -> Self {
        let summary = summary(report, table, lang);
        let sources = text_columns(table).map(|(side, label)| SourceView {
            side: side_class(side),
            label: visible(label),
            name: visible(&report.sources.get(side).name),
            facts: summary.facts.get(side).clone(),
        });
        Self {
            table,
            sources: sources.collect(),
            is_unchanged: Counts::of(&report.table).is_unchanged(),
            has_pages: Side::BOTH.iter().any(|side| report.sources.get(*side).pages.is_some()),
            rows: &report.table,
            filters: filters(table, &report.table, lang),
            list: entries(table, &report.table, lang),
            words: phrases::page(lang, report.table.profile.marks.labels),
            summary,
        }
    }

    /// The class of a row.
    fn row_class(row: &PrintedRow) -> &'static str {
        match row.role {
            RowRole::Headings => "path",
            RowRole::Omitted => "omitted",
            RowRole::Unit => row.kind.name(),
        }
    }

    /// The kinds of a row by which it is shown or hidden.
    fn kinds(&self, row: &PrintedRow) -> &'static str {
        kinds(row, self.rows)
    }

    /// The cells of a row with the classes of their columns.
    fn cells(&self, row: &'a PrintedRow) -> impl Iterator<Item = (&'static str, &'a PrintedCell)> {
        self.table.columns.iter().map(|column| column_class(column.kind)).zip(&row.cells)
    }
}

/// The classes of a paragraph.
fn paragraph_class(paragraph: &PrintedParagraph) -> &'static str {
    match paragraph.role {
        ParagraphRole::Text | ParagraphRole::Heading | ParagraphRole::Remark => "",
        ParagraphRole::Filler => "filler",
        ParagraphRole::Note => "note",
    }
}

/// The changed rows, for the list to jump from, under the headings that the
/// table prints above them.
fn entries<'a>(table: &'a PrintedTable, rows: &ComparisonTable, lang: Lang) -> Vec<Entry<'a>> {
    let strip = Strip::of(table, rows);
    let mut path = String::new();
    let mut out = Vec::new();
    for row in &table.rows {
        if row.role == RowRole::Headings {
            let new_first = [Side::New, Side::Old].into_iter();
            let headings = new_first.map(|side| headings(table, row, side));
            path = headings.into_iter().find(|path| !path.is_empty()).unwrap_or_default();
        }
        if let Some(number) = row.number {
            out.push(Entry {
                number,
                class: row.kind.name(),
                kind: kind(lang, row.kind),
                path: std::mem::take(&mut path),
                label: visible(&row.label),
                title: visible(&row.title),
                mark: strip.mark(row),
            });
        }
    }
    out
}

/// The kinds of a row, as classes: what happened, and whether it moved besides.
fn kinds(row: &PrintedRow, rows: &ComparisonTable) -> &'static str {
    let mut printed = rows.rows.get(row.rows.clone()).unwrap_or_default().iter();
    match (row.role, row.kind) {
        (RowRole::Headings, _) => "",
        (RowRole::Omitted, _) => OMITTED,
        (RowRole::Unit, RowKind::Edited) if printed.any(|it| it.moved) => "edited moved",
        (RowRole::Unit, kind) => kind.name(),
    }
}

/// The kinds that the table has, with the number of their rows.
fn filters(table: &PrintedTable, rows: &ComparisonTable, lang: Lang) -> Vec<Filter> {
    let all = RowKind::ALL.map(|it| (it.name(), kind(lang, it)));
    let all = all.into_iter().chain([(OMITTED, phrases::omitted(lang))]);
    let of = |class: &str| {
        let is_of = |row: &&PrintedRow| kinds(row, rows).split(' ').any(|kind| kind == class);
        table.rows.iter().filter(is_of).count()
    };
    let all = all.map(|(class, word)| Filter { class, word, n: of(class) });
    all.filter(|filter| filter.n > 0).collect()
}

/// The headings of one side on one line.
fn headings(table: &PrintedTable, row: &PrintedRow, side: Side) -> String {
    let columns = table.columns.iter().zip(&row.cells);
    let mut own = columns.filter(|(column, _)| column.kind == ColumnKind::Text(side));
    let blocks = own.next().map(|(_, cell)| cell.blocks.as_slice()).unwrap_or_default();
    let headings: Vec<String> = blocks.iter().map(Block::text).collect();
    visible(&headings.join(PATH_SEPARATOR)).into_owned()
}

fn column_class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text(side) => side_class(side),
        ColumnKind::Third => "third",
    }
}

fn side_class(side: Side) -> &'static str {
    match side {
        Side::Old => "old",
        Side::New => "new",
    }
}

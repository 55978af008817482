//! What the template prints, borrowed from the report.

use std::borrow::Cow;

use askama::Template;

use super::super::lists::{List, lists};
use super::super::visible::visible;
use super::super::{columns, move_note, opposite, phrases, title};
use super::blocks::{Block, Mark, blocks};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::report::{Report, Row};
use crate::tabulate::{Counts, Printed, RowKind, printed};

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page<'a> {
    report: &'a Report,
    lang: Lang,
    title: Cow<'a, str>,
    columns: [Column<'a>; 2],
    counts: Vec<phrases::CountItem>,
    is_unchanged: bool,
    has_pages: bool,
    list: Vec<Entry<'a>>,
    lists: Vec<ListView>,
    notes: Notes,
    words: phrases::PageWords,
}

/// One of the three lists under the table.
struct ListView {
    head: String,
    entries: Vec<ListEntry>,
}

struct ListEntry {
    number: Option<u32>,
    line: String,
}

/// One of the two text columns.
struct Column<'a> {
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
    label: String,
    title: Cow<'a, str>,
}

/// Sentences under the table.
struct Notes {
    warnings: Vec<String>,
    ledger: [String; 2],
}

/// A line of the table.
enum Line<'a> {
    Path([Vec<Cow<'a, str>>; 2]),
    Omitted([String; 2]),
    Row(RowView<'a>),
}

struct RowView<'a> {
    number: Option<u32>,
    class: &'static str,
    words: Vec<&'static str>,
    cells: [CellView<'a>; 2],
}

struct CellView<'a> {
    side: &'static str,
    page: Option<u32>,
    note: Option<String>,
    /// `None` where the unit does not exist.
    body: Option<Vec<Block<'a>>>,
    filler: &'static str,
}

impl<'a> Page<'a> {
    /// The page of a report in a language.
    pub(super) fn new(report: &'a Report, lang: Lang) -> Self {
        let style = &report.table.style;
        let counts = Counts::of(&report.table);
        let label = |side: Side| visible(style.labels.get(side));
        let column = |side: Side| Column {
            side: class_of(side),
            label: label(side),
            name: visible(&report.sources.get(side).name),
            facts: phrases::facts(lang, report.sources.get(side)),
        };
        let warnings = report.warnings.iter();
        Self {
            report,
            lang,
            title: visible(title(style)),
            columns: columns(style).map(column),
            counts: phrases::count_items(lang, &counts),
            is_unchanged: counts.is_unchanged(),
            has_pages: Side::BOTH.iter().any(|side| report.sources.get(*side).pages.is_some()),
            list: entries(report, lang),
            lists: lists(report, lang).iter().map(|list| list_view(list, lang)).collect(),
            notes: Notes {
                warnings: warnings.map(|it| phrases::warning(lang, &label(it.side), it)).collect(),
                ledger: columns(style)
                    .map(|side| phrases::ledger(lang, &label(side), report.ledger.get(side))),
            },
            words: phrases::page(lang),
        }
    }

    /// The lines of the table, made one by one while the page is written.
    fn lines(&self) -> impl Iterator<Item = Line<'a>> {
        let (report, lang) = (self.report, self.lang);
        let sides = columns(&report.table.style);
        printed(&report.table).into_iter().map(move |line| match line {
            Printed::Path(path) => {
                Line::Path(sides.map(|side| path.get(side).iter().map(|it| visible(it)).collect()))
            }
            Printed::Omitted { labels, .. } => {
                Line::Omitted(sides.map(|side| phrases::omitted(&visible(labels.get(side)))))
            }
            Printed::Row(row, number) => Line::Row(RowView {
                number,
                class: kind_class(RowKind::of(row)),
                words: words(lang, row, number.is_some()),
                cells: sides.map(|side| cell_view(report, lang, row, side)),
            }),
        })
    }
}

/// What is said of a row next to its number; of an unchanged row only what it
/// is besides unchanged.
fn words(lang: Lang, row: &Row, is_change: bool) -> Vec<&'static str> {
    let words = phrases::words(lang, row);
    words.into_iter().skip(usize::from(!is_change)).collect()
}

fn cell_view<'a>(report: &'a Report, lang: Lang, row: &'a Row, side: Side) -> CellView<'a> {
    let cell = row.cells.get(side).as_ref();
    CellView {
        side: class_of(side),
        page: cell.and_then(|cell| cell.page),
        note: move_note(row, side, &report.table.style, lang).map(|it| visible(&it).into_owned()),
        body: cell.map(|cell| blocks(cell, row.renumbered)),
        filler: opposite(side),
    }
}

fn list_view(list: &List, lang: Lang) -> ListView {
    let entry = |entry: &super::super::lists::Entry| ListEntry {
        number: entry.number,
        line: visible(&entry.line()).into_owned(),
    };
    ListView {
        head: phrases::list_head(lang, list.title, list.entries.len()),
        entries: list.entries.iter().map(entry).collect(),
    }
}

/// The changed rows, for the list to jump from, under the headings that the
/// table prints above them.
fn entries(report: &Report, lang: Lang) -> Vec<Entry<'_>> {
    let mut path = String::new();
    let mut out = Vec::new();
    for line in printed(&report.table) {
        match line {
            Printed::Path(Sides { old, new }) => {
                let headings = if new.is_empty() { old } else { new };
                path = visible(&headings.join(phrases::PATH_SEPARATOR)).into_owned();
            }
            Printed::Row(row, Some(number)) => {
                let kind = RowKind::of(row);
                out.push(Entry {
                    number,
                    class: kind_class(kind),
                    kind: phrases::kind(lang, kind),
                    path: std::mem::take(&mut path),
                    label: visible(&labels(row)).into_owned(),
                    title: visible(&row.principal().title),
                });
            }
            Printed::Row(_, None) | Printed::Omitted { .. } => {}
        }
    }
    out
}

/// The number of a row, or both where it changed: `（２）→（３）`.
fn labels(row: &Row) -> String {
    match (&row.cells.old, &row.cells.new) {
        (Some(old), Some(new)) if row.renumbered => format!("{}→{}", old.label, new.label),
        _ => row.principal().label.clone(),
    }
}

fn class_of(side: Side) -> &'static str {
    match side {
        Side::Old => "old",
        Side::New => "new",
    }
}

fn kind_class(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Edited => "edited",
        RowKind::Added => "added",
        RowKind::Removed => "removed",
        RowKind::NumberOnly => "number",
        RowKind::Moved => "moved",
        RowKind::Same => "same",
    }
}

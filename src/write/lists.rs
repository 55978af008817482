//! The three lists at the end of an output, in words. Every writer prints the
//! same entries, escaped for its format.

use super::{phrases, text_columns};
use crate::lang::Lang;
use crate::model::Side;
use crate::present::PrintedTable;
use crate::present::words::{PATH_SEPARATOR, place, words};
use crate::report::{Report, Row};
use crate::tabulate::{ChangeLists, ListedRow};

/// One of the lists.
pub(super) struct List {
    /// 内容の変更, 番号だけの変更 or 表記だけの変更.
    pub title: &'static str,
    /// One entry for each row.
    pub entries: Vec<Entry>,
}

/// A row in a list.
pub(super) struct Entry {
    /// Its number in the table; `None` where the table folds it.
    pub number: Option<u32>,
    /// What happened.
    pub what: String,
    /// Headings above it and its own number, on both sides where they differ.
    pub place: String,
    /// Its title or first words.
    pub title: String,
    /// Its pages, empty for formats without pages.
    pub pages: String,
}

impl Entry {
    /// All of it in one line, the number of the row apart: `改正　第４ ＞ （１）　定義（改正後 p.3）`.
    pub(super) fn line(&self) -> String {
        let words = [&self.what, &self.place, &self.title].map(String::as_str);
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        format!("{}{}", words.join("　"), self.pages)
    }
}

/// The lists of a report, empty ones included; `table` tells the numbers.
pub(super) fn lists(report: &Report, table: &PrintedTable, lang: Lang) -> [List; 3] {
    let ChangeLists { content, numbering, style } = ChangeLists::of(&report.table);
    let mut numbers = vec![None; report.table.rows.len()];
    for row in &table.rows {
        if let Some(covered) = numbers.get_mut(row.rows.clone()) {
            covered.fill(row.number);
        }
    }
    let entry = |listed: &ListedRow<'_>| Entry {
        number: numbers.get(listed.index).copied().flatten(),
        what: phrases::joined(lang, &words(lang, listed.row)),
        place: both_places(listed.row),
        title: listed.row.principal().title.clone(),
        pages: pages(listed.row, table, lang),
    };
    let titles = phrases::lists(lang);
    let lists = [content, numbering, style];
    let mut lists = lists
        .into_iter()
        .zip(titles)
        .map(|(rows, title)| List { title, entries: rows.iter().map(entry).collect() });
    std::array::from_fn(|_| lists.next().expect("three lists have three titles"))
}

/// Where a row stands: once where both sides agree, else old → new.
fn both_places(row: &Row) -> String {
    let on = |side: Side| row.cells.get(side).as_ref().map(place);
    match (on(Side::Old), on(Side::New)) {
        (Some(old), Some(new)) if old != new && !old.is_empty() => match shared_path(row) {
            Some(path) => format!("{path}{}", labels(row)),
            None => format!("{old} → {new}"),
        },
        (old, new) => new.or(old).unwrap_or_default(),
    }
}

/// The headings above both sides, where they are the same.
fn shared_path(row: &Row) -> Option<String> {
    let (old, new) = row.cells.old.as_ref().zip(row.cells.new.as_ref())?;
    let all: String = new.path.iter().flat_map(|heading| [heading, PATH_SEPARATOR]).collect();
    (old.path == new.path).then_some(all)
}

/// `（２）→（３）`.
fn labels(row: &Row) -> String {
    let label = |side: Side| row.cells.get(side).as_ref().map_or("", |cell| cell.label.trim());
    match (label(Side::Old), label(Side::New)) {
        (old, "") => old.to_owned(),
        ("", new) => new.to_owned(),
        (old, new) => format!("{old}→{new}"),
    }
}

fn pages(row: &Row, table: &PrintedTable, lang: Lang) -> String {
    let page = |(side, label): (Side, &str)| {
        let page = row.cells.get(side).as_ref()?.page?;
        Some(format!("{label} p.{page}"))
    };
    let pages: Vec<String> = text_columns(table).filter_map(page).collect();
    phrases::in_brackets(lang, &pages)
}

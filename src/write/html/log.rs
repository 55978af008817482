//! 変更箇所 → one HTML page without scripts, to be read and printed.

use std::borrow::Cow;
use std::io;

use askama::Template;

use super::super::visible::visible;
use super::super::{Sink, WriteOptions, phrases};
use crate::present::{LOG_COLUMNS, LogRole, LogRow, PrintedLog};
use crate::report::Report;

/// The page.
#[derive(Template)]
#[template(path = "log.html")]
struct Page<'a> {
    title: Cow<'a, str>,
    sources: String,
    count: String,
    columns: [&'static str; 6],
    comments: Option<&'static str>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    class: &'static str,
    cells: Vec<Vec<Cow<'a, str>>>,
    comment: Vec<Cow<'a, str>>,
}

/// Writes the page.
pub(in crate::write) fn write_log(
    log: &PrintedLog,
    report: &Report,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    let has_comments = log.rows.iter().any(|row| !row.comment.is_empty());
    let page = Page {
        title: visible(&log.title),
        sources: visible(&phrases::log_sources(options.lang, report)).into_owned(),
        count: phrases::log_count(options.lang, log.n_new),
        columns: LOG_COLUMNS,
        comments: has_comments.then_some(log.comments),
        rows: log.rows.iter().map(row).collect(),
    };
    page.write_into(out)
}

fn row(row: &LogRow) -> Row<'_> {
    Row {
        class: match row.role {
            LogRole::Earlier => "earlier",
            LogRole::Group => "group",
            LogRole::Entry => "entry",
            LogRole::Continued => "entry continued",
        },
        cells: row.cells.iter().map(|text| lines(text)).collect(),
        comment: if row.comment.is_empty() { Vec::new() } else { lines(&row.comment) },
    }
}

fn lines(text: &str) -> Vec<Cow<'_, str>> {
    text.split('\n').map(visible).collect()
}

//! Report → bytes. One function per format; all read the same report, so two
//! outputs of one run cannot disagree. To add a format, write one function and
//! one line in `WRITERS`.

mod csv;
mod html;
mod json;
mod lists;
mod markdown;
mod phrases;
mod pieces;
#[cfg(feature = "cli")]
mod terminal;
mod visible;

use std::io::{self, Write as _};

use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::Side;
use crate::report::{Cell, ColumnOrder, Report, Row, TableStyle};
use crate::tabulate::Counts;

/// Formats a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OutputFormat {
    /// A self-contained page for screen and paper.
    Html,
    /// A table for wikis and reviews.
    Markdown,
    /// A table for spreadsheets.
    Csv,
    /// Everything, for programs (`shinkyu.report/1`).
    Json,
    /// Two columns for a terminal.
    #[cfg(feature = "cli")]
    Terminal,
}

/// How to write.
#[derive(Debug, Clone, Default)]
pub struct WriteOptions {
    /// Language of the words around the table.
    pub lang: Lang,
    /// Whether the terminal view uses colour.
    pub colour: bool,
    /// Width of the terminal in columns; 0 for the default of 100.
    pub width: u16,
}

/// Where a writer writes to. Buffered, because writers print word by word.
type Sink<'a> = io::BufWriter<&'a mut dyn io::Write>;

type WriteFn = fn(&Report, &WriteOptions, &mut Sink<'_>) -> io::Result<()>;

static WRITERS: &[(OutputFormat, WriteFn)] = &[
    (OutputFormat::Html, html::write),
    (OutputFormat::Markdown, markdown::write),
    (OutputFormat::Csv, csv::write),
    (OutputFormat::Json, json::write),
    #[cfg(feature = "cli")]
    (OutputFormat::Terminal, terminal::write),
];

/// Writes a report in one format.
///
/// # Errors
/// `Unwritable` when the sink refuses; the message holds the cause.
pub fn write(
    report: &Report,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<()> {
    let (_, writer) = WRITERS
        .iter()
        .find(|(known, _)| *known == format)
        .ok_or_else(|| Error::new(ErrorKind::UnknownFormat, ""))?;
    let mut sink = io::BufWriter::with_capacity(1 << 16, out);
    writer(report, options, &mut sink)
        .and_then(|()| sink.flush())
        .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
}

/// How many rows of each kind a report has, in words: the line above or below
/// every table, `改正 12・新設 3・変更なし 40`.
pub fn counts_in_words(report: &Report, lang: Lang) -> String {
    phrases::counts(lang, &Counts::of(&report.table))
}

/// The sides in the order of the columns, left first.
fn columns(style: &TableStyle) -> [Side; 2] {
    match style.columns {
        ColumnOrder::NewOld => [Side::New, Side::Old],
        ColumnOrder::OldNew => [Side::Old, Side::New],
    }
}

/// The title to print.
fn title(style: &TableStyle) -> &str {
    if style.title.trim().is_empty() { phrases::TITLE } else { &style.title }
}

/// What stands on a side that has no cell.
fn opposite(side: Side) -> &'static str {
    match side {
        Side::Old => phrases::ADDED,
        Side::New => phrases::REMOVED,
    }
}

/// Where the text of one side of a moved row stands on the other side, for
/// the reader who looks for it there. `None` for rows that did not move.
fn move_note(row: &Row, side: Side, style: &TableStyle, lang: Lang) -> Option<String> {
    if !row.moved {
        return None;
    }
    let here = row.cells.get(side).as_ref()?;
    let there = row.cells.get(side.other()).as_ref()?;
    let is_same_place = here.path == there.path && here.label == there.label;
    let place = if is_same_place { String::new() } else { place(there) };
    Some(phrases::moved(lang, side, style.labels.get(side.other()), &place))
}

/// Headings above a cell and its own number.
fn place(cell: &Cell) -> String {
    let own = Some(&cell.label).filter(|label| !label.is_empty());
    let parts: Vec<&str> = cell.path.iter().chain(own).map(String::as_str).collect();
    parts.join(phrases::PATH_SEPARATOR)
}

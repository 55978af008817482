//! Report → bytes. One function per format; all read the same report, and all
//! but JSON print the table that `present` made of it, so two outputs of one
//! run cannot disagree. To add a format, write one function and
//! one line in `WRITERS`.

mod csv;
#[cfg(feature = "office")]
mod docx;
mod flat;
mod html;
mod json;
mod lists;
mod markdown;
#[cfg(feature = "office")]
mod office;
mod phrases;
mod pieces;
#[cfg(feature = "cli")]
mod terminal;
mod visible;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub use docx::{Fields, Template};

use std::io::{self, Write as _};

use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::Side;
use crate::present::{ColumnKind, PrintedTable};
use crate::report::Report;
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
    /// A Word file to be edited and published (feature `office`).
    Docx,
    /// A workbook to be filtered (feature `office`).
    Xlsx,
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
    #[cfg(feature = "office")]
    (OutputFormat::Docx, docx::write),
    #[cfg(feature = "office")]
    (OutputFormat::Xlsx, xlsx::write),
    #[cfg(feature = "cli")]
    (OutputFormat::Terminal, terminal::write),
];

/// Writes a report in one format.
///
/// # Errors
/// `Unwritable` when the sink refuses; the message holds the cause.
/// `UnknownFormat` for a format that is not part of this build.
pub fn write(
    report: &Report,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<()> {
    let (_, writer) =
        WRITERS.iter().find(|(known, _)| *known == format).ok_or_else(left_out)?;
    let mut sink = io::BufWriter::with_capacity(1 << 16, out);
    writer(report, options, &mut sink)
        .and_then(|()| sink.flush())
        .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
}

/// Writes the Word file of an office, filled with the table of a report.
///
/// # Errors
/// As [`write()`].
#[cfg(feature = "office")]
pub fn fill(
    report: &Report,
    template: &Template,
    fields: &Fields,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<()> {
    let mut sink = io::BufWriter::with_capacity(1 << 16, out);
    docx::fill(report, template, fields, options, &mut sink)
        .and_then(|()| sink.flush())
        .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
}

impl OutputFormat {
    /// Whether it is a file for a program rather than text, and must not go to
    /// a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx)
    }
}

/// A format whose writer is not part of this build.
fn left_out() -> Error {
    Error::new(ErrorKind::UnknownFormat, "").explained(
        "この形式を書き出す機能を省いて作られたプログラムです。すべての機能を含む shinkyu を使うか、HTML で書き出してください。",
        "this program was built without the writer of this format; use a shinkyu with all features, or write HTML",
    )
}

/// How many rows of each kind a report has, in words: the line above or below
/// every table, `改正 12・新設 3・変更なし 40`.
pub fn counts_in_words(report: &Report, lang: Lang) -> String {
    phrases::counts(lang, &Counts::of(&report.table))
}

/// The columns with the texts of the documents, left first.
fn text_columns(table: &PrintedTable) -> impl Iterator<Item = (Side, &str)> {
    table.columns.iter().filter_map(|column| match column.kind {
        ColumnKind::Text(side) => Some((side, column.label.as_str())),
        ColumnKind::Third => None,
    })
}

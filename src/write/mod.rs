//! Report → bytes. One function per format; all read the same report, and all
//! but JSON print the table that `present` made of it, so two outputs of one
//! run cannot disagree. To add a format, write one function and
//! one line in `WRITERS`; PDF, which can lack characters, stands beside them.

mod csv;
#[cfg(feature = "office")]
mod docx;
mod flat;
mod font;
mod html;
mod json;
mod lists;
mod log;
mod markdown;
#[cfg(feature = "office")]
mod office;
#[cfg(feature = "pdf-out")]
mod pdf;
mod phrases;
mod pieces;
mod summary;
#[cfg(feature = "cli")]
mod terminal;
mod visible;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub use docx::{Fields, Template};

pub use self::font::FontFile;
pub use self::log::write_log;
pub use self::summary::{ListInWords, Summary, summary};
pub use self::visible::visible;

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
    /// A file for printing and publishing, with its font embedded. Needs
    /// [`WriteOptions::font`].
    Pdf,
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
    /// The font that a PDF is printed with.
    pub font: Option<FontFile>,
}

/// Where a writer writes to. Buffered, because writers print word by word.
type Sink<'a> = io::BufWriter<&'a mut dyn io::Write>;

/// What writing an output noticed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The characters that are printed as 〓, because the font of the options
    /// has none of them: each once, in the order of their code points. Empty
    /// for formats that embed no font.
    pub lacking: Vec<char>,
}

impl Written {
    /// Adds what was noticed while writing another output.
    pub fn add(&mut self, other: Self) {
        self.lacking.extend(other.lacking);
        self.lacking.sort_unstable();
        self.lacking.dedup();
    }
}

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
/// `Unwritable` when the sink refuses; the message holds the cause. For a PDF
/// also when there is no font, or one that cannot be used. `UnknownFormat` for a
/// format that is not part of this build.
pub fn write(
    report: &Report,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<()> {
    write_noting(report, format, options, out).map(drop)
}

/// As [`write()`], and says what it noticed.
///
/// # Errors
/// As [`write()`].
pub fn write_noting(
    report: &Report,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<Written> {
    let mut sink = io::BufWriter::with_capacity(1 << 16, out);
    let noted = match format {
        #[cfg(feature = "pdf-out")]
        OutputFormat::Pdf => pdf::write(report, options, &mut sink),
        _ => {
            let writer = WRITERS.iter().find(|(known, _)| *known == format);
            let (_, writer) = writer.ok_or_else(left_out)?;
            writer(report, options, &mut sink).map(|()| Written::default())
        }
    };
    let noted = noted.and_then(|noted| sink.flush().map(|()| noted));
    noted.map_err(explained)
}

/// What a writer says as an error of the crate.
fn finish(written: io::Result<()>) -> Result<()> {
    written.map_err(explained)
}

fn explained(cause: io::Error) -> Error {
    match cause.downcast::<Error>() {
        Ok(explained) => explained,
        Err(cause) => Error::new(ErrorKind::Unwritable, "").because(cause),
    }
}

/// A known format whose writer is not part of this build.
fn left_out() -> Error {
    Error::new(ErrorKind::UnknownFormat, "").explained(
        "この形式を書き出す機能を省いて作られたプログラムです。すべての機能を含む shinkyu を使うか、HTML で書き出してください。",
        "this program was built without the writer of this format; use a shinkyu with all features, or write HTML",
    )
}

/// One sentence that names characters a font lacks.
pub fn lacking_in_words(lang: Lang, font: &str, missing: &[char]) -> String {
    phrases::lacking(lang, font, missing)
}

/// Refuses a font with which a PDF cannot be written.
///
/// # Errors
/// `Unwritable`, when the file holds no font with Japanese characters, or one
/// whose licence forbids to embed it; in a build without PDF always.
pub fn check_font(font: &FontFile) -> Result<()> {
    #[cfg(feature = "pdf-out")]
    return pdf::check(font);
    #[cfg(not(feature = "pdf-out"))]
    Err(left_out().about(font.name.as_str()))
}

impl OutputFormat {
    /// Whether the output is no text, so that a terminal cannot show it.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::Xlsx)
    }
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

/// How many rows of each kind a report has, in words: the line above or below
/// every table, `改正 12・新設 3・変更なし 40`.
pub fn counts_in_words(report: &Report, lang: Lang) -> String {
    phrases::counts(lang, &Counts::of(&report.table))
}

/// How many entries the 変更箇所 of a report has got, in words.
pub fn log_count_in_words(report: &Report, lang: Lang) -> String {
    phrases::log_count(lang, report.log.entries.len())
}

/// The columns with the texts of the documents, left first.
fn text_columns(table: &PrintedTable) -> impl Iterator<Item = (Side, &str)> {
    table.columns.iter().filter_map(|column| match column.kind {
        ColumnKind::Text(side) => Some((side, column.label.as_str())),
        ColumnKind::Third => None,
    })
}

//! Report → bytes. One function per format; all read the same report, so two
//! outputs of one run cannot disagree. To add a format, write one function and
//! one line in [`WRITERS`].

use std::io;

use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::report::Report;

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

type WriteFn = fn(&Report, &WriteOptions, &mut dyn io::Write) -> io::Result<()>;

static WRITERS: &[(OutputFormat, WriteFn)] = &[];

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
    writer(report, options, out)
        .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
}

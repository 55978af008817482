//! 変更箇所 → bytes. One function per format; all but JSON print the
//! [`PrintedLog`] that `present` made, so two outputs of one run cannot
//! disagree.

use std::io::{self, Write as _};

use super::{OutputFormat, Sink, WriteOptions, finish, json, left_out};
use crate::error::Result;
use crate::present::{PrintedLog, present_log};
use crate::report::Report;

type WriteLogFn = fn(&PrintedLog, &Report, &WriteOptions, &mut Sink<'_>) -> io::Result<()>;

static WRITERS: &[(OutputFormat, WriteLogFn)] = &[
    (OutputFormat::Html, super::html::write_log),
    (OutputFormat::Markdown, super::markdown::write_log),
    (OutputFormat::Csv, super::csv::write_log),
    #[cfg(feature = "office")]
    (OutputFormat::Docx, super::docx::write_log),
    #[cfg(feature = "office")]
    (OutputFormat::Xlsx, super::xlsx::write_log),
    #[cfg(feature = "cli")]
    (OutputFormat::Terminal, super::terminal::write_log),
];

/// Writes the 変更箇所 of a report in one format; as JSON the whole report.
///
/// # Errors
/// `Unwritable` when the sink refuses; `UnknownFormat` for a format that is not
/// part of this build or that no log is written in.
pub fn write_log(
    report: &Report,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<()> {
    let mut sink = io::BufWriter::with_capacity(1 << 16, out);
    if format == OutputFormat::Json {
        return finish(json::write(report, options, &mut sink).and_then(|()| sink.flush()));
    }
    let (_, writer) = WRITERS.iter().find(|(known, _)| *known == format).ok_or_else(left_out)?;
    let log = present_log(&report.log, options.lang);
    finish(writer(&log, report, options, &mut sink).and_then(|()| sink.flush()))
}

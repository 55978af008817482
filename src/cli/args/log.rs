//! `log`: what was typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::{DialectName, ExtentName, FormatName, Read, TimingName};

#[derive(Debug, Args)]
pub(in crate::cli) struct Log {
    /// The version before the change (PDF, Word, Excel, HTML or text)
    pub old: PathBuf,
    /// The version after the change (PDF, Word, Excel, HTML or text)
    pub new: PathBuf,
    /// 変更日 of the entries: 令和6年1月15日, R6.1.15 or 2024-01-15
    #[arg(id = "log_date", long = "date", value_name = "DATE")]
    pub date: Option<String>,
    /// The day on which the changes take effect: 提出時期 is then proposed from
    /// it and from the day of publication, and marked to be checked
    #[arg(long, value_name = "DATE", conflicts_with = "timing")]
    pub effective: Option<String>,
    /// The day of publication [default: 公表日 of the new document]
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// 提出時期 of all entries: 事前 or 事後
    #[arg(long, value_enum, hide_possible_values = true)]
    pub timing: Option<TimingName>,
    /// 提出時期に係る説明 of all entries
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What is printed of a changed item: whole (all of the old and the new
    /// text) or excerpt (changed paragraphs, with (略) for the others) [default:
    /// whole where it fits into a cell, else excerpt]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub extent: Option<ExtentName>,
    /// How items are written: a (Ⅰ－１ ②事務の概要 in each row) or b (headings in
    /// rows of their own) [default: as in the log of the document, else a]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub dialect: Option<DialectName>,
    /// Keep the rows of the earlier log in front of the new ones: of the new
    /// document, or of FILE (Excel, Word, PDF, CSV or Markdown)
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "the option may stand without a file")]
    pub append: Option<Option<PathBuf>>,
    /// Title above the table [default: 変更箇所]
    #[arg(id = "log_title", long = "title", value_name = "TITLE")]
    pub title: Option<String>,
    /// Most lines of a cell before it goes on in a further row as
    /// （追加：上記の続き） [default: 30, what a row of Excel shows]
    #[arg(long, value_name = "N")]
    pub cell_lines: Option<String>,
    /// Write to FILE; the extension (.xlsx .docx .html .md .csv .json .txt)
    /// tells the format, "-" is standard output. May be given several times
    #[arg(id = "log_output", long = "output", short = 'o', value_name = "FILE")]
    pub output: Vec<OsString>,
    /// Format where no extension tells it: xlsx, docx, html, markdown, csv, json
    /// or terminal [default: terminal, on standard output]
    #[arg(
        id = "log_format",
        long = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true
    )]
    pub format: Option<FormatName>,
    /// Pairs of sections made and forbidden by hand, for documents without a
    /// form, a rule a line ("inspect --stage align --pairs-template" prints lines
    /// to copy)
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// Exit with 3 when there are warnings (the outputs are written)
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub read: Read,
}

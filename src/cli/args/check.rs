//! `check`: what was typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::{CheckFormatName, Read, When};

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// The assessment document with its 変更箇所 (PDF, Word, Excel or HTML)
    #[arg(required_unless_present = "rules")]
    pub document: Option<PathBuf>,
    /// The version before it: changes without a row, and rows without a change,
    /// are found only with it
    #[arg(long, value_name = "OLD")]
    pub previous: Option<PathBuf>,
    /// An assessment of the same work on another form (基礎 and 重点 or 全項目):
    /// items that are not the same in both are found
    #[arg(long, value_name = "OTHER")]
    pub with: Option<PathBuf>,
    /// Switch rules off, with commas between them; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub off: Vec<String>,
    /// Print all rules, a line each, and do nothing else
    #[arg(long)]
    pub rules: bool,
    /// The day for which it is asked whether counts are old: 令和6年1月15日,
    /// R6.1.15 or 2024-01-15 [default: 公表日 of the document]
    #[arg(id = "check_date", long = "date", value_name = "DATE")]
    pub date: Option<String>,
    /// Write to FILE; the extension (.html .json .txt) tells the format, "-" is
    /// standard output. May be given several times
    #[arg(id = "check_output", long = "output", short = 'o', value_name = "FILE")]
    pub output: Vec<OsString>,
    /// Format where no extension tells it: text, html or json [default: text, on
    /// standard output]
    #[arg(
        id = "check_format",
        long = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true
    )]
    pub format: Option<CheckFormatName>,
    /// Exit with 1 when a finding is an error
    #[arg(id = "check_strict", long = "strict")]
    pub strict: bool,
    /// Colour in the terminal view: auto, always or never [default: auto]
    #[arg(long, value_name = "WHEN", value_enum, hide_possible_values = true)]
    pub color: Option<When>,
    #[command(flatten)]
    pub read: Read,
}

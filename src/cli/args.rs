//! What was typed: the clap definitions.
//!
//! The doc comments of this module are the English help texts; the Japanese
//! ones stand in `japanese.rs`. What the options mean together is decided in
//! `plan.rs`.

mod check;
mod compare;
mod log;
mod values;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

pub(super) use check::Check;
pub(super) use compare::Compare;
pub(super) use log::Log;
pub(super) use values::{
    CheckFormatName, Columns, DialectName, ExtentName, FormatName, Language, Level, ListsName,
    ProfileAction, StageName, TimingName, Tracked, UnchangedRows, When,
};

/// What stands under the help of the program.
pub(super) const AFTER_HELP: &str = "\
Example:
  shinkyu compare old.pdf new.pdf -o table.html -o table.csv

Exit codes:
  0 done   1 the documents differ (--exit-code)   2 error   3 warnings (--strict)
  (check --strict: 1 a finding is an error)
  a document that cannot be read: 4 format unknown   5 damaged   6 password needed
  7 no text (a scan)   8 text ruined   9 larger than the limits";

/// Compare two versions of a Japanese guideline, regulation or assessment
/// document and write a 新旧対照表 (before/after table)
#[derive(Debug, Parser)]
#[command(name = "shinkyu", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Typed {
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages: ja or en [default: from the locale, else ja]
    #[arg(long, global = true, value_enum, hide_possible_values = true, display_order = 900)]
    pub lang: Option<Language>,
    /// Say nothing but errors
    #[arg(long, short, global = true, display_order = 901)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compare two documents and write the table
    Compare(Compare),
    /// Write the 変更箇所 (change log) of the new document
    Log(Log),
    /// Check the 変更箇所 and the items of an assessment document
    Check(Check),
    /// Show what a step made of a file, with page numbers
    Inspect(Inspect),
    /// Open a page on this computer where documents are compared and corrected
    #[cfg(feature = "web")]
    Serve(Serve),
    /// Print a profile, or name those there are
    Profile(ProfileCommand),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page, or write all of them to a folder
    Man(Man),
}

/// Options of every command that reads documents.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Largest accepted file, as in 800K, 512M or 1G [default: 512M; serve: 128M]
    #[arg(long, value_name = "SIZE")]
    pub max_size: Option<String>,
    /// Read PDF pages a second time in an independent way: auto (a sample
    /// above 300 pages), always or never [default: auto]
    #[arg(long, value_name = "WHEN", value_enum, hide_possible_values = true)]
    #[expect(clippy::struct_field_names, reason = "the option is called so")]
    pub read_twice: Option<When>,
    /// Ask on the terminal for the password of a protected PDF; may be given
    /// twice where the documents have different ones. --password=TEXT gives it
    /// here, where other users of the computer may see it
    #[arg(
        long,
        value_name = "TEXT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        action = ArgAction::Append
    )]
    pub password: Vec<String>,
    /// Take the password of a protected PDF from the first line of FILE; may
    /// be given twice
    #[arg(long, value_name = "FILE")]
    pub password_file: Vec<PathBuf>,
    /// Text of a Word document with tracked changes: accept (as if all were
    /// accepted) or reject (as if none had been made) [default: accept]
    #[arg(long, value_name = "SIDE", value_enum, hide_possible_values = true)]
    pub tracked: Option<Tracked>,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// The document (PDF, Word, Excel, HTML or text); with --stage align the
    /// old one
    pub file: PathBuf,
    /// With --stage align: the new document
    pub other: Option<PathBuf>,
    /// What to show: text (lines as read), pages (what was seen on each page),
    /// tables (row by row), blocks (paragraphs, page numbers set aside),
    /// outline (tree of headings), form (items of a form and their values) or
    /// align (which section of the old document is which of the new one, and
    /// why) [default: text]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub stage: Option<StageName>,
    /// With --stage pages: draw each page of a PDF into this folder as
    /// p001.png …, lines blue, table cells green, what was set aside red
    #[arg(long, value_name = "DIR")]
    pub image: Option<PathBuf>,
    /// With --stage outline: for each place that looks like a heading, say why
    /// it is one or is not
    #[arg(long)]
    pub why: bool,
    /// With --stage align: pairs of sections made and forbidden by hand
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// With --stage align: print the pairs as lines for a file of --pairs
    #[arg(long)]
    pub pairs_template: bool,
    #[command(flatten)]
    pub read: Read,
}

#[cfg(feature = "web")]
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Port to listen on, 0 for any free one [default: the first free one from
    /// 8740]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub read: Read,
}

#[derive(Debug, Args)]
pub(super) struct ProfileCommand {
    /// list (names of the profiles) or show (a profile as a file to start from)
    #[arg(value_enum, hide_possible_values = true)]
    pub action: ProfileAction,
    /// With show: the name of a profile, or a file of your own [default:
    /// standard]
    #[arg(value_name = "NAME|FILE")]
    pub which: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell: bash, zsh, fish, powershell or elvish
    #[arg(value_enum, hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

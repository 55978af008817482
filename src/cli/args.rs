//! What was typed: the clap definitions.
//!
//! The doc comments of this file are the English help texts; the Japanese
//! ones stand in `japanese.rs`. What the options mean together is decided in
//! `plan.rs`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// What stands under the help of the program.
pub(super) const AFTER_HELP: &str = "\
Example:
  shinkyu compare old.pdf new.pdf -o table.html -o table.csv

Exit codes:
  0 done   1 the documents differ (--exit-code)   2 error   3 warnings (--strict)
  (check --strict: 1 a finding is an error)
  a document that cannot be read: 4 format unknown   5 damaged   6 password needed
  7 no text (a scan)   8 text ruined   9 larger than the limits";

/// Help of `--title`; its fields are no Markdown of a doc comment.
const TITLE_HELP: &str =
    "Title above the table; {new_name} and {old_name} stand for the names of the files";

/// Help of `--template` and `--date`; their fields are no Markdown either.
const TEMPLATE_HELP: &str = "Fill this Word file of your own for outputs to .docx: one row of a \
table in it holds {{new}} and {{old}} (also {{remarks}} and {{number}}) and is copied for each \
row; {{title}}, {{date}}, {{old_name}} and {{new_name}} may stand anywhere, {{lists}} in a \
paragraph of its own";
const DATE_HELP: &str = "Text for {{date}} in the template";

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

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Compare {
    /// The version before the change (PDF, Word, Excel, HTML or text)
    pub old: PathBuf,
    /// The version after the change (PDF, Word, Excel, HTML or text)
    pub new: PathBuf,
    /// Write to FILE; the extension (.html .docx .xlsx .pdf .md .csv .json
    /// .txt) tells the format, "-" is standard output. May be given several times
    #[arg(long = "output", short, value_name = "FILE")]
    pub output: Vec<OsString>,
    /// Format where no extension tells it: html, docx, xlsx, pdf, markdown, csv,
    /// json or terminal [default: terminal, on standard output]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub format: Option<FormatName>,
    /// How an office prints its table: guideline, fsa, ordinance, local-gov,
    /// company, work-rules, terms, or a file of your own (see "shinkyu profile
    /// show"). The options below stand over it [default: standard]
    #[arg(long, value_name = "NAME|FILE")]
    pub profile: Option<PathBuf>,
    /// Which column stands left: new-old or old-new [default: new-old]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub columns: Option<Columns>,
    /// Column labels: first the one of the new document, then the one of the
    /// old document, with a comma between them, whatever --columns says
    #[arg(long, value_name = "NEW,OLD")]
    pub labels: Option<String>,
    /// Unchanged parts: hide, fold into （略）, or show [default: fold]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub unchanged: Option<UnchangedRows>,
    /// Print citations that changed only because the section they cite was
    /// renumbered as unchanged; they stay in the list of numbers
    #[arg(long)]
    pub hide_consequential: bool,
    /// What may be left out as unchanged: none, section (numbered units) or
    /// sentence (sentences of long units, too) [default: section]
    #[arg(long, value_name = "LEVEL", value_enum, hide_possible_values = true)]
    pub fold: Option<Level>,
    /// Do not show a unit as changed in the table of which only the number
    /// changed; the lists and the counts keep it
    #[arg(long)]
    pub hide_renumbering: bool,
    /// File names, counts, lists of changes and warnings beside the table: all,
    /// or none for a table that is published; warnings are then printed here
    /// alone [default: all]
    #[arg(long, value_name = "WHICH", value_enum, hide_possible_values = true)]
    pub lists: Option<ListsName>,
    #[arg(long, help = TITLE_HELP)]
    pub title: Option<String>,
    /// Pairs of sections made and forbidden by hand, a rule a line ("inspect
    /// --stage align --pairs-template" prints lines to copy)
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// Font file that a PDF is printed with (.ttf .otf .ttc; FILE.ttc#1 for the
    /// second font of a collection) [default: a Japanese font of the system]
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = TEMPLATE_HELP)]
    pub template: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", help = DATE_HELP)]
    pub date: Option<String>,
    /// Exit with 1 when the documents differ
    #[arg(long)]
    pub exit_code: bool,
    /// Exit with 3 when there are warnings (the outputs are written)
    #[arg(long)]
    pub strict: bool,
    /// Colour in the terminal view: auto, always or never [default: auto]
    #[arg(long, value_name = "WHEN", value_enum, hide_possible_values = true)]
    pub color: Option<When>,
    #[command(flatten)]
    pub read: Read,
}

#[derive(Debug, Args)]
pub(super) struct Log {
    /// The version before the change (PDF, Word, Excel, HTML or text)
    pub old: PathBuf,
    /// The version after the change (PDF, Word, Excel, HTML or text)
    pub new: PathBuf,
    /// 変更日 of the entries: 令和6年1月15日, R6.1.15 or 2024-01-15
    #[arg(id = "log_date", long = "date", value_name = "DATE")]
    pub date: Option<String>,
    /// The day on which the changes take effect: 提出時期 is then proposed from
    /// it and from the day of publication, and marked to be checked
    #[arg(long, value_name = "DATE")]
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

#[derive(Debug, Args)]
pub(super) struct Check {
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

/// Options of every command that reads documents.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Largest accepted file, as in 800K, 512M or 1G [default: 512M]
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

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Ja,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatName {
    Html,
    Docx,
    Xlsx,
    Pdf,
    #[value(alias = "md")]
    Markdown,
    Csv,
    Json,
    Terminal,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CheckFormatName {
    #[value(alias = "terminal")]
    Text,
    Html,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Columns {
    NewOld,
    OldNew,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum UnchangedRows {
    Hide,
    Fold,
    Show,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Level {
    None,
    Section,
    Sentence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListsName {
    None,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProfileAction {
    List,
    Show,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum TimingName {
    #[value(name = "事前", alias = "before")]
    Before,
    #[value(name = "事後", alias = "after")]
    After,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ExtentName {
    Whole,
    Excerpt,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DialectName {
    #[value(alias = "A")]
    A,
    #[value(alias = "B")]
    B,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Tracked {
    Accept,
    Reject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StageName {
    Text,
    Pages,
    Tables,
    Blocks,
    Outline,
    Form,
    Align,
}

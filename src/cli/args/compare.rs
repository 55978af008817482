//! `compare`: what was typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::{Columns, FormatName, Level, ListsName, Read, UnchangedRows, When};

/// Help of `--title`; its fields are no Markdown of a doc comment.
const TITLE_HELP: &str =
    "Title above the table; {new_name} and {old_name} stand for the names of the files";

/// Help of `--template` and `--date`; their fields are no Markdown either.
const TEMPLATE_HELP: &str = "Fill this Word file of your own for outputs to .docx: one row of a \
table in it holds {{new}} and {{old}} (also {{remarks}} and {{number}}) and is copied for each \
row; {{title}}, {{date}}, {{old_name}} and {{new_name}} may stand anywhere, {{lists}} in a \
paragraph of its own";
const DATE_HELP: &str = "Text for {{date}} in the template";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::cli) struct Compare {
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

//! 変更箇所: the log of changes that an assessment document keeps of itself
//! (CONVENTIONS §4.6). Owned strings; `record` makes it, `present` lays it out.

use crate::model::Sides;

/// The log of one comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeLog {
    /// Title above it; empty for that of the forms, 変更箇所.
    pub title: String,
    /// How items are written.
    pub dialect: Dialect,
    /// The rows of the log that is continued, top to bottom, as they were
    /// read: the texts of its six columns. Empty where none is continued.
    pub earlier: Vec<[String; 6]>,
    /// Whether the continued log has its newest rows on top.
    pub newest_first: bool,
    /// Most lines of a cell before it goes on in a further row; 0 for what a
    /// row of Excel shows.
    pub cell_lines: u16,
    /// What this comparison found, in the order of the form.
    pub entries: Vec<ChangeEntry>,
}

/// How the 項目 column is written; both are in use (CONVENTIONS §4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `Ⅰ－１` and `②事務の概要` in each row, with the date.
    #[default]
    Flat,
    /// Group rows with the headings above an item; the date once.
    Grouped,
}

/// 変更箇所の1行: what happened to one item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeEntry {
    /// 変更日, as given; empty if not given.
    pub date: String,
    /// 項目, its lines as the dialect prints them.
    pub item: Vec<String>,
    /// Dialect B: the headings of the group rows above it, outermost first.
    pub groups: Vec<String>,
    /// Headings as printed in the document, outermost first. Of an entry for
    /// several items, those of the first, then what the others have besides.
    pub path: Vec<String>,
    /// 変更前の記載, a paragraph each.
    pub before: Vec<String>,
    /// 変更後の記載, a paragraph each.
    pub after: Vec<String>,
    /// 提出時期; `None` where nobody decided it.
    pub timing: Option<Timing>,
    /// 提出時期に係る説明, as given; empty if not given.
    pub note: String,
    /// Why a person must look at it, in the order of [`Review`].
    pub review: Vec<Review>,
    /// The numbers that changed, as printed, where nothing else did.
    pub numbers: Vec<Sides<String>>,
    /// Page of the item in the new document, else in the old one, from 1.
    pub page: Option<u32>,
}

/// 提出時期: filed before the change happens, or after (CONVENTIONS §4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// 事前.
    Before,
    /// 事後.
    After,
}

impl Timing {
    /// The word that is printed and that the JSON report has.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "事前",
            Self::After => "事後",
        }
    }
}

/// Why a person must look at an entry before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Review {
    /// 提出時期 is a proposal by the dates, not a decision.
    TimingProposed,
    /// The item is marked ※: a substantive change of it is a 重要な変更.
    ImportantItem,
    /// All items of a part are new, or an item is new or gone where the form
    /// has another version: the form itself changed.
    FormMigration,
    /// All that a part says about a file is new or gone, in one entry.
    WholeFile,
    /// The item stands at another place than before.
    Moved,
    /// The text stands in no item of the form that is known.
    NoItem,
    /// Nothing but a number changed.
    Renumbered,
    /// The continued log has a row of this date for this item already.
    AlreadyLogged,
}

impl Review {
    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::TimingProposed => "timing_proposed",
            Self::ImportantItem => "important_item",
            Self::FormMigration => "form_migration",
            Self::WholeFile => "whole_file",
            Self::Moved => "moved",
            Self::NoItem => "no_item",
            Self::Renumbered => "renumbered",
            Self::AlreadyLogged => "already_logged",
        }
    }
}

/// Columns of half width that a line of the texts has room for: 22 characters
/// of full width, as in the sheet of the forms.
const COLUMNS: usize = 44;
/// Lines of 9 points that the highest row of Excel shows (409 points).
const LINES: u16 = 30;

impl ChangeLog {
    /// Lines of a cell before it goes on in a further row.
    pub fn most_lines(cell_lines: u16) -> usize {
        usize::from(if cell_lines == 0 { LINES } else { cell_lines })
    }

    /// Whether paragraphs fit into one cell of the log.
    pub fn fits(paragraphs: &[String], cell_lines: u16) -> bool {
        let n: usize = paragraphs.iter().map(|it| n_lines(it)).sum();
        n <= Self::most_lines(cell_lines)
    }
}

/// Lines a paragraph takes in a column of the old or the new text.
pub fn n_lines(paragraph: &str) -> usize {
    let n = |line: &str| line.chars().map(n_columns).sum::<usize>().div_ceil(COLUMNS).max(1);
    paragraph.split('\n').map(n).sum()
}

/// Columns of half width that a character takes.
fn n_columns(c: char) -> usize {
    if c.is_ascii() || matches!(c, '\u{FF61}'..='\u{FF9F}') { 1 } else { 2 }
}

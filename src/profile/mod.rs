//! How an office prints its 新旧対照表: order and names of the columns, filler
//! words, what is folded, what is marked, and on which paper.
//!
//! There is no national standard (CONVENTIONS §1.13), so all of this is data.
//! Profiles of common kinds of offices are built in; an office keeps its own
//! in a small TOML file that may inherit from one of them.

mod file;
mod keys;
mod mistakes;

pub use file::{BUILTIN, Builtin, MAX_BYTES};

use crate::model::Sides;

/// Every choice about the printed table; the same for every writer.
/// [`Profile::default`] is the profile `standard`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Title above the table. `{new_name}` and `{old_name}` stand for the
    /// names of the two files without their extension. Empty for 新旧対照表.
    pub title: String,
    /// Sentences between title and table, as in （下線部分は改正部分）.
    pub above: Vec<String>,
    /// Sentences under the table, as in 備考　….
    pub below: Vec<String>,
    /// Which text column stands left.
    pub columns: ColumnOrder,
    /// Names of the text columns (改正後, 改正前 …).
    pub labels: Sides<String>,
    /// Whether there is a third column, and what stands in it.
    pub third: ThirdColumn,
    /// Name of the third column (備考, 改正理由 …).
    pub third_label: String,
    /// What happens to unchanged parts.
    pub unchanged: Unchanged,
    /// How small a part may be that is left out as unchanged.
    pub fold: FoldLevel,
    /// How the headings above a row are repeated.
    pub headings: Headings,
    /// What happens to rows of which nothing but the number changed.
    pub renumbered: Renumbered,
    /// Words that stand for text.
    pub fillers: Fillers,
    /// How changes are marked.
    pub marks: Marks,
    /// What stands behind the table.
    pub lists: Lists,
    /// The sheet.
    pub page: Page,
}

/// What stands around the table that is for those who check it and not for
/// those it is published for: the names and counts of what was compared, the
/// lists of what changed, and what the reading of the documents warns of. JSON
/// has all of it always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lists {
    /// Nothing: the table with its title and sentences alone.
    None,
    /// All of it.
    #[default]
    All,
}

/// Which text column stands left. Government guidelines print the new text
/// left, supervisory guidelines and many municipalities the old one
/// (CONVENTIONS §1.13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnOrder {
    /// New text in the left column.
    #[default]
    NewOld,
    /// Old text in the left column.
    OldNew,
}

/// What stands in the column right of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThirdColumn {
    /// There is none.
    #[default]
    None,
    /// 備考: what happened to the row in one word (CONVENTIONS §1.7).
    Remarks,
    /// Empty cells to be filled by hand, as for 改正理由.
    Blank,
}

/// What happens to unchanged parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unchanged {
    /// Left out without a mark.
    Hide,
    /// Each run of them is folded to （略）.
    #[default]
    Fold,
    /// Printed in full.
    Show,
}

/// How small a part may be that is left out as unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FoldLevel {
    /// Nothing is left out, whatever [`Unchanged`] says.
    None,
    /// Whole numbered units.
    #[default]
    Section,
    /// Sentences of long changed units, too; they are never left out without
    /// a mark.
    Sentence,
}

/// How the headings above a row are repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// The whole path, whenever it changes: good for finding one's way.
    #[default]
    Path,
    /// Each heading once.
    Once,
    /// Each heading once, with the text under it that leads to the changed
    /// items (柱書), as the table of a ministry does.
    Lead,
}

/// What happens to rows of which nothing but the number changed
/// (CONVENTIONS §1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Renumbered {
    /// Printed in full with marked numbers.
    #[default]
    Full,
    /// Marked numbers with （略） after them.
    Fold,
    /// Taken for unchanged.
    Hide,
}

/// Words that stand for text, without their brackets; an empty one is not
/// printed (CONVENTIONS §1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fillers {
    /// Opposite what is new: 新設, 新規.
    pub added: String,
    /// Opposite what vanished: 削除, 削る.
    pub removed: String,
    /// For what is unchanged and left out: 略.
    pub omitted: String,
    /// In the right column for what equals the left one: 同左. Empty to print
    /// both columns.
    pub same: String,
    /// Opening and closing bracket around each of them, one character each.
    pub brackets: [char; 2],
    /// How often the filler opposite new or vanished text is printed.
    pub each: FillerEach,
}

impl Fillers {
    /// A filler word in its brackets; empty for an empty word.
    pub fn bracketed(&self, word: &str) -> String {
        let [open, close] = self.brackets;
        if word.is_empty() { String::new() } else { format!("{open}{word}{close}") }
    }
}

/// How often a filler is printed opposite several new or vanished units that
/// follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FillerEach {
    /// Once for each numbered unit, as in supervisory guidelines.
    #[default]
    Row,
    /// Once for all of them, and opposite paragraphs added inside a unit.
    Block,
}

/// How changes are marked (CONVENTIONS §1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Where a double underline is used.
    pub labels: LabelMarks,
    /// How changes inside ruled tables are marked.
    pub tables: TableMarks,
}

/// Which labels carry a double underline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelMarks {
    /// None: a changed number is underlined like any other text.
    Single,
    /// Those of renumbered units.
    #[default]
    Renumbered,
    /// Those of inserted, deleted, moved and renumbered units (方式書).
    Double,
}

/// How changes inside ruled tables are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableMarks {
    /// Underlined like other text.
    #[default]
    Underline,
    /// Changed cells, or the whole table where its rows changed, in a dashed
    /// box (破線で囲む).
    Dashed,
}

/// The sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// Size and direction.
    pub paper: Paper,
    /// Family of the letters.
    pub font: Font,
    /// Whether a row is kept on one page where it fits on one.
    pub keep_rows: bool,
}

/// Size and direction of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// A4, wide (CONVENTIONS §1.11).
    #[default]
    A4Landscape,
    /// A4, high.
    A4Portrait,
}

/// Family of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Font {
    /// 明朝.
    #[default]
    Mincho,
    /// ゴシック.
    Gothic,
}

impl Default for Fillers {
    fn default() -> Self {
        Self {
            added: "新設".to_owned(),
            removed: "削除".to_owned(),
            omitted: "略".to_owned(),
            same: String::new(),
            brackets: ['（', '）'],
            each: FillerEach::Row,
        }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            title: String::new(),
            above: Vec::new(),
            below: Vec::new(),
            columns: ColumnOrder::default(),
            labels: Sides { old: "改正前".to_owned(), new: "改正後".to_owned() },
            third: ThirdColumn::default(),
            third_label: "備考".to_owned(),
            unchanged: Unchanged::default(),
            fold: FoldLevel::default(),
            headings: Headings::default(),
            renumbered: Renumbered::default(),
            fillers: Fillers::default(),
            marks: Marks::default(),
            lists: Lists::default(),
            page: Page::default(),
        }
    }
}

//! Everything a writer, a test or a web page needs: owned strings, no spans.
//!
//! `tabulate` builds it; `write` turns it into files. All outputs of one run
//! are written from the same report, so they cannot disagree.

mod log;

pub use log::{ChangeEntry, ChangeLog, Dialect, Review, Timing, n_lines};

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Warning;
use crate::model::{Format, Sides, without_signs};
use crate::profile::Profile;

/// The result of one comparison.
#[derive(Debug)]
pub struct Report {
    /// The two documents.
    pub sources: Sides<SourceSummary>,
    /// The 新旧対照表.
    pub table: ComparisonTable,
    /// 変更箇所; without entries unless it was asked for.
    pub log: ChangeLog,
    /// Proof that nothing was lost, for each document.
    pub ledger: Sides<Ledger>,
    /// What a reader of the result should know.
    pub warnings: Vec<Warning>,
}

/// One of the two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSummary {
    /// File name.
    pub name: String,
    /// Format of the file.
    pub format: Format,
    /// Number of pages, `None` for formats without pages.
    pub pages: Option<u32>,
    /// Number of characters that are not white space.
    pub characters: u64,
}

/// Where every character of one document went:
/// `characters = compared + sum(set_aside)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Characters (not white space) of the extracted text.
    pub characters: u64,
    /// Characters counted in the cells of the table.
    pub compared: u64,
    /// Characters set aside, by reason.
    pub set_aside: BTreeMap<&'static str, u64>,
}

/// 新旧対照表.
#[derive(Debug)]
pub struct ComparisonTable {
    /// How it is to be printed.
    pub profile: Profile,
    /// ALL rows in the reading order of the new document, removed ones where
    /// they stood, unchanged ones included, whatever is printed.
    pub rows: Vec<Row>,
}

/// What happened to a numbered unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Equal after folding.
    Same,
    /// Stands in both documents and differs.
    Edited,
    /// Stands in the new document only.
    Added,
    /// Stands in the old document only.
    Removed,
}

impl Change {
    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Edited => "edited",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// One row: a numbered unit of the documents, or a paragraph or table row
/// where there are no numbers.
#[derive(Debug, Clone)]
pub struct Row {
    /// What happened.
    pub change: Change,
    /// The label differs, as in （２） → （３）.
    pub renumbered: bool,
    /// Stands under another parent or in another order.
    pub moved: bool,
    /// With [`Change::Same`]: the sides differ in width, wrap or punctuation
    /// style only.
    pub style_only: bool,
    /// Where a section of the old document was split into several of the new
    /// one: index of the old cell that begins it. Every row of a part has it.
    ///
    /// The text of the old section is cut at the ends of sentences; each
    /// stretch is an old cell of its own in the row of the part it went to, so
    /// that each character stands in one cell.
    pub split_of: Option<u32>,
    /// Where several sections of the old document became one of the new
    /// document: the indices of their old cells, ascending. Every row of the
    /// new section has it; its text is cut into new cells as that of a split
    /// section is.
    pub merged_from: Vec<u32>,
    /// `None` on the side where the unit does not exist.
    pub cells: Sides<Option<Cell>>,
}

/// One side of a row.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Place of this cell in its own document's reading order, from 0.
    pub index: u32,
    /// Printed headings of the sections above, outermost first.
    pub path: Vec<String>,
    /// Own number as printed, empty where there is none.
    pub label: String,
    /// Title after the number, or the first words of the text; for lists of
    /// changes, never for the table itself.
    pub title: String,
    /// Page counted from 1, `None` where the format has no pages.
    pub page: Option<u32>,
    /// The text, label included. Joined, its runs are the original characters.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a cell.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Where it stands inside a ruled table of the document, if it does.
    pub slot: Option<Slot>,
    /// The text.
    pub runs: Vec<Run>,
}

/// Place of a paragraph inside a ruled table of the document. Paragraphs with
/// equal slots stand in the same table cell, one under the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Table of the document, from 0.
    pub table: u32,
    /// Row of that table, from 0.
    pub row: u32,
    /// Column of that table, from 0.
    pub column: u32,
    /// Number of columns covered, at least 1.
    pub column_span: u32,
}

/// A stretch of text with one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Original characters.
    pub text: String,
    /// Whether it is marked as differing from the other side.
    pub changed: bool,
    /// Whether it differs for no other reason than that a cited section has
    /// another number (ハネ改正). Such a run is marked too, unless
    /// [`ComparisonTable::hide_consequential`] was asked for.
    pub consequential: bool,
}

impl ComparisonTable {
    /// Takes the mark off citations that follow renumbered sections. They stay
    /// known as [`Run::consequential`].
    pub fn hide_consequential(&mut self) {
        let cells = self.rows.iter_mut().flat_map(|row| [&mut row.cells.old, &mut row.cells.new]);
        for run in cells
            .flatten()
            .flat_map(|cell| &mut cell.paragraphs)
            .flat_map(|paragraph| &mut paragraph.runs)
        {
            run.changed &= !run.consequential;
        }
    }
}

impl Run {
    /// A stretch of text, changed or not, for a reason of its own.
    pub fn new(text: impl Into<String>, changed: bool) -> Self {
        Self { text: text.into(), changed, consequential: false }
    }
}

impl Row {
    /// Whether the row holds a part of a section that was split, or of one
    /// that several were merged into.
    pub fn is_part(&self) -> bool {
        self.split_of.is_some() || !self.merged_from.is_empty()
    }

    /// The cell of the new side, or of the old side of a removed row.
    ///
    /// # Panics
    /// Never for rows made by `tabulate`: one of the cells is always there.
    pub fn principal(&self) -> &Cell {
        self.cells.new.as_ref().or(self.cells.old.as_ref()).expect("a row has a cell")
    }
}

impl Cell {
    /// All paragraphs as one string: `\n` between paragraphs, tabs between
    /// the cells of one table row.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                out.push_str(self.separator_before(index));
            }
            for run in &paragraph.runs {
                out.push_str(&run.text);
            }
        }
        out
    }

    /// The paragraph that begins with the number, and the bytes of the number in
    /// it. The caption of an article stands above it; Markdown puts signs in front.
    pub fn label_place(&self) -> Option<(usize, Range<usize>)> {
        let label = self.label.trim();
        let place = |paragraph: &Paragraph| {
            let text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
            let rest = without_signs(&text);
            let start = text.len() - rest.len();
            rest.starts_with(label).then(|| start..start + label.len())
        };
        let mut paragraphs = self.paragraphs.iter().enumerate();
        paragraphs
            .find_map(|(at, paragraph)| Some((at, place(paragraph)?)))
            .filter(|_| !label.is_empty())
    }

    /// Whether a character other than white space stands beside the number in a
    /// run of which this holds.
    pub fn has_beside_label(&self, is_meant: impl Fn(&Run) -> bool) -> bool {
        let place = self.label_place();
        self.paragraphs.iter().enumerate().any(|(index, paragraph)| {
            let own = place.as_ref().filter(|(at, _)| *at == index);
            let label = own.map_or(0..0, |(_, range)| range.clone());
            let mut end = 0;
            paragraph.runs.iter().any(|run| {
                let start = end;
                end += run.text.len();
                let is_beside =
                    |(at, c): (usize, char)| !c.is_whitespace() && !label.contains(&(start + at));
                is_meant(run) && run.text.char_indices().any(is_beside)
            })
        })
    }

    /// What stands between paragraph `index - 1` and `index` in plain text:
    /// a tab between two cells of one row of a ruled table, else a newline.
    pub fn separator_before(&self, index: usize) -> &'static str {
        let slot = |i: usize| self.paragraphs.get(i).and_then(|paragraph| paragraph.slot);
        match (slot(index.wrapping_sub(1)), slot(index)) {
            (Some(a), Some(b)) if a.table == b.table && a.row == b.row && a.column != b.column => {
                "\t"
            }
            _ => "\n",
        }
    }
}

//! What was read before it has numbers and an order: paragraphs and tables as
//! the file nests them.

use super::styles::NumberReference;
use crate::model::Furniture;

/// A story: the body, a cell, a text box, a note, a header.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) items: Vec<Item>,
}

/// One piece of a story.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph as the file marks it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) bits: Vec<Bit>,
    pub(super) style: Option<String>,
    pub(super) number: NumberReference,
    /// Its own outline level as the file counts it, from 0; 9 is text.
    pub(super) outline_level: Option<u8>,
    pub(super) mark: Mark,
    /// Whether a section ends with it.
    pub(super) ends_section: bool,
}

/// What became of the mark that ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// It ends the paragraph.
    #[default]
    Kept,
    /// A tracked change took it away: the text goes on, and what stood in the
    /// mark (number, style) is gone.
    Removed,
    /// It is hidden: the text goes on with the next paragraph, each with its
    /// own number.
    Hidden,
}

/// What stands in a paragraph.
#[derive(Debug)]
pub(super) enum Bit {
    /// Characters; with a reason, they are not compared.
    Text(String, Option<Furniture>),
    /// A line break.
    Break,
    /// A reference to a note.
    Note(NoteReference),
    /// Where a note prints its own number.
    OwnNumber,
    /// A comment, by its id.
    Comment(String),
    /// A text box anchored here; with a reason, it is not compared.
    TextBox(Flow, Option<Furniture>),
}

/// A reference to a footnote or an endnote.
#[derive(Debug, Clone)]
pub(super) struct NoteReference {
    pub(super) kind: NoteKind,
    pub(super) id: String,
    /// Whether a mark of the author's own stands for the number.
    pub(super) has_own_mark: bool,
    pub(super) why: Option<Furniture>,
}

/// Which notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// A table as the file nests it.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns left out before the first cell.
    pub(super) n_before: u32,
    pub(super) cells: Vec<Cell>,
    /// Why it is not compared: a tracked change took it away, or it is hidden.
    pub(super) why: Option<Furniture>,
}

/// A cell of a row.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Number of columns covered, at least 1.
    pub(super) n_columns: u32,
    pub(super) merge: Merge,
    /// Whether a tracked change took it away.
    pub(super) is_removed: bool,
    pub(super) flow: Flow,
}

/// Whether a cell is part of one that reaches over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    /// It stands alone.
    #[default]
    Alone,
    /// The uppermost part.
    Begins,
    /// A lower part.
    GoesOn,
}

impl Paragraph {
    /// Adds characters; those with the same fate become one bit.
    pub(super) fn push(&mut self, text: &str, why: Option<Furniture>) {
        if text.is_empty() {
            return;
        }
        match self.bits.last_mut() {
            Some(Bit::Text(last, last_why)) if *last_why == why => last.push_str(text),
            _ => self.bits.push(Bit::Text(text.to_owned(), why)),
        }
    }
}

impl Paragraph {
    /// How much stands in it: bits, and bytes of the last one.
    pub(super) fn extent(&self) -> (usize, usize) {
        let last = match self.bits.last() {
            Some(Bit::Text(text, _)) => text.len(),
            _ => 0,
        };
        (self.bits.len(), last)
    }

    /// Whether anything stands in it that a reader sees or should hear of.
    pub(super) fn has_text(&self) -> bool {
        self.bits.iter().any(Bit::has_text)
    }
}

impl Bit {
    fn has_text(&self) -> bool {
        match self {
            Self::Text(text, _) => !text.trim().is_empty(),
            Self::Note(_) | Self::Comment(_) => true,
            Self::TextBox(flow, _) => flow.has_text(),
            Self::Break | Self::OwnNumber => false,
        }
    }

    /// Whether a reader sees it in the line.
    pub(super) fn is_seen(&self) -> bool {
        match self {
            Self::Text(text, None) => !text.trim().is_empty(),
            Self::Note(note) => note.why.is_none(),
            Self::OwnNumber => true,
            _ => false,
        }
    }
}

impl Flow {
    /// Whether any paragraph or cell of it has text.
    pub(super) fn has_text(&self) -> bool {
        self.items.iter().any(|item| match item {
            Item::Paragraph(paragraph) => paragraph.has_text(),
            Item::Table(table) => {
                let mut cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.any(|cell| cell.flow.has_text())
            }
        })
    }
}

/// Makes one line of a heading that has several: its text goes on behind a space.
pub(super) fn join_lines(bits: &mut [Bit]) {
    let first = bits.iter().position(Bit::is_seen);
    let Some((first, last)) = first.zip(bits.iter().rposition(Bit::is_seen)) else { return };
    for bit in &mut bits[first..last] {
        if matches!(bit, Bit::Break) {
            *bit = Bit::Text("　".to_owned(), None);
        }
    }
}

//! The finished table: what every writer walks over. Plain data, owned
//! strings. Texts are the characters of the documents as they were read: each
//! writer escapes them for its format.

use std::ops::Range;

use crate::model::Side;
use crate::profile::{Lists, Page};
use crate::tabulate::{ListName, RowKind};

/// A finished 新旧対照表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedTable {
    /// Title above the table; never empty.
    pub title: String,
    /// Sentences between title and table.
    pub above: Vec<String>,
    /// Column heads in printing order, left first: two or three.
    pub columns: Vec<Column>,
    /// The rows under the head.
    pub rows: Vec<PrintedRow>,
    /// Sentences under the table.
    pub below: Vec<String>,
    /// Units that are in a list of changes and that the table leaves out, as
    /// those that differ in style only: for formats that filter rows.
    pub left_out: Vec<PrintedRow>,
    /// What stands behind the table.
    pub lists: Lists,
    /// The sheet.
    pub page: Page,
}

/// A column and its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub kind: ColumnKind,
    /// Its name.
    pub label: String,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// The text of one document. There is one column for each side.
    Text(Side),
    /// Remarks or reasons; narrower than the others, and last.
    Third,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRow {
    /// What the row is there for.
    pub role: RowRole,
    /// What happened, for filters and lists; [`RowKind::Same`] for headings
    /// and for （略）, [`RowKind::NumberOnly`] for the （略） of units of which
    /// nothing but the hidden number changed.
    pub kind: RowKind,
    /// The list of changes it is in, for filters.
    pub list: Option<ListName>,
    /// What happened, in the words of people, the most important one first (改正,
    /// 番号変更 …), in the language of the reader; empty where there is
    /// nothing to say.
    pub words: Vec<&'static str>,
    /// The rows of the report that it prints; empty for headings.
    pub rows: Range<usize>,
    /// Rows that are changes are counted from 1; others have no number.
    pub number: Option<u32>,
    /// Number of the unit for lists of changes, `（２）→（３）` where it
    /// changed; may be empty.
    pub label: String,
    /// Title or first words of the unit for lists of changes; may be empty.
    pub title: String,
    /// One cell for each column, in the order of the columns.
    pub cells: Vec<PrintedCell>,
    /// Whether the row may be torn over two pages.
    pub may_break: bool,
    /// Whether the next row must stand on the same page: headings are not
    /// left alone at the foot of one.
    pub keep_with_next: bool,
}

/// What a row is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowRole {
    /// Headings above the rows that follow, for orientation.
    Headings,
    /// A numbered unit.
    Unit,
    /// Unchanged units that are left out: （略）.
    Omitted,
}

/// One cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintedCell {
    /// What stands in it, from top to bottom; empty for an empty cell.
    pub blocks: Vec<Block>,
    /// Whether the cell goes on with the empty cell or the filler of the row
    /// above, as （新規） once for several new units does: a writer may leave
    /// out the rule between them. Such a cell is empty.
    pub joins_above: bool,
    /// Page of the document where the text begins, from 1.
    pub page: Option<u32>,
    /// Headings of the document above the text, outermost first; for formats
    /// in which each row stands alone.
    pub path: Vec<String>,
}

/// A part of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(PrintedParagraph),
    /// A ruled table of the document. Where both sides of a row have it, they
    /// have equally many rows, and rows at the same place belong together.
    Table(Grid),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedParagraph {
    /// What it is there for.
    pub role: ParagraphRole,
    /// Its text in pieces; none is empty, and neighbours differ in mark or
    /// filler. An empty paragraph has none.
    pub runs: Vec<PrintedRun>,
}

/// What a paragraph is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Text of the document, or （略） and the like inside it.
    Text,
    /// A heading of the document, repeated for orientation.
    Heading,
    /// Nothing but a filler: （新設）, （略）, 同左.
    Filler,
    /// A note of the program on the unit, as on where it moved from; it stands
    /// in front of the text and is no part of it, though it may quote it.
    Note,
    /// What a third column says.
    Remark,
}

/// A stretch of text with one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRun {
    /// The characters; never empty, without line breaks.
    pub text: String,
    /// How it is marked.
    pub mark: Mark,
    /// Whether it is a filler or a note and no text of the document.
    pub filler: bool,
}

/// How text is marked, the weakest first: of two marks that meet, the later
/// one is printed (CONVENTIONS §1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mark {
    /// Not at all.
    #[default]
    None,
    /// 下線.
    Single,
    /// 破線: changed text inside a cell or a table that is marked as a whole.
    /// A writer that draws the dashed box prints it plain, others underline
    /// it with a dashed line.
    Dashed,
    /// 二重下線.
    Double,
}

/// A ruled table of the document inside a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Number of columns; the spans of each row add up to it.
    pub columns: u32,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// [`Mark::Dashed`] where the table as a whole stands in a dashed box.
    pub mark: Mark,
}

/// A row of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Its cells. For a run of unchanged rows they hold （略）, one for each
    /// column; opposite a row that only the other side has, one cell over all
    /// columns holds the filler, or nothing.
    pub cells: Vec<GridCell>,
}

/// A cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Columns covered, at least 1.
    pub span: u32,
    /// What stands in it; empty for a place without text.
    pub paragraphs: Vec<PrintedParagraph>,
    /// [`Mark::Dashed`] where the cell stands in a dashed box,
    /// [`Mark::Single`] where some of its text is marked.
    pub mark: Mark,
}

impl PrintedRow {
    /// Whether the row is a change.
    pub fn is_change(&self) -> bool {
        self.number.is_some()
    }
}

impl PrintedParagraph {
    /// The characters without their marks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl PrintedCell {
    /// The characters of the cell, fillers included, notes not: `\n` between
    /// paragraphs and between rows of a ruled table, a tab between cells of
    /// one of its rows.
    pub fn text(&self) -> String {
        let blocks = self.blocks.iter().filter(|block| !block.is_note());
        let lines: Vec<String> = blocks.map(Block::text).collect();
        lines.join("\n")
    }

    /// The notes on the unit, one a line.
    pub fn notes(&self) -> String {
        let notes = self.blocks.iter().filter(|block| block.is_note());
        let lines: Vec<String> = notes.map(Block::text).collect();
        lines.join("\n")
    }
}

impl Block {
    /// Whether it is a note of the program.
    fn is_note(&self) -> bool {
        matches!(self, Self::Paragraph(paragraph) if paragraph.role == ParagraphRole::Note)
    }

    /// The characters of the block, as in [`PrintedCell::text`].
    pub fn text(&self) -> String {
        match self {
            Self::Paragraph(paragraph) => paragraph.text(),
            Self::Table(grid) => {
                let rows: Vec<String> = grid.rows.iter().map(GridRow::text).collect();
                rows.join("\n")
            }
        }
    }
}

impl GridRow {
    fn text(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(GridCell::text).collect();
        cells.join("\t")
    }
}

impl GridCell {
    /// The characters of the cell, `\n` between paragraphs.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.paragraphs.iter().map(PrintedParagraph::text).collect();
        lines.join("\n")
    }
}

//! A document ready for comparison: paragraphs and table cells in reading
//! order, and what was set aside.

use serde::{Deserialize, Serialize};

use super::source::Source;
use super::span::Span;
use super::text::Text;

/// One document after `normalize`.
#[derive(Debug, Clone)]
pub struct Document {
    /// The characters as extracted.
    pub source: Source,
    /// Paragraphs and table cells in reading order.
    pub blocks: Vec<Block>,
    /// Stretches of the source that are in no block, each with the reason, in
    /// source order. White space needs no reason.
    pub set_aside: Vec<SetAside>,
}

/// Index of a block in [`Document::blocks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub u32);

impl BlockId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A paragraph or one paragraph of a table cell.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its characters, wraps undone.
    pub text: Text,
}

/// Index of a table within its document, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub u32);

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BlockKind {
    /// A paragraph outside any table.
    Paragraph,
    /// 脚注: a note at the foot of a page. It is compared as text and is never
    /// a heading.
    Note,
    /// A paragraph inside a ruled table. A table is a run of cells with the
    /// same `table`; a cell of several paragraphs gives several blocks with
    /// the same row and column.
    Cell {
        /// The table.
        table: TableId,
        /// Row counted from 0 through all pages of the table.
        row: u32,
        /// Column counted from 0.
        column: u32,
        /// Number of columns covered, at least 1.
        column_span: u32,
        /// Number of rows covered, at least 1, as far as the page goes on.
        row_span: u32,
        /// Whether nothing but empty cells stands left of it in its row: the
        /// place of a label in a form.
        leads: bool,
    },
}

/// A stretch of the source that is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// The stretch.
    pub span: Span,
    /// Why it is not compared.
    pub why: Furniture,
}

/// Why a stretch is not compared (柱・ノンブル and the like).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Furniture {
    /// ノンブル.
    PageNumber,
    /// 柱: a line repeated at the same place of many pages.
    RunningHead,
    /// Header row of a table, repeated where the table continues on a page.
    RepeatedHeader,
    /// ルビ: the reading of a word, set above or beside it.
    Ruby,
    /// 透かし: a word printed across pages.
    Watermark,
    /// 注釈: text that someone laid over a finished page or document.
    Annotation,
    /// The name on the tab of a sheet, which is seen on the screen and not
    /// printed.
    SheetName,
    /// Text that no one sees: hidden runs, hidden layers, hidden sheets.
    Hidden,
    /// The side of a tracked change that was not asked for.
    TrackedChange,
}

impl Furniture {
    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::PageNumber => "page_number",
            Self::RunningHead => "running_head",
            Self::RepeatedHeader => "repeated_header",
            Self::Ruby => "ruby",
            Self::Watermark => "watermark",
            Self::Annotation => "annotation",
            Self::SheetName => "sheet_name",
            Self::Hidden => "hidden",
            Self::TrackedChange => "tracked_change",
        }
    }
}

//! What a reader returns: what a file says, before anyone has an opinion
//! about it.

use serde::{Deserialize, Serialize};

use super::document::SetAside;
use super::places::Area;
use super::source::Source;
use super::span::Span;

/// A file as read: its characters and the shape they stood in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Extract {
    /// All characters in reading order.
    pub source: Source,
    /// Lines and tables in reading order. Their spans lie in `source` in
    /// ascending order; together with `set_aside` they cover every
    /// non-white-space character once.
    pub pieces: Vec<Piece>,
    /// How many of the last pieces the file itself holds as notes, apart from
    /// its text.
    pub n_notes: usize,
    /// What the reader itself knows to be no text to compare (ruby, heads of a
    /// Word page, annotations), ascending and outside all pieces.
    pub set_aside: Vec<SetAside>,
    /// What is known of each page, in page order; empty for plain text.
    pub pages: Vec<PageReading>,
}

/// How one page was read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageReading {
    /// Width and height in points, as displayed.
    pub size: (f32, f32),
    /// How the boxes of its lines and cells lie on it.
    pub turn: Turn,
    /// `Some(true)`: two independent readers saw the same characters;
    /// `Some(false)`: they disagree; `None`: only one reader could read it.
    pub confirmed: Option<bool>,
}

impl PageReading {
    /// Where a box of a line or cell lies on the page as displayed.
    pub fn displayed(&self, area: Area) -> Area {
        let (width, height) = self.size;
        let Area { left, top, right, bottom } = area;
        match self.turn.quarters % 4 {
            0 => area,
            1 => Area { left: width - bottom, top: left, right: width - top, bottom: right },
            2 => Area {
                left: width - right,
                top: height - bottom,
                right: width - left,
                bottom: height - top,
            },
            _ => Area { left: top, top: height - right, right: bottom, bottom: height - left },
        }
    }
}

/// How text stands on a page. Lines and cells have their boxes in a frame in
/// which lines run to the right and follow one another downwards: the page as
/// displayed, turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Turn {
    /// Quarter turns against the clock from the page as displayed, 0 to 3.
    pub quarters: u8,
    /// Whether the last of them is there because the text is vertical.
    pub vertical: bool,
}

/// One piece of a file in reading order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Piece {
    /// A physical line: may be half a paragraph.
    Line(Line),
    /// The physical lines of a text file, blank ones included: files of a
    /// million lines are read, so a line is no more than its characters here.
    Lines(Vec<Span>),
    /// A ruled table.
    Table(Grid),
}

impl Piece {
    /// All lines of the piece, those in the cells of a table included.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        let (one, spans, cells) = match self {
            Self::Line(line) => (Some(*line), [].as_slice(), [].as_slice()),
            Self::Lines(spans) => (None, spans.as_slice(), [].as_slice()),
            Self::Table(grid) => (None, [].as_slice(), grid.cells.as_slice()),
        };
        let of_text = spans.iter().map(|span| Line::of_text(*span));
        one.into_iter()
            .chain(of_text)
            .chain(cells.iter().flat_map(|cell| cell.lines.iter().copied()))
    }
}

/// A physical line of a page or of a text file, or a whole paragraph where the
/// file marks paragraphs. The line break itself is not part of the span.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The characters.
    pub span: Span,
    /// Where it stands on the page; `None` for formats without pages.
    pub layout: Option<LineLayout>,
    /// Whether the file itself marks the line as a whole paragraph (Word,
    /// Excel, HTML), so that it is never joined to another.
    pub is_paragraph: bool,
}

impl Line {
    /// A line of a text file.
    pub fn of_text(span: Span) -> Self {
        Self { span, layout: None, is_paragraph: false }
    }
}

/// Geometry of a line on a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LineLayout {
    /// Page counted from 1.
    pub page: u32,
    /// Text column on the page counted from 1; 0 on pages of one column and for
    /// lines over the whole width.
    pub column: u16,
    /// Box around the glyphs, in points, in the frame of [`Turn`].
    pub area: Area,
    /// Dominant font size in points.
    pub size: f32,
}

/// A ruled table, or the part of one that stands on one page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grid {
    /// Page counted from 1, where known.
    pub page: Option<u32>,
    /// Box around the table, where known, in the frame of [`Turn`].
    pub area: Option<Area>,
    /// Where no rule closes it.
    pub open: Open,
    /// Cells ordered by row, then column.
    pub cells: Vec<GridCell>,
}

/// Sides of a ruled table along which no rule is drawn though the rules between
/// its columns run on to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Open {
    /// The side above the first row.
    pub above: bool,
    /// The side below the last row.
    pub below: bool,
}

/// One cell, merged cells taken together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GridCell {
    /// Row counted from 0.
    pub row: u32,
    /// Column counted from 0.
    pub column: u32,
    /// Number of rows covered, at least 1.
    pub row_span: u32,
    /// Number of columns covered, at least 1.
    pub column_span: u32,
    /// Box of the cell, where known, in the frame of [`Turn`].
    pub area: Option<Area>,
    /// Physical lines in the cell, from top to bottom.
    pub lines: Vec<Line>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_turned_back_to_the_page_as_displayed() {
        // A box near the top left of the frame, 10 wide and 4 high.
        let area = Area { left: 20.0, top: 5.0, right: 30.0, bottom: 9.0 };
        let page = |quarters| PageReading {
            size: (100.0, 200.0),
            turn: Turn { quarters, vertical: false },
            confirmed: None,
        };
        for (quarters, left, top, width) in [
            (0, 20.0, 5.0, 10.0),
            (1, 91.0, 20.0, 4.0),
            (2, 70.0, 191.0, 10.0),
            (3, 5.0, 170.0, 4.0),
        ] {
            let displayed = page(quarters).displayed(area);
            assert_eq!((displayed.left, displayed.top, displayed.width()), (left, top, width));
        }
    }
}

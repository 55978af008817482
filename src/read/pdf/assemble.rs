//! Laid out pages → [`Extract`]: one text with the place of every line.

use std::num::NonZeroU32;

use crate::error::{WarningKind, Warnings};
use crate::model::{
    Area, Extract, Format, Furniture, Grid, GridCell, Line, LineLayout, Location, PageReading,
    Piece, Place, SetAside, Source, Span, Turn, count_characters,
};

use super::asides;
use super::layout::{PagePiece, layout};
use super::lines::{LineBuilder, TextLine};
use super::page::{Glyph, Page, UNMAPPED};
use super::strips::Beside;
use super::tables::PageTable;
use super::turn::{displayed, straightened};
use super::weave::weave;

/// Collects the pages of a document.
#[derive(Debug, Default)]
pub(super) struct Assembler {
    original: String,
    places: Vec<Place>,
    pieces: Vec<Piece>,
    set_aside: Vec<SetAside>,
    /// How the page at hand is turned, and its size as displayed.
    frame: (Turn, (f32, f32)),
    /// Pages put beside the page at hand.
    beside: Vec<Beside>,
    pages: Vec<PageReading>,
    n_characters: usize,
    n_unmapped: u32,
}

/// What a glyph without a known character prints as: the printer's "geta".
const GETA: char = '〓';

impl Assembler {
    /// A document without pages.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Characters so far, white space left out.
    pub(super) fn n_characters(&self) -> usize {
        self.n_characters
    }

    /// Appends a page, counted from 1. Returns whether it holds any text.
    pub(super) fn add(
        &mut self,
        number: u32,
        page: &Page,
        confirmed: Option<bool>,
        warnings: &mut Warnings,
    ) -> bool {
        let start = self.original.len();
        let size = page.size;
        let (mut page, turn) = straightened(page);
        weave(&mut page.glyphs);
        let asides = asides::take(&mut page);
        self.frame = (turn, size);
        self.beside.clone_from(&page.beside);
        for piece in layout(&page) {
            match piece {
                PagePiece::Line(line, column) => {
                    let placed = self.line(number, &line, column);
                    self.part_places(&line);
                    self.pieces.push(Piece::Line(placed));
                }
                PagePiece::Table(table) => {
                    let grid = self.grid(number, table);
                    self.pieces.push(Piece::Table(grid));
                }
            }
        }
        self.aside(number, &asides.ruby, Furniture::Ruby);
        self.aside(number, &asides.watermark, Furniture::Watermark);
        self.aside(number, &page.hidden, Furniture::Hidden);
        self.aside(number, &page.laid_over, Furniture::Annotation);
        let text = self.original.get(start..).unwrap_or_default();
        let n_characters = usize::try_from(count_characters(text)).unwrap_or(usize::MAX);
        self.n_characters = self.n_characters.saturating_add(n_characters);
        let count = std::mem::take(&mut self.n_unmapped);
        if count > 0 {
            warnings.push(WarningKind::UnmappedGlyphs { count }, Some(number));
        }
        let unseen = page.unseen.iter().filter(|(_, glyph)| !glyph.text.is_whitespace());
        if let Ok(count @ 1..) = u32::try_from(unseen.count()) {
            warnings.push(WarningKind::HiddenCharacters { count }, Some(number));
        }
        self.pages.push(PageReading { size, turn, confirmed });
        n_characters > 0
    }

    /// The whole document.
    pub(super) fn finish(self, name: &str) -> Extract {
        let n_pages = u32::try_from(self.pages.len()).ok();
        let source = Source::new(name.to_owned(), Format::Pdf, self.original, self.places, n_pages);
        Extract {
            source,
            pieces: self.pieces,
            n_notes: 0,
            set_aside: self.set_aside,
            pages: self.pages,
        }
    }

    /// Adds glyphs that are no text to compare.
    fn aside(&mut self, number: u32, glyphs: &[Glyph], why: Furniture) {
        let mut builder = LineBuilder::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            builder.push(index, glyph);
        }
        for line in builder.finish() {
            let span = self.line(number, &line, 0).span;
            self.set_aside.push(SetAside { span, why });
        }
    }

    fn grid(&mut self, number: u32, table: PageTable) -> Grid {
        let cells = table
            .cells
            .into_iter()
            .map(|(cell, lines)| GridCell {
                row: cell.row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                area: Some(cell.area),
                lines: lines.iter().map(|line| self.line(number, line, 0)).collect(),
            })
            .collect();
        Grid { page: Some(number), area: Some(table.area), open: table.open, cells }
    }

    /// Parts the place of the line added last at its wide gaps: what stands in
    /// columns stands at several places.
    fn part_places(&mut self, line: &TextLine) {
        if line.gaps.is_empty() {
            return;
        }
        let Some(Place { span, at: Location::Page { page, area } }) = self.places.pop() else {
            return;
        };
        // The box may stand on the page that was put beside this one.
        let shown = displayed(line.area, self.frame.0, self.frame.1);
        let (right, down) = (area.left - shown.left, area.top - shown.top);
        let (mut start, mut left) = (0, line.area.left);
        for gap in line.gaps.iter().copied().map(Some).chain([None]) {
            let end = gap.map_or(span.len(), |gap| gap.at).min(span.len());
            let edge = gap.map_or(line.area.right, |gap| gap.from);
            if start < end {
                let own = Area { left, right: edge, ..line.area };
                let own = displayed(own, self.frame.0, self.frame.1);
                let area = Area {
                    left: own.left + right,
                    top: own.top + down,
                    right: own.right + right,
                    bottom: own.bottom + down,
                };
                let span = Span::new(span.start() + start, span.start() + end);
                self.places.push(Place { span, at: Location::Page { page, area } });
            }
            if let Some(gap) = gap {
                (start, left) = (end, gap.to);
            }
        }
    }

    fn line(&mut self, number: u32, line: &TextLine, column: u16) -> Line {
        let start = self.original.len();
        for c in line.text.chars() {
            self.n_unmapped += u32::from(c == UNMAPPED);
            self.original.push(if c == UNMAPPED { GETA } else { c });
        }
        let span = Span::new(start, self.original.len());
        self.original.push('\n');
        if let Some(page) = NonZeroU32::new(number) {
            let mut area = displayed(line.area, self.frame.0, self.frame.1);
            let beside = self.beside.iter().rev().find(|beside| area.left >= beside.from - 1.0);
            let page = beside.and_then(|it| NonZeroU32::new(it.number)).unwrap_or(page);
            let shift = beside.map_or(0.0, |beside| beside.shift);
            (area.left, area.right) = (area.left - shift, area.right - shift);
            self.places.push(Place { span, at: Location::Page { page, area } });
        }
        let layout = LineLayout { page: number, column, area: line.area, size: line.size };
        Line { span, layout: Some(layout), is_paragraph: false }
    }
}

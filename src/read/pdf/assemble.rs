//! Laid out pages → [`Extract`]: one text with the place of every line.

use std::num::NonZeroU32;

use crate::error::{WarningKind, Warnings};
use crate::model::{
    Extract, Format, Grid, GridCell, Line, LineLayout, Location, PageReading, Piece, Place, Source,
    Span, count_characters,
};

use super::layout::{PagePiece, PageTable, layout};
use super::lines::TextLine;
use super::page::{Page, UNMAPPED};

/// Collects the pages of a document.
#[derive(Debug, Default)]
pub(super) struct Assembler {
    original: String,
    places: Vec<Place>,
    pieces: Vec<Piece>,
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
        for piece in layout(page) {
            match piece {
                PagePiece::Line(line, column) => {
                    let line = self.line(number, &line, column);
                    self.pieces.push(Piece::Line(line));
                }
                PagePiece::Table(table) => {
                    let grid = self.grid(number, table);
                    self.pieces.push(Piece::Table(grid));
                }
            }
        }
        let text = self.original.get(start..).unwrap_or_default();
        let n_characters = usize::try_from(count_characters(text)).unwrap_or(usize::MAX);
        self.n_characters = self.n_characters.saturating_add(n_characters);
        let count = std::mem::take(&mut self.n_unmapped);
        if count > 0 {
            warnings.push(WarningKind::UnmappedGlyphs { count }, Some(number));
        }
        if page.n_hidden > 0 {
            let count = page.n_hidden;
            warnings.push(WarningKind::HiddenCharacters { count }, Some(number));
        }
        self.pages.push(PageReading { size: page.size, confirmed });
        n_characters > 0
    }

    /// The whole document.
    pub(super) fn finish(self, name: &str) -> Extract {
        let n_pages = u32::try_from(self.pages.len()).ok();
        let source = Source::new(name.to_owned(), Format::Pdf, self.original, self.places, n_pages);
        Extract { source, pieces: self.pieces, set_aside: Vec::new(), pages: self.pages }
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
        Grid { page: Some(number), area: Some(table.area), cells }
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
            self.places.push(Place { span, at: Location::Page { page, area: line.area } });
        }
        let layout = LineLayout { page: number, column, area: line.area, size: line.size };
        Line { span, layout: Some(layout), is_paragraph: false }
    }
}

//! Collects what a reader of marked-up files finds: characters with their
//! places, paragraphs, tables, and what is set aside.
//!
//! Every stretch is appended once, so that spans ascend and never overlap.

use crate::error::{Error, ErrorKind, Result};
use crate::model::{
    Extract, Format, Furniture, Grid, GridCell, Line, Location, MarkedHeading, Open, Piece, Place,
    SetAside, Source, Span,
};

/// Most characters taken from one file, in bytes of UTF-8. A small workbook can
/// repeat one long text a million times.
pub(super) const MAX_TEXT: usize = 256 << 20;

/// An [`Extract`] in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    places: Vec<Place>,
    pieces: Vec<Piece>,
    set_aside: Vec<SetAside>,
    headings: Vec<MarkedHeading>,
    has_text: bool,
    is_full: bool,
}

impl Builder {
    /// Appends characters and returns where they lie. A line break follows
    /// them, which belongs to nothing.
    fn append(&mut self, text: &str, at: Location) -> Span {
        let start = self.text.len();
        if start + text.len() > MAX_TEXT {
            self.is_full = true;
            return Span::new(start, start);
        }
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        self.places.push(Place { span, at });
        span
    }

    /// Appends a line that belongs to a cell; the caller puts it into a grid.
    pub fn line(&mut self, text: &str, at: Location, is_paragraph: bool) -> Line {
        self.has_text |= !text.trim().is_empty();
        Line { span: self.append(text, at), layout: None, is_paragraph }
    }

    /// Adds white space in front of the next line: blank lines of its cell, each
    /// ended by [`BLANK_ABOVE`](crate::model::BLANK_ABOVE). It belongs to nothing, too.
    pub fn space_above(&mut self, space: &str) {
        if self.text.len() + space.len() <= MAX_TEXT {
            self.text.push_str(space);
        }
    }

    /// Adds white space behind the last line: the end of it, and blank lines of
    /// its cell. It belongs to nothing, so that the text can be given back as
    /// it was.
    pub fn space(&mut self, space: &str) {
        if self.text.len() + space.len() <= MAX_TEXT && self.text.pop().is_some() {
            self.text.push_str(space);
            self.text.push('\n');
        }
    }

    /// Appends a paragraph, or a line that may be part of one. Lines of
    /// nothing but white space are left out.
    pub fn paragraph(&mut self, text: &str, at: Location, is_paragraph: bool) {
        if !text.trim().is_empty() {
            let line = self.line(text, at, is_paragraph);
            self.pieces.push(Piece::Line(line));
        }
    }

    /// Appends a paragraph that the file marks as a heading of a level, counted
    /// from 1.
    pub fn heading(&mut self, text: &str, at: Location, level: u8) {
        let start = self.text.len();
        self.paragraph(text, at, true);
        if self.text.len() > start {
            self.headings
                .push(MarkedHeading { span: Span::new(start, self.text.len() - 1), level });
        }
    }

    /// Appends a table whose lines were made with [`Builder::line`] since the
    /// last piece.
    pub fn table(&mut self, cells: Vec<GridCell>) {
        if cells.iter().any(|cell| !cell.lines.is_empty()) {
            self.pieces.push(Piece::Table(Grid {
                page: None,
                area: None,
                open: Open::default(),
                cells,
            }));
        }
    }

    /// Appends characters that are not compared.
    pub fn aside(&mut self, text: &str, at: Location, why: Furniture) {
        if !text.trim().is_empty() {
            let span = self.append(text, at);
            self.set_aside.push(SetAside { span, why });
        }
    }

    /// The extract.
    ///
    /// # Errors
    /// `TooLarge` when there were more than [`MAX_TEXT`] bytes, `NoText` when
    /// nothing is left to compare.
    pub fn finish(self, name: &str, format: Format) -> Result<Extract> {
        if self.is_full {
            return Err(Error::new(ErrorKind::TooLarge, name).explained(
                "文字が多すぎます（256 MB まで）。文書を分けてから指定してください。",
                "it holds too much text (the limit is 256 MB); split the document",
            ));
        }
        if !self.has_text {
            return Err(Error::new(ErrorKind::NoText, name).explained(
                "比較できる文字がありません（画像だけ、または非表示の文書です）。文字のある文書を指定してください。",
                "there is no text to compare (only pictures or hidden parts); give a document with text",
            ));
        }
        let source = Source::new(name.to_owned(), format, self.text, self.places, None);
        let Self { pieces, set_aside, headings, .. } = self;
        let source = source.with_headings(headings);
        Ok(Extract { source, pieces, n_notes: 0, set_aside, pages: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_ascend_and_nothing_is_covered_twice() {
        let at = Location::Line { line: 1 };
        let mut builder = Builder::default();
        builder.paragraph("第１条", at, true);
        builder.paragraph(" 　", at, true);
        builder.aside("だいいちじょう", at, Furniture::Ruby);
        let lines = vec![builder.line("セル", at, true)];
        builder.table(vec![GridCell {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            area: None,
            lines,
        }]);
        let extract = builder.finish("a.html", Format::Html).unwrap();
        assert_eq!(extract.source.original(), "第１条\nだいいちじょう\nセル\n");
        assert_eq!(extract.pieces.len(), 2);
        assert_eq!(extract.source.slice(extract.set_aside[0].span), "だいいちじょう");
    }

    #[test]
    fn a_document_without_text_is_refused() {
        let mut builder = Builder::default();
        builder.aside("隠れた文", Location::Line { line: 1 }, Furniture::Hidden);
        assert_eq!(builder.finish("a", Format::Html).unwrap_err().kind(), ErrorKind::NoText);
    }
}

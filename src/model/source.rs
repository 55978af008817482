//! What a file said, character for character.

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::columns::Columns;
use super::places::{Location, Place, Places};
use super::span::Span;

/// Stands in the source for the end of each blank line above the text of a
/// cell; what stands behind a cell ends with `\n`. Both belong to nothing.
pub const BLANK_ABOVE: char = '\r';

/// File formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Plain text or Markdown in any Japanese encoding.
    Text,
    /// Word document (Office Open XML).
    Docx,
    /// Excel workbook (Office Open XML or the older binary form).
    Xlsx,
    /// Web page.
    Html,
    /// 法令標準XML, as e-Gov publishes laws.
    LawXml,
}

/// A 見出し that the file itself marks as one: `h1` to `h6` of a web page, an
/// outline level of Word, `#` of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedHeading {
    /// Its paragraph.
    pub span: Span,
    /// Its level, 1 for the outermost, 0 for the title of the document.
    pub level: u8,
}

/// A text without the signs that Markdown puts before a heading, and without white
/// space at its beginning.
pub fn without_signs(text: &str) -> &str {
    text.trim_start().trim_start_matches('#').trim_start()
}

/// Everything a reader extracted, character for character, in reading order.
/// Written once by `read`, never edited afterwards.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    name: String,
    format: Format,
    original: String,
    places: Places,
    n_pages: Option<u32>,
    /// See [`Source::headings`].
    headings: Vec<MarkedHeading>,
    /// Where characters begin that are not plain; empty until it is known.
    #[serde(skip)]
    others: Bits,
    /// Display columns of the stretches of a line, where they were looked at.
    #[serde(skip)]
    columns: Option<Columns>,
}

impl Source {
    /// Builds the source. `places` must be sorted by span and not overlap;
    /// `n_pages` is `None` for formats without pages.
    pub fn new(
        name: String,
        format: Format,
        original: String,
        places: Vec<Place>,
        n_pages: Option<u32>,
    ) -> Self {
        debug_assert!(places.is_sorted_by_key(|place| place.span));
        let (places, others) = (Places::Each(places), Bits::default());
        let headings = Vec::new();
        Self { name, format, original, places, n_pages, headings, others, columns: None }
    }

    /// Builds the source of a text file from the first byte of each line.
    pub fn of_lines(name: String, original: String, starts: Vec<u32>) -> Self {
        debug_assert!(starts.is_sorted());
        let source = Self::new(name, Format::Text, original, Vec::new(), None);
        Self { places: Places::Lines(starts), ..source }
    }

    /// The same characters with whole stretches in another order, each on a
    /// line of its own, and where each stretch went. The stretches hold every
    /// character that is not white space, once.
    #[must_use]
    pub fn rearranged(&self, order: &[Span]) -> (Self, Vec<Span>) {
        let mut original = String::with_capacity(self.original.len() + order.len());
        let mut places = Vec::with_capacity(order.len());
        let mut moved = Vec::with_capacity(order.len());
        for span in order {
            let start = original.len();
            original.push_str(self.slice(*span));
            moved.push(Span::new(start, original.len()));
            for place in self.places.of(*span) {
                let to = |byte: u32| start + (byte - span.start) as usize;
                let stretch = Span::new(to(place.span.start), to(place.span.end));
                places.push(Place { span: stretch, at: place.at });
            }
            original.push('\n');
        }
        let (name, format) = (self.name.clone(), self.format);
        (Self::new(name, format, original, places, self.n_pages), moved)
    }

    /// Notes which paragraphs the file marks as headings, ascending.
    #[must_use]
    pub fn with_headings(mut self, headings: Vec<MarkedHeading>) -> Self {
        self.mark_headings(headings);
        self
    }

    /// The same of a source that is part of a document.
    pub fn mark_headings(&mut self, headings: Vec<MarkedHeading>) {
        debug_assert!(headings.is_sorted_by_key(|heading| heading.span));
        self.headings = headings;
    }

    /// The paragraphs that the file marks as headings, ascending.
    pub fn headings(&self) -> &[MarkedHeading] {
        &self.headings
    }

    /// The level of the heading that begins with a span, if the file marks it as
    /// one. Binary search.
    pub fn marked_level(&self, first: Span) -> Option<u8> {
        let behind = self.headings.partition_point(|heading| heading.span.start <= first.start);
        let heading = self.headings.get(behind.checked_sub(1)?)?;
        (first.start < heading.span.end).then_some(heading.level)
    }

    /// Notes where characters begin that do not fold to themselves whatever
    /// stands beside them, one bit for each byte.
    #[must_use]
    pub fn with_others(self, others: Bits) -> Self {
        Self { others, ..self }
    }

    /// Notes the display columns of stretches that hold no line break.
    #[must_use]
    pub fn with_columns(self, columns: Columns) -> Self {
        Self { columns: Some(columns), ..self }
    }

    /// Forgets them, once no line is measured any more: they take a quarter of
    /// the room of the text.
    #[must_use]
    pub fn without_columns(self) -> Self {
        Self { columns: None, ..self }
    }

    /// Display columns of a stretch of a line, or `None` where its characters
    /// must be looked at. O(1).
    #[inline]
    pub fn columns(&self, span: Span) -> Option<usize> {
        self.columns.as_ref()?.of(span)
    }

    /// Where such characters begin; `None` where nobody looked.
    pub fn others(&self) -> Option<&Bits> {
        Some(&self.others).filter(|others| !others.is_empty())
    }

    /// File name as shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// All characters as extracted, in reading order.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// Number of pages, `None` for formats without pages.
    pub fn n_pages(&self) -> Option<u32> {
        self.n_pages
    }

    /// The original characters of a span.
    ///
    /// # Panics
    /// When the span was not made for this source.
    pub fn slice(&self, span: Span) -> &str {
        self.original.get(span.range()).expect("spans lie on character boundaries of their source")
    }

    /// Where the first character of a span stood. Binary search, O(log n).
    pub fn locate(&self, span: Span) -> Option<Location> {
        self.places.at(span.start)
    }

    /// The places of which a span holds something, ascending and whole, as far
    /// as the source knows single places.
    pub fn places(&self, span: Span) -> Vec<Place> {
        match &self.places {
            Places::Each(places) => {
                let first = places.partition_point(|place| place.span.end <= span.start);
                let here = places.iter().skip(first);
                here.take_while(|place| place.span.start < span.end).copied().collect()
            }
            Places::Lines(_) => self.places.of(span),
        }
    }

    /// Page of the first character of a span, counted from 1.
    pub fn page(&self, span: Span) -> Option<u32> {
        self.locate(span).and_then(Location::page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_change_places_with_what_is_known_of_them() {
        let at = |line| Location::Line { line };
        let place = |start, end, line| Place { span: Span::new(start, end), at: at(line) };
        let places = vec![place(0, 2, 1), place(3, 5, 2), place(6, 8, 3)];
        let source = Source::new("a".into(), Format::Text, "ab\ncd\nef\n".into(), places, None);
        let order = [Span::new(0, 1), Span::new(6, 8), Span::new(1, 2), Span::new(3, 5)];
        let (source, moved) = source.rearranged(&order);
        let stretches: Vec<&str> = moved.iter().map(|span| source.slice(*span)).collect();
        assert_eq!(stretches, ["a", "ef", "b", "cd"]);
        let lines: Vec<Option<Location>> = moved.iter().map(|span| source.locate(*span)).collect();
        assert_eq!(lines, [1, 3, 1, 2].map(|line| Some(at(line))));
    }

    #[test]
    fn lines_of_a_text_file_are_counted_and_moved() {
        let source = Source::of_lines("a".into(), "ab\n\ncd\n".into(), vec![0, 3, 4]);
        let line = |start, end| source.locate(Span::new(start, end));
        for (start, number) in [(0, 1), (1, 1), (3, 2), (4, 3), (5, 3)] {
            assert_eq!(line(start, 6), Some(Location::Line { line: number }), "byte {start}");
        }
        let (moved, spans) = source.rearranged(&[Span::new(4, 6), Span::new(0, 2)]);
        let lines: Vec<Option<Location>> = spans.iter().map(|span| moved.locate(*span)).collect();
        assert_eq!(lines, [3, 1].map(|line| Some(Location::Line { line })));
    }
}

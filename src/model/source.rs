//! What a file said, character for character, and where each stretch stood.

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::columns::Columns;

/// Stands in the source for the end of each blank line above the text of a
/// cell; what stands behind a cell ends with `\n`. Both belong to nothing.
pub const BLANK_ABOVE: char = '\r';

/// Half-open byte range into one [`Source::original`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from byte offsets. Offsets above 4 GiB cannot occur: readers
    /// refuse larger input (see `read::ReadOptions::max_bytes`).
    ///
    /// # Panics
    /// When an offset does not fit into 32 bits or `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts");
        Self {
            start: u32::try_from(start).expect("readers refuse input above 4 GiB"),
            end: u32::try_from(end).expect("readers refuse input above 4 GiB"),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as an index range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

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

/// Points (1/72 inch), origin at the top left of the page as displayed, y
/// growing downwards.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The box before its page was turned a quarter against the clock; `width`
    /// is the width of the page before.
    #[must_use]
    pub fn turned_back(&self, width: f32) -> Self {
        Self {
            left: width - self.bottom,
            top: self.left,
            right: width - self.top,
            bottom: self.right,
        }
    }

    /// Horizontal extent in points.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Vertical extent in points.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest area that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Where a stretch of text stood, in words a person can follow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Location {
    /// PDF: page counted from 1, and the printed box.
    Page {
        /// Page number counted from 1 (not the printed one).
        page: NonZeroU32,
        /// The box of the line on the page.
        area: Area,
    },
    /// Plain text and markup: line counted from 1.
    Line {
        /// Line number counted from 1.
        line: u32,
    },
    /// Word: paragraph of the document's body counted from 1, paragraphs in
    /// tables included.
    Paragraph {
        /// Paragraph number counted from 1.
        paragraph: u32,
    },
    /// Excel: a cell of a sheet.
    Cell {
        /// Sheet counted from 1.
        sheet: u32,
        /// Row counted from 1, as Excel shows it.
        row: u32,
        /// Column counted from 1; Excel shows 1 as A.
        column: u32,
    },
}

impl Location {
    /// The page counted from 1, for formats that have pages.
    pub fn page(self) -> Option<u32> {
        match self {
            Self::Page { page, .. } => Some(page.get()),
            Self::Line { .. } | Self::Paragraph { .. } | Self::Cell { .. } => None,
        }
    }
}

/// Where one stretch of [`Source::original`] stood in the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The stretch.
    pub span: Span,
    /// Where it stood.
    pub at: Location,
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
    /// Where characters begin that are not plain; empty until it is known.
    #[serde(skip)]
    others: Bits,
    /// Display columns of the stretches of a line, where they were looked at.
    #[serde(skip)]
    columns: Option<Columns>,
}

/// Where the stretches of a source stood.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Places {
    /// One place for each stretch, ascending.
    Each(Vec<Place>),
    /// A text file: first byte of each line, of line 1 first.
    Lines(Vec<u32>),
}

impl Places {
    /// The place whose stretch begins last before or at a byte.
    fn at(&self, byte: u32) -> Option<Location> {
        match self {
            Self::Each(places) => {
                let after = places.partition_point(|place| place.span.start <= byte);
                Some(places.get(after.checked_sub(1)?)?.at)
            }
            Self::Lines(starts) => {
                let line = starts.partition_point(|&start| start <= byte) as u32;
                (line > 0).then_some(Location::Line { line })
            }
        }
    }

    /// The places of a stretch, each cut to it.
    fn of(&self, span: Span) -> Vec<Place> {
        let cut = |start: u32, end: u32, at| {
            let span = Span { start: start.max(span.start), end: end.min(span.end) };
            Place { span, at }
        };
        match self {
            Self::Each(places) => {
                let first = places.partition_point(|place| place.span.end <= span.start);
                let here = places.iter().skip(first).take_while(|p| p.span.start < span.end);
                here.map(|place| cut(place.span.start, place.span.end, place.at)).collect()
            }
            Self::Lines(starts) => {
                let first = starts.partition_point(|&start| start <= span.start).max(1);
                let here = starts.iter().zip(1..).skip(first - 1);
                here.take_while(|(start, _)| **start < span.end)
                    .map(|(&start, line)| {
                        let end = starts.get(line as usize).copied().unwrap_or(span.end);
                        cut(start, end, Location::Line { line })
                    })
                    .collect()
            }
        }
    }
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
        Self { name, format, original, places, n_pages, others, columns: None }
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

/// Number of characters as the report counts them: Unicode scalar values that
/// are not white space.
pub fn count_characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    if bytes.len() < SHORT {
        return text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    }
    // Beginnings of characters that are no white space of one byte, counted in
    // a way that compiles to vector instructions; other white space is rare.
    let counts = |byte: u8| {
        u8::from(byte & 0xc0 != 0x80) & u8::from(byte != b' ') & u8::from(byte.wrapping_sub(9) > 4)
    };
    let count = |bytes: &[u8]| -> u8 { bytes.iter().map(|&byte| counts(byte)).sum() };
    let (chunks, rest) = bytes.as_chunks::<128>();
    let n_counted =
        u64::from(count(rest)) + chunks.iter().map(|chunk| u64::from(count(chunk))).sum::<u64>();
    let n_ideographic = IDEOGRAPHIC_SPACE.find_iter(bytes).count();
    let n_other = memchr::memchr3_iter(0xc2, 0xe1, 0xe2, bytes)
        .filter_map(|at| text.get(at..)?.chars().next())
        .filter(|c| c.is_whitespace())
        .count();
    n_counted - (n_ideographic + n_other) as u64
}

static IDEOGRAPHIC_SPACE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\u{3000}"));

/// Texts of fewer bytes are not worth setting up a search.
const SHORT: usize = 64;

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

    #[test]
    fn white_space_of_any_width_is_not_counted() {
        for (text, n) in [
            ("", 0),
            ("第１　目的\n", 4),
            ("a b\tc", 3),
            ("\u{a0}あ\u{2003}い\u{85}", 2),
            ("①\u{3000}②", 2),
        ] {
            assert_eq!(count_characters(text), n, "{text:?}");
            assert_eq!(count_characters(&text.repeat(300)), 300 * n, "{text:?} repeated");
        }
    }
}

//! How wide the text column is, so that a full line can be told from a short
//! one.

use super::furniture::Verdict;
use super::width::{Extent, extent, first_word};
use crate::model::{Extract, Grid, GridCell, Line, LineLayout, Piece, Source};

/// Fewest display columns at which a text file can be taken for wrapped.
pub const NARROWEST_WRAP: usize = 20;

/// The width of a text column.
#[derive(Debug)]
pub enum Measure {
    /// Lines end where the author ended them.
    Unwrapped,
    /// A text file wrapped at this many display columns (one for a half-width,
    /// two for a full-width character).
    Columns {
        /// Widest line.
        columns: usize,
        /// Whether lines are cut at exactly that column, words or not.
        cuts_words: bool,
        /// Whether a full line that ends a sentence is taken for the end of its
        /// paragraph.
        stops_end: bool,
    },
    /// Right edge in points for each page (index 0 is page 1) and text column.
    Edges(Vec<Vec<f32>>),
    /// Right edge in points of one table cell.
    Cell(f32),
}

impl Measure {
    /// Measures the lines of a document outside its tables. The tables tell
    /// how wide a page is that has hardly any other text.
    pub fn of_lines(lines: &[Line], tables: &[&Grid], source: &Source) -> Self {
        if lines.iter().any(|line| line.layout.is_some()) {
            return Self::Edges(right_edges(lines, tables, source));
        }
        Self::of_text(lines.iter().copied(), source)
    }

    /// Measures lines without geometry.
    fn of_text(lines: impl Iterator<Item = Line>, source: &Source) -> Self {
        let mut pile = Pile::default();
        lines.for_each(|line| pile.add(extent(source, line.span)));
        pile.measure()
    }

    /// Measures one table cell. Text stands as far from the right rule as from
    /// the left one, be it left-aligned or centred; where the cell is not
    /// known, its widest line is taken for full. Without any geometry the
    /// column at which its lines pile up decides, as in a text file.
    pub fn of_cell(cell: &GridCell, source: &Source) -> Self {
        let layouts = || cell.lines.iter().filter_map(|line| line.layout);
        let left = layouts().map(|layout| layout.area.left).fold(f32::MAX, f32::min);
        let widest =
            cell.lines.iter().filter_map(|line| text_edge(line, source)).fold(f32::MIN, f32::max);
        match cell.area {
            Some(area) if left < f32::MAX => {
                let padding = (left - area.left).max(0.0);
                Self::Cell(widest.max(area.right - padding))
            }
            _ if widest > f32::MIN => Self::Cell(widest),
            _ => Self::of_text(cell.lines.iter().copied(), source),
        }
    }

    /// The measure of a cell that goes on over the page, from those of its two
    /// parts: the wider one, since a part may hold a short line only.
    #[must_use]
    pub fn wider(self, other: Self) -> Self {
        match (self, other) {
            (Self::Cell(edge), Self::Cell(other)) => Self::Cell(edge.max(other)),
            (Self::Unwrapped, other) => other,
            (this, _) => this,
        }
    }

    /// The wrap column, 0 where there is none.
    pub fn columns(&self) -> usize {
        match self {
            Self::Columns { columns, .. } => *columns,
            _ => 0,
        }
    }

    /// Whether lines are cut inside words.
    pub fn cuts_words(&self) -> bool {
        matches!(self, Self::Columns { cuts_words: true, .. })
    }

    /// Whether a full line of so many display columns may end its paragraph with a
    /// sentence: there is room for a character, or most sentences do.
    #[inline]
    pub fn may_stop(&self, width: usize) -> bool {
        match self {
            Self::Columns { columns, stops_end, .. } => *stops_end || width + 2 <= *columns,
            _ => false,
        }
    }

    /// Whether the sentence that ends there does: `next` had room behind it, or
    /// begins a paragraph as others do.
    #[inline(never)]
    pub fn stops(&self, width: usize, next: &str) -> bool {
        let Self::Columns { columns, stops_end, .. } = self else { return false };
        let is_added = || ["ただし", "この場合"].iter().any(|it| next.starts_with(it));
        width + first_word(next) <= *columns || *stops_end && !is_added()
    }

    /// Whether any line can be full.
    pub fn can_be_full(&self) -> bool {
        !matches!(self, Self::Unwrapped)
    }

    /// Whether a line of `width` display columns, or of a place on a page, is so
    /// long that the first word of `next` would not have fitted.
    #[inline]
    pub fn is_full(&self, layout: Option<&LineLayout>, width: usize, next: &str) -> bool {
        match self {
            Self::Unwrapped => false,
            Self::Columns { columns, .. } => {
                // One character may have been pushed to the next line because
                // a line must not begin with 、 or 。
                let reaches = |word: usize| width + word.max(2) + 1 > *columns;
                width <= *columns + 4 && (reaches(0) || reaches(first_word(next)))
            }
            Self::Edges(edges) => {
                let Some(layout) = layout else {
                    return false;
                };
                let edge = edges
                    .get(layout.page as usize - 1)
                    .and_then(|page| page.get(usize::from(layout.column)))
                    .copied();
                edge.is_some_and(|edge| reaches(layout, edge, next))
            }
            Self::Cell(edge) => layout.is_some_and(|layout| reaches(layout, *edge, next)),
        }
    }
}

/// How many lines of a text end at each column.
#[derive(Debug, Default)]
pub struct Pile {
    /// Lines that end there, and those of them that end a sentence.
    histogram: Vec<(u32, u32)>,
    n_lines: usize,
}

impl Pile {
    /// Adds a line.
    #[inline]
    pub fn add(&mut self, line: Extent) {
        // A row of a table says nothing about paragraphs.
        if line.columns == 0 || line.is_tabbed {
            return;
        }
        if self.histogram.len() <= line.columns {
            self.histogram.resize(line.columns + 1, (0, 0));
        }
        let (n, n_sentences) = &mut self.histogram[line.columns];
        *n += 1;
        *n_sentences += u32::from(line.ends_sentence);
        self.n_lines += 1;
    }

    /// The column at which the lines of a text file pile up, if they do: at
    /// least three lines, and one in eight, end within three columns of the
    /// widest.
    pub fn measure(&self) -> Measure {
        let Self { histogram, n_lines } = self;
        // A few lines may be longer (an address, a table): up to one in fifty.
        let mut n_longer = 0;
        for columns in (NARROWEST_WRAP..histogram.len()).rev() {
            let pile = &histogram[columns.saturating_sub(3)..=columns];
            let n_piled: usize = pile.iter().map(|(n, _)| *n as usize).sum();
            // Where a typesetter breaks lines, few of the full ones end a sentence;
            // where most do, they are paragraphs of one length.
            let n_sentences: usize = pile.iter().map(|(_, n)| *n as usize).sum();
            let is_pile = n_piled >= 3 && n_piled * 8 >= *n_lines && n_sentences * 2 <= n_piled;
            let n_here = histogram[columns].0 as usize;
            if n_here > 0 && is_pile {
                let n_exact = n_here + histogram[columns - 1].0 as usize;
                let cuts_words = n_exact * 10 >= n_piled * 9;
                return Measure::Columns { columns, cuts_words, stops_end: false };
            }
            n_longer += n_here;
            if n_longer * 50 > *n_lines {
                break;
            }
        }
        Measure::Unwrapped
    }
}

/// Whether a line on a page reaches the right edge of its column.
fn reaches(layout: &LineLayout, edge: f32, next: &str) -> bool {
    let em = layout.size.max(1.0);
    let word = first_word(next) as f32 * em / 2.0;
    edge - layout.area.right < word + 0.4 * em
}

/// Right edge of a line as its column shows it: a mark that hangs into the
/// margin (ぶら下げ) does not count.
fn text_edge(line: &Line, source: &Source) -> Option<f32> {
    let layout = line.layout?;
    let hangs = source.slice(line.span).trim_end().ends_with(['、', '。', '，', '．']);
    Some(layout.area.right - if hangs { layout.size } else { 0.0 })
}

/// The size in which most of a document is set outside its tables (points),
/// and how many characters show it; `None` without pages.
pub fn usual_size(extract: &Extract, verdicts: &[Verdict]) -> Option<(f32, usize)> {
    let mut by_size: Vec<(f32, usize)> = Vec::new();
    for (piece, verdict) in extract.pieces.iter().zip(verdicts) {
        if let (Piece::Line(line), Verdict::Content) = (piece, verdict)
            && let Some(layout) = line.layout
        {
            by_size.push((layout.size, extract.source.slice(line.span).chars().count()));
        }
    }
    by_size.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: usize = by_size.iter().map(|(_, n)| n).sum();
    let mut seen = 0;
    let median = by_size.iter().find(|(_, n)| {
        seen += n;
        2 * seen >= total
    });
    median.map(|(size, _)| (*size, total))
}

/// Right edges by page and column: the widest line of each, or what other
/// pages show where a page has only short lines.
fn right_edges(lines: &[Line], tables: &[&Grid], source: &Source) -> Vec<Vec<f32>> {
    let layouts = || lines.iter().filter_map(|line| line.layout);
    let n_pages = layouts().map(|layout| layout.page as usize).max().unwrap_or(0);
    let n_columns = layouts().map(|layout| usize::from(layout.column) + 1).max().unwrap_or(1);
    let mut edges = vec![vec![f32::MIN; n_columns]; n_pages];
    for line in lines {
        if let (Some(layout), Some(right)) = (line.layout, text_edge(line, source)) {
            let edge = &mut edges[layout.page as usize - 1][usize::from(layout.column)];
            *edge = edge.max(right);
        }
    }
    // Lines over the whole width reach as far as the last column does.
    for page in &mut edges {
        let last = page.iter().copied().fold(f32::MIN, f32::max);
        if let Some(whole) = page.first_mut().filter(|whole| **whole > f32::MIN) {
            *whole = last;
        }
    }
    if n_columns == 1 {
        widen_by_tables(&mut edges, lines, tables);
    }
    for column in 0..n_columns {
        let mut known: Vec<f32> =
            edges.iter().map(|page| page[column]).filter(|&edge| edge > f32::MIN).collect();
        known.sort_by(f32::total_cmp);
        let Some(&usual) = known.get(known.len() / 2) else {
            continue;
        };
        for page in &mut edges {
            // A page wider than usual (landscape) keeps its own edge; a page
            // of short lines is measured like the others.
            page[column] = page[column].max(usual);
        }
    }
    edges
}

/// The widest line of a page is full only if another one is as wide. A title
/// alone above a table shows no edge; the table does.
fn widen_by_tables(edges: &mut [Vec<f32>], lines: &[Line], tables: &[&Grid]) {
    let mut n_wide = vec![0_usize; edges.len()];
    for layout in lines.iter().filter_map(|line| line.layout) {
        let page = layout.page as usize - 1;
        n_wide[page] += usize::from(layout.area.right > edges[page][0] - layout.size);
    }
    for table in tables {
        if let (Some(page), Some(area)) = (table.page, table.area)
            && let Some(n_wide) = n_wide.get(page as usize - 1)
            && *n_wide == 1
        {
            let edge = &mut edges[page as usize - 1][0];
            *edge = edge.max(area.right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Format, Open, Span};

    #[test]
    fn a_title_alone_above_a_table_is_not_full() {
        let source = Source::new("a".into(), Format::Pdf, "題名日付".into(), Vec::new(), None);
        let line = |start: usize, right: f32| {
            let area = Area { left: 100.0, top: 0.0, right, bottom: 10.0 };
            let layout = LineLayout { page: 1, column: 0, area, size: 10.0 };
            Line { span: Span::new(start, start + 6), layout: Some(layout), is_paragraph: false }
        };
        let area = Area { left: 80.0, top: 50.0, right: 500.0, bottom: 90.0 };
        let table =
            Grid { page: Some(1), area: Some(area), open: Open::default(), cells: Vec::new() };
        for (second, tables, is_full) in [
            (200.0, &[][..], true),
            (200.0, &[&table][..], false),
            // Two lines of one width show where the column ends.
            (299.0, &[&table][..], true),
        ] {
            let lines = [line(0, 300.0), line(6, second)];
            let measure = Measure::of_lines(&lines, tables, &source);
            assert_eq!(measure.is_full(lines[0].layout.as_ref(), 0, "日付"), is_full, "{second}");
        }
    }
}

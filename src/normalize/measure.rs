//! How wide the text column is, so that a full line can be told from a short
//! one.

use crate::model::{GridCell, Line, LineLayout, Source};

/// Fewest display columns at which a text file can be taken for wrapped.
const NARROWEST_WRAP: usize = 20;

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
    },
    /// Right edge in points for each page (index 0 is page 1) and text column.
    Edges(Vec<Vec<f32>>),
    /// Right edge in points of one table cell.
    Cell(f32),
}

impl Measure {
    /// Measures the lines of a document outside its tables.
    pub fn of_lines(lines: &[Line], source: &Source) -> Self {
        if lines.iter().any(|line| line.layout.is_some()) {
            return Self::Edges(right_edges(lines));
        }
        wrap_column(lines, source)
    }

    /// Measures one table cell: the inner edge of the cell where known, else
    /// its widest line.
    pub fn of_cell(cell: &GridCell) -> Self {
        let widest = cell
            .lines
            .iter()
            .filter_map(|line| line.layout)
            .map(|layout| layout.area.right)
            .fold(f32::MIN, f32::max);
        match cell.area {
            // Cells have a padding that no file states; a line that ends
            // within two characters of the rule is measured as full below.
            Some(area) if cell.lines.len() > 1 => Self::Cell(widest.min(area.right)),
            Some(area) => Self::Cell(area.right),
            None if widest > f32::MIN => Self::Cell(widest),
            None => Self::Unwrapped,
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

    /// Whether `line` is so long that the first word of `next` would not have
    /// fitted.
    pub fn is_full(&self, line: &Line, text: &str, next: &str) -> bool {
        match self {
            Self::Unwrapped => false,
            // One character may have been pushed to the next line because a
            // line must not begin with 、 or 。
            Self::Columns { columns, .. } => {
                display_width(text) + first_word(next).max(2) + 1 > *columns
                    && display_width(text) <= *columns + 4
            }
            Self::Edges(edges) => {
                let Some(layout) = line.layout else {
                    return false;
                };
                let edge = edges
                    .get(layout.page as usize - 1)
                    .and_then(|page| page.get(usize::from(layout.column)))
                    .copied();
                edge.is_some_and(|edge| reaches(&layout, edge, next))
            }
            Self::Cell(edge) => line.layout.is_some_and(|layout| reaches(&layout, *edge, next)),
        }
    }
}

/// Whether a line on a page reaches the right edge of its column.
fn reaches(layout: &LineLayout, edge: f32, next: &str) -> bool {
    let em = layout.size.max(1.0);
    let word = first_word(next) as f32 * em / 2.0;
    // Up to two characters may have been carried over with the word.
    edge - layout.area.right < word + 1.3 * em
}

/// Display columns of the first unbreakable word: a run of Latin letters or
/// digits, or one Japanese character.
fn first_word(text: &str) -> usize {
    let text = text.trim_start();
    let latin = text.chars().take_while(|c| c.is_ascii_graphic()).count();
    if latin > 0 { latin.min(30) } else { 2 }
}

/// Width on a terminal or in a monospaced editor: two columns for a full-width
/// character, one for a half-width one.
pub fn display_width(text: &str) -> usize {
    text.trim_end().chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c as u32 {
        0..=0x1f | 0x7f => 0,
        0x20..=0x2ff | 0xff61..=0xff9f => 1,
        _ => 2,
    }
}

/// Right edges by page and column: the widest line of each, or what other
/// pages show where a page has only short lines.
fn right_edges(lines: &[Line]) -> Vec<Vec<f32>> {
    let layouts = || lines.iter().filter_map(|line| line.layout);
    let n_pages = layouts().map(|layout| layout.page as usize).max().unwrap_or(0);
    let n_columns = layouts().map(|layout| usize::from(layout.column) + 1).max().unwrap_or(1);
    let mut edges = vec![vec![f32::MIN; n_columns]; n_pages];
    for layout in layouts() {
        let edge = &mut edges[layout.page as usize - 1][usize::from(layout.column)];
        *edge = edge.max(layout.area.right);
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

/// The column at which the lines of a text file pile up, if they do: at least
/// three lines, and one in eight, end within three columns of the widest.
fn wrap_column(lines: &[Line], source: &Source) -> Measure {
    let widths: Vec<usize> = lines
        .iter()
        .map(|line| display_width(source.slice(line.span)))
        .filter(|&width| width > 0)
        .collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let mut histogram = vec![0usize; widest + 1];
    for &width in &widths {
        histogram[width] += 1;
    }
    // A few lines may be longer (an address, a table): up to one in fifty.
    let mut n_longer = 0;
    for columns in (NARROWEST_WRAP..=widest).rev() {
        let n_piled: usize = histogram[columns.saturating_sub(3)..=columns].iter().sum();
        if histogram[columns] > 0 && n_piled >= 3 && n_piled * 8 >= widths.len() {
            let n_exact = histogram[columns] + histogram[columns - 1];
            return Measure::Columns { columns, cuts_words: n_exact * 10 >= n_piled * 9 };
        }
        n_longer += histogram[columns];
        if n_longer * 50 > widths.len() {
            break;
        }
    }
    Measure::Unwrapped
}

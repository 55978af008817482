//! Ruled tables: parts on following pages joined, repeated header rows set
//! aside, cells unwrapped.
//!
//! Geometry does not tell that a row continues on the next page (several
//! producers close the frame), so the text decides: see [`continues_row`].

use super::fold::fold;
use super::measure::Measure;
use super::unwrap::{ends_sentence, unwrap};
use crate::model::{Block, BlockKind, Furniture, Grid, Line, SetAside, Source, TableId, Text};

/// Two column edges are the same when they differ by less, in points.
const SAME_EDGE: f32 = 4.0;

/// Longest text of a cell in a header row, in characters.
const LONGEST_HEADER: usize = 30;

/// Rows of a table, each a list of cells; consecutive parts are appended.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<RowCell>>,
    /// Left edges of the columns of the last part, for joining.
    edges: Vec<f32>,
    last_page: Option<u32>,
}

#[derive(Debug)]
struct RowCell {
    column: u32,
    column_span: u32,
    /// Nothing but empty cells stands left of it in its row, and no cell from
    /// above reaches beside it.
    leads: bool,
    /// Paragraphs of the cell; the last may go on after a page break.
    paragraphs: Vec<Text>,
    /// Whether the last line reaches the right edge of the cell.
    is_full: bool,
}

impl Table {
    /// A table from its first part.
    pub fn begin(grid: &Grid, source: &Source) -> Self {
        let rows = rows_of(grid, source);
        Self { rows, edges: column_edges(grid), last_page: grid.page }
    }

    /// Whether `grid` can be the next part: it stands on the following page
    /// and has the same columns.
    pub fn accepts(&self, grid: &Grid) -> bool {
        let follows = self.last_page.zip(grid.page).is_some_and(|(last, next)| next == last + 1);
        let edges = column_edges(grid);
        follows
            && !edges.is_empty()
            && edges.len() == self.edges.len()
            && edges.iter().zip(&self.edges).all(|(a, b)| (a - b).abs() < SAME_EDGE)
    }

    /// Appends the next part. Header rows printed again are set aside.
    pub fn append(&mut self, grid: &Grid, source: &Source, set_aside: &mut Vec<SetAside>) {
        let mut rows = rows_of(grid, source);
        let n_repeated = self
            .rows
            .iter()
            .zip(&rows)
            .take_while(|(first, again)| {
                is_header(first, source) && same_text(first, again, source)
            })
            .count();
        // Only leading rows that repeat are a header, and never the whole part.
        if n_repeated < rows.len() {
            for cell in rows.drain(..n_repeated).flatten() {
                for part in cell.paragraphs.iter().flat_map(Text::parts) {
                    set_aside.push(SetAside { span: part.span, why: Furniture::RepeatedHeader });
                }
            }
        }
        let mut rows = rows.into_iter();
        if let (Some(last), Some(first)) = (self.rows.last_mut(), rows.next()) {
            if continues_row(last, &first, source) {
                join_rows(last, first);
            } else {
                self.rows.push(first);
            }
        }
        self.rows.extend(rows);
        self.last_page = grid.page;
    }

    /// The blocks of the table, row by row.
    pub fn into_blocks(self, table: TableId) -> impl Iterator<Item = Block> {
        self.rows.into_iter().enumerate().flat_map(move |(row, cells)| {
            cells.into_iter().flat_map(move |cell| {
                let kind = BlockKind::Cell {
                    table,
                    row: row as u32,
                    column: cell.column,
                    column_span: cell.column_span,
                    leads: cell.leads,
                };
                cell.paragraphs.into_iter().map(move |text| Block { kind, text })
            })
        })
    }
}

fn rows_of(grid: &Grid, source: &Source) -> Vec<Vec<RowCell>> {
    let n_rows = grid.cells.iter().map(|cell| cell.row as usize + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<RowCell>> = Vec::new();
    rows.resize_with(n_rows, Vec::new);
    let leftmost = leftmost_text(grid, n_rows);
    for cell in &grid.cells {
        let measure = Measure::of_cell(cell, source);
        let lines: Vec<Line> = cell.lines.clone();
        let is_full =
            lines.last().is_some_and(|last| measure.is_full(last, source.slice(last.span), "あ"));
        rows[cell.row as usize].push(RowCell {
            column: cell.column,
            column_span: cell.column_span,
            leads: leftmost[cell.row as usize] >= cell.column,
            paragraphs: unwrap(&lines, source, &measure),
            is_full,
        });
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.column);
    }
    // A row of empty cells says nothing and would stand as an empty row.
    rows.retain(|row| !row.is_empty());
    rows
}

/// For each row the leftmost column with text, cells that reach down into the
/// row counted: what stands left of it, or in it, leads. O(rows covered).
fn leftmost_text(grid: &Grid, n_rows: usize) -> Vec<u32> {
    let mut leftmost = vec![u32::MAX; n_rows];
    for cell in grid.cells.iter().filter(|cell| !cell.lines.is_empty()) {
        let rows = cell.row as usize..(cell.row.saturating_add(cell.row_span) as usize).min(n_rows);
        for column in leftmost.get_mut(rows).into_iter().flatten() {
            *column = (*column).min(cell.column);
        }
    }
    leftmost
}

fn column_edges(grid: &Grid) -> Vec<f32> {
    let mut edges: Vec<f32> =
        grid.cells.iter().filter_map(|cell| cell.area).map(|area| area.left).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < SAME_EDGE);
    edges
}

/// Whether a row reads like column headings: two or more different short words
/// and no sentence, dash or circle. A row of a list (`該当なし｜－｜－`) may stand
/// at the top of two pages and is content.
fn is_header(row: &[RowCell], source: &Source) -> bool {
    let texts: Vec<String> = row
        .iter()
        .map(|cell| cell.paragraphs.iter().map(|text| fold(&text.printed(source))).collect())
        .filter(|text: &String| !text.is_empty())
        .collect();
    let is_word = |text: &String| {
        text.chars().count() <= LONGEST_HEADER
            && !text.ends_with('。')
            && text.chars().any(char::is_alphabetic)
    };
    let differ = texts.iter().enumerate().all(|(at, text)| !texts[..at].contains(text));
    texts.len() >= 2 && differ && texts.iter().all(is_word)
}

fn is_empty(row: &[RowCell]) -> bool {
    row.iter().all(|cell| cell.paragraphs.is_empty())
}

fn same_text(a: &[RowCell], b: &[RowCell], source: &Source) -> bool {
    let text = |cell: &RowCell| -> String {
        cell.paragraphs.iter().map(|paragraph| fold(&paragraph.printed(source))).collect()
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.column == b.column && text(a) == text(b))
}

/// Whether the first row of a page goes on with the last row of the page
/// before: every cell of it that has text goes on with a cell that was cut in
/// the middle of a sentence, or the label stands empty because it was printed
/// on the page before.
fn continues_row(last: &[RowCell], first: &[RowCell], source: &Source) -> bool {
    if is_empty(first) || last.len() != first.len() {
        return false;
    }
    let pairs = || last.iter().zip(first).filter(|(_, next)| !next.paragraphs.is_empty());
    let label_left_out = last.len() > 1
        && last.first().is_some_and(|cell| !cell.paragraphs.is_empty())
        && first.first().is_some_and(|cell| cell.paragraphs.is_empty());
    let cut = |cell: &RowCell| {
        cell.paragraphs.last().is_some_and(|paragraph| {
            let text = paragraph.printed(source);
            cell.is_full && !ends_sentence(&text)
        })
    };
    pairs().all(|(before, next)| before.column == next.column && !before.paragraphs.is_empty())
        && (label_left_out || pairs().all(|(before, _)| cut(before)))
}

fn join_rows(last: &mut [RowCell], first: Vec<RowCell>) {
    for (cell, next) in last.iter_mut().zip(first) {
        let mut paragraphs = next.paragraphs.into_iter();
        if cell.is_full
            && let (Some(open), Some(rest)) = (cell.paragraphs.last_mut(), paragraphs.next())
        {
            for part in rest.parts() {
                open.push(part.span, part.join);
            }
        }
        cell.paragraphs.extend(paragraphs);
        cell.is_full = next.is_full;
    }
}

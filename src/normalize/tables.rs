//! Ruled tables: parts on following pages joined, repeated header rows set
//! aside, cells unwrapped.
//!
//! Geometry seldom tells that a row continues on the next page: most producers
//! close the frame. Where the frame is left open on both pages, it does; else
//! the text decides: see [`continues_row`], and [`groups`] for rows under one
//! label.

mod groups;

use groups::{extend_label, have_groups, is_next_of_group};

use super::fold::fold;
use super::line_ends::{begins_paragraph, ends_sentence};
use super::measure::Measure;
use super::unwrap::unwrap;
use super::width::display_width;
use crate::model::{
    Area, Block, BlockKind, Furniture, Grid, Line, SetAside, Source, Span, TableId,
};

/// Two edges of columns or tables are the same when they differ by less, in points.
pub const SAME_EDGE: f32 = 4.0;

/// A cell or a table that ends so many lines above the end of its page had room
/// for more, in sizes of its letters.
const LINES_OF_ROOM: f32 = 4.0;

/// Longest text of a cell in a header row, in characters.
const LONGEST_HEADER: usize = 30;

/// Rows of a table, each a list of cells; consecutive parts are appended.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<RowCell>>,
    /// Left edges of the columns of the last part, for joining.
    edges: Vec<f32>,
    last_page: Option<u32>,
    /// Box around the last part.
    last_area: Option<Area>,
    /// Whether its first row is closed above: an open side then tells something.
    is_closed: bool,
    /// Whether the last part is open below.
    is_open_below: bool,
}

#[derive(Debug)]
struct RowCell {
    column: u32,
    column_span: u32,
    row_span: u32,
    /// Nothing but empty cells stands left of it in its row, and no cell from
    /// above reaches beside it.
    leads: bool,
    /// Physical lines, those from following pages included.
    lines: Vec<Line>,
    measure: Measure,
}

impl RowCell {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn folded(&self, source: &Source) -> String {
        self.lines.iter().map(|line| fold(source.slice(line.span))).collect()
    }

    /// Whether the text breaks off where the page does: its last line is so
    /// full that the beginning of `next` had no room, and ends no sentence.
    fn is_cut(&self, next: &Self, source: &Source) -> bool {
        let (Some(last), Some(first)) = (self.lines.last(), next.lines.first()) else {
            return false;
        };
        let (before, after) = (source.slice(last.span), source.slice(first.span));
        self.measure.is_full(last.layout.as_ref(), display_width(source, last.span), after)
            && !ends_sentence(before)
    }
}

impl Table {
    /// A table from its first part.
    pub fn begin(grid: &Grid, source: &Source) -> Self {
        let rows = rows_of(grid, source);
        Self {
            rows,
            edges: column_edges(grid),
            last_page: grid.page,
            last_area: grid.area,
            is_closed: !grid.open.above,
            is_open_below: grid.open.below,
        }
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

    /// Box and page of the last part.
    pub fn last_part(&self) -> (Option<Area>, Option<u32>) {
        (self.last_area, self.last_page)
    }

    /// Appends the next part. Header rows printed again are set aside. `room`:
    /// points that were left on the page below the last part.
    pub fn append(
        &mut self,
        grid: &Grid,
        room: f32,
        source: &Source,
        set_aside: &mut Vec<SetAside>,
    ) {
        let mut rows = rows_of(grid, source);
        let n_repeated = self
            .rows
            .iter()
            .zip(&rows)
            .take_while(|(first, again)| {
                is_header(first, source) && is_repeated(first, again, source)
            })
            .count();
        // Only leading rows that repeat are a header, and never the whole part.
        if n_repeated < rows.len() {
            for line in rows.drain(..n_repeated).flatten().flat_map(|cell| cell.lines) {
                set_aside.push(SetAside { span: line.span, why: Furniture::RepeatedHeader });
            }
        }
        let goes_on = self.is_closed && self.is_open_below && grid.open.above;
        let unlabelled =
            self.leaves_labels_out() || rows.iter().skip(1).any(|row| is_unlabelled(row));
        let is_in_group = !goes_on
            && self.rows.last().zip(rows.first()).is_some_and(|(last, first)| {
                let grouped = have_groups(self.rows.iter().skip(1).chain(&rows));
                is_next_of_group(last, first, grouped, source)
            });
        if is_in_group {
            extend_label(&mut self.rows, &mut rows);
        }
        let mut rows = rows.into_iter();
        if let (Some(last), Some(first)) = (self.rows.last_mut(), rows.next()) {
            let is_one = if is_in_group {
                false
            } else if goes_on {
                fits_under(last, &first) && has_room_for_no_more(last, &first, source)
            } else {
                room < LINES_OF_ROOM * letter_size(last)
                    && continues_row(last, &first, unlabelled, source)
                    && has_room_for_no_more(last, &first, source)
            };
            if is_one {
                join_rows(last, first);
            } else {
                self.rows.push(first);
            }
        }
        self.rows.extend(rows);
        (self.last_page, self.last_area) = (grid.page, grid.area);
        self.is_open_below = grid.open.below;
    }

    /// Whether rows without a label in front are usual in this table.
    fn leaves_labels_out(&self) -> bool {
        self.rows.iter().any(|row| is_unlabelled(row))
    }

    /// Where its text begins.
    pub fn first_span(&self) -> Option<Span> {
        self.rows.iter().flatten().flat_map(|cell| &cell.lines).map(|line| line.span).next()
    }

    /// The blocks of the table, row by row.
    pub fn into_blocks(self, table: TableId, source: &Source) -> impl Iterator<Item = Block> {
        self.rows.into_iter().enumerate().flat_map(move |(row, cells)| {
            cells.into_iter().flat_map(move |cell| {
                let kind = BlockKind::Cell {
                    table,
                    row: row as u32,
                    column: cell.column,
                    column_span: cell.column_span,
                    row_span: cell.row_span,
                    leads: cell.leads,
                };
                let paragraphs = unwrap(cell.lines.iter().copied(), source, &cell.measure);
                paragraphs.into_iter().map(move |text| Block { kind, text })
            })
        })
    }
}

fn rows_of(grid: &Grid, source: &Source) -> Vec<Vec<RowCell>> {
    let n_rows = grid.cells.iter().map(|cell| cell.row as usize + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<RowCell>> = Vec::new();
    rows.resize_with(n_rows, Vec::new);
    let edges = text_edges(grid, n_rows);
    for cell in &grid.cells {
        rows[cell.row as usize].push(RowCell {
            column: cell.column,
            column_span: cell.column_span,
            row_span: cell.row_span.max(1),
            leads: edges[cell.row as usize] >= cell.column,
            lines: written(&cell.lines, source),
            measure: Measure::of_cell(cell, source),
        });
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.column);
    }
    // A row of empty cells says nothing and would stand as an empty row.
    rows.retain(|row| !row.is_empty());
    rows
}

/// The lines that hold more than white space.
fn written(lines: &[Line], source: &Source) -> Vec<Line> {
    let is_written = |line: &&Line| !source.slice(line.span).trim().is_empty();
    lines.iter().filter(is_written).copied().collect()
}

/// For each row, the leftmost column in which text stands, in the row itself or
/// in a cell that reaches down to it. O(cells + area of the grid).
fn text_edges(grid: &Grid, n_rows: usize) -> Vec<u32> {
    let mut edges = vec![u32::MAX; n_rows];
    for cell in grid.cells.iter().filter(|cell| !cell.lines.is_empty()) {
        let first = cell.row as usize;
        let behind = first.saturating_add(cell.row_span as usize).min(n_rows);
        for edge in edges.get_mut(first..behind).into_iter().flatten() {
            *edge = (*edge).min(cell.column);
        }
    }
    edges
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
    let texts: Vec<String> =
        row.iter().map(|cell| cell.folded(source)).filter(|text| !text.is_empty()).collect();
    let is_word = |text: &String| {
        text.chars().count() <= LONGEST_HEADER
            && !text.ends_with('。')
            && text.chars().any(char::is_alphabetic)
    };
    let differ = texts.iter().enumerate().all(|(at, text)| !texts[..at].contains(text));
    texts.len() >= 2 && differ && texts.iter().all(is_word)
}

/// Whether a row has text, but not in its first cell.
fn is_unlabelled(row: &[RowCell]) -> bool {
    row.first().is_some_and(RowCell::is_empty) && !row.iter().all(RowCell::is_empty)
}

/// Whether a row prints the header again. Where the program that printed it
/// lets only so many lines of a header through, some of its cells may be
/// short of their ends.
fn is_repeated(header: &[RowCell], row: &[RowCell], source: &Source) -> bool {
    let mut n_equal = 0;
    let repeats = |cell: &RowCell, again: &RowCell, n_equal: &mut usize| {
        let (text, again_text) = (cell.folded(source), again.folded(source));
        *n_equal += usize::from(text == again_text && !text.is_empty());
        let is_beginning = !again_text.is_empty() && text.starts_with(&again_text);
        cell.column == again.column && (text == again_text || is_beginning)
    };
    header.len() == row.len()
        && header.iter().zip(row).all(|(cell, again)| repeats(cell, again, &mut n_equal))
        && n_equal >= 2
}

/// The size of the largest letters of a row, in points.
fn letter_size(row: &[RowCell]) -> f32 {
    let lines = row.iter().flat_map(|cell| &cell.lines);
    lines.filter_map(|line| line.layout).map(|it| it.size).fold(0.0, f32::max)
}

/// Whether every cell of a row that has text has a cell of the same width above
/// it in the row before.
fn fits_under(last: &[RowCell], first: &[RowCell]) -> bool {
    first.iter().filter(|next| !next.is_empty()).all(|next| {
        let mut above = last.iter().filter(|before| before.column == next.column);
        above.any(|before| before.column_span == next.column_span)
    })
}

/// Whether no cell of a row that has text on the next page, too, ended above
/// the end of its own page: what goes on had no room. Two equal labels are
/// those of two rows.
fn has_room_for_no_more(last: &[RowCell], first: &[RowCell], source: &Source) -> bool {
    let place = |cell: &RowCell| cell.lines.last().and_then(|line| line.layout);
    let page = last.iter().filter_map(place).map(|it| it.page).max();
    let ends = last.iter().filter_map(place).filter(|it| Some(it.page) == page);
    let end = ends.map(|it| it.area.bottom).fold(f32::MIN, f32::max);
    let mut cells = first.iter().enumerate().filter(|(_, next)| !next.is_empty());
    cells.all(|(at, next)| {
        let above = last.iter().find(|it| it.column == next.column && !it.is_empty());
        let Some(above) = above else { return true };
        let reaches_down = place(above).is_none_or(|it| {
            Some(it.page) == page && it.area.bottom + LINES_OF_ROOM * it.size >= end
        });
        let same_label = at == 0 && above.folded(source) == next.folded(source);
        reaches_down && !same_label
    })
}

/// Whether the first row of a page goes on with the last row of the page
/// before, by its text.
///
/// Every cell of it that has text must stand under one that has. Then one of
/// three signs is enough: all these cells were cut in the middle of a
/// sentence; one that fills lines was, and goes on without a new beginning,
/// at least half of them were cut, and none is a line with room behind it; or the
/// label is left out, having been printed on the page before, in a table
/// where rows have labels (`unlabelled` says that they may have none).
fn continues_row(last: &[RowCell], first: &[RowCell], unlabelled: bool, source: &Source) -> bool {
    let mut pairs = Vec::new();
    for next in first.iter().filter(|next| !next.is_empty()) {
        let Some(before) = last.iter().find(|before| before.column == next.column) else {
            return false;
        };
        if before.is_empty() || before.column_span != next.column_span {
            return false;
        }
        pairs.push((before, next));
    }
    if pairs.is_empty()
        || pairs.first().is_some_and(|(before, next)| counts_on(before, next, source))
    {
        return false;
    }
    let is_cut = |(before, next): &(&RowCell, &RowCell)| before.is_cut(next, source);
    let goes_on = |(before, next): &(&RowCell, &RowCell)| {
        let text = next.lines.first().map_or("", |line| source.slice(line.span));
        before.lines.len() > 1 && !begins_paragraph(text)
    };
    let label_left_out = !unlabelled
        && last.len() > 1
        && last.first().is_some_and(|cell| !cell.is_empty())
        && first.first().is_some_and(RowCell::is_empty);
    let n_cut = pairs.iter().filter(|pair| is_cut(pair)).count();
    // A cell of one line with room behind it said all it had to say.
    let is_whole = |pair: &(&RowCell, &RowCell)| pair.0.lines.len() == 1 && !is_cut(pair);
    label_left_out
        || n_cut == pairs.len()
        || 2 * n_cut >= pairs.len()
            && pairs.iter().any(|pair| is_cut(pair) && goes_on(pair))
            && !pairs.iter().any(is_whole)
}

/// Whether a cell holds the number after that of another: rows 9 and 10.
fn counts_on(before: &RowCell, next: &RowCell, source: &Source) -> bool {
    let number = |cell: &RowCell| cell.folded(source).trim().parse::<u32>().ok();
    number(before)
        .zip(number(next))
        .is_some_and(|(before, next)| before.checked_add(1) == Some(next))
}

fn join_rows(last: &mut [RowCell], first: Vec<RowCell>) {
    for next in first {
        if let Some(cell) = last.iter_mut().find(|cell| cell.column == next.column) {
            cell.lines.extend(next.lines);
            cell.measure =
                std::mem::replace(&mut cell.measure, Measure::Unwrapped).wider(next.measure);
        }
    }
}

#[cfg(test)]
mod tests;

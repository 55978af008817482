//! A printed cell → strips: lines of text and rows of nested tables, from top
//! to bottom. A page break falls between two strips.

use std::collections::VecDeque;

use super::font::Face;
use super::line::{Line, Setting, set};
use super::look;
use super::tags::{Role, TagId, Tags};
use crate::present::{
    Block, Grid, GridCell, GridRow, Mark, ParagraphRole, PrintedCell, PrintedParagraph, RowRole,
};

/// What one cell is made of.
#[derive(Debug, Clone)]
pub(super) enum Strip {
    /// A line of text.
    Line(TaggedLine),
    /// White space.
    Space(f32),
    /// A row of a nested table.
    Row(InnerRow),
}

/// A line and the paragraph it belongs to.
#[derive(Debug, Clone)]
pub(super) struct TaggedLine {
    pub line: Line,
    pub tag: TagId,
}

/// A row of a nested table.
#[derive(Debug, Clone)]
pub(super) struct InnerRow {
    /// Its cells from left to right.
    pub cells: Vec<InnerCell>,
    /// Whether it closes the table below.
    pub is_last: bool,
    /// Whether the whole table stands in a dashed box, and whether this row
    /// is the first one of it.
    pub boxed: Option<bool>,
}

/// A cell of a nested table.
#[derive(Debug, Clone)]
pub(super) struct InnerCell {
    /// Its left edge, counted from the left edge of the text.
    pub left: f32,
    /// Its width.
    pub width: f32,
    /// Whether it stands in a dashed box.
    pub boxed: bool,
    /// Its lines; a queue, because a tall cell gives them away page by page.
    pub lines: VecDeque<TaggedLine>,
}

impl Strip {
    /// Height of the strip.
    pub(super) fn height(&self) -> f32 {
        match self {
            Self::Line(it) => it.line.height(),
            Self::Space(height) => *height,
            Self::Row(row) => row.height(),
        }
    }
}

impl InnerRow {
    /// Height of the row with the white space inside its cells.
    pub(super) fn height(&self) -> f32 {
        let height = |cell: &InnerCell| cell.lines.iter().map(|it| it.line.height()).sum::<f32>();
        let text = self.cells.iter().map(height).fold(0.0, f32::max);
        text.max(look::SMALL * look::LEADING) + 2.0 * look::INNER_PAD
    }

    /// Tears the row: what of it is no higher than `room`, and the rest. At
    /// least one line of each cell is taken, so that an end is reached.
    pub(super) fn torn(self, room: f32) -> (Self, Self) {
        let mut rest =
            Self { cells: Vec::new(), is_last: self.is_last, boxed: self.boxed.map(|_| false) };
        let mut first = Self { cells: Vec::new(), is_last: false, boxed: self.boxed };
        for mut cell in self.cells {
            let mut used = 2.0 * look::INNER_PAD;
            let mut fits = |it: &&TaggedLine| {
                used += it.line.height();
                used <= room
            };
            let n = cell.lines.iter().take_while(&mut fits).count();
            let n = n.max(1).min(cell.lines.len());
            let lines = cell.lines.drain(..n).collect();
            first.cells.push(InnerCell { lines, ..cell.without_lines() });
            rest.cells.push(cell);
        }
        (first, rest)
    }
}

impl InnerCell {
    fn without_lines(&self) -> Self {
        Self { lines: VecDeque::new(), ..*self }
    }
}

/// How the text of a cell is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellLook<'a> {
    /// Width of the text.
    pub width: f32,
    /// What the row is there for.
    pub role: RowRole,
    /// What the columns of the nested tables of the row ask for.
    pub wishes: &'a [Wishes],
}

impl CellLook<'_> {
    fn size_of(self, paragraph: &PrintedParagraph) -> f32 {
        match (paragraph.role, self.role) {
            (ParagraphRole::Note, _) => look::NOTE,
            (ParagraphRole::Remark, _) | (_, RowRole::Headings) => look::SMALL,
            _ => look::BODY,
        }
    }
}

/// The strips of a cell.
pub(super) fn strips(
    face: &Face<'_>,
    cell: &PrintedCell,
    look: CellLook<'_>,
    tags: &mut Tags,
    parent: TagId,
) -> VecDeque<Strip> {
    let mut out = VecDeque::new();
    let mut wishes = look.wishes.iter();
    for block in &cell.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let size = look.size_of(paragraph);
                let setting = Setting { size, width: look.width, justified: true };
                let lines = paragraph_lines(face, paragraph, setting, tags, parent);
                out.extend(lines.into_iter().map(Strip::Line));
            }
            Block::Table(grid) => {
                let own = Wishes::of(face, grid);
                let shared = wishes.next().filter(|shared| shared.0.len() == own.0.len());
                let edges = shared.unwrap_or(&own).edges(look.width);
                out.push_back(Strip::Space(look::GRID_GAP));
                out.extend(inner_rows(face, grid, &edges, tags, parent));
                out.push_back(Strip::Space(look::GRID_GAP));
            }
        }
    }
    out
}

fn paragraph_lines(
    face: &Face<'_>,
    paragraph: &PrintedParagraph,
    setting: Setting,
    tags: &mut Tags,
    parent: TagId,
) -> Vec<TaggedLine> {
    let tag = tags.add(Some(parent), Role::Paragraph);
    let lines = set(face, &paragraph.runs, setting);
    lines.into_iter().map(|line| TaggedLine { line, tag }).collect()
}

fn inner_rows(
    face: &Face<'_>,
    grid: &Grid,
    edges: &[f32],
    tags: &mut Tags,
    parent: TagId,
) -> Vec<Strip> {
    let table = tags.add(Some(parent), Role::Table);
    let mut out = Vec::with_capacity(grid.rows.len());
    for (at, row) in grid.rows.iter().enumerate() {
        let tag = tags.add(Some(table), Role::Row);
        out.push(Strip::Row(InnerRow {
            cells: inner_cells(face, row, edges, tags, tag),
            is_last: at + 1 == grid.rows.len(),
            boxed: (grid.mark == Mark::Dashed).then_some(at == 0),
        }));
    }
    out
}

fn inner_cells(
    face: &Face<'_>,
    row: &GridRow,
    edges: &[f32],
    tags: &mut Tags,
    parent: TagId,
) -> Vec<InnerCell> {
    let mut column = 0;
    let size = if edges.len() > MANY { look::TIGHT } else { look::SMALL };
    let mut out = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let edge = |at: usize| edges.get(at).or(edges.last()).copied().unwrap_or_default();
        let left = edge(column);
        column += cell.span as usize;
        let width = (edge(column) - left).max(0.0);
        let tag = tags.add(Some(parent), Role::Cell { span: cell.span });
        let room = (width - 2.0 * look::INNER_PAD).max(1.0);
        let setting = Setting { size, width: room, justified: false };
        let lines = cell
            .paragraphs
            .iter()
            .flat_map(|paragraph| paragraph_lines(face, paragraph, setting, tags, tag));
        let lines = lines.collect();
        out.push(InnerCell { left, width, boxed: cell.mark == Mark::Dashed, lines });
    }
    out
}

/// Most that one column of a nested table asks for against another one: a
/// column of sentences must leave room for a column of labels.
const MOST_UNEVEN: f32 = 4.0;

/// More edges than this make the letters smaller.
const MANY: usize = 7;

/// A damaged table may claim more columns than there are points of room.
const MOST_COLUMNS: usize = 1 << 12;

/// How wide the columns of a nested table would like to be: as their longest
/// paragraphs.
#[derive(Debug, Clone)]
pub(super) struct Wishes(Vec<f32>);

impl Wishes {
    fn of(face: &Face<'_>, grid: &Grid) -> Self {
        let n = (grid.columns as usize).clamp(1, MOST_COLUMNS);
        let mut wishes = vec![0.0_f32; n];
        for row in &grid.rows {
            let mut column = 0;
            for cell in &row.cells {
                if cell.span == 1
                    && let Some(wish) = wishes.get_mut(column)
                {
                    *wish = wish.max(natural_width(face, cell));
                }
                column += cell.span as usize;
            }
        }
        Self(wishes)
    }

    /// The wishes of the tables of a row: those at the same place of several
    /// cells are compared by the reader and get the same columns.
    pub(super) fn of_row(face: &Face<'_>, cells: &[PrintedCell]) -> Vec<Self> {
        let mut shared: Vec<Self> = Vec::new();
        for cell in cells {
            let grids = cell.blocks.iter().filter_map(|block| match block {
                Block::Table(grid) => Some(grid),
                Block::Paragraph(_) => None,
            });
            for (at, grid) in grids.enumerate() {
                let own = Self::of(face, grid);
                match shared.get_mut(at) {
                    Some(known) if known.0.len() == own.0.len() => {
                        known.0.iter_mut().zip(own.0).for_each(|(one, more)| *one = one.max(more));
                    }
                    Some(_) => {}
                    None => shared.push(own),
                }
            }
        }
        shared
    }

    /// The edges of the columns in a table of some width, one more than there
    /// are columns. No column is much narrower than the others.
    fn edges(&self, width: f32) -> Vec<f32> {
        let least = width / self.0.len() as f32 * 0.6;
        let most = self.0.iter().copied().fold(least, f32::max).min(least * MOST_UNEVEN);
        let wishes: Vec<f32> = self.0.iter().map(|wish| wish.clamp(least, most)).collect();
        let scale = width / wishes.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let mut edges = vec![0.0];
        let mut x = 0.0;
        for wish in wishes {
            x += wish * scale;
            edges.push(x);
        }
        edges
    }
}

/// Width of the longest paragraph of a cell on one line.
fn natural_width(face: &Face<'_>, cell: &GridCell) -> f32 {
    let width = |paragraph: &PrintedParagraph| {
        let chars = paragraph.runs.iter().flat_map(|run| run.text.chars());
        chars.map(|c| face.glyph(c).advance * look::SMALL).sum::<f32>()
    };
    cell.paragraphs.iter().map(width).fold(0.0, f32::max) + 2.0 * look::INNER_PAD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(n: usize) -> VecDeque<TaggedLine> {
        let tag = Tags::default().add(None, Role::Paragraph);
        let line = Line { size: 10.0, ..Line::default() };
        vec![TaggedLine { line, tag }; n].into()
    }

    fn row(n_lines: &[usize]) -> InnerRow {
        let cell = |&n: &usize| InnerCell { left: 0.0, width: 9.0, boxed: false, lines: lines(n) };
        let cells = n_lines.iter().map(cell).collect();
        InnerRow { cells, is_last: true, boxed: Some(true) }
    }

    fn counts(row: &InnerRow) -> Vec<usize> {
        row.cells.iter().map(|cell| cell.lines.len()).collect()
    }

    #[test]
    fn a_torn_row_keeps_every_line() {
        let (first, rest) = row(&[10, 2, 0]).torn(4.0 * 15.5 + 2.0 * look::INNER_PAD + 0.1);
        assert_eq!((counts(&first), counts(&rest)), (vec![4, 2, 0], vec![6, 0, 0]));
        assert!(!first.is_last && rest.is_last);
        assert_eq!((first.boxed, rest.boxed), (Some(true), Some(false)));
        let (first, rest) = row(&[3]).torn(0.0);
        assert_eq!((counts(&first), counts(&rest)), (vec![1], vec![2]));
    }

    #[test]
    fn columns_fill_the_width_and_none_vanishes() {
        let edges = Wishes(vec![10.0, 1_000.0, 0.0]).edges(300.0);
        assert_eq!(edges.len(), 4);
        assert!((edges[3] - 300.0).abs() < 0.1, "{edges:?}");
        assert!(edges.windows(2).all(|pair| pair[1] - pair[0] > 40.0), "{edges:?}");
        assert!(edges[2] - edges[1] > edges[1] - edges[0]);
    }
}

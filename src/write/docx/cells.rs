//! What stands in a cell: paragraphs with real underlines, and tables of the
//! documents as tables.

use std::ops::Range;

use docx_rs::{
    BorderType, HeightRule, LineSpacing, LineSpacingType, Paragraph, Run, Table, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableLayoutType, TableRow, WidthType,
};

use super::super::office;
use super::level::{self, Level};
use crate::present::{
    Block, Grid, GridCell, GridRow, Mark, ParagraphRole, PrintedParagraph, PrintedRun,
};

/// Most columns of a table in Word.
const MOST_COLUMNS: u32 = 63;
/// Widest and narrowest a column counts, in characters: long texts wrap.
const CHARACTERS: std::ops::RangeInclusive<usize> = 3..=24;
/// Narrowest column with room for three characters between its rules, in
/// twentieths of a point.
const NARROWEST: usize = 3 * 210 + 2 * 108 + 24;
/// Of dashed boxes and rules inside a cell, in eighths of a point.
const RULE: usize = 4;

/// Where paragraphs stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Room for a table, in twentieths of a point.
    pub width: usize,
    /// Whether they stay on the page of what follows.
    pub keep_next: bool,
    /// Whether lines have a fixed height, so that the columns stay level.
    pub is_level: bool,
}

/// A part of a cell.
#[derive(Debug)]
pub(super) enum Content {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Content {
    /// Puts it into a cell, behind what stands there.
    pub(super) fn put(cell: TableCell, content: Self) -> TableCell {
        match content {
            Self::Paragraph(paragraph) => cell.add_paragraph(*paragraph),
            Self::Table(table) => cell.add_table(*table),
        }
    }
}

/// The contents of a cell; never empty, and a paragraph behind every table:
/// Word joins tables that touch and takes a cell that ends with one for
/// damaged. `levels` are those of its tables, for the cell in this `column`.
pub(super) fn contents(
    blocks: &[Block],
    place: Place,
    levels: &[Level],
    column: usize,
) -> Vec<Content> {
    let content = |paragraph| Content::Paragraph(Box::new(paragraph));
    let place = Place { is_level: !levels.is_empty(), ..place };
    let mut levels = levels.iter();
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph(it) => out.push(content(paragraph(it, place, false))),
            Block::Table(grid) if grid.columns > MOST_COLUMNS => {
                levels.next();
                out.extend(grid.rows.iter().map(|row| content(flat(row, place))));
            }
            Block::Table(grid) => {
                let level = levels.next();
                let gap = level.and_then(|it| it.gaps.get(column)).copied().unwrap_or(0);
                if gap > 0 {
                    let room = LineSpacing::new()
                        .line_rule(LineSpacingType::Exact)
                        .line(gap.try_into().unwrap_or(i32::MAX));
                    out.push(content(Paragraph::new().style("TableEnd").line_spacing(room)));
                }
                out.push(Content::Table(Box::new(table(grid, place, level))));
                out.push(content(Paragraph::new().style("TableEnd")));
            }
        }
    }
    if out.is_empty() {
        out.push(content(Paragraph::new().keep_next(place.keep_next)));
    }
    out
}

/// A paragraph. What stands in a dashed box is not underlined with dashes
/// besides.
fn paragraph(printed: &PrintedParagraph, place: Place, is_boxed: bool) -> Paragraph {
    let out = Paragraph::new().keep_next(place.keep_next);
    let out = if place.is_level { out.line_spacing(fixed_lines()) } else { out };
    let out = match printed.role {
        ParagraphRole::Text => out,
        ParagraphRole::Heading => out.style("TableHeading"),
        ParagraphRole::Filler => out.style("TableFiller"),
        ParagraphRole::Note | ParagraphRole::Remark => out.style("TableRemark"),
    };
    printed.runs.iter().fold(out, |out, it| out.add_run(run(it, is_boxed)))
}

/// Lines of the height that levels are counted in.
fn fixed_lines() -> LineSpacing {
    let height = level::LINE.try_into().unwrap_or(i32::MAX);
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(height)
}

fn run(printed: &PrintedRun, is_boxed: bool) -> Run {
    let mut out = match printed.mark {
        Mark::None => Run::new(),
        Mark::Dashed if is_boxed => Run::new(),
        Mark::Single => Run::new().underline("single"),
        Mark::Dashed => Run::new().underline("dash"),
        Mark::Double => Run::new().underline("double"),
    };
    for (index, text) in printed.text.split('\t').enumerate() {
        if index > 0 {
            out = out.add_tab();
        }
        if !text.is_empty() {
            out = out.add_text(office::printable(text));
        }
    }
    out
}

/// A row of a table that is too wide for Word, with tabs between its cells.
fn flat(row: &GridRow, place: Place) -> Paragraph {
    let mut out = Paragraph::new().keep_next(place.keep_next);
    for (index, cell) in row.cells.iter().enumerate() {
        if index > 0 {
            out = out.add_run(Run::new().add_tab());
        }
        for (index, paragraph) in cell.paragraphs.iter().enumerate() {
            if index > 0 {
                out = out.add_run(Run::new().add_text("　"));
            }
            out = paragraph.runs.iter().fold(out, |out, it| out.add_run(run(it, false)));
        }
    }
    out
}

fn table(grid: &Grid, place: Place, level: Option<&Level>) -> Table {
    let shared = level.and_then(|it| it.measures.as_ref());
    let widths = shared.map(|it| it.widths(place.width));
    let widths = widths.unwrap_or_else(|| Measures::of(grid).widths(place.width));
    let is_boxed = grid.mark == Mark::Dashed;
    let boxes: Vec<Vec<Boxed>> = grid.rows.iter().map(boxes).collect();
    let rows = grid.rows.iter().enumerate().map(|(at, row)| {
        let around = Around {
            above: at.checked_sub(1).and_then(|above| boxes.get(above)).map_or(&[], Vec::as_slice),
            own: &boxes[at],
            below: boxes.get(at + 1).map_or(&[], Vec::as_slice),
        };
        let cells = row.cells.iter().zip(&boxes[at]).map(|(cell, place_of)| {
            let width = widths.get(place_of.columns.clone()).unwrap_or_default().iter().sum();
            let own = Place { width, ..place };
            grid_cell(cell, own, is_boxed || place_of.is_boxed, around.dashed(place_of))
        });
        let out = TableRow::new(cells.collect());
        match level.and_then(|it| it.heights.get(at)) {
            Some(height) => out.row_height(*height as f32).height_rule(HeightRule::AtLeast),
            None => out,
        }
    });
    Table::new(rows.collect())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders(is_boxed))
        .set_grid(widths)
}

/// The columns that a cell covers, and whether it stands in a dashed box.
#[derive(Debug)]
struct Boxed {
    columns: Range<usize>,
    is_boxed: bool,
}

fn boxes(row: &GridRow) -> Vec<Boxed> {
    let mut column = 0;
    let boxed = |cell: &GridCell| {
        let start = column;
        column += cell.span as usize;
        Boxed { columns: start..column, is_boxed: cell.mark == Mark::Dashed }
    };
    row.cells.iter().map(boxed).collect()
}

/// The row of a cell and those beside it.
struct Around<'a> {
    above: &'a [Boxed],
    own: &'a [Boxed],
    below: &'a [Boxed],
}

impl Around<'_> {
    /// The sides of a cell that are dashed: all of a boxed one, and of its
    /// neighbours those they share with it. Of two rules at one place a
    /// program draws the solid one.
    fn dashed(&self, cell: &Boxed) -> Vec<TableCellBorderPosition> {
        use TableCellBorderPosition::{Bottom, Left, Right, Top};
        let Range { start, end } = cell.columns;
        let touches = |other: &&Boxed| other.columns.start < end && start < other.columns.end;
        let is_boxed_beside =
            |row: &[Boxed]| row.iter().filter(touches).any(|other| other.is_boxed);
        let is_boxed_at =
            |at: &dyn Fn(&Boxed) -> bool| self.own.iter().any(|other| other.is_boxed && at(other));
        let sides = [
            (Top, is_boxed_beside(self.above)),
            (Left, is_boxed_at(&|other| other.columns.end == start)),
            (Bottom, is_boxed_beside(self.below)),
            (Right, is_boxed_at(&|other| other.columns.start == end)),
        ];
        let is_dashed = |(_, is_beside): &(_, bool)| cell.is_boxed || *is_beside;
        sides.into_iter().filter(is_dashed).map(|(side, _)| side).collect()
    }
}

fn grid_cell(
    cell: &GridCell,
    place: Place,
    is_boxed: bool,
    dashed: Vec<TableCellBorderPosition>,
) -> TableCell {
    let mut out = TableCell::new().width(place.width, WidthType::Dxa);
    if cell.span > 1 {
        out = out.grid_span(cell.span as usize);
    }
    if !dashed.is_empty() {
        out = out.set_borders(dashed_sides(dashed));
    }
    if cell.paragraphs.is_empty() {
        return out.add_paragraph(Paragraph::new().keep_next(place.keep_next));
    }
    let paragraphs = cell.paragraphs.iter();
    paragraphs.fold(out, |out, it| out.add_paragraph(paragraph(it, place, is_boxed)))
}

/// The rules of a table, dashed outside where the table as a whole changed
/// (破線で囲む, CONVENTIONS §1.5).
fn borders(is_boxed: bool) -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let rule = |position, line| TableBorder::new(position).size(RULE).border_type(line);
    let outside = if is_boxed { BorderType::Dashed } else { BorderType::Single };
    let out = [Top, Left, Bottom, Right]
        .into_iter()
        .fold(TableBorders::with_empty(), |all, at| all.set(rule(at, outside)));
    out.set(rule(InsideH, BorderType::Single)).set(rule(InsideV, BorderType::Single))
}

fn dashed_sides(sides: Vec<TableCellBorderPosition>) -> TableCellBorders {
    let rule = |at| TableCellBorder::new(at).size(2 * RULE).border_type(BorderType::Dashed);
    sides.into_iter().fold(TableCellBorders::with_empty(), |all, at| all.set(rule(at)))
}

/// The longest text of each column, from which its width follows; a cell over
/// several columns counts as much in each of them.
#[derive(Debug)]
pub(super) struct Measures(Vec<usize>);

impl Measures {
    /// Those of one table.
    pub(super) fn of(grid: &Grid) -> Self {
        let mut longest = vec![*CHARACTERS.start(); grid.columns.max(1) as usize];
        for row in &grid.rows {
            let mut column = 0;
            for cell in &row.cells {
                let end = column + cell.span as usize;
                let n = cell.paragraphs.iter().map(|it| it.text().chars().count()).max();
                let n = n.unwrap_or(0).min(*CHARACTERS.end()).div_ceil(cell.span.max(1) as usize);
                for longest in longest.get_mut(column..end).unwrap_or_default() {
                    *longest = (*longest).max(n);
                }
                column = end;
            }
        }
        Self(longest)
    }

    /// Those that tables with equally many columns share.
    pub(super) fn shared<'a>(grids: impl Iterator<Item = &'a Grid>) -> Option<Self> {
        let mut all = grids.map(Self::of);
        let first = all.next()?;
        all.try_fold(first, |one, other| {
            let is_alike = one.0.len() == other.0.len();
            let longest = one.0.into_iter().zip(other.0).map(|(one, other)| one.max(other));
            is_alike.then(|| Self(longest.collect()))
        })
    }

    /// The widths in a room that they fill. Each has place for （略） on one
    /// line, where there is room for that.
    pub(super) fn widths(&self, room: usize) -> Vec<usize> {
        let least = if self.0.len() * NARROWEST <= room { NARROWEST } else { 0 };
        let more = room - self.0.len() * least;
        let share = |n: &usize| n + 1 - if least > 0 { *CHARACTERS.start() } else { 0 };
        let all: usize = self.0.iter().map(share).sum();
        self.0.iter().map(|n| least + more * share(n) / all).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CONVENTIONS §1.5: a dashed box has four sides, whatever its neighbours.
    #[test]
    fn neighbours_share_the_dashed_sides_of_a_box() {
        use TableCellBorderPosition::{Bottom, Left, Right, Top};
        let row = |marks: &[(u32, Mark)]| {
            let cell = |&(span, mark)| GridCell { span, mark, paragraphs: Vec::new() };
            boxes(&GridRow { cells: marks.iter().map(cell).collect() })
        };
        let (plain, boxed) = ((1, Mark::None), (1, Mark::Dashed));
        let (above, own, below) = (
            row(&[plain, plain, plain]),
            row(&[plain, boxed, plain]),
            row(&[plain, (2, Mark::None)]),
        );
        let sides = |above: &[Boxed], own: &[Boxed], below: &[Boxed], at: usize| {
            format!("{:?}", Around { above, own, below }.dashed(&own[at]))
        };
        let is = |sides: &[TableCellBorderPosition]| format!("{sides:?}");
        assert_eq!(sides(&above, &own, &below, 1), is(&[Top, Left, Bottom, Right]));
        assert_eq!(sides(&above, &own, &below, 0), is(&[Right]));
        assert_eq!(sides(&above, &own, &below, 2), is(&[Left]));
        assert_eq!(sides(&[], &above, &own, 1), is(&[Bottom]));
        assert_eq!(sides(&[], &above, &own, 0), is(&[]));
        assert_eq!(sides(&own, &below, &[], 1), is(&[Top]));
    }

    #[test]
    fn columns_fill_the_room_and_hold_a_filler() {
        let widths = Measures(vec![3, 24, 3, 8]).widths(7_000);
        assert!(widths.iter().all(|width| *width >= NARROWEST), "{widths:?}");
        assert!((6_990..=7_000).contains(&widths.iter().sum::<usize>()), "{widths:?}");
        assert!(widths[1] > widths[3] && widths[3] > widths[0]);
        assert_eq!(Measures(vec![3; 63]).widths(6_300).len(), 63);
    }
}

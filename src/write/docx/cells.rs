//! What stands in a cell: paragraphs with real underlines, and tables of the
//! documents as tables.

use docx_rs::{
    BorderType, Paragraph, Run, Table, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableLayoutType, TableRow,
    WidthType,
};

use super::super::office;
use crate::present::{
    Block, Grid, GridCell, GridRow, Mark, ParagraphRole, PrintedParagraph, PrintedRun,
};

/// Most columns of a table in Word.
const MOST_COLUMNS: u32 = 63;
/// Widest and narrowest a column counts, in characters: long texts wrap.
const CHARACTERS: std::ops::RangeInclusive<usize> = 3..=24;
/// Of dashed boxes and rules inside a cell, in eighths of a point.
const RULE: usize = 4;

/// Where paragraphs stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Room for a table, in twentieths of a point.
    pub width: usize,
    /// Whether they stay on the page of what follows.
    pub keep_next: bool,
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
/// damaged.
pub(super) fn contents(blocks: &[Block], place: Place) -> Vec<Content> {
    let content = |paragraph| Content::Paragraph(Box::new(paragraph));
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph(it) => out.push(content(paragraph(it, place, false))),
            Block::Table(grid) if grid.columns > MOST_COLUMNS => {
                out.extend(grid.rows.iter().map(|row| content(flat(row, place))));
            }
            Block::Table(grid) => {
                out.push(Content::Table(Box::new(table(grid, place))));
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
    let out = match printed.role {
        ParagraphRole::Text => out,
        ParagraphRole::Heading => out.style("TableHeading"),
        ParagraphRole::Filler => out.style("TableFiller"),
        ParagraphRole::Note | ParagraphRole::Remark => out.style("TableRemark"),
    };
    printed.runs.iter().fold(out, |out, it| out.add_run(run(it, is_boxed)))
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

fn table(grid: &Grid, place: Place) -> Table {
    let widths = widths(grid, place.width);
    let is_boxed = grid.mark == Mark::Dashed;
    let rows = grid.rows.iter().map(|row| {
        let mut column = 0;
        let cells = row.cells.iter().map(|cell| {
            let end = column + cell.span as usize;
            let width = widths.get(column..end).unwrap_or_default().iter().sum();
            column = end;
            let own = Place { width, ..place };
            grid_cell(cell, own, is_boxed || cell.mark == Mark::Dashed)
        });
        TableRow::new(cells.collect())
    });
    Table::new(rows.collect())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders(is_boxed))
        .set_grid(widths)
}

fn grid_cell(cell: &GridCell, place: Place, is_boxed: bool) -> TableCell {
    let mut out = TableCell::new().width(place.width, WidthType::Dxa);
    if cell.span > 1 {
        out = out.grid_span(cell.span as usize);
    }
    if cell.mark == Mark::Dashed {
        out = out.set_borders(dashed_cell());
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

fn dashed_cell() -> TableCellBorders {
    use TableCellBorderPosition::{Bottom, Left, Right, Top};
    let rule = |at| TableCellBorder::new(at).size(2 * RULE).border_type(BorderType::Dashed);
    let sides = [Top, Left, Bottom, Right].into_iter();
    sides.fold(TableCellBorders::with_empty(), |all, at| all.set(rule(at)))
}

/// Widths of the columns, after the longest text of each; a cell over several
/// columns counts as much in each of them. They add up to the room there is.
fn widths(grid: &Grid, room: usize) -> Vec<usize> {
    let mut longest = vec![*CHARACTERS.start(); grid.columns.max(1) as usize];
    for row in &grid.rows {
        let mut column = 0;
        for cell in &row.cells {
            let end = column + cell.span as usize;
            let n = cell.paragraphs.iter().map(|it| it.text().chars().count()).max();
            // One more for the room between text and rules.
            let n = (n.unwrap_or(0).min(*CHARACTERS.end()) + 1).div_ceil(cell.span.max(1) as usize);
            for longest in longest.get_mut(column..end).unwrap_or_default() {
                *longest = (*longest).max(n);
            }
            column = end;
        }
    }
    let all: usize = longest.iter().sum();
    longest.iter().map(|n| room * n / all).collect()
}

//! Tables inside the columns of a row, level with each other: the reader
//! compares them row by row (CONVENTIONS §1.10).
//!
//! Word lays out each cell by itself, so that the heights of rows on both
//! sides, and what stands above the tables, are estimated here from the widths
//! of the characters and written down for both. Lines have a fixed height where
//! that is done, because the usual one depends on the font.

use super::cells::Measures;
use crate::present::{Block, Grid, GridRow, ParagraphRole, PrintedCell, PrintedParagraph};

/// Height of a line, in twentieths of a point.
pub(super) const LINE: usize = 280;
/// Of the paragraph behind a table.
const BEHIND: usize = 60;
/// Width of a full-width character of the text and of a remark.
const TEXT: usize = 210;
const REMARK: usize = 180;
/// What does not begin a line.
const CLOSING: &str = "、。，．・：；？！）」』】］〕〉》ー々ゃゅょっァィゥェォャュョッ,.)]";

/// What the tables at one place of all columns have in common.
#[derive(Debug)]
pub(super) struct Level {
    /// What the widths are made of, where the tables have equally many columns.
    pub measures: Option<Measures>,
    /// Heights of the rows.
    pub heights: Vec<usize>,
    /// What each column of the main table has to leave free above its table.
    pub gaps: Vec<usize>,
}

/// The levels of a row of the main table, whose cells have these rooms inside;
/// none where not every text of it has the same tables.
pub(super) fn levels(cells: &[PrintedCell], rooms: &[usize]) -> Vec<Level> {
    let grids: Vec<Vec<&Grid>> = cells.iter().map(grids).collect();
    let mut with_tables = grids.iter().filter(|own| !own.is_empty());
    let Some(first) = with_tables.next() else { return Vec::new() };
    let is_alike = |other: &Vec<&Grid>| {
        other.len() == first.len()
            && other.iter().zip(first).all(|(a, b)| a.rows.len() == b.rows.len())
    };
    let others: Vec<&Vec<&Grid>> = with_tables.collect();
    if others.is_empty() || !others.iter().all(|other| is_alike(other)) {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(first.len());
    for at in 0..first.len() {
        let own: Vec<(&Grid, usize)> = grids
            .iter()
            .zip(rooms)
            .filter_map(|(grids, room)| Some((*grids.get(at)?, *room)))
            .collect();
        let measures = Measures::shared(own.iter().map(|(grid, _)| *grid));
        let heights = own.iter().map(|&(grid, room)| {
            let widths = measures.as_ref().map(|it| it.widths(room));
            let widths = widths.unwrap_or_else(|| Measures::of(grid).widths(room));
            grid.rows.iter().map(|row| n_lines(row, &widths) * LINE).collect::<Vec<usize>>()
        });
        let heights = heights.reduce(|one, other| {
            one.into_iter().zip(other).map(|(one, other)| one.max(other)).collect()
        });
        let above: Vec<Option<usize>> =
            cells.iter().zip(rooms).map(|(cell, room)| above(cell, at, *room)).collect();
        let most = above.iter().copied().flatten().max().unwrap_or(0);
        let gaps = above.into_iter().map(|own| own.map_or(0, |own| most - own)).collect();
        out.push(Level { measures, heights: heights.unwrap_or_default(), gaps });
    }
    out
}

fn grids(cell: &PrintedCell) -> Vec<&Grid> {
    let grids = cell.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    grids.collect()
}

/// Height of what stands between a table of a cell and the one before it.
fn above(cell: &PrintedCell, table: usize, room: usize) -> Option<usize> {
    let mut n_tables = 0;
    let mut height = 0;
    for block in &cell.blocks {
        match block {
            Block::Table(_) if n_tables == table => return Some(height),
            Block::Table(_) => {
                n_tables += 1;
                height = BEHIND;
            }
            Block::Paragraph(paragraph) => height += n_lines_of(paragraph, room) * LINE,
        }
    }
    None
}

/// Lines of the tallest cell of a row.
fn n_lines(row: &GridRow, widths: &[usize]) -> usize {
    let mut column = 0;
    let cells = row.cells.iter().map(|cell| {
        let end = column + cell.span as usize;
        let width: usize = widths.get(column..end).unwrap_or_default().iter().sum();
        column = end;
        let room = super::page::inner(width);
        cell.paragraphs.iter().map(|it| n_lines_of(it, room)).sum::<usize>()
    });
    cells.max().unwrap_or(0).max(1)
}

/// Lines of a paragraph: words of Latin letters stay whole, and no line
/// begins with a closing sign.
fn n_lines_of(paragraph: &PrintedParagraph, room: usize) -> usize {
    let size = match paragraph.role {
        ParagraphRole::Note | ParagraphRole::Remark => REMARK,
        ParagraphRole::Text | ParagraphRole::Heading | ParagraphRole::Filler => TEXT,
    };
    let (mut n, mut used, mut tail) = (1, 0, 0);
    for c in paragraph.runs.iter().flat_map(|run| run.text.chars()) {
        let is_narrow = c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c);
        let width = if is_narrow { size / 2 } else { size };
        let goes_on = c.is_ascii_alphanumeric() || CLOSING.contains(c);
        tail = if goes_on { tail + width } else { width };
        used += width;
        if used > room {
            n += 1;
            // What cannot begin a line takes what stands before it along.
            used = if tail < room { tail } else { width };
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{GridCell, Mark, PrintedRun};

    fn paragraph(text: &str) -> PrintedParagraph {
        let run = PrintedRun { text: text.into(), mark: Mark::None, filler: false };
        PrintedParagraph { role: ParagraphRole::Text, runs: vec![run] }
    }

    fn table(rows: &[[&str; 2]]) -> Block {
        let cell =
            |text: &&str| GridCell { span: 1, paragraphs: vec![paragraph(text)], mark: Mark::None };
        let rows = rows.iter().map(|row| GridRow { cells: row.iter().map(cell).collect() });
        Block::Table(Grid { columns: 2, rows: rows.collect(), mark: Mark::None })
    }

    #[test]
    fn lines_are_counted_as_they_break() {
        for (text, n) in [
            ("", 1),
            ("一二三四五", 1),
            ("一二三四五六", 2),
            ("一二三四五。", 2),
            ("abcdefghij", 1),
            ("一二三abcdef", 2),
        ] {
            assert_eq!(n_lines_of(&paragraph(text), 5 * TEXT), n, "{text}");
        }
    }

    #[test]
    fn tables_of_both_columns_are_level() {
        let long = "長い文".repeat(40);
        let cells: Vec<PrintedCell> = [
            vec![Block::Paragraph(paragraph(&long)), table(&[["区分", "回数"], ["館", "一回"]])],
            vec![Block::Paragraph(paragraph("短い文")), table(&[["区分", "回数"], ["館", &long]])],
        ]
        .into_iter()
        .map(|blocks| PrintedCell { blocks, ..PrintedCell::default() })
        .collect();
        let levels = levels(&cells, &[6000, 6000]);
        let [level] = levels.as_slice() else { panic!("one table") };
        assert!(level.measures.is_some());
        assert!(level.heights[1] > level.heights[0] && level.heights[0] == LINE);
        assert!(level.gaps[0] == 0 && level.gaps[1] > LINE, "{:?}", level.gaps);
    }
}

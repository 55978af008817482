//! What a written file says, and what the table says that it was made of.

use std::collections::BTreeMap;

use shinkyu::error::Warnings;
use shinkyu::model::{Extract, Grid, Piece, Side};
use shinkyu::present::{Block, Mark, PrintedCell, PrintedParagraph, PrintedRun, PrintedTable};
use shinkyu::read::{Input, ReadOptions, read};

use super::package::Underlined;

pub fn read_back(name: &str, bytes: Vec<u8>) -> Extract {
    let input = Input { name: name.to_owned(), bytes };
    let mut warnings = Warnings::new(Side::New);
    read(&input, &ReadOptions::default(), &mut warnings).expect("what is written can be read")
}

/// The first table of a file.
pub fn first_table(extract: &Extract) -> &Grid {
    let mut tables = extract.pieces.iter().filter_map(|piece| match piece {
        Piece::Table(grid) => Some(grid),
        _ => None,
    });
    tables.next().expect("a table")
}

/// Texts of a table by row and column; merged cells stand where they begin.
pub fn texts(extract: &Extract, grid: &Grid) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for cell in &grid.cells {
        let (row, column) = (cell.row as usize, cell.column as usize);
        out.resize(out.len().max(row + 1), Vec::new());
        let length = out[row].len().max(column + 1);
        out[row].resize(length, String::new());
        let lines = cell.lines.iter().map(|line| extract.source.slice(line.span));
        out[row][column] = solid(&lines.collect::<String>());
    }
    out
}

/// Paragraphs of a table by row and column, those without text left out.
pub fn paragraphs(extract: &Extract, grid: &Grid) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut out = BTreeMap::new();
    for cell in &grid.cells {
        let lines = cell.lines.iter().map(|line| solid(extract.source.slice(line.span)));
        let lines = lines.filter(|line| !line.is_empty()).collect();
        out.insert((cell.row as usize, cell.column as usize), lines);
    }
    out
}

/// The paragraphs a cell prints, those of ruled tables included.
pub fn said_paragraphs(cell: &PrintedCell) -> Vec<String> {
    let mut out = Vec::new();
    for block in &cell.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph.text()),
            Block::Table(grid) => {
                let cells = grid.rows.iter().flat_map(|row| &row.cells);
                out.extend(cells.flat_map(|it| &it.paragraphs).map(PrintedParagraph::text));
            }
        }
    }
    let out = out.iter().map(|text| solid(text));
    out.filter(|text| !text.is_empty()).collect()
}

/// The characters that are no white space.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a cell says, notes included, without white space and without what a
/// writer puts between cells of a ruled table.
pub fn said(cell: &PrintedCell) -> String {
    let texts: Vec<String> = cell.blocks.iter().map(Block::text).collect();
    solid(&texts.concat())
}

pub fn runs(cell: &PrintedCell) -> Vec<&PrintedRun> {
    let mut out = Vec::new();
    for block in &cell.blocks {
        match block {
            Block::Paragraph(paragraph) => out.extend(&paragraph.runs),
            Block::Table(grid) => {
                let cells = grid.rows.iter().flat_map(|row| &row.cells);
                out.extend(cells.flat_map(|it| &it.paragraphs).flat_map(|it| &it.runs));
            }
        }
    }
    out
}

/// Marked characters of the printed table, as a format names its underlines.
pub fn marked(
    table: &PrintedTable,
    first: usize,
    name: fn(Mark) -> Option<&'static str>,
) -> Underlined {
    let mut found = Underlined::new();
    for cells in table.rows.iter().map(|row| &row.cells) {
        for (column, cell) in (first..).zip(cells) {
            for run in runs(cell) {
                if let Some(name) = name(run.mark) {
                    let n = solid(&run.text).chars().count();
                    *found.entry((column, name.to_owned())).or_default() += n;
                }
            }
        }
    }
    found.retain(|_, n| *n > 0);
    found
}

/// In Word, what stands in a dashed box is not underlined besides.
pub fn in_word(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::None | Mark::Dashed => None,
        Mark::Single => Some("single"),
        Mark::Double => Some("double"),
    }
}

/// Excel has neither dashed lines nor boxes inside a cell.
pub fn in_excel(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::None => None,
        Mark::Single | Mark::Dashed => Some("single"),
        Mark::Double => Some("double"),
    }
}

/// The rows of the first sheet below its head, those that go on joined to the
/// ones they go on with, and all of the same length.
pub fn sheet_rows(extract: &Extract) -> Vec<Vec<String>> {
    let grid = first_table(extract);
    let mut out: Vec<Vec<String>> = Vec::new();
    let rows = texts(extract, grid);
    let at = rows.iter().position(|row| row[0] == "番号").expect("a head");
    let n_columns = rows[at].len();
    for mut row in rows.into_iter().skip(at + 1) {
        row.resize(n_columns, String::new());
        // The sign between cells of a ruled table.
        let row = row.into_iter().map(|text| text.replace('｜', ""));
        let row: Vec<String> = row.collect();
        match out.last_mut() {
            Some(last) if row[0] == "（続き）" => {
                for (text, more) in last.iter_mut().zip(&row).skip(2) {
                    text.push_str(more);
                }
            }
            _ => out.push(row),
        }
    }
    out
}

pub fn texts_of_word(extract: &Extract) -> Vec<Vec<String>> {
    texts(extract, first_table(extract))
}

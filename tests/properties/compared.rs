//! Running a comparison and reading its report by character.

use shinkyu::error::Result;
use shinkyu::model::{Side, Sides};
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Cell, Change, Report, Row};

/// Compares two texts.
pub fn try_compare(old: &str, new: &str) -> Result<Report> {
    let input = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
    let inputs = Sides { old: input("old.txt", old), new: input("new.txt", new) };
    pipeline::compare(
        &inputs,
        &Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() },
        &(),
    )
}

/// Compares two texts that can be compared.
pub fn compare(old: &str, new: &str) -> Report {
    try_compare(old, new).expect("generated text can be read")
}

/// Whether nothing at all happened to a row, width and wrap apart.
pub fn is_plain(row: &Row) -> bool {
    row.change == Change::Same && !row.moved && !row.renumbered
}

/// One side of a table, character by character without white space, in the
/// reading order of the document.
#[derive(Debug, Default)]
pub struct Laid {
    /// The characters.
    pub text: Vec<char>,
    /// For each character its row.
    pub row: Vec<usize>,
    /// For each character whether it is marked.
    pub changed: Vec<bool>,
}

impl Laid {
    /// Lays out the cells of one side by their index.
    pub fn of(report: &Report, side: Side) -> Self {
        let mut cells: Vec<(usize, &Cell)> = report
            .table
            .rows
            .iter()
            .enumerate()
            .filter_map(|(row, it)| it.cells.get(side).as_ref().map(|cell| (row, cell)))
            .collect();
        cells.sort_by_key(|(_, cell)| cell.index);
        let mut laid = Self::default();
        for (row, cell) in cells {
            for run in cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
                for c in run.text.chars().filter(|c| !c.is_whitespace()) {
                    laid.text.push(c);
                    laid.row.push(row);
                    laid.changed.push(run.changed);
                }
            }
        }
        laid
    }
}

/// The unmarked characters of a cell without its label, white space apart.
pub fn unmarked(cell: &Cell) -> String {
    let n_label = cell.label.chars().filter(|c| !c.is_whitespace()).count();
    let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    runs.flat_map(|run| run.text.chars().map(|c| (c, run.changed)))
        .filter(|(c, _)| !c.is_whitespace())
        .skip(n_label)
        .filter(|(_, changed)| !changed)
        .map(|(c, _)| c)
        .collect()
}

/// The cells of a row by their index, and whether their words are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paired {
    /// Index of the old cell.
    pub old: Option<u32>,
    /// Index of the new cell.
    pub new: Option<u32>,
    /// Whether nothing changed but the place or the number.
    pub same: bool,
    /// Whether the number changed.
    pub renumbered: bool,
}

/// All rows in the order of the old cells.
pub fn pairs(report: &Report) -> Vec<Paired> {
    let index = |row: &Row, side| row.cells.get(side).as_ref().map(|cell: &Cell| cell.index);
    let mut pairs: Vec<Paired> = report
        .table
        .rows
        .iter()
        .map(|row| Paired {
            old: index(row, Side::Old),
            new: index(row, Side::New),
            same: row.change == Change::Same,
            renumbered: row.renumbered,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// All rows of a report of the same documents the other way round.
pub fn mirrored(report: &Report) -> Vec<Paired> {
    let mut pairs = pairs(report);
    for pair in &mut pairs {
        std::mem::swap(&mut pair.old, &mut pair.new);
    }
    pairs.sort_unstable();
    pairs
}

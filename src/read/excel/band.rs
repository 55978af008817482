//! Rows of a sheet that follow each other → one table, or, where nothing is
//! framed, tables and paragraphs.
//!
//! Without frames, rows of several fields are a table. So are a field merged
//! over columns (a heading in the table), one that stands right of the first
//! column, and one or two rows between such rows that hold their label only (a
//! value left empty). Every other field that stands alone in its row is a
//! paragraph: a title, a note, running text. So are fields merged over all
//! columns when more than two follow each other, or when they head an annex:
//! a document laid out in a sheet, its text as wide as its tables.
//!
//! Rows and columns of a table are counted over those in which a field begins,
//! so that a form on layout paper has the columns of its fields.

use std::collections::BTreeSet;

use super::layout::Field;
use super::sheet::Region;
use crate::model::GridCell;
use crate::read::builder::Builder;

/// Most rows of one field that stand inside a table without frames.
const LONGEST_GAP: usize = 2;

/// Fewest fields by which a row without frames is known as one of a table.
const FEWEST_FIELDS: usize = 3;
/// Rows above it that are looked at: one may lack a field.
const ROWS_LOOKED_AT: usize = 8;

/// What the heading of an annex begins with.
const ANNEXES: [&str; 6] = ["別表", "別紙", "別添", "別記", "別図", "様式"];

/// Rows being collected.
pub(super) struct Band {
    /// Fields by row, then column; no row is empty.
    pub rows: Vec<Vec<Field>>,
    /// Whether the sheet draws frames, so that a single field is a table too.
    pub is_framed: bool,
    /// Whether the lines of a paragraph may be parts of it.
    pub is_graph_paper: bool,
}

impl Band {
    fn bottom(&self) -> Option<u32> {
        self.rows.iter().rev().take(64).flatten().map(|field| field.region.bottom).max()
    }

    /// Whether a row can belong to the band: it follows it, or only `bridges`
    /// stand between, rows that are hidden or have empty frames.
    pub fn reaches(&self, row: u32, bridges: &BTreeSet<u32>) -> bool {
        self.bottom().is_none_or(|bottom| {
            row <= bottom + 1
                || bridges.range(bottom + 1..row).count() == (row - bottom - 1) as usize
        })
    }

    /// Whether no field of the band reaches down into a row.
    pub fn ends_above(&self, row: u32) -> bool {
        self.bottom().is_none_or(|bottom| bottom < row)
    }

    /// Whether a row without frames is one of the table all the same: several
    /// fields, each of them under one of the last rows and as wide.
    pub fn is_continued_by(&self, row: &[Field]) -> bool {
        let columns = |field: &Field| (field.region.left, field.region.right);
        let last_rows = || self.rows.iter().rev().take(ROWS_LOOKED_AT).flatten();
        let has = |own: &Field| last_rows().any(|it| columns(it) == columns(own));
        !self.is_graph_paper && row.len() >= FEWEST_FIELDS && row.iter().all(has)
    }

    /// Appends what was collected.
    pub fn flush(&mut self, builder: &mut Builder) {
        let rows = std::mem::take(&mut self.rows);
        if self.is_framed {
            table(rows.into_iter().flatten().collect(), builder);
            return;
        }
        let belongs = in_table(&rows);
        let mut open = Vec::new();
        for (row, belongs) in rows.into_iter().zip(belongs) {
            if belongs {
                open.push(row);
                continue;
            }
            self.end_table(&mut open, builder);
            self.paragraphs(row, builder);
        }
        self.end_table(&mut open, builder);
    }

    /// A table, unless each of its rows has but one field.
    fn end_table(&self, rows: &mut Vec<Vec<Field>>, builder: &mut Builder) {
        let rows = std::mem::take(rows);
        if rows.iter().any(|row| row.len() > 1) {
            table(rows.into_iter().flatten().collect(), builder);
        } else {
            self.paragraphs(rows.into_iter().flatten().collect(), builder);
        }
    }

    fn paragraphs(&self, fields: Vec<Field>, builder: &mut Builder) {
        for line in fields.into_iter().flat_map(|field| field.lines) {
            builder.paragraph(&line.text, line.at, line.is_paragraph && !self.is_graph_paper);
        }
    }
}

/// For each row of a band without frames whether it belongs to a table.
fn in_table(rows: &[Vec<Field>]) -> Vec<bool> {
    let regions = || rows.iter().flatten().map(|field| field.region);
    let left = regions().map(|region| region.left).min().unwrap_or(0);
    let right = regions().map(|region| region.right).max().unwrap_or(0);
    let stands_alone = |row: &[Field]| matches!(row, [field] if field.region.left == left && field.region.right == left);
    let is_across = |row: &[Field]| matches!(row, [field] if (field.region.left, field.region.right) == (left, right));
    let mut belongs: Vec<bool> = rows.iter().map(|row| !stands_alone(row)).collect();
    let mut first = 0;
    for run in rows.chunk_by(|row, next| is_across(row) && is_across(next)) {
        let behind = first + run.len();
        let is_text =
            run.len() > LONGEST_GAP || run.iter().any(|row| is_across(row) && heads_annex(row));
        if is_text {
            belongs[first..behind].fill(false);
        }
        first = behind;
    }
    let mut last: Option<usize> = None;
    for at in 0..rows.len() {
        if !belongs[at] {
            continue;
        }
        let gap = last.map_or(at..at, |last| last + 1..at);
        if gap.len() <= LONGEST_GAP && rows[gap.clone()].iter().all(|row| !is_across(row)) {
            belongs[gap].fill(true);
        }
        last = Some(at);
    }
    belongs
}

/// Whether a row begins like the heading of an annex (別表, 別紙第２, 様式（…）),
/// before which a table ends.
fn heads_annex(row: &[Field]) -> bool {
    let line = row.first().and_then(|field| field.lines.first());
    let text = line.map_or("", |line| line.text.trim_start());
    ANNEXES.iter().filter_map(|annex| text.strip_prefix(annex)).any(|rest| {
        let next = rest.chars().next();
        next.is_none_or(|c| {
            c.is_whitespace() || c.is_ascii_digit() || matches!(c, '０'..='９' | '第' | '（' | '(')
        })
    })
}

fn table(fields: Vec<Field>, builder: &mut Builder) {
    let ranked = |edge: fn(&Field) -> u32| {
        let mut edges: Vec<u32> = fields.iter().map(edge).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    let (tops, lefts) = (ranked(|field| field.region.top), ranked(|field| field.region.left));
    let rank = |edges: &[u32], edge: u32| edges.partition_point(|&known| known < edge) as u32;
    let span = |edges: &[u32], from: u32, to: u32| {
        edges.partition_point(|&known| known <= to) as u32 - rank(edges, from)
    };
    let cells = fields
        .into_iter()
        .map(|field| {
            let Region { top, left, bottom, right } = field.region;
            let lines = field.lines.iter();
            GridCell {
                row: rank(&tops, top),
                column: rank(&lefts, left),
                row_span: span(&tops, top, bottom),
                column_span: span(&lefts, left, right),
                area: None,
                lines: lines
                    .map(|line| {
                        builder.space_above(&line.above);
                        let own = builder.line(&line.text, line.at, line.is_paragraph);
                        builder.space(&line.behind);
                        own
                    })
                    .collect(),
            }
        })
        .collect();
    builder.table(cells);
}

//! A sheet → paragraphs and tables.
//!
//! Rows in which frames are drawn are a table. Where a sheet draws frames, a row
//! without any is a line of text, unless it goes on with the columns of the table
//! above it (a row added at its end whose frame was forgotten); where it draws none
//! at all, see [`super::band`].
//! A blank row ends a table.

use std::collections::{BTreeMap, BTreeSet};

use super::band::Band;
use super::graph_paper;
use super::sheet::Region;
use super::workbook::{Cell, Sheet};
use crate::model::{BLANK_ABOVE, Furniture, Location};
use crate::read::builder::Builder;

/// What one frame shows.
#[derive(Debug)]
pub(super) struct Field {
    /// The cells it takes.
    pub region: Region,
    /// Its lines from top to bottom.
    pub lines: Vec<FieldLine>,
    /// Whether it is one of several boxes for one character each.
    pub is_run: bool,
}

/// One line of a field.
#[derive(Debug)]
pub(super) struct FieldLine {
    /// The characters.
    pub text: String,
    /// Blank lines above them, as [`Builder::space_above`] takes them.
    pub above: String,
    /// White space behind them: the end of the line, and blank lines.
    pub behind: String,
    /// The cell they are from.
    pub at: Location,
    /// Whether the line is a paragraph for certain.
    pub is_paragraph: bool,
}

impl Field {
    fn new(region: Region, cell: &Cell, at: Location) -> Self {
        let mut lines: Vec<FieldLine> = Vec::new();
        let mut above = String::new();
        for line in cell.text.replace("\r\n", "\n").split(BREAKS) {
            let text = line.trim_end();
            let end = line.strip_prefix(text).unwrap_or_default();
            match lines.last_mut() {
                Some(last) if text.is_empty() => {
                    last.behind.push('\n');
                    last.behind.push_str(end);
                }
                None if text.is_empty() => {
                    above.push_str(end);
                    above.push(BLANK_ABOVE);
                }
                _ => {
                    let (text, behind) = (text.to_owned(), end.to_owned());
                    let above = std::mem::take(&mut above);
                    lines.push(FieldLine { text, above, behind, at, is_paragraph: true });
                }
            }
        }
        Self { region, lines, is_run: false }
    }

    /// Takes in the field to the right of it.
    pub fn append(&mut self, next: Self, between: &str) {
        self.region.right = next.region.right;
        let mut lines = next.lines.into_iter();
        if let (Some(last), Some(first)) = (self.lines.last_mut(), lines.next()) {
            last.text.push_str(between);
            last.text.push_str(&first.text);
            last.behind = first.behind;
        }
        self.lines.extend(lines);
    }
}

/// What ends a line of a cell.
const BREAKS: [char; 3] = ['\n', '\r', '\u{b}'];

/// The lines of a text that hold something.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(BREAKS).map(str::trim_end).filter(|line| !line.trim().is_empty())
}

/// Appends one sheet.
pub(super) fn lay_out(sheet: &Sheet, builder: &mut Builder) {
    let whole = Location::Cell { sheet: sheet.number, row: 1, column: 1 };
    let hide = sheet.is_hidden;
    let why = |usual| if hide { Furniture::Hidden } else { usual };
    let is_printed = sheet.facts.heads.iter().any(|head| head.names_sheet);
    let tab = if is_printed { Furniture::RunningHead } else { Furniture::SheetName };
    builder.aside(&sheet.name, whole, why(tab));
    for head in &sheet.facts.heads {
        let is_number = head.is_page_number;
        let usual = if is_number { Furniture::PageNumber } else { Furniture::RunningHead };
        builder.aside(&head.text, whole, why(usual));
    }
    let mut fields = fields(sheet, builder);
    let is_graph_paper = graph_paper::is_graph_paper(sheet, &fields);
    if is_graph_paper {
        fields = graph_paper::join(fields, sheet);
    }
    let framed_rows = rows_with_frames(sheet);
    let draws_frames = !framed_rows.is_empty();
    // What is above and below a hidden row stands together.
    let mut bridges = framed_rows;
    bridges.extend(sheet.facts.hidden_rows());
    let mut band = Band { rows: Vec::new(), is_framed: draws_frames, is_graph_paper };
    for row in by_rows(fields) {
        let is_plain = row.iter().all(|field| !is_framed(field, sheet));
        let Some(top) = row.first().map(|first| first.region.top) else { continue };
        if !band.reaches(top, &bridges) {
            band.flush(builder);
        }
        if draws_frames && is_plain && band.ends_above(top) && !band.is_continued_by(&row) {
            band.flush(builder);
            for line in in_one_line(row) {
                builder.paragraph(&line.text, line.at, line.is_paragraph && !is_graph_paper);
            }
        } else {
            band.rows.push(row);
        }
    }
    band.flush(builder);
    for shape in &sheet.shapes {
        let at = place(sheet, shape.row, shape.column);
        for paragraph in shape.paragraphs.iter().flat_map(|text| lines_of(text)) {
            if hide || shape.is_hidden {
                builder.aside(paragraph, at, Furniture::Hidden);
            } else {
                builder.paragraph(paragraph, at, true);
            }
        }
    }
    for (row, column, text) in &sheet.comments {
        builder.aside(text, place(sheet, *row, *column), why(Furniture::Annotation));
    }
}

fn place(sheet: &Sheet, row: u32, column: u32) -> Location {
    Location::Cell {
        sheet: sheet.number,
        row: row.saturating_add(1),
        column: column.saturating_add(1),
    }
}

/// The fields of a sheet by row, then column. What is not seen is set aside.
fn fields(sheet: &Sheet, builder: &mut Builder) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut merged = Merged { waiting: &sheet.facts.merged, open: BTreeMap::new() };
    for cell in &sheet.cells {
        let at = place(sheet, cell.row, cell.column);
        let region = merged.around(cell.row, cell.column);
        let is_first = (region.top, region.left) == (cell.row, cell.column);
        if sheet.is_hidden || cell.is_concealed || !is_first || sheet.facts.hides(region) {
            builder.aside(&cell.text, at, Furniture::Hidden);
        } else {
            fields.push(Field::new(region, cell, at));
        }
    }
    fields
}

/// Merged regions, looked up for cells by row, then column. Regions do not
/// overlap in a sound workbook; where they do, the nearest on the left counts.
struct Merged<'a> {
    waiting: &'a [Region],
    /// Regions that reach the row looked at, by their left edge.
    open: BTreeMap<u32, Region>,
}

impl Merged<'_> {
    fn around(&mut self, row: u32, column: u32) -> Region {
        while let [next, rest @ ..] = self.waiting
            && next.top <= row
        {
            self.open.insert(next.left, *next);
            self.waiting = rest;
        }
        while let Some((&left, &region)) = self.open.range(..=column).next_back() {
            if region.bottom >= row {
                if region.right >= column {
                    return region;
                }
                break;
            }
            self.open.remove(&left);
        }
        Region::cell(row, column)
    }
}

fn rows_with_frames(sheet: &Sheet) -> BTreeSet<u32> {
    sheet.frames.keys().map(|&(row, _)| row).collect()
}

/// The fields of a row as a print without frames shows them: side by side,
/// unless one of them has several lines.
fn in_one_line(row: Vec<Field>) -> Vec<FieldLine> {
    let has_lines = row.iter().any(|field| field.lines.len() > 1);
    let mut fields = row.into_iter();
    let Some(mut first) = fields.next() else { return Vec::new() };
    for field in fields {
        if has_lines {
            first.lines.extend(field.lines);
        } else {
            first.append(field, "　");
        }
    }
    first.lines
}

fn by_rows(fields: Vec<Field>) -> Vec<Vec<Field>> {
    let mut rows: Vec<Vec<Field>> = Vec::new();
    for field in fields {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|it| it.region.top == field.region.top) => {
                row.push(field);
            }
            _ => rows.push(vec![field]),
        }
    }
    rows
}

/// Whether a field stands in a frame: two of its four edges are drawn, by
/// itself or by its neighbours, looked at in its corners. One edge is that of
/// the table above or below.
fn is_framed(field: &Field, sheet: &Sheet) -> bool {
    let Region { top, left, bottom, right } = field.region;
    let frame = |row: Option<u32>, column: Option<u32>| {
        let at = row.zip(column);
        at.and_then(|at| sheet.frames.get(&at)).copied().unwrap_or_default()
    };
    let (first, last) = (frame(Some(top), Some(left)), frame(Some(bottom), Some(right)));
    let edges = [
        first.left || frame(Some(top), left.checked_sub(1)).right,
        first.top || frame(top.checked_sub(1), Some(left)).bottom,
        last.right || frame(Some(top), Some(right + 1)).left,
        last.bottom || frame(Some(bottom + 1), Some(left)).top,
    ];
    edges.into_iter().filter(|&is_drawn| is_drawn).count() >= 2
}

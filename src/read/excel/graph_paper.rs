//! 方眼紙: sheets whose many narrow columns are layout paper. What one frame
//! holds is one field, however many cells it is spread over.

use rustc_hash::FxHashMap;

use super::layout::Field;
use super::workbook::Sheet;

/// Widest column of layout paper, in characters.
const NARROW: f64 = 4.0;
/// Fewest narrow columns of layout paper.
const FEWEST: u32 = 8;
/// Widest gap, in columns, over which a line of text goes on.
const WIDEST_GAP: u32 = 64;

/// Whether most of the used columns are narrow.
pub(super) fn is_graph_paper(sheet: &Sheet, fields: &[Field]) -> bool {
    let with_text = fields.iter().map(|field| field.region.right);
    let framed = sheet.frames.keys().map(|&(_, column)| column);
    let used = with_text.chain(framed).max().map_or(0, |last| last + 1);
    let n_narrow = (0..used).filter(|&column| sheet.facts.width(column) <= NARROW).count() as u32;
    n_narrow >= FEWEST && n_narrow * 5 >= used * 3
}

/// Joins what stands in one frame: first along the rows, then down the
/// columns. Fields are sorted by row, then column, before and after.
pub(super) fn join(fields: Vec<Field>, sheet: &Sheet) -> Vec<Field> {
    let mut joined: Vec<Field> = Vec::with_capacity(fields.len());
    for row in rows(fields) {
        join_row(row, sheet, &mut joined);
    }
    join_columns(joined, sheet)
}

/// The fields in runs of the same row.
fn rows(fields: Vec<Field>) -> Vec<Vec<Field>> {
    let mut rows: Vec<Vec<Field>> = Vec::new();
    for field in fields {
        match rows.last_mut().and_then(|row| row.first().map(|first| first.region.top)) {
            Some(top) if top == field.region.top => {
                if let Some(row) = rows.last_mut() {
                    row.push(field);
                }
            }
            _ => rows.push(vec![field]),
        }
    }
    for row in &mut rows {
        join_boxes(row);
    }
    rows
}

/// Boxes for one character each (numbers, codes): three and more in a row.
fn join_boxes(row: &mut Vec<Field>) {
    let is_box = |field: &Field| {
        let mut chars = field.lines.iter().flat_map(|line| line.text.trim().chars());
        chars.next().is_some_and(is_code) && chars.next().is_none()
    };
    let mut out: Vec<Field> = Vec::with_capacity(row.len());
    let mut run: Vec<Field> = Vec::new();
    for field in row.drain(..) {
        let goes_on = run.last().is_some_and(|last| {
            is_box(&field)
                && last.region.right + 1 == field.region.left
                && last.region.bottom == field.region.bottom
                && last.region.right - last.region.left == field.region.right - field.region.left
        });
        if !goes_on {
            finish_run(&mut run, &mut out);
        }
        if goes_on || is_box(&field) {
            run.push(field);
        } else {
            out.push(field);
        }
    }
    finish_run(&mut run, &mut out);
    *row = out;
}

fn finish_run(run: &mut Vec<Field>, out: &mut Vec<Field>) {
    let is_number = run.len() >= 3;
    for field in run.drain(..) {
        match out.last_mut() {
            Some(last) if is_number && last.is_run => last.append(field, ""),
            _ => out.push(Field { is_run: is_number, ..field }),
        }
    }
    if let Some(last) = out.last_mut() {
        last.is_run = false;
    }
}

/// Letters and digits, of either width.
fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn join_row(row: Vec<Field>, sheet: &Sheet, joined: &mut Vec<Field>) {
    let mut open: Option<Field> = None;
    for field in row {
        match &mut open {
            Some(last) if goes_on(last, &field, sheet) => {
                let touches = last.region.right + 1 == field.region.left;
                last.append(field, if touches { "" } else { "　" });
            }
            _ => joined.extend(open.replace(field)),
        }
    }
    joined.extend(open);
}

/// Whether nothing is drawn between two fields of a row.
fn goes_on(last: &Field, next: &Field, sheet: &Sheet) -> bool {
    let (from, to, row) = (last.region.right, next.region.left, next.region.top);
    let is_drawn = |column: u32| {
        let frame = sheet.frames.get(&(row, column)).copied().unwrap_or_default();
        (column > from && frame.left) || (column < to && frame.right)
    };
    last.region.bottom == next.region.bottom
        && last.lines.len() == 1
        && next.lines.len() == 1
        && to > from
        && to - from <= WIDEST_GAP
        && !(from..=to).any(is_drawn)
}

/// A field whose frame is open below takes in the field under it.
fn join_columns(fields: Vec<Field>, sheet: &Sheet) -> Vec<Field> {
    let mut joined: Vec<Field> = Vec::with_capacity(fields.len());
    let mut open_below: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for field in fields {
        let (top, left) = (field.region.top, field.region.left);
        let above = open_below.get(&(top, left)).and_then(|&at| joined.get_mut(at));
        match above {
            Some(above) if is_open_between(above, &field, sheet) => {
                above.region.bottom = field.region.bottom;
                above.region.right = above.region.right.max(field.region.right);
                above.lines.extend(field.lines);
                for line in &mut above.lines {
                    line.is_paragraph = false;
                }
                if let Some(at) = open_below.remove(&(top, left)) {
                    open_below.insert((field.region.bottom + 1, left), at);
                }
            }
            _ => {
                open_below.insert((field.region.bottom + 1, left), joined.len());
                joined.push(field);
            }
        }
    }
    joined
}

fn is_open_between(above: &Field, below: &Field, sheet: &Sheet) -> bool {
    let frame = |row, column| sheet.frames.get(&(row, column)).copied().unwrap_or_default();
    let left = below.region.left;
    let is_framed = |row: u32| {
        frame(row, left).left || left.checked_sub(1).is_some_and(|before| frame(row, before).right)
    };
    is_framed(above.region.top)
        && is_framed(below.region.top)
        && !frame(above.region.bottom, left).bottom
        && !frame(below.region.top, left).top
}

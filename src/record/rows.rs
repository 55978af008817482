//! Rows of the comparison → what changed in a document without a form: the
//! item is the path of the outline.

use std::collections::BTreeMap;

use super::item::{after_number, said};
use super::numbers::{self, Renumbered};
use super::{Difference, Differences};
use crate::model::{Side, Sides};
use crate::number::parse;
use crate::report::{Cell, Change, Paragraph, Row};

/// Rows in which the header of a log follows its title.
const HEADER_WITHIN: usize = 12;
/// Between the cells of a row of a table.
const BETWEEN: &str = "　｜　";

/// The changed rows as items; what stands in the log of the document itself
/// is none, nor is the day of publication (CONVENTIONS §4.8).
pub(super) fn differences(rows: &[Row], log_tables: &Sides<Vec<u32>>) -> Differences {
    let begins = Sides { old: log_begins(rows, Side::Old), new: log_begins(rows, Side::New) };
    let is_log = |side: Side, cell: &Cell| {
        let tables = log_tables.get(side);
        let in_table = cell.paragraphs.iter().filter_map(|it| it.slot);
        let mut in_table = in_table.map(|slot| slot.table).peekable();
        let is_table = in_table.peek().is_some() && in_table.all(|it| tables.contains(&it));
        is_table || begins.get(side).is_some_and(|begin| cell.index >= begin)
    };
    let is_content = |row: &&Row| {
        let cells = row.cells.as_ref().map(|side, cell| cell.as_ref().map(|cell| (side, cell)));
        let mut cells = [cells.old, cells.new].into_iter().flatten();
        row.change != Change::Same
            && cells.all(|(side, cell)| !is_log(side, cell) && !is_housekeeping(cell))
    };
    let mut all: Vec<Difference> = Vec::new();
    let mut numbers = Numbers::default();
    for row in rows.iter().filter(is_content) {
        if is_number_only(row) {
            numbers.push(row, all.len());
        } else {
            all.push(difference(row));
        }
    }
    Differences { all, numbers: numbers.differences(), ..Differences::default() }
}

/// Whether nothing changed but the own number of a row: no citation either, and
/// not its place.
fn is_number_only(row: &Row) -> bool {
    let body = |cell: &Option<Cell>| {
        let cell = cell.as_ref()?;
        let (at, label) = cell.label_place()?;
        let texts = cell.paragraphs.iter().enumerate().map(|(index, it)| {
            let mut text = paragraph(it);
            if index == at {
                text.replace_range(label.clone(), "");
            }
            said(&text)
        });
        Some(texts.collect::<Vec<String>>())
    };
    let (old, new) = (body(&row.cells.old), body(&row.cells.new));
    row.renumbered && !row.moved && !row.is_part() && old.is_some() && old == new
}

/// Sections that say the same under another number, by the headings above them.
#[derive(Default)]
struct Numbers<'a> {
    /// Place among the changes, the first row, and the numbers.
    runs: Vec<(usize, &'a Cell, Vec<Renumbered>)>,
    /// The last run under each headings.
    last: BTreeMap<&'a [String], usize>,
}

impl<'a> Numbers<'a> {
    /// Takes in a row that is the same but for its number.
    fn push(&mut self, row: &'a Row, place: usize) {
        let (Some(old), Some(new)) = (&row.cells.old, &row.cells.new) else { return };
        // What follows a number is part of it being one.
        let value = |cell: &Cell| {
            let number = cell.label_place().and_then(|(at, label)| {
                let text = paragraph(cell.paragraphs.get(at)?);
                Some(parse(text.get(label.start..)?)?.number.last().value)
            });
            number.unwrap_or(0)
        };
        let number = Renumbered {
            labels: Sides { old: old.label.clone(), new: new.label.clone() },
            values: Sides { old: value(old), new: value(new) },
            printed: label(old),
        };
        let last = self.last.get(new.path.as_slice()).and_then(|at| self.runs.get_mut(*at));
        if let Some((_, _, numbers)) = last {
            numbers.push(number);
        } else {
            self.last.insert(&new.path, self.runs.len());
            self.runs.push((place, new, vec![number]));
        }
    }

    fn differences(self) -> Vec<(usize, Difference)> {
        let runs = self.runs.into_iter().map(|(place, cell, numbers)| {
            let own = numbers::difference(cell.path.clone(), numbers);
            (place, Difference { page: cell.page, ..own })
        });
        runs.collect()
    }
}

fn difference(row: &Row) -> Difference {
    let cell = row.principal();
    let label = label(cell);
    let mut path = cell.path.clone();
    path.push(label.clone());
    // The item column names numbers only, so a heading that is new, gone or
    // changed is part of the texts.
    let is_named = [&row.cells.old, &row.cells.new]
        .into_iter()
        .all(|cell| begins_with_label(cell.as_ref(), &label));
    let text = |cell: &Cell| texts(cell, is_named);
    Difference {
        path,
        key: Vec::new(),
        before: row.cells.old.as_ref().map(text),
        after: row.cells.new.as_ref().map(text),
        important: false,
        moved: row.moved,
        migrated: false,
        no_item: false,
        page: cell.page,
        file: None,
        whole_file: false,
        has_table: [&row.cells.old, &row.cells.new].into_iter().flatten().any(has_table),
        numbers: Vec::new(),
    }
}

/// What the item is called: number and title, or its first words.
fn label(cell: &Cell) -> String {
    let first = cell.paragraphs.first().map(paragraph).unwrap_or_default();
    let is_heading = cell.paragraphs.len() > 1 && said(after_number(&first)) == said(&cell.title);
    match cell.label.as_str() {
        "" => cell.title.clone(),
        _ if is_heading => first,
        label => label.to_owned(),
    }
}

/// Whether there is a cell, its first line is the label, and more follows.
fn begins_with_label(cell: Option<&Cell>, label: &str) -> bool {
    let Some(cell) = cell else { return false };
    let first = cell.paragraphs.first().map(paragraph).unwrap_or_default();
    cell.paragraphs.len() > 1 && said(&first) == said(label)
}

/// The paragraphs of a cell, without the first where the item is named by it;
/// a row of a table is one.
fn texts(cell: &Cell, is_named: bool) -> Vec<String> {
    let paragraphs = cell.paragraphs.get(usize::from(is_named)..).unwrap_or_default();
    let row = |it: &Paragraph| it.slot.map(|slot| (slot.table, slot.row));
    let rows = paragraphs.chunk_by(|one, next| row(one).is_some() && row(one) == row(next));
    rows.map(line).collect()
}

/// The cells of a row of a table side by side, empty ones too; a paragraph that
/// stands in none.
fn line(row: &[Paragraph]) -> String {
    /// More empty columns are those of a grid that nobody sees.
    const MOST_EMPTY: u32 = 5;
    let mut out = String::new();
    let mut end = 0;
    let cells = row.chunk_by(|one, next| one.slot == next.slot);
    for (at, cell) in cells.enumerate() {
        if let Some(slot) = cell.first().and_then(|it| it.slot) {
            let gap = slot.column.saturating_sub(end);
            let n_empty = if gap > MOST_EMPTY { 0 } else { gap };
            (0..n_empty + u32::from(at > 0)).for_each(|_| out.push_str(BETWEEN));
            end = slot.column + slot.column_span;
        }
        let texts: Vec<String> = cell.iter().map(paragraph).collect();
        out.push_str(&texts.join("　"));
    }
    out
}

/// Whether a row of a table with more than one stands in a cell.
fn has_table(cell: &Cell) -> bool {
    let rows = cell.paragraphs.iter().filter_map(|it| it.slot);
    let mut rows = rows.map(|slot| (slot.table, slot.row));
    rows.next().is_some_and(|first| rows.any(|other| other != first))
}

fn paragraph(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect()
}

/// 公表日, and the version of the form: `[平成31年１月　様式２]`.
fn is_housekeeping(cell: &Cell) -> bool {
    let text = said(&cell.text());
    let is_version = text.starts_with('[') && text.ends_with(']') && text.contains("様式");
    cell.path.is_empty() && (is_version || text.starts_with("公表日"))
}

/// Index of the cell with the title of the log, where its header follows.
fn log_begins(rows: &[Row], side: Side) -> Option<u32> {
    let cells = rows.iter().filter_map(|row| row.cells.get(side).as_ref());
    let mut cells: Vec<&Cell> = cells.collect();
    cells.sort_by_key(|cell| cell.index);
    let is_title = |text: &str| text.ends_with("変更箇所") && text.chars().count() <= 12;
    let at = cells.iter().enumerate().position(|(at, cell)| {
        let heading = cell.paragraphs.first().map(paragraph).unwrap_or_default();
        let mut near = cells.iter().skip(at).take(HEADER_WITHIN);
        is_title(&said(&heading)) && near.any(|cell| said(&cell.text()).contains("変更前の記載"))
    })?;
    cells.get(at).map(|cell| cell.index)
}

//! The text of a cell as paragraphs and ruled tables.

use std::borrow::Cow;

use super::super::visible::visible;
use crate::report::{Cell, Paragraph, Slot};

/// A block of a cell.
pub(super) enum Block<'a> {
    /// A paragraph.
    Paragraph(Vec<Text<'a>>),
    /// Rows of a ruled table of the document.
    Table(Vec<Vec<TableCell<'a>>>),
}

/// A cell of a ruled table, or a gap in it.
#[derive(Default)]
pub(super) struct TableCell<'a> {
    /// Columns covered.
    pub span: u32,
    /// The paragraphs, none for a gap.
    pub paragraphs: Vec<Vec<Text<'a>>>,
}

/// A stretch of text with its mark.
pub(super) struct Text<'a> {
    /// The characters, control characters shown as signs.
    pub text: Cow<'a, str>,
    /// How it is marked.
    pub mark: Mark,
}

/// How a stretch of text is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Not at all.
    None,
    /// Differs from the other side.
    Changed,
    /// The number of a renumbered row, where it differs.
    Label,
}

/// The blocks of a cell in order. `is_renumbered` asks for the cell's own
/// number to be marked apart.
pub(super) fn blocks(cell: &Cell, is_renumbered: bool) -> Vec<Block<'_>> {
    let mut label = if is_renumbered { cell.label.trim() } else { "" };
    let mut out = Vec::new();
    let same_table = |a: &Paragraph, b: &Paragraph| table_of(a) == table_of(b);
    for group in cell.paragraphs.chunk_by(same_table) {
        let is_table = group.first().is_some_and(|paragraph| paragraph.slot.is_some());
        if is_table {
            out.push(Block::Table(table(group, &mut label)));
        } else {
            let paragraphs = group.iter().map(|it| Block::Paragraph(texts(it, &mut label)));
            out.extend(paragraphs);
        }
    }
    out
}

fn table_of(paragraph: &Paragraph) -> Option<u32> {
    paragraph.slot.map(|slot| slot.table)
}

/// Rows of one ruled table. Places without text become gaps, so that a column
/// stays a column.
fn table<'a>(paragraphs: &'a [Paragraph], label: &mut &str) -> Vec<Vec<TableCell<'a>>> {
    let end = |slot: Slot| slot.column.saturating_add(slot.column_span);
    let slots = || paragraphs.iter().filter_map(|paragraph| paragraph.slot);
    let n_columns = slots().map(end).max().unwrap_or(1);
    let first = slots().map(|slot| slot.column).min().unwrap_or(0);
    let mut rows = Vec::new();
    for row in paragraphs.chunk_by(|a, b| a.slot.map(|it| it.row) == b.slot.map(|it| it.row)) {
        let mut cells = Vec::new();
        let mut column = first;
        for group in row.chunk_by(|a, b| a.slot == b.slot) {
            let Some(slot) = group.first().and_then(|paragraph| paragraph.slot) else {
                continue;
            };
            push_gap(&mut cells, column, slot.column);
            let paragraphs = group.iter().map(|paragraph| texts(paragraph, label)).collect();
            cells.push(TableCell { span: slot.column_span, paragraphs });
            column = column.max(end(slot));
        }
        push_gap(&mut cells, column, n_columns);
        rows.push(cells);
    }
    rows
}

fn push_gap(cells: &mut Vec<TableCell<'_>>, from: u32, to: u32) {
    if to > from {
        cells.push(TableCell { span: to - from, paragraphs: Vec::new() });
    }
}

/// The runs of a paragraph; `label` is what is left of a number to be marked
/// apart, taken off the front of the first text.
fn texts<'a>(paragraph: &'a Paragraph, label: &mut &str) -> Vec<Text<'a>> {
    let mut out = Vec::new();
    for run in &paragraph.runs {
        let is_marked = run.changed && !run.text.trim().is_empty();
        let mark = if is_marked { Mark::Changed } else { Mark::None };
        let (number, rest) = split_label(&run.text, label);
        if !number.is_empty() {
            let mark = if is_marked { Mark::Label } else { Mark::None };
            out.push(Text { text: visible(number), mark });
        }
        if !rest.is_empty() {
            // Text after the number ends the search for it.
            *label = "";
            out.push(Text { text: visible(rest), mark });
        }
    }
    out
}

/// Splits off what a text begins with of the label, and takes it off the
/// label too.
fn split_label<'a>(text: &'a str, label: &mut &str) -> (&'a str, &'a str) {
    let n_bytes = text
        .char_indices()
        .zip(label.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((at, c), _)| at + c.len_utf8())
        .last()
        .unwrap_or(0);
    *label = label.get(n_bytes..).unwrap_or_default();
    text.split_at(n_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Run;

    fn cell(label: &str, paragraphs: Vec<Paragraph>) -> Cell {
        Cell {
            index: 0,
            path: Vec::new(),
            label: label.into(),
            title: String::new(),
            page: None,
            paragraphs,
        }
    }

    fn run(text: &str, changed: bool) -> Run {
        Run::new(text, changed)
    }

    #[test]
    fn the_number_of_a_renumbered_row_is_marked_apart() {
        let runs = vec![run("（２", true), run("）　事業者", false), run("等", true)];
        let cell = cell("（２）", vec![Paragraph { slot: None, runs }]);
        let blocks = blocks(&cell, true);
        let [Block::Paragraph(texts)] = blocks.as_slice() else { panic!("one paragraph") };
        let marks: Vec<(&str, Mark)> = texts.iter().map(|it| (&*it.text, it.mark)).collect();
        assert_eq!(
            marks,
            [
                ("（２", Mark::Label),
                ("）", Mark::None),
                ("　事業者", Mark::None),
                ("等", Mark::Changed)
            ]
        );
    }

    #[test]
    fn places_without_text_keep_the_columns() {
        let at = |row, column, column_span, text| Paragraph {
            slot: Some(Slot { table: 0, row, column, column_span }),
            runs: vec![run(text, false)],
        };
        let cell = cell(
            "",
            vec![at(0, 0, 3, "題"), at(1, 0, 1, "甲"), at(1, 2, 1, "丙"), at(2, 1, 1, "乙")],
        );
        let blocks = blocks(&cell, false);
        let [Block::Table(rows)] = blocks.as_slice() else { panic!("one table") };
        let spans: Vec<Vec<(u32, usize)>> = rows
            .iter()
            .map(|cells| cells.iter().map(|it| (it.span, it.paragraphs.len())).collect())
            .collect();
        assert_eq!(
            spans,
            [vec![(3, 1)], vec![(1, 1), (1, 0), (1, 1)], vec![(1, 0), (1, 1), (1, 0)]]
        );
    }
}

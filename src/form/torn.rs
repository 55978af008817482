//! Rows that a page break tore: their labels and answers begin on one page and
//! end on the next.
//!
//! Earlier stages join such rows where the text of a cell shows that it was
//! cut. A form knows more: its labels. Two parts of a label that are one
//! together prove that the row is one; so does a part without a label whose
//! cells stand under those of the row before.

use std::collections::BTreeSet;

use super::label::{label, plain};
use super::rows::{Cell, Row};
use super::run::{Run, joined};
use super::tree::Tree;
use crate::model::{Document, Location};

/// Joins the rows that were torn.
pub(super) fn mend(rows: &[Row], document: &Document, tree: &Tree) -> Vec<Row> {
    let titles: BTreeSet<&str> =
        tree.items.iter().map(|item| item.title.as_str()).filter(|it| !it.is_empty()).collect();
    let rows = whole_labels(rows, &titles);
    let mut whole: Vec<Row> = Vec::with_capacity(rows.len());
    // Where a page break follows the row put last.
    let mut end_page = None;
    for row in rows {
        let first = row.cells.first().and_then(|cell| cell.runs.first());
        let page = first.and_then(|run| run.spans().next()).and_then(|it| document.source.page(it));
        let is_next = page.zip(end_page).is_some_and(|(page, before): (u32, u32)| page > before);
        let last = row.cells.iter().flat_map(|cell| &cell.runs).flat_map(Run::spans).max();
        let last_page = last.and_then(|span| document.source.page(span));
        let over = match whole.last() {
            Some(before) if is_next && before.table.is_some() && row.table.is_some() => {
                goes_on(before, &row, document, &titles)
            }
            _ => None,
        };
        match (whole.last_mut(), over) {
            (Some(before), Some(over)) => join(before, row, &over),
            _ => whole.push(row),
        }
        end_page = last_page.or(end_page);
    }
    whole
}

/// Most lines that a label of a text without tables is broken into.
const MOST_LINES: usize = 4;

/// Puts labels together that stand on several lines of a text without tables.
fn whole_labels(rows: &[Row], titles: &BTreeSet<&str>) -> Vec<Row> {
    let line = |row: &Row| match (row.table, row.cells.as_slice()) {
        (None, [Cell { runs, .. }]) => runs.first().filter(|_| runs.len() == 1).cloned(),
        _ => None,
    };
    let is_title = |text: &str| titles.contains(label(text).title.as_str());
    // How many lines a label takes that begins at a row, itself one of them.
    let n_lines = |rows: &[Row]| {
        let mut all = line(rows.first()?)?;
        if is_title(&all.text) {
            return None;
        }
        (2..=MOST_LINES).find(|n| {
            let next = rows.get(n - 1).and_then(line);
            next.is_some_and(|next| {
                let is_own = !is_title(&next.text);
                all.append("", next);
                is_own && is_title(&all.text)
            })
        })
    };
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut n_left = 0;
    for at in 0..rows.len() {
        let Some(rest) = rows.get(at..) else { break };
        if n_left == 0 {
            n_left = n_lines(rest).unwrap_or(1);
            out.push(rest[0].clone());
        } else if let (Some(row), Some(next)) = (out.last_mut(), line(&rest[0])) {
            row.blocks.end = row.blocks.end.max(rest[0].blocks.end);
            if let Some(run) = row.cells.first_mut().and_then(|cell| cell.runs.first_mut()) {
                run.append("", next);
            }
        }
        n_left -= 1;
    }
    out
}

/// Whether a row is the rest of the one before: for each of its cells the cell
/// that it continues.
fn goes_on(
    before: &Row,
    row: &Row,
    document: &Document,
    titles: &BTreeSet<&str>,
) -> Option<Vec<usize>> {
    let (above, first) = (before.cells.first()?, row.cells.first()?);
    let is_title = |text: &str| titles.contains(label(text).title.as_str());
    let (begin, end) = (joined(&above.runs).text, joined(&first.runs).text);
    if before.cells.len() < 2 || is_title(&end) || plain(&end).is_empty() {
        return None;
    }
    let mut over = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let found =
            (0..before.cells.len()).find(|&at| is_under(cell, &before.cells[at], document))?;
        over.push(found);
    }
    if !over.is_sorted_by(|a, b| a < b) {
        return None;
    }
    // Where the label goes on, both parts are one; else it was whole.
    let is_one =
        over.first() != Some(&0) || !is_title(&begin) && is_title(&format!("{begin}{end}"));
    is_one.then_some(over)
}

/// Whether one cell stands under another. Columns are counted on each page
/// anew, so the places of the texts count where they are known.
fn is_under(cell: &Cell, above: &Cell, document: &Document) -> bool {
    let extent = |cell: &Cell| {
        let spans = cell.runs.iter().flat_map(Run::spans);
        let areas = spans.filter_map(|span| match document.source.locate(span)? {
            Location::Page { area, .. } => Some((area.left, area.right)),
            _ => None,
        });
        areas.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    };
    match (extent(cell), extent(above)) {
        (Some(own), Some(other)) => own.0 < other.1 && other.0 < own.1,
        _ => cell.column == above.column,
    }
}

/// Puts the cells of the rest under those they continue.
fn join(before: &mut Row, rest: Row, over: &[usize]) {
    before.blocks.end = before.blocks.end.max(rest.blocks.end);
    for (cell, at) in rest.cells.into_iter().zip(over) {
        let Some(above) = before.cells.get_mut(*at) else { continue };
        let mut runs = cell.runs.into_iter();
        if let (Some(last), Some(next)) = (above.runs.last_mut(), runs.next()) {
            if ends_sentence(&last.text) || begins_option(&next.text) {
                above.runs.push(next);
            } else {
                last.append("", next);
            }
        }
        above.runs.extend(runs);
    }
}

fn begins_option(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|c| matches!(c, ')' | '）'))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '．', '：'])
}

#[cfg(test)]
mod tests {
    use super::super::tree::TREES;
    use super::*;
    use crate::model::{Area, Block, BlockKind, Format, Place, Source, Span, TableId, Text};
    use std::num::NonZeroU32;

    /// Cells of a table over two pages: page, row, left edge, text.
    fn document(cells: &[(u32, u32, f32, &str)]) -> Document {
        let (mut original, mut places, mut blocks) = (String::new(), Vec::new(), Vec::new());
        for &(page, row, left, text) in cells {
            let start = original.len();
            original.push_str(text);
            let span = Span::new(start, original.len());
            let area = Area { left, top: 0.0, right: left + 50.0, bottom: 10.0 };
            let page = NonZeroU32::new(page).expect("pages count from 1");
            places.push(Place { span, at: Location::Page { page, area } });
            let table = TableId(page.get());
            let column = u32::from(left >= 10.0) * (3 - page.get());
            let leads = left < 10.0;
            let kind = BlockKind::Cell { table, row, column, column_span: 1, row_span: 1, leads };
            blocks.push(Block { kind, text: Text::from_span(span) });
        }
        let source = Source::new("a.pdf".into(), Format::Pdf, original, places, Some(2));
        Document { source, blocks, set_aside: vec![] }
    }

    #[test]
    fn a_label_on_two_lines_of_a_text_is_one() {
        let rows = |lines: &[&str]| {
            let original = lines.join("\n");
            let mut end = 0;
            let block = |line: &&str| {
                let start = end;
                end += line.len() + 1;
                let text = Text::from_span(Span::new(start, end - 1));
                Block { kind: BlockKind::Paragraph, text }
            };
            let blocks = lines.iter().map(block).collect();
            let source = Source::new("a".into(), Format::Text, original, vec![], None);
            let document = Document { source, blocks, set_aside: vec![] };
            let rows = mend(&super::super::rows::rows(&document), &document, &TREES[0]);
            rows.iter().map(|row| joined(&row.cells[0].runs).text).collect::<Vec<_>>()
        };
        let label = ["目的外の入手が行われるリ", "スクへの対策は十分か", "十分である"];
        assert_eq!(rows(&label), ["目的外の入手が行われるリスクへの対策は十分か", "十分である"]);
        assert_eq!(rows(&["①部署", "住宅課"]), ["①部署", "住宅課"]);
    }

    #[test]
    fn a_label_in_two_parts_makes_one_row() {
        for (cells, expected) in [
            // A label and its answer go on.
            (
                &[
                    (1, 0, 0.0, "②事務"),
                    (1, 0, 100.0, "台帳を"),
                    (2, 0, 0.0, "の概要"),
                    (2, 0, 100.0, "作る。"),
                ][..],
                &["②事務の概要|台帳を作る。"][..],
            ),
            // The answer alone goes on.
            (
                &[(1, 0, 0.0, "②事務の概要"), (1, 0, 100.0, "作る。"), (2, 0, 100.0, "残す。")],
                &["②事務の概要|作る。/残す。"],
            ),
            // The next item.
            (
                &[
                    (1, 0, 0.0, "②事務の概要"),
                    (1, 0, 100.0, "作る。"),
                    (2, 0, 0.0, "③システムの名称"),
                    (2, 0, 100.0, "台帳"),
                ],
                &["②事務の概要|作る。", "③システムの名称|台帳"],
            ),
            // The same page.
            (
                &[
                    (1, 0, 0.0, "②事務"),
                    (1, 0, 100.0, "台帳を"),
                    (1, 1, 0.0, "の概要"),
                    (1, 1, 100.0, "作る。"),
                ],
                &["②事務|台帳を", "の概要|作る。"],
            ),
        ] {
            let document = document(cells);
            let rows = mend(&super::super::rows::rows(&document), &document, &TREES[0]);
            let said = |row: &Row| {
                let cell = |cell: &Cell| {
                    cell.runs.iter().map(|run| run.text.clone()).collect::<Vec<_>>().join("/")
                };
                row.cells.iter().map(cell).collect::<Vec<_>>().join("|")
            };
            let said: Vec<String> = rows.iter().map(said).collect();
            assert_eq!(said, expected);
        }
    }
}

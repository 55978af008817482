//! Finds the document's own 変更箇所 (CONVENTIONS §4.6): the last part of every
//! form, a table of six columns that grows from year to year.

use super::LogPlace;
use super::label::label;
use super::rows::{Cell, Row, rows};
use super::run::joined;
use crate::model::{BlockId, Document};
use crate::normalize::fold::fold;

/// What the columns are called. Two of them are enough with both 記載.
const COLUMNS: [&str; 6] =
    ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"];

/// Where the log stands, `None` where there is none.
pub(super) fn place(document: &Document) -> Option<LogPlace> {
    let rows = rows(document);
    let header = rows.iter().position(is_header);
    let headings = || (0..rows.len()).rev().filter(|&at| is_heading(&rows[at]));
    let heading = match header {
        // A heading may stand in the table itself, above the header.
        Some(header) => headings().find(|&at| at < header && header - at <= MOST_BETWEEN),
        None => headings().next().filter(|&at| {
            let rest = rows.get(at..).unwrap_or_default();
            dated_rows(rest) > 0 || rest.iter().take(NEAR).any(names_columns)
        }),
    };
    let mut start = match (heading, header) {
        (Some(heading), _) => heading,
        (None, Some(header)) => first_of_table(&rows, header),
        (None, None) => return None,
    };
    // Rows that an export put before the header.
    let begins_early = |start: usize| {
        let before = rows.get(..start)?;
        let table = before.last()?.table?;
        let first = before.iter().rposition(|row| row.table != Some(table)).map_or(0, |at| at + 1);
        let own = before.get(first..)?;
        (2 * dated_rows(own) >= own.len() && own.iter().all(|row| row.cells.len() >= 4))
            .then_some(first)
    };
    while let Some(first) = begins_early(start) {
        start = first;
    }
    let early = (start.saturating_sub(MOST_BETWEEN)..start).find(|&at| begins_entry(&rows, at));
    start = early.unwrap_or(start);
    let mut place = LogPlace::default();
    // A paragraph may end with the heading where lines were joined wrongly.
    let behind = rows.iter().take(start).map(|row| row.blocks.end).max().unwrap_or(0);
    let mut behind = BlockId(behind as u32);
    for (at, row) in rows.iter().enumerate().skip(start) {
        let blocks = row.blocks.clone().map(|index| BlockId(index as u32));
        let from = behind;
        let blocks = blocks.filter(move |block| *block >= from);
        behind = behind.max(BlockId(row.blocks.end as u32));
        if Some(at) == heading {
            let mut blocks = blocks;
            place.heading = blocks.next();
            place.blocks.extend(blocks);
            continue;
        }
        place.blocks.extend(blocks);
        if let Some(table) = row.table.filter(|table| !place.tables.contains(table)) {
            place.tables.push(table);
        }
    }
    Some(place)
}

/// Rows that may stand between the heading and the header of the log.
const MOST_BETWEEN: usize = 40;

/// The first row of the table that a row stands in.
fn first_of_table(rows: &[Row], at: usize) -> usize {
    let table = rows[at].table;
    rows[..at]
        .iter()
        .rposition(|row| row.table.is_none() || row.table != table)
        .map_or(0, |at| at + 1)
}

fn is_header(row: &Row) -> bool {
    let texts: Vec<String> = row.cells.iter().map(|cell| fold(&joined(&cell.runs).text)).collect();
    let has = |column: &str| texts.iter().any(|text| text == column);
    has("変更前の記載") && has("変更後の記載") && COLUMNS.iter().filter(|&&it| has(it)).count() >= 3
}

/// Rows behind the heading in which the columns are named.
const NEAR: usize = 40;

/// Whether a line names the columns of a log that has no ruled lines.
fn names_columns(row: &Row) -> bool {
    let names = |cell: &Cell| fold(&joined(&cell.runs).text).contains("変更前の記載");
    row.cells.iter().any(names)
}

/// 変更箇所, （別添２）変更箇所.
pub(super) fn is_heading(row: &Row) -> bool {
    let [cell] = row.cells.as_slice() else { return false };
    label(&joined(&cell.runs).text).title == "変更箇所"
}

/// Whether an entry begins here in a text without tables: a date on a line of
/// its own, then an item as logs write it, `Ⅰ－１`.
fn begins_entry(rows: &[Row], at: usize) -> bool {
    let alone = |at: usize| rows.get(at).filter(|row| row.table.is_none() && row.cells.len() == 1);
    let item = alone(at + 1).map(|row| fold(&joined(&row.cells[0].runs).text)).unwrap_or_default();
    let mut item = item.chars();
    let names_item = item.next().is_some_and(|c| ('Ⅰ'..='Ⅻ').contains(&c))
        && item.next() == Some('-')
        && item.next().is_some_and(|c| c.is_ascii_digit());
    names_item && alone(at).is_some_and(begins_with_date)
}

/// How many rows begin with a date.
fn dated_rows(rows: &[Row]) -> usize {
    rows.iter().filter(|row| begins_with_date(row)).count()
}

fn begins_with_date(row: &Row) -> bool {
    let text = row.cells.first().map(|cell| fold(&joined(&cell.runs).text)).unwrap_or_default();
    let eras = ["令和", "平成", "昭和", "R", "H"];
    eras.iter().any(|era| text.starts_with(era))
        && text.chars().count() <= LONGEST_DATE
        && (text.ends_with('日') || text.contains('.'))
}

/// Longest date, 令和10年12月31日, in characters.
const LONGEST_DATE: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Format, Source, Span, TableId, Text};

    /// Rows as `table:cell|cell`, paragraphs as they are.
    fn document(rows: &[&str]) -> Document {
        let (mut original, mut blocks) = (String::new(), Vec::new());
        for (row, text) in (0..).zip(rows) {
            let (table, cells) = match text.split_once(':') {
                Some((table, cells)) => (table.parse().ok(), cells),
                None => (None, *text),
            };
            for (column, text) in (0..).zip(cells.split('|')) {
                let start = original.len();
                original.push_str(text);
                let kind = match table {
                    Some(table) => BlockKind::Cell {
                        table: TableId(table),
                        row,
                        column,
                        column_span: 1,
                        row_span: 1,
                        leads: column == 0,
                    },
                    None => BlockKind::Paragraph,
                };
                let text = Text::from_span(Span::new(start, original.len()));
                blocks.push(Block { kind, text });
            }
        }
        let source = Source::new("a".into(), Format::Docx, original, vec![], None);
        Document { source, blocks, set_aside: vec![] }
    }

    #[test]
    fn the_log_is_found_with_rows_before_its_header() {
        const HEADER: &str = "1:変更日|項目|変更前の記載|変更後の記載|提出時期|提出時期に係る説明";
        const ROW: &str = "1:令和2年3月1日|Ⅰ－１|旧|新|事後|-";
        for (rows, heading, first) in [
            (&["①部署", "変更箇所", HEADER, ROW][..], Some(1), 2),
            (&["①部署", "（別添２）変更箇所", ROW, HEADER, ROW], Some(1), 2),
            (&["①部署", HEADER, ROW], None, 1),
            // An export put a part of the table before the heading.
            (&["①部署", "0:令和2年3月1日|Ⅰ－１|旧|新|事後", "変更箇所", HEADER, ROW], Some(6), 1),
            (
                &["①部署", "令和2年3月1日", "Ⅰ－１", "旧 新 事後", "変更箇所", "令和3年3月1日"],
                Some(4),
                1,
            ),
        ] {
            let place = place(&document(rows)).unwrap_or_else(|| panic!("no log in {rows:?}"));
            assert_eq!(place.heading, heading.map(BlockId), "{rows:?}");
            assert_eq!(place.blocks.first(), Some(&BlockId(first)), "{rows:?}");
        }
        for rows in [&["①部署", "市民課"][..], &["1. 変更箇所", "本文"], &["1:変更日|項目"]]
        {
            assert!(place(&document(rows)).is_none(), "{rows:?}");
        }
    }
}

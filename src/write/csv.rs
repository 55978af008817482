//! Report → CSV that Excel opens as it stands: UTF-8 with a byte order mark,
//! CRLF, no cell that runs as a formula, no cell longer than Excel keeps.
//!
//! A cell holds plain text; what changed is told by the column of kinds, and
//! in full by the JSON output.

use std::io::{self, Write as _};

use super::{Sink, WriteOptions, phrases, text_columns};
use crate::present::words::PATH_SEPARATOR;
use crate::present::{
    ColumnKind, LOG_COLUMNS, PrintedCell, PrintedLog, PrintedRow, PrintedTable, RowRole, present,
    words,
};
use crate::report::Report;

/// UTF-16 units a cell of Excel keeps (Excel specifications and limits); one
/// is left for the apostrophe.
const MAX_UNITS: usize = 32_767 - 1;

/// Writes a header record and one record for each printed row. Rows of
/// headings are left out: every record carries its own path. The lists of what
/// changed are a column, so that a spreadsheet can filter by them; rows of a
/// list that the table leaves out follow it.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let table = present(report, options.lang);
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 16)
        .from_writer(out);
    let mut labels = text_columns(&table).map(|(_, label)| label);
    let (left, right) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let header = phrases::csv_header(options.lang, left, right).into_iter();
    csv.write_record(header.chain(third(&table).map(|at| table.columns[at].label.clone())))?;
    let printed = table.rows.iter().filter(|row| row.role != RowRole::Headings);
    for row in printed.chain(&table.left_out) {
        write_row(&mut csv, &table, row, options)?;
    }
    csv.flush()
}

/// Writes a 変更箇所: its six columns, and what must be checked behind them.
pub(super) fn write_log(
    log: &PrintedLog,
    _: &Report,
    _: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(LOG_COLUMNS.into_iter().chain([log.comments]))?;
    for row in &log.rows {
        csv.write_record(row.cells.iter().chain([&row.comment]).map(|text| harmless(text)))?;
    }
    csv.flush()
}

/// The column of remarks, if there is one.
fn third(table: &PrintedTable) -> Option<usize> {
    table.columns.iter().position(|column| column.kind == ColumnKind::Third)
}

/// Writes a row, notes behind its kind, over several records where a text is longer than a cell.
fn write_row<W: io::Write>(
    csv: &mut csv::Writer<W>,
    table: &PrintedTable,
    row: &PrintedRow,
    options: &WriteOptions,
) -> csv::Result<()> {
    let texts: Vec<String> = row.cells.iter().map(PrintedCell::text).collect();
    let texts: Vec<Vec<&str>> = texts.iter().map(|text| chunks(text)).collect();
    let n_records = texts.iter().map(Vec::len).max().unwrap_or(1);
    let kind = match row.words.as_slice() {
        [] => words::kind(options.lang, row.kind).to_owned(),
        words => phrases::joined(options.lang, words),
    };
    let mut notes: Vec<String> = row.cells.iter().map(PrintedCell::notes).collect();
    notes.dedup();
    let kind = format!("{kind}{}", notes.concat());
    let cell = |at: usize| row.cells.get(at);
    let path = |at| harmless(&cell(at).map_or_else(String::new, |it| it.path.join(PATH_SEPARATOR)));
    let page = |at| cell(at).and_then(|it| it.page).map_or_else(String::new, |n| n.to_string());
    for index in 0..n_records {
        let kind = if n_records == 1 {
            kind.clone()
        } else {
            phrases::continued(options.lang, &kind, index + 1, n_records)
        };
        let text = |at: usize| {
            harmless(
                texts.get(at).and_then(|chunks| chunks.get(index)).copied().unwrap_or_default(),
            )
        };
        let number = row.number.map(|n| n.to_string()).unwrap_or_default();
        let list = phrases::list_name(options.lang, row.list).to_owned();
        let fields = [number, kind, path(0), path(1), text(0), text(1), page(0), page(1), list];
        csv.write_record(fields.into_iter().chain(third(table).map(text)))?;
    }
    Ok(())
}

/// A text that no spreadsheet runs as a formula: an apostrophe goes before
/// the characters that start one (OWASP, CSV injection), in full width too,
/// because a Japanese Excel folds them.
///
/// A sign and nothing else is no formula: － is how tables say that there is
/// nothing.
fn harmless(text: &str) -> String {
    let starts_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_dash = matches!(text.trim_end(), "-" | "－");
    if starts_formula && !is_dash { format!("'{text}") } else { text.to_owned() }
}

/// Cuts a text into pieces that fit into a cell, after a line break where
/// there is one in the second half. Joined, the pieces are the text.
fn chunks(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(limit) = first_over_limit(rest) {
        let (fitting, _) = rest.split_at(limit);
        let at = match fitting.rfind('\n') {
            Some(newline) if newline >= limit / 2 => newline + 1,
            _ => limit,
        };
        let (chunk, after) = rest.split_at(at);
        out.push(chunk);
        rest = after;
    }
    out.push(rest);
    out
}

/// Byte index of the first character that does not fit into a cell any more.
fn first_over_limit(text: &str) -> Option<usize> {
    let mut units = 0;
    text.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > MAX_UNITS).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for start in ["=1+1", "+1", "-1", "@x", "\tx", "＝１", "＋１", "－１", "＠ｘ"] {
            assert_eq!(harmless(start), format!("'{start}"));
        }
        assert_eq!(harmless("１－２"), "１－２");
        assert_eq!(harmless("－"), "－", "nothing to say");
        assert_eq!(harmless("－＝１"), "'－＝１");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn long_texts_are_cut_into_cells_and_nothing_is_lost() {
        let paragraph = format!("{}\n", "甲𠮷".repeat(4_000));
        let text = paragraph.repeat(12);
        let chunks = chunks(&text);
        assert!(chunks.len() > 1);
        assert!(chunks.iter().all(|chunk| chunk.encode_utf16().count() <= MAX_UNITS));
        assert!(chunks.iter().all(|chunk| chunk.ends_with('\n') || chunk.is_empty()));
        assert_eq!(chunks.concat(), text);
    }

    #[test]
    fn a_text_without_line_breaks_is_cut_between_characters() {
        let text = "𠮷".repeat(MAX_UNITS);
        let chunks = chunks(&text);
        assert_eq!(chunks.len(), 2);
        assert_eq!(chunks.concat(), text);
    }
}

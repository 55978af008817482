//! Report → CSV that Excel opens as it stands: UTF-8 with a byte order mark,
//! CRLF, no cell that runs as a formula, no cell longer than Excel keeps.
//!
//! A cell holds plain text; what changed is told by the column of kinds, and
//! in full by the JSON output.

use std::io::{self, Write as _};

use super::{Sink, WriteOptions, columns, opposite, phrases};
use crate::model::Side;
use crate::report::{Cell, Report, Row, TableStyle, Unchanged};
use crate::tabulate::{ListName, Printed, is_plain, printed};

/// UTF-16 units a cell of Excel keeps (Excel specifications and limits); one
/// is left for the apostrophe.
const MAX_UNITS: usize = 32_767 - 1;

/// What a cell is filled with, in the order of the columns.
struct Record {
    number: String,
    kind: String,
    paths: [String; 2],
    texts: [String; 2],
    pages: [String; 2],
    /// The list it is in.
    list: &'static str,
}

/// Writes a header record and one record for each printed row. The lists of
/// what changed are a column, so that a spreadsheet can filter by them; rows of
/// a list that the table folds follow it.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 16)
        .from_writer(out);
    let style = &report.table.style;
    csv.write_record(phrases::csv_header(
        options.lang,
        columns(style).map(|it| style.labels.get(it)),
    ))?;
    for line in printed(&report.table) {
        let record = match line {
            // Every record carries its own path.
            Printed::Path(_) => continue,
            Printed::Row(row, number) => row_record(row, number, style, options),
            Printed::Omitted { labels, .. } => Record {
                number: String::new(),
                kind: phrases::kind(options.lang, crate::tabulate::RowKind::Same).to_owned(),
                paths: Default::default(),
                texts: columns(style).map(|side| phrases::omitted(labels.get(side))),
                pages: Default::default(),
                list: "",
            },
        };
        write_record(&mut csv, &record, options)?;
    }
    if style.unchanged != Unchanged::Show {
        let is_folded = |row: &&Row| is_plain(row) && ListName::of(row).is_some();
        for row in report.table.rows.iter().filter(is_folded) {
            write_record(&mut csv, &row_record(row, None, style, options), options)?;
        }
    }
    csv.flush()
}

fn row_record(
    row: &Row,
    number: Option<u32>,
    style: &TableStyle,
    options: &WriteOptions,
) -> Record {
    let cell = |side: Side| row.cells.get(side).as_ref();
    Record {
        number: number.map(|n| n.to_string()).unwrap_or_default(),
        kind: phrases::what_happened(options.lang, row),
        paths: columns(style).map(|side| {
            cell(side).map(|cell| cell.path.join(phrases::PATH_SEPARATOR)).unwrap_or_default()
        }),
        texts: columns(style)
            .map(|side| cell(side).map_or_else(|| opposite(side).to_owned(), Cell::text)),
        pages: columns(style).map(|side| {
            cell(side).and_then(|cell| cell.page).map(|page| page.to_string()).unwrap_or_default()
        }),
        list: phrases::list_name(options.lang, ListName::of(row)),
    }
}

/// Writes a record, over several rows where a text is longer than a cell.
fn write_record<W: io::Write>(
    csv: &mut csv::Writer<W>,
    record: &Record,
    options: &WriteOptions,
) -> csv::Result<()> {
    let [left, right] = record.texts.each_ref().map(|text| chunks(text));
    let n_rows = left.len().max(right.len());
    for index in 0..n_rows {
        let kind = if n_rows == 1 {
            record.kind.clone()
        } else {
            phrases::continued(options.lang, &record.kind, index + 1, n_rows)
        };
        let text = |chunks: &[&str]| harmless(chunks.get(index).copied().unwrap_or_default());
        let fields = [
            record.number.clone(),
            kind,
            harmless(&record.paths[0]),
            harmless(&record.paths[1]),
            text(&left),
            text(&right),
            record.pages[0].clone(),
            record.pages[1].clone(),
            record.list.to_owned(),
        ];
        csv.write_record(&fields)?;
    }
    Ok(())
}

/// A text that no spreadsheet runs as a formula: an apostrophe goes before
/// the characters that start one (OWASP, CSV injection), in full width too,
/// because a Japanese Excel folds them.
fn harmless(text: &str) -> String {
    let starts_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts_formula { format!("'{text}") } else { text.to_owned() }
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

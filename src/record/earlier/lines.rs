//! Logs in text files: CSV and tables of Markdown.

use super::{EarlierRow, HEADS, heads};
use crate::record::earlier::cells::Cell;

/// The rows of the first table of a text that has the header of a log.
pub(super) fn rows(text: &str) -> Option<Vec<EarlierRow>> {
    // Most texts hold no log and are not worth cutting into cells.
    if !text.contains(HEADS[2]) {
        return None;
    }
    let text = text.trim_start_matches('\u{FEFF}');
    piped(text).or_else(|| separated(text, b',')).or_else(|| separated(text, b'\t'))
}

/// Records with a separator (RFC 4180).
fn separated(text: &str, separator: u8) -> Option<Vec<EarlierRow>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok);
    let plain = |field: &str| unquoted(field).replace("\r\n", "\n");
    log(records.map(|record| record.iter().map(plain).collect()))
}

/// The cell without the apostrophe that keeps spreadsheets from running it.
fn unquoted(field: &str) -> &str {
    let rest = field.strip_prefix('\'');
    let starts = |rest: &&str| {
        rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    };
    rest.filter(starts).unwrap_or(field)
}

/// Lines between pipes.
fn piped(text: &str) -> Option<Vec<EarlierRow>> {
    let rows = text.lines().filter_map(|line| {
        let line = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some(pipes(line))
    });
    let is_rule =
        |row: &Vec<String>| row.iter().all(|cell| cell.trim_matches(['-', ':']).is_empty());
    log(rows.filter(|row| !is_rule(row)))
}

/// The cells of a line, escapes undone.
fn pipes(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '|' => cells.push(String::new()),
            '\\' => cell.extend(chars.next()),
            c => cell.push(c),
        }
    }
    let text = |cell: &String| {
        let cell = cell.trim_matches(' ').replace("<br>", "\n");
        cell.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    cells.iter().map(text).collect()
}

/// The rows under the header. Those in front of it count where they are as
/// long and begin with a day.
fn log(rows: impl Iterator<Item = Vec<String>>) -> Option<Vec<EarlierRow>> {
    let rows: Vec<Vec<String>> = rows.collect();
    let (at, columns) = rows.iter().enumerate().find_map(|(at, row)| {
        let cells = row.iter().zip(0..).map(|(text, column)| Cell::of_line(text, column));
        Some((at, heads(&cells.collect::<Vec<_>>())?))
    })?;
    let width = rows.get(at).map_or(0, Vec::len);
    let own = |row: &Vec<String>| {
        let cells = columns.own.map(|column| {
            let cell = column.and_then(|column| row.get(column as usize));
            cell.cloned().unwrap_or_default()
        });
        EarlierRow { cells, page: None }
    };
    let is_row = |at: usize, header: usize, row: &EarlierRow| {
        let is_behind = at > header;
        let is_dated = super::Date::parse(&row.cells[super::DATE]).is_some();
        (is_behind || is_dated) && row.cells.iter().any(|cell| !cell.is_empty())
    };
    let is_header = |row: &EarlierRow| {
        row.cells.iter().zip(HEADS).filter(|(cell, head)| cell.trim() == *head).count()
            >= super::ENOUGH
    };
    let rows = rows.iter().enumerate().filter(|(_, row)| row.len() == width);
    let rows = rows.map(|(place, row)| (place, own(row)));
    let rows = rows.filter(|(place, row)| is_row(*place, at, row) && !is_header(row));
    Some(rows.map(|(_, row)| row).collect())
}

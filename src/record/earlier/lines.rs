//! Logs in text files: CSV, tables of Markdown, and cells between tabs.

use super::{EarlierRow, HEADS, heads};
use crate::record::earlier::cells::Cell;

/// The log of a text file.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its rows.
    pub rows: Vec<EarlierRow>,
    /// Those, from 1, that are broken: with more or fewer cells than the
    /// header, or a quotation mark that is never closed.
    pub uneven: Vec<u32>,
}

/// The rows of the first table of a text that has the header of a log. In
/// Markdown the cells hold markup.
pub(super) fn rows(text: &str, is_markdown: bool) -> Option<Read> {
    // Most texts hold no log and are not worth cutting into cells.
    if !text.contains(HEADS[2]) {
        return None;
    }
    let text = text.trim_start_matches('\u{FEFF}');
    if is_markdown {
        return piped(text).or_else(|| tabbed(text));
    }
    separated(text, b',').or_else(|| separated(text, b'\t')).or_else(|| piped(text))
}

/// Records with a separator (RFC 4180).
fn separated(text: &str, separator: u8) -> Option<Read> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok);
    let plain = |field: &str| unquoted(field).replace("\r\n", "\n");
    let mut read = log(records.map(|record| record.iter().map(plain).collect()), true)?;
    // A mark that is never closed takes in all lines behind it.
    let is_open = text.matches('"').count() % 2 == 1;
    let number = read.rows.len() as u32;
    let takes_lines = |row: &EarlierRow| row.cells.iter().any(|cell| cell.contains('\n'));
    if is_open && read.rows.last().is_some_and(takes_lines) && !read.uneven.contains(&number) {
        read.uneven.push(number);
    }
    Some(read)
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
fn piped(text: &str) -> Option<Read> {
    let rows = text.lines().filter_map(|line| {
        let line = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some(pipes(line))
    });
    log(rows.filter(|row| !is_rule(row)), false)
}

/// Lines with tabs between their cells.
fn tabbed(text: &str) -> Option<Read> {
    let rows = text.lines().map(|line| line.split('\t').map(without_markup).collect());
    log(rows.filter(|row: &Vec<String>| !is_rule(row)), false)
}

/// The line under the header of a table, or between two rows.
fn is_rule(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim_matches(['-', ':', ' ']).is_empty())
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
    cells.iter().map(|cell| without_markup(cell.trim_matches(' '))).collect()
}

/// Tags that Markdown may hold in a cell, and whether a line ends with them.
const TAGS: [(&str, bool); 9] = [
    ("<br>", true),
    ("<br/>", true),
    ("<br />", true),
    ("</p>", true),
    ("</li>", true),
    ("<p>", false),
    ("<li>", false),
    ("<ul>", false),
    ("</ul>", false),
];

/// The text of a cell of Markdown.
fn without_markup(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let known = TAGS.iter().find_map(|(name, ends)| Some((tag.strip_prefix(name)?, *ends)));
        rest = if let Some((behind, ends)) = known {
            if ends && !behind.is_empty() {
                out.push('\n');
            }
            behind
        } else {
            out.push('<');
            tag.get(1..).unwrap_or_default()
        };
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The rows under the header. Those in front of it count where they are as
/// long and begin with a day.
///
/// Between lines that are no rows, only those of the same length are rows; in a
/// file of records all are.
fn log(rows: impl Iterator<Item = Vec<String>>, are_records: bool) -> Option<Read> {
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
        EarlierRow { cells, ..EarlierRow::default() }
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
    let last = columns.own.iter().flatten().max().map_or(0, |column| *column as usize);
    let is_uneven = |row: &[String]| {
        let more = row.get(width..).unwrap_or_default();
        row.len() <= last || more.iter().any(|cell| !cell.trim().is_empty())
    };
    let rows = rows.iter().enumerate().filter(|(_, row)| are_records || row.len() == width);
    let rows = rows.map(|(place, row)| (place, own(row), is_uneven(row)));
    let rows = rows.filter(|(place, row, _)| is_row(*place, at, row) && !is_header(row));
    let mut read = Read::default();
    for ((_, row, is_uneven), number) in rows.zip(1..) {
        read.rows.push(row);
        read.uneven.extend(is_uneven.then_some(number));
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "変更日|項目|変更前の記載|変更後の記載|提出時期|提出時期に係る説明";

    fn cells(text: &str, is_markdown: bool) -> Vec<String> {
        let read = rows(text, is_markdown).unwrap_or_default();
        read.rows.iter().map(|row| row.cells.join("|").replace('\n', "/")).collect()
    }

    #[test]
    fn records_may_be_short_and_stand_before_the_header() {
        let text = "表題\n令和2年1月1日,い,あ,い,事後,\n変更日,項目,変更前の記載,変更後の記載,提出時期\n\
                    令和3年1月1日,Ⅰ－１,旧,新\n,\"Ⅰ－\n２\",'＝１,新,事前\n";
        assert_eq!(
            cells(text, false),
            [
                "令和2年1月1日|い|あ|い|事後|",
                "令和3年1月1日|Ⅰ－１|旧|新||",
                "|Ⅰ－/２|＝１|新|事前|"
            ]
        );
    }

    #[test]
    fn markdown_holds_markup_in_pipes_or_between_tabs() {
        let pipes = format!(
            "# 変更箇所\n\n| {} |\n| --- | --- | --- | --- | --- | --- |\n| 令和3年1月1日 | Ⅰ－１<br>\\*名称 | a \\| b | &lt;p&gt; | 事後 |  |\n",
            HEADER.replace('|', " | ")
        );
        assert_eq!(cells(&pipes, true), ["令和3年1月1日|Ⅰ－１/*名称|a | b|<p>|事後|"]);
        let tabs = format!(
            "{}\n令和3年1月1日\tⅠ 基本情報\t\t\t\t\n\t①名称\t<p>旧</p> <p>略</p>\t新\t事前\t\n--\t--\t--\t--\t--\t--\n",
            HEADER.replace('|', "\t")
        );
        assert_eq!(cells(&tabs, true), ["令和3年1月1日|Ⅰ 基本情報||||", "|①名称|旧/ 略|新|事前|"]);
    }

    #[test]
    fn a_text_without_a_log_has_no_rows() {
        assert!(rows("変更前の記載について", false).is_none());
        assert!(rows("", true).is_none());
    }

    #[test]
    fn rows_of_a_broken_file_are_named() {
        let uneven = |rows_of_file: &str| -> Vec<u32> {
            let text = format!("表題\n{}\n{rows_of_file}", HEADER.replace('|', ","));
            rows(&text, false).unwrap_or_default().uneven
        };
        assert_eq!(
            uneven("令和3年1月1日,い,旧,新,事後,\n令和3年1月1日,い,旧,新,事後,,,\n"),
            [0; 0]
        );
        assert_eq!(uneven("令和3年1月1日,い,旧,新,事後,\n令和3年1月1日,い\n"), [2], "too few");
        assert_eq!(uneven("令和3年1月1日,い,旧,新,事後,,余り\n"), [1], "too many");
        let open = "令和3年1月1日,い,旧,新,事後,\"説明\n令和4年1月1日,い,旧,新,事後,\n";
        assert_eq!(uneven(open), [1], "a mark that is not closed");
        assert_eq!(uneven("令和3年1月1日,い,5\",新,事後,\n"), [0; 0], "a mark within a cell");
    }
}

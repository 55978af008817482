//! Logs in text files: CSV, tables of Markdown, and cells between tabs.

use super::{EarlierRow, HEADS, heads};
use crate::record::earlier::cells::Cell;

/// The log of a text file.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its rows.
    pub rows: Vec<EarlierRow>,
    /// The line on which the last of them begins, from 1.
    last_line: u32,
    /// Those that are broken: with more or fewer cells than the header, or a
    /// quotation mark that is never closed.
    pub uneven: Vec<Uneven>,
}

/// A row whose texts may stand in other columns than theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uneven {
    /// The row, from 1, headers left out.
    pub row: u32,
    /// The line of the file on which it begins, from 1.
    pub line: u32,
}

/// Cells as they stand in a file.
struct Raw {
    cells: Vec<String>,
    /// The line on which they begin, from 1.
    line: u32,
    /// Rows of one number stand in one table.
    table: u32,
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
    let raw = records.map(|record| {
        let line = record.position().map_or(0, csv::Position::line) as u32;
        Raw { cells: record.iter().map(plain).collect(), line, table: 0 }
    });
    let mut read = log(raw, true)?;
    // A mark that is never closed takes in all lines behind it.
    let is_open = text.matches('"').count() % 2 == 1;
    let row = read.rows.len() as u32;
    let takes_lines = |row: &EarlierRow| row.cells.iter().any(|cell| cell.contains('\n'));
    if is_open
        && read.rows.last().is_some_and(takes_lines)
        && read.uneven.last().is_none_or(|last| last.row != row)
    {
        read.uneven.push(Uneven { row, line: read.last_line });
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

/// Lines between pipes; a blank line ends a table, and until then each line is
/// a row of it, as in GitHub's Markdown.
fn piped(text: &str) -> Option<Read> {
    let mut table = 0;
    let rows = text.lines().zip(1..).filter_map(|(line, number)| {
        let line_text = line.trim();
        if line_text.is_empty() {
            table += 1;
            return None;
        }
        let begun = line_text.strip_prefix('|').unwrap_or(line_text);
        let is_escaped = begun.ends_with("\\|") && !begun.ends_with("\\\\|");
        let inner = begun.strip_suffix('|').filter(|_| !is_escaped).unwrap_or(begun);
        Some(Raw { cells: pipes(inner), line: number, table })
    });
    log(rows.filter(|row| !is_rule(&row.cells)), false)
}

/// Lines with tabs between their cells; blank lines part no tables.
fn tabbed(text: &str) -> Option<Read> {
    let mut table = 0;
    let rows = text.lines().zip(1..).filter_map(|(line, number)| {
        if !line.contains('\t') {
            table += u32::from(!line.trim().is_empty());
            return None;
        }
        Some(Raw { cells: line.split('\t').map(without_markup).collect(), line: number, table })
    });
    log(rows.filter(|row| !is_rule(&row.cells)), false)
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
        let known =
            TAGS.iter().find_map(|(name, ends)| Some((name, tag.strip_prefix(name)?, *ends)));
        rest = if let Some((name, behind, ends)) = known {
            if ends && (name.starts_with("<br") || !behind.is_empty()) {
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

/// The rows under the header, and those in front of it that begin with a day:
/// all of its table, and those of the same length in others.
/// In a file of records empty cells at the end are nothing.
fn log(rows: impl Iterator<Item = Raw>, are_records: bool) -> Option<Read> {
    let rows: Vec<Raw> = rows.collect();
    let (at, columns) = rows.iter().enumerate().find_map(|(at, row)| {
        let cells = row.cells.iter().zip(0..).map(|(text, column)| Cell::of_line(text, column));
        Some((at, heads(&cells.collect::<Vec<_>>())?))
    })?;
    let (width, table) = rows.get(at).map_or((0, 0), |row| (row.cells.len(), row.table));
    let last = columns.own.iter().flatten().max().map_or(0, |column| *column as usize);
    let mut read = Read::default();
    for (place, raw) in rows.iter().enumerate() {
        if raw.table != table && raw.cells.len() != width {
            continue;
        }
        let mut cells = columns.own.map(|column| {
            let cell = column.and_then(|column| raw.cells.get(column as usize));
            cell.cloned().unwrap_or_default()
        });
        let more = raw.cells.get(width..).unwrap_or_default();
        let more: Vec<&String> = more.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let is_other = !are_records && raw.cells.len() != width;
        let is_uneven = is_other || raw.cells.len() <= last || !more.is_empty();
        // What no column of the header is for stands in the last one.
        for cell in more {
            let note = &mut cells[super::NOTE];
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(cell);
        }
        if !is_row(place > at, &cells) || is_header(&cells) {
            continue;
        }
        read.rows.push(EarlierRow { cells, ..EarlierRow::default() });
        read.last_line = raw.line;
        let row = read.rows.len() as u32;
        read.uneven.extend(is_uneven.then_some(Uneven { row, line: raw.line }));
    }
    Some(read)
}

/// Whether cells behind the header, or in front of it, are a row. A day alone in
/// front of it is one of the document: 公表日.
fn is_row(is_behind: bool, cells: &[String; 6]) -> bool {
    let is_dated = || {
        let more = cells.iter().skip(super::DATE + 1);
        super::Date::parse(&cells[super::DATE]).is_some()
            && more.into_iter().any(|it| !it.is_empty())
    };
    (is_behind || is_dated()) && cells.iter().any(|cell| !cell.is_empty())
}

fn is_header(cells: &[String; 6]) -> bool {
    let own = cells.iter().zip(HEADS).filter(|(cell, head)| cell.trim() == *head);
    own.count() >= super::ENOUGH
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
    fn a_day_on_the_cover_is_no_row() {
        let text = format!(
            "公表日\n令和6年7月1日\n令和2年1月1日\tい\tあ\tい\t事後\t\n{}\n令和3年1月1日\tⅠ－１\t旧\t新\t事後\t\n",
            HEADER.replace('|', "\t")
        );
        assert_eq!(
            cells(&text, false),
            ["令和2年1月1日|い|あ|い|事後|", "令和3年1月1日|Ⅰ－１|旧|新|事後|"]
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
            let read = rows(&text, false).unwrap_or_default();
            read.uneven.iter().map(|it| it.row).collect()
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

    #[test]
    fn rows_of_markdown_with_other_cells_are_kept_and_named() {
        let text = format!(
            "| {} |\n|---|---|---|---|---|---|\n| 令和3年1月1日 | い | 旧 | 新 | 事後 |\n\
             | 令和4年1月1日 | ろ | a | b | c | 事後 |  |\n令和5年1月1日 | は | 旧 | 新 | 事後 | 注 \n\n\
             | 別の表 | 一 |\n| 令和6年1月1日 | に | 旧 | 新 | 事後 |  |\n",
            HEADER.replace('|', " | ")
        );
        let all = [
            "令和3年1月1日|い|旧|新|事後|",
            "令和4年1月1日|ろ|a|b|c|事後",
            "令和5年1月1日|は|旧|新|事後|注",
            "令和6年1月1日|に|旧|新|事後|",
        ];
        assert_eq!(cells(&text, true), all);
        let uneven = |text: &str| -> Vec<[u32; 2]> {
            let read = rows(text, true).unwrap_or_default();
            read.uneven.iter().map(|it| [it.row, it.line]).collect()
        };
        assert_eq!(uneven(&text), [[1, 3], [2, 4]], "row 1 on line 3");
        let more = text.replace("| c | 事後 |  |", "| c | 事後 | 説明 | 余り |");
        assert!(cells(&more, true)[1].ends_with("|事後/説明/余り"), "nothing is lost");
        let tabs = format!(
            "{}\n令和3年1月1日\tい\t旧\n\n令和4年1月1日\tろ\t旧\t新\t事後\t\n",
            HEADER.replace('|', "\t")
        );
        assert_eq!(cells(&tabs, true), ["令和3年1月1日|い|旧|||", "令和4年1月1日|ろ|旧|新|事後|"]);
        assert_eq!(uneven(&tabs), [[1, 2]]);
    }
}

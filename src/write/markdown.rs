//! Report → Markdown (GitHub flavour): title, counts, one table and the lists
//! of what changed.
//!
//! Changed parts are `<ins>` on both sides: it is the only underline that
//! survives GitHub's filter for user content (`<u>` is removed there), and a
//! 新旧対照表 underlines the old text as well as the new one. A viewer that
//! knows no HTML still shows the text.

use std::io::{self, Write as _};

use super::flat::{FlatLine, Piece, lines};
use super::lists::lists;
use super::visible::visible;
use super::{Sink, WriteOptions, counts_in_words, phrases, text_columns};
use crate::present::words::PATH_SEPARATOR;
use crate::present::{
    LOG_COLUMNS, ParagraphRole, PrintedCell, PrintedLog, PrintedRow, RowRole, present,
};
use crate::profile::Lists;
use crate::report::Report;

/// Writes the table. Ends with a newline.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let table = present(report, options.lang);
    writeln!(out, "# {}\n", escaped(&table.title))?;
    if table.lists == Lists::All {
        for (side, label) in text_columns(&table) {
            writeln!(out, "- {}: {}", escaped(label), escaped(&report.sources.get(side).name))?;
        }
        writeln!(out, "\n{}\n", counts_in_words(report, options.lang))?;
    }
    for sentence in &table.above {
        writeln!(out, "{}\n", escaped(sentence))?;
    }
    write!(out, "| # |")?;
    for column in &table.columns {
        write!(out, " {} |", escaped(&column.label))?;
    }
    writeln!(out, "\n| --- |{}", " --- |".repeat(table.columns.len()))?;
    for row in &table.rows {
        let head = row.number.map(|n| format!("{n} {}", phrases::joined(options.lang, &row.words)));
        write!(out, "| {} |", head.unwrap_or_default())?;
        for cell in &row.cells {
            write!(out, " {} |", cell_text(row, cell))?;
        }
        writeln!(out)?;
    }
    for sentence in &table.below {
        writeln!(out, "\n{}", escaped(sentence))?;
    }
    if table.lists == Lists::None {
        return Ok(());
    }
    for list in lists(report, &table, options.lang) {
        let head = phrases::list_head(options.lang, list.title, list.entries.len());
        writeln!(out, "\n## {head}\n")?;
        for entry in &list.entries {
            let number = entry.number.map(|n| format!("\\#{n} ")).unwrap_or_default();
            writeln!(out, "- {number}{}", escaped(&entry.line()))?;
        }
    }
    for warning in &report.warnings {
        let label = report.table.profile.labels.get(warning.side);
        writeln!(out, "\n- {}", escaped(&phrases::warning(options.lang, label, warning)))?;
    }
    Ok(())
}

/// Writes a 変更箇所.
pub(super) fn write_log(
    log: &PrintedLog,
    report: &Report,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&log.title))?;
    writeln!(out, "{}\n", escaped(&phrases::log_sources(options.lang, report)))?;
    writeln!(out, "| {} | {} |", LOG_COLUMNS.join(" | "), log.comments)?;
    writeln!(out, "|{}", " --- |".repeat(LOG_COLUMNS.len() + 1))?;
    for row in &log.rows {
        write!(out, "|")?;
        for text in row.cells.iter().chain([&row.comment]) {
            let lines: Vec<String> = text.split('\n').map(escaped).collect();
            write!(out, " {} |", lines.join("<br>"))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n{}", phrases::log_count(options.lang, log.n_new))
}

/// The text of a cell with line breaks as `<br>`; headings on one line.
fn cell_text(row: &PrintedRow, cell: &PrintedCell) -> String {
    let lines: Vec<String> = lines(cell).iter().map(line_text).collect();
    match row.role {
        RowRole::Headings if lines.is_empty() => String::new(),
        RowRole::Headings => format!("**{}**", lines.join(PATH_SEPARATOR)),
        RowRole::Unit | RowRole::Omitted => lines.join("<br>"),
    }
}

/// A line with changed parts marked. A mark never spans a line break: some
/// viewers close it there.
fn line_text(line: &FlatLine<'_>) -> String {
    let mut out = String::new();
    for part in line.pieces.chunk_by(|a, b| a.is_marked() && b.is_marked()) {
        let is_marked = part.first().is_some_and(|piece| piece.is_marked());
        out.push_str(if is_marked { "<ins>" } else { "" });
        for piece in part {
            match piece {
                Piece::Run(run) => escape_into(&mut out, &run.text),
                Piece::Gap => out.push_str(" ｜ "),
            }
        }
        out.push_str(if is_marked { "</ins>" } else { "" });
    }
    if line.role == Some(ParagraphRole::Note) { format!("*{out}*") } else { out }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Makes every character stand for itself inside a table cell.
fn escape_into(out: &mut String, text: &str) {
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
}

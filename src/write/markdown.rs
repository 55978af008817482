//! Report → Markdown (GitHub flavour): title, counts, one table and the lists
//! of what changed.
//!
//! Changed parts are `<ins>` on both sides: it is the only underline that
//! survives GitHub's filter for user content (`<u>` is removed there), and a
//! 新旧対照表 underlines the old text as well as the new one. A viewer that
//! knows no HTML still shows the text.

use std::io::{self, Write as _};

use super::lists::lists;
use super::pieces::pieces;
use super::visible::visible;
use super::{Sink, WriteOptions, columns, counts_in_words, move_note, opposite, phrases, title};
use crate::model::Side;
use crate::report::{Cell, Report, Row, TableStyle};
use crate::tabulate::{Printed, printed};

/// Writes the table. Ends with a newline.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let style = &report.table.style;
    writeln!(out, "# {}\n", escaped(title(style)))?;
    for side in columns(style) {
        let name = &report.sources.get(side).name;
        writeln!(out, "- {}: {}", escaped(style.labels.get(side)), escaped(name))?;
    }
    writeln!(out, "\n{}\n", counts_in_words(report, options.lang))?;
    let [left, right] = columns(style).map(|side| escaped(style.labels.get(side)));
    writeln!(out, "| # | {left} | {right} |\n| --- | --- | --- |")?;
    for line in printed(&report.table) {
        let (number, cells) = match line {
            Printed::Path(path) => {
                (String::new(), columns(style).map(|side| path_text(path.get(side))))
            }
            Printed::Row(row, number) => (
                number
                    .map(|n| format!("{n} {}", phrases::what_happened(options.lang, row)))
                    .unwrap_or_default(),
                columns(style).map(|side| cell_text(row, side, style, options)),
            ),
            Printed::Omitted { labels, .. } => (
                String::new(),
                columns(style).map(|side| escaped(&phrases::omitted(labels.get(side)))),
            ),
        };
        let [left, right] = cells;
        writeln!(out, "| {number} | {left} | {right} |")?;
    }
    for list in lists(report, options.lang) {
        let head = phrases::list_head(options.lang, list.title, list.entries.len());
        writeln!(out, "\n## {head}\n")?;
        for entry in &list.entries {
            let number = entry.number.map(|n| format!("\\#{n} ")).unwrap_or_default();
            writeln!(out, "- {number}{}", escaped(&entry.line()))?;
        }
    }
    for warning in &report.warnings {
        let label = style.labels.get(warning.side);
        writeln!(out, "\n- {}", escaped(&phrases::warning(options.lang, label, warning)))?;
    }
    Ok(())
}

fn path_text(path: &[String]) -> String {
    let headings: Vec<String> = path.iter().map(|it| escaped(it)).collect();
    if headings.is_empty() {
        String::new()
    } else {
        format!("**{}**", headings.join(phrases::PATH_SEPARATOR))
    }
}

fn cell_text(row: &Row, side: Side, style: &TableStyle, options: &WriteOptions) -> String {
    let Some(cell) = row.cells.get(side) else {
        return opposite(side).to_owned();
    };
    match move_note(row, side, style, options.lang) {
        Some(note) => format!("*{}*<br>{}", escaped(&note), marked(cell)),
        None => marked(cell),
    }
}

/// The text of a cell with changed parts marked and line breaks as `<br>`.
/// A mark never spans a line break: some viewers close it there.
fn marked(cell: &Cell) -> String {
    let mut out = String::new();
    for piece in pieces(cell) {
        match piece.text {
            "\n" if piece.gap => out.push_str("<br>"),
            "\t" if piece.gap => out.push_str(" ｜ "),
            text if piece.changed && !text.trim().is_empty() => {
                out.push_str("<ins>");
                escape_into(&mut out, text);
                out.push_str("</ins>");
            }
            text => escape_into(&mut out, text),
        }
    }
    out
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

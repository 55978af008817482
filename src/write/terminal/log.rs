//! 変更箇所 → terminal: for each row its day and item on a rule, then the two
//! texts side by side.

use std::io::{self, Write as _};

use super::wrap::{Glyph, width, wrap};
use super::{DEFAULT_WIDTH, MIN_WIDTH, sgr};
use crate::present::{LOG_COLUMNS, LogRole, LogRow, PrintedLog};
use crate::report::Report;
use crate::write::visible::visible;
use crate::write::{Sink, WriteOptions, phrases};

/// Writes the log.
pub(in crate::write) fn write_log(
    log: &PrintedLog,
    report: &Report,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    let typed = if options.width == 0 { DEFAULT_WIDTH } else { options.width };
    let columns = usize::from(typed.max(MIN_WIDTH) - 3) / 2;
    let paint = |look: &str, text: &str| {
        if options.colour { format!("{look}{text}{}", sgr::RESET) } else { text.to_owned() }
    };
    writeln!(out, "{}", paint(sgr::HEAD, &visible(&log.title)))?;
    writeln!(out, "{}\n", visible(&phrases::log_sources(options.lang, report)))?;
    let [_, _, before, after, ..] = LOG_COLUMNS;
    pair(out, &[before.to_owned()], &[after.to_owned()], columns)?;
    for row in &log.rows {
        let head = head(row);
        let gap = (2 * columns + 3).saturating_sub(width(&head) + 4);
        writeln!(out, "{}", paint(sgr::FAINT, &format!("── {head} {}", "─".repeat(gap))))?;
        if row.role != LogRole::Group {
            let [_, _, before, after, ..] = &row.cells;
            pair(out, &wrapped(before, columns), &wrapped(after, columns), columns)?;
        }
        for comment in row.comment.lines() {
            let check = options.lang.pick("［要確認］", "[check] ");
            writeln!(out, "{}", paint(sgr::FAINT, &format!("{check}{}", visible(comment))))?;
        }
    }
    writeln!(out, "{}", paint(sgr::FAINT, &"─".repeat(2 * columns + 3)))?;
    writeln!(out, "{}", phrases::log_count(options.lang, log.n_new))
}

/// Day, item, 提出時期 and its explanation on one line.
fn head(row: &LogRow) -> String {
    let [date, item, _, _, timing, note] = &row.cells;
    let parts = [date, item, timing, note].map(|it| visible(&it.replace('\n', " ")).into_owned());
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("　")
}

/// The lines of a cell.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.split('\n') {
        let line = visible(line).replace('\t', "    ");
        let glyphs: Vec<Glyph> = line.chars().map(|c| Glyph::new(c, false)).collect();
        let parts = wrap(&glyphs, columns).into_iter();
        out.extend(parts.map(|part| part.iter().map(|glyph| glyph.c).collect::<String>()));
    }
    out
}

fn pair(out: &mut Sink<'_>, left: &[String], right: &[String], columns: usize) -> io::Result<()> {
    for index in 0..left.len().max(right.len()) {
        let line = |side: &[String]| side.get(index).cloned().unwrap_or_default();
        let (left, right) = (line(left), line(right));
        let gap = " ".repeat(columns.saturating_sub(width(&left)));
        writeln!(out, "{}", format!("{left}{gap} │ {right}").trim_end())?;
    }
    Ok(())
}

//! 変更箇所 → Word file: the table of the forms on A4 across, head on every
//! page; under it what a person must check.

use std::io;

use docx_rs::{
    Docx, PageOrientationType, Paragraph, Run, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};

use super::super::office;
use super::super::{Sink, WriteOptions, phrases};
use super::page::Sheet;
use super::{borders, footer, line, pack};
use crate::present::{LOG_COLUMNS, LogRole, LogRow, PrintedLog};
use crate::profile::Font;
use crate::report::Report;

/// A4 across, in twentieths of a point.
const WIDTH: u32 = 16_838;
const HEIGHT: u32 = 11_906;
/// Widths of the six columns, which fill the sheet between its margins.
const WIDTHS: [usize; 6] = [1_760, 2_380, 4_340, 4_340, 820, 1_498];
/// Cells with no more lines stay on one page.
const WHOLE: usize = 16;

/// Writes the file.
pub(in crate::write) fn write_log(
    log: &PrintedLog,
    report: &Report,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    let mut document = Docx::new()
        .page_size(WIDTH, HEIGHT)
        .page_margin(Sheet::margins())
        .page_orient(PageOrientationType::Landscape)
        .footer(footer())
        .add_paragraph(line("Title", &log.title))
        .add_table(table(log))
        // A file must end with a paragraph.
        .add_paragraph(line("TableNoteBelow", &phrases::log_count(options.lang, log.n_new)));
    let flagged: Vec<&LogRow> = log.rows.iter().filter(|row| !row.comment.is_empty()).collect();
    if !flagged.is_empty() {
        document = document.add_paragraph(line("ListHead", log.comments));
    }
    for row in flagged {
        let text = format!("{}: {}", row.about, row.comment).replace('\n', " ");
        document = document.add_paragraph(line("ListEntry", &text));
    }
    let sources = phrases::log_sources(options.lang, report);
    pack(document.add_paragraph(line("TableRemark", &sources)), &log.title, Font::Gothic, out)
}

fn table(log: &PrintedLog) -> Table {
    let head = LOG_COLUMNS.iter().zip(WIDTHS).map(|(label, width)| {
        let label = line("TableHead", label).keep_next(true);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(label)
    });
    let mut rows = vec![TableRow::new(head.collect()).cant_split()];
    rows.extend(log.rows.iter().map(row));
    Table::new(rows)
        .set_grid(WIDTHS.to_vec())
        .width(WIDTHS.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders())
}

fn row(row: &LogRow) -> TableRow {
    // A heading stays with the change under it.
    let is_heading = row.role == LogRole::Group;
    let cells = row.cells.iter().zip(WIDTHS).map(|(text, width)| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        let paragraph = |text: &str| paragraph(text).keep_next(is_heading);
        text.split('\n').fold(cell, |cell, text| cell.add_paragraph(paragraph(text)))
    });
    let out = TableRow::new(cells.collect());
    let n_lines =
        row.cells.iter().map(|text| text.chars().count() / 24 + text.matches('\n').count());
    if is_heading || n_lines.max().unwrap_or(0) <= WHOLE { out.cant_split() } else { out }
}

fn paragraph(text: &str) -> Paragraph {
    let mut run = Run::new();
    for (index, text) in text.split('\t').enumerate() {
        if index > 0 {
            run = run.add_tab();
        }
        if !text.is_empty() {
            run = run.add_text(office::printable(text));
        }
    }
    Paragraph::new().style("TableRemark").add_run(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use docx_rs::BuildXML as _;

    fn xml(role: LogRole) -> String {
        let cells = ["", "Ⅰ　基本情報", "", "", "", ""].map(str::to_owned);
        let row = row(&LogRow { role, cells, about: String::new(), comment: String::new() });
        let mut bytes = Vec::new();
        let table = Table::new(vec![row]).build();
        bytes.extend(table);
        String::from_utf8(bytes).expect("XML is UTF-8")
    }

    #[test]
    fn a_heading_stays_with_the_change_under_it() {
        let heading = xml(LogRole::Group);
        assert!(heading.contains("<w:keepNext") && heading.contains("<w:cantSplit"), "{heading}");
        assert!(!xml(LogRole::Entry).contains("<w:keepNext"));
    }
}

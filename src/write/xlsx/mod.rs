//! Report → workbook: the table on the first sheet, to be filtered by kind of
//! change; what the table leaves out on the second, where there is any; the
//! three lists on the last.
//!
//! ```text
//! sheet.rs  one sheet with rows of the table     texts.rs  cells as marked text,
//! looks.rs  fonts and borders                              cut where Excel ends
//! log.rs    変更箇所
//! ```
//!
//! Rows that the table leaves out have a sheet of their own rather than hidden
//! rows: a filter that is taken off shows hidden rows among the others, and
//! then the sheet is no longer the table.

mod log;
mod looks;
mod sheet;
mod texts;

pub(super) use self::log::write_log;

use std::io::{self, Write as _};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::looks::Looks;
use self::sheet::{Content, Sheet};
use super::lists::lists;
use super::{Sink, WriteOptions, counts_in_words, office, phrases, text_columns};
use crate::lang::Lang;
use crate::present::{PrintedTable, present};
use crate::profile::Lists;
use crate::report::Report;

/// Writes the file.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let bytes = workbook(report, options).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(report: &Report, options: &WriteOptions) -> Result<Vec<u8>, XlsxError> {
    let lang = options.lang;
    let table = present(report, lang);
    let looks = Looks::new(table.page.font);
    let names = sheet_names(lang);
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(office::printable(&table.title))
            .set_author("shinkyu")
            .set_creation_datetime(&ExcelDateTime::parse_from_str(office::DATE)?),
    );
    let main = Sheet { table: &table, looks: &looks, lang };
    let sheet = book.add_worksheet().set_name(names[0])?;
    main.write(
        sheet,
        &Content {
            title: &table.title,
            above: &table.above,
            rows: &table.rows,
            below: &table.below,
        },
    )?;
    if table.lists == Lists::None {
        return book.save_to_buffer();
    }
    if !table.left_out.is_empty() {
        let sheet = book.add_worksheet().set_name(names[1])?;
        let rows = &table.left_out;
        main.write(sheet, &Content { title: names[1], above: &[], rows, below: &[] })?;
    }
    let sheet = book.add_worksheet().set_name(names[2])?;
    write_lists(sheet, report, &table, &looks, options)?;
    book.save_to_buffer()
}

/// Names of the sheets: the table, what it leaves out, the lists.
fn sheet_names(lang: Lang) -> [&'static str; 3] {
    [
        lang.pick("新旧対照表", "Table"),
        lang.pick("表に載せない変更", "Left out"),
        lang.pick("変更箇所の一覧", "Changes"),
    ]
}

/// The three lists, with what was compared above them. A column for each part
/// of an entry, so that the lists can be filtered and copied.
fn write_lists(
    sheet: &mut Worksheet,
    report: &Report,
    table: &PrintedTable,
    looks: &Looks,
    options: &WriteOptions,
) -> Result<(), XlsxError> {
    /// Widths of the columns, in characters.
    const WIDTHS: [f64; 6] = [16.0, 8.0, 22.0, 44.0, 44.0, 28.0];
    let lang = options.lang;
    let title = phrases::page(lang, report.table.profile.marks.labels).list;
    sheet.write_with_format(0, 0, title, &looks.title)?;
    let mut row = 1;
    for (side, label) in text_columns(table) {
        let text = format!("{label}: {}", report.sources.get(side).name);
        sheet.write_string_with_format(row, 0, office::printable(&text), &looks.plain)?;
        row += 1;
    }
    sheet.write_string_with_format(row, 0, counts_in_words(report, lang), &looks.plain)?;
    row += 1;
    let head = row;
    for (column, (word, width)) in (0..).zip(phrases::list_columns(lang).iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(row, column, *word, &looks.head)?;
    }
    for list in lists(report, table, lang) {
        for entry in &list.entries {
            row += 1;
            sheet.write_string_with_format(row, 0, list.title, &looks.cell)?;
            match entry.number {
                Some(number) => sheet.write_number_with_format(row, 1, number, &looks.number)?,
                None => sheet.write_blank(row, 1, &looks.cell)?,
            };
            let texts = [&entry.what, &entry.place, &entry.title, &entry.pages];
            let mut n_lines = 1;
            for (column, text) in (2..).zip(texts) {
                let text = office::printable(text);
                let text = texts::first_cell(&text);
                n_lines = n_lines.max(texts::n_lines(text, WIDTHS[usize::from(column)]));
                looks.write_text(sheet, row, column, text)?;
            }
            sheet.set_row_height(row, texts::height(n_lines))?;
        }
    }
    sheet::page(sheet, table.page.paper, head)?;
    sheet.autofilter(head, 0, row, 5)?;
    Ok(())
}

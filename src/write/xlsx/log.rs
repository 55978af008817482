//! 変更箇所 → a sheet like the last one of the official forms, to be pasted
//! there: six columns with rules, and beside them, without rules and not
//! printed, what a person must check.

use std::io::{self, Write as _};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::super::office;
use super::super::{Sink, WriteOptions};
use super::looks::Looks;
use super::sheet;
use super::texts::n_lines;
use crate::present::{LOG_COLUMNS, LogRole, LogRow, PrintedLog};
use crate::profile::{Font, Paper};
use crate::report::Report;

/// Widths of the six columns, in characters.
const WIDTHS: [f64; 6] = [14.0, 19.0, 54.0, 54.0, 8.0, 19.0];
/// The empty column between the form and the comments, and these: the usual
/// ones take one line, so that they make no row of the form higher.
const GAP: f64 = 2.0;
const COMMENT: f64 = 60.0;
/// First column of the comments.
const COMMENTS: u16 = 7;
/// Sizes of the letters, in points: that of the forms, and smaller ones for
/// earlier rows that are longer than a row of Excel is high. They are not cut
/// and not split.
const SIZES: [f64; 5] = [9.0, 8.0, 7.0, 6.0, 5.0];
/// Height of a line as a part of the size of its letters, with the fonts that
/// other programs put in for missing ones.
const LINE: f64 = 1.47;
/// Letters of half width and one point that a character of the column's measure
/// has room for: 6 points, 8 dots of a screen, are the widest digit of the font
/// that the workbook is measured by.
const WIDTH: f64 = 12.0;
/// That font, its size in points, and the height of an empty row and the width
/// of an empty column with it, in dots. With it a column is as wide in other
/// programs, which put in another font, as in Excel.
const MEASURE: (&str, f64, u32, u32) = ("ＭＳ Ｐゴシック", 11.0, 18, 72);
/// Highest row, in points (Excel specifications and limits).
const HIGHEST: f64 = 409.0;
/// Between text and rules, above and below.
const PADDING: f64 = 4.0;
/// Cells keep no more rows than a sheet has.
const MOST_ROWS: usize = 1_048_000;

/// Writes the workbook.
pub(in crate::write) fn write_log(
    log: &PrintedLog,
    _: &Report,
    _: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    out.write_all(&workbook(log).map_err(io::Error::other)?)
}

fn workbook(log: &PrintedLog) -> Result<Vec<u8>, XlsxError> {
    let looks: Vec<Looks> = SIZES.iter().map(|size| Looks::of_size(Font::Gothic, *size)).collect();
    let mut book = Workbook::new();
    let (name, size, high, wide) = MEASURE;
    let measure = Format::new().set_font_name(name).set_font_size(size).set_font_charset(128);
    book.set_default_format(&measure, high, wide)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(office::printable(&log.title))
            .set_author("shinkyu")
            .set_creation_datetime(&ExcelDateTime::parse_from_str(office::DATE)?),
    );
    let sheet = book.add_worksheet().set_name("変更箇所")?;
    write(sheet, log, &looks)?;
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, log: &PrintedLog, looks: &[Looks]) -> Result<(), XlsxError> {
    let Some(usual) = looks.first() else { return Ok(()) };
    let has_comments = log.rows.iter().any(|row| !row.comment.is_empty());
    sheet.write_string_with_format(0, 0, office::printable(&log.title), &usual.title)?;
    for (column, (label, width)) in (0..).zip(LOG_COLUMNS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(1, column, *label, &usual.head)?;
    }
    let comment = Format::new()
        .set_font_size(SIZES[0])
        .set_font_color(Color::RGB(0x9C_00_06))
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    if has_comments {
        sheet.set_column_width(COMMENTS - 1, GAP)?;
        sheet.set_column_width(COMMENTS, COMMENT)?;
        sheet.write_string_with_format(1, COMMENTS, log.comments, &comment)?;
    }
    sheet.set_row_height(1, height(2, SIZES[0]))?;
    let mut at = 1;
    for row in log.rows.iter().take(MOST_ROWS) {
        at += 1;
        let (size, n_lines) = size_of(row);
        let looks = looks.get(size).unwrap_or(usual);
        for (column, text) in (0..).zip(&row.cells) {
            let text = lines(text);
            if row.role != LogRole::Group && column == 4 && !text.is_empty() {
                sheet.write_string_with_format(at, column, text, &looks.number)?;
            } else {
                looks.write_text(sheet, at, column, &text)?;
            }
        }
        if !row.comment.is_empty() {
            sheet.write_string_with_format(at, COMMENTS, lines(&row.comment), &comment)?;
        }
        let comment_lines = texts_lines(&row.comment, COMMENT, SIZES[0]);
        let high = height(n_lines, SIZES[size]).max(height(comment_lines, SIZES[0]));
        sheet.set_row_height(at, high.min(HIGHEST))?;
    }
    sheet::page(sheet, Paper::A4Landscape, 1)?;
    // The comments are for the screen.
    sheet.set_print_area(0, 0, at, 5)?;
    Ok(())
}

/// The text of a cell; line breaks stay.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(office::printable).collect();
    lines.join("\n")
}

/// Which of the sizes a row needs to be seen in full, and its lines then.
fn size_of(row: &LogRow) -> (usize, usize) {
    let n_lines = |size: f64| {
        let of = |(text, width): (&String, f64)| texts_lines(text, width, size);
        row.cells.iter().zip(WIDTHS).map(of).max().unwrap_or(1)
    };
    let fits = |(_, size): &(usize, f64)| height(n_lines(*size), *size) <= HIGHEST;
    let sizes = || SIZES.iter().copied().enumerate();
    let (at, size) = sizes().find(fits).or_else(|| sizes().next_back()).unwrap_or((0, SIZES[0]));
    (at, n_lines(size))
}

/// Lines of a text in a column of so many characters and letters of this size.
fn texts_lines(text: &str, width: f64, size: f64) -> usize {
    n_lines(text, width * WIDTH / size)
}

/// Height of a row in points.
fn height(n_lines: usize, size: f64) -> f64 {
    n_lines.max(1) as f64 * size * LINE + PADDING
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> LogRow {
        let cells = ["令和6年1月15日", "Ⅰ－１", text, "新", "事後", ""].map(str::to_owned);
        LogRow { role: LogRole::Entry, cells, about: String::new(), comment: String::new() }
    }

    #[test]
    fn usual_comments_make_no_row_higher() {
        let comment = "※の項目です。重要な変更に当たる場合は事前の提出・公表が必要です。";
        assert_eq!(texts_lines(comment, COMMENT, SIZES[0]), 1);
    }

    #[test]
    fn rows_are_as_high_as_their_texts() {
        // 54 characters of 6 points have room for 36 letters of 9 points, less
        // what may not begin or end a line.
        assert_eq!(size_of(&row(&"あ".repeat(34))), (0, 1));
        assert_eq!(size_of(&row(&"あ".repeat(340))), (0, 10));
        assert_eq!(size_of(&row("一\n二\n三")), (0, 3));
        let (size, n) = size_of(&row(&"あ".repeat(1_400)));
        assert!(size > 0 && height(n, SIZES[size]) <= HIGHEST, "{size} {n}");
        assert_eq!(size_of(&row(&"あ".repeat(30_000))).0, SIZES.len() - 1);
    }
}

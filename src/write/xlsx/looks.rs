//! Fonts and borders of the cells.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

use crate::present::Mark;
use crate::profile::Font;

/// Size of the letters, in points; what a Japanese Word has.
pub(super) const SIZE: f64 = 10.5;
/// Number of the Japanese character set (`Shift_JIS`) in a file of Excel.
const JAPANESE: u8 = 128;
const TITLE_SIZE: f64 = 14.0;
/// Notes of the program.
const NOTE_SIZE: f64 = 9.0;

/// All formats of a workbook.
pub(super) struct Looks {
    pub title: Format,
    /// Text outside the table.
    pub plain: Format,
    pub head: Format,
    /// Cells with text.
    pub cell: Format,
    /// The same for text that a spreadsheet would run when it is edited.
    quoted: Format,
    pub number: Format,
    marks: [Format; 3],
    pub note: Format,
}

impl Looks {
    pub(super) fn new(font: Font) -> Self {
        Self::of_size(font, SIZE)
    }

    /// The same with letters of another size.
    pub(super) fn of_size(font: Font, size: f64) -> Self {
        // The family tells other programs what to put in for a missing font.
        let (name, family) = match font {
            Font::Mincho => ("ＭＳ 明朝", 1),
            Font::Gothic => ("ＭＳ ゴシック", 3),
        };
        let font =
            Format::new().set_font_name(name).set_font_family(family).set_font_charset(JAPANESE);
        let of_size = |size: f64| font.clone().set_font_size(size);
        let base = of_size(size);
        let ruled = base.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        let cell = ruled.clone().set_text_wrap();
        Self {
            title: of_size(TITLE_SIZE),
            plain: base.clone(),
            head: cell
                .clone()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            quoted: cell.clone().set_quote_prefix(),
            number: ruled.set_align(FormatAlign::Center),
            cell,
            marks: [
                base.clone(),
                base.clone().set_underline(FormatUnderline::Single),
                base.set_underline(FormatUnderline::Double),
            ],
            note: of_size(NOTE_SIZE),
        }
    }

    /// How marked text looks. Excel has no dashed underline and no box inside a
    /// cell, so what stands in a dashed box is underlined.
    pub(super) fn mark(&self, mark: Mark) -> &Format {
        match mark {
            Mark::None => &self.marks[0],
            Mark::Single | Mark::Dashed => &self.marks[1],
            Mark::Double => &self.marks[2],
        }
    }

    /// The format of a cell that begins with this text. A text is never a
    /// formula in the file, and with the mark of a quoted text it does not
    /// become one when somebody edits it (OWASP, CSV injection).
    pub(super) fn cell_of(&self, text: &str) -> &Format {
        let starts_formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        if starts_formula { &self.quoted } else { &self.cell }
    }

    /// Writes plain text into a cell of a table.
    pub(super) fn write_text(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        text: &str,
    ) -> Result<(), XlsxError> {
        if text.is_empty() {
            sheet.write_blank(row, column, &self.cell)?;
        } else {
            sheet.write_string_with_format(row, column, text, self.cell_of(text))?;
        }
        Ok(())
    }
}

//! Reads Excel workbooks: `.xlsx` and `.xlsm`.
//!
//! Values come from `calamine`; what a reader of the sheet sees of them
//! (formats, merged cells, hidden rows, text boxes) is read from the package.
//! Headers and footers are set aside as running heads. So is the name of a
//! sheet where a header prints it; else it stands on the tab only, which no
//! print of the sheet shows, and is set aside as hidden.

mod band;
mod built_in;
mod calendar;
mod dates;
mod formats;
mod fraction;
mod graph_paper;
mod kanji;
mod layout;
mod numbers;
mod package;
mod shapes;
mod sheet;
mod workbook;

use super::{Input, ReadOptions, Watch};
use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::Extract;

/// Reads a workbook.
///
/// # Errors
/// `Damaged` when it cannot be opened, `TooLarge` when it unpacks to too much
/// or has too many sheets, `NoText` when no cell holds text.
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    let sheets = super::pdf::guarded(|| workbook::load(input, warnings)).unwrap_or_else(|_| {
        // A panic of the library: the file is not as it expects.
        Err(damaged(&input.name))
    })?;
    let mut builder = super::builder::Builder::default();
    for sheet in &sheets {
        layout::lay_out(sheet, &mut builder);
    }
    builder.finish(&input.name, crate::model::Format::Xlsx)
}

/// A workbook that cannot be read.
fn damaged(name: &str) -> Error {
    Error::new(ErrorKind::Damaged, name).explained(
        "Excel ブックが壊れていて読めません。Excel で開き、保存し直してから指定してください。",
        "the Excel workbook is damaged; open it in Excel and save it again",
    )
}

/// A workbook with more in it than can be held.
fn too_large(name: &str) -> Error {
    Error::new(ErrorKind::TooLarge, name).explained(
        "Excel ブックの中身が大きすぎます（展開後 512 MB、500 万セル、4096 シートまで）。シートを分けて保存し直してください。",
        "the workbook holds too much (at most 512 MB unpacked, 5 million cells and 4096 sheets); split its sheets",
    )
}

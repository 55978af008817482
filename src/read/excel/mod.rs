//! Reads Excel workbooks: `.xlsx` and `.xlsm`.
//!
//! Values come from `calamine`; what a reader of the sheet sees of them
//! (formats, merged cells, hidden rows, text boxes) is read from the package.
//! Headers and footers are set aside as running heads. So is the name of a
//! sheet where a header prints it; else it stands on the tab only, which no
//! print of the sheet shows, and is set aside as hidden.

#[cfg(feature = "office")]
mod band;
#[cfg(feature = "office")]
mod built_in;
#[cfg(feature = "office")]
mod calendar;
#[cfg(feature = "office")]
mod dates;
#[cfg(feature = "office")]
mod formats;
#[cfg(feature = "office")]
mod fraction;
#[cfg(feature = "office")]
mod graph_paper;
#[cfg(feature = "office")]
mod kanji;
#[cfg(feature = "office")]
mod layout;
#[cfg(feature = "office")]
mod numbers;
#[cfg(feature = "office")]
mod package;
#[cfg(feature = "office")]
mod shapes;
#[cfg(feature = "office")]
mod sheet;
#[cfg(feature = "office")]
mod workbook;

use super::{Input, ReadOptions, Watch};
use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::Extract;

/// Reads a workbook.
///
/// # Errors
/// `Damaged` when it cannot be opened, `TooLarge` when it unpacks to too much
/// or has too many sheets, `NoText` when no cell holds text.
#[cfg(feature = "office")]
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

/// Refuses a workbook: this build has no reader for it.
///
/// # Errors
/// Always `UnknownFormat`.
#[cfg(not(feature = "office"))]
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    _warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    Err(Error::new(ErrorKind::UnknownFormat, &*input.name).explained(
        "Excel ブックです。この版の shinkyu は Excel を読めません。PDF に保存し直してください。",
        "this is an Excel workbook, which this build of shinkyu cannot read; save it as PDF",
    ))
}

/// A workbook that cannot be read.
#[cfg(feature = "office")]
fn damaged(name: &str) -> Error {
    Error::new(ErrorKind::Damaged, name).explained(
        "Excel ブックが壊れていて読めません。Excel で開き、保存し直してから指定してください。",
        "the Excel workbook is damaged; open it in Excel and save it again",
    )
}

/// A workbook with more in it than can be held.
#[cfg(feature = "office")]
fn too_large(name: &str) -> Error {
    Error::new(ErrorKind::TooLarge, name).explained(
        "Excel ブックの中身が大きすぎます（展開後 512 MB、500 万セル、4096 シートまで）。シートを分けて保存し直してください。",
        "the workbook holds too much (at most 512 MB unpacked, 5 million cells and 4096 sheets); split its sheets",
    )
}

//! Reads web pages, among them pages of 例規集, by their structure alone: the
//! blocks of the page are paragraphs, its tables are tables, whatever names a
//! system gives to its classes.
//!
//! Set aside: ruby, what the page hides, what stands in fields and lists of forms, links for
//! finding one's way (`nav`), and the title of the window.

mod blocks;
mod boxes;
mod elements;
mod lists;
mod parse;
mod tables;

use super::{Input, ReadOptions, Watch};
use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::Extract;

/// Reads a web page in any Japanese encoding.
///
/// # Errors
/// `NoText` when the page shows no text, `Damaged` when its elements are
/// nested without end, `TooLarge` when it grows too large in memory.
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    use crate::error::WarningKind;

    let decoded = parse::decode(&input.bytes);
    if let Some(label) = decoded.guessed {
        warnings.push(WarningKind::EncodingGuessed { label: label.into() }, None);
    }
    if decoded.damaged {
        for (index, line) in decoded.text.split('\n').enumerate() {
            if line.contains('\u{FFFD}') {
                let line = index as u32 + 1;
                warnings.push(WarningKind::UndecodableBytes { line }, None);
            }
        }
    }
    let page = parse::parse(&decoded.text).map_err(|flaw| match flaw {
        parse::Flaw::TooDeep => Error::new(ErrorKind::Damaged, &*input.name).explained(
            "タグの入れ子が深すぎて読めません（2048 段まで）。ブラウザーで開き、PDF に保存し直してください。",
            "its elements are nested too deeply (at most 2048); open it in a browser and save it as PDF",
        ),
        parse::Flaw::TooLarge => Error::new(ErrorKind::TooLarge, &*input.name).explained(
            "ウェブページの要素が多すぎます（200 万個まで）。ページを分けてから指定してください。",
            "the web page has too many elements (at most 2 million); split it",
        ),
    })?;
    blocks::read_blocks(&page).finish(&input.name, crate::model::Format::Html)
}

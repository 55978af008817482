//! Reads 法令標準XML, as e-Gov hands out laws: the file itself, or the answer of
//! its interface with the law inside.

mod print;

use super::{Input, ReadOptions, Watch};
use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::Extract;

/// Reads a law.
///
/// # Errors
/// `Damaged` when the XML is not whole, `NoText` when there is no law in it.
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    let decoded = super::encoding::decode(&input.bytes);
    if let Some(label) = decoded.guessed {
        warnings.push(crate::error::WarningKind::EncodingGuessed { label: label.into() }, None);
    }
    let builder = print::print(&decoded.text).map_err(|flaw| {
        Error::new(ErrorKind::Damaged, &*input.name)
            .explained(
                "法令標準XML が壊れていて読めません。e-Gov 法令検索からもう一度ダウンロードしてください。",
                "the law XML is damaged; download it again from e-Gov",
            )
            .because(flaw)
    })?;
    builder.finish(&input.name, crate::model::Format::LawXml)
}

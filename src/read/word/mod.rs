//! Reads Word documents (Office Open XML).

use super::{Input, ReadOptions, Watch};
use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::Extract;

/// Reads the file.
///
/// # Errors
/// `Damaged` when it cannot be opened.
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    _warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    Err(Error::new(ErrorKind::UnknownFormat, &*input.name))
}

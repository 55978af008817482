//! PDF → [`Extract`]: each page read by two independent readers, then laid
//! out in lines and ruled tables.
//!
//! ```text
//! bytes ─► survey ─► interpret ──┐
//!                                ├─ agree ─► layout ─► assemble ─► Extract
//! bytes ─► vetting ─► witness ───┘
//! ```
//!
//! One page at a time, so that memory does not grow with the document. All
//! library code runs behind `fence`.

mod agree;
mod assemble;
mod columns;
mod fence;
mod fonts;
mod grid;
mod interpret;
mod layout;
mod lines;
mod marks;
mod page;
mod rules;
mod slots;
mod survey;
mod twice;
#[cfg(feature = "pdf-witness")]
mod vetting;
#[cfg(feature = "pdf-witness")]
mod witness;

pub(super) use fence::guarded;
pub use fence::silence_fenced_panics;

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::Extract;
use crate::read::{Input, ReadOptions, Watch};

use assemble::Assembler;
use fence::{Stopped, on_big_stack};
use twice::{Outcome, Readers, Reading};

/// Most characters of one document; a thousand dense pages have one million.
const MAX_CHARACTERS: usize = 100_000_000;

/// Reads a PDF.
///
/// A page that cannot be read is left empty with a warning; the others are
/// read all the same.
///
/// # Errors
/// `Encrypted` when it needs a password, `Damaged` when it cannot be opened or
/// has no pages, `NoText` when its pages hold no characters, `TooLarge` when
/// it holds more characters than the budget or nothing but pages that exceed
/// theirs.
pub(in crate::read) fn read(
    input: &Input,
    options: &ReadOptions,
    warnings: &mut Warnings,
    watch: Watch<'_>,
) -> Result<Extract> {
    on_big_stack(|| read_document(input, options, warnings, watch))
        .unwrap_or_else(|_| Err(Error::new(ErrorKind::Damaged, &*input.name)))
}

fn read_document(
    input: &Input,
    options: &ReadOptions,
    warnings: &mut Warnings,
    watch: Watch<'_>,
) -> Result<Extract> {
    let failed = |kind| Err(Error::new(kind, &*input.name));
    let pdf = open(input)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return failed(ErrorKind::Damaged);
    }
    let mut readers = Readers::new(&input.bytes, pages.len(), options.read_twice);
    let mut out = Assembler::new();
    let (mut n_unconfirmed, mut stopped) = (0, None);
    for (number, page) in (1..).zip(pages.iter()) {
        let Reading { page, outcome } = readers.read(number, page);
        if let Some(warning) = outcome.warning() {
            warnings.push(warning, Some(number));
        }
        let has_text = out.add(number, &page, outcome.confirmed(), warnings);
        match outcome {
            Outcome::Unconfirmed => n_unconfirmed += 1,
            Outcome::Unreadable(why) => stopped = Some(why),
            _ if !has_text => warnings.push(WarningKind::PageWithoutText, Some(number)),
            _ => {}
        }
        watch(number, pages.len() as u32);
        if out.n_characters() > MAX_CHARACTERS {
            return failed(ErrorKind::TooLarge);
        }
    }
    if out.n_characters() == 0 {
        return failed(match stopped {
            Some(Stopped::OverBudget) => ErrorKind::TooLarge,
            Some(Stopped::Panicked) => ErrorKind::Damaged,
            None => ErrorKind::NoText,
        });
    }
    if n_unconfirmed > 0 {
        warnings.push(WarningKind::PagesUnconfirmed { count: n_unconfirmed }, None);
    }
    Ok(out.finish(&input.name))
}

fn open(input: &Input) -> Result<Pdf> {
    let kind = match guarded(|| Pdf::new(Arc::new(input.bytes.clone()))) {
        Ok(Ok(pdf)) => return Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            ErrorKind::Encrypted
        }
        Ok(Err(_)) | Err(_) => ErrorKind::Damaged,
    };
    Err(Error::new(kind, &*input.name))
}

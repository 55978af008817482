//! PDF → [`Extract`]: each page read by two independent readers, then laid
//! out in lines and ruled tables.
//!
//! ```text
//! bytes ─► survey ─► interpret ─┐
//!                               ├─ agree ─► layout ─► assemble ─► Extract
//! bytes ───────────► witness  ──┘
//! ```
//!
//! One page at a time, so that memory does not grow with the document. All
//! library code runs behind `fence`.

mod assemble;
mod fence;
mod fonts;
mod grid;
mod interpret;
mod layout;
mod lines;
mod marks;
mod page;
mod rules;
mod survey;

pub use fence::silence_fenced_panics;

use std::sync::Arc;

use hayro_interpret::InterpreterCache;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::Extract;
use crate::read::{Input, ReadOptions};

use assemble::Assembler;
use fence::{Stopped, guarded, on_big_stack};
use fonts::FontBook;
use page::Page;

/// Most characters of one document; a thousand dense pages have one million.
const MAX_CHARACTERS: usize = 100_000_000;

/// Reads a PDF.
///
/// # Errors
/// `Encrypted` when it needs a password, `Damaged` when it cannot be opened or
/// has no pages, `NoText` when its pages hold no characters, `TooLarge` when
/// it exceeds the budgets.
pub(in crate::read) fn read(
    input: &Input,
    options: &ReadOptions,
    warnings: &mut Warnings,
) -> Result<Extract> {
    on_big_stack(|| read_document(input, options, warnings))
        .unwrap_or_else(|_| Err(Error::new(ErrorKind::Damaged, &*input.name)))
}

fn read_document(
    input: &Input,
    _options: &ReadOptions,
    warnings: &mut Warnings,
) -> Result<Extract> {
    let pdf = open(input)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Error::new(ErrorKind::Damaged, &*input.name));
    }
    let mut cache = InterpreterCache::new();
    let mut fonts = FontBook::default();
    let mut out = Assembler::new();
    let mut n_unreadable = 0;
    for (index, pdf_page) in pages.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let read = guarded(|| {
            survey::survey(pdf_page, &mut fonts).map_err(|_| Stopped::OverBudget)?;
            Ok(interpret::interpret(pdf_page, &cache, &mut fonts))
        })
        .and_then(|read| read);
        let page = match read {
            Ok(page) => page,
            Err(_) => {
                // The tables may have been left half filled.
                cache = InterpreterCache::new();
                fonts = FontBook::default();
                n_unreadable += 1;
                warnings.push(WarningKind::PageUnreadable, Some(number));
                Page {
                    size: pdf_page.render_dimensions(),
                    ..Page::default()
                }
            }
        };
        out.add(number, &page, None, warnings);
        if out.n_characters() > MAX_CHARACTERS {
            return Err(Error::new(ErrorKind::TooLarge, &*input.name));
        }
    }
    if out.n_characters() == 0 {
        let kind = if n_unreadable > 0 {
            ErrorKind::Damaged
        } else {
            ErrorKind::NoText
        };
        return Err(Error::new(kind, &*input.name));
    }
    Ok(out.finish(&input.name))
}

fn open(input: &Input) -> Result<Pdf> {
    let refused = |kind| Error::new(kind, &*input.name);
    match guarded(|| Pdf::new(Arc::new(input.bytes.clone()))) {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            Err(refused(ErrorKind::Encrypted))
        }
        Ok(Err(_)) | Err(_) => Err(refused(ErrorKind::Damaged)),
    }
}

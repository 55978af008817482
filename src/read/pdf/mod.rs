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

mod across;
mod agree;
mod asides;
mod assemble;
mod boxes;
mod columns;
mod fence;
mod fonts;
mod frames;
mod grid;
mod gutters;
mod half_ruled;
mod interpret;
mod layout;
mod lines;
mod marks;
mod overlays;
mod page;
mod pen;
#[cfg(feature = "page-images")]
mod render;
mod ruin;
mod rules;
mod sideways;
mod slots;
mod strips;
mod survey;
mod tables;
mod torn;
mod turn;
mod twice;
#[cfg(feature = "pdf-witness")]
mod vetting;
mod weave;
#[cfg(feature = "pdf-witness")]
mod witness;

pub(super) use fence::guarded;
pub use fence::silence_fenced_panics;
#[cfg(feature = "page-images")]
pub use render::{Colour, PageImage, page_image, page_images};

use std::sync::Arc;

use hayro_syntax::object::dict::keys::{BASE_STATE, D, OCPROPERTIES, OFF};
use hayro_syntax::object::{Array, Dict, Name};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::Extract;
use crate::read::{Input, ReadOptions, Watch};

use assemble::Assembler;
use fence::{Stopped, on_big_stack};
use ruin::Ruin;
use twice::{Outcome, Readers, Reading};

/// Most characters of one document; a thousand dense pages have one million.
const MAX_CHARACTERS: usize = 100_000_000;

/// Most characters that are held back to look for strips.
const MOST_HELD: usize = 1_000_000;

/// Reads a PDF.
///
/// A page that cannot be read is left empty with a warning; the others are
/// read all the same.
///
/// # Errors
/// `Encrypted` when it needs a password, `Damaged` when it cannot be opened or
/// has no pages, `NoText` when its pages hold no characters, `RuinedText` when these are
/// mostly not the printed ones, `TooLarge` when it holds more characters than the budget or nothing but pages that exceed
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
    let pdf = open(input, &options.passwords)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return failed(ErrorKind::Damaged);
    }
    let every_layer = hides_layers(&pdf).then(without_layers).flatten();
    let every_layer = every_layer.as_ref().map(Pdf::xref);
    let mut readers = Readers::new(input, options, pages.len(), every_layer);
    let mut out = Collector::new(warnings, pages.len() <= strips::MOST_PAGES);
    for (number, page) in (1..).zip(pages.iter()) {
        let reading = if options.skip_pages.contains(&number) {
            Reading::unreadable(page)
        } else {
            readers.read(number, page)
        };
        let could_be_read = !matches!(reading.outcome, Outcome::Unreadable(_));
        if could_be_read && guarded(|| torn::is_torn(page)).unwrap_or(true) {
            out.warnings.push(WarningKind::PageTorn, Some(number));
            out.torn.push(number);
        }
        out.add(number, reading);
        watch(number, pages.len() as u32);
        if out.n_glyphs > MAX_CHARACTERS {
            return failed(ErrorKind::TooLarge);
        }
    }
    out.finish(&input.name)
}

/// A page that waits for the one after it.
struct Waiting {
    number: u32,
    reading: Reading,
    /// Whether its text was joined to the page before it.
    was_joined: bool,
}

/// Puts the pages together and keeps count of how they were read.
struct Collector<'w> {
    assembler: Assembler,
    warnings: &'w mut Warnings,
    waiting: Option<Waiting>,
    /// All pages so far, where they are few enough to look for strips.
    held: Option<Vec<(u32, Reading)>>,
    /// Characters read so far.
    n_glyphs: usize,
    n_unconfirmed: u32,
    /// Pages of which a warning says that some of their text may be lost.
    torn: Vec<u32>,
    /// The first page that could not be read, and why.
    stopped: Option<(u32, Stopped)>,
    ruin: Ruin,
}

impl<'w> Collector<'w> {
    fn new(warnings: &'w mut Warnings, holds: bool) -> Self {
        let assembler = Assembler::new();
        Self {
            assembler,
            warnings,
            waiting: None,
            held: holds.then(Vec::new),
            n_glyphs: 0,
            n_unconfirmed: 0,
            torn: Vec::new(),
            stopped: None,
            ruin: Ruin::default(),
        }
    }

    fn add(&mut self, number: u32, reading: Reading) {
        self.n_glyphs = self.n_glyphs.saturating_add(reading.page.glyphs.len());
        match &mut self.held {
            Some(held) => held.push((number, reading)),
            None => self.pass(number, reading, false),
        }
        if self.n_glyphs > MOST_HELD {
            self.release();
        }
    }

    /// Lets the held pages pass, parts of sheets put together.
    fn release(&mut self) {
        let mut held = self.held.take().unwrap_or_default();
        let mut pages: Vec<strips::Numbered<'_>> = held
            .iter_mut()
            .map(|(number, reading)| strips::Numbered { number: *number, page: &mut reading.page })
            .collect();
        let moved = strips::put_together(&mut pages);
        for ((number, reading), moved) in held.into_iter().zip(moved) {
            self.pass(number, reading, moved);
        }
    }

    fn pass(&mut self, number: u32, mut reading: Reading, moved: bool) {
        let join =
            |before: &mut Waiting| sideways::join(&mut before.reading.page, &mut reading.page);
        let was_joined = moved || self.waiting.as_mut().is_some_and(join);
        if let Some(before) = self.waiting.replace(Waiting { number, reading, was_joined }) {
            self.assemble(&before);
        }
    }

    fn assemble(&mut self, waiting: &Waiting) {
        let Waiting { number, reading: Reading { page, outcome }, was_joined } = waiting;
        if let Some(warning) = outcome.warning() {
            self.warnings.push(warning, Some(*number));
        }
        let ruin = Ruin::of(page);
        self.ruin.add(ruin);
        if let Some(percent) = ruin.of_page() {
            self.warnings.push(WarningKind::RuinedText { percent }, Some(*number));
        }
        let has_text = self.assembler.add(*number, page, outcome.confirmed(), self.warnings);
        self.n_unconfirmed += u32::from(*outcome == Outcome::Unconfirmed);
        if let Outcome::Unreadable(why) = outcome {
            self.stopped.get_or_insert((*number, *why));
        } else if !has_text && !was_joined && !self.torn.contains(number) {
            self.warnings.push(WarningKind::PageWithoutText, Some(*number));
        }
    }

    fn finish(mut self, name: &str) -> Result<Extract> {
        self.release();
        if let Some(last) = self.waiting.take() {
            self.assemble(&last);
        }
        if self.assembler.n_characters() == 0 {
            return Err(match self.stopped {
                Some((page, Stopped::OverBudget)) => over_budget(name, page),
                Some((_, Stopped::Panicked)) => Error::new(ErrorKind::Damaged, name),
                None => Error::new(ErrorKind::NoText, name),
            });
        }
        if self.ruin.is_total() {
            return Err(Error::new(ErrorKind::RuinedText, name));
        }
        if self.n_unconfirmed > 0 {
            let count = self.n_unconfirmed;
            self.warnings.push(WarningKind::PagesUnconfirmed { count }, None);
        }
        Ok(self.assembler.finish(name))
    }
}

/// No page is left but those that need more work than any honest page does.
fn over_budget(name: &str, page: u32) -> Error {
    Error::new(ErrorKind::TooLarge, name).explained(
        format!("{page}ページが読取りの上限（展開後の大きさ、描画命令や字幅の数）を超えていて、読めるページがありません。元の文書から PDF を作り直してください。"),
        format!("page {page} exceeds the limits of reading (unpacked size, number of operations or glyph widths) and no other page can be read; make the PDF again from the original"),
    )
}

/// Whether some layer of the document is switched off when it is opened.
fn hides_layers(pdf: &Pdf) -> bool {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let layers = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(OCPROPERTIES));
    let Some(opening) = layers.and_then(|layers| layers.get::<Dict<'_>>(D)) else {
        return false;
    };
    let is_off = opening.get::<Name<'_>>(BASE_STATE).as_deref() == Some(b"OFF".as_slice());
    is_off || opening.get::<Array<'_>>(OFF).is_some_and(|off| off.raw_iter().next().is_some())
}

/// A document without layers: drawn with its tables, a page shows all of its
/// own.
fn without_layers() -> Option<Pdf> {
    let file = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
        <</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n\
        <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n";
    guarded(|| Pdf::new(Arc::new(file.to_vec()))).ok()?.ok()
}

/// Opens the document without a password, or with one of those that are known.
fn open(input: &Input, passwords: &[String]) -> Result<Pdf> {
    let bytes = Arc::new(input.bytes.clone());
    let mut kind = ErrorKind::Damaged;
    for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
        match guarded(|| Pdf::new_with_password(bytes.clone(), password)) {
            Ok(Ok(pdf)) => return Ok(pdf),
            Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
                kind = ErrorKind::Encrypted;
            }
            Ok(Err(_)) | Err(_) => break,
        }
    }
    let error = Error::new(kind, &*input.name);
    Err(match kind {
        ErrorKind::Encrypted if passwords.is_empty() => error.explained(
            "パスワードで保護されています。--password-file か --password でパスワードを指定するか、保護を外して保存し直してください。",
            "the file is protected by a password; give it with --password-file or --password, or save a copy without protection",
        ),
        ErrorKind::Encrypted => error.explained(
            "指定されたパスワードでは開けません。パスワードを確かめて --password-file か --password で指定してください。",
            "none of the passwords given opens the file; check the password and give it with --password-file or --password",
        ),
        _ => error,
    })
}

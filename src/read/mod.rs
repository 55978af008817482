//! Bytes → [`Extract`]: what a file says, before anyone has an opinion.
//!
//! The format is decided by the leading bytes first and by the file name
//! second. To add a format, write one function and one line in `READERS`.

#[cfg(any(feature = "html", feature = "office"))]
mod builder;
mod detect;
mod encoding;
#[cfg(feature = "office")]
mod excel;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "office")]
mod law;
mod pdf;
#[cfg(any(feature = "html", feature = "office"))]
mod placing;
mod plain;
#[cfg(any(feature = "html", feature = "office"))]
mod raised;
#[cfg(feature = "office")]
mod word;
#[cfg(feature = "office")]
mod xml;

pub use pdf::silence_fenced_panics;
#[cfg(feature = "page-images")]
pub use pdf::{Colour, PageImage, page_image, page_images};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result, Warnings};
use crate::model::{Extract, Format};

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Input {
    /// File name as shown to people, without folders.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// How to read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Largest accepted input in bytes; at most 1 GiB is sensible, and offsets
    /// are 32 bits wide.
    pub max_bytes: u64,
    /// Whether PDF pages are read by a second, independent reader.
    pub read_twice: ReadTwice,
    /// Which text of a Word document with tracked changes is read.
    pub tracked: TrackedChanges,
    /// Passwords to try on a protected PDF, in this order.
    pub passwords: Vec<String>,
    /// PDF pages, counted from 1, that are left out with a warning, because an
    /// earlier attempt at reading them ended the process.
    pub skip_pages: Vec<u32>,
    /// Who reads PDF files; `None` reads them in this process.
    pub pdf_reader: Option<Arc<dyn PdfReader>>,
}

/// Reads PDF files somewhere else, such as in a process of its own: a library
/// that overflows its stack or takes all memory then ends that process and not
/// the caller.
pub trait PdfReader: fmt::Debug + Send + Sync {
    /// Reads one PDF as [`read()`] does without a reader of its own.
    ///
    /// # Errors
    /// As [`read()`].
    fn read(
        &self,
        input: &Input,
        options: &ReadOptions,
        warnings: &mut Warnings,
        watch: Watch<'_>,
    ) -> Result<Extract>;
}

/// Which text of a Word document with tracked changes is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrackedChanges {
    /// As if every change had been accepted.
    #[default]
    Accept,
    /// As if every change had been rejected.
    Reject,
}

/// When PDF pages are read by a second, independent reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ReadTwice {
    /// Always up to 300 pages; above that an evenly spread sample.
    #[default]
    Auto,
    /// Every page.
    Always,
    /// No page.
    Never,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_bytes: 512 << 20,
            read_twice: ReadTwice::default(),
            tracked: TrackedChanges::default(),
            passwords: Vec::new(),
            skip_pages: Vec::new(),
            pdf_reader: None,
        }
    }
}

/// Told how many pages of how many are read.
pub type Watch<'a> = &'a (dyn Fn(u32, u32) + Sync);

type ReadFn = fn(&Input, &ReadOptions, &mut Warnings, Watch<'_>) -> Result<Extract>;

static READERS: &[(Format, ReadFn)] = &[
    (Format::Pdf, pdf::read),
    (Format::Text, plain::read),
    #[cfg(feature = "office")]
    (Format::Docx, word::read),
    #[cfg(feature = "office")]
    (Format::Xlsx, excel::read),
    #[cfg(feature = "html")]
    (Format::Html, html::read),
    #[cfg(feature = "office")]
    (Format::LawXml, law::read),
];

/// Reads one file.
///
/// # Errors
/// `Empty`, `TooLarge`, `UnknownFormat` by looking at the bytes; `Damaged`,
/// `Encrypted`, `NoText` from the reader of the format.
pub fn read(input: &Input, options: &ReadOptions, warnings: &mut Warnings) -> Result<Extract> {
    read_watched(input, options, warnings, &|_, _| {})
}

/// Reads one file and tells `watch` how far it is.
///
/// # Errors
/// As [`read()`].
pub fn read_watched(
    input: &Input,
    options: &ReadOptions,
    warnings: &mut Warnings,
    watch: Watch<'_>,
) -> Result<Extract> {
    if input.bytes.is_empty() {
        return Err(Error::new(ErrorKind::Empty, &*input.name));
    }
    let most = options.max_bytes.min(u64::from(u32::MAX / 4));
    if input.bytes.len() as u64 > most {
        return Err(Error::above_limit(&*input.name, most));
    }
    let format = detect::detect(input)?;
    if let (Format::Pdf, Some(reader)) = (format, &options.pdf_reader) {
        return reader.read(input, options, warnings, watch);
    }
    let (_, reader) =
        READERS.iter().find(|(known, _)| *known == format).ok_or_else(|| left_out(&input.name))?;
    reader(input, options, warnings, watch)
}

/// A known format whose reader is not part of this build.
fn left_out(name: &str) -> Error {
    Error::new(ErrorKind::UnknownFormat, name).explained(
        "この形式を読む機能を省いて作られたプログラムです。すべての機能を含む shinkyu を使うか、PDF に保存し直してください。",
        "this program was built without the reader of this format; use a shinkyu with all features, or save the file as PDF",
    )
}

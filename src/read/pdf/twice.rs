//! Reading a page once or twice, and settling what it says.

use hayro_interpret::InterpreterCache;
use hayro_syntax::page::Page as PdfPage;
use hayro_syntax::xref::XRef;

use crate::error::WarningKind;
#[cfg(feature = "pdf-witness")]
use crate::read::ReadTwice;
use crate::read::{Input, ReadOptions};

use super::agree::agree;
use super::fence::{Stopped, guarded};
use super::fonts::FontBook;
use super::interpret::interpret;
use super::page::Page;
use super::survey::{TooMuch, survey};

#[cfg(feature = "pdf-witness")]
use super::witness::Witness;

/// Documents up to this many pages are read twice as a whole; of longer ones
/// this many pages, evenly spread.
#[cfg(feature = "pdf-witness")]
const FULL_CHECK: usize = 300;

/// One page as it goes into the document.
#[derive(Debug)]
pub(super) struct Reading {
    /// What stands on the page.
    pub page: Page,
    /// How sure that is.
    pub outcome: Outcome,
}

impl Reading {
    /// What is known of a page that cannot be read.
    pub(super) fn unreadable(page: &PdfPage<'_>) -> Self {
        Self {
            page: Page { size: page.render_dimensions(), ..Page::default() },
            outcome: Outcome::Unreadable(Stopped::Panicked),
        }
    }
}

/// What came of reading a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Read once, as wanted.
    ReadOnce,
    /// A second reading was wanted and could not be had.
    Unconfirmed,
    /// Two readers saw the same characters.
    Confirmed,
    /// Two readers saw different characters.
    Disputed {
        /// Number of characters seen by the first reader only.
        first_only: u32,
        /// Number of characters seen by the second reader only.
        second_only: u32,
    },
    /// No reader could read the page; it is left empty.
    Unreadable(Stopped),
}

impl Outcome {
    /// What the user should know about the page.
    pub(super) fn warning(self) -> Option<WarningKind> {
        match self {
            Self::ReadOnce | Self::Unconfirmed | Self::Confirmed => None,
            Self::Disputed { first_only, second_only } => {
                Some(WarningKind::ReadersDisagree { first_only, second_only })
            }
            Self::Unreadable(_) => Some(WarningKind::PageUnreadable),
        }
    }

    /// `Some` when there were two readings: whether they agree.
    pub(super) fn confirmed(self) -> Option<bool> {
        match self {
            Self::ReadOnce | Self::Unconfirmed | Self::Unreadable(_) => None,
            Self::Confirmed => Some(true),
            Self::Disputed { .. } => Some(false),
        }
    }
}

/// Both readers of one document.
pub(super) struct Readers<'a> {
    cache: InterpreterCache<'a>,
    fonts: FontBook,
    every_layer: Option<&'a XRef>,
    second: SecondReader<'a>,
}

impl<'a> Readers<'a> {
    /// Readers for a document of `n_pages` pages; `every_layer` as for
    /// [`interpret`].
    pub(super) fn new(
        input: &'a Input,
        options: &'a ReadOptions,
        n_pages: usize,
        every_layer: Option<&'a XRef>,
    ) -> Self {
        Self {
            cache: InterpreterCache::new(),
            fonts: FontBook::default(),
            every_layer,
            second: SecondReader::new(input, options, n_pages),
        }
    }

    /// Reads a page, counted from 1.
    pub(super) fn read(&mut self, number: u32, page: &PdfPage<'a>) -> Reading {
        let unreadable = |stopped| Reading {
            outcome: Outcome::Unreadable(stopped),
            ..Reading::unreadable(page)
        };
        match self.read_first(page) {
            Ok(page) if !self.second.is_due(number) => Reading { page, outcome: Outcome::ReadOnce },
            Ok(first) => match self.second.read(number, page) {
                Some(second) => settle(first, second),
                None => Reading { page: first, outcome: Outcome::Unconfirmed },
            },
            // What is too much for the first reader is too much for the other.
            Err(Stopped::OverBudget) => unreadable(Stopped::OverBudget),
            Err(Stopped::Panicked) => match self.second.read(number, page) {
                Some(page) => Reading { page, outcome: Outcome::Unconfirmed },
                None => unreadable(Stopped::Panicked),
            },
        }
    }

    fn read_first(&mut self, page: &PdfPage<'a>) -> Result<Page, Stopped> {
        let (cache, fonts, layers) = (&self.cache, &mut self.fonts, self.every_layer);
        let read = guarded(|| survey(page, fonts).map(|()| interpret(page, cache, fonts, layers)))
            .and_then(|read| read.map_err(|TooMuch| Stopped::OverBudget));
        if read.is_err() {
            // These may have been left half filled.
            self.cache = InterpreterCache::new();
            self.fonts = FontBook::default();
        }
        read
    }
}

/// Keeps the first reading unless the second is cleaner.
fn settle(first: Page, second: Page) -> Reading {
    let agreement = agree(&first, &second);
    if agreement.is_full() {
        return Reading { page: first, outcome: Outcome::Confirmed };
    }
    let outcome =
        Outcome::Disputed { first_only: agreement.first_only, second_only: agreement.second_only };
    Reading { page: if agreement.second_is_cleaner { second } else { first }, outcome }
}

/// The second reader, opened when it is first needed.
#[cfg(feature = "pdf-witness")]
struct SecondReader<'a> {
    input: &'a Input,
    options: &'a ReadOptions,
    n_pages: usize,
    is_opened: bool,
    witness: Option<Witness>,
}

#[cfg(feature = "pdf-witness")]
impl<'a> SecondReader<'a> {
    fn new(input: &'a Input, options: &'a ReadOptions, n_pages: usize) -> Self {
        Self { input, options, n_pages, is_opened: false, witness: None }
    }

    fn is_due(&self, number: u32) -> bool {
        match self.options.read_twice {
            ReadTwice::Always => true,
            ReadTwice::Never => false,
            ReadTwice::Auto => is_sampled(number as usize, self.n_pages),
        }
    }

    fn read(&mut self, number: u32, page: &PdfPage<'_>) -> Option<Page> {
        if !self.is_opened {
            self.is_opened = true;
            self.witness = Witness::open(&self.input.bytes, &self.options.passwords, self.n_pages);
        }
        self.witness.as_mut()?.read(number, page)
    }
}

/// Whether page `number` of `n_pages` belongs to the sample: every page of a
/// short document, every k-th of a long one, k not being whole.
#[cfg(feature = "pdf-witness")]
fn is_sampled(number: usize, n_pages: usize) -> bool {
    n_pages <= FULL_CHECK
        || number * FULL_CHECK / n_pages > number.saturating_sub(1) * FULL_CHECK / n_pages
}

/// Without the feature there is no second reader, and no page is due.
#[cfg(not(feature = "pdf-witness"))]
struct SecondReader<'a>(std::marker::PhantomData<&'a Input>);

#[cfg(not(feature = "pdf-witness"))]
#[expect(clippy::unused_self, reason = "called like the reader it stands for")]
impl<'a> SecondReader<'a> {
    fn new(_: &'a Input, _: &'a ReadOptions, _: usize) -> Self {
        Self(std::marker::PhantomData)
    }

    fn is_due(&self, _: u32) -> bool {
        false
    }

    fn read(&mut self, _: u32, _: &PdfPage<'_>) -> Option<Page> {
        None
    }
}

#[cfg(test)]
#[cfg(feature = "pdf-witness")]
mod tests {
    use super::*;

    #[test]
    fn long_documents_are_sampled_evenly() {
        for (n_pages, n_sampled) in [(1, 1), (300, 300), (301, 300), (680, 300), (6000, 300)] {
            let sampled: Vec<usize> = (1..=n_pages).filter(|n| is_sampled(*n, n_pages)).collect();
            assert_eq!(sampled.len(), n_sampled, "{n_pages}");
            let widest = sampled.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(1);
            assert!(widest <= n_pages.div_ceil(FULL_CHECK), "{n_pages}");
        }
    }
}

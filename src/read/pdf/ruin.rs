//! Text layers that are ruined: characters stand there, but not those that are
//! printed. Programs that print a PDF into a new one lose the maps of fonts;
//! what is left are glyphs without characters, private codes, or a soup of
//! Latin letters and signs.

use super::page::{Page, UNMAPPED};

/// From this share of wrong characters on (in percent) a page is ruined, and
/// said to be.
const RUINED_PAGE: usize = 5;
/// Fewest wrong characters of a ruined page; a few are signs of a list.
const FEWEST: usize = 10;
/// From this share on (in percent) the document cannot be compared.
const RUINED_DOCUMENT: usize = 25;
/// A page without Japanese of which less than this (in percent) is letters and
/// digits is a soup of signs.
const LETTERS: usize = 55;
/// Fewest characters that make a soup.
const FEWEST_SOUP: usize = 100;

/// How many characters cannot be those that are printed, and of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ruin {
    n_wrong: usize,
    n_characters: usize,
}

impl Ruin {
    /// Looks at one page.
    pub(super) fn of(page: &Page) -> Self {
        let (mut n_wrong, mut n_letters, mut n_japanese, mut n_characters) =
            (0_usize, 0_usize, 0_usize, 0_usize);
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.text.is_whitespace()) {
            n_characters += 1;
            match glyph.text {
                UNMAPPED | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => n_wrong += 1,
                '\u{3000}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' => {
                    n_japanese += 1;
                }
                c if is_letter(c) => n_letters += 1,
                _ => {}
            }
        }
        let is_soup = n_japanese == 0
            && n_characters >= FEWEST_SOUP
            && 100 * n_letters < LETTERS * n_characters
            && 100 * n_wrong >= RUINED_PAGE * n_characters;
        Self { n_wrong: if is_soup { n_characters } else { n_wrong }, n_characters }
    }

    /// Counts a page into a document.
    pub(super) fn add(&mut self, page: Self) {
        self.n_wrong += page.n_wrong;
        self.n_characters += page.n_characters;
    }

    /// Share of wrong characters, in percent.
    fn share(self) -> usize {
        100 * self.n_wrong / self.n_characters.max(1)
    }

    /// Share of wrong characters of a ruined page, in percent.
    pub(super) fn of_page(self) -> Option<u32> {
        let is_ruined = self.n_wrong >= FEWEST && self.share() >= RUINED_PAGE;
        is_ruined.then(|| u32::try_from(self.share()).unwrap_or(100))
    }

    /// Whether a document of this can be compared no more.
    pub(super) fn is_total(self) -> bool {
        self.n_wrong >= FEWEST && self.share() >= RUINED_DOCUMENT
    }
}

/// Letters and digits but those of Latin that fonts without a map are read as
/// (`Ł`, `ª`, `ƒ`).
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c >= '\u{370}' && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::{Glyph, Point};

    fn ruin(text: &str) -> Ruin {
        let glyph = |text| Glyph {
            text,
            origin: Point::new(0.0, 0.0),
            direction: Point::new(1.0, 0.0),
            advance: 10.0,
            size: 10.0,
            hanging: false,
            beyond: false,
        };
        Ruin::of(&Page { glyphs: text.chars().map(glyph).collect(), ..Page::default() })
    }

    #[test]
    fn wrong_characters_ruin_a_page_and_many_a_document() {
        for (text, percent, is_total) in [
            ("これは普通の文です。".repeat(20), None, false),
            ("外字\u{E000}が一つ。".to_owned(), None, false),
            ("これは普通の文です。\u{FFFD}".repeat(20), Some(9), false),
            ("これは\u{E001}\u{FFFD}。".repeat(10), Some(33), true),
            ("$%&’()\u{FFFD}\u{FFFD}*`=>?@A[\\]^_¡¢£⁄¥".repeat(10), Some(100), true),
            ("A plain English sentence, without any Japanese.".repeat(5), None, false),
            ("Кириллица, \u{FFFD}тоже текст.".repeat(5), None, false),
            ("12,345 (6.7%) +8 -9 / ".repeat(10), None, false),
        ] {
            let ruin = ruin(&text);
            assert_eq!((ruin.of_page(), ruin.is_total()), (percent, is_total), "{text}");
        }
    }
}

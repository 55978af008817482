//! What stands among the text of a page and is no part of it, found by size
//! and position: ruby and oblique watermarks.
//!
//! Both are taken out before lines are built, so that the words below ruby and
//! the lines under a watermark stay whole.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::page::{Glyph, Page};

/// Largest size of ruby against the characters it explains (JIS X 4051: half).
const RUBY_SIZE: f32 = 0.62;
/// Ruby lies this close above its word, in ems of the word.
const RUBY_GAP: f32 = 0.4;
/// Ruby may stand out over its word by this much on either side, in ems.
const RUBY_OVERHANG: f32 = 0.8;
/// Part of the characters of a piece of ruby that must stand over a word.
const OVER_A_WORD: f32 = 0.8;
/// Side of the squares in which words are looked up (points).
const STEP: f32 = 24.0;
/// Most characters of words remembered in one square; more do not fit in print.
const MAX_WORDS: usize = 64;
/// An oblique text this much larger than the text of the page is a watermark.
const WATERMARK_SIZE: f32 = 1.5;

/// Ruby and watermarks of a page.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// Readings of words.
    pub ruby: Vec<Glyph>,
    /// Oblique texts larger than the text.
    pub watermark: Vec<Glyph>,
}

/// Takes ruby and oblique watermarks out of a page whose lines run to the
/// right.
pub(super) fn take(page: &mut Page) -> Asides {
    let mut out = Asides::default();
    let watermark = watermarks(&page.glyphs);
    move_out(page, &watermark, &mut out.watermark);
    let ruby = ruby(&page.glyphs);
    move_out(page, &ruby, &mut out.ruby);
    out
}

fn move_out(page: &mut Page, which: &[bool], to: &mut Vec<Glyph>) {
    if which.contains(&true) {
        let (out, kept) = std::mem::take(&mut page.glyphs)
            .into_iter()
            .zip(which)
            .partition::<Vec<_>, _>(|(_, which)| **which);
        to.extend(out.into_iter().map(|(glyph, _)| glyph));
        page.glyphs.extend(kept.into_iter().map(|(glyph, _)| glyph));
    }
}

fn watermarks(glyphs: &[Glyph]) -> Vec<bool> {
    let is_oblique = |glyph: &Glyph| {
        glyph.direction.x.abs().min(glyph.direction.y.abs()) > 0.1 && !glyph.text.is_whitespace()
    };
    if !glyphs.iter().any(is_oblique) {
        return vec![false; glyphs.len()];
    }
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|glyph| !is_oblique(glyph)).map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    // A page of nothing but oblique text is a drawing.
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(f32::MAX);
    glyphs
        .iter()
        .map(|glyph| {
            glyph.direction.x.abs().min(glyph.direction.y.abs()) > 0.1
                && glyph.size > WATERMARK_SIZE * usual
        })
        .collect()
}

/// Kana and what may stand among them in a reading.
fn is_reading(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' | '\u{3000}' | ' ')
}

/// Characters that have readings.
fn is_word(c: char) -> bool {
    matches!(c, '々' | '〆' | 'ヶ' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..)
}

fn ruby(glyphs: &[Glyph]) -> Vec<bool> {
    let mut found = vec![false; glyphs.len()];
    let pieces = readings(glyphs);
    if pieces.is_empty() {
        return found;
    }
    let words = Words::of(glyphs);
    for piece in pieces {
        let written = || {
            let piece = glyphs.get(piece.clone()).unwrap_or_default();
            piece.iter().filter(|glyph| !glyph.text.is_whitespace())
        };
        let n_over = written().filter(|glyph| words.stand_under(glyph)).count();
        if n_over as f32 >= OVER_A_WORD * written().count() as f32
            && let Some(found) = found.get_mut(piece.clone())
        {
            found.fill(true);
        }
    }
    found
}

/// Pieces of text that may be ruby by themselves: kana smaller than other text
/// of the page.
fn readings(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let largest = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let mut out = Vec::new();
    let mut start = 0;
    while start < glyphs.len() {
        let rest = glyphs.get(start..).unwrap_or_default();
        let may_be = |glyph: &Glyph| glyph.size <= RUBY_SIZE * largest && is_reading(glyph.text);
        // Most text is no reading: it is left behind character by character.
        let n = match rest {
            [first, ..] if may_be(first) => {
                1 + rest.windows(2).take_while(|pair| is_one_piece(pair)).count()
            }
            _ => 1,
        };
        let piece = rest.get(..n).unwrap_or_default();
        if piece.iter().all(may_be) && piece.iter().any(|glyph| !glyph.text.is_whitespace()) {
            let continues = start.checked_sub(1).and_then(|before| glyphs.get(before..=start));
            if !continues.is_some_and(is_one_piece) {
                out.push(start..start + n);
            }
        }
        start += n;
    }
    out
}

/// Where the characters of a page stand that have readings.
struct Words<'a>(FxHashMap<(i64, i64), Vec<&'a Glyph>>);

impl<'a> Words<'a> {
    fn of(glyphs: &'a [Glyph]) -> Self {
        let mut words: FxHashMap<(i64, i64), Vec<&Glyph>> = FxHashMap::default();
        for glyph in glyphs.iter().filter(|glyph| is_word(glyph.text)) {
            let area = glyph.area();
            let square = words.entry((step(area.left), step(area.top))).or_default();
            if square.len() < MAX_WORDS {
                square.push(glyph);
            }
        }
        Self(words)
    }

    /// Whether one of them stands just below a character.
    fn stand_under(&self, glyph: &Glyph) -> bool {
        let area = glyph.area();
        let middle = f32::midpoint(area.left, area.right);
        let is_explained = |word: &&Glyph| {
            let below = word.area();
            let gap = below.top - area.bottom;
            let reach = RUBY_OVERHANG * word.size;
            glyph.size <= RUBY_SIZE * word.size
                && gap.abs() <= RUBY_GAP * word.size
                && (below.left - reach..=below.right + reach).contains(&middle)
        };
        let (x, y) = (step(middle), step(area.bottom));
        let mut near = (x - 2..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        near.any(|square| self.0.get(&square).is_some_and(|words| words.iter().any(is_explained)))
    }
}

/// Whether two glyphs drawn one after the other stand in one piece of text: of
/// one size and on one line.
fn is_one_piece(pair: &[Glyph]) -> bool {
    let [one, other] = pair else { return false };
    let up = one.direction.upwards();
    let rise = (one.origin.along(up) - other.origin.along(up)).abs();
    (one.size - other.size).abs() < 0.1 * one.size && rise < 0.3 * one.size
}

fn step(at: f32) -> i64 {
    (at / STEP).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Point;

    fn text(page: &mut Page, (x, y): (f32, f32), size: f32, direction: Point, text: &str) {
        for (index, text) in (0_u8..).zip(text.chars()) {
            let origin = Point::new(x, y).moved(direction, size * f32::from(index));
            let glyph = Glyph {
                text,
                origin,
                direction,
                advance: size,
                size,
                hanging: false,
                beyond: false,
            };
            page.glyphs.push(glyph);
        }
    }

    fn said(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.text).collect()
    }

    const RIGHT: Point = Point { x: 1.0, y: 0.0 };

    #[test]
    fn small_kana_just_above_a_word_are_ruby() {
        let mut page = Page::default();
        text(&mut page, (50.0, 100.0), 10.0, RIGHT, "これは");
        text(&mut page, (80.0, 90.5), 5.0, RIGHT, "かんぽう");
        text(&mut page, (80.0, 100.0), 10.0, RIGHT, "官報です。");
        let asides = take(&mut page);
        assert_eq!(
            (said(&page.glyphs), said(&asides.ruby)),
            ("これは官報です。".into(), "かんぽう".into())
        );
    }

    #[test]
    fn notes_small_lines_and_far_labels_are_no_ruby() {
        for (y, small) in [(96.0, "注"), (90.5, "※1"), (80.0, "ふりがな"), (112.0, "かな")]
        {
            let mut page = Page::default();
            text(&mut page, (50.0, 100.0), 10.0, RIGHT, "官報");
            text(&mut page, (50.0, y), 5.0, RIGHT, small);
            assert_eq!(said(&take(&mut page).ruby), "", "{small}");
        }
    }

    #[test]
    fn a_large_oblique_text_is_a_watermark() {
        let mut page = Page::default();
        let oblique = Point::new(0.707, -0.707);
        text(&mut page, (50.0, 100.0), 10.0, RIGHT, "本文の行です。");
        text(&mut page, (50.0, 400.0), 60.0, oblique, "取扱注意");
        text(&mut page, (50.0, 500.0), 10.0, oblique, "図の字");
        let asides = take(&mut page);
        assert_eq!(said(&asides.watermark), "取扱注意");
        assert_eq!(said(&page.glyphs), "本文の行です。図の字");
    }
}

//! Glyphs in drawing order → physical lines.
//!
//! The drawing order is kept: sorting a whole page by geometry interleaves
//! columns. Geometry only decides where one line ends and where a gap is wide
//! enough to be read as a space. Superscripts and small shifts stay in their
//! line.

use crate::model::Area;

use super::gutters::Gap;
use super::page::{Glyph, Point};

/// A glyph this far off the baseline (in ems of the larger glyph) starts a new
/// line; superscripts are raised by about a third.
const MAX_SHIFT: f32 = 0.55;
/// Raised characters are smaller than this part of the others in their line …
const RAISED_SIZE: f32 = 0.9;
/// … and stand at least this part of the character size above them.
const RAISED_BY: f32 = 0.2;
/// A glyph may start this far before the end of the one before it, counted
/// from that one's start: justification closes up brackets and full stops.
const MAX_BACKWARD: f32 = 0.3;
/// A gap this wide (ems) between Japanese characters is read as a space.
/// Justified lines stretch less, tabs and aligned columns more.
const WIDE_GAP: f32 = 0.8;
/// A gap this wide (ems) may part two columns.
pub(super) const COLUMN_GAP: f32 = 0.95;
/// The same between Latin letters, where TeX draws no space glyphs.
pub(super) const LATIN_GAP: f32 = 0.17;

/// A physical line with its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine {
    /// The characters; no blanks at the end.
    pub text: String,
    /// Box around the characters that are not blank.
    pub area: Area,
    /// Dominant font size.
    pub size: f32,
    /// Index of the first glyph in the order of the page.
    pub first: usize,
    /// Spaces wide enough to part columns.
    pub gaps: Vec<Gap>,
}

/// Builds lines from glyphs handed over in drawing order.
#[derive(Debug, Default)]
pub(super) struct LineBuilder {
    lines: Vec<TextLine>,
    open: Option<OpenLine>,
}

#[derive(Debug)]
struct OpenLine {
    text: String,
    gaps: Vec<Gap>,
    area: Option<Area>,
    sizes: Vec<f32>,
    first: usize,
    /// The glyph that sets the baseline: the first, or a larger one after it.
    base: Glyph,
    last: Glyph,
    /// Furthest end of a glyph along the writing direction.
    end: f32,
}

impl LineBuilder {
    /// Adds the next glyph; `index` is its place in the order of the page.
    pub(super) fn push(&mut self, index: usize, glyph: &Glyph) {
        if let Some(open) = &mut self.open {
            if open.continues_with(glyph) {
                open.push(index, glyph);
                return;
            }
            self.close();
        }
        self.open = Some(OpenLine::new(index, glyph));
    }

    /// The lines in the order of their first glyphs.
    pub(super) fn finish(mut self) -> Vec<TextLine> {
        self.close();
        self.lines
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Some(area) = open.area else { return };
        let (mut text, gaps) = (open.text, open.gaps);
        text.truncate(text.trim_end().len());
        self.lines.push(TextLine { text, area, size: median(open.sizes), first: open.first, gaps });
    }
}

impl OpenLine {
    fn new(index: usize, glyph: &Glyph) -> Self {
        let mut line = Self {
            text: String::new(),
            gaps: Vec::new(),
            area: None,
            sizes: Vec::new(),
            first: index,
            base: *glyph,
            last: *glyph,
            end: f32::MIN,
        };
        line.add(glyph);
        line
    }

    fn continues_with(&self, glyph: &Glyph) -> bool {
        let direction = self.base.direction;
        if direction.along(glyph.direction) < 0.98 || self.base.hanging != glyph.hanging {
            return false;
        }
        let size = self.base.size.max(glyph.size);
        let up = direction.upwards();
        let shift = (glyph.origin.along(up) - self.base.origin.along(up)).abs();
        let start = glyph.origin.along(direction);
        let backward = self.last.origin.along(direction) - start;
        shift <= MAX_SHIFT * size && backward <= MAX_BACKWARD * size
    }

    fn push(&mut self, index: usize, glyph: &Glyph) {
        let gap = glyph.origin.along(self.base.direction) - self.end;
        let size = self.last.size.max(glyph.size).min(self.base.size.max(glyph.size));
        let limit = limit(self.last.text, glyph.text);
        if gap > COLUMN_GAP * size && !glyph.text.is_whitespace() {
            let to = glyph.origin.along(self.base.direction);
            self.gaps.push(Gap { from: self.end, to, at: self.text.len(), index });
        }
        let blank = self.last.text.is_whitespace() || glyph.text.is_whitespace();
        if gap > limit * size && !blank {
            self.text.push(' ');
        }
        self.add(glyph);
    }

    fn add(&mut self, glyph: &Glyph) {
        self.text.push(if self.is_raised(glyph) { raised(glyph.text) } else { glyph.text });
        self.end = self.end.max(glyph.end().along(self.base.direction));
        if !glyph.text.is_whitespace() {
            self.sizes.push(glyph.size);
            // The box of a line is what the page shows of it.
            if !glyph.beyond || self.area.is_none() {
                let area = glyph.area();
                self.area = Some(self.area.map_or(area, |known| known.union(&area)));
            }
            if glyph.size > 1.2 * self.base.size {
                self.base = *glyph;
            }
        }
        self.last = *glyph;
    }

    /// Whether a glyph is set small and high in its line: the number of a note,
    /// an exponent.
    fn is_raised(&self, glyph: &Glyph) -> bool {
        glyph.size < RAISED_SIZE * self.base.size
            && self.base.origin.y - glyph.origin.y > RAISED_BY * self.base.size
    }
}

/// The superscript form of a digit, so that 10 with the note 1 is not 101.
fn raised(c: char) -> char {
    let digit = match c {
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return c.to_digit(10).map_or(c, superscript),
    };
    superscript(digit)
}

fn superscript(digit: u32) -> char {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize).unwrap_or('⁰')
}

/// How wide (ems) a gap between two characters must be to be read as a space.
fn limit(last: char, next: char) -> f32 {
    if is_latin(last) && is_latin(next) { LATIN_GAP } else { WIDE_GAP }
}

/// Whether a gap so wide (ems) between two texts is read as a space.
pub(super) fn is_parted(last: &str, next: &str, gap: f32) -> bool {
    let edges = (last.chars().next_back(), next.chars().next());
    matches!(edges, (Some(last), Some(next)) if gap > limit(last, next))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{00C0}'..='\u{024F}' | ',' | '.' | ';' | ':' | ')')
}

fn median(mut sizes: Vec<f32>) -> f32 {
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Whether the page is set vertically, be it with upright glyphs and no
/// vertical font, as `LibreOffice` and Chromium do: most steps from glyph to
/// glyph go straight down.
pub(super) fn is_set_vertically(glyphs: &[Glyph]) -> bool {
    let (mut down, mut right, mut hanging) = (0_usize, 0_usize, 0_usize);
    for pair in glyphs.windows(2) {
        let [from, to] = pair else { continue };
        if from.text.is_whitespace() || to.text.is_whitespace() {
            continue;
        }
        if from.hanging && to.hanging {
            hanging += 1;
            down += 1;
            continue;
        }
        let step = Point::new(to.origin.x - from.origin.x, to.origin.y - from.origin.y);
        let size = from.size;
        if step.x.abs() < 0.6 * size && step.y > 0.4 * size && step.y < 1.6 * size {
            down += 1;
        } else if step.y.abs() < 0.3 * size && step.x > 0.0 {
            right += 1;
        }
    }
    (down > 20 || hanging > 3) && down > 3 * right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One em of ten points per character, on a baseline.
    fn text(out: &mut Vec<Glyph>, x: f32, y: f32, text: &str) {
        let mut x = x;
        for c in text.chars() {
            let advance = if c.is_ascii() { 5.0 } else { 10.0 };
            out.push(Glyph {
                text: c,
                origin: Point::new(x, y),
                direction: Point::new(1.0, 0.0),
                advance,
                size: 10.0,
                hanging: false,
                beyond: false,
            });
            x += advance;
        }
    }

    fn lines(glyphs: &[Glyph]) -> Vec<String> {
        let mut builder = LineBuilder::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            builder.push(index, glyph);
        }
        builder.finish().into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_lower_baseline_or_a_step_back_starts_a_line() {
        let mut glyphs = Vec::new();
        text(&mut glyphs, 50.0, 100.0, "第１　目的  ");
        text(&mut glyphs, 50.0, 115.0, "この法律は");
        text(&mut glyphs, 50.0, 115.0, "上書き");
        assert_eq!(lines(&glyphs), ["第１　目的", "この法律は", "上書き"]);
    }

    #[test]
    fn wide_gaps_are_spaces_and_narrow_ones_are_not() {
        let mut glyphs = Vec::new();
        text(&mut glyphs, 50.0, 100.0, "目次");
        text(&mut glyphs, 79.0, 100.0, "次");
        text(&mut glyphs, 92.5, 100.0, "第1項");
        text(&mut glyphs, 400.0, 100.0, "12");
        text(&mut glyphs, 412.0, 100.0, "pp");
        assert_eq!(lines(&glyphs), ["目次 次第1項 12 pp"]);
    }

    #[test]
    fn superscripts_and_squeezed_brackets_stay_in_their_line() {
        let mut glyphs = Vec::new();
        text(&mut glyphs, 50.0, 100.0, "注");
        text(&mut glyphs, 60.0, 96.0, "1");
        if let Some(raised) = glyphs.last_mut() {
            raised.size = 5.0;
        }
        text(&mut glyphs, 65.0, 100.0, "）");
        text(&mut glyphs, 67.5, 100.0, "（例）");
        assert_eq!(lines(&glyphs), ["注¹）（例）"]);
    }

    #[test]
    fn a_drawn_space_is_kept_and_not_doubled() {
        let mut glyphs = Vec::new();
        text(&mut glyphs, 50.0, 100.0, "甲 ");
        text(&mut glyphs, 90.0, 100.0, "乙");
        assert_eq!(lines(&glyphs), ["甲 乙"]);
    }

    #[test]
    fn a_page_of_stacked_glyphs_is_vertical() {
        let mut glyphs = Vec::new();
        for row in 0..30_u8 {
            text(&mut glyphs, 50.0, 100.0 + 10.0 * f32::from(row), "縦");
        }
        assert!(is_set_vertically(&glyphs));
        let hung: Vec<Glyph> = glyphs.iter().map(Glyph::hung).collect();
        assert_eq!(lines(&hung), ["縦".repeat(30)]);
        let mut glyphs = Vec::new();
        for row in 0..30_u8 {
            text(&mut glyphs, 50.0, 100.0 + 15.0 * f32::from(row), "横書きの行");
        }
        assert!(!is_set_vertically(&glyphs));
    }
}

//! One page as both readers describe it: glyphs and marks in the order they
//! are drawn, in points, as displayed (origin at the top left).
//!
//! A glyph stands for one character: a ligature gives several glyphs that
//! share its width. Everything that a layout needs is here, and nothing of a
//! PDF library.

use rustc_hash::FxHashMap;

use super::strips::Beside;
use crate::model::Area;

/// Stands for a glyph without a known character until the text is assembled.
pub(super) const UNMAPPED: char = '\u{FFFD}';

/// Part of the em that lies above the baseline.
const ASCENT: f32 = 0.88;
/// Part of the em that lies below the baseline.
const DESCENT: f32 = 0.12;
/// Two equal characters closer than this part of an em are one character
/// printed twice, as programs without a bold font do.
const OVERPRINT: f32 = 0.12;
/// Side of the squares in which printed characters are looked up (points).
const CELL: f32 = 4.0;
/// Most equal characters remembered in one square; more do not fit in print.
const MAX_LIKE: usize = 64;

/// A page as read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    /// Width and height as displayed.
    pub size: (f32, f32),
    /// Characters in the order they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Boxes thin in one direction at least: rules, pieces of rules, dots.
    pub marks: Vec<Area>,
    /// Characters as the fonts name them, without the replacement texts
    /// (`ActualText`) that a page may carry: what two readers can agree on.
    pub drawn: Vec<char>,
    /// Characters outside the page or cut off by a clip, each with the number
    /// of glyphs drawn before it. They are not among the glyphs.
    pub unseen: Vec<(usize, Glyph)>,
    /// Characters of layers that are switched off.
    pub hidden: Vec<Glyph>,
    /// Characters of annotations: stamps, comments, notes laid over the page.
    pub laid_over: Vec<Glyph>,
    /// Pages put beside this one, from left to right.
    pub beside: Vec<Beside>,
}

/// One character on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub text: char,
    /// Start of the glyph: on the baseline for horizontal writing, in the
    /// middle of the upper edge for vertical writing.
    pub origin: Point,
    /// Unit vector of the writing direction.
    pub direction: Point,
    /// Distance to the next glyph along `direction`.
    pub advance: f32,
    /// Font size in points.
    pub size: f32,
    /// Whether the glyph hangs on the middle line of vertical writing instead
    /// of standing on a baseline.
    pub hanging: bool,
    /// Whether it stands beyond what the page shows, as the end of a line that
    /// begins inside.
    pub beyond: bool,
}

/// A place or a vector on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    /// A point from its coordinates.
    pub(super) fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The point moved by `times` of `vector`.
    pub(super) fn moved(self, vector: Self, times: f32) -> Self {
        Self::new(self.x + vector.x * times, self.y + vector.y * times)
    }

    /// Scalar product: the position along a unit vector.
    pub(super) fn along(self, direction: Self) -> f32 {
        self.x * direction.x + self.y * direction.y
    }

    /// The vector turned so that it points to the upper side of the text.
    pub(super) fn upwards(self) -> Self {
        Self::new(self.y, -self.x)
    }

    /// Largest distance in x or y.
    pub(super) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).abs().max((self.y - other.y).abs())
    }
}

impl Glyph {
    /// Where the glyph ends.
    pub(super) fn end(&self) -> Point {
        self.origin.moved(self.direction, self.advance)
    }

    /// The box around the glyph's em.
    pub(super) fn area(&self) -> Area {
        let up = self.direction.upwards();
        let (above, below) = if self.hanging { (0.5, 0.5) } else { (ASCENT, DESCENT) };
        let mut area = Area { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        for start in [self.origin, self.end()] {
            for corner in [start.moved(up, above * self.size), start.moved(up, -below * self.size)]
            {
                area.left = area.left.min(corner.x);
                area.right = area.right.max(corner.x);
                area.top = area.top.min(corner.y);
                area.bottom = area.bottom.max(corner.y);
            }
        }
        area
    }

    /// The box without its upper and lower thirds. When none of it can be
    /// seen, neither can the glyph: a line of which only the tips show is cut
    /// off, while a last character cut through the middle is still there.
    pub(super) fn core(&self) -> Area {
        let area = self.area();
        let is_upright = self.direction.x.abs() >= self.direction.y.abs();
        let (x, y) = if is_upright { (0.0, 0.3) } else { (0.3, 0.0) };
        let (x, y) = (x * area.width(), y * area.height());
        Area {
            left: area.left + x,
            top: area.top + y,
            right: area.right - x,
            bottom: area.bottom - y,
        }
    }

    /// The middle of the box.
    pub(super) fn center(&self) -> Point {
        let area = self.area();
        Point::new(f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom))
    }

    /// The same glyph hung on a middle line going down, for text that is set
    /// vertically with upright or turned glyphs and no vertical font.
    pub(super) fn hung(&self) -> Self {
        if self.hanging {
            return *self;
        }
        let area = self.area();
        let middle = f32::midpoint(area.left, area.right);
        Self {
            origin: Point::new(middle, area.top),
            direction: Point::new(0.0, 1.0),
            advance: area.height(),
            hanging: true,
            ..*self
        }
    }

    /// Whether the glyph has a place and a size at all.
    pub(super) fn is_sound(&self) -> bool {
        let numbers = [self.origin.x, self.origin.y, self.direction.x, self.direction.y];
        let far = 1.0e6;
        numbers.iter().all(|number| number.is_finite() && number.abs() < far)
            && self.advance.is_finite()
            && self.advance.abs() < far
            && self.size > 0.05
            && self.size < far
    }
}

/// Remembers what stands where, to notice text that is printed twice on the
/// same spot: the way to bold type for programs without a bold font.
#[derive(Debug, Default)]
pub(super) struct Overprints {
    seen: FxHashMap<(char, i32, i32), Vec<Point>>,
}

impl Overprints {
    /// Whether every glyph of a text operation stands on its like already; if
    /// not, they now all do. Single coincidences prove nothing: where lines
    /// overlap by mistake, some equal characters always meet.
    pub(super) fn is_repeated(&mut self, run: &[Glyph]) -> bool {
        let mut visible = run.iter().filter(|glyph| !glyph.text.is_whitespace()).peekable();
        if visible.peek().is_none() {
            return false;
        }
        if visible.all(|glyph| self.has_like(glyph)) {
            return true;
        }
        for glyph in run {
            let cell = cell(glyph.origin.x, glyph.origin.y);
            let like = self.seen.entry((glyph.text, cell.0, cell.1)).or_default();
            if like.len() < MAX_LIKE {
                like.push(glyph.origin);
            }
        }
        false
    }

    fn has_like(&self, glyph: &Glyph) -> bool {
        let reach = (OVERPRINT * glyph.size).min(0.5 * glyph.advance.abs()).min(0.5 * CELL);
        let Point { x, y } = glyph.origin;
        let near = [(-reach, -reach), (reach, -reach), (-reach, reach), (reach, reach)];
        near.iter().any(|(right, down)| {
            let (column, row) = cell(x + right, y + down);
            self.seen
                .get(&(glyph.text, column, row))
                .is_some_and(|known| known.iter().any(|at| at.distance(glyph.origin) <= reach))
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a sound glyph lies near the page")]
fn cell(x: f32, y: f32) -> (i32, i32) {
    ((x / CELL).floor() as i32, (y / CELL).floor() as i32)
}

/// What a character of a font prints as: codes that stand for no character are
/// unmapped, control characters are blanks.
pub(super) fn printable(c: char) -> char {
    match c {
        '\0' | UNMAPPED | '\u{FFFE}' | '\u{FFFF}' => UNMAPPED,
        c if c.is_control() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: char, x: f32) -> Glyph {
        Glyph {
            text,
            origin: Point::new(x, 100.0),
            direction: Point::new(1.0, 0.0),
            advance: 10.0,
            size: 10.0,
            hanging: false,
            beyond: false,
        }
    }

    #[test]
    fn a_glyph_stands_on_its_baseline() {
        let area = glyph('字', 50.0).area();
        assert_eq!((area.left, area.right), (50.0, 60.0));
        assert!((area.top - 91.2).abs() < 0.01 && (area.bottom - 101.2).abs() < 0.01);
        let hung = glyph('字', 50.0).hung();
        assert!((hung.origin.x - 55.0).abs() < 0.01);
        assert!((hung.area().bottom - 101.2).abs() < 0.01);
    }

    #[test]
    fn only_a_whole_text_printed_again_is_dropped() {
        let mut overprints = Overprints::default();
        let bold = [glyph('重', 50.0), glyph('要', 60.0)];
        assert!(!overprints.is_repeated(&bold));
        let again = [glyph('重', 50.4), glyph('要', 60.4)];
        assert!(overprints.is_repeated(&again));
        assert!(!overprints.is_repeated(&[glyph('重', 50.0), glyph('点', 60.0)]));
        assert!(!overprints.is_repeated(&[glyph('重', 55.0)]));
        assert!(!overprints.is_repeated(&[glyph(' ', 50.0)]));
    }
}

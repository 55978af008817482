//! One page as both readers describe it: glyphs and marks in the order they
//! are drawn, in points, as displayed (origin at the top left).
//!
//! A glyph stands for one character: a ligature gives several glyphs that
//! share its width. Everything that a layout needs is here, and nothing of a
//! PDF library.

use crate::model::Area;

/// What a glyph without a known character prints as (〓, the printer's "geta").
pub(super) const UNMAPPED: char = '\u{3013}';

/// Part of the em that lies above the baseline.
const ASCENT: f32 = 0.88;
/// Part of the em that lies below the baseline.
const DESCENT: f32 = 0.12;
/// Two equal characters closer than this part of an em are one character
/// printed twice, as programs without a bold font do.
const OVERPRINT: f32 = 0.12;

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
        let (above, below) = if self.hanging {
            (0.5, 0.5)
        } else {
            (ASCENT, DESCENT)
        };
        let mut area = Area {
            left: f32::MAX,
            top: f32::MAX,
            right: f32::MIN,
            bottom: f32::MIN,
        };
        for start in [self.origin, self.end()] {
            for corner in [
                start.moved(up, above * self.size),
                start.moved(up, -below * self.size),
            ] {
                area.left = area.left.min(corner.x);
                area.right = area.right.max(corner.x);
                area.top = area.top.min(corner.y);
                area.bottom = area.bottom.max(corner.y);
            }
        }
        area
    }

    /// The middle of the box.
    pub(super) fn center(&self) -> Point {
        let area = self.area();
        Point::new(
            f32::midpoint(area.left, area.right),
            f32::midpoint(area.top, area.bottom),
        )
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
        let numbers = [
            self.origin.x,
            self.origin.y,
            self.direction.x,
            self.direction.y,
        ];
        let far = 1.0e6;
        numbers
            .iter()
            .all(|number| number.is_finite() && number.abs() < far)
            && self.advance.is_finite()
            && self.advance.abs() < far
            && self.size > 0.05
            && self.size < far
    }

    /// Whether `other` is this glyph printed once more, a hair's breadth off.
    pub(super) fn overprints(&self, other: &Self) -> bool {
        self.text == other.text
            && self.origin.distance(other.origin) <= OVERPRINT * self.size
            && (self.size - other.size).abs() <= 0.1 * self.size
    }
}

impl Page {
    /// Appends the glyphs of one text operation unless they only print the
    /// operation before, or their own neighbour, a second time: fake bold.
    /// Returns the range of the glyphs added.
    pub(super) fn push_run(&mut self, run: &[Glyph], previous: &[Glyph]) {
        let repeated = !run.is_empty()
            && run.len() == previous.len()
            && run
                .iter()
                .zip(previous)
                .all(|(again, before)| again.overprints(before));
        if repeated {
            return;
        }
        for glyph in run {
            if !self
                .glyphs
                .last()
                .is_some_and(|last| last.overprints(glyph))
            {
                self.glyphs.push(*glyph);
            }
        }
    }
}

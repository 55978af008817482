//! Where a glyph lies on the page and how wide it is.

use hayro_interpret::font::Glyph as DrawnGlyph;
use hayro_interpret::kurbo::{Affine, Point as KurboPoint};

use super::page::{Glyph, Point, printable};

/// One glyph for each character, sharing the width.
#[expect(clippy::cast_precision_loss, reason = "a ligature has a handful of characters")]
pub(super) fn shared(glyph: &Glyph, text: &str) -> Vec<Glyph> {
    let n = text.chars().count().max(1) as f32;
    let advance = glyph.advance / n;
    text.chars()
        .enumerate()
        .map(|(index, c)| Glyph {
            text: printable(c),
            origin: glyph.origin.moved(glyph.direction, advance * index as f32),
            advance,
            ..*glyph
        })
        .collect()
}

/// The advance of a glyph in thousandths of an em.
pub(super) fn advance_width(glyph: &DrawnGlyph<'_>) -> f32 {
    match glyph {
        DrawnGlyph::Outline(glyph) => glyph.advance_width(),
        DrawnGlyph::Type3(glyph) => glyph.advance_width(),
    }
    .unwrap_or(0.0)
}

/// Where a glyph's own coordinate system lies on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    origin: Point,
    /// One em to the right and one em up, as vectors on the page.
    right: Point,
    up: Point,
    /// Advance in ems.
    width: f32,
}

#[expect(clippy::cast_possible_truncation, reason = "points on a page fit into an f32")]
impl Frame {
    /// The frame of a glyph that is `width` thousandths of an em wide.
    pub(super) fn new(transform: Affine, width: f32) -> Self {
        let to = |x: f64, y: f64| {
            let at = transform * KurboPoint::new(x, y);
            Point::new(at.x as f32, at.y as f32)
        };
        let origin = to(0.0, 0.0);
        let (right, up) = (to(1000.0, 0.0), to(0.0, 1000.0));
        Self {
            origin,
            right: right.moved(origin, -1.0),
            up: up.moved(origin, -1.0),
            width: width / 1000.0,
        }
    }

    fn size(&self) -> f32 {
        self.up.x.hypot(self.up.y)
    }

    /// The glyph on a baseline; `None` when it is squeezed to nothing.
    pub(super) fn horizontal(&self, advance: f32) -> Option<Glyph> {
        let length = self.right.x.hypot(self.right.y);
        let placed = Glyph {
            text: ' ',
            origin: self.origin,
            direction: Point::new(self.right.x / length, self.right.y / length),
            advance,
            size: self.size(),
            hanging: false,
            beyond: false,
        };
        placed.is_sound().then_some(placed)
    }

    /// The glyph on a middle line: vertical writing places it so that its
    /// horizontal origin lies half an em left of that line and 0.88 em down.
    pub(super) fn vertical(&self) -> Option<Glyph> {
        let size = self.size();
        let length = self.right.x.hypot(self.right.y);
        let placed = Glyph {
            text: ' ',
            origin: self.origin.moved(self.right, 0.5 * size / length).moved(self.up, 0.88),
            direction: Point::new(-self.up.x / size, -self.up.y / size),
            advance: size,
            size,
            hanging: true,
            beyond: false,
        };
        placed.is_sound().then_some(placed)
    }
}

/// Decides how wide the glyphs of a run are.
///
/// For fonts that are not embedded the library stretches glyphs of a stand-in
/// font to the right width; the stretch is then part of the transform and must
/// not be counted twice. The distance to the next glyph tells which it is.
#[derive(Debug, Default)]
pub(super) struct Measure {
    by_height: Option<bool>,
}

impl Measure {
    /// The advance of a glyph in points; `next` is the glyph after it.
    pub(super) fn advance(&mut self, frame: &Frame, next: Option<&Frame>) -> f32 {
        let by_transform = frame.width * frame.right.x.hypot(frame.right.y);
        let by_height = frame.width * frame.size();
        if let Some(next) = next {
            let step = Point::new(next.origin.x - frame.origin.x, next.origin.y - frame.origin.y);
            let step = step.x.hypot(step.y);
            self.by_height = Some((step - by_height).abs() < (step - by_transform).abs());
        }
        match self.by_height {
            Some(true) => by_height,
            Some(false) => by_transform,
            None => by_transform.min(by_height),
        }
    }
}

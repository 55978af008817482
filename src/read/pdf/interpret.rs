//! The first reader: `hayro-interpret` draws the page, we listen.
//!
//! What the library leaves open is filled in here: replacement texts
//! (`ActualText`), characters of fonts without a map (`fonts`), bold type made
//! by printing twice, and the boxes that are rules. Hidden layers never arrive;
//! invisible text does, and is kept: it is the text of a scan after character
//! recognition.

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Point as KurboPoint, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro_syntax::object::{Dict, String as PdfString};
use hayro_syntax::page::Page as PdfPage;

use super::fence::leave_over_budget;
use super::fonts::FontBook;
use super::marks::MarkSink;
use super::page::{Glyph, Overprints, Page, Point, UNMAPPED, printable};

/// Most drawing operations of one page; a dense map has some 100,000.
const MAX_OPERATIONS: usize = 2_000_000;
/// Most clips of one page. Each form drawn sets one, and forms in forms can
/// multiply without end.
const MAX_CLIPS: usize = 200_000;
/// Most glyphs of one page, wherever they stand.
const MAX_GLYPHS: usize = 1_000_000;

/// Reads one page.
pub(super) fn interpret<'a>(
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    fonts: &mut FontBook,
) -> Page {
    let (width, height) = page.render_dimensions();
    let transform = page.initial_transform(true).to_kurbo();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, cache, page.xref(), settings);
    let mut listener = Listener {
        page: Page { size: (width, height), ..Page::default() },
        fonts,
        marks: MarkSink::new(bounds),
        overprints: Overprints::default(),
        replacements: Vec::new(),
        n_operations: 0,
        n_clips: 0,
        n_glyphs: 0,
    };
    interpret_page(page, &mut context, &mut listener);
    listener.close_replacements();
    listener.page.marks = listener.marks.finish();
    listener.page
}

/// A stretch of marked content; `text` is what it says instead of its glyphs.
#[derive(Debug)]
struct Replacement {
    text: Option<String>,
    first_glyph: usize,
}

struct Listener<'f> {
    page: Page,
    fonts: &'f mut FontBook,
    marks: MarkSink,
    overprints: Overprints,
    replacements: Vec<Replacement>,
    n_operations: usize,
    n_clips: usize,
    n_glyphs: usize,
}

impl Listener<'_> {
    fn count(&mut self, n_clips: usize, n_glyphs: usize) {
        self.n_operations += 1;
        self.n_clips += n_clips;
        self.n_glyphs += n_glyphs;
        if self.n_operations > MAX_OPERATIONS
            || self.n_clips > MAX_CLIPS
            || self.n_glyphs > MAX_GLYPHS
        {
            leave_over_budget();
        }
    }

    fn close_replacements(&mut self) {
        while let Some(replacement) = self.replacements.pop() {
            self.replace(&replacement);
        }
    }

    /// Puts the replacement text in the place of the glyphs it stands for.
    ///
    /// Its characters share the places of the glyphs in order. A stretch
    /// without glyphs (a picture with a caption for the blind) and an empty
    /// replacement change nothing, so that no drawn character is ever lost.
    fn replace(&mut self, replacement: &Replacement) {
        let Some(text) = &replacement.text else {
            return;
        };
        let drawn = self.page.glyphs.split_off(replacement.first_glyph);
        let n_characters = text.chars().count();
        if drawn.is_empty() || n_characters == 0 {
            self.page.glyphs.extend(drawn);
            return;
        }
        if n_characters >= drawn.len() {
            let mut characters = text.chars();
            for (index, glyph) in drawn.iter().enumerate() {
                let from = index * n_characters / drawn.len();
                let to = (index + 1) * n_characters / drawn.len();
                let share: String = characters.by_ref().take(to - from).collect();
                self.page.glyphs.extend(shared(glyph, &share));
            }
        } else {
            for (index, c) in text.chars().enumerate() {
                let from = index * drawn.len() / n_characters;
                let to = (index + 1) * drawn.len() / n_characters;
                if let (Some(first), Some(last)) = (drawn.get(from), drawn.get(to - 1)) {
                    let reach =
                        last.end().along(first.direction) - first.origin.along(first.direction);
                    let advance = if reach > 0.0 { reach } else { first.advance };
                    self.page.glyphs.push(Glyph { text: c, advance, ..*first });
                }
            }
        }
    }

    fn glyphs_of(&mut self, run: &GlyphRun<'_, '_>, to_page: Affine) -> Vec<Glyph> {
        let mode = run.writing_mode();
        let mut out = Vec::with_capacity(run.glyphs().len());
        let frames: Vec<Frame> = run
            .glyphs()
            .iter()
            .map(|glyph| Frame::new(to_page * glyph.transform(), advance_width(glyph)))
            .collect();
        let mut measure = Measure::default();
        for (index, glyph) in run.glyphs().iter().enumerate() {
            let (Some(frame), next) = (frames.get(index), frames.get(index + 1)) else {
                continue;
            };
            let placed = match mode {
                WritingMode::Horizontal => frame.horizontal(measure.advance(frame, next)),
                WritingMode::Vertical => frame.vertical(),
            };
            let Some(placed) = placed else { continue };
            match self.fonts.characters(glyph, mode) {
                Some(BfString::Char(c)) => {
                    out.push(Glyph { text: printable(c), ..placed });
                }
                Some(BfString::String(text)) => out.extend(shared(&placed, &text)),
                None => out.push(Glyph { text: UNMAPPED, ..placed }),
            }
        }
        out
    }
}

/// One glyph for each character, sharing the width.
#[expect(clippy::cast_precision_loss, reason = "a ligature has a handful of characters")]
fn shared(glyph: &Glyph, text: &str) -> Vec<Glyph> {
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

fn advance_width(glyph: &DrawnGlyph<'_>) -> f32 {
    match glyph {
        DrawnGlyph::Outline(glyph) => glyph.advance_width(),
        DrawnGlyph::Type3(glyph) => glyph.advance_width(),
    }
    .unwrap_or(0.0)
}

/// Where a glyph's own coordinate system lies on the page.
#[derive(Debug, Clone, Copy)]
struct Frame {
    origin: Point,
    /// One em to the right and one em up, as vectors on the page.
    right: Point,
    up: Point,
    /// Advance in ems.
    width: f32,
}

#[expect(clippy::cast_possible_truncation, reason = "points on a page fit into an f32")]
impl Frame {
    fn new(transform: Affine, width: f32) -> Self {
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
    fn horizontal(&self, advance: f32) -> Option<Glyph> {
        let length = self.right.x.hypot(self.right.y);
        let placed = Glyph {
            text: ' ',
            origin: self.origin,
            direction: Point::new(self.right.x / length, self.right.y / length),
            advance,
            size: self.size(),
            hanging: false,
        };
        placed.is_sound().then_some(placed)
    }

    /// The glyph on a middle line: vertical writing places it so that its
    /// horizontal origin lies half an em left of that line and 0.88 em down.
    fn vertical(&self) -> Option<Glyph> {
        let size = self.size();
        let length = self.right.x.hypot(self.right.y);
        let placed = Glyph {
            text: ' ',
            origin: self.origin.moved(self.right, 0.5 * size / length).moved(self.up, 0.88),
            direction: Point::new(-self.up.x / size, -self.up.y / size),
            advance: size,
            size,
            hanging: true,
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
struct Measure {
    by_height: Option<bool>,
}

impl Measure {
    fn advance(&mut self, frame: &Frame, next: Option<&Frame>) -> f32 {
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

impl<'a> Device<'a> for Listener<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.count(0, 0);
        match draw_mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                self.marks.fill(path, props.transform);
            }
            DrawMode::Stroke(stroke) => {
                self.marks.stroke(path, props.transform, f64::from(stroke.line_width));
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        self.count(1, 0);
        self.marks.push_clip(clip_path.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.count(1, 0);
        self.marks.push_clip(*rect);
    }

    fn pop_clip(&mut self) {
        self.marks.pop_clip();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(1, 0);
    }

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.count(0, run.glyphs().len());
        let glyphs = self.glyphs_of(run, props.transform);
        if !self.overprints.is_repeated(&glyphs) {
            self.page.drawn.extend(glyphs.iter().map(|glyph| glyph.text));
            for glyph in glyphs {
                if self.marks.shows(&glyph.core()) {
                    self.page.glyphs.push(glyph);
                } else if !glyph.text.is_whitespace() {
                    self.page.n_hidden += 1;
                }
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count(0, 0);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.count(0, 0);
        let text = properties
            .and_then(|properties| properties.get::<PdfString<'_>>(ACTUAL_TEXT))
            .map(|text| text_string(text.as_bytes()));
        self.replacements.push(Replacement { text, first_glyph: self.page.glyphs.len() });
    }

    fn end_marked_content(&mut self) {
        if let Some(replacement) = self.replacements.pop() {
            self.replace(&replacement);
        }
    }
}

/// A text string of PDF: UTF-16 or UTF-8 with a mark, else Latin.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        plain => return plain.iter().map(|byte| char::from(*byte)).collect(),
    }
    .into_owned()
}

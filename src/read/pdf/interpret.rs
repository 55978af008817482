//! The first reader: `hayro-interpret` draws the page, we listen.
//!
//! What the library leaves open is filled in here: replacement texts
//! (`ActualText`), characters of fonts without a map (`fonts`), bold type made
//! by printing twice, and the boxes that are rules. What layers that are
//! switched off and annotations draw is kept apart (`overlays`). Invisible text
//! is kept: it is the text of a scan after character recognition.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::object::dict::keys::{ACTUAL_TEXT, ANNOTS};
use hayro_syntax::object::{Dict, String as PdfString};
use hayro_syntax::page::Page as PdfPage;
use hayro_syntax::xref::XRef;

use super::fence::leave_over_budget;
use super::fonts::FontBook;
use super::frames::{Frame, Measure, advance_width, shared};
use super::marks::MarkSink;
use super::overlays;
use super::page::{Glyph, Overprints, Page, UNMAPPED, printable};

/// Most drawing operations of one page; a dense map has some 100,000.
const MAX_OPERATIONS: usize = 2_000_000;
/// Most clips of one page. Each form drawn sets one, and forms in forms can
/// multiply without end.
const MAX_CLIPS: usize = 200_000;
/// Most glyphs of one page, wherever they stand.
const MAX_GLYPHS: usize = 1_000_000;

/// Reads one page. `every_layer` is a cross-reference table that names no
/// layers: given where the document has hidden ones, to tell what they hide.
pub(super) fn interpret<'a>(
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    fonts: &mut FontBook,
    every_layer: Option<&'a XRef>,
) -> Page {
    let (width, height) = page.render_dimensions();
    let to_page = page.initial_transform(true).to_kurbo();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut draw = |content: RenderContent, xref: &'a XRef| {
        let settings = InterpreterSettings { render_content: content, ..Default::default() };
        let mut context = Context::new(to_page, bounds, cache, xref, settings);
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
    };
    let mut read = draw(RenderContent::PAGE, page.xref());
    if let Some(xref) = every_layer {
        overlays::add_hidden_layers(&mut read, draw(RenderContent::PAGE, xref));
    }
    if page.raw().contains_key(ANNOTS) {
        let laid_over = draw(RenderContent::ANNOTATIONS, page.xref());
        overlays::add_annotations(&mut read, laid_over, &overlays::fields(page, to_page));
    }
    read
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
            // A line that begins on the page is read to its end.
            let mut is_begun = false;
            for glyph in glyphs {
                let (shown, core) = (self.page.glyphs.len(), glyph.core());
                is_begun |= self.marks.shows(&core);
                let beyond = !self.marks.shows(&core);
                if !beyond || is_begun && self.marks.would_show(&core) {
                    self.page.glyphs.push(Glyph { beyond, ..glyph });
                } else {
                    self.page.unseen.push((shown, glyph));
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

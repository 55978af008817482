//! The second reader: `pdf-extract` through its per-character interface.
//!
//! It shares no code with the first reader, so a page on which both see the
//! same characters is read right. It is a witness, not a fallback for every
//! file: it panics on many fonts, reads some operators not at all, and follows
//! a form that draws itself until the stack is gone. `vetting` therefore looks
//! at a page first, and a page that it would not read faithfully is left
//! unconfirmed instead.

use hayro_interpret::TransformExt;
use hayro_interpret::kurbo::{Affine, BezPath, Point as KurboPoint, Rect, Shape};
use hayro_syntax::page::Page as PdfPage;
use pdf_extract::{
    ColorSpace, Document, LoadOptions, MediaBox, ObjectId, OutputDev, OutputError, Path, PathOp,
    Transform, output_doc_page,
};

use super::fence::guarded;
use super::marks::MarkSink;
use super::page::{Glyph, Overprints, Page, Point};
use super::vetting::Vetting;

/// Most characters that the witness may report of one page.
const MAX_GLYPHS: usize = 1_000_000;

/// A document opened by the second reader.
pub(super) struct Witness {
    document: Document,
    pages: Vec<ObjectId>,
    vetting: Vetting,
}

impl Witness {
    /// Opens the document; `None` when this reader cannot, or sees another
    /// number of pages. `passwords` are tried in turn when none is not enough.
    pub(super) fn open(bytes: &[u8], passwords: &[String], n_pages: usize) -> Option<Self> {
        guarded(|| {
            let open = |password: &str| {
                let options = LoadOptions::with_password(password);
                let document = Document::load_mem_with_options(bytes, options).ok()?;
                (!document.is_encrypted()).then_some(document)
            };
            let mut document =
                open("").or_else(|| passwords.iter().find_map(|password| open(password)))?;
            let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
            drop_useless_streams(&mut document);
            (pages.len() == n_pages).then(|| Self { document, pages, vetting: Vetting::default() })
        })
        .ok()
        .flatten()
    }

    /// Reads one page, counted from 1. `None` when the page cannot be read
    /// faithfully.
    pub(super) fn read(&mut self, number: u32, displayed: &PdfPage<'_>) -> Option<Page> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let id = *self.pages.get(index)?;
        guarded(|| {
            if !self.vetting.accepts(&self.document, id) {
                return None;
            }
            let mut listener = Listener::new(displayed);
            output_doc_page(&self.document, &mut listener, number).ok()?;
            let mut page = listener.page;
            page.marks = listener.marks.finish();
            Some(page)
        })
        .ok()
        .flatten()
    }
}

/// Empties streams whose content this reader would read to no purpose: it
/// takes pictures for content streams and unpacks TrueType fonts on each page.
fn drop_useless_streams(document: &mut Document) {
    let mut font_files = Vec::new();
    for object in document.objects.values() {
        if let Ok(dictionary) = object.as_dict()
            && let Ok(id) = dictionary.get(b"FontFile2").and_then(pdf_extract::Object::as_reference)
        {
            font_files.push(id);
        }
    }
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream
                .dict
                .get(b"Subtype")
                .and_then(|name| name.as_name())
                .is_ok_and(|n| n == b"Image")
        {
            empty(stream);
        }
    }
    for id in font_files {
        if let Ok(stream) = document.get_object_mut(id).and_then(pdf_extract::Object::as_stream_mut)
        {
            empty(stream);
        }
    }
}

fn empty(stream: &mut pdf_extract::Stream) {
    stream.dict.remove(b"Filter");
    stream.dict.remove(b"DecodeParms");
    stream.set_content(Vec::new());
}

struct Listener {
    page: Page,
    marks: MarkSink,
    overprints: Overprints,
    /// Characters of the text operation that is going on.
    run: Vec<Glyph>,
    to_page: Affine,
}

impl Listener {
    fn new(displayed: &PdfPage<'_>) -> Self {
        let size = displayed.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        Self {
            page: Page { size, ..Page::default() },
            marks: MarkSink::new(bounds),
            overprints: Overprints::default(),
            run: Vec::new(),
            to_page: displayed.initial_transform(true).to_kurbo(),
        }
    }
}

fn affine(transform: &Transform) -> Affine {
    Affine::new([
        transform.m11,
        transform.m12,
        transform.m21,
        transform.m22,
        transform.m31,
        transform.m32,
    ])
}

fn outline(path: &Path) -> BezPath {
    let mut out = BezPath::new();
    for operation in &path.ops {
        // A path that does not start with a move is none; the library would
        // panic on it.
        let begun = !out.elements().is_empty();
        match *operation {
            PathOp::MoveTo(x, y) => out.move_to((x, y)),
            PathOp::LineTo(x, y) if begun => out.line_to((x, y)),
            PathOp::CurveTo(.., x, y) if begun => out.line_to((x, y)),
            PathOp::Rect(x, y, width, height) => {
                out.extend(Rect::new(x, y, x + width, y + height).path_elements(0.1));
            }
            PathOp::Close if begun => out.close_path(),
            PathOp::LineTo(..) | PathOp::CurveTo(..) | PathOp::Close => {}
        }
    }
    out
}

impl OutputDev for Listener {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, reason = "points on a page fit into an f32")]
    #[expect(clippy::cast_precision_loss, reason = "a ligature has a handful of characters")]
    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.page.drawn.len() > MAX_GLYPHS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let frame = self.to_page * affine(transform) * Affine::scale(font_size);
        let origin = frame * KurboPoint::ZERO;
        let right = frame * KurboPoint::new(1.0, 0.0) - origin;
        let up = frame * KurboPoint::new(0.0, 1.0) - origin;
        let length = right.hypot();
        let n = text.chars().count().max(1) as f64;
        for (index, character) in text.chars().enumerate() {
            let part = width / n;
            let start = frame * KurboPoint::new(part * index as f64, 0.0);
            let glyph = Glyph {
                text: super::page::printable(character),
                origin: Point::new(start.x as f32, start.y as f32),
                direction: Point::new((right.x / length) as f32, (right.y / length) as f32),
                advance: (part * length) as f32,
                size: up.hypot() as f32,
                hanging: false,
                beyond: false,
            };
            if glyph.is_sound() {
                self.run.push(glyph);
            }
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        let run = std::mem::take(&mut self.run);
        if !self.overprints.is_repeated(&run) {
            self.page.drawn.extend(run.iter().map(|glyph| glyph.text));
            self.page.glyphs.extend(run);
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        transform: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        // The line width is not handed over; one point is thin enough.
        self.marks.stroke(&outline(path), self.to_page * affine(transform), 1.0);
        Ok(())
    }

    fn fill(
        &mut self,
        transform: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.marks.fill(&outline(path), self.to_page * affine(transform));
        Ok(())
    }
}

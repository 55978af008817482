//! Pages → PDF: glyphs, underlines, rules, page numbers, structure, bookmarks.

use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::flow::{Item, Page, Place};
use super::font::Face;
use super::line::{Line, Setting, Underline, set_text};
use super::look::{self, Sheet};
use super::tags::Tags;
use crate::present::Mark;

/// A bookmark.
pub(super) struct Bookmark {
    pub text: String,
    pub place: Place,
}

/// What is said of the document beside its pages.
pub(super) struct About {
    pub title: String,
    pub bookmarks: Vec<Bookmark>,
}

/// Draws the pages.
///
/// # Errors
/// Those of the PDF library, as for a font that cannot be embedded.
pub(super) fn draw(
    face: &Face<'_>,
    sheet: Sheet,
    pages: Vec<Page>,
    mut tags: Tags,
    about: About,
) -> krilla::error::KrillaResult<Vec<u8>> {
    // From PDF 1.6 the library writes `/Suspects false`, which Poppler complains
    // about in every file; nothing that is written here needs a later version.
    let configuration = ConfigurationBuilder::new().with_version(PdfVersion::Pdf15).finish();
    let configuration = configuration.unwrap_or_default();
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let n_pages = pages.len();
    for (at, page) in pages.into_iter().enumerate() {
        let settings = PageSettings::from_wh(sheet.width, sheet.height).unwrap_or_default();
        let mut drawn = document.start_page_with(settings);
        let mut surface = drawn.surface();
        for item in &page.items {
            item_on(&mut surface, face, item, &mut tags);
        }
        page_number(&mut surface, face, sheet, at + 1, n_pages);
        surface.finish();
        drawn.finish();
    }
    document.set_tag_tree(tags.into_tree());
    document.set_outline(outline(about.bookmarks));
    document.set_metadata(
        Metadata::new()
            .title(about.title)
            .language("ja".to_owned())
            .creator("shinkyu".to_owned())
            .producer("shinkyu".to_owned()),
    );
    document.finish()
}

fn item_on(surface: &mut Surface<'_>, face: &Face<'_>, item: &Item, tags: &mut Tags) {
    match item {
        Item::Text { x, y, line, tag } => {
            match tag {
                Some(tag) => {
                    let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                    tags.leaf(*tag, drawn);
                }
                None => decoration(surface, ArtifactType::Header),
            }
            text_on(surface, face, *x, *y, line);
            surface.end_tagged();
            for underline in &line.marks {
                decoration(surface, ArtifactType::Layout);
                underline_on(surface, *x, *y, line.size, *underline);
                surface.end_tagged();
            }
        }
        Item::Rule { from, to, dashed } => {
            decoration(surface, ArtifactType::Layout);
            rule_on(surface, *from, *to, look::RULE, *dashed);
            surface.end_tagged();
        }
    }
}

fn decoration(surface: &mut Surface<'_>, kind: ArtifactType) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
}

fn text_on(surface: &mut Surface<'_>, face: &Face<'_>, x: f32, y: f32, line: &Line) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    let mut start = 0;
    let glyphs: Vec<KrillaGlyph> = line
        .glyphs
        .iter()
        .map(|it| {
            let range = start..it.end;
            start = it.end;
            let id = GlyphId::new(u32::from(it.glyph.id.0));
            KrillaGlyph::new(id, it.advance / line.size, 0.0, 0.0, 0.0, range, None)
        })
        .collect();
    surface.draw_glyphs(Point::from_xy(x, y), &glyphs, face.font(), &line.text, line.size, false);
}

/// Underlines below the text; parts of the size.
const SINGLE: f32 = 0.19;
const DOUBLE: [f32; 2] = [0.17, 0.27];

fn underline_on(surface: &mut Surface<'_>, x: f32, y: f32, size: f32, underline: Underline) {
    let mut under = |below: f32, width: f32, dashed: bool| {
        let y = y + size * below;
        rule_on(surface, (x + underline.from, y), (x + underline.to, y), width, dashed);
    };
    match underline.mark {
        // What is marked so stands in a dashed box.
        Mark::None | Mark::Dashed => {}
        Mark::Single => under(SINGLE, 0.6, false),
        Mark::Double => DOUBLE.into_iter().for_each(|below| under(below, 0.5, false)),
    }
}

fn rule_on(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32), width: f32, dashed: bool) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    let dash = dashed.then(|| StrokeDash { array: vec![2.5, 1.5], offset: 0.0 });
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { width, dash, ..Stroke::default() }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn page_number(surface: &mut Surface<'_>, face: &Face<'_>, sheet: Sheet, page: usize, of: usize) {
    let setting = Setting { size: look::NOTE, width: sheet.measure(), justified: false };
    for line in set_text(face, &format!("{page} / {of}"), setting).into_iter().take(1) {
        let x = (sheet.width - line.width) / 2.0;
        let y = f32::midpoint(sheet.bottom, sheet.height);
        decoration(surface, ArtifactType::PageNumber);
        text_on(surface, face, x, y, &line);
        surface.end_tagged();
    }
}

fn outline(bookmarks: Vec<Bookmark>) -> krilla::outline::Outline {
    use krilla::destination::XyzDestination;
    use krilla::outline::{Outline, OutlineNode};

    let mut outline = Outline::new();
    for Bookmark { text, place } in bookmarks {
        let point = Point::from_xy(0.0, place.y);
        outline.push_child(OutlineNode::new(text, XyzDestination::new(place.page, point)));
    }
    outline
}

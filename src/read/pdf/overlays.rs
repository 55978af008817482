//! What lies over the text of a page or is switched off in it: filled-in form
//! fields, annotations, layers.
//!
//! The value of a form field is part of the document and goes where the field
//! stands. Stamps and comments are not what the document says, and layers that
//! are switched off are not seen by anyone; both are kept apart.

use hayro_interpret::kurbo::{Affine, Point as KurboPoint, Rect};
use hayro_syntax::object::dict::keys::{ANNOTS, RECT, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};
use hayro_syntax::page::Page as PdfPage;

use super::page::{Glyph, Page};
use crate::model::Area;

/// Most fields of one page that are looked at.
const MAX_FIELDS: usize = 20_000;
/// Most steps spent on finding the labels of the fields of one page.
const MAX_STEPS: usize = 50_000_000;
/// Text drawn into a field may stand over its box by this much (points).
const OVER: f32 = 2.0;

/// The boxes of the form fields of a page, as displayed.
#[expect(clippy::cast_possible_truncation, reason = "points on a page fit into an f32")]
pub(super) fn fields(page: &PdfPage<'_>, to_page: Affine) -> Vec<Area> {
    let Some(annotations) = page.raw().get::<Array<'_>>(ANNOTS) else {
        return Vec::new();
    };
    let fields = annotations.iter::<Dict<'_>>().take(MAX_FIELDS).filter(|annotation| {
        annotation.get::<Name<'_>>(SUBTYPE).as_deref() == Some(b"Widget".as_slice())
    });
    let displayed = |rect: PdfRect| {
        let corner = |x, y| to_page * KurboPoint::new(x, y);
        let area = Rect::from_points(corner(rect.x0, rect.y0), corner(rect.x1, rect.y1));
        Area {
            left: area.x0 as f32 - OVER,
            top: area.y0 as f32 - OVER,
            right: area.x1 as f32 + OVER,
            bottom: area.y1 as f32 + OVER,
        }
    };
    fields.filter_map(|field| field.get::<PdfRect>(RECT)).map(displayed).collect()
}

/// Sorts what the annotations of a page draw: values of `fields` into the
/// text, the rest beside it.
pub(super) fn add_annotations(page: &mut Page, annotations: Page, fields: &[Area]) {
    page.unseen.extend(annotations.unseen.iter().map(|(_, glyph)| (page.glyphs.len(), *glyph)));
    let mut values: Vec<(usize, Vec<Glyph>)> = Vec::new();
    for glyph in annotations.glyphs {
        let center = glyph.center();
        let around = |area: &Area| {
            area.left <= center.x
                && center.x <= area.right
                && area.top <= center.y
                && center.y <= area.bottom
        };
        match (fields.iter().position(around), values.last_mut()) {
            (Some(field), Some((last, value))) if field == *last => value.push(glyph),
            (Some(field), _) => values.push((field, vec![glyph])),
            (None, _) => page.laid_over.push(glyph),
        }
    }
    let mut n_steps = 0_usize;
    for (_, value) in values {
        n_steps = n_steps.saturating_add(page.glyphs.len());
        let first = value.first().filter(|_| n_steps <= MAX_STEPS);
        let at = first.map_or(page.glyphs.len(), |first| place_after_label(page, first));
        page.glyphs.splice(at..at, value);
    }
}

/// Where a value belongs in the drawing order: after the text that ends left
/// of it on its line, else at the end.
fn place_after_label(page: &Page, value: &Glyph) -> usize {
    let up = value.direction.upwards();
    let on_line = |glyph: &Glyph| {
        let rise = (glyph.origin.along(up) - value.origin.along(up)).abs();
        let ahead = value.origin.along(value.direction) - glyph.end().along(value.direction);
        rise < 0.5 * value.size.max(glyph.size) && ahead > -0.5 * glyph.size
    };
    let reach = |index: &usize| {
        page.glyphs.get(*index).map_or(0.0, |glyph| glyph.end().along(value.direction))
    };
    (0..page.glyphs.len())
        .filter(|index| page.glyphs.get(*index).is_some_and(on_line))
        .max_by(|a, b| reach(a).total_cmp(&reach(b)))
        .map_or(page.glyphs.len(), |index| index + 1)
}

/// Adds what the layers that are switched off would show: what is drawn in
/// `every_layer` and not in the page as it is seen.
pub(super) fn add_hidden_layers(page: &mut Page, every_layer: Page) {
    let mut seen = page.glyphs.iter().peekable();
    for glyph in every_layer.glyphs {
        let is_seen = seen
            .next_if(|seen| seen.text == glyph.text && seen.origin.distance(glyph.origin) < 0.01);
        if is_seen.is_none() {
            page.hidden.push(glyph);
        }
    }
    page.drawn = every_layer.drawn;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Point;

    fn glyphs(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let glyph = |(index, text): (u8, char)| Glyph {
            text,
            origin: Point::new(x + 10.0 * f32::from(index), y),
            direction: Point::new(1.0, 0.0),
            advance: 10.0,
            size: 10.0,
            hanging: false,
            beyond: false,
        };
        (0..).zip(text.chars()).map(glyph).collect()
    }

    fn said(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn values_go_behind_their_labels_and_stamps_beside_the_text() {
        let drawn = [glyphs("氏名", 50.0, 100.0), glyphs("住所", 50.0, 120.0)].concat();
        let mut page = Page { glyphs: drawn, ..Page::default() };
        let annotations = [glyphs("山田", 100.0, 101.0), glyphs("済", 300.0, 300.0)].concat();
        let field = Area { left: 95.0, top: 90.0, right: 200.0, bottom: 105.0 };
        add_annotations(&mut page, Page { glyphs: annotations, ..Page::default() }, &[field]);
        assert_eq!(said(&page.glyphs), "氏名山田住所");
        assert_eq!(said(&page.laid_over), "済");
    }

    #[test]
    fn what_only_every_layer_shows_is_hidden() {
        let text = |parts: &[(&str, f32)]| -> Vec<Glyph> {
            parts.iter().flat_map(|(text, y)| glyphs(text, 50.0, *y)).collect()
        };
        let seen = text(&[("本文", 100.0), ("結び", 140.0)]);
        let mut page = Page { glyphs: seen, ..Page::default() };
        let all = text(&[("本文", 100.0), ("案文", 120.0), ("結び", 140.0)]);
        add_hidden_layers(&mut page, Page { glyphs: all, ..Page::default() });
        assert_eq!((said(&page.glyphs), said(&page.hidden)), ("本文結び".into(), "案文".into()));
    }
}

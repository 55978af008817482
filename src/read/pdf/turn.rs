//! How the text of a page stands against the page as displayed.
//!
//! Wide tables are often printed sideways, and vertical text runs down. Both
//! are turned so that lines run to the right and follow one another downwards;
//! everything after this file knows no other direction.

use super::lines::is_set_vertically;
use super::page::{Glyph, Page, Point};
use crate::model::{Area, Turn};

/// Part of the characters that must stand the same way for the page to be
/// turned.
const MOST: f32 = 0.6;
/// Characters side by side in vertical text, up to this wide together (ems),
/// are set in one place (縦中横); more are a line of their own.
const SET_TOGETHER: f32 = 1.5;

/// The page with its lines running to the right, and how it was turned.
pub(super) fn straightened(page: &Page) -> (Page, Turn) {
    let quarters = quarters(&page.glyphs);
    let mut out = turned(page, quarters);
    let vertical = is_set_vertically(&out.glyphs);
    if vertical {
        hang(&mut out.glyphs);
        out = turned(&out, 1);
    }
    (out, Turn { quarters: (quarters + u8::from(vertical)) % 4, vertical })
}

/// Quarter turns against the clock after which most characters stand upright.
fn quarters(glyphs: &[Glyph]) -> u8 {
    let mut counts = [0_usize; 4];
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.is_whitespace()) {
        let along = glyph.direction;
        let right = if glyph.hanging { Point::new(along.y, -along.x) } else { along };
        let quarter = match (right.x, right.y) {
            (x, _) if x > 0.98 => 0,
            (_, y) if y > 0.98 => 1,
            (x, _) if x < -0.98 => 2,
            (_, y) if y < -0.98 => 3,
            _ => continue,
        };
        counts[quarter] += 1;
    }
    let total: usize = counts.iter().sum();
    let turned =
        (1_u8..4).find(|quarter| counts[usize::from(*quarter)] as f32 > MOST * total as f32);
    turned.unwrap_or(0)
}

/// The page turned by quarters against the clock.
fn turned(page: &Page, quarters: u8) -> Page {
    let mut out = page.clone();
    for _ in 0..quarters {
        let width = out.size.0;
        let glyphs = out.glyphs.iter_mut();
        let apart = out.hidden.iter_mut().chain(&mut out.laid_over);
        for glyph in glyphs.chain(apart) {
            glyph.origin = Point::new(glyph.origin.y, width - glyph.origin.x);
            glyph.direction = Point::new(glyph.direction.y, -glyph.direction.x);
        }
        for mark in &mut out.marks {
            *mark = Area {
                left: mark.top,
                top: width - mark.right,
                right: mark.bottom,
                bottom: width - mark.left,
            };
        }
        out.size = (out.size.1, width);
    }
    out
}

/// A box of the straightened page as it lies on the displayed one, whose size
/// is given.
pub(super) fn displayed(area: Area, turn: Turn, size: (f32, f32)) -> Area {
    let mut area = area;
    for quarter in (0..turn.quarters).rev() {
        let width = if quarter % 2 == 0 { size.0 } else { size.1 };
        area = area.turned_back(width);
    }
    area
}

/// Hangs the characters of vertical text on their middle lines; a horizontal
/// line on the page, as a page number is, stays one.
fn hang(glyphs: &mut [Glyph]) {
    let mut start = 0;
    while start < glyphs.len() {
        let beside = |pair: &[Glyph]| match pair {
            [one, other] => {
                let size = one.size.max(other.size);
                let end = one.end();
                !one.hanging
                    && !other.hanging
                    && (one.origin.y - other.origin.y).abs() < 0.3 * size
                    && (other.origin.x - end.x).abs() < size
            }
            _ => false,
        };
        let rest = glyphs.get(start..).unwrap_or_default();
        let n = 1 + rest.windows(2).take_while(|pair| beside(pair)).count();
        let end = start + n;
        if let Some(run) = glyphs.get_mut(start..end) {
            let width: f32 = run.iter().map(|glyph| glyph.advance).sum();
            let size = run.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
            if n == 1 || width <= SET_TOGETHER * size {
                for glyph in run {
                    *glyph = glyph.hung();
                }
            }
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: char, x: f32, y: f32, direction: Point) -> Glyph {
        Glyph {
            text,
            origin: Point::new(x, y),
            direction,
            advance: 10.0,
            size: 10.0,
            hanging: false,
            beyond: false,
        }
    }

    #[test]
    fn text_on_its_side_is_turned_and_boxes_turn_back() {
        for (quarters, direction) in [
            (0, Point::new(1.0, 0.0)),
            (1, Point::new(0.0, 1.0)),
            (2, Point::new(-1.0, 0.0)),
            (3, Point::new(0.0, -1.0)),
        ] {
            let glyphs = vec![glyph('横', 200.0, 300.0, direction)];
            let page = Page { size: (600.0, 800.0), glyphs, ..Page::default() };
            let (straight, turn) = straightened(&page);
            assert_eq!(turn, Turn { quarters, vertical: false });
            assert!(straight.glyphs[0].direction.x > 0.99);
            let area = displayed(straight.glyphs[0].area(), turn, page.size);
            let wanted = page.glyphs[0].area();
            assert!((area.left - wanted.left).abs() < 0.01, "{quarters}");
            assert!((area.bottom - wanted.bottom).abs() < 0.01, "{quarters}");
        }
    }

    #[test]
    fn columns_of_vertical_text_become_lines_and_a_page_number_stays_one() {
        let right = Point::new(1.0, 0.0);
        let mut glyphs: Vec<Glyph> =
            (0..30_u8).map(|n| glyph('縦', 500.0, 50.0 + 10.0 * f32::from(n), right)).collect();
        glyphs.extend((0..5_u8).map(|n| glyph('頁', 280.0 + 10.0 * f32::from(n), 790.0, right)));
        let page = Page { size: (600.0, 800.0), glyphs, ..Page::default() };
        let (straight, turn) = straightened(&page);
        assert_eq!(turn, Turn { quarters: 1, vertical: true });
        let (first, second) = (&straight.glyphs[0], &straight.glyphs[1]);
        assert!(first.direction.x > 0.9 && (second.origin.x - first.origin.x - 10.0).abs() < 0.1);
        assert!(!straight.glyphs[30].hanging && straight.glyphs[30].direction.y < -0.9);
    }
}

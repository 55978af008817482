//! Where a glyph belongs: to the running text, or to which cell. Text may leave
//! its cell: wider than it, lower than it, a full stop hung into the margin.

use super::page::{Glyph, Point};
use super::tables::TableText;

/// Where a glyph belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Running text.
    Running,
    /// A cell of a table, both by their indices.
    Cell { table: usize, cell: usize },
}

impl Place {
    fn of(point: Point, tables: &[TableText]) -> Self {
        let mut tables = tables.iter().enumerate();
        tables
            .find_map(|(table, text)| {
                text.shape.cell_at(point).map(|cell| Self::Cell { table, cell })
            })
            .unwrap_or(Self::Running)
    }
}

/// The end of what was drawn, to tell which glyphs belong to the cell of the
/// one before them though they stand outside of it.
#[derive(Debug, Default)]
pub(super) struct Pen {
    last: Option<(Glyph, Place)>,
    /// Whether the text at hand has left its cell.
    runs_over: bool,
    /// Whether its line stands below its cell.
    sinks: bool,
    /// First glyph of the line at hand.
    start: Option<Glyph>,
    /// Distance to the line before, if that was in the same cell.
    pitch: Option<f32>,
}

impl Pen {
    /// Where the next glyph belongs.
    pub(super) fn place(&mut self, glyph: &Glyph, tables: &[TableText]) -> Place {
        let own = Place::of(glyph.center(), tables);
        let place = match self.last {
            Some((last, place)) if follows(&last, glyph) || glyph.beyond => {
                let starts_inside = || Place::of(start_of(glyph), tables) == place;
                let is_over = own != place
                    && (glyph.beyond
                        || self.runs_over
                        || self.sinks
                        || own == Place::Running
                        || starts_inside());
                self.runs_over = is_over && !is_hung(glyph.text);
                if is_over { place } else { own }
            }
            Some((_, place)) => {
                self.runs_over = false;
                self.line(glyph, place, own, tables)
            }
            None => own,
        };
        self.start = self.start.or(Some(*glyph));
        self.last = Some((*glyph, place));
        place
    }

    /// Where a glyph belongs that begins a line or stands apart in one. The
    /// last lines of a text may sink below a cell that is too low for them.
    fn line(&mut self, glyph: &Glyph, last: Place, own: Place, tables: &[TableText]) -> Place {
        let Some(start) = self.start else { return own };
        let down = glyph.origin.y - start.origin.y;
        if down.abs() < 0.5 * glyph.size {
            if own != last && !self.sinks {
                (self.start, self.pitch) = (Some(*glyph), None);
                return own;
            }
            return last;
        }
        let is_below = (glyph.origin.x - start.origin.x).abs() <= 0.3 * glyph.size && down > 0.0;
        let is_even = self.pitch.is_some_and(|pitch| (down - pitch).abs() <= 0.06 * pitch);
        self.sinks = own != last
            && matches!((last, own), (Place::Cell { .. }, Place::Cell { .. }))
            && is_below
            && is_even
            && Place::of(top_of(glyph), tables) == last;
        let place = if self.sinks { last } else { own };
        self.pitch = (place == last && is_below).then_some(down);
        self.start = Some(*glyph);
        place
    }
}

/// A point just inside the top of a glyph.
fn top_of(glyph: &Glyph) -> Point {
    let area = glyph.area();
    Point::new(glyph.center().x, area.top + 0.15 * area.height())
}

/// Whether a glyph follows the one before it without a gap: text that is wider
/// than its cell runs over the rule, and a full stop is hung into the margin.
fn follows(last: &Glyph, glyph: &Glyph) -> bool {
    last.direction == glyph.direction && last.end().distance(glyph.origin) <= 0.1 * glyph.size
}

/// Whether a character may hang over the end of a full line; what follows it
/// closely is the next cell.
fn is_hung(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '」' | '』' | '）')
}

/// A point just inside the start of a glyph.
fn start_of(glyph: &Glyph) -> Point {
    let center = glyph.center();
    let to_start = glyph.origin.along(glyph.direction) - center.along(glyph.direction);
    center.moved(glyph.direction, 0.9 * to_start)
}

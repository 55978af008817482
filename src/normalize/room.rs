//! How far down its page a table could have gone on: a row that is cut by the
//! end of a page fills the page, whatever its text looks like.

use super::tables::SAME_EDGE;
use crate::model::{Area, Grid, Line};

/// The lowest place that tables of each width reach in a document.
#[derive(Debug, Default)]
pub struct Room {
    /// One for each pair of sides.
    lowest: Vec<Area>,
}

impl Room {
    /// Looks at all tables. O(tables × widths), and a document has few widths.
    pub fn of(tables: &[&Grid]) -> Self {
        let mut room = Self::default();
        for area in tables.iter().filter_map(|grid| grid.area) {
            match room.lowest.iter_mut().find(|it| is_as_wide(it, &area)) {
                Some(known) => known.bottom = known.bottom.max(area.bottom),
                None => room.lowest.push(area),
            }
        }
        room
    }

    /// Points between the end of the part of a table and the lowest place where
    /// tables as wide as it end, 0 where that is not known. `notes` are foot
    /// notes: where one stands on the page, it may have taken the room.
    pub fn below(&self, part: Option<Area>, page: Option<u32>, notes: &[Line]) -> f32 {
        let has_note = notes.iter().any(|line| line.layout.map(|it| it.page) == page);
        let Some(part) = part.filter(|_| !has_note) else { return 0.0 };
        let lowest = self.lowest.iter().find(|it| is_as_wide(it, &part));
        lowest.map_or(0.0, |lowest| lowest.bottom - part.bottom)
    }
}

fn is_as_wide(one: &Area, other: &Area) -> bool {
    (one.left - other.left).abs() < SAME_EDGE && (one.right - other.right).abs() < SAME_EDGE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LineLayout, Open, Span};

    fn grid(left: f32, bottom: f32) -> Grid {
        let area = Some(Area { left, top: 40.0, right: 500.0, bottom });
        Grid { page: Some(1), area, open: Open::default(), cells: Vec::new() }
    }

    #[test]
    fn room_is_measured_by_tables_of_the_same_width() {
        let tables = [grid(50.0, 700.0), grid(51.0, 790.0), grid(120.0, 300.0)];
        let room = Room::of(&tables.each_ref());
        let below = |grid: &Grid| room.below(grid.area, grid.page, &[]) as i32;
        assert_eq!(tables.each_ref().map(below), [90, 0, 0]);
        assert_eq!(below(&grid(300.0, 300.0)), 0);
        assert_eq!(room.below(None, Some(1), &[]) as i32, 0);
    }

    #[test]
    fn a_foot_note_may_have_taken_the_room() {
        let tables = [grid(50.0, 700.0), grid(50.0, 790.0)];
        let area = Area { left: 50.0, top: 760.0, right: 200.0, bottom: 770.0 };
        let layout = |page| Some(LineLayout { page, column: 0, area, size: 9.0 });
        let note = |page| [Line { layout: layout(page), ..Line::of_text(Span::new(0, 3)) }];
        let room = Room::of(&tables.each_ref());
        let below = |notes: &[Line]| room.below(tables[0].area, Some(1), notes) as i32;
        assert_eq!((below(&note(1)), below(&note(2))), (0, 90));
    }
}

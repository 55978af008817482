//! Sizes and places, in points (1/72 inch). The origin is the upper left
//! corner of the page.

use crate::profile::Paper;

/// Size of the text in cells; 10.5 is what offices use (CONVENTIONS §1.11).
pub(super) const BODY: f32 = 10.5;
/// Size of repeated headings, of text in nested tables and of the lists.
pub(super) const SMALL: f32 = 9.5;
/// Size of notes, remarks in narrow columns and page numbers.
pub(super) const NOTE: f32 = 8.5;
/// Size of text in nested tables of many columns.
pub(super) const TIGHT: f32 = 7.5;
/// Size of the title.
pub(super) const TITLE: f32 = 14.0;
/// Distance of lines as a part of the size.
pub(super) const LEADING: f32 = 1.55;
/// Where the baseline stands in a line, as a part of its height.
pub(super) const BASELINE: f32 = 0.72;
/// White space left and right in a cell.
pub(super) const PAD_X: f32 = 6.0;
/// White space above and below in a cell.
pub(super) const PAD_Y: f32 = 3.5;
/// White space around text in a cell of a nested table.
pub(super) const INNER_PAD: f32 = 4.0;
/// White space above and below a nested table.
pub(super) const GRID_GAP: f32 = 3.0;
/// Thickness of rules (CONVENTIONS §1.11).
pub(super) const RULE: f32 = 0.5;

/// Longest gap that is put between two characters to fill a line, as a part of
/// the size. A line that would need more is left short.
pub(super) const MOST_STRETCH: f32 = 0.2;

/// A4.
const LONG: f32 = 841.89;
const SHORT: f32 = 595.28;
const MARGIN_X: f32 = 42.5;
const MARGIN_TOP: f32 = 42.5;
const MARGIN_BOTTOM: f32 = 48.0;
/// Part of the width that the third column has.
const THIRD: f32 = 0.13;

/// The sheet and what may be printed on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

impl Sheet {
    /// The sheet of a profile.
    pub(super) fn of(paper: Paper) -> Self {
        let (width, height) = match paper {
            Paper::A4Landscape => (LONG, SHORT),
            Paper::A4Portrait => (SHORT, LONG),
        };
        Self {
            width,
            height,
            left: MARGIN_X,
            right: width - MARGIN_X,
            top: MARGIN_TOP,
            bottom: height - MARGIN_BOTTOM,
        }
    }

    /// Width between the margins.
    pub(super) fn measure(self) -> f32 {
        self.right - self.left
    }

    /// Edges of the columns, one more than there are columns.
    pub(super) fn edges(self, n_columns: usize) -> Vec<f32> {
        let third = if n_columns > 2 { self.measure() * THIRD } else { 0.0 };
        let text = (self.measure() - third) / n_columns.clamp(1, 2) as f32;
        let mut edges: Vec<f32> =
            (0..=n_columns.min(2)).map(|n| self.left + text * n as f32).collect();
        if n_columns > 2 {
            edges.push(self.right);
        }
        edges
    }
}

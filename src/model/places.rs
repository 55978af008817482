//! Where stretches of a source stood in the file.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::span::Span;

/// Points (1/72 inch), origin at the top left of the page as displayed, y
/// growing downwards.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The box before its page was turned a quarter against the clock; `width`
    /// is the width of the page before.
    #[must_use]
    pub fn turned_back(&self, width: f32) -> Self {
        Self {
            left: width - self.bottom,
            top: self.left,
            right: width - self.top,
            bottom: self.right,
        }
    }

    /// Horizontal extent in points.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Vertical extent in points.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest area that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Where a stretch of text stood, in words a person can follow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Location {
    /// PDF: page counted from 1, and the printed box.
    Page {
        /// Page number counted from 1 (not the printed one).
        page: NonZeroU32,
        /// The box of the line on the page.
        area: Area,
    },
    /// Plain text and markup: line counted from 1.
    Line {
        /// Line number counted from 1.
        line: u32,
    },
    /// Word: paragraph of the document's body counted from 1, paragraphs in
    /// tables included.
    Paragraph {
        /// Paragraph number counted from 1.
        paragraph: u32,
    },
    /// Excel: a cell of a sheet.
    Cell {
        /// Sheet counted from 1.
        sheet: u32,
        /// Row counted from 1, as Excel shows it.
        row: u32,
        /// Column counted from 1; Excel shows 1 as A.
        column: u32,
    },
}

impl Location {
    /// The page counted from 1, for formats that have pages.
    pub fn page(self) -> Option<u32> {
        match self {
            Self::Page { page, .. } => Some(page.get()),
            Self::Line { .. } | Self::Paragraph { .. } | Self::Cell { .. } => None,
        }
    }
}

/// Where one stretch of [`Source::original`](super::Source::original) stood in the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The stretch.
    pub span: Span,
    /// Where it stood.
    pub at: Location,
}

/// Where the stretches of a source stood.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Places {
    /// One place for each stretch, ascending.
    Each(Vec<Place>),
    /// A text file: first byte of each line, of line 1 first.
    Lines(Vec<u32>),
}

impl Places {
    /// The place whose stretch begins last before or at a byte.
    pub fn at(&self, byte: u32) -> Option<Location> {
        match self {
            Self::Each(places) => {
                let after = places.partition_point(|place| place.span.start <= byte);
                Some(places.get(after.checked_sub(1)?)?.at)
            }
            Self::Lines(starts) => {
                let line = starts.partition_point(|&start| start <= byte) as u32;
                (line > 0).then_some(Location::Line { line })
            }
        }
    }

    /// The places of a stretch, each cut to it.
    pub fn of(&self, span: Span) -> Vec<Place> {
        let cut = |start: u32, end: u32, at| {
            let span = Span { start: start.max(span.start), end: end.min(span.end) };
            Place { span, at }
        };
        match self {
            Self::Each(places) => {
                let first = places.partition_point(|place| place.span.end <= span.start);
                let here = places.iter().skip(first).take_while(|p| p.span.start < span.end);
                here.map(|place| cut(place.span.start, place.span.end, place.at)).collect()
            }
            Self::Lines(starts) => {
                let first = starts.partition_point(|&start| start <= span.start).max(1);
                let here = starts.iter().zip(1..).skip(first - 1);
                here.take_while(|(start, _)| **start < span.end)
                    .map(|(&start, line)| {
                        let end = starts.get(line as usize).copied().unwrap_or(span.end);
                        cut(start, end, Location::Line { line })
                    })
                    .collect()
            }
        }
    }
}

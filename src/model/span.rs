//! Stretches of a source.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Half-open byte range into one [`Source::original`](super::Source::original).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    /// A span from byte offsets. Offsets above 4 GiB cannot occur: readers
    /// refuse larger input (see `read::ReadOptions::max_bytes`).
    ///
    /// # Panics
    /// When an offset does not fit into 32 bits or `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts");
        Self {
            start: u32::try_from(start).expect("readers refuse input above 4 GiB"),
            end: u32::try_from(end).expect("readers refuse input above 4 GiB"),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as an index range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

//! The two documents of a comparison, named.
//!
//! Code never says left/right, before/after or a/b: it says [`Side`] and
//! [`Sides`], so that a swapped argument cannot go unnoticed.

use serde::Serialize;

/// Which of the two documents a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The version before the change (改正前, 現行, 旧).
    Old,
    /// The version after the change (改正後, 改定案, 新).
    New,
}

impl Side {
    /// Both sides, old first.
    pub const BOTH: [Self; 2] = [Self::Old, Self::New];

    /// The opposite side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// One value for each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sides<T> {
    /// The value of the old document.
    pub old: T,
    /// The value of the new document.
    pub new: T,
}

impl<T> Sides<T> {
    /// The value of one side.
    pub fn get(&self, side: Side) -> &T {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    /// The value of one side, to be changed.
    pub fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Old => &mut self.old,
            Side::New => &mut self.new,
        }
    }

    /// References to both values.
    pub fn as_ref(&self) -> Sides<&T> {
        Sides { old: &self.old, new: &self.new }
    }

    /// Applies `convert` to both values, old first.
    pub fn map<U>(self, mut convert: impl FnMut(Side, T) -> U) -> Sides<U> {
        Sides { old: convert(Side::Old, self.old), new: convert(Side::New, self.new) }
    }
}

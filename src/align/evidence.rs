//! Why two sections were taken for the same one, or not: what `inspect` prints.

use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// Why two units were taken for the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    /// A person said so.
    Forced,
    /// Printed alike, at the beginning of both documents or once in each.
    IdenticalText,
    /// Equal after folding, and found once in each document.
    UniqueText,
    /// Equal after folding, beside units already paired or at the beginning of
    /// both documents.
    NeighbouringText,
    /// Most of the sections inside are paired with each other.
    Children {
        /// How many of them.
        n: u32,
        /// How many there are, on the side that has more.
        of: u32,
    },
    /// Similar text.
    Similar(Likeness),
    /// The same number under the same heading, and nothing but 削除 on this
    /// side.
    Repealed(Side),
    /// Closing paragraphs that belong to the same section around them; the
    /// Dice coefficient of their first ones.
    ClosingText(f32),
    /// A part of a section that was split, or one of several that were merged:
    /// the share of its text that stands in the whole.
    Part(f32),
    /// The same number under the same heading; its text went inside, behind
    /// another one.
    SameNumber,
    /// An item of the same number between the same ones, which says something else.
    Rewritten,
}

/// How alike two sections are, and what else speaks for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Dice coefficient of character triples, 0 to 1.
    pub dice: f32,
    /// What adds to it, one bit for each of [`Bonus::ALL`].
    pub(super) bonuses: u8,
}

impl Likeness {
    /// What speaks for the pair besides its text.
    pub fn bonuses(self) -> impl Iterator<Item = Bonus> {
        Bonus::ALL.into_iter().filter(move |&bonus| self.bonuses & 1 << bonus as u8 != 0)
    }

    /// What the pair is judged by.
    pub fn score(self) -> f32 {
        self.dice + self.bonuses().map(Bonus::value).sum::<f32>()
    }
}

/// What speaks for two sections besides their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bonus {
    /// Both stand between the same paired sections.
    Place,
    /// The sections around them are paired.
    Parent,
    /// Equally deep.
    Level,
    /// The same own number.
    Number,
    /// The same title under the same heading.
    Title,
}

impl Bonus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Place, Self::Parent, Self::Level, Self::Number, Self::Title];

    /// What it adds to the likeness.
    pub fn value(self) -> f32 {
        match self {
            Self::Place => 0.12,
            Self::Parent => 0.10,
            Self::Level | Self::Number => 0.05,
            Self::Title => 0.25,
        }
    }
}

/// Two sections that might have been paired and were not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rejected {
    /// The sections.
    pub sections: Sides<SectionId>,
    /// Why not.
    pub why: Refusal,
}

/// Why two sections were not paired.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Refusal {
    /// A person said so.
    ByHand,
    /// Too little alike for their places, or one of them was paired with a
    /// better one, see [`Likeness::is_enough`].
    Score(Likeness),
    /// Hardly alike, and in another order than the pairs around them.
    Crossed(Likeness),
    /// Too little of one section stands in the other to be a part of it.
    Part {
        /// The side of the other one.
        whole: Side,
        /// The share that stands there.
        containment: f32,
    },
}

impl Evidence {
    /// Whether the texts are known to be equal after folding.
    pub fn is_equal(self) -> bool {
        matches!(self, Self::IdenticalText | Self::UniqueText | Self::NeighbouringText)
    }
}

//! Two outlines → [`Alignment`]: which units are the same unit.
//!
//! Evidence in order: text printed alike, then text equal after folding, that is
//! unique in both documents; equal text
//! beside what is already paired; children that are paired; similar text, with
//! a bonus for place, level and number. Number paths are evidence, never keys:
//! `（２）` may have become `（３）`.
//!
//! Cost: O(N) characters + O(S log S) sections + the shingles of sections
//! without an equal + the children of sections without one. Work is bounded by counts, never by the clock.

mod exact;
mod fuzzy;
mod keys;
mod order;
mod shingles;
mod tails;

use std::ops::Range;

use crate::model::Sides;
use crate::outline::{Outlined, SectionId};

pub use keys::{UnitText, fold_blocks};

/// Index of a unit in [`Alignment::units`] of its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

impl UnitId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is compared with what: a section, or the closing paragraphs of one
/// that belong to a section around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The section whose number and path the unit has.
    pub section: SectionId,
    /// Blocks of the unit.
    pub blocks: Range<u32>,
    /// Whether the unit goes on with `section` after sections inside it; it
    /// has no label of its own then.
    pub continues: bool,
}

/// Every unit of both sides exactly once.
#[derive(Debug)]
pub struct Alignment {
    /// Units of each side in reading order.
    pub units: Sides<Vec<Unit>>,
    /// Rows in printing order: reading order of the new document, units of the
    /// old document alone where they stood.
    pub pairs: Vec<Pair>,
}

/// One row to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pair {
    /// The unit stands in both documents.
    Both {
        /// The two units.
        units: Sides<UnitId>,
        /// Stands under another parent or in another order.
        moved: bool,
        /// Why they were taken for the same.
        evidence: Evidence,
    },
    /// The unit stands in the old document only.
    OldOnly(UnitId),
    /// The unit stands in the new document only.
    NewOnly(UnitId),
}

/// Why two units were taken for the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Evidence {
    /// Equal after folding, and found once in each document.
    UniqueText,
    /// Equal after folding, beside units already paired.
    NeighbouringText,
    /// Most of the sections inside are paired with each other.
    Children,
    /// Similar text: Dice coefficient of character triples, 0 to 1.
    Similar(f32),
    /// Closing paragraphs that belong to the same section around them.
    ClosingText(f32),
}

impl Evidence {
    /// Whether the texts are known to be equal after folding.
    pub fn is_equal(self) -> bool {
        matches!(self, Self::UniqueText | Self::NeighbouringText)
    }
}

/// Pairs the units of two documents.
pub fn align(sides: Sides<&Outlined>) -> Alignment {
    let mut pairing = Pairing::new(sides);
    exact::identical(&mut pairing);
    pairing.fold_rest();
    exact::unique(&mut pairing);
    exact::extend(&mut pairing);
    exact::gaps(&mut pairing);
    fuzzy::children(&mut pairing);
    fuzzy::similar(&mut pairing);
    fuzzy::children(&mut pairing);
    exact::extend(&mut pairing);
    let tails = tails::closing_paragraphs(&pairing);
    order::arrange(&pairing, &tails)
}

/// The state of the work: who is paired with whom.
struct Pairing<'a> {
    sides: Sides<&'a Outlined>,
    /// Text of each section; folded where it is not printed alike on both sides.
    texts: Sides<Vec<UnitText>>,
    /// Partner of each old section.
    partners: Sides<Vec<Option<(SectionId, Evidence)>>>,
}

impl<'a> Pairing<'a> {
    fn new(sides: Sides<&'a Outlined>) -> Self {
        let partners = sides.map(|_, outlined| vec![None; outlined.outline.sections().len()]);
        let (old, new) = rayon::join(|| keys::printed(sides.old), || keys::printed(sides.new));
        Self { sides, texts: Sides { old, new }, partners }
    }

    /// Folds the sections that have no partner yet.
    fn fold_rest(&mut self) {
        let Self { sides, texts, partners } = self;
        rayon::join(
            || keys::fold(sides.old, &mut texts.old, |id| partners.old[id.index()].is_none()),
            || keys::fold(sides.new, &mut texts.new, |id| partners.new[id.index()].is_none()),
        );
    }

    fn pair(&mut self, old: SectionId, new: SectionId, evidence: Evidence) {
        self.partners.old[old.index()] = Some((new, evidence));
        self.partners.new[new.index()] = Some((old, evidence));
    }

    fn old_of(&self, new: SectionId) -> Option<SectionId> {
        self.partners.new[new.index()].map(|(old, _)| old)
    }

    fn new_of(&self, old: SectionId) -> Option<SectionId> {
        self.partners.old[old.index()].map(|(new, _)| new)
    }

    fn is_free(&self, old: SectionId, new: SectionId) -> bool {
        self.new_of(old).is_none() && self.old_of(new).is_none()
    }

    /// Whether the sections around both are paired with each other, or both
    /// stand at the top.
    fn same_parent(&self, old: SectionId, new: SectionId) -> bool {
        let old_parent = self.sides.old.outline.section(old).parent;
        let new_parent = self.sides.new.outline.section(new).parent;
        match (old_parent, new_parent) {
            (None, None) => true,
            (Some(old), Some(new)) => self.new_of(old) == Some(new),
            _ => false,
        }
    }

    /// Whether both have the same own number (or both have none).
    fn same_label(&self, old: SectionId, new: SectionId) -> bool {
        let old = self.sides.old.outline.section(old).heading.as_ref();
        let new = self.sides.new.outline.section(new).heading.as_ref();
        old.map(|heading| heading.number.last()) == new.map(|heading| heading.number.last())
    }
}

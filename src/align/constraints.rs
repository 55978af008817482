//! What a person decided about pairs before anything else did.

use rustc_hash::FxHashSet;

use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// Pairs that are made by hand, and pairs that must not be made. Empty by
/// default.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    /// Sections that are the same, each in one pair at most.
    forced: Vec<Sides<SectionId>>,
    forbidden: FxHashSet<(SectionId, SectionId)>,
    alone: Sides<FxHashSet<SectionId>>,
}

impl Constraints {
    /// These two sections are the same one.
    pub fn force(&mut self, pair: Sides<SectionId>) {
        self.forced.push(pair);
    }

    /// These two sections are not the same one.
    pub fn forbid(&mut self, pair: Sides<SectionId>) {
        self.forbidden.insert((pair.old, pair.new));
    }

    /// A section of one side has no partner.
    pub fn leave_alone(&mut self, side: Side, id: SectionId) {
        self.alone.get_mut(side).insert(id);
    }

    /// The pairs made by hand, in the order of their making.
    pub fn forced(&self) -> &[Sides<SectionId>] {
        &self.forced
    }

    /// Whether two sections, or parts of them, may be paired.
    pub fn allow(&self, old: SectionId, new: SectionId) -> bool {
        !self.alone.old.contains(&old)
            && !self.alone.new.contains(&new)
            && !self.forbidden.contains(&(old, new))
    }
}

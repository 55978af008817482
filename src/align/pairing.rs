//! The state of the work: which sections are paired so far, and what is known of
//! their texts.

use super::folded::Folded;
use super::keys::{self, Print};
use super::shingles::Sample;
use super::stock::Stock;
use super::{Constraints, Evidence, Refusal, Rejected};
use crate::model::{Side, Sides};
use crate::outline::{Outlined, SectionId};

/// The partner of each section of one side, and why.
pub type Partners = Vec<Option<(SectionId, Evidence)>>;

/// The state of the work: who is paired with whom.
pub struct Pairing<'a> {
    /// What a person decided.
    pub constraints: &'a Constraints,
    /// The documents.
    pub sides: Sides<&'a Outlined>,
    /// Text of each section as far as it is known; folded where it is not printed
    /// alike on both sides.
    pub texts: Sides<Vec<Print>>,
    /// Partner of each section.
    pub partners: Sides<Partners>,
    /// Texts and triples of the sections that have no equal.
    pub stock: Sides<Stock>,
    /// What was considered in vain, where somebody asked for it.
    pub rejected: Option<Vec<Rejected>>,
}

impl<'a> Pairing<'a> {
    /// Nothing is paired yet, and no text is known.
    pub fn new(constraints: &'a Constraints, sides: Sides<&'a Outlined>) -> Self {
        let partners = sides.map(|_, outlined| vec![None; outlined.outline.sections().len()]);
        let texts = sides.map(|_, it| vec![Print::default(); it.outline.sections().len()]);
        let stock = Sides::default();
        Self { constraints, sides, texts, partners, stock, rejected: None }
    }

    /// Hashes the sections that have no partner yet as they are printed.
    pub fn print_rest(&mut self) {
        self.take_rest(keys::print);
    }

    /// Folds the sections that have no partner yet.
    pub fn fold_rest(&mut self) {
        self.take_rest(keys::fold);
    }

    fn take_rest(&mut self, take: fn(&Outlined, &mut [Print], &Partners)) {
        let Self { sides, texts, partners, .. } = self;
        rayon::join(
            || take(sides.old, &mut texts.old, &partners.old),
            || take(sides.new, &mut texts.new, &partners.new),
        );
    }

    /// Pairs two sections.
    pub fn pair(&mut self, old: SectionId, new: SectionId, evidence: Evidence) {
        self.partners.old[old.index()] = Some((new, evidence));
        self.partners.new[new.index()] = Some((old, evidence));
    }

    /// Gives up the pair that a section of one side is in.
    pub fn part(&mut self, side: Side, id: SectionId) {
        if let Some((partner, _)) = self.partners.get_mut(side)[id.index()].take() {
            self.partners.get_mut(side.other())[partner.index()] = None;
        }
    }

    /// The partner of a new section.
    pub fn old_of(&self, new: SectionId) -> Option<SectionId> {
        self.partners.new[new.index()].map(|(old, _)| old)
    }

    /// The partner of an old section.
    pub fn new_of(&self, old: SectionId) -> Option<SectionId> {
        self.partners.old[old.index()].map(|(new, _)| new)
    }

    /// The partner of a section of either side.
    pub fn partner(&self, side: Side, id: SectionId) -> Option<SectionId> {
        self.partners.get(side)[id.index()].map(|(partner, _)| partner)
    }

    /// Looks into the sections that have no equal, as far as it has not.
    pub fn take_stock(&mut self) {
        let Self { sides, partners, stock, .. } = self;
        let take = |stock: &mut Stock, outlined: &Outlined, partners: &Partners| {
            let has_no_equal = |id: &SectionId| {
                !partners[id.index()].is_some_and(|(_, evidence)| evidence.is_equal())
            };
            stock.take(outlined, outlined.outline.ids().filter(has_no_equal));
        };
        rayon::join(
            || take(&mut stock.old, sides.old, &partners.old),
            || take(&mut stock.new, sides.new, &partners.new),
        );
    }

    /// The triples of a section that has no equal.
    pub fn sample(&self, side: Side, id: SectionId) -> Sample<'_> {
        self.stock.get(side).sample(id)
    }

    /// The folded text of a section that has no equal; `None` where it is huge.
    pub fn folded(&self, side: Side, id: SectionId) -> Option<Folded<'_>> {
        self.stock.get(side).whole(id)
    }

    /// Remembers what is refused, where somebody asked for it.
    pub fn reject(&mut self, rejected: impl FnOnce() -> Rejected) {
        if let Some(all) = &mut self.rejected {
            let mut rejected = rejected();
            let Sides { old, new } = rejected.sections;
            if !self.constraints.allow(old, new) {
                rejected.why = Refusal::ByHand;
            }
            all.push(rejected);
        }
    }

    /// Whether neither has a partner and both may be paired.
    pub fn is_free(&self, old: SectionId, new: SectionId) -> bool {
        self.new_of(old).is_none() && self.old_of(new).is_none() && self.allows(old, new)
    }

    /// Whether no person forbade to pair two sections or parts of them.
    pub fn allows(&self, old: SectionId, new: SectionId) -> bool {
        self.constraints.allow(old, new)
    }

    /// The section around another one.
    pub fn parent(&self, side: Side, id: SectionId) -> Option<SectionId> {
        self.sides.get(side).outline.section(id).parent
    }

    /// Whether two sections of equal text may be paired. A text of no characters
    /// is a bare number; its equal must be the same number.
    pub fn allows_equal(&self, old: SectionId, new: SectionId) -> bool {
        let is_bare = self.texts.old[old.index()].n_chars == 0;
        (!is_bare || self.same_label(old, new)) && self.allows(old, new)
    }

    /// Whether the sections around both are paired with each other, or both
    /// stand at the top.
    pub fn same_parent(&self, old: SectionId, new: SectionId) -> bool {
        match (self.parent(Side::Old, old), self.parent(Side::New, new)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.new_of(old) == Some(new),
            _ => false,
        }
    }

    /// The innermost section around an old one that is paired, by its new
    /// partner, and the same of a new one. What is paired with nothing, such as
    /// chapters put around articles, does not part them.
    pub fn place_of_old(&self, old: SectionId) -> Option<SectionId> {
        let mut at = self.sides.old.outline.section(old).parent;
        while let Some(parent) = at {
            if let Some(new) = self.new_of(parent) {
                return Some(new);
            }
            at = self.sides.old.outline.section(parent).parent;
        }
        None
    }

    /// The same of a new section.
    pub fn place_of_new(&self, new: SectionId) -> Option<SectionId> {
        let mut at = self.sides.new.outline.section(new).parent;
        while let Some(parent) = at.filter(|&parent| self.old_of(parent).is_none()) {
            at = self.sides.new.outline.section(parent).parent;
        }
        at
    }

    /// Whether both have the same own number (or both have none).
    pub fn same_label(&self, old: SectionId, new: SectionId) -> bool {
        let old = self.sides.old.outline.heading_of(old);
        let new = self.sides.new.outline.heading_of(new);
        old.map(|heading| heading.number.last()) == new.map(|heading| heading.number.last())
    }
}

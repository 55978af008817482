//! Two outlines → [`Alignment`]: which units are the same unit.
//!
//! What a person decided comes first (`Constraints`). Evidence in order: text
//! printed alike, then text equal after folding, that is unique in both
//! documents; equal text beside what is already paired; children that are paired,
//! and equal text under sections that are; similar text, with a bonus for place,
//! level and number. Number paths are evidence, never keys: `（２）` may have become
//! `（３）`.
//!
//! Cost: O(N) characters + O(S log S) sections + the shingles of sections without
//! an equal + the children of sections without one. Work is bounded by counts,
//! never by the clock.

mod candidates;
mod chain;
mod clauses;
mod constraints;
mod crossings;
mod evidence;
mod exact;
mod folded;
mod fuzzy;
mod inward;
mod keys;
mod likeness;
mod order;
mod parts;
mod repealed;
mod sampler;
mod shingles;
mod sieve;
mod sketches;
mod stock;
mod strays;
mod tails;
mod twins;
mod votes;
mod wholes;

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Block, Document, Side, Sides, Span, Text};
use crate::outline::{Outlined, SectionId};
use folded::Folded;
use shingles::Sample;
use stock::Stock;

pub(crate) use chain::heaviest_chain;
pub use constraints::Constraints;
pub use evidence::{Bonus, Evidence, Likeness, Refusal, Rejected};
use keys::Print;
pub use keys::{UnitText, fold_blocks};
pub use likeness::LEAST_SCORE;
pub use parts::LEAST_CONTAINMENT;

/// Index of a unit in [`Alignment::units`] of its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub u32);

impl UnitId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is compared with what: a section, the closing paragraphs of one that
/// belong to a section around it, or a stretch of one that was split or merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The section whose number and path the unit has.
    pub section: SectionId,
    /// Blocks of the unit.
    pub blocks: Range<u32>,
    /// Whether the unit goes on with `section` after sections inside it, or
    /// after its first stretch; it has no label of its own then.
    pub continues: bool,
    /// The stretch of the blocks that is meant, where a section was split or
    /// merged: bytes of the source.
    pub clip: Option<Span>,
    /// The first stretch of the section, where it was split or merged and did
    /// not merely get a paragraph before its text.
    pub whole: Option<UnitId>,
}

impl Unit {
    /// The blocks of the unit, with nothing but its own text in them.
    pub fn blocks<'a>(&self, document: &'a Document) -> Cow<'a, [Block]> {
        let blocks = &document.blocks[self.blocks.start as usize..self.blocks.end as usize];
        match self.clip {
            None => Cow::Borrowed(blocks),
            Some(clip) => Cow::Owned(clipped(blocks, &clip.range())),
        }
    }
}

/// What of some blocks stands in a stretch of the source.
fn clipped(blocks: &[Block], clip: &Range<usize>) -> Vec<Block> {
    let clip_block = |block: &Block| {
        let mut text = Text::default();
        for part in block.text.parts() {
            let start = part.span.start().max(clip.start);
            let end = part.span.end().min(clip.end);
            if start < end {
                text.push(Span::new(start, end), part.join);
            }
        }
        (!text.is_empty()).then_some(Block { kind: block.kind, text })
    };
    blocks.iter().filter_map(clip_block).collect()
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

/// Pairs the units of two documents.
pub fn align(sides: Sides<&Outlined>) -> Alignment {
    align_under(&Constraints::default(), sides)
}

/// The same, where a person decided some pairs.
pub fn align_under(constraints: &Constraints, sides: Sides<&Outlined>) -> Alignment {
    decide(Pairing::new(constraints, sides)).0
}

/// The same, and what was considered for sections that stand alone.
pub fn explain(constraints: &Constraints, sides: Sides<&Outlined>) -> (Alignment, Vec<Rejected>) {
    let mut pairing = Pairing::new(constraints, sides);
    pairing.rejected = Some(Vec::new());
    let (alignment, rejected) = decide(pairing);
    (alignment, rejected.unwrap_or_default())
}

fn decide(mut pairing: Pairing<'_>) -> (Alignment, Option<Vec<Rejected>>) {
    for pair in pairing.constraints.forced() {
        pairing.pair(pair.old, pair.new, Evidence::Forced);
    }
    exact::identical(&mut pairing);
    pairing.fold_rest();
    exact::unique(&mut pairing);
    exact::extend(&mut pairing);
    exact::gaps(&mut pairing);
    fuzzy::children(&mut pairing);
    if strays::follow_parents(&mut pairing) {
        exact::extend(&mut pairing);
    }
    pairing.take_stock();
    fuzzy::similar(&mut pairing);
    fuzzy::children(&mut pairing);
    if strays::follow_parents(&mut pairing) {
        exact::extend(&mut pairing);
        pairing.take_stock();
        fuzzy::similar(&mut pairing);
    }
    crossings::free_crossed(&mut pairing);
    repealed::by_number(&mut pairing);
    exact::extend(&mut pairing);
    let (old, new) = rayon::join(
        || wholes::Wholes::of(&pairing, Side::Old),
        || wholes::Wholes::of(&pairing, Side::New),
    );
    let wholes = Sides { old, new };
    parts::free_misplaced(&mut pairing, &wholes);
    // Text right under the heading of a section that stands alone rather makes
    // the section a part than closes the section around it.
    let (bare, mut closings): (Vec<_>, Vec<_>) =
        tails::closing_paragraphs(&pairing).into_iter().partition(|it| it.is_bare(&pairing));
    let mut cuts = parts::cuts(&mut pairing, &wholes, &closings);
    closings.extend(bare);
    let closings = parts::untouched(&cuts, closings);
    cuts.extend(inward::cuts(&pairing, &cuts, &closings));
    (order::arrange(&pairing, &closings, &cuts), pairing.rejected)
}

/// The partner of each section of one side, and why.
type Partners = Vec<Option<(SectionId, Evidence)>>;

/// The state of the work: who is paired with whom.
struct Pairing<'a> {
    /// What a person decided.
    constraints: &'a Constraints,
    sides: Sides<&'a Outlined>,
    /// Text of each section; folded where it is not printed alike on both sides.
    texts: Sides<Vec<Print>>,
    /// Partner of each section.
    partners: Sides<Partners>,
    /// Texts and triples of the sections that have no equal.
    stock: Sides<Stock>,
    /// What was considered in vain, where somebody asked for it.
    rejected: Option<Vec<Rejected>>,
}

impl<'a> Pairing<'a> {
    fn new(constraints: &'a Constraints, sides: Sides<&'a Outlined>) -> Self {
        let partners = sides.map(|_, outlined| vec![None; outlined.outline.sections().len()]);
        let (old, new) = if keys::are_wrapped_alike(sides) {
            rayon::join(|| keys::printed(sides.old), || keys::printed(sides.new))
        } else {
            let unknown = |side: &Outlined| vec![Print::default(); side.outline.sections().len()];
            (unknown(sides.old), unknown(sides.new))
        };
        let texts = Sides { old, new };
        let stock = Sides::default();
        Self { constraints, sides, texts, partners, stock, rejected: None }
    }

    /// Folds the sections that have no partner yet.
    fn fold_rest(&mut self) {
        let Self { sides, texts, partners, .. } = self;
        rayon::join(
            || keys::fold(sides.old, &mut texts.old, |id| partners.old[id.index()].is_none()),
            || keys::fold(sides.new, &mut texts.new, |id| partners.new[id.index()].is_none()),
        );
    }

    fn pair(&mut self, old: SectionId, new: SectionId, evidence: Evidence) {
        self.partners.old[old.index()] = Some((new, evidence));
        self.partners.new[new.index()] = Some((old, evidence));
    }

    /// Gives up the pair that a section of one side is in.
    fn part(&mut self, side: Side, id: SectionId) {
        if let Some((partner, _)) = self.partners.get_mut(side)[id.index()].take() {
            self.partners.get_mut(side.other())[partner.index()] = None;
        }
    }

    fn old_of(&self, new: SectionId) -> Option<SectionId> {
        self.partners.new[new.index()].map(|(old, _)| old)
    }

    fn new_of(&self, old: SectionId) -> Option<SectionId> {
        self.partners.old[old.index()].map(|(new, _)| new)
    }

    fn partner(&self, side: Side, id: SectionId) -> Option<SectionId> {
        self.partners.get(side)[id.index()].map(|(partner, _)| partner)
    }

    /// Looks into the sections that have no equal, as far as it has not.
    fn take_stock(&mut self) {
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
    fn sample(&self, side: Side, id: SectionId) -> Sample<'_> {
        self.stock.get(side).sample(id)
    }

    /// The folded text of a section that has no equal; `None` where it is huge.
    fn folded(&self, side: Side, id: SectionId) -> Option<Folded<'_>> {
        self.stock.get(side).whole(id)
    }

    /// Remembers what is refused, where somebody asked for it.
    fn reject(&mut self, rejected: impl FnOnce() -> Rejected) {
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
    fn is_free(&self, old: SectionId, new: SectionId) -> bool {
        self.new_of(old).is_none() && self.old_of(new).is_none() && self.allows(old, new)
    }

    /// Whether no person forbade to pair two sections or parts of them.
    fn allows(&self, old: SectionId, new: SectionId) -> bool {
        self.constraints.allow(old, new)
    }

    /// The section around another one.
    fn parent(&self, side: Side, id: SectionId) -> Option<SectionId> {
        self.sides.get(side).outline.section(id).parent
    }

    /// Whether two sections of equal text may be paired. A text of no characters
    /// is a bare number; its equal must be the same number.
    fn allows_equal(&self, old: SectionId, new: SectionId) -> bool {
        let is_bare = self.texts.old[old.index()].n_chars == 0;
        (!is_bare || self.same_label(old, new)) && self.allows(old, new)
    }

    /// Whether the sections around both are paired with each other, or both
    /// stand at the top.
    fn same_parent(&self, old: SectionId, new: SectionId) -> bool {
        match (self.parent(Side::Old, old), self.parent(Side::New, new)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.new_of(old) == Some(new),
            _ => false,
        }
    }

    /// The innermost section around an old one that is paired, by its new
    /// partner, and the same of a new one. What is paired with nothing, such as
    /// chapters put around articles, does not part them.
    fn place_of_old(&self, old: SectionId) -> Option<SectionId> {
        let mut at = self.sides.old.outline.section(old).parent;
        while let Some(parent) = at {
            if let Some(new) = self.new_of(parent) {
                return Some(new);
            }
            at = self.sides.old.outline.section(parent).parent;
        }
        None
    }

    fn place_of_new(&self, new: SectionId) -> Option<SectionId> {
        let mut at = self.sides.new.outline.section(new).parent;
        while let Some(parent) = at.filter(|&parent| self.old_of(parent).is_none()) {
            at = self.sides.new.outline.section(parent).parent;
        }
        at
    }

    /// Whether both have the same own number (or both have none).
    fn same_label(&self, old: SectionId, new: SectionId) -> bool {
        let old = self.sides.old.outline.heading_of(old);
        let new = self.sides.new.outline.heading_of(new);
        old.map(|heading| heading.number.last()) == new.map(|heading| heading.number.last())
    }
}

//! Two outlines → [`Alignment`]: which units are the same unit.
//!
//! What a person decided comes first (`Constraints`). Evidence in order: text
//! printed alike, then text equal after folding, that stands at the beginning of
//! both documents or is unique in both; equal text beside what is already paired; children that are paired,
//! and equal text under sections that are; similar text, with a bonus for place,
//! level and number. Number paths are evidence, never keys: `（２）` may have become
//! `（３）`.
//!
//! Cost: O(N) characters + O(S log S) sections + the shingles of sections without
//! an equal + the children of sections without one. Work is bounded by counts,
//! never by the clock.

mod beginning;
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
mod pairing;
mod parts;
mod repealed;
mod rewritten;
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

pub(crate) use chain::heaviest_chain;
pub use constraints::Constraints;
pub use evidence::{Bonus, Evidence, Likeness, Refusal, Rejected};
pub use keys::{UnitText, fold_blocks};
pub use likeness::LEAST_SCORE;
use pairing::Pairing;
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
    if crossings::free_crossed(&mut pairing) {
        fuzzy::children(&mut pairing);
    }
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
    let mut taken = parts::taken(&cuts, &closings);
    cuts.extend(inward::cuts(&pairing, &mut taken));
    rewritten::by_number(&mut pairing, &taken);
    (order::arrange(&pairing, &closings, &cuts), pairing.rejected)
}

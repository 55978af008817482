//! Alignment → which characters of each pair of units changed.
//!
//! Units that `align` knows to be equal cost nothing. The others are folded once,
//! into tokens, compared clause by clause and then token by token with
//! `similar` (Histogram; no wall-clock deadline, so the result does not depend
//! on the machine), and the edges are moved to where a drafter would put them.
//! O(n) for n tokens but for gaps between places that agree, whose length and
//! work have bounds (`anchors`, `edits`).
//!
//! Results are byte ranges of the two sources; no text is copied.

mod anchors;
mod citation;
mod clauses;
mod consequential;
mod counted;
mod edits;
mod few;
mod labels;
mod polish;
mod slide;
mod slots;
mod steps;
mod stretches;
pub mod style;
mod target;
#[cfg(test)]
mod tests;
mod tokens;
mod units;
mod view;

use std::ops::Range;

use rayon::prelude::*;

use crate::align::{Alignment, Pair};
use crate::model::{Block, Sides};
use crate::outline::Outlined;
use consequential::Judge;
use edits::Buffers;
use tokens::Tokens;
use view::{Tables, View};

pub use edits::Edit;

/// What changed inside one pair of units.
#[derive(Debug, Clone, Default)]
pub struct UnitDiff {
    /// Whether the texts are equal after folding, numbers excluded.
    pub is_same: bool,
    /// Whether the own numbers differ.
    pub renumbered: bool,
    /// Whether equal texts are printed with other characters or paragraphs.
    pub style_only: bool,
    /// Changed stretches of each source, ascending.
    pub changed: Sides<Vec<Range<usize>>>,
    /// Those of them that changed only because a cited section has another
    /// number.
    pub consequential: Sides<Vec<Range<usize>>>,
}

/// Compares every pair of an alignment, in the order of its pairs. Units that
/// stand on one side only are changed as a whole.
pub fn diff(alignment: &Alignment, sides: Sides<&Outlined>) -> Vec<UnitDiff> {
    let judge = Judge::new(alignment, sides);
    let tables = sides.map(|_, outlined| Tables::of(&outlined.document));
    alignment
        .pairs
        .par_iter()
        .with_min_len(16)
        .map_init(Workshop::default, |workshop, pair| match pair {
            Pair::Both { units, evidence, .. } => {
                let old = &alignment.units.old[units.old.index()];
                let new = &alignment.units.new[units.new.index()];
                let blocks = Sides {
                    old: old.blocks(&sides.old.document),
                    new: new.blocks(&sides.new.document),
                };
                compare(
                    View::of(old, &blocks.old, sides.old, &tables.old),
                    View::of(new, &blocks.new, sides.new, &tables.new),
                    evidence.is_equal(),
                    &judge,
                    workshop,
                )
            }
            Pair::OldOnly(unit) => {
                let blocks = alignment.units.old[unit.index()].blocks(&sides.old.document);
                UnitDiff {
                    changed: Sides { old: whole(&blocks), new: Vec::new() },
                    ..UnitDiff::default()
                }
            }
            Pair::NewOnly(unit) => {
                let blocks = alignment.units.new[unit.index()].blocks(&sides.new.document);
                UnitDiff {
                    changed: Sides { old: Vec::new(), new: whole(&blocks) },
                    ..UnitDiff::default()
                }
            }
        })
        .collect()
}

/// A whole unit as changed.
fn whole(blocks: &[Block]) -> Vec<Range<usize>> {
    let first = blocks.first().and_then(|block| block.text.first_span());
    let last = blocks.last().and_then(|block| block.text.parts().last().copied());
    first.zip(last).map(|(first, last)| first.start()..last.span.end()).into_iter().collect()
}

fn compare(
    old: View<'_>,
    new: View<'_>,
    known_equal: bool,
    judge: &Judge<'_>,
    workshop: &mut Workshop,
) -> UnitDiff {
    let labels_differ = renumbered(&old, &new);
    // A number that a stretch of a section got or lost is new text.
    let renumbered = labels_differ && !old.continues && !new.continues;
    let (mut changed, consequential) =
        if known_equal { Default::default() } else { workshop.stretches(&old, &new, judge) };
    if changed.old.is_empty() && changed.new.is_empty() {
        changed = slots::moved_cells(&old, &new);
    }
    let is_same =
        changed.old.is_empty() && changed.new.is_empty() && (renumbered || !labels_differ);
    if labels_differ {
        for (view, changed) in [(&old, &mut changed.old), (&new, &mut changed.new)] {
            if let Some(heading) = view.heading.filter(|heading| !heading.label.is_empty()) {
                let at = changed.partition_point(|range| range.start < heading.label.start());
                changed.insert(at, view.number(heading, !renumbered));
            }
        }
    }
    let style_only = is_same
        && !renumbered
        && (old.blocks.len() != new.blocks.len() || !old.prints_the_same(&new));
    UnitDiff { is_same, renumbered, style_only, changed, consequential }
}

/// Stretches of both sources.
type Stretches = Sides<Vec<Range<usize>>>;

/// What is used for one pair of units after the other.
#[derive(Default)]
struct Workshop {
    tokens: Sides<Tokens>,
    edits: Vec<Edit>,
    buffers: Buffers,
}

impl Workshop {
    /// What changed, and what of it is consequential.
    fn stretches(
        &mut self,
        old: &View<'_>,
        new: &View<'_>,
        judge: &Judge<'_>,
    ) -> (Stretches, Stretches) {
        let Self { tokens, edits, buffers } = self;
        tokens.old.refill(old);
        tokens.new.refill(new);
        let (mut changed, mut consequential) = (Stretches::default(), Stretches::default());
        if style::is_style_alone(&tokens.old, &tokens.new) {
            return (changed, consequential);
        }
        edits::edits(tokens, buffers, edits);
        polish::polish(edits, tokens);
        for edit in edits.drain(..) {
            let (in_old, in_new) = (tokens.old.stretch(edit.old), tokens.new.stretch(edit.new));
            if let (Some(in_old), Some(in_new)) = (&in_old, &in_new)
                && judge.is_consequential(&old.wording(in_old), &new.wording(in_new))
            {
                consequential.old.push(in_old.clone());
                consequential.new.push(in_new.clone());
            }
            changed.old.extend(in_old);
            changed.new.extend(in_new);
        }
        (changed, consequential)
    }
}

/// Whether the own numbers differ in more than style. A heading in brackets has
/// no number.
fn renumbered(old: &View<'_>, new: &View<'_>) -> bool {
    let (old_label, new_label) = (old.label(), new.label());
    old_label.map(|(number, _)| number) != new_label.map(|(number, _)| number)
        || old_label.zip(new_label).is_some_and(|((_, old), (_, new))| {
            old != new && labels::canonical(old) != labels::canonical(new)
        })
}

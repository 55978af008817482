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

mod absorb;
mod alike;
mod anchors;
mod brackets;
mod cells;
mod citation;
mod clauses;
mod compounds;
mod consequential;
mod counted;
mod edits;
mod few;
mod labels;

mod borders;
mod names;
mod once;
mod polish;
mod rows;
mod short;
mod side;
mod slide;
mod slots;
mod spellings;
mod steps;
mod stretches;
pub mod style;
#[cfg(test)]
mod table_tests;
mod target;
#[cfg(test)]
mod tests;
mod tokens;
mod units;
mod view;
mod widen;
#[cfg(test)]
mod word_tests;

use std::ops::Range;

use rayon::prelude::*;

use crate::align::{Alignment, Evidence, Pair};
use crate::model::{Block, Side, Sides};
use crate::outline::Outlined;
use consequential::Judge;
use edits::Buffers;
use tokens::{Token, Tokens};
use view::{Tables, View};

pub use edits::Edit;

/// What changed inside one pair of units. Most pairs are equal: they take
/// 16 bytes.
#[derive(Debug, Clone, Default)]
pub struct UnitDiff {
    /// Whether the texts are equal after folding, numbers excluded.
    pub is_same: bool,
    /// Whether the own numbers differ.
    pub renumbered: bool,
    /// Whether equal texts are printed with other characters or paragraphs.
    pub style_only: bool,
    marks: Option<Box<Marks>>,
}

/// Marked stretches of both sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Changed stretches of each source, ascending.
    pub changed: Sides<Vec<Range<usize>>>,
    /// Those of them that changed only because a cited section has another
    /// number.
    pub consequential: Sides<Vec<Range<usize>>>,
}

impl UnitDiff {
    /// Changed stretches of one source, ascending.
    pub fn changed(&self, side: Side) -> &[Range<usize>] {
        self.marks.as_ref().map_or(&[], |marks| marks.changed.get(side))
    }

    /// Those of them that changed only because a cited section has another
    /// number.
    pub fn consequential(&self, side: Side) -> &[Range<usize>] {
        self.marks.as_ref().map_or(&[], |marks| marks.consequential.get(side))
    }

    /// What is marked, to be changed.
    pub fn marks_mut(&mut self) -> &mut Marks {
        self.marks.get_or_insert_default()
    }

    fn marked(mut self, marks: Marks) -> Self {
        self.marks = (marks != Marks::default()).then(|| Box::new(marks));
        self
    }
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
                    *evidence,
                    &judge,
                    workshop,
                )
            }
            Pair::OldOnly(unit) => {
                let blocks = alignment.units.old[unit.index()].blocks(&sides.old.document);
                let changed = Sides { old: whole(&blocks), new: Vec::new() };
                UnitDiff::default().marked(Marks { changed, ..Marks::default() })
            }
            Pair::NewOnly(unit) => {
                let blocks = alignment.units.new[unit.index()].blocks(&sides.new.document);
                let changed = Sides { old: Vec::new(), new: whole(&blocks) };
                UnitDiff::default().marked(Marks { changed, ..Marks::default() })
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
    evidence: Evidence,
    judge: &Judge<'_>,
    workshop: &mut Workshop,
) -> UnitDiff {
    let labels_differ = renumbered(&old, &new);
    if evidence == Evidence::IdenticalText
        && old.blocks.len() == new.blocks.len()
        && !labels_differ
        && old.has_label_of(&new)
        && !(old.tables.are_ruled() || new.tables.are_ruled())
    {
        return UnitDiff { is_same: true, ..UnitDiff::default() };
    }
    if evidence.is_equal() && !labels_differ && !(old.may_have_cells() && new.may_have_cells()) {
        let style_only = old.blocks.len() != new.blocks.len() || !old.prints_the_same(&new);
        return UnitDiff { is_same: true, style_only, ..UnitDiff::default() };
    }
    // A number that a stretch of a section got or lost is new text.
    let renumbered = labels_differ && !old.continues && !new.continues;
    let marks =
        if evidence.is_equal() { Marks::default() } else { workshop.marks(&old, &new, judge) };
    let Marks { mut changed, consequential } = match evidence {
        // What two texts without a word in common share is chance.
        Evidence::Rewritten if !is_mostly_kept(&old, &new, &marks.changed) => {
            let changed = Sides { old: vec![old.body()], new: vec![new.body()] };
            Marks { changed, ..Marks::default() }
        }
        _ => marks,
    };
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
    } else {
        old.spare_number(&mut changed.old);
        new.spare_number(&mut changed.new);
    }
    let style_only = is_same
        && !renumbered
        && (old.blocks.len() != new.blocks.len() || !old.prints_the_same(&new));
    let diff = UnitDiff { is_same, renumbered, style_only, marks: None };
    diff.marked(Marks { changed, consequential })
}

/// Whether most of the shorter of two texts is unmarked.
fn is_mostly_kept(old: &View<'_>, new: &View<'_>, changed: &Sides<Vec<Range<usize>>>) -> bool {
    let n_bytes = |view: &View<'_>, changed: &[Range<usize>]| {
        (view.body().len(), changed.iter().map(Range::len).sum::<usize>())
    };
    let (n_all, n_changed) = n_bytes(old, &changed.old).min(n_bytes(new, &changed.new));
    2 * n_changed < n_all
}

/// What is used for one pair of units after the other.
#[derive(Default)]
struct Workshop {
    tokens: Sides<Tokens>,
    edits: Vec<Edit>,
    buffers: Buffers,
}

impl Workshop {
    /// What changed, and what of it is consequential.
    fn marks(&mut self, old: &View<'_>, new: &View<'_>, judge: &Judge<'_>) -> Marks {
        let Self { tokens, edits, buffers } = self;
        tokens.old.refill(old);
        tokens.new.refill(new);
        let mut marks = Marks::default();
        if style::is_style_alone(&tokens.old, &tokens.new) {
            return marks;
        }
        // Of places that are equally right the first is taken, and swapped documents
        // have the same marks: the longer text is always looked at as the old one.
        let is_turned = is_turned(tokens);
        if is_turned {
            std::mem::swap(&mut tokens.old, &mut tokens.new);
        }
        edits::edits(tokens, buffers, edits);
        polish::polish(edits, tokens);
        if is_turned {
            std::mem::swap(&mut tokens.old, &mut tokens.new);
            for edit in edits.iter_mut() {
                std::mem::swap(&mut edit.old, &mut edit.new);
            }
        }
        for edit in edits.drain(..) {
            let may_cite = |tokens: &Tokens, range: &Range<usize>| {
                let tokens = tokens.list[range.clone()].iter();
                // Looks at all of them: in a few vector instructions.
                tokens.fold(false, |any, &token| any | steps::may_begin_with(token))
            };
            let may_follow = may_cite(&tokens.old, &edit.old) && may_cite(&tokens.new, &edit.new);
            let (in_old, in_new) = (tokens.old.stretch(edit.old), tokens.new.stretch(edit.new));
            if may_follow
                && let (Some(in_old), Some(in_new)) = (&in_old, &in_new)
                && judge.is_consequential(&old.wording(in_old), &new.wording(in_new))
            {
                marks.consequential.old.push(in_old.clone());
                marks.consequential.new.push(in_new.clone());
            }
            marks.changed.old.extend(in_old);
            marks.changed.new.extend(in_new);
        }
        marks
    }
}

/// Whether the new text is longer than the old one, or as long and behind it in
/// the order of its tokens.
fn is_turned(tokens: &Sides<Tokens>) -> bool {
    let (old, new) = (&tokens.old.list, &tokens.new.list);
    if new.len() != old.len() {
        return new.len() > old.len();
    }
    let n_before = edits::n_common_prefix(old, new);
    let next = |list: &[Token]| list.get(n_before).map(|token| token.key());
    next(new) > next(old)
}

/// Whether the own numbers differ in more than style. A heading in brackets has
/// no number.
fn renumbered(old: &View<'_>, new: &View<'_>) -> bool {
    let (old_label, new_label) = (old.label(), new.label());
    old_label.map(|(number, _)| number) != new_label.map(|(number, _)| number)
        || old_label
            .zip(new_label)
            .is_some_and(|((_, old), (_, new))| !labels::say_the_same(old, new))
}

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
mod consequential;
mod counted;
mod edits;
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

use std::ops::Range;

use rayon::prelude::*;

use crate::align::{Alignment, Pair, Unit};
use crate::model::{Block, Sides, Span};
use crate::number::HeadingNumber;
use crate::outline::{Heading, Outlined, SectionId};
use consequential::{Judge, Wording};

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
    let last_columns = sides.map(|_, outlined| slots::last_columns(&outlined.document.blocks));
    alignment
        .pairs
        .par_iter()
        .with_min_len(16)
        .map(|pair| match pair {
            Pair::Both { units, evidence, .. } => {
                let old = &alignment.units.old[units.old.index()];
                let new = &alignment.units.new[units.new.index()];
                let blocks = Sides {
                    old: old.blocks(&sides.old.document),
                    new: new.blocks(&sides.new.document),
                };
                compare(
                    View::of(old, &blocks.old, sides.old, &last_columns.old),
                    View::of(new, &blocks.new, sides.new, &last_columns.new),
                    evidence.is_equal(),
                    &judge,
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

/// One unit with what is needed to look at it.
#[derive(Clone, Copy)]
struct View<'a> {
    outlined: &'a Outlined,
    blocks: &'a [Block],
    heading: Option<&'a Heading>,
    /// The last column of each table of the document.
    last_columns: &'a [u32],
    /// The section it belongs to.
    section: SectionId,
    /// Whether it goes on with the section, without a number of its own.
    continues: bool,
}

impl<'a> View<'a> {
    fn of(
        unit: &Unit,
        blocks: &'a [Block],
        outlined: &'a Outlined,
        last_columns: &'a [u32],
    ) -> Self {
        let section = outlined.outline.section(unit.section);
        let heading = section.heading.as_ref().filter(|_| !unit.continues);
        Self {
            outlined,
            blocks,
            heading,
            last_columns,
            section: unit.section,
            continues: unit.continues,
        }
    }

    /// The own number, read and as printed.
    fn label(&self) -> Option<(&'a HeadingNumber, &'a str)> {
        let heading = self.heading.filter(|heading| !heading.label.is_empty())?;
        Some((&heading.number, self.outlined.document.source.slice(heading.label)))
    }

    /// A stretch with the text of its paragraph before it, without the unit's
    /// own number.
    fn wording(&self, stretch: &Range<usize>) -> Wording<'a> {
        // Spans ascend; a block without text has none.
        let begins_before = |block: &Block| {
            block.text.first_span().is_none_or(|span| span.start() <= stretch.start)
        };
        let (before, _) = self.blocks.split_at(self.blocks.partition_point(begins_before));
        let start = before.iter().rev().find_map(|block| block.text.first_span()).map(Span::start);
        let title = self.heading.map(|heading| heading.title).filter(|&it| it <= stretch.start);
        let original = self.outlined.document.source.original();
        let start = start.unwrap_or_default().max(title.unwrap_or_default());
        Wording {
            before: original.get(start..stretch.start).unwrap_or_default(),
            text: original.get(stretch.clone()).unwrap_or_default(),
            section: self.section,
        }
    }

    /// Bytes of the own number; with its dot where the other side has none, so
    /// that nothing of it is left unmarked.
    fn number(&self, heading: &Heading, with_dot: bool) -> Range<usize> {
        let start = heading.label.start();
        let number = self.outlined.document.source.original().get(start..heading.title);
        match number.filter(|_| with_dot) {
            Some(number) => start..start + number.trim_end().len(),
            None => heading.label.range(),
        }
    }

    /// The characters as printed, without white space.
    fn printed(&self) -> impl Iterator<Item = char> + 'a {
        let Self { outlined, blocks, .. } = *self;
        let source = &outlined.document.source;
        blocks
            .iter()
            .flat_map(|block| block.text.parts())
            .flat_map(|part| source.slice(part.span).chars())
            .filter(|c| !c.is_whitespace())
    }

    /// Whether both print the same bytes in the same stretches: the usual case,
    /// found without looking at single characters.
    fn prints_same_bytes(&self, other: &Self) -> bool {
        let stretches = |view: &Self| {
            let Self { outlined, blocks, .. } = *view;
            let source = &outlined.document.source;
            blocks
                .iter()
                .flat_map(|block| block.text.parts())
                .map(move |part| source.slice(part.span))
        };
        stretches(self).eq(stretches(other))
    }
}

fn compare(old: View<'_>, new: View<'_>, known_equal: bool, judge: &Judge<'_>) -> UnitDiff {
    let labels_differ = renumbered(&old, &new);
    // A number that a stretch of a section got or lost is new text.
    let renumbered = labels_differ && !old.continues && !new.continues;
    let (mut changed, consequential) =
        if known_equal { Default::default() } else { stretches(&old, &new, judge) };
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
        && (old.blocks.len() != new.blocks.len()
            || !(old.prints_same_bytes(&new) || old.printed().eq(new.printed())));
    UnitDiff { is_same, renumbered, style_only, changed, consequential }
}

/// Stretches of both sources.
type Stretches = Sides<Vec<Range<usize>>>;

/// What changed, and what of it is consequential.
fn stretches(old: &View<'_>, new: &View<'_>, judge: &Judge<'_>) -> (Stretches, Stretches) {
    let tokens = Sides { old: tokens::tokens(old), new: tokens::tokens(new) };
    let (mut changed, mut consequential) = (Stretches::default(), Stretches::default());
    if style::is_style_alone(&tokens.old.list, &tokens.new.list) {
        return (changed, consequential);
    }
    let mut edits = edits::edits(&tokens);
    polish::polish(&mut edits, &tokens);
    for edit in edits {
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

/// Whether the own numbers differ in more than style. A heading in brackets has
/// no number.
fn renumbered(old: &View<'_>, new: &View<'_>) -> bool {
    let (old_label, new_label) = (old.label(), new.label());
    old_label.map(|(number, _)| number) != new_label.map(|(number, _)| number)
        || old_label.zip(new_label).is_some_and(|((_, old), (_, new))| {
            old != new && labels::canonical(old) != labels::canonical(new)
        })
}

//! Provisions that were rewritten: 第２号を次のように改める (CONVENTIONS §1.9).
//!
//! An item that is one paragraph may say something else altogether and still be
//! the same provision: its number, and what stands before and behind it, tell.
//! Officers print both side by side. O(sections).

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Evidence, Pairing};
use crate::model::{Side, Sides};
use crate::number::LabelStyle;
use crate::outline::SectionId;

/// Most sections of a side between two pairs: where more are left over, the text
/// is another one.
const MOST: u32 = 4;

/// Pairs items of one number under the same heading between two pairs that stand in
/// order; none of the sections that `taken` holds.
pub fn by_number(pairing: &mut Pairing<'_>, taken: &Sides<FxHashSet<SectionId>>) {
    let n_new = pairing.texts.new.len() as u32;
    let mut from = 0;
    while from < n_new {
        let is_alone = |at: &u32| pairing.old_of(SectionId(*at)).is_none();
        let n_alone = (from..n_new).take_while(is_alone).count() as u32;
        let found = match n_alone {
            1..=MOST => same_items(pairing, from..from + n_alone, taken),
            _ => Vec::new(),
        };
        for (old, new) in found {
            pairing.pair(old, new, Evidence::Rewritten);
        }
        from += n_alone + 1;
    }
}

/// Items of one number among some new sections that stand alone, and the old ones
/// that stand in their place.
fn same_items(
    pairing: &Pairing<'_>,
    gap: Range<u32>,
    taken: &Sides<FxHashSet<SectionId>>,
) -> Vec<(SectionId, SectionId)> {
    let items = |side: Side, gap: Range<u32>| -> Vec<SectionId> {
        let is_item =
            |id: &SectionId| !taken.get(side).contains(id) && is_lone_item(pairing, side, *id);
        gap.map(SectionId).filter(is_item).collect()
    };
    let Some(old) = old_gap(pairing, &gap) else { return Vec::new() };
    let (old, new) = (items(Side::Old, old), items(Side::New, gap));
    let old_of = |new: SectionId| {
        let is_same = |old: &&SectionId| {
            pairing.parent(Side::New, new).is_some()
                && pairing.same_parent(**old, new)
                && pairing.same_label(**old, new)
                && pairing.allows(**old, new)
        };
        let mut same = old.iter().filter(is_same);
        same.next().filter(|_| same.next().is_none()).map(|old| (*old, new))
    };
    new.into_iter().filter_map(old_of).collect()
}

/// The few old sections between the partners of what stands before and behind some
/// new ones.
fn old_gap(pairing: &Pairing<'_>, gap: &Range<u32>) -> Option<Range<u32>> {
    let n_new = pairing.texts.new.len() as u32;
    let old_of = |new: u32| pairing.old_of(SectionId(new)).map(|old| old.0);
    let start = match gap.start.checked_sub(1) {
        Some(before) => old_of(before)? + 1,
        None => 0,
    };
    let end = if gap.end < n_new { old_of(gap.end)? } else { pairing.texts.old.len() as u32 };
    // Else the gap is another one when old and new are swapped.
    let is_alone = |old: u32| pairing.new_of(SectionId(old)).is_none();
    (start < end && end - start <= MOST && (start..end).all(is_alone)).then_some(start..end)
}

/// Whether a section is one numbered paragraph without a partner.
fn is_lone_item(pairing: &Pairing<'_>, side: Side, id: SectionId) -> bool {
    let outline = &pairing.sides.get(side).outline;
    let section = outline.section(id);
    let next = outline.sections().get(id.index() + 1);
    let counts = |style: LabelStyle| {
        !matches!(style, LabelStyle::Bracketed(_) | LabelStyle::Marked(_) | LabelStyle::Annex(_))
    };
    pairing.partner(side, id).is_none()
        && section.blocks.len() == 1
        && next.is_none_or(|next| next.parent != Some(id))
        && outline.heading(section).is_some_and(|heading| counts(heading.number.last().style))
}

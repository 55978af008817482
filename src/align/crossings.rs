//! Pairs of hardly any likeness that other pairs cross.
//!
//! Between the same paired sections little likeness is enough, since the place
//! speaks for the pair. Where the pair then stands in another order than those
//! around it, the place speaks for it no longer: `旅費` did not move and become
//! `役務費`. O(S log S) for S sections.

use super::{Bonus, Evidence, Likeness, Pairing, Refusal, Rejected, order};
use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// How alike two texts must be that others cross.
const LEAST_DICE_TO_CROSS: f32 = 0.3;
/// The same of short ones: `に関すること` and the subject of a sentence, which the
/// items of a list have in common, are half of them.
const LEAST_DICE_OF_SHORT: f32 = 0.55;
/// Longest short text, in characters.
const LONGEST_SHORT: u32 = 40;

/// Whether at least half of what stands right inside two sections, on the side
/// that has more, is paired with what stands inside the other.
fn holds_children(pairing: &Pairing<'_>, Sides { old, new }: Sides<SectionId>) -> bool {
    let children = |side: Side, around: SectionId| {
        let sections = pairing.sides.get(side).outline.sections();
        let behind = (around.0 + 1..sections.len() as u32).map(SectionId);
        let inside = behind.take_while(move |id| sections[id.index()].parent >= Some(around));
        inside.filter(move |id| sections[id.index()].parent == Some(around))
    };
    let is_held = |id: &SectionId| {
        let partner = pairing.old_of(*id);
        partner.is_some_and(|it| pairing.parent(Side::Old, it) == Some(old))
    };
    let n_held = children(Side::New, new).filter(is_held).count();
    n_held > 0
        && 2 * n_held >= children(Side::New, new).count().max(children(Side::Old, old).count())
}

/// Gives them up; tells whether there was one.
pub fn free_crossed(pairing: &mut Pairing<'_>) -> bool {
    let is_weak = |likeness: Likeness, n_chars: u32| {
        let is_short = n_chars <= LONGEST_SHORT;
        likeness.dice < if is_short { LEAST_DICE_OF_SHORT } else { LEAST_DICE_TO_CROSS }
            && !likeness.bonuses().any(|bonus| bonus == Bonus::Title)
    };
    let weak_of = |pairing: &Pairing<'_>, new: SectionId| match pairing.partners.new[new.index()] {
        Some((old, Evidence::Similar(likeness))) => {
            let n_chars = |side: Side, id: SectionId| pairing.texts.get(side)[id.index()].n_chars;
            let longer = n_chars(Side::Old, old).max(n_chars(Side::New, new));
            is_weak(likeness, longer).then_some((old, likeness))
        }
        _ => None,
    };
    let weak: Vec<SectionId> =
        pairing.sides.new.outline.ids().filter(|&new| weak_of(pairing, new).is_some()).collect();
    if weak.is_empty() {
        return false;
    }
    let dice_of_weak = |new| weak_of(pairing, new).map(|(_, likeness)| likeness.dice);
    let moved = order::moved_where(pairing, dice_of_weak);
    let mut is_any = false;
    for new in weak.into_iter().filter(|new| moved[new.index()]) {
        let Some((old, likeness)) = weak_of(pairing, new) else { continue };
        // One that went elsewhere is crossed by none.
        if pairing.place_of_old(old) != pairing.place_of_new(new)
            || holds_children(pairing, Sides { old, new })
        {
            continue;
        }
        pairing.part(Side::New, new);
        let sections = Sides { old, new };
        pairing.reject(|| Rejected { sections, why: Refusal::Crossed(likeness) });
        is_any = true;
    }
    is_any
}

//! Pairs of hardly any likeness that other pairs cross.
//!
//! Between the same paired sections little likeness is enough, since the place
//! speaks for the pair. Where the pair then stands in another order than those
//! around it, the place speaks for it no longer: `旅費` did not move and become
//! `役務費`. O(S log S) for S sections.

use super::likeness::LEAST_DICE_ELSEWHERE;
use super::{Bonus, Evidence, Likeness, Pairing, Refusal, Rejected, order};
use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// Gives them up.
pub fn free_crossed(pairing: &mut Pairing<'_>) {
    let is_weak = |likeness: Likeness| {
        likeness.dice < LEAST_DICE_ELSEWHERE
            && !likeness.bonuses().any(|bonus| bonus == Bonus::Title)
    };
    let weak_of = |pairing: &Pairing<'_>, new: SectionId| match pairing.partners.new[new.index()] {
        Some((old, Evidence::Similar(likeness))) if is_weak(likeness) => Some((old, likeness)),
        _ => None,
    };
    let weak: Vec<SectionId> =
        pairing.sides.new.outline.ids().filter(|&new| weak_of(pairing, new).is_some()).collect();
    if weak.is_empty() {
        return;
    }
    let moved = order::moved(pairing);
    for new in weak.into_iter().filter(|new| moved[new.index()]) {
        let Some((old, likeness)) = weak_of(pairing, new) else { continue };
        pairing.part(Side::New, new);
        let sections = Sides { old, new };
        pairing.reject(|| Rejected { sections, why: Refusal::Crossed(likeness) });
    }
}

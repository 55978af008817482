//! Equal texts that many sections repeat follow the sections around them.
//!
//! A list of the same items stands under several headings. Where one heading is
//! removed and another one added, there are as many items as before, and order
//! alone would pair those of the removed heading with those of the next one. Once
//! it is known which headings are the same, each item goes where its own went.
//! O(n) for n sections.

use rustc_hash::FxHashMap;

use super::keys::Print;
use super::{Evidence, Pairing};
use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// Pairs equal texts under sections that are paired with each other, and gives up
/// pairs that stand in the way; returns whether there were any.
pub fn follow_parents(pairing: &mut Pairing<'_>) -> bool {
    let is_astray = |old: SectionId, new: SectionId| is_astray(pairing, Sides { old, new });
    let strays = |side: Side| {
        let ids = pairing.sides.get(side).outline.ids();
        let partners = pairing.partners.get(side);
        ids.filter(|id| match partners[id.index()] {
            None => true,
            Some((partner, Evidence::NeighbouringText | Evidence::Similar(_))) => match side {
                Side::Old => is_astray(*id, partner),
                Side::New => is_astray(partner, *id),
            },
            Some(_) => false,
        })
        .collect::<Vec<SectionId>>()
    };
    let is_paired = |side: Side, id: &SectionId| pairing.partner(side, *id).is_some();
    let old = strays(Side::Old);
    if !old.iter().any(|id| is_paired(Side::Old, id)) {
        return false;
    }
    let new = strays(Side::New);
    // The last one first, to be taken from the end.
    let mut homes: FxHashMap<(Print, Option<SectionId>), Vec<SectionId>> = FxHashMap::default();
    for &id in new.iter().rev() {
        let key = (pairing.texts.new[id.index()], pairing.parent(Side::New, id));
        homes.entry(key).or_default().push(id);
    }
    let mut found = Vec::new();
    for &id in &old {
        let parent = pairing.parent(Side::Old, id);
        let home = parent.and_then(|around| pairing.new_of(around));
        if parent.is_some() && home.is_none() {
            continue;
        }
        let text = pairing.texts.old[id.index()];
        let Some(equal) = homes.get_mut(&(text, home)) else { continue };
        if equal.last().is_some_and(|&new| pairing.allows_equal(id, new)) {
            found.extend(equal.pop().map(|new| (id, new)));
        }
    }
    if found.is_empty() {
        return false;
    }
    for &(old, new) in &found {
        pairing.part(Side::Old, old);
        pairing.part(Side::New, new);
    }
    for &(old, new) in &found {
        pairing.pair(old, new, Evidence::NeighbouringText);
    }
    pair_homeless(pairing, &old, &new);
    true
}

/// Pairs in order what is left of equal texts, under sections that are paired
/// with none, where both sides have as many of them.
fn pair_homeless(pairing: &mut Pairing<'_>, old: &[SectionId], new: &[SectionId]) {
    let is_homeless = |side: Side, id: SectionId| {
        pairing.partner(side, id).is_none()
            && pairing
                .parent(side, id)
                .is_some_and(|parent| pairing.partner(side, parent).is_none())
    };
    let mut left: FxHashMap<Print, Sides<Vec<SectionId>>> = FxHashMap::default();
    for (side, ids) in [(Side::Old, old), (Side::New, new)] {
        for &id in ids.iter().filter(|id| is_homeless(side, **id)) {
            let text = pairing.texts.get(side)[id.index()];
            if text.n_chars > 0 {
                left.entry(text).or_default().get_mut(side).push(id);
            }
        }
    }
    let mut found: Vec<(SectionId, SectionId)> = left
        .into_values()
        .filter(|Sides { old, new }| old.len() == new.len())
        .flat_map(|Sides { old, new }| old.into_iter().zip(new))
        .collect();
    found.sort_unstable();
    for (old, new) in found {
        if pairing.allows(old, new) {
            pairing.pair(old, new, Evidence::NeighbouringText);
        }
    }
}

/// Whether two sections stand under others that are not the same, one of which
/// is known to stand elsewhere.
fn is_astray(pairing: &Pairing<'_>, Sides { old, new }: Sides<SectionId>) -> bool {
    let is_known = |side: Side, id: SectionId| {
        pairing.parent(side, id).is_none_or(|id| pairing.partner(side, id).is_some())
    };
    !pairing.same_parent(old, new) && (is_known(Side::Old, old) || is_known(Side::New, new))
}

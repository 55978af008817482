//! What is the same at the beginning of both documents. O(n) for n characters
//! of it.

use super::keys::{self, Print};
use super::{Evidence, Pairing};
use crate::model::Sides;
use crate::outline::SectionId;

/// Pairs the sections at the beginning of both documents that are printed
/// alike, numbers included. Nothing is hashed or folded for them.
pub fn printed(pairing: &mut Pairing<'_>) {
    pair(pairing, Evidence::IdenticalText, |pairing, id| {
        let n_bytes = keys::same_print(pairing.sides, Sides { old: id, new: id })?;
        Some(Print { hash: [0; 2], n_chars: n_bytes as u32 / 3 })
    });
}

/// Goes on with those whose folded texts are equal.
pub fn folded(pairing: &mut Pairing<'_>) {
    pair(pairing, Evidence::NeighbouringText, |pairing, id| {
        let text = pairing.texts.old[id.index()];
        (text == pairing.texts.new[id.index()]).then_some(text)
    });
}

/// Pairs section by section while both have the same number, stand in the same
/// section and have the same text.
fn pair(
    pairing: &mut Pairing<'_>,
    evidence: Evidence,
    same_text: impl Fn(&Pairing<'_>, SectionId) -> Option<Print>,
) {
    let Sides { old, new } = pairing.sides.map(|_, outlined| outlined.outline.sections());
    for (id, (old, new)) in (0..).map(SectionId).zip(old.iter().zip(new)) {
        if pairing.new_of(id) == Some(id) {
            continue;
        }
        let stand_alike = old.parent == new.parent && pairing.same_label(id, id);
        if !stand_alike || !pairing.is_free(id, id) {
            return;
        }
        let Some(text) = same_text(pairing, id) else { return };
        pairing.texts.old[id.index()] = text;
        pairing.texts.new[id.index()] = text;
        pairing.pair(id, id, evidence);
    }
}

//! 削除 that keeps its number (CONVENTIONS §0 fact 5, §1.7).
//!
//! `第６条　削除` says that the provision is gone and its number stays, so that
//! nothing behind it moves. No word of the two texts is alike, and yet they
//! are the same provision: its number tells. The same holds the other way
//! round, where a number that stood empty is filled again.

use rustc_hash::FxHashMap;

use super::keys::UnitText;
use super::{Evidence, Pairing};
use crate::model::{Side, Sides};
use crate::number::Label;
use crate::outline::SectionId;

/// What stands in the place of the text.
const WORD: &str = "削除";

/// Most characters of such a text: the word in brackets with a full stop.
const LONGEST: u32 = 5;

/// Levels of sections that are all gone with their numbers kept.
const MOST_LEVELS: usize = 4;

/// A number, and the section around it in the new document.
type Place = (Option<SectionId>, Label);

/// Sections without a partner, one list for each side.
type Alone = Sides<Vec<SectionId>>;

/// Pairs sections of one number under the same heading, of which one says
/// nothing but 削除. Where several have that number there, nothing is paired.
///
/// A chapter and its only article may both say so: the article is looked at again
/// when the chapter has its partner.
pub fn by_number(pairing: &mut Pairing<'_>) {
    for _ in 0..MOST_LEVELS {
        if !pair_by_number(pairing) {
            break;
        }
    }
}

/// Whether there were any to pair.
fn pair_by_number(pairing: &mut Pairing<'_>) -> bool {
    let empty = Sides { old: repealed(pairing, Side::Old), new: repealed(pairing, Side::New) };
    if Side::BOTH.iter().all(|side| empty.get(*side).is_empty()) {
        return false;
    }
    let mut has_any = false;
    let mut places: FxHashMap<Place, Alone> = FxHashMap::default();
    for side in Side::BOTH {
        for id in pairing.sides.get(side).outline.ids() {
            if pairing.partner(side, id).is_none()
                && let Some(place) = place(pairing, side, id)
            {
                places.entry(place).or_default().get_mut(side).push(id);
            }
        }
    }
    for side in Side::BOTH {
        for &id in empty.get(side) {
            let alone = place(pairing, side, id).and_then(|place| places.get(&place));
            if let Some(Sides { old, new }) = alone
                && let ([old], [new]) = (old.as_slice(), new.as_slice())
                && pairing.is_free(*old, *new)
            {
                pairing.pair(*old, *new, Evidence::Repealed(side));
                has_any = true;
            }
        }
    }
    has_any
}

/// The sections of a side without a partner that say nothing but 削除.
fn repealed(pairing: &Pairing<'_>, side: Side) -> Vec<SectionId> {
    let outlined = pairing.sides.get(side);
    let texts = pairing.texts.get(side);
    let is_repealed = |&id: &SectionId| {
        pairing.partner(side, id).is_none()
            && (2..=LONGEST).contains(&texts[id.index()].n_chars)
            && outlined.outline.heading_of(id).is_some()
            && says_repealed(&UnitText::of_section(outlined, id).folded)
    };
    outlined.outline.ids().filter(is_repealed).collect()
}

/// Whether a folded text is 削除, in brackets or with a full stop at most.
fn says_repealed(folded: &str) -> bool {
    folded.trim().trim_end_matches('。').trim_matches(['(', ')', '（', '）']) == WORD
}

/// The number of a section, and the new section it stands under.
fn place(pairing: &Pairing<'_>, side: Side, id: SectionId) -> Option<Place> {
    let heading = pairing.sides.get(side).outline.heading_of(id)?;
    let around = match side {
        Side::Old => pairing.place_of_old(id),
        Side::New => pairing.place_of_new(id),
    };
    Some((around, heading.number.last().clone()))
}

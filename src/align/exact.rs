//! Pairs by equal text.

use rustc_hash::FxHashMap;

use super::keys::{self, Print};
use super::{Evidence, Pairing, beginning};
use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// Shortest text, in characters, that can be an anchor on its own. Shorter ones
/// (（略）, 削除, 該当なし) are paired by their neighbours.
const SHORTEST_ANCHOR: u32 = 8;

/// A text found as often as this in one gap is paired in order: there is nothing
/// to choose by, and comparing each with each would take more than linear time.
const OFTEN: usize = 256;

/// Where a text occurs, counted up to two.
#[derive(Clone, Copy)]
struct Seen {
    n_old: u32,
    n_new: u32,
    old: SectionId,
    new: SectionId,
}

impl Default for Seen {
    fn default() -> Self {
        Self { n_old: 0, n_new: 0, old: SectionId(0), new: SectionId(0) }
    }
}

/// Pairs sections that are printed alike, at the beginning of both documents or
/// once in each. Most sections of most pairs are, and need no second look.
pub fn identical(pairing: &mut Pairing<'_>) {
    beginning::printed(pairing);
    if !keys::are_wrapped_alike(pairing.sides) {
        return;
    }
    pairing.print_rest();
    let anchors = unique_texts(pairing);
    for (old, new) in anchors {
        let sections = Sides { old, new };
        if pairing.allows(old, new) && keys::same_print(pairing.sides, sections).is_some() {
            pairing.pair(old, new, Evidence::IdenticalText);
        }
    }
}

/// Pairs sections whose folded text is the same at the beginning of both
/// documents, or occurs once among those of each that have no partner.
pub fn unique(pairing: &mut Pairing<'_>) {
    beginning::folded(pairing);
    let anchors = unique_texts(pairing);
    for (old, new) in anchors {
        if pairing.allows(old, new) {
            pairing.pair(old, new, Evidence::UniqueText);
        }
    }
}

/// Sections without partner whose text occurs once among those of each side.
fn unique_texts(pairing: &Pairing<'_>) -> Vec<(SectionId, SectionId)> {
    let mut rank_of: FxHashMap<Print, usize> = FxHashMap::default();
    let mut seen: Vec<Seen> = Vec::new();
    // A text mostly comes again soon, if at all.
    let mut last = (Print::default(), usize::MAX);
    let is_anchor = |text: &Print| text.n_chars >= SHORTEST_ANCHOR;
    for (index, text) in pairing.texts.old.iter().enumerate() {
        let old = SectionId(index as u32);
        if is_anchor(text) && pairing.new_of(old).is_none() {
            if last.0 != *text {
                last = (*text, *rank_of.entry(*text).or_insert(seen.len()));
                if last.1 == seen.len() {
                    seen.push(Seen::default());
                }
            }
            let seen = &mut seen[last.1];
            (seen.n_old, seen.old) = (seen.n_old + 1, old);
        }
    }
    for (index, text) in pairing.texts.new.iter().enumerate() {
        let new = SectionId(index as u32);
        if is_anchor(text) && pairing.old_of(new).is_none() {
            if last.0 != *text {
                last = (*text, rank_of.get(text).copied().unwrap_or(usize::MAX));
            }
            if let Some(seen) = seen.get_mut(last.1) {
                (seen.n_new, seen.new) = (seen.n_new + 1, new);
            }
        }
    }
    let mut anchors: Vec<(SectionId, SectionId)> = seen
        .into_iter()
        .filter(|seen| seen.n_old == 1 && seen.n_new == 1)
        .map(|seen| (seen.old, seen.new))
        .collect();
    anchors.sort_unstable();
    anchors
}

/// Pairs equal neighbours of what is paired, forwards and then backwards.
pub fn extend(pairing: &mut Pairing<'_>) {
    let n_old = pairing.texts.old.len() as u32;
    for index in 0..n_old.saturating_sub(1) {
        if let Some(new) = pairing.new_of(SectionId(index)) {
            try_neighbours(pairing, index + 1, new.0 + 1);
        }
    }
    for index in (1..n_old).rev() {
        if let Some(new) = pairing.new_of(SectionId(index))
            && let Some(before) = new.0.checked_sub(1)
        {
            try_neighbours(pairing, index - 1, before);
        }
    }
}

fn try_neighbours(pairing: &mut Pairing<'_>, old: u32, new: u32) {
    let texts = &pairing.texts;
    let (Some(old_text), Some(new_text)) =
        (texts.old.get(old as usize), texts.new.get(new as usize))
    else {
        return;
    };
    let (old, new) = (SectionId(old), SectionId(new));
    if pairing.is_free(old, new) && old_text == new_text && pairing.allows_equal(old, new) {
        pairing.pair(old, new, Evidence::NeighbouringText);
    }
}

/// Inside each gap between pairs that stand in order, the k-th occurrence of a
/// text is paired with the k-th, when the gap holds it equally often on both
/// sides, or so often that nothing but the order could tell one from another.
pub fn gaps(pairing: &mut Pairing<'_>) {
    let mut free = Sides::<Vec<SectionId>>::default();
    for gap in super::order::gaps(pairing) {
        // What stands on one side alone has no equal on the other.
        if gap.old.is_empty() || gap.new.is_empty() {
            continue;
        }
        for (side, ids) in [(Side::Old, gap.old), (Side::New, gap.new)] {
            let ids = ids.map(SectionId).filter(|&id| pairing.partner(side, id).is_none());
            let texts = pairing.texts.get(side);
            let free = free.get_mut(side);
            free.clear();
            free.extend(ids);
            free.sort_unstable_by_key(|id| (&texts[id.index()], *id));
        }
        let text_of = |side: Side, id: &SectionId| pairing.texts.get(side)[id.index()];
        let mut found = Vec::new();
        let mut rest = free.new.as_slice();
        for old in free.old.chunk_by(|a, b| text_of(Side::Old, a) == text_of(Side::Old, b)) {
            let text = text_of(Side::Old, &old[0]);
            let n_before = rest.iter().take_while(|id| text_of(Side::New, id) < text).count();
            let (_, from) = rest.split_at(n_before);
            let n_new = from.iter().take_while(|id| text_of(Side::New, id) == text).count();
            let (new, behind) = from.split_at(n_new);
            rest = behind;
            if old.len() != n_new && old.len().min(n_new) < OFTEN {
                continue;
            }
            for (&old, &new) in old.iter().zip(new) {
                if pairing.allows_equal(old, new) {
                    found.push((old, new));
                }
            }
        }
        for (old, new) in found {
            pairing.pair(old, new, Evidence::NeighbouringText);
        }
    }
}

//! Short texts that many sections without partner have: 該当なし, 別に定める。
//!
//! Which of them went to which other place, nothing tells. One that left its
//! place is gone there and new elsewhere; a row that says it moved would be a
//! guess. One that a few have left its heading only when nothing else there took its
//! place. O(n) for n sections.

use rustc_hash::FxHashMap;

use super::keys::{self, Print};
use super::{Evidence, Pairing};
use crate::model::{Side, Sides};
use crate::outline::SectionId;

/// So many sections, on both sides together, are too many to guess between.
const MANY: u32 = 9;
/// Characters of a text that is short.
const LONGEST: u32 = 24;

/// So many sections, on both sides together, repeat a text that two would have
/// alone.
const REPEATED: u32 = 3;

/// How often sections have the same short text, on both sides together.
#[derive(Debug)]
pub struct Twins {
    /// Among those without partner.
    free: FxHashMap<Print, u32>,
    /// The same texts among all.
    all: FxHashMap<Print, u32>,
}

impl Twins {
    /// Counts the texts of the sections without partner.
    pub fn of(pairing: &Pairing<'_>, free: Sides<&[SectionId]>) -> Self {
        let mut counts: FxHashMap<Print, u32> = FxHashMap::default();
        for (side, free) in [(Side::Old, free.old), (Side::New, free.new)] {
            let texts = free.iter().map(|id| pairing.texts.get(side)[id.index()]);
            for text in texts.filter(|text| text.n_chars <= LONGEST) {
                *counts.entry(text).or_default() += 1;
            }
        }
        let mut all = FxHashMap::default();
        all.extend(counts.keys().map(|&text| (text, 0)));
        if all.is_empty() {
            return Self { free: counts, all };
        }
        let ids = |side: Side| pairing.sides.get(side).outline.ids().map(move |id| (side, id));
        let texts = Side::BOTH.into_iter().flat_map(ids);
        for text in texts.filter_map(|(side, id)| short_text(pairing, side, id)) {
            if let Some(n) = all.get_mut(&text) {
                *n += 1;
            }
        }
        Self { free: counts, all }
    }

    /// Whether both sections have one short text that another has, too.
    pub fn are_repeated(&self, pairing: &Pairing<'_>, sections: Sides<SectionId>) -> bool {
        Self::have_at_least(&self.all, REPEATED, pairing, sections)
    }

    /// Whether both sections have one short text that many others have, too.
    pub fn are_many(&self, pairing: &Pairing<'_>, sections: Sides<SectionId>) -> bool {
        Self::have_at_least(&self.free, MANY, pairing, sections)
    }

    fn have_at_least(
        counts: &FxHashMap<Print, u32>,
        n: u32,
        pairing: &Pairing<'_>,
        sections: Sides<SectionId>,
    ) -> bool {
        let text = pairing.texts.old[sections.old.index()];
        text == pairing.texts.new[sections.new.index()]
            && counts.get(&text).is_some_and(|&known| known >= n)
    }
}

/// The folded text of a section, if it is short.
fn short_text(pairing: &Pairing<'_>, side: Side, id: SectionId) -> Option<Print> {
    let mut text = pairing.texts.get(side)[id.index()];
    let evidence = pairing.partners.get(side)[id.index()].map(|(_, evidence)| evidence);
    if text.n_chars <= LONGEST && evidence == Some(Evidence::IdenticalText) {
        // Nobody has folded it yet.
        text = keys::folded(pairing.sides.get(side), id);
    }
    (text.n_chars <= LONGEST).then_some(text)
}

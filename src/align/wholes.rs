//! Sections that may be cut into parts, and what they have to themselves.

use super::Pairing;
use super::parts::SHORTEST_BESIDE;
use super::shingles::Sample;
use super::sketches::SketchIndex;
use crate::model::Side;
use crate::outline::SectionId;

/// Sections of one side that are paired and whose partners do not say the same.
pub struct Wholes {
    /// The side.
    pub side: Side,
    /// Their partners beside them.
    pub sections: Vec<(SectionId, SectionId)>,
    /// What they say and their partners do not; mostly nothing.
    pub index: SketchIndex,
}

impl Wholes {
    /// The wholes of a side.
    pub fn of(pairing: &Pairing<'_>, side: Side) -> Self {
        let (mut sections, mut rest, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for id in pairing.sides.get(side).outline.ids() {
            let Some((partner, evidence)) = pairing.partners.get(side)[id.index()] else {
                continue;
            };
            if evidence.is_equal() || pairing.texts.get(side)[id.index()].n_chars < SHORTEST_BESIDE
            {
                continue;
            }
            let own = pairing.sample(side, id);
            own.sketch_without(pairing.sample(side.other(), partner), &mut rest);
            sections.push((id, partner));
            ends.push(rest.len());
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let sketches: Vec<&[u32]> =
            starts.zip(&ends).map(|(start, &end)| &rest[start..end]).collect();
        Self { side, sections, index: SketchIndex::of(&sketches) }
    }

    /// Whether a part shares a stretch with the whole of this rank that no other
    /// part and no other whole has. A list that others repeat could have come
    /// from any of them.
    pub fn shares_alone(&self, rank: u32, part: Sample<'_>, of_parts: &SketchIndex) -> bool {
        let is_own = |&hash: &u32| {
            of_parts.rare(hash).take(2).count() == 1 && self.index.rare(hash).eq([rank])
        };
        part.sketch().iter().any(is_own)
    }
}

/// Which of some sections hold which stretch.
pub fn index(pairing: &Pairing<'_>, side: Side, sections: &[SectionId]) -> SketchIndex {
    let sketches: Vec<&[u32]> =
        sections.iter().map(|&id| pairing.sample(side, id).sketch()).collect();
    SketchIndex::of(&sketches)
}

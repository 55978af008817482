//! Text that went inside the section it was the text of: 第２条 was given a new
//! first 項, and what it said before is its 項 ２ now.
//!
//! The texts are paired, and the two 第２条 are left over, whose number, caption
//! and title did not change. The section is therefore cut behind them: they belong
//! to the section around the text, and the rest to the text. O(sections).

use rustc_hash::FxHashSet;

use super::parts::{Cut, Part};
use super::{Evidence, Pairing, UnitText};
use crate::model::{Block, Side, Sides, Source};
use crate::outline::{Heading, SectionId};

/// Cuts the sections whose text stands inside a section of their number in the
/// other document; none of those `taken`, to which they are added.
pub fn cuts(pairing: &Pairing<'_>, taken: &mut Sides<FxHashSet<SectionId>>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for side in Side::BOTH {
        let other = side.other();
        for inner in pairing.sides.get(other).outline.ids() {
            let Some((whole, around, until)) = went_inside(pairing, side, inner) else { continue };
            let are_free = !taken.get(side).contains(&whole)
                && [around, inner].iter().all(|id| !taken.get(other).contains(id));
            if are_free {
                taken.get_mut(side).insert(whole);
                taken.get_mut(other).extend([around, inner]);
                let part =
                    |section, until, evidence| Part { section, until, evidence, moved: false };
                let parts = vec![
                    part(around, until, Some(Evidence::SameNumber)),
                    part(inner, usize::MAX, None),
                ];
                cuts.push(Cut { side, whole, parts });
            }
        }
    }
    cuts
}

/// The section of `side` whose text is that of `inner` of the other document, the
/// section around `inner`, which has its number and no partner, and the first
/// byte behind that number.
fn went_inside(
    pairing: &Pairing<'_>,
    side: Side,
    inner: SectionId,
) -> Option<(SectionId, SectionId, usize)> {
    let other = side.other();
    let (whole, evidence) = pairing.partners.get(other)[inner.index()]?;
    let around = pairing.parent(other, inner)?;
    if pairing.partner(other, around).is_some() || evidence == Evidence::Forced {
        return None;
    }
    let heading = |side: Side, id| pairing.sides.get(side).outline.heading_of(id);
    let (own, outer) = (heading(side, whole)?, heading(other, around)?);
    let (old, new) = match side {
        Side::Old => (whole, around),
        Side::New => (around, whole),
    };
    let is_its_number = own.number == outer.number
        && !own.label.is_empty()
        && pairing.same_parent(old, new)
        && pairing.allows(old, new);
    let beginnings = [(side, whole, own), (other, around, outer)];
    is_its_number.then(|| (whole, around, cut_behind(pairing, beginnings)))
}

/// Where the first of two sections of one number is to be cut: behind its title
/// and the paragraphs under it, as far as they are those of the other one and
/// something is left; otherwise behind its number.
fn cut_behind(pairing: &Pairing<'_>, sections: [(Side, SectionId, &Heading); 2]) -> usize {
    let [own, other] = sections.map(|(side, id, heading)| {
        let outlined = pairing.sides.get(side);
        let end = outlined.outline.section(id).blocks.end as usize;
        let blocks = outlined.document.blocks.get(heading.block.index()..end);
        (blocks.unwrap_or_default(), &outlined.document.source, heading)
    });
    let folded = |(blocks, source, heading): (&[Block], &Source, &Heading), at: usize| {
        blocks.get(at..=at).map(|block| UnitText::of(block, source, Some(heading)).folded)
    };
    let is_common = |&at: &usize| {
        let text = folded(own, at);
        text.as_ref().is_some_and(|text| !text.is_empty()) && text == folded(other, at)
    };
    let n_common = (0..own.0.len().saturating_sub(1)).take_while(is_common).count();
    let last = n_common.checked_sub(1).and_then(|at| own.0[at].text.parts().last());
    last.map_or(own.2.title(), |part| part.span.end())
}

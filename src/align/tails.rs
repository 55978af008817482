//! Closing paragraphs: unnumbered text after a list that belongs to the
//! section around the list.
//!
//! ```text
//! old:  ２ 措置 … 例えば、名簿は…          new:  ２ 措置 …
//!                                              （１）…（７） …・ 対策
//!                                              なお、名簿は…
//! ```
//!
//! Nothing on the page says that 「なお、…」 closes ２ rather than （７）; the other
//! document does. Such paragraphs become units of their own on both sides.

use std::borrow::Cow;
use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::Pairing;
use super::folded::Folded;
use super::shingles::{Shingles, Sieve};
use super::sketches::SketchIndex;
use super::votes::Votes;
use crate::model::{BlockKind, Side, Sides};
use crate::outline::{Outlined, SectionId};

/// Alike enough to be the same paragraph.
const LEAST_DICE: f32 = 0.5;
/// Shortest paragraph, in characters, that is looked for elsewhere.
const SHORTEST: usize = 12;
/// Paragraphs measured for each paragraph that may stand elsewhere.
const N_CANDIDATES: usize = 8;
/// Paragraphs looked at from the end of a section: closing text is short.
const MOST_CLOSING: usize = 16;
/// What folded bullets are.
const BULLET: u16 = 0x30fb;
/// A section of more paragraphs is no provision that closing text could have
/// left, and comparing with each of them would cost too much.
const MOST_PARAGRAPHS: usize = 256;

/// Closing paragraphs found on both sides.
#[derive(Debug)]
pub struct Closing {
    /// Sections whose last blocks they are.
    pub section: Sides<SectionId>,
    /// First block of each.
    pub from: Sides<u32>,
    /// The paired sections they belong to.
    pub owner: Sides<SectionId>,
    /// How alike their first paragraphs are.
    pub dice: f32,
    /// Whether they stand before a paired section in one document and after it
    /// in the other.
    pub moved: bool,
}

impl Closing {
    /// Whether they are all that stands under the heading of a section that is
    /// paired with none.
    pub fn is_bare(&self, pairing: &Pairing<'_>) -> bool {
        Side::BOTH.into_iter().any(|side| {
            let id = *self.section.get(side);
            let heading = pairing.sides.get(side).outline.section(id).heading.as_ref();
            pairing.partner(side, id).is_none()
                && heading.is_some_and(|heading| heading.block.0 + 1 == *self.from.get(side))
        })
    }
}

/// A paragraph without an equal in the paired section.
struct Orphan {
    section: SectionId,
    block: u32,
    shingles: Shingles,
}

/// Finds closing paragraphs that stand in sections which are not paired with
/// each other.
pub fn closing_paragraphs(pairing: &Pairing<'_>) -> Vec<Closing> {
    let (old, new) = rayon::join(|| orphans(pairing, Side::Old), || orphans(pairing, Side::New));
    let index = SketchIndex::of(new.iter().map(|orphan| &orphan.shingles));
    let mut votes = Votes::of(new.len())();
    let mut sieve = Sieve::default();
    let mut found: Vec<Closing> = Vec::new();
    for (at, old) in old.iter().enumerate() {
        for &hash in old.shingles.sketch() {
            index.rare(hash).for_each(|rank| votes.add(rank));
        }
        let candidates = votes.best(N_CANDIDATES, at as u32);
        if candidates.is_empty() {
            continue;
        }
        sieve.refill(&old.shingles);
        for rank in candidates {
            let new = &new[rank as usize];
            // A person who took two sections apart means all of them.
            if pairing.new_of(old.section) == Some(new.section)
                || !pairing.constraints.allow(old.section, new.section)
            {
                continue;
            }
            if sieve.most_dice(&old.shingles, &new.shingles) < LEAST_DICE {
                continue;
            }
            let dice = old.shingles.dice(&new.shingles);
            if dice < LEAST_DICE {
                continue;
            }
            if let Some(owner) = common_owner(pairing, old.section, new.section) {
                let section = Sides { old: old.section, new: new.section };
                let from = Sides { old: old.block, new: new.block };
                let moved = crosses(pairing, section, owner);
                found.push(Closing { section, from, owner, dice, moved });
            }
        }
    }
    // Best first; each section is cut once.
    found.sort_by(|a, b| {
        b.dice.total_cmp(&a.dice).then((a.from.old + a.from.new).cmp(&(b.from.old + b.from.new)))
    });
    let mut taken = Sides::<FxHashSet<SectionId>>::default();
    found.retain(|Closing { section, .. }| {
        let is_free = !taken.old.contains(&section.old) && !taken.new.contains(&section.new);
        if is_free {
            taken.old.insert(section.old);
            taken.new.insert(section.new);
        }
        is_free
    });
    found
}

/// Whether a section that stands before the closing paragraphs of one document
/// is paired with one that stands after those of the other. A list that was
/// only inserted or removed before them has no such section.
fn crosses(pairing: &Pairing<'_>, section: Sides<SectionId>, owner: Sides<SectionId>) -> bool {
    let before_old = (owner.old.0..=section.old.0).map(SectionId);
    let before_new = (owner.new.0..=section.new.0).map(SectionId);
    let leaves_old = before_old.filter_map(|old| pairing.new_of(old)).any(|new| new > section.new);
    let leaves_new = before_new.filter_map(|new| pairing.old_of(new)).any(|old| old > section.old);
    leaves_old || leaves_new
}

/// The innermost paired sections around both, `old` and `new` included.
fn common_owner(pairing: &Pairing<'_>, old: SectionId, new: SectionId) -> Option<Sides<SectionId>> {
    let around = |outlined: &Outlined, id: SectionId| {
        let mut around = outlined.outline.ancestors(id);
        around.push(id);
        around
    };
    let old_around = around(pairing.sides.old, old);
    around(pairing.sides.new, new).into_iter().rev().find_map(|new| {
        let old = pairing.old_of(new)?;
        old_around.contains(&old).then_some(Sides { old, new })
    })
}

/// The paragraphs at the end of each section that have no equal in the section
/// it is paired with. Sections that are equal as a whole have none.
fn orphans(pairing: &Pairing<'_>, side: Side) -> Vec<Orphan> {
    let outlined = *pairing.sides.get(side);
    let mut orphans = Vec::new();
    for id in outlined.outline.ids() {
        let partner = pairing.partners.get(side)[id.index()];
        if partner.is_some_and(|(_, evidence)| evidence.is_equal()) {
            continue;
        }
        let Some(body) = Body::of(pairing, side, id) else { continue };
        let other = partner.and_then(|(other, _)| Body::of(pairing, side.other(), other));
        if other.as_ref().is_some_and(|other| other.blocks.len() > MOST_PARAGRAPHS) {
            continue;
        }
        let last = other.as_ref().and_then(|other| other.texts().next());
        let shingles_of_last = LazyCell::new(|| last.map(|(_, last)| Shingles::of(last)));
        let shingles_of_other = LazyCell::new(|| -> Vec<Shingles> {
            let texts = other.iter().flat_map(Body::texts);
            texts.map(|(_, text)| Shingles::of(text)).collect()
        });
        for (block, text) in body.texts().take(MOST_CLOSING) {
            // A section that ends in a list of bullets closes nothing.
            if text.first() == Some(&BULLET) {
                break;
            }
            // Mostly the section ends in the same words on both sides.
            if last.is_some_and(|(_, last)| frames_are_equal(last, text)) {
                break;
            }
            let shingles = Shingles::of(text);
            let is_like = |other: &Shingles| other.dice(&shingles) >= LEAST_DICE;
            if shingles_of_last.as_ref().is_some_and(is_like)
                || shingles_of_other.iter().any(is_like)
            {
                break;
            }
            if text.len() >= SHORTEST {
                orphans.push(Orphan { section: id, block, shingles });
            }
        }
    }
    orphans.sort_by_key(|orphan| orphan.block);
    orphans
}

/// Whether two texts begin and end alike for three quarters of their length:
/// edited, but the same paragraph. Costs less than measuring their likeness.
fn frames_are_equal(old: &[u16], new: &[u16]) -> bool {
    let n_common = |pairs: &mut dyn Iterator<Item = (&u16, &u16)>| {
        pairs.take_while(|(old, new)| old == new).count()
    };
    let n_first = n_common(&mut old.iter().zip(new));
    let shorter = old.len().min(new.len()) - n_first;
    let n_last = n_common(&mut old.iter().rev().zip(new.iter().rev()).take(shorter));
    4 * (n_first + n_last) >= 3 * old.len().max(new.len())
}

/// The paragraphs of a section after its heading, outside tables.
struct Body<'a> {
    folded: Cow<'a, Folded>,
    /// First block of the section.
    first: u32,
    blocks: Vec<u32>,
}

impl<'a> Body<'a> {
    /// The body of a section; `None` where there is none.
    fn of(pairing: &'a Pairing<'_>, side: Side, id: SectionId) -> Option<Self> {
        let outlined = *pairing.sides.get(side);
        let section = outlined.outline.section(id);
        let heading = section.heading.as_ref()?.block.0;
        let is_paragraph =
            |&at: &u32| outlined.document.blocks[at as usize].kind == BlockKind::Paragraph;
        let after = section.blocks.start.max(heading + 1)..section.blocks.end;
        let blocks: Vec<u32> = after.filter(is_paragraph).collect();
        let first = section.blocks.start;
        (!blocks.is_empty()).then(|| Self { folded: pairing.folded(side, id), first, blocks })
    }

    /// The numbers of the blocks and their texts, the last one first.
    fn texts(&self) -> impl Iterator<Item = (u32, &[u16])> {
        let text = |&block: &u32| (block, self.folded.block((block - self.first) as usize));
        self.blocks.iter().rev().map(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::folded::tests::units;
    use super::*;

    #[test]
    fn an_edit_in_the_middle_leaves_the_frame() {
        let are = |old: &str, new: &str| frames_are_equal(&units(old), &units(new));
        assert!(are("届出は三十日以内に行うものとする。", "届出は十四日以内に行うものとする。"));
        assert!(are("", "") && are("同じ。", "同じ。"));
        assert!(!are("なお、従前の例による。", "名簿は、三年間保存する。"));
        assert!(!are("あああ", "あああああああああ"));
    }
}

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

use super::Pairing;
use super::keys::UnitText;
use super::shingles::{Shingles, TripleIndex};
use super::votes::Votes;
use crate::model::{BlockKind, Side, Sides};
use crate::outline::{Outlined, SectionId};

/// Alike enough to be the same paragraph.
const LEAST_DICE: f32 = 0.5;
/// Shortest paragraph, in characters, that is looked for elsewhere.
const SHORTEST: u32 = 12;
/// Paragraphs measured for each paragraph that may stand elsewhere.
const N_CANDIDATES: usize = 8;
/// Paragraphs looked at from the end of a section: closing text is short.
const MOST_CLOSING: usize = 16;
/// Paragraphs of the paired section that they are compared with, from its end.
const MOST_COMPARED: usize = 128;

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
    let index = TripleIndex::of(new.iter().map(|orphan| &orphan.shingles));
    let mut votes = Votes::of(new.len())();
    let mut found: Vec<Closing> = Vec::new();
    for (at, old) in old.iter().enumerate() {
        for hash in old.shingles.sketch() {
            index.rare(hash).iter().for_each(|&(_, rank)| votes.add(rank));
        }
        for rank in votes.best(N_CANDIDATES, at as u32) {
            let new = &new[rank as usize];
            // A person who took two sections apart means all of them.
            if pairing.new_of(old.section) == Some(new.section)
                || !pairing.constraints.allow(old.section, new.section)
            {
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
    let mut kept: Vec<Closing> = Vec::new();
    for closing in found {
        let is_taken = kept.iter().any(|known| {
            known.section.old == closing.section.old || known.section.new == closing.section.new
        });
        if !is_taken {
            kept.push(closing);
        }
    }
    kept
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
        let mut known = partner
            .map(|(other, _)| Paragraphs::of(Body::of(pairing.sides.get(side.other()), other)));
        for (block, text) in Body::of(outlined, id).texts().take(MOST_CLOSING) {
            // Mostly the section ends in the same words on both sides.
            let last = known.as_ref().and_then(Paragraphs::last);
            if last.is_some_and(|last| frames_are_equal(last, &text.folded)) {
                break;
            }
            let shingles = Shingles::of(&text.folded);
            if known.as_mut().is_some_and(|known| known.has_like(&shingles)) {
                break;
            }
            if text.n_chars >= SHORTEST {
                orphans.push(Orphan { section: id, block, shingles });
            }
        }
    }
    orphans.sort_by_key(|orphan| orphan.block);
    orphans
}

/// The last paragraphs of a section, each folded when it is first needed.
struct Paragraphs<'a> {
    body: Body<'a>,
    /// The last one.
    last: Option<String>,
    known: Vec<Shingles>,
}

impl<'a> Paragraphs<'a> {
    fn of(body: Body<'a>) -> Self {
        let last = body.texts().next().map(|(_, text)| text.folded);
        Self { body, last, known: Vec::new() }
    }

    fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// Whether one of them is like a paragraph.
    fn has_like(&mut self, shingles: &Shingles) -> bool {
        let is_like = |known: &Shingles| known.dice(shingles) >= LEAST_DICE;
        if self.known.iter().any(is_like) {
            return true;
        }
        let rest = self.body.texts().skip(self.known.len());
        for (_, text) in rest.take(MOST_COMPARED - self.known.len()) {
            let shingles = Shingles::of(&text.folded);
            let is_like = is_like(&shingles);
            self.known.push(shingles);
            if is_like {
                return true;
            }
        }
        false
    }
}

/// Whether two texts begin and end alike for three quarters of their length:
/// edited, but the same paragraph. Costs less than measuring their likeness.
fn frames_are_equal(old: &str, new: &str) -> bool {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let n_common = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| {
        pairs.take_while(|(old, new)| old == new).count()
    };
    let n_first = n_common(&mut old.iter().zip(new));
    let shorter = old.len().min(new.len()) - n_first;
    let n_last = n_common(&mut old.iter().rev().zip(new.iter().rev()).take(shorter));
    4 * (n_first + n_last) >= 3 * old.len().max(new.len())
}

/// The paragraphs of a section after its heading, outside tables.
struct Body<'a> {
    outlined: &'a Outlined,
    blocks: Vec<u32>,
}

impl<'a> Body<'a> {
    fn of(outlined: &'a Outlined, id: SectionId) -> Self {
        let section = outlined.outline.section(id);
        let heading = section.heading.as_ref().map(|heading| heading.block.0);
        let blocks = section
            .blocks
            .clone()
            .filter(|&block| heading.is_some_and(|heading| block > heading))
            .filter(|&block| outlined.document.blocks[block as usize].kind == BlockKind::Paragraph)
            .collect();
        Self { outlined, blocks }
    }

    /// Their numbers and texts, the last one first.
    fn texts(&self) -> impl Iterator<Item = (u32, UnitText)> + '_ {
        let document = &self.outlined.document;
        self.blocks.iter().rev().map(|&block| {
            let blocks = std::slice::from_ref(&document.blocks[block as usize]);
            (block, UnitText::of(blocks, &document.source, None))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_in_the_middle_leaves_the_frame() {
        assert!(frames_are_equal(
            "届出は三十日以内に行うものとする。",
            "届出は十四日以内に行うものとする。"
        ));
        assert!(frames_are_equal("", "") && frames_are_equal("同じ。", "同じ。"));
        assert!(!frames_are_equal("なお、従前の例による。", "名簿は、三年間保存する。"));
        assert!(!frames_are_equal("あああ", "あああああああああ"));
    }
}

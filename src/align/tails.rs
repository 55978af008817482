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
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::folded::Texts;
use super::sampler::Sampler;
use super::shingles::Shingles;
use super::sketches::SketchIndex;
use super::votes::Votes;
use super::{Evidence, Pairing};
use crate::model::{BlockKind, Side, Sides};
use crate::outline::{Outlined, SectionId};

/// Alike enough to be the same paragraph.
const LEAST_DICE: f32 = 0.5;
/// So much may the likeness of two samples differ from that of the texts.
const SAMPLING_ERROR: f32 = 0.1;
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
            let heading = pairing.sides.get(side).outline.heading_of(id);
            pairing.partner(side, id).is_none()
                && heading.is_some_and(|heading| heading.block.0 + 1 == *self.from.get(side))
        })
    }
}

/// A paragraph without an equal in the paired section.
struct Orphan {
    section: SectionId,
    block: u32,
    n_chars: usize,
    /// Where its stretches are; `None` where it is most of the section, whose
    /// stretches are known.
    sketch: Option<Range<usize>>,
    shingles: OnceCell<Shingles>,
}

impl Orphan {
    fn shingles(&self, pairing: &Pairing<'_>, side: Side, sampler: &mut Sampler) -> &Shingles {
        let take = || sampler.of(&paragraph(pairing, side, self.section, self.block));
        self.shingles.get_or_init(take)
    }
}

/// Paragraphs of one side, and stretches of some of them.
#[derive(Default)]
struct Orphans {
    all: Vec<Orphan>,
    sketches: Vec<u32>,
}

impl Orphans {
    fn sketch<'a>(&'a self, pairing: &'a Pairing<'_>, side: Side, orphan: &'a Orphan) -> &'a [u32] {
        match &orphan.sketch {
            Some(range) => &self.sketches[range.clone()],
            None => pairing.sample(side, orphan.section).sketch(),
        }
    }
}

/// Finds closing paragraphs that stand in sections which are not paired with
/// each other.
pub fn closing_paragraphs(pairing: &Pairing<'_>) -> Vec<Closing> {
    let (old, new) = rayon::join(|| orphans(pairing, Side::Old), || orphans(pairing, Side::New));
    if old.all.is_empty() || new.all.is_empty() {
        return Vec::new();
    }
    let sketches: Vec<&[u32]> =
        new.all.iter().map(|orphan| new.sketch(pairing, Side::New, orphan)).collect();
    let index = SketchIndex::of(&sketches);
    let mut votes = Votes::of(new.all.len())();
    let mut sampler = Sampler::default();
    let mut found: Vec<Closing> = Vec::new();
    for (at, one) in old.all.iter().enumerate() {
        let sketch = old.sketch(pairing, Side::Old, one);
        for &hash in sketch {
            index.rare(hash).for_each(|rank| votes.add(rank));
        }
        let least = sketch.len() as u32 / 20;
        for rank in votes.best(N_CANDIDATES, least, at as u32) {
            let other = &new.all[rank as usize];
            // A person who took two sections apart means all of them.
            if pairing.new_of(one.section) == Some(other.section)
                || !pairing.constraints.allow(one.section, other.section)
                || !may_be_alike(pairing, Sides { old: one, new: other })
            {
                continue;
            }
            let of_new = other.shingles(pairing, Side::New, &mut sampler).sample();
            let of_old = one.shingles(pairing, Side::Old, &mut sampler).sample();
            let dice = of_old.dice(of_new);
            if dice < LEAST_DICE {
                continue;
            }
            if let Some(owner) = common_owner(pairing, one.section, other.section) {
                let section = Sides { old: one.section, new: other.section };
                let from = Sides { old: one.block, new: other.block };
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

/// Whether two paragraphs can be alike, told by the sections around them: the
/// paragraphs have no more in common than those.
fn may_be_alike(pairing: &Pairing<'_>, orphans: Sides<&Orphan>) -> bool {
    let Sides { old, new } = orphans;
    let n_chars =
        n_chars(pairing, Side::Old, old.section) + n_chars(pairing, Side::New, new.section);
    let sample = |side: Side, orphan: &Orphan| pairing.sample(side, orphan.section);
    let dice = sample(Side::Old, old).dice(sample(Side::New, new));
    pairing.folded(Side::Old, old.section).is_none()
        || pairing.folded(Side::New, new.section).is_none()
        || (dice + SAMPLING_ERROR) * n_chars as f32
            >= LEAST_DICE * (old.n_chars + new.n_chars) as f32
}

/// Whether the last paragraphs of two sections are alike, told by the sections,
/// which have little besides them.
fn must_be_alike(pairing: &Pairing<'_>, side: Side, id: SectionId, n_last: Sides<usize>) -> bool {
    let Some((partner, evidence)) = pairing.partners.get(side)[id.index()] else { return false };
    let other = side.other();
    let n_chars = n_chars(pairing, side, id) + n_chars(pairing, other, partner);
    let n_last = n_last.old + n_last.new;
    let dice = match evidence {
        Evidence::Similar(likeness) => likeness.dice,
        _ => pairing.sample(side, id).dice(pairing.sample(other, partner)),
    };
    let n_common =
        (dice - SAMPLING_ERROR) * n_chars as f32 - 2.0 * n_chars.saturating_sub(n_last) as f32;
    n_common >= LEAST_DICE * n_last as f32
}

fn n_chars(pairing: &Pairing<'_>, side: Side, id: SectionId) -> usize {
    pairing.texts.get(side)[id.index()].n_chars as usize
}

/// The paragraphs at the end of each section that have no equal in the section
/// it is paired with. Sections that are equal as a whole have none.
fn orphans(pairing: &Pairing<'_>, side: Side) -> Orphans {
    let outlined = *pairing.sides.get(side);
    let mut orphans = Orphans::default();
    let mut sampler = Sampler::default();
    for id in outlined.outline.ids() {
        let partner = pairing.partners.get(side)[id.index()];
        if partner.is_some_and(|(_, evidence)| evidence.is_equal()) {
            continue;
        }
        let Some(body) = Body::of(pairing, side, id) else { continue };
        let other = partner.and_then(|(other, _)| Body::of(pairing, side.other(), other));
        if other.as_ref().is_some_and(|other| other.blocks().count() > MOST_PARAGRAPHS) {
            continue;
        }
        let last = other.as_ref().and_then(|other| other.texts().next()).map(|(_, last)| last);
        // Taken one after the other, as far as somebody asks: mostly the last
        // paragraphs are alike.
        let mut others: Vec<Shingles> = Vec::new();
        let mut untaken = other.as_ref().map(Body::texts).into_iter().flatten();
        for (rank, (block, text)) in body.texts().take(MOST_CLOSING).enumerate() {
            // A section that ends in a list of bullets closes nothing.
            if text.first() == Some(&BULLET) {
                break;
            }
            if let Some(last) = &last {
                // Mostly the section ends in the same words on both sides.
                let n_last = Sides { old: text.len(), new: last.len() };
                if frames_are_equal(last, &text)
                    || rank == 0 && must_be_alike(pairing, side, id, n_last)
                {
                    break;
                }
                let shingles = sampler.of(&text);
                let is_like =
                    |other: &Shingles| other.sample().dice(shingles.sample()) >= LEAST_DICE;
                let has_like = others.iter().any(is_like)
                    || untaken.by_ref().any(|(_, text)| {
                        let fresh = sampler.of(&text);
                        let is_like = is_like(&fresh);
                        others.push(fresh);
                        is_like
                    });
                if has_like {
                    break;
                }
            }
            if text.len() >= SHORTEST {
                let is_most = 2 * text.len() >= n_chars(pairing, side, id);
                let sketch = (!is_most).then(|| {
                    let start = orphans.sketches.len();
                    sampler.sketch(&text, &mut orphans.sketches);
                    start..orphans.sketches.len()
                });
                let n_chars = text.len();
                let shingles = OnceCell::new();
                orphans.all.push(Orphan { section: id, block, n_chars, sketch, shingles });
            }
        }
    }
    orphans.all.sort_by_key(|orphan| orphan.block);
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
    pairing: &'a Pairing<'a>,
    side: Side,
    section: SectionId,
    after: Range<u32>,
}

impl<'a> Body<'a> {
    /// The body of a section; `None` where there is none.
    fn of(pairing: &'a Pairing<'a>, side: Side, id: SectionId) -> Option<Self> {
        let outline = &pairing.sides.get(side).outline;
        let section = outline.section(id);
        let heading = outline.heading(section)?.block.0;
        let after = section.blocks.start.max(heading + 1)..section.blocks.end;
        let body = Self { pairing, side, section: id, after };
        let has_some = body.blocks().next().is_some();
        has_some.then_some(body)
    }

    /// The numbers of the blocks, the last one first.
    fn blocks(&self) -> impl Iterator<Item = u32> {
        let blocks = &self.pairing.sides.get(self.side).document.blocks;
        let is_paragraph = |&at: &u32| blocks[at as usize].kind == BlockKind::Paragraph;
        self.after.clone().rev().filter(is_paragraph)
    }

    /// The numbers of the blocks and their texts, the last one first.
    fn texts(&self) -> impl Iterator<Item = (u32, Cow<'a, [u16]>)> {
        let Self { pairing, side, section, .. } = *self;
        self.blocks().map(move |block| (block, paragraph(pairing, side, section, block)))
    }
}

/// The folded text of a block of a section.
fn paragraph<'a>(
    pairing: &'a Pairing<'_>,
    side: Side,
    section: SectionId,
    block: u32,
) -> Cow<'a, [u16]> {
    let outlined = *pairing.sides.get(side);
    if let Some(folded) = pairing.folded(side, section) {
        let first = outlined.outline.section(section).blocks.start;
        return Cow::Borrowed(folded.block((block - first) as usize));
    }
    let blocks = &outlined.document.blocks[block as usize..=block as usize];
    let mut texts = Texts::default();
    Cow::Owned(texts.push(blocks, &outlined.document.source, None).block(0).to_vec())
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

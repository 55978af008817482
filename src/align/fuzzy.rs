//! Pairs by children and by similar text.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::candidates::candidates;
use super::likeness::{Traits, have_same_title, least_dice};
use super::order::{Gap, gaps};
use super::shingles::Sample;
use super::sieve::Sieve;
use super::twins::Twins;
use super::{Evidence, Likeness, Pairing, Refusal, Rejected};
use crate::model::{Side, Sides};
use crate::outline::{Outlined, SectionId};

/// Pairs sections most of whose children are paired with each other
/// (the containers of `GumTree`). Works from the leaves upwards.
pub fn children(pairing: &mut Pairing<'_>) {
    let children =
        Sides { old: Side::Old, new: Side::New }.map(|_, side| Children::of(pairing, side));
    if children.old.0.is_empty() {
        return;
    }
    let n_children = pairing.sides.map(|_, outlined| count_children(outlined));
    for old in pairing.sides.old.outline.ids().rev() {
        if pairing.new_of(old).is_some() {
            continue;
        }
        let Some((new, n_votes)) = children.old.most_voted(pairing, Side::Old, old) else {
            continue;
        };
        let most = n_children.old[old.index()].max(n_children.new[new.index()]);
        // Half of them may speak for two.
        let is_mutual = || {
            let voted = children.new.most_voted(pairing, Side::New, new);
            voted.is_some_and(|(back, _)| back == old)
        };
        let is_half = || n_votes * 2 == most && pairing.same_label(old, new) && is_mutual();
        if n_votes * 2 > most || is_half() {
            let evidence = Evidence::Children { n: n_votes as u32, of: most as u32 };
            pairing.pair(old, new, evidence);
        }
    }
}

/// The children of the sections of a document that have no partner.
struct Children(FxHashMap<SectionId, Vec<SectionId>>);

impl Children {
    fn of(pairing: &Pairing<'_>, side: Side) -> Self {
        let mut children: FxHashMap<SectionId, Vec<SectionId>> = FxHashMap::default();
        for (child, parent) in numbered(pairing.sides.get(side)) {
            if let Some(parent) = parent.filter(|&it| pairing.partner(side, it).is_none()) {
                children.entry(parent).or_default().push(child);
            }
        }
        Self(children)
    }

    /// The free section of the other document in which most partners of the children
    /// stand, the first of several, and how many do.
    fn most_voted(
        &self,
        pairing: &Pairing<'_>,
        side: Side,
        id: SectionId,
    ) -> Option<(SectionId, usize)> {
        let outline = &pairing.sides.get(side.other()).outline;
        let is_free = |other: SectionId| match side {
            Side::Old => pairing.is_free(id, other),
            Side::New => pairing.is_free(other, id),
        };
        let mut votes: Vec<(SectionId, usize)> = Vec::new();
        for child in self.0.get(&id)? {
            let partner = pairing.partner(side, *child);
            let parent = partner.and_then(|partner| outline.section(partner).parent);
            let Some(parent) = parent.filter(|&parent| is_free(parent)) else { continue };
            match votes.iter_mut().find(|(candidate, _)| *candidate == parent) {
                Some((_, n)) => *n += 1,
                None => votes.push((parent, 1)),
            }
        }
        votes.into_iter().max_by_key(|&(other, n)| (n, std::cmp::Reverse(other)))
    }
}

fn numbered(outlined: &Outlined) -> impl Iterator<Item = (SectionId, Option<SectionId>)> + '_ {
    outlined.outline.ids().map(|id| (id, outlined.outline.section(id).parent))
}

fn count_children(outlined: &Outlined) -> Vec<usize> {
    let mut counts = vec![0; outlined.outline.sections().len()];
    for (_, parent) in numbered(outlined) {
        if let Some(parent) = parent {
            counts[parent.index()] += 1;
        }
    }
    counts
}

/// Sections so much alike are the same, though others say the same, too.
const NEARLY_EQUAL: f32 = 0.8;

/// An article and one of its own paragraphs so much alike may be the same.
const LEAST_DICE_INSIDE: f32 = 0.5;

/// Rounds of pairs: sections of so many levels follow each other.
const MOST_ROUNDS: usize = 4;

/// Two sections that may be the same.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    sections: Sides<SectionId>,
    /// How alike their texts are.
    dice: f32,
    /// Whether they stand between the same paired sections.
    same_gap: bool,
    /// Whether their place or what they share tells them from others: a list
    /// that many sections repeat moves nowhere.
    is_own: bool,
    /// Whether a third section has the same short text.
    is_repeated: bool,
}

/// Pairs sections with similar text, best first.
pub fn similar(pairing: &mut Pairing<'_>) {
    let free_old: Vec<SectionId> =
        pairing.sides.old.outline.ids().filter(|&id| pairing.new_of(id).is_none()).collect();
    let free_new: Vec<SectionId> =
        pairing.sides.new.outline.ids().filter(|&id| pairing.old_of(id).is_none()).collect();
    if free_old.is_empty() || free_new.is_empty() {
        return;
    }
    let samples_of = |side: Side, free: &[SectionId]| -> Vec<Sample<'_>> {
        free.iter().map(|&id| pairing.sample(side, id)).collect()
    };
    let old = samples_of(Side::Old, &free_old);
    let new = samples_of(Side::New, &free_new);
    let gaps = gaps(pairing);
    let gap_of_old = gap_index(&gaps, pairing.texts.old.len(), |gap| gap.old.clone());
    let gap_of_new = gap_index(&gaps, pairing.texts.new.len(), |gap| gap.new.clone());
    let free = Sides { old: free_old.as_slice(), new: &free_new };
    let samples = Sides { old: old.as_slice(), new: &new };
    let gap_of = Sides { old: gap_of_old.as_slice(), new: &gap_of_new };
    let possible = candidates(pairing, free, samples, gap_of);
    let twins = Twins::of(pairing, free);
    let of_one: Vec<&[(u32, u32)]> = possible.pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let explains = pairing.rejected.is_some();
    let measure = |sieve: &mut Sieve, of_one: &&[(u32, u32)]| -> Vec<Candidate> {
        let Some(&(rank, _)) = of_one.first() else { return Vec::new() };
        let (own, id) = (old[rank as usize], free_old[rank as usize]);
        sieve.refill(own);
        let candidates = of_one.iter().filter_map(|&pair| {
            let (_, other) = pair;
            let sections = Sides { old: id, new: free_new[other as usize] };
            let same_gap = gap_of_old[id.index()] == gap_of_new[sections.new.index()];
            let other = new[other as usize];
            // Most candidates cannot be alike enough.
            let dice = sieve.dice(own, other);
            let may_be =
                explains || dice >= least_dice(same_gap) || have_same_title(pairing, sections);
            may_be.then(|| {
                let is_own = same_gap
                    || !twins.are_many(pairing, sections)
                        && (dice >= NEARLY_EQUAL || possible.is_own(pair));
                let is_repeated = twins.are_repeated(pairing, sections);
                Candidate { sections, dice, same_gap, is_own, is_repeated }
            })
        });
        candidates.collect()
    };
    let measured: Vec<Candidate> = of_one
        .par_iter()
        .with_min_len(16)
        .map_init(Sieve::default, measure)
        .flatten_iter()
        .collect();
    let traits = Traits::of(pairing);
    for turn in [Turn::Own, Turn::Repeated, Turn::Inside] {
        // Parents paired in one round support their children in the next.
        for _ in 0..MOST_ROUNDS {
            if !greedy(pairing, &traits, &measured, turn) {
                break;
            }
        }
    }
    if pairing.rejected.is_some() {
        for &Candidate { sections, dice, same_gap, .. } in &measured {
            if pairing.new_of(sections.old) != Some(sections.new) {
                let likeness = traits.likeness(pairing, sections, dice, same_gap);
                pairing.reject(|| Rejected { sections, why: Refusal::Score(likeness) });
            }
        }
    }
}

/// Which pairs may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// Neither of the others.
    Own,
    /// Also those with a repeated text, which goes to another heading only when
    /// its own has none like it.
    Repeated,
    /// Also those of an article with its own paragraph, if the article itself has
    /// found nothing.
    Inside,
}

/// Whether one of two sections stands right under one that has the number of the
/// other and no partner yet: the second paragraph of an article rather went into
/// its own article than became it.
fn is_inside_counterpart(pairing: &Pairing<'_>, Sides { old, new }: Sides<SectionId>) -> bool {
    let is_free = |old: SectionId, new: SectionId| {
        let is_numbered = pairing.sides.old.outline.heading_of(old).is_some();
        is_numbered && pairing.same_label(old, new) && pairing.is_free(old, new)
    };
    pairing.parent(Side::Old, old).is_some_and(|around| is_free(around, new))
        || pairing.parent(Side::New, new).is_some_and(|around| is_free(old, around))
}

/// A pair that may be made, with what it is judged by.
struct Offer {
    sections: Sides<SectionId>,
    likeness: Likeness,
    score: f32,
}

/// Makes the pairs that may be made now; returns whether there were any.
fn greedy(pairing: &mut Pairing<'_>, traits: &Traits, measured: &[Candidate], turn: Turn) -> bool {
    let mut offers: Vec<Offer> = measured
        .iter()
        .filter(|it| pairing.is_free(it.sections.old, it.sections.new))
        .filter(|it| {
            it.is_own && (turn >= Turn::Repeated || !it.is_repeated)
                || pairing.same_parent(it.sections.old, it.sections.new)
        })
        .filter(|it| {
            let is_kept_back = it.dice < NEARLY_EQUAL
                && (turn < Turn::Inside || it.dice < LEAST_DICE_INSIDE)
                && is_inside_counterpart(pairing, it.sections);
            !is_kept_back
        })
        .filter_map(|&Candidate { sections, dice, same_gap, .. }| {
            let likeness = traits.likeness(pairing, sections, dice, same_gap);
            let score = likeness.score();
            likeness.is_enough().then_some(Offer { sections, likeness, score })
        })
        .collect();
    offers.sort_by(|a, b| {
        let distance = |it: &Sides<SectionId>| it.old.0.abs_diff(it.new.0);
        let (score_a, score_b, a, b) = (a.score, b.score, &a.sections, &b.sections);
        score_b
            .total_cmp(&score_a)
            .then(distance(a).cmp(&distance(b)))
            .then((a.old.0 + a.new.0).cmp(&(b.old.0 + b.new.0)))
            .then(a.old.cmp(&b.old))
    });
    let mut has_any = false;
    for Offer { sections: Sides { old, new }, likeness, .. } in offers {
        if pairing.is_free(old, new) {
            pairing.pair(old, new, Evidence::Similar(likeness));
            has_any = true;
        }
    }
    has_any
}

fn gap_index(gaps: &[Gap], n: usize, range: impl Fn(&Gap) -> std::ops::Range<u32>) -> Vec<u32> {
    let mut index = vec![u32::MAX; n];
    for (at, gap) in gaps.iter().enumerate() {
        for section in range(gap) {
            index[section as usize] = at as u32;
        }
    }
    index
}

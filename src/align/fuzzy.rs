//! Pairs by children and by similar text.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::folded::Folded;
use super::likeness::Traits;
use super::order::{Gap, gaps};
use super::shingles::{Shingles, Table};
use super::triples::TripleIndex;
use super::votes::Votes;
use super::{Evidence, Likeness, Pairing, Refusal, Rejected};
use crate::model::Sides;
use crate::outline::{Outlined, SectionId};

/// Candidates kept for each section from the index of rare triples.
const N_CANDIDATES: usize = 4;
/// Gaps of at most this many possible pairs are compared completely.
const SMALL_GAP: usize = 256;
/// In larger gaps only sections this close in rank are compared.
const NEAR_IN_GAP: usize = 4;
/// Score, with bonuses, from which two sections are taken for the same.
pub const LEAST_SCORE: f32 = 0.36;

/// Pairs sections most of whose children are paired with each other
/// (the containers of `GumTree`). Works from the leaves upwards.
pub fn children(pairing: &mut Pairing<'_>) {
    let n_children = pairing.sides.map(|_, outlined| count_children(outlined));
    let mut children: FxHashMap<SectionId, Vec<SectionId>> = FxHashMap::default();
    for (child, section) in numbered(pairing.sides.old) {
        if let Some(parent) = section {
            children.entry(parent).or_default().push(child);
        }
    }
    for old in pairing.sides.old.outline.ids().rev() {
        if pairing.new_of(old).is_some() {
            continue;
        }
        let Some(own) = children.get(&old) else {
            continue;
        };
        let mut votes: Vec<(SectionId, usize)> = Vec::new();
        for child in own {
            let parent = pairing
                .new_of(*child)
                .and_then(|new| pairing.sides.new.outline.section(new).parent);
            let Some(parent) = parent.filter(|&parent| pairing.is_free(old, parent)) else {
                continue;
            };
            match votes.iter_mut().find(|(candidate, _)| *candidate == parent) {
                Some((_, n)) => *n += 1,
                None => votes.push((parent, 1)),
            }
        }
        let best = votes.into_iter().max_by_key(|&(new, n)| (n, std::cmp::Reverse(new)));
        let Some((new, n_votes)) = best else { continue };
        let most = n_children.old[old.index()].max(n_children.new[new.index()]);
        if n_votes * 2 > most || (n_votes * 2 == most && pairing.same_label(old, new)) {
            let evidence = Evidence::Children { n: n_votes as u32, of: most as u32 };
            pairing.pair(old, new, evidence);
        }
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

/// Two sections that may be the same.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    sections: Sides<SectionId>,
    dice: f32,
    /// Whether they stand between the same paired sections.
    same_gap: bool,
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
    let old = texts(pairing.sides.old, &free_old);
    let new = texts(pairing.sides.new, &free_new);
    let gaps = gaps(pairing);
    let gap_of_old = gap_index(&gaps, pairing.texts.old.len(), |gap| gap.old.clone());
    let gap_of_new = gap_index(&gaps, pairing.texts.new.len(), |gap| gap.new.clone());
    let mut possible = by_rare_shingles(&old.shingles, &new.shingles);
    possible.extend(
        by_rare_shingles(&new.shingles, &old.shingles).into_iter().map(|(new, old)| (old, new)),
    );
    by_gap(&free_old, &free_new, &gap_of_old, &gap_of_new, &mut possible);
    possible.sort_unstable();
    possible.dedup();
    let of_one: Vec<&[(u32, u32)]> = possible.chunk_by(|a, b| a.0 == b.0).collect();
    let measure = |table: &mut Table, possible: &&[(u32, u32)]| -> Vec<Candidate> {
        let Some(&(rank, _)) = possible.first() else { return Vec::new() };
        let (own, id) = (&old.shingles[rank as usize], free_old[rank as usize]);
        table.refill(own);
        let candidates = possible.iter().map(|&(_, rank)| {
            let sections = Sides { old: id, new: free_new[rank as usize] };
            Candidate {
                sections,
                dice: own.dice_by(table, &new.shingles[rank as usize]),
                same_gap: gap_of_old[id.index()] == gap_of_new[sections.new.index()],
            }
        });
        candidates.collect()
    };
    let measured: Vec<Candidate> =
        of_one.par_iter().with_min_len(16).map_init(Table::default, measure).flatten_iter().collect();
    let traits = Traits::of(pairing);
    // Parents paired in the first round support their children in the second.
    for _ in 0..2 {
        greedy(pairing, &traits, &measured);
    }
    if pairing.rejected.is_some() {
        for &Candidate { sections, dice, same_gap } in &measured {
            if pairing.new_of(sections.old) != Some(sections.new) {
                let likeness = traits.likeness(pairing, sections, dice, same_gap);
                pairing.reject(|| Rejected { sections, why: Refusal::Score(likeness) });
            }
        }
    }
    let (n_old, n_new) = (pairing.texts.old.len(), pairing.texts.new.len());
    pairing.folded = Sides {
        old: by_section(n_old, &free_old, old.folded),
        new: by_section(n_new, &free_new, new.folded),
    };
    pairing.shingles = Sides {
        old: by_section(n_old, &free_old, old.shingles),
        new: by_section(n_new, &free_new, new.shingles),
    };
}

fn by_section<T: Clone + Default>(n: usize, ids: &[SectionId], values: Vec<T>) -> Vec<T> {
    let mut all = vec![T::default(); n];
    for (id, value) in ids.iter().zip(values) {
        all[id.index()] = value;
    }
    all
}

/// A pair that may be made, with what it is judged by.
struct Offer {
    sections: Sides<SectionId>,
    likeness: Likeness,
    score: f32,
}

fn greedy(pairing: &mut Pairing<'_>, traits: &Traits, measured: &[Candidate]) {
    let mut offers: Vec<Offer> = measured
        .iter()
        .filter(|it| pairing.is_free(it.sections.old, it.sections.new))
        .filter_map(|&Candidate { sections, dice, same_gap }| {
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
    for Offer { sections: Sides { old, new }, likeness, .. } in offers {
        if pairing.is_free(old, new) {
            pairing.pair(old, new, Evidence::Similar(likeness));
        }
    }
}

/// Sections without a partner, by rank.
struct Texts {
    folded: Vec<Folded>,
    shingles: Vec<Shingles>,
}

fn texts(outlined: &Outlined, free: &[SectionId]) -> Texts {
    let of = |id: &SectionId| {
        let folded = Folded::of_section(outlined, *id);
        let shingles = Shingles::of(folded.units());
        (folded, shingles)
    };
    let (folded, shingles) = free.par_iter().with_min_len(16).map(of).unzip();
    Texts { folded, shingles }
}

/// For each section of `from`, the sections of `to` that share most rare
/// triples with it. Ranks, not ids.
fn by_rare_shingles(from: &[Shingles], to: &[Shingles]) -> Vec<(u32, u32)> {
    let index = TripleIndex::of(to.iter());
    let found: Vec<Vec<(u32, u32)>> = from
        .par_iter()
        .with_min_len(16)
        .enumerate()
        .map_init(Votes::of(to.len()), |votes, (rank, shingles)| {
            for hash in shingles.sketch() {
                index.rare(hash).for_each(|other| votes.add(other));
            }
            let best = votes.best(N_CANDIDATES, rank as u32).into_iter();
            best.map(|other| (rank as u32, other)).collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// Possible pairs inside each gap between sections that are paired in order.
fn by_gap(
    free_old: &[SectionId],
    free_new: &[SectionId],
    gap_of_old: &[u32],
    gap_of_new: &[u32],
    possible: &mut Vec<(u32, u32)>,
) {
    let mut from_new = 0;
    let mut old = 0;
    while old < free_old.len() {
        let gap = gap_of_old[free_old[old].index()];
        let end_old =
            old + free_old[old..].iter().take_while(|id| gap_of_old[id.index()] == gap).count();
        let rest = &free_new[from_new..];
        let new = from_new + rest.partition_point(|id| gap_of_new[id.index()] < gap);
        let end_new =
            new + free_new[new..].iter().take_while(|id| gap_of_new[id.index()] == gap).count();
        from_new = new;
        let (n_old, n_new) = (end_old - old, end_new - new);
        for i in 0..n_old {
            let near = if n_old * n_new <= SMALL_GAP {
                0..n_new
            } else {
                i.saturating_sub(NEAR_IN_GAP).min(n_new)..(i + NEAR_IN_GAP + 1).min(n_new)
            };
            possible.extend(near.map(|j| ((old + i) as u32, (new + j) as u32)));
        }
        old = end_old;
    }
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

//! Which sections without a partner may be the same: those that share rare
//! stretches of text, stand at the same place, or say the same under sections that are
//! paired. Everything else looks at these alone.
//!
//! At most `2 * N_CANDIDATES + 2 * NEAR_IN_GAP + 1` for each section, and
//! `SMALL_GAP` for each gap that is compared completely.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Pairing;
use super::keys::Print;
use super::shingles::Shingles;
use super::sketches::SketchIndex;
use super::votes::Votes;
use crate::model::Sides;
use crate::outline::{Outlined, SectionId};

/// Candidates kept for each section from the index of rare stretches.
const N_CANDIDATES: usize = 4;
/// Gaps of at most this many possible pairs are compared completely.
const SMALL_GAP: usize = 256;
/// In larger gaps only sections this close in rank are compared.
const NEAR_IN_GAP: usize = 4;

/// Pairs that may be made, by the ranks of the sections among the free ones of
/// their sides; ascending, each once. `gap_of` says between which pairs that
/// stand in order each section stands.
pub fn candidates(
    pairing: &Pairing<'_>,
    free: Sides<&[SectionId]>,
    shingles: Sides<&[Shingles]>,
    gap_of: Sides<&[u32]>,
) -> Vec<(u32, u32)> {
    let mut possible = by_rare_shingles(shingles.old, shingles.new);
    let seen_from_new = by_rare_shingles(shingles.new, shingles.old);
    possible.extend(seen_from_new.into_iter().map(|(new, old)| (old, new)));
    by_gap(free.old, free.new, gap_of.old, gap_of.new, &mut possible);
    by_parent(pairing, free.old, free.new, &mut possible);
    possible.sort_unstable();
    possible.dedup();
    possible
}

/// For each section of `from`, the sections of `to` that share most rare
/// stretches with it. Ranks, not ids.
fn by_rare_shingles(from: &[Shingles], to: &[Shingles]) -> Vec<(u32, u32)> {
    let index = SketchIndex::of(to.iter());
    let found: Vec<Vec<(u32, u32)>> = from
        .par_iter()
        .with_min_len(16)
        .enumerate()
        .map_init(Votes::of(to.len()), |votes, (rank, shingles)| {
            for &hash in shingles.sketch() {
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

/// Equal texts under sections that are paired: short ones such as 削除 are too
/// frequent to be found by their words.
fn by_parent(
    pairing: &Pairing<'_>,
    free_old: &[SectionId],
    free_new: &[SectionId],
    possible: &mut Vec<(u32, u32)>,
) {
    let parent = |outlined: &Outlined, id: SectionId| outlined.outline.section(id).parent;
    let mut known: FxHashMap<(SectionId, Print), Vec<u32>> = FxHashMap::default();
    for (rank, &new) in (0..).zip(free_new) {
        let parent = parent(pairing.sides.new, new).filter(|&it| pairing.old_of(it).is_some());
        if let Some(parent) = parent {
            known.entry((parent, pairing.texts.new[new.index()])).or_default().push(rank);
        }
    }
    for (rank, &old) in (0..).zip(free_old) {
        let parent = parent(pairing.sides.old, old).and_then(|it| pairing.new_of(it));
        let equal = parent.and_then(|it| known.get(&(it, pairing.texts.old[old.index()])));
        let equal = equal.filter(|equal| equal.len() <= NEAR_IN_GAP);
        possible.extend(equal.into_iter().flatten().map(|&new| (rank, new)));
    }
}

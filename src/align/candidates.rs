//! Which sections without a partner may be the same: those that share rare
//! stretches of text, stand at the same place, or say the same under sections that are
//! paired. Everything else looks at these alone.
//!
//! At most `2 * N_CANDIDATES + 2 * NEAR_IN_GAP + 1` for each section, and
//! `SMALL_GAP` for each gap that is compared completely.

use rustc_hash::FxHashMap;

use super::Pairing;
use super::keys::Print;
use super::shingles::Sample;
use super::sketches::{Common, in_common};
use super::votes::Votes;
use crate::model::Sides;
use crate::outline::{Outlined, SectionId};

/// Candidates kept for each section from the index of rare stretches.
const N_CANDIDATES: usize = 4;
/// Gaps of at most this many possible pairs are compared completely.
const SMALL_GAP: usize = 256;
/// In larger gaps only sections this close in rank are compared.
const NEAR_IN_GAP: usize = 2;

/// Pairs that may be made, by the ranks of the sections among the free ones of
/// their sides; ascending, each once.
pub struct Possible {
    /// All of them.
    pub pairs: Vec<(u32, u32)>,
    /// Those that share a stretch which no other free section has.
    own: Vec<(u32, u32)>,
}

impl Possible {
    /// Whether two sections share more than what others say, too.
    pub fn is_own(&self, pair: (u32, u32)) -> bool {
        self.own.binary_search(&pair).is_ok()
    }
}

/// Finds them. `gap_of` says between which pairs that stand in order each
/// section stands.
pub fn candidates(
    pairing: &Pairing<'_>,
    free: Sides<&[SectionId]>,
    samples: Sides<&[Sample<'_>]>,
    gap_of: Sides<&[u32]>,
) -> Possible {
    let Common { pairs: mut possible, own } = by_rare_stretches(samples);
    by_gap(free.old, free.new, gap_of.old, gap_of.new, &mut possible);
    by_parent(pairing, free.old, free.new, &mut possible);
    possible.sort_unstable();
    possible.dedup();
    Possible { pairs: possible, own }
}

/// For each section of both sides, those of the other that share most rare
/// stretches with it; and those that share stretches of their own.
fn by_rare_stretches(samples: Sides<&[Sample<'_>]>) -> Common {
    let old: Vec<&[u32]> = samples.old.iter().map(|sample| sample.sketch()).collect();
    let new: Vec<&[u32]> = samples.new.iter().map(|sample| sample.sketch()).collect();
    let Common { pairs: common, own } = in_common(&old, &new);
    let (mut possible, seen_from_new) = rayon::join(
        || most_in_common(common.iter().copied(), old.len(), new.len()),
        || most_in_common(common.iter().map(|&(old, new)| (new, old)), new.len(), old.len()),
    );
    possible.extend(seen_from_new.into_iter().map(|(new, old)| (old, new)));
    Common { pairs: possible, own }
}

/// The pairs that come most often for each section of one side.
fn most_in_common(
    common: impl Iterator<Item = (u32, u32)> + Clone,
    n_own: usize,
    n_other: usize,
) -> Vec<(u32, u32)> {
    let mut ends = vec![0_u32; n_own + 1];
    for (own, _) in common.clone() {
        ends[own as usize + 1] += 1;
    }
    let mut end = 0;
    for own in &mut ends {
        end += *own;
        *own = end;
    }
    let mut others = vec![0_u32; end as usize];
    for (own, other) in common {
        let next = &mut ends[own as usize];
        others[*next as usize] = other;
        *next += 1;
    }
    let mut votes = Votes::of(n_other)();
    let mut most = Vec::new();
    let mut start = 0;
    for (own, &end) in (0..).zip(&ends[..n_own]) {
        others[start as usize..end as usize].iter().for_each(|&other| votes.add(other));
        start = end;
        most.extend(votes.best(N_CANDIDATES, 1, own).map(|other| (own, other)));
    }
    most
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

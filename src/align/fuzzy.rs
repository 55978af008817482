//! Pairs by children and by similar text.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::keys::{UnitText, title};
use super::order::{Gap, gaps};
use super::shingles::{Shingles, TripleIndex};
use super::votes::Votes;
use super::{Bonus, Evidence, Likeness, Pairing, Refusal, Rejected};
use crate::model::Sides;
use crate::outline::{Outlined, SectionId};

/// Candidates kept for each section from the index of rare triples.
const N_CANDIDATES: usize = 4;
/// Gaps of at most this many possible pairs are compared completely.
const SMALL_GAP: usize = 256;
/// In larger gaps only sections this close in rank are compared.
const NEAR_IN_GAP: usize = 4;
/// Less alike than this is not the same section, whatever the place says.
const LEAST_DICE: f32 = 0.12;
/// The same of sections that do not stand between the same paired ones: a move
/// is not told by the way sentences end.
const LEAST_DICE_ELSEWHERE: f32 = 0.3;
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
    old: SectionId,
    new: SectionId,
    likeness: Likeness,
    score: f32,
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
    let old_shingles = shingles(pairing.sides.old, &free_old);
    let new_shingles = shingles(pairing.sides.new, &free_new);
    let gaps = gaps(pairing);
    let gap_of_old = gap_index(&gaps, pairing.texts.old.len(), |gap| gap.old.clone());
    let gap_of_new = gap_index(&gaps, pairing.texts.new.len(), |gap| gap.new.clone());
    let mut possible = by_rare_shingles(&old_shingles, &new_shingles);
    possible.extend(
        by_rare_shingles(&new_shingles, &old_shingles).into_iter().map(|(new, old)| (old, new)),
    );
    by_gap(&free_old, &free_new, &gap_of_old, &gap_of_new, &mut possible);
    possible.sort_unstable();
    possible.dedup();
    let measured: Vec<Candidate> = possible
        .par_iter()
        .with_min_len(32)
        .map(|&(old, new)| Candidate {
            old: free_old[old as usize],
            new: free_new[new as usize],
            likeness: Likeness {
                dice: old_shingles[old as usize].dice(&new_shingles[new as usize]),
                bonuses: 0,
            },
            score: 0.0,
        })
        .collect();
    let same_gap = |candidate: &Candidate| {
        gap_of_old[candidate.old.index()] == gap_of_new[candidate.new.index()]
    };
    // Parents paired in the first round support their children in the second.
    for _ in 0..2 {
        greedy(pairing, &measured, &same_gap);
    }
    if pairing.rejected.is_some() {
        for candidate in &measured {
            let Candidate { old, new, .. } = *candidate;
            if pairing.new_of(old) != Some(new) {
                let likeness = likeness(pairing, candidate, &same_gap);
                let sections = Sides { old, new };
                pairing.reject(|| Rejected { sections, why: Refusal::Score(likeness) });
            }
        }
    }
    let (n_old, n_new) = (pairing.texts.old.len(), pairing.texts.new.len());
    pairing.shingles = Sides {
        old: by_section(n_old, &free_old, old_shingles),
        new: by_section(n_new, &free_new, new_shingles),
    };
}

fn by_section(n: usize, ids: &[SectionId], shingles: Vec<Shingles>) -> Vec<Shingles> {
    let mut all = vec![Shingles::default(); n];
    for (id, shingles) in ids.iter().zip(shingles) {
        all[id.index()] = shingles;
    }
    all
}

fn greedy(
    pairing: &mut Pairing<'_>,
    measured: &[Candidate],
    same_gap: &dyn Fn(&Candidate) -> bool,
) {
    let mut scored: Vec<Candidate> = measured
        .iter()
        .filter(|candidate| may_be(pairing, candidate))
        .filter_map(|candidate| {
            let likeness = likeness(pairing, candidate, same_gap);
            likeness.is_enough().then(|| Candidate {
                likeness,
                score: likeness.score(),
                ..*candidate
            })
        })
        .collect();
    scored.sort_by(|a, b| {
        let distance = |c: &Candidate| c.old.0.abs_diff(c.new.0);
        b.score
            .total_cmp(&a.score)
            .then(distance(a).cmp(&distance(b)))
            .then((a.old.0 + a.new.0).cmp(&(b.old.0 + b.new.0)))
            .then(a.old.cmp(&b.old))
    });
    for candidate in scored {
        if pairing.is_free(candidate.old, candidate.new) {
            pairing.pair(candidate.old, candidate.new, Evidence::Similar(candidate.likeness));
        }
    }
}

/// Whether two sections are without partner, and alike enough or under the same
/// heading, where a title may be: the first question, and for most the last.
fn may_be(pairing: &Pairing<'_>, candidate: &Candidate) -> bool {
    let Candidate { old, new, likeness, .. } = *candidate;
    pairing.is_free(old, new) && (likeness.dice >= LEAST_DICE || pairing.same_parent(old, new))
}

impl Likeness {
    /// Whether two sections so alike are taken for the same. A body may be
    /// rewritten under a title that stays; else the texts must be alike.
    pub fn is_enough(self) -> bool {
        let has = |wanted| self.bonuses().any(|bonus| bonus == wanted);
        let least = if has(Bonus::Place) { LEAST_DICE } else { LEAST_DICE_ELSEWHERE };
        (self.dice >= least || has(Bonus::Title)) && self.score() >= LEAST_SCORE
    }
}

fn likeness(
    pairing: &Pairing<'_>,
    candidate: &Candidate,
    same_gap: &dyn Fn(&Candidate) -> bool,
) -> Likeness {
    let Candidate { old, new, likeness, .. } = *candidate;
    let same_parent = pairing.same_parent(old, new);
    let same_title = || {
        same_parent && {
            let title = title(pairing.sides.old, old);
            !title.is_empty() && title == self::title(pairing.sides.new, new)
        }
    };
    let level = |outlined: &Outlined, id| outlined.outline.ancestors(id).len();
    let holds = |bonus| match bonus {
        Bonus::Place => same_gap(candidate),
        Bonus::Parent => same_parent,
        Bonus::Level => level(pairing.sides.old, old) == level(pairing.sides.new, new),
        Bonus::Number => pairing.same_label(old, new),
        Bonus::Title => same_title(),
    };
    let held = Bonus::ALL.into_iter().filter(|&bonus| holds(bonus));
    Likeness { bonuses: held.fold(0, |all, bonus| all | 1 << bonus as u8), ..likeness }
}

fn shingles(outlined: &Outlined, free: &[SectionId]) -> Vec<Shingles> {
    let of = |text: &mut UnitText, id: &SectionId| {
        text.refill(outlined, *id);
        Shingles::of(&text.folded)
    };
    free.par_iter().with_min_len(16).map_init(UnitText::default, of).collect()
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
                for &(_, other) in index.rare(hash) {
                    votes.add(other);
                }
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

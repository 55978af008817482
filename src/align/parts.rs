//! Sections that were split into several, and several that were merged into
//! one: the same thing seen from the other document.
//!
//! A section without a partner is a part of another one when most of its
//! triples stand there, also of those that the partner of that section does not
//! have, so that a repeated phrase is no part. One that stands elsewhere must say
//! something there that no other part and no other whole says, so that a repeated
//! list is none either. The text of the whole is then cut after clauses, rather
//! after sentences, where the parts agree best with their stretches.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::clauses::{clauses, stretches};
use super::likeness::depths;
use super::sampler::Sampler;
use super::shingles::{Sample, Shingles};
use super::sieve::Sieve;
use super::tails::Closing;
use super::votes::Votes;
use super::wholes::{self, Wholes};
use super::{Evidence, Pairing, Refusal, Rejected};
use crate::model::{Side, Sides};
use crate::outline::{Heading, SectionId};

/// Share of a part that stands in the whole, at least.
pub const LEAST_CONTAINMENT: f32 = 0.5;
/// Share from which nearly all of a part stands in the whole: more than a
/// closing paragraph, and more than chance.
const NEARLY_WHOLE: f32 = 0.8;
/// Sections that are less alike are parted where one is a part of another.
const LEAST_DICE_TO_STAY: f32 = 0.5;
/// Fewest triples of a part that stand in the whole and not in its partner.
const FEWEST_TRIPLES: usize = 10;
/// The same of the stretch that the whole is cut into for it.
const LEAST_IN_STRETCH: f32 = 0.4;
/// Share of what clauses have in common with the parts they are most like that
/// the stretches must keep.
const LEAST_KEPT: f32 = 0.85;
/// Shortest part, in characters, beside the section it came from.
pub const SHORTEST_BESIDE: u32 = 12;
/// Shortest part, in characters, elsewhere on the same level.
const SHORTEST_ELSEWHERE: u32 = 16;
/// Wholes measured for each part.
const N_CANDIDATES: usize = 3;
/// The partners of so many sections before and after a part are measured, too.
const NEAR: u32 = 2;
/// Most parts of one section.
const MOST_PARTS: usize = 16;

/// A section that is cut into stretches, one for each of its parts.
#[derive(Debug)]
pub struct Cut {
    /// The document it stands in: old where it was split, new where others
    /// were merged into it.
    pub side: Side,
    /// The section.
    pub whole: SectionId,
    /// Its parts in the order of their stretches.
    pub parts: Vec<Part>,
}

/// A section of the other document and the stretch that belongs to it.
#[derive(Debug)]
pub struct Part {
    /// The section.
    pub section: SectionId,
    /// First byte behind its stretch.
    pub until: usize,
    /// Why it is a part; `None` for the partner, which has evidence already.
    pub evidence: Option<Evidence>,
    /// Whether it stands elsewhere than the whole.
    pub moved: bool,
}

/// The sections that are in a cut or have closing paragraphs of others.
pub fn taken(cuts: &[Cut], closings: &[Closing]) -> Sides<FxHashSet<SectionId>> {
    let mut taken = Sides::<FxHashSet<SectionId>>::default();
    for cut in cuts {
        taken.get_mut(cut.side).insert(cut.whole);
        taken.get_mut(cut.side.other()).extend(cut.parts.iter().map(|part| part.section));
    }
    for side in Side::BOTH {
        taken.get_mut(side).extend(closings.iter().map(|closing| *closing.section.get(side)));
    }
    taken
}

/// A part that may belong to a whole.
#[derive(Debug, Clone, Copy)]
struct Claim {
    whole: SectionId,
    part: SectionId,
    containment: f32,
    n_common: usize,
    beside: bool,
}

impl Claim {
    /// Compares two claims of a part: the better one is greater.
    fn compare(&self, other: &Self) -> Ordering {
        let is_enough = |claim: &Self| claim.containment >= LEAST_CONTAINMENT;
        is_enough(self)
            .cmp(&is_enough(other))
            .then(self.n_common.cmp(&other.n_common))
            .then(self.beside.cmp(&other.beside))
            .then(other.whole.cmp(&self.whole))
    }
}

/// Finds what was split and what was merged. Each section is in one cut.
pub fn cuts(pairing: &mut Pairing<'_>, wholes: &Sides<Wholes>, closings: &[Closing]) -> Vec<Cut> {
    let known: &Pairing<'_> = pairing;
    let alone = |side: Side| {
        let ids = known.sides.get(side).outline.ids();
        ids.filter(move |&id| known.partner(side, id).is_none())
    };
    let (split, merged) = rayon::join(
        || claims(known, closings, &wholes.old, alone(Side::New)),
        || claims(known, closings, &wholes.new, alone(Side::Old)),
    );
    let mut groups: Vec<(Side, SectionId, Vec<Claim>)> = Vec::new();
    for (side, claims) in [(Side::Old, split), (Side::New, merged)] {
        let mut by_whole: BTreeMap<SectionId, Vec<Claim>> = BTreeMap::new();
        for claim in claims {
            if claim.containment < LEAST_CONTAINMENT {
                pairing
                    .reject(|| Rejected::of_part(side, claim.whole, claim.part, claim.containment));
            } else {
                by_whole.entry(claim.whole).or_default().push(claim);
            }
        }
        groups.extend(by_whole.into_iter().map(|(whole, claims)| (side, whole, claims)));
    }
    // Best first, in the same order when the documents are swapped.
    let strength = |claims: &[Claim]| claims.iter().map(|it| it.n_common).sum::<usize>();
    groups.sort_by_key(|(_, whole, claims)| {
        (std::cmp::Reverse(strength(claims)), whole.0 + claims.first().map_or(0, |it| it.part.0))
    });
    let mut taken = pairing.sides.map(|_, it| vec![false; it.outline.sections().len()]);
    let mut cuts = Vec::new();
    for (side, whole, mut claims) in groups {
        claims.retain(|claim| !taken.get(side.other())[claim.part.index()]);
        let Some(partner) = pairing.partner(side, whole) else { continue };
        let is_taken = taken.get(side)[whole.index()] || taken.get(side.other())[partner.index()];
        if is_taken || claims.is_empty() {
            continue;
        }
        if let Some(cut) = cut(pairing, side, whole, partner, &claims) {
            taken.get_mut(side)[whole.index()] = true;
            for part in &cut.parts {
                taken.get_mut(side.other())[part.section.index()] = true;
            }
            cuts.push(cut);
        }
    }
    cuts.sort_by_key(|cut| (cut.side, cut.whole));
    cuts
}

/// The closing paragraphs that stand in no section of a cut.
pub fn untouched(cuts: &[Cut], mut closings: Vec<Closing>) -> Vec<Closing> {
    let mut touched = Sides::<FxHashSet<SectionId>>::default();
    for cut in cuts {
        touched.get_mut(cut.side).insert(cut.whole);
        touched.get_mut(cut.side.other()).extend(cut.parts.iter().map(|part| part.section));
    }
    closings.retain(|closing| {
        Side::BOTH.iter().all(|&side| !touched.get(side).contains(closing.section.get(side)))
    });
    closings
}

/// Gives up pairs of sections that are hardly alike where one of them stands
/// nearly whole in another section of the other document: it was merged into
/// that one, or split off from it.
pub fn free_misplaced(pairing: &mut Pairing<'_>, wholes: &Sides<Wholes>) {
    let is_weak = |evidence: Evidence| matches!(evidence, Evidence::Similar(likeness) if likeness.dice < LEAST_DICE_TO_STAY);
    let mut misplaced: Vec<(Side, SectionId)> = Vec::new();
    for side in Side::BOTH {
        let other = side.other();
        let weak: Vec<SectionId> = pairing.sides.get(other).outline.ids().collect();
        let weak = weak.into_iter().filter(|id| {
            let partner = pairing.partners.get(other)[id.index()];
            partner.is_some_and(|(_, evidence)| is_weak(evidence))
        });
        let claims = claims(pairing, &[], wholes.get(side), weak);
        let found = claims.iter().filter(|claim| claim.containment >= NEARLY_WHOLE);
        misplaced.extend(found.map(|claim| (other, claim.part)));
    }
    for (side, id) in misplaced {
        pairing.part(side, id);
    }
}

/// The best whole for each of some sections of the other side.
fn claims(
    pairing: &Pairing<'_>,
    closings: &[Closing],
    wholes: &Wholes,
    parts: impl Iterator<Item = SectionId>,
) -> Vec<Claim> {
    let side = wholes.side;
    let other = side.other();
    let n_chars = |side: Side, id: SectionId| pairing.texts.get(side)[id.index()].n_chars;
    let parts: Vec<SectionId> = parts.filter(|&id| n_chars(other, id) >= SHORTEST_BESIDE).collect();
    if parts.is_empty() || wholes.sections.is_empty() {
        return Vec::new();
    }
    let closes = pairing.sides.map(|side, _| {
        let of = |it: &Closing| [*it.section.get(side), *it.owner.get(side)];
        closings.iter().flat_map(of).collect::<FxHashSet<SectionId>>()
    });
    let depths = pairing.sides.map(|_, outlined| depths(outlined));
    let new_votes = Votes::of(wholes.sections.len());
    let buffers = || (new_votes(), Sieve::default());
    let explains = pairing.rejected.is_some();
    let of_parts = OnceLock::new();
    let says_its_own = |own: Sample<'_>, rank: u32| {
        wholes.shares_alone(
            rank,
            own,
            of_parts.get_or_init(|| wholes::index(pairing, other, &parts)),
        )
    };
    parts
        .par_iter()
        .with_min_len(16)
        .map_init(buffers, |(votes, sieve), &part| {
            let own = pairing.sample(other, part);
            for &hash in own.sketch() {
                wholes.index.rare(hash).for_each(|rank| votes.add(rank));
            }
            sieve.refill(own);
            let mut possible = around(pairing, wholes, part);
            possible.extend(votes.best(N_CANDIDATES, 1, part.0));
            possible.sort_unstable();
            possible.dedup();
            let measured = possible.into_iter().filter_map(|rank| {
                let (whole, partner) = wholes.sections[rank as usize];
                let (old, new) = if side == Side::Old { (whole, part) } else { (part, whole) };
                if pairing.partner(side, whole) != Some(partner) || !pairing.allows(old, new) {
                    return None;
                }
                let beside = is_beside(pairing, side, whole, part);
                let same_level = depths.get(side)[whole.index()] == depths.get(other)[part.index()];
                let may_be = beside || same_level && n_chars(other, part) >= SHORTEST_ELSEWHERE;
                if !may_be {
                    return None;
                }
                let (all, known) = (pairing.sample(side, whole), pairing.sample(other, partner));
                // Most candidates do not hold enough of it.
                let of_all = sieve.n_common(all) as f32 / own.n_beside(all).max(1) as f32;
                if !explains && of_all < LEAST_CONTAINMENT {
                    return None;
                }
                let (of_rest, n_common) = containment_beside(own, all, known)?;
                let containment = of_all.min(of_rest);
                // Closing paragraphs go their own way, but not whole sections.
                let closes = closes.get(side).contains(&whole) || closes.get(other).contains(&part);
                let is_free = !closes || containment >= NEARLY_WHOLE;
                (is_free && (beside || says_its_own(own, rank))).then_some(Claim {
                    whole,
                    part,
                    containment,
                    n_common,
                    beside,
                })
            });
            measured.max_by(Claim::compare)
        })
        .flatten_iter()
        .collect()
}

/// How much of what the partner of a whole lacks of a part stands in the whole,
/// and how many triples of it; `None` where they are too few.
fn containment_beside(own: Sample<'_>, all: Sample<'_>, known: Sample<'_>) -> Option<(f32, usize)> {
    let rest = all.without(known);
    let n_common = own.n_common_of_all(rest.sample());
    if n_common < FEWEST_TRIPLES {
        return None;
    }
    let fresh = own.without(known);
    let of = fresh.sample().n_beside(rest.sample());
    Some((own.n_common(rest.sample()) as f32 / of.max(1) as f32, n_common))
}

/// The wholes whose partners stand around a part, by rank: what was split off a
/// section mostly stays beside it, and boilerplate has no rare stretches.
fn around(pairing: &Pairing<'_>, wholes: &Wholes, part: SectionId) -> Vec<u32> {
    let other = wholes.side.other();
    let outline = &pairing.sides.get(other).outline;
    let last = outline.sections().len() as u32 - 1;
    let near = part.0.saturating_sub(NEAR)..=part.0.saturating_add(NEAR).min(last);
    let near = near.map(SectionId).filter(|&id| id != part).chain(outline.section(part).parent);
    let wholes_of_near = near.filter_map(|id| pairing.partner(other, id));
    let rank = |id: SectionId| wholes.sections.binary_search_by_key(&id, |&(whole, _)| whole);
    wholes_of_near.filter_map(|id| rank(id).ok()).map(|rank| rank as u32).collect()
}

/// Whether a part stands where the whole stands in its own document, or inside
/// the partner of the whole: a paragraph that became a list.
fn is_beside(pairing: &Pairing<'_>, side: Side, whole: SectionId, part: SectionId) -> bool {
    let (old, new) = match side {
        Side::Old => (whole, part),
        Side::New => (part, whole),
    };
    let parent = pairing.sides.get(side.other()).outline.section(part).parent;
    pairing.same_parent(old, new)
        || parent.is_some_and(|it| pairing.partner(side, whole) == Some(it))
}

/// Cuts a section; `None` where its parts do not follow each other in it.
fn cut(
    pairing: &Pairing<'_>,
    side: Side,
    whole: SectionId,
    partner: SectionId,
    claims: &[Claim],
) -> Option<Cut> {
    let other = side.other();
    let mut sampler = Sampler::default();
    let clauses = clauses(pairing.sides.get(side), whole, &mut sampler)?;
    let claimed = claims.iter().take(MOST_PARTS).map(|claim| (claim.part, Some(claim)));
    let parts: Vec<(SectionId, Option<&Claim>)> =
        std::iter::once((partner, None)).chain(claimed).collect();
    let mut all = |id| Some(sampler.all(pairing.folded(other, id)?.units()));
    let shingles: Option<Vec<Shingles>> = parts.iter().map(|&(id, _)| all(id)).collect();
    let shingles = shingles?;
    let samples: Vec<Sample<'_>> = shingles.iter().map(Shingles::sample).collect();
    let sieve_of = |sample: &Sample<'_>| {
        let mut sieve = Sieve::default();
        sieve.refill(*sample);
        sieve
    };
    let sieves: Vec<Sieve> = samples.iter().map(sieve_of).collect();
    let in_each = |clause: Sample<'_>| -> Vec<u32> {
        sieves.iter().map(|sieve| sieve.n_common(clause) as u32).collect()
    };
    let common: Vec<Vec<u32>> =
        clauses.iter().map(|clause| in_each(clause.shingles.sample())).collect();
    let order = order(&common, &parts)?;
    let ends = stretches(&common, &clauses, &order);
    if !are_apart(&common, &order, &ends) {
        return None;
    }
    let mut found = Vec::new();
    let mut start = 0;
    for (&at, &end) in order.iter().zip(&ends) {
        let n_common: u32 = common[start..end].iter().map(|row| row[at]).sum();
        let (section, claim) = parts[at];
        let n_own = samples[at].hashes().len().max(1);
        if claim.is_some() && (n_common as f32) < LEAST_IN_STRETCH * n_own as f32 {
            return None;
        }
        let mut until = clauses.get(end.checked_sub(1)?)?.end;
        // The number stays with the caption above it.
        if at == 0 && start == 0 {
            until = behind_number(pairing, side, whole, until);
        }
        let evidence = claim.map(|claim| Evidence::Part(claim.containment));
        let moved = claim.is_some_and(|claim| !claim.beside) || leaves_order(&order, &parts, at);
        found.push(Part { section, until, evidence, moved });
        start = end;
    }
    Some(Cut { side, whole, parts: found })
}

/// The end of a first stretch, which goes on behind the number of the section where
/// it would end before it.
fn behind_number(pairing: &Pairing<'_>, side: Side, whole: SectionId, until: usize) -> usize {
    let heading = pairing.sides.get(side).outline.heading_of(whole);
    heading.filter(|it| until <= it.label.start()).map_or(until, Heading::title)
}

/// Whether nearly all that the clauses have in common with the part they are most
/// like is in the stretches of these parts, and most of what they have in common
/// with the partner in its stretch. Otherwise the words of two parts stand among
/// each other, and no cut does justice to both.
fn are_apart(common: &[Vec<u32>], order: &[usize], ends: &[usize]) -> bool {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let (mut n_kept, mut n_of_partner) = (0, 0);
    for (&part, (start, &end)) in order.iter().zip(starts.zip(ends)) {
        let n_own: u32 = common[start..end].iter().map(|row| row[part]).sum();
        n_kept += n_own;
        n_of_partner += if part == 0 { n_own } else { 0 };
    }
    let n_best: u32 = common.iter().filter_map(|row| row.iter().max()).sum();
    let n_partner: u32 = common.iter().map(|row| row[0]).sum();
    n_kept as f32 >= LEAST_KEPT * n_best as f32 && 2 * n_of_partner >= n_partner
}

/// Whether a part stands on the other side of the partner than its stretch.
fn leaves_order(order: &[usize], parts: &[(SectionId, Option<&Claim>)], at: usize) -> bool {
    let place = |at: usize| order.iter().position(|&it| it == at);
    let before_in_whole = place(at) < place(0);
    at != 0 && before_in_whole != (parts[at].0 < parts[0].0)
}

/// The parts in the order in which their words stand in the whole; `None`
/// where one of them has no clause that is most like it.
fn order(common: &[Vec<u32>], parts: &[(SectionId, Option<&Claim>)]) -> Option<Vec<usize>> {
    let mut places: Vec<(u64, u64)> = vec![(0, 0); parts.len()];
    for (at, row) in common.iter().enumerate() {
        let most = row.iter().copied().max().unwrap_or(0);
        let best = row.iter().position(|&n| n == most && n > 0);
        if let Some(best) = best {
            places[best].0 += at as u64 * u64::from(most);
            places[best].1 += u64::from(most);
        }
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    if places.iter().any(|&(_, weight)| weight == 0) {
        return None;
    }
    order.sort_by(|&a, &b| {
        let ((sum_a, n_a), (sum_b, n_b)) = (places[a], places[b]);
        (sum_a * n_b).cmp(&(sum_b * n_a)).then(parts[a].0.cmp(&parts[b].0))
    });
    Some(order)
}

impl Rejected {
    fn of_part(side: Side, whole: SectionId, part: SectionId, containment: f32) -> Self {
        let sections = match side {
            Side::Old => Sides { old: whole, new: part },
            Side::New => Sides { old: part, new: whole },
        };
        Self { sections, why: Refusal::Part { whole: side, containment } }
    }
}

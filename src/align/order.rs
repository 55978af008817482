//! Order: which pairs stand in place, which have moved, and in which order
//! rows are printed.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::chain::{heaviest_chain, is_in_order};
use super::parts::Cut;
use super::tails::Closing;
use super::{Alignment, Evidence, Pair, Pairing, Unit, UnitId};
use crate::model::{Side, Sides, Span};
use crate::outline::{Outlined, SectionId};

/// Sections between two pairs that stand in order.
#[derive(Debug, Clone)]
pub struct Gap {
    /// Sections of the old document.
    pub old: Range<u32>,
    /// Sections of the new document.
    pub new: Range<u32>,
}

/// The gaps between the pairs of the heaviest chain that stands in order in
/// both documents, with the ends of the documents as borders.
pub fn gaps(pairing: &Pairing<'_>) -> Vec<Gap> {
    let pairs: Vec<(SectionId, SectionId)> = pairing
        .sides
        .new
        .outline
        .ids()
        .filter_map(|new| Some((pairing.old_of(new)?, new)))
        .collect();
    let (n_old, n_new) = (pairing.texts.old.len() as u32, pairing.texts.new.len() as u32);
    let mut gaps = Vec::new();
    let (mut old_from, mut new_from) = (0, 0);
    let mut close = |old: u32, new: u32, old_from: &mut u32, new_from: &mut u32| {
        if *old_from < old || *new_from < new {
            gaps.push(Gap { old: *old_from..old, new: *new_from..new });
        }
        (*old_from, *new_from) = (old + 1, new + 1);
    };
    for at in heaviest_chain(&pairs, |old, new| weight(pairing, old, new)) {
        let (old, new) = pairs[at];
        close(old.0, new.0, &mut old_from, &mut new_from);
    }
    close(n_old, n_new, &mut old_from, &mut new_from);
    gaps
}

/// Weights count in so many parts, by which ties are broken.
const TIES: u64 = 1024;
/// Pairs that rather have moved weigh by how alike they are, in so many levels, and
/// all of tens of thousands together less than one of the others.
const DICE_LEVELS: f32 = 64.0;
const WEAKER_BY: u32 = 22;

/// Weight is the length of the text, so that the shorter of two swapped sections
/// is the one that moved; a hash breaks ties in the same way when the inputs are
/// swapped.
fn weight(pairing: &Pairing<'_>, old: SectionId, new: SectionId) -> u64 {
    let (old, new) = (&pairing.texts.old[old.index()], &pairing.texts.new[new.index()]);
    let tie = old.hash[1].wrapping_add(new.hash[1]) >> 54;
    (u64::from(old.n_chars) + u64::from(new.n_chars) + 1) * TIES + tie
}

/// New sections whose pair stands under another parent or in another order
/// among the children of the same parent.
fn moved(pairing: &Pairing<'_>) -> Vec<bool> {
    moved_where(pairing, |_| None)
}

/// The same, where some new sections, so much like their partners, rather have moved
/// than any other.
pub fn moved_where(
    pairing: &Pairing<'_>,
    dice_of_weak: impl Fn(SectionId) -> Option<f32>,
) -> Vec<bool> {
    let mut moved = vec![false; pairing.texts.new.len()];
    let mut group_of: FxHashMap<Option<SectionId>, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<(SectionId, SectionId)>> = Vec::new();
    // Siblings mostly stand beside each other.
    let mut last = None;
    for new in pairing.sides.new.outline.ids() {
        let Some(old) = pairing.old_of(new) else {
            continue;
        };
        // Headings that exist on one side only do not move what stands under
        // them: chapters are put around articles, and taken away again.
        let place = pairing.place_of_new(new);
        if pairing.place_of_old(old) == place {
            let group = match last {
                Some((known, group)) if known == place => group,
                _ => *group_of.entry(place).or_insert_with(|| {
                    groups.push(Vec::new());
                    groups.len() - 1
                }),
            };
            last = Some((place, group));
            groups[group].push((old, new));
        } else {
            moved[new.index()] = true;
        }
    }
    for group in groups.iter().filter(|group| !is_in_order(group)) {
        for &(_, new) in group {
            moved[new.index()] = true;
        }
        let level = |dice: f32| (dice * DICE_LEVELS).clamp(0.0, DICE_LEVELS).round() as i64;
        let weight = |old, new| {
            let own = weight(pairing, old, new);
            match dice_of_weak(new) {
                Some(dice) => (1 + level(dice).unsigned_abs()) * TIES + own % TIES,
                None => own << WEAKER_BY,
            }
        };
        for at in heaviest_chain(group, weight) {
            moved[group[at].1.index()] = false;
        }
    }
    moved
}

/// Builds the units and puts the rows in printing order.
pub fn arrange(pairing: &Pairing<'_>, closings: &[Closing], cuts: &[Cut]) -> Alignment {
    let moved = moved(pairing);
    let old = SideUnits::of(pairing.sides.old, closings, cuts, Side::Old);
    let new = SideUnits::of(pairing.sides.new, closings, cuts, Side::New);
    let mut rows = Rows::of(old.units.len(), new.units.len());
    for section in pairing.sides.new.outline.ids() {
        if let Some((partner, evidence)) = &pairing.partners.new[section.index()] {
            let units = Sides { old: old.own[partner.index()], new: new.own[section.index()] };
            rows.pair(units, moved[section.index()], *evidence);
        }
    }
    for (at, closing) in closings.iter().enumerate() {
        let units = Sides { old: old.closing[at], new: new.closing[at] };
        rows.pair(units, closing.moved, Evidence::ClosingText(closing.dice));
    }
    for cut in cuts {
        let wholes = if cut.side == Side::Old { &old } else { &new };
        let others = if cut.side == Side::Old { &new } else { &old };
        let first = wholes.own[cut.whole.index()];
        for (at, part) in cut.parts.iter().enumerate() {
            let (stretch, other) = (UnitId(first.0 + at as u32), others.own[part.section.index()]);
            let (old, new) =
                if cut.side == Side::Old { (stretch, other) } else { (other, stretch) };
            let (is_partner_moved, known) = match pairing.partners.get(cut.side)[cut.whole.index()]
            {
                Some((partner, evidence)) if partner == part.section => {
                    let new = if cut.side == Side::Old { partner } else { cut.whole };
                    (moved[new.index()], Some(evidence))
                }
                _ => (false, None),
            };
            if let Some(evidence) = part.evidence.or(known) {
                rows.pair(Sides { old, new }, part.moved || is_partner_moved, evidence);
            }
        }
    }
    let pairs = rows.in_printing_order();
    Alignment { units: Sides { old: old.units, new: new.units }, pairs }
}

/// What becomes of each unit.
struct Rows {
    /// The row of each new unit.
    of_new: Vec<Pair>,
    /// The new unit of each old one, and whether it moved.
    new_of_old: Vec<Option<(UnitId, bool)>>,
}

impl Rows {
    /// So many units that stand alone.
    fn of(n_old: usize, n_new: usize) -> Self {
        let of_new = (0..n_new as u32).map(|new| Pair::NewOnly(UnitId(new))).collect();
        Self { of_new, new_of_old: vec![None; n_old] }
    }

    /// Pairs two units; an earlier partner of the old one stands alone again.
    fn pair(&mut self, units: Sides<UnitId>, moved: bool, evidence: Evidence) {
        let Sides { old, new } = units;
        if let Some((before, _)) = self.new_of_old[old.index()].replace((new, moved))
            && let row = &mut self.of_new[before.index()]
            && matches!(row, Pair::Both { units, .. } if units.old == old)
        {
            *row = Pair::NewOnly(before);
        }
        self.of_new[new.index()] = Pair::Both { units, moved, evidence };
    }

    /// Rows in the reading order of the new document; old units alone follow the
    /// last old unit before them that stands in place.
    fn in_printing_order(self) -> Vec<Pair> {
        // Old units alone, and how many new units stand before each of them.
        let mut alone: Vec<(usize, UnitId)> = Vec::new();
        let mut n_before = 0;
        for (old, partner) in (0..).map(UnitId).zip(self.new_of_old) {
            match partner {
                Some((new, false)) => n_before = new.index() + 1,
                Some((_, true)) => {}
                None => alone.push((n_before, old)),
            }
        }
        if alone.is_empty() {
            return self.of_new;
        }
        alone.sort_unstable();
        let mut pairs = Vec::with_capacity(self.of_new.len() + alone.len());
        let mut alone = alone.into_iter().peekable();
        for (at, row) in self.of_new.into_iter().enumerate() {
            while let Some((_, old)) = alone.next_if(|&(n_before, _)| n_before <= at) {
                pairs.push(Pair::OldOnly(old));
            }
            pairs.push(row);
        }
        pairs.extend(alone.map(|(_, old)| Pair::OldOnly(old)));
        pairs
    }
}

/// The units of one side.
struct SideUnits {
    units: Vec<Unit>,
    /// Unit of each section.
    own: Vec<UnitId>,
    /// Unit of each closing.
    closing: Vec<UnitId>,
}

impl SideUnits {
    fn of(outlined: &Outlined, closings: &[Closing], cuts: &[Cut], side: Side) -> Self {
        let mut cut_of: FxHashMap<SectionId, &Cut> = FxHashMap::default();
        cut_of.extend(cuts.iter().filter(|cut| cut.side == side).map(|cut| (cut.whole, cut)));
        let mut closing_of: FxHashMap<SectionId, usize> = FxHashMap::default();
        for (at, closing) in closings.iter().enumerate() {
            closing_of.insert(closing.section.get(side).to_owned(), at);
        }
        let n = outlined.outline.sections().len();
        let mut all = Self {
            units: Vec::with_capacity(n + closings.len()),
            own: Vec::with_capacity(n),
            closing: vec![UnitId(0); closings.len()],
        };
        for section in outlined.outline.ids() {
            let blocks = outlined.outline.section(section).blocks.clone();
            if let Some(cut) = cut_of.get(&section) {
                let first = all.push_stretches(outlined, section, cut);
                all.own.push(first);
                continue;
            }
            let cut = closing_of.get(&section).map(|&at| (at, *closings[at].from.get(side)));
            let end = cut.map_or(blocks.end, |(_, from)| from);
            let own = all.push(unit(section, blocks.start..end, false));
            all.own.push(own);
            if let Some((at, from)) = cut {
                let owner = *closings[at].owner.get(side);
                all.closing[at] = all.push(unit(owner, from..blocks.end, true));
            }
        }
        all
    }

    /// One unit for each stretch of a section; returns the first.
    fn push_stretches(&mut self, outlined: &Outlined, section: SectionId, cut: &Cut) -> UnitId {
        let first = UnitId(self.units.len() as u32);
        let all = outlined.outline.section(section).blocks.clone();
        let is_inward = cut.parts.iter().any(|part| part.evidence == Some(Evidence::SameNumber));
        let mut start = 0;
        for (at, part) in cut.parts.iter().enumerate() {
            let end = if at + 1 == cut.parts.len() { u32::MAX as usize } else { part.until };
            let is_inside = |&block: &u32| {
                let parts = outlined.document.blocks[block as usize].text.parts();
                let bounds = parts.first().zip(parts.last());
                bounds.is_some_and(|(a, b)| a.span.start() < end && b.span.end() > start)
            };
            let mut inside = all.clone().filter(is_inside);
            let from = inside.next().unwrap_or(all.start);
            let to = inside.next_back().unwrap_or(from) + 1;
            self.push(Unit {
                clip: Some(Span::new(start, end)),
                whole: (!is_inward).then_some(first),
                ..unit(section, from..to, at > 0)
            });
            start = end;
        }
        first
    }

    fn push(&mut self, unit: Unit) -> UnitId {
        let id = UnitId(self.units.len() as u32);
        self.units.push(unit);
        id
    }
}

/// A unit of whole blocks.
fn unit(section: SectionId, blocks: Range<u32>, continues: bool) -> Unit {
    Unit { section, blocks, continues, clip: None, whole: None }
}

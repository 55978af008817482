//! Named mutations: the old tree in, the new tree and what was done out.

use std::collections::BTreeMap;

use super::edit::edit;
use super::prose::{Prose, Sentence};
use super::renumber::renumber;
use super::tree::{Outline, Paragraph, Setting, Unit, newcomer};

/// What can happen to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    /// One noun or verb becomes another, or gets 等.
    EditWord,
    /// One number, period, date or citation becomes another.
    EditNumber,
    /// A clause comes or goes.
    EditClause,
    /// A sentence comes, goes or becomes another.
    EditSentence,
    /// Four to eight clauses in ten become others.
    Rewrite,
    /// A new unit follows it at the same level.
    Insert,
    /// It goes, with all units in it.
    Delete,
    /// It goes elsewhere at the same level, with all units in it.
    Move,
    /// Its last sentences become a new unit after it.
    Split,
    /// Its sentences go to the end of the unit before it, and it goes.
    Merge,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::EditWord,
        Self::EditNumber,
        Self::EditClause,
        Self::EditSentence,
        Self::Rewrite,
        Self::Insert,
        Self::Delete,
        Self::Move,
        Self::Split,
        Self::Merge,
    ];
}

/// A mutation that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub mutation: Mutation,
    /// To which unit: the edited, new, deleted or moved one; the new one of a
    /// split, the vanished one of a merger.
    pub unit: u32,
}

/// How often units of a document are changed, as probabilities.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// One to six edits, or in one case of twenty a rewrite.
    pub edit: f64,
    /// A new unit after it.
    pub insert: f64,
    /// Deletion.
    pub delete: f64,
    /// Move.
    pub relocate: f64,
}

impl Plan {
    /// Nothing changes.
    pub const NONE: Self = Self { edit: 0.0, insert: 0.0, delete: 0.0, relocate: 0.0 };
    /// A usual revision.
    pub const TYPICAL: Self = Self { edit: 0.10, insert: 0.02, delete: 0.02, relocate: 0.02 };
    /// Hardly a unit stays.
    pub const HEAVY: Self = Self { edit: 0.60, insert: 0.10, delete: 0.10, relocate: 0.10 };
}

/// Units that move or go take at most this many units with them.
const LARGEST_SUBTREE: usize = 8;

/// A new version according to a plan, numbers recomputed.
pub fn revise(old: &Outline, plan: &Plan, prose: &mut Prose) -> (Outline, Vec<Change>) {
    run(old, prose, &mut |unit, prose| {
        let small = unit.size() <= LARGEST_SUBTREE;
        if small && prose.rng.chance(plan.delete) {
            vec![Mutation::Delete]
        } else if small && prose.rng.chance(plan.relocate) {
            vec![Mutation::Move]
        } else {
            let mut chosen = Vec::new();
            if prose.rng.chance(plan.edit) {
                edits(prose, &mut chosen);
            }
            if prose.rng.chance(plan.insert) {
                chosen.push(Mutation::Insert);
            }
            chosen
        }
    })
}

/// A new version in which one mutation was made, numbers recomputed. `None`
/// when no unit of the document allows it.
pub fn mutate(old: &Outline, mutation: Mutation, prose: &mut Prose) -> Option<(Outline, Change)> {
    let mut ids = Vec::new();
    collect_ids(&old.units, &mut ids);
    for _ in 0..20 {
        let target = prose.rng.pick(&ids);
        let (new, changes) = run(old, prose, &mut |unit, _| {
            let fits = unit.id == target && unit.size() <= LARGEST_SUBTREE;
            if fits { vec![mutation] } else { Vec::new() }
        });
        if let [change] = changes[..] {
            return Some((new, change));
        }
    }
    None
}

fn collect_ids(units: &[Unit], ids: &mut Vec<u32>) {
    for unit in units {
        ids.push(unit.id);
        collect_ids(&unit.children, ids);
    }
}

fn edits(prose: &mut Prose, chosen: &mut Vec<Mutation>) {
    if prose.rng.chance(0.05) {
        chosen.push(Mutation::Rewrite);
        return;
    }
    for _ in 0..prose.rng.between(1, 6) {
        chosen.push(match prose.rng.below(100) {
            0..45 => Mutation::EditWord,
            45..65 => Mutation::EditNumber,
            65..95 => Mutation::EditClause,
            _ => Mutation::EditSentence,
        });
    }
}

type Decide<'a> = &'a mut dyn FnMut(&Unit, &mut Prose) -> Vec<Mutation>;

fn run(old: &Outline, prose: &mut Prose, decide: Decide<'_>) -> (Outline, Vec<Change>) {
    let mut new = old.clone();
    let units = std::mem::take(&mut new.units);
    let mut editor =
        Editor { outline: &mut new, prose, changes: Vec::new(), seen: Vec::new(), cut: Vec::new() };
    let units = editor.walk(units, 0, decide);
    editor.outline.units = units;
    editor.paste();
    let changes = editor.changes;
    renumber(&mut new);
    (new, changes)
}

/// Whether a unit is nothing but sentences.
fn is_text(unit: &Unit) -> bool {
    let is_prose = |paragraph: &Paragraph| {
        paragraph.setting == Setting::Text
            && paragraph.sentences.iter().all(|sentence| sentence.clauses.len() > 1)
    };
    unit.children.is_empty() && !unit.body.is_empty() && unit.body.iter().all(is_prose)
}

fn sentences(unit: &Unit) -> Vec<Sentence> {
    unit.body.iter().flat_map(|paragraph| paragraph.sentences.clone()).collect()
}

/// Puts the sentences of a unit behind those of the one before it.
fn merge(before: &mut Unit, unit: &mut Unit) -> bool {
    let may_be = is_text(before) && is_text(unit) && unit.title.is_empty();
    if let Some(last) = before.body.last_mut().filter(|_| may_be) {
        last.sentences.extend(sentences(unit));
    }
    may_be
}

/// A subtree on its way from one place to another.
struct Cut {
    depth: usize,
    /// How many units of this depth stand before the place it left.
    from: usize,
    unit: Unit,
}

struct Editor<'a> {
    outline: &'a mut Outline,
    prose: &'a mut Prose,
    changes: Vec<Change>,
    /// Units that stay, for each depth.
    seen: Vec<usize>,
    cut: Vec<Cut>,
}

impl Editor<'_> {
    fn walk(&mut self, units: Vec<Unit>, depth: usize, decide: Decide<'_>) -> Vec<Unit> {
        if units.is_empty() {
            return units;
        }
        if self.seen.len() <= depth {
            self.seen.push(0);
        }
        let limit = self.outline.level(depth).mark.limit();
        let mut n_left = units.len();
        let mut out: Vec<Unit> = Vec::with_capacity(n_left + 1);
        for mut unit in units {
            n_left -= 1;
            let chosen = decide(&unit, self.prose);
            let alone = out.is_empty() && n_left == 0;
            if chosen.contains(&Mutation::Delete) && !alone {
                self.note(Mutation::Delete, unit.id);
                continue;
            }
            // A first child could not come back to its place by "after unit n".
            if chosen.contains(&Mutation::Move) && !out.is_empty() {
                self.cut.push(Cut { depth, from: self.seen[depth], unit });
                continue;
            }
            if chosen.contains(&Mutation::Merge)
                && let Some(before) = out.last_mut()
                && merge(before, &mut unit)
            {
                self.note(Mutation::Merge, unit.id);
                continue;
            }
            for mutation in chosen.iter().filter(|mutation| **mutation < Mutation::Insert) {
                if edit(&mut unit, *mutation, self.prose) {
                    self.note(*mutation, unit.id);
                }
            }
            self.seen[depth] += 1;
            let children = std::mem::take(&mut unit.children);
            unit.children = self.walk(children, depth + 1, decide);
            out.push(unit);
            let n_away = self.cut.iter().filter(|cut| cut.depth == depth).count();
            if chosen.contains(&Mutation::Insert) && out.len() + n_left + n_away < limit {
                let unit = newcomer(self.outline, depth, self.prose);
                self.note(Mutation::Insert, unit.id);
                self.seen[depth] += 1;
                out.push(unit);
            }
            if chosen.contains(&Mutation::Split) && out.len() + n_left + n_away < limit {
                self.split(&mut out, depth);
            }
        }
        out
    }

    /// Makes a unit of the last sentences of the last unit.
    fn split(&mut self, units: &mut Vec<Unit>, depth: usize) {
        let Some(whole) = units.last_mut().filter(|unit| is_text(unit)) else { return };
        let n_sentences = sentences(whole).len();
        if n_sentences < 2 {
            return;
        }
        let mut unit = newcomer(self.outline, depth, self.prose);
        let mut all = sentences(whole);
        let tail = all.split_off(self.prose.rng.between(1, n_sentences - 1));
        let one = |sentences| vec![Paragraph { setting: Setting::Text, sentences }];
        (whole.body, unit.body) = (one(all), one(tail));
        if whole.title.is_empty() {
            unit.title.clear();
        }
        self.note(Mutation::Split, unit.id);
        self.seen[depth] += 1;
        units.push(unit);
    }

    fn note(&mut self, mutation: Mutation, unit: u32) {
        self.changes.push(Change { mutation, unit });
    }

    /// Puts the cut subtrees back elsewhere. A subtree that finds no place two
    /// steps away in a few tries returns to where it was and is no change.
    fn paste(&mut self) {
        let mut places: BTreeMap<(usize, usize), Vec<Unit>> = BTreeMap::new();
        for Cut { depth, from, mut unit } in std::mem::take(&mut self.cut) {
            let n_units = self.seen[depth];
            let place = (0..8).find_map(|_| {
                let after = self.prose.rng.between(1, n_units.max(1));
                (after <= n_units && after.abs_diff(from) >= 2).then_some(after)
            });
            if place.is_some() {
                self.changes.push(Change { mutation: Mutation::Move, unit: unit.id });
                unit.number.clear();
            }
            places.entry((depth, place.unwrap_or(from))).or_default().push(unit);
        }
        let units = std::mem::take(&mut self.outline.units);
        let mut seen = vec![0; self.seen.len()];
        self.outline.units = paste_into(units, 0, &mut seen, &mut places);
    }
}

fn paste_into(
    units: Vec<Unit>,
    depth: usize,
    seen: &mut [usize],
    places: &mut BTreeMap<(usize, usize), Vec<Unit>>,
) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    for mut unit in units {
        seen[depth] += 1;
        let here = seen[depth];
        if depth + 1 < seen.len() {
            unit.children = paste_into(unit.children, depth + 1, seen, places);
        }
        out.push(unit);
        out.extend(places.remove(&(depth, here)).unwrap_or_default());
    }
    out
}

//! Named mutations: the old tree in, the new tree and what was done out.

use std::collections::BTreeMap;

use super::edit::edit;
use super::prose::Prose;
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
    /// The rest of its text becomes a unit of its own behind it.
    Split,
    /// Its text goes to the end of the unit before it.
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
    /// To which unit: the edited, new, deleted or moved one, the one split
    /// off, the one that went into another.
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
    /// One unit becomes two.
    pub split: f64,
    /// Two units become one.
    pub merge: f64,
}

impl Plan {
    /// Nothing changes.
    pub const NONE: Self =
        Self { edit: 0.0, insert: 0.0, delete: 0.0, relocate: 0.0, split: 0.0, merge: 0.0 };
    /// A usual revision.
    pub const TYPICAL: Self =
        Self { edit: 0.10, insert: 0.02, delete: 0.02, relocate: 0.02, ..Self::NONE };
    /// Hardly a unit stays.
    pub const HEAVY: Self =
        Self { edit: 0.60, insert: 0.10, delete: 0.10, relocate: 0.10, ..Self::NONE };
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
            if plan.split > 0.0 && prose.rng.chance(plan.split) {
                chosen.push(Mutation::Split);
            } else if plan.merge > 0.0 && prose.rng.chance(plan.merge) {
                chosen.push(Mutation::Merge);
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
    let first_new = new.next_id;
    let mut editor = Editor {
        outline: &mut new,
        prose,
        changes: Vec::new(),
        seen: Vec::new(),
        cut: Vec::new(),
        first_new,
    };
    let units = editor.walk(units, 0, decide);
    editor.outline.units = units;
    editor.paste();
    let changes = editor.changes;
    renumber(&mut new);
    (new, changes)
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
    /// Units with this id or a greater one were not in the old document.
    first_new: u32,
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
            for mutation in chosen.iter().filter(|mutation| **mutation < Mutation::Insert) {
                if edit(&mut unit, *mutation, self.prose) {
                    self.note(*mutation, unit.id);
                }
            }
            if chosen.contains(&Mutation::Merge)
                && let Some(before) = out.last_mut()
                && before.id < self.first_new
                && can_merge(before, &unit)
            {
                self.note(Mutation::Merge, unit.id);
                before.body.append(&mut unit.body);
                continue;
            }
            self.seen[depth] += 1;
            let tail = if chosen.contains(&Mutation::Split) { split(&mut unit) } else { None };
            let children = std::mem::take(&mut unit.children);
            unit.children = self.walk(children, depth + 1, decide);
            out.push(unit);
            if let Some(body) = tail {
                let id = self.outline.next_id;
                self.outline.next_id += 1;
                let (number, title, children) = (Vec::new(), Vec::new(), Vec::new());
                self.note(Mutation::Split, id);
                self.seen[depth] += 1;
                out.push(Unit { id, number, title, body, children });
            }
            let n_away = self.cut.iter().filter(|cut| cut.depth == depth).count();
            if chosen.contains(&Mutation::Insert) && out.len() + n_left + n_away < limit {
                let unit = newcomer(self.outline, depth, self.prose);
                self.note(Mutation::Insert, unit.id);
                self.seen[depth] += 1;
                out.push(unit);
            }
        }
        out
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

/// Whether the text of a unit can go to the end of the one before it.
fn can_merge(before: &Unit, unit: &Unit) -> bool {
    let is_leaf = |unit: &Unit| unit.children.is_empty() && !unit.body.is_empty();
    is_leaf(before) && is_leaf(unit) && unit.title.is_empty() && is_long(unit)
}

/// Takes the rest of a text from a unit, from a paragraph or a sentence on.
fn split(unit: &mut Unit) -> Option<Vec<Paragraph>> {
    let is_text = |paragraph: &Paragraph| paragraph.setting == Setting::Text;
    if !unit.children.is_empty() || !is_long(unit) {
        return None;
    }
    let at = unit.body.iter().skip(1).position(is_text);
    if let Some(at) = at {
        return Some(unit.body.split_off(at + 1));
    }
    let sentences = &mut unit.body.first_mut()?.sentences;
    if sentences.len() < 2 {
        return None;
    }
    let sentences = sentences.split_off(sentences.len() / 2);
    let mut body = vec![Paragraph { setting: Setting::Text, sentences }];
    body.extend(unit.body.drain(1..));
    Some(body)
}

/// Whether the text of a unit is no stub.
fn is_long(unit: &Unit) -> bool {
    let sentences = unit.body.iter().flat_map(|paragraph| &paragraph.sentences);
    sentences.map(|sentence| sentence.clauses.len()).sum::<usize>() > 1
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

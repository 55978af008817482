//! Which item of the old form an item of the new one is.
//!
//! The place in the form decides. Blocks that repeat (委託事項１, 委託事項２ …) are
//! told apart by what they say first, because one of them may have been put in
//! or taken out before the others; what then has no partner is looked for at
//! another place with the same label.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Known, Placed, blocks, in_new_terms, similarity};
use super::files::Files;
use super::item::said;
use crate::form::Field;

/// Values this similar are those of one item at two places.
const SAME_VALUE: f64 = 0.6;

/// Where an item stands, its block named as in the new document, and the how
/// many-th item of that place it is.
type Place = (Vec<String>, u32);

/// Which item is which.
pub(super) struct Partners {
    /// For each new item the old one.
    pub of_new: Vec<Option<usize>>,
    /// For the place of each old block what it is called in the new form; a
    /// name that ends with `/` where it was taken out.
    pub blocks: BTreeMap<Vec<String>, String>,
}

/// For each new item the old one, and for each old block the new one.
pub(super) fn partners(old: &[&Field], new: &[&Field], files: &Files) -> Partners {
    let of_old: Vec<Placed<'_>> =
        old.iter().map(|it| (files.in_new_terms(it.key.steps()), *it)).collect();
    let of_new: Vec<Placed<'_>> = new.iter().map(|it| (it.key.steps().to_vec(), *it)).collect();
    let renamed = blocks(&of_old, &of_new);
    let old_places = places(old, |steps| in_new_terms(&files.in_new_terms(steps), &renamed));
    let new_places = places(new, <[String]>::to_vec);
    let by_place: BTreeMap<&Place, usize> =
        old_places.iter().enumerate().map(|(at, place)| (place, at)).collect();
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    // An item that the form renumbered, where the old document is of the
    // version before.
    let of_new_version: BTreeSet<_> =
        old.iter().filter_map(|it| Some((&it.key, it.was.as_ref()?))).collect();
    for (at, field) in new.iter().enumerate() {
        let Some(was) = &field.was else { continue };
        let found = by_place.get(&(was.steps().to_vec(), 0)).copied();
        if let Some(found) = found.filter(|_| !of_new_version.contains(&(&field.key, was)))
            && taken.insert(found)
        {
            partners[at] = Some(found);
        }
    }
    for (at, place) in new_places.iter().enumerate() {
        if let Some(found) = by_place.get(place).copied().filter(|_| partners[at].is_none())
            && taken.insert(found)
        {
            partners[at] = Some(found);
        }
    }
    // What belongs to a file or block that was taken out or put in is no item of
    // another.
    let known = Known::of(
        of_old.iter().map(|(steps, _)| steps.as_slice()),
        old_places.iter().map(|(steps, _)| steps.as_slice()),
    );
    let is_gone = |place: &Place| place.0.iter().any(|step| step.ends_with('/'));
    let gone = old_places.iter().enumerate().filter(|(_, place)| is_gone(place));
    let gone: BTreeSet<usize> = gone.map(|(at, _)| at).collect();
    let is_added = |at: usize| {
        let steps = new.get(at).map(|it| it.key.steps());
        steps.is_some_and(|steps| files.is_added(steps) || known.is_added(steps))
    };
    taken.extend(&gone);
    elsewhere(old, new, &mut partners, &mut taken, &is_added);
    Partners { of_new: partners, blocks: renamed }
}

fn places(fields: &[&Field], name: impl Fn(&[String]) -> Vec<String>) -> Vec<Place> {
    let mut seen: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    let place = |field: &&Field| {
        let steps = name(field.key.steps());
        let n = seen.entry(steps.clone()).or_default();
        *n += 1;
        (steps, *n - 1)
    };
    fields.iter().map(place).collect()
}

/// Pairs what has no partner yet with an item of the same label elsewhere: one
/// that says the same, else the only one of its label where it says nearly the
/// same.
fn elsewhere(
    old: &[&Field],
    new: &[&Field],
    partners: &mut [Option<usize>],
    taken: &mut BTreeSet<usize>,
    is_added: &dyn Fn(usize) -> bool,
) {
    let label = |field: &Field| field.path.last().map(|it| said(it)).unwrap_or_default();
    let value = |field: &Field| said(&field.value.concat());
    let mut equal: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, field) in old.iter().enumerate().filter(|(at, _)| !taken.contains(at)).rev() {
        equal.entry((label(field), value(field))).or_default().push(at);
    }
    for (at, field) in new.iter().enumerate() {
        let name = (label(field), value(field));
        if partners[at].is_none()
            && !is_added(at)
            && !name.1.is_empty()
            && let Some(found) = equal.get_mut(&name).and_then(Vec::pop)
        {
            taken.insert(found);
            partners[at] = Some(found);
        }
    }
    let lone = |labels: Vec<(usize, String)>| {
        let mut out: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, label) in labels {
            out.entry(label).and_modify(|it| *it = None).or_insert(Some(at));
        }
        out
    };
    let rest = old.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    let of_old = lone(rest.map(|(at, field)| (at, label(field))).collect());
    let rest = new.iter().enumerate().filter(|(at, _)| partners[*at].is_none() && !is_added(*at));
    let of_new = lone(rest.map(|(at, field)| (at, label(field))).collect());
    for (label, at) in of_new {
        let (Some(at), Some(Some(found))) = (at, of_old.get(&label)) else { continue };
        let (Some(one), Some(other)) = (old.get(*found), new.get(at)) else { continue };
        if similarity(&value(one), &value(other)) >= SAME_VALUE && taken.insert(*found) {
            partners[at] = Some(*found);
        }
    }
}

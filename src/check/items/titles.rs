//! Titles of items against those of a form: numbers say one thing, names another.

use std::collections::BTreeSet;

use super::super::text::{alike, distance};
use super::{Misnamed, Names, is_circled};
use crate::form::ItemKey;
use crate::normalize::fold::fold;

pub(super) fn same_title(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    let shortest = one.chars().count().min(other.chars().count());
    !one.is_empty()
        && (one == other
            || shortest >= 4
                && 2 * shortest > longest
                && (one.contains(other) || other.contains(one))
            || longest >= 8 && alike(one, other) > 0.8
            || shortest >= 6 && is_slip(one, other))
}

/// Whether titles differ by one letter; another number is another item.
fn is_slip(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    distance(one, other, 1).is_some() && digits(one) == digits(other)
}

/// A number that names one item and a title that names its neighbour: the
/// neighbour is meant.
pub(super) fn contradicted(names: &Names<'_>, at: usize, own_title: &str) -> Option<usize> {
    if own_title.is_empty() || alike(own_title, names.title(at)) > 0.7 {
        return None;
    }
    let around = parent(names.key(at)?)?;
    let is_sibling = |it: &usize| {
        names.title(*it) == own_title && names.key(*it).and_then(parent).as_ref() == Some(&around)
    };
    (0..names.keys.len()).find(is_sibling)
}

/// Whether the last line of a label is the number of its key and a title.
pub(super) fn is_numbered_title(key: &ItemKey, label: &str) -> bool {
    let line = label.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let folded = fold(line.trim());
    let step = key.steps().last().map_or("", String::as_str);
    let rest = match folded.rfind(is_circled) {
        Some(at) => folded.get(at..).unwrap_or_default(),
        None => folded.as_str(),
    };
    rest.strip_prefix(step).is_some_and(|title| !title.starts_with(|c: char| c.is_ascii_digit()))
}

/// A field whose number a label has, if its title is not that of the label.
pub(super) fn misnamed(names: &Names<'_>, field: usize, own_title: &str) -> Option<Misnamed> {
    /// Letters that a slip gets wrong.
    const SLIP: usize = 2;
    /// Shorter names are each other's neighbours.
    const LEAST: usize = 4;
    /// Titles with so much in common are one in other words.
    const SAME_NAME: f32 = 0.5;
    let printed = names.title(field);
    let is_one = own_title.contains(printed) || printed.contains(own_title);
    if own_title.is_empty() || printed.is_empty() || is_one {
        return None;
    }
    let is_slip = printed.chars().count() >= LEAST && distance(own_title, printed, SLIP).is_some();
    (is_slip || alike(own_title, printed) < SAME_NAME).then_some(Misnamed { field, is_slip })
}

/// Whether several items of the section that a key is about have a title.
pub(super) fn is_shared_title(names: &Names<'_>, key: &ItemKey, own_title: &str) -> bool {
    let around = ItemKey::new(key.steps().iter().take(2).cloned().collect());
    let inside = names.positions(|it| it.is_within(&around));
    let is_it = |at: &usize| {
        same_title(own_title, names.title(*at))
            && names.key(*at).is_some_and(|it| !is_other_block(it, key))
    };
    inside.filter(is_it).take(2).count() > 1
}

/// The item of the same section whose title the label gives, and whether its
/// number is another one. Inner headings count first.
pub(super) fn by_title(names: &Names<'_>, key: &ItemKey, own_title: &str) -> Option<(usize, bool)> {
    let mut around = parent(key)?;
    let number = key.steps().last().filter(|step| step.chars().all(is_circled));
    loop {
        // Another block of the same kind is another thing: 委託事項1 for 委託事項2.
        let inside = names.positions(|it| it.is_within(&around) && !is_other_block(it, key));
        let mut inside: Vec<usize> =
            inside.filter(|at| same_title(own_title, names.title(*at))).collect();
        // One item of several files.
        let mut seen = BTreeSet::new();
        inside.retain(|at| seen.insert(names.key(*at)));
        match inside.as_slice() {
            [only] => {
                let own = names.key(*only).and_then(|key| key.steps().last());
                return Some((*only, number.is_some_and(|number| own != Some(number))));
            }
            [] => {}
            _ => return None,
        }
        // Another section is another item.
        around = parent(&around).filter(|it| it.steps().len() >= 2)?;
    }
}

/// Whether two keys name blocks that count, and not one of them in common:
/// 委託事項1 and 委託事項2, 提供先1 and 移転先1.
fn is_other_block(one: &ItemKey, other: &ItemKey) -> bool {
    let is_block = |step: &&String| {
        let word = step.trim_end_matches(|c: char| c.is_ascii_digit());
        word.len() < step.len() && word.chars().any(char::is_alphabetic)
    };
    let blocks =
        |key: &ItemKey| -> Vec<String> { key.steps().iter().filter(is_block).cloned().collect() };
    let (one, other) = (blocks(one), blocks(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|block| other.contains(block))
}

fn parent(key: &ItemKey) -> Option<ItemKey> {
    let (_, around) = key.steps().split_last()?;
    (!around.is_empty()).then(|| ItemKey::new(around.to_vec()))
}

//! Which block of the new form is which of the old one: blocks that repeat are
//! told by what they say, because others may have been put in before them.

use std::collections::{BTreeMap, BTreeSet};

use super::item::said;
use crate::form::{Field, ValueKind};

/// Words of blocks that an office adds and takes out. Those of リスク belong
/// to the form.
const BLOCKS: [&str; 4] = ["システム", "委託事項", "提供先", "移転先"];
/// Most characters of blocks that are compared with each other, in bytes.
const MOST_COMPARED: usize = 100_000_000;
/// Blocks this similar are one block.
const SAME_BLOCK: f64 = 0.5;
/// The first items of a block say what it is: ①委託内容, ③委託先名.
const NAMING: usize = 2;
/// Names this similar are one; firms share 株式会社.
const SAME_NAME: f64 = 0.75;
/// Old places to the new place of the same block. Blocks that were taken out
/// get a name that no place has.
pub(super) fn in_new_terms(
    steps: &[String],
    renamed: &BTreeMap<Vec<String>, String>,
) -> Vec<String> {
    let mut out = steps.to_vec();
    if let Some((at, _)) = block(steps)
        && let Some(name) = steps.get(..=at).and_then(|prefix| renamed.get(prefix))
        && let Some(step) = out.get_mut(at)
    {
        step.clone_from(name);
    }
    out
}

/// Blocks of the old form, to ask which blocks of the new one were put in.
pub(super) struct Known {
    families: BTreeSet<(Vec<String>, &'static str)>,
    blocks: BTreeSet<Vec<String>>,
}

impl Known {
    /// From the places of old items, and the same in the terms of the new form.
    pub(super) fn of<'a>(
        old: impl Iterator<Item = &'a [String]>,
        in_new_terms: impl Iterator<Item = &'a [String]>,
    ) -> Self {
        let family = |steps: &[String]| {
            let (at, word) = block(steps)?;
            Some((steps.get(..at)?.to_vec(), word))
        };
        let own = |steps: &[String]| Some(steps.get(..=block(steps)?.0)?.to_vec());
        Self {
            families: old.filter_map(family).collect(),
            blocks: in_new_terms.filter_map(own).collect(),
        }
    }

    /// Whether a new place is in a block that the old form lacks, though it has
    /// others of that kind.
    pub(super) fn is_added(&self, steps: &[String]) -> bool {
        let Some((at, word)) = block(steps) else { return false };
        let above = steps.get(..at).unwrap_or_default().to_vec();
        self.families.contains(&(above, word))
            && !steps.get(..=at).is_some_and(|own| self.blocks.contains(own))
    }
}

/// The step of a key that names a block, and its word.
fn block(steps: &[String]) -> Option<(usize, &'static str)> {
    steps.iter().enumerate().find_map(|(at, step)| {
        let word = BLOCKS.into_iter().find(|word| step.starts_with(word))?;
        let number = step.strip_prefix(word)?;
        let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        is_number.then_some((at, word))
    })
}

/// What a block says: its items below the block, their values, and whether
/// they are free text rather than one of a few choices.
pub(super) type Said = BTreeMap<Vec<String>, (String, bool)>;

/// An item and its place, its file named as in the new document.
pub(super) type Placed<'a> = (Vec<String>, &'a Field);

/// For each old block the name of the new block that it is.
/// Each item comes with its place.
pub(super) fn blocks(old: &[Placed<'_>], new: &[Placed<'_>]) -> BTreeMap<Vec<String>, String> {
    let (old, new) = (families(old), families(new));
    let mut renamed = BTreeMap::new();
    for (family, old) in &old {
        let Some(new) = new.get(family) else { continue };
        let size = |blocks: &BTreeMap<String, Said>| -> usize {
            blocks.values().flat_map(BTreeMap::values).map(|(text, _)| text.len() + 1).sum()
        };
        if old.len() * size(new) + new.len() * size(old) > MOST_COMPARED {
            continue;
        }
        let mut pairs: Vec<(f64, bool, &String, &String)> = Vec::new();
        for (a, said) in old {
            for (b, other) in new {
                pairs.push((alike(said, other), a == b, a, b));
            }
        }
        // The most similar ones first; among equals those with one number.
        pairs.sort_by(|x, y| {
            y.0.total_cmp(&x.0).then(y.1.cmp(&x.1)).then((x.2, x.3).cmp(&(y.2, y.3)))
        });
        let (mut of_old, mut of_new) = (BTreeMap::new(), BTreeSet::new());
        let is_one = |it: &&(f64, bool, &String, &String)| {
            let blocks = old.get(it.2).zip(new.get(it.3));
            it.0 >= SAME_BLOCK && blocks.is_some_and(|(one, other)| is_one(one, other))
        };
        let by_number = |it: &&(f64, bool, &String, &String)| it.1;
        for (_, _, a, b) in pairs.iter().filter(is_one).chain(pairs.iter().filter(by_number)) {
            if !of_old.contains_key(*a) && !of_new.contains(*b) {
                of_old.insert((*a).clone(), (*b).clone());
                of_new.insert((*b).clone());
            }
        }
        for name in old.keys() {
            let (mut prefix, _) = family.clone();
            prefix.push(name.clone());
            let partner = of_old.get(name).cloned();
            renamed.insert(prefix, partner.unwrap_or_else(|| format!("{name}/")));
        }
    }
    renamed
}

/// Blocks by the place they repeat at.
fn families(
    fields: &[Placed<'_>],
) -> BTreeMap<(Vec<String>, &'static str), BTreeMap<String, Said>> {
    let mut out: BTreeMap<_, BTreeMap<String, Said>> = BTreeMap::new();
    for (steps, field) in fields {
        let Some((at, word)) = block(steps) else { continue };
        let (Some(above), Some(name)) = (steps.get(..at), steps.get(at)) else { continue };
        let below = steps.get(at + 1..).unwrap_or_default().to_vec();
        let family = out.entry((above.to_vec(), word)).or_default();
        let said = said(&field.value.concat());
        let own = family.entry(name.clone()).or_default();
        if !said.is_empty() {
            own.insert(below, (said, field.kind == ValueKind::Text));
        }
    }
    out
}

/// How much two blocks say the same, from 0 to 1.
pub(super) fn alike(one: &Said, other: &Said) -> f64 {
    let items: BTreeSet<&Vec<String>> = one.keys().chain(other.keys()).collect();
    if items.is_empty() {
        return 0.0;
    }
    let of = |item: &&Vec<String>| match (one.get(*item), other.get(*item)) {
        (Some((a, _)), Some((b, _))) => similarity(a, b),
        _ => 0.0,
    };
    items.iter().map(of).sum::<f64>() / items.len() as f64
}

/// Whether two blocks are about one thing: most blocks choose the same answers
/// (10人未満, 再委託しない), so their free text decides, and what stands first in
/// it names the thing.
fn is_one(one: &Said, other: &Said) -> bool {
    let both = one.iter().filter_map(|(item, (text, is_free))| {
        let (there, _) = other.get(item).filter(|_| *is_free)?;
        Some(similarity(text, there))
    });
    let both: Vec<f64> = both.collect();
    let is_free = |said: &Said| said.values().any(|(_, is_free)| *is_free);
    if both.is_empty() {
        return !is_free(one) && !is_free(other);
    }
    let mean = both.iter().sum::<f64>() / both.len() as f64;
    mean >= SAME_BLOCK && both.iter().take(NAMING).any(|it| *it >= SAME_NAME)
}

/// Dice of character pairs.
pub(super) fn similarity(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|it| [it[0], it[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(one), pairs(other));
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}

//! What stands once on each side: rows, and cells of a row, that are the same
//! beyond doubt.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::align::heaviest_chain;

/// The places of what has the same key and stands once on each side, in the
/// heaviest order common to both. What has no key is left out. O(n log n).
pub fn once_in_order<K: Hash + Eq>(
    old: impl Iterator<Item = Option<K>>,
    new: impl Iterator<Item = Option<K>>,
    weight: impl Fn(u32, u32) -> u64,
) -> Vec<(u32, u32)> {
    let (in_old, in_new) = (places(old), places(new));
    let once = in_old.into_iter().filter_map(|(key, at)| Some((at?, (*in_new.get(&key)?)?)));
    let mut once: Vec<(u32, u32)> = once.collect();
    once.sort_unstable_by_key(|&(_, new)| new);
    heaviest_chain(&once, weight).into_iter().filter_map(|at| once.get(at).copied()).collect()
}

/// Where each key stands; `None` where it stands twice.
fn places<K: Hash + Eq>(keys: impl Iterator<Item = Option<K>>) -> FxHashMap<K, Option<u32>> {
    let mut places = FxHashMap::default();
    for (key, at) in keys.zip(0..) {
        let Some(key) = key else { continue };
        places.entry(key).and_modify(|it| *it = None).or_insert(Some(at));
    }
    places
}

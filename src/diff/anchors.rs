//! Places at which two long texts surely agree: stretches of tokens that occur
//! once in each. Between them only short gaps are left to compare, so that a
//! text of any length is compared in near-linear time, whatever its alphabet.
//!
//! Stretches are looked at by rolling hashes, and only those whose hash ends in
//! zeros are remembered: the same ones in both texts. O(n) for each length of
//! stretch, and O(m log m) for the m stretches found. Long texts that have
//! hardly any stretch in common are not compared further: one replaces the other.

use super::edits::{Edit, n_common_prefix, n_common_suffix};
use super::stretches::{Level, Seen};
use super::tokens::Token;

/// Shorter gaps are compared as they are.
pub const LONGEST_PLAIN: usize = 2048;
/// First long and rare stretches are looked for, then shorter ones between them.
const LEVELS: [Level; 3] = [
    Level { length: 32, n_zeros: 4 },
    Level { length: 12, n_zeros: 3 },
    Level { length: 6, n_zeros: 0 },
];
/// The level that tells whether two long texts are versions of one, and how many
/// hundredths of its stretches have to stand in both for that, or once in each:
/// set phrases come again and again in all texts.
const TELLING_LEVEL: usize = 1;
const LEAST_TOLD: usize = 16;
const LEAST_ONCE: usize = 2;
/// Trigrams that two texts have in common at least if their words are worth
/// comparing: hundredths of those of the text with fewer. Short texts need fewer
/// of them, because an edit touches a larger share of those they have.
const LEAST_IN_COMMON: usize = 35;
const LEAST_IN_SHORT: usize = 15;
/// Texts of fewer tokens are short.
const SHORTEST_LONG: usize = 256;
/// Shorter texts are always compared.
const SHORTEST_UNLIKE: usize = 64;

/// What lies between two places at which both sides agree.
#[derive(Debug)]
pub enum Gap {
    /// To be compared, after looking for shorter stretches where it is long.
    Open(Edit),
    /// To be compared as it is.
    Closed(Edit),
    /// One text replaces another one.
    Replaced(Edit),
}

/// The gaps of a long one between the places at which both sides agree. Gaps
/// that are short enough come back as they are.
pub fn gaps(old: &[Token], new: &[Token], gap: Edit) -> Vec<Gap> {
    let mut gaps = vec![Gap::Open(gap)];
    for at in 0..LEVELS.len() {
        let mut parted = Vec::with_capacity(gaps.len());
        for gap in gaps {
            match gap {
                Gap::Open(gap) if gap.old.len().min(gap.new.len()) > LONGEST_PLAIN => {
                    part(old, new, &gap, at, &mut parted);
                }
                gap => parted.push(gap),
            }
        }
        gaps = parted;
    }
    gaps
}

/// Whether two stretches share so few words that comparing them would only find
/// chance equalities: then one replaces the other as a whole.
pub fn are_unlike(old: &[Token], new: &[Token]) -> bool {
    let shorter = old.len().min(new.len());
    if shorter < SHORTEST_UNLIKE {
        return false;
    }
    let is_short = shorter < SHORTEST_LONG;
    let least = if is_short { LEAST_IN_SHORT } else { LEAST_IN_COMMON };
    let n_words = if is_short { MOST_WORDS / 8 } else { MOST_WORDS };
    let of = |tokens: &[Token]| {
        let mut set = vec![0_u64; n_words];
        for window in tokens.windows(3) {
            let hash = window.iter().fold(0, |hash, token| step(hash, token.key().into())) >> 48;
            set[(hash >> 6) as usize & (n_words - 1)] |= 1 << (hash & 63);
        }
        set
    };
    let (of_old, of_new) = (of(old), of(new));
    let count = |bits: &mut dyn Iterator<Item = u64>| -> usize {
        bits.map(|bits| bits.count_ones() as usize).sum()
    };
    let n_common = count(&mut of_old.iter().zip(&of_new).map(|(old, new)| old & new));
    let n_old = count(&mut of_old.iter().copied());
    let n_new = count(&mut of_new.iter().copied());
    n_common * 100 < least * n_old.min(n_new)
}

/// Words of the largest set of trigrams, 64 bits each.
const MOST_WORDS: usize = 1024;

fn step(hash: u64, key: u64) -> u64 {
    (hash.rotate_left(23) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Parts a gap at the stretches of one length.
fn part(old: &[Token], new: &[Token], gap: &Edit, at: usize, parted: &mut Vec<Gap>) {
    let level = LEVELS[at];
    let seen = Seen::of(&old[gap.old.clone()], &new[gap.new.clone()], level);
    let has_least = |n: usize, percent: usize| n * 100 >= percent * seen.n_least;
    let are_versions =
        has_least(seen.n_common, LEAST_TOLD) || has_least(seen.once.len(), LEAST_ONCE);
    if at == TELLING_LEVEL && !are_versions {
        parted.push(Gap::Replaced(gap.clone()));
        return;
    }
    let leave = if seen.only_repeats() { Gap::Closed } else { Gap::Open };
    let mut push = |old: std::ops::Range<usize>, new: std::ops::Range<usize>| {
        if !old.is_empty() || !new.is_empty() {
            parted.push(leave(Edit { old, new }));
        }
    };
    let (mut from_old, mut from_new) = (gap.old.start, gap.new.start);
    for (at_old, at_new) in longest_ascending(&seen.once) {
        let (at_old, at_new) = (gap.old.start + at_old as usize, gap.new.start + at_new as usize);
        if at_old < from_old || at_new < from_new {
            continue;
        }
        let n_before = n_common_suffix(&old[from_old..at_old], &new[from_new..at_new]);
        let n_equal = n_common_prefix(&old[at_old..gap.old.end], &new[at_new..gap.new.end]);
        // Equal hashes of other stretches: not a place to part at.
        if n_equal < level.length {
            continue;
        }
        push(from_old..at_old - n_before, from_new..at_new - n_before);
        (from_old, from_new) = (at_old + n_equal, at_new + n_equal);
    }
    push(from_old..gap.old.end, from_new..gap.new.end);
}

/// The longest chain of pairs that ascends on both sides. `pairs` ascend on the
/// old one.
pub fn longest_ascending(pairs: &[(u32, u32)]) -> impl Iterator<Item = (u32, u32)> {
    // tails[n]: the pair that ends the best chain of n + 1 pairs.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let n = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before.push(n.checked_sub(1).map(|n| tails[n]));
        match tails.get_mut(n) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.push(pairs[index]);
        at = before[index];
    }
    chain.into_iter().rev()
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    #[test]
    fn long_texts_are_parted_where_they_agree() {
        let letters = |n: usize, seed: u64| -> String {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                if state >> 63 == 0 { 'あ' } else { 'い' }
            };
            (0..n).map(|_| next()).collect()
        };
        let (begin, end) = (letters(6000, 1), letters(6000, 2));
        let (old, new) = (format!("{begin}第一{end}"), format!("{begin}その二の{end}"));
        let (old, new) = (tokens_of(&old), tokens_of(&new));
        let gap = Edit { old: 0..old.list.len(), new: 0..new.list.len() };
        let open = |gap: Gap| match gap {
            Gap::Open(gap) | Gap::Closed(gap) => Some(gap),
            Gap::Replaced(_) => None,
        };
        let gaps: Vec<Edit> =
            gaps(&old.list, &new.list, gap).into_iter().filter_map(open).collect();
        let n_left: usize = gaps.iter().map(|gap| gap.old.len().max(gap.new.len())).sum();
        assert!(n_left < 300, "{gaps:?}");
        let inside = |gap: &&Edit| gap.old.contains(&6000) && gap.new.contains(&6001);
        assert_eq!(gaps.iter().filter(inside).count(), 1, "{gaps:?}");
    }

    #[test]
    fn long_texts_without_common_words_replace_each_other() {
        let text = |step: u32| -> String {
            (0..4000).filter_map(|at| char::from_u32(0x4e00 + at * step % 9000)).collect()
        };
        let (one, other) = (tokens_of(&text(37)), tokens_of(&text(41)));
        let gap = Edit { old: 0..4000, new: 0..4000 };
        assert!(matches!(gaps(&one.list, &other.list, gap)[..], [Gap::Replaced(_)]));
    }

    #[test]
    fn texts_without_common_words_are_unlike() {
        let text = |from: u32| -> String {
            (0..600).filter_map(|at| char::from_u32(0x4e00 + (from + at * 37) % 9000)).collect()
        };
        let (one, other) = (tokens_of(&text(0)), tokens_of(&text(11)));
        assert!(are_unlike(&one.list, &other.list));
        assert!(!are_unlike(&one.list, &one.list));
        assert!(are_unlike(&one.list[..90], &other.list[..90]));
        assert!(!are_unlike(&one.list[..60], &other.list[..60]));
    }

    #[test]
    fn the_longest_chain_ascends_on_both_sides() {
        let pairs = [(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)];
        let chain: Vec<(u32, u32)> = longest_ascending(&pairs).collect();
        assert_eq!(chain, [(1, 1), (2, 2), (4, 3)]);
    }
}

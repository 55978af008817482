//! Stretches of tokens that stand once in each of two texts.

use super::tokens::Token;

/// Spreads a token over the bits of a hash: odd, its bits well mixed.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Which stretches are remembered.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// Tokens of a stretch.
    pub length: usize,
    /// Zeros in which its hash ends.
    pub n_zeros: u32,
}

/// What two texts have in common.
#[derive(Debug)]
pub struct Seen {
    /// First tokens of the stretches that stand once on each side, in the order
    /// of the old one. Equal hashes of unequal stretches are among them.
    pub once: Vec<(u32, u32)>,
    /// Remembered stretches of the new text that the old one has, too.
    pub n_common: usize,
    /// Remembered stretches of the text that has fewer.
    pub n_least: usize,
}

/// No token.
const NONE: u32 = u32::MAX;
/// More than one token.
const SEVERAL: u32 = u32::MAX - 1;

/// A stretch of the old text and where it stands.
#[derive(Debug, Clone, Copy)]
struct Slot {
    tag: u32,
    old: u32,
    new: u32,
}

impl Seen {
    /// Whether the texts say the same few things again and again: most stretches
    /// stand in both and hardly any of them once. Shorter ones do so even less.
    pub fn only_repeats(&self) -> bool {
        100 * self.once.len() <= self.n_least && 2 * self.n_common > self.n_least
    }

    /// Looks for the stretches of one level. O(n).
    pub fn of(old: &[Token], new: &[Token], level: Level) -> Self {
        // First token and slot of each, in the order of the text.
        let mut of_old: Vec<(u32, u32)> = Vec::with_capacity((old.len() >> level.n_zeros) + 16);
        let mut hashes: Vec<u64> = Vec::with_capacity(of_old.capacity());
        stretches(old, level, |hash, first| {
            of_old.push((first, 0));
            hashes.push(hash);
        });
        let bits = (2 * of_old.len()).next_power_of_two().max(16).ilog2();
        let shift = 64 - bits;
        let mask = (1_usize << bits) - 1;
        let mut slots = vec![Slot { tag: 0, old: NONE, new: NONE }; 1 << bits];
        // At most half of the slots are taken, so that there is always an end.
        let find = |slots: &[Slot], hash: u64| {
            let mut at = (hash >> shift) as usize;
            while slots[at].old != NONE && slots[at].tag != tag_of(hash) {
                at = (at + 1) & mask;
            }
            at
        };
        for ((first, at), hash) in of_old.iter_mut().zip(hashes) {
            let found = find(&slots, hash);
            *at = found as u32;
            let slot = &mut slots[found];
            slot.tag = tag_of(hash);
            slot.old = if slot.old == NONE { *first } else { SEVERAL };
        }
        let (mut n_common, mut n_new) = (0, 0);
        stretches(new, level, |hash, first| {
            n_new += 1;
            let at = find(&slots, hash);
            let slot = &mut slots[at];
            if slot.old != NONE {
                n_common += 1;
                slot.new = if slot.new == NONE { first } else { SEVERAL };
            }
        });
        let n_least = of_old.len().min(n_new);
        let once = of_old.into_iter().filter_map(|(first, at)| {
            let slot = slots[at as usize];
            (slot.old == first && slot.new < SEVERAL).then_some((first, slot.new))
        });
        Self { once: once.collect(), n_common, n_least }
    }
}

/// Gives the stretches of a text that are remembered: hash and first token.
///
/// Every token moves the hash up (gear hashing), so that those before the stretch
/// have left it: nothing has to be taken out. The high bits depend on the whole
/// stretch; they decide, find the place and tell stretches apart.
fn stretches(tokens: &[Token], level: Level, mut give: impl FnMut(u64, u32)) {
    let Level { length, n_zeros } = level;
    let shift = u64::BITS / length as u32;
    let n_unused = u64::BITS - shift * length as u32;
    // The largest number that begins with so many zeros.
    let most = u64::MAX >> n_zeros;
    let add = |hash: u64, token: &Token| (hash << shift).wrapping_add(value(*token));
    let Some((start, rest)) = tokens.split_at_checked(length.saturating_sub(1)) else { return };
    let mut hash = start.iter().fold(0, add);
    for (first, token) in (0..).zip(rest) {
        hash = add(hash, token);
        let of_stretch = hash << n_unused;
        if of_stretch <= most {
            give(of_stretch << n_zeros, first);
        }
    }
}

/// What a slot keeps of a hash; its highest bits are told by the place.
fn tag_of(hash: u64) -> u32 {
    (hash >> 24) as u32
}

/// What a token adds to a hash.
fn value(token: Token) -> u64 {
    (u64::from(token.key()) + 1).wrapping_mul(MIX)
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    #[test]
    fn stretches_that_stand_once_on_each_side_are_found() {
        let (old, new) = (tokens_of("いろはにほへといろは"), tokens_of("とほへとちりにほへいろは"));
        let seen = Seen::of(&old.list, &new.list, Level { length: 3, n_zeros: 0 });
        // にほへ and ほへと; いろは stands twice.
        assert_eq!(seen.once, [(3, 6), (4, 1)]);
        assert_eq!((seen.n_common, seen.n_least), (3, 8));
        let none = Seen::of(&[], &new.list, Level { length: 3, n_zeros: 0 });
        assert_eq!((none.once.len(), none.n_common, none.n_least), (0, 0, 0));
    }
}

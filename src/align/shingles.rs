//! Character triples of a text, for measuring how alike two texts are, and longer
//! stretches, for finding texts that may be. O(n) for n triples.

use wide::i32x4;

/// Stretches that are looked through one by one.
const MOST_LOOKED_THROUGH: usize = 64;

/// Sorted hashes of the character triples of a text, each once. Of long texts
/// those whose mark is small: the same triples in every text, so that samples
/// can be compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sample<'a> {
    hashes: &'a [u32],
    /// A mark below 2¹⁶⁻ʳᵃᵗᵉ is small.
    rate: u32,
    /// Hashes of some stretches of six characters: triples find nobody
    /// among ten thousand sections that speak of the same things.
    sketch: &'a [u32],
}

impl<'a> Sample<'a> {
    /// A sample that somebody keeps.
    pub fn new(hashes: &'a [u32], rate: u32, sketch: &'a [u32]) -> Self {
        Self { hashes, rate, sketch }
    }

    /// The hashes, ascending.
    pub fn hashes(self) -> &'a [u32] {
        self.hashes
    }

    /// Hashes of some stretches, enough to find texts that may be alike.
    pub fn sketch(self) -> &'a [u32] {
        self.sketch
    }

    /// Number of hashes in a sample like that of `other`, if that is smaller.
    pub fn n_beside(self, other: Self) -> usize {
        if other.rate <= self.rate {
            return self.hashes.len();
        }
        self.hashes.iter().filter(|hash| is_kept(**hash, other.rate)).count()
    }

    /// Dice coefficient: 1 for equal sets, 0 for sets without a common triple.
    pub fn dice(self, other: Self) -> f32 {
        self.dice_of(other, || n_common(self.hashes, other.hashes))
    }

    /// [`Self::dice`], where so many triples are common.
    pub fn dice_of(self, other: Self, n_common: impl FnOnce() -> usize) -> f32 {
        let total = self.n_beside(other) + other.n_beside(self);
        if total == 0 {
            return if self.hashes.len() == other.hashes.len() { 1.0 } else { 0.0 };
        }
        2.0 * n_common() as f32 / total as f32
    }

    /// The triples that `other` does not have.
    pub fn without(self, other: Self) -> Shingles {
        let rate = self.rate.max(other.rate);
        let own = self.hashes.iter().copied().filter(|&hash| is_kept(hash, rate));
        let hashes = missing(own, other.hashes).collect();
        Shingles { hashes, rate }
    }

    /// Appends the stretches that `other` does not have. Mostly only some dozens
    /// of stretches are known of either, and looking at all of them costs less
    /// than sorting.
    pub fn sketch_without(self, other: Self, rest: &mut Vec<u32>) {
        if other.sketch.len() <= MOST_LOOKED_THROUGH {
            let is_missing = |hash: &u32| !other.sketch.contains(hash);
            rest.extend(self.sketch.iter().copied().filter(is_missing));
            return;
        }
        let sorted = |sketch: &[u32]| {
            let mut sorted = sketch.to_vec();
            sorted.sort_unstable();
            sorted
        };
        rest.extend(missing(sorted(self.sketch).into_iter(), &sorted(other.sketch)));
    }

    /// Number of triples that stand in both samples.
    pub fn n_common(self, other: Self) -> usize {
        n_common(self.hashes, other.hashes)
    }

    /// About how many triples of the texts stand in both, told by the samples.
    pub fn n_common_of_all(self, other: Self) -> usize {
        self.n_common(other) << self.rate.max(other.rate)
    }
}

/// The triples of a text of its own, without its stretches.
#[derive(Debug, Clone, Default)]
pub struct Shingles {
    hashes: Vec<u32>,
    rate: u32,
}

impl Shingles {
    /// Triples that somebody found.
    pub fn new(hashes: Vec<u32>, rate: u32) -> Self {
        Self { hashes, rate }
    }

    /// What can be compared.
    pub fn sample(&self) -> Sample<'_> {
        Sample::new(&self.hashes, self.rate, &[])
    }
}

/// How many hashes stand in two sorted lists: four of one with four of the other
/// at once, without a branch that depends on them, which no processor foresees.
fn n_common(mut own: &[u32], mut other: &[u32]) -> usize {
    let mut found = i32x4::ZERO;
    while let (Some(&four), Some(others)) = (own.first_chunk::<4>(), other.first_chunk::<4>()) {
        let all = i32x4::new(four.map(u32::cast_signed));
        for hash in others {
            found -= all.simd_eq(i32x4::splat(hash.cast_signed()));
        }
        // Those that end first meet nothing behind these.
        let order = four[3].cmp(&others[3]);
        own = &own[4 * usize::from(order.is_le())..];
        other = &other[4 * usize::from(order.is_ge())..];
    }
    let (mut at_own, mut at_other) = (0, 0);
    let mut n_common = found.to_array().iter().sum::<i32>().cast_unsigned() as usize;
    while at_own < own.len() && at_other < other.len() {
        let order = own[at_own].cmp(&other[at_other]);
        at_own += usize::from(order.is_le());
        at_other += usize::from(order.is_ge());
        n_common += usize::from(order.is_eq());
    }
    n_common
}

/// What of some sorted hashes is not among others.
fn missing(own: impl Iterator<Item = u32>, other: &[u32]) -> impl Iterator<Item = u32> {
    let mut other = other.iter().copied().peekable();
    own.filter(move |&hash| {
        while other.next_if(|&known| known < hash).is_some() {}
        other.peek() != Some(&hash)
    })
}

/// Whether the mark, the low half of a hash, is small.
pub fn is_kept(hash: u32, rate: u32) -> bool {
    hash & 0xffff < 0x1_0000 >> rate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_counted_once() {
        let mut state = 1_u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            ((state >> 33) % n) as u32
        };
        for round in 0..400 {
            let mut list = |n: u32| -> Vec<u32> {
                let highest = [20, 90, u64::from(u32::MAX)][round % 3];
                let mut list: Vec<u32> = (0..n).map(|_| next(highest)).collect();
                list.extend([u32::MAX].iter().take(round % 2));
                list.sort_unstable();
                list.dedup();
                list
            };
            let (own, other) = (list(round as u32 % 31), list(round as u32 % 23));
            let plain = own.iter().filter(|hash| other.contains(hash)).count();
            assert_eq!(n_common(&own, &other), plain, "{own:?} {other:?}");
        }
    }
}

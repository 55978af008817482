//! What one text has in common with many others.

use super::shingles::Sample;

/// Bits for each hash.
const BITS_FOR_EACH: usize = 32;

/// One bit for each hash of a text, for counting quickly what others have in
/// common with it at most.
#[derive(Debug, Default)]
pub struct Sieve {
    words: Vec<u64>,
    shift: u32,
}

impl Sieve {
    /// Takes the hashes of another text.
    pub fn refill(&mut self, sample: Sample<'_>) {
        let n_bits = (BITS_FOR_EACH * sample.hashes().len()).next_power_of_two().max(64);
        self.shift = 32 - n_bits.ilog2();
        self.words.clear();
        self.words.resize(n_bits / 64, 0);
        for &hash in sample.hashes() {
            let at = hash >> self.shift;
            self.words[(at >> 6) as usize] |= 1 << (at & 63);
        }
    }

    /// [`Sample::dice`] of the text and another one, at most: some triples in
    /// thirty pass by chance.
    pub fn most_dice(&self, own: Sample<'_>, other: Sample<'_>) -> f32 {
        own.dice_of(other, || self.most_common(other))
    }

    /// How many triples of a much shorter text stand here, too, where this is the
    /// sieve of `own`. Few are searched for in vain.
    pub fn n_of(&self, own: Sample<'_>, shorter: Sample<'_>) -> u32 {
        let is_here =
            |hash: &&u32| self.may_hold(**hash) && own.hashes().binary_search(hash).is_ok();
        shorter.hashes().iter().filter(is_here).count() as u32
    }

    fn may_hold(&self, hash: u32) -> bool {
        let at = hash >> self.shift;
        self.words.get((at >> 6) as usize).is_some_and(|word| word >> (at & 63) & 1 != 0)
    }

    /// How many triples of another text stand here, at most.
    pub fn most_common(&self, other: Sample<'_>) -> usize {
        let (words, last) = (self.words.as_slice(), self.words.len().wrapping_sub(1));
        let mut n = 0;
        for &hash in other.hashes() {
            let at = hash >> self.shift;
            n += words.get((at >> 6) as usize & last).map_or(0, |word| word >> (at & 63) & 1);
        }
        n as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampler::Sampler;
    use super::*;

    #[test]
    fn a_sieve_lets_everything_common_pass_and_little_else() {
        let text = |n: u16, step: u16| -> Vec<u16> {
            (0..n).map(|at| (u32::from(at) * u32::from(step) % 997) as u16).collect()
        };
        let (mut sieve, mut sampler) = (Sieve::default(), Sampler::default());
        for (n, step) in [(0, 1), (7, 1), (200, 3), (900, 1), (90, 1)] {
            let one = sampler.of(&text(n, step));
            let one = one.sample();
            assert!(one.hashes().is_sorted());
            sieve.refill(one);
            for other in [text(0, 1), text(250, 1), text(800, 3)] {
                let other = sampler.of(&other);
                let other = other.sample();
                let (exact, most) = (one.dice(other), sieve.most_dice(one, other));
                assert!((exact..exact + 0.1).contains(&most), "{exact} {most}");
                assert_eq!(sieve.n_of(one, other) as usize, one.n_common(other));
            }
        }
    }
}

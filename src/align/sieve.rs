//! What one text has in common with many others.
//!
//! O(n) to fill for n triples, and O(m) to ask for the m triples of another text.

use wide::i32x4;

use super::shingles::Sample;

/// The triples of a text, spread over at least as many drawers of four: what
/// others have in common with it is counted by looking at one whole drawer for
/// each triple, without a branch that depends on it.
#[derive(Debug, Default)]
pub struct Sieve {
    drawers: Vec<[i32; 4]>,
    n_in: Vec<u8>,
    /// Those whose drawers are full: hardly any.
    beside: Vec<u32>,
    /// The high bits of a hash, shifted down so far, are its drawer.
    shift: u32,
}

impl Sieve {
    /// Takes the hashes of another text.
    pub fn refill(&mut self, sample: Sample<'_>) {
        let Self { drawers, n_in, beside, shift } = self;
        let n_drawers = sample.hashes().len().next_power_of_two().max(2);
        *shift = u32::BITS - n_drawers.ilog2();
        // Empty places hold what belongs into another drawer.
        drawers.clear();
        drawers.resize(n_drawers, [0; 4]);
        drawers[0] = [-1; 4];
        n_in.clear();
        n_in.resize(n_drawers, 0);
        beside.clear();
        for &hash in sample.hashes() {
            let at = (hash >> *shift) as usize;
            match drawers[at].get_mut(usize::from(n_in[at])) {
                Some(place) => {
                    *place = hash.cast_signed();
                    n_in[at] += 1;
                }
                None => beside.push(hash),
            }
        }
    }

    /// [`Sample::dice`] of the text and another one.
    pub fn dice(&self, own: Sample<'_>, other: Sample<'_>) -> f32 {
        own.dice_of(other, || self.n_common(other))
    }

    /// How many triples of another text stand here, too.
    pub fn n_common(&self, other: Sample<'_>) -> usize {
        let Self { drawers, beside, shift, .. } = self;
        let last = drawers.len().wrapping_sub(1);
        let mut found = i32x4::ZERO;
        for &hash in other.hashes() {
            if let Some(&drawer) = drawers.get((hash >> shift) as usize & last) {
                found -= i32x4::new(drawer).simd_eq(i32x4::splat(hash.cast_signed()));
            }
        }
        let n = found.to_array().iter().sum::<i32>().cast_unsigned() as usize;
        n + beside.iter().filter(|hash| other.hashes().binary_search(hash).is_ok()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampler::Sampler;
    use super::*;

    #[test]
    fn a_sieve_holds_back_what_is_not_common() {
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
                assert_eq!(sieve.dice(one, other).to_bits(), one.dice(other).to_bits());
                assert_eq!(sieve.n_common(other), one.n_common(other));
            }
        }
    }

    #[test]
    fn full_drawers_and_the_hashes_at_both_ends_are_counted() {
        let mut sieve = Sieve::default();
        let many: Vec<u32> = (0..40).chain(1 << 30..(1 << 30) + 9).chain([u32::MAX]).collect();
        for own in [&[][..], &[0], &[u32::MAX], &[0, u32::MAX], &many] {
            sieve.refill(Sample::new(own, 0, &[]));
            for other in [&[][..], &[0], &[u32::MAX], &[0, 1, 2, u32::MAX], &many] {
                let plain = own.iter().filter(|hash| other.contains(hash)).count();
                assert_eq!(sieve.n_common(Sample::new(other, 0, &[])), plain, "{own:?} {other:?}");
            }
        }
    }
}

//! Character triples of a text, for measuring how alike two texts are, and longer
//! stretches, for finding texts that may be. O(n) for n characters.

/// Texts of more characters keep a sample of their triples: the likeness of
/// long texts is known well enough from some of them.
const LONGEST_WHOLE: usize = 256;
/// Of texts of this many characters every fourth triple is kept, of longer ones
/// so many that there are no more of them.
const MOST_QUARTERS: usize = 8192;

/// About so many stretches, or up to twice as many, are looked up to find texts
/// that may be alike.
const ENOUGH_TO_FIND: usize = 32;

/// Sorted hashes of the character triples of a text, each once. Of long texts
/// those whose hash ends in zeros: the same triples in every text, so that
/// samples can be compared.
#[derive(Debug, Clone, Default)]
pub struct Shingles {
    hashes: Vec<u32>,
    /// Number of zeros in which the hashes end.
    rate: u32,
    /// Hashes of some stretches of six characters, sorted: triples find nobody
    /// among ten thousand sections that speak of the same things.
    sketch: Vec<u32>,
}

impl Shingles {
    /// The triples of a folded text, with its beginning and end marked so that
    /// short texts have some too.
    pub fn of(folded: &[u16]) -> Self {
        let n = folded.len();
        let rate = match n {
            0..=LONGEST_WHOLE => 0,
            _ => 2 + (n / MOST_QUARTERS + 1).ilog2(),
        };
        Self::sampled(folded, rate)
    }

    /// All triples, however long the text is.
    pub fn all(folded: &[u16]) -> Self {
        Self::sampled(folded, 0)
    }

    fn sampled(folded: &[u16], rate: u32) -> Self {
        const TRIPLE: u64 = 0xffff_ffff_ffff;
        let sketch_rate = ((folded.len() / ENOUGH_TO_FIND) | 1).ilog2();
        let (mut before, mut window) = (0x0001_0001_0001, 0x0001_0001_0001);
        // Every hash is written, and the next one over it where it is not kept:
        // no branch that no processor foresees.
        let mut hashes = vec![0; 2 * (folded.len() >> rate) + 64];
        let mut n_kept = 0;
        let mut sketch = vec![0; 4 * ENOUGH_TO_FIND];
        let mut n_in_sketch = 0;
        for &unit in folded.iter().chain(&[2, 2]) {
            before = (before << 16 | window >> 32) & TRIPLE;
            window = (window << 16 | u64::from(unit)) & TRIPLE;
            let hash = mixed(window);
            if n_kept == hashes.len() {
                hashes.resize(2 * n_kept, 0);
            }
            hashes[n_kept] = hash;
            n_kept += usize::from(is_kept(hash, rate));
            let longer = mixed(before.rotate_left(16) ^ u64::from(hash));
            if n_in_sketch == sketch.len() {
                sketch.resize(2 * n_in_sketch, 0);
            }
            sketch[n_in_sketch] = longer;
            n_in_sketch += usize::from(is_kept(longer, sketch_rate));
        }
        hashes.truncate(n_kept);
        let mut hashes = sort(hashes);
        hashes.dedup();
        hashes.shrink_to_fit();
        sketch.truncate(n_in_sketch);
        sketch.sort_unstable();
        sketch.dedup();
        sketch.shrink_to_fit();
        Self { hashes, rate, sketch }
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Hashes of some stretches, enough to find texts that may be alike.
    pub fn sketch(&self) -> &[u32] {
        &self.sketch
    }

    /// Number of hashes in a sample like that of `other`, if that is smaller.
    pub fn n_beside(&self, other: &Self) -> usize {
        if other.rate <= self.rate {
            return self.hashes.len();
        }
        self.hashes.iter().filter(|hash| is_kept(**hash, other.rate)).count()
    }

    /// Dice coefficient: 1 for equal sets, 0 for sets without a common triple.
    pub fn dice(&self, other: &Self) -> f32 {
        self.dice_of(other, || self.n_common(other))
    }

    fn dice_of(&self, other: &Self, n_common: impl FnOnce() -> usize) -> f32 {
        let total = self.n_beside(other) + other.n_beside(self);
        if total == 0 {
            return if self.hashes.len() == other.hashes.len() { 1.0 } else { 0.0 };
        }
        2.0 * n_common() as f32 / total as f32
    }

    /// How many triples of `other` stand here, too. For an `other` that is much
    /// shorter; both have all triples.
    pub fn n_of(&self, other: &Self) -> u32 {
        other.hashes.iter().filter(|hash| self.hashes.binary_search(hash).is_ok()).count() as u32
    }

    /// The triples that `other` does not have.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let rate = self.rate.max(other.rate);
        let own = self.hashes.iter().copied().filter(|&hash| is_kept(hash, rate));
        let sketch = self.sketch.iter().copied();
        Self {
            hashes: missing(own, &other.hashes).collect(),
            rate,
            sketch: missing(sketch, &other.sketch).collect(),
        }
    }

    /// Number of triples that stand in both samples.
    pub fn n_common(&self, other: &Self) -> usize {
        // Without a branch that depends on the hashes, which no processor
        // foresees.
        let (own, other) = (self.hashes.as_slice(), other.hashes.as_slice());
        let (mut at_own, mut at_other, mut n_common) = (0, 0, 0);
        while at_own < own.len() && at_other < other.len() {
            let order = own[at_own].cmp(&other[at_other]);
            at_own += usize::from(order.is_le());
            at_other += usize::from(order.is_ge());
            n_common += usize::from(order.is_eq());
        }
        n_common
    }
}

impl Shingles {
    /// About how many triples the text has, told by the sample.
    pub fn n_of_all(&self) -> usize {
        self.hashes.len() << self.rate
    }

    /// About how many triples of the texts stand in both, told by the samples.
    pub fn n_common_of_all(&self, other: &Self) -> usize {
        self.n_common(other) << self.rate.max(other.rate)
    }
}

/// What of some sorted hashes is not among others.
fn missing(own: impl Iterator<Item = u32>, other: &[u32]) -> impl Iterator<Item = u32> {
    let mut other = other.iter().copied().peekable();
    own.filter(move |&hash| {
        while other.next_if(|&known| known < hash).is_some() {}
        other.peek() != Some(&hash)
    })
}

fn is_kept(hash: u32, rate: u32) -> bool {
    hash.trailing_zeros() >= rate
}

fn mixed(window: u64) -> u32 {
    let mixed = (window ^ window >> 23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as u32
}

/// Longer lists are left to the sort of the library, so that no text makes
/// drawers too full.
const LONGEST_BY_DRAWER: usize = 1 << 14;

/// Sorts hashes: they spread evenly over at least as many drawers as there are
/// of them, and then hardly one stands before its place.
fn sort(mut hashes: Vec<u32>) -> Vec<u32> {
    let n = hashes.len();
    if !(24..=LONGEST_BY_DRAWER).contains(&n) {
        hashes.sort_unstable();
        return hashes;
    }
    let bits = n.next_power_of_two().ilog2();
    let shift = 32 - bits;
    let mut ends = vec![0_u32; (1 << bits) + 1];
    for hash in &hashes {
        ends[(hash >> shift) as usize + 1] += 1;
    }
    let mut end = 0;
    for drawer in &mut ends {
        end += *drawer;
        *drawer = end;
    }
    let mut sorted = vec![0; n];
    for &hash in &hashes {
        let next = &mut ends[(hash >> shift) as usize];
        sorted[*next as usize] = hash;
        *next += 1;
    }
    for at in 1..n {
        let hash = sorted[at];
        let mut to = at;
        while to > 0 && sorted[to - 1] > hash {
            sorted[to] = sorted[to - 1];
            to -= 1;
        }
        sorted[to] = hash;
    }
    sorted
}

/// Bits of a [`Sieve`] for each hash.
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
    pub fn refill(&mut self, shingles: &Shingles) {
        let n_bits = (BITS_FOR_EACH * shingles.hashes.len()).next_power_of_two().max(64);
        self.shift = 32 - n_bits.ilog2();
        self.words.clear();
        self.words.resize(n_bits / 64, 0);
        for &hash in &shingles.hashes {
            let at = hash >> self.shift;
            self.words[(at >> 6) as usize] |= 1 << (at & 63);
        }
    }

    /// [`Shingles::dice`] of the text and another one, at most: some triples in
    /// thirty pass by chance.
    pub fn most_dice(&self, own: &Shingles, other: &Shingles) -> f32 {
        let words = self.words.as_slice();
        own.dice_of(other, || {
            let passes = |hash: &u32| {
                let at = hash >> self.shift;
                (words[(at >> 6) as usize] >> (at & 63) & 1) as usize
            };
            other.hashes.iter().map(passes).sum()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::folded::tests::units;
    use super::*;

    #[test]
    fn dice_measures_likeness() {
        let of = |text: &str| Shingles::of(&units(text));
        assert!((of("委託先の監督").dice(&of("委託先の監督")) - 1.0).abs() < 1e-6);
        assert!(of("委託先の監督").dice(&of("委託先等の監督")) > 0.5);
        assert!(of("委託先の監督").dice(&of("目的")) < 0.1);
    }

    #[test]
    fn samples_of_long_texts_say_what_the_whole_says() {
        let text = |from: u16, n: u16| -> Vec<u16> {
            (from..from + n).map(|at| 0x4e00 + (u32::from(at) * 7 % 9001) as u16).collect()
        };
        let (long, half) = (text(0, 3000), text(1500, 3000));
        let (whole, sample) = (Shingles::all(&long), Shingles::of(&long));
        assert!(sample.hashes().len() * 3 < whole.hashes().len());
        assert!((sample.dice(&whole) - 1.0).abs() < 1e-6);
        let exact = whole.dice(&Shingles::all(&half));
        assert!((sample.dice(&Shingles::of(&half)) - exact).abs() < 0.05, "{exact}");
        let short = Shingles::of(&text(0, 200));
        let contained = short.n_common(&sample) as f32 / short.n_beside(&sample) as f32;
        assert!(contained > 0.9, "{contained}");
    }

    #[test]
    fn a_sieve_lets_everything_common_pass_and_little_else() {
        let text = |n: u16, step: u16| -> Vec<u16> {
            (0..n).map(|at| (u32::from(at) * u32::from(step) % 997) as u16).collect()
        };
        let mut sieve = Sieve::default();
        for (n, step) in [(0, 1), (7, 1), (200, 3), (900, 1), (90, 1)] {
            let one = Shingles::of(&text(n, step));
            assert!(one.hashes().is_sorted());
            sieve.refill(&one);
            for other in [text(0, 1), text(250, 1), text(800, 3)] {
                let other = Shingles::of(&other);
                let (exact, most) = (one.dice(&other), sieve.most_dice(&one, &other));
                assert!((exact..exact + 0.1).contains(&most), "{exact} {most}");
            }
        }
    }
}

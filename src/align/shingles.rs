//! Character triples of a text, for measuring how alike two texts are and for
//! finding texts that may be.

/// Texts of more characters keep a sample of their triples: the likeness of
/// long texts is known well enough from some of them.
const LONGEST_WHOLE: usize = 256;
/// Of texts of this many characters every fourth triple is kept, of longer ones
/// so many that there are no more of them.
const MOST_QUARTERS: usize = 8192;

/// About so many triples are looked up to find texts that may be alike.
const ENOUGH_TO_FIND: usize = 32;

/// Sorted hashes of the character triples of a text, each once. Of long texts
/// those whose hash ends in zeros: the same triples in every text, so that
/// samples can be compared.
#[derive(Debug, Clone, Default)]
pub struct Shingles {
    hashes: Vec<u32>,
    /// Number of zeros in which the hashes end.
    rate: u32,
}

impl Shingles {
    /// The triples of a folded text, with its beginning and end marked so that
    /// short texts have some too.
    pub fn of(folded: &str) -> Self {
        let n_chars = folded.len() / 3;
        let rate = match n_chars {
            0..=LONGEST_WHOLE => 0,
            _ => 2 + (n_chars / MOST_QUARTERS + 1).ilog2(),
        };
        Self::sampled(folded, rate)
    }

    /// All triples, however long the text is.
    pub fn all(folded: &str) -> Self {
        Self::sampled(folded, 0)
    }

    fn sampled(folded: &str, rate: u32) -> Self {
        let mut window = ['\u{1}'; 3];
        let mut hashes: Vec<u32> = Vec::with_capacity((folded.len() / 3 + 3) >> rate);
        hashes.extend(
            folded
                .chars()
                .chain(['\u{2}', '\u{2}'])
                .map(|c| {
                    window = [window[1], window[2], c];
                    hash(window)
                })
                .filter(|&hash| is_kept(hash, rate)),
        );
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes, rate }
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Enough of the hashes to find texts that may be alike.
    pub fn sketch(&self) -> impl Iterator<Item = u32> + '_ {
        let further = ((self.hashes.len() / ENOUGH_TO_FIND) | 1).ilog2();
        let rate = self.rate + further;
        self.hashes.iter().copied().filter(move |&hash| is_kept(hash, rate))
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
        let total = self.n_beside(other) + other.n_beside(self);
        if total == 0 {
            return if self.hashes.len() == other.hashes.len() { 1.0 } else { 0.0 };
        }
        2.0 * self.n_common(other) as f32 / total as f32
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
        let mut rest = other.hashes.iter().peekable();
        let is_missing = |hash: &&u32| {
            while rest.next_if(|known| known < hash).is_some() {}
            rest.peek() != Some(hash)
        };
        let own = self.hashes.iter().filter(|hash| is_kept(**hash, rate));
        Self { hashes: own.filter(is_missing).copied().collect(), rate }
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

fn is_kept(hash: u32, rate: u32) -> bool {
    hash.trailing_zeros() >= rate
}

/// A triple found in more sections than this says nothing about any of them.
const MOST_FREQUENT: usize = 16;

/// Which sections hold which triple. Built in O(n): the hashes are spread over
/// as many drawers as there are triples.
#[derive(Debug)]
pub struct TripleIndex {
    /// Hash and rank of the section, drawer by drawer, ascending.
    entries: Vec<(u32, u32)>,
    /// First entry of each drawer, and the end of the last.
    starts: Vec<u32>,
    /// The high bits of a hash, shifted down so far, are its drawer.
    shift: u32,
}

impl TripleIndex {
    /// Indexes sections by rank.
    pub fn of<'a>(sections: impl Iterator<Item = &'a Shingles> + Clone) -> Self {
        let n_entries: usize = sections.clone().map(|shingles| shingles.sketch().count()).sum();
        let shift = 32 - (n_entries | 1).ilog2().clamp(1, 24);
        let drawer = |hash: u32| (hash >> shift) as usize;
        let mut starts = vec![0u32; (1 << (32 - shift)) + 1];
        let hashes = || sections.clone().flat_map(Shingles::sketch);
        for hash in hashes() {
            starts[drawer(hash) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); n_entries];
        for (rank, shingles) in sections.enumerate() {
            for hash in shingles.sketch() {
                let free = &mut next[drawer(hash)];
                entries[*free as usize] = (hash, rank as u32);
                *free += 1;
            }
        }
        for bounds in starts.windows(2) {
            entries[bounds[0] as usize..bounds[1] as usize].sort_unstable();
        }
        Self { entries, starts, shift }
    }

    /// The sections that hold a triple, with its hash; none where it is too
    /// frequent to say anything.
    pub fn rare(&self, hash: u32) -> &[(u32, u32)] {
        let drawer = (hash >> self.shift) as usize;
        let drawer = &self.entries[self.starts[drawer] as usize..self.starts[drawer + 1] as usize];
        let from = &drawer[drawer.partition_point(|&(known, _)| known < hash)..];
        let n = from.iter().take(MOST_FREQUENT + 1).take_while(|(known, _)| *known == hash).count();
        if n > MOST_FREQUENT { &[] } else { &from[..n] }
    }
}

fn hash(window: [char; 3]) -> u32 {
    let mixed = window.iter().fold(0u64, |value, &c| {
        (value.rotate_left(21) ^ u64::from(c as u32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_measures_likeness() {
        let of = Shingles::of;
        assert!((of("委託先の監督").dice(&of("委託先の監督")) - 1.0).abs() < 1e-6);
        assert!(of("委託先の監督").dice(&of("委託先等の監督")) > 0.5);
        assert!(of("委託先の監督").dice(&of("目的")) < 0.1);
    }

    #[test]
    fn samples_of_long_texts_say_what_the_whole_says() {
        let text = |from: u32, n: u32| -> String {
            (from..from + n).filter_map(|at| char::from_u32(0x4e00 + at * 7 % 9001)).collect()
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
    fn the_index_knows_who_holds_a_rare_triple() {
        let rare = Shingles::of("委託先");
        let mut sections = vec![Shingles::of("目的"), rare.clone(), Shingles::of("委託")];
        let index = TripleIndex::of(sections.iter());
        let holders = |index: &TripleIndex, hash| -> Vec<u32> {
            index.rare(hash).iter().map(|&(_, rank)| rank).collect()
        };
        for &hash in rare.hashes() {
            let is_shared = sections[2].hashes().contains(&hash);
            assert_eq!(holders(&index, hash), if is_shared { vec![1, 2] } else { vec![1] });
        }
        assert!(index.rare(hash(['無', '無', '無'])).is_empty());
        sections.extend(vec![rare.clone(); MOST_FREQUENT]);
        assert!(holders(&TripleIndex::of(sections.iter()), rare.hashes()[0]).is_empty());
    }
}

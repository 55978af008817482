//! Which sections hold a rare stretch of characters.
//!
//! Built in O(n): the hashes are spread over as many drawers as there are
//! stretches, and one that stands in too many sections is thrown away then,
//! so that asking costs as much as reading one drawer.

use super::shingles::Shingles;

/// A stretch found in more sections than this says nothing about any of them.
const MOST_FREQUENT: usize = 16;

/// Which sections hold which stretch.
#[derive(Debug)]
pub struct SketchIndex {
    /// Hash and rank of the section, drawer by drawer.
    entries: Vec<(u32, u32)>,
    /// First entry of each drawer, and the end of the last.
    starts: Vec<u32>,
    /// The high bits of a hash, shifted down so far, are its drawer.
    shift: u32,
}

impl SketchIndex {
    /// Indexes sections by rank.
    pub fn of<'a>(sections: impl Iterator<Item = &'a Shingles> + Clone) -> Self {
        let hashes = || sections.clone().flat_map(Shingles::sketch).copied();
        let n_entries = hashes().count();
        let shift = 32 - (n_entries | 1).ilog2().clamp(1, 24);
        let drawer = |hash: u32| (hash >> shift) as usize;
        let mut starts = vec![0u32; (1 << (32 - shift)) + 1];
        for hash in hashes() {
            starts[drawer(hash) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); n_entries];
        for (rank, shingles) in sections.enumerate() {
            for &hash in shingles.sketch() {
                let place = &mut next[drawer(hash)];
                entries[*place as usize] = (hash, rank as u32);
                *place += 1;
            }
        }
        let mut index = Self { entries, starts, shift };
        index.throw_frequent_away();
        index
    }

    /// Leaves only rare stretches in the drawers that may hold another one.
    fn throw_frequent_away(&mut self) {
        let mut n_kept = 0;
        let mut start = 0;
        for at in 1..self.starts.len() {
            let end = self.starts[at] as usize;
            let range = start..end;
            start = end;
            if range.len() > MOST_FREQUENT {
                let drawer = &mut self.entries[range.clone()];
                drawer.sort_unstable();
                let mut from = range.start;
                while from < range.end {
                    let hash = self.entries[from].0;
                    let same = self.entries[from..range.end].iter();
                    let n = same.take_while(|(known, _)| *known == hash).count();
                    if n <= MOST_FREQUENT {
                        self.entries.copy_within(from..from + n, n_kept);
                        n_kept += n;
                    }
                    from += n;
                }
            } else {
                let n = range.len();
                self.entries.copy_within(range, n_kept);
                n_kept += n;
            }
            self.starts[at] = n_kept as u32;
        }
        self.entries.truncate(n_kept);
    }

    /// The sections that hold a stretch; none where it is too frequent to say
    /// anything.
    pub fn rare(&self, hash: u32) -> impl Iterator<Item = u32> + '_ {
        let drawer = (hash >> self.shift) as usize;
        let range = self.starts[drawer] as usize..self.starts[drawer + 1] as usize;
        self.entries[range].iter().filter(move |(known, _)| *known == hash).map(|&(_, rank)| rank)
    }
}

#[cfg(test)]
mod tests {
    use super::super::folded::tests::units;
    use super::*;

    #[test]
    fn the_index_knows_who_holds_a_rare_stretch() {
        let of = |text: &str| Shingles::of(&units(text));
        let rare = of("委託先");
        let mut sections = vec![of("目的"), rare.clone(), of("委託")];
        let index = SketchIndex::of(sections.iter());
        for &hash in rare.sketch() {
            let is_shared = sections[2].sketch().contains(&hash);
            let holders: Vec<u32> = index.rare(hash).collect();
            assert_eq!(holders, if is_shared { vec![1, 2] } else { vec![1] });
        }
        for &hash in of("無関係").sketch() {
            assert_eq!(index.rare(hash).count(), 0);
        }
        sections.extend(vec![rare.clone(); MOST_FREQUENT]);
        let index = SketchIndex::of(sections.iter());
        assert_eq!(index.rare(rare.sketch()[0]).count(), 0);
        let alone = of("目的").sketch()[0];
        assert_eq!(index.rare(alone).collect::<Vec<u32>>(), [0]);
    }
}

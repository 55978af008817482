//! Which sections hold a rare stretch of characters.
//!
//! Built in O(n): the hashes are spread over as many drawers as there are
//! stretches, and one that stands in too many sections is thrown away then,
//! so that asking costs as much as reading one drawer.

use std::ops::Range;

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
    /// Indexes the stretches of sections by rank.
    pub fn of(sections: &[&[u32]]) -> Self {
        Self::in_drawers(sections, n_stretches(sections))
    }

    /// The same with a drawer for each of so many stretches.
    fn in_drawers(sections: &[&[u32]], n_drawers: usize) -> Self {
        let n_entries = n_stretches(sections);
        let shift = 32 - (n_drawers | 1).ilog2().clamp(1, 24);
        let drawer = |hash: u32| (hash >> shift) as usize;
        let mut starts = vec![0u32; (1 << (32 - shift)) + 1];
        for sketch in sections {
            for &hash in *sketch {
                starts[drawer(hash) + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); n_entries];
        for (rank, sketch) in (0..).zip(sections) {
            for &hash in *sketch {
                let place = &mut next[drawer(hash)];
                entries[*place as usize] = (hash, rank);
                *place += 1;
            }
        }
        let mut index = Self { entries, starts, shift };
        index.throw_frequent_away();
        index
    }

    /// Leaves only rare stretches in the drawers that may hold another one. What
    /// lies between two of those moves as a whole.
    fn throw_frequent_away(&mut self) {
        // Entries kept so far, and from where on those behind them have not
        // been moved yet.
        let (mut n_kept, mut unmoved) = (0, 0);
        let mut start = 0;
        for at in 1..self.starts.len() {
            let end = self.starts[at] as usize;
            let range = start..end;
            start = end;
            if range.len() > MOST_FREQUENT {
                n_kept = self.close_up(unmoved..range.start, n_kept);
                unmoved = range.end;
                let drawer = &mut self.entries[range.clone()];
                drawer.sort_unstable();
                let mut from = range.start;
                while from < range.end {
                    let hash = self.entries[from].0;
                    let same = self.entries[from..range.end].iter();
                    let n = same.take_while(|(known, _)| *known == hash).count();
                    if n <= MOST_FREQUENT {
                        n_kept = self.close_up(from..from + n, n_kept);
                    }
                    from += n;
                }
            }
            self.starts[at] = (n_kept + end - unmoved) as u32;
        }
        let n_kept = self.close_up(unmoved..self.entries.len(), n_kept);
        self.entries.truncate(n_kept);
    }

    /// Moves entries to the end of so many that are kept; returns how many are
    /// now.
    fn close_up(&mut self, range: Range<usize>, n_kept: usize) -> usize {
        let n = range.len();
        if n_kept < range.start {
            self.entries.copy_within(range, n_kept);
        }
        n_kept + n
    }

    fn drawer(&self, at: usize) -> &[(u32, u32)] {
        &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The sections that hold a stretch; none where it is too frequent to say
    /// anything.
    pub fn rare(&self, hash: u32) -> impl Iterator<Item = u32> + '_ {
        self.drawer((hash >> self.shift) as usize)
            .iter()
            .filter(move |(known, _)| *known == hash)
            .map(|&(_, rank)| rank)
    }
}

fn n_stretches(sections: &[&[u32]]) -> usize {
    sections.iter().map(|sketch| sketch.len()).sum()
}

/// Which sections of two documents hold the same rare stretch, by rank.
#[derive(Debug, Default)]
pub struct Common {
    /// All of them, as often as they do.
    pub pairs: Vec<(u32, u32)>,
    /// Those with a stretch that no other section of either document has,
    /// ascending, each once.
    pub own: Vec<(u32, u32)>,
}

/// Finds them. Looks at each drawer of both once.
pub fn in_common(old: &[&[u32]], new: &[&[u32]]) -> Common {
    let n_drawers = n_stretches(old).max(n_stretches(new));
    let (old, new) = rayon::join(
        || SketchIndex::in_drawers(old, n_drawers),
        || SketchIndex::in_drawers(new, n_drawers),
    );
    let mut common = Common::default();
    for at in 0..old.starts.len() - 1 {
        let (of_old, of_new) = (old.drawer(at), new.drawer(at));
        if of_new.is_empty() {
            continue;
        }
        for &(hash, rank) in of_old {
            let same = of_new.iter().filter(|&&(known, _)| known == hash);
            let before = common.pairs.len();
            common.pairs.extend(same.map(|&(_, other)| (rank, other)));
            if let [only] = common.pairs[before..]
                && of_old.iter().filter(|&&(known, _)| known == hash).count() == 1
            {
                common.own.push(only);
            }
        }
    }
    common.own.sort_unstable();
    common.own.dedup();
    common
}

#[cfg(test)]
mod tests {
    use super::super::folded::tests::units;
    use super::super::sampler::Sampler;
    use super::*;

    #[test]
    fn the_index_knows_who_holds_a_rare_stretch() {
        let of = |text: &str| {
            let mut sketch = Vec::new();
            Sampler::default().sketch(&units(text), &mut sketch);
            sketch
        };
        let (aim, rare, other) = (of("目的"), of("委託先"), of("委託"));
        let mut sections: Vec<&[u32]> = vec![&aim, &rare, &other];
        let index = SketchIndex::of(&sections);
        for hash in &rare {
            let holders: Vec<u32> = index.rare(*hash).collect();
            assert_eq!(holders, if other.contains(hash) { vec![1, 2] } else { vec![1] });
        }
        for hash in of("無関係") {
            assert_eq!(index.rare(hash).count(), 0);
        }
        let n_shared = rare.iter().filter(|hash| other.contains(hash)).count();
        let Common { pairs: mut common, own } = in_common(&sections, &[&rare]);
        assert_eq!(own, [(1, 0)]);
        common.sort_unstable();
        assert_eq!(common, [vec![(1, 0); rare.len()], vec![(2, 0); n_shared]].concat());
        sections.extend(vec![rare.as_slice(); MOST_FREQUENT]);
        let index = SketchIndex::of(&sections);
        assert_eq!(index.rare(rare[0]).count(), 0);
        assert_eq!(index.rare(aim[0]).collect::<Vec<u32>>(), [0]);
    }
}

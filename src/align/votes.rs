//! Counting votes for sections.

/// Counts votes for sections, again and again without clearing all counts.
pub struct Votes {
    counts: Vec<u32>,
    voted_for: Vec<u32>,
}

impl Votes {
    /// Makes counters for so many sections.
    pub fn of(n_sections: usize) -> impl Fn() -> Self {
        move || Self { counts: vec![0; n_sections], voted_for: Vec::new() }
    }

    /// A vote for the section of this rank.
    pub fn add(&mut self, rank: u32) {
        let count = &mut self.counts[rank as usize];
        if *count == 0 {
            self.voted_for.push(rank);
        }
        *count += 1;
    }

    /// The ranks with most votes, those near `own` first where equal; the
    /// counters are empty afterwards.
    pub fn best(&mut self, n: usize, own: u32) -> Vec<u32> {
        let counts = &mut self.counts;
        let mut ranked: Vec<(u32, u32)> = self
            .voted_for
            .drain(..)
            .map(|rank| (rank, std::mem::take(&mut counts[rank as usize])))
            .collect();
        ranked
            .sort_unstable_by_key(|&(other, n)| (std::cmp::Reverse(n), other.abs_diff(own), other));
        ranked.truncate(n);
        ranked.into_iter().map(|(other, _)| other).collect()
    }
}

//! Counting votes for sections.

/// Counts votes for sections, again and again without clearing all counts.
pub struct Votes {
    counts: Vec<u32>,
    voted_for: Vec<u32>,
    /// Votes, distance and rank of the best.
    best: Vec<(std::cmp::Reverse<u32>, u32, u32)>,
}

impl Votes {
    /// Makes counters for so many sections.
    pub fn of(n_sections: usize) -> impl Fn() -> Self {
        move || Self { counts: vec![0; n_sections], voted_for: Vec::new(), best: Vec::new() }
    }

    /// A vote for the section of this rank.
    pub fn add(&mut self, rank: u32) {
        let count = &mut self.counts[rank as usize];
        if *count == 0 {
            self.voted_for.push(rank);
        }
        *count += 1;
    }

    /// The ranks with most votes and at least so many, those near `own` first
    /// where equal; the counters are empty afterwards.
    pub fn best(&mut self, n: usize, least: u32, own: u32) -> impl Iterator<Item = u32> {
        let Self { counts, voted_for, best } = self;
        best.clear();
        for rank in voted_for.drain(..) {
            let n_votes = std::mem::take(&mut counts[rank as usize]);
            if n_votes < least {
                continue;
            }
            let candidate = (std::cmp::Reverse(n_votes), rank.abs_diff(own), rank);
            if best.len() < n {
                best.push(candidate);
            } else if let Some(last) = best.last_mut().filter(|last| candidate < **last) {
                *last = candidate;
            } else {
                continue;
            }
            // There are only some.
            let mut at = best.len() - 1;
            while at > 0 && candidate < best[at - 1] {
                best[at] = best[at - 1];
                at -= 1;
            }
            best[at] = candidate;
        }
        best.iter().map(|&(_, _, rank)| rank)
    }
}

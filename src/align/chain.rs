//! Pairs that stand in order in both documents, and those that have moved.

/// Indices of the pairs of the heaviest chain whose old ends ascend. `pairs` is
/// sorted by new end, and each weighs something. O(n log n).
pub fn heaviest_chain<K: Copy + Ord>(pairs: &[(K, K)], weight: impl Fn(K, K) -> u64) -> Vec<usize> {
    if is_in_order(pairs) {
        return (0..pairs.len()).collect();
    }
    let mut ranks: Vec<K> = pairs.iter().map(|&(old, _)| old).collect();
    ranks.sort_unstable();
    let mut best = MaxTree::new(ranks.len());
    let mut before = vec![None; pairs.len()];
    for (at, &(old, new)) in pairs.iter().enumerate() {
        let rank = ranks.partition_point(|&known| known < old);
        let (sum, previous) = best.up_to(rank);
        before[at] = previous;
        best.raise(rank, sum + weight(old, new), at);
    }
    let mut chain = Vec::new();
    let mut at = best.up_to(ranks.len()).1;
    while let Some(index) = at {
        chain.push(index);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// Whether nothing has moved, as mostly.
pub fn is_in_order<K: Ord>(pairs: &[(K, K)]) -> bool {
    pairs.is_sorted_by(|(before, _), (old, _)| before < old)
}

/// Prefix maximum (Fenwick tree).
struct MaxTree(Vec<(u64, Option<usize>)>);

impl MaxTree {
    fn new(n: usize) -> Self {
        Self(vec![(0, None); n + 1])
    }

    /// The heaviest entry among the first `n` places.
    fn up_to(&self, n: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = n;
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, place: usize, weight: u64, index: usize) {
        let mut at = place + 1;
        while let Some(entry) = self.0.get_mut(at) {
            if weight > entry.0 {
                *entry = (weight, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
}

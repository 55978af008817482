//! Which of a few rows are alike, whatever they are called: pairs in their order
//! that have most words in common. O(n · m) for n and m rows, and the tokens of
//! both for each of them.

use super::rows::Line;
use super::tokens::Tokens;
use crate::model::Sides;

/// Least likeness of two rows that are paired, in thousandths.
const LEAST_LIKENESS: u64 = 400;
/// Likeness is counted in so many parts of a thousandth: what is left decides
/// between rows equally alike, by their text alone.
pub const PARTS: u64 = 1024;

/// The pairs in order that are most alike, all together, by their places.
pub fn alike(tokens: &Sides<Tokens>, old: &[Line], new: &[Line]) -> Vec<(usize, usize)> {
    let sorted = |lines: &[Line], tokens: &Tokens| -> Vec<Vec<u32>> {
        let keys = lines.iter().map(|line| {
            let mut keys: Vec<u32> =
                tokens.list[line.tokens.clone()].iter().map(|token| token.key()).collect();
            keys.sort_unstable();
            keys
        });
        keys.collect()
    };
    let of_old = sorted(old, &tokens.old);
    let of_new = sorted(new, &tokens.new);
    // What is best from a row of each side on.
    let width = of_new.len() + 1;
    let mut best = vec![0_u64; (of_old.len() + 1) * width];
    let mut likeness = vec![0_u64; of_old.len() * width];
    for (i, one) in of_old.iter().enumerate().rev() {
        for (j, other) in of_new.iter().enumerate().rev() {
            let own = old[i].key ^ new[j].key;
            let n_both = (one.len() + other.len()) as u64;
            // A short row is not like a huge one, whatever it says.
            let most = 2000 * one.len().min(other.len()) as u64 / n_both;
            let thousandths = match most {
                LEAST_LIKENESS.. => 2000 * n_common(one, other) / n_both,
                _ => 0,
            };
            let score = thousandths * PARTS + own.wrapping_mul(0x9e37_79b9_7f4a_7c15) % PARTS;
            let score = if thousandths < LEAST_LIKENESS { 0 } else { score };
            likeness[i * width + j] = score;
            let paired = if score == 0 { 0 } else { score + best[(i + 1) * width + j + 1] };
            best[i * width + j] =
                paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < of_old.len() && j < of_new.len() {
        let (here, score) = (best[i * width + j], likeness[i * width + j]);
        if score > 0 && here == score + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// How many tokens two sorted lists have in common.
fn n_common(one: &[u32], other: &[u32]) -> u64 {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        n += u64::from(a == b);
        (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
    }
    n
}

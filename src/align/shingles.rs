//! Character triples of a text, for measuring how alike two texts are.

/// Sorted hashes of the character triples of a text, each once.
#[derive(Debug, Clone, Default)]
pub struct Shingles(Vec<u32>);

impl Shingles {
    /// The triples of a folded text, with its beginning and end marked so that
    /// short texts have some too.
    pub fn of(folded: &str) -> Self {
        let mut window = ['\u{1}'; 3];
        let mut hashes: Vec<u32> = folded
            .chars()
            .chain(['\u{2}', '\u{2}'])
            .map(|c| {
                window = [window[1], window[2], c];
                hash(window)
            })
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Dice coefficient: 1 for equal sets, 0 for sets without a common triple.
    pub fn dice(&self, other: &Self) -> f32 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 1.0;
        }
        2.0 * self.n_common(other) as f32 / total as f32
    }

    fn n_common(&self, other: &Self) -> usize {
        let (mut i, mut j, mut n) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            i += usize::from(a <= b);
            j += usize::from(b <= a);
            n += usize::from(a == b);
        }
        n
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
}

//! A set of positions, one bit each.

/// Positions in a text, a bit for each byte.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The set whose positions are the bits of `words`: bit `n % 64` of word
    /// `n / 64` is position `n`.
    pub fn new(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The positions in `start..end`, ascending. O(end - start) / 64 and their
    /// number.
    #[inline]
    pub fn within(&self, start: usize, end: usize) -> Within<'_> {
        let word = self.words.get(start / 64).map_or(0, |word| word & (u64::MAX << (start % 64)));
        Within { words: &self.words, index: start / 64, word, end }
    }
}

/// Positions taken at once from a word that has several.
const TAKEN: usize = 5;

/// Appends the bits of a word as positions, that of its first bit being `from`.
/// How many there are cannot be foreseen: one is taken, or some, and what was
/// none is given back.
#[inline]
pub fn push_positions(all: &mut Vec<u32>, word: u64, from: u32) {
    let mut rest = word;
    let mut take = || {
        let at = from + rest.trailing_zeros();
        rest &= rest.wrapping_sub(1);
        at
    };
    let n_before = all.len();
    all.push(take());
    let mut n_here = usize::from(word != 0);
    if word & word.wrapping_sub(1) != 0 {
        n_here = word.count_ones() as usize;
        all.extend([(); TAKEN - 1].map(|()| take()));
        (TAKEN..n_here).for_each(|_| all.push(take()));
    }
    all.truncate(n_before + n_here);
}

/// Positions of a [`Bits`], ascending.
#[derive(Debug, Clone)]
pub struct Within<'a> {
    words: &'a [u64],
    index: usize,
    /// What is left of the word.
    word: u64,
    end: usize,
}

impl Iterator for Within<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.word == 0 {
            self.index += 1;
            if self.index * 64 >= self.end {
                return None;
            }
            self.word = *self.words.get(self.index)?;
        }
        let at = self.index * 64 + self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        (at < self.end).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_found_in_every_word() {
        let bits = Bits::new(vec![1 << 3 | 1 << 63, 0, 1, 1 << 7]);
        for (start, end, expected) in [
            (0, 300, &[3, 63, 128, 199][..]),
            (3, 128, &[3, 63]),
            (4, 64, &[63]),
            (64, 128, &[]),
            (128, 129, &[128]),
            (129, 199, &[]),
            (200, 400, &[]),
        ] {
            let found: Vec<usize> = bits.within(start, end).collect();
            assert_eq!(found, expected, "{start}..{end}");
        }
        for words in [vec![1 << 3 | 1 << 63, 0, 1, 1 << 7], vec![0, u64::MAX, 0x1f0, 0x3f << 58]] {
            let mut positions = Vec::new();
            for (word, from) in words.iter().zip((0..).step_by(64)) {
                push_positions(&mut positions, *word, from);
            }
            let bits = Bits::new(words);
            assert!(positions.iter().map(|at| *at as usize).eq(bits.within(0, 256)));
        }
        assert!(Bits::default().is_empty());
        assert_eq!(Bits::default().within(0, 9).next(), None);
    }
}

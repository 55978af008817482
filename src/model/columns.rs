//! Display columns of any stretch of a text at once, without looking at its
//! characters.

use super::span::Span;

/// Bytes of a word.
const WORD: usize = u64::BITS as usize;

/// What is known of the width of a text, by stretches of 64 bytes.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    words: Vec<Word>,
    /// How many words are counted.
    n_counted: usize,
    /// How many of their bytes are ASCII.
    n_ascii: u32,
    /// How many of them are odd.
    n_odd: u32,
}

/// 64 bytes.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Which are ASCII, one bit each.
    ascii: u64,
    /// How many are before them.
    n_ascii: u32,
    /// How many odd words come before, twice, and one more where this is odd.
    odd: u32,
}

impl Columns {
    /// Room for so many words.
    pub fn with_capacity(n_words: usize) -> Self {
        Self { words: Vec::with_capacity(n_words), ..Self::default() }
    }

    /// Appends 64 bytes, to be counted later. `ascii`: which are ASCII, one bit
    /// each. `is_odd`: whether a character begins there that is neither ASCII nor
    /// has three bytes and two columns, or is a control character other than a
    /// line break.
    #[inline]
    pub fn push(&mut self, ascii: u64, is_odd: bool) {
        self.words.push(Word { ascii, n_ascii: 0, odd: u32::from(is_odd) });
    }

    /// Counts what was appended since it was called last.
    pub fn count(&mut self) {
        let (mut n_ascii, mut n_odd) = (self.n_ascii, self.n_odd);
        for word in self.words.iter_mut().skip(self.n_counted) {
            let is_odd = word.odd;
            (word.n_ascii, word.odd) = (n_ascii, 2 * n_odd + is_odd);
            n_ascii += word.ascii.count_ones();
            n_odd += is_odd;
        }
        (self.n_counted, self.n_ascii, self.n_odd) = (self.words.len(), n_ascii, n_odd);
    }

    /// Columns of a stretch, or `None` where its characters must be looked at.
    /// The stretch must hold no line break. O(1).
    #[inline]
    pub fn of(&self, span: Span) -> Option<usize> {
        let [start, end] = [span.start(), span.end()];
        let (first, last) = (self.words.get(start / WORD)?, self.words.get(end / WORD)?);
        if last.odd.div_ceil(2) > first.odd / 2 {
            return None;
        }
        let n_ascii = last.before(end) - first.before(start);
        // ASCII takes one column for its byte, all others two for three.
        Some((2 * span.len() + n_ascii as usize) / 3)
    }
}

impl Word {
    /// ASCII before a byte.
    #[inline]
    fn before(self, byte: usize) -> u32 {
        self.n_ascii + (self.ascii & !(u64::MAX << (byte % WORD))).count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Scan;
    use super::*;

    #[test]
    fn stretches_take_the_columns_of_their_characters() {
        let usual = "第１条　この規程（以下 law 12 という。）は、";
        for odd in ["", "é", "ｱ", "𠮷", "～", "\t", "Ω"] {
            let text = usual.repeat(4) + odd + &usual.repeat(4);
            let scan = Scan::of(&text);
            let ends = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let mut n_known = 0;
            for start in ends() {
                for end in ends().filter(|&end| end >= start) {
                    let stretch = text.get(start..end).unwrap_or_default();
                    let known = scan.columns.of(Span::new(start, end));
                    assert!(known.is_some() || !odd.is_empty());
                    let n_columns = |c: char| if c.is_ascii() { 1 } else { 2 };
                    if let Some(columns) = known {
                        n_known += 1;
                        assert!(odd.is_empty() || !stretch.contains(odd), "{stretch}");
                        let expected: usize = stretch.chars().map(n_columns).sum();
                        assert_eq!(columns, expected, "{stretch}");
                    }
                }
            }
            assert!(n_known > 5000, "{odd} {n_known}");
        }
    }
}

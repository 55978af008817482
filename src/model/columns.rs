//! Display columns of any stretch of a text at once, without looking at its
//! characters.

use super::source::Span;

/// Bytes of a word.
const WORD: usize = u64::BITS as usize;

/// What is known of the width of a text, by stretches of 64 bytes.
#[derive(Debug, Clone)]
pub struct Columns {
    words: Vec<Word>,
}

/// 64 bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Which are ASCII, one bit each.
    ascii: u64,
    /// How many are before them.
    n_ascii: u32,
    /// How many odd words come before; until they are counted, whether this is
    /// one.
    n_odd: u32,
}

impl Columns {
    /// Columns of so many words, of which nothing is known yet.
    pub fn of_words(n_words: usize) -> Self {
        Self { words: vec![Word::default(); n_words + 1] }
    }

    /// The words, to be set.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.words.iter_mut()
    }

    /// Counts what the words were set to.
    pub fn count(&mut self) {
        let (mut n_ascii, mut n_odd) = (0, 0);
        for word in &mut self.words {
            let is_odd = word.n_odd;
            (word.n_ascii, word.n_odd) = (n_ascii, n_odd);
            n_ascii += word.ascii.count_ones();
            n_odd += is_odd;
        }
    }

    /// Notes that the characters at these bytes, ascending, take other columns
    /// than their bytes tell.
    pub fn except(&mut self, bytes: &[usize]) {
        let mut bytes = bytes.iter().map(|byte| byte / WORD).peekable();
        let mut n_more = 0;
        for (index, word) in self.words.iter_mut().enumerate() {
            word.n_odd += n_more;
            while bytes.next_if_eq(&index).is_some() {
                n_more += 1;
            }
        }
    }

    /// Columns of a stretch, or `None` where its characters must be looked at.
    /// The stretch must hold no control character. O(1).
    #[inline]
    pub fn of(&self, span: Span) -> Option<usize> {
        let [start, end] = [span.start(), span.end()];
        let (first, last) = (self.words.get(start / WORD)?, self.words.get(end / WORD)?);
        let after = self.words.get(end / WORD + 1)?;
        if after.n_odd > first.n_odd {
            return None;
        }
        let n_ascii = last.before(end) - first.before(start);
        // ASCII takes one column for its byte, all others two for three.
        Some((2 * span.len() + n_ascii as usize) / 3)
    }
}

impl Word {
    /// Sets what 64 bytes are. `ascii`: which are ASCII, one bit each. `is_odd`:
    /// whether a character begins there that is neither ASCII nor has three bytes
    /// and two columns.
    #[inline]
    pub fn set(&mut self, ascii: u64, is_odd: bool) {
        (self.ascii, self.n_odd) = (ascii, u32::from(is_odd));
    }

    /// ASCII before a byte.
    #[inline]
    fn before(self, byte: usize) -> u32 {
        self.n_ascii + (self.ascii & !(u64::MAX << (byte % WORD))).count_ones()
    }
}

//! Differences between two short texts, however many there are: the shortest
//! list of insertions and deletions from the longest common subsequence, all
//! tokens of the old text at once in the bits of one number (Hyyrö 2004).
//!
//! O(n) steps for n tokens. Of the shortest lists it is the one that the greedy
//! method of [`super::few`] finds, which takes O(n²) steps where much differs.

use super::edits::Edit;
use super::tokens::Token;

/// Tokens of both texts together, at most.
pub const LONGEST: usize = 128;

/// Places for twice as many different tokens as a text has.
const N_SLOTS: usize = 2 * LONGEST;

/// Where in the old text a token stands.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// The text the slot was filled for; others left nothing worth clearing.
    round: u32,
    places: u128,
}

/// What is used for one pair of texts after the other.
#[derive(Debug, Default)]
pub struct Buffers {
    slots: Vec<Slot>,
    round: u32,
    /// Entry `y`: bit `x` is clear where token `x` of the old text makes the
    /// longest common subsequence with the first `y` tokens of the new one
    /// longer.
    rows: Vec<[u64; 2]>,
}

/// Appends the insertions and deletions of single tokens, the last one first.
/// Both texts together have at most [`LONGEST`] tokens.
pub fn steps(old: &[Token], new: &[Token], buffers: &mut Buffers, steps: &mut Vec<Edit>) {
    buffers.compare(old, new);
    // Whether a token of the old text makes the subsequence no longer.
    let adds_nothing = |x: usize, y: usize| buffers.rows[y][x >> 6] >> (x & 63) & 1 != 0;
    let (mut x, mut y) = (old.len(), new.len());
    // Of two shortest lists, the one that keeps what the old text says first.
    while x > 0 {
        if adds_nothing(x - 1, y) {
            steps.push(Edit { old: x - 1..x, new: y..y });
            x -= 1;
        } else if adds_nothing(x - 1, y - 1) {
            // It did not without the last token of the new text: they are equal.
            (x, y) = (x - 1, y - 1);
        } else {
            steps.push(Edit { old: x..x, new: y - 1..y });
            y -= 1;
        }
    }
    steps.extend((0..y).rev().map(|y| Edit { old: 0..0, new: y..y + 1 }));
}

fn halves(row: u128) -> [u64; 2] {
    [row as u64, (row >> 64) as u64]
}

impl Buffers {
    fn compare(&mut self, old: &[Token], new: &[Token]) {
        self.begin();
        for (x, token) in old.iter().enumerate() {
            let (key, round) = (token.key(), self.round);
            let slot = self.slot(key);
            if slot.round != round {
                *slot = Slot { key, round, places: 0 };
            }
            slot.places |= 1 << x;
        }
        self.rows.clear();
        let mut row = u128::MAX;
        self.rows.push(halves(row));
        for token in new {
            let round = self.round;
            let slot = self.slot(token.key());
            let places = if slot.round == round { slot.places } else { 0 };
            let equal = row & places;
            row = row.wrapping_add(equal) | (row - equal);
            self.rows.push(halves(row));
        }
    }

    /// Forgets the text before.
    fn begin(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.slots.is_empty() || self.round == 0 {
            self.slots = vec![Slot::default(); N_SLOTS];
            self.round = 1;
        }
    }

    /// The slot of a token, or the empty one where it belongs. At most half of
    /// them are taken, so that there is always an end.
    fn slot(&mut self, key: u32) -> &mut Slot {
        let mut at = (key.wrapping_mul(0x9e37_79b1) >> 24) as usize;
        while self.slots[at].round == self.round && self.slots[at].key != key {
            at = (at + 1) % N_SLOTS;
        }
        &mut self.slots[at]
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    fn found(old: &str, new: &str) -> Vec<Edit> {
        let (old, new) = (tokens_of(old).list, tokens_of(new).list);
        let mut found = Vec::new();
        steps(&old, &new, &mut Buffers::default(), &mut found);
        found
    }

    #[test]
    fn every_token_that_differs_is_a_step() {
        let edit = |old, new| Edit { old, new };
        assert_eq!(found("", ""), []);
        assert_eq!(found("いろは", "いろは"), []);
        assert_eq!(found("", "甲"), [edit(0..0, 0..1)]);
        assert_eq!(found("甲", ""), [edit(0..1, 0..0)]);
        assert_eq!(found("いろはに", "いはほに"), [edit(3..3, 2..3), edit(1..2, 1..1)]);
        let (old, new) = ("甲".repeat(127), "乙".to_owned());
        assert_eq!(found(&old, &new).len(), 128);
        assert_eq!(found(&new, &old).len(), 128);
        assert_eq!(found(&old, "甲"), found(&"乙".repeat(127), "乙"));
    }

    #[test]
    fn buffers_are_used_again_and_again() {
        let (old, new) = (tokens_of("甲乙丙").list, tokens_of("丙乙丁").list);
        let mut buffers = Buffers { round: u32::MAX - 2, ..Buffers::default() };
        let mut first = Vec::new();
        steps(&old, &new, &mut Buffers::default(), &mut first);
        for _ in 0..5 {
            let mut again = Vec::new();
            steps(&old, &new, &mut buffers, &mut again);
            assert_eq!(again, first);
            steps(&new, &old, &mut buffers, &mut again);
        }
    }
}

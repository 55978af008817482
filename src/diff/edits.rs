//! Tokens → edits: what both sides begin and end with is left out, few
//! differences are found at once, many between whole clauses that agree and then
//! token by token.
//!
//! O(n) for n tokens but for gaps of at most [`LONGEST_GAP`] tokens, which are
//! shorter where the same tokens come again and again; the work on one gap has
//! a bound ([`few`], [`ALLOWANCE`]).

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::{self, Gap};
use super::clauses::Clauses;
use super::few;
use super::rows;
use super::tokens::{Token, Tokens};
use crate::model::Sides;

/// Shorter differences are compared token by token at once.
const SHORTEST_BY_CLAUSE: usize = 64;

/// Tokens compared with each other at once; far more than any real provision
/// has.
const LONGEST_GAP: usize = 4096;

/// Equal tokens of the other side that a token may meet on average in a stretch
/// compared at once: a Japanese text of 1,400 tokens has about as many.
const MOST_MEETINGS: u64 = 32;

/// Stretches that are short enough whatever they say.
const SHORTEST_PIECE: usize = 64;

/// Where fewer than this many tokens, equally frequent, make up two texts, the
/// equal ones that meet are work that is allowed for: so many and one for every
/// other token. What is left when that is spent differs as a whole.
const MANY_TOKENS: u64 = 16;
const ALLOWANCE: u64 = 1 << 16;

/// A stretch that differs: token ranges, one of which may be empty. What stands
/// between two edits is equal on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Tokens of the old unit.
    pub old: Range<usize>,
    /// Tokens of the new unit.
    pub new: Range<usize>,
}

/// What is used for one pair of units after the other.
#[derive(Debug, Default)]
pub struct Buffers {
    few: few::Buffers,
    clauses: Clauses,
    keys: Sides<Vec<u32>>,
}

/// Finds what differs between two units.
pub fn edits(tokens: &Sides<Tokens>, buffers: &mut Buffers, edits: &mut Vec<Edit>) {
    let (old, new) = (tokens.old.list.as_slice(), tokens.new.list.as_slice());
    edits.clear();
    let allowance = ALLOWANCE + (old.len() + new.len()) as u64 / 8;
    let mut comparison = Comparison { tokens, old, new, edits, buffers, allowance };
    match rows::gaps(tokens) {
        None => comparison.whole(&Edit { old: 0..old.len(), new: 0..new.len() }),
        Some(gaps) => {
            for gap in gaps {
                match gap {
                    Gap::Replaced(edit) => push(comparison.edits, edit),
                    Gap::Open(gap) | Gap::Closed(gap) => comparison.whole(&gap),
                }
            }
        }
    }
    part_unequal(edits, tokens);
}

/// A gap without what both sides begin and end with.
pub fn trimmed(old: &[Token], new: &[Token], gap: &Edit) -> Edit {
    let (of_old, of_new) = (&old[gap.old.clone()], &new[gap.new.clone()]);
    let n_prefix = n_common_prefix(of_old, of_new);
    let n_suffix = n_common_suffix(&of_old[n_prefix..], &of_new[n_prefix..]);
    Edit {
        old: gap.old.start + n_prefix..gap.old.end - n_suffix,
        new: gap.new.start + n_prefix..gap.new.end - n_suffix,
    }
}

/// Tokens compared at once.
const WIDTH: usize = 8;

/// Equal tokens that both texts begin with.
pub fn n_common_prefix(old: &[Token], new: &[Token]) -> usize {
    let chunks = old.as_chunks::<WIDTH>().0.iter().zip(new.as_chunks::<WIDTH>().0);
    let from = WIDTH * chunks.take_while(|(old, new)| are_equal(old, new)).count();
    let rest = old[from..].iter().zip(&new[from..]);
    from + rest.take_while(|(old, new)| old == new).count()
}

/// Equal tokens that both texts end with.
pub fn n_common_suffix(old: &[Token], new: &[Token]) -> usize {
    let chunks = old.as_rchunks::<WIDTH>().1.iter().rev().zip(new.as_rchunks().1.iter().rev());
    let from = WIDTH * chunks.take_while(|(old, new)| are_equal(old, new)).count();
    let rest = old[..old.len() - from].iter().rev().zip(new[..new.len() - from].iter().rev());
    from + rest.take_while(|(old, new)| old == new).count()
}

/// Looks at all of them, because that is done in a few vector instructions.
#[inline]
fn are_equal(old: &[Token; WIDTH], new: &[Token; WIDTH]) -> bool {
    old.iter().zip(new).fold(0, |bits, (old, new)| bits | (old.key() ^ new.key())) == 0
}

/// Appends an edit; a deletion and an insertion at one place are one
/// replacement.
pub fn push(edits: &mut Vec<Edit>, edit: Edit) {
    if edit.old.is_empty() && edit.new.is_empty() {
        return;
    }
    match edits.last_mut() {
        Some(last) if last.old.end == edit.old.start && last.new.end == edit.new.start => {
            last.old.end = edit.old.end;
            last.new.end = edit.new.end;
        }
        _ => edits.push(edit),
    }
}

/// Makes edits of tokens of several characters that were taken for equal and
/// are not: the chance is one in 2³⁰ for each.
fn part_unequal(edits: &mut Vec<Edit>, tokens: &Sides<Tokens>) {
    let (old, new) = (tokens.old.long(), tokens.new.long());
    let mut unequal = Vec::new();
    let (mut next, mut in_new) = (0, 0);
    for &(at, hash) in old {
        let at = at as usize;
        while edits.get(next).is_some_and(|edit| edit.old.end <= at) {
            next += 1;
        }
        if edits.get(next).is_some_and(|edit| edit.old.start <= at) {
            continue;
        }
        // Both stand as far behind the edit before them.
        let before = next.checked_sub(1).and_then(|index| edits.get(index));
        let partner = before.map_or(at, |edit| at - edit.old.end + edit.new.end);
        while new.get(in_new).is_some_and(|&(at, _)| (at as usize) < partner) {
            in_new += 1;
        }
        if new.get(in_new) != Some(&(partner as u32, hash)) {
            unequal.push(Edit { old: at..at + 1, new: partner..partner + 1 });
        }
    }
    if !unequal.is_empty() {
        edits.append(&mut unequal);
        edits.sort_unstable_by_key(|edit| (edit.old.start, edit.new.start));
    }
}

/// The work on one pair of units.
struct Comparison<'a> {
    tokens: &'a Sides<Tokens>,
    old: &'a [Token],
    new: &'a [Token],
    edits: &'a mut Vec<Edit>,
    buffers: &'a mut Buffers,
    /// Meetings of equal tokens that are left for pieces of few different ones.
    allowance: u64,
}

impl Comparison<'_> {
    /// Compares two units, or two rows of them.
    fn whole(&mut self, all: &Edit) {
        let middle = trimmed(self.old, self.new, all);
        if middle.old.len().min(middle.new.len()) <= anchors::LONGEST_PLAIN {
            self.gap(&middle);
            return;
        }
        for gap in anchors::gaps(self.old, self.new, middle) {
            match gap {
                Gap::Replaced(edit) => push(self.edits, edit),
                Gap::Open(gap) | Gap::Closed(gap) => self.gap(&gap),
            }
        }
    }

    fn gap(&mut self, gap: &Edit) {
        let shorter = gap.old.len().min(gap.new.len());
        if self.is_easy(gap) {
            return;
        }
        if shorter > SHORTEST_BY_CLAUSE {
            let mut clauses = std::mem::take(&mut self.buffers.clauses);
            for differs in clauses.gaps(self.tokens, gap) {
                self.pieces(differs);
            }
            self.buffers.clauses = clauses;
        } else {
            self.by_token(gap);
        }
    }

    /// Compares a gap if that is little work.
    fn is_easy(&mut self, gap: &Edit) -> bool {
        let shorter = gap.old.len().min(gap.new.len());
        let differs = shorter == 0
            || shorter <= SHORTEST_BY_CLAUSE
                // Mostly a few words for other words.
                && have_nothing_in_common(&self.old[gap.old.clone()], &self.new[gap.new.clone()]);
        if differs {
            push(self.edits, gap.clone());
        }
        differs || few::edits(self.old, self.new, gap, &mut self.buffers.few, self.edits)
    }

    /// A gap in which no clause is equal, cut into pieces at the same relative
    /// places when it is so long, or has so few different tokens, that comparing
    /// it as a whole would take more than linear time.
    fn pieces(&mut self, gap: &Edit) {
        let (old, new) = (self.old, self.new);
        let share = Share::of(old, new, gap);
        let longest = gap.old.len().max(gap.new.len());
        let n_pieces = longest.div_ceil(share.longest_piece()).max(1);
        let cut = |range: &Range<usize>, piece: usize| range.start + range.len() * piece / n_pieces;
        for piece in 0..n_pieces {
            let piece = Edit {
                old: cut(&gap.old, piece)..cut(&gap.old, piece + 1),
                new: cut(&gap.new, piece)..cut(&gap.new, piece + 1),
            };
            let piece = trimmed(old, new, &piece);
            let work = share.meetings(&piece);
            if work > self.allowance {
                push(self.edits, piece);
                continue;
            }
            self.allowance -= work;
            if self.is_easy(&piece) {
            } else if anchors::are_unlike(&old[piece.old.clone()], &new[piece.new.clone()]) {
                push(self.edits, piece);
            } else {
                self.by_token(&piece);
            }
        }
    }

    fn by_token(&mut self, gap: &Edit) {
        let Buffers { keys, .. } = self.buffers;
        for (keys, tokens) in [
            (&mut keys.old, &self.old[gap.old.clone()]),
            (&mut keys.new, &self.new[gap.new.clone()]),
        ] {
            keys.clear();
            keys.extend(tokens.iter().map(|token| token.key()));
        }
        let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        for op in capture_diff_slices(Algorithm::Histogram, &keys.old, &keys.new) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let old = shift(op.old_range(), gap.old.start);
            push(self.edits, Edit { old, new: shift(op.new_range(), gap.new.start) });
        }
    }
}

/// How often tokens of both sides of a gap are equal, if all of one side are
/// compared with all of the other.
struct Share {
    n_meetings: u64,
    n_pairs: u64,
}

impl Share {
    /// Tokens are counted by eight bits of their keys, of which a Japanese text
    /// uses all and two letters two. Spaces between Latin words do not count:
    /// every second token is one.
    fn of(old: &[Token], new: &[Token], gap: &Edit) -> Self {
        let n_pairs = gap.old.len() as u64 * gap.new.len() as u64;
        if gap.old.len().min(gap.new.len()) <= SHORTEST_PIECE {
            return Self { n_meetings: 0, n_pairs };
        }
        let count = |tokens: &[Token]| {
            let mut counts = [0_u64; 256];
            for token in tokens.iter().filter(|token| !token.is(' ')) {
                counts[eight_bits(*token)] += 1;
            }
            counts
        };
        let (of_old, of_new) = (count(&old[gap.old.clone()]), count(&new[gap.new.clone()]));
        Self { n_meetings: of_old.iter().zip(of_new).map(|(old, new)| old * new).sum(), n_pairs }
    }

    /// The longest piece in which a token meets [`MOST_MEETINGS`] equal ones.
    fn longest_piece(&self) -> usize {
        let longest = MOST_MEETINGS * self.n_pairs / self.n_meetings.max(1);
        (longest as usize).clamp(SHORTEST_PIECE, LONGEST_GAP)
    }

    /// What a piece costs of the allowance: nothing where there are many
    /// different tokens, as in all real text.
    fn meetings(&self, piece: &Edit) -> u64 {
        if self.n_meetings * MANY_TOKENS < self.n_pairs {
            return 0;
        }
        let n_pairs = piece.old.len() as u64 * piece.new.len() as u64;
        (u128::from(n_pairs) * u128::from(self.n_meetings) / u128::from(self.n_pairs.max(1))) as u64
    }
}

/// Whether it is certain at a glance that no token stands on both sides.
fn have_nothing_in_common(old: &[Token], new: &[Token]) -> bool {
    let set = |tokens: &[Token]| {
        tokens.iter().fold([0_u64; 4], |mut set, token| {
            let bits = eight_bits(*token);
            set[bits >> 6] |= 1 << (bits & 63);
            set
        })
    };
    set(old).iter().zip(set(new)).all(|(old, new)| old & new == 0)
}

/// A number below 256 for a token.
fn eight_bits(token: Token) -> usize {
    (token.key().wrapping_mul(0x9e37_79b1) >> 24) as usize
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    fn edits_of(old: &str, new: &str) -> (Vec<Edit>, Sides<Tokens>) {
        let tokens = Sides { old: tokens_of(old), new: tokens_of(new) };
        let mut found = Vec::new();
        edits(&tokens, &mut Buffers::default(), &mut found);
        (found, tokens)
    }

    #[test]
    fn what_stands_between_edits_is_equal() {
        let letters = |n: usize, seed: u64| -> String {
            let mut state = seed;
            let mut next = |at: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                if at % 397 == 396 { '。' } else { ['甲', '乙'][(state >> 63) as usize] }
            };
            (0..n).map(&mut next).collect()
        };
        for (old, new) in [
            (letters(9000, 1), letters(8000, 2)),
            (letters(300, 1), letters(500, 2)),
            (letters(200, 1), String::new()),
            ("届出をする。".repeat(400), "届出、変更をする。".repeat(300)),
        ] {
            let (edits, tokens) = edits_of(&old, &new);
            let (mut at_old, mut at_new) = (0, 0);
            let end = Edit {
                old: tokens.old.list.len()..tokens.old.list.len(),
                new: tokens.new.list.len()..tokens.new.list.len(),
            };
            for edit in edits.iter().chain([&end]) {
                assert_eq!(
                    tokens.old.list[at_old..edit.old.start],
                    tokens.new.list[at_new..edit.new.start]
                );
                (at_old, at_new) = (edit.old.end, edit.new.end);
            }
        }
    }

    #[test]
    fn work_on_few_different_tokens_ends() {
        let tokens = tokens_of(&"甲乙".repeat(300));
        let gap = Edit { old: 0..600, new: 0..600 };
        let share = Share::of(&tokens.list, &tokens.list, &gap);
        assert_eq!(share.longest_piece(), 64);
        assert_eq!(share.meetings(&Edit { old: 0..100, new: 0..100 }), 5000);
        let plain: String = (0..600).filter_map(|at| char::from_u32(0x4e00 + at)).collect();
        let tokens = tokens_of(&plain);
        let share = Share::of(&tokens.list, &tokens.list, &gap);
        assert_eq!((share.longest_piece(), share.meetings(&gap)), (LONGEST_GAP, 0));
        let tokens = Sides {
            old: tokens_of(&"甲乙".repeat(300)),
            new: tokens_of(&"乙乙甲".repeat(200)),
        };
        let mut comparison = Comparison {
            tokens: &tokens,
            old: &tokens.old.list,
            new: &tokens.new.list,
            edits: &mut Vec::new(),
            buffers: &mut Buffers::default(),
            allowance: 0,
        };
        comparison.pieces(&gap);
        assert_eq!(*comparison.edits, [Edit { old: 0..600, new: 0..600 }]);
    }

    /// Keys of numbers and words of several characters can be equal by chance.
    #[test]
    fn equal_keys_of_other_numbers_are_told_apart() {
        let numbers: Vec<String> = (100_000..300_000).map(|n: u32| n.to_string()).collect();
        let text = numbers.join("と");
        let tokens = tokens_of(&text);
        let mut keys: Vec<(u32, usize)> =
            tokens.list.iter().map(|token| token.key()).zip(0..).step_by(2).collect();
        keys.sort_unstable();
        let pair = keys.windows(2).find(|pair| pair[0].0 == pair[1].0).expect("18 are expected");
        let [old, new] = [pair[0].1, pair[1].1].map(|at| format!("甲{}乙12丙", numbers[at / 2]));
        let (edits, _) = edits_of(&old, &new);
        assert_eq!(edits, [Edit { old: 1..2, new: 1..2 }]);
        let (edits, _) = edits_of(&format!("3年{old}"), &format!("12年間{new}"));
        assert_eq!(edits.len(), 3);
    }
}

//! Tokens → edits: first whole clauses, then tokens inside the clauses that
//! differ.
//!
//! O(n log n) for n tokens: what is compared token by token has at most
//! [`LONGEST_GAP`] tokens, and fewer where the same ones come again and again.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::{self, Gap};
use super::tokens::{Class, Token, Tokens};
use crate::model::Sides;

/// Shorter differences are compared token by token at once.
const SHORTEST_BY_CLAUSE: usize = 64;

/// Tokens compared with each other at once; far more than any real provision
/// has.
const LONGEST_GAP: usize = 4096;

/// Equal tokens of the other side that a token may meet on average in a stretch
/// compared at once: a Japanese text of 4,096 tokens has about as many.
const MOST_MEETINGS: u64 = 96;

/// Stretches that are short enough whatever they say.
const SHORTEST_PIECE: usize = 128;

/// Where fewer than this many tokens, equally frequent, make up two texts, the
/// equal ones that meet are work that is allowed for: so many and one for every
/// other token. What is left when that is spent differs as a whole.
const MANY_TOKENS: u64 = 16;
const ALLOWANCE: u64 = 1 << 18;

/// A stretch that differs: token ranges, one of which may be empty. What stands
/// between two edits is equal on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Tokens of the old unit.
    pub old: Range<usize>,
    /// Tokens of the new unit.
    pub new: Range<usize>,
}

/// Finds what differs between two units.
pub fn edits(tokens: &Sides<Tokens>) -> Vec<Edit> {
    let (old, new) = (tokens.old.list.as_slice(), tokens.new.list.as_slice());
    let middle = trimmed(old, new, &Edit { old: 0..old.len(), new: 0..new.len() });
    let mut comparison = Comparison {
        old,
        new,
        edits: Vec::new(),
        allowance: ALLOWANCE + (old.len() + new.len()) as u64 / 2,
    };
    for gap in anchors::gaps(old, new, middle) {
        match gap {
            Gap::Replaced(edit) => push(&mut comparison.edits, edit),
            Gap::Open(gap) | Gap::Closed(gap) => comparison.gap(&gap),
        }
    }
    comparison.edits
}

/// A gap without what both sides begin and end with.
fn trimmed(old: &[Token], new: &[Token], gap: &Edit) -> Edit {
    let (of_old, of_new) = (&old[gap.old.clone()], &new[gap.new.clone()]);
    let is_equal = |(old, new): &(&Token, &Token)| old.key == new.key;
    let n_prefix = of_old.iter().zip(of_new).take_while(is_equal).count();
    let (of_old, of_new) = (&of_old[n_prefix..], &of_new[n_prefix..]);
    let n_suffix = of_old.iter().rev().zip(of_new.iter().rev()).take_while(is_equal).count();
    Edit {
        old: gap.old.start + n_prefix..gap.old.end - n_suffix,
        new: gap.new.start + n_prefix..gap.new.end - n_suffix,
    }
}

/// Appends an edit; a deletion and an insertion at one place are one
/// replacement.
fn push(edits: &mut Vec<Edit>, edit: Edit) {
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

/// The work on one pair of units.
struct Comparison<'a> {
    old: &'a [Token],
    new: &'a [Token],
    edits: Vec<Edit>,
    /// Meetings of equal tokens that are left for pieces of few different ones.
    allowance: u64,
}

impl Comparison<'_> {
    fn gap(&mut self, gap: &Edit) {
        if gap.old.len().min(gap.new.len()) > SHORTEST_BY_CLAUSE {
            self.by_clause(gap);
        } else {
            by_token(self.old, self.new, gap, &mut self.edits);
        }
    }

    fn by_clause(&mut self, gap: &Edit) {
        let (old, new) = (self.old, self.new);
        let old_clauses = clauses(old, &gap.old);
        let new_clauses = clauses(new, &gap.new);
        let keys = |tokens: &[Token], clauses: &[Range<usize>]| -> Vec<u64> {
            clauses.iter().map(|clause| key(&tokens[clause.clone()])).collect()
        };
        let (old_keys, new_keys) = (keys(old, &old_clauses), keys(new, &new_clauses));
        let span = |clauses: &[Range<usize>], range: Range<usize>, end: usize| -> Range<usize> {
            let start = clauses.get(range.start).map_or(end, |clause| clause.start);
            let last = range.end.checked_sub(1).filter(|_| !range.is_empty());
            start..last.map_or(start, |last| clauses[last].end)
        };
        for op in capture_diff_slices(Algorithm::Histogram, &old_keys, &new_keys) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let differs = Edit {
                old: span(&old_clauses, op.old_range(), gap.old.end),
                new: span(&new_clauses, op.new_range(), gap.new.end),
            };
            self.pieces(&differs);
        }
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
            let work = share.meetings(&piece);
            if work > self.allowance {
                push(&mut self.edits, trimmed(old, new, &piece));
            } else if anchors::are_unlike(&old[piece.old.clone()], &new[piece.new.clone()]) {
                push(&mut self.edits, piece);
            } else {
                self.allowance -= work;
                by_token(old, new, &piece, &mut self.edits);
            }
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
            for token in tokens.iter().filter(|token| token.class != Class::Space) {
                counts[(token.key >> 56) as usize] += 1;
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

fn by_token(old: &[Token], new: &[Token], gap: &Edit, edits: &mut Vec<Edit>) {
    // Mostly a few words for other words, or for none.
    if have_nothing_in_common(&old[gap.old.clone()], &new[gap.new.clone()]) {
        push(edits, gap.clone());
        return;
    }
    let keys = |tokens: &[Token]| -> Vec<u64> { tokens.iter().map(|token| token.key).collect() };
    let old_keys = keys(&old[gap.old.clone()]);
    let new_keys = keys(&new[gap.new.clone()]);
    let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    for op in capture_diff_slices(Algorithm::Histogram, &old_keys, &new_keys) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        push(
            edits,
            Edit {
                old: shift(op.old_range(), gap.old.start),
                new: shift(op.new_range(), gap.new.start),
            },
        );
    }
}

/// Whether it is certain at a glance that no token stands on both sides.
fn have_nothing_in_common(old: &[Token], new: &[Token]) -> bool {
    let set = |tokens: &[Token]| {
        tokens.iter().fold([0_u64; 4], |mut set, token| {
            set[(token.key >> 62) as usize] |= 1 << (token.key >> 56 & 63);
            set
        })
    };
    set(old).iter().zip(set(new)).all(|(old, new)| old & new == 0)
}

/// Clauses of a range of tokens: they end after 、 and 。 and where a paragraph
/// ends.
fn clauses(tokens: &[Token], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let next_begins_paragraph = tokens.get(at + 1).is_some_and(|token| token.begins_paragraph);
        let ends = matches!(tokens[at].first, '、' | '。') || next_begins_paragraph;
        if ends || at + 1 == range.end {
            clauses.push(start..at + 1);
            start = at + 1;
        }
    }
    clauses
}

fn key(tokens: &[Token]) -> u64 {
    tokens.iter().fold(tokens.len() as u64, |key, token| {
        (key.rotate_left(23) ^ token.key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    fn edits_of(old: &str, new: &str) -> (Vec<Edit>, Sides<Tokens>) {
        let tokens = Sides { old: tokens_of(old), new: tokens_of(new) };
        (edits(&tokens), tokens)
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
                let keys = |tokens: &[Token]| tokens.iter().map(|it| it.key).collect::<Vec<_>>();
                assert_eq!(
                    keys(&tokens.old.list[at_old..edit.old.start]),
                    keys(&tokens.new.list[at_new..edit.new.start])
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
        assert_eq!(share.longest_piece(), 192);
        assert_eq!(share.meetings(&Edit { old: 0..100, new: 0..100 }), 5000);
        let plain: String = (0..600).filter_map(|at| char::from_u32(0x4e00 + at)).collect();
        let tokens = tokens_of(&plain);
        let share = Share::of(&tokens.list, &tokens.list, &gap);
        assert_eq!((share.longest_piece(), share.meetings(&gap)), (LONGEST_GAP, 0));
        let mut comparison = Comparison {
            old: &tokens_of(&"甲乙".repeat(300)).list,
            new: &tokens_of(&"乙乙甲".repeat(200)).list,
            edits: Vec::new(),
            allowance: 0,
        };
        comparison.pieces(&gap);
        assert_eq!(comparison.edits, [Edit { old: 0..600, new: 0..600 }]);
    }
}

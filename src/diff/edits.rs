//! Tokens → edits: first whole clauses, then tokens inside the clauses that
//! differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::{self, Gap};
use super::tokens::{Token, Tokens};
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
    let n_prefix = old.iter().zip(new).take_while(|(a, b)| a.key == b.key).count();
    let (old_rest, new_rest) = (&old[n_prefix..], &new[n_prefix..]);
    let n_suffix = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a.key == b.key)
        .count();
    let middle = Edit { old: n_prefix..old.len() - n_suffix, new: n_prefix..new.len() - n_suffix };
    let mut edits = Vec::new();
    for gap in anchors::gaps(old, new, middle) {
        match gap {
            Gap::Replaced(edit) => push(&mut edits, edit),
            Gap::Open(gap) if gap.old.len().min(gap.new.len()) > SHORTEST_BY_CLAUSE => {
                by_clause(old, new, &gap, &mut edits);
            }
            Gap::Open(gap) => by_token(old, new, &gap, &mut edits),
        }
    }
    edits
}

/// Appends an edit; a deletion and an insertion at one place are one
/// replacement.
fn push(edits: &mut Vec<Edit>, edit: Edit) {
    match edits.last_mut() {
        Some(last) if last.old.end == edit.old.start && last.new.end == edit.new.start => {
            last.old.end = edit.old.end;
            last.new.end = edit.new.end;
        }
        _ => edits.push(edit),
    }
}

fn by_clause(old: &[Token], new: &[Token], middle: &Edit, edits: &mut Vec<Edit>) {
    let old_clauses = clauses(old, &middle.old);
    let new_clauses = clauses(new, &middle.new);
    let keys = |tokens: &[Token], clauses: &[Range<usize>]| -> Vec<u64> {
        clauses.iter().map(|clause| key(&tokens[clause.clone()])).collect()
    };
    let (old_keys, new_keys) = (keys(old, &old_clauses), keys(new, &new_clauses));
    let span = |clauses: &[Range<usize>], range: Range<usize>, end: usize| -> Range<usize> {
        let start = clauses.get(range.start).map_or(end, |clause| clause.start);
        start
            ..range
                .end
                .checked_sub(1)
                .filter(|_| !range.is_empty())
                .map_or(start, |last| clauses[last].end)
    };
    for op in capture_diff_slices(Algorithm::Histogram, &old_keys, &new_keys) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let gap = Edit {
            old: span(&old_clauses, op.old_range(), middle.old.end),
            new: span(&new_clauses, op.new_range(), middle.new.end),
        };
        for piece in pieces(old, new, &gap) {
            if anchors::are_unlike(&old[piece.old.clone()], &new[piece.new.clone()]) {
                push(edits, piece);
            } else {
                by_token(old, new, &piece, edits);
            }
        }
    }
}

/// A gap in which no clause is equal, cut into pieces at the same relative
/// places when it is so long, or has so few different characters, that comparing
/// it as a whole would take more than linear time.
fn pieces(old: &[Token], new: &[Token], gap: &Edit) -> Vec<Edit> {
    let longest = gap.old.len().max(gap.new.len());
    let n_pieces = longest.div_ceil(longest_piece(old, new, gap)).max(1);
    let cut = |range: &Range<usize>, piece: usize| range.start + range.len() * piece / n_pieces;
    (0..n_pieces)
        .map(|piece| Edit {
            old: cut(&gap.old, piece)..cut(&gap.old, piece + 1),
            new: cut(&gap.new, piece)..cut(&gap.new, piece + 1),
        })
        .collect()
}

/// The longest piece in which a token meets at most [`MOST_MEETINGS`] equal ones
/// of the other side. Tokens are counted by eight bits of their keys, of which
/// a Japanese text uses all and two letters two.
fn longest_piece(old: &[Token], new: &[Token], gap: &Edit) -> usize {
    let (n_old, n_new) = (gap.old.len(), gap.new.len());
    if n_old.min(n_new) <= SHORTEST_PIECE {
        return LONGEST_GAP;
    }
    let count = |tokens: &[Token]| {
        let mut counts = [0_u64; 256];
        for token in tokens {
            counts[(token.key >> 56) as usize] += 1;
        }
        counts
    };
    let (of_old, of_new) = (count(&old[gap.old.clone()]), count(&new[gap.new.clone()]));
    let n_meetings: u64 = of_old.iter().zip(of_new).map(|(old, new)| old * new).sum();
    // A piece of n tokens has n times the share of all pairs that meet.
    let n_pairs = n_old as u64 * n_new as u64;
    let longest = MOST_MEETINGS * n_pairs / n_meetings.max(1);
    (longest as usize).clamp(SHORTEST_PIECE, LONGEST_GAP)
}

fn by_token(old: &[Token], new: &[Token], gap: &Edit, edits: &mut Vec<Edit>) {
    if gap.old.is_empty() || gap.new.is_empty() {
        if !gap.old.is_empty() || !gap.new.is_empty() {
            push(edits, gap.clone());
        }
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

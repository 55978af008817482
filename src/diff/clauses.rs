//! Long gaps parted at clauses that both sides have: those that stand once on
//! each, in the longest order common to both, and the equal ones beside them.
//!
//! O(n) tokens and O(m log m) for the m clauses. Only where the same clauses
//! come again and again are they compared as a sequence, with `similar`.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::longest_ascending;
use super::edits::Edit;
use super::tokens::Tokens;
use crate::model::Sides;

/// Tokens that end with 、 or 。 or with a paragraph.
#[derive(Debug, Clone, Copy)]
struct Clause {
    hash: u64,
    /// One past the last token.
    end: u32,
}

/// The clauses of two stretches; used for one gap after the other.
#[derive(Debug, Default)]
pub struct Clauses {
    sides: Sides<Vec<Clause>>,
    /// All of them by hash: hash, number within the side, whether of the new one.
    sorted: Vec<(u64, u32, bool)>,
    /// Clauses that are the same.
    pairs: Vec<(u32, u32)>,
    /// What lies between those.
    gaps: Vec<Edit>,
}

impl Clauses {
    /// What of a gap lies between equal clauses, in order.
    pub fn gaps(&mut self, tokens: &Sides<Tokens>, gap: &Edit) -> &[Edit] {
        split(&tokens.old, &gap.old, &mut self.sides.old);
        split(&tokens.new, &gap.new, &mut self.sides.new);
        let has_repeated = self.pair();
        self.gaps.clear();
        let Self { sides, pairs, gaps, .. } = self;
        let mut part = Part { sides: sides.as_ref().map(|_, it| it.as_slice()), gap, gaps };
        let (mut old, mut new) = (0, 0);
        let end = (sides.old.len(), sides.new.len());
        let pairs = longest_ascending(pairs).map(|(old, new)| (old as usize, new as usize));
        for (to_old, to_new) in pairs.chain([end]) {
            // An equal clause beside the one before has been taken.
            if to_old < old || to_new < new {
                continue;
            }
            part.between(old..to_old, new..to_new, has_repeated);
            (old, new) = (to_old + 1, to_new + 1);
        }
        &self.gaps
    }

    /// Finds the clauses that stand once on each side; returns whether others
    /// stand on both.
    fn pair(&mut self) -> bool {
        let Self { sides, sorted, pairs, .. } = self;
        sorted.clear();
        pairs.clear();
        for (clauses, is_new) in [(&sides.old, false), (&sides.new, true)] {
            sorted.extend((0..).zip(clauses).map(|(at, clause)| (clause.hash, at, is_new)));
        }
        sorted.sort_unstable();
        let mut has_repeated = false;
        for equal in sorted.chunk_by(|one, other| one.0 == other.0) {
            match *equal {
                [(_, old, false), (_, new, true)] => pairs.push((old, new)),
                [(.., first), .., (.., last)] => has_repeated |= first != last,
                _ => {}
            }
        }
        pairs.sort_unstable();
        has_repeated
    }
}

/// Cuts a range of tokens into clauses.
fn split(tokens: &Tokens, range: &Range<usize>, clauses: &mut Vec<Clause>) {
    clauses.clear();
    let begins = tokens.begins();
    let from = begins.partition_point(|&begin| begin as usize <= range.start);
    let mut begins = begins[from..].iter().map(|&begin| begin as usize);
    let mut next = begins.next().unwrap_or(usize::MAX);
    let mut hash = 0_u64;
    for (at, token) in range.clone().zip(&tokens.list[range.clone()]) {
        hash = token.mixed_into(hash);
        if token.is('、') || token.is('。') || at + 1 == next || at + 1 == range.end {
            clauses.push(Clause { hash, end: at as u32 + 1 });
            hash = 0;
        }
        if at + 1 == next {
            next = begins.next().unwrap_or(usize::MAX);
        }
    }
}

/// The work on one gap.
struct Part<'a> {
    sides: Sides<&'a [Clause]>,
    gap: &'a Edit,
    gaps: &'a mut Vec<Edit>,
}

impl Part<'_> {
    /// What lies between two clauses that are the same.
    fn between(&mut self, old: Range<usize>, new: Range<usize>, has_repeated: bool) {
        let (of_old, of_new) = (&self.sides.old[old.clone()], &self.sides.new[new.clone()]);
        let is_equal = |(old, new): &(&Clause, &Clause)| old.hash == new.hash;
        let n_prefix = of_old.iter().zip(of_new).take_while(is_equal).count();
        let (of_old, of_new) = (&of_old[n_prefix..], &of_new[n_prefix..]);
        let n_suffix = of_old.iter().rev().zip(of_new.iter().rev()).take_while(is_equal).count();
        let (old, new) =
            (old.start + n_prefix..old.end - n_suffix, new.start + n_prefix..new.end - n_suffix);
        if !has_repeated || old.len().min(new.len()) < 2 {
            self.push(old, new);
            return;
        }
        let hashes = |clauses: &[Clause]| clauses.iter().map(|it| it.hash).collect::<Vec<u64>>();
        let (of_old, of_new) =
            (hashes(&self.sides.old[old.clone()]), hashes(&self.sides.new[new.clone()]));
        let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        for op in capture_diff_slices(Algorithm::Histogram, &of_old, &of_new) {
            if !matches!(op, DiffOp::Equal { .. }) {
                self.push(shift(op.old_range(), old.start), shift(op.new_range(), new.start));
            }
        }
    }

    fn push(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        let start = |clauses: &[Clause], at: usize, start: usize| {
            at.checked_sub(1).map_or(start, |before| clauses[before].end as usize)
        };
        let Sides { old: of_old, new: of_new } = self.sides;
        let Edit { old: in_old, new: in_new } = self.gap;
        self.gaps.push(Edit {
            old: start(of_old, old.start, in_old.start)..start(of_old, old.end, in_old.start),
            new: start(of_new, new.start, in_new.start)..start(of_new, new.end, in_new.start),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    fn gaps(old: &str, new: &str) -> Vec<Edit> {
        let tokens = Sides { old: tokens_of(old), new: tokens_of(new) };
        let gap = Edit { old: 0..tokens.old.list.len(), new: 0..tokens.new.list.len() };
        Clauses::default().gaps(&tokens, &gap).to_vec()
    }

    #[test]
    fn equal_clauses_part_a_gap() {
        let edit = |old, new| Edit { old, new };
        assert_eq!(gaps("甲、乙、丙。", "甲、丁、丙。"), [edit(2..4, 2..4)]);
        assert_eq!(gaps("甲、乙、丙。", "乙、甲、丙。").len(), 2);
        // Nothing stands once on each side.
        let repeated = gaps("甲、甲、乙、甲、", "甲、丁、甲、甲、");
        assert_eq!(repeated, [edit(2..2, 2..4), edit(4..6, 6..6)]);
        assert_eq!(gaps("甲\n乙\n丙", "甲\n丙"), [edit(1..2, 1..1)]);
        assert_eq!(gaps("甲、", ""), [edit(0..2, 0..0)]);
    }
}

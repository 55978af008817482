//! Rows of ruled tables against rows: one that is new or gone is marked as a
//! whole, also where it begins with the number or the word of the row beside it.
//!
//! Rows that say the same, cells with nothing but a number left out, are paired
//! first: those that stand once on each side, in the heaviest order common to
//! both, and the equal ones beside them. Between those, rows that are alike are
//! paired in their order. O(n) tokens and O(m log m) for m rows; the rows between
//! two pairs are compared with each other only where they are few.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::anchors::Gap;
use super::edits::Edit;
use super::tokens::{Class, Token, Tokens};
use crate::align::heaviest_chain;
use crate::model::Sides;

/// Rows between two pairs, old times new, that are compared with each other.
const MOST_COMPARED: usize = 1024;
/// Tokens looked at for that.
const MOST_LOOKS: usize = 1 << 24;
/// Least likeness of two rows that are paired, in thousandths.
const LEAST_LIKENESS: u64 = 400;
/// Likeness is counted in so many parts of a thousandth: what is left decides
/// between rows equally alike, by their text alone.
const PARTS: u64 = 1024;

/// A row, or what stands between two tables.
#[derive(Debug)]
struct Line {
    tokens: Range<usize>,
    is_row: bool,
    /// Hash of its text without numbers in cells of their own.
    key: u64,
}

/// What differs or may differ between two units with tables; `None` where one
/// of them has none of several rows.
pub fn gaps(tokens: &Sides<Tokens>) -> Option<Vec<Gap>> {
    let Sides { old, new } = tokens.as_ref().map(|_, tokens| lines(tokens));
    let n_rows = |lines: &[Line]| lines.iter().filter(|line| line.is_row).count();
    if n_rows(&old) < 2 || n_rows(&new) < 2 {
        return None;
    }
    let anchors = anchors(&old, &new);
    let mut rows = Rows { tokens, old: &old, new: &new, gaps: Vec::new() };
    let (mut from_old, mut from_new) = (0, 0);
    for (at_old, at_new) in anchors.into_iter().map(|(old, new)| (old as usize, new as usize)) {
        rows.between(from_old..at_old, from_new..at_new);
        rows.pair(at_old, at_new);
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    rows.between(from_old..old.len(), from_new..new.len());
    Some(rows.gaps)
}

fn lines(tokens: &Tokens) -> Vec<Line> {
    let starts = tokens.lines();
    let ends = starts.iter().skip(1).map(|&(start, _)| start as usize);
    let ends = ends.chain([tokens.list.len()]);
    let lines = starts.iter().zip(ends).map(|(&(start, is_row), end)| {
        let range = start as usize..end;
        let key = key(tokens, &range);
        Line { tokens: range, is_row, key }
    });
    lines.filter(|line| !line.tokens.is_empty()).collect()
}

fn key(tokens: &Tokens, range: &Range<usize>) -> u64 {
    let begins = tokens.begins();
    let inside = |at: usize| begins.partition_point(|&begin| (begin as usize) < at);
    let cuts = begins[inside(range.start + 1)..inside(range.end)].iter().map(|&at| at as usize);
    let cuts: Vec<usize> =
        std::iter::once(range.start).chain(cuts).chain(std::iter::once(range.end)).collect();
    let cells = || cuts.windows(2).map(|cut| &tokens.list[cut[0]..cut[1]]);
    let has_words = cells().any(|cell| !is_number(cell));
    let words = cells().filter(|cell| !has_words || !is_number(cell)).flatten();
    let words = words.filter(|token| token.class() != Class::Space);
    words.fold(0, |hash: u64, token| {
        (hash.rotate_left(23) ^ u64::from(token.key())).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// Whether a cell holds nothing but a number: 3, (3), 3.
fn is_number(cell: &[Token]) -> bool {
    let is_sign = |token: &Token| matches!(token.class(), Class::Mark | Class::Space);
    let n_numbers = cell.iter().filter(|token| token.class() == Class::Number).count();
    n_numbers == 1 && cell.iter().filter(|token| !is_sign(token)).count() == 1
}

/// Lines that stand once on each side, in the heaviest order common to both: the
/// shorter of two that changed places has moved.
fn anchors(old_lines: &[Line], new_lines: &[Line]) -> Vec<(u32, u32)> {
    /// Where a line stands, on its side; `None` where it stands twice.
    type Places = FxHashMap<(u64, bool), Option<u32>>;
    let places = |lines: &[Line]| {
        let mut places = Places::default();
        for (line, at) in lines.iter().zip(0..) {
            places.entry((line.key, line.is_row)).and_modify(|it| *it = None).or_insert(Some(at));
        }
        places
    };
    let in_new = places(new_lines);
    let once =
        places(old_lines).into_iter().filter_map(|(key, at)| Some((at?, (*in_new.get(&key)?)?)));
    let mut once: Vec<(u32, u32)> = once.collect();
    once.sort_unstable_by_key(|&(_, new)| new);
    // A hash breaks ties in the same way when the inputs are swapped.
    let weight = |old: u32, new: u32| {
        let (old, new) = (&old_lines[old as usize], &new_lines[new as usize]);
        (old.tokens.len() + new.tokens.len()) as u64 * PARTS + old.key % PARTS + 1
    };
    heaviest_chain(&once, weight).into_iter().map(|at| once[at]).collect()
}

/// The work on one pair of units.
struct Rows<'a> {
    tokens: &'a Sides<Tokens>,
    old: &'a [Line],
    new: &'a [Line],
    gaps: Vec<Gap>,
}

impl Rows<'_> {
    /// Two lines that are the same, or one instead of the other.
    fn pair(&mut self, old: usize, new: usize) {
        let (old, new) = (self.old[old].tokens.clone(), self.new[new].tokens.clone());
        self.gaps.push(Gap::Open(Edit { old, new }));
    }

    /// What stands between two pairs.
    fn between(&mut self, old: Range<usize>, new: Range<usize>) {
        let is_same = |(old, new): &(&Line, &Line)| (old.key, old.is_row) == (new.key, new.is_row);
        let (of_old, of_new) = (&self.old[old.clone()], &self.new[new.clone()]);
        let n_before = of_old.iter().zip(of_new).take_while(is_same).count();
        let (of_old, of_new) = (&of_old[n_before..], &of_new[n_before..]);
        let n_behind = of_old.iter().rev().zip(of_new.iter().rev()).take_while(is_same).count();
        for at in 0..n_before {
            self.pair(old.start + at, new.start + at);
        }
        let (end_old, end_new) = (old.end - n_behind, new.end - n_behind);
        self.unlike(old.start + n_before..end_old, new.start + n_before..end_new);
        for at in 0..n_behind {
            self.pair(end_old + at, end_new + at);
        }
    }

    /// Rows of which the first and the last ones differ.
    fn unlike(&mut self, old: Range<usize>, new: Range<usize>) {
        let all_rows = |lines: &[Line]| lines.iter().all(|line| line.is_row);
        let are_rows = all_rows(&self.old[old.clone()]) && all_rows(&self.new[new.clone()]);
        if old.is_empty() && new.is_empty() {
            return;
        }
        if are_rows && (old.is_empty() || new.is_empty()) {
            let edit = self.edit(&old, &new);
            self.gaps.push(Gap::Replaced(edit));
            return;
        }
        let edit = self.edit(&old, &new);
        let n_looks = edit.old.len() * new.len() + edit.new.len() * old.len();
        if !are_rows || old.len() * new.len() > MOST_COMPARED || n_looks > MOST_LOOKS {
            self.gaps.push(Gap::Open(edit));
            return;
        }
        let (mut from_old, mut from_new) = (old.start, new.start);
        for (at_old, at_new) in self.alike(&old, &new) {
            self.rest(from_old..at_old, from_new..at_new);
            self.pair(at_old, at_new);
            (from_old, from_new) = (at_old + 1, at_new + 1);
        }
        self.rest(from_old..old.end, from_new..new.end);
    }

    /// Rows that are like none of the other side: as many as there are stand for
    /// each other.
    fn rest(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.len() == new.len() {
            old.zip(new).for_each(|(old, new)| self.pair(old, new));
        } else {
            let edit = self.edit(&old, &new);
            self.gaps.push(Gap::Replaced(edit));
        }
    }

    /// The tokens of some lines of both sides.
    fn edit(&self, old: &Range<usize>, new: &Range<usize>) -> Edit {
        let tokens = |lines: &[Line], n_tokens: usize, range: &Range<usize>| {
            let start = |at: usize| lines.get(at).map_or(n_tokens, |line| line.tokens.start);
            start(range.start)..start(range.end)
        };
        let Sides { old: of_old, new: of_new } = self.tokens;
        Edit {
            old: tokens(self.old, of_old.list.len(), old),
            new: tokens(self.new, of_new.list.len(), new),
        }
    }

    /// The pairs in order that are most alike, all together.
    fn alike(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let sorted = |lines: &[Line], tokens: &Tokens| -> Vec<Vec<u32>> {
            let keys = lines.iter().map(|line| {
                let mut keys: Vec<u32> =
                    tokens.list[line.tokens.clone()].iter().map(|token| token.key()).collect();
                keys.sort_unstable();
                keys
            });
            keys.collect()
        };
        let of_old = sorted(&self.old[old.clone()], &self.tokens.old);
        let of_new = sorted(&self.new[new.clone()], &self.tokens.new);
        // What is best from a row of each side on.
        let width = of_new.len() + 1;
        let mut best = vec![0_u64; (of_old.len() + 1) * width];
        let mut likeness = vec![0_u64; of_old.len() * width];
        for (i, one) in of_old.iter().enumerate().rev() {
            for (j, other) in of_new.iter().enumerate().rev() {
                let own = self.old[old.start + i].key ^ self.new[new.start + j].key;
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
                pairs.push((old.start + i, new.start + j));
                (i, j) = (i + 1, j + 1);
            } else if here == best[(i + 1) * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }
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

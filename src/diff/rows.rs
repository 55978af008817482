//! Rows of tables against rows: one that is new or gone is marked as a
//! whole, also where it begins with the number or the word of the row beside it.
//!
//! Rows that say the same, cells with nothing but a number left out, are paired
//! first: those that stand once on each side, in the heaviest order common to
//! both, and the equal ones beside them. Between those, rows of the same name are
//! paired, and then rows that are alike in their order. O(n) tokens and O(m log m) for m rows; the rows between
//! two pairs are compared with each other only where they are few.

use std::ops::Range;

use super::alike::{PARTS, alike};
use super::anchors::Gap;
use super::cells::{self, Columns};
use super::edits::Edit;
use super::once::once_in_order;
use super::tokens::{Class, Token, Tokens};
use crate::model::Sides;

/// Rows between two pairs, old times new, that are compared with each other.
const MOST_COMPARED: usize = 1024;
/// Tokens looked at for that.
const MOST_LOOKS: usize = 1 << 24;
/// Cells that make up the name of a row. What stands twice in a table may stand
/// once between two rows that were paired; 大会議室 may stand there for 午前 and
/// for 午後.
const NAMES: [usize; 2] = [1, 2];
/// By which of them rows are paired, one after the other.
const STEPS: [usize; 3] = [0, 0, 1];

/// A row, or what stands between two tables.
#[derive(Debug)]
pub struct Line {
    pub tokens: Range<usize>,
    /// The table of a row.
    table: Option<u32>,
    /// Hash of its text without numbers in cells of their own.
    pub key: u64,
    /// What a row is called by: for each of [`NAMES`] a hash, where it has one.
    names: [Option<u64>; NAMES.len()],
}

impl Line {
    fn is_row(&self) -> bool {
        self.table.is_some()
    }

    /// Whether both say the same, cells with nothing but a number left out.
    fn is_like(&self, other: &Self) -> bool {
        (self.key, self.is_row()) == (other.key, other.is_row())
    }
}

/// What differs or may differ between two units with tables; `None` where one
/// of them has none of several rows.
pub fn gaps(tokens: &Sides<Tokens>) -> Option<Vec<Gap>> {
    let Sides { old, new } = tokens.as_ref().map(|_, tokens| lines(tokens));
    let n_rows = |lines: &[Line]| lines.iter().filter(|line| line.is_row()).count();
    if n_rows(&old) < 2 || n_rows(&new) < 2 {
        return None;
    }
    let anchors = anchors(&old, &new);
    let mut rows = Rows { tokens, old: &old, new: &new, gaps: Vec::new(), columns: None };
    let (mut from_old, mut from_new) = (0, 0);
    for (at_old, at_new) in anchors.into_iter().map(|(old, new)| (old as usize, new as usize)) {
        rows.between(from_old..at_old, from_new..at_new, 0);
        rows.pair(at_old, at_new);
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    rows.between(from_old..old.len(), from_new..new.len(), 0);
    Some(rows.gaps)
}

fn lines(tokens: &Tokens) -> Vec<Line> {
    let starts = tokens.lines();
    let ends = starts.iter().skip(1).map(|&(start, _)| start as usize);
    let ends = ends.chain([tokens.list.len()]);
    let lines = starts.iter().zip(ends).map(|(&(start, table), end)| (start as usize..end, table));
    // A heading inside a table may leave no tokens of a row.
    let lines = lines.filter(|(range, _)| !range.is_empty()).map(|(range, table)| {
        let key = key(tokens, &range);
        let name = |n_cells| table.and_then(|_| cells::name(tokens, &range, n_cells));
        let names = NAMES.map(name);
        Line { tokens: range, table, key, names }
    });
    lines.collect()
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
    words.fold(0, |hash, token| token.mixed_into(hash))
}

/// Whether a cell holds nothing but a number: 3, (3), 3.
fn is_number(cell: &[Token]) -> bool {
    let is_sign = |token: &Token| matches!(token.class(), Class::Mark | Class::Space);
    let n_numbers = cell.iter().filter(|token| token.class() == Class::Number).count();
    n_numbers == 1 && cell.iter().filter(|token| !is_sign(token)).count() == 1
}

/// Lines that say the same and stand once on each side.
fn anchors(old: &[Line], new: &[Line]) -> Vec<(u32, u32)> {
    once(old, new, |line| Some((line.key, line.is_row())))
}

/// Lines that are called the same and stand once on each side, in the heaviest
/// order common to both: the shorter of two that changed places has moved.
fn once(
    old_lines: &[Line],
    new_lines: &[Line],
    name: impl Fn(&Line) -> Option<(u64, bool)>,
) -> Vec<(u32, u32)> {
    // A hash breaks ties in the same way when the inputs are swapped.
    let weight = |old: u32, new: u32| {
        let (old, new) = (&old_lines[old as usize], &new_lines[new as usize]);
        let tie = name(old).unwrap_or_default().0 % PARTS;
        (old.tokens.len() + new.tokens.len()) as u64 * PARTS + tie + 1
    };
    once_in_order(old_lines.iter().map(&name), new_lines.iter().map(&name), weight)
}

/// The work on one pair of units.
struct Rows<'a> {
    tokens: &'a Sides<Tokens>,
    old: &'a [Line],
    new: &'a [Line],
    gaps: Vec<Gap>,
    /// What the last header rows said.
    columns: Option<Columns>,
}

impl Rows<'_> {
    /// Two lines that are the same, or one instead of the other.
    fn pair(&mut self, old: usize, new: usize) {
        let (old, new) = (&self.old[old], &self.new[new]);
        let all = Edit { old: old.tokens.clone(), new: new.tokens.clone() };
        match old.table.zip(new.table) {
            Some((old, new)) => {
                let tables = Sides { old, new };
                self.gaps.extend(cells::gaps(self.tokens, &all, tables, &mut self.columns));
            }
            None => self.gaps.push(Gap::Open(all)),
        }
    }

    /// What stands between two pairs, which is compared by the names of rows from
    /// one of [`STEPS`] on.
    fn between(&mut self, old: Range<usize>, new: Range<usize>, step: usize) {
        let is_same = |(old, new): &(&Line, &Line)| old.is_like(new);
        let (of_old, of_new) = (&self.old[old.clone()], &self.new[new.clone()]);
        let n_before = of_old.iter().zip(of_new).take_while(is_same).count();
        let (of_old, of_new) = (&of_old[n_before..], &of_new[n_before..]);
        let n_behind = of_old.iter().rev().zip(of_new.iter().rev()).take_while(is_same).count();
        for at in 0..n_before {
            self.pair(old.start + at, new.start + at);
        }
        let (end_old, end_new) = (old.end - n_behind, new.end - n_behind);
        self.named(old.start + n_before..end_old, new.start + n_before..end_new, step);
        for at in 0..n_behind {
            self.pair(end_old + at, end_new + at);
        }
    }

    /// Rows of the same name are the same row, whatever the other cells say.
    fn named(&mut self, old: Range<usize>, new: Range<usize>, step: usize) {
        let (of_old, of_new) = (&self.old[old.clone()], &self.new[new.clone()]);
        let pairs = |at: usize| {
            let by = *STEPS.get(at)?;
            Some((at, once(of_old, of_new, |line| Some((line.names[by]?, true)))))
        };
        let has_both = !of_old.is_empty() && !of_new.is_empty();
        let mut steps = (step..STEPS.len()).filter(|_| has_both).filter_map(pairs);
        let found = steps.find(|(_, pairs)| !pairs.is_empty());
        let Some((step, pairs)) = found else { return self.unlike(old, new) };
        let (mut from_old, mut from_new) = (old.start, new.start);
        for (at_old, at_new) in pairs {
            let (at_old, at_new) = (old.start + at_old as usize, new.start + at_new as usize);
            self.between(from_old..at_old, from_new..at_new, step + 1);
            self.pair(at_old, at_new);
            (from_old, from_new) = (at_old + 1, at_new + 1);
        }
        self.between(from_old..old.end, from_new..new.end, step + 1);
    }

    /// Rows of which the first and the last ones differ.
    fn unlike(&mut self, old: Range<usize>, new: Range<usize>) {
        let all_rows = |lines: &[Line]| lines.iter().all(Line::is_row);
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
        let (of_old, of_new) = (&self.old[old.clone()], &self.new[new.clone()]);
        for (at_old, at_new) in alike(self.tokens, of_old, of_new) {
            let (at_old, at_new) = (old.start + at_old, new.start + at_new);
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
}

//! Tables of two documents that stand in both, told by the labels of their rows.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::super::candidates::{Candidates, row_of};
use crate::model::{BlockId, Document, Sides, Span};
use crate::normalize::fold::fold;

/// Most tables of a document that a label tells something about: 備考 and 合計
/// stand in every table.
const MOST_TABLES: usize = 8;

/// For each table of both documents the number of its group. Tables are in one
/// group if one has most labels of the other; over the pages of a PDF, a table
/// may be several.
pub fn groups(documents: &Sides<Document>, found: &Sides<Candidates>) -> Sides<Vec<usize>> {
    let old = labels(&documents.old, &found.old);
    let new = labels(&documents.new, &found.new);
    let mut groups = Groups((0..old.len() + new.len()).collect());
    for (one, other) in partners(&old, &new) {
        groups.join(one, old.len() + other);
    }
    for (one, other) in partners(&new, &old) {
        groups.join(old.len() + one, other);
    }
    let mut all: Vec<usize> = (0..groups.0.len()).map(|at| groups.of(at)).collect();
    let of_new = all.split_off(old.len());
    Sides { old: all, new: of_new }
}

/// The labels of the rows of each table, each once, folded and without their
/// numbers: a row that was given a number is the row that it was.
fn labels(document: &Document, found: &Candidates) -> Vec<Vec<u64>> {
    let mut labels = vec![Vec::new(); found.forms.len()];
    let mut headings = found.all.iter().filter(|it| it.in_table).peekable();
    let mut last = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let heading = headings.next_if(|it| it.heading.block.index() == index);
        let row = row_of(block);
        if let Some((table, _)) = row.filter(|_| row != last) {
            let first = block.text.first_span().map_or(0, Span::start);
            let n_number = heading.map_or(0, |it| it.heading.title() - first);
            let text = block.text.printed(&document.source);
            labels[table.0 as usize].push(key(text.get(n_number..).unwrap_or_default()));
        }
        last = row;
    }
    for own in &mut labels {
        own.sort_unstable();
        own.dedup();
    }
    labels
}

fn key(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in fold(text).chars().filter(|c| !c.is_whitespace()) {
        c.hash(&mut hasher);
    }
    hasher.finish()
}

/// For each table of a document, how many of the headings in it the other document
/// has outside its tables: Ⅱ stands in the form of one, above that of the other.
pub fn n_outside(
    (document, found): (&Document, &Candidates),
    (other, found_there): (&Document, &Candidates),
) -> Vec<u32> {
    let text = |document: &Document, block: BlockId| {
        key(&document.blocks[block.index()].text.printed(&document.source))
    };
    let mut n_outside = vec![0; found.forms.len()];
    if n_outside.is_empty() || found_there.forms.is_empty() {
        return n_outside;
    }
    let there = found_there.all.iter().filter(|it| !it.in_table);
    let there: FxHashSet<u64> = there.map(|it| text(other, it.heading.block)).collect();
    for heading in found.all.iter().filter(|it| it.in_table).map(|it| &it.heading) {
        if let Some((table, _)) = row_of(&document.blocks[heading.block.index()])
            && there.contains(&text(document, heading.block))
        {
            n_outside[table.0 as usize] += 1;
        }
    }
    n_outside
}

/// For each table of one document the one of the other that shares most labels
/// with it, if these are half of all that the smaller one has.
fn partners(own: &[Vec<u64>], others: &[Vec<u64>]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, labels) in others.iter().enumerate() {
        for &label in labels {
            places.entry(label).or_default().push(at);
        }
    }
    places.retain(|_, tables| tables.len() <= MOST_TABLES);
    let partner = |(at, labels): (usize, &Vec<u64>)| {
        let mut n_shared: FxHashMap<usize, usize> = FxHashMap::default();
        for &other in labels.iter().filter_map(|label| places.get(label)).flatten() {
            *n_shared.entry(other).or_default() += 1;
        }
        let order =
            |&(other, n): &(usize, usize)| (n, std::cmp::Reverse(other.abs_diff(at)), other);
        let (other, n) = n_shared.into_iter().max_by_key(order)?;
        (2 * n >= labels.len().min(others[other].len())).then_some((at, other))
    };
    own.iter().enumerate().filter_map(partner).collect()
}

/// For each table one of its group that comes before it, or itself.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

//! The slots between the rules of a table → blocks of slots that are cells.

use super::rules::{Rule, Rules};

/// Part of a cell's side that must be ruled for the side to count.
const RULED: f32 = 0.6;

/// For each position, which of the stretches between `crossing` positions are
/// ruled.
fn ruled(rules: &[Rule], positions: &[f32], crossing: &[f32]) -> Vec<Vec<bool>> {
    let n = crossing.len().saturating_sub(1);
    let mut covered = vec![vec![0.0_f32; n]; positions.len()];
    for rule in rules {
        let place = positions.partition_point(|at| *at <= rule.at).saturating_sub(1);
        let Some(stretches) = covered.get_mut(place) else {
            continue;
        };
        for (stretch, pair) in stretches.iter_mut().zip(crossing.windows(2)) {
            let [from, to] = pair else { continue };
            *stretch += (rule.end.min(*to) - rule.start.max(*from)).max(0.0) / (to - from);
        }
    }
    covered.iter().map(|row| row.iter().map(|part| *part >= RULED).collect()).collect()
}

/// The region of each slot: slots without a rule between them share one;
/// `None` where a region runs out of the table.
pub(super) fn regions(rules: &Rules, columns: &[f32], rows: &[f32]) -> Vec<Option<usize>> {
    let vertical = ruled(&rules.vertical, columns, rows);
    let horizontal = ruled(&rules.horizontal, rows, columns);
    let (n_columns, n_rows) = (columns.len() - 1, rows.len() - 1);
    let is_ruled = |side: &[Vec<bool>], at: usize, stretch: usize| {
        side.get(at).and_then(|row| row.get(stretch)).copied().unwrap_or(false)
    };
    let outside = n_columns * n_rows;
    let mut sets = Sets::new(outside + 1);
    for row in 0..n_rows {
        for column in 0..n_columns {
            let slot = row * n_columns + column;
            if !is_ruled(&vertical, column, row) {
                sets.join(slot, if column == 0 { outside } else { slot - 1 });
            }
            if column + 1 == n_columns && !is_ruled(&vertical, n_columns, row) {
                sets.join(slot, outside);
            }
            if !is_ruled(&horizontal, row, column) {
                sets.join(slot, if row == 0 { outside } else { slot - n_columns });
            }
            if row + 1 == n_rows && !is_ruled(&horizontal, n_rows, column) {
                sets.join(slot, outside);
            }
        }
    }
    let beyond = sets.root(outside);
    (0..outside).map(|slot| Some(sets.root(slot)).filter(|root| *root != beyond)).collect()
}

/// A block of slots, ends exclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// First column and the one after the last.
    pub columns: (usize, usize),
    /// First row and the one after the last.
    pub rows: (usize, usize),
}

/// Cuts the regions into rectangles, by row, then column.
pub(super) fn rectangles(regions: &[Option<usize>], n_columns: usize, n_rows: usize) -> Vec<Block> {
    let mut taken = vec![false; regions.len()];
    let mut out = Vec::new();
    let region =
        |row: usize, column: usize| regions.get(row * n_columns + column).copied().flatten();
    for row in 0..n_rows {
        for column in 0..n_columns {
            let Some(own) = region(row, column) else {
                continue;
            };
            if taken.get(row * n_columns + column) != Some(&false) {
                continue;
            }
            let free = |taken: &[bool], r: usize, c: usize| {
                region(r, c) == Some(own) && taken.get(r * n_columns + c) == Some(&false)
            };
            let right = (column..n_columns).find(|c| !free(&taken, row, *c)).unwrap_or(n_columns);
            let below = (row..n_rows)
                .find(|r| !(column..right).all(|c| free(&taken, *r, c)))
                .unwrap_or(n_rows);
            for r in row..below {
                for c in column..right {
                    if let Some(slot) = taken.get_mut(r * n_columns + c) {
                        *slot = true;
                    }
                }
            }
            out.push(Block { columns: (column, right), rows: (row, below) });
        }
    }
    out
}

/// Disjoint sets of indices (union-find).
#[derive(Debug)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// Every index a set of its own.
    pub(super) fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    /// The smallest index of the set that holds `index`.
    pub(super) fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while let Some(parent) = self.0.get(at).copied().filter(|parent| *parent != at) {
            let grandparent = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = grandparent;
            }
            at = grandparent;
        }
        at
    }

    /// Makes one set of two.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller index stays the root, so that nothing depends on order.
        let (root, child) = (one.min(other), one.max(other));
        if let Some(slot) = self.0.get_mut(child) {
            *slot = root;
        }
    }
}

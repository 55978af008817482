//! Cells of one row against those of the row it is compared with: 500円 under one
//! heading is not the 500円 that stood under another one.
//!
//! Columns are those of the header row, where both tables have one that says the
//! same or has columns more. Without one the first cell stands for the first
//! one, the second for the second, unless the cells are plainly shifted. O(n)
//! but for rows of few cells, which are compared with each other.

use std::ops::Range;

use super::anchors::Gap;
use super::edits::Edit;
use super::once::once_in_order;
use super::tokens::{Class, Token, Tokens, is_ordinal};
use crate::model::Sides;

/// Rows of more cells are not looked at for cells that are shifted.
const MOST_SHIFTED: usize = 32;
/// Cells, of a hundred, that are equal once they are shifted, if they are.
const LEAST_SHIFTED: usize = 75;

/// A cell that is not empty.
#[derive(Debug, Clone)]
pub struct Cell {
    pub column: u32,
    pub tokens: Range<usize>,
}

/// The cells of a row, given its tokens.
pub fn cells(tokens: &Tokens, row: &Range<usize>) -> Vec<Cell> {
    let all = tokens.cells();
    let from = all.partition_point(|&(start, _)| (start as usize) < row.start);
    let until = all.partition_point(|&(start, _)| (start as usize) < row.end);
    let Some(of_row) = all.get(from..until) else { return Vec::new() };
    let ends = of_row.iter().skip(1).map(|&(start, _)| start as usize).chain([row.end]);
    let cells = of_row
        .iter()
        .zip(ends)
        .map(|(&(start, column), end)| Cell { column, tokens: start as usize..end });
    cells.filter(|cell| !cell.tokens.is_empty()).collect()
}

/// What a row is called by: its first cell that is not a number of the row, or
/// that and the next one. A price behind a number is no name.
pub fn name(tokens: &Tokens, row: &Range<usize>, n_cells: usize) -> Option<u64> {
    let all = tokens.cells();
    let from = all.partition_point(|&(start, _)| (start as usize) < row.start);
    let mut starts = all.get(from..)?.iter().map(|&(start, _)| start as usize).peekable();
    let mut is_first = true;
    while let Some(start) = starts.next_if(|&start| start < row.end) {
        let end = |next: Option<usize>| next.map_or(row.end, |next| next.min(row.end));
        let cell = tokens.list.get(start..end(starts.peek().copied()))?;
        if is_ordinal(cell) {
            is_first = false;
            continue;
        }
        if !is_first && cell.first().is_some_and(|token| token.class() == Class::Number) {
            return None;
        }
        if n_cells > 1 {
            starts.next();
        }
        return tokens.list.get(start..end(starts.next())).map(hash);
    }
    None
}

/// Equal for equal text. Pipes and spaces do not count.
fn hash(tokens: &[Token]) -> u64 {
    let words = tokens.iter().filter(|token| token.class() != Class::Space && !token.is('|'));
    words.fold(0, |hash, token| token.mixed_into(hash))
}

/// Which column of an old table is which of a new one, ascending.
#[derive(Debug)]
pub struct Columns {
    /// The two tables.
    pub tables: Sides<u32>,
    pairs: Vec<(u32, u32)>,
    old: Vec<u32>,
    new: Vec<u32>,
}

impl Columns {
    /// The columns that two header rows tell of, where they do.
    fn of(tables: Sides<u32>, rows: &Sides<Vec<Cell>>, texts: &Sides<Vec<u64>>) -> Option<Self> {
        let Sides { old, new } = texts;
        let n_equal = old.iter().zip(new).filter(|(old, new)| old == new).count();
        let is_in_place = old.len() == new.len() && n_equal * 2 >= old.len();
        let pairs: Vec<(u32, u32)> = if is_in_place && !are_moved(old, new) {
            (0..old.len() as u32).map(|at| (at, at)).collect()
        } else {
            // All of the shorter row, or most cells of two that are as long.
            let once = in_order(old, new);
            let shorter = old.len().min(new.len());
            let least = if old.len() == new.len() { n_shifted(shorter) } else { shorter };
            if once.len() < least.max(2) {
                return None;
            }
            once
        };
        let columns =
            |cells: &[Cell]| -> Vec<u32> { cells.iter().map(|cell| cell.column).collect() };
        let (old, new) = (columns(&rows.old), columns(&rows.new));
        let pairs = pairs.into_iter().filter_map(|(of_old, of_new)| {
            Some((*old.get(of_old as usize)?, *new.get(of_new as usize)?))
        });
        Some(Self { tables, pairs: pairs.collect(), old, new })
    }

    /// Cells that stand under the same heading, by their places in their rows;
    /// `None` where a row has cells under none.
    fn pairs(&self, rows: &Sides<Vec<Cell>>) -> Option<Vec<(usize, usize)>> {
        let has_all = |columns: &[u32], cells: &[Cell]| {
            cells.iter().all(|cell| columns.binary_search(&cell.column).is_ok())
        };
        if !has_all(&self.old, &rows.old) || !has_all(&self.new, &rows.new) {
            return None;
        }
        // A header may be far longer than its rows.
        let pair = |(at, cell): (usize, &Cell)| {
            let known = self.pairs.binary_search_by_key(&cell.column, |&(old, _)| old).ok()?;
            let &(_, column) = self.pairs.get(known)?;
            Some((at, rows.new.binary_search_by_key(&column, |cell| cell.column).ok()?))
        };
        Some(rows.old.iter().enumerate().filter_map(pair).collect())
    }
}

/// Whether two header rows say the same in another order: columns were moved.
fn are_moved(old: &[u64], new: &[u64]) -> bool {
    let [mut olds, mut news] = [old.to_vec(), new.to_vec()];
    olds.sort_unstable();
    news.sort_unstable();
    old != new && olds == news && !olds.windows(2).any(|pair| pair[0] == pair[1])
}

/// So many cells of a row are equal at least if they are shifted.
fn n_shifted(n_cells: usize) -> usize {
    (n_cells * LEAST_SHIFTED).div_ceil(100)
}

/// What stands once on each side, by its places, in an order common to both.
fn in_order(old: &[u64], new: &[u64]) -> Vec<(u32, u32)> {
    // A hash breaks ties in the same way when the inputs are swapped.
    let weight = |of_old: u32, _| (1 << 32) + old.get(of_old as usize).map_or(0, |text| text >> 48);
    once_in_order(old.iter().map(Some), new.iter().map(Some), weight)
}

/// What differs or may differ between two rows of tables. `known` is what the
/// header rows said of these tables, and is told what these say if they are such.
pub fn gaps(
    tokens: &Sides<Tokens>,
    all: &Edit,
    tables: Sides<u32>,
    known: &mut Option<Columns>,
) -> Vec<Gap> {
    let rows = Sides { old: cells(&tokens.old, &all.old), new: cells(&tokens.new, &all.new) };
    let ascends = |cells: &[Cell]| cells.is_sorted_by(|one, next| one.column < next.column);
    if !ascends(&rows.old) || !ascends(&rows.new) {
        return vec![Gap::Open(all.clone())];
    }
    let texts = |tokens: &Tokens, cells: &[Cell]| -> Vec<u64> {
        cells.iter().map(|cell| hash(&tokens.list[cell.tokens.clone()])).collect()
    };
    let texts = Sides { old: texts(&tokens.old, &rows.old), new: texts(&tokens.new, &rows.new) };
    // A title over the whole table is no header; the row below it is.
    let is_wider = known.as_ref().is_none_or(|known| {
        known.tables != tables
            || known.old.len() < rows.old.len() && known.new.len() < rows.new.len()
    });
    if is_wider && let Some(columns) = Columns::of(tables, &rows, &texts) {
        *known = Some(columns);
    }
    // A row that stands as it stood is the same, whatever became of its heading.
    let columns = |cells: &[Cell]| cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
    if texts.old == texts.new && columns(&rows.old) == columns(&rows.new) {
        return vec![Gap::Open(all.clone())];
    }
    let columns = known.as_ref().filter(|known| known.tables == tables);
    let pairs = columns.and_then(|columns| columns.pairs(&rows)).or_else(|| in_place(&texts));
    match pairs {
        Some(pairs) => paired(all, &rows, &pairs),
        None => vec![Gap::Open(all.clone())],
    }
}

/// The first cell with the first one, and so on, where there are as many of
/// them, unless most are equal that stand elsewhere.
fn in_place(texts: &Sides<Vec<u64>>) -> Option<Vec<(usize, usize)>> {
    let Sides { old, new } = texts;
    if old.len() != new.len() {
        return None;
    }
    let n_equal = old.iter().zip(new).filter(|(old, new)| old == new).count();
    let is_shifted = n_equal * 2 < old.len() && old.len() <= MOST_SHIFTED && {
        let n_equal_elsewhere = in_order(old, new).len();
        n_equal_elsewhere >= n_shifted(old.len()) && n_equal_elsewhere > n_equal + 1
    };
    (!is_shifted).then(|| (0..old.len()).map(|at| (at, at)).collect())
}

/// Pairs of cells, and what stands between them.
fn paired(all: &Edit, rows: &Sides<Vec<Cell>>, pairs: &[(usize, usize)]) -> Vec<Gap> {
    let mut gaps = Vec::with_capacity(pairs.len() + 1);
    let (mut from_old, mut from_new) = (all.old.start, all.new.start);
    let replace = |gaps: &mut Vec<Gap>, old: Range<usize>, new: Range<usize>| {
        if !old.is_empty() || !new.is_empty() {
            gaps.push(Gap::Replaced(Edit { old, new }));
        }
    };
    for &(old, new) in pairs {
        let (Some(old), Some(new)) = (rows.old.get(old), rows.new.get(new)) else { continue };
        let (old, new) = (old.tokens.clone(), new.tokens.clone());
        replace(&mut gaps, from_old..old.start, from_new..new.start);
        (from_old, from_new) = (old.end, new.end);
        gaps.push(Gap::Open(Edit { old, new }));
    }
    replace(&mut gaps, from_old..all.old.end, from_new..all.new.end);
    gaps
}

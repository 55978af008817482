//! What was marked as changed, in places of the truth: characters that are not
//! white space, counted from the beginning of a document.

use std::ops::Range;

use shinkyu::align::{Pair, UnitId};
use shinkyu::model::{Side, Source, Span};

use super::ours::Compared;
use super::support::truth::{UnitTruth, unit_at};

/// The answer of a program, old side first.
#[derive(Debug, Default)]
pub struct Marks {
    /// The characters of each document without white space.
    pub characters: [Vec<char>; 2],
    /// Marked stretches, ascending.
    pub changed: [Vec<Range<usize>>; 2],
    /// Places of units that were taken for the same; `None` for programs that
    /// know no units.
    pub pairs: Option<Vec<(usize, usize)>>,
}

impl Marks {
    /// What the library said.
    pub fn of(compared: &Compared) -> Self {
        let outlined = compared.outlined.as_ref();
        let sides = Side::BOTH.map(|side| outlined.get(side));
        let mut changed = Side::BOTH.map(|side| {
            let ranges = compared.diffs.iter().flat_map(|diff| diff.changed(side));
            let mut ranges: Vec<Range<usize>> = ranges.cloned().collect();
            ranges.sort_unstable_by_key(|range| range.start);
            ranges
        });
        let [mut old_starts, mut new_starts] = Side::BOTH.map(|side| {
            let starts = compared.alignment.units.get(side).iter().map(|unit| {
                let blocks = &outlined.get(side).document.blocks;
                let block = &blocks[unit.blocks.start as usize];
                block.text.first_span().map_or(0, Span::start)
            });
            starts.collect::<Vec<usize>>()
        });
        for (index, starts) in [&mut old_starts, &mut new_starts].into_iter().enumerate() {
            to_places(&sides[index].document.source, &mut changed[index], starts);
        }
        let pairs = compared.alignment.pairs.iter().filter_map(|pair| match pair {
            Pair::Both { units, .. } => Some((units.old, units.new)),
            Pair::OldOnly(_) | Pair::NewOnly(_) => None,
        });
        let at = |(old, new): (UnitId, UnitId)| (old_starts[old.index()], new_starts[new.index()]);
        let pairs = Some(pairs.map(at).collect());
        let characters = sides.map(|side| printed(side.document.source.original()));
        Self { characters, changed, pairs }
    }
}

/// The characters that count.
pub fn printed(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Pairs of places → pairs of units.
pub fn unit_pairs(
    pairs: &[(usize, usize)],
    old: &[UnitTruth],
    new: &[UnitTruth],
) -> Vec<(usize, usize)> {
    let unit = |(at_old, at_new): &(usize, usize)| unit_at(old, *at_old).zip(unit_at(new, *at_new));
    let mut pairs: Vec<(usize, usize)> = pairs.iter().filter_map(unit).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Bytes of the source → places, in one walk over it.
fn to_places(source: &Source, ranges: &mut [Range<usize>], starts: &mut [usize]) {
    let ends = ranges.iter_mut().flat_map(|range| [&mut range.start, &mut range.end]);
    let mut bytes: Vec<&mut usize> = ends.chain(starts).collect();
    bytes.sort_unstable_by_key(|byte| **byte);
    let (mut place, mut next) = (0, 0);
    for (at, c) in source.original().char_indices() {
        while next < bytes.len() && *bytes[next] <= at {
            *bytes[next] = place;
            next += 1;
        }
        place += usize::from(!c.is_whitespace());
    }
    for byte in &mut bytes[next..] {
        **byte = place;
    }
}

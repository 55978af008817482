//! 透かし: a large word at the same place of many pages, over or under their
//! text. Decided by size, place and repetition; oblique ones are found by the
//! reader, which knows directions.

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::furniture::Verdict;
use super::measure::usual_size;
use crate::model::{Extract, Furniture, LineLayout, Piece};

/// A watermark is this many times as large as the text around it.
const SIZE: f32 = 2.0;
/// Two places are the same when they differ by less (points).
const SAME: f32 = 6.0;
/// Longest watermark, in characters.
const LONGEST: usize = 30;

/// Marks lines that are watermarks. A document of one page has none: nothing
/// tells a large word from a title.
pub fn watermarks(extract: &Extract, verdicts: &mut [Verdict]) {
    let n_pages = extract.pages.len();
    if n_pages < 2 {
        return;
    }
    let Some((usual, _)) = usual_size(extract, verdicts) else {
        return;
    };
    let large: Vec<(usize, Place)> = lines(extract)
        .filter(|(_, text, layout)| layout.size >= SIZE * usual && text.chars().count() <= LONGEST)
        .map(|(index, text, layout)| (index, place(text, &layout)))
        .collect();
    let mut n_found: FxHashMap<&Place, usize> = FxHashMap::default();
    for (_, place) in &large {
        *n_found.entry(place).or_default() += 1;
    }
    let enough = (n_pages * 3).div_ceil(5).max(2);
    for (index, place) in &large {
        if n_found.get(place).is_some_and(|n| *n >= enough) && verdicts[*index] == Verdict::Content
        {
            verdicts[*index] = Verdict::Furniture(Furniture::Watermark);
        }
    }
}

/// What is printed, and where in steps of [`SAME`].
type Place = (String, i32, i32);

fn place(text: &str, layout: &LineLayout) -> Place {
    let step = |at: f32| (at / SAME).round() as i32;
    (fold(text), step(layout.area.left), step(layout.area.top))
}

fn lines(extract: &Extract) -> impl Iterator<Item = (usize, &str, LineLayout)> {
    extract.pieces.iter().enumerate().filter_map(|(index, piece)| match piece {
        Piece::Line(line) => {
            line.layout.map(|layout| (index, extract.source.slice(line.span), layout))
        }
        Piece::Lines(_) | Piece::Table(_) => None,
    })
}

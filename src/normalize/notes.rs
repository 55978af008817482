//! 脚注: the notes at the foot of a page, found by size and place.
//!
//! A note belongs to a word of its page. It must neither become the end of the
//! paragraph above it nor cut a paragraph that goes on over the page, and its
//! number is no heading.

use super::furniture::Verdict;
use super::measure::usual_size;
use crate::model::{Extract, Grid, LineLayout, Piece};

/// Largest size of a note against the text of the document.
const NOTE_SIZE: f32 = 0.93;
/// Notes stand below this part of the page.
const LOWER_PART: f32 = 0.4;
/// What notes begin with, apart from numbers.
const MARKS: [char; 15] =
    ['※', '＊', '*', '†', '‡', '注', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// What stands behind a number that counts something.
const COUNTED: [char; 16] =
    ['年', '月', '日', '時', '条', '項', '号', '人', '円', '回', '.', '．', ',', '，', '%', '％'];
/// Fewest characters that show the size of the text of a document.
const FEWEST: usize = 200;

/// Which pieces are lines of notes: what the file itself holds as such, and
/// what looks so on a page. Indices are those of `extract.pieces`.
pub fn notes(extract: &Extract, verdicts: &[Verdict]) -> Vec<bool> {
    let mut found = vec![false; extract.pieces.len()];
    found.iter_mut().rev().take(extract.n_notes).for_each(|it| *it = true);
    let Some((usual, n_characters)) = usual_size(extract, verdicts) else {
        return found;
    };
    if n_characters < FEWEST {
        return found;
    }
    let mut pages: Vec<Vec<(usize, LineLayout)>> = vec![Vec::new(); extract.pages.len()];
    for (index, (piece, verdict)) in extract.pieces.iter().zip(verdicts).enumerate() {
        let layout = match (piece, verdict) {
            (Piece::Line(line), Verdict::Content) => line.layout,
            _ => None,
        };
        if let Some(layout) = layout
            && let Some(page) = pages.get_mut(layout.page as usize - 1)
        {
            page.push((index, layout));
        }
    }
    let mut tables = vec![f32::MIN; extract.pages.len()];
    for piece in &extract.pieces {
        if let Piece::Table(Grid { page: Some(page), area: Some(area), .. }) = piece
            && let Some(lowest) = tables.get_mut(*page as usize - 1)
        {
            *lowest = area.bottom.max(*lowest);
        }
    }
    for ((page, reading), lowest_table) in pages.iter().zip(&extract.pages).zip(tables) {
        let height =
            if reading.turn.quarters.is_multiple_of(2) { reading.size.1 } else { reading.size.0 };
        for index in notes_of(extract, page, usual, height, lowest_table) {
            found[index] = true;
        }
    }
    found
}

/// The notes of one page: the small lines below everything else, from the
/// first that begins like a note. The lowest table of the page ends at
/// `lowest_table`.
fn notes_of(
    extract: &Extract,
    page: &[(usize, LineLayout)],
    usual: f32,
    height: f32,
    lowest_table: f32,
) -> Vec<usize> {
    let is_small = |layout: &LineLayout| layout.size <= NOTE_SIZE * usual;
    let lowest = page
        .iter()
        .filter(|(_, layout)| !is_small(layout))
        .map(|(_, layout)| layout.area.bottom)
        .fold(lowest_table, f32::max);
    // Without text above them the lines are the text of their page.
    if lowest <= f32::MIN {
        return Vec::new();
    }
    let mut below: Vec<(usize, LineLayout)> = page
        .iter()
        .filter(|(_, layout)| {
            is_small(layout)
                && layout.area.top >= lowest - 0.2 * usual
                && layout.area.top >= LOWER_PART * height
        })
        .copied()
        .collect();
    below.sort_by(|a, b| a.1.area.top.total_cmp(&b.1.area.top).then(a.0.cmp(&b.0)));
    let begins = |(index, _): &(usize, LineLayout)| match extract.pieces.get(*index) {
        Some(Piece::Line(line)) => begins_note(extract.source.slice(line.span)),
        _ => false,
    };
    let first = below.iter().position(begins).unwrap_or(below.len());
    // More small lines than others are a small text.
    if 2 * (below.len() - first) > page.len() {
        return Vec::new();
    }
    below.split_off(first).into_iter().map(|(index, _)| index).collect()
}

/// `1 …`, `1) …`, `1個人情報とは…`, `※1 …`, `注１）…`, `（注）…`, `＊ …`, `¹ …`.
fn begins_note(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| crate::number::numerals::digit(c).is_some());
    let has_number = rest.len() < text.len();
    text.starts_with(MARKS)
        || text.starts_with("（注")
        || text.starts_with("(注")
        || has_number && !rest.is_empty() && !rest.starts_with(COUNTED)
}

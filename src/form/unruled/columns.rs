//! Where the columns of values begin, told by the labels before them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::pieces::Piece;
use super::{INDENT, SAME};
use crate::form::label::{ends_with_star, is_block, label};
use crate::form::tree::TREES;
use crate::model::Area;

/// Fewest labels that show a column of values.
const FEWEST: usize = 3;
/// Most lines of a label.
const MOST_LINES: usize = 8;
/// How far the end of a label may be from the column behind it, in ems, as far
/// as the width of its characters tells.
const NEAR: f32 = 1.2;

/// Titles of the items of all forms, letters and digits only.
static TITLES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let items = TREES.iter().flat_map(|tree| &tree.items);
    items.map(|item| item.title.as_str()).filter(|title| !title.is_empty()).collect()
});

/// Where columns of values begin, from left to right.
pub(super) fn columns(stretches: &[Vec<Piece>]) -> Vec<f32> {
    columns_at(stretches.iter().flat_map(|pieces| starts(pieces)).collect())
}

pub(super) fn columns_of(pieces: &[Piece]) -> Vec<f32> {
    columns_at(starts(pieces))
}

/// Left edge and size of the values beside labels.
pub(super) fn starts(pieces: &[Piece]) -> Vec<(f32, f32)> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let n = label_length(pieces, at);
        if let Some(value) = value_beside(pieces, at, n.unwrap_or(0)) {
            starts.push((value.area.left, value.area.height()));
        }
        at += n.unwrap_or(1);
    }
    starts
}

pub(super) fn columns_at(mut starts: Vec<(f32, f32)>) -> Vec<f32> {
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_one = |a: &(f32, f32), b: &(f32, f32)| b.0 - a.0 <= INDENT * b.1;
    let columns = starts.chunk_by(is_one).filter(|labels| labels.len() >= FEWEST);
    columns.filter_map(|labels| labels.first()).map(|(left, _)| *left).collect()
}

/// Parts a label from a value that begins right behind it, where a column
/// begins there: a label that fills its cell leaves no gap.
pub(super) fn cut(piece: Piece, columns: &[f32]) -> Vec<Piece> {
    let Area { left, right, .. } = piece.area;
    let em = piece.area.height();
    let crosses = |x: &&f32| **x > left + INDENT * em && **x < right - SAME * em;
    let text = &piece.run.text;
    let own = label(text);
    let in_column = |x: &f32| left >= x - SAME * em && left <= x + INDENT * em;
    if columns.iter().any(in_column) || is_label(text) || begins_title(&own.title) {
        return vec![piece];
    }
    let all = width(text).max(1.0);
    let at = columns.iter().filter(crosses).find_map(|x| {
        let is_end = |at: &usize| {
            let (label, _) = text.split_at(*at);
            let end = left + (right - left) * width(label) / all;
            (end - x).abs() <= NEAR * em && is_label(label)
        };
        text.char_indices().map(|(at, _)| at).skip(1).filter(is_end).last().map(|at| (at, *x))
    });
    let Some((at, x)) = at else { return vec![piece] };
    let of = |range, left, right, joins| Piece {
        run: piece.run.cut(range),
        area: Area { left, right, ..piece.area },
        joins,
        page: piece.page,
        block: piece.block,
        nth: piece.nth,
    };
    vec![of(0..at, left, x.min(right) - 1.0, piece.joins), of(at..text.len(), x, right, Some(""))]
}

/// Width of a text in half characters, near enough.
pub(super) fn width(text: &str) -> f32 {
    text.chars().map(|c| if c < '\u{1100}' { 1.0 } else { 2.0 }).sum()
}

/// Whether a title begins with some letters.
pub(super) fn begins_title(letters: &str) -> bool {
    TITLES.range(letters..).next().is_some_and(|title| title.starts_with(letters))
}

/// Whether a text is a label of a form and nothing else.
pub(super) fn is_label(text: &str) -> bool {
    let own = label(text);
    let is_known = TITLES.contains(own.title.as_str())
        || own.title.is_empty() && is_block(&own.step) && !own.is_range;
    is_known && ends_with_star(text) && !text.contains(['[', '［'])
}

/// How many pieces from one on are a label of a form, `None` where none is.
pub(super) fn label_length(pieces: &[Piece], at: usize) -> Option<usize> {
    label_lines(pieces, at).0
}

/// The same, and how many are the beginning of one, whose end may stand on the
/// next page.
pub(super) fn label_lines(pieces: &[Piece], at: usize) -> (Option<usize>, usize) {
    let (mut found, mut begun) = (None, 0);
    let Some(first) = pieces.get(at) else { return (None, 0) };
    let mut text = String::new();
    for (n, piece) in (1..).zip(pieces.get(at..).unwrap_or_default().iter().take(MOST_LINES)) {
        let is_under = (piece.area.left - first.area.left).abs() <= SAME * first.area.height();
        if piece.page != first.page || !is_under {
            break;
        }
        text.push_str(&piece.run.text);
        if is_label(&text) {
            found = Some(n);
        }
        let title = label(&text).title;
        if found.is_some() && text.contains('※') || title.is_empty() || !begins_title(&title) {
            break;
        }
        begun = n;
    }
    (found, begun)
}

/// The text that stands to the right of a label of some pieces.
pub(super) fn value_beside(pieces: &[Piece], at: usize, n: usize) -> Option<&Piece> {
    let own = pieces.get(at..at + n)?;
    let last = own.last()?;
    let is_star = |piece: &&Piece| piece.run.text.trim() == "※";
    let value = pieces.get(at + n..)?.iter().find(|piece| !is_star(piece))?;
    let right = own.iter().map(|piece| piece.area.right).fold(f32::MIN, f32::max);
    let is_beside = value.page == last.page
        && value.area.left > right
        && value.area.top < last.area.bottom + SAME * last.area.height();
    is_beside.then_some(value)
}

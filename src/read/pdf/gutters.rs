//! Columns drawn line by line across the page: lines that run over the space
//! between two columns are cut there, and columns are put one after the other.
//!
//! Most programs draw one column after the other and need nothing of this.

use super::lines::TextLine;
use crate::model::Area;

/// Fewest lines that show the space between two columns.
const MIN_LINES: usize = 5;
/// Least width of text on both sides of it, in ems.
const MIN_WIDTH: f32 = 9.0;
/// Part of these lines that must be so wide; the last lines of paragraphs are
/// not.
const WIDE: f32 = 0.6;
/// Pages with more lines than this are lists or drawings.
const MAX_LINES: usize = 1_000;
/// The same for spaces.
const MAX_GAPS: usize = 5_000;

/// A wide space inside a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    /// Where the text before it ends.
    pub from: f32,
    /// Where the text after it begins.
    pub to: f32,
    /// Bytes of the text before it.
    pub at: usize,
    /// Index of the first glyph after it in the order of the page.
    pub index: usize,
}

/// Cuts lines where they run over the space between two columns.
pub(super) fn cut(lines: Vec<TextLine>) -> Vec<TextLine> {
    let n_gaps: usize = lines.iter().map(|line| line.gaps.len()).sum();
    if lines.len() > MAX_LINES || !(MIN_LINES..=MAX_GAPS).contains(&n_gaps) {
        return lines;
    }
    let mut starts: Vec<f32> = lines.iter().flat_map(|line| &line.gaps).map(|gap| gap.to).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|next, last| *next - *last < 1.0);
    let gutters: Vec<f32> = starts.into_iter().filter(|x| is_gutter(&lines, *x)).collect();
    if gutters.is_empty() {
        return lines;
    }
    lines.iter().flat_map(|line| parts(line, &gutters)).collect()
}

fn begins_at(gap: &Gap, x: f32, size: f32) -> bool {
    (gap.to - x).abs() <= 0.5 * size
}

/// Whether a column begins at `x`: enough lines have a space before it with
/// running text on both sides, and none between them runs across.
fn is_gutter(lines: &[TextLine], x: f32) -> bool {
    let with_gap: Vec<(&TextLine, usize)> = lines
        .iter()
        .filter_map(|line| {
            let gap = line.gaps.iter().position(|gap| begins_at(gap, x, line.size))?;
            Some((line, gap))
        })
        .collect();
    if with_gap.len() < MIN_LINES {
        return false;
    }
    let is_wide = |(line, gap): &&(&TextLine, usize)| {
        let edge = |at: Option<usize>| at.and_then(|at| line.gaps.get(at));
        let start = edge(gap.checked_sub(1)).map_or(line.area.left, |before| before.to);
        let end = edge(Some(gap + 1)).map_or(line.area.right, |after| after.from);
        let from = edge(Some(*gap)).map_or(x, |own| own.from);
        from - start >= MIN_WIDTH * line.size && end - x >= MIN_WIDTH * line.size
    };
    let n_wide = with_gap.iter().filter(is_wide).count();
    let top = with_gap.iter().map(|(line, _)| line.area.top).fold(f32::MAX, f32::min);
    let bottom = with_gap.iter().map(|(line, _)| line.area.bottom).fold(f32::MIN, f32::max);
    let from = with_gap
        .iter()
        .filter_map(|(line, gap)| line.gaps.get(*gap).map(|gap| gap.from))
        .fold(f32::MIN, f32::max);
    let crosses = |line: &TextLine| {
        line.area.top >= top
            && line.area.bottom <= bottom
            && line.area.left < from
            && line.area.right > x
            && !line.gaps.iter().any(|gap| begins_at(gap, x, line.size))
    };
    n_wide as f32 >= WIDE * with_gap.len() as f32 && !lines.iter().any(crosses)
}

/// The pieces of a line between gutters.
fn parts(line: &TextLine, gutters: &[f32]) -> Vec<TextLine> {
    let is_cut = |gap: &&Gap| gutters.iter().any(|x| begins_at(gap, *x, line.size));
    let cuts: Vec<Gap> = line.gaps.iter().filter(is_cut).copied().collect();
    let mut out = Vec::with_capacity(cuts.len() + 1);
    let (mut start, mut left, mut first) = (0, line.area.left, line.first);
    for cut in cuts.iter().copied().map(Some).chain([None]) {
        let end = cut.map_or(line.text.len(), |cut| cut.at);
        let right = cut.map_or(line.area.right, |cut| cut.from);
        let text = line.text.get(start..end).unwrap_or_default().trim().to_owned();
        let area = Area { left, right, ..line.area };
        if !text.is_empty() {
            out.push(TextLine { text, area, size: line.size, first, gaps: Vec::new() });
        }
        if let Some(cut) = cut {
            (start, left, first) = (cut.at, cut.to, cut.index);
        }
    }
    out
}

/// Puts the columns of a page one after the other where their lines alternate:
/// lines keep their places in the drawing order and change who stands there.
pub(super) fn put_in_order(lines: &mut [TextLine], columns: &mut [u16]) {
    let right = || lines.iter().zip(columns.iter()).filter(|(_, column)| **column > 0);
    let top = right().map(|(line, _)| line.area.top).fold(f32::MAX, f32::min) - 1.0;
    let bottom = right().map(|(line, _)| line.area.bottom).fold(f32::MIN, f32::max) + 1.0;
    let mut band: Vec<usize> = (0..lines.len())
        .filter(|index| {
            lines.get(*index).is_some_and(|line| {
                line.area.top >= top - line.size && line.area.bottom <= bottom + line.size
            })
        })
        .collect();
    let column = |index: &usize| columns.get(*index).copied().unwrap_or(0);
    let goes_back = |pair: &&[usize]| matches!(pair, [a, b] if column(b) < column(a));
    // One step back is another block of columns below the first.
    if band.windows(2).filter(goes_back).count() < MIN_LINES - 1 {
        return;
    }
    let places = band.clone();
    let firsts: Vec<usize> =
        places.iter().filter_map(|index| lines.get(*index)).map(|line| line.first).collect();
    band.sort_by_key(column);
    let moved: Vec<(TextLine, u16)> =
        band.iter().filter_map(|index| Some((lines.get(*index)?.clone(), column(index)))).collect();
    for ((place, first), (line, column)) in places.into_iter().zip(firsts).zip(moved) {
        if let (Some(slot), Some(slot_column)) = (lines.get_mut(place), columns.get_mut(place)) {
            *slot = TextLine { first, ..line };
            *slot_column = column;
        }
    }
}

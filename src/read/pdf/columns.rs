//! Which text column of the page each line stands in.
//!
//! A column begins where many lines begin, beside other lines that all end
//! before it. Both must be wide enough for running text: labels in front of
//! values and numbers in front of items are no column.

use super::lines::TextLine;

/// Fewest lines of a column.
const MIN_LINES: usize = 5;
/// Least width of the widest line of a column, in ems.
const MIN_WIDTH: f32 = 10.0;
/// Least space between two columns, in ems.
const MIN_GUTTER: f32 = 0.8;
/// Most indent of the first line of a column, in ems.
const MAX_INDENT: f32 = 3.0;
/// Pages with more lines than this are lists or drawings.
const MAX_LINES: usize = 1_000;

/// The column of each line, counted from 1; 0 for lines over the whole width.
pub(super) fn columns(lines: &[TextLine]) -> Vec<u16> {
    let mut out = vec![0; lines.len()];
    if lines.len() > MAX_LINES {
        return out;
    }
    let mut candidates: Vec<f32> = lines.iter().map(|line| line.area.left).collect();
    candidates.sort_by(f32::total_cmp);
    let mut last: Option<f32> = None;
    for x in candidates {
        if last.is_some_and(|last| x - last < MIN_WIDTH) {
            continue;
        }
        let Some((top, bottom)) = band(lines, x, last.unwrap_or(f32::MIN)) else { continue };
        for (line, column) in lines.iter().zip(&mut out) {
            if line.area.top >= top && line.area.bottom <= bottom {
                let is_right = line.area.left >= x - 1.0;
                *column = (*column).max(1) + u16::from(is_right);
            }
        }
        last = Some(x);
    }
    out
}

/// The height over which a column begins at `x`, if one does; `from` is where
/// the column before it begins.
fn band(lines: &[TextLine], x: f32, from: f32) -> Option<(f32, f32)> {
    let starts = |line: &&TextLine| (line.area.left - x).abs() <= 0.5 * line.size;
    let first: Vec<&TextLine> = lines.iter().filter(starts).collect();
    if first.len() < MIN_LINES {
        return None;
    }
    let mut top = first.iter().map(|line| line.area.top).fold(f32::MAX, f32::min) - 1.0;
    let mut bottom = first.iter().map(|line| line.area.bottom).fold(f32::MIN, f32::max) + 1.0;
    // The first and the last line of a column may be indented.
    for line in lines {
        let indent = line.area.left - x;
        let is_next = line.area.bottom > top - line.size && line.area.top < bottom + line.size;
        if is_next && indent > 0.0 && indent <= MAX_INDENT * line.size {
            top = top.min(line.area.top - 1.0);
            bottom = bottom.max(line.area.bottom + 1.0);
        }
    }
    let inside = lines
        .iter()
        .filter(|line| line.area.left >= from && line.area.bottom > top && line.area.top < bottom);
    let (mut right, mut left) = (Vec::new(), Vec::new());
    for line in inside {
        if line.area.left >= x - 1.0 {
            right.push(line);
        } else if line.area.right <= x - MIN_GUTTER * line.size {
            left.push(line);
        } else {
            return None;
        }
    }
    let is_text = |side: &[&TextLine]| {
        side.len() >= MIN_LINES
            && side.iter().any(|line| line.area.width() >= MIN_WIDTH * line.size)
    };
    let n_beside = right
        .iter()
        .filter(|line| {
            left.iter()
                .any(|other| other.area.top < line.area.bottom && line.area.top < other.area.bottom)
        })
        .count();
    (is_text(&right) && is_text(&left) && n_beside >= MIN_LINES)
        .then(|| with_longer_left(lines, &left, x, (top, bottom)))
}

/// The band with the lines by which the left column is longer than the right.
fn with_longer_left(
    lines: &[TextLine],
    left: &[&TextLine],
    x: f32,
    (mut top, mut bottom): (f32, f32),
) -> (f32, f32) {
    let start = left.iter().map(|line| line.area.left).fold(f32::MAX, f32::min);
    let is_left = |line: &&TextLine| {
        line.area.left >= start - 0.5 * line.size
            && line.area.left <= start + MAX_INDENT * line.size
            && line.area.right <= x - MIN_GUTTER * line.size
    };
    for line in lines.iter().filter(is_left) {
        if line.area.top > top && line.area.top < bottom + line.size {
            bottom = bottom.max(line.area.bottom + 1.0);
        }
    }
    for line in lines.iter().rev().filter(is_left) {
        if line.area.bottom < bottom && line.area.bottom > top - line.size {
            top = top.min(line.area.top - 1.0);
        }
    }
    (top, bottom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    fn line(left: f32, right: f32, top: f32) -> TextLine {
        let area = Area { left, top, right, bottom: top + 10.0 };
        TextLine { text: String::from("本文"), area, size: 10.0, first: 0, gaps: Vec::new() }
    }

    #[test]
    fn two_columns_under_a_title() {
        let mut lines = vec![line(50.0, 550.0, 20.0)];
        for row in 0..8_u8 {
            lines.push(line(50.0, 290.0, 50.0 + 12.0 * f32::from(row)));
        }
        for row in 0..8_u8 {
            let indent = if row == 0 { 10.0 } else { 0.0 };
            lines.push(line(310.0 + indent, 550.0, 50.0 + 12.0 * f32::from(row)));
        }
        lines.push(line(295.0, 305.0, 800.0));
        let found = columns(&lines);
        assert_eq!((found[0], found[17]), (0, 0));
        assert_eq!((&found[1..9], &found[9..17]), (&[1; 8][..], &[2; 8][..]));
    }

    #[test]
    fn the_left_column_may_be_longer() {
        let mut lines = vec![line(50.0, 550.0, 20.0)];
        for row in 0..8_u8 {
            lines.push(line(50.0, 290.0, 50.0 + 15.0 * f32::from(row)));
        }
        for row in 0..6_u8 {
            lines.push(line(310.0, 550.0, 65.0 + 15.0 * f32::from(row)));
        }
        let found = columns(&lines);
        assert_eq!(found[0], 0);
        assert_eq!((&found[1..9], &found[9..15]), (&[1; 8][..], &[2; 6][..]));
    }

    #[test]
    fn labels_are_no_column() {
        let mut lines = Vec::new();
        for row in 0..8_u8 {
            let top = 50.0 + 12.0 * f32::from(row);
            lines.push(line(50.0, 90.0, top));
            lines.push(line(120.0, 550.0, top));
        }
        assert_eq!(columns(&lines), vec![0; 16]);
    }
}

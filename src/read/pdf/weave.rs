//! Lines drawn font by font → lines in the order in which they are read.
//!
//! Where a font lacks some characters, `LibreOffice` draws those of the other
//! font first and then the rest of the words, with holes where they stand.
//! Read in drawing order such a line falls into two, with the characters torn
//! out of their words. What steps back and fits closely between the characters
//! drawn just before it, on the same baseline, is one line with them.

use super::page::Glyph;

/// Farthest apart (ems) that two baselines are the same.
const SAME_BASELINE: f32 = 0.05;
/// Part by which the sizes of two glyphs of one line may differ.
const SAME_SIZE: f32 = 0.02;
/// Most that a glyph may reach into the one after it (ems).
const MAX_OVERLAP: f32 = 0.15;
/// Widest gap (ems) between a glyph and its hole: justified lines stretch.
const MAX_GAP: f32 = 0.5;
/// Longer strokes are no lines of print.
const MAX_STROKE: usize = 2_000;

/// Puts glyphs that fill the holes of the words drawn next to them in order.
pub(super) fn weave(glyphs: &mut [Glyph]) {
    let (mut start, mut middle) = (0, 0);
    // Glyphs from `start` are in order; those from `middle` may belong to them.
    for at in 1..=glyphs.len() {
        let goes_on = at < glyphs.len() && follows(&glyphs[at - 1], &glyphs[at]);
        if goes_on {
            continue;
        }
        if middle > start && !join(&mut glyphs[start..at], middle - start) {
            start = middle;
        }
        if at < glyphs.len() && is_on_line(&glyphs[at - 1], &glyphs[at]) {
            middle = at;
        } else {
            (start, middle) = (at, at);
        }
    }
}

/// Whether a glyph stands on the line of the one before it. How long glyphs of
/// vertical writing are is not known well enough to fit them into holes.
fn is_on_line(last: &Glyph, next: &Glyph) -> bool {
    let up = last.direction.upwards();
    let shift = (next.origin.along(up) - last.origin.along(up)).abs();
    last.direction.along(next.direction) > 0.999
        && !last.hanging
        && !next.hanging
        && (last.size - next.size).abs() <= SAME_SIZE * last.size
        && shift <= SAME_BASELINE * last.size
}

fn follows(last: &Glyph, next: &Glyph) -> bool {
    is_on_line(last, next) && start_of(next) >= start_of(last)
}

fn start_of(glyph: &Glyph) -> f32 {
    glyph.origin.along(glyph.direction)
}

fn end_of(glyph: &Glyph) -> f32 {
    glyph.end().along(glyph.direction)
}

/// Sorts two strokes into one where they fit into each other: the one up to
/// `middle` and the one from there. Returns whether they did.
fn join(strokes: &mut [Glyph], middle: usize) -> bool {
    let (before, after) = strokes.split_at(middle);
    let Some(first) = after.first() else { return false };
    if strokes.len() > MAX_STROKE {
        return false;
    }
    let tail = before.partition_point(|glyph| start_of(glyph) < start_of(first));
    let mut woven: Vec<(bool, Glyph)> = Vec::with_capacity(strokes.len() - tail);
    woven.extend(before[tail..].iter().map(|glyph| (false, *glyph)));
    woven.extend(after.iter().map(|glyph| (true, *glyph)));
    woven.sort_by(|(_, a), (_, b)| start_of(a).total_cmp(&start_of(b)));
    let gap = |last: &Glyph, next: &Glyph| (start_of(next) - end_of(last)) / next.size;
    let is_free = |pair: &[(bool, Glyph)]| match pair {
        [(one, last), (other, next)] => one == other || gap(last, next) >= -MAX_OVERLAP,
        _ => true,
    };
    // What the words step back behind must touch them on one side at least;
    // what stands before them may be far away.
    let runs = woven.chunk_by(|a, b| a.0 == b.0);
    let mut last: Option<&Glyph> = before[..tail].last();
    let mut is_touched = true;
    for run in runs {
        let (Some((own, first)), Some((_, end))) = (run.first(), run.last()) else { continue };
        let touches = last.is_some_and(|last| gap(last, first) <= MAX_GAP);
        is_touched = touches || *own && is_touched;
        if *own && !is_touched {
            return false;
        }
        last = Some(end);
    }
    if !is_touched || !woven.windows(2).all(is_free) {
        return false;
    }
    if before[..tail].last().is_some_and(|last| gap(last, first) < -MAX_OVERLAP) {
        return false;
    }
    for (slot, (_, glyph)) in strokes[tail..].iter_mut().zip(woven) {
        *slot = glyph;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::lines::LineBuilder;
    use super::super::page::Point;
    use super::*;

    /// Ten points per character; `_` leaves a hole.
    fn draw(out: &mut Vec<Glyph>, x: f32, y: f32, text: &str) {
        for (n, c) in text.chars().enumerate().filter(|(_, c)| *c != '_') {
            out.push(Glyph {
                text: c,
                origin: Point::new(x + 10.0 * n as f32, y),
                direction: Point::new(1.0, 0.0),
                advance: 10.0,
                size: 10.0,
                hanging: false,
                beyond: false,
            });
        }
    }

    fn read(mut glyphs: Vec<Glyph>) -> Vec<String> {
        weave(&mut glyphs);
        let mut builder = LineBuilder::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            builder.push(index, glyph);
        }
        builder.finish().into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn characters_of_a_second_font_return_into_their_holes() {
        let mut glyphs = Vec::new();
        draw(&mut glyphs, 50.0, 100.0, "Ⅲ　");
        draw(&mut glyphs, 70.0, 100.0, "_____　※___②");
        draw(&mut glyphs, 70.0, 100.0, "リスク対策__（７．_を除く。）");
        draw(&mut glyphs, 50.0, 120.0, "次の行");
        assert_eq!(read(glyphs), ["Ⅲ　リスク対策　※（７．②を除く。）", "次の行"]);
        // Several such words on a line, and one with its last character torn off.
        let mut glyphs = Vec::new();
        draw(&mut glyphs, 50.0, 100.0, "令和５年");
        draw(&mut glyphs, 90.0, 100.0, "_①");
        draw(&mut glyphs, 90.0, 100.0, "月_日");
        draw(&mut glyphs, 120.0, 100.0, "__②");
        draw(&mut glyphs, 120.0, 100.0, "時点");
        draw(&mut glyphs, 250.0, 100.0, "欄");
        assert_eq!(read(glyphs), ["令和５年月①日時点② 欄"]);
    }

    #[test]
    fn text_that_does_not_fit_stays_as_drawn() {
        let mut glyphs = Vec::new();
        // Over each other.
        draw(&mut glyphs, 50.0, 100.0, "元の文字");
        draw(&mut glyphs, 55.0, 100.0, "上書き");
        assert_eq!(read(glyphs), ["元の文字", "上書き"]);
        // Cells drawn from right to left.
        let mut glyphs = Vec::new();
        draw(&mut glyphs, 150.0, 100.0, "右の欄");
        draw(&mut glyphs, 50.0, 100.0, "左の欄");
        assert_eq!(read(glyphs), ["右の欄", "左の欄"]);
        // On another baseline.
        let mut glyphs = Vec::new();
        draw(&mut glyphs, 50.0, 100.0, "甲_丙");
        draw(&mut glyphs, 60.0, 112.0, "乙");
        assert_eq!(read(glyphs), ["甲 丙", "乙"]);
    }
}

//! Lines drawn apart → lines as they are read across.
//!
//! Spreadsheets print the texts of their cells in two passes: those that are
//! set simply, then those that wrap or are wider than their columns. Where no
//! rules part the cells, a check mark is drawn long before what it says, and
//! the brackets of a choice before what stands in them. What fills the holes
//! of a line drawn before it, or stands right behind its last box, is one line
//! with it. Columns of text side by side do neither.

use super::gutters::Gap;
use super::lines::{COLUMN_GAP, LATIN_GAP, TextLine, is_parted};
use crate::model::Area;

/// Texts of more lines than this are no cells and no forms.
const MAX_LINES: usize = 500;
/// Part of the lower of two lines that must stand beside the other.
const BESIDE: f32 = 0.5;
/// Part of a line that may reach into the one below it.
const INTO: f32 = 0.3;
/// Lines of one text that wraps begin at the same place (ems) …
const SAME_EDGE: f32 = 0.2;
/// … and stand closer than so many ems below each other; rows of cells do not.
const WRAPPED: f32 = 1.6;
/// Longest text beside a box, in lines after the first.
const MAX_WRAPPED: usize = 20;
/// How far the pieces of a line may reach into one another (ems): the last
/// character of a text that its cell cuts off is read as a whole.
const MAX_OVERLAP: f32 = 1.2;
/// How far behind its box (ems) a text may stand.
const MAX_BEHIND: f32 = 6.0;

/// Joins what belongs on one line. Lines keep their order; what is joined
/// stands where the first of it was drawn.
pub(super) fn joined(lines: Vec<TextLine>) -> Vec<TextLine> {
    if lines.len() > MAX_LINES || !lines.windows(2).any(steps_back) {
        return lines;
    }
    let mut out: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let n = n_wrapped(rest);
        let (block, behind) = rest.split_at(n);
        if n > 1
            && let Some((at, whole)) = row_of(block, &out)
            && let Some(known) = out.get_mut(at)
        {
            *known = join(known, &whole);
            rest = behind;
            continue;
        }
        match accepting(line, &out).and_then(|at| out.get_mut(at)) {
            Some(known) => *known = join(known, line),
            None => out.push(line.clone()),
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    out
}

/// The line that a line drawn later is one with.
fn accepting(line: &TextLine, known: &[TextLine]) -> Option<usize> {
    known.iter().position(|known| is_beside(known, line) && belong(known, line))
}

/// How many lines from the first on are one text that wraps: set close below
/// each other from one edge.
fn n_wrapped(lines: &[TextLine]) -> usize {
    let goes_on = |pair: &[TextLine]| match pair {
        [above, below] => {
            let size = above.size;
            (below.area.left - above.area.left).abs() <= SAME_EDGE * size
                && (below.size - size).abs() <= SAME_EDGE * size
                && below.area.top > above.area.top
                && below.area.top - above.area.top <= WRAPPED * size
                && above.gaps.is_empty()
                && below.gaps.is_empty()
        }
        _ => false,
    };
    1 + lines.windows(2).take(MAX_WRAPPED).take_while(|pair| goes_on(pair)).count()
}

/// The line beside a text of several lines that is one with it, and this text
/// as one line. Where its lines have lines of their own beside them, they are
/// texts of their own.
fn row_of(block: &[TextLine], known: &[TextLine]) -> Option<(usize, TextLine)> {
    let mut accepted = block.iter().filter_map(|line| accepting(line, known));
    let first = accepted.next();
    if accepted.any(|at| Some(at) != first) {
        return None;
    }
    let mut whole = block.first()?.clone();
    for line in block.get(1..).unwrap_or_default() {
        if is_parted(&whole.text, &line.text, 2.0 * LATIN_GAP) {
            whole.text.push(' ');
        }
        whole.text.push_str(&line.text);
        whole.area = whole.area.union(&line.area);
    }
    let is_within = |known: &TextLine| {
        let middle = f32::midpoint(known.area.top, known.area.bottom);
        whole.area.top <= middle && middle <= whole.area.bottom
    };
    let at = first
        .or_else(|| known.iter().position(|known| is_within(known) && belong(known, &whole)))?;
    Some((at, whole))
}

/// The lines of a cell from top to bottom, where none stands beside another.
pub(super) fn downwards(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    if lines.len() > MAX_LINES || !lines.windows(2).any(steps_back) {
        return lines;
    }
    let drawn = lines.clone();
    lines.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    let stand_clear = |pair: &[TextLine]| match pair {
        [above, below] => overlap(&above.area, &below.area) <= INTO * lower(above, below),
        _ => true,
    };
    if lines.windows(2).all(stand_clear) { lines } else { drawn }
}

fn lower(one: &TextLine, other: &TextLine) -> f32 {
    one.area.height().min(other.area.height())
}

/// How much of two boxes stands at the same height.
fn overlap(one: &Area, other: &Area) -> f32 {
    one.bottom.min(other.bottom) - one.top.max(other.top)
}

fn is_beside(one: &TextLine, other: &TextLine) -> bool {
    let size = one.size.min(other.size);
    overlap(&one.area, &other.area) >= BESIDE * lower(one, other)
        && (one.area.bottom - other.area.bottom).abs() <= BESIDE * size
}

/// Whether the second of two lines was drawn above the first, or begins before
/// the first ends.
fn steps_back(pair: &[TextLine]) -> bool {
    let [last, next] = pair else { return false };
    if is_beside(last, next) {
        next.area.left < last.area.right
    } else {
        next.area.bottom < last.area.bottom
    }
}

/// A stretch of a line between wide spaces.
struct Stretch<'a> {
    text: &'a str,
    left: f32,
    right: f32,
    /// Index of its first glyph in the order of the page.
    first: usize,
    is_late: bool,
}

fn stretches(line: &TextLine, is_late: bool) -> Vec<Stretch<'_>> {
    let (mut start, mut left, mut first) = (0, line.area.left, line.first);
    let mut out = Vec::with_capacity(line.gaps.len() + 1);
    for gap in line.gaps.iter().map(Some).chain([None]) {
        let end = gap.map_or(line.text.len(), |gap| gap.at);
        let right = gap.map_or(line.area.right, |gap| gap.from);
        let text = line.text.get(start..end).unwrap_or_default().trim();
        if !text.is_empty() {
            out.push(Stretch { text, left, right, first, is_late });
        }
        if let Some(gap) = gap {
            (start, left, first) = (gap.at, gap.to, gap.index);
        }
    }
    out
}

/// The stretches of two lines from left to right.
fn row<'a>(known: &'a TextLine, late: &'a TextLine) -> Vec<Stretch<'a>> {
    let mut row = stretches(known, false);
    row.extend(stretches(late, true));
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    row
}

/// Whether two lines beside each other are one: one stands in holes of the
/// other, or behind its box.
fn belong(known: &TextLine, late: &TextLine) -> bool {
    let size = known.size.min(late.size);
    let row = row(known, late);
    let is_free = |pair: &[Stretch<'_>]| match pair {
        [a, b] => a.right - b.left <= MAX_OVERLAP * size,
        _ => true,
    };
    if !row.windows(2).all(is_free) {
        return false;
    }
    let is_seam = |at: &usize| {
        let late = |at: usize| row.get(at).map(|stretch| stretch.is_late);
        late(*at) != late(at + 1)
    };
    let seams: Vec<usize> = (0..row.len().saturating_sub(1)).filter(is_seam).collect();
    match (seams.as_slice(), row.as_slice()) {
        ([], _) => false,
        // All of one stands to the right of the other.
        ([at], row) => {
            let (before, behind) = row.split_at(at + 1);
            let (Some(last), Some(next)) = (before.last(), behind.first()) else { return false };
            let before: Vec<&str> = before.iter().map(|stretch| stretch.text).collect();
            next.left - last.right <= MAX_BEHIND * size
                && ends_with_box(&before.concat())
                && !is_option(next.text)
        }
        _ => true,
    }
}

/// Whether a text ends with a box for a mark, or is an open bracket alone.
fn ends_with_box(text: &str) -> bool {
    let is_bracket = matches!(text, "[" | "［" | "(" | "（");
    if is_bracket || text.ends_with(['□', '☐', '☑', '☒']) {
        return true;
    }
    let Some(inside) = text.strip_suffix([']', '］']) else { return false };
    let Some((_, inside)) = inside.rsplit_once(['[', '［']) else { return false };
    let mut marks = inside.chars().filter(|c| !c.is_whitespace());
    marks.next().is_none_or(|mark| !mark.is_ascii_digit()) && marks.next().is_none()
}

/// Whether a text is one of those a choice offers, `1) …`: no mark says it.
fn is_option(text: &str) -> bool {
    let mut chars = text.chars();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    chars.next().is_some_and(digit) && matches!(chars.next(), Some(')' | '）'))
}

/// Two lines as one.
fn join(known: &TextLine, late: &TextLine) -> TextLine {
    let size = known.size.min(late.size);
    let (mut text, mut gaps) = (String::new(), Vec::new());
    let mut last: Option<&Stretch<'_>> = None;
    let row = row(known, late);
    for stretch in &row {
        if let Some(last) = last {
            let gap = stretch.left - last.right;
            if gap > COLUMN_GAP * size {
                let at = text.len();
                gaps.push(Gap { from: last.right, to: stretch.left, at, index: stretch.first });
            }
            if is_parted(last.text, stretch.text, gap / size) {
                text.push(' ');
            }
        }
        text.push_str(stretch.text);
        last = Some(stretch);
    }
    TextLine {
        text,
        area: known.area.union(&late.area),
        size: known.size,
        first: known.first.min(late.first),
        gaps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::lines::LineBuilder;
    use crate::read::pdf::page::{Glyph, Point};

    /// The lines of texts drawn one after the other, ten points a character.
    fn drawn(texts: &[(f32, f32, &str)]) -> Vec<TextLine> {
        let mut builder = LineBuilder::default();
        let mut index = 0;
        for (x, y, text) in texts {
            let mut x = *x;
            for c in text.chars() {
                builder.push(
                    index,
                    &Glyph {
                        text: c,
                        origin: Point::new(x, *y),
                        direction: Point::new(1.0, 0.0),
                        advance: 10.0,
                        size: 10.0,
                        hanging: false,
                        beyond: false,
                    },
                );
                (index, x) = (index + 1, x + 10.0);
            }
        }
        builder.finish()
    }

    fn read(texts: &[(f32, f32, &str)]) -> Vec<String> {
        let lines = downwards(joined(drawn(texts)));
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn what_a_box_says_is_put_behind_it() {
        let texts = [
            (0.0, 20.0, "["),
            (20.0, 20.0, "○"),
            (40.0, 20.0, "]"),
            (70.0, 20.0, "内部番号"),
            (200.0, 20.0, "["),
            (220.0, 20.0, "○]"),
            (0.0, 40.0, "["),
            (40.0, 40.0, "]"),
            (70.0, 40.0, "連絡先"),
            (260.0, 21.0, "住所"),
        ];
        assert_eq!(read(&texts), ["[ ○ ] 内部番号 [ ○] 住所", "[ ] 連絡先"]);
    }

    #[test]
    fn texts_fill_the_holes_between_boxes_and_brackets() {
        let boxes = [
            (0.0, 20.0, "[○]"),
            (200.0, 20.0, "[　]"),
            (50.0, 20.0, "提供"),
            (250.0, 20.0, "移転"),
        ];
        assert_eq!(read(&boxes), ["[○] 提供 [　] 移転"]);
        let choice = [
            (0.0, 20.0, "["),
            (200.0, 20.0, "]"),
            (230.0, 20.0, "＜選択肢＞"),
            (20.0, 18.0, "十分である"),
            (230.0, 40.0, "1)十分である"),
        ];
        assert_eq!(read(&choice), ["[ 十分である ] ＜選択肢＞", "1)十分である"]);
        let count = [(0.0, 20.0, "（"), (40.0, 20.0, "）件"), (20.0, 20.0, "2")];
        assert_eq!(read(&count), ["（ 2 ）件"]);
    }

    #[test]
    fn a_text_of_two_lines_stands_behind_its_box() {
        let boxes = [(0.0, 20.0, "[○]"), (200.0, 20.0, "[　]"), (240.0, 20.0, "紙")];
        let rest = [(0.0, 40.0, "[　]"), (40.0, 40.0, "窓口")];
        for (first, second) in [(14.0, 26.0), (20.0, 32.0)] {
            let text = [(40.0, first, "媒体（記憶装"), (40.0, second, "置を除く。）")];
            let all: Vec<_> = boxes.iter().chain(&rest).chain(&text).copied().collect();
            assert_eq!(read(&all), ["[○] 媒体（記憶装置を除く。） [　] 紙", "[　] 窓口"]);
        }
        let marks = [(0.0, 20.0, "[○]"), (0.0, 32.0, "[　]")];
        let texts = [(40.0, 20.0, "窓口"), (40.0, 32.0, "郵送")];
        let all: Vec<_> = marks.iter().chain(&texts).copied().collect();
        assert_eq!(read(&all), ["[○] 窓口", "[　] 郵送"]);
    }

    #[test]
    fn columns_side_by_side_stay_columns() {
        let columns = [
            (0.0, 20.0, "左の一"),
            (0.0, 40.0, "左の二"),
            (60.0, 20.0, "右の一"),
            (60.0, 40.0, "右の二"),
        ];
        assert_eq!(read(&columns), ["左の一", "左の二", "右の一", "右の二"]);
        let notes = [(0.0, 20.0, "文[1]"), (0.0, 40.0, "次の行"), (60.0, 20.0, "右の段")];
        assert_eq!(read(&notes), ["文[1]", "次の行", "右の段"]);
        let options = [(0.0, 20.0, "[　]"), (0.0, 40.0, "人"), (40.0, 20.0, "1)委託する")];
        assert_eq!(read(&options), ["[　]", "人", "1)委託する"]);
        let far = [(0.0, 20.0, "[○]"), (0.0, 40.0, "[○]"), (300.0, 20.0, "右の段")];
        assert_eq!(read(&far), ["[○]", "[○]", "右の段"]);
    }

    #[test]
    fn lines_of_a_cell_drawn_late_stand_where_they_are_read() {
        let late = [(0.0, 20.0, "一"), (0.0, 60.0, "三"), (0.0, 40.0, "二の長い行")];
        assert_eq!(read(&late), ["一", "二の長い行", "三"]);
    }

    #[test]
    fn a_joined_line_knows_its_wide_gaps() {
        let lines =
            joined(drawn(&[(0.0, 20.0, "[○]"), (200.0, 20.0, "[　]"), (50.0, 20.0, "提供")]));
        let gaps: Vec<(f32, f32, usize)> =
            lines[0].gaps.iter().map(|gap| (gap.from, gap.to, gap.index)).collect();
        assert_eq!((lines.len(), gaps), (1, vec![(30.0, 50.0, 6), (70.0, 200.0, 3)]));
        let text = &lines[0].text;
        assert_eq!(text.get(..lines[0].gaps[1].at), Some("[○] 提供"));
    }
}

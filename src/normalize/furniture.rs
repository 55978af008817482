//! 柱・ノンブル: which lines are page furniture, decided by position and
//! repetition, never by content alone. What is set aside is counted in the
//! ledger with its reason.
//!
//! One pass over the lines at the edges of each page, then one look-up per
//! edge line: O(lines), with a sort of the lines of each page.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::fold;
use crate::model::{Area, Extract, Furniture, Line, Piece};

/// Lines looked at from the top and from the bottom of each page.
const EDGE_LINES: usize = 3;
/// Share of the page height, at either end, in which furniture can stand.
const MARGIN: f32 = 0.13;
/// Two lines stand at the same height when they differ by less, in points.
const SAME_HEIGHT: f32 = 6.0;
/// A line stands apart from the text when the space between them is more than
/// this many times the usual space between lines of the page.
const APART: f32 = 1.6;
/// Distance in lines below which numbers alone on a line are a list rather
/// than page numbers (text files only).
const SHORTEST_TEXT_PAGE: usize = 10;

/// Largest number taken for a page number in a text file without form feeds.
const LARGEST_TEXT_PAGE: u32 = 999;

/// An edge line of a page.
struct Edge {
    piece: usize,
    page: u32,
    top: f32,
    at_top: bool,
    /// The text that other pages may repeat.
    repeatable: String,
    number: Option<u32>,
    in_margin: bool,
    /// Whether more than a line's space parts it from the text of the page.
    is_apart: bool,
    /// Lines between it and the edge of the page.
    rank: usize,
}

/// What a piece of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Text to compare.
    Content,
    /// A blank line between furniture and text: it ends no paragraph.
    Blank,
    /// Page furniture.
    Furniture(Furniture),
}

/// What each piece is. Indices are those of `extract.pieces`.
pub fn furniture(extract: &Extract) -> Vec<Verdict> {
    let mut found = vec![Verdict::Content; extract.pieces.len()];
    if extract.pages.is_empty() && marks_paragraphs(extract) {
        // Word keeps heads and page numbers apart from the text; what is left
        // is content wherever it stands.
        return found;
    }
    if extract.pages.is_empty() {
        let pages = text_pages(extract);
        if pages.len() > 1 {
            judge_edges(&text_edges(extract, &pages), pages.len(), &mut found);
            skip_blank_edges(extract, &pages, &mut found);
        } else {
            page_numbers_in_text(extract, &mut found);
        }
    } else {
        judge_edges(&edges(extract), extract.pages.len(), &mut found);
    }
    found
}

/// Whether the file itself says what a paragraph is.
fn marks_paragraphs(extract: &Extract) -> bool {
    extract.pieces.iter().any(|piece| match piece {
        Piece::Line(line) => line.is_paragraph,
        Piece::Table(grid) => {
            grid.cells.iter().flat_map(|cell| &cell.lines).any(|line| line.is_paragraph)
        }
    })
}

fn judge_edges(edges: &[Edge], n_pages: usize, found: &mut [Verdict]) {
    let census = Census::of(edges);
    // From the edge of the page inwards: a line is furniture only if the lines
    // between it and the edge are.
    let mut inwards: Vec<&Edge> = edges.iter().collect();
    inwards.sort_by_key(|edge| (edge.page, edge.at_top, edge.rank));
    let mut blocked = None;
    for edge in inwards {
        let end = (edge.page, edge.at_top);
        if blocked == Some(end) {
            continue;
        }
        match census.judge(edge, n_pages) {
            Some(why) => found[edge.piece] = Verdict::Furniture(why),
            None => blocked = Some(end),
        }
    }
}

/// Pieces of each page of a text file: form feeds end pages.
fn text_pages(extract: &Extract) -> Vec<Range<usize>> {
    let original = extract.source.original();
    let mut pages = Vec::new();
    let (mut start, mut last_byte) = (0, 0);
    for (piece, content) in extract.pieces.iter().enumerate() {
        let Piece::Line(line) = content else { continue };
        let between = original.get(last_byte..line.span.start()).unwrap_or_default();
        if between.contains('\u{c}') {
            pages.push(start..piece);
            start = piece;
        }
        last_byte = line.span.end();
    }
    pages.push(start..extract.pieces.len());
    pages
}

/// The outermost lines of each page of a text file. Their rank stands for the
/// height that a text file does not have.
fn text_edges(extract: &Extract, pages: &[Range<usize>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (page_index, page) in pages.iter().enumerate() {
        let lines: Vec<usize> = page.clone().filter(|&piece| !is_blank(extract, piece)).collect();
        for (from_top, &piece) in lines.iter().enumerate() {
            let from_bottom = lines.len() - 1 - from_top;
            let rank = from_top.min(from_bottom);
            if rank >= EDGE_LINES {
                continue;
            }
            let Piece::Line(line) = &extract.pieces[piece] else { continue };
            let text = extract.source.slice(line.span);
            let folded = fold(text);
            let at_top = from_top <= from_bottom;
            let side = if at_top { 0.0 } else { 100.0 };
            edges.push(Edge {
                piece,
                page: page_index as u32 + 1,
                top: (side + rank as f32 * 10.0) * SAME_HEIGHT,
                at_top,
                number: page_number(&folded),
                repeatable: repeatable(text),
                in_margin: true,
                is_apart: false,
                rank,
            });
        }
    }
    edges
}

fn is_blank(extract: &Extract, piece: usize) -> bool {
    match &extract.pieces[piece] {
        Piece::Line(line) => extract.source.slice(line.span).trim().is_empty(),
        Piece::Table(_) => false,
    }
}

/// Blank lines at either end of a page part nothing: a sentence may go on.
fn skip_blank_edges(extract: &Extract, pages: &[Range<usize>], found: &mut [Verdict]) {
    for (index, page) in pages.iter().enumerate() {
        let is_text = |&piece: &usize, found: &[Verdict]| {
            found[piece] == Verdict::Content && !is_blank(extract, piece)
        };
        let has_furniture = page.clone().any(|piece| matches!(found[piece], Verdict::Furniture(_)));
        if !has_furniture {
            continue;
        }
        let first = page.clone().find(|piece| is_text(piece, found)).unwrap_or(page.end);
        let last = page.clone().rev().find(|piece| is_text(piece, found)).unwrap_or(page.start);
        let before = page.start..if index > 0 { first } else { page.start };
        let after = if index + 1 < pages.len() { last } else { page.end }..page.end;
        for piece in before.chain(after) {
            if found[piece] == Verdict::Content && is_blank(extract, piece) {
                found[piece] = Verdict::Blank;
            }
        }
    }
}

/// Sentences, units and notes are content wherever they stand and however often
/// they repeat.
fn may_be_head(folded: &str) -> bool {
    !folded.is_empty()
        && !folded.ends_with('。')
        && !["(単位", "単位:", "※", "注", "(注"].iter().any(|word| folded.starts_with(word))
}

/// What of a line can repeat: its folded text, without a page number that
/// stands apart at either end (`指針　12`). Other digits count: 様式第１号 and
/// 様式第２号 on following pages are content.
fn repeatable(line: &str) -> String {
    fold(without_page_number(line))
}

/// A line without a page number that stands apart at either end.
pub fn without_page_number(line: &str) -> &str {
    let line = line.trim();
    let at_end = line.rsplit_once(char::is_whitespace);
    let at_start = line.split_once(char::is_whitespace);
    match (at_end, at_start) {
        (Some((rest, last)), _) if page_number(&fold(last)).is_some() => rest,
        (_, Some((first, rest))) if page_number(&fold(first)).is_some() => rest,
        _ => line,
    }
}

fn edges(extract: &Extract) -> Vec<Edge> {
    let mut by_page: Vec<Vec<(usize, Area, &Line)>> = vec![Vec::new(); extract.pages.len()];
    for (piece, content) in extract.pieces.iter().enumerate() {
        if let Piece::Line(line) = content
            && let Some(layout) = line.layout
            && let Some(page) = by_page.get_mut(layout.page as usize - 1)
        {
            page.push((piece, layout.area, line));
        }
    }
    let mut edges = Vec::new();
    for (page_index, mut lines) in by_page.into_iter().enumerate() {
        lines.sort_by(|a, b| a.1.top.total_cmp(&b.1.top).then(a.0.cmp(&b.0)));
        let height = extract.pages[page_index].size.1;
        let n_lines = lines.len();
        let usual_gap = usual_gap(&lines);
        for (from_top, (piece, area, line)) in lines.iter().enumerate() {
            let from_bottom = n_lines - 1 - from_top;
            let rank = from_top.min(from_bottom);
            if rank >= EDGE_LINES {
                continue;
            }
            let at_top = from_top <= from_bottom;
            let inner = if at_top { lines.get(from_top + 1) } else { lines.get(from_top - 1) };
            let gap = inner.map_or(f32::MAX, |(_, inner, _)| {
                if at_top { inner.top - area.bottom } else { area.top - inner.bottom }
            });
            let in_margin = area.bottom < height * MARGIN || area.top > height * (1.0 - MARGIN);
            let text = extract.source.slice(line.span);
            let folded = fold(text);
            edges.push(Edge {
                piece: *piece,
                page: page_index as u32 + 1,
                top: area.top,
                at_top,
                number: page_number(&folded),
                repeatable: repeatable(text),
                in_margin,
                is_apart: gap > usual_gap * APART,
                rank,
            });
        }
    }
    edges
}

/// Median space between the lines of a page, sorted from top to bottom.
fn usual_gap(lines: &[(usize, Area, &Line)]) -> f32 {
    let mut gaps: Vec<f32> =
        lines.windows(2).map(|pair| (pair[1].1.top - pair[0].1.bottom).max(1.0)).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(1.0)
}

/// How often each text, and each page number in step with its page, stands at
/// each height.
struct Census<'a> {
    texts: FxHashMap<(&'a str, i32), usize>,
    steps: FxHashMap<(i64, i32), usize>,
}

impl<'a> Census<'a> {
    fn of(edges: &'a [Edge]) -> Self {
        let mut census = Self { texts: FxHashMap::default(), steps: FxHashMap::default() };
        for edge in edges.iter().filter(|edge| edge.in_margin) {
            *census.texts.entry((&edge.repeatable, edge.height())).or_default() += 1;
            if let Some(step) = edge.step() {
                *census.steps.entry((step, edge.height())).or_default() += 1;
            }
        }
        census
    }

    fn judge(&self, edge: &Edge, n_pages: usize) -> Option<Furniture> {
        if !edge.in_margin {
            return None;
        }
        let near = edge.height() - 1..=edge.height() + 1;
        if let Some(step) = edge.step() {
            let n_in_sequence: usize =
                near.clone().filter_map(|height| self.steps.get(&(step, height))).sum();
            if n_in_sequence >= 2 || (n_pages == 1 && step == 0) {
                return Some(Furniture::PageNumber);
            }
        }
        let n_same_text: usize =
            near.filter_map(|height| self.texts.get(&(edge.repeatable.as_str(), height))).sum();
        // A head that stands on left or right pages only still repeats on two
        // fifths of them. A line close to the text may be the beginning of a
        // list that another page repeats, so more is asked of it.
        let enough = if edge.is_apart {
            (n_pages * 2).div_ceil(5).max(2)
        } else {
            (n_pages * 3).div_ceil(5).max(3)
        };
        (n_same_text >= enough && may_be_head(&edge.repeatable)).then_some(Furniture::RunningHead)
    }
}

impl Edge {
    /// Height on the page, in steps of [`SAME_HEIGHT`].
    #[expect(clippy::cast_possible_truncation, reason = "page heights are small")]
    fn height(&self) -> i32 {
        (self.top / SAME_HEIGHT).round() as i32
    }

    /// Printed number minus page: equal for all pages of one numbering.
    fn step(&self) -> Option<i64> {
        self.number.map(|number| i64::from(number) - i64::from(self.page))
    }
}

/// The number, if the folded line is nothing but a page number: `4`, `-4-`,
/// `4/12`, `p.4`, `4ページ`, `(4)`.
fn page_number(folded: &str) -> Option<u32> {
    let bare = folded
        .trim_start_matches(['-', '~', '(', '[', ' ', '・'])
        .trim_start_matches("p.")
        .trim_start_matches("P.")
        .trim_start_matches("Page ")
        .trim_start_matches("page ");
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches([' ', '-', '~', ')', ']', '・']);
    let is_bare = rest.is_empty()
        || rest == "ページ"
        || rest == "頁"
        || rest
            .strip_prefix('/')
            .is_some_and(|total| total.trim().chars().all(|c| c.is_ascii_digit()));
    (is_bare && (1..=4).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
}

/// Page numbers in a text file: numbers alone on a line, each one more than the
/// last, far enough apart to be pages.
fn page_numbers_in_text(extract: &Extract, found: &mut [Verdict]) {
    let source = &extract.source;
    let mut runs: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (piece, content) in extract.pieces.iter().enumerate() {
        let Piece::Line(line) = content else { continue };
        if line.span.len() > 30 {
            continue;
        }
        let folded = fold(source.slice(line.span));
        // Numbers in brackets are labels, large ones years or amounts.
        let Some(number) = page_number(&folded)
            .filter(|&number| number <= LARGEST_TEXT_PAGE && !folded.starts_with('('))
        else {
            continue;
        };
        let mut run = number
            .checked_sub(1)
            .and_then(|before| runs.remove(&before))
            .filter(|run| run.last().is_some_and(|&last| piece - last >= SHORTEST_TEXT_PAGE))
            .unwrap_or_default();
        run.push(piece);
        if run.len() >= 3 {
            for &member in &run {
                found[member] = Verdict::Furniture(Furniture::PageNumber);
            }
        }
        runs.insert(number, run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_come_in_many_forms() {
        let cases = [
            ("4", Some(4)),
            ("-4-", Some(4)),
            ("- 4 -", Some(4)),
            ("4/12", Some(4)),
            ("p.4", Some(4)),
            ("4ページ", Some(4)),
            ("(4)", Some(4)),
            ("4月", None),
            ("第4", None),
            ("12345", None),
            ("", None),
        ];
        for (line, number) in cases {
            assert_eq!(page_number(&fold(line)), number, "{line}");
        }
    }
}

//! 柱・ノンブル: which lines are page furniture, decided by position and
//! repetition, never by content alone. What is set aside is counted in the
//! ledger with its reason.
//!
//! One pass over the lines at the edges of each page, then one look-up per
//! edge line: O(lines), with a sort of the lines of each page.

use rustc_hash::FxHashMap;

use super::fold::fold;
use crate::model::{Area, Extract, Furniture, Line, Piece, Source};

/// Lines looked at from the top and from the bottom of each page.
const EDGE_LINES: usize = 3;
/// Share of the page height, at either end, in which furniture can stand.
const MARGIN: f32 = 0.13;
/// Two lines stand at the same height when they differ by less, in points.
const SAME_HEIGHT: f32 = 6.0;
/// Distance in lines below which numbers alone on a line are a list rather
/// than page numbers (text files only).
const SHORTEST_TEXT_PAGE: usize = 10;

/// An edge line of a page.
struct Edge {
    piece: usize,
    page: u32,
    top: f32,
    /// Folded text with digits masked, so that `4 / 12` repeats.
    mask: String,
    number: Option<u32>,
    in_margin: bool,
}

/// Which pieces are furniture; `None` for content. Indices are those of
/// `extract.pieces`.
pub fn furniture(extract: &Extract) -> Vec<Option<Furniture>> {
    let mut found = vec![None; extract.pieces.len()];
    if extract.pages.is_empty() {
        page_numbers_in_text(extract, &mut found);
        return found;
    }
    let edges = edges(extract);
    let n_pages = extract.pages.len();
    let census = Census::of(&edges);
    for edge in &edges {
        found[edge.piece] = census.judge(edge, n_pages);
    }
    found
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
        for (rank, (piece, area, line)) in lines.iter().enumerate() {
            let at_edge = rank < EDGE_LINES || rank + EDGE_LINES >= lines.len();
            let in_margin = area.bottom < height * MARGIN || area.top > height * (1.0 - MARGIN);
            if at_edge {
                edges.push(edge(
                    &extract.source,
                    *piece,
                    page_index,
                    area.top,
                    line,
                    in_margin,
                ));
            }
        }
    }
    edges
}

fn edge(
    source: &Source,
    piece: usize,
    page_index: usize,
    top: f32,
    line: &Line,
    in_margin: bool,
) -> Edge {
    let folded = fold(source.slice(line.span));
    let mask = folded
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    Edge {
        piece,
        page: page_index as u32 + 1,
        top,
        number: page_number(&folded),
        mask,
        in_margin,
    }
}

/// How often each text, and each page number in step with its page, stands at
/// each height.
struct Census<'a> {
    texts: FxHashMap<(&'a str, i32), usize>,
    steps: FxHashMap<(i64, i32), usize>,
}

impl<'a> Census<'a> {
    fn of(edges: &'a [Edge]) -> Self {
        let mut census = Self {
            texts: FxHashMap::default(),
            steps: FxHashMap::default(),
        };
        for edge in edges.iter().filter(|edge| edge.in_margin) {
            *census.texts.entry((&edge.mask, edge.height())).or_default() += 1;
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
            let n_in_sequence: usize = near
                .clone()
                .filter_map(|height| self.steps.get(&(step, height)))
                .sum();
            if n_in_sequence >= 2 || n_pages == 1 {
                return Some(Furniture::PageNumber);
            }
        }
        let n_same_text: usize = near
            .filter_map(|height| self.texts.get(&(edge.mask.as_str(), height)))
            .sum();
        // A head that stands on left or right pages only still repeats on two
        // fifths of them.
        let enough = (n_pages * 2).div_ceil(5).max(2);
        (n_same_text >= enough && !edge.mask.is_empty()).then_some(Furniture::RunningHead)
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
        self.number
            .map(|number| i64::from(number) - i64::from(self.page))
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
    (is_bare && (1..=4).contains(&digits.len()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// Page numbers in a text file: numbers alone on a line, each one more than the
/// last, far enough apart to be pages.
fn page_numbers_in_text(extract: &Extract, found: &mut [Option<Furniture>]) {
    let source = &extract.source;
    let mut runs: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (piece, content) in extract.pieces.iter().enumerate() {
        let Piece::Line(line) = content else { continue };
        if line.span.len() > 30 {
            continue;
        }
        let Some(number) = page_number(&fold(source.slice(line.span))) else {
            continue;
        };
        let mut run = number
            .checked_sub(1)
            .and_then(|before| runs.remove(&before))
            .filter(|run| {
                run.last()
                    .is_some_and(|&last| piece - last >= SHORTEST_TEXT_PAGE)
            })
            .unwrap_or_default();
        run.push(piece);
        if run.len() >= 3 {
            for &member in &run {
                found[member] = Some(Furniture::PageNumber);
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

//! 柱・ノンブル: which lines are page furniture, decided by position and
//! repetition, never by content alone. What is set aside is counted in the
//! ledger with its reason.
//!
//! One pass over the lines at the edges of each page, then one look-up per
//! edge line: O(lines), with a sort of the lines of each page.

use rustc_hash::FxHashMap;

use super::edges::edges;
use super::fold::fold;
use super::text_furniture::text_furniture;
use crate::model::{Extract, Furniture, Piece, Span};

/// Lines looked at from the top and from the bottom of each page.
pub const EDGE_LINES: usize = 3;
/// Two lines stand at the same height when they differ by less, in points.
pub const SAME_HEIGHT: f32 = 6.0;
/// An edge line of a page.
pub struct Edge {
    /// Index of the piece.
    pub piece: usize,
    /// Page counted from 1.
    pub page: u32,
    /// Upper edge in points.
    pub top: f32,
    /// Which end of the page: how far the page is turned back to see it (see
    /// `edges`), and whether it is the top.
    pub end: (u8, bool),
    /// The text that other pages may repeat.
    pub repeatable: String,
    /// The page number that it may be.
    pub number: Option<u32>,
    /// Whether it stands in a margin.
    pub in_margin: bool,
    /// Whether it is the outermost line, in a margin that may be wide.
    pub in_wide_margin: bool,
    /// Whether more than a line's space parts it from the text of the page.
    pub is_apart: bool,
    /// Lines between it and the edge of the page.
    pub rank: usize,
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
    if !extract.pages.is_empty() {
        judge_edges(&edges(extract), extract.pages.len(), &mut found);
        return found;
    }
    // Word keeps heads and page numbers apart from the text; what is left is
    // content wherever it stands.
    let is_paragraph = |piece: &Piece| piece.lines().any(|line| line.is_paragraph);
    if extract.pieces.iter().any(is_paragraph) {
        return found;
    }
    let spans: Option<Vec<Span>> = extract.pieces.iter().map(span_of).collect();
    spans.map_or(found, |spans| text_furniture(&extract.source, &spans))
}

fn span_of(piece: &Piece) -> Option<Span> {
    match piece {
        Piece::Line(line) => Some(line.span),
        Piece::Lines(_) | Piece::Table(_) => None,
    }
}

pub(super) fn judge_edges(edges: &[Edge], n_pages: usize, found: &mut [Verdict]) {
    let census = Census::of(edges);
    // From the edge of the page inwards: a line is furniture only if the lines
    // between it and the edge are.
    let mut inwards: Vec<&Edge> = edges.iter().collect();
    inwards.sort_by_key(|edge| (edge.page, edge.end, edge.rank));
    let mut blocked = None;
    for edge in inwards {
        let end = (edge.page, edge.end);
        if blocked == Some(end) {
            continue;
        }
        match census.judge(edge, n_pages) {
            Some(why) => found[edge.piece] = Verdict::Furniture(why),
            None => blocked = Some(end),
        }
    }
}

/// Sentences, units and notes are content wherever they stand and however often
/// they repeat.
fn may_be_head(folded: &str) -> bool {
    folded.contains(char::is_alphanumeric)
        && !folded.ends_with('。')
        && !["(単位", "単位:", "※", "注", "(注"].iter().any(|word| folded.starts_with(word))
}

/// What of a line can repeat: its folded text, without a page number that
/// stands apart at either end (`指針　12`). Other digits count: 様式第１号 and
/// 様式第２号 on following pages are content.
pub fn repeatable(line: &str) -> String {
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

/// How often each text, and each page number in step with its page, stands at
/// each height.
struct Census<'a> {
    texts: FxHashMap<(&'a str, i32), usize>,
    steps: FxHashMap<(i64, i32), usize>,
}

impl<'a> Census<'a> {
    fn of(edges: &'a [Edge]) -> Self {
        let mut census = Self { texts: FxHashMap::default(), steps: FxHashMap::default() };
        for edge in edges.iter().filter(|edge| edge.in_margin || edge.in_wide_margin) {
            *census.texts.entry((&edge.repeatable, edge.height())).or_default() += 1;
            if let Some(step) = edge.step() {
                *census.steps.entry((step, edge.height())).or_default() += 1;
            }
        }
        census
    }

    fn judge(&self, edge: &Edge, n_pages: usize) -> Option<Furniture> {
        if !edge.in_margin && !edge.in_wide_margin {
            return None;
        }
        let near = edge.height() - 1..=edge.height() + 1;
        if let Some(step) = edge.step() {
            let n_in_sequence: usize =
                near.clone().filter_map(|height| self.steps.get(&(step, height))).sum();
            let enough = if edge.in_margin { 2 } else { 3 };
            if n_in_sequence >= enough || (n_pages == 1 && step == 0) {
                return Some(Furniture::PageNumber);
            }
        }
        if !edge.in_margin {
            return None;
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
pub fn page_number(folded: &str) -> Option<u32> {
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

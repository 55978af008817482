//! The lines at the edges of pages, where furniture stands.

use super::fold::fold;
use super::furniture::{EDGE_LINES, Edge, page_number, repeatable};
use crate::model::{Area, Extract, Line, PageReading, Piece, Turn};

/// Share of the page height, at either end, in which furniture can stand.
const MARGIN: f32 = 0.13;
/// The same for page numbers that count on over three pages or more: vertical
/// text and narrow type areas leave wide margins.
const WIDE_MARGIN: f32 = 0.2;
/// A line stands apart from the text when the space between them is more than
/// this many times the usual space between lines of the page.
const APART: f32 = 1.6;

/// The outermost lines of the pages of a document with pages.
pub fn edges(extract: &Extract) -> Vec<Edge> {
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
    for (page_index, lines) in by_page.into_iter().enumerate() {
        let page = &extract.pages[page_index];
        for frame in frames(page.turn) {
            let mut lines = lines.clone();
            for (_, area, _) in &mut lines {
                *area = turned_back(*area, page, frame);
            }
            lines.sort_by(|a, b| a.1.top.total_cmp(&b.1.top).then(a.0.cmp(&b.0)));
            let is_upright = page.turn.quarters % 2 == frame % 2;
            let height = if is_upright { page.size.1 } else { page.size.0 };
            let seen = Seen {
                page_index,
                frame,
                height,
                is_upright: frame == u8::from(page.turn.vertical),
            };
            edges_of(&lines, &seen, extract, &mut edges);
        }
    }
    edges
}

/// By how many quarters a page is turned back to look for furniture: so that
/// horizontal lines lie upright, and, for a sideways page, as it is displayed
/// among others.
fn frames(turn: Turn) -> impl Iterator<Item = u8> {
    let upright = u8::from(turn.vertical);
    [upright, turn.quarters].into_iter().take(if turn.quarters == upright { 1 } else { 2 })
}

fn turned_back(area: Area, page: &PageReading, quarters: u8) -> Area {
    let mut area = area;
    for quarter in 0..quarters {
        // The page before its last turn but `quarter`. A full turn is none, so
        // there may be more to take back than is left of it.
        let is_upright = page.turn.quarters % 2 != quarter % 2;
        area = area.turned_back(if is_upright { page.size.0 } else { page.size.1 });
    }
    area
}

/// How a page is looked at.
struct Seen {
    page_index: usize,
    frame: u8,
    height: f32,
    /// Whether most of its lines lie upright.
    is_upright: bool,
}

/// The outermost lines of one page, sorted from top to bottom.
fn edges_of(lines: &[(usize, Area, &Line)], seen: &Seen, extract: &Extract, edges: &mut Vec<Edge>) {
    let &Seen { page_index, frame, height, is_upright } = seen;
    let n_lines = lines.len();
    let usual_gap = usual_gap(lines);
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
        let within = |share: f32| area.bottom < height * share || area.top > height * (1.0 - share);
        let text = extract.source.slice(line.span);
        let folded = fold(text);
        // Where the text of the page lies on its side, only a line across it
        // can be a head of the page as displayed.
        let may_repeat = is_upright || area.width() > 1.5 * area.height();
        edges.push(Edge {
            piece: *piece,
            page: page_index as u32 + 1,
            top: area.top,
            end: (frame, at_top),
            number: page_number(&folded),
            repeatable: if may_repeat { repeatable(text) } else { String::new() },
            in_margin: within(MARGIN),
            in_wide_margin: rank == 0 && within(WIDE_MARGIN),
            is_apart: gap > usual_gap * APART,
            rank,
        });
    }
}

/// Median space between the lines of a page, sorted from top to bottom.
fn usual_gap(lines: &[(usize, Area, &Line)]) -> f32 {
    let mut gaps: Vec<f32> =
        lines.windows(2).map(|pair| (pair[1].1.top - pair[0].1.bottom).max(1.0)).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, LineLayout, Source, Span};

    /// Three quarters and the one of vertical text are a full turn.
    #[test]
    fn vertical_text_on_its_side_is_turned_back() {
        let area = Area { left: 50.0, top: 20.0, right: 90.0, bottom: 30.0 };
        let span = Span::new(0, 3);
        let layout = Some(LineLayout { page: 1, column: 0, area, size: 10.0 });
        let turn = Turn { quarters: 0, vertical: true };
        let extract = Extract {
            source: Source::new("a".into(), Format::Pdf, "柱\n".into(), Vec::new(), Some(1)),
            pieces: vec![Piece::Line(Line { span, layout, is_paragraph: false })],
            n_notes: 0,
            set_aside: Vec::new(),
            pages: vec![PageReading { size: (600.0, 800.0), turn, confirmed: None }],
        };
        let places: Vec<_> =
            edges(&extract).iter().map(|edge| (edge.end.0, edge.top, edge.in_margin)).collect();
        assert_eq!(places, [(1, 50.0, false), (0, 20.0, true)]);
    }
}

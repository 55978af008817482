//! 柱・ノンブル of text files: form feeds end pages; without them page numbers
//! count on at a distance.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::furniture::{EDGE_LINES, Edge, SAME_HEIGHT, Verdict, page_number, repeatable};
use crate::model::{Extract, Furniture, Piece};

/// Distance in lines below which numbers alone on a line are a list rather
/// than page numbers (text files only).
const SHORTEST_TEXT_PAGE: usize = 10;

/// Largest number taken for a page number in a text file without form feeds.
const LARGEST_TEXT_PAGE: u32 = 999;

/// Pieces of each page of a text file: form feeds end pages.
pub fn text_pages(extract: &Extract) -> Vec<Range<usize>> {
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
pub fn text_edges(extract: &Extract, pages: &[Range<usize>]) -> Vec<Edge> {
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
                end: (0, at_top),
                number: page_number(&folded),
                repeatable: repeatable(text),
                in_margin: true,
                in_wide_margin: true,
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
pub fn skip_blank_edges(extract: &Extract, pages: &[Range<usize>], found: &mut [Verdict]) {
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

/// Page numbers in a text file: numbers alone on a line, each one more than the
/// last, far enough apart to be pages.
pub fn page_numbers_in_text(extract: &Extract, found: &mut [Verdict]) {
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

//! 柱・ノンブル of text files: form feeds end pages; without them page numbers
//! count on at a distance.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::furniture::{
    EDGE_LINES, Edge, SAME_HEIGHT, Verdict, judge_edges, page_number, repeatable,
};
use crate::model::{Furniture, Source, Span};

/// Distance in lines below which numbers alone on a line are a list rather
/// than page numbers (text files only).
const SHORTEST_TEXT_PAGE: usize = 10;

/// Largest number taken for a page number in a text file without form feeds.
const LARGEST_TEXT_PAGE: u32 = 999;

/// Bytes of a line above which it is no page number.
const LONGEST_PAGE_NUMBER: usize = 30;

/// What each line of a text file is.
pub fn text_furniture(source: &Source, lines: &[Span]) -> Vec<Verdict> {
    let mut found = vec![Verdict::Content; lines.len()];
    let pages = text_pages(source, lines);
    if pages.len() > 1 {
        judge_edges(&text_edges(source, lines, &pages), pages.len(), &mut found);
        skip_blank_edges(source, lines, &pages, &mut found);
    } else {
        page_numbers_in_text(source, lines, &mut found);
    }
    found
}

/// Lines of each page of a text file: form feeds end pages.
fn text_pages(source: &Source, lines: &[Span]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let mut start = 0;
    // Between lines that are one byte apart there is a line feed.
    if lines.windows(2).all(|pair| pair[1].start() - pair[0].end() == 1) {
        pages.push(start..lines.len());
        return pages;
    }
    for feed in memchr::memchr_iter(b'\x0c', source.original().as_bytes()) {
        let line = lines.partition_point(|line| line.start() <= feed);
        let ends_page = line < lines.len() && line > start;
        if ends_page && lines.get(line - 1).is_some_and(|before| before.end() <= feed) {
            pages.push(start..line);
            start = line;
        }
    }
    pages.push(start..lines.len());
    pages
}

/// The outermost lines of each page of a text file. Their rank stands for the
/// height that a text file does not have.
fn text_edges(source: &Source, lines: &[Span], pages: &[Range<usize>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (page_index, page) in pages.iter().enumerate() {
        let filled: Vec<usize> = page.clone().filter(|&at| !is_blank(source, lines[at])).collect();
        for (from_top, &piece) in filled.iter().enumerate() {
            let from_bottom = filled.len() - 1 - from_top;
            let rank = from_top.min(from_bottom);
            if rank >= EDGE_LINES {
                continue;
            }
            let text = source.slice(lines[piece]);
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

fn is_blank(source: &Source, line: Span) -> bool {
    source.slice(line).trim().is_empty()
}

/// Blank lines at either end of a page part nothing: a sentence may go on.
fn skip_blank_edges(
    source: &Source,
    lines: &[Span],
    pages: &[Range<usize>],
    found: &mut [Verdict],
) {
    for (index, page) in pages.iter().enumerate() {
        let is_text = |&line: &usize, found: &[Verdict]| {
            found[line] == Verdict::Content && !is_blank(source, lines[line])
        };
        let has_furniture = page.clone().any(|line| matches!(found[line], Verdict::Furniture(_)));
        if !has_furniture {
            continue;
        }
        let first = page.clone().find(|line| is_text(line, found)).unwrap_or(page.end);
        let last = page.clone().rev().find(|line| is_text(line, found)).unwrap_or(page.start);
        let before = page.start..if index > 0 { first } else { page.start };
        let after = if index + 1 < pages.len() { last } else { page.end }..page.end;
        for line in before.chain(after) {
            if found[line] == Verdict::Content && is_blank(source, lines[line]) {
                found[line] = Verdict::Blank;
            }
        }
    }
}

/// Page numbers in a text file: numbers alone on a line, each one more than the
/// last, far enough apart to be pages.
fn page_numbers_in_text(source: &Source, lines: &[Span], found: &mut [Verdict]) {
    let mut runs: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let bytes = source.original().as_bytes();
    for (at, line) in lines.iter().enumerate() {
        // Most lines are empty, long or begin with a word, as two bytes tell.
        // Nothing of it can be foreseen, so all is made one sum.
        let start = [0, 1].map(|n| bytes.get(line.start() + n).copied().unwrap_or(0));
        let is_kanji = usize::from(matches!(start[0], 0xe5..=0xe9));
        let is_kana = usize::from(start == [0xe3, 0x81]);
        let length = line.len().wrapping_sub(1);
        if length.wrapping_add(is_kanji << 6).wrapping_add(is_kana << 6) >= LONGEST_PAGE_NUMBER {
            continue;
        }
        let text = source.slice(*line);
        if begins_otherwise(text) || !may_hold_digit(text) {
            continue;
        }
        let folded = fold(text);
        // Numbers in brackets are labels, large ones years or amounts.
        let Some(number) = page_number(&folded)
            .filter(|&number| number <= LARGEST_TEXT_PAGE && !folded.starts_with('('))
        else {
            continue;
        };
        let mut run = number
            .checked_sub(1)
            .and_then(|before| runs.remove(&before))
            .filter(|run| run.last().is_some_and(|&last| at - last >= SHORTEST_TEXT_PAGE))
            .unwrap_or_default();
        run.push(at);
        if run.len() >= 3 {
            for &member in &run {
                found[member] = Verdict::Furniture(Furniture::PageNumber);
            }
        }
        runs.insert(number, run);
    }
}

/// Whether anything of a line can fold to a digit: ASCII, full-width forms, and
/// numbers in brackets or with a dot (U+2474 and following).
fn may_hold_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, 0xef | 0xe2))
}

/// Whether a line begins as no page number does: with a kanji or kana, as most,
/// or with a bracket, since numbers in brackets are labels.
fn begins_otherwise(line: &str) -> bool {
    let is_word = |c| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}');
    line.starts_with(|c| is_word(c) || matches!(c, '（' | '('))
}

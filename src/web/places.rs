//! Spans → boxes on pages. A source knows the box of each line; a stretch of a
//! line is the part of its box that its characters take, full-width ones
//! counting two and others one.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::model::{Area, Block, Format, Location, Source, Span};

/// A box in points of the page as displayed: left, top, right, bottom.
type Corners = [f32; 4];

/// What of a unit stands on one page.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct PageBoxes {
    /// Its lines.
    lines: Vec<Corners>,
    /// What changed in it.
    changed: Vec<Corners>,
}

/// The pages, counted from 1, of some blocks with their boxes.
pub(super) fn boxes(
    source: &Source,
    blocks: &[Block],
    changed: &[Range<usize>],
) -> BTreeMap<u32, PageBoxes> {
    let mut pages: BTreeMap<u32, PageBoxes> = BTreeMap::new();
    let parts = blocks.iter().flat_map(|block| block.text.parts());
    for span in parts.map(|part| part.span) {
        for place in source.places(span) {
            let Location::Page { page, area } = place.at else { continue };
            let page = pages.entry(page.get()).or_default();
            let line = place.span.range();
            let own = line.start.max(span.start())..line.end.min(span.end());
            page.lines.push(stretch(source, place.span, area, &own));
            for range in changed {
                let both = own.start.max(range.start)..own.end.min(range.end);
                if !both.is_empty() {
                    page.changed.push(stretch(source, place.span, area, &both));
                }
            }
        }
    }
    pages
}

/// The part of the box of a line that a stretch of it takes.
fn stretch(source: &Source, line: Span, area: Area, part: &Range<usize>) -> Corners {
    let text = |range: Range<usize>| source.original().get(range).unwrap_or_default();
    let width =
        |text: &str| -> f32 { text.chars().map(|c| if c < '\u{1100}' { 1.0 } else { 2.0 }).sum() };
    let all = width(text(line.range()).trim_end()).max(1.0);
    let before = width(text(line.start()..part.start)) / all;
    let until = (width(text(line.start()..part.end)) / all).min(1.0);
    let Area { left, top, right, bottom } = area;
    // Lines that run down the page are higher than wide.
    if all > 2.0 && area.height() > area.width() {
        let at = |share: f32| top + share * area.height();
        return [left, at(before), right, at(until)];
    }
    let at = |share: f32| left + share * area.width();
    [at(before), top, at(until), bottom]
}

/// Where a unit begins, in words, in a document without pages.
pub(super) fn in_words(source: &Source, blocks: &[Block], lang: crate::lang::Lang) -> String {
    let first = blocks.first().and_then(|block| block.text.first_span());
    let Some(at) = first.and_then(|span| source.locate(span)) else { return String::new() };
    let is_word = source.format() == Format::Docx;
    match at {
        Location::Page { page, .. } => format!("p.{page}"),
        Location::Line { line } => match lang {
            crate::lang::Lang::Ja => format!("{line} 行目"),
            crate::lang::Lang::En => format!("line {line}"),
        },
        Location::Paragraph { paragraph } => match lang {
            crate::lang::Lang::Ja if is_word => format!("本文の {paragraph} 段落目"),
            crate::lang::Lang::Ja => format!("{paragraph} 段落目"),
            crate::lang::Lang::En => format!("paragraph {paragraph}"),
        },
        Location::Cell { sheet, row, column } => match lang {
            crate::lang::Lang::Ja => format!("シート {sheet} のセル {}{row}", letters(column)),
            crate::lang::Lang::En => format!("sheet {sheet}, cell {}{row}", letters(column)),
        },
    }
}

/// 1 → A, 27 → AA.
fn letters(mut column: u32) -> String {
    let mut out = Vec::new();
    while column > 0 {
        out.push(b'A' + ((column - 1) % 26) as u8);
        column = (column - 1) / 26;
    }
    out.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::model::{BlockKind, Place, Text};

    #[test]
    fn a_stretch_takes_its_share_of_the_line() {
        let text = "第１　目的abcd\n";
        let area = |left, top, right, bottom| Area { left, top, right, bottom };
        let of = |area| {
            let at = Location::Page { page: NonZeroU32::MIN, area };
            let span = Span::new(0, text.len() - 1);
            let places = vec![Place { span, at }];
            let source = Source::new("a".into(), Format::Pdf, text.into(), places, Some(1));
            let block = Block { kind: BlockKind::Paragraph, text: Text::from_span(span) };
            let pages = boxes(&source, &[block], &[9..15, 17..19]);
            (pages[&1].lines.clone(), pages[&1].changed.clone())
        };
        // Ten and four half widths.
        let (lines, changed) = of(area(10.0, 20.0, 150.0, 30.0));
        assert_eq!(lines, [[10.0, 20.0, 150.0, 30.0]]);
        assert_eq!(changed, [[70.0, 20.0, 110.0, 30.0], [130.0, 20.0, 150.0, 30.0]]);
        let (_, changed) = of(area(10.0, 20.0, 20.0, 160.0));
        assert_eq!(changed, [[10.0, 80.0, 20.0, 120.0], [10.0, 140.0, 20.0, 160.0]]);
    }

    #[test]
    fn columns_have_letters() {
        let names = [1, 26, 27, 52, 703].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "AAA"]);
    }
}

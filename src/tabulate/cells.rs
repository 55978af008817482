//! One unit → one cell: original characters, marks, path, label and page.

use std::ops::Range;

use crate::align::{Unit, UnitId};
use crate::model::{Block, BlockKind, Format, Join, Source, without_signs};
use crate::outline::{Outlined, Section, SectionId};
use crate::report::{Cell, Paragraph, Run, Slot};

/// Longest heading line that is quoted in a path; a longer one is a numbered
/// sentence, of which only the number is quoted.
const LONGEST_TITLE: usize = 60;
/// A text of more bytes has more characters than any title.
const MORE_THAN_TITLE: usize = 8 * LONGEST_TITLE;
/// Characters of running text that stand for a title in lists.
const TITLE_FROM_TEXT: usize = 24;

/// The printed heading of each section, as paths quote it.
pub fn printed_headings(outlined: &Outlined) -> Vec<String> {
    outlined.outline.sections().iter().map(|section| printed_heading(outlined, section)).collect()
}

fn printed_heading(outlined: &Outlined, section: &Section) -> String {
    let source = &outlined.document.source;
    let Some(heading) = outlined.outline.heading(section) else {
        return String::new();
    };
    let block = &outlined.document.blocks[heading.block.index()];
    let line = block.text.beginning(source, MORE_THAN_TITLE);
    let line = quoted(line.trim(), source, block);
    let is_title = line.chars().count() <= LONGEST_TITLE && !line.ends_with('。');
    if is_title || heading.label.is_empty() {
        return with_caption(outlined, section, line);
    }
    with_caption(outlined, section, source.slice(heading.label))
}

/// The signs of Markdown are no part of a heading.
fn quoted<'a>(line: &'a str, source: &Source, block: &Block) -> &'a str {
    let is_marked = || block.text.first_span().is_some_and(|it| source.marked_level(it).is_some());
    let is_signed = line.starts_with('#') && source.format() == Format::Text && is_marked();
    if is_signed { without_signs(line) } else { line }
}

/// 第３条（定義）: the caption that stands above an article is quoted after it.
fn with_caption(outlined: &Outlined, section: &Section, heading: &str) -> String {
    let first = section.blocks.start;
    match outlined.outline.heading(section) {
        Some(own) if own.block.0 > first => {
            let caption = &outlined.document.blocks[first as usize];
            format!("{heading}{}", caption.text.printed(&outlined.document.source).trim())
        }
        _ => heading.to_owned(),
    }
}

/// Builds the cell of a unit with the marks of its side of a diff.
pub fn cell(
    outlined: &Outlined,
    units: &[Unit],
    id: UnitId,
    headings: &[String],
    marks: (&[Range<usize>], &[Range<usize>]),
) -> Cell {
    let unit = &units[id.index()];
    let source = &outlined.document.source;
    let section = outlined.outline.section(unit.section);
    let blocks = unit.blocks(&outlined.document);
    let mut path: Vec<String> = outlined
        .outline
        .ancestors(unit.section)
        .into_iter()
        .map(|SectionId(id)| headings[id as usize].clone())
        .collect();
    if unit.continues {
        path.push(headings[unit.section.index()].clone());
    }
    let heading = outlined.outline.heading(section).filter(|_| !unit.continues);
    let label = heading.map_or(String::new(), |heading| source.slice(heading.label).to_owned());
    let title = match heading {
        Some(heading) => {
            let own = blocks.get((heading.block.0 - unit.blocks.start) as usize);
            own.map_or(String::new(), |block| title_after(source, heading.title(), block))
        }
        None => blocks.first().map_or(String::new(), |block| {
            shortened(&block.text.beginning(source, MORE_THAN_TITLE))
        }),
    };
    let page =
        blocks.first().and_then(|block| block.text.first_span()).and_then(|span| source.page(span));
    let mut marks = Marks { ranges: marks.0, consequential: marks.1, next: 0 };
    let paragraphs = blocks.iter().map(|block| paragraph(block, source, &mut marks)).collect();
    Cell { index: id.0, path, label, title, page, paragraphs }
}

/// The heading line without its number.
fn title_after(source: &Source, from: usize, block: &Block) -> String {
    let mut title = String::new();
    for part in block.text.parts() {
        let start = part.span.start().max(from);
        let rest = source.original().get(start..part.span.end());
        let rest = rest.unwrap_or_default();
        title.push_str(rest.get(..rest.floor_char_boundary(MORE_THAN_TITLE)).unwrap_or_default());
        if title.len() >= MORE_THAN_TITLE {
            break;
        }
    }
    if title.trim().chars().count() <= LONGEST_TITLE && !title.trim().ends_with('。') {
        title.trim().to_owned()
    } else {
        shortened(&title)
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(TITLE_FROM_TEXT).and_then(|(end, _)| text.get(..end)) {
        Some(short) => format!("{short}…"),
        None => text.to_owned(),
    }
}

/// How a stretch of text is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Mark {
    changed: bool,
    consequential: bool,
}

/// Walks over changed ranges alongside the text.
struct Marks<'a> {
    ranges: &'a [Range<usize>],
    /// Those of them that are.
    consequential: &'a [Range<usize>],
    next: usize,
}

impl Marks<'_> {
    /// How byte `at` is marked, and up to which byte that answer holds. `at`
    /// never goes back.
    fn at(&mut self, at: usize) -> (Mark, usize) {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        match self.ranges.get(self.next) {
            Some(range) if range.start <= at => {
                let place = self.consequential.binary_search_by_key(&range.start, |it| it.start);
                (Mark { changed: true, consequential: place.is_ok() }, range.end)
            }
            Some(range) => (Mark::default(), range.start),
            None => (Mark::default(), usize::MAX),
        }
    }
}

fn paragraph(block: &Block, source: &Source, marks: &mut Marks<'_>) -> Paragraph {
    let slot = match block.kind {
        BlockKind::Paragraph | BlockKind::Note => None,
        BlockKind::Cell { table, row, column, column_span, .. } => {
            Some(Slot { table: table.0, row, column, column_span })
        }
    };
    let mut runs: Vec<Run> = Vec::new();
    for (index, part) in block.text.parts().iter().enumerate() {
        if index > 0 && part.join == Join::Space {
            // A space between two marks belongs to them, else to neither.
            let before = runs.last().map(mark_of);
            let after = marks.at(part.span.start()).0;
            push(&mut runs, " ", before.filter(|before| *before == after).unwrap_or_default());
        }
        let mut at = part.span.start();
        while at < part.span.end() {
            let (mark, until) = marks.at(at);
            let end = until.min(part.span.end());
            push(&mut runs, source.original().get(at..end).unwrap_or_default(), mark);
            at = end;
        }
    }
    Paragraph { slot, runs }
}

fn push(runs: &mut Vec<Run>, text: &str, mark: Mark) {
    match runs.last_mut() {
        Some(last) if mark_of(last) == mark => last.text.push_str(text),
        _ => runs.push(Run { consequential: mark.consequential, ..Run::new(text, mark.changed) }),
    }
}

fn mark_of(run: &Run) -> Mark {
    Mark { changed: run.changed, consequential: run.consequential }
}

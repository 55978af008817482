//! One unit → one cell: original characters, marks, path, label and page.

use std::ops::Range;

use crate::align::{Unit, UnitId};
use crate::model::{Block, BlockKind, Join, Source};
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
    let Some(heading) = &section.heading else {
        return String::new();
    };
    let block = &outlined.document.blocks[heading.block.index()];
    let line = block.text.beginning(source, MORE_THAN_TITLE);
    let line = line.trim();
    let is_title = line.chars().count() <= LONGEST_TITLE && !line.ends_with('。');
    if is_title || heading.label.is_empty() {
        return with_caption(outlined, section, line);
    }
    with_caption(outlined, section, source.slice(heading.label))
}

/// 第３条（定義）: the caption that stands above an article is quoted after it.
fn with_caption(outlined: &Outlined, section: &Section, heading: &str) -> String {
    let first = section.blocks.start;
    match &section.heading {
        Some(own) if own.block.0 > first => {
            let caption = &outlined.document.blocks[first as usize];
            format!("{heading}{}", caption.text.printed(&outlined.document.source).trim())
        }
        _ => heading.to_owned(),
    }
}

/// Builds the cell of a unit. `changed` are ascending byte ranges of the source.
pub fn cell(
    outlined: &Outlined,
    units: &[Unit],
    id: UnitId,
    headings: &[String],
    changed: &[Range<usize>],
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
    let heading = section.heading.as_ref().filter(|_| !unit.continues);
    let label = heading.map_or(String::new(), |heading| source.slice(heading.label).to_owned());
    let title = match heading {
        Some(heading) => title_after(outlined, heading.title, heading.block.index()),
        None => blocks.first().map_or(String::new(), |block| {
            shortened(&block.text.beginning(source, MORE_THAN_TITLE))
        }),
    };
    let page =
        blocks.first().and_then(|block| block.text.first_span()).and_then(|span| source.page(span));
    let mut marks = Marks { ranges: changed, next: 0 };
    let paragraphs = blocks.iter().map(|block| paragraph(block, source, &mut marks)).collect();
    Cell { index: id.0, path, label, title, page, paragraphs }
}

/// The heading line without its number.
fn title_after(outlined: &Outlined, from: usize, block: usize) -> String {
    let mut title = String::new();
    for part in outlined.document.blocks[block].text.parts() {
        let start = part.span.start().max(from);
        let rest = outlined.document.source.original().get(start..part.span.end());
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

/// Walks over changed ranges alongside the text.
struct Marks<'a> {
    ranges: &'a [Range<usize>],
    next: usize,
}

impl Marks<'_> {
    /// Whether byte `at` is changed, and up to which byte that answer holds.
    /// `at` never goes back.
    fn at(&mut self, at: usize) -> (bool, usize) {
        while self.ranges.get(self.next).is_some_and(|range| range.end <= at) {
            self.next += 1;
        }
        match self.ranges.get(self.next) {
            Some(range) if range.start <= at => (true, range.end),
            Some(range) => (false, range.start),
            None => (false, usize::MAX),
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
            let follows = runs.last().is_some_and(|run| run.changed);
            push(&mut runs, " ", follows && marks.at(part.span.start()).0);
        }
        let mut at = part.span.start();
        while at < part.span.end() {
            let (changed, until) = marks.at(at);
            let end = until.min(part.span.end());
            push(&mut runs, source.original().get(at..end).unwrap_or_default(), changed);
            at = end;
        }
    }
    Paragraph { slot, runs }
}

fn push(runs: &mut Vec<Run>, text: &str, changed: bool) {
    match runs.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => runs.push(Run::new(text, changed)),
    }
}

//! Lines of a table of contents, which look like the headings they list.

use super::candidates::Candidate;
use crate::model::{
    Block, BlockKind, Document, Furniture, SetAside, Source, Span, Text, without_signs,
};
use crate::normalize::fold::fold;
use crate::number::trim_end;

/// Most tables of contents looked for in one document.
pub const MOST_TABLES: usize = 16;

/// Most lines of one.
const LONGEST_TABLE: usize = 2000;

/// Most bytes looked at for the word 目次.
const LONGEST_WORD: usize = 24;

/// A line of a table of contents: leaders, then a page number.
pub fn is_contents_line(line: &str) -> bool {
    let line = trim_end(line);
    // Asked of every heading; hardly one ends in a digit.
    let ends_in_digit = match *line.as_bytes() {
        [.., last] if last.is_ascii_digit() => true,
        [.., 0xef, 0xbc, last] => (0x90..=0x99).contains(&last),
        _ => false,
    };
    if !ends_in_digit {
        return false;
    }
    let without_page = without_page(line).trim_end();
    let is_leader = |c: char| matches!(c, '…' | '‥' | '・' | '.' | '．' | '･' | '─' | '-' | ' ');
    let (mut n_dots, mut n_leaders) = (0, 0);
    for c in without_page.chars().rev().take_while(|&c| is_leader(c)).filter(|&c| c != ' ') {
        n_dots += 1;
        n_leaders += if matches!(c, '…' | '‥') { 3 } else { 1 };
    }
    n_dots > 0 && n_leaders >= 3
}

/// A line without the digits it ends in.
fn without_page(line: &str) -> &str {
    line.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Blocks at the beginning of a document among which a table of contents is looked
/// for.
const MOST_BEFORE: usize = 400;

/// Fewest lines of one whose page numbers are set aside.
const FEWEST_LINES: usize = 2;

/// Lines of one that follow each other without a page: the name of a part, the rest
/// of a wrapped line.
const MOST_WITHOUT_PAGE: usize = 2;

/// Bytes of a paragraph that are looked at to know a line of a table of contents
/// again.
const LONGEST_ENTRY: usize = 240;

/// Sets the page numbers in a table of contents aside: they change with every page
/// that is longer, and nobody amended them. A line is one of its own if its text
/// comes again in the document and the pages ascend; a price list behind 目次 is
/// none.
pub fn set_pages_aside(document: &mut Document) {
    let pages = pages(document);
    if pages.len() < FEWEST_LINES {
        return;
    }
    let Document { blocks, set_aside, .. } = document;
    for (at, page) in pages {
        let text = &mut blocks[at].text;
        let mut parts = text.parts().to_vec();
        if let Some(last) = parts.last_mut() {
            last.span = Span::new(last.span.start(), page.start());
        }
        *text = Text::from_parts(&parts);
        set_aside.push(SetAside { span: page, why: Furniture::PageNumber });
    }
    set_aside.sort_by_key(|aside| aside.span);
}

/// The lines of the table of contents and the page numbers they end in.
fn pages(document: &Document) -> Vec<(usize, Span)> {
    let Document { source, blocks, .. } = document;
    let searched = blocks.get(..blocks.len().min(MOST_BEFORE)).unwrap_or_default();
    let Some(title) = searched.iter().position(|block| is_title(block, source)) else {
        return Vec::new();
    };
    let mut lines: Vec<(usize, Span)> = Vec::new();
    for at in (title + 1..blocks.len()).take(LONGEST_TABLE) {
        lines.extend(page(&blocks[at], source).map(|page| (at, page)));
        let last = lines.last().map_or(title, |(at, _)| *at);
        if at - last > MOST_WITHOUT_PAGE {
            break;
        }
    }
    if lines.len() < FEWEST_LINES {
        return Vec::new();
    }
    let is_line = |at: &usize| lines.binary_search_by_key(at, |(line, _)| *line).is_ok();
    let others = (title + 1..blocks.len()).filter(|at| !is_line(at));
    let mut texts: Vec<String> =
        others.map(|at| letters(&blocks[at].text.beginning(source, LONGEST_ENTRY))).collect();
    texts.sort_unstable();
    let comes_again = |at: usize, page: Span| {
        let line = blocks[at].text.beginning(source, LONGEST_ENTRY);
        let entry = letters(line.strip_suffix(source.slice(page)).unwrap_or(&line));
        let place = texts.partition_point(|text| *text < entry);
        !entry.is_empty() && texts.get(place).is_some_and(|text| text.starts_with(&entry))
    };
    let mut taken: Vec<(usize, Span)> = Vec::new();
    let mut between = Vec::new();
    let mut last = 0;
    for &(at, page) in &lines {
        let Some(number) = decimal(source.slice(page)).filter(|number| *number >= last) else {
            continue;
        };
        if comes_again(at, page) {
            // Entries before one that comes again are such as well.
            let before = between.drain(..).filter(|(_, other)| *other <= number);
            taken.extend(before.map(|(line, _)| line));
            taken.push((at, page));
            last = number;
        } else {
            between.push(((at, page), number));
        }
    }
    taken
}

/// What a text is known again by: its letters and digits, folded.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn decimal(digits: &str) -> Option<u32> {
    fold(digits).parse().ok()
}

/// The page number that a line of a table of contents ends in, behind leaders or a
/// tab.
fn page(block: &Block, source: &Source) -> Option<Span> {
    let last = block.text.parts().last()?.span;
    let line = trim_end(source.slice(last));
    let before = without_page(line);
    let is_line = is_contents_line(line) || before.len() < line.len() && before.ends_with('\t');
    let (start, end) = (last.start() + before.len(), last.start() + line.len());
    (block.kind == BlockKind::Paragraph && is_line && !before.trim().is_empty())
        .then(|| Span::new(start, end))
}

/// Whether a paragraph is the word 目次 alone.
pub fn is_title(block: &Block, source: &Source) -> bool {
    let [part] = block.text.parts() else { return false };
    if part.span.len() > LONGEST_WORD {
        return false;
    }
    let line = source.slice(part.span);
    let line = if line.starts_with('#') { without_signs(line) } else { line };
    // Asked of every short paragraph: 目, も, ＜, 【, （ or a space comes first.
    let may_be = matches!(
        line.as_bytes(),
        [b' ', ..]
            | [0xe7, 0x9b, 0xae, ..]
            | [0xe3, 0x82, 0x82, ..]
            | [0xe3, 0x80, 0x80 | 0x90, ..]
            | [0xef, 0xbc, 0x88 | 0x9c, ..]
    );
    if !may_be {
        return false;
    }
    let mut word = line.chars().filter(|c| !c.is_whitespace() && !"＜＞【】（）".contains(*c));
    let word: [Option<char>; 4] = std::array::from_fn(|_| word.next());
    matches!(
        word,
        [Some('目'), Some('次'), None, None] | [Some('も'), Some('く'), Some('じ'), None]
    )
}

/// How many of the candidates right after 目次 are its lines: those up to where
/// the first of them comes again with its title.
pub fn n_lines(after: &[Candidate], document: &Document) -> usize {
    let Some(first) = after.first() else { return 0 };
    let entry = title(first, document);
    let end =
        entry.find(|c: char| c.is_whitespace() || "（(…‥・.．".contains(c)).unwrap_or(entry.len());
    let entry = entry.get(..end).unwrap_or_default();
    let again = after.iter().take(LONGEST_TABLE).skip(1).position(|later| {
        later.heading.number == first.heading.number && title(later, document).starts_with(entry)
    });
    again.map_or(0, |at| at + 1)
}

/// What stands after the number on the first line.
fn title<'a>(candidate: &Candidate, document: &'a Document) -> &'a str {
    let block = document.blocks.get(candidate.heading.block.index());
    let end = block.and_then(|block| block.text.first_span()).map_or(0, crate::model::Span::end);
    document.source.original().get(candidate.heading.title()..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_lines_are_told_from_headings() {
        for line in ["第１ 目的 ………… 3", "１ 総論・・・・・・12", "第２章 届出 ....... 4"]
        {
            assert!(is_contents_line(line), "{line}");
        }
        for line in ["第１ 目的", "１ 令和６年度の目標は３", "２ 範囲は１・２", "第３ 定義…"]
        {
            assert!(!is_contents_line(line), "{line}");
        }
    }
}

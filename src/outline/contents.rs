//! Lines of a table of contents, which look like the headings they list.

use super::candidates::Candidate;
use crate::model::{Block, Document, Source, without_signs};
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
    let without_page = line
        .trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .trim_end();
    let is_leader = |c: char| matches!(c, '…' | '‥' | '・' | '.' | '．' | '･' | '─' | '-' | ' ');
    let (mut n_dots, mut n_leaders) = (0, 0);
    for c in without_page.chars().rev().take_while(|&c| is_leader(c)).filter(|&c| c != ' ') {
        n_dots += 1;
        n_leaders += if matches!(c, '…' | '‥') { 3 } else { 1 };
    }
    n_dots > 0 && n_leaders >= 3
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

//! Which blocks may be headings, judged by themselves.

use crate::model::{Block, BlockKind, Document, Source, Span};
use crate::number::{Follow, HeadingNumber, LabelStyle, Numeral, parse};

/// Longest label cell of a form, in characters.
const LONGEST_LABEL_CELL: usize = 60;

/// A block that may be a heading.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its number.
    pub number: HeadingNumber,
    /// The number as printed.
    pub label: Span,
    /// First byte of the source after the number and its dot and spaces.
    pub title: usize,
    /// Whether the block alone is no proof: it must also fit the sequence.
    pub needs_sequence: bool,
}

/// Reads the number of a block, if it may be a heading.
pub fn candidate(block: &Block, source: &Source) -> Option<Candidate> {
    let first = block.text.first_span()?;
    let line = source.slice(first);
    if line.starts_with(['【', '＜', '《']) && block.text.parts().len() > 1 {
        return wrapped_bracketed(block, source, first);
    }
    let parsed = parse(line)?;
    let style = parsed.number.last().style;
    let is_possible = match parsed.follow {
        Follow::Running => false,
        Follow::End => {
            matches!(style, LabelStyle::Annex(_) | LabelStyle::Supplement | LabelStyle::Ordinal(_))
        }
        _ => true,
    };
    if !is_possible || is_contents_line(line) || !fits_cell(block, source) {
        return None;
    }
    let needs_sequence = matches!(style, LabelStyle::Plain(Numeral::Latin))
        || (parsed.follow == Follow::Text && matches!(style, LabelStyle::HalfParen(_)))
        || (parsed.follow == Follow::Text && style == LabelStyle::Plain(Numeral::Roman));
    let start = first.start();
    let label = if matches!(style, LabelStyle::Bracketed(_)) {
        Span::new(start, start)
    } else {
        Span::new(start + parsed.label.start, start + parsed.label.end)
    };
    Some(Candidate { number: parsed.number, label, title: start + parsed.title, needs_sequence })
}

/// A heading in brackets that was wrapped: its end stands on a later line.
fn wrapped_bracketed(block: &Block, source: &Source, first: Span) -> Option<Candidate> {
    let number = parse(&block.text.printed(source))?.number;
    let at = first.start();
    let fits = matches!(number.last().style, LabelStyle::Bracketed(_)) && fits_cell(block, source);
    let label = Span::new(at, at);
    fits.then_some(Candidate { number, label, title: at, needs_sequence: false })
}

/// In a table only a short cell at the place of a label can be a heading;
/// numbered lists inside a value are content.
fn fits_cell(block: &Block, source: &Source) -> bool {
    match block.kind {
        BlockKind::Paragraph => true,
        BlockKind::Note => false,
        BlockKind::Cell { leads, .. } => {
            leads && block.text.printed(source).chars().count() <= LONGEST_LABEL_CELL
        }
    }
}

/// A line of a table of contents: leaders, then a page number.
fn is_contents_line(line: &str) -> bool {
    let line = line.trim_end();
    let without_page = line
        .trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .trim_end();
    let is_leader = |c: char| matches!(c, '…' | '‥' | '・' | '.' | '．' | '･' | '─' | '-' | ' ');
    let leader: Vec<char> = without_page.chars().rev().take_while(|&c| is_leader(c)).collect();
    let n_dots = leader.iter().filter(|&&c| c != ' ').count();
    let n_leaders = leader
        .iter()
        .map(|&c| if matches!(c, '…' | '‥') { 3 } else { usize::from(c != ' ') })
        .sum::<usize>();
    without_page.len() < line.len() && n_dots > 0 && n_leaders >= 3
}

/// For each table, whether it is a form: one of its rows begins with a heading,
/// or, in a document with such a table, all its rows are a label and a value
/// (a part of the form whose heading stands above the table).
pub fn forms(document: &Document) -> Vec<bool> {
    #[derive(Clone, Copy)]
    struct Shape {
        has_heading: bool,
        is_pairs: bool,
    }
    let mut shapes: Vec<Shape> = Vec::new();
    for block in &document.blocks {
        let BlockKind::Cell { table, column, leads, .. } = block.kind else {
            continue;
        };
        let index = table.0 as usize;
        if shapes.len() <= index {
            shapes.resize(index + 1, Shape { has_heading: false, is_pairs: true });
        }
        let shape = &mut shapes[index];
        shape.has_heading = shape.has_heading || candidate(block, &document.source).is_some();
        let is_label = || {
            let text = block.text.printed(&document.source);
            text.chars().count() <= LONGEST_LABEL_CELL && !text.ends_with('。')
        };
        shape.is_pairs =
            shape.is_pairs && column <= 1 && leads == (column == 0) && (!leads || is_label());
    }
    let has_form = shapes.iter().any(|shape| shape.has_heading);
    shapes.iter().map(|shape| shape.has_heading || (has_form && shape.is_pairs)).collect()
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

//! Text files: lines of which nothing is known but their characters. There may
//! be a million of them, so each loop is a function of its own, which has all
//! registers for itself.

use super::measure::{Measure, Pile};
use super::text_furniture::text_furniture;
use super::unwrap::unwrap_measured;
use super::width::extent;
use super::{borders, furniture::Verdict, markdown};
use crate::model::{Block, BlockKind, Document, SetAside, Source, Span};

/// Makes a document of the lines of a text file.
pub fn text_file(source: Source, lines: &[Span]) -> Document {
    let furniture = text_furniture(&source, lines);
    let mut set_aside = Vec::new();
    for (&span, verdict) in lines.iter().zip(&furniture) {
        if let Verdict::Furniture(why) = *verdict
            && !span.is_empty()
        {
            set_aside.push(SetAside { span, why });
        }
    }
    let (content, measure) = measured(&source, lines, &furniture);
    let blocks = blocks(&content, &source, &measure);
    let source = markdown::with_headings(source.without_columns(), &blocks);
    Document { source, blocks, set_aside }
}

/// Lines of content with their display columns, and what these tell.
#[inline(never)]
fn measured(source: &Source, lines: &[Span], furniture: &[Verdict]) -> (Vec<(Span, u32)>, Measure) {
    let mut content = Vec::with_capacity(lines.len());
    let mut pile = Pile::default();
    for (&line, verdict) in lines.iter().zip(furniture) {
        if *verdict == Verdict::Content {
            let extent = extent(source, line);
            pile.add(extent);
            content.push((line, extent.width()));
        }
    }
    let measure = borders::measure(&content, source, pile.measure());
    (content, measure)
}

/// The paragraphs that the lines make.
#[inline(never)]
fn blocks(content: &[(Span, u32)], source: &Source, measure: &Measure) -> Vec<Block> {
    let n_lines_each = if measure.can_be_full() { 2 } else { 1 };
    let mut blocks = Vec::with_capacity(content.len() / n_lines_each);
    let lines = content.iter().map(|(line, columns)| (*line, *columns as usize));
    unwrap_measured(lines, source, measure, |text| {
        blocks.push(Block { kind: BlockKind::Paragraph, text });
    });
    blocks
}

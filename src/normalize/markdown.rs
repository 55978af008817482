//! Headings of Markdown, which are lines of a text file that begin with `#`.

use crate::model::{Block, MarkedHeading, Source, Span};

/// Most signs of a heading.
const DEEPEST: usize = 6;

/// Notes the headings of a file that is Markdown by its name.
pub fn with_headings(source: Source, blocks: &[Block]) -> Source {
    let extension = source.name().rsplit('.').next().unwrap_or_default();
    if !["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        return source;
    }
    let firsts = blocks.iter().filter_map(|block| block.text.first_span());
    let headings = firsts.filter_map(|span| heading(source.slice(span), span)).collect();
    source.with_headings(headings)
}

fn heading(line: &str, span: Span) -> Option<MarkedHeading> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let is_heading = (1..=DEEPEST).contains(&level) && rest.starts_with([' ', '　']);
    is_heading.then_some(MarkedHeading { span, level: level as u8 })
}

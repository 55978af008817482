//! Makes the order of the source the order of reading, where joining parts of
//! a page break has changed it.
//!
//! A table row that goes over the page is read cell by cell, and a paragraph
//! that does is read before the notes at the foot of its first page; in the
//! file all of one page comes before all of the next. Later stages speak of
//! stretches of the source, so whole stretches change places here. No
//! character is touched.

use crate::model::{Document, SetAside, Span, Text};

/// The same document with ascending spans: block by block as read, what is set
/// aside near where it stood.
pub fn in_reading_order(document: Document) -> Document {
    let spans = || document.blocks.iter().flat_map(|block| block.text.parts()).map(|p| p.span);
    if spans().is_sorted() {
        return document;
    }
    let mut order: Vec<Span> = Vec::new();
    let mut asides = document.set_aside.iter().map(|aside| aside.span).peekable();
    for span in spans() {
        while let Some(aside) = asides.next_if(|aside| aside.start() < span.start()) {
            order.push(aside);
        }
        order.push(span);
    }
    order.extend(asides);
    let (source, moved) = document.source.rearranged(&order);
    let moved = Moved::of(&order, &moved);
    let mut blocks = document.blocks;
    for block in &mut blocks {
        let mut text = Text::default();
        for part in block.text.parts() {
            text.push(moved.to(part.span), part.join);
        }
        block.text = text;
    }
    let mut set_aside: Vec<SetAside> = document
        .set_aside
        .iter()
        .map(|aside| SetAside { span: moved.to(aside.span), ..*aside })
        .collect();
    set_aside.sort_by_key(|aside| aside.span);
    Document { source, blocks, set_aside }
}

/// Where each stretch went.
struct Moved(Vec<(Span, Span)>);

impl Moved {
    fn of(from: &[Span], to: &[Span]) -> Self {
        let mut pairs: Vec<(Span, Span)> = from.iter().copied().zip(to.iter().copied()).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn to(&self, span: Span) -> Span {
        let found = self.0.binary_search_by_key(&span, |(from, _)| *from);
        found.ok().and_then(|at| self.0.get(at)).map_or(span, |(_, to)| *to)
    }
}

//! One logical run of characters: what to print once line wraps are undone.

use super::source::{Source, Span};

/// One logical run of characters, such as a paragraph. Usually one part;
/// several where the file wrapped a line or broke a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    parts: Vec<Part>,
}

/// A stretch of the source and how it attaches to the part before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The stretch.
    pub span: Span,
    /// How it attaches to the part before it (ignored for the first part).
    pub join: Join,
}

/// How a part attaches to the part before it when printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Wrapped between Japanese characters: nothing is inserted.
    Tight,
    /// Wrapped between Latin words: one space.
    Space,
}

impl Text {
    /// A text of one part.
    pub fn from_span(span: Span) -> Self {
        Self { parts: vec![Part { span, join: Join::Tight }] }
    }

    /// A text of these parts.
    pub fn from_parts(parts: &[Part]) -> Self {
        Self { parts: parts.to_vec() }
    }

    /// Appends a part.
    pub fn push(&mut self, span: Span, join: Join) {
        self.parts.push(Part { span, join });
    }

    /// The parts in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether there is no part at all.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The span of the first part.
    pub fn first_span(&self) -> Option<Span> {
        self.parts.first().map(|part| part.span)
    }

    /// The original characters, wraps undone.
    pub fn printed(&self, source: &Source) -> String {
        self.beginning(source, usize::MAX)
    }

    /// The first characters as printed: all of a text of at most `n_bytes`
    /// bytes, about as many of a longer one. Enough for asking whether the text
    /// is a short title, and what it begins with.
    pub fn beginning(&self, source: &Source, n_bytes: usize) -> String {
        let n_all = self.parts.iter().map(|part| part.span.len() + 1).sum::<usize>();
        let mut out = String::with_capacity(n_all.min(n_bytes));
        for (index, part) in self.parts.iter().enumerate() {
            if out.len() >= n_bytes {
                break;
            }
            if index > 0 && part.join == Join::Space {
                out.push(' ');
            }
            let text = source.slice(part.span);
            let end = text.floor_char_boundary(n_bytes - out.len());
            out.push_str(text.get(..end).unwrap_or_default());
        }
        out
    }
}

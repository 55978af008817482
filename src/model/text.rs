//! One logical run of characters: what to print once line wraps are undone.

use std::fmt;

use super::source::Source;
use super::span::Span;

/// One logical run of characters, such as a paragraph. Usually one part;
/// several where the file wrapped a line or broke a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    parts: Parts,
}

/// The parts of a text. Most have one, which needs no memory of its own.
#[derive(Clone)]
enum Parts {
    One([Part; 1]),
    Any(Vec<Part>),
}

impl Parts {
    fn as_slice(&self) -> &[Part] {
        match self {
            Self::One(part) => part,
            Self::Any(parts) => parts,
        }
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::Any(Vec::new())
    }
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Parts {}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
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
        Self { parts: Parts::One([Part { span, join: Join::Tight }]) }
    }

    /// A text of these parts.
    pub fn from_parts(parts: &[Part]) -> Self {
        let parts = match parts {
            [part] => Parts::One([*part]),
            _ => Parts::Any(parts.to_vec()),
        };
        Self { parts }
    }

    /// Appends a part.
    pub fn push(&mut self, span: Span, join: Join) {
        let part = Part { span, join };
        match &mut self.parts {
            Parts::One([first]) => self.parts = Parts::Any(vec![*first, part]),
            Parts::Any(parts) => parts.push(part),
        }
    }

    /// The parts in order.
    pub fn parts(&self) -> &[Part] {
        self.parts.as_slice()
    }

    /// Whether there is no part at all.
    pub fn is_empty(&self) -> bool {
        self.parts().is_empty()
    }

    /// The span of the first part.
    pub fn first_span(&self) -> Option<Span> {
        self.parts().first().map(|part| part.span)
    }

    /// The original characters, wraps undone.
    pub fn printed(&self, source: &Source) -> String {
        self.beginning(source, usize::MAX)
    }

    /// The first characters as printed: all of a text of at most `n_bytes`
    /// bytes, about as many of a longer one. Enough for asking whether the text
    /// is a short title, and what it begins with.
    pub fn beginning(&self, source: &Source, n_bytes: usize) -> String {
        let n_all = self.parts().iter().map(|part| part.span.len() + 1).sum::<usize>();
        let mut out = String::with_capacity(n_all.min(n_bytes));
        for (index, part) in self.parts().iter().enumerate() {
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

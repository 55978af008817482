//! Text of a block that can be cut without losing where its characters stand.

use std::ops::Range;

use crate::model::{Block, Join, Source, Span};

/// A stretch of printed text with the places of its characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    /// As printed, wraps undone.
    pub(super) text: String,
    /// First byte in `text` of each stretch, and the stretch.
    parts: Vec<(usize, Span)>,
}

impl Run {
    /// The text of a block.
    pub(super) fn of(block: &Block, source: &Source) -> Self {
        let mut run = Self::default();
        for part in block.text.parts() {
            if part.join == Join::Space && !run.text.is_empty() {
                run.text.push(' ');
            }
            run.parts.push((run.text.len(), part.span));
            run.text.push_str(source.slice(part.span));
        }
        run
    }

    /// What two stretches of the source share, white space at its ends left out.
    pub(super) fn between(one: Span, other: Span, source: &Source) -> Self {
        let (start, end) = (one.start().max(other.start()), one.end().min(other.end()));
        if start >= end {
            return Self::default();
        }
        let span = Span::new(start, end);
        let whole = Self { text: source.slice(span).to_owned(), parts: vec![(0, span)] };
        whole.cut(0..whole.text.len())
    }

    /// The part of it that lies in a range of bytes of `text`, which must lie
    /// on character boundaries; white space at its ends is left out.
    pub(super) fn cut(&self, range: Range<usize>) -> Self {
        let all = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (all.len() - all.trim_start().len());
        let end = start + all.trim().len();
        let mut run =
            Self { text: self.text.get(start..end).unwrap_or_default().to_owned(), parts: vec![] };
        for &(at, span) in &self.parts {
            let from = start.max(at);
            let to = end.min(at + span.len());
            if from < to {
                let span = Span::new(span.start() + from - at, span.start() + to - at);
                run.parts.push((from - start, span));
            }
        }
        run
    }

    /// Puts another run behind this one.
    pub(super) fn append(&mut self, between: &str, other: Self) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push_str(between);
        }
        let at = self.text.len();
        self.text.push_str(&other.text);
        self.parts.extend(other.parts.into_iter().map(|(start, span)| (start + at, span)));
    }

    /// Takes the places of another run, whose text this one already has.
    pub(super) fn hold(&mut self, other: &Self) {
        let at = self.text.len();
        self.parts.extend(other.parts.iter().map(|(_, span)| (at, *span)));
    }

    /// Each stretch of it, with the text from there on.
    pub(super) fn tails(&self) -> impl Iterator<Item = (Span, &str)> + '_ {
        self.parts.iter().map(|(at, span)| (*span, self.text.get(*at..).unwrap_or_default()))
    }

    /// Where its characters stand.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.parts.iter().map(|(_, span)| *span)
    }

    /// Whether it holds nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Several paragraphs as one line, for reading a label that is wrapped.
pub(super) fn joined(runs: &[Run]) -> Run {
    let mut all = Run::default();
    for run in runs {
        all.append("", run.clone());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Format, Text};

    #[test]
    fn a_wrapped_text_is_cut_with_its_places() {
        let source =
            Source::new("a".into(), Format::Text, "公表日　令和\n5年".into(), vec![], None);
        let mut text = Text::from_span(Span::new(0, 18));
        text.push(Span::new(19, 23), Join::Tight);
        let run = Run::of(&Block { kind: BlockKind::Paragraph, text }, &source);
        assert_eq!(run.text, "公表日　令和5年");
        let cut = run.cut(9..run.text.len());
        assert_eq!(cut.text, "令和5年");
        let places: Vec<&str> = cut.spans().map(|span| source.slice(span)).collect();
        assert_eq!(places, ["令和", "5年"]);
        let mut twice = run.cut(0..9);
        twice.append("　", cut);
        assert_eq!((twice.text.as_str(), twice.spans().count()), ("公表日　令和5年", 3));
    }
}

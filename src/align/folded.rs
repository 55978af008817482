//! Folded text of a section that has no equal, kept for every step that looks
//! inside it: likeness, closing paragraphs, parts.
//!
//! 16-bit units take two bytes for nearly every Japanese character and are
//! compared without decoding. Folding is O(n).

use std::ops::Range;

use super::keys::fold_blocks;
use crate::model::{Block, Source, Span};
use crate::normalize::fold::FoldSink;
use crate::outline::{Heading, Outlined, SectionId};

/// The folded text of some blocks, the number of the section left out.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    units: Vec<u16>,
    /// First unit of each block.
    begins: Vec<u32>,
}

impl Folded {
    /// The text of a section.
    pub fn of_section(outlined: &Outlined, id: SectionId) -> Self {
        let section = outlined.outline.section(id);
        let document = &outlined.document;
        let blocks = &document.blocks[section.blocks.start as usize..section.blocks.end as usize];
        Self::of(blocks, &document.source, outlined.outline.heading(section))
    }

    /// The text of blocks, without the number of `heading`.
    pub fn of(blocks: &[Block], source: &Source, heading: Option<&Heading>) -> Self {
        let starts = blocks.iter().map(|block| block.text.first_span().map_or(0, Span::start));
        let n_bytes_of =
            |block: &Block| block.text.parts().iter().map(|part| part.span.len()).sum::<usize>();
        let n_bytes: usize = blocks.iter().map(n_bytes_of).sum();
        let mut sink = Sink {
            folded: Self {
                units: Vec::with_capacity(n_bytes / 3),
                begins: Vec::with_capacity(blocks.len()),
            },
            starts: starts.collect(),
        };
        fold_blocks(blocks, source, heading, &mut sink);
        let Sink { mut folded, starts } = sink;
        folded.begins.resize(starts.len(), folded.units.len() as u32);
        folded
    }

    /// The whole text.
    pub fn units(&self) -> &[u16] {
        &self.units
    }

    /// The text of the block of this rank, without a space before it.
    pub fn block(&self, rank: usize) -> &[u16] {
        let begin = |rank: usize| self.begins.get(rank).map(|&at| at as usize);
        let end = begin(rank + 1).unwrap_or(self.units.len());
        let range: Range<usize> = begin(rank).unwrap_or(end)..end;
        let text = &self.units[range];
        text.strip_prefix(&[u16::from(b' ')]).unwrap_or(text)
    }
}

struct Sink {
    folded: Folded,
    /// First byte of each block.
    starts: Vec<usize>,
}

impl Sink {
    /// Notes which blocks begin before what comes from byte `start`.
    fn begin(&mut self, start: usize) {
        let Folded { units, begins } = &mut self.folded;
        while self.starts.get(begins.len()).is_some_and(|&at| at <= start) {
            begins.push(units.len() as u32);
        }
    }

    fn push(&mut self, c: char) {
        self.folded.units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
}

impl FoldSink for Sink {
    #[inline]
    fn folded(&mut self, c: char, start: usize, _: usize) {
        self.begin(start);
        self.push(c);
    }

    fn recomposed(&mut self, c: char, _: usize) {
        // What marks join is kana, one unit each.
        self.folded.units.pop();
        self.push(c);
    }

    fn run(&mut self, run: &str, start: usize) {
        self.begin(start);
        let (characters, _) = run.as_bytes().as_chunks::<3>();
        self.folded.units.extend(characters.iter().map(|&[first, second, third]| {
            u16::from(first) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f)
        }));
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::model::{BlockKind, Format, Text};

    /// The units of a text.
    pub fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn blocks_are_found_in_the_folded_text() {
        let text = "第１　目的ｶﾞ\n\nABC\nDEF𠮷\n";
        let at = |from: &str, to: &str| {
            let (start, end) = (text.find(from), text.find(to));
            Span::new(start.unwrap_or_default(), end.unwrap_or_default() + to.len())
        };
        let spans = [at("第", "\u{ff9e}"), at("ABC", "ABC"), at("DEF", "𠮷")];
        let blocks =
            spans.map(|span| Block { kind: BlockKind::Paragraph, text: Text::from_span(span) });
        let source = Source::new("試験".into(), Format::Text, text.into(), Vec::new(), None);
        let folded = Folded::of(&blocks, &source, None);
        assert_eq!(folded.units(), units("第1目的ガABC DEF𠮷"));
        assert_eq!(folded.block(0), units("第1目的ガ"));
        assert_eq!(folded.block(1), units("ABC"));
        assert_eq!(folded.block(2), units("DEF𠮷"));
        assert!(folded.block(3).is_empty());
    }
}

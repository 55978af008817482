//! Folded texts of sections, kept for every step that looks inside those that
//! have no equal: likeness, closing paragraphs, parts.
//!
//! 16-bit units take two bytes for nearly every Japanese character and are
//! compared without decoding. Folding is O(n).

use super::keys::fold_blocks;
use crate::model::{Block, Source, Span};
use crate::normalize::fold::FoldSink;
use crate::outline::{Heading, Outlined, SectionId};

/// The folded text of some blocks, the number of the section left out.
#[derive(Debug, Clone, Copy)]
pub struct Folded<'a> {
    units: &'a [u16],
    /// First unit of each block.
    begins: &'a [u32],
}

impl<'a> Folded<'a> {
    /// The whole text.
    pub fn units(self) -> &'a [u16] {
        self.units
    }

    /// The text of the block of this rank, without a space before it.
    pub fn block(self, rank: usize) -> &'a [u16] {
        let begin = |rank: usize| self.begins.get(rank).map(|&at| at as usize);
        let end = begin(rank + 1).unwrap_or(self.units.len());
        let text = &self.units[begin(rank).unwrap_or(end)..end];
        text.strip_prefix(&[u16::from(b' ')]).unwrap_or(text)
    }
}

/// Folded texts, one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    units: Vec<u16>,
    begins: Vec<u32>,
    /// Behind the last unit of each text, and behind its last block.
    ends: Vec<(u32, u32)>,
}

impl Texts {
    /// Room for the texts of some sections.
    pub fn for_sections(outlined: &Outlined, ids: &[SectionId]) -> Self {
        let blocks_of = |&id: &SectionId| {
            let blocks = &outlined.outline.section(id).blocks;
            &outlined.document.blocks[blocks.start as usize..blocks.end as usize]
        };
        let n_blocks = ids.iter().map(|id| blocks_of(id).len()).sum();
        let n_bytes =
            |block: &Block| block.text.parts().iter().map(|part| part.span.len()).sum::<usize>();
        let n_bytes: usize = ids.iter().flat_map(blocks_of).map(n_bytes).sum();
        Self {
            units: Vec::with_capacity(n_bytes / 3),
            begins: Vec::with_capacity(n_blocks),
            ends: Vec::with_capacity(ids.len()),
        }
    }

    /// The text of this rank.
    ///
    /// # Panics
    /// When there are not so many.
    pub fn at(&self, rank: usize) -> Folded<'_> {
        let (from, first) = rank.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let (until, last) = self.ends[rank];
        Folded {
            units: &self.units[from as usize..until as usize],
            begins: &self.begins[first as usize..last as usize],
        }
    }

    /// Leaves all out.
    pub fn clear(&mut self) {
        self.units.clear();
        self.begins.clear();
        self.ends.clear();
    }

    /// Adds the text of a section.
    pub fn push_section(&mut self, outlined: &Outlined, id: SectionId) -> Folded<'_> {
        let section = outlined.outline.section(id);
        let document = &outlined.document;
        let blocks = &document.blocks[section.blocks.start as usize..section.blocks.end as usize];
        self.push(blocks, &document.source, outlined.outline.heading(section))
    }

    /// Adds the text of blocks, without the number of `heading`.
    pub fn push(
        &mut self,
        blocks: &[Block],
        source: &Source,
        heading: Option<&Heading>,
    ) -> Folded<'_> {
        let (from, first) = self.ends.last().copied().unwrap_or_default();
        let Self { units, begins, ends } = self;
        let mut sink = Sink { units, begins, from: from as usize, ahead: blocks };
        fold_blocks(blocks, source, heading, &mut sink);
        begins.resize(first as usize + blocks.len(), units.len() as u32 - from);
        ends.push((units.len() as u32, begins.len() as u32));
        Folded { units: &units[from as usize..], begins: &begins[first as usize..] }
    }
}

struct Sink<'a> {
    units: &'a mut Vec<u16>,
    begins: &'a mut Vec<u32>,
    /// The first unit of this text.
    from: usize,
    /// The blocks that have not begun.
    ahead: &'a [Block],
}

impl Sink<'_> {
    /// Notes which blocks begin before what comes from byte `start`.
    #[inline]
    fn begin(&mut self, start: usize) {
        while let [block, ahead @ ..] = self.ahead
            && block.text.first_span().map_or(0, Span::start) <= start
        {
            self.begins.push((self.units.len() - self.from) as u32);
            self.ahead = ahead;
        }
    }

    fn push(&mut self, c: char) {
        self.units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
}

impl FoldSink for Sink<'_> {
    #[inline]
    fn folded(&mut self, c: char, start: usize, _: usize) {
        self.begin(start);
        self.push(c);
    }

    fn recomposed(&mut self, c: char, _: usize) {
        // What marks join is kana, one unit each.
        self.units.pop();
        self.push(c);
    }

    fn run(&mut self, run: &str, start: usize) {
        self.begin(start);
        let (characters, _) = run.as_bytes().as_chunks::<3>();
        self.units.extend(characters.iter().map(|&[first, second, third]| {
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
        let mut texts = Texts::default();
        texts.push(&blocks[..2], &source, None);
        texts.push(&blocks, &source, None);
        assert_eq!(texts.at(0).units(), units("第1目的ガABC"));
        assert_eq!(texts.at(0).block(1), units("ABC"));
        let folded = texts.at(1);
        assert_eq!(folded.units(), units("第1目的ガABC DEF𠮷"));
        assert_eq!(folded.block(0), units("第1目的ガ"));
        assert_eq!(folded.block(1), units("ABC"));
        assert_eq!(folded.block(2), units("DEF𠮷"));
        assert!(folded.block(3).is_empty());
    }
}

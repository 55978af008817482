//! The comparison text of each section, label excluded.

use rapidhash::v3::RapidSecrets;
use rayon::prelude::*;
use std::ops::Range;
use std::slice;

use super::pairing::Partners;
use crate::model::{Block, Join, Part, Sides, Source, Span};
use crate::normalize::fold::{FoldSink, Folder};
use crate::outline::{Heading, Outlined, SectionId};

/// What is kept of the text of a section: enough to know it again, and no
/// character. Texts of equal prints are taken for equal; that two others have
/// equal ones by chance is a matter of 2⁻¹²⁸.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Print {
    /// Hash of the folded text, or of the printed one for sections that are
    /// printed alike in both documents and therefore never folded.
    pub hash: [u64; 2],
    /// Number of characters.
    pub n_chars: u32,
}

impl Print {
    fn of(text: &[u8], n_chars: u32) -> Self {
        let half = |secrets| rapidhash::v3::rapidhash_v3_seeded(text, secrets);
        Self { hash: [half(&FIRST_HALF), half(&SECOND_HALF)], n_chars }
    }
}

const FIRST_HALF: RapidSecrets = RapidSecrets::seed_cpp(0);
const SECOND_HALF: RapidSecrets = RapidSecrets::seed(0x7368_696e_6b79_7521);

/// Folded text of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitText {
    /// Folded characters without the unit's own number.
    pub folded: String,
    /// Number of characters.
    pub n_chars: u32,
}

impl UnitText {
    /// Folds blocks of a document, leaving out the number of `heading`.
    pub fn of(blocks: &[Block], source: &Source, heading: Option<&Heading>) -> Self {
        let mut text = Self::default();
        fold_blocks(blocks, source, heading, &mut text);
        text
    }

    /// The text of a section, in a buffer that is used again and again.
    pub fn refill(&mut self, outlined: &Outlined, id: SectionId) {
        self.folded.clear();
        self.n_chars = 0;
        let section = outlined.outline.section(id);
        let document = &outlined.document;
        let blocks = &document.blocks[section.blocks.start as usize..section.blocks.end as usize];
        fold_blocks(blocks, &document.source, outlined.outline.heading(section), self);
    }

    /// The text of a section.
    pub fn of_section(outlined: &Outlined, id: SectionId) -> Self {
        let mut text = Self::default();
        text.refill(outlined, id);
        text
    }
}

impl FoldSink for UnitText {
    #[inline]
    fn folded(&mut self, c: char, _: usize, _: usize) {
        self.folded.push(c);
        self.n_chars += 1;
    }

    fn recomposed(&mut self, c: char, _: usize) {
        self.folded.pop();
        self.folded.push(c);
    }

    fn run(&mut self, run: &str, _: usize) {
        self.folded.push_str(run);
        self.n_chars += run.len() as u32 / 3;
    }
}

/// Feeds the characters of blocks to a sink as one text: paragraph ends and
/// undone wraps are spaces, which matter between Latin words only. The number
/// of `heading`, its dot and its spaces are left out.
pub fn fold_blocks<S: FoldSink>(
    blocks: &[Block],
    source: &Source,
    heading: Option<&Heading>,
    sink: &mut S,
) {
    let label = label(heading);
    let mut folder = Folder::new(sink);
    for block in blocks {
        for (index, part) in block.text.parts().iter().enumerate() {
            if index == 0 || part.join == Join::Space {
                folder.space(part.span.start());
            }
            // Hardly a line holds the number.
            if part.span.end() <= label.start || part.span.start() >= label.end {
                folder.push_source(source, part.span.range());
                continue;
            }
            let [before, after] = without(part.span, &label);
            if !before.is_empty() {
                folder.push_source(source, before);
            }
            if !after.is_empty() {
                folder.push_source(source, after);
            }
        }
    }
    folder.finish();
}

/// The number of a heading with its dot and its spaces.
fn label(heading: Option<&Heading>) -> Range<usize> {
    heading.map_or(0..0, |heading| heading.label.start()..heading.title())
}

/// What is left of a stretch before and after a number; mostly nothing before.
#[inline]
fn without(part: Span, label: &Range<usize>) -> [Range<usize>; 2] {
    let (start, end) = (part.start(), part.end());
    if label.is_empty() || label.start >= end || label.end <= start {
        return [start..end, end..end];
    }
    [start..label.start.max(start), label.end.min(end)..end]
}

/// Wrapped paragraphs looked at to see how a document is wrapped, and paragraphs
/// among which they are looked for.
const MOST_LOOKED_AT: usize = 256;
const MOST_SEARCHED: usize = 16 * MOST_LOOKED_AT;

/// Whether paragraphs of both documents can be wrapped at the same places, as
/// those of two prints of one design are: the middle length of a first line,
/// where it is not all of its paragraph, is the same. Otherwise hardly a section
/// is printed alike, and looking for such sections would be in vain.
pub fn are_wrapped_alike(sides: Sides<&Outlined>) -> bool {
    let usual = |outlined: &Outlined| {
        let blocks = outlined.document.blocks.iter().take(MOST_SEARCHED);
        let wrapped = blocks.filter(|it| it.text.parts().len() > 1);
        let firsts = wrapped.filter_map(|it| it.text.first_span());
        let mut lengths: Vec<usize> = firsts.take(MOST_LOOKED_AT).map(Span::len).collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied()
    };
    match (usual(sides.old), usual(sides.new)) {
        (Some(old), Some(new)) => old.abs_diff(new) <= 3,
        _ => true,
    }
}

/// Hashes the sections without partner as printed, without folding anything. The
/// length is that of Japanese text of so many bytes.
pub fn print(outlined: &Outlined, prints: &mut [Print], partners: &Partners) {
    take(prints, partners, |buffer: &mut Vec<u8>, id| {
        buffer.clear();
        for (stretch, join) in parts(outlined, id) {
            buffer.extend_from_slice(stretch.as_bytes());
            buffer.push(join);
        }
        // Bytes are compared before such prints are believed.
        let hash = rapidhash::v3::rapidhash_v3_seeded(buffer, &FIRST_HALF);
        Print { hash: [0, hash], n_chars: buffer.len() as u32 / 3 }
    });
}

/// What is kept of one section.
pub fn folded(outlined: &Outlined, id: SectionId) -> Print {
    let text = UnitText::of_section(outlined, id);
    Print::of(text.folded.as_bytes(), text.n_chars)
}

/// Folds the sections of a document that have no partner.
pub fn fold(outlined: &Outlined, prints: &mut [Print], partners: &Partners) {
    take(prints, partners, |text: &mut UnitText, id| {
        text.refill(outlined, id);
        Print::of(text.folded.as_bytes(), text.n_chars)
    });
}

fn take<B: Default + Send>(
    prints: &mut [Print],
    partners: &Partners,
    of: impl Fn(&mut B, SectionId) -> Print + Sync,
) {
    let take = |buffer: &mut B, (index, print): (usize, &mut Print)| {
        if partners[index].is_none() {
            *print = of(buffer, SectionId(index as u32));
        }
    };
    prints.par_iter_mut().with_min_len(64).enumerate().for_each_init(B::default, take);
}

/// The number of bytes that two sections print, if they have the same characters,
/// wrapped at the same places.
pub fn same_print(sides: Sides<&Outlined>, sections: Sides<SectionId>) -> Option<usize> {
    if let same @ Some(_) = same_bytes(sides, sections) {
        return same;
    }
    let (mut old, mut new) = (parts(sides.old, sections.old), parts(sides.new, sections.new));
    let mut n_bytes = 0;
    loop {
        match (old.next(), new.next()) {
            (Some(old), Some(new)) if old == new => n_bytes += old.0.len(),
            (None, None) => return Some(n_bytes),
            _ => return None,
        }
    }
}

/// The same where all bytes of the files are equal from the beginning of the
/// sections to their end, numbers and line ends included.
fn same_bytes(sides: Sides<&Outlined>, sections: Sides<SectionId>) -> Option<usize> {
    let (old, new) = (Stretch::of(sides.old, sections.old)?, Stretch::of(sides.new, sections.new)?);
    let is_same = |(old_block, new_block): (&Block, &Block)| {
        let (of_old, of_new) = (old_block.text.parts(), new_block.text.parts());
        let same_part = |(of_old, of_new): (&Part, &Part)| {
            let ends = |part: &Part, start: usize| {
                (part.span.start().wrapping_sub(start), part.span.end().wrapping_sub(start))
            };
            let own = ends(of_old, old.start);
            let is_inside = own.0 <= own.1 && own.1 <= old.bytes.len();
            is_inside && own == ends(of_new, new.start) && of_old.join == of_new.join
        };
        of_old.len() == of_new.len() && of_old.iter().zip(of_new).all(same_part)
    };
    let same_label = old.label.start.wrapping_sub(old.start)
        == new.label.start.wrapping_sub(new.start)
        && old.label.len() == new.label.len();
    let is_same = old.bytes == new.bytes
        && same_label
        && old.blocks.len() == new.blocks.len()
        && old.blocks.iter().zip(new.blocks).all(is_same);
    is_same.then(|| old.bytes.len().saturating_sub(old.label.len()))
}

/// A section and the bytes of the file that it stands in.
struct Stretch<'a> {
    blocks: &'a [Block],
    start: usize,
    bytes: &'a [u8],
    label: Range<usize>,
}

impl<'a> Stretch<'a> {
    /// `None` where it is empty or its paragraphs are not in the order of the file.
    fn of(outlined: &'a Outlined, id: SectionId) -> Option<Self> {
        let section = outlined.outline.section(id);
        let Range { start, end } = section.blocks;
        let blocks = outlined.document.blocks.get(start as usize..end as usize)?;
        let start = blocks.first()?.text.first_span()?.start();
        let end = blocks.last()?.text.parts().last()?.span.end();
        let bytes = outlined.document.source.original().as_bytes().get(start..end)?;
        let label = label(outlined.outline.heading(section));
        Some(Self { blocks, start, bytes, label })
    }
}

/// The stretches that a section prints, its number left out, and how each is
/// joined to the one before it.
fn parts(outlined: &Outlined, id: SectionId) -> Stretches<'_> {
    let section = outlined.outline.section(id);
    let blocks =
        &outlined.document.blocks[section.blocks.start as usize..section.blocks.end as usize];
    Stretches {
        original: outlined.document.source.original(),
        label: label(outlined.outline.heading(section)),
        blocks: blocks.iter(),
        parts: [].iter(),
        is_first: false,
        after: None,
    }
}

/// See [`parts`].
struct Stretches<'a> {
    original: &'a str,
    label: Range<usize>,
    /// The blocks and the parts of this block that are left.
    blocks: slice::Iter<'a, Block>,
    parts: slice::Iter<'a, Part>,
    is_first: bool,
    /// What stands behind the number in the last part, where something stands
    /// before it.
    after: Option<(Range<usize>, u8)>,
}

impl<'a> Iterator for Stretches<'a> {
    type Item = (&'a str, u8);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (range, join) = match self.after.take() {
            Some(after) => after,
            None => loop {
                let Some(part) = self.parts.next() else {
                    self.parts = self.blocks.next()?.text.parts().iter();
                    self.is_first = true;
                    continue;
                };
                let join = if self.is_first { 0 } else { 1 + u8::from(part.join == Join::Space) };
                self.is_first = false;
                let [before, after] = without(part.span, &self.label);
                if before.is_empty() && after.is_empty() {
                    continue;
                }
                if before.is_empty() {
                    break (after, join);
                }
                self.after = (!after.is_empty()).then_some((after, join));
                break (before, join);
            },
        };
        Some((self.original.get(range).unwrap_or_default(), join))
    }
}

//! What is kept of the sections of one document that have no equal in the other
//! one: folded text and triples, for every step that looks inside them.
//!
//! Those of several sections lie in one list. O(n) for n characters; of a huge
//! section only its beginning and its end are kept.

use std::ops::Range;

use rayon::prelude::*;

use super::clipped;
use super::folded::{Folded, Texts};
use super::sampler::Sampler;
use super::shingles::Sample;
use crate::outline::{Outlined, SectionId};

/// Sections whose texts and triples lie in one list.
const IN_ONE_PACK: usize = 32;
/// Room for so many triples of each section is made at once.
const MOSTLY_KEPT: usize = 48;
/// A section of more bytes is huge. No one-to-one comparison needs all of it:
/// its likeness is told by this many bytes of its beginning and of its end.
const LONGEST_WHOLE: usize = 96 << 10;

/// Texts and triples of some sections.
#[derive(Debug, Default)]
pub struct Stock {
    /// Rank of each section, [`NONE`] for those that are not kept.
    ranks: Vec<u32>,
    packs: Vec<Pack>,
}

const NONE: u32 = u32::MAX;

/// Some sections in a row.
#[derive(Debug, Default)]
struct Pack {
    texts: Texts,
    hashes: Vec<u32>,
    sketches: Vec<u32>,
    entries: Vec<Entry>,
}

/// Where the triples of a section lie.
#[derive(Debug, Clone, Copy)]
struct Entry {
    rate: u32,
    /// Behind its last hash and its last stretch; they begin where those of the
    /// section before it end.
    hashes_end: u32,
    sketch_end: u32,
    is_whole: bool,
}

impl Stock {
    /// Takes those of these sections that are not kept yet.
    pub fn take(&mut self, outlined: &Outlined, ids: impl Iterator<Item = SectionId>) {
        self.ranks.resize(outlined.outline.sections().len(), NONE);
        let ids: Vec<SectionId> = ids.filter(|id| self.ranks[id.index()] == NONE).collect();
        let first = self.packs.len() * IN_ONE_PACK;
        for (rank, id) in (first as u32..).zip(&ids) {
            self.ranks[id.index()] = rank;
        }
        let take = |sampler: &mut Sampler, ids: &[SectionId]| Pack::of(outlined, ids, sampler);
        let packs = ids.par_chunks(IN_ONE_PACK).map_init(Sampler::default, take);
        self.packs.par_extend(packs);
    }

    fn at(&self, id: SectionId) -> Option<(&Pack, usize)> {
        let rank = *self.ranks.get(id.index())? as usize;
        Some((self.packs.get(rank / IN_ONE_PACK)?, rank % IN_ONE_PACK))
    }

    /// The triples of a section; none where it is not kept.
    pub fn sample(&self, id: SectionId) -> Sample<'_> {
        self.at(id).map(|(pack, at)| pack.sample(at)).unwrap_or_default()
    }

    /// The text of a section, of a huge one its beginning and its end.
    pub fn text(&self, id: SectionId) -> Option<Folded<'_>> {
        self.at(id).map(|(pack, at)| pack.texts.at(at))
    }

    /// The text of a section, where all of it is kept.
    pub fn whole(&self, id: SectionId) -> Option<Folded<'_>> {
        let (pack, at) = self.at(id)?;
        pack.entries[at].is_whole.then(|| pack.texts.at(at))
    }
}

impl Pack {
    fn of(outlined: &Outlined, ids: &[SectionId], sampler: &mut Sampler) -> Self {
        let n = ids.len();
        let mut pack = Self {
            texts: Texts::for_sections(outlined, ids),
            hashes: Vec::with_capacity(n * MOSTLY_KEPT),
            sketches: Vec::with_capacity(n * MOSTLY_KEPT / 4),
            entries: Vec::with_capacity(n),
        };
        for &id in ids {
            let is_whole = !is_huge(outlined, id);
            let text = if is_whole {
                pack.texts.push_section(outlined, id)
            } else {
                push_excerpt(outlined, id, &mut pack.texts)
            };
            let rate = sampler.append(text.units(), &mut pack.hashes, &mut pack.sketches);
            let (hashes_end, sketch_end) = (pack.hashes.len() as u32, pack.sketches.len() as u32);
            pack.entries.push(Entry { rate, hashes_end, sketch_end, is_whole });
        }
        pack
    }

    fn sample(&self, at: usize) -> Sample<'_> {
        let Entry { rate, hashes_end, sketch_end, .. } = self.entries[at];
        let (hashes, sketch) = match at.checked_sub(1) {
            Some(before) => (self.entries[before].hashes_end, self.entries[before].sketch_end),
            None => (0, 0),
        };
        let hashes = &self.hashes[hashes as usize..hashes_end as usize];
        Sample::new(hashes, rate, &self.sketches[sketch as usize..sketch_end as usize])
    }
}

/// The bytes of a section in the source.
fn bytes(outlined: &Outlined, id: SectionId) -> Range<usize> {
    let blocks = &outlined.outline.section(id).blocks;
    let blocks = &outlined.document.blocks[blocks.start as usize..blocks.end as usize];
    let first = blocks.iter().find_map(|block| block.text.first_span());
    let last = blocks.iter().rev().find_map(|block| block.text.parts().last());
    match (first, last) {
        (Some(first), Some(last)) => first.start()..last.span.end().max(first.start()),
        _ => 0..0,
    }
}

fn is_huge(outlined: &Outlined, id: SectionId) -> bool {
    bytes(outlined, id).len() > LONGEST_WHOLE
}

/// Adds the beginning and the end of a huge section.
fn push_excerpt<'a>(outlined: &Outlined, id: SectionId, texts: &'a mut Texts) -> Folded<'a> {
    let section = outlined.outline.section(id);
    let document = &outlined.document;
    let blocks = &document.blocks[section.blocks.start as usize..section.blocks.end as usize];
    let all = bytes(outlined, id);
    let original = document.source.original();
    let border = |at: usize| (at..all.end).find(|&at| original.is_char_boundary(at));
    let first = border(all.start + LONGEST_WHOLE / 2).unwrap_or(all.end);
    let last = border(all.end - LONGEST_WHOLE / 2).unwrap_or(all.end);
    let mut kept = clipped(blocks, &(all.start..first));
    kept.extend(clipped(blocks, &(last..all.end)));
    texts.push(&kept, &document.source, outlined.outline.heading(section))
}

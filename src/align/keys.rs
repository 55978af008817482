//! The comparison text of each section, label excluded.

use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::Hasher as _;
use std::ops::Range;

use crate::model::{Block, BlockKind, Join, Source};
use crate::normalize::fold::{FoldSink, Folder};
use crate::outline::{Heading, Outlined, SectionId};

/// Folded text of one unit and its hash. Equal text means equal content; the
/// hash only speeds up the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitText {
    /// Folded characters without the unit's own number.
    pub folded: String,
    /// Hash of `folded`.
    pub hash: u64,
    /// Number of characters.
    pub n_chars: u32,
}

impl UnitText {
    /// Folds blocks of a document, leaving out the number of `heading`.
    pub fn of(blocks: &[Block], source: &Source, heading: Option<&Heading>) -> Self {
        let mut all = Collect::default();
        fold_blocks(blocks, source, heading, &mut all);
        let mut hasher = FxHasher::default();
        hasher.write(all.folded.as_bytes());
        Self { hash: hasher.finish(), folded: all.folded, n_chars: all.n_chars }
    }
}

#[derive(Default)]
struct Collect {
    folded: String,
    n_chars: u32,
}

impl FoldSink for Collect {
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
    let label = heading.map_or(0..0, |heading| heading.label.start()..heading.title);
    let mut folder = Folder::new(sink);
    for block in blocks {
        for (index, part) in block.text.parts().iter().enumerate() {
            if index == 0 || part.join == Join::Space {
                folder.space(part.span.start());
            }
            push_without(&mut folder, source, part.span.range(), &label);
        }
    }
    folder.finish();
}

/// Longest heading line taken for a title, in characters.
const LONGEST_TITLE: u32 = 60;

/// Folded title of a section: its heading line where that is no sentence, or
/// the label cell of a form row; else empty.
pub fn title(outlined: &Outlined, id: SectionId) -> String {
    let section = outlined.outline.section(id);
    let heading = section.heading.as_ref();
    let first = heading.map_or(section.blocks.start, |heading| heading.block.0);
    let block = &outlined.document.blocks[first as usize];
    if heading.is_none() && !matches!(block.kind, BlockKind::Cell { leads: true, .. }) {
        return String::new();
    }
    let text = UnitText::of(std::slice::from_ref(block), &outlined.document.source, heading);
    let is_title = text.n_chars <= LONGEST_TITLE && !text.folded.ends_with('。');
    if is_title { text.folded } else { String::new() }
}

fn push_without<S: FoldSink>(
    folder: &mut Folder<'_, S>,
    source: &Source,
    part: Range<usize>,
    label: &Range<usize>,
) {
    let original = source.original();
    let before = part.start..part.end.min(label.start.max(part.start));
    let after = part.start.max(label.end.min(part.end))..part.end;
    let label_is_here = label.start < label.end && label.start < part.end && part.start < label.end;
    if !label_is_here {
        folder.push(original.get(part.clone()).unwrap_or_default(), part.start);
        return;
    }
    folder.push(original.get(before.clone()).unwrap_or_default(), before.start);
    folder.push(original.get(after.clone()).unwrap_or_default(), after.start);
}

/// The texts of all sections of a document.
pub fn texts(outlined: &Outlined) -> Vec<UnitText> {
    let document = &outlined.document;
    outlined
        .outline
        .sections()
        .par_iter()
        .with_min_len(64)
        .map(|section| {
            let blocks =
                &document.blocks[section.blocks.start as usize..section.blocks.end as usize];
            UnitText::of(blocks, &document.source, section.heading.as_ref())
        })
        .collect()
}

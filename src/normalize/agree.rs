//! Makes two documents that are to be compared see the same borders of
//! paragraphs.
//!
//! Where one text file was wrapped by hand, or at a column that its few lines
//! do not show, [`super::unwrap`] leaves lines apart that the other document has
//! in one paragraph. What is alike but for these borders is joined here; what a
//! full line joined with a paragraph that the other document has is parted again
//! ([`apart`]). Only paragraphs that the other document does not have as they are
//! get looked at: one short key for each block, and the characters of those few.

mod apart;

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::fold;
use super::line_ends::{begins_paragraph, is_indented, parts_words};
use super::width::display_width;
use crate::model::{Block, BlockKind, Document, Format, Join, Part, Side, Sides, Source};

/// Most blocks of a document that is looked at.
const MOST_BLOCKS: usize = 20_000;

/// How far apart the same block may stand in documents that are read side by side.
const NEAR: usize = 12;

/// Most bytes of the paragraphs that are looked at.
const MOST_BYTES: usize = 1 << 20;

/// Characters by which the same beginning is found in the other document.
const N_HEAD: usize = 12;

/// Most places with the same beginning that are tried.
const MOST_TRIED: usize = 8;

/// Display columns of the narrowest text.
const NARROWEST: usize = 30;

/// Most lines of one paragraph.
const MOST_LINES: usize = 200;

/// Joins consecutive paragraphs of a text file where the other document has one
/// paragraph, or other borders, for the same characters, and parts those of a file
/// with lines at a sentence where the other document has only what stands on one
/// side of it. The same happens when old and new are swapped.
pub fn agree(documents: &mut Sides<Document>) {
    let has_lines =
        |document: &Document| matches!(document.source.format(), Format::Text | Format::Pdf);
    let Sides { old, new } = &*documents;
    if !has_lines(old) && !has_lines(new) {
        return;
    }
    let sides = Sides { old, new };
    let Some(alone) = alone(&sides) else { return };
    let sides = sides.map(|side, it| Alone::of(it, alone.get(side)));
    let Sides { old: Some(old), new: Some(new) } = sides else { return };
    let Met { joins, is_taken } = Met::of(&old, &new);
    let cuts = Sides {
        old: apart::cuts((&old, &is_taken.old), (&new, &is_taken.new)),
        new: apart::cuts((&new, &is_taken.new), (&old, &is_taken.old)),
    };
    for side in Side::BOTH {
        let (joins, cuts) = (joins.get(side), cuts.get(side));
        if !joins.is_empty() || !cuts.is_empty() {
            set_borders(documents.get_mut(side), joins, cuts);
        }
    }
}

/// What tells one block from most others without a look at all of it: its
/// length, its first bytes and its last ones.
type Key = (usize, [u8; 16], [u8; 3]);

fn n_bytes(block: &Block) -> usize {
    block.text.parts().iter().map(|part| part.span.len()).sum()
}

fn key(block: &Block, source: &Source) -> Key {
    let parts = block.text.parts();
    let bytes = |part: Option<&Part>| part.map_or("", |part| source.slice(part.span)).as_bytes();
    let mut head = [0; 16];
    head.iter_mut().zip(bytes(parts.first())).for_each(|(to, from)| *to = *from);
    (n_bytes(block), head, bytes(parts.last()).last_chunk().copied().unwrap_or_default())
}

/// Whether two blocks have the same key. Most that differ differ in length.
fn is_same(old: &Block, new: &Block, sides: &Sides<&Document>) -> bool {
    n_bytes(old) == n_bytes(new) && key(old, &sides.old.source) == key(new, &sides.new.source)
}

/// Indices of the paragraphs that the other document does not have; `None` where
/// one document has no such paragraph. Both are read side by side as long as
/// what is alike stands near; only behind a larger change all keys are kept.
fn alone(sides: &Sides<&Document>) -> Option<Sides<Vec<usize>>> {
    let Sides { old, new } = *sides;
    if old.blocks.len().max(new.blocks.len()) > MOST_BLOCKS {
        return None;
    }
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    let (mut at, mut there) = (0, 0);
    loop {
        let (olds_left, news_left) = (&old.blocks[at..], &new.blocks[there..]);
        let pairs = olds_left.iter().zip(news_left);
        let n_same = pairs.take_while(|(old, new)| is_same(old, new, sides)).count();
        (at, there) = (at + n_same, there + n_same);
        let left = (&olds_left[n_same..], &news_left[n_same..]);
        let Some((n_old, n_new)) = next_same(left, sides) else { break };
        olds.extend(at..at + n_old);
        news.extend(there..there + n_new);
        (at, there) = (at + n_old, there + n_new);
    }
    let (old_rest, new_rest) = (at..old.blocks.len(), there..new.blocks.len());
    if old_rest.is_empty() || new_rest.is_empty() {
        olds.extend(old_rest);
        news.extend(new_rest);
    } else {
        olds.extend(without(old, old_rest.clone(), &keys(new, new_rest.clone())));
        news.extend(without(new, new_rest, &keys(old, old_rest)));
    }
    olds.retain(|at| old.blocks[*at].kind == BlockKind::Paragraph);
    news.retain(|at| new.blocks[*at].kind == BlockKind::Paragraph);
    (!olds.is_empty() && !news.is_empty()).then_some(Sides { old: olds, new: news })
}

/// How many blocks to leave on each side to come to the same one, if it is near
/// and neither side is to be preferred.
fn next_same(left: (&[Block], &[Block]), sides: &Sides<&Document>) -> Option<(usize, usize)> {
    let is_same = |n_old: usize, n_new: usize| {
        let both = left.0.get(n_old).zip(left.1.get(n_new));
        both.is_some_and(|(old, new)| is_same(old, new, sides))
    };
    for n_both in 1..=2 * NEAR {
        for fewer in (0..=n_both / 2).rev() {
            let more = n_both - fewer;
            if more > NEAR {
                break;
            }
            match (is_same(fewer, more), is_same(more, fewer)) {
                (true, true) if fewer != more => return None,
                (true, _) => return Some((fewer, more)),
                (false, true) => return Some((more, fewer)),
                (false, false) => {}
            }
        }
    }
    None
}

fn keys(document: &Document, blocks: Range<usize>) -> FxHashSet<Key> {
    document.blocks[blocks].iter().map(|block| key(block, &document.source)).collect()
}

/// Those of these blocks that are not known.
fn without(document: &Document, blocks: Range<usize>, known: &FxHashSet<Key>) -> Vec<usize> {
    let is_alone = |at: &usize| !known.contains(&key(&document.blocks[*at], &document.source));
    blocks.filter(is_alone).collect()
}

/// The paragraphs that only one of the documents has.
struct Alone<'a> {
    document: &'a Document,
    /// Index of each block and its folded characters, without white space.
    texts: Vec<(usize, String)>,
    /// Display columns of the widest line.
    widest: usize,
}

impl<'a> Alone<'a> {
    fn of(document: &'a Document, alone: &[usize]) -> Option<Self> {
        let Document { source, blocks, .. } = document;
        let parts = || alone.iter().flat_map(|at| blocks[*at].text.parts());
        if parts().map(|part| part.span.len()).sum::<usize>() > MOST_BYTES {
            return None;
        }
        let widest = parts().map(|part| display_width(source, part.span)).max().unwrap_or(0);
        let folded = |at: usize| {
            let folded = fold(&blocks[at].text.printed(source));
            (at, folded.chars().filter(|c| !c.is_whitespace()).collect())
        };
        Some(Self { document, texts: alone.iter().map(|at| folded(*at)).collect(), widest })
    }

    /// The text behind one, if it is that of the next block.
    fn next(&self, at: usize) -> Option<&str> {
        let (block, _) = self.texts.get(at)?;
        let (next, text) = self.texts.get(at + 1)?;
        (*next == block + 1).then_some(text)
    }

    /// The first characters from a text on.
    fn head(&self, at: usize) -> String {
        let mut head: String = self.texts[at].1.chars().take(N_HEAD).collect();
        let mut n = head.chars().count();
        // Texts that fold to nothing do not make it longer.
        for next in at..at + N_HEAD {
            let Some(text) = self.next(next).filter(|_| n < N_HEAD) else { break };
            head.extend(text.chars().take(N_HEAD - n));
            n = head.chars().count();
        }
        head
    }

    /// Whether these texts may be one paragraph.
    fn may_join(&self, texts: &Range<usize>) -> bool {
        let is_text = self.document.source.format() == Format::Text;
        texts.len() == 1 || is_text && (texts.start..texts.end - 1).all(|at| self.may_join_next(at))
    }

    /// Whether the paragraph and the next one may be two lines of one: a line that
    /// does not end a sentence is no paragraph, and a full one may be none.
    fn may_join_next(&self, at: usize) -> bool {
        let Document { source, blocks, .. } = self.document;
        let (index, _) = self.texts[at];
        let [last, next, ..] = &blocks[index..] else { return false };
        let lines = (last.text.parts().last(), next.text.first_span());
        let (Some(last), Some(next)) = lines else { return false };
        let (text, after) = (source.slice(last.span).trim_end(), source.slice(next));
        let is_parted = [text, after].iter().any(|it| it.trim_start().contains('\t'));
        let is_heading = [last.span, next].iter().any(|it| source.marked_level(*it).is_some());
        if is_parted || is_heading {
            return false;
        }
        match (text.ends_with('。'), is_indented(after) || begins_paragraph(after)) {
            (true, true) => false,
            (false, false) => true,
            _ => 4 * display_width(source, last.span) >= 3 * self.widest.max(NARROWEST),
        }
    }
}

/// What both documents have but for the borders.
struct Met {
    /// The blocks that are to be one.
    joins: Sides<Vec<Range<usize>>>,
    /// Of each text, whether its characters were found.
    is_taken: Sides<Vec<bool>>,
}

impl Met {
    fn of(old: &Alone<'_>, new: &Alone<'_>) -> Self {
        let mut heads: FxHashMap<String, VecDeque<usize>> = FxHashMap::default();
        for at in 0..new.texts.len() {
            heads.entry(new.head(at)).or_default().push_back(at);
        }
        let mut joins = Sides { old: Vec::new(), new: Vec::new() };
        let mut is_taken = Sides { old, new }.map(|_, it| vec![false; it.texts.len()]);
        let mut at = 0;
        while at < old.texts.len() {
            let mut none = VecDeque::new();
            let places = heads.get_mut(&old.head(at)).unwrap_or(&mut none);
            while places.front().is_some_and(|place| is_taken.new[*place]) {
                places.pop_front();
            }
            let free = places.iter().filter(|place| !is_taken.new[**place]).take(MOST_TRIED);
            let met = free.copied().find_map(|place| {
                let (n_old, n_new) = meet((old, at), (new, place))?;
                let ranges = (at..at + n_old, place..place + n_new);
                let is_free = !is_taken.new[ranges.1.clone()].contains(&true);
                (is_free && old.may_join(&ranges.0) && new.may_join(&ranges.1)).then_some(ranges)
            });
            let Some((olds, news)) = met else {
                at += 1;
                continue;
            };
            at = olds.end;
            is_taken.old[olds.clone()].fill(true);
            is_taken.new[news.clone()].fill(true);
            let blocks = |alone: &Alone<'_>, texts: Range<usize>| {
                let first = alone.texts[texts.start].0;
                first..first + texts.len()
            };
            joins.old.extend(Some(blocks(old, olds)).filter(|it| it.len() > 1));
            joins.new.extend(Some(blocks(new, news)).filter(|it| it.len() > 1));
        }
        joins.new.sort_by_key(|it| it.start);
        Self { joins, is_taken }
    }
}

/// How many texts it takes on each side until both end at the same character;
/// `None` where they differ before.
fn meet(old: (&Alone<'_>, usize), new: (&Alone<'_>, usize)) -> Option<(usize, usize)> {
    let ((old, first), (new, place)) = (old, new);
    let (mut left, mut right) = (old.texts[first].1.as_str(), new.texts[place].1.as_str());
    let (mut n_old, mut n_new) = (1, 1);
    while n_old.max(n_new) <= MOST_LINES {
        let n_bytes = left.len().min(right.len());
        let (same, left_rest) = left.split_at_checked(n_bytes)?;
        right = right.strip_prefix(same)?;
        left = left_rest;
        match (left.is_empty(), right.is_empty()) {
            (true, true) => return Some((n_old, n_new)),
            (true, false) => (left, n_old) = (old.next(first + n_old - 1)?, n_old + 1),
            (false, _) => (right, n_new) = (new.next(place + n_new - 1)?, n_new + 1),
        }
    }
    None
}

/// Makes one block of each of these ranges of blocks, and several of each block
/// that is cut before these parts.
fn set_borders(document: &mut Document, joins: &[Range<usize>], cuts: &apart::Cuts) {
    let Document { source, blocks, .. } = document;
    let mut all = Vec::with_capacity(blocks.len());
    let mut joins = joins.iter().peekable();
    for (index, block) in std::mem::take(blocks).into_iter().enumerate() {
        while joins.next_if(|it| it.end <= index).is_some() {}
        let goes_on = joins.peek().is_some_and(|it| it.start < index);
        match (all.last_mut(), cuts.get(&index)) {
            (Some(last), _) if goes_on => append(last, &block, source),
            (_, Some(cuts)) => all.extend(apart::parted(&block, cuts)),
            _ => all.push(block),
        }
    }
    *blocks = all;
}

fn append(block: &mut Block, next: &Block, source: &Source) {
    let end = block.text.parts().last().map_or("", |part| source.slice(part.span).trim_end());
    let start = next.text.first_span().map_or("", |span| source.slice(span));
    let join = if parts_words(end, start) { Join::Space } else { Join::Tight };
    for (index, part) in next.text.parts().iter().enumerate() {
        block.text.push(part.span, if index == 0 { join } else { part.join });
    }
}

#[cfg(test)]
mod tests;

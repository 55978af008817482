//! Sheets printed over pages side by side, as spreadsheets are when they are
//! wider than the paper.
//!
//! Both pages draw the same text, shifted by the width of the first: what the
//! first cuts off, the second shows. So the second proves what belongs to the
//! lines of the first, and the lines are read whole, where they begin.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::page::{Glyph, Page};

/// Fewest characters that must go on over the edge at the same shift.
const FEWEST: usize = 4;
/// Part of the characters cut off, and due on the second page, that must be
/// found there.
const FOUND: f32 = 0.8;
/// Most characters of one kind and height that are looked at.
const MAX_LIKE: usize = 200;
/// Pages that cut off more characters than this are drawings.
const MAX_UNSEEN: usize = 50_000;
/// Two places are the same when they differ by less (points).
const SAME: f32 = 0.75;

/// Completes the lines of a page by what the page after it shows of them, and
/// takes that from there. Returns whether there was any.
pub(super) fn join(page: &mut Page, next: &mut Page) -> bool {
    let is_cut = |page: &Page| (1..=MAX_UNSEEN).contains(&page.unseen.len());
    if !is_cut(page) || !is_cut(next) || next.glyphs.is_empty() {
        return false;
    }
    let Some(Evidence { shift, n_found, n_due }) = evidence(page, next) else {
        return false;
    };
    if n_found < FEWEST || (n_found as f32) < FOUND * n_due as f32 {
        return false;
    }
    complete(page, next, shift);
    true
}

/// Completes the lines of a page by the page right of it, which draws the same
/// text `shift` points further left, and takes that from there.
pub(super) fn complete(page: &mut Page, next: &mut Page, shift: f32) {
    let there = Places::of(&next.glyphs);
    let mut taken = vec![false; next.glyphs.len()];
    let unseen = std::mem::take(&mut page.unseen);
    let shown = std::mem::take(&mut page.glyphs);
    let mut unseen = unseen.into_iter().peekable();
    for (index, glyph) in shown.into_iter().map(Some).chain([None]).enumerate() {
        while let Some((_, cut)) = unseen.next_if(|(before, _)| *before <= index || glyph.is_none())
        {
            let goes_on = page.glyphs.last().is_some_and(|last| follows(last, &cut));
            match there.find(next, &cut, shift, &taken) {
                Some(found) if goes_on => {
                    taken[found] = true;
                    page.glyphs.push(Glyph { beyond: true, ..cut });
                }
                // It is read where it is seen.
                Some(_) => {}
                None => page.unseen.push((page.glyphs.len(), cut)),
            }
        }
        // A character that lies on the edge is shown by both pages.
        if let Some(glyph) = glyph {
            if let Some(found) = there.find(next, &glyph, shift, &taken) {
                taken[found] = true;
            }
            page.glyphs.push(glyph);
        }
    }
    let here = Places::of(&page.glyphs);
    next.unseen.retain(|(_, glyph)| here.find(page, glyph, -shift, &[]).is_none());
    let mut keep = taken.iter().map(|taken| !taken);
    next.glyphs.retain(|_| keep.next().unwrap_or(true));
    for unseen in &mut next.unseen {
        unseen.0 = unseen.0.min(next.glyphs.len());
    }
}

/// Whether `glyph` goes on with the line that `last` stands in.
fn follows(last: &Glyph, glyph: &Glyph) -> bool {
    let up = last.direction.upwards();
    let rise = (glyph.origin.along(up) - last.origin.along(up)).abs();
    let gap = glyph.origin.along(last.direction) - last.end().along(last.direction);
    rise < 0.5 * last.size && gap.abs() < last.size
}

/// What speaks for two pages being parts of one sheet.
pub(super) struct Evidence {
    /// How far right of the second page's text the first page draws it.
    pub shift: f32,
    /// Characters cut off by the first page that the second shows there.
    pub n_found: usize,
    /// Characters cut off by the first page that belong on the second.
    pub n_due: usize,
}

/// Looks for the text that one page cuts off on another.
pub(super) fn evidence(page: &Page, next: &Page) -> Option<Evidence> {
    let there = Places::of(&next.glyphs);
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, cut) in page.unseen.iter().filter(|(_, cut)| !cut.text.is_whitespace()) {
        for index in there.like(cut) {
            if let Some(shown) = next.glyphs.get(*index) {
                let shift = cut.origin.x - shown.origin.x;
                if shift > 10.0 * SAME && (cut.origin.y - shown.origin.y).abs() < SAME {
                    *votes.entry((shift / SAME).round() as i64).or_default() += 1;
                }
            }
        }
    }
    let (best, n_found) = votes.into_iter().max_by_key(|(shift, votes)| (*votes, -shift))?;
    let shift = best as f32 * SAME;
    let is_due = |(_, cut): &&(usize, Glyph)| {
        let x = cut.origin.x - shift;
        0.0 < x && x < next.size.0 && !cut.text.is_whitespace()
    };
    let n_due = page.unseen.iter().filter(is_due).count();
    Some(Evidence { shift, n_found, n_due })
}

/// Where the characters of a page stand.
struct Places(FxHashMap<(char, i64), Vec<usize>>);

impl Places {
    fn of(glyphs: &[Glyph]) -> Self {
        let mut places: FxHashMap<(char, i64), Vec<usize>> = FxHashMap::default();
        for (index, glyph) in glyphs.iter().enumerate() {
            for level in level(glyph) - 1..=level(glyph) + 1 {
                let like = places.entry((glyph.text, level)).or_default();
                if like.len() < MAX_LIKE {
                    like.push(index);
                }
            }
        }
        Self(places)
    }

    fn like(&self, glyph: &Glyph) -> &[usize] {
        self.0.get(&(glyph.text, level(glyph))).map_or(&[], Vec::as_slice)
    }

    /// The character of `page` that stands where `glyph` does, `shift` points
    /// to the left, if it is not taken.
    fn find(&self, page: &Page, glyph: &Glyph, shift: f32, taken: &[bool]) -> Option<usize> {
        self.like(glyph).iter().copied().find(|index| {
            taken.get(*index) != Some(&true)
                && page.glyphs.get(*index).is_some_and(|other| {
                    (glyph.origin.x - shift - other.origin.x).abs() < 2.0 * SAME
                        && (glyph.origin.y - other.origin.y).abs() < 2.0 * SAME
                })
        })
    }
}

/// Height of a character in steps of two points; equal heights lie at most one
/// step apart.
fn level(glyph: &Glyph) -> i64 {
    (glyph.origin.y / 2.0).floor() as i64
}

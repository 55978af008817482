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
    let there = Places::of(&next.glyphs);
    let Some(shift) = shift(page, next, &there) else {
        return false;
    };
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
    true
}

/// Whether `glyph` goes on with the line that `last` stands in.
fn follows(last: &Glyph, glyph: &Glyph) -> bool {
    let up = last.direction.upwards();
    let rise = (glyph.origin.along(up) - last.origin.along(up)).abs();
    let gap = glyph.origin.along(last.direction) - last.end().along(last.direction);
    rise < 0.5 * last.size && gap.abs() < last.size
}

/// How far right of the second page's text the first page draws it.
fn shift(page: &Page, next: &Page, there: &Places) -> Option<f32> {
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, cut) in &page.unseen {
        for index in there.like(cut) {
            if let Some(shown) = next.glyphs.get(*index) {
                let shift = cut.origin.x - shown.origin.x;
                if shift > 10.0 * SAME && (cut.origin.y - shown.origin.y).abs() < SAME {
                    *votes.entry((shift / SAME).round() as i64).or_default() += 1;
                }
            }
        }
    }
    let (best, n_votes) = votes.into_iter().max_by_key(|(shift, votes)| (*votes, -shift))?;
    let shift = best as f32 * SAME;
    let is_due = |(_, cut): &&(usize, Glyph)| {
        let x = cut.origin.x - shift;
        0.0 < x && x < next.size.0 && !cut.text.is_whitespace()
    };
    let n_due = page.unseen.iter().filter(is_due).count();
    (n_votes >= FEWEST && n_votes as f32 >= FOUND * n_due as f32).then_some(shift)
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

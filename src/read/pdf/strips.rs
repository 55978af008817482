//! Sheets printed strip by strip: first the left parts of all pages, then the
//! right ones, as spreadsheets are printed by default when they are wider than
//! the paper. The labels of a form then stand on the first pages and its values
//! on the last.
//!
//! Both parts draw the text that crosses the edge, so that pages prove each
//! other as in [`sideways`](super::sideways), only further apart. Pages between
//! them that cut nothing off follow when their rules stand at the same heights.
//! The parts are put side by side, so that a row is one row again.

use std::collections::BTreeMap;

use super::page::Page;
use super::sideways::{complete, evidence};

/// Documents of more pages are read page by page.
pub(super) const MOST_PAGES: usize = 120;
/// Fewest characters that must go on over the edges of all pages together.
const FEWEST: usize = 4;
/// Part of the characters cut off, and due on the right page, that must be
/// found there.
const FOUND: f32 = 0.8;
/// Part of the rules that two pages must have at the same heights.
const RULES: f32 = 0.6;
/// Shifts that differ by less are the same (points).
const SAME: f32 = 2.0;
/// Narrowest left part, as a part of the page.
const NARROWEST: f32 = 0.3;

/// What was put beside a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beside {
    /// The page that it was, counted from 1.
    pub number: u32,
    /// Everything from here on was on that page.
    pub from: f32,
    /// How far it was moved to the right.
    pub shift: f32,
}

/// A page and its number, counted from 1.
pub(super) struct Numbered<'p> {
    /// Its number.
    pub number: u32,
    /// The page.
    pub page: &'p mut Page,
}

/// Puts the right parts of sheets beside the left ones. Returns for each page
/// whether its text went to another.
pub(super) fn put_together(pages: &mut [Numbered<'_>]) -> Vec<bool> {
    let mut moved = vec![false; pages.len()];
    // A sheet may be three strips wide: what was put together may go on.
    for _ in 0..MOST_STRIPS {
        let Some(strips) = strips(pages, &moved) else { break };
        for left in strips.first..strips.first + strips.distance {
            let right = left + strips.distance;
            if !moved[left] && !moved[right] && is_pair(pages, &strips, left) {
                put_beside(pages, left, right, strips.shift);
                moved[right] = true;
            }
        }
    }
    moved
}

/// Most times that strips are looked for.
const MOST_STRIPS: usize = 8;

/// Two strips of the same number of pages, one after the other.
struct Strips {
    first: usize,
    distance: usize,
    shift: f32,
    /// Left pages that are proven by their text.
    proven: Vec<usize>,
}

/// Finds two strips whose pages are not yet put together.
fn strips(pages: &[Numbered<'_>], moved: &[bool]) -> Option<Strips> {
    let mut proofs: BTreeMap<usize, Vec<(usize, f32, usize)>> = BTreeMap::new();
    let has_cut = |at: usize| {
        !moved[at] && pages[at].page.unseen.iter().any(|(_, cut)| !cut.text.is_whitespace())
    };
    for left in (0..pages.len()).filter(|&at| has_cut(at)) {
        for right in (left + 2..pages.len()).filter(|&at| has_cut(at)) {
            let (page, next) = (&*pages[left].page, &*pages[right].page);
            let Some(found) = evidence(page, next) else { continue };
            let is_wide = found.shift > NARROWEST * page.size.0;
            let is_whole = found.n_found as f32 >= FOUND * found.n_due as f32;
            if is_wide && is_whole && found.n_found >= 2 && page.size == next.size {
                proofs.entry(right - left).or_default().push((left, found.shift, found.n_found));
            }
        }
    }
    let weigh = |proofs: &[(usize, f32, usize)]| proofs.iter().map(|(.., n)| n).sum::<usize>();
    let (distance, proofs) = proofs
        .into_iter()
        .max_by_key(|(distance, proofs)| (weigh(proofs), std::cmp::Reverse(*distance)))?;
    let shift = proofs.iter().max_by_key(|(.., n)| *n)?.1;
    let agree = |(_, own, _): &&(usize, f32, usize)| (own - shift).abs() < SAME;
    let proven: Vec<usize> = proofs.iter().filter(agree).map(|(left, ..)| *left).collect();
    let n_found: usize = proofs.iter().filter(agree).map(|(.., n)| n).sum();
    let (lowest, highest) = (*proven.first()?, *proven.last()?);
    if n_found < FEWEST || highest - lowest >= distance {
        return None;
    }
    // The first strip holds all proven pages; where it begins, the rules say.
    let mut strips = Strips { first: 0, distance, shift, proven };
    let starts = (highest + 1).saturating_sub(distance)..=lowest;
    let fits = |strips: &Strips| {
        let lefts = strips.first..strips.first + distance;
        lefts.filter(|&left| left + distance < pages.len() && is_pair(pages, strips, left)).count()
    };
    let mut best = (0, 0);
    for start in starts.filter(|start| start + 2 * distance <= pages.len()) {
        strips.first = start;
        let n = fits(&strips);
        if n > best.0 {
            best = (n, start);
        }
    }
    strips.first = best.1;
    (best.0 > 0).then_some(strips)
}

/// Whether a page and the one a strip further are parts of one.
fn is_pair(pages: &[Numbered<'_>], strips: &Strips, left: usize) -> bool {
    let (Some(page), Some(next)) = (pages.get(left), pages.get(left + strips.distance)) else {
        return false;
    };
    strips.proven.contains(&left)
        || page.page.size == next.page.size && have_same_rules(page.page, next.page)
}

/// Whether the horizontal rules of two pages stand at the same heights.
fn have_same_rules(page: &Page, next: &Page) -> bool {
    let heights = |page: &Page| {
        let marks = page.marks.iter().filter(|mark| mark.width() > 20.0 && mark.height() < 4.0);
        let mut heights: Vec<i64> =
            marks.map(|mark| (f32::midpoint(mark.top, mark.bottom)).round() as i64).collect();
        heights.sort_unstable();
        heights.dedup_by(|a, b| (*a - *b).abs() <= 1);
        heights
    };
    let (own, theirs) = (heights(page), heights(next));
    let is_there = |height: &&i64| theirs.iter().any(|other| (*height - other).abs() <= 1);
    let n_same = own.iter().filter(is_there).count();
    let n = own.len().max(theirs.len());
    n_same >= 2 && n_same as f32 >= RULES * n as f32
}

/// Moves what stands on the right page to the left one.
fn put_beside(pages: &mut [Numbered<'_>], left: usize, right: usize, shift: f32) {
    let (before, after) = pages.split_at_mut(right);
    let (Some(left), Some(right)) = (before.get_mut(left), after.first_mut()) else { return };
    let (page, next) = (&mut *left.page, &mut *right.page);
    complete(page, next, shift);
    let moved = |mut glyph: super::page::Glyph| {
        glyph.origin.x += shift;
        glyph
    };
    let edges = next.glyphs.iter().map(|glyph| glyph.origin.x);
    let from = edges.chain(next.marks.iter().map(|mark| mark.left)).fold(f32::MAX, f32::min);
    page.glyphs.extend(next.glyphs.drain(..).map(moved));
    page.hidden.extend(next.hidden.drain(..).map(moved));
    page.laid_over.extend(next.laid_over.drain(..).map(moved));
    page.marks.extend(next.marks.drain(..).map(|mut mark| {
        mark.left += shift;
        mark.right += shift;
        mark
    }));
    let n = page.glyphs.len();
    page.unseen.extend(next.unseen.drain(..).map(|(_, glyph)| (n, moved(glyph))));
    page.beside.push(Beside { number: right.number, from: from + shift, shift });
}

#[cfg(test)]
mod tests {
    use super::super::page::{Glyph, Point};
    use super::*;
    use crate::model::Area;

    /// A sheet of rows, printed on pages of four rows and 100 points width: a
    /// label that begins at 10 and runs over the edge, a value at 120.
    fn printed(rows: &[(&str, &str)]) -> Vec<Page> {
        const WIDTH: f32 = 100.0;
        let n_pages = rows.len().div_ceil(4);
        let page = || Page { size: (WIDTH, 200.0), ..Page::default() };
        let mut pages: Vec<Page> = (0..2 * n_pages).map(|_| page()).collect();
        for (at, (label, value)) in rows.iter().enumerate() {
            let top = 20.0 + 30.0 * (at % 4) as f32;
            for (strip, own) in [(0, at / 4), (1, n_pages + at / 4)] {
                let left = strip as f32 * WIDTH;
                let page = &mut pages[own];
                for y in [top, top + 30.0] {
                    page.marks.push(Area { left: 0.0, top: y, right: WIDTH, bottom: y + 0.5 });
                }
                let texts = [(10.0, *label), (120.0, *value)];
                for (start, text) in texts {
                    for (n, c) in text.chars().enumerate() {
                        let x = start + 10.0 * n as f32 - left;
                        let glyph = Glyph {
                            text: c,
                            origin: Point::new(x, top + 20.0),
                            direction: Point::new(1.0, 0.0),
                            advance: 10.0,
                            size: 10.0,
                            hanging: false,
                            beyond: false,
                        };
                        if (0.0..WIDTH).contains(&x) {
                            page.glyphs.push(glyph);
                        } else {
                            page.unseen.push((page.glyphs.len(), glyph));
                        }
                    }
                }
            }
        }
        pages
    }

    fn together(mut pages: Vec<Page>) -> (Vec<bool>, Vec<Page>) {
        let mut numbered: Vec<Numbered<'_>> =
            (1..).zip(&mut pages).map(|(number, page)| Numbered { number, page }).collect();
        let moved = put_together(&mut numbered);
        (moved, pages)
    }

    const LONG: (&str, &str) = ("特定個人情報ファイル名", "住民");
    const SHORT: (&str, &str) = ("部署", "市民課");

    #[test]
    fn strips_that_prove_each_other_stand_side_by_side() {
        // The second page cuts nothing off and follows by its rules.
        let rows = [LONG, LONG, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, LONG, SHORT, SHORT, LONG];
        let (moved, pages) = together(printed(&rows));
        assert_eq!(moved, [false, false, false, true, true, true]);
        let text = |page: &Page, top: f32| -> String {
            let mut line: Vec<&Glyph> =
                page.glyphs.iter().filter(|it| (it.origin.y - top).abs() < 1.0).collect();
            line.sort_by(|a, b| a.origin.x.total_cmp(&b.origin.x));
            line.iter().map(|it| it.text).collect()
        };
        assert_eq!(text(&pages[0], 40.0), "特定個人情報ファイル名住民");
        assert_eq!(text(&pages[1], 40.0), "部署市民課");
        assert!(pages[3].glyphs.is_empty() && pages[3].marks.is_empty());
        assert_eq!(pages[1].beside.len(), 1);
        assert_eq!((pages[1].beside[0].number, pages[1].beside[0].shift.round()), (5, 100.0));
        assert_eq!(pages[0].unseen.len(), 0);
    }

    #[test]
    fn ordinary_pages_stay_where_they_are() {
        // Nothing is cut off.
        let rows = [SHORT; 12];
        let mut pages = printed(&rows);
        for page in &mut pages {
            page.unseen.clear();
        }
        let before = pages.clone();
        let (moved, pages) = together(pages);
        assert_eq!(moved, [false; 6]);
        assert_eq!(pages, before);
        // What is cut off is shown nowhere.
        let mut pages = printed(&[LONG, LONG, SHORT, SHORT, LONG, SHORT, SHORT, SHORT]);
        for page in &mut pages[2..] {
            page.glyphs.clear();
        }
        assert_eq!(together(pages).0, [false; 4]);
    }
}

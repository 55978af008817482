//! Moves the edges of edits to where a drafter would put them (CONVENTIONS
//! §1.6): chance equalities between two edits dropped, whole meaning units,
//! a comma with the phrase after it.
//!
//! Each step keeps the invariant that what stands between edits is equal.

use super::edits::Edit;
use super::tokens::{Class, Token, Tokens};
use super::units::glued;
use crate::model::Sides;

/// Characters that are added to a word without making it another word.
const SUFFIXES: &str = "等者的性化用";

/// Improves edits in place.
pub fn polish(edits: &mut Vec<Edit>, tokens: &Sides<Tokens>) {
    let polisher = Polisher {
        old: &tokens.old.list,
        new: &tokens.new.list,
        old_glued: glued(&tokens.old.list),
        new_glued: glued(&tokens.new.list),
    };
    polisher.slide_all(edits);
    polisher.merge_weak(edits);
    polisher.widen_all(edits);
    polisher.merge_weak(edits);
    polisher.slide_all(edits);
}

struct Polisher<'a> {
    old: &'a [Token],
    new: &'a [Token],
    old_glued: Vec<bool>,
    new_glued: Vec<bool>,
}

impl Polisher<'_> {
    /// Joins edits that are parted by too little to be read as unchanged.
    fn merge_weak(&self, edits: &mut Vec<Edit>) {
        let mut merged: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits.drain(..) {
            match merged.last_mut() {
                Some(last) if self.is_weak(last, &edit) => {
                    last.old.end = edit.old.end;
                    last.new.end = edit.new.end;
                }
                _ => merged.push(edit),
            }
        }
        *edits = merged;
    }

    /// Whether the equal stretch between two edits is a chance equality.
    fn is_weak(&self, last: &Edit, next: &Edit) -> bool {
        let gap = &self.new[last.new.end..next.new.start];
        if gap.is_empty() {
            return true;
        }
        if gap.iter().any(|token| token.begins_paragraph || token.first == '。')
            || self.new.get(next.new.start).is_some_and(|token| token.begins_paragraph)
        {
            return false;
        }
        let is_replacement = |edit: &Edit| !edit.old.is_empty() && !edit.new.is_empty();
        let size = |edit: &Edit| edit.old.len().max(edit.new.len());
        let is_kana =
            |token: &Token| matches!(token.class, Class::Hiragana | Class::Space | Class::Mark);
        let only_kana = gap.iter().all(is_kana);
        let has_noun = gap.windows(2).any(|pair| {
            pair[0].class == pair[1].class
                && matches!(pair[0].class, Class::Kanji | Class::Katakana)
        });
        let replaced = is_replacement(last) || is_replacement(next);
        let opposite = last.old.is_empty() != next.old.is_empty();
        match gap.len() {
            1 => only_kana || replaced || opposite,
            2 => only_kana && (replaced || opposite) || (replaced && !has_noun),
            3 | 4 => {
                only_kana && replaced && size(last).min(size(next)) >= gap.len()
                    || (!has_noun && size(last).min(size(next)) >= 3 * gap.len())
            }
            _ => false,
        }
    }

    /// Extends edits so that no edge cuts a meaning unit.
    fn widen_all(&self, edits: &mut Vec<Edit>) {
        let mut widened: Vec<Edit> = Vec::with_capacity(edits.len());
        let n = edits.len();
        for index in 0..n {
            let mut edit = edits[index].clone();
            let floor = widened.last().map_or(0, |last: &Edit| last.new.end);
            let ceiling = edits.get(index + 1).map_or(self.new.len(), |next| next.new.start);
            while edit.new.start > floor && self.cuts_left(&edit) {
                edit.new.start -= 1;
                edit.old.start -= 1;
            }
            while edit.new.end < ceiling && self.cuts_right(&edit) {
                edit.new.end += 1;
                edit.old.end += 1;
            }
            match widened.last_mut() {
                Some(last) if last.new.end == edit.new.start && last.old.end == edit.old.start => {
                    last.old.end = edit.old.end;
                    last.new.end = edit.new.end;
                }
                _ => widened.push(edit),
            }
        }
        *edits = widened;
    }

    fn cuts_left(&self, edit: &Edit) -> bool {
        if self.old_glued[edit.old.start] || self.new_glued[edit.new.start] {
            return true;
        }
        // 申告 → 報告 is one word for another, not 申 → 報: a single kanji
        // left over beside changed kanji belongs to them.
        let Some(before) = edit.new.start.checked_sub(1) else {
            return false;
        };
        let n_left = self.new[..edit.new.start]
            .iter()
            .rev()
            .take_while(|token| token.class == Class::Kanji)
            .count();
        n_left == 1
            && !self.new[before + 1..].first().is_some_and(|token| token.begins_paragraph)
            && self.begins_with_kanji(edit)
            && !self.only_adds_suffix(edit)
    }

    fn cuts_right(&self, edit: &Edit) -> bool {
        if self.old_glued[edit.old.end] || self.new_glued[edit.new.end] {
            return true;
        }
        let rest = &self.new[edit.new.end..];
        let n_right = rest
            .iter()
            .enumerate()
            .take_while(|(at, token)| {
                token.class == Class::Kanji && (*at > 0 || !token.begins_paragraph)
            })
            .count();
        n_right == 1
            && self.ends_with_kanji(edit)
            && !self.only_adds_suffix(edit)
            && !rest
                .first()
                .is_some_and(|token| token.begins_paragraph || SUFFIXES.contains(token.first))
    }

    fn begins_with_kanji(&self, edit: &Edit) -> bool {
        let is_kanji = |tokens: &[Token]| tokens.first().is_none_or(|t| t.class == Class::Kanji);
        let (old, new) = (&self.old[edit.old.clone()], &self.new[edit.new.clone()]);
        is_kanji(old) && is_kanji(new)
    }

    fn ends_with_kanji(&self, edit: &Edit) -> bool {
        let is_kanji = |tokens: &[Token]| tokens.last().is_none_or(|t| t.class == Class::Kanji);
        let (old, new) = (&self.old[edit.old.clone()], &self.new[edit.new.clone()]);
        is_kanji(old) && is_kanji(new)
    }

    fn only_adds_suffix(&self, edit: &Edit) -> bool {
        let changed = if edit.old.is_empty() {
            &self.new[edit.new.clone()]
        } else if edit.new.is_empty() {
            &self.old[edit.old.clone()]
        } else {
            return false;
        };
        changed.first().is_some_and(|token| SUFFIXES.contains(token.first))
    }

    /// Slides pure insertions and deletions along repeated characters to the
    /// best place.
    fn slide_all(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let edit = edits[index].clone();
            let is_insertion = edit.old.is_empty();
            if is_insertion == edit.new.is_empty() {
                continue;
            }
            let (tokens, glued, range) = if is_insertion {
                (self.new, &self.new_glued, edit.new.clone())
            } else {
                (self.old, &self.old_glued, edit.old.clone())
            };
            let side_start = |other: &Edit| {
                if is_insertion { other.new.start } else { other.old.start }
            };
            let side_end = |other: &Edit| {
                if is_insertion { other.new.end } else { other.old.end }
            };
            // One token stays between edits so that they remain apart.
            let floor = index.checked_sub(1).map_or(0, |before| side_end(&edits[before]) + 1);
            let ceiling = edits
                .get(index + 1)
                .map_or(tokens.len(), |next| side_start(next).saturating_sub(1));
            let shift = best_shift(tokens, glued, &range, floor, ceiling);
            let edit = &mut edits[index];
            for range in [&mut edit.old, &mut edit.new] {
                range.start = range.start.saturating_add_signed(shift);
                range.end = range.end.saturating_add_signed(shift);
            }
        }
    }
}

/// By how many tokens a pure insertion or deletion should slide.
fn best_shift(
    tokens: &[Token],
    glued: &[bool],
    range: &std::ops::Range<usize>,
    floor: usize,
    ceiling: usize,
) -> isize {
    let quality = |start: usize, end: usize| -> i32 { edge_quality(tokens, glued, start, end) };
    let mut best = (quality(range.start, range.end), 0isize);
    let (mut start, mut end, mut shift) = (range.start, range.end, 0isize);
    while start > floor && tokens[start - 1].key == tokens[end - 1].key {
        (start, end, shift) = (start - 1, end - 1, shift - 1);
        best = best.max((quality(start, end), shift));
    }
    (start, end, shift) = (range.start, range.end, 0);
    while end < ceiling && tokens[start].key == tokens[end].key {
        (start, end, shift) = (start + 1, end + 1, shift + 1);
        // Of equally good places the first one is kept.
        if quality(start, end) > best.0 {
            best = (quality(start, end), shift);
        }
    }
    best.1
}

/// How well a changed stretch begins and ends where it does.
fn edge_quality(tokens: &[Token], glued: &[bool], start: usize, end: usize) -> i32 {
    let mut quality = 0;
    for boundary in [start, end] {
        if glued[boundary] {
            quality -= 20;
        }
        let (Some(before), Some(after)) =
            (boundary.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(boundary))
        else {
            quality += 6;
            continue;
        };
        if after.begins_paragraph {
            quality += 12;
        } else if before.first == '。' {
            quality += 8;
        } else if before.first == '、' {
            quality += 2;
        } else if before.class != after.class {
            quality += 1;
        } else {
            quality -= match before.class {
                Class::Kanji => 3,
                Class::Hiragana => 1,
                _ => 0,
            };
        }
    }
    // 、鑑定人 rather than 鑑定人、.
    let changed = &tokens[start..end];
    if changed.first().is_some_and(|token| token.first == '、') {
        quality += 4;
    }
    if changed.last().is_some_and(|token| token.first == '、') {
        quality -= 2;
    }
    quality
}

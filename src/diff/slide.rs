//! Where a pure insertion or deletion stands among places that are equally
//! right: `、鑑定人` rather than `鑑定人、`, whole paragraphs, no cut words.

use std::ops::Range;

use super::compounds::begins_word;
use super::edits::Edit;
use super::side::{PARTICLES, Text};
use super::tokens::{Class, Token};
use crate::model::Sides;

/// Slides pure insertions and deletions along repeated characters to the best
/// place.
pub(super) fn slide_all(edits: &mut [Edit], texts: &Sides<Text<'_>>) {
    for index in 0..edits.len() {
        let edit = edits[index].clone();
        let is_insertion = edit.old.is_empty();
        if is_insertion == edit.new.is_empty() {
            continue;
        }
        let (text, other, range, at) = if is_insertion {
            (&texts.new, &texts.old, edit.new.clone(), edit.old.start)
        } else {
            (&texts.old, &texts.new, edit.old.clone(), edit.new.start)
        };
        let side = |edit: &Edit| if is_insertion { edit.new.clone() } else { edit.old.clone() };
        // One token stays between edits so that they remain apart, but where a
        // paragraph parts them.
        let floor = index.checked_sub(1).map_or(0, |before| {
            let end = side(&edits[before]).end;
            end + usize::from(!text.begins(end))
        });
        let ceiling = edits
            .get(index + 1)
            .map_or(text.tokens.len(), |next| side(next).start.saturating_sub(1));
        let slide = Slide { text, other, at };
        let shift = slide.best(&range, floor, ceiling);
        let edit = &mut edits[index];
        for range in [&mut edit.old, &mut edit.new] {
            range.start = range.start.saturating_add_signed(shift);
            range.end = range.end.saturating_add_signed(shift);
        }
    }
}

/// Longest stretch between two insertions or deletions, in tokens, that may stand
/// by chance where it does.
const LONGEST_BETWEEN: usize = 8;

/// Makes one of two insertions, or two deletions, where the second one ends in what
/// stands between them, which then stands behind both: in
/// `［に当たり、若者］の［意見を聴く。評価の］結果` nothing but `評価に当たり、若者の意見を聴く。`
/// was put in.
pub(super) fn join_over_chance(edits: &mut Vec<Edit>, texts: &Sides<Text<'_>>) {
    edits.dedup_by(|next, last| {
        let (text, is_of_new) = match (last.old.is_empty(), next.old.is_empty()) {
            (true, true) => (&texts.new, true),
            (false, false) if last.new.is_empty() && next.new.is_empty() => (&texts.old, false),
            _ => return false,
        };
        let side = |edit: &Edit| if is_of_new { edit.new.clone() } else { edit.old.clone() };
        let (before, behind) = (side(last), side(next));
        let n_between = behind.start - before.end;
        let all = before.start..behind.end;
        let ends_alike = || {
            let between = &text.tokens[before.end..behind.start];
            // What ends in a comma becomes a part of the mark.
            between.last().is_some_and(|last| last.class() != Class::Mark)
                && text.tokens[behind.clone()].ends_with(between)
        };
        let joins = n_between <= LONGEST_BETWEEN
            && n_between <= behind.len()
            && ends_alike()
            && (text.lines.is_empty() || !text.any_row_begins(&all));
        if joins {
            let end = behind.end - n_between;
            let range = if is_of_new { &mut last.new } else { &mut last.old };
            range.end = end;
        }
        joins
    });
}

/// One insertion or deletion.
struct Slide<'a> {
    /// The side that has the changed text.
    text: &'a Text<'a>,
    /// The side that does not.
    other: &'a Text<'a>,
    /// Where the changed text would stand on the other side.
    at: usize,
}

impl Slide<'_> {
    /// By how many tokens it should slide.
    fn best(&self, range: &Range<usize>, floor: usize, ceiling: usize) -> isize {
        let tokens = self.text.tokens;
        let can_go_back = range.start > floor && tokens[range.start - 1] == tokens[range.end - 1];
        let can_go_on = range.end < ceiling && tokens[range.start] == tokens[range.end];
        if (!can_go_back && !can_go_on) || self.is_of_columns(range) {
            return 0;
        }
        let mut best = (self.quality(range.start, range.end, 0), 0isize);
        let (mut start, mut end, mut shift) = (range.start, range.end, 0isize);
        while start > floor && tokens[start - 1] == tokens[end - 1] {
            (start, end, shift) = (start - 1, end - 1, shift - 1);
            best = best.max((self.quality(start, end, shift), shift));
        }
        (start, end, shift) = (range.start, range.end, 0);
        while end < ceiling && tokens[start] == tokens[end] {
            (start, end, shift) = (start + 1, end + 1, shift + 1);
            // Of equally good places the first one is kept.
            let quality = self.quality(start, end, shift);
            if quality > best.0 {
                best = (quality, shift);
            }
        }
        best.1
    }

    /// Whether it is cells of one row: their headings say which ones they are.
    fn is_of_columns(&self, range: &Range<usize>) -> bool {
        let begins = |at: usize| self.text.begins(at);
        begins(range.start) && begins(range.end) && !self.text.any_row_begins(range)
    }

    /// How well a changed stretch begins and ends where it does.
    fn quality(&self, start: usize, end: usize, shift: isize) -> i32 {
        let tokens = self.text.tokens;
        let inside = |text: &Text<'_>, at: usize| text.units.inside(at);
        let mut quality = 0;
        if inside(self.other, self.at.saturating_add_signed(shift)) {
            quality -= 20;
        }
        for boundary in [start, end] {
            if inside(self.text, boundary) {
                quality -= 20;
            }
            // 第23条[の２]の rather than 第23条の[２の].
            if self.text.units.edge(boundary) {
                quality += 2;
            }
            // Whole rows rather than whole cells.
            if self.text.begins_row(boundary) {
                quality += 6;
            }
            let before = boundary.checked_sub(1).and_then(|at| tokens.get(at));
            quality += match (before, tokens.get(boundary)) {
                (Some(_), Some(_)) if self.text.begins(boundary) => 12,
                (Some(_), Some(_)) if self.text.joins_nouns(boundary) => 1,
                // A compound is cut rather before a word than inside one.
                (Some(before), Some(after)) => {
                    between(*before, *after) + i32::from(begins_word(self.text, boundary))
                }
                _ => 6,
            };
        }
        let changed = &tokens[start..end];
        // 、鑑定人 is put in, but …により行う。ただし、…場合は、 before a clause.
        let is_of_sentences = || changed.iter().any(|token| token.is('。'));
        let begins = changed.first().is_some_and(|token| token.is('、'));
        let ends = changed.last().is_some_and(|token| token.is('、'));
        if (begins || ends) && is_of_sentences() {
            quality += if ends { 4 } else { 0 };
        } else {
            quality += if begins || self.text.joins_nouns(start) { 4 } else { 0 };
            quality -= if ends { 2 } else { 0 };
        }
        quality
    }
}

/// How good an edge between two tokens is.
fn between(before: Token, after: Token) -> i32 {
    if before.is('。') {
        8
    } else if before.is('、') {
        2
    } else if before.class() == Class::Kanji && is_inflection(after) {
        -2
    } else if before.class() != after.class() {
        1
    } else {
        match before.class() {
            Class::Kanji => -3,
            Class::Hiragana => -1,
            _ => 0,
        }
    }
}

/// Whether hiragana behind a kanji belong to its word: 供する, 定める.
fn is_inflection(after: Token) -> bool {
    after.class() == Class::Hiragana && !PARTICLES.contains(after.first())
}

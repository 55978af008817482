//! Edges of edits that would cut a number, a citation or a word are moved out.

use std::ops::Range;

use super::compounds::cuts_word;
use super::edits::Edit;
use super::polish::Polisher;
use super::side::Text;
use super::tokens::{Class, Token};

/// Characters that are added to a word without making it another word.
const SUFFIXES: &str = "等者的性化用";

impl Polisher<'_> {
    /// Extends edits so that no edge cuts a meaning unit.
    pub fn widen_all(&self, edits: &mut Vec<Edit>) {
        let mut widened: Vec<Edit> = Vec::with_capacity(edits.len());
        let n = edits.len();
        for index in 0..n {
            let mut edit = edits[index].clone();
            let floor = widened.last().map_or(0, |last: &Edit| last.new.end);
            let ceiling = self.ceiling(edits, index);
            while edit.new.start > floor && self.cuts_left(&edit, floor) {
                edit.new.start -= 1;
                edit.old.start -= 1;
            }
            while edit.new.end < ceiling && self.cuts_right(&edit, ceiling) {
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

    /// Whether an edit begins inside a meaning unit; the one before it ends at
    /// `floor`.
    fn cuts_left(&self, edit: &Edit, floor: usize) -> bool {
        if self.old.units.inside(edit.old.start) || self.new.units.inside(edit.new.start) {
            return true;
        }
        if self.changes_spaces_only(edit) {
            return true;
        }
        // 申告 → 報告 is one word for another, not 申 → 報: a single kanji
        // left over beside changed kanji belongs to them. 法|第31条 are two
        // words, and 平成20年|以下 too.
        let (old_at, new_at) = (edit.old.start, edit.new.start);
        if self.is_edge(old_at, new_at) || self.begins_border(edit) {
            return false;
        }
        if self.replaces_kanji(edit, <[Token]>::first)
            && cuts_word(&self.old, old_at)
            && cuts_word(&self.new, new_at)
        {
            return true;
        }
        if self.spells_kanji(edit) && (cuts_word(&self.old, old_at) || cuts_word(&self.new, new_at))
        {
            return true;
        }
        let mut n_left = 0;
        for (n, at) in (floor..new_at).rev().take(2).enumerate() {
            let in_old = old_at - n - 1;
            let is_kanji = self.new.tokens[at].class() == Class::Kanji
                && !self.new.is_apart(at + 1)
                && !self.old.is_apart(in_old + 1);
            n_left += usize::from(is_kanji);
            if !is_kanji || self.new.begins(at) || self.old.begins(in_old) {
                break;
            }
        }
        let joins = |text: &Text<'_>, range: &Range<usize>| {
            !range.is_empty() && text.joins_nouns(range.start)
        };
        n_left == 1
            && !joins(&self.old, &edit.old)
            && !joins(&self.new, &edit.new)
            && !self.puts_words_in(edit)
            && (self.has_kanji_at(edit, <[Token]>::first) || self.spells_kanji(edit))
            && !self.only_adds_suffix(edit)
    }

    /// Whether an edit ends inside one; the one behind it begins at `ceiling`.
    fn cuts_right(&self, edit: &Edit, ceiling: usize) -> bool {
        if self.old.units.inside(edit.old.end) || self.new.units.inside(edit.new.end) {
            return true;
        }
        if self.changes_spaces_only(edit) {
            return true;
        }
        let (old_at, new_at) = (edit.old.end, edit.new.end);
        if self.is_edge(old_at, new_at) || self.ends_border(edit) {
            return false;
        }
        if self.new.tokens[new_at].is('に')
            && (self.old.ends_adverb(&edit.old) || self.new.ends_adverb(&edit.new))
        {
            return true;
        }
        if self.replaces_kanji(edit, <[Token]>::last)
            && cuts_word(&self.old, old_at)
            && cuts_word(&self.new, new_at)
        {
            return true;
        }
        let rest = &self.new.tokens[new_at..];
        // 受注|者 is two words, too.
        let is_kanji = |&at: &usize| {
            let in_old = old_at + (at - new_at);
            self.new.tokens[at].class() == Class::Kanji
                && (at == new_at
                    || !self.new.begins(at)
                        && !self.old.begins(in_old)
                        && !SUFFIXES.contains(self.new.tokens[at].first()))
                && !self.new.is_apart(at)
                && !self.old.is_apart(in_old)
                && !self.new.joins_nouns(at)
                && !self.old.joins_nouns(in_old)
        };
        let until = ceiling.min(new_at + 2);
        let n_right = (new_at..until).take_while(is_kanji).count();
        n_right == 1
            && !self.puts_words_in(edit)
            && self.has_kanji_at(edit, <[Token]>::last)
            && !self.only_adds_suffix(edit)
            && !SUFFIXES.contains(rest[0].first())
    }

    /// Whether a paragraph or a cell begins with an edit. What one side has alone at
    /// the end of one begins none.
    fn begins_border(&self, edit: &Edit) -> bool {
        let begins =
            |text: &Text<'_>, at: &Range<usize>, other: &Text<'_>, there: &Range<usize>| {
                text.begins(at.start) && !(at.is_empty() && other.begins(there.end))
            };
        begins(&self.old, &edit.old, &self.new, &edit.new)
            || begins(&self.new, &edit.new, &self.old, &edit.old)
    }

    /// Whether one ends with an edit. What one side has alone at the beginning of one
    /// ends none.
    fn ends_border(&self, edit: &Edit) -> bool {
        let ends = |text: &Text<'_>, at: &Range<usize>, other: &Text<'_>, there: &Range<usize>| {
            text.begins(at.end) && !(at.is_empty() && other.begins(there.start))
        };
        ends(&self.old, &edit.old, &self.new, &edit.new)
            || ends(&self.new, &edit.new, &self.old, &edit.old)
    }

    /// Whether a unit of one of the sides begins or ends at a place, so that
    /// the characters on both sides of it are different words.
    pub fn is_edge(&self, old_at: usize, new_at: usize) -> bool {
        self.old.units.edge(old_at) || self.new.units.edge(new_at)
    }

    /// A space that came or went between two words cannot be seen in a mark
    /// without the words.
    fn changes_spaces_only(&self, edit: &Edit) -> bool {
        self.old.tokens[edit.old.clone()]
            .iter()
            .chain(&self.new.tokens[edit.new.clone()])
            .all(|token| token.class() == Class::Space)
    }

    /// Whether nothing but whole words was put into a compound or taken out of it:
    /// 企画課, 企画〖政策〗課.
    fn puts_words_in(&self, edit: &Edit) -> bool {
        let (text, range) = match (edit.old.is_empty(), edit.new.is_empty()) {
            (true, _) => (&self.new, &edit.new),
            (_, true) => (&self.old, &edit.old),
            _ => return false,
        };
        let is_kanji = |at: usize| text.tokens.get(at).is_some_and(|it| it.class() == Class::Kanji);
        let around = [range.start.wrapping_sub(1), range.end];
        range.len() >= 2
            && range.len().is_multiple_of(2)
            && range.clone().chain(around).all(is_kanji)
    }

    /// Whether the changed text of each side that has any begins or ends with
    /// a kanji.
    fn has_kanji_at(&self, edit: &Edit, end: fn(&[Token]) -> Option<&Token>) -> bool {
        let is_kanji = |tokens: &[Token]| end(tokens).is_none_or(|t| t.class() == Class::Kanji);
        is_kanji(&self.old.tokens[edit.old.clone()]) && is_kanji(&self.new.tokens[edit.new.clone()])
    }

    /// Whether kanji that a changed stretch begins or ends with stand for others.
    fn replaces_kanji(&self, edit: &Edit, end: fn(&[Token]) -> Option<&Token>) -> bool {
        !edit.old.is_empty() && !edit.new.is_empty() && self.has_kanji_at(edit, end)
    }

    /// Whether a changed kanji and hiragana stand for each other: 障害, 障がい.
    fn spells_kanji(&self, edit: &Edit) -> bool {
        let first = |text: &Text<'_>, range: &Range<usize>| {
            let is_word = !range.is_empty() && !text.joins_nouns(range.start);
            is_word.then(|| text.tokens[range.start].class())
        };
        matches!(
            (first(&self.old, &edit.old), first(&self.new, &edit.new)),
            (Some(Class::Kanji), Some(Class::Hiragana))
                | (Some(Class::Hiragana), Some(Class::Kanji))
        )
    }

    fn only_adds_suffix(&self, edit: &Edit) -> bool {
        let changed = if edit.old.is_empty() {
            &self.new.tokens[edit.new.clone()]
        } else if edit.new.is_empty() {
            &self.old.tokens[edit.old.clone()]
        } else {
            return false;
        };
        changed.first().is_some_and(|token| SUFFIXES.contains(token.first()))
    }

    /// Takes a word out of an edit that stands at its end on both sides, behind a
    /// comma or full stop: 旅行命令簿 did not change where a sentence about 旅費
    /// was put before it.
    pub fn spare_kept_words(&self, edits: &mut [Edit]) {
        let ends = |text: &Text<'_>, range: &Range<usize>, n: usize| {
            let before = range.len().checked_sub(n + 1).map(|at| text.tokens[range.start + at]);
            before.is_some_and(|token| token.is('、') || token.is('。'))
        };
        for edit in edits {
            let (old, new) =
                (&self.old.tokens[edit.old.clone()], &self.new.tokens[edit.new.clone()]);
            let n = old.len().min(new.len());
            let is_kept = n > 0
                && (new.ends_with(old) && ends(&self.new, &edit.new, n)
                    || old.ends_with(new) && ends(&self.old, &edit.old, n));
            if is_kept {
                edit.old.end -= n;
                edit.new.end -= n;
            }
        }
    }
}

//! Moves the edges of edits to where a drafter would put them (CONVENTIONS
//! §1.6): chance equalities between two edits dropped, whole meaning units,
//! a comma with the phrase after it.
//!
//! Each step keeps the invariant that what stands between edits is equal, and
//! none joins what two paragraphs or two table cells keep apart.

use std::ops::Range;

use super::edits::Edit;
use super::slide::slide_all;
use super::tokens::{Class, Token, Tokens};
use super::units::Units;
use crate::model::Sides;

/// Characters that are added to a word without making it another word.
const SUFFIXES: &str = "等者的性化用";
/// Hiragana that stand for a word of their own after a changed one.
pub(super) const PARTICLES: &str = "はがをにへとのでもやか";
/// What ends a sentence or a bracketed group.
const CLOSING: &str = "。)]」』}】》〉〕";
/// Longest stretch between two edits that can be a chance equality.
const LONGEST_CHANCE: usize = 12;
/// Longest noun that stays between two words that were replaced.
const LONGEST_WORD: usize = 4;
/// Stretches of so many tokens are no words that were replaced but text that was
/// rewritten: a noun that is left between two of them is in another sentence.
const SHORTEST_REWRITTEN: usize = 8;
/// Longest ending of a clause, in tokens, that goes with the rest of it: されるものとする.
const LONGEST_TAIL: usize = 9;
/// By how much stretches that were rewritten are longer than what is left of
/// them by chance.
const MORE_THAN_CHANCE: usize = 2;
/// Longest phrase, in tokens, that goes with a changed comma before it.
const LONGEST_PHRASE: usize = 16;

/// What joins nouns, by its first two characters: the kanji is no part of the
/// noun before it.
const CONJUNCTIONS: [[char; 2]; 5] =
    [['及', 'び'], ['又', 'は'], ['並', 'び'], ['若', 'し'], ['且', 'つ']];
/// Particles of two characters: the noun before them is whole.
const LONG_PARTICLES: [[char; 2]; 3] = [['ま', 'で'], ['か', 'ら'], ['よ', 'り']];

/// Ends of words that are adverbs with に: 速やかに, 明らかに, 直ちに, 新たに, 互いに.
const ADVERBS: [[char; 2]; 5] =
    [['や', 'か'], ['ら', 'か'], ['直', 'ち'], ['新', 'た'], ['互', 'い']];

/// One side: its tokens and the units they make.
pub(super) struct Text<'a> {
    /// In reading order.
    pub tokens: &'a [Token],
    /// Those with which a paragraph or a cell begins.
    begins: &'a [u32],
    /// Those with which a row of a table begins, or what stands beside tables.
    lines: &'a [(u32, bool)],
    /// Those that a space parts from the one before.
    apart: &'a [u32],
    /// What must not be cut.
    pub units: Units<'a>,
}

impl<'a> Text<'a> {
    fn of(tokens: &'a Tokens) -> Self {
        Self {
            tokens: &tokens.list,
            begins: tokens.begins(),
            lines: tokens.lines(),
            apart: tokens.apart(),
            units: Units::of(tokens),
        }
    }

    /// Whether a paragraph or a cell begins at a place, or the text ends there.
    pub fn begins(&self, at: usize) -> bool {
        at >= self.tokens.len() || self.begins.binary_search(&(at as u32)).is_ok()
    }

    /// Whether a row of a table begins at a place, or it ends there.
    pub fn begins_row(&self, at: usize) -> bool {
        !self.lines.is_empty()
            && (at >= self.tokens.len()
                || self.lines.binary_search_by_key(&(at as u32), |&(start, _)| start).is_ok())
    }

    /// Whether a space stands at a place.
    fn is_apart(&self, at: usize) -> bool {
        self.apart.binary_search(&(at as u32)).is_ok()
    }

    /// Whether 及び, 又は and the like begin at a place.
    pub fn joins_nouns(&self, at: usize) -> bool {
        self.has_word(at, &CONJUNCTIONS)
    }

    /// Whether a changed stretch ends with what is an adverb with に behind it.
    fn ends_adverb(&self, range: &Range<usize>) -> bool {
        range.len() >= 2 && self.has_word(range.end - 2, &ADVERBS)
    }

    fn has_word(&self, at: usize, words: &[[char; 2]]) -> bool {
        let (token, next) = (self.tokens.get(at), self.tokens.get(at + 1));
        token.is_some_and(|token| words.iter().any(|&word| token.is_first_of(next, word)))
    }

    /// Whether a paragraph or a cell begins with one of these tokens.
    fn any_begins(&self, range: &Range<usize>) -> bool {
        let first = self.begins.partition_point(|&at| (at as usize) < range.start);
        self.begins.get(first).is_some_and(|&at| (at as usize) < range.end)
    }
}

/// Improves edits in place.
pub fn polish(edits: &mut Vec<Edit>, tokens: &Sides<Tokens>) {
    let texts = tokens.as_ref().map(|_, tokens| Text::of(tokens));
    slide_all(edits, &texts);
    let polisher = Polisher { old: texts.old, new: texts.new };
    polisher.merge_weak(edits);
    polisher.widen_all(edits);
    polisher.merge_weak(edits);
    polisher.absorb_tails(edits);
    polisher.absorb_endings(edits);
    polisher.absorb_phrases(edits);
    polisher.widen_all(edits);
}

struct Polisher<'a> {
    old: Text<'a>,
    new: Text<'a>,
}

impl Polisher<'_> {
    /// Joins edits that are parted by too little to be read as unchanged.
    fn merge_weak(&self, edits: &mut Vec<Edit>) {
        if edits.len() < 2 {
            return;
        }
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
        let in_new = last.new.end..next.new.start;
        let in_old = last.old.end..next.old.start;
        let gap = &self.new.tokens[in_new.clone()];
        let Some((gap_end, inside)) = gap.split_last() else { return true };
        if gap.len() > LONGEST_CHANCE
            || inside.iter().any(|token| token.is('。'))
            || self.old.any_begins(&in_old)
            || self.new.any_begins(&in_new)
            || (!next.old.is_empty() && self.old.begins(next.old.start))
            || (!next.new.is_empty() && self.new.begins(next.new.start))
        {
            return false;
        }
        let ends_clause = |token: &Token| token.is('、') || token.is('。');
        let is_clause = || {
            let (before, _) = self.new.tokens.split_at(in_new.start);
            ends_clause(gap_end) && before.last().is_none_or(ends_clause)
        };
        let is_replacement = |edit: &Edit| !edit.old.is_empty() && !edit.new.is_empty();
        let size = |edit: &Edit| edit.old.len().max(edit.new.len());
        let is_kana =
            |token: &Token| matches!(token.class(), Class::Hiragana | Class::Space | Class::Mark);
        let only_kana = gap.iter().all(is_kana);
        let has_noun = gap.windows(2).any(|pair| {
            pair[0].class() == pair[1].class()
                && matches!(pair[0].class(), Class::Kanji | Class::Katakana)
        });
        let replaced = is_replacement(last) || is_replacement(next);
        let opposite = last.old.is_empty() != next.old.is_empty();
        let smaller = size(last).min(size(next));
        // する。 or が失われた場合に備えて between two long rewritten stretches, but
        // not a clause that was kept, or a noun beside another that was not.
        let is_word = has_noun && gap.len() <= LONGEST_WORD && smaller < SHORTEST_REWRITTEN;
        let is_chance = is_replacement(last)
            && is_replacement(next)
            && smaller >= MORE_THAN_CHANCE * gap.len()
            && !is_word
            && !is_clause();
        if is_chance || gap_end.is('。') {
            return is_chance;
        }
        match gap.len() {
            1 => only_kana || replaced || opposite,
            // 及び between two other nouns is no chance; cited numbers are one list.
            2 if self.new.joins_nouns(in_new.start)
                && is_replacement(last)
                && is_replacement(next)
                && self.new.tokens[last.new.end - 1].class() != Class::Number =>
            {
                false
            }
            2 => only_kana && (replaced || opposite) || (replaced && !has_noun),
            3 | 4 => {
                only_kana && replaced && smaller >= gap.len()
                    || (!has_noun && smaller >= 3 * gap.len())
            }
            // ることができる between two long rewritten stretches.
            5..=LONGEST_CHANCE => only_kana && replaced && smaller >= 2 * gap.len(),
            _ => false,
        }
    }

    /// Takes the last hiragana of a clause along where all before them was
    /// rewritten: 名簿を提出する。 became 記録を三年間保存する。, and する is no word that
    /// was kept. The comma or full stop stays (CONVENTIONS §1.6).
    fn absorb_tails(&self, edits: &mut [Edit]) {
        let ends_clause = |token: &Token| token.is('、') || token.is('。');
        for index in 0..edits.len() {
            let next = edits.get(index + 1).cloned();
            let edit = &mut edits[index];
            let is_kana = |&at: &usize| {
                self.new.tokens[at].class() == Class::Hiragana
                    && !self.new.begins(at)
                    && !self.old.begins(edit.old.end + at - edit.new.end)
            };
            let until = next.as_ref().map_or(self.new.tokens.len(), |next| next.new.start);
            let n = (edit.new.end..until).take(LONGEST_TAIL + 1).take_while(is_kana).count();
            let (old_at, new_at) = (edit.old.end + n, edit.new.end + n);
            let is_end = self.new.begins(new_at) && self.old.begins(old_at)
                || new_at < until && ends_clause(&self.new.tokens[new_at]);
            let is_rewritten = |text: &Text<'_>, range: &Range<usize>| {
                let inside = range.clone().rev();
                let n_last = inside.take_while(|&at| !ends_clause(&text.tokens[at])).count();
                let begin = range.end - n_last;
                n_last >= SHORTEST_REWRITTEN.max(MORE_THAN_CHANCE * n)
                    && (begin > range.start
                        || text.begins(begin)
                        || begin.checked_sub(1).is_none_or(|at| ends_clause(&text.tokens[at])))
            };
            if (1..=LONGEST_TAIL).contains(&n)
                && is_end
                && !self.new.has_word(edit.new.end, &LONG_PARTICLES)
                && is_rewritten(&self.old, &edit.old)
                && is_rewritten(&self.new, &edit.new)
            {
                (edit.old.end, edit.new.end) = (old_at, new_at);
            }
        }
    }

    /// Takes a lone hiragana into the edit before it where nothing but the end
    /// of the sentence, the bracket or the cell follows: 十分であ|る.
    fn absorb_endings(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let next_start = edits.get(index + 1).map(|next| next.new.start);
            let edit = &mut edits[index];
            if edit.old.is_empty()
                || edit.new.is_empty()
                || next_start.is_some_and(|start| start <= edit.new.end)
            {
                continue;
            }
            let absorbs = |text: &Text<'_>, end: usize| {
                let is_word =
                    |token: &Token| matches!(token.class(), Class::Hiragana | Class::Kanji);
                is_word(&text.tokens[end - 1])
                    && text.tokens.get(end).is_some_and(|token| {
                        token.class() == Class::Hiragana
                            && !text.begins(end)
                            && !PARTICLES.contains(token.first())
                    })
                    && (text.begins(end + 1) || CLOSING.contains(text.tokens[end + 1].first()))
            };
            if absorbs(&self.old, edit.old.end) && absorbs(&self.new, edit.new.end) {
                edit.old.end += 1;
                edit.new.end += 1;
            }
        }
    }

    /// Takes the noun behind a comma that stands for a word of the other side
    /// along: `及び歩行器` became `、歩行器等`, not `及び` `、` (CONVENTIONS §1.6).
    fn absorb_phrases(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let ceiling = edits.get(index + 1).map_or(self.new.tokens.len(), |next| next.new.start);
            let edit = &mut edits[index];
            let (old, new) =
                (&self.old.tokens[edit.old.clone()], &self.new.tokens[edit.new.clone()]);
            let is_comma = |tokens: &[Token]| matches!(tokens, [only] if only.first() == '、');
            let has_comma = |tokens: &[Token]| tokens.iter().any(|token| token.first() == '、');
            let stands_for_word = |one: &[Token], other: &[Token]| {
                is_comma(one) && !other.is_empty() && !has_comma(other)
            };
            if !stands_for_word(old, new) && !stands_for_word(new, old) {
                continue;
            }
            let is_noun = |text: &Text<'_>, at: usize| {
                let class = text.tokens[at].class();
                matches!(class, Class::Kanji | Class::Katakana | Class::Latin | Class::Number)
                    && !text.begins(at)
            };
            let behind = |text: &Text<'_>, from: usize, to: usize| {
                (from..to).take_while(|&at| is_noun(text, at)).count()
            };
            let in_new = behind(&self.new, edit.new.end, ceiling);
            let old_end = edit.old.end + (ceiling - edit.new.end);
            let n = in_new.min(behind(&self.old, edit.old.end, old_end));
            if n <= LONGEST_PHRASE {
                edit.old.end += n;
                edit.new.end += n;
            }
        }
    }

    /// Extends edits so that no edge cuts a meaning unit.
    fn widen_all(&self, edits: &mut Vec<Edit>) {
        let mut widened: Vec<Edit> = Vec::with_capacity(edits.len());
        let n = edits.len();
        for index in 0..n {
            let mut edit = edits[index].clone();
            let floor = widened.last().map_or(0, |last: &Edit| last.new.end);
            let ceiling = edits.get(index + 1).map_or(self.new.tokens.len(), |next| next.new.start);
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
        if self.is_edge(old_at, new_at) || self.old.begins(old_at) || self.new.begins(new_at) {
            return false;
        }
        let mut n_left = 0;
        for at in (0..new_at).rev().take(2) {
            let is_kanji =
                self.new.tokens[at].class() == Class::Kanji && !self.new.is_apart(at + 1);
            n_left += usize::from(is_kanji);
            if !is_kanji || self.new.begins(at) {
                break;
            }
        }
        n_left == 1
            && (self.has_kanji_at(edit, <[Token]>::first) || self.spells_kanji(edit))
            && !self.only_adds_suffix(edit)
    }

    fn cuts_right(&self, edit: &Edit) -> bool {
        if self.old.units.inside(edit.old.end) || self.new.units.inside(edit.new.end) {
            return true;
        }
        if self.changes_spaces_only(edit) {
            return true;
        }
        let (old_at, new_at) = (edit.old.end, edit.new.end);
        if self.is_edge(old_at, new_at) || self.old.begins(old_at) || self.new.begins(new_at) {
            return false;
        }
        if self.new.tokens[new_at].is('に')
            && (self.old.ends_adverb(&edit.old) || self.new.ends_adverb(&edit.new))
        {
            return true;
        }
        let rest = &self.new.tokens[new_at..];
        let is_kanji = |&at: &usize| {
            self.new.tokens[at].class() == Class::Kanji
                && (at == new_at || !self.new.begins(at))
                && !self.new.is_apart(at)
                && !self.new.joins_nouns(at)
        };
        let until = self.new.tokens.len().min(new_at + 2);
        let n_right = (new_at..until).take_while(is_kanji).count();
        n_right == 1
            && self.has_kanji_at(edit, <[Token]>::last)
            && !self.only_adds_suffix(edit)
            && !SUFFIXES.contains(rest[0].first())
    }

    /// Whether a unit of one of the sides begins or ends at a place, so that
    /// the characters on both sides of it are different words.
    fn is_edge(&self, old_at: usize, new_at: usize) -> bool {
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

    /// Whether the changed text of each side that has any begins or ends with
    /// a kanji.
    fn has_kanji_at(&self, edit: &Edit, end: fn(&[Token]) -> Option<&Token>) -> bool {
        let is_kanji = |tokens: &[Token]| end(tokens).is_none_or(|t| t.class() == Class::Kanji);
        is_kanji(&self.old.tokens[edit.old.clone()]) && is_kanji(&self.new.tokens[edit.new.clone()])
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
}

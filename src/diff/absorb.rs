//! What goes with a changed stretch though it is equal on both sides: the end of
//! a clause that was rewritten, the rest of a word, the noun behind a comma or behind 及び.

use std::ops::Range;

use super::compounds::goes_on;
use super::edits::Edit;
use super::polish::{MORE_THAN_CHANCE, Polisher, SHORTEST_REWRITTEN};
use super::side::{LONG_PARTICLES, PARTICLES, Text};
use super::tokens::{Class, Token};

/// What ends a sentence or a bracketed group.
const CLOSING: &str = "。)]」』}】》〉〕";
/// Longest ending of a clause, in tokens, that goes with the rest of it: されるものとする.
const LONGEST_TAIL: usize = 9;
/// Longest phrase, in tokens, that goes with a changed comma before it.
const LONGEST_PHRASE: usize = 16;

impl Polisher<'_> {
    /// Takes the last hiragana of a clause along where all before them was
    /// rewritten: 名簿を提出する。 became 記録を三年間保存する。, and する is no word that
    /// was kept. The comma or full stop stays (CONVENTIONS §1.6).
    pub fn absorb_tails(&self, edits: &mut [Edit]) {
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
                && !self.is_edge(edit.old.end, edit.new.end)
                && is_rewritten(&self.old, &edit.old)
                && is_rewritten(&self.new, &edit.new)
            {
                (edit.old.end, edit.new.end) = (old_at, new_at);
            }
        }
    }

    /// Takes a lone hiragana into the edit before it where nothing but the end
    /// of the sentence, the bracket or the cell follows: 十分であ|る.
    pub fn absorb_endings(&self, edits: &mut [Edit]) {
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
            // されま|す became で|す: no word ends there.
            let parts_ending = |text: &Text<'_>, end: usize| {
                let [before, at] = [end - 1, end].map(|at| text.tokens.get(at));
                let is_polite = |token: &Token| token.is('ま') || token.is('で');
                before.is_some_and(is_polite) && at.is_some_and(|it| it.is('す'))
            };
            let is_polite = parts_ending(&self.old, edit.old.end)
                && parts_ending(&self.new, edit.new.end)
                && !self.is_edge(edit.old.end, edit.new.end);
            if is_polite || absorbs(&self.old, edit.old.end) && absorbs(&self.new, edit.new.end) {
                edit.old.end += 1;
                edit.new.end += 1;
            }
        }
    }

    /// Takes the noun behind a comma that stands for a word of the other side
    /// along: `及び歩行器` became `、歩行器等`, not `及び` `、` (CONVENTIONS §1.6).
    pub fn absorb_phrases(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let ceiling = self.ceiling(edits, index);
            let edit = &mut edits[index];
            let (old, new) =
                (&self.old.tokens[edit.old.clone()], &self.new.tokens[edit.new.clone()]);
            let is_comma = |tokens: &[Token]| matches!(tokens, [only] if only.first() == '、');
            let has_comma = |tokens: &[Token]| tokens.iter().any(|token| token.first() == '、');
            let is_word = |token: &Token| !matches!(token.class(), Class::Mark | Class::Space);
            let stands_for_word = |one: &[Token], other: &[Token]| {
                is_comma(one) && other.iter().any(is_word) && !has_comma(other)
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
            // 打合せ, 申込み: one hiragana ends the noun.
            let is_kana = |at: usize| {
                self.new.tokens.get(at).is_some_and(|it| it.class() == Class::Hiragana)
                    && !self.new.begins(at)
            };
            let is_particle = |at: usize| {
                self.new.tokens.get(at).is_some_and(|it| PARTICLES.contains(it.first()))
            };
            let (end, is_noun_behind) = (edit.new.end, (1..=LONGEST_PHRASE).contains(&n));
            let ends_noun = is_noun_behind
                && end < ceiling
                && is_kana(end)
                && !is_particle(end)
                && (!is_kana(end + 1) || is_particle(end + 1))
                && !self.old.begins(edit.old.end);
            if ends_noun {
                edit.old.end += 1;
                edit.new.end += 1;
            }
        }
    }

    /// Takes the noun along that stands behind 及び or a comma of both sides:
    /// `及び期末手当` became `、期末手当及び勤勉手当`, though both end in 手当.
    pub fn complete_listed_nouns(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let ceiling = self.ceiling(edits, index);
            let edit = &mut edits[index];
            let lists = |text: &Text<'_>, range: &Range<usize>| {
                let begins = range.len() >= 3
                    && (text.tokens[range.start].is('、') || text.joins_nouns(range.start));
                begins && text.tokens[range.end - 1].class() == Class::Kanji
            };
            if !lists(&self.old, &edit.old) || !lists(&self.new, &edit.new) {
                continue;
            }
            let goes_on = |text: &Text<'_>, at: usize| {
                text.tokens[at].class() == Class::Kanji && goes_on(text, at)
            };
            let n = (edit.new.end..ceiling)
                .take(LONGEST_PHRASE)
                .take_while(|&at| {
                    goes_on(&self.new, at) && goes_on(&self.old, edit.old.end + at - edit.new.end)
                })
                .count();
            edit.old.end += n;
            edit.new.end += n;
        }
    }
}

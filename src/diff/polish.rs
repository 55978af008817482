//! Moves the edges of edits to where a drafter would put them (CONVENTIONS
//! §1.6): chance equalities between two edits dropped, whole meaning units,
//! a comma with the phrase after it.
//!
//! Each step keeps the invariant that what stands between edits is equal, and
//! none joins what two paragraphs or two table cells keep apart.

use super::borders::part_edits;
use super::edits::Edit;
use super::side::Text;
use super::slide::{join_over_chance, slide_all};
use super::tokens::{Class, Token, Tokens};
use crate::model::Sides;

/// Longest stretch between two edits that can be a chance equality.
const LONGEST_CHANCE: usize = 12;
/// Longest noun that stays between two words that were replaced.
const LONGEST_WORD: usize = 4;
/// Stretches of so many tokens are no words that were replaced but text that was
/// rewritten: a noun that is left between two of them is in another sentence.
pub const SHORTEST_REWRITTEN: usize = 8;
/// By how much stretches that were rewritten are longer than what is left of
/// them by chance.
pub const MORE_THAN_CHANCE: usize = 2;

/// Improves edits in place.
pub fn polish(edits: &mut Vec<Edit>, tokens: &Sides<Tokens>) {
    let texts = tokens.as_ref().map(|_, tokens| Text::of(tokens));
    join_over_chance(edits, &texts);
    slide_all(edits, &texts);
    let polisher = Polisher { old: texts.old, new: texts.new };
    polisher.merge_weak(edits);
    polisher.complete_spellings(edits);
    polisher.complete_endings(edits);
    polisher.widen_all(edits);
    polisher.merge_weak(edits);
    polisher.join_names_of_acts(edits);
    polisher.absorb_tails(edits);
    polisher.absorb_endings(edits);
    polisher.absorb_phrases(edits);
    polisher.complete_listed_nouns(edits);
    polisher.spare_brackets(edits);
    polisher.widen_all(edits);
    polisher.spare_kept_words(edits);
    polisher.complete_brackets(edits);
    part_edits(edits, &Sides { old: polisher.old, new: polisher.new });
}

/// The steps, each in a file of its kind.
pub struct Polisher<'a> {
    /// The old unit.
    pub old: Text<'a>,
    /// The new unit.
    pub new: Text<'a>,
}

impl Polisher<'_> {
    /// Where the edit behind this one begins in the new unit; its end behind the
    /// last.
    pub fn ceiling(&self, edits: &[Edit], index: usize) -> usize {
        edits.get(index + 1).map_or(self.new.tokens.len(), |next| next.new.start)
    }

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
        if self.are_in_one_name(last, next) {
            return true;
        }
        if self.are_listed_acts(last, next) {
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
                && self.new.tokens[last.new.end - 1].class() != Class::Number
                && self.old.tokens[last.old.end - 1].class() != Class::Number =>
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
}

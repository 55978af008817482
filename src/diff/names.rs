//! Names that changed in several places are marked once: those of offices and of
//! acts (CONVENTIONS §1.6).

use std::ops::Range;

use super::compounds::goes_on;
use super::edits::Edit;
use super::polish::Polisher;
use super::side::Text;
use super::tokens::Class;

/// Longest stretch of a name that stays between two changed ones, in kanji.
const LONGEST_KEPT: usize = 3;
/// The same of the name of an act.
const LONGEST_OF_ACT: usize = 8;
/// Tokens of the shortest number of one with the end of its name: 法（平成元年法律第１号）.
const SHORTEST_NUMBER: usize = 10;
/// What the name of a part of an office ends in.
const OFFICES: &str = "課部係局室所";

impl Polisher<'_> {
    /// Whether two edits stand in one name and what is between them is of it, too:
    /// 企画部政策推進課 became 都市整備部住宅政策課 (CONVENTIONS §1.6: the whole name), or
    /// 昭和55年規則第10号 became 令和３年規則第22号.
    pub fn are_in_one_name(&self, last: &Edit, next: &Edit) -> bool {
        let kept = last.new.end..next.new.start;
        let is_kanji = |at: usize| self.new.tokens[at].class() == Class::Kanji;
        if kept.is_empty() || kept.len() > LONGEST_KEPT || !kept.clone().all(is_kanji) {
            return false;
        }
        let ends_name = |at: usize| OFFICES.contains(self.new.tokens[at].first());
        // 総務部|総務課|人事係: what is kept is a name of its own.
        let begins_name = kept.start.checked_sub(1).is_some_and(ends_name);
        if kept.len() == LONGEST_KEPT && begins_name && ends_name(kept.end - 1) {
            return false;
        }
        let sides = [(&self.old, &last.old, &next.old), (&self.new, &last.new, &next.new)];
        sides.into_iter().all(|(text, last, next)| {
            let is_act = text.tokens[..last.end].last().is_some_and(|it| it.is('年'))
                && text.tokens.get(next.start).is_some_and(|it| it.is('第'));
            is_act && !last.is_empty() && !next.is_empty() || is_one_compound(text, last, next)
        })
    }

    /// Joins what was replaced in the name of an act that became another one:
    /// 青海市個人情報保護条例（平成16年条例第２号） became 個人情報の保護に関する法律（平成15年法律第57号）.
    pub fn join_names_of_acts(&self, edits: &mut Vec<Edit>) {
        // Hardly ever there is one.
        if !edits.windows(2).any(|pair| self.are_of_one_act(&pair[0], &pair[1])) {
            return;
        }
        let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits.drain(..).rev() {
            match joined.last_mut() {
                Some(next) if self.are_of_one_act(&edit, next) => {
                    (next.old.start, next.new.start) = (edit.old.start, edit.new.start);
                }
                _ => joined.push(edit),
            }
        }
        joined.reverse();
        *edits = joined;
    }

    fn are_of_one_act(&self, last: &Edit, next: &Edit) -> bool {
        let kept = last.new.end..next.new.start;
        let is_of_name = |text: &Text<'_>, at: usize| {
            text.tokens[at].class() == Class::Kanji && !text.begins(at) && !text.joins_nouns(at)
        };
        let holds_number = |text: &Text<'_>, range: &Range<usize>| {
            let tokens = &text.tokens[range.clone()];
            let bracket = tokens.iter().position(|token| token.is('('));
            bracket.is_some_and(|at| at > 0 && tokens[at..].iter().any(|token| token.is('号')))
        };
        let is_long_enough = next.old.len().min(next.new.len()) >= SHORTEST_NUMBER;
        is_long_enough
            && kept.len() <= LONGEST_OF_ACT
            && holds_number(&self.old, &next.old)
            && holds_number(&self.new, &next.new)
            && !self.new.begins(next.new.start)
            && !self.old.begins(next.old.start)
            && kept.clone().all(|at| is_of_name(&self.new, at))
            && (last.old.end..next.old.start).all(|at| is_of_name(&self.old, at))
    }

    /// Whether two edits are acts in a list, parted by a comma or 及び:
    /// 平成20年規則第10号、平成21年規則第11号. Cited articles make one mark.
    pub fn are_listed_acts(&self, last: &Edit, next: &Edit) -> bool {
        let sides = [(&self.old, &last.old, &next.old), (&self.new, &last.new, &next.new)];
        sides.into_iter().all(|(text, last, next)| {
            let is_list = text.tokens[last.end].is('、') || text.joins_nouns(last.end);
            let begins_with_era = || text.tokens[next.start].class() == Class::Kanji;
            let is_number = || text.tokens[last.end - 1].is('号') && text.units.edge(last.end);
            is_list && !last.is_empty() && !next.is_empty() && is_number() && begins_with_era()
        })
    }
}

/// Whether two stretches, and the kanji between them, are of one compound.
fn is_one_compound(text: &Text<'_>, last: &Range<usize>, next: &Range<usize>) -> bool {
    let is_kanji = |at: usize| text.tokens.get(at).is_some_and(|it| it.class() == Class::Kanji);
    let goes_on = |at: usize| is_kanji(at) && is_kanji(at.wrapping_sub(1)) && goes_on(text, at);
    let kept = last.end..next.start;
    (kept.start + 1..kept.end).all(goes_on)
        && (last.is_empty() || goes_on(kept.start))
        && (next.is_empty() || goes_on(kept.end))
}

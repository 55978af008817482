//! Words inside a compound of kanji: 会員名簿 that became 役員名簿 has 会員 marked,
//! not 会, because a mark holds a phrase that means something (CONVENTIONS §1.6).
//!
//! There is no dictionary. Words of two kanji make nearly all compounds, with
//! single ones behind them of which there are few (料, 課, 者); where a compound
//! cannot be parted so, nothing is said of it.

use std::ops::Range;

use super::edits::Edit;
use super::polish::Polisher;
use super::side::Text;
use super::tokens::Class;

/// Kanji that stand behind a word of two and make a compound with it.
const BEHIND: &str =
    "者料費課係部局室所署館長員書票証表簿法令省庁府院会等金額税権性化的用品物先日数率型式類等";
/// Longest compound looked at, in kanji; longer ones are no words.
const LONGEST: usize = 16;

/// A compound and the place that an edit begins or ends at.
struct Compound<'a> {
    text: &'a Text<'a>,
    start: usize,
    end: usize,
}

impl<'a> Compound<'a> {
    /// The compound that goes on over a place, if one does.
    fn around(text: &'a Text<'a>, at: usize) -> Option<Self> {
        let is_kanji = |at: usize| text.tokens.get(at).is_some_and(|it| it.class() == Class::Kanji);
        if !is_kanji(at) || !is_kanji(at.wrapping_sub(1)) {
            return None;
        }
        let rest = LONGEST - 1;
        let start = (0..at).rev().take(rest).take_while(|&before| is_kanji(before)).last()?;
        let end =
            (at..text.tokens.len()).take(rest).take_while(|&behind| is_kanji(behind)).last()?;
        // What has no other characters far around is no compound.
        if end - start + 1 >= 2 * rest || !goes_on(text, at) {
            return None;
        }
        let start = (start + 1..at).rev().find(|&before| !goes_on(text, before)).unwrap_or(start);
        let end = (at + 1..=end).find(|&behind| !goes_on(text, behind)).unwrap_or(end + 1);
        (end - start <= LONGEST).then_some(Self { text, start, end })
    }

    fn is_behind(&self, at: usize) -> bool {
        BEHIND.contains(self.text.tokens[at].first())
    }

    /// Whether a place is inside a word of two kanji. `None` where it is not
    /// known which words these are.
    fn is_inside(&self, at: usize) -> Option<bool> {
        self.is_inside_with_single(at).or_else(|| {
            let is_even = (self.end - self.start).is_multiple_of(2);
            is_even.then(|| !(at - self.start).is_multiple_of(2))
        })
    }

    /// The same with every kanji taken alone that can stand behind a word,
    /// two of them nowhere but at the end.
    fn is_inside_with_single(&self, at: usize) -> Option<bool> {
        let (mut next, mut is_inside, mut is_behind_word) = (self.start, false, false);
        while next < self.end {
            let rest = self.end - next;
            if is_behind_word && self.is_behind(next) {
                is_behind_word = false;
                next += 1;
            } else if rest >= 2 {
                is_inside |= at == next + 1;
                is_behind_word = true;
                next += 2;
            } else if self.text.tokens[next].is('等') {
                next += 1;
            } else {
                return None;
            }
        }
        Some(is_inside)
    }
}

/// Whether the kanji at a place and the one before it may be of one compound.
pub fn goes_on(text: &Text<'_>, at: usize) -> bool {
    !text.begins(at) && !text.is_apart(at) && !text.joins_nouns(at) && !text.units.edge(at)
}

/// Whether a mark that begins or ends at a place would cut a word in two.
pub fn cuts_word(text: &Text<'_>, at: usize) -> bool {
    Compound::around(text, at).and_then(|compound| compound.is_inside(at)) == Some(true)
}

/// Whether a word begins at a place inside a compound, and not one that belongs to
/// the word before it: 教育|委員会, not 委員|会.
pub fn begins_word(text: &Text<'_>, at: usize) -> bool {
    Compound::around(text, at)
        .is_some_and(|compound| compound.is_inside(at) == Some(false) && !compound.is_behind(at))
}

/// Longest stretch of a name that stays between two changed ones, in kanji.
const LONGEST_KEPT: usize = 3;

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
        let sides = [(&self.old, &last.old, &next.old), (&self.new, &last.new, &next.new)];
        sides.into_iter().all(|(text, last, next)| {
            let is_act = text.tokens[..last.end].last().is_some_and(|it| it.is('年'))
                && text.tokens.get(next.start).is_some_and(|it| it.is('第'));
            is_act && !last.is_empty() && !next.is_empty() || is_one_compound(text, last, next)
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

//! Words inside a compound of kanji: 会員名簿 that became 役員名簿 has 会員 marked,
//! not 会, because a mark holds a phrase that means something (CONVENTIONS §1.6).
//!
//! There is no dictionary. Words of two kanji make nearly all compounds, with
//! single ones behind them of which there are few (料, 課, 者); where a compound
//! cannot be parted so, nothing is said of it.

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
        let is_kanji = |at: usize| text.tokens[at].class() == Class::Kanji;
        // Whether the kanji at a place and the one before it may be of one compound.
        let goes_on = |at: usize| {
            is_kanji(at)
                && is_kanji(at - 1)
                && !text.begins(at)
                && !text.is_apart(at)
                && !text.joins_nouns(at)
                && !text.units.edge(at)
        };
        let n_before = (1..=at).rev().take(LONGEST).take_while(|&at| goes_on(at)).count();
        let n_behind =
            (at + 1..text.tokens.len()).take(LONGEST).take_while(|&at| goes_on(at)).count();
        (n_before > 0 && n_before + n_behind < LONGEST).then(|| Self {
            text,
            start: at - n_before,
            end: at + n_behind + 1,
        })
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

/// Whether a mark that begins or ends at these places would cut a word in two on
/// both sides.
pub fn cuts_word(old: &Text<'_>, old_at: usize, new: &Text<'_>, new_at: usize) -> bool {
    let cuts = |text: &Text<'_>, at: usize| {
        Compound::around(text, at).and_then(|compound| compound.is_inside(at)) == Some(true)
    };
    cuts(old, old_at) && cuts(new, new_at)
}

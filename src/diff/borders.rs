//! Edits that reach over the end of a paragraph or sentence by a chance.
//!
//! A stretch of several paragraphs became one, or a sentence got another one behind
//! it, and what ends the last of them was taken for the end of the only one:
//! `５０万円とする。` and `１００万円とする。ただし、２００万円とする。`. The first one is what was
//! changed, and the others are new or gone as a whole.

use std::ops::Range;

use super::edits::Edit;
use super::side::Text;
use crate::model::{Side, Sides};

/// Longest ending, in tokens, that several of them have in common by chance.
const LONGEST_ENDING: usize = 12;

/// Parts such edits at the end of the first paragraph or sentence. O(n) tokens of
/// the edits.
pub fn part_edits(edits: &mut Vec<Edit>, texts: &Sides<Text<'_>>) {
    let part = |at: usize| -> Option<[Edit; 2]> {
        let (edit, next) = (&edits[at], edits.get(at + 1));
        let parted = |&side: &Side| {
            let both = BothSides::of(edit, next, side, texts)?;
            let borders = [both.paragraph(), both.sentence()];
            borders.into_iter().flatten().find_map(|border| both.parted_by(border))
        };
        Side::BOTH.iter().find_map(parted)
    };
    // Hardly ever there is one.
    let Some(first) = (0..edits.len()).find(|&at| part(at).is_some()) else { return };
    let mut all = edits[..first].to_vec();
    for (at, edit) in edits.iter().enumerate().skip(first) {
        match part(at) {
            Some(parted) => all.extend(parted),
            None => all.push(edit.clone()),
        }
    }
    *edits = all;
}

/// An edit of which one side has several paragraphs or sentences.
struct BothSides<'a> {
    side: Side,
    many: &'a Text<'a>,
    one: &'a Text<'a>,
    of_many: Range<usize>,
    of_one: Range<usize>,
    /// Where the next edit begins on the side of many.
    until: usize,
}

/// Where the first paragraph or sentence ends, and how many tokens the last one has
/// behind the edit.
struct Border {
    at: usize,
    n_ending: usize,
}

impl<'a> BothSides<'a> {
    /// The edit seen from a side; `None` where the other one has nothing.
    fn of(
        edit: &Edit,
        next: Option<&Edit>,
        side: Side,
        texts: &'a Sides<Text<'a>>,
    ) -> Option<Self> {
        let range = |edit: &Edit, of: Side| {
            if of == Side::Old { edit.old.clone() } else { edit.new.clone() }
        };
        let (many, one) = (texts.get(side), texts.get(side.other()));
        let (of_many, of_one) = (range(edit, side), range(edit, side.other()));
        let until = next.map_or(many.tokens.len(), |next| range(next, side).start);
        let is_whole = one.any_begins(&(of_one.start + 1..of_one.end + 1));
        (!of_one.is_empty() && !is_whole).then_some(Self {
            side,
            many,
            one,
            of_many,
            of_one,
            until,
        })
    }

    /// Where the first of several paragraphs ends.
    fn paragraph(&self) -> Option<Border> {
        let Range { start, end } = self.of_many;
        let at = self.many.first_begin(&(start + 1..end + 1))?;
        let n_ending = (1..=LONGEST_ENDING).find(|n| self.many.begins(end + n))?;
        self.one.begins(self.of_one.end + n_ending).then_some(Border { at, n_ending })
    }

    /// Where the first of several sentences ends.
    fn sentence(&self) -> Option<Border> {
        let Range { start, end } = self.of_many;
        let is_end = |text: &Text<'_>, at: usize| text.tokens.get(at).is_some_and(|it| it.is('。'));
        let stop = self.of_many.clone().find(|&at| is_end(self.many, at))?;
        let n_ending = (1..=LONGEST_ENDING).find(|n| is_end(self.many, end + n - 1))?;
        let is_one_paragraph = !self.many.any_begins(&(start + 1..end + n_ending));
        let is_one = !self.of_one.clone().any(|at| is_end(self.one, at));
        (is_one && is_one_paragraph).then_some(Border { at: stop + 1, n_ending })
    }

    /// The edit of the first one and that of the others, if all end alike.
    fn parted_by(&self, Border { at, n_ending }: Border) -> Option<[Edit; 2]> {
        let Range { start, end } = self.of_many;
        let first_end = at.checked_sub(n_ending).filter(|&end| end >= start)?;
        let tokens = self.many.tokens;
        let ends_alike =
            end + n_ending <= self.until && tokens[first_end..at] == tokens[end..end + n_ending];
        let build = |of_many, of_one| match self.side {
            Side::Old => Edit { old: of_many, new: of_one },
            Side::New => Edit { old: of_one, new: of_many },
        };
        let behind = self.of_one.end + n_ending;
        ends_alike.then(|| {
            [
                build(start..first_end, self.of_one.clone()),
                build(at..end + n_ending, behind..behind),
            ]
        })
    }
}

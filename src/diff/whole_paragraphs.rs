//! Edits that reach over the end of a paragraph by a chance: a stretch of
//! several paragraphs became one, and the mark that ends the last of them, or its
//! last words, was taken for the end of the new one. The first paragraph is what
//! was changed, and the others are gone as a whole.

use super::edits::Edit;
use super::side::Text;
use crate::model::{Side, Sides};

/// Longest ending, in tokens, that several paragraphs have in common by chance.
const LONGEST_ENDING: usize = 12;

/// Parts such edits at the end of the first paragraph. O(edits).
pub fn part_edits(edits: &mut Vec<Edit>, texts: &Sides<Text<'_>>) {
    let part = |at: usize| -> Option<[Edit; 2]> {
        let (edit, next) = (&edits[at], edits.get(at + 1));
        Side::BOTH.iter().find_map(|&side| parted(edit, next, side, texts))
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

/// The edit of the first paragraph and the one of the others, where `side` has
/// several and the other side one.
fn parted(
    edit: &Edit,
    next: Option<&Edit>,
    side: Side,
    texts: &Sides<Text<'_>>,
) -> Option<[Edit; 2]> {
    let range =
        |edit: &Edit, of: Side| if of == Side::Old { edit.old.clone() } else { edit.new.clone() };
    let (many, one) = (texts.get(side), texts.get(side.other()));
    let (of_many, of_one) = (range(edit, side), range(edit, side.other()));
    if of_one.is_empty() || one.any_begins(&(of_one.start + 1..of_one.end + 1)) {
        return None;
    }
    let border = many.first_begin(&(of_many.start + 1..of_many.end + 1))?;
    let n_ending = (1..=LONGEST_ENDING).find(|n| many.begins(of_many.end + n))?;
    let until = next.map_or(many.tokens.len(), |next| range(next, side).start);
    let first_end = border.checked_sub(n_ending).filter(|&end| end >= of_many.start)?;
    let ends_alike = one.begins(of_one.end + n_ending)
        && of_many.end + n_ending <= until
        && many.tokens[first_end..border] == many.tokens[of_many.end..of_many.end + n_ending];
    let build = |of_many, of_one| match side {
        Side::Old => Edit { old: of_many, new: of_one },
        Side::New => Edit { old: of_one, new: of_many },
    };
    let behind = of_one.end + n_ending;
    ends_alike.then(|| {
        [
            build(of_many.start..first_end, of_one.clone()),
            build(border..of_many.end + n_ending, behind..behind),
        ]
    })
}

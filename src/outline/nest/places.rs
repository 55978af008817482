//! Where a number belongs by what it is: a path, a unit of a statute, a 項, a
//! question.

use super::{Open, Place};
use crate::number::{HeadingNumber, Label, LabelStyle, Named, Numeral, Unit};
use crate::outline::reason::Reason;

/// A heading without a number that the file marks as one ends those of its level
/// and of deeper ones, and stands right inside the one around it: items that are no
/// headings of the file end with it.
pub(super) fn by_level(stack: &[Open<'_>], number: &HeadingNumber) -> Option<Place> {
    let style = number.last().style;
    let LabelStyle::Marked(level) = style else { return None };
    let is_inner = |open: &Open<'_>| open.level.is_some_and(|it| it >= level);
    // A chapter that the file does not mark is around it, too.
    let is_around =
        |open: &Open<'_>| open.level.is_some() || open.rank.is_some_and(|rank| rank < ARTICLE);
    let keep = stack
        .iter()
        .position(is_inner)
        .unwrap_or_else(|| stack.iter().rposition(is_around).map_or(0, |around| around + 1));
    let sibling = stack.get(keep).filter(|open| open.number.last().style == style).map(|_| keep);
    Some(Place { keep, sibling, reason: Reason::Marked })
}

/// How many open sections a numbered heading of a level leaves open at most: it
/// ends headings without a number of its level.
pub(super) fn above_marked(stack: &[Open<'_>], level: u8) -> usize {
    let is_ended = |open: &Open<'_>| match open.number.last().style {
        LabelStyle::Marked(known) => known >= level,
        _ => false,
    };
    stack.iter().position(is_ended).unwrap_or(stack.len())
}

/// A number path stands under the section whose number begins it, else beside
/// the paths that begin in its style.
pub(super) fn by_path(stack: &[Open<'_>], number: &HeadingNumber) -> Option<Place> {
    let place = |keep| Some(Place { keep, sibling: None, reason: Reason::Path });
    if number.depth() == 1 && stack.last().is_none_or(|open| open.n_paths == 0) {
        return None;
    }
    let next = stack.iter().rposition(|open| number.continues_path(open.number));
    if let Some(at) = next {
        return Some(Place { keep: at, sibling: Some(at), reason: Reason::Follows });
    }
    let around = stack.iter().rposition(|open| open.number.is_proper_prefix_of(number));
    if let Some(depth) = around {
        return place(depth + 1);
    }
    let first = &number.labels()[0];
    let begins_alike = |open: &&Open<'_>| open.number.labels()[0].style == first.style;
    if number.depth() > 1 {
        let beside = stack.iter().position(|open| {
            begins_alike(&open)
                && (open.number.depth() > 1 || open.number.labels()[0].order() < first.order())
        });
        return beside.map_or_else(|| place(stack.len()), place);
    }
    // 第３ ends 第２－（１）, though no 第２ is open; １ under １－１ does not.
    let continues =
        stack.iter().any(|open| open.number.depth() == 1 && first.follows(open.number.last()));
    let path = stack.iter().position(|open| {
        open.number.depth() > 1
            && begins_alike(&open)
            && open.number.labels()[0].order() < first.order()
    });
    path.filter(|_| !continues).and_then(place)
}

/// 章 closes 節 and 条, whatever their numbers.
pub(super) fn by_rank(stack: &[Open<'_>], number: &HeadingNumber) -> Option<Place> {
    let style = number.last().style;
    let own = rank(style)?;
    let outer = |open: &Open<'_>| open.rank.is_some_and(|rank| rank < own);
    let same_or_inner = stack.iter().position(|open| open.rank.is_some_and(|rank| rank >= own));
    let innermost_outer = stack.iter().rposition(outer).map_or(0, |at| at + 1);
    let keep = match same_or_inner {
        Some(at) => at.max(innermost_outer),
        // No ranked section to close: what is not ranked stays open only if it
        // stands outside all ranks, like a part named Ⅰ.
        None if own == 0 => 0,
        None if own <= CHAPTER => {
            let inside = stack.iter().skip(innermost_outer).take_while(|open| !is_item(open));
            innermost_outer + inside.count()
        }
        None => stack.len(),
    };
    let sibling = stack.get(keep).filter(|open| open.number.last().style == style).map(|_| keep);
    Some(Place { keep, sibling, reason: Reason::Unit })
}

/// A question stands beside the one before it, never inside it, and an answer
/// inside the question of its number.
pub(super) fn by_question(stack: &[Open<'_>], number: &HeadingNumber) -> Option<Place> {
    let LabelStyle::Named(named @ (Named::Question | Named::Answer)) = number.last().style else {
        return None;
    };
    let label = number.last();
    let is_question =
        |open: &Open<'_>| open.number.last().style == LabelStyle::Named(Named::Question);
    let at = stack.iter().rposition(is_question)?;
    let before = stack[at].number.last();
    if named == Named::Answer {
        let is_its_answer = label.order() == before.order();
        return is_its_answer.then_some(Place {
            keep: at + 1,
            sibling: None,
            reason: Reason::Path,
        });
    }
    let begins =
        Label::plain(label.style, label.value).begins_list() && label.order() < before.order();
    let reason = if begins { Reason::Begins } else { Reason::Gap };
    let reason = if label.follows(before) { Reason::Follows } else { reason };
    Some(Place { keep: at, sibling: Some(at), reason })
}

/// Whether this is the number of an answer.
pub(super) fn is_answer(number: &HeadingNumber) -> bool {
    number.last().style == LabelStyle::Named(Named::Answer)
}

/// ２ after 一, 二 in an article is its second paragraph (項): the first has no
/// number, so its items stand directly under the article. The same goes for
/// rules whose articles are called 第１.
pub(super) fn paragraph_of_article(stack: &[Open<'_>], number: &HeadingNumber) -> Option<usize> {
    let label = number.last();
    let is_later = label.style == LabelStyle::Plain(Numeral::Arabic)
        && number.depth() == 1
        && !label.begins_list();
    let ordinal = |style| match style {
        LabelStyle::Ordinal(Some(Unit::Article)) => true,
        LabelStyle::Ordinal(unit) => unit.is_none(),
        _ => false,
    };
    let article = stack.iter().rposition(|open| ordinal(open.number.last().style))?;
    let is_article = stack[article].number.last().style != LabelStyle::Ordinal(None);
    (is_later && (is_article || article + 1 < stack.len())).then_some(article + 1)
}

/// Whether it is an item of a list, which no chapter stands in.
fn is_item(open: &Open<'_>) -> bool {
    match open.number.last().style {
        LabelStyle::Plain(numeral) => numeral != Numeral::Roman,
        style => matches!(
            style,
            LabelStyle::Paren(_)
                | LabelStyle::HalfParen(_)
                | LabelStyle::Circled(_)
                | LabelStyle::CircledKatakana
        ),
    }
}

/// The ranks of 章 and 条.
const CHAPTER: u8 = 2;
const ARTICLE: u8 = 6;

/// Fixed order of the units of statutes and of what stands outside them.
pub fn rank(style: LabelStyle) -> Option<u8> {
    match style {
        LabelStyle::Annex(_) | LabelStyle::Supplement => Some(0),
        LabelStyle::Ordinal(Some(unit)) => Some(match unit {
            Unit::Part => 1,
            Unit::Chapter => 2,
            Unit::Section => 3,
            Unit::Subsection => 4,
            Unit::Division => 5,
            Unit::Article => ARTICLE,
        }),
        _ => None,
    }
}

//! Headings → tree, by a stack of the sections that are open.

mod places;

use rustc_hash::FxHashSet;

use super::candidates::{Candidate, Proof};
use super::reason::Reason;
use super::sequence::{GoesOn, goes_on};
use super::{Heading, SectionId};
use crate::number::{HeadingNumber, KanaOrder, Label, LabelStyle, Named, Numeral};

pub use places::rank;
use places::{
    above_marked, by_level, by_path, by_question, by_rank, is_answer, paragraph_of_article,
};

/// Most sections inside each other. Real documents have fewer than ten levels;
/// what would stand deeper becomes a sibling. Headings inside a table may go as
/// deep again, because they never close one outside.
const DEEPEST: usize = 24;

/// Style that makes headings siblings, see [`style_of`].
type Style = u64;

/// The sections open at this point of the document, outermost first.
#[derive(Debug, Default)]
pub struct Nest<'a> {
    stack: Vec<Open<'a>>,
    /// Pairs of styles seen as (around, inside), to know which of two new
    /// styles is the outer one.
    seen: FxHashSet<(Style, Style)>,
    /// The outermost section that an annex closed: a form goes on with Ⅲ after
    /// （別添１）.
    before_annex: Option<&'a HeadingNumber>,
}

/// An open section.
#[derive(Debug)]
pub struct Open<'a> {
    id: SectionId,
    /// Its number.
    pub number: &'a HeadingNumber,
    in_table: bool,
    /// The level that the file gives it, where it does.
    level: Option<u8>,
    style: Style,
    /// Its place in the order of units, where it has one.
    rank: Option<u8>,
    /// How many of the sections up to this one have a number path.
    n_paths: u32,
    /// How the list it is in counts, if it counts by katakana.
    order: Option<KanaOrder>,
}

/// Where a heading belongs.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// How many open sections stay open around it.
    keep: usize,
    /// The open section whose list it is in.
    sibling: Option<usize>,
    /// Why it is a heading.
    pub reason: Reason,
}

/// Why a candidate is no heading.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The reason.
    pub reason: Reason,
    /// The number that would fit.
    pub expected: Option<Label>,
}

impl<'a> Nest<'a> {
    /// Whether no section is open.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The innermost open section.
    pub fn innermost(&self) -> Option<SectionId> {
        self.stack.last().map(|open| open.id)
    }

    /// Whether the place is in a 附則.
    pub fn is_in_supplement(&self) -> bool {
        self.stack.iter().any(|open| open.number.last().style == LabelStyle::Supplement)
    }

    /// Closes the sections that stand inside tables.
    pub fn leave_tables(&mut self) {
        while self.stack.last().is_some_and(|open| open.in_table) {
            self.stack.pop();
        }
    }

    /// Whether a number follows that of an open section.
    pub fn goes_on_with(&self, next: &Candidate) -> bool {
        let label = next.heading.number.last();
        let style = style_of(&next.heading.number);
        self.stack
            .iter()
            .any(|open| open.style == style && label.follows_in(open.number.last(), open.order))
    }

    /// Closes all sections.
    pub fn leave_all(&mut self) {
        self.stack.clear();
    }

    /// Closes all sections inside the last form or annex, or the last heading
    /// without a number, that is open: what closes a text closes the one there.
    pub fn leave_text(&mut self) {
        let is_around = |open: &Open<'_>| {
            matches!(open.number.last().style, LabelStyle::Annex(_) | LabelStyle::Marked(_))
        };
        let keep = self.stack.iter().rposition(is_around).map_or(0, |around| around + 1);
        self.stack.truncate(keep);
    }

    /// Decides whether a candidate is a heading, and where it belongs. `ahead`
    /// are the candidates after it.
    pub fn weigh(&self, candidate: &Candidate, ahead: &[Candidate]) -> Result<Place, Refusal> {
        let (number, in_table) = (&candidate.heading.number, candidate.in_table);
        // What stands in tables stands inside all that does not.
        let n_outside = match self.stack.last() {
            Some(last) if last.in_table => self.stack.partition_point(|open| !open.in_table),
            _ => self.stack.len(),
        };
        // Outside tables, those inside are over; a heading inside a table never
        // closes one outside.
        let (floor, stack) = if in_table {
            (n_outside, self.stack.as_slice())
        } else {
            (0, self.stack.get(..n_outside).unwrap_or_default())
        };
        let mut place = by_level(stack, number)
            .or_else(|| by_path(stack, number))
            .or_else(|| by_rank(stack, number))
            .or_else(|| by_question(stack, number))
            .unwrap_or_else(|| self.among_siblings(stack, number));
        if let Some(level) = candidate.level {
            place.keep = place.keep.min(above_marked(stack, level));
        }
        if place.sibling.is_none() && is_outer(number) {
            place.keep = place.keep.min(above_renewed(stack, candidate, ahead));
        }
        let deepest = if in_table { 2 * DEEPEST } else { DEEPEST };
        place.keep = place.keep.min(deepest - 1).max(floor);
        place.sibling = place.sibling.filter(|&at| at >= place.keep);
        if is_answer(number) && place.reason != Reason::Path {
            return Err(Refusal { reason: Reason::NeedsPredecessor, expected: None });
        }
        check(place, candidate, ahead, stack)
    }

    /// The number that comes next where `place` is.
    pub fn expected_at(&self, place: Place) -> Option<Label> {
        let sibling = self.stack.get(place.sibling?)?;
        Some(sibling.number.last().next(sibling.order))
    }

    /// Closes what the new heading ends, opens it, and returns its parent.
    pub fn open(
        &mut self,
        id: SectionId,
        candidate: &'a Candidate,
        place: Place,
    ) -> Option<SectionId> {
        let Candidate { heading: Heading { number, .. }, in_table, level, .. } = candidate;
        let (in_table, level) = (*in_table, *level);
        let sibling = place.sibling.and_then(|at| self.stack.get(at));
        let has_sibling = place.sibling == Some(place.keep);
        let order = match sibling {
            Some(sibling) => {
                sibling.order.or_else(|| number.last().kana_order(Some(sibling.number.last())))
            }
            None => number.last().kana_order(None),
        };
        if place.keep == 0 {
            let is_annex = |number: &HeadingNumber| rank(number.last().style) == Some(0);
            let mut open = self.stack.iter().map(|open| open.number);
            if !is_annex(number) {
                self.before_annex = None;
            } else if let Some(outermost) = open.find(|own| !is_annex(own)) {
                self.before_annex = Some(outermost);
            }
        }
        self.stack.truncate(place.keep);
        let parent = self.innermost();
        let style = style_of(number);
        // A sibling has noted what stands around both of them.
        if !has_sibling && !self.stack.is_empty() {
            let around = self.stack.iter().map(|open| (open.style, style));
            self.seen.extend(around);
        }
        let rank = rank(number.last().style);
        let n_paths = self.stack.last().map_or(0, |open| open.n_paths);
        let n_paths = n_paths + u32::from(number.depth() > 1);
        self.stack.push(Open { id, number, in_table, level, style, rank, n_paths, order });
        parent
    }

    /// The place of a number whose style tells nothing: beside the open section
    /// of its style that it continues, or further in.
    fn among_siblings(&self, stack: &[Open<'_>], number: &HeadingNumber) -> Place {
        let (label, style) = (number.last(), style_of(number));
        let siblings = || {
            let all = stack.iter().enumerate().rev();
            all.filter(|(_, open)| open.style == style)
        };
        let beside = |at, reason| Place { keep: at, sibling: Some(at), reason };
        let follows = |open: &Open<'_>| label.follows_in(open.number.last(), open.order);
        let Some(innermost) = stack.iter().rposition(|open| open.style == style) else {
            return self.first_of_style(stack, number);
        };
        if follows(&stack[innermost]) {
            return beside(innermost, Reason::Follows);
        }
        let next = siblings().skip(1).find(|(_, open)| follows(open));
        if let Some((at, _)) = next {
            return beside(at, Reason::Follows);
        }
        if label.value == 0 {
            return beside(innermost, Reason::Bracketed);
        }
        if label.begins_list() {
            // A list that begins anew deeper inside a section of its style is a
            // level of its own: １ under （１） under １.
            let is_inside = innermost + 1 < stack.len() && stack.len() < DEEPEST;
            return if is_inside {
                Place { keep: stack.len(), sibling: None, reason: Reason::BeginsInside }
            } else {
                Place { keep: innermost, sibling: None, reason: Reason::Begins }
            };
        }
        // A number that jumps goes on with the innermost list that has not
        // come so far; one that counts back ends the lists that have
        // (CONVENTIONS §3.5 rule 4).
        let lower = siblings().find(|(_, open)| open.number.last().order() < label.order());
        match lower {
            Some((at, _)) => beside(at, Reason::Gap),
            None => beside(innermost, Reason::Back),
        }
    }

    fn first_of_style(&self, stack: &[Open<'_>], number: &HeadingNumber) -> Place {
        let label = number.last();
        let reason = match label.style {
            LabelStyle::Bracketed(_) => Reason::Bracketed,
            _ if label.begins_list() => Reason::Begins,
            _ => Reason::Excerpt,
        };
        let goes_on = self
            .before_annex
            .as_ref()
            .is_some_and(|before| before.depth() == number.depth() && label.follows(before.last()));
        if goes_on && !label.begins_list() {
            return Place { keep: 0, sibling: None, reason: Reason::Follows };
        }
        if let Some(keep) = paragraph_of_article(stack, number) {
            return Place { keep, sibling: None, reason: Reason::Paragraph };
        }
        let keep = self.depth_by_experience(stack, style_of(number));
        Place { keep, sibling: None, reason }
    }

    /// A style seen around the innermost section before closes it.
    fn depth_by_experience(&self, stack: &[Open<'_>], style: Style) -> usize {
        let mut depth = stack.len();
        while let Some(top) = depth.checked_sub(1).and_then(|at| stack.get(at)) {
            let top = top.style;
            if !self.seen.contains(&(style, top)) || self.seen.contains(&(top, style)) {
                break;
            }
            depth -= 1;
        }
        depth
    }
}

/// Whether a number begins what has lists inside rather than stands in one: Ⅰ, 第１.
fn is_outer(number: &HeadingNumber) -> bool {
    let label = number.last();
    let is_outer =
        matches!(label.style, LabelStyle::Plain(Numeral::Roman) | LabelStyle::Ordinal(None));
    is_outer && label.begins_list() && number.depth() == 1
}

/// How many open sections stay open where a list right behind such a number begins
/// that is open already: Ⅰ with its own １ is in no list １, ２ before it.
fn above_renewed(stack: &[Open<'_>], candidate: &Candidate, ahead: &[Candidate]) -> usize {
    let begins = |next: &&Candidate| {
        next.in_table == candidate.in_table && next.heading.number.last().begins_list()
    };
    let own = candidate.heading.number.sibling_style();
    let number = ahead.first().filter(begins).map(|next| &next.heading.number);
    let renewed = number.filter(|number| number.sibling_style() != own).map(style_of);
    let open = renewed.and_then(|style| stack.iter().position(|open| open.style == style));
    open.unwrap_or(stack.len())
}

/// The style of the innermost label and how many stand before it, in one
/// number.
fn style_of(number: &HeadingNumber) -> Style {
    let (style, depth) = number.sibling_style();
    u64::from(style.code()) << 32 | depth as u64
}

/// Asks the numbers after a candidate whether it can be where it was placed.
fn check(
    place: Place,
    candidate: &Candidate,
    ahead: &[Candidate],
    stack: &[Open<'_>],
) -> Result<Place, Refusal> {
    let label = candidate.heading.number.last();
    // Most of those that do not follow need no more.
    let begins = candidate.proof == Proof::NoContradiction
        && label.begins_list()
        && label.style != LabelStyle::Named(Named::Question);
    if begins || candidate.proof == Proof::Itself {
        return Ok(place);
    }
    let sibling = place.sibling.and_then(|at| stack.get(at));
    let order = sibling.and_then(|open| open.order).or_else(|| label.kana_order(None));
    let around = stack.get(..place.keep).unwrap_or_default();
    // The first 項 of an article has no number, and counts all the same.
    let first = Label::plain(label.style, 1);
    let before = match place.reason {
        Reason::Paragraph => Some(&first),
        _ => sibling.map(|open| open.number.last()),
    };
    let look = || goes_on(&candidate.heading.number, before, ahead, around, order);
    let refuse = |reason| {
        let expected = before.map_or_else(|| first.clone(), |before| before.next(order));
        Err(Refusal { reason, expected: Some(expected) })
    };
    let follows = before.is_some_and(|before| label.follows_in(before, order));
    let needs_neighbour = candidate.proof == Proof::Sequence || label.is_katakana();
    match candidate.proof {
        Proof::List if sibling.is_none() && !stands_before_list(candidate, ahead) => {
            Err(Refusal { reason: Reason::Bullet, expected: None })
        }
        Proof::List => Ok(Place { reason: Reason::HeadsList, ..place }),
        Proof::BothSides if (follows || label.begins_list()) && look() == GoesOn::FromIt => {
            Ok(Place { reason: Reason::Proven, ..place })
        }
        Proof::BothSides => Err(Refusal { reason: Reason::Running, expected: None }),
        Proof::Sequence | Proof::NoContradiction if follows => Ok(place),
        Proof::Sequence if label.begins_list() => {
            let is_word = matches!(
                label.style,
                LabelStyle::Plain(Numeral::Latin) | LabelStyle::Named(Named::Word(_))
            );
            if is_word && look() != GoesOn::FromIt {
                return Err(Refusal {
                    reason: Reason::NeedsSuccessor,
                    expected: Some(label.next(order)),
                });
            }
            Ok(place)
        }
        // A question that is spoken of while others are asked.
        _ if label.style == LabelStyle::Named(Named::Question)
            && before.is_some()
            && look() == GoesOn::WithoutIt =>
        {
            refuse(Reason::OutOfSequence)
        }
        _ if label.begins_list() => Ok(place),
        _ if needs_neighbour && look() != GoesOn::FromIt => refuse(Reason::NeedsPredecessor),
        _ if candidate.in_table => Ok(place),
        // The beginning of the list comes right after.
        _ if before.is_none() && begins_after(candidate, ahead) => refuse(Reason::OutOfSequence),
        // A citation that counts back has no space after its bracket.
        _ if place.reason == Reason::Back && !matches!(label.style, LabelStyle::Plain(_)) => {
            Ok(place)
        }
        _ if before.is_some() && look() == GoesOn::WithoutIt => refuse(Reason::OutOfSequence),
        _ => Ok(place),
    }
}

/// Whether the next block begins a list.
fn stands_before_list(mark: &Candidate, ahead: &[Candidate]) -> bool {
    ahead.first().is_some_and(|next| {
        next.heading.block.0 == mark.heading.block.0 + 1
            && !next.in_table
            && next.heading.number.last().begins_list()
    })
}

/// Whether the next candidate is the 1 of the same style.
fn begins_after(candidate: &Candidate, ahead: &[Candidate]) -> bool {
    ahead.first().is_some_and(|next| {
        next.heading.number.sibling_style() == candidate.heading.number.sibling_style()
            && next.heading.number.last().begins_list()
    })
}

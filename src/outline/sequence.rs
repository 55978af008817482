//! What comes after a number that does not fit: does the list go on from it,
//! or from the number before it?

use super::candidates::Candidate;
use super::nest::{Open, rank};
use crate::number::{HeadingNumber, KanaOrder, Label};

/// Most candidates looked ahead at.
const FARTHEST: usize = 200;

/// Where a list goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoesOn {
    /// From the number in question: it is one of the list.
    FromIt,
    /// From the number before it: it is none.
    WithoutIt,
    /// Nowhere.
    Nowhere,
}

/// Looks where the list of `number` goes on, up to where one of the sections
/// `around` ends. `before` is the number before it.
pub fn goes_on(
    number: &HeadingNumber,
    before: Option<&Label>,
    ahead: &[Candidate],
    around: &[Open<'_>],
    order: Option<KanaOrder>,
) -> GoesOn {
    let (own, style) = (number.last(), number.sibling_style());
    // A list of the same style that begins further in has its own numbers.
    let mut inner: Option<&Label> = None;
    for later in ahead.iter().take(FARTHEST).filter(|later| !later.in_table) {
        let label = later.heading.number.last();
        if later.heading.number.sibling_style() == style {
            if inner.is_some_and(|inner| label.follows_in(inner, order)) {
                inner = Some(label);
            } else if label.follows_in(own, order) {
                return GoesOn::FromIt;
            } else if before.is_some_and(|before| label.follows_in(before, order)) {
                return GoesOn::WithoutIt;
            } else if label.begins_list() {
                inner = Some(label);
            }
        } else if ends(&later.heading.number, own, around) {
            return GoesOn::Nowhere;
        }
    }
    GoesOn::Nowhere
}

/// Whether a heading ends the list that `own` is in.
fn ends(later: &HeadingNumber, own: &Label, around: &[Open<'_>]) -> bool {
    let style = later.sibling_style();
    let outranks = rank(style.0).is_some_and(|later| rank(own.style).is_none_or(|own| later < own));
    outranks || around.iter().any(|open| open.number.sibling_style() == style)
}

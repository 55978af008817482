//! Why a place that looks like a heading is one or is not.
//!
//! The reasons come from where the decision is made; [`Watch`] collects them
//! and costs nothing where no one asks.

use crate::model::{BlockId, Span};
use crate::number::Label;

use super::SectionId;

/// What was decided about one place that looks like a heading.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The block that holds the place.
    pub block: BlockId,
    /// The number as printed; for headings without one, their first line.
    pub label: Span,
    /// Why it is a heading or is not.
    pub reason: Reason,
    /// The number that would have come next, where the sequence decided.
    pub expected: Option<Label>,
    /// The section it became, `None` for text.
    pub section: Option<SectionId>,
}

/// Why a place is a heading, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Heading: its word ranks it (章, 条, 附則, 別表).
    Unit,
    /// Heading: a path that names its place (１－２ under １).
    Path,
    /// Heading: begins a list.
    Begins,
    /// Heading: begins a list of a style that is open further out.
    BeginsInside,
    /// Heading: comes next after its sibling.
    Follows,
    /// Heading: numbers are missing before it, and none of them comes later.
    Gap,
    /// Heading: counts back, and the list does not go on as expected.
    Back,
    /// Heading: a later 項 of an article whose first has no number.
    Paragraph,
    /// Heading: first of its style here, though it does not begin with 1.
    Excerpt,
    /// Heading in brackets.
    Bracketed,
    /// Heading without a number that the file marks as one.
    Marked,
    /// Heading behind ■ or ○ that a numbered list stands under.
    HeadsList,
    /// Heading: reads like running text, but the list goes on at both sides.
    Proven,

    /// Text: a sentence goes on after the number.
    Running,
    /// Text: nothing follows the number.
    Alone,
    /// Text: a line of a table of contents.
    ContentsLine,
    /// Text: a line wrap put it at the start of a line, inside a paragraph.
    WrappedLine,
    /// Text: not the first thing in its row.
    TableValue,
    /// Text: the row of a table that is no form.
    DataTable,
    /// Text: too long for the label of a row.
    LongCell,
    /// Text: a foot note.
    Note,
    /// Text: one of the answers a form offers.
    FormOption,
    /// Text: the expected number comes later.
    OutOfSequence,
    /// Text: a style that needs the number before it.
    NeedsPredecessor,
    /// Text: a style that needs the number after it.
    NeedsSuccessor,
    /// Text: a bullet, since no numbered list stands under it.
    Bullet,
}

impl Reason {
    /// Whether the place is a heading.
    pub fn is_heading(self) -> bool {
        matches!(
            self,
            Self::Unit
                | Self::Path
                | Self::Begins
                | Self::BeginsInside
                | Self::Follows
                | Self::Gap
                | Self::Back
                | Self::Paragraph
                | Self::Excerpt
                | Self::Bracketed
                | Self::Marked
                | Self::HeadsList
                | Self::Proven
        )
    }
}

/// Who wants to know the decisions.
pub(super) trait Watch {
    /// Whether anyone does. Where not, the compiler drops what is only told.
    const WANTS: bool;

    /// Takes one decision.
    fn decided(&mut self, decision: Decision);
}

/// No one.
impl Watch for () {
    const WANTS: bool = false;

    fn decided(&mut self, _: Decision) {}
}

impl Watch for Vec<Decision> {
    const WANTS: bool = true;

    fn decided(&mut self, decision: Decision) {
        self.push(decision);
    }
}

//! Headings → tree, by a stack of the sections that are open.

use crate::number::{HeadingNumber, Label, LabelStyle, Numeral, Unit};

use super::SectionId;
use super::candidates::Candidate;

/// Most sections inside each other. Real documents have fewer than ten levels;
/// a list that begins anew at this depth is taken for a sibling.
const DEEPEST: usize = 24;

/// Style that makes headings siblings.
type Style = (LabelStyle, usize);

/// The sections open at this point of the document, outermost first.
#[derive(Debug, Default)]
pub struct Nest {
    stack: Vec<Open>,
    /// Pairs of styles seen as (around, inside), to know which of two new
    /// styles is the outer one.
    seen: Vec<(Style, Style)>,
}

#[derive(Debug)]
struct Open {
    id: SectionId,
    number: HeadingNumber,
    in_table: bool,
}

impl Nest {
    /// Whether no section is open.
    pub fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The innermost open section.
    pub fn innermost(&self) -> Option<SectionId> {
        self.stack.last().map(|open| open.id)
    }

    /// Closes the sections that stand inside tables.
    pub fn leave_tables(&mut self) {
        while self.stack.last().is_some_and(|open| open.in_table) {
            self.stack.pop();
        }
    }

    /// Whether a candidate fits the numbers seen so far.
    pub fn accepts(&self, candidate: &Candidate, in_table: bool) -> bool {
        let label = candidate.number.last();
        if !candidate.needs_sequence || label.begins_list() {
            return true;
        }
        self.stack.iter().filter(|open| open.in_table || !in_table).any(|open| {
            open.number.depth() == candidate.number.depth() && label.follows(open.number.last())
        })
    }

    /// Closes what the new heading ends, opens it, and returns its parent.
    pub fn place(
        &mut self,
        id: SectionId,
        number: &HeadingNumber,
        in_table: bool,
    ) -> Option<SectionId> {
        if !in_table {
            self.leave_tables();
        }
        let floor = self.floor(in_table);
        let keep = self.depth_to_keep(number).max(floor);
        self.stack.truncate(keep);
        let parent = self.innermost();
        let style = number.sibling_style();
        for open in &self.stack {
            let pair = (open.number.sibling_style(), style);
            if !self.seen.contains(&pair) {
                self.seen.push(pair);
            }
        }
        self.stack.push(Open { id, number: number.clone(), in_table });
        parent
    }

    /// Open sections that a heading may not close: a heading inside a table
    /// never closes one outside.
    fn floor(&self, in_table: bool) -> usize {
        if in_table { self.stack.iter().take_while(|open| !open.in_table).count() } else { 0 }
    }

    /// How many open sections stay open around `number`.
    fn depth_to_keep(&self, number: &HeadingNumber) -> usize {
        if let Some(depth) = self.depth_by_path(number) {
            return depth;
        }
        if let Some(rank) = rank(number.last().style) {
            return self.depth_by_rank(rank);
        }
        let style = number.sibling_style();
        let sibling = self.stack.iter().rposition(|open| open.number.sibling_style() == style);
        match sibling {
            Some(depth) if self.restarts_inside(depth, number.last()) => self.stack.len(),
            Some(depth) => depth,
            None => {
                self.depth_of_paragraph(number).unwrap_or_else(|| self.depth_by_experience(style))
            }
        }
    }

    /// A number path stands under the section whose number begins it, or
    /// beside a path of the same length.
    fn depth_by_path(&self, number: &HeadingNumber) -> Option<usize> {
        let around = self.stack.iter().rposition(|open| open.number.is_proper_prefix_of(number));
        if let Some(depth) = around {
            return Some(depth + 1);
        }
        if number.depth() == 1 {
            return None;
        }
        self.stack.iter().position(|open| {
            open.number.depth() >= number.depth()
                && open.number.labels()[0].style == number.labels()[0].style
        })
    }

    /// 章 closes 節 and 条, whatever their numbers.
    fn depth_by_rank(&self, own: u8) -> usize {
        let outer = |open: &Open| rank(open.number.last().style).is_some_and(|rank| rank < own);
        let same_or_inner = self
            .stack
            .iter()
            .position(|open| rank(open.number.last().style).is_some_and(|rank| rank >= own));
        let innermost_outer = self.stack.iter().rposition(outer).map_or(0, |at| at + 1);
        match same_or_inner {
            Some(at) => at.max(innermost_outer),
            // No ranked section to close: what is not ranked stays open only
            // if it stands outside all ranks, like a part named Ⅰ.
            None if own == 0 => 0,
            None => self.stack.len(),
        }
    }

    /// ２ after 一, 二 in an article is its second paragraph (項): the first
    /// has no number, so its items stand directly under the article.
    fn depth_of_paragraph(&self, number: &HeadingNumber) -> Option<usize> {
        let label = number.last();
        let is_later = label.style == LabelStyle::Plain(Numeral::Arabic)
            && number.depth() == 1
            && !label.begins_list();
        let article = self
            .stack
            .iter()
            .rposition(|open| open.number.last().style == LabelStyle::Ordinal(Some(Unit::Article)));
        article.filter(|_| is_later).map(|depth| depth + 1)
    }

    /// A list that begins anew deeper inside a section of the same style is a
    /// level of its own: １ under （１） under １.
    fn restarts_inside(&self, depth: usize, label: &Label) -> bool {
        let is_innermost = depth + 1 == self.stack.len();
        let open = self.stack[depth].number.last();
        !is_innermost
            && self.stack.len() < DEEPEST
            && label.begins_list()
            && !label.follows(open)
            && label.order() <= open.order()
    }

    /// A style seen around the innermost section before closes it.
    fn depth_by_experience(&self, style: Style) -> usize {
        let mut depth = self.stack.len();
        while let Some(top) = depth.checked_sub(1).and_then(|at| self.stack.get(at)) {
            let top = top.number.sibling_style();
            if self.seen.contains(&(style, top)) && !self.seen.contains(&(top, style)) {
                depth -= 1;
            } else {
                break;
            }
        }
        depth
    }
}

/// Fixed order of the units of statutes and of what stands outside them.
fn rank(style: LabelStyle) -> Option<u8> {
    match style {
        LabelStyle::Annex(_) | LabelStyle::Supplement => Some(0),
        LabelStyle::Ordinal(Some(unit)) => Some(match unit {
            Unit::Part => 1,
            Unit::Chapter => 2,
            Unit::Section => 3,
            Unit::Subsection => 4,
            Unit::Division => 5,
            Unit::Article => 6,
        }),
        _ => None,
    }
}

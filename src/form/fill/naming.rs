//! What a cell is: the label of an item, a label of the document's own, or no
//! label.

use super::super::label::{Label, number};
use super::super::rows::{Cell, Row};
use super::super::run::joined;
use super::super::tree::{FITS, SURE, fit};
use super::super::value::begins_with_box;
use super::Walker;
use super::opening::rank;

/// Longest label, in characters.
const LONGEST: usize = 120;
/// Fit of a label with the same number and title.
const WHOLE: f32 = 1.15;
/// Rows that a list in an answer may go on over.
const MOST_LISTED: usize = 40;
/// By how much the label of another version of the form fits less.
const OTHER: f32 = 0.12;
/// Longest label of an item that the form does not have.
const LONGEST_UNKNOWN: usize = 60;

/// Whether a text is none of the things that are labels by their first words: a
/// box with what it says, `[○]庁内連携システム`, or a reference to an annex,
/// `別添１を参照。`.
pub(super) fn is_no_label(printed: &str) -> bool {
    begins_with_box(printed) || is_reference(printed)
}

fn is_reference(printed: &str) -> bool {
    let Some((_, rest)) = number(printed).filter(|(step, _)| step.starts_with("別添")) else {
        return false;
    };
    let said = printed.trim_end().trim_end_matches(['。', '．', '）', ')']);
    let ends = ["参照", "参照のこと", "参照してください", "のとおり", "の通り", "に記載"];
    let is_particle =
        rest.trim_start().starts_with(['を', 'の', 'に', 'は', 'が', 'と', 'で', 'へ']);
    is_particle || ends.iter().any(|end| said.ends_with(end))
}

/// What a cell is as a label.
pub(super) enum Named {
    /// An item of the tree.
    Item(usize),
    /// A numbered heading or a label that the form does not have.
    Unknown,
}

impl Walker<'_> {
    /// What a cell is as a label, `None` for a value.
    pub(super) fn named(
        &self,
        own: &Label,
        at: usize,
        cells: &[&Cell],
        behind: &[Row],
    ) -> Option<Named> {
        let [cell, rest @ ..] = cells.get(at..)? else { return None };
        let printed = joined(&cell.runs).text;
        let n_characters = printed.chars().count();
        if n_characters > LONGEST || is_no_label(&printed) {
            return None;
        }
        let found = self.find(own);
        if let Some((item, fit)) = found
            && (fit >= SURE || at == 0 && fit >= FITS)
        {
            let is_below = self.is_beside(item);
            if at == 0 || is_below {
                return Some(Named::Item(item));
            }
        }
        if n_characters > LONGEST_UNKNOWN || own.title.is_empty() && own.step.is_empty() {
            return None;
        }
        let is_text = !printed.trim_start().starts_with(['[', '［', '＜', '<', '〈']);
        if cell.runs.len() > 2 || !is_text {
            return None;
        }
        if at > 0 {
            // The cell before reaches down beside the next rows, whose first
            // cells stand under this one.
            let first = behind
                .first()
                .and_then(|row| (row.cells.len() > 1).then(|| row.cells.first()).flatten());
            let goes_down = first.is_some_and(|it| !it.leads && it.column == cell.column);
            return (goes_down && !rest.is_empty() && at == 1).then_some(Named::Unknown);
        }
        if self.open.is_empty() {
            return None;
        }
        // It leads the row, or stands beside a label that reaches down to it.
        let is_day = rest.first().is_some_and(|it| joined(&it.runs).text.trim() == "時点");
        let heads_row = !rest.is_empty() && !is_day && (cell.leads || cell.column > 0);
        let heads_part = rest.is_empty()
            && cell.leads
            && cell.runs.len() == 1
            && self.goes_on(own)
            && !self.is_listed(own, behind);
        (heads_row || heads_part).then_some(Named::Unknown)
    }

    /// Whether an item stands directly below one that is open or beside the one
    /// opened last.
    pub(super) fn is_beside(&self, item: usize) -> bool {
        let parent = self.tree.items[item].parent;
        self.open.iter().any(|open| open.rank > 1 && open.item.is_some() && open.item == parent)
            || self
                .open
                .last()
                .and_then(|open| open.item)
                .is_some_and(|last| self.tree.items[last].parent == parent && last != item)
    }

    /// Whether a number continues the headings that are open: the next section
    /// of the part, or its first.
    fn goes_on(&self, own: &Label) -> bool {
        let Ok(value) = own.step.parse::<u32>() else {
            return rank(&own.step) == Some(1) && own.title.chars().any(char::is_alphabetic);
        };
        let is_unanswered =
            self.current.and_then(|at| self.form.fields.get(at)).is_some_and(|field| {
                let item = self.open.last().and_then(|open| open.item);
                field.value.is_empty()
                    && item.is_some_and(|it| self.tree.items[it].children.is_empty())
            });
        let before = self.open.iter().find(|open| open.rank == 2);
        let before = before.and_then(|open| open.step.parse::<u32>().ok());
        (!is_unanswered || self.is_asked())
            && !own.title.is_empty()
            && match before {
                Some(before) => value == before + 1,
                None => value <= 2,
            }
    }

    /// Whether a numbered line is one of a list in an answer rather than a
    /// heading that the form does not have: what follows belongs to the section
    /// that is open, or is a section that should have come before it.
    fn is_listed(&self, own: &Label, behind: &[Row]) -> bool {
        let items = &self.tree.items;
        let mut cells = behind.iter().take(MOST_LISTED).filter_map(|row| row.cells.first());
        let next = cells.find_map(|cell| self.first_label(cell));
        let (Some(next), Ok(value)) = (next, own.step.parse::<u32>()) else { return false };
        let section = self.open.iter().find(|open| open.rank == 2).and_then(|open| open.item);
        let is_below = section.is_some_and(|it| it != next && self.tree.line(next).contains(&it));
        let part = self.open.first().and_then(|open| open.item);
        let is_section = part.is_some() && items[next].parent == part;
        let is_before = items[next].step.parse::<u32>().is_ok_and(|number| number <= value);
        is_below && !self.found.contains(&next) || is_section && is_before
    }

    /// The item in reach that a label fits best, and how well. Inner items come
    /// before outer ones that fit no better.
    pub(super) fn find(&self, own: &Label) -> Option<(usize, f32)> {
        let items = &self.tree.items;
        let mut best: Option<(usize, f32)> = None;
        let mut consider = |candidates: &[usize], less: f32, is_below_unread: bool| {
            for &item in candidates {
                let of_other = !items[item].is_of(self.version);
                let fit = fit(own, &items[item]) - less - if of_other { OTHER } else { 0.0 };
                if fit >= FITS
                    && best.is_none_or(|(_, most)| fit > most + 0.01)
                    && (!is_below_unread || self.may_come_next(item))
                {
                    best = Some((item, fit));
                }
            }
        };
        for open in self.open.iter().rev() {
            let Some(item) = open.item else { continue };
            consider(&items[item].children, 0.0, false);
            for &child in &items[item].children {
                consider(&items[child].children, 0.1, true);
            }
        }
        let tops: Vec<usize> = self.tree.tops().collect();
        consider(&tops, 0.0, false);
        for &top in tops.iter().filter(|&&top| items[top].step == "表紙" && self.on_cover()) {
            consider(&items[top].children, 0.0, false);
        }
        // Where pages are missing, a section of another part may come next.
        for &section in tops.iter().flat_map(|&top| &items[top].children) {
            if fit(own, &items[section]) >= WHOLE {
                consider(&[section], 0.05, false);
            }
        }
        best
    }

    /// Whether an item may come whose heading was not read. A form is read in
    /// its order: none of a section that was left, and none whose title other
    /// places have too, unless nothing but headings stands before it. Such a
    /// label belongs to the section that is open.
    fn may_come_next(&self, item: usize) -> bool {
        let Some(place) = self.place else { return true };
        let items = &self.tree.items;
        let around = |it: usize| items[it].parent;
        if around(item).is_some_and(|it| self.open.iter().any(|open| open.item == Some(it))) {
            return true;
        }
        if item <= place {
            return around(item).is_some_and(|it| !self.found.contains(&it));
        }
        let line = self.tree.line(item);
        let is_due = |at: &usize| items[*at].is_of(self.version);
        let is_next = || (place + 1..item).filter(is_due).all(|at| line.contains(&at));
        let is_twin = |at: &usize| *at != item && items[*at].title == items[item].title;
        !(0..items.len()).filter(is_due).any(|at| is_twin(&at)) || is_next()
    }

    fn on_cover(&self) -> bool {
        self.open.first().is_none_or(|open| open.step == "表紙")
    }
}

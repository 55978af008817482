//! Cells that hold a label and more: its value, or the label below it.

use super::super::label::{ends_with_star, label};
use super::super::rows::{Cell, Row};
use super::super::run::{Run, joined};
use super::super::tree::{FITS, SURE, fit};
use super::Walker;

/// Gaps in a paragraph at which its label may end.
const MOST_GAPS: usize = 6;
/// Paragraphs that a label may have.
const MOST_LINES: usize = 4;

impl Walker<'_> {
    /// The row with such cells parted; `None` where there are none.
    pub(super) fn parted(&self, row: &Row) -> Option<Row> {
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len() + 1);
        let mut is_parted = false;
        for (at, cell) in row.cells.iter().enumerate() {
            let next = row.cells.get(at + 1);
            if let Some((head, rest)) = self.head(cell, next) {
                let of = |runs, leads| Cell { column: cell.column, width: cell.width, leads, runs };
                let (head, rest) = closed(head, rest);
                cells.extend([of(head, cell.leads), of(rest, false)]);
                is_parted = true;
            } else {
                cells.push(cell.clone());
            }
        }
        is_parted.then(|| Row { table: row.table, cells, blocks: row.blocks.clone() })
    }

    /// The label that a cell begins with and what stands behind it, if that is
    /// no part of the label: the label below, or the value where no other cell
    /// can hold it.
    fn head(&self, cell: &Cell, next: Option<&Cell>) -> Option<(Run, Vec<Run>)> {
        let [first, ..] = cell.runs.as_slice() else { return None };
        if self.is_label(&joined(&cell.runs)).is_some() {
            return None;
        }
        let is_last = || next.is_none_or(|next| self.begins_with_label(next));
        let may_part = |head: &Run, item: usize, rest: &Run| {
            let own = label(&rest.text);
            let below = &self.tree.items[item].children;
            let is_below = below.iter().any(|&it| fit(&own, &self.tree.items[it]) >= SURE);
            let is_label = rest.text.starts_with(['（', '(']) && !head.text.ends_with('※');
            let is_choice = rest.text.starts_with(['[', '［']);
            is_below || is_choice || !is_label && (is_last() || head.text.ends_with('※'))
        };
        let gaps = first.text.char_indices().filter(|(_, c)| is_gap(*c)).map(|(at, _)| at);
        for at in gaps.take(MOST_GAPS) {
            let gap = first.text.get(at..).and_then(|it| it.chars().next());
            let at = at + gap.filter(|c| !matches!(c, '[' | '［')).map_or(0, char::len_utf8);
            let (head, rest) = (first.cut(0..at), first.cut(at..first.text.len()));
            if let Some(item) = self.is_label(&head)
                && !rest.is_blank()
                && !rest.text.starts_with('※')
                && may_part(&head, item, &rest)
            {
                let rest = std::iter::once(rest).chain(cell.runs.iter().skip(1).cloned());
                return Some((head, rest.collect()));
            }
        }
        let most = cell.runs.len().saturating_sub(1).min(MOST_LINES);
        (1..=most).rev().find_map(|n| {
            let (head, rest) = cell.runs.split_at(n);
            let head = joined(head);
            let item = self.is_label(&head)?;
            may_part(&head, item, rest.first()?).then(|| (head, rest.to_vec()))
        })
    }

    /// The item whose label a text is, and nothing else.
    fn is_label(&self, run: &Run) -> Option<usize> {
        let is_whole = ends_with_star(&run.text) && !run.text.contains(['[', '［']);
        // ※ is printed behind labels alone.
        let least = if run.text.ends_with('※') { FITS } else { SURE };
        let found = self.find(&label(&run.text)).filter(|(_, fit)| is_whole && *fit >= least);
        found.map(|(item, _)| item)
    }

    /// Whether a cell is a label, or begins with one.
    fn begins_with_label(&self, cell: &Cell) -> bool {
        self.first_label(cell).is_some()
    }

    /// The item whose label a cell is or begins with.
    pub(super) fn first_label(&self, cell: &Cell) -> Option<usize> {
        let whole = self.is_label(&joined(&cell.runs));
        whole.or_else(|| self.is_label(&self.head(cell, None)?.0))
    }
}

/// A label and its answer; the bracket around both, （手数料額、納付方法：…）, is the
/// label's.
fn closed(head: Run, mut rest: Vec<Run>) -> (Vec<Run>, Vec<Run>) {
    let opens = |c: char| matches!(c, '（' | '(');
    let closes = |c: char| matches!(c, '）' | ')');
    let open =
        |text: &str| text.chars().map(|c| i32::from(opens(c)) - i32::from(closes(c))).sum::<i32>();
    let left: i32 = rest.iter().map(|run| open(&run.text)).sum();
    if head.text.starts_with(opens)
        && open(&head.text) == 1
        && left == -1
        && let Some(last) = rest.last_mut()
        && let Some((at, _)) = last.text.char_indices().next_back().filter(|(_, c)| closes(*c))
    {
        let close = last.cut(at..last.text.len());
        *last = last.cut(0..at);
        return (vec![head, close], rest);
    }
    (vec![head], rest)
}

/// Whether a label may end behind a character.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '：' | ':' | '※' | '[' | '［')
}

//! Which lines a table has: unchanged rows hidden, folded or shown, the
//! headings above a change repeated for orientation.

use std::ops::Range;

use super::above::{Above, above};
use super::departed::{Departures, departures};
use super::omitted::{Stretch, stretches};
use super::view::{View, is_path_in_view, missing, path_beside, path_on};
use crate::model::{Side, Sides, without_signs};
use crate::profile::{FoldLevel, Headings, Profile, Renumbered, Unchanged};
use crate::report::{Cell, ComparisonTable, Row};
use crate::tabulate::{self, RowKind};

/// One line of a printed table.
#[derive(Debug)]
pub(super) enum Line {
    /// Headings above the rows that follow, for each side those of the next
    /// row, or of its neighbours where that side has no cell; empty where the
    /// section does not exist.
    Headings(Sides<Vec<String>>),
    /// A row in full, by its index.
    Row(usize),
    /// The old place of a row that moved away, by its index.
    Departed {
        /// The row.
        row: usize,
        /// The headings above its old place.
        path: Sides<Vec<String>>,
    },
    /// Rows that are left out without a mark; prints nothing.
    Gap,
    /// A run of rows of which only the labels are printed, with （略） after
    /// each: unchanged ones, or such as have nothing but another number.
    Labels {
        /// The indices of the rows.
        rows: Range<usize>,
        /// The headings that it begins under.
        path: Sides<Vec<String>>,
        /// Their labels as a drafter writes them, one pair for each line.
        stretches: Vec<Sides<Stretch>>,
    },
}

/// The lines of a table in order.
pub(super) fn lines(table: &ComparisonTable) -> Vec<Line> {
    let is_left_out = left_out(table);
    let folds = table.profile.unchanged == Unchanged::Fold;
    let above = if folds { above(&table.rows, &is_left_out, true) } else { Vec::new() };
    let departures = departures(table);
    let (view, out) = (Sides::default(), Vec::new());
    let mut lines = Lines { table, is_left_out, above, departures, view, out };
    let mut index = 0;
    lines.depart(0);
    while index < table.rows.len() {
        index = if lines.is_left_out[index] { lines.leave_out(index) } else { lines.print(index) };
        lines.depart(index);
    }
    lines.out
}

/// The lines while they are made.
struct Lines<'a> {
    table: &'a ComparisonTable,
    is_left_out: Vec<bool>,
    /// Rows that are printed as headings; empty where nothing is folded.
    above: Vec<Option<Above>>,
    departures: Departures,
    view: Sides<View<'a>>,
    out: Vec<Line>,
}

impl Lines<'_> {
    /// Prints the row at `index`, or the run of renumbered ones that begins
    /// there; gives the row after it.
    fn print(&mut self, index: usize) -> usize {
        let row = &self.table.rows[index];
        self.orient(index);
        let see = |side: Side, before| row.cells.get(side).as_ref().map_or(before, View::Cell);
        self.view = std::mem::take(&mut self.view).map(see);
        let end = end_of_renumbered(self.table, &self.is_left_out, index);
        let end = end.min(self.end_of_run(index)).max(index);
        if end == index {
            self.out.push(Line::Row(index));
            return index + 1;
        }
        let stretches = stretches(&self.table.rows[index..end]);
        self.out.push(Line::Labels { rows: index..end, path: own_path(row), stretches });
        end
    }

    /// Leaves out the row at `index` and those after it, up to the next that
    /// is printed, if only as a heading; gives the row after them.
    fn leave_out(&mut self, index: usize) -> usize {
        let is_above = |at: usize| self.above.get(at).is_some_and(Option::is_some);
        let rest = self.is_left_out.iter().enumerate().skip(index + 1);
        let end = index + 1 + rest.take_while(|&(at, &is_out)| is_out && !is_above(at)).count();
        let end = end.min(self.end_of_run(index));
        if self.table.profile.unchanged == Unchanged::Hide {
            self.out.push(Line::Gap);
            return end;
        }
        let Some(heading) = self.above.get(index).cloned().flatten() else {
            self.orient(index);
            let end = index + self.end_of_group(&self.table.rows[index..end]);
            let rows = &self.table.rows[index..end];
            let path = own_path(&rows[0]);
            self.out.push(Line::Labels { rows: index..end, path, stretches: stretches(rows) });
            return end;
        };
        if heading.is_whole {
            let next = self.above.get(index + 1).and_then(Option::as_ref);
            let goes_on = |next: &Above| {
                Side::BOTH
                    .iter()
                    .all(|side| next.path.get(*side).starts_with(heading.path.get(*side)))
            };
            if !next.is_some_and(goes_on) {
                self.headings(heading.path);
            }
            return index + 1;
        }
        self.headings(heading.path.clone());
        let below = &self.table.rows[index + 1..end];
        let end = match below.first() {
            Some(row) if self.is_hidden_number(row) => index + 1,
            _ => index + 1 + self.end_of_group(below),
        };
        // The text under the heading has no number of its own.
        let below = &self.table.rows[index + 1..end];
        let mut labels = vec![Sides::default()];
        labels.extend(if below.is_empty() { Vec::new() } else { stretches(below) });
        labels.dedup();
        self.out.push(Line::Labels { rows: index..end, path: heading.path, stretches: labels });
        end
    }

    /// Where a run of rows that begins at `index` ends at the latest: before
    /// the next old place of something that moved away.
    fn end_of_run(&self, index: usize) -> usize {
        self.departures.range(index + 1..).next().map_or(self.table.rows.len(), |(&at, _)| at)
    }

    /// Prints what moved away from before the row at `index`.
    fn depart(&mut self, index: usize) {
        let table = self.table;
        let rows = &table.rows;
        for row in self.departures.remove(&index).unwrap_or_default() {
            let Some(old) = rows[row].cells.old.as_ref().map(|cell| &cell.path) else { continue };
            let new = path_beside(rows, index, Side::New, old).to_vec();
            let path = Sides { old: old.clone(), new };
            let unseen = missing(&self.view, &path);
            if Side::BOTH.iter().any(|side| !unseen.get(*side).is_empty()) {
                self.headings(path.clone());
            }
            self.out.push(Line::Departed { row, path });
        }
    }

    /// Where a run of rows ends whose topmost units all have nothing but
    /// another number, or none of them, where such are hidden: what they stand
    /// for goes to a list of its own.
    fn end_of_group(&self, rows: &[Row]) -> usize {
        let Some(first) = rows.first() else { return 0 };
        let kind = self.is_hidden_number(first);
        let mut top = usize::MAX;
        let differs = rows.iter().position(|row| {
            let depth = row.principal().path.len();
            let is_top = depth <= top;
            top = top.min(depth);
            is_top && self.is_hidden_number(row) != kind
        });
        differs.unwrap_or(rows.len())
    }

    fn is_hidden_number(&self, row: &Row) -> bool {
        is_hidden_number(row, &self.table.profile)
    }

    /// Prints the headings above a row that a reader does not know yet.
    fn orient(&mut self, index: usize) {
        let rows = &self.table.rows;
        if !is_path_in_view(&self.view, &rows[index]) {
            let path = |side| path_on(rows, index, side).to_vec();
            self.headings(Sides { old: path(Side::Old), new: path(Side::New) });
        }
    }

    /// Prints headings.
    fn headings(&mut self, path: Sides<Vec<String>>) {
        let is_whole = self.table.profile.headings == Headings::Path;
        let shown = if is_whole { path.clone() } else { missing(&self.view, &path) };
        if Side::BOTH.iter().any(|side| !shown.get(*side).is_empty()) {
            self.out.push(Line::Headings(shown));
        }
        self.view = path.map(|_, path| View::Headings(path));
    }
}

/// The headings above a row; empty on a side without it.
fn own_path(row: &Row) -> Sides<Vec<String>> {
    row.cells.as_ref().map(|_, cell| cell.as_ref().map_or_else(Vec::new, |it| it.path.clone()))
}

/// Whether nothing at all happened to the row that a table should show.
pub(super) fn is_plain(row: &Row, profile: &Profile) -> bool {
    is_hidden_number(row, profile) || tabulate::is_plain(row)
}

/// Whether nothing but the number of the row changed, and such are hidden.
pub(super) fn is_hidden_number(row: &Row, profile: &Profile) -> bool {
    profile.renumbered == Renumbered::Hide && is_number_only(row)
}

/// Whether nothing is marked but the row's own number: no citation that
/// follows a renumbering either, for that has to be seen.
fn is_number_only(row: &Row) -> bool {
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
    let mut runs = paragraphs.flat_map(|paragraph| &paragraph.runs);
    row.renumbered
        && RowKind::of(row) == RowKind::NumberOnly
        && !runs.any(|run| run.consequential && run.changed)
}

/// Which rows are not printed: unchanged ones, but for those under whose text
/// a printed one stands, where the profile prints them (CONVENTIONS §1.8:
/// the changed unit with the headings of all its ancestors).
fn left_out(table: &ComparisonTable) -> Vec<bool> {
    let profile = &table.profile;
    if profile.unchanged == Unchanged::Show || profile.fold == FoldLevel::None {
        return vec![false; table.rows.len()];
    }
    let out: Vec<bool> = table.rows.iter().map(|row| is_plain(row, profile)).collect();
    if profile.headings != Headings::Lead {
        return out;
    }
    let with_origins = profile.unchanged == Unchanged::Fold;
    let above = above(&table.rows, &out, with_origins);
    out.iter().zip(above).map(|(is_out, above)| *is_out && above.is_none()).collect()
}

/// Where a run of units ends that have nothing but another number, with all
/// that stands below them unchanged; `index` where there is none, or where
/// they are printed in full (CONVENTIONS §1.9).
fn end_of_renumbered(table: &ComparisonTable, is_left_out: &[bool], index: usize) -> usize {
    let profile = &table.profile;
    let Some(first) = table.rows.get(index).filter(|row| is_number_only(row)) else {
        return index;
    };
    if profile.renumbered != Renumbered::Fold || profile.fold == FoldLevel::None {
        return index;
    }
    let depth = |row: &Row| row.principal().path.len();
    let is_below = |row: &Row| depth(row) > depth(first);
    let mut end = index;
    while let Some(row) = table.rows.get(end) {
        let is_next = !is_below(row)
            && depth(row) == depth(first)
            && row.principal().path == first.principal().path
            && is_number_only(row);
        let n_below = table.rows[end + 1..].iter().take_while(|row| is_below(row)).count();
        let below = end + 1..end + 1 + n_below;
        let all_silent = below.clone().all(|at| {
            is_left_out.get(at) == Some(&true) || table.rows.get(at).is_some_and(is_number_only)
        });
        if !is_next || !all_silent {
            break;
        }
        end = below.end;
    }
    end
}

/// The cell of a side, or the other one where there is none.
pub(super) fn cell_or_other(row: &Row, side: Side) -> &Cell {
    row.cells.get(side).as_ref().unwrap_or_else(|| row.principal())
}

/// A line of a cell as a path quotes it: the signs of Markdown are left out.
pub(super) fn quoted(line: &str) -> &str {
    without_signs(line).trim_end()
}

/// Whether `heading` is how paths quote this cell: by its first line, or by
/// its number where that line is a sentence, with the caption that stands
/// above an article after it.
pub(super) fn is_quoted_as(cell: &Cell, heading: &str) -> bool {
    let text = cell.text();
    let mut lines = text.lines().map(quoted);
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    let label = cell.label.trim();
    let heading = heading.trim();
    heading == first
        || !label.is_empty() && heading == label
        || [label, second]
            .iter()
            .any(|own| !own.is_empty() && heading.strip_prefix(own) == Some(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Change, Paragraph, Run};

    fn row(change: Change, path: &[&str], label: &str, text: &str) -> Row {
        let paragraph = |line: &str| Paragraph { slot: None, runs: vec![Run::new(line, false)] };
        let cell = Cell {
            index: 0,
            path: path.iter().map(|&it| it.into()).collect(),
            label: label.into(),
            title: String::new(),
            page: None,
            paragraphs: text.lines().map(paragraph).collect(),
        };
        Row {
            change,
            renumbered: false,
            moved: false,
            style_only: false,
            split_of: None,
            merged_from: Vec::new(),
            cells: Sides { old: Some(cell.clone()), new: Some(cell) },
        }
    }

    /// One letter for each line: path, changed row, unchanged row, omitted.
    fn letters(profile: Profile, rows: Vec<Row>) -> String {
        let table = ComparisonTable { profile, rows };
        let letter = |line: &Line| match line {
            Line::Headings(_) => 'P',
            Line::Row(at) if is_plain(&table.rows[*at], &table.profile) => 'U',
            Line::Row(_) => 'C',
            Line::Labels { rows, .. } if is_plain(&table.rows[rows.start], &table.profile) => 'O',
            Line::Labels { .. } => 'N',
            Line::Departed { .. } => 'D',
            Line::Gap => 'G',
        };
        lines(&table).iter().map(letter).filter(|letter| *letter != 'G').collect()
    }

    fn shown(unchanged: Unchanged, rows: Vec<Row>) -> String {
        letters(Profile { unchanged, ..Profile::default() }, rows)
    }

    #[test]
    fn a_path_is_printed_when_it_changes() {
        let rows = || {
            vec![
                row(Change::Same, &[], "第１", "第１ 総則"),
                row(Change::Edited, &["第１ 総則"], "（１）", "（１） 甲"),
                row(Change::Same, &["第１ 総則"], "（２）", "（２） 乙"),
                row(Change::Edited, &["第１ 総則"], "（３）", "（３） 丙"),
                row(Change::Same, &[], "第２", "第２ 雑則"),
                row(Change::Edited, &["第２ 雑則"], "（１）", "（１） 丁"),
            ]
        };
        assert_eq!(shown(Unchanged::Hide, rows()), "PCCPC");
        assert_eq!(shown(Unchanged::Fold, rows()), "PCOCPC");
        assert_eq!(shown(Unchanged::Show, rows()), "UCUCUC");
    }

    #[test]
    fn going_up_a_level_needs_no_path() {
        let rows = vec![
            row(Change::Edited, &["第１ 総則", "１ 目的"], "（１）", "（１） 甲"),
            row(Change::Edited, &["第１ 総則"], "２", "２ 定義"),
            row(Change::Edited, &[], "第２", "第２ 雑則"),
        ];
        assert_eq!(shown(Unchanged::Fold, rows), "PCCC");
    }

    #[test]
    fn an_added_row_under_printed_headings_keeps_them_in_view() {
        let path = ["第１ 総則", "１ 目的"];
        let mut added = row(Change::Added, &path, "（１）", "（１） 甲");
        added.cells.old = None;
        let rows = vec![added, row(Change::Edited, &path, "（２）", "（２） 乙")];
        assert_eq!(shown(Unchanged::Fold, rows), "PCC");
    }

    #[test]
    fn a_side_without_a_cell_shows_the_headings_of_its_neighbours() {
        let renumbered = |label: &str, text: &str| {
            let mut row = row(Change::Same, &["第６ 修理"], label, text);
            row.cells.old.as_mut().expect("a cell").path = vec!["第５ 修理".into()];
            row
        };
        let mut added = row(Change::Added, &["第６ 修理"], "（２）", "（２） 乙");
        added.cells.old = None;
        let rows = |neighbour: Row| vec![added.clone(), neighbour];
        let old = |rows: &[Row]| path_on(rows, 0, Side::Old).to_vec();
        assert_eq!(old(&rows(renumbered("（３）", "（３） 丙"))), ["第５ 修理"]);
        assert_eq!(old(&rows(row(Change::Same, &[], "第７", "第７ 雑則"))), [""; 0]);
    }

    #[test]
    fn headings_just_printed_are_not_repeated() {
        let is_silent_below = |heading: Row, path: &str| {
            let below = row(Change::Edited, &[path], "（１）", "（１） 甲");
            shown(Unchanged::Fold, vec![heading, below]) == "CC"
        };
        let edited = |label, text| row(Change::Edited, &[], label, text);
        assert!(is_silent_below(edited("第１", "第１ 総則\n趣旨"), "第１ 総則"));
        assert!(is_silent_below(edited("（３）", "（３） 長い文。"), "（３）"));
        assert!(is_silent_below(
            edited("第３条", "（定義）\n第３条　次による。"),
            "第３条（定義）"
        ));
        assert!(is_silent_below(edited("第３条", "（定義）\n第３条"), "第３条（定義）"));
        assert!(!is_silent_below(edited("第３条", "第３条　次による。"), "第３条の２"));
    }
}

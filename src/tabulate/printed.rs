//! The rows of a table as they are printed: unchanged ones hidden, folded or
//! shown, and the headings above a change repeated for orientation.

use super::omitted::{is_only_heading, labels};
use crate::model::{Side, Sides};
use crate::report::{Cell, Change, ComparisonTable, Row, Unchanged};

/// One line of a printed table, the same for every writer.
#[derive(Debug)]
pub enum Printed<'a> {
    /// Headings above the rows that follow, printed when they change: for
    /// each side the path of the next row, or of its neighbours where that
    /// side has no cell; empty where the section does not exist.
    Path(Sides<&'a [String]>),
    /// A row in full. The number counts printed rows that are changes, from
    /// 1; unchanged rows have none.
    Row(&'a Row, Option<u32>),
    /// A run of unchanged rows, printed as （略）.
    Omitted {
        /// The rows.
        rows: &'a [Row],
        /// Their labels as a drafter writes them (`（１）～（４）`), empty
        /// where that cannot be told exactly.
        labels: Sides<String>,
    },
}

/// The printed lines of a table in order.
pub fn printed(table: &ComparisonTable) -> Vec<Printed<'_>> {
    let mut out = Vec::new();
    let mut view = Sides { old: View::Headings(&[]), new: View::Headings(&[]) };
    let mut n_changes = 0;
    let mut index = 0;
    while let Some(row) = table.rows.get(index) {
        let end = index + table.rows[index..].iter().take_while(|row| is_plain(row)).count();
        if end > index && table.style.unchanged != Unchanged::Show {
            let rows = &table.rows[index..end];
            let next = table.rows.get(end);
            if table.style.unchanged == Unchanged::Fold && !is_only_heading(rows, next) {
                let labels = Sides {
                    old: labels(rows, next, Side::Old),
                    new: labels(rows, next, Side::New),
                };
                out.push(Printed::Omitted { rows, labels });
            }
            index = end;
            continue;
        }
        if !is_path_in_view(view, row) {
            let path = Sides {
                old: path_on(&table.rows, index, Side::Old),
                new: path_on(&table.rows, index, Side::New),
            };
            view = path.map(|_, path| View::Headings(path));
            out.push(Printed::Path(path));
        }
        view = view.map(|side, before| row.cells.get(side).as_ref().map_or(before, View::Cell));
        let number = (!is_plain(row)).then(|| {
            n_changes += 1;
            n_changes
        });
        out.push(Printed::Row(row, number));
        index += 1;
    }
    out
}

/// Whether nothing at all happened to the row that a table should show.
pub fn is_plain(row: &Row) -> bool {
    let is_unmarked = match row.change {
        Change::Same => true,
        // Its only marks were taken off.
        Change::Edited => !row.renumbered && !has_marks(row),
        Change::Added | Change::Removed => false,
    };
    is_unmarked && !row.moved && !row.renumbered && !row.is_part()
}

fn has_marks(row: &Row) -> bool {
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
    let mut runs = paragraphs.flat_map(|paragraph| &paragraph.runs);
    // A row without a consequential change was never without its marks.
    !runs.clone().any(|run| run.consequential) || runs.any(|run| run.changed)
}

/// The cell of a side, or the other one where there is none.
pub(super) fn cell_or_other(row: &Row, side: Side) -> &Cell {
    row.cells.get(side).as_ref().unwrap_or_else(|| row.principal())
}

/// What a reader of one column has read last.
#[derive(Debug, Clone, Copy)]
enum View<'a> {
    /// Headings printed for orientation.
    Headings(&'a [String]),
    /// A cell.
    Cell(&'a Cell),
}

/// Whether a reader knows where `row` stands: under the cells just read, or
/// under headings that these stand under, too.
fn is_path_in_view(view: Sides<View<'_>>, row: &Row) -> bool {
    Side::BOTH.iter().all(|side| {
        let Some(cell) = row.cells.get(*side) else { return true };
        let (above, last) = match *view.get(*side) {
            View::Headings(path) => (path, None),
            View::Cell(cell) => (cell.path.as_slice(), Some(cell)),
        };
        match cell.path.strip_prefix(above) {
            Some([]) => true,
            Some([heading]) => last.is_some_and(|last| is_quoted_as(last, heading)),
            Some(_) => false,
            None => above.starts_with(&cell.path),
        }
    })
}

/// The path of a row on one side. Where the row has no cell there, that of the
/// nearest row under the same headings that stands in both documents.
fn path_on(rows: &[Row], index: usize, side: Side) -> &[String] {
    let row = &rows[index];
    if let Some(cell) = row.cells.get(side) {
        return &cell.path;
    }
    let own = row.principal().path.as_slice();
    let (before, after) = rows.split_at(index);
    let is_near = |row: &&Row| is_under(row, side.other(), own);
    let before = before.iter().rev().take_while(is_near);
    let after = after.iter().take_while(is_near);
    before.chain(after).find_map(|row| counterpart(row, side, own)).unwrap_or_default()
}

/// Whether a row stands under the headings `own` of `side`; rows that are not
/// in that document stand in nobody's way.
fn is_under(row: &Row, side: Side, own: &[String]) -> bool {
    let cell = row.cells.get(side).as_ref();
    cell.is_none_or(|cell| !row.moved && cell.path.starts_with(own))
}

/// What the headings `own` of the other side are called on `side`, told by a
/// row that stands under them in both documents.
fn counterpart<'a>(row: &'a Row, side: Side, own: &[String]) -> Option<&'a [String]> {
    let here = row.cells.get(side).as_ref()?;
    let there = row.cells.get(side.other()).as_ref()?;
    if here.path.len() == there.path.len() { here.path.get(..own.len()) } else { None }
}

/// Whether `heading` is how paths quote this cell: by its first line, or by
/// its number where that line is a sentence, with the caption that stands
/// above an article after it.
pub(super) fn is_quoted_as(cell: &Cell, heading: &str) -> bool {
    let text = cell.text();
    let mut lines = text.lines().map(str::trim);
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
    use crate::report::{ColumnOrder, Paragraph, Run, TableStyle};

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
    fn lines(unchanged: Unchanged, rows: Vec<Row>) -> String {
        let style = TableStyle {
            title: String::new(),
            columns: ColumnOrder::NewOld,
            labels: Sides::default(),
            unchanged,
        };
        let table = ComparisonTable { style, rows };
        let letter = |line: &Printed<'_>| match line {
            Printed::Path(_) => 'P',
            Printed::Row(_, Some(_)) => 'C',
            Printed::Row(_, None) => 'U',
            Printed::Omitted { .. } => 'O',
        };
        printed(&table).iter().map(letter).collect()
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
        assert_eq!(lines(Unchanged::Hide, rows()), "PCCPC");
        assert_eq!(lines(Unchanged::Fold, rows()), "PCOCPC");
        assert_eq!(lines(Unchanged::Show, rows()), "UCUCUC");
    }

    #[test]
    fn going_up_a_level_needs_no_path() {
        let rows = vec![
            row(Change::Edited, &["第１ 総則", "１ 目的"], "（１）", "（１） 甲"),
            row(Change::Edited, &["第１ 総則"], "２", "２ 定義"),
            row(Change::Edited, &[], "第２", "第２ 雑則"),
        ];
        assert_eq!(lines(Unchanged::Fold, rows), "PCCC");
    }

    #[test]
    fn an_added_row_under_printed_headings_keeps_them_in_view() {
        let path = ["第１ 総則", "１ 目的"];
        let mut added = row(Change::Added, &path, "（１）", "（１） 甲");
        added.cells.old = None;
        let rows = vec![added, row(Change::Edited, &path, "（２）", "（２） 乙")];
        assert_eq!(lines(Unchanged::Fold, rows), "PCC");
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
            lines(Unchanged::Fold, vec![heading, below]) == "CC"
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

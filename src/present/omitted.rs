//! Which numbers a run of unchanged units covers, as a drafter writes it:
//! `（１）・（２）　（略）`, `第１～第３　（略）`.
//!
//! A unit stands for all units below it, so only the topmost ones of a run are
//! named, each level on a line of its own. A stretch is broken at branch
//! numbers and where numbers begin or cease to differ between the sides
//! (CONVENTIONS §1.8).

use std::borrow::Cow;

use super::lines::cell_or_other;
use crate::model::{Side, Sides};
use crate::number::{self, LabelStyle};
use crate::report::{Cell, Row};

/// More stretches than this are harder to read than a bare （略）.
const MAX_STRETCHES: usize = 6;

/// The labels of neighbours in one line: one, two with ・ or the outer ones of
/// more with ～ between them; none where there are no numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stretch {
    /// Label of the first unit; empty for units without numbers.
    pub first: String,
    /// What stands between them and the label of the last unit.
    pub last: Option<(&'static str, String)>,
}

impl Stretch {
    fn of(labels: &[Cow<'_, str>]) -> Option<Self> {
        let (first, rest) = labels.split_first()?;
        let joint = if rest.len() > 1 { "～" } else { "・" };
        let last = rest.last().map(|last| (joint, last.to_string()));
        Some(Self { first: first.to_string(), last })
    }

    /// The whole line.
    pub(super) fn text(&self) -> String {
        let (joint, last) = self.last.as_ref().map_or(("", ""), |(joint, last)| (joint, last));
        format!("{}{joint}{last}", self.first)
    }
}

/// The labels of a run of units that are left out, one for each stretch and
/// side, as a drafter writes them (`（１）～（４）`); a single pair of empty ones
/// where a unit has no label, too many levels are crossed, or the sides are
/// built differently.
pub(super) fn stretches(rows: &[Row]) -> Vec<Sides<Stretch>> {
    let of = |side| collect(rows, side).filter(|out| (1..=MAX_STRETCHES).contains(&out.len()));
    match (of(Side::Old), of(Side::New)) {
        (Some(old), Some(new)) if old.len() == new.len() => {
            old.into_iter().zip(new).map(|(old, new)| Sides { old, new }).collect()
        }
        _ => vec![Sides::default()],
    }
}

/// The stretches of a run on one side. `None` where a unit has no label.
fn collect(rows: &[Row], side: Side) -> Option<Vec<Stretch>> {
    let depth = |row: &Row| cell_or_other(row, side).path.len();
    let mut out = Vec::new();
    let mut stretch: Vec<Cow<'_, str>> = Vec::new();
    let mut stretch_depth = usize::MAX;
    let mut stretch_kind = None;
    for row in rows {
        if depth(row) > stretch_depth {
            continue;
        }
        let cell = cell_or_other(row, side);
        let label = cell.label.trim();
        if label.is_empty() {
            return None;
        }
        let kind = (row.renumbered, branch_of(label));
        if depth(row) < stretch_depth || stretch_kind.as_ref() != Some(&kind) {
            out.extend(Stretch::of(&stretch));
            stretch.clear();
        }
        stretch_depth = depth(row);
        stretch_kind = Some(kind);
        stretch.push(name_of(cell, label));
    }
    out.extend(Stretch::of(&stretch));
    Some(out)
}

/// A label as it is named beside （略）: that of a 附則 with the law in brackets
/// that brought it, for all have the same label.
fn name_of<'a>(cell: &'a Cell, label: &'a str) -> Cow<'a, str> {
    let is_supplement =
        number::parse(label).is_some_and(|it| it.number.last().style == LabelStyle::Supplement);
    let first = cell.paragraphs.first().filter(|_| is_supplement);
    let runs = first.map_or(&[][..], |paragraph| &paragraph.runs);
    let printed: String = runs.iter().map(|run| run.text.as_str()).collect();
    let law = printed.trim_start().strip_prefix(label).map_or("", str::trim);
    let is_in_brackets = law.starts_with(['（', '(']) && law.ends_with(['）', ')']);
    if is_in_brackets { printed.trim().to_owned().into() } else { label.into() }
}

/// What a branch number branches off: ４ and the branches but the last of
/// 第４条の２の３. `None` for numbers without branches.
fn branch_of(label: &str) -> Option<(u32, Vec<u32>)> {
    let parsed = number::parse(label)?;
    let (value, branches) = parsed.number.last().order();
    let (_, above) = branches.split_last()?;
    Some((value, above.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Change, Paragraph, Run};

    /// A row from its headings, its label and the rest of its text.
    fn row(path: &[&str], label: &str, body: &str) -> Row {
        let cell = crate::report::Cell {
            index: 0,
            path: path.iter().map(|&it| it.into()).collect(),
            label: label.into(),
            title: String::new(),
            page: None,
            paragraphs: vec![Paragraph {
                slot: None,
                runs: vec![Run::new(format!("{label}{body}"), false)],
            }],
        };
        Row {
            change: Change::Same,
            renumbered: false,
            moved: false,
            style_only: false,
            split_of: None,
            merged_from: Vec::new(),
            cells: Sides { old: Some(cell.clone()), new: Some(cell) },
        }
    }

    fn labels(rows: &[Row], side: Side) -> String {
        let stretches = stretches(rows);
        stretches.iter().map(|it| it.get(side).text()).collect::<Vec<_>>().join("、")
    }

    #[test]
    fn siblings_are_joined_as_a_drafter_does() {
        let one = row(&["第１ 総則"], "（１）", "甲");
        let two = row(&["第１ 総則"], "（２）", "乙");
        let three = row(&["第１ 総則"], "（３）", "丙");
        assert_eq!(labels(std::slice::from_ref(&one), Side::New), "（１）");
        assert_eq!(labels(&[one.clone(), two.clone()], Side::New), "（１）・（２）");
        assert_eq!(labels(&[one, two, three], Side::New), "（１）～（３）");
    }

    #[test]
    fn a_unit_stands_for_everything_below_it() {
        let rows = [
            row(&["第１ 総則", "１ 目的"], "（３）", "丙"),
            row(&["第１ 総則"], "２", " 定義"),
            row(&["第１ 総則", "２ 定義"], "（１）", "甲"),
            row(&[], "第２", " 雑則"),
            row(&["第２ 雑則"], "１", " 施行"),
        ];
        assert_eq!(labels(&rows, Side::New), "（３）、２、第２");
    }

    /// CONVENTIONS §1.8: runs are broken at branch numbers.
    #[test]
    fn a_run_is_broken_at_branch_numbers() {
        let article = |label: &str| row(&[], label, "　甲");
        let rows = [
            article("第１条"),
            article("第２条"),
            article("第３条"),
            article("第３条の２"),
            article("第３条の３"),
            article("第４条"),
        ];
        assert_eq!(labels(&rows, Side::New), "第１条～第３条、第３条の２・第３条の３、第４条");
    }

    /// CONVENTIONS §1.8: and where old and new labels differ.
    #[test]
    fn a_run_is_broken_where_numbers_begin_to_differ() {
        let mut rows = vec![
            row(&[], "１", "　甲"),
            row(&[], "２", "　乙"),
            row(&[], "４", "　丙"),
            row(&[], "５", "　丁"),
            row(&[], "６", "　戊"),
        ];
        for row in &mut rows[2..] {
            row.renumbered = true;
            let old = row.cells.old.as_mut().expect("a cell");
            old.label = format!("旧{}", old.label);
        }
        assert_eq!(labels(&rows, Side::New), "１・２、４～６");
        assert_eq!(labels(&rows, Side::Old), "１・２、旧４～旧６");
    }

    #[test]
    fn supplements_are_named_by_the_law_that_brought_them() {
        let rows = [
            row(&[], "附　則", "　（平成27年規則第６号）"),
            row(&["附　則 （平成27年規則第６号）"], "", "　この規則は、公布の日から施行する。"),
            row(&[], "附　則", "（令和２年規則第５号）"),
        ];
        assert_eq!(
            labels(&rows, Side::New),
            "附　則　（平成27年規則第６号）・附　則（令和２年規則第５号）"
        );
        assert_eq!(labels(&[row(&[], "附　則", "　この規則は、")], Side::New), "附　則");
    }

    #[test]
    fn units_without_a_number_give_no_range() {
        let rows = [row(&[], "", "前文"), row(&[], "第１", " 総則")];
        assert_eq!(labels(&rows, Side::New), "");
    }
}

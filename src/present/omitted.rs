//! Which numbers a run of unchanged units covers, as a drafter writes it:
//! `（１）・（２）　（略）`, `第１～第３　（略）`.
//!
//! A unit stands for all units below it, so only the topmost ones of a run are
//! named, each level on a line of its own; going down is written with the
//! numbers above (`第４ １`). A stretch is broken at branch numbers and where
//! numbers begin or cease to differ between the sides (CONVENTIONS §1.8).

use super::lines::{cell_or_other, is_quoted_as};
use crate::model::{Side, Sides};
use crate::number;
use crate::report::Row;

/// More stretches than this are harder to read than a bare （略）.
const MAX_STRETCHES: usize = 6;

/// The labels of a run of units that are left out, one for each stretch and
/// side, as a drafter writes them (`（１）～（４）`); a single pair of empty ones
/// where a unit has no label, too many levels are crossed, or the sides are
/// built differently. `next` is the row after the run.
pub(super) fn stretches(rows: &[Row], next: Option<&Row>) -> Vec<Sides<String>> {
    let of = |side| {
        let mut out = Vec::new();
        let all = collect(rows, next, side, &mut String::new(), &mut out);
        all.map(|()| out).filter(|out| (1..=MAX_STRETCHES).contains(&out.len()))
    };
    match (of(Side::Old), of(Side::New)) {
        (Some(old), Some(new)) if old.len() == new.len() => {
            old.into_iter().zip(new).map(|(old, new)| Sides { old, new }).collect()
        }
        _ => vec![Sides::default()],
    }
}

/// Whether a run holds nothing but headings that are printed anyway above the
/// next row, so that nothing is left out.
pub(super) fn is_only_heading(rows: &[Row], next: Option<&Row>) -> bool {
    next.is_some_and(|next| {
        rows.iter().enumerate().all(|(index, row)| {
            let is_printed =
                |side| is_ancestor(rows, index, next, side) && is_heading_above(row, next, side);
            Side::BOTH.into_iter().all(is_printed)
        })
    })
}

/// Adds the stretches of one level and goes down where the run ends below one
/// of its own headings. `None` where a unit has no label.
fn collect(
    rows: &[Row],
    next: Option<&Row>,
    side: Side,
    prefix: &mut String,
    out: &mut Vec<String>,
) -> Option<()> {
    let depth = |row: &Row| cell_or_other(row, side).path.len();
    let mut stretch: Vec<&str> = Vec::new();
    let mut stretch_depth = usize::MAX;
    let mut stretch_kind = None;
    for (index, row) in rows.iter().enumerate() {
        if depth(row) > stretch_depth {
            continue;
        }
        if depth(row) < stretch_depth {
            flush(&mut stretch, prefix, out);
            stretch_depth = depth(row);
        }
        let label = cell_or_other(row, side).label.trim();
        let above_next = next.filter(|next| is_ancestor(rows, index, next, side));
        let is_printed_anyway = above_next.is_some_and(|next| is_heading_above(row, next, side));
        if !is_printed_anyway {
            if label.is_empty() {
                return None;
            }
            let kind = (row.renumbered, branch_of(label));
            if stretch_kind.as_ref() != Some(&kind) {
                flush(&mut stretch, prefix, out);
            }
            stretch_kind = Some(kind);
            stretch.push(label);
        }
        if above_next.is_some() {
            flush(&mut stretch, prefix, out);
            let length = prefix.len();
            prefix.push_str(label);
            prefix.push(' ');
            let below = collect(&rows[index + 1..], next, side, prefix, out);
            prefix.truncate(length);
            return below;
        }
    }
    flush(&mut stretch, prefix, out);
    Some(())
}

/// What a branch number branches off: ４ and the branches but the last of
/// 第４条の２の３. `None` for numbers without branches.
fn branch_of(label: &str) -> Option<(u32, Vec<u32>)> {
    let parsed = number::parse(label)?;
    let (value, branches) = parsed.number.last().order();
    let (_, above) = branches.split_last()?;
    Some((value, above.to_vec()))
}

/// Writes the labels of neighbours as one stretch.
fn flush(stretch: &mut Vec<&str>, prefix: &str, out: &mut Vec<String>) {
    match stretch.as_slice() {
        [] => {}
        [only] => out.push(format!("{prefix}{only}")),
        [first, last] => out.push(format!("{prefix}{first}・{last}")),
        [first, .., last] => out.push(format!("{prefix}{first}～{last}")),
    }
    stretch.clear();
}

/// Whether `rows[index]` is a heading above the row after the run: the path of
/// that row goes through it, and everything between stands deeper.
fn is_ancestor(rows: &[Row], index: usize, next: &Row, side: Side) -> bool {
    let cell = cell_or_other(&rows[index], side);
    let own = cell.path.len();
    let heading = cell_or_other(next, side).path.get(own);
    heading.is_some_and(|heading| is_quoted_as(cell, heading))
        && rows[index + 1..].iter().all(|row| cell_or_other(row, side).path.len() > own)
}

/// Whether the whole text of `row` is a heading in the path of `next`.
fn is_heading_above(row: &Row, next: &Row, side: Side) -> bool {
    let cell = cell_or_other(row, side);
    let heading = cell_or_other(next, side).path.get(cell.path.len());
    heading.is_some_and(|heading| cell.text().trim() == heading.trim())
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

    fn labels(rows: &[Row], next: Option<&Row>, side: Side) -> String {
        let stretches = stretches(rows, next);
        stretches.iter().map(|it| it.get(side).as_str()).collect::<Vec<_>>().join("、")
    }

    #[test]
    fn siblings_are_joined_as_a_drafter_does() {
        let one = row(&["第１ 総則"], "（１）", "甲");
        let two = row(&["第１ 総則"], "（２）", "乙");
        let three = row(&["第１ 総則"], "（３）", "丙");
        assert_eq!(labels(std::slice::from_ref(&one), None, Side::New), "（１）");
        assert_eq!(labels(&[one.clone(), two.clone()], None, Side::New), "（１）・（２）");
        assert_eq!(labels(&[one, two, three], None, Side::New), "（１）～（３）");
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
        assert_eq!(labels(&rows, None, Side::New), "（３）、２、第２");
    }

    #[test]
    fn headings_of_the_next_row_are_not_left_out() {
        let rows = [
            row(&[], "第１", " 総則"),
            row(&[], "第２", " 義務"),
            row(&["第２ 義務"], "１", " 目的"),
            row(&["第２ 義務"], "２", " 変更"),
        ];
        let next = row(&["第２ 義務", "２ 変更"], "（１）", "甲");
        assert_eq!(labels(&rows, Some(&next), Side::New), "第１、第２ １");
        assert!(!is_only_heading(&rows, Some(&next)));
        assert!(is_only_heading(&rows[3..], Some(&next)));
    }

    #[test]
    fn a_heading_with_words_of_its_own_is_named() {
        let rows = [row(&[], "第２", " 義務\n次のとおりとする。")];
        let next = row(&["第２ 義務"], "（１）", "甲");
        assert_eq!(labels(&rows, Some(&next), Side::New), "第２");
        assert!(!is_only_heading(&rows, Some(&next)));
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
        assert_eq!(
            labels(&rows, None, Side::New),
            "第１条～第３条、第３条の２・第３条の３、第４条"
        );
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
        assert_eq!(labels(&rows, None, Side::New), "１・２、４～６");
        assert_eq!(labels(&rows, None, Side::Old), "１・２、旧４～旧６");
    }

    #[test]
    fn units_without_a_number_give_no_range() {
        let rows = [row(&[], "", "前文"), row(&[], "第１", " 総則")];
        assert_eq!(labels(&rows, None, Side::New), "");
    }
}

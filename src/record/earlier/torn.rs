//! Rows of a printed log that end on one page and go on at the top of the next.
//!
//! Where every cell of a row breaks, nothing but its day tells: neither part of
//! it is one, and both together are.

use super::super::era::Date;
use super::{DATE, EarlierRow};
use crate::number::{Follow, parse};

/// Puts the parts of such rows together.
pub(super) fn mended(rows: Vec<EarlierRow>) -> Vec<EarlierRow> {
    let mut out: Vec<EarlierRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match out.last_mut().filter(|above| goes_on(above, &row)) {
            Some(above) => {
                for (cell, rest) in above.cells.iter_mut().zip(&row.cells) {
                    if !cell.is_empty() && begins_line(cell, rest) {
                        cell.push('\n');
                    }
                    cell.push_str(rest);
                }
            }
            None => out.push(row),
        }
    }
    out
}

/// Whether a row is the rest of the one above, which stands on the page before.
fn goes_on(above: &EarlierRow, row: &EarlierRow) -> bool {
    let (begin, end) = (above.cells[DATE].trim(), row.cells[DATE].trim());
    above.page.is_some_and(|page| row.page == Some(page + 1))
        && is_torn(begin)
        && !end.is_empty()
        && Date::parse(end).is_none()
        && Date::parse(&format!("{begin}{end}")).is_some()
}

/// Whether the beginning of a day is not a whole one: `令和6年7月1` may be one,
/// but such days end with 日.
fn is_torn(begin: &str) -> bool {
    let is_open = begin.contains('年') && !begin.ends_with('日');
    !begin.is_empty() && (is_open || Date::parse(begin).is_none())
}

/// Whether the rest of a cell begins a line of its own.
fn begins_line(cell: &str, rest: &str) -> bool {
    let is_number = || parse(rest).is_some_and(|parsed| parsed.follow != Follow::Running);
    !rest.is_empty() && (cell.trim_end().ends_with('。') || is_number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_a_page_tears_makes_one_row() {
        let row = |page: u32, cells: [&str; 6]| EarlierRow {
            cells: cells.map(str::to_owned),
            page: Some(page),
            ..EarlierRow::default()
        };
        let whole = row(1, ["令和2年11月1日", "Ⅰ－２", "甲", "乙", "事後", ""]);
        let begin = row(1, ["令和2年12", "Ⅰ－１", "旧の記", "一。", "事後", "説明"]);
        let end = row(2, ["月1日", "②事務の概要", "載", "二。", "", ""]);
        let one =
            ["令和2年12月1日", "Ⅰ－１\n②事務の概要", "旧の記載", "一。\n二。", "事後", "説明"];
        let rows = mended(vec![whole.clone(), begin.clone(), end.clone()]);
        assert_eq!(rows, [whole.clone(), row(1, one)]);
        // One line of it stands on the first page, and most of its day.
        let begin_of_day = row(1, ["令和2年12月1", "Ⅰ－１", "旧の記", "一。", "事後", "説明"]);
        let last_of_day = row(2, ["日", "②事務の概要", "載", "二。", "", ""]);
        let rows = mended(vec![whole.clone(), begin_of_day, last_of_day]);
        assert_eq!(rows, [whole.clone(), row(1, one)]);
        // On one page they are two rows, and so are two whole days.
        let same_page = EarlierRow { page: Some(1), ..end };
        assert_eq!(mended(vec![begin, same_page]).len(), 2);
        let next = row(2, ["令和3年1月1日", "Ⅰ－３", "丙", "丁", "事後", ""]);
        assert_eq!(mended(vec![whole, next]).len(), 2);
    }
}

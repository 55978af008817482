//! 変更日: days that exist, and their order.

use super::super::case::Case;
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use crate::record::earlier::{DATE, ITEM};
use crate::record::era::Date;

/// A 変更日 that is no day.
pub(in crate::check) static UNREADABLE: Rule = Rule {
    id: "date-unreadable",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: ["変更日が空、又は実在しない日", "変更日 is missing or no day that exists"],
    remedy: ["「令和6年1月15日」のように書いてください。", "write it as 令和6年1月15日"],
    find: unreadable,
};

/// A 変更日 after the day of publication.
pub(in crate::check) static AFTER_PUBLICATION: Rule = Rule {
    id: "date-after-publication",
    severity: Severity::Error,
    needs: &[Need::Log, Need::Published],
    about: ["変更日が表紙の公表日より後", "変更日 is later than 公表日 on the cover"],
    remedy: ["変更日を確かめてください。", "look at the date of the row"],
    find: after_publication,
};

/// Rows that do not stand in the order of their days.
pub(in crate::check) static UNSORTED: Rule = Rule {
    id: "dates-unsorted",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: ["行が変更日の順に並んでいない", "the rows do not stand in the order of their dates"],
    remedy: [
        "行の順か、変更日の誤りを直してください。",
        "put the rows in order, or correct the date that is wrong",
    ],
    find: unsorted,
};

fn unreadable(case: &Case<'_>) -> Vec<Found> {
    // Dialect B gives the day once.
    let first = case.rows.iter().find(|row| !row.cells[DATE].trim().is_empty());
    let first = first.map_or(u32::MAX, |row| row.number);
    let repeats = repeats_days(case);
    let is_wrong = |row: &&LogRow| {
        let printed = row.cells[DATE].trim();
        if printed.is_empty() {
            // What is part of a row above has no item of its own; where 提出時期
            // is empty, too, the cells may be merged with those above.
            let is_row = repeats
                && !row.goes_on()
                && !row.timing.is_empty()
                && !row.merged[DATE]
                && !is_dated_above(case, row)
                && !row.cells[ITEM].trim().is_empty();
            row.is_entry() && (row.number < first || is_row)
        } else {
            Date::parse(printed).is_none()
        }
    };
    let found = |row: &LogRow| {
        let n = row.number;
        let is_empty = row.cells[DATE].trim().is_empty();
        let message = if is_empty {
            [
                format!("変更箇所{n}行目：変更日が空です。"),
                format!("row {n} of the log: 変更日 is empty"),
            ]
        } else {
            [
                format!("変更箇所{n}行目：変更日を日付として読めません。"),
                format!("row {n} of the log: 変更日 is no day that can be read"),
            ]
        };
        let texts = (!is_empty).then(|| row.quote(Origin::LogDate)).into_iter().collect();
        Found { severity: None, place: row.place(), texts, message }
    };
    case.rows.iter().filter(is_wrong).map(found).collect()
}

/// Whether a row stands under a heading that gives the day for all below it, as
/// in a part of a log that is written in dialect B.
fn is_dated_above(case: &Case<'_>, row: &LogRow) -> bool {
    let above = case.rows.iter().rev().filter(|it| it.number < row.number);
    let mut dated = above.into_iter().filter(|it| !it.cells[DATE].trim().is_empty());
    dated.next().is_some_and(|it| !it.has_text())
}

/// Whether the log gives the day in each row, also where the row above has the
/// same one: then a cell without a day is hardly one merged with that above.
fn repeats_days(case: &Case<'_>) -> bool {
    let days: Vec<&str> = case.entries().map(|row| row.cells[DATE].trim()).collect();
    let n_dated = days.iter().filter(|day| !day.is_empty()).count();
    let is_same = |pair: &[&str]| matches!(pair, [one, other] if one == other && !one.is_empty());
    2 * n_dated > days.len() && days.windows(2).any(is_same)
}

/// Rows younger than the document, where they are not simply its newest ones:
/// then the cover was not updated, which has a rule of its own.
fn after_publication(case: &Case<'_>) -> Vec<Found> {
    let Some(published) = case.documents.document.published else { return Vec::new() };
    if super::publication::newest_rows_are_younger(case) {
        return Vec::new();
    }
    let found = |row: &LogRow| Found {
        severity: (row.timing == "事前").then_some(Severity::Warning),
        place: row.place(),
        texts: vec![row.quote(Origin::LogDate), published_quote(published)],
        message: [
            format!("変更箇所{}行目：変更日が公表日（{published}）より後です。", row.number),
            format!("row {} of the log: 変更日 is later than 公表日 ({published})", row.number),
        ],
    };
    case.entries().filter(|row| row.date.is_some_and(|date| date > published)).map(found).collect()
}

/// 公表日 as a text that shows a finding.
pub(super) fn published_quote(published: Date) -> Quote {
    Quote { origin: Origin::Published, text: published.to_string(), row: None, page: None }
}

/// One finding, with the first row that stands out of order and how many do.
fn unsorted(case: &Case<'_>) -> Vec<Found> {
    let newest_first = case.documents.document.log.as_ref().is_some_and(|log| log.newest_first);
    let dated: Vec<&LogRow> = case.entries().filter(|row| row.date.is_some()).collect();
    let is_wrong = |pair: &&[&LogRow]| match pair {
        [one, other] if newest_first => one.date < other.date,
        [one, other] => one.date > other.date,
        _ => false,
    };
    let wrong: Vec<&[&LogRow]> = dated.windows(2).filter(is_wrong).collect();
    let Some([one, other]) = wrong.first() else { return Vec::new() };
    let rows = wrong.iter().filter_map(|pair| pair.last()).map(|row| row.number).collect();
    vec![Found {
        severity: None,
        place: Place { rows, ..other.place() },
        texts: vec![one.quote(Origin::LogDate), other.quote(Origin::LogDate)],
        message: [
            format!(
                "変更箇所{}行目：変更日が前の行と前後しています（並びの逆転は全部で{}か所）。",
                other.number,
                wrong.len()
            ),
            format!(
                "row {} of the log: its date does not follow that of the row above ({} such places in all)",
                other.number,
                wrong.len()
            ),
        ],
    }]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::super::super::{CheckOptions, Documents, Finding, check};
    use crate::record::earlier::EarlierRow;

    const ITEMS: [(&str, &str, &str); 2] =
        [("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", "丁")];

    fn with(days: &[&str], rule: &str) -> Vec<Finding> {
        let row = |day: &&str| format!("{day}｜Ⅰ－５／①部署｜甲｜乙｜事後");
        let rows: Vec<String> = days.iter().map(row).collect();
        found(&subject(&ITEMS, &rows.iter().map(String::as_str).collect::<Vec<_>>()), rule)
    }

    #[test]
    fn days_exist() {
        assert_eq!(with(&["令和5年2月30日"], "date-unreadable").len(), 1);
        assert_eq!(with(&["令和5年2月28日", "", "R5.3.1"], "date-unreadable").len(), 0);
        assert_eq!(with(&[""], "date-unreadable").len(), 1);
        assert_eq!(with(&["令和5年2月30日", ""], "date-unreadable").len(), 1);
        let each = ["令和5年2月1日", "令和5年2月1日", "", "令和6年1月15日"];
        let findings = with(&each, "date-unreadable");
        assert_eq!(findings.iter().map(|it| it.place.rows[0]).collect::<Vec<_>>(), [3]);
        assert_eq!(findings[0].message[0], "変更箇所3行目：変更日が空です。");
        let grouped = [
            "令和4年2月1日｜Ⅰ－５／①部署｜甲｜乙｜事後",
            "令和4年2月1日｜Ⅰ－５／①部署｜甲｜乙｜事後",
            "令和6年1月15日｜Ⅰ　関連情報",
            "｜①部署｜乙｜丙｜事後",
            "｜②所属長の役職名｜乙｜丙｜事後",
        ];
        assert!(found(&subject(&ITEMS, &grouped), "date-unreadable").is_empty());
        let mut one = subject(&ITEMS, &grouped[..2]);
        if let Some(row) = one.log.as_mut().and_then(|log| log.rows.pop()) {
            let mut cells = row.cells.clone();
            cells[0].clear();
            let merged = [true, false, false, false, false, false];
            let below = EarlierRow { cells, merged, ..row.clone() };
            one.log.as_mut().unwrap().rows.extend([row.clone(), row, below]);
        }
        assert!(found(&one, "date-unreadable").is_empty(), "a day merged for some rows");
        let merged = ["令和5年2月1日", "", "令和6年1月15日", ""];
        assert!(with(&merged, "date-unreadable").is_empty());
    }

    #[test]
    fn days_are_not_after_publication() {
        let findings =
            with(&["令和5年2月1日", "令和16年3月1日", "令和6年1月15日"], "date-after-publication");
        assert_eq!(findings.iter().map(|it| it.place.rows[0]).collect::<Vec<_>>(), [2]);
        assert!(with(&["令和5年2月1日", "令和6年1月15日"], "date-after-publication").is_empty());
    }

    #[test]
    fn a_day_that_cannot_be_read_is_not_the_one_above() {
        let days = ["令和16年3月1日", "令和5年2月30日", "令和6年1月15日"];
        for rule in ["date-after-publication", "dates-unsorted"] {
            let findings = with(&days, rule);
            assert!(findings.iter().all(|it| !it.place.rows.contains(&2)), "{findings:?}");
        }
        // It keeps its place among the rows of its item.
        let rows = [
            "令和4年2月1日｜Ⅰ－５／①部署｜乙｜丙｜事後",
            "令和5年2月30日｜Ⅰ－５／①部署｜丙｜丁｜事後",
        ];
        let findings = check(
            Documents { document: &subject(&ITEMS, &rows), previous: None, other: None },
            &CheckOptions::default(),
        );
        let ids: Vec<&str> = findings.iter().map(|it| it.rule.id).collect();
        assert_eq!(ids, ["date-unreadable"]);
    }

    #[test]
    fn rows_stand_in_the_order_of_their_days() {
        let findings =
            with(&["令和5年2月1日", "令和4年2月1日", "令和6年1月15日"], "dates-unsorted");
        assert_eq!(findings.iter().map(|it| it.place.rows.clone()).collect::<Vec<_>>(), [[2]]);
        assert!(
            with(&["平成31年4月30日", "令和元年5月1日", "令和元年5月1日"], "dates-unsorted")
                .is_empty()
        );
    }
}

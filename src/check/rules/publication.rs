//! 公表日 on the cover, and counts that are as old as it allows.

use super::super::case::{Case, place_of, quote};
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Place, Rule, Severity};
use super::dates::published_quote;
use crate::form::Field;
use crate::record::era::Date;

/// The cover keeps the day of the version before.
pub(in crate::check) static NOT_UPDATED: Rule = Rule {
    id: "publication-not-updated",
    severity: Severity::Error,
    needs: &[Need::Published],
    about: [
        "新しい変更があるのに、表紙の公表日が更新されていない",
        "there are new changes, and 公表日 on the cover is still the old one",
    ],
    remedy: [
        "公表日を更新するか、変更日を確かめてください。",
        "update 公表日, or look at the dates of the newest rows",
    ],
    find: not_updated,
};

/// いつ時点の計数か more than a year before publication.
pub(in crate::check) static COUNT_STALE: Rule = Rule {
    id: "count-date-stale",
    severity: Severity::Warning,
    needs: &[Need::Form, Need::Day],
    about: [
        "計数の時点が公表日（又は --date）より1年以上前",
        "a count was taken more than a year before 公表日 (or --date)",
    ],
    remedy: [
        "少なくとも年1回の見直しの対象です。数を数え直し、時点を改めてください。",
        "counts are reviewed at least once a year; count again and update the day",
    ],
    find: stale,
};

/// Whether the rows that are younger than 公表日 are of one day and stand where
/// the newest rows stand.
pub(super) fn newest_rows_are_younger(case: &Case<'_>) -> bool {
    let document = case.documents.document;
    let Some(published) = document.published else { return false };
    let mut rows: Vec<&LogRow> = case.entries().filter(|row| row.date.is_some()).collect();
    if document.log.as_ref().is_some_and(|log| log.newest_first) {
        rows.reverse();
    }
    let is_younger = |row: &&&LogRow| row.date.is_some_and(|date| date > published);
    let tail = rows.iter().rev().take_while(is_younger).count();
    let all = rows.iter().filter(is_younger).count();
    let newest = rows.last().and_then(|row| row.date);
    tail > 0 && tail == all && rows.iter().rev().take(tail).all(|row| row.date == newest)
}

fn not_updated(case: &Case<'_>) -> Vec<Found> {
    let document = case.documents.document;
    let Some(published) = document.published else { return Vec::new() };
    if newest_rows_are_younger(case) {
        let younger = case.entries().filter(|row| row.date.is_some_and(|date| date > published));
        let rows: Vec<&LogRow> = younger.collect();
        let Some(first) = rows.first() else { return Vec::new() };
        let newest = first.date.map(|date| date.to_string()).unwrap_or_default();
        return vec![Found {
            severity: None,
            place: Place {
                item: String::new(),
                rows: rows.iter().map(|row| row.number).collect(),
                ..first.place()
            },
            texts: vec![first.quote(Origin::LogDate), published_quote(published)],
            message: [
                format!(
                    "最新の変更日（{newest}）が公表日（{published}）より後です。公表日の更新漏れか、変更日の誤りです。"
                ),
                format!(
                    "the newest 変更日 ({newest}) is later than 公表日 ({published}): one of them is wrong"
                ),
            ],
        }];
    }
    let Some(previous) = case.documents.previous else { return Vec::new() };
    let is_changed = case.changes.as_ref().is_some_and(|changes| !changes.is_empty());
    if !is_changed || previous.published != Some(published) {
        return Vec::new();
    }
    vec![Found {
        severity: None,
        place: Place { item: "公表日".to_owned(), ..Place::default() },
        texts: vec![published_quote(published)],
        message: [
            format!("前の版から変わった項目があるのに、公表日が前の版と同じ（{published}）です。"),
            format!("items changed since the version before, and 公表日 is the same ({published})"),
        ],
    }]
}

fn stale(case: &Case<'_>) -> Vec<Found> {
    let Some(today) = case.date else { return Vec::new() };
    let is_count =
        |field: &&Field| field.path.last().is_some_and(|label| label.contains("時点の計数"));
    let mut out = Vec::new();
    for field in case.form().fields.iter().filter(is_count) {
        let Some(counted) = Date::find(&field.value.concat()) else { continue };
        if !is_more_than_a_year(counted, today) {
            continue;
        }
        out.push(Found {
            severity: None,
            place: place_of(field),
            texts: vec![quote(field, Origin::Body)],
            message: [
                format!("計数の時点（{counted}）が{today}より1年以上前です。"),
                format!("the count is of {counted}, more than a year before {today}"),
            ],
        });
    }
    out
}

/// Whether the first day's anniversary is over on the second.
fn is_more_than_a_year(from: Date, to: Date) -> bool {
    let (year, month, day) = from.ymd();
    let (to_year, to_month, to_day) = to.ymd();
    (to_year, to_month, to_day) > (year + 1, month, day)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, found_among, subject};
    use super::super::super::{CheckOptions, Documents, Subject, check};
    use super::*;

    fn document(published: &str, dates: &[&str]) -> Subject {
        let rows: Vec<String> =
            dates.iter().map(|it| format!("{it}｜Ⅰ－５／①部署｜甲｜乙｜事後")).collect();
        let items = [("表紙/公表日", "公表日", published), ("Ⅰ/5/①", "①部署", "乙")];
        subject(&items, &rows.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn a_cover_that_was_forgotten() {
        let forgotten =
            document("令和5年9月1日", &["令和5年9月1日", "令和6年1月15日", "令和6年1月15日"]);
        let findings = found(&forgotten, "publication-not-updated");
        assert_eq!(findings.iter().map(|it| it.place.rows.clone()).collect::<Vec<_>>(), [[2, 3]]);
        assert!(found(&forgotten, "date-after-publication").is_empty());
        let kept = document("令和6年1月15日", &["令和5年9月1日", "令和6年1月15日"]);
        assert!(found(&kept, "publication-not-updated").is_empty());
    }

    #[test]
    fn a_cover_that_is_that_of_the_version_before() {
        let previous =
            subject(&[("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", "甲")], &[]);
        let with = |document: &Subject| {
            let documents = Documents { document, previous: Some(&previous), other: None };
            found_among(documents, "publication-not-updated").len()
        };
        assert_eq!(with(&document("令和6年1月15日", &["令和6年1月15日"])), 1);
        assert_eq!(with(&document("令和7年1月15日", &["令和7年1月15日"])), 0);
    }

    #[test]
    fn counts_are_no_older_than_a_year() {
        let with = |counted: &str, date: Option<&str>| {
            let items = [
                ("表紙/公表日", "公表日", "令和6年1月15日"),
                ("Ⅱ/1/いつ時点の計数か", "いつ時点の計数か", counted),
            ];
            let document = subject(&items, &[]);
            let options =
                CheckOptions { date: date.and_then(Date::parse), ..CheckOptions::default() };
            let documents = Documents { document: &document, previous: None, other: None };
            check(documents, &options).iter().filter(|it| it.rule.id == "count-date-stale").count()
        };
        assert_eq!(with("令和5年1月14日　時点", None), 1);
        assert_eq!(with("令和5年1月15日　時点", None), 0);
        assert_eq!(with("令和5年1月15日　時点", Some("令和6年1月16日")), 1);
    }
}

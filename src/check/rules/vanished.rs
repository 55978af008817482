//! Rows of the log that the version before has and this one has not.

use std::collections::BTreeSet;

use super::super::case::Case;
use super::super::rows::{LogRow, rows};
use super::super::text::{alike, said};
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use crate::record::earlier::{AFTER, BEFORE, ITEM};

/// A row that was there must stay.
pub(in crate::check) static VANISHED: Rule = Rule {
    id: "log-row-vanished",
    severity: Severity::Warning,
    needs: &[Need::Log, Need::Previous],
    about: [
        "前の版の変更箇所にあった行が、なくなっている（--previous が必要）",
        "a row that the log of the version before has is gone (needs --previous)",
    ],
    remedy: [
        "前の版の行は残したまま、新しい行を加えてください。再実施などで変更箇所を改めた場合は、このままで構いません。",
        "keep the rows of the version before and add the new ones; leave it where the log was begun anew",
    ],
    find: vanished,
};

/// Rows so alike are one that was corrected.
const SAME_ROW: f32 = 0.6;
/// As many are named one by one; of more, how many they are.
const MOST_NAMED: usize = 5;

fn vanished(case: &Case<'_>) -> Vec<Found> {
    let Some(previous) = case.documents.previous else { return Vec::new() };
    let Some(log) = &previous.log else { return Vec::new() };
    let text =
        |row: &LogRow| said(&[row.item.as_str(), &row.cells[BEFORE], &row.cells[AFTER]].concat());
    let now: Vec<(&LogRow, String)> = case.rows.iter().map(|row| (row, text(row))).collect();
    let has: BTreeSet<&str> = now.iter().map(|(_, text)| text.as_str()).collect();
    let had = rows(log, &previous.form);
    // A row that was corrected, or that a page tears otherwise, is there.
    let is_there = |row: &LogRow| {
        let own = text(row);
        has.contains(own.as_str())
            || now.iter().any(|(it, text)| it.date == row.date && alike(text, &own) > SAME_ROW)
    };
    let gone: Vec<&LogRow> =
        had.iter().filter(|row| row.has_text() && !row.goes_on() && !is_there(row)).collect();
    if gone.len() > MOST_NAMED {
        return vec![many(&gone)];
    }
    gone.into_iter().map(one).collect()
}

fn place(row: &LogRow) -> Place {
    Place { rows: Vec::new(), page: None, ..row.place() }
}

fn quote(row: &LogRow) -> Quote {
    let cells = [ITEM, BEFORE, AFTER].map(|at| row.cells[at].trim());
    Quote { row: None, page: None, ..row.quote_of(Origin::Previous, &cells.join("｜")) }
}

fn one(row: &LogRow) -> Found {
    let (n, date, item) = (row.number, row.place().date, &row.item);
    Found {
        severity: None,
        place: place(row),
        texts: vec![quote(row)],
        message: [
            format!("前の版の変更箇所{n}行目（{date}、{item}）が、変更箇所にありません。"),
            format!("row {n} of the log of the version before ({date}, {item}) is not in this one"),
        ],
    }
}

fn many(rows: &[&LogRow]) -> Found {
    let n = rows.len();
    Found {
        severity: None,
        place: Place::default(),
        texts: rows.iter().take(1).map(|row| quote(row)).collect(),
        message: [
            format!("前の版の変更箇所にあった{n}行が、変更箇所にありません。"),
            format!("{n} rows of the log of the version before are not in this one"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Documents;
    use super::super::super::testing::{found_among, subject};

    #[test]
    fn rows_of_the_version_before_stay() {
        let items = [("Ⅰ/5/①", "①部署", "丁課")];
        let rows = [
            "令和2年4月1日｜Ⅰ－５／①部署｜甲課｜乙課｜事後",
            "令和3年4月1日｜Ⅰ－５／①部署｜乙課｜丙課に改める｜事後",
            "令和4年4月1日｜Ⅰ－５／①部署｜丙課に改める｜丁課｜事後",
        ];
        let previous = subject(&items, &rows[..2]);
        let messages = |rows: &[&str]| {
            let document = subject(&items, rows);
            let documents =
                Documents { document: &document, previous: Some(&previous), other: None };
            let findings = found_among(documents, "log-row-vanished");
            findings.into_iter().map(|it| it.message[0].clone()).collect::<Vec<_>>()
        };
        assert!(messages(&rows).is_empty());
        let corrected = rows[1].replace("に改める", "に改めた");
        assert!(messages(&[rows[0], &corrected, rows[2]]).is_empty());
        assert_eq!(
            messages(&rows[1..]),
            ["前の版の変更箇所1行目（令和2年4月1日、Ⅰ－５ ①部署）が、変更箇所にありません。"]
        );
    }
}

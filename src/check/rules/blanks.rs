//! Rows that leave a text out: both sides empty, or one of them.

use super::super::case::{Case, quote};
use super::super::content::Kind;
use super::super::rows::{LogRow, is_deeper};
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use crate::record::earlier::{AFTER, BEFORE, DATE, ITEM};
use crate::report::Dialect;

/// A row that says neither what was nor what is.
pub(in crate::check) static ROW_EMPTY: Rule = Rule {
    id: "row-empty",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "変更前と変更後のどちらも空の行（下に行の続く見出しを除く）",
        "a row that says neither what was nor what is (headings above rows apart)",
    ],
    remedy: [
        "変更前と変更後の記載を書くか、行を削ってください。",
        "write what was and what is, or take the row out",
    ],
    find: rows_empty,
};

/// A row with one side empty.
pub(in crate::check) static SIDE_BLANK: Rule = Rule {
    id: "side-blank",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: ["変更前又は変更後の一方が空の行", "a row that says nothing on one side"],
    remedy: [
        "変更後の記載を書いてください。なくなったのなら（削除）、なかったのなら（記載なし）と書きます。",
        "write the text; （削除） where it was taken out, （記載なし） where there was none",
    ],
    find: sides_blank,
};

fn rows_empty(case: &Case<'_>) -> Vec<Found> {
    let is_grouped =
        case.documents.document.log.as_ref().is_some_and(|log| log.dialect == Dialect::Grouped);
    let mut out = Vec::new();
    for (at, row) in case.rows.iter().enumerate() {
        let is_said = row.has_text() || row.merged[BEFORE] || row.merged[AFTER];
        if is_said || is_heading(row, case.rows.get(at + 1), is_grouped) {
            continue;
        }
        let n = row.number;
        let texts = if row.cells[ITEM].trim().is_empty() {
            Vec::new()
        } else {
            vec![row.quote(Origin::LogItem)]
        };
        out.push(Found {
            severity: None,
            place: row.place(),
            texts,
            message: [
                format!("変更箇所{n}行目：変更前と変更後の記載がどちらも空です。"),
                format!("row {n} of the log says neither what was nor what is"),
            ],
        });
    }
    out
}

/// Whether a row without texts heads the next one: it says a day or a heading
/// above the item of that row, and nothing that belongs to an entry.
fn is_heading(row: &LogRow, next: Option<&LogRow>, is_grouped: bool) -> bool {
    let Some(next) = next else { return false };
    if !row.timing.is_empty() || !row.note.is_empty() {
        return false;
    }
    let (own, below) = (row.cells[ITEM].trim(), next.cells[ITEM].trim());
    if own.is_empty() {
        return next.cells[DATE].trim().is_empty();
    }
    below.is_empty() || is_deeper(own, below, is_grouped)
}

fn sides_blank(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in case.entries().filter(|row| !row.is_part) {
        let is_blank = |kind: Kind, column: usize| kind == Kind::Blank && !row.merged[column];
        if is_blank(row.after.kind, AFTER) {
            out.push(after_blank(case, row));
        } else if is_blank(row.before.kind, BEFORE) {
            let n = row.number;
            out.push(Found {
                severity: Some(Severity::Note),
                place: row.place(),
                texts: vec![row.quote(Origin::LogAfter)],
                message: [
                    format!("変更箇所{n}行目：変更前の記載が空です。"),
                    format!("row {n} of the log says nothing in 変更前"),
                ],
            });
        }
    }
    out
}

/// 変更後 is empty: what the document says instead, if that is clear.
fn after_blank(case: &Case<'_>, row: &LogRow) -> Found {
    let n = row.number;
    let mut fields = case.fields_of(row);
    let only = fields.next().filter(|_| fields.next().is_none());
    let answered = only.filter(|field| !field.value.concat().trim().is_empty());
    let newer = case.rows.iter().filter(|it| it.number != n && it.order >= row.order);
    let is_newest = !newer
        .flat_map(|it| case.fields_of(it))
        .any(|it| only.is_some_and(|own| own.key == it.key));
    let body: Option<Quote> =
        answered.filter(|_| is_newest).map(|field| quote(field, Origin::Body));
    let message = if body.is_some() {
        [
            format!("変更箇所{n}行目：変更後の記載が空ですが、本文のこの項目には記載があります。"),
            format!("row {n} of the log says nothing in 変更後, and the document has a text there"),
        ]
    } else {
        [
            format!("変更箇所{n}行目：変更後の記載が空です。"),
            format!("row {n} of the log says nothing in 変更後"),
        ]
    };
    let key = only.map(|field| field.key.to_string()).unwrap_or_default();
    Found {
        severity: None,
        place: Place { key, ..row.place() },
        texts: std::iter::once(row.quote(Origin::LogBefore)).chain(body).collect(),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Subject;
    use super::super::super::testing::{found, subject};
    use super::*;

    const ITEMS: [(&str, &str, &str); 2] =
        [("Ⅰ/5/①", "①部署", "市民課"), ("Ⅰ/5/②", "②所属長の役職名", "課長")];

    fn rows(rows: &[&str], rule: &str) -> Vec<u32> {
        let findings = found(&subject(&ITEMS, rows), rule);
        findings.iter().flat_map(|it| it.place.rows.clone()).collect()
    }

    #[test]
    fn rows_without_any_text() {
        let full = "令和6年1月15日｜Ⅰ－５／②所属長の役職名｜部長｜課長｜事後";
        let of = |all: &[&str]| rows(all, "row-empty");
        assert_eq!(of(&["令和6年1月15日｜Ⅰ－５／①部署｜｜｜事後", full]), [1]);
        assert_eq!(of(&["令和6年1月15日｜Ⅰ－５／①部署", full]), [1], "the next is no part of it");
        assert_eq!(of(&[full, "令和6年1月15日｜Ⅰ－５／①部署"]), [2]);
        assert_eq!(of(&[full, "令和6年1月15日"]), [2]);
        assert!(of(&[full]).is_empty());
    }

    #[test]
    fn headings_are_no_empty_rows() {
        let grouped = [
            "令和2年9月30日｜I 基本情報",
            "｜5.担当部署",
            "｜①部署｜甲｜市民課｜事後",
            "｜②所属長の役職名",
            "｜｜部長｜課長｜事後",
        ];
        let mut document = subject(&ITEMS, &grouped);
        if let Some(log) = &mut document.log {
            log.dialect = Dialect::Grouped;
        }
        assert!(found(&document, "row-empty").is_empty());
        let day = ["令和2年9月30日", "｜Ⅰ－５／①部署｜甲｜市民課｜事後"];
        assert!(rows(&day, "row-empty").is_empty());
    }

    #[test]
    fn one_side_without_a_text() {
        let document = |row: &str| subject(&ITEMS, &[row]);
        let of = |document: &Subject| {
            let findings = found(document, "side-blank");
            findings.iter().map(|it| (it.severity, it.texts.len())).collect::<Vec<_>>()
        };
        let deleted = "令和6年1月15日｜Ⅰ－５／①部署｜保険課｜｜事後";
        assert_eq!(of(&document(deleted)), [(Severity::Warning, 2)], "the body has a text");
        let new = "令和6年1月15日｜Ⅰ－５／①部署｜｜市民課｜事後";
        assert_eq!(of(&document(new)), [(Severity::Note, 1)]);
        for row in [
            "令和6年1月15日｜Ⅰ－５／①部署｜保険課｜（削除）｜事後",
            "令和6年1月15日｜Ⅰ－５／①部署｜（記載なし）｜市民課｜事後",
        ] {
            assert!(of(&document(row)).is_empty(), "{row}");
        }
        let mut merged = document(new);
        if let Some(row) = merged.log.as_mut().and_then(|log| log.rows.first_mut()) {
            row.merged[BEFORE] = true;
        }
        assert!(of(&merged).is_empty());
    }
}

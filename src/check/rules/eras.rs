//! How days are written: 元年, and eras that do not have them.

use super::super::case::{Case, place_of, quote_of};
use super::super::name::name;
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Place, Rule, Severity};
use crate::record::earlier::{AFTER, BEFORE, DATE};
use crate::record::era::Date;

/// 令和1年 for 令和元年.
pub(in crate::check) static FIRST_YEAR: Rule = Rule {
    id: "first-year-written-1",
    severity: Severity::Note,
    needs: &[Need::Log],
    about: ["元年を「1年」と書いている", "the first year of an era is written 1年, not 元年"],
    remedy: ["「令和元年」とするのが通例です。", "令和元年 is usual"],
    find: first_year,
};

/// A day counted in an era that had not begun or had ended.
pub(in crate::check) static OUTSIDE_ERA: Rule = Rule {
    id: "date-outside-era",
    severity: Severity::Warning,
    needs: &[],
    about: [
        "元号の期間にない日（平成31年5月1日、令和元年4月30日など）",
        "a day that its era does not have (平成31年5月1日, 令和元年4月30日 …)",
    ],
    remedy: [
        "書き間違いなら正しい元号に直してください。改元前に決めた日をそのまま引いているなら、このままで構いません。",
        "correct the era if it is a slip; a day that was set before the change of era may stay",
    ],
    find: outside_era,
};

/// 変更日 of the log and days in the items; what a row quotes is in its item, or
/// was.
fn outside_era(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in &case.rows {
        for (printed, right) in Date::outside_their_era(&row.cells[DATE]) {
            let n = row.number;
            out.push(Found {
                severity: None,
                place: row.place(),
                texts: vec![row.quote_of(Origin::LogDate, &printed)],
                message: [
                    format!("変更箇所{n}行目：変更日の{printed}は元号の期間にない日です（{right}に当たります）。"),
                    format!("row {n} of the log: the era does not have {printed}, which is {right}"),
                ],
            });
        }
    }
    for field in &case.form().fields {
        let text = field.value.join("\n");
        for (printed, right) in Date::outside_their_era(&text) {
            let item = name(field);
            out.push(Found {
                severity: None,
                place: place_of(field),
                texts: vec![quote_of(field, Origin::Body, &printed)],
                message: [
                    format!("{item}：{printed}は元号の期間にない日です（{right}に当たります）。"),
                    format!("{item}: the era does not have {printed}, which is {right}"),
                ],
            });
        }
    }
    out
}

/// One finding for the whole log: it is one habit.
fn first_year(case: &Case<'_>) -> Vec<Found> {
    let written = case.rows.iter().filter_map(|row| {
        let columns = [DATE, BEFORE, AFTER];
        Some((row, columns.iter().find_map(|at| written_1(&row.cells[*at]))?))
    });
    let rows: Vec<(&LogRow, &str)> = written.collect();
    let Some((first, words)) = rows.first() else { return Vec::new() };
    vec![Found {
        severity: None,
        place: Place {
            item: String::new(),
            rows: rows.iter().map(|(row, _)| row.number).collect(),
            ..first.place()
        },
        texts: vec![first.quote_of(Origin::LogDate, words)],
        message: [
            format!("変更箇所の{}行で、元年が「{words}」のように書かれています。", rows.len()),
            format!("{} rows of the log write the first year of an era as \"{words}\"", rows.len()),
        ],
    }]
}

/// `令和1年` in a text, as printed.
fn written_1(text: &str) -> Option<&str> {
    ["令和", "平成", "昭和"].iter().find_map(|era| {
        text.match_indices(era).find_map(|(at, _)| {
            let rest = text.get(at + era.len()..)?;
            let number = rest.trim_start();
            let digit = number.strip_prefix(['1', '１'])?;
            let end = digit.trim_start().strip_prefix('年')?;
            text.get(at..text.len() - end.len())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::Finding;
    use super::super::super::testing::{found, subject};
    use super::*;

    const ITEMS: [(&str, &str, &str); 2] =
        [("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", "丁")];

    fn with(days: &[&str], rule: &str) -> Vec<Finding> {
        let row = |day: &&str| format!("{day}｜Ⅰ－５／①部署｜甲｜乙｜事後");
        let rows: Vec<String> = days.iter().map(row).collect();
        found(&subject(&ITEMS, &rows.iter().map(String::as_str).collect::<Vec<_>>()), rule)
    }

    #[test]
    fn days_stand_in_their_era() {
        let days = ["平成31年5月1日", "令和元年5月1日", "令和元年4月30日", "H31.4.30"];
        let findings = with(&days, "date-outside-era");
        assert_eq!(findings.iter().map(|it| it.place.rows[0]).collect::<Vec<_>>(), [1, 3]);
        assert!(findings[0].message[0].contains("令和元年5月1日に当たります"), "{findings:?}");
        assert!(findings.iter().all(|it| it.severity == Severity::Warning));
        let items = [
            ("Ⅱ/2/⑤", "⑤保有開始日", "昭和64年1月8日"),
            ("表紙/公表日", "公表日", "平成31年4月30日"),
        ];
        let findings = found(&subject(&items, &[]), "date-outside-era");
        assert_eq!(findings.iter().map(|it| it.place.key.as_str()).collect::<Vec<_>>(), ["Ⅱ/2/⑤"]);
    }

    #[test]
    fn the_first_year_is_gannen() {
        let findings =
            with(&["令和1年6月12日", "令和１年6月12日", "令和11年6月12日"], "first-year-written-1");
        assert_eq!(findings.iter().map(|it| it.place.rows.clone()).collect::<Vec<_>>(), [[1, 2]]);
        assert_eq!(findings[0].severity, Severity::Note);
        assert!(with(&["令和元年6月12日", "令和11年6月12日"], "first-year-written-1").is_empty());
    }
}

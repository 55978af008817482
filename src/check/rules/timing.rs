//! 提出時期 (CONVENTIONS §4.7).

use std::collections::BTreeSet;

use super::super::case::Case;
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use crate::record::earlier::{DATE, TIMING};

/// 提出時期 is 事前 or 事後.
pub(in crate::check) static EMPTY: Rule = Rule {
    id: "timing-empty",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "提出時期が空、又は「事前」「事後」のいずれでもない",
        "提出時期 is empty, or neither 事前 nor 事後",
    ],
    remedy: [
        "変更の実施より前に提出・公表するなら「事前」、後なら「事後」と記入してください。",
        "write 事前 where it is filed before the change takes effect, else 事後",
    ],
    find: empty,
};

/// A change of a ※ item is filed beforehand, or said to be none that matters.
pub(in crate::check) static AFTER_ON_IMPORTANT: Rule = Rule {
    id: "timing-after-on-important-item",
    severity: Severity::Warning,
    needs: &[Need::Form, Need::Log],
    about: [
        "※の項目（重要な変更の対象）が「事後」で、説明がない",
        "an item marked ※ was filed 事後 without an explanation",
    ],
    remedy: [
        "重要な変更なら事前の提出が必要です。当たらないなら、その理由を「提出時期に係る説明」に書いてください。",
        "a 重要な変更 must be filed beforehand; where it is none, say why in 提出時期に係る説明",
    ],
    find: after_on_important,
};

fn empty(case: &Case<'_>) -> Vec<Found> {
    let is_wrong = |timing: &str| !matches!(timing, "事前" | "事後");
    let shared = shared(case);
    // A cell that goes on shares the timing of the row above.
    let is_shared =
        |row: &LogRow| row.timing.is_empty() && (row.goes_on() || shared.contains(&row.number));
    let rows = case.entries().filter(|row| is_wrong(&row.timing) && !is_shared(row));
    let found = |row: &LogRow| {
        let n = row.number;
        let message = if row.timing.is_empty() {
            [
                format!("変更箇所{n}行目：提出時期が空です。"),
                format!("row {n} of the log: 提出時期 is empty"),
            ]
        } else {
            [
                format!("変更箇所{n}行目：提出時期が「事前」「事後」のいずれでもありません。"),
                format!("row {n} of the log: 提出時期 is neither 事前 nor 事後"),
            ]
        };
        let has_text = !row.timing.is_empty();
        let texts = has_text.then(|| row.quote(Origin::LogTiming)).into_iter().collect();
        Found { severity: None, place: row.place(), texts, message }
    };
    let mut out: Vec<Found> = rows.map(found).collect();
    out.extend(taken_over(case, &shared));
    out
}

/// Rows without a timing of their own that share that of the row above: the
/// cells are merged, or are empty with that of 変更日.
fn taken_over(case: &Case<'_>, shared: &BTreeSet<u32>) -> Option<Found> {
    let is_own = |row: &LogRow| !row.cells[TIMING].trim().is_empty() || row.goes_on();
    let is_shared =
        |row: &&LogRow| !is_own(row) && (!row.timing.is_empty() || shared.contains(&row.number));
    let rows: Vec<&LogRow> = case.entries().filter(is_shared).collect();
    let first = rows.first()?;
    let mut place = Place { rows: rows.iter().map(|row| row.number).collect(), ..first.place() };
    if rows.len() > 1 {
        place.item = String::new();
    }
    let timing = Quote { text: first.timing.clone(), ..first.quote(Origin::LogTiming) };
    Some(Found {
        severity: Some(Severity::Note),
        place,
        texts: if timing.text.is_empty() { Vec::new() } else { vec![timing] },
        message: [
            format!(
                "変更箇所の{}行：提出時期のセルが上の行と結合されているか空で、その行だけの提出時期がありません。上の行と同じとみて点検しました。",
                rows.len()
            ),
            format!(
                "{} rows of the log have no 提出時期 of their own: the cell is merged with the one above, or empty; taken to be the same",
                rows.len()
            ),
        ],
    })
}

/// Rows whose cells of 変更日 and 提出時期 are merged with those above: both
/// are empty, and a row above has both.
fn shared(case: &Case<'_>) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    let mut above: Option<&LogRow> = None;
    for row in &case.rows {
        let is_dated = !row.cells[DATE].trim().is_empty();
        if is_dated || !row.is_entry() {
            above = Some(row).filter(|row| row.is_entry());
        } else if row.timing.is_empty() && above.is_some_and(|it| !it.timing.is_empty()) {
            out.insert(row.number);
        }
    }
    out
}

fn after_on_important(case: &Case<'_>) -> Vec<Found> {
    // What goes on with the row above is the same entry.
    let is_important = |row: &&LogRow| {
        row.timing == "事後"
            && row.note.is_empty()
            && !row.goes_on()
            && case.fields_of(row).any(|field| field.important)
    };
    let found = |row: &LogRow| Found {
        severity: None,
        place: row.place(),
        texts: vec![row.quote(Origin::LogAfter), row.quote(Origin::LogTiming)],
        message: [
            format!(
                "変更箇所{}行目：※の項目が「事後」で、提出時期に係る説明がありません。",
                row.number
            ),
            format!("row {} of the log: an item marked ※ is 事後 and nothing says why", row.number),
        ],
    };
    case.entries().filter(is_important).map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::*;

    #[test]
    fn timing_is_one_of_two_words() {
        let with = |timing: &str| {
            let row = format!("令和4年12月1日｜Ⅰ－５／①部署｜甲｜乙｜{timing}");
            found(&subject(&[("Ⅰ/5/①", "①部署", "乙")], &[&row]), "timing-empty").len()
        };
        assert_eq!([with(""), with("随時"), with("事 前"), with("事後")], [1, 1, 0, 0]);
        let rows = |second: &str, timing: &str| {
            let rows = [
                format!("令和4年12月1日｜Ⅰ－５／①部署｜甲｜乙｜{timing}"),
                format!("{second}｜Ⅰ－５／②所属長｜甲｜乙｜"),
            ];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let findings = found(&subject(&[("Ⅰ/5/①", "①部署", "乙")], &rows), "timing-empty");
            findings.into_iter().map(|it| it.severity).collect::<Vec<_>>()
        };
        assert_eq!(rows("", "事後"), [Severity::Note], "as if merged with the cells above");
        assert_eq!(rows("令和4年12月1日", "事後"), [Severity::Warning]);
        assert_eq!(rows("", ""), [Severity::Warning; 2]);
        let heading = "令和4年12月1日｜Ⅰ 基本情報";
        assert!(found(&subject(&[], &[heading]), "timing-empty").is_empty());
    }

    #[test]
    fn cells_that_are_merged_say_so_for_every_row() {
        let rows = [
            "令和4年12月1日｜Ⅱ－６／保管場所｜甲｜丙｜事後",
            "令和4年12月2日｜Ⅱ－６／保管場所｜丙｜乙｜",
        ];
        let mut document = subject(&[("Ⅱ/6/保管場所", "保管場所 ※", "乙")], &rows);
        let of = |document: &_, rule| {
            let findings = found(document, rule);
            findings.into_iter().map(|it| (it.severity, it.place.rows)).collect::<Vec<_>>()
        };
        assert_eq!(of(&document, "timing-empty"), [(Severity::Warning, vec![2])]);
        if let Some(row) = document.log.as_mut().and_then(|log| log.rows.get_mut(1)) {
            row.merged[TIMING] = true;
        }
        assert_eq!(of(&document, "timing-empty"), [(Severity::Note, vec![2])]);
        // What the cell says is true of both.
        assert_eq!(of(&document, "timing-after-on-important-item").len(), 2);
    }

    #[test]
    fn what_matters_is_filed_beforehand_or_explained() {
        let mut document = subject(&[("Ⅱ/6/保管場所", "保管場所 ※", "乙")], &[]);
        let mut with = |rest: &str| {
            let row = format!("令和4年12月1日｜Ⅱ－６／保管場所｜甲｜乙｜{rest}");
            document.log = Some(super::super::super::testing::log(&[&row]));
            found(&document, "timing-after-on-important-item").len()
        };
        assert_eq!(with("事後"), 1);
        assert_eq!(with("事前"), 0);
        assert_eq!(with("事後｜法令改正に伴う形式的な変更"), 0);
    }
}

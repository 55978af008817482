//! Rows of the log against each other.

use super::super::case::Case;
use super::super::links::Break;
use super::super::name::name;
use super::super::replay::Against;
use super::super::rows::LogRow;
use super::super::text::{alike, most_alike, said};
use super::super::{Found, Need, Origin, Place, Rule, Severity};
use super::same::{Same, said_of, together};
use crate::form::Field;

/// 変更前 of a row must be 変更後 of the row before it.
pub(in crate::check) static CHAIN_BROKEN: Rule = Rule {
    id: "log-chain-broken",
    severity: Severity::Error,
    needs: &[Need::Log],
    about: [
        "同じ項目の「変更前の記載」が、その前の行の「変更後の記載」（--previous があれば、前の版の本文）と違う",
        "変更前 of a row is not 変更後 of the row before it for that item, or what the version before says (--previous)",
    ],
    remedy: [
        "間の変更が記録されているか、どちらの行が正しいかを確かめてください。",
        "look for a change between them that was not logged, or correct the row that is wrong",
    ],
    find: chain_broken,
};

fn chain_broken(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for same in together(case, |against| matches!(against, Against::Later(_))) {
        let Same { row, mismatch, .. } = &same;
        let Against::Later(later) = mismatch.against else { continue };
        let Some(later) = case.rows.get(later) else { continue };
        let item = same.name();
        let mut place = same.place(later);
        place.rows.push(row.number);
        let like = mismatch
            .missing
            .iter()
            .filter_map(|gone| most_alike(later.before.paragraphs(), 0.0, |it| alike(gone, it)));
        let like: Vec<String> = like.map(str::to_owned).collect();
        let texts = vec![
            said_of(row, Origin::LogAfter, &mismatch.missing),
            said_of(later, Origin::LogBefore, &like),
        ];
        // What another row undid between them is not said twice; texts that are
        // the same prove nothing.
        if row.after.text() == later.before.text() || said(&texts[0].text) == said(&texts[1].text) {
            continue;
        }
        let message = not_the_same(&item, later, row);
        out.push(Found { severity: None, place, texts, message });
    }
    out.extend(breaks(case, &out));
    // A row that does not go on from the one before is wrong once.
    let is_told =
        |out: &[Found], row: Option<&u32>| out.iter().any(|it| it.place.rows.first() == row);
    for found in super::previous::before_differs(case) {
        if !is_told(&out, found.place.rows.first()) {
            out.push(found);
        }
    }
    out
}

/// Rows that say something else than those before them left; rows that are told
/// already are left out.
fn breaks(case: &Case<'_>, told: &[Found]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for link in &case.replay.breaks {
        let (Some(later), Some(row)) = (case.rows.get(link.later), case.rows.get(link.earlier))
        else {
            continue;
        };
        let is_told = |it: &Found| it.place.rows.first() == Some(&later.number);
        if told.iter().any(is_told) || seen.contains(&(link.later, link.earlier)) {
            continue;
        }
        // A row for several items that breaks in each says so once.
        let is_same = |it: &&Break| (it.later, it.earlier) == (link.later, link.earlier);
        let fields: Vec<&Field> = case
            .replay
            .breaks
            .iter()
            .filter(is_same)
            .filter_map(|it| case.form().fields.get(it.field))
            .collect();
        seen.push((link.later, link.earlier));
        let item = fields.iter().map(|it| name(it)).collect::<Vec<_>>().join("、");
        let keys: Vec<String> = fields.iter().map(|it| it.key.to_string()).collect();
        let rows = vec![later.number, row.number];
        let place = Place { item: item.clone(), key: keys.join(" "), rows, ..later.place() };
        let texts = vec![
            said_of(row, Origin::LogAfter, &link.was),
            said_of(later, Origin::LogBefore, &link.said),
        ];
        let message = not_the_same(&item, later, row);
        out.push(Found { severity: None, place, texts, message });
    }
    out
}

fn not_the_same(item: &str, later: &LogRow, row: &LogRow) -> [String; 2] {
    let (later, row) = (later.number, row.number);
    [
        format!(
            "{item}：変更箇所{later}行目の「変更前の記載」が、前の{row}行目の「変更後の記載」と違います。"
        ),
        format!("{item}: 変更前 of row {later} of the log is not 変更後 of row {row} before it"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::super::super::{CheckOptions, Documents, Finding, check};
    use super::*;

    const COUNTS: [(&str, &str, &str); 2] = [
        ("Ⅱ/1/いつ時点の計数か", "いつ時点の計数か", "令和5年11月1日　時点"),
        ("Ⅱ/2/いつ時点の計数か", "いつ時点の計数か", "令和5年9月1日　時点"),
    ];

    const ROWS: [&str; 2] = [
        "令和5年9月1日｜Ⅱ－１及び２／いつ時点の計数か｜令和4年10月1日　時点｜令和5年9月1日　時点｜事後",
        "令和6年1月15日｜Ⅱ－１及び２／いつ時点の計数か｜令和5年9月1日　時点｜令和5年11月1日　時点｜事後",
    ];

    #[test]
    fn a_row_that_does_not_go_on_from_the_one_before() {
        let broken = ROWS[1].replace("令和5年9月1日　時点", "令和5年8月1日　時点");
        let items = [COUNTS[0]];
        let findings = found(&subject(&items, &[ROWS[0], &broken]), "log-chain-broken");
        let [only] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(only.place.rows, [2, 1]);
        assert_eq!(only.texts[1].text, "令和5年8月1日　時点");
        assert!(found(&subject(&items, &ROWS), "log-chain-broken").is_empty());
    }

    #[test]
    fn rows_that_go_on_from_each_other_are_no_broken_chain() {
        let rows = [
            "令和2年7月15日｜Ⅱ－１／いつ時点の計数か｜甲｜（追加）／乙課　丙係｜事後",
            "令和3年7月15日｜Ⅱ－１／いつ時点の計数か｜丁課｜戊課｜事後",
            "令和4年7月15日｜Ⅱ－１／いつ時点の計数か｜乙課丙係｜戊課｜事後",
        ];
        let items = [("Ⅱ/1/いつ時点の計数か", "いつ時点の計数か", "戊課")];
        let findings = found(&subject(&items, &rows), "log-chain-broken");
        let is_same = |it: &Finding| said(&it.texts[0].text) == said(&it.texts[1].text);
        assert!(!findings.is_empty() && !findings.iter().any(is_same), "{findings:?}");
    }

    #[test]
    fn a_row_agrees_with_the_item_of_any_file() {
        let label = "③委託先名";
        let items =
            [("Ⅱ/4/委託事項1/③", label, "みどり社"), ("Ⅱ(2)/4/委託事項1/③", label, "くろ社")];
        let had = [items[0], ("Ⅱ(2)/4/委託事項1/③", label, "しろ社")];
        let item = "Ⅱ－４／委託事項１　③委託先名";
        let rows = [
            format!("令和2年4月1日｜{item}｜あか社｜しろ社｜事後"),
            format!("令和3年4月1日｜{item}｜あお社｜みどり社｜事後"),
            format!("令和4年4月1日｜{item}｜しろ社｜くろ社｜事後"),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let previous = subject(&had, &rows[..2]);
        let ids = |rows: &[&str]| {
            let document = subject(&items, rows);
            let documents =
                Documents { document: &document, previous: Some(&previous), other: None };
            let findings = check(documents, &CheckOptions::default());
            let errors = findings.into_iter().filter(|it| it.severity == Severity::Error);
            errors.map(|it| (it.rule.id, it.place.rows)).collect::<Vec<_>>()
        };
        assert_eq!(ids(&rows), []);
        assert_eq!(ids(&rows[..2]), [("entry-missing", vec![])], "what was forgotten is said once");
        let wrong = rows[2].replace("くろ社", "きいろ社");
        assert_eq!(ids(&[rows[0], rows[1], &wrong]), [("log-after-differs-from-body", vec![3])]);
        let other = [format!("令和4年4月1日｜{item}｜もも社｜みどり社｜事後")];
        assert_eq!(ids(&[rows[0], rows[2], &other[0]]), []);
        assert_eq!(ids(&[&other[0]]), [("entry-missing", vec![])]);
        let broken = rows[2].replace("しろ社", "むらさき社");
        // Which of the rows after it is of that file cannot be told.
        let findings = ids(&[rows[0], rows[1], &broken]);
        let is_broken =
            matches!(findings.as_slice(), [("log-chain-broken", rows)] if rows.contains(&1));
        assert!(is_broken, "{findings:?}");
    }
}

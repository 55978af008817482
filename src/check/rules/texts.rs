//! The log against the document, and its rows against each other.

use super::super::case::{Case, quote_of};
use super::super::name::name;
use super::super::replay::{Against, Mismatch};
use super::super::rows::LogRow;
use super::super::text::{alike, covered, most_alike, said};
use super::super::{Found, Origin, Place, Quote, Rule, Severity};
use crate::form::{Field, ItemKey};

/// Most paragraphs of a row that a finding quotes.
const MOST_QUOTED: usize = 3;

/// 変更後 of the newest row that touches a text must be what the document says.
pub(in crate::check) static AFTER_DIFFERS: Rule = Rule {
    id: "log-after-differs-from-body",
    severity: Severity::Error,
    about: [
        "各項目の最新の「変更後の記載」が、本文の記載と違う",
        "the newest 変更後 of an item is not what the document says",
    ],
    remedy: [
        "どちらが正しいかを確かめ、本文か変更箇所を直してください。",
        "find out which is right and correct the document or its log",
    ],
    find: after_differs,
};

/// 変更前 of a row must be 変更後 of the row before it.
pub(in crate::check) static CHAIN_BROKEN: Rule = Rule {
    id: "log-chain-broken",
    severity: Severity::Error,
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

/// Mismatches of one row that say the same of several items.
struct Same<'a> {
    row: &'a LogRow,
    fields: Vec<&'a Field>,
    mismatch: &'a Mismatch,
}

/// The mismatches, those of one row together where the items say the same.
fn together<'a>(case: &'a Case<'_>, is_meant: impl Fn(Against) -> bool) -> Vec<Same<'a>> {
    let mut out: Vec<Same<'a>> = Vec::new();
    for mismatch in case.replay.mismatches.iter().filter(|it| is_meant(it.against)) {
        let row = case.rows.get(mismatch.row);
        let (Some(row), Some(field)) = (row, case.form().fields.get(mismatch.field)) else {
            continue;
        };
        let is_same = |it: &&mut Same<'_>| {
            (it.mismatch.row, it.mismatch.against) == (mismatch.row, mismatch.against)
                && it.mismatch.missing == mismatch.missing
                && (matches!(mismatch.against, Against::Later(_))
                    || it.fields.first().is_some_and(|first| first.value == field.value))
        };
        match out.last_mut().filter(is_same) {
            Some(same) => same.fields.push(field),
            None => out.push(Same { row, fields: vec![field], mismatch }),
        }
    }
    out
}

impl Same<'_> {
    fn name(&self) -> String {
        self.fields.iter().map(|it| name(it)).collect::<Vec<_>>().join("、")
    }

    /// A row, with the names of the items of it that are meant.
    fn place(&self, row: &LogRow) -> Place {
        let keys: Vec<String> = self.fields.iter().map(|it| it.key.to_string()).collect();
        Place { item: self.name(), key: keys.join(" "), ..row.place() }
    }
}

fn after_differs(case: &Case<'_>) -> Vec<Found> {
    let all = together(case, |against| !matches!(against, Against::Later(_)));
    let is_meant = |same: &&Same<'_>| {
        same.mismatch.against != Against::StillThere || !is_of_a_block_gone(case, same)
    };
    all.iter().filter(is_meant).filter_map(differs).collect()
}

/// Whether the version before had the deleted text in an item of that number
/// which is gone: the block behind it has its number now.
fn is_of_a_block_gone(case: &Case<'_>, same: &Same<'_>) -> bool {
    let text = same.row.before.text();
    case.changes.iter().flatten().any(|(_, difference)| {
        let key = ItemKey::new(difference.key.clone()).of_first_file();
        let before = difference.before.iter().filter(|_| difference.after.is_none());
        let before: String = before.flatten().map(|it| said(it)).collect();
        before.contains(&text) && same.fields.iter().any(|it| it.key.of_first_file() == key)
    })
}

fn differs(same: &Same<'_>) -> Option<Found> {
    let Same { row, fields, mismatch } = same;
    let field = fields.first()?;
    let (place, item) = (same.place(row), same.name());
    let body = quote_of(field, Origin::Body, &nearest(field, &mismatch.missing));
    let severity = match mismatch.against {
        _ if mismatch.is_guess || is_slip(row, field, mismatch) => Some(Severity::Warning),
        Against::BodyUnexplained if !is_altered(field, mismatch) => Some(Severity::Warning),
        _ => None,
    };
    let n = row.number;
    if mismatch.against == Against::StillThere {
        let message = [
            format!("{item}：変更箇所{n}行目で削除したとされている記載が、本文に残っています。"),
            format!(
                "{item}: row {n} of the log says that a text was deleted, and the document still has it"
            ),
        ];
        return Some(Found {
            severity,
            place,
            texts: vec![row.quote(Origin::LogBefore), body],
            message,
        });
    }
    if matches!(mismatch.against, Against::BodyAround | Against::BodyBetween) {
        return Some(holds_more(same, place));
    }
    let texts = vec![said_of(row, Origin::LogAfter, &mismatch.missing), body];
    let message = match mismatch.against {
        Against::BodyUnexplained => [
            format!(
                "{item}：変更箇所{n}行目の「変更後の記載」が本文になく、その後の変更も記録されていません。"
            ),
            format!(
                "{item}: 変更後 of row {n} of the log is not in the document, and no later row says why"
            ),
        ],
        _ => [
            format!("{item}：変更箇所{n}行目（最新）の「変更後の記載」が本文と違います。"),
            format!(
                "{item}: 変更後 of row {n} of the log, the newest, is not what the document says"
            ),
        ],
    };
    Some(Found { severity, place, texts, message })
}

/// A row whose lines all stand in the document, but not as a whole: others are
/// around or between them.
fn holds_more(same: &Same<'_>, place: Place) -> Found {
    let Same { row, fields, mismatch } = same;
    let (item, n) = (same.name(), row.number);
    let text = row.after.text();
    let lines = fields.first().map(|it| it.value.as_slice()).unwrap_or_default();
    let is_more = |line: &&String| !text.contains(&said(line));
    let more: Vec<&str> = lines.iter().filter(is_more).map(String::as_str).collect();
    let body = match fields.first() {
        Some(field) if more.is_empty() => quote_of(field, Origin::Body, &lines.join("\n")),
        Some(field) => {
            let shown = more.get(..MOST_QUOTED.min(more.len())).unwrap_or_default();
            quote_of(field, Origin::Body, &shown.join("\n"))
        }
        None => row.quote(Origin::LogAfter),
    };
    let severity = (mismatch.against == Against::BodyAround).then_some(Severity::Warning);
    let message = match (mismatch.against, more.is_empty()) {
        (Against::BodyAround, _) => [
            format!(
                "{item}：変更箇所{n}行目（最新）の「変更後の記載」にない記載が、本文のこの項目にあります。項目の一部だけを示す行なら、省いた所に（略）を書いてください。"
            ),
            format!(
                "{item}: the document has more than 変更後 of row {n} of the log, the newest; if the row gives a part of the item, write （略） where text is left out"
            ),
        ],
        (_, true) => [
            format!("{item}：変更箇所{n}行目（最新）の「変更後の記載」は、本文と順序が違います。"),
            format!(
                "{item}: 変更後 of row {n} of the log, the newest, has the lines of the document in another order"
            ),
        ],
        (_, false) => [
            format!(
                "{item}：変更箇所{n}行目（最新）の「変更後の記載」の途中に、本文にはある記載がありません。省いたのなら、その所に（略）を書いてください。"
            ),
            format!(
                "{item}: 変更後 of row {n} of the log, the newest, lacks text that stands between its lines in the document; if it was left out, write （略） there"
            ),
        ],
    };
    Found { severity, place, texts: vec![row.quote(Origin::LogAfter), body], message }
}

/// Whether the text still stands in the document, in other words; a text that
/// is gone may have been taken out with an item that the log names otherwise.
fn is_altered(field: &Field, mismatch: &Mismatch) -> bool {
    let value = said(&field.value.concat());
    mismatch.missing.iter().any(|it| covered(it, &value) >= 0.8)
}

/// A sentence of an excerpt that is in the document but for a few letters: a
/// slip of whoever copied it.
fn is_slip(row: &LogRow, field: &Field, mismatch: &Mismatch) -> bool {
    /// Shorter texts differ by what matters.
    const LEAST: usize = 20;
    /// So much of it is there.
    const MOST_OF_IT: f32 = 0.9;
    let value = said(&field.value.concat());
    let is_there = |it: &String| it.chars().count() >= LEAST && covered(it, &value) >= MOST_OF_IT;
    row.after.is_elided() && mismatch.missing.iter().all(is_there)
}

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
        out.push(Found {
            severity: None,
            place,
            texts,
            message: [
                format!(
                    "{item}：変更箇所{}行目の「変更前の記載」が、前の{}行目の「変更後の記載」と違います。",
                    later.number, row.number
                ),
                format!(
                    "{item}: 変更前 of row {} of the log is not 変更後 of row {} before it",
                    later.number, row.number
                ),
            ],
        });
    }
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

/// The lines of a column that say the given paragraphs; the whole column where
/// they cannot be told apart.
fn said_of(row: &LogRow, origin: Origin, paragraphs: &[String]) -> Quote {
    let whole = row.quote(origin);
    let lines: Vec<&str> = match origin {
        Origin::LogBefore => row.cells[crate::record::earlier::BEFORE].lines().collect(),
        _ => row.cells[crate::record::earlier::AFTER].lines().collect(),
    };
    let is_one = |line: &&&str| paragraphs.contains(&said(line));
    let lines: Vec<&str> = lines.iter().filter(is_one).take(MOST_QUOTED).copied().collect();
    if lines.is_empty() { whole } else { row.quote_of(origin, &lines.join("\n")) }
}

/// The paragraphs of an item that are most like the given ones.
fn nearest(field: &Field, missing: &[String]) -> String {
    if field.value.len() <= 1 {
        return field.value.concat();
    }
    let mut chosen: Vec<&str> = Vec::new();
    for gone in missing.iter().take(MOST_QUOTED) {
        let best = most_alike(field.value.iter(), 0.3, |text| alike(gone, &said(text)));
        if let Some(best) = best.filter(|best| !chosen.contains(&best.as_str())) {
            chosen.push(best);
        }
    }
    if chosen.is_empty() { field.value.join("\n") } else { chosen.join("\n") }
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
    fn a_row_for_two_items_that_is_true_of_one() {
        let findings = found(&subject(&COUNTS, &ROWS), "log-after-differs-from-body");
        let [only] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(only.place.item, "Ⅱ－２ いつ時点の計数か");
        assert_eq!((only.severity, only.place.rows.as_slice()), (Severity::Error, [2].as_slice()));
        let texts: Vec<&str> = only.texts.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["令和5年11月1日　時点", "令和5年9月1日　時点"]);
        assert!(found(&subject(&COUNTS, &ROWS), "log-chain-broken").is_empty());
        let right =
            [COUNTS[0], ("Ⅱ/2/いつ時点の計数か", "いつ時点の計数か", "令和5年11月 1日 時点")];
        assert!(found(&subject(&right, &ROWS), "log-after-differs-from-body").is_empty());
    }

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
        assert_eq!(
            ids(&rows[..2]),
            [("entry-missing", vec![]), ("log-after-differs-from-body", vec![1])]
        );
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

    #[test]
    fn a_block_that_took_the_number_of_one_that_is_gone() {
        let first = ("Ⅱ/4/委託事項1/①", "①委託内容", "窓口における届出の受付及び入力");
        let mark = ("Ⅱ/4/委託事項1/④", "④再委託の有無", "再委託しない");
        let second = ("Ⅱ/4/委託事項2/①", "①委託内容", "納入通知書の印刷、封入及び発送");
        let second_mark = ("Ⅱ/4/委託事項2/④", mark.1, mark.2);
        let previous = subject(&[first, mark, second, second_mark], &[]);
        let rows = [
            "令和6年4月1日｜Ⅱ－４／委託事項1　①委託内容｜窓口における届出の受付及び入力｜（削除）｜事後",
            "令和6年4月1日｜Ⅱ－４／委託事項1　④再委託の有無｜再委託しない｜（削除）｜事後",
        ];
        let count = |items: &[(&str, &str, &str)], previous: Option<&_>| {
            let document = subject(items, &rows);
            let documents = Documents { document: &document, previous, other: None };
            let is_it = |it: &Finding| it.rule.id == "log-after-differs-from-body";
            check(documents, &CheckOptions::default()).into_iter().filter(is_it).count()
        };
        let now = [(first.0, first.1, second.2), mark];
        assert_eq!(count(&now, None), 1);
        assert_eq!(count(&now, Some(&previous)), 0);
        // Nothing is gone, and the rows say so.
        assert_eq!(count(&[first, mark, second, second_mark], Some(&previous)), 2);
    }

    #[test]
    fn what_vanished_without_a_row_is_to_be_looked_at() {
        let value = "国民健康保険に関する事務を行う。";
        let rows = [
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／オンライン資格確認の準備として、資格履歴の管理を行う。｜事前",
            "令和5年9月1日｜Ⅰ－１／②事務の概要｜国保に関する事務を行う。｜国民健康保険に関する事務を行う。｜事後",
        ];
        let document = subject(&[("Ⅰ/1/②", "②事務の概要", value)], &rows);
        let findings = found(&document, "log-after-differs-from-body");
        let [only] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(
            (only.severity, only.place.rows.as_slice()),
            (Severity::Warning, [1].as_slice())
        );
        // It is still there, in other words.
        let value = format!("{value}\nオンライン資格確認の準備として、資格の管理を行う。");
        let document = subject(&[("Ⅰ/1/②", "②事務の概要", &value)], &rows);
        let findings = found(&document, "log-after-differs-from-body");
        assert_eq!(findings.first().map(|it| it.severity), Some(Severity::Error));
    }
}

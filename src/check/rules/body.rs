//! The newest rows of the log against the document.

use super::super::case::{Case, quote, quote_of};
use super::super::replay::{Against, Mismatch};
use super::super::rows::LogRow;
use super::super::text::{alike, covered, most_alike, said};
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use super::missing::{MISSING, meant, new_rows};
use super::previous::is_block;
use super::same::{MOST_QUOTED, Same, said_of, together};
use crate::form::{Field, ItemKey};

/// 変更後 of the newest row that touches a text must be what the document says.
pub(in crate::check) static AFTER_DIFFERS: Rule = Rule {
    id: "log-after-differs-from-body",
    severity: Severity::Error,
    needs: &[Need::Log],
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

fn after_differs(case: &Case<'_>) -> Vec<Found> {
    let mut all = together(case, |against| !matches!(against, Against::Later(_)));
    for same in &mut all {
        let (row, mismatch) = (same.row, same.mismatch);
        same.fields.retain(|field| !is_forgotten(case, field, row, mismatch));
    }
    let is_meant = |same: &&Same<'_>| {
        same.mismatch.against != Against::StillThere || !is_of_a_block_gone(case, same)
    };
    all.iter().filter(is_meant).filter_map(differs).collect()
}

/// Whether what a row says was true of the version before, and the item changed
/// since without a row: that is said once, by the rule about such changes.
fn is_forgotten(case: &Case<'_>, field: &Field, row: &LogRow, mismatch: &Mismatch) -> bool {
    if case.options.off.contains(&MISSING.id) {
        return false;
    }
    let is_it = |at: &usize| case.form().fields.get(*at).is_some_and(|it| std::ptr::eq(it, field));
    let mut changes = case.changes.iter().flatten();
    let change = changes.find(|(at, _)| at.as_ref().is_some_and(is_it));
    let Some((Some(at), difference)) = change else { return false };
    if new_rows(case).any(|new| new.number == row.number || meant(case, new).contains(at)) {
        return false;
    }
    let before = difference.before.as_deref().unwrap_or_default();
    let before = said(&before.concat());
    match mismatch.missing.as_slice() {
        [] => before.contains(&row.after.text()),
        missing => missing.iter().all(|it| before.contains(it.trim_end_matches("時点"))),
    }
}

/// Whether the version before had the deleted text in an item of that number
/// which is gone: the block behind it has its number now.
fn is_of_a_block_gone(case: &Case<'_>, same: &Same<'_>) -> bool {
    /// Shorter texts are those of many blocks.
    const TELLING: usize = 6;
    let text = same.row.before.text();
    let is_counted = |field: &&Field| field.key.steps().iter().any(|step| is_block(step));
    if text.chars().count() < TELLING && same.fields.iter().any(is_counted) {
        return true;
    }
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
        _ if is_clipped(row, field, mismatch) => Some(Severity::Warning),
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
            texts: vec![row.quote(Origin::LogAfter), body],
            message,
        });
    }
    if matches!(mismatch.against, Against::BodyAround | Against::BodyBetween) {
        return Some(holds_more(same, place));
    }
    let mut texts = vec![said_of(row, Origin::LogAfter, &mismatch.missing), body];
    if is_same(&texts) {
        texts = vec![row.quote(Origin::LogAfter), quote(field, Origin::Body)];
    }
    // What the document says word for word proves nothing against it.
    if is_same(&texts) {
        return None;
    }
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

fn is_same(texts: &[Quote]) -> bool {
    matches!(texts, [one, other] if said(&one.text) == said(&other.text))
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
    // A line for a line of an item is how logs are often written.
    let is_a_line = row.before.paragraphs().count() <= 1 && row.after.paragraphs().count() <= 1;
    let severity = match mismatch.against {
        Against::BodyAround if is_a_line => Some(Severity::Note),
        Against::BodyAround => Some(Severity::Warning),
        _ => None,
    };
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

/// A long printed text that is in the document to its last sign, which goes on
/// there: the print of a workbook cuts off what a cell cannot hold.
fn is_clipped(row: &LogRow, field: &Field, mismatch: &Mismatch) -> bool {
    /// Shorter texts fit into any cell.
    const LONG: usize = 300;
    let last = row.after.paragraphs().last();
    let value = said(&field.value.concat());
    row.page.is_some()
        && row.after.text().chars().count() >= LONG
        && matches!(mismatch.missing.as_slice(), [only] if Some(only.as_str()) == last)
        && last.is_some_and(|it| value.contains(it))
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

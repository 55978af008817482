//! Rows that say nothing, or stand there twice.

use std::collections::BTreeMap;

use super::super::case::Case;
use super::super::content::Kind;
use super::super::rows::LogRow;
use super::super::text::{alike, said};
use super::super::{Found, Need, Origin, Rule, Severity};
use super::missing::new_rows;

/// A row whose sides say the same, or whose item did not change.
pub(in crate::check) static PHANTOM: Rule = Rule {
    id: "entry-phantom",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "変更前と変更後が同じ行、又は前の版から変わっていない項目の行",
        "a row whose sides say the same, or whose item did not change since the version before",
    ],
    remedy: ["行が必要かどうかを確かめてください。", "find out whether the row is needed"],
    find: phantom,
};

/// The same change twice.
pub(in crate::check) static DUPLICATE: Rule = Rule {
    id: "row-duplicate",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "同じ日・同じ項目・同じ内容の行が2つある",
        "the same change of an item stands there twice",
    ],
    remedy: ["一方を削ってください。", "take one of them out"],
    find: duplicates,
};

fn phantom(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in case.entries() {
        let texts = || vec![row.quote(Origin::LogBefore), row.quote(Origin::LogAfter)];
        let is_text = row.before.kind == Kind::Text && row.after.kind == Kind::Text;
        let is_elided = row.before.is_elided() || row.after.is_elided();
        if is_text && !row.is_part && !is_elided && row.before.text() == row.after.text() {
            out.push(Found {
                severity: None,
                place: row.place(),
                texts: texts(),
                message: [
                    format!("変更箇所{}行目：変更前と変更後が同じです（全角・半角や空白の違いを除く）。", row.number),
                    format!("row {} of the log: both sides say the same (but for widths and spaces)", row.number),
                ],
            });
        }
    }
    if case.changes.is_none() {
        return out;
    }
    let published = case.documents.previous.and_then(|it| it.published);
    let is_younger =
        |row: &&LogRow| published.is_none_or(|day| row.date.is_none_or(|date| date > day));
    for row in new_rows(case).filter(is_younger) {
        let mut fields = row.targets.iter().flatten().peekable();
        if fields.peek().is_none() || fields.any(|at| case.is_changed(*at)) {
            continue;
        }
        if row.after.kind == Kind::Deleted && is_gone(case, row) {
            continue;
        }
        out.push(Found {
            severity: None,
            place: row.place(),
            texts: vec![row.quote(Origin::LogBefore), row.quote(Origin::LogAfter)],
            message: [
                format!("変更箇所{}行目：この項目は前の版から変わっていません。", row.number),
                format!(
                    "row {} of the log: the item did not change since the version before",
                    row.number
                ),
            ],
        });
    }
    out
}

/// Whether the version before has the text of a row in an item that is gone: a
/// block that was taken out gave its number to the one behind it.
fn is_gone(case: &Case<'_>, row: &LogRow) -> bool {
    let text = row.before.text();
    case.changes.iter().flatten().any(|(_, difference)| {
        let before = difference.before.iter().filter(|_| difference.after.is_none());
        before.flatten().map(|it| said(it)).collect::<String>().contains(&text)
    })
}

/// Rows of one day and item that are held against each other.
const MOST_COMPARED: usize = 8;

/// Shorter texts are alike by chance.
const TELLING: usize = 40;

/// Texts that are so alike are one text with a slip.
const ONE_TEXT: f32 = 0.96;

fn duplicates(case: &Case<'_>) -> Vec<Found> {
    let mut of_day: BTreeMap<(Option<_>, String, &str), Vec<&LogRow>> = BTreeMap::new();
    let mut out = Vec::new();
    for row in
        case.entries().filter(|row| row.after.kind == Kind::Text || row.before.kind == Kind::Text)
    {
        let earlier = of_day.entry((row.date, said(&row.item), row.timing.as_str())).or_default();
        let same =
            earlier.iter().rev().take(MOST_COMPARED).find_map(|it| Some((*it, sameness(it, row)?)));
        if let Some((other, is_equal)) = same {
            let mut place = row.place();
            place.rows.push(other.number);
            let (ja, en) = if is_equal {
                ("同じ", "the same")
            } else {
                ("ほとんど同じ", "almost the same")
            };
            out.push(Found {
                severity: None,
                place,
                texts: vec![other.quote(Origin::LogAfter), row.quote(Origin::LogAfter)],
                message: [
                    format!("変更箇所{}行目と{}行目が{ja}内容です。", other.number, row.number),
                    format!("rows {} and {} of the log say {en}", other.number, row.number),
                ],
            });
        }
        earlier.push(row);
    }
    out
}

/// Whether two rows say the same, or almost: `Some(true)` and `Some(false)`.
fn sameness(one: &LogRow, other: &LogRow) -> Option<bool> {
    let side = |a: String, b: String| -> Option<bool> {
        if a == b {
            return Some(true);
        }
        let is_long = a.chars().count().min(b.chars().count()) >= TELLING;
        (is_long && alike(&a, &b) >= ONE_TEXT).then_some(false)
    };
    let kinds = (one.before.kind, one.after.kind) == (other.before.kind, other.after.kind);
    let before = side(one.before.text(), other.before.text()).filter(|_| kinds)?;
    let after = side(one.after.text(), other.after.text())?;
    Some(before && after)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::previous::{ITEMS, ROW, before, with_previous};
    use super::super::super::testing::{found, found_among, subject};
    use super::super::super::{Documents, Subject};

    #[test]
    fn a_row_without_a_change() {
        let head = "令和6年1月15日｜Ⅰ－５／②所属長の役職名｜部長｜課長｜事後";
        assert_eq!(
            with_previous(&subject(&ITEMS, &[ROW, head]), "entry-phantom"),
            ["Ⅰ－５ ②所属長の役職名"]
        );
        assert!(with_previous(&subject(&ITEMS, &[ROW]), "entry-phantom").is_empty());
        let gone = "令和6年1月15日｜Ⅰ－５／②所属長の役職名｜部長｜（削除）｜事後";
        let documents = |previous: &Subject| {
            let document = subject(&ITEMS, &[ROW, gone]);
            let documents =
                Documents { document: &document, previous: Some(previous), other: None };
            found_among(documents, "entry-phantom").len()
        };
        let mut previous = before();
        assert_eq!(documents(&previous), 1);
        previous.form.fields.push(super::super::super::testing::field("Ⅰ/5/③", "③副長", "部長"));
        assert_eq!(documents(&previous), 0, "the text stood in an item that is gone");
        let same = "令和6年1月15日｜Ⅰ－５／①部署｜市民課｜市民　課｜事後";
        assert_eq!(found(&subject(&ITEMS, &[same]), "entry-phantom").len(), 1);
        assert!(found(&subject(&ITEMS, &[ROW]), "entry-phantom").is_empty());
    }

    #[test]
    fn the_same_row_twice() {
        assert_eq!(found(&subject(&ITEMS, &[ROW, ROW]), "row-duplicate").len(), 1);
        let split = ROW.replace("事後", "事前");
        assert!(found(&subject(&ITEMS, &[ROW, &split]), "row-duplicate").is_empty());
        let text = "従業員が事務外で使用することを防止する措置として、定期的に操作ログを確認し、必要のないアクセスが行われていないかを監視する。";
        let rows = [
            format!("令和6年1月15日｜Ⅰ－５／①部署｜（記載なし）｜（追加）／{text}｜事前"),
            format!(
                "令和6年1月15日｜Ⅰ－５／①部署｜（記載なし）｜（追加）／{}｜事前",
                text.replace("従業員", "従業者")
            ),
        ];
        assert_eq!(found(&subject(&ITEMS, &[&rows[0], &rows[1]]), "row-duplicate").len(), 1);
    }
}

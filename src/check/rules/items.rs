//! The 項目 column against the items of the form.

use super::super::case::{Case, quote_of};
use super::super::content::Kind;
use super::super::name::name;
use super::super::{Found, Origin, Place, Rule, Severity};
use crate::form::ItemKey;
use crate::record::earlier::ITEM;
use crate::record::era::Date;

/// A document without a log, or with one that cannot be followed.
pub(in crate::check) static NO_LOG: Rule = Rule {
    id: "log-not-found",
    severity: Severity::Warning,
    about: [
        "変更箇所の表が見つからない、又は長すぎて追い切れない",
        "there is no table of changes, or it is too long to follow",
    ],
    remedy: [
        "変更箇所の見出し行（変更日・項目・変更前の記載・変更後の記載…）があるかを確かめてください。",
        "look whether the log has its header row (変更日, 項目, 変更前の記載, 変更後の記載 …)",
    ],
    find: no_log,
};

/// A row about an item that the form does not have.
pub(in crate::check) static UNKNOWN: Rule = Rule {
    id: "item-unknown",
    severity: Severity::Warning,
    about: [
        "項目の欄が示す項目が、様式又は本文にない",
        "a row names an item that the form or the document does not have",
    ],
    remedy: [
        "項目の番号と名前を様式と本文に合わせてください。この行の記載は本文と照合していません。",
        "name the item as the form does; the texts of this row were not held against the document",
    ],
    find: unknown,
};

/// A number or mark in the 項目 column that is not that of the form.
pub(in crate::check) static MARK: Rule = Rule {
    id: "item-mark",
    severity: Severity::Note,
    about: [
        "項目の番号の文字（➀ と ① など）や番号が、様式と違う",
        "a number in the 項目 column is another character (➀ for ①) or another number than in the form",
    ],
    remedy: ["様式の番号に直してください。", "write the number of the form"],
    find: marks,
};

fn no_log(case: &Case<'_>) -> Vec<Found> {
    let found = |message: [&str; 2]| {
        let message = message.map(str::to_owned);
        vec![Found { severity: None, place: Place::default(), texts: Vec::new(), message }]
    };
    if case.documents.document.log.is_none() {
        return found([
            "変更箇所の表が見つかりません。変更箇所の点検はできませんでした。",
            "no table of changes was found; nothing about the log was checked",
        ]);
    }
    if case.replay.given_up {
        return found([
            "変更箇所が長すぎるため、古い行の照合を途中でやめました。",
            "the log is too long; its older rows were not held against the document",
        ]);
    }
    Vec::new()
}

fn unknown(case: &Case<'_>) -> Vec<Found> {
    let form = case.form();
    // Rows older than the form may name items of the form before.
    let since = Date::find(&format!("{}1日", form.version));
    let is_of_form =
        |date: Option<Date>| since.is_none_or(|since| date.is_none_or(|date| date >= since));
    // What was deleted is in the form no more.
    let deleted = || case.entries().filter(|row| row.after.kind == Kind::Deleted);
    let files: Vec<&String> =
        deleted().filter_map(|row| row.gone.as_ref()).map(|(file, _)| file).collect();
    let deleted: Vec<&ItemKey> = deleted().flat_map(|row| &row.unknown).collect();
    let before = case.documents.previous.map(|it| it.form.fields.as_slice()).unwrap_or_default();
    let is_gone = |key: &ItemKey| {
        deleted.iter().any(|gone| key.is_within(gone))
            || before.iter().any(|field| field.key.of_first_file().is_within(key))
    };
    let mut out = Vec::new();
    for row in case.entries().filter(|row| is_of_form(row.date)) {
        if !row.unknown.is_empty() && row.unknown.iter().all(is_gone) {
            continue;
        }
        if row.gone.as_ref().is_some_and(|(file, _)| files.contains(&file)) {
            continue;
        }
        // A range such as Ⅳ－１～９ may reach over items that are not answered.
        if !row.targets.is_empty() {
            continue;
        }
        let of_form = |key: &ItemKey| form.kind.is_some_and(|kind| key.is_in(kind));
        let is_of_form =
            row.gone.is_some() || !row.unknown.is_empty() && row.unknown.iter().all(of_form);
        // Without a known form it is not known which items there may be; what
        // the form has may have been left out or taken away.
        let severity = (is_of_form || form.kind.is_none()).then_some(Severity::Note);
        let n = row.number;
        let message = if row.item.is_empty() {
            [
                format!("変更箇所{n}行目：項目の欄が空です。"),
                format!("row {n} of the log names no item"),
            ]
        } else if is_of_form {
            let item = &row.item;
            [
                format!("変更箇所{n}行目：項目「{item}」が本文に見つかりません。"),
                format!("row {n} of the log: the item \"{item}\" is not found in the document"),
            ]
        } else {
            let item = &row.item;
            [
                format!("変更箇所{n}行目：項目「{item}」が様式にありません。"),
                format!("row {n} of the log: the form has no item \"{item}\""),
            ]
        };
        let texts = vec![row.quote(Origin::LogItem)];
        out.push(Found { severity, place: row.place(), texts, message });
    }
    out
}

fn marks(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in case.entries() {
        let field = row.misnumbered.and_then(|at| case.form().fields.get(at));
        if let Some(field) = field {
            let printed = field.path.last().map_or("", String::as_str);
            let place = Place { key: field.key.to_string(), ..row.place() };
            out.push(Found {
                severity: Some(Severity::Warning),
                place,
                texts: vec![
                    row.quote(Origin::LogItem),
                    quote_of(field, Origin::Label, &name(field)),
                ],
                message: [
                    format!(
                        "変更箇所{}行目：項目の番号が様式と違います。様式では「{}」です。",
                        row.number,
                        printed.trim()
                    ),
                    format!("row {} of the log: the form has \"{}\"", row.number, printed.trim()),
                ],
            });
        }
        for c in row.cells[ITEM].chars() {
            let Some(usual) = usual_number(c) else { continue };
            let code = u32::from(c);
            out.push(Found {
                severity: None,
                place: row.place(),
                texts: vec![row.quote(Origin::LogItem)],
                message: [
                    format!("変更箇所{}行目：項目の「{c}」（U+{code:04X}）は様式の「{usual}」と別の文字です。", row.number),
                    format!("row {} of the log: \"{c}\" (U+{code:04X}) is not \"{usual}\", the character of the form", row.number),
                ],
            });
        }
    }
    out
}

/// The circled number of the forms that another character looks like.
fn usual_number(c: char) -> Option<char> {
    let nth = |first: char| char::from_u32('①' as u32 + u32::from(c) - u32::from(first));
    match c {
        '➀'..='➉' => nth('➀'),
        '❶'..='❿' => nth('❶'),
        '➊'..='➓' => nth('➊'),
        '⓵'..='⓾' => nth('⓵'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::super::super::{Documents, Subject};
    use super::*;

    const ITEMS: [(&str, &str, &str); 2] =
        [("Ⅰ/5/①", "①部署", "市民課"), ("Ⅱ/6/保管場所", "保管場所 ※", "書庫")];

    #[test]
    fn a_document_without_a_log() {
        let document = Subject { log: None, ..subject(&ITEMS, &[]) };
        assert_eq!(found(&document, "log-not-found").len(), 1);
        assert!(found(&subject(&ITEMS, &[]), "log-not-found").is_empty());
    }

    #[test]
    fn items_that_the_form_does_not_have() {
        let row = |item: &str| format!("令和4年12月1日｜{item}｜甲｜市民課｜事後");
        let with = |item: &str| found(&subject(&ITEMS, &[&row(item)]), "item-unknown");
        let findings = with("Ⅶ－１／①実施日");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(with("Ⅰ－５／①部署").is_empty());
        let findings = with("Ⅰ－１／①事務の名称");
        assert_eq!((findings.len(), findings[0].severity), (1, Severity::Note));
        assert!(findings[0].message[0].contains("本文に見つかりません"));
        let gone = "令和4年12月1日｜Ⅶ－１／①実施日｜甲｜（削除）｜事後";
        assert!(
            found(&subject(&ITEMS, &[&row("Ⅶ－１／①実施日"), gone]), "item-unknown").is_empty()
        );
        let mut older = subject(&ITEMS, &[&row("Ⅶ－１／①実施日")]);
        "令和６年10月".clone_into(&mut older.form.version);
        assert!(found(&older, "item-unknown").is_empty());
    }

    #[test]
    fn items_of_a_block_that_was_deleted() {
        let items = [("Ⅱ/4/委託事項1/①", "①委託内容", "保守")];
        let had = [items[0], ("Ⅱ/4/委託事項2/①", "①委託内容", "印刷")];
        let added =
            "令和4年4月1日｜Ⅱ－４／委託事項２　①委託内容｜（記載なし）｜（追加）／印刷｜事後";
        let gone = "令和5年4月1日｜Ⅱ－４／委託事項２　①委託内容｜印刷｜（削除）｜事後";
        let all = |document: &Subject, previous: &Subject| {
            let documents = Documents { document, previous: Some(previous), other: None };
            let ids = crate::check::check(documents, &crate::check::CheckOptions::default());
            ids.into_iter().map(|it| it.rule.id).collect::<Vec<_>>()
        };
        let previous = subject(&had, &[added]);
        let quiet = all(&subject(&items, &[added, gone]), &previous);
        assert!(quiet.is_empty(), "{quiet:?}");
        assert_eq!(all(&subject(&items, &[added]), &previous), ["entry-missing"]);
    }

    #[test]
    fn numbers_that_only_look_alike() {
        let with = |item: &str| {
            let row = format!("令和4年12月1日｜{item}｜甲｜乙｜事後");
            found(&subject(&ITEMS, &[&row]), "item-mark")
        };
        let findings = with("Ⅰ－５／➀部署");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message[0].contains("U+2780"));
        assert!(with("Ⅰ－５／①部署").is_empty());
        let findings = with("Ⅱ－６／① 保管場所");
        assert_eq!((findings.len(), findings[0].severity), (1, Severity::Warning));
    }
}

//! The 項目 column against the items of the form.

use super::super::case::Case;
use super::super::content::Kind;
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Place, Rule, Severity};
use crate::form::{Gap, ItemKey};

/// A document without a log, or with one that cannot be followed.
pub(in crate::check) static NO_LOG: Rule = Rule {
    id: "log-not-found",
    severity: Severity::Warning,
    needs: &[],
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
    needs: &[Need::Log],
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
    for row in case.entries().filter(|row| case.is_of_form(row) && !row.is_whole) {
        if !row.unknown.is_empty() && row.unknown.iter().all(is_gone) {
            continue;
        }
        if row.gone.as_ref().is_some_and(|(file, _)| files.contains(&file)) {
            continue;
        }
        let of_form = |key: &ItemKey| form.kind.is_some_and(|kind| key.is_in(kind));
        // A range such as Ⅳ－１～９ may reach over items that are not answered, but
        // not over the end of the form.
        if !row.targets.is_empty() {
            out.extend(beyond(case, row, is_gone));
            continue;
        }
        let is_of_form =
            row.gone.is_some() || !row.unknown.is_empty() && row.unknown.iter().all(of_form);
        // That it cannot be told which item is meant is a note of its own.
        if is_of_form && row.is_ambiguous {
            continue;
        }
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

/// Some of the items that a row names, and the form does not have: Ⅳ－１～15.
fn beyond(case: &Case<'_>, row: &LogRow, is_gone: impl Fn(&ItemKey) -> bool) -> Option<Found> {
    let kind = case.form().kind?;
    // Another version of the form may have the item; what this one has and the
    // document lacks is told with the document.
    let is_of_version = |key: &ItemKey| {
        let is_told = |gap: &Gap| is_within_gap(key, &gap.label);
        case.form().version.is_empty() || !is_numbered(key) || case.form().gaps.iter().any(is_told)
    };
    let is_beyond = |key: &&ItemKey| !(is_gone(key) || key.is_in(kind) && is_of_version(key));
    let missing: Vec<String> =
        row.unknown.iter().filter(is_beyond).map(|key| key.steps().join("－")).collect();
    if missing.is_empty() {
        return None;
    }
    let is_in = row.unknown.iter().filter(is_beyond).all(|key| key.is_in(kind));
    let (n, missing) = (row.number, missing.join("、"));
    Some(Found {
        severity: is_in.then_some(Severity::Note),
        place: row.place(),
        texts: vec![row.quote(Origin::LogItem)],
        message: [
            format!(
                "変更箇所{n}行目：項目の欄が示すうち、{missing}は{}にありません。",
                if is_in { "本文" } else { "様式" }
            ),
            format!(
                "row {n} of the log names {missing}, which the {} does not have",
                if is_in { "document" } else { "form" }
            ),
        ],
    })
}

/// Whether an item is, or is below, what a gap of the form names: `Ⅳ－４ …`, or a
/// part as a whole.
fn is_within_gap(key: &ItemKey, label: &str) -> bool {
    let gap = ItemKey::parse(label.split_whitespace().next().unwrap_or_default());
    let around = |it: &ItemKey| it.steps().len() <= 2 && key.is_within(it);
    gap.first().is_some_and(around)
}

/// Whether a key is a section of a part: Ⅳ/10.
fn is_numbered(key: &ItemKey) -> bool {
    matches!(key.steps(), [_, section] if section.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::super::super::{Documents, Subject};
    use super::*;
    use crate::form::GapKind;

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
    fn a_range_ends_where_the_form_does() {
        let items = [("Ⅳ/1", "１．種類", "甲"), ("Ⅳ/2", "２．入手", "乙")];
        let with = |item: &str| {
            let row = format!("令和4年12月1日｜{item}｜（記載なし）｜（各項目追加）｜事後");
            found(&subject(&items, &[&row]), "item-unknown")
        };
        let findings = with("Ⅳ－１～１５");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].message[0].contains("Ⅳ－12、Ⅳ－13、Ⅳ－14、Ⅳ－15は様式に"));
        assert!(with("Ⅳ－１～９").is_empty(), "items that are not answered");
        // The version of the form has 9 sections, and two of them were not found.
        let mut older =
            subject(&items, &["令和4年12月1日｜Ⅳ－１～４｜（記載なし）｜（各項目追加）｜事後"]);
        "平成31年１月".clone_into(&mut older.form.version);
        let gap = |label: &str| Gap { label: label.into(), kind: GapKind::NotFound, span: None };
        older.form.gaps = vec![gap("Ⅳ－３ 特定個人情報の使用"), gap("Ⅳ－４ 委託")];
        assert!(found(&older, "item-unknown").is_empty());
        older.form.gaps.pop();
        let findings = found(&older, "item-unknown");
        assert_eq!(findings.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Note]);
    }

    #[test]
    fn a_row_about_everything_is_not_about_the_chapter_above() {
        let rows = [
            "令和4年12月1日｜Ⅰ－５／①部署｜甲｜市民課｜事後",
            "令和4年12月1日｜全体｜旧い様式｜新しい様式｜事後",
        ];
        assert!(found(&subject(&ITEMS, &rows), "item-unknown").is_empty());
        let chapter = [rows[0], "令和4年12月1日｜Ⅱ－６　全体｜甲｜書庫｜事後"];
        assert!(found(&subject(&ITEMS, &chapter), "item-unknown").is_empty());
    }

    #[test]
    fn items_of_a_block_that_was_deleted() {
        let day = ("表紙/公表日", "公表日", "令和5年4月1日");
        let items = [("Ⅱ/4/委託事項1/①", "①委託内容", "保守"), day];
        let before = ("表紙/公表日", "公表日", "令和4年4月1日");
        let had = [items[0], before, ("Ⅱ/4/委託事項2/①", "①委託内容", "印刷")];
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
}

//! What could not be checked: nothing is passed over silently.

use std::collections::BTreeSet;

use super::super::case::{Case, place_of, quote};
use super::super::content::Kind;
use super::super::name::name;
use super::super::rows::LogRow;
use super::super::subject::is_published;
use super::super::{Found, Need, Origin, Place, Rule, Severity, not_run};
use super::forms::not_compared;
use super::previous::not_followed;
use crate::form::Field;

/// The document is on no form that is known.
pub(in crate::check) static FORM_UNKNOWN: Rule = Rule {
    id: "form-unknown",
    severity: Severity::Warning,
    needs: &[],
    about: [
        "既知の評価書の様式（様式２～４）と認められない文書",
        "the document is on none of the forms of assessments that are known",
    ],
    remedy: [
        "点検する文書が評価書かどうか、表題や様式の版（［令和６年10月　様式２］など）があるかを確かめてください。",
        "look whether it is an assessment, and has the title and the version tag of its form",
    ],
    find: form_unknown,
};

/// A form without 公表日.
pub(in crate::check) static PUBLICATION_MISSING: Rule = Rule {
    id: "publication-date-missing",
    severity: Severity::Warning,
    needs: &[Need::Form],
    about: [
        "表紙の公表日がない、又は日付として読めない",
        "the cover has no 公表日, or none that can be read",
    ],
    remedy: [
        "表紙に公表日を「令和6年1月15日」のように書いてください。",
        "write 公表日 on the cover, as in 令和6年1月15日",
    ],
    find: publication_missing,
};

/// Rows and items that were not held against anything.
pub(in crate::check) static NOT_CHECKED: Rule = Rule {
    id: "not-checked",
    severity: Severity::Note,
    needs: &[],
    about: [
        "どの項目の行か決められないなどのため、照合しなかった行や項目",
        "rows and items that were not held against anything, and why",
    ],
    remedy: ["この部分は目で確かめてください。", "look at these yourself"],
    find: not_checked,
};

/// The rules that were not asked because something is missing, as a sentence.
fn rules_without(case: &Case<'_>, need: Need) -> String {
    let all = not_run(case.documents, case.options);
    let ids: Vec<&str> = all.iter().filter(|it| it.why == need).map(|it| it.rule.id).collect();
    ids.join(", ")
}

fn form_unknown(case: &Case<'_>) -> Vec<Found> {
    let mut out: Vec<Found> = other_unknown(case).into_iter().collect();
    if case.form().kind.is_some() {
        return out;
    }
    let off = rules_without(case, Need::Form);
    let (ja, en) = if off.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!("様式を前提とする規則は点検していません（{off}）。"),
            format!("; rules about forms were not asked ({off})"),
        )
    };
    out.push(Found {
        severity: None,
        place: Place::default(),
        texts: Vec::new(),
        message: [
            format!("この文書は、既知の評価書の様式（様式２～４）と認められません。{ja}"),
            format!(
                "the document is on none of the forms of assessments that are known (様式２ to ４){en}"
            ),
        ],
    });
    out
}

/// The other assessment is on no form that is known: its items have titles alone.
fn other_unknown(case: &Case<'_>) -> Option<Found> {
    let other = case.documents.other.filter(|other| other.form.kind.is_none())?;
    let name = &other.name;
    Some(Found {
        severity: None,
        place: Place::default(),
        texts: Vec::new(),
        message: [
            format!(
                "もう一方の文書（{name}）は、既知の評価書の様式（様式２～４）と認められません。見出しと名前が同じ項目だけを比べました。"
            ),
            format!(
                "the other document ({name}) is on none of the forms that are known; only items with the same heading and name were compared"
            ),
        ],
    })
}

fn publication_missing(case: &Case<'_>) -> Vec<Found> {
    if case.documents.document.published.is_some() {
        return Vec::new();
    }
    let field = case.form().fields.iter().find(|field| is_published(field));
    let printed = field.filter(|field| !field.value.concat().trim().is_empty());
    let mut off: Vec<String> = [Need::Published, Need::Day]
        .into_iter()
        .map(|need| rules_without(case, need))
        .filter(|it| !it.is_empty())
        .collect();
    off.dedup();
    let off = off.join(", ");
    let (ja, en) = if off.is_empty() {
        (String::new(), String::new())
    } else {
        (
            format!("公表日と比べる規則は点検していません（{off}）。"),
            format!("; rules that compare with it were not asked ({off})"),
        )
    };
    let message = if printed.is_some() {
        [
            format!("公表日を日付として読めません。{ja}"),
            format!("公表日 is no day that can be read{en}"),
        ]
    } else {
        [format!("公表日が見つかりません。{ja}"), format!("there is no 公表日{en}")]
    };
    vec![Found {
        severity: None,
        place: field
            .map_or_else(|| Place { item: "公表日".to_owned(), ..Place::default() }, place_of),
        texts: printed.map(|field| quote(field, Origin::Published)).into_iter().collect(),
        message,
    }]
}

fn not_checked(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let row = |at: &usize| case.rows.get(*at);
    let undecided: BTreeSet<usize> = case.replay.undecided.iter().copied().collect();
    out.extend(rows_found(
        &undecided.iter().filter_map(row).collect::<Vec<_>>(),
        [
            "いくつかの項目のどれの行か決められないため、本文と照合していません。",
            "it cannot be told which of several items the row is about; it was not held against the document",
        ],
    ));
    out.extend(rows_found(
        &case.entries().filter(|row| row.is_whole).collect::<Vec<_>>(),
        [
            "特定の項目ではなく全体についての行のため、本文と照合していません。",
            "the row is about the whole document; it was not held against its items",
        ],
    ));
    out.extend(rows_found(
        &case.entries().filter(|row| is_of_no_item(case, row)).collect::<Vec<_>>(),
        [
            "項目が本文に見つかりません。行の日付がこの様式より前なので、前の様式の項目かもしれず、本文と照合していません。",
            "the item is not found in the document; the row is older than this form and may name an item of the form before, so it was not held against anything",
        ],
    ));
    let passed: BTreeSet<usize> = case.replay.passed.iter().copied().collect();
    out.extend(rows_found(
        &passed.difference(&undecided).filter_map(row).collect::<Vec<_>>(),
        [
            "後の行で省かれた部分があるなどのため、当時の記載までさかのぼれず、照合していません。",
            "later rows leave parts out, so what stood there then is not known; the row was not held against it",
        ],
    ));
    let other = case.documents.other;
    let several = other.map(|other| not_compared(case, other)).unwrap_or_default();
    out.extend(items_found(
        &several,
        [
            "もう一方の評価書に同じ名前の項目がいくつもあり、どれと比べるか決められないため、比べていません。",
            "the other assessment has several items of that name; it was not held against any of them",
        ],
    ));
    out.extend(items_found(
        &not_followed(case),
        [
            "前の版から変わっていますが、番号の付く欄（委託事項１など）であるか、ほかの項目の行とも読めるため、変更箇所の行が変わった部分を示しているかは照合していません。",
            "changed since the version before; whether its rows show the change was not asked, because it is in a block that counts, or the rows may be about other items",
        ],
    ));
    out
}

/// Whether a row names nothing that the document has, and may name what an
/// older form had. Of what was deleted nothing is left to be held against.
fn is_of_no_item(case: &Case<'_>, row: &LogRow) -> bool {
    let is_deleted = row.after.kind == Kind::Deleted || row.gone.is_some();
    let names_nothing = row.targets.is_empty() && !row.is_whole && !row.is_ambiguous;
    names_nothing && !is_deleted && !case.is_of_form(row)
}

/// One finding for rows that were not checked for one reason.
fn rows_found(rows: &[&LogRow], [ja, en]: [&str; 2]) -> Option<Found> {
    let first = rows.first()?;
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    let mut place = Place { rows: numbers, ..first.place() };
    if rows.len() > 1 {
        place.item = String::new();
    }
    let texts = vec![first.quote(Origin::LogItem)];
    let message = [
        format!("変更箇所の{}行：{ja}", rows.len()),
        format!("{} rows of the log: {en}", rows.len()),
    ];
    Some(Found { severity: None, place, texts, message })
}

/// One finding for items that were not checked for one reason.
fn items_found(fields: &[&Field], [ja, en]: [&str; 2]) -> Option<Found> {
    /// More items are counted.
    const MOST_NAMED: usize = 8;
    let first = fields.first()?;
    let mut named: Vec<String> = fields.iter().take(MOST_NAMED).map(|it| name(it)).collect();
    if fields.len() > MOST_NAMED {
        named.push("…".to_owned());
    }
    let named = named.join("、");
    let place = if fields.len() == 1 { place_of(first) } else { Place::default() };
    Some(Found {
        severity: None,
        place,
        texts: Vec::new(),
        message: [format!("{named}：{ja}"), format!("{named}: {en}")],
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, found_among, subject};
    use super::super::super::{Documents, Finding, Subject};
    use crate::form::{Form, FormKind};

    const ITEMS: [(&str, &str, &str); 3] = [
        ("表紙/公表日", "公表日", "令和6年1月15日"),
        ("Ⅰ/5/①", "①部署", "市民課"),
        ("Ⅰ/5/②", "②所属長の役職名", "課長"),
    ];

    #[test]
    fn a_document_on_no_form() {
        let document =
            Subject { form: Form { kind: None, ..Form::default() }, ..subject(&ITEMS, &[]) };
        let findings = found(&document, "form-unknown");
        assert_eq!(findings.len(), 1);
        for rule in ["timing-after-on-important-item", "count-date-stale"] {
            assert!(findings[0].message[0].contains(rule), "{:?}", findings[0].message);
        }
        assert!(found(&document, "publication-date-missing").is_empty());
        let known = subject(&ITEMS, &[]);
        assert!(found(&known, "form-unknown").is_empty());
        let documents = Documents { document: &known, previous: None, other: Some(&document) };
        let findings = found_among(documents, "form-unknown");
        assert!(findings[0].message[0].starts_with("もう一方の文書"), "{findings:?}");
    }

    #[test]
    fn a_form_without_a_day_of_publication() {
        let of = |day: &str| {
            let items = [("表紙/公表日", "公表日", day), ITEMS[1]];
            found(&subject(&items, &[]), "publication-date-missing")
        };
        assert!(of("令和6年1月15日").is_empty());
        let missing = of("");
        assert!(missing[0].message[0].contains("date-after-publication"), "{missing:?}");
        assert!(missing[0].message[0].contains("count-date-stale"), "{missing:?}");
        assert_eq!(of("未定")[0].texts[0].text, "未定");
    }

    fn rows_of(findings: &[Finding]) -> Vec<Vec<u32>> {
        findings.iter().map(|it| it.place.rows.clone()).collect()
    }

    #[test]
    fn rows_about_nothing_that_can_be_told() {
        let all = "令和6年1月15日｜全体｜旧い様式｜新しい様式｜事後";
        let chapter = "令和6年1月15日｜Ⅰ－５｜ある文言｜ほかの文言｜事後";
        let one = "令和6年1月15日｜Ⅰ－５／①部署｜保険課｜市民課｜事後";
        let findings = found(&subject(&ITEMS, &[one, all]), "not-checked");
        assert_eq!(rows_of(&findings), [[2]]);
        assert!(findings[0].message[0].contains("全体"));
        assert_eq!(rows_of(&found(&subject(&ITEMS, &[one, chapter]), "not-checked")), [[2]]);
        assert!(found(&subject(&ITEMS, &[one]), "not-checked").is_empty());
        let gone = chapter.replace("ほかの文言", "（削除）");
        assert!(found(&subject(&ITEMS, &[one, &gone]), "not-checked").is_empty());
        assert!(found(&subject(&ITEMS, &[one, all]), "item-unknown").is_empty());
    }

    #[test]
    fn rows_older_than_the_form_may_name_what_it_has_not() {
        let unknown = "令和6年1月15日｜Ⅸ－１／法令上の根拠｜ある文言｜ほかの文言｜事後";
        let of_form = |version: &str, row: &str| {
            let mut document = subject(&ITEMS, &[row]);
            document.form.version = version.to_owned();
            let rows = |rule| rows_of(&found(&document, rule));
            [rows("not-checked"), rows("item-unknown")]
        };
        assert_eq!(of_form("令和6年10月", unknown), [vec![vec![1]], vec![]]);
        assert_eq!(of_form("平成31年1月", unknown), [vec![], vec![vec![1]]]);
        let gone = unknown.replace("ほかの文言", "（削除）");
        assert_eq!(of_form("令和6年10月", &gone), [const { Vec::<Vec<u32>>::new() }; 2]);
    }

    #[test]
    fn rows_that_cannot_be_followed() {
        let value = "甲の課が行う。\n乙の課が助ける。";
        let rows = [
            "令和4年1月15日｜Ⅰ－５／①部署｜丙の課が行う。／丁の課が助ける。｜戊の課が行う。／己の課が助ける。｜事後",
            "令和5年1月15日｜Ⅰ－５／①部署｜（略）／庚の課が助ける。｜（略）／乙の課が助ける。｜事後",
            "令和5年2月15日｜Ⅰ－５／①部署｜（略）｜甲の課が行う。／（略）｜事後",
        ];
        let document = subject(&[ITEMS[0], ("Ⅰ/5/①", "①部署", value)], &rows);
        assert_eq!(rows_of(&found(&document, "not-checked")), [[1]]);
    }

    #[test]
    fn items_that_the_other_form_has_several_times() {
        let own = subject(&[ITEMS[0], ITEMS[1]], &[]);
        let theirs = [("Ⅰ/5/①", "①部署", "保険課"), ("Ⅰ/6/①", "①部署", "年金課")];
        let theirs: Vec<_> = theirs
            .iter()
            .map(|(key, label, value)| {
                let mut field = super::super::super::testing::field(key, label, value);
                field.path = vec!["5　見出し".to_owned(), (*label).to_owned()];
                field
            })
            .collect();
        let form = Form { kind: Some(FormKind::Basic), fields: theirs, ..Form::default() };
        let other = Subject { form, ..Subject::default() };
        let documents = Documents { document: &own, previous: None, other: Some(&other) };
        let findings = found_among(documents, "not-checked");
        assert_eq!(
            findings.iter().map(|it| it.place.item.as_str()).collect::<Vec<_>>(),
            ["Ⅰ－５ ①部署"]
        );
    }
}

//! Changes without a row.

use std::collections::BTreeSet;

use super::super::case::{Case, place_of, quote, quote_of};
use super::super::content::Kind;
use super::super::name::name;
use super::super::rows::LogRow;
use super::super::text::said;
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity};
use crate::form::{Field, ItemKey};

/// An item that changed since the version before needs a row.
pub(in crate::check) static MISSING: Rule = Rule {
    id: "entry-missing",
    severity: Severity::Error,
    needs: &[Need::Previous],
    about: [
        "前の版から変わった項目や、項目の中で変わった部分が、変更箇所に載っていない（--previous が必要）",
        "an item that changed since the version before has no row, or a part of it (needs --previous)",
    ],
    remedy: [
        "変更箇所に行を加えてください（shinkyu log で作れます）。",
        "add a row to the log (shinkyu log writes it)",
    ],
    find: missing,
};

fn missing(case: &Case<'_>) -> Vec<Found> {
    let logged: BTreeSet<usize> = new_rows(case).flat_map(|row| meant(case, row)).collect();
    let named: Vec<&ItemKey> = new_rows(case).flat_map(|row| &row.unknown).collect();
    let form = case.form();
    let mut out = Vec::new();
    for (at, difference) in case.changes.iter().flatten() {
        let field = at.and_then(|at| form.fields.get(at));
        if at.is_some_and(|at| logged.contains(&at)) {
            continue;
        }
        let was = case.documents.previous.and_then(|previous| {
            let is_it = |it: &&Field| {
                difference.path.ends_with(&it.path) && difference.before.as_ref() == Some(&it.value)
            };
            let mut like = previous.form.fields.iter().filter(is_it);
            let first = like.clone().next();
            like.find(|it| it.key.steps() == difference.key).or(first)
        });
        let Some(own) = field.or(was) else { continue };
        let key = own.key.of_first_file();
        if named.iter().any(|it| key.is_within(it)) {
            continue;
        }
        if field.is_none() && is_said_gone(case, &key, difference.before.as_deref()) {
            continue;
        }
        let is_gone = |(file, keys): &(String, Vec<ItemKey>)| {
            difference.file.as_deref().is_some_and(|own| said(own) == *file)
                && keys.iter().any(|it| key.is_within(it))
        };
        if new_rows(case).filter_map(|row| row.gone.as_ref()).any(is_gone) {
            continue;
        }
        let mut texts: Vec<Quote> = Vec::new();
        let before = difference.before.as_ref().map(|it| it.join("\n"));
        texts.extend(
            before.map(|text| Quote { page: None, ..quote_of(own, Origin::Previous, &text) }),
        );
        texts.extend(field.map(|it| quote(it, Origin::Body)));
        let item = name(own);
        let [ja, en] = match (field, was) {
            (None, _) => [
                "前の版にあった項目がなくなりましたが",
                "the item is gone since the version before",
            ],
            (_, None) if difference.before.is_none() => {
                ["前の版にない項目ですが", "the version before has no such item"]
            }
            _ => ["前の版から変わっていますが", "changed since the version before"],
        };
        let place = place_of(own);
        // A row about the document as a whole may mean it.
        let is_in_whole = new_rows(case).any(|row| row.is_whole);
        out.push(Found {
            severity: is_in_whole.then_some(Severity::Warning),
            place: Place { page: field.and(place.page), ..place },
            texts,
            message: [
                format!("{item}：{ja}、変更箇所に新しい行がありません。"),
                format!("{item}: {en}, and the log has no new row for it"),
            ],
        });
    }
    out.extend(super::previous::hidden(case, false));
    out
}

/// Whether a new row says that an item was deleted whose number another one has
/// now: that of a block behind it.
fn is_said_gone(case: &Case<'_>, key: &ItemKey, before: Option<&[String]>) -> bool {
    let before = said(&before.unwrap_or_default().concat());
    let mut deleted = new_rows(case).filter(|row| row.after.kind == Kind::Deleted);
    deleted.any(|row| {
        let is_text = row.before.is_elided() || before.contains(&row.before.text());
        is_text && case.fields_of(row).any(|field| field.key.of_first_file() == *key)
    })
}

/// The fields that a row may be about: of several, those that have its text,
/// if any has.
pub(super) fn meant(case: &Case<'_>, row: &LogRow) -> Vec<usize> {
    let text = row.after.text();
    let has = |at: &usize| case.values.get(*at).is_some_and(|value| value.contains(&text));
    let of = |target: &Vec<usize>| {
        let having: Vec<usize> = target.iter().copied().filter(has).collect();
        let is_telling = row.after.kind == Kind::Text && !having.is_empty();
        if is_telling && case.is_one_item(target) { having } else { target.clone() }
    };
    row.targets.iter().flat_map(of).collect()
}

/// Entries that the log of the version before does not have. Without such a
/// log, those younger than that version.
pub(super) fn new_rows<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a LogRow> {
    let previous = case.documents.previous;
    let had: BTreeSet<String> = previous
        .and_then(|it| it.log.as_ref())
        .map(|log| log.rows.iter().map(|row| said(&row.cells.concat())).collect())
        .unwrap_or_default();
    let published = previous.and_then(|it| it.published);
    case.entries().filter(move |row| {
        let is_younger = published.is_none_or(|day| row.date.is_none_or(|date| date > day));
        if had.is_empty() { is_younger } else { !had.contains(&said(&row.cells.concat())) }
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::previous::{ITEMS, ROW, before, with_previous};
    use super::super::super::testing::{found_among, subject};
    use super::super::super::{Documents, Severity};

    #[test]
    fn a_change_without_a_row() {
        assert_eq!(with_previous(&subject(&ITEMS, &[]), "entry-missing"), ["Ⅰ－５ ①部署"]);
        assert!(with_previous(&subject(&ITEMS, &[ROW]), "entry-missing").is_empty());
        let old = ROW.replace("令和6年1月15日", "令和5年9月1日");
        assert_eq!(with_previous(&subject(&ITEMS, &[&old]), "entry-missing").len(), 1);
        let whole = subject(&ITEMS, &["令和6年1月15日｜全体｜組織の改編前｜組織の改編後｜事後"]);
        let previous = before();
        let documents = Documents { document: &whole, previous: Some(&previous), other: None };
        let findings = found_among(documents, "entry-missing");
        assert_eq!(findings.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Warning]);
    }
}

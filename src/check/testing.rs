//! Documents for the tests of the rules: a few items, a few rows.

pub(super) mod previous;

use super::{CheckOptions, Documents, Finding, Subject, check, rule};
use crate::form::{Field, Form, FormKind, ItemKey, ValueKind};
use crate::record::earlier::{EarlierLog, EarlierRow};
use crate::record::era::Date;

/// A field whose key, label and value are given.
pub(super) fn field(key: &str, label: &str, value: &str) -> Field {
    let steps: Vec<String> = key.split('/').map(str::to_owned).collect();
    let mut path: Vec<String> = steps.iter().map(|step| format!("{step}　見出し")).collect();
    if let Some(last) = path.last_mut() {
        label.clone_into(last);
    }
    Field {
        path,
        key: ItemKey::new(steps),
        was: None,
        important: label.contains('※'),
        value: value.split('\n').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        kind: ValueKind::Text,
        page: None,
        spans: Vec::new(),
        labels: Vec::new(),
    }
}

/// A log of rows whose six cells are parted by ｜, paragraphs by ／.
pub(super) fn log(rows: &[&str]) -> EarlierLog {
    let row = |text: &&str| {
        let mut cells: [String; 6] = Default::default();
        for (cell, text) in cells.iter_mut().zip(text.split('｜')) {
            *cell = text.replace('／', "\n");
        }
        EarlierRow { cells, ..EarlierRow::default() }
    };
    EarlierLog { rows: rows.iter().map(row).collect(), ..EarlierLog::default() }
}

/// A document of a known form: items as (key, label, value), rows of its log
/// parted by ｜.
pub(super) fn subject(items: &[(&str, &str, &str)], rows: &[&str]) -> Subject {
    let fields = items.iter().map(|(key, label, value)| field(key, label, value)).collect();
    let form = Form { kind: Some(FormKind::Basic), fields, ..Form::default() };
    let published = items.iter().find(|it| it.1 == "公表日").and_then(|it| Date::parse(it.2));
    Subject { form, log: Some(log(rows)), published, ..Subject::default() }
}

/// Findings of one rule in one document.
pub(super) fn found(document: &Subject, rule: &str) -> Vec<Finding> {
    found_among(Documents { document, previous: None, other: None }, rule)
}

/// The same with other documents beside it.
pub(super) fn found_among(documents: Documents<'_>, id: &str) -> Vec<Finding> {
    assert!(rule(id).is_some(), "{id}");
    let findings = check(documents, &CheckOptions::default());
    findings.into_iter().filter(|finding| finding.rule.id == id).collect()
}

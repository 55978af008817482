//! A version of a document and the one before it: one item changed.

use super::super::{Documents, Subject};
use super::{found_among, subject};

/// Items of the new version.
pub(in crate::check) const ITEMS: [(&str, &str, &str); 3] = [
    ("表紙/公表日", "公表日", "令和6年1月15日"),
    ("Ⅰ/5/①", "①部署", "市民課"),
    ("Ⅰ/5/②", "②所属長の役職名", "課長"),
];

/// What its log says of the change.
pub(in crate::check) const ROW: &str = "令和6年1月15日｜Ⅰ－５／①部署｜保険年金課｜市民課｜事後";

/// The version before.
pub(in crate::check) fn before() -> Subject {
    let items = [
        ("表紙/公表日", "公表日", "令和5年9月1日"),
        ("Ⅰ/5/①", "①部署", "保険年金課"),
        ("Ⅰ/5/②", "②所属長の役職名", "課長"),
    ];
    subject(&items, &[])
}

/// The items of which a rule finds something, held against that version.
pub(in crate::check) fn with_previous(document: &Subject, rule: &str) -> Vec<String> {
    let previous = before();
    let documents = Documents { document, previous: Some(&previous), other: None };
    found_among(documents, rule).into_iter().map(|it| it.place.item).collect()
}

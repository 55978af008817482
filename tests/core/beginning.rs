//! Texts that come again, at the beginning of both documents.

use shinkyu::model::Side;
use shinkyu::report::{Change, Row};

use super::report;

/// The number on each side of each row, and what happened.
fn rows(old: &str, new: &str) -> Vec<(String, Change)> {
    let place = |row: &Row, side: Side| {
        row.cells.get(side).as_ref().map_or("-".to_owned(), |cell| cell.label.clone())
    };
    let name = |row: &Row| format!("{}={}", place(row, Side::Old), place(row, Side::New));
    report(old, new).table.rows.iter().map(|row| (name(row), row.change)).collect()
}

fn list(n_equal: usize, last: &str) -> String {
    const NUMBERS: [&str; 4] = ["（１）", "（２）", "（３）", "（４）"];
    let item = |number: &&str| format!("{number}　前条の規定により市長が別に定める事項\n");
    let items: String = NUMBERS[..n_equal].iter().map(item).collect();
    format!("{items}{}　{last}\n", NUMBERS[n_equal])
}

#[test]
fn of_equal_items_the_last_one_is_gone() {
    let last = "利用者の氏名及び住所並びに利用の目的";
    let expected = [
        ("（１）=（１）", Change::Same),
        ("（２）=（２）", Change::Same),
        ("（３）=-", Change::Removed),
        ("（４）=（３）", Change::Edited),
    ]
    .map(|(name, change)| (name.to_owned(), change));
    let (three, two) = (list(3, last), list(2, last));
    assert_eq!(rows(&three, &two), expected);
    // Wrapped and spaced otherwise, they are still the same.
    let wrapped = two.replace("定める事項", "定める\n事項").replace("市長が", "市長が ");
    assert_eq!(rows(&three, &wrapped), expected);
    assert_eq!(rows(&two, &three)[2], ("-=（３）".to_owned(), Change::Added));
}

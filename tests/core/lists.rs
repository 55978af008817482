//! Lists of the same items under several headings.

use std::fmt::Write as _;

use shinkyu::report::{Cell, Change, Row};

use super::report;

/// Headings with the same items under each, numbered from 1.
fn lists(headings: &[&str], items: &[&str]) -> String {
    let mut text = String::from("第１　委託\n");
    for (heading, number) in headings.iter().zip(1..) {
        let _ = writeln!(text, "{number}　{heading}");
        for (item, mark) in items.iter().zip('①'..) {
            let _ = writeln!(text, "{mark}　{item}");
        }
    }
    text + "第２　保管\n"
}

/// Items that differ or have moved, as old and new place and what happened.
fn changes(old: &str, new: &str) -> Vec<(String, String, Change)> {
    let place = |cell: Option<&Cell>| {
        cell.map_or_else(String::new, |cell| format!("{} {}", cell.path.join(" "), cell.label))
    };
    let differs = |row: &&Row| row.change != Change::Same || row.moved;
    let is_item = |place: &str| place.ends_with(['①', '②', '③']);
    let table = report(old, new).table;
    let rows = table.rows.iter().filter(differs);
    rows.map(|row| (place(row.cells.old.as_ref()), place(row.cells.new.as_ref()), row.change))
        .filter(|(old, new, _)| is_item(old) || is_item(new))
        .collect()
}

const ITEMS: [&str; 3] =
    ["委託の内容　システムの運用保守", "取扱者数　10人以上50人未満", "再委託の有無　再委託しない"];

#[test]
fn items_stay_with_their_heading_where_another_one_came_and_went() {
    let old = ["住民基本台帳システムの保守", "税務システムの保守", "帳票の印刷", "データの入力"];
    let new = ["住民基本台帳システムの保守", "帳票の印刷", "データの入力", "監視業務の委託"];
    let (old, new) = (lists(&old, &ITEMS), lists(&new, &ITEMS));
    assert_eq!(changes(&old, &new), []);
    // One item is another one under a heading that stayed.
    let answer = "再委託しない";
    let (head, tail) = new.rsplit_once(answer).expect("the last list has it");
    let (head, between) = head.rsplit_once(answer).expect("and the one before");
    let edited = format!("{head}再委託する{between}{answer}{tail}");
    let found = changes(&old, &edited);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, Change::Edited);
    assert!(
        found[0].0.contains("データの入力") && found[0].1.contains("データの入力"),
        "{found:?}"
    );
}

#[test]
fn an_item_stays_where_its_heading_changed_places() {
    let old = lists(&["窓口における受付", "電話における受付", "訪問による受付"], &ITEMS);
    let new = lists(&["窓口における受付", "訪問による受付", "電子申請による受付"], &ITEMS);
    assert_eq!(changes(&old, &new), []);
    let swapped = lists(&["訪問による受付", "窓口における受付", "電話における受付"], &ITEMS);
    assert_eq!(changes(&old, &swapped), []);
}

#[test]
fn a_short_item_did_not_move_and_become_another() {
    let list = |items: [&str; 4]| lists(&["対象経費"], &items);
    let old = list(["人件費", "旅費", "需用費及び役務費", "使用料"]);
    let new = list(["人件費及び旅費", "需用費", "役務費", "使用料"]);
    let table = report(&old, &new).table;
    assert!(table.rows.iter().all(|row| !row.moved));
    let alone = |change: Change| {
        let rows = table.rows.iter().filter(|row| row.change == change);
        rows.map(|row| row.cells.old.as_ref().or(row.cells.new.as_ref()).unwrap().label.clone())
            .collect::<Vec<String>>()
    };
    assert_eq!(alone(Change::Removed), ["②"]);
    assert_eq!(alone(Change::Added), ["③"]);
}

//! What a drafter expects of single situations, end to end on small texts.

#[path = "core/beginning.rs"]
mod beginning;
#[path = "core/contents.rs"]
mod contents;
#[path = "core/kinds.rs"]
mod kinds;
#[path = "core/lists.rs"]
mod lists;
#[path = "core/pairs.rs"]
mod pairs;
#[path = "core/paragraphs.rs"]
mod paragraphs;
#[path = "core/tables.rs"]
mod tables;
#[path = "core/wraps.rs"]
mod wraps;

use shinkyu::model::{Side, Sides};
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Cell, Change, Report, Row};

fn report(old: &str, new: &str) -> Report {
    let input = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let inputs = Sides { old: input("old.txt", old), new: input("new.txt", new) };
    compare(&inputs, &options, &()).expect("plain text is read")
}

fn row<'a>(report: &'a Report, side: Side, start: &str) -> &'a Row {
    let starts = |row: &&Row| {
        row.cells.get(side).as_ref().is_some_and(|cell| cell.text().starts_with(start))
    };
    report.table.rows.iter().find(starts).unwrap_or_else(|| panic!("no row begins with {start}"))
}

/// The text of a cell with what changed in 【】.
fn marked(cell: Option<&Cell>) -> String {
    let cell = cell.expect("the row has this side");
    let paragraphs = cell.paragraphs.iter().map(|paragraph| {
        paragraph
            .runs
            .iter()
            .map(|run| if run.changed { format!("【{}】", run.text) } else { run.text.clone() })
            .collect::<String>()
    });
    paragraphs.collect::<Vec<_>>().join("⏎")
}

#[test]
fn an_inserted_item_renumbers_the_ones_after_it() {
    let old = "第１　管理\n（１）　図書館は、閉架書庫の鍵を二人で管理する。\n（２）　館長は、毎月一回、書庫の温度を記録する。\n（３）　利用者は、閲覧票に氏名を記入する。\n";
    let new = "第１　管理\n（１）　図書館は、閉架書庫の鍵を二人で管理する。\n（２）　開架の新聞は、三日で閉架に移すものとする。\n（３）　館長は、毎月二回、書庫の温度を記録する。\n（４）　利用者は、閲覧票に氏名を記入する。\n";
    let report = report(old, new);
    assert_eq!(row(&report, Side::New, "（２）").change, Change::Added);
    let moved_up = row(&report, Side::Old, "（２）");
    assert!(moved_up.renumbered && !moved_up.moved);
    assert_eq!(
        marked(moved_up.cells.new.as_ref()),
        "【（３）】　館長は、毎月【二回】、書庫の温度を記録する。"
    );
    let only_number = row(&report, Side::Old, "（３）");
    assert_eq!(
        marked(only_number.cells.new.as_ref()),
        "【（４）】　利用者は、閲覧票に氏名を記入する。"
    );
    assert_eq!(report.table.rows.len(), 5);
}

#[test]
fn closing_text_stays_with_its_section_when_a_list_comes_before_it() {
    let old = "第１　書庫\n１　管理\n館長は、書庫を管理する。\n例えば、雨の日に窓を開けておくことは、管理が行き届いているとはいえない。\n２　閲覧\n閲覧は無料とする。\n";
    let new = "第１　書庫\n１　管理\n館長は、書庫を管理する。\n（１）　入退室の記録\n・　日付と氏名を書くこと。\n（２）　温度の記録\n・　一日一回測ること。\nなお、雨の日に窓を開けておくことは、管理が行き届いているとはいえない。\n２　閲覧\n閲覧は無料とする。\n";
    let report = report(old, new);
    let closing = row(&report, Side::New, "なお、");
    assert_eq!(closing.change, Change::Edited);
    assert!(!closing.moved);
    assert!(marked(closing.cells.old.as_ref()).starts_with("【例えば】、雨の日に"));
    let cell = closing.cells.new.as_ref().expect("stands in the new document");
    assert_eq!(cell.path, ["第１　書庫", "１　管理"]);
    assert_eq!(cell.label, "");
}

#[test]
fn numbers_are_compared_in_everything_but_style() {
    let article = |label: &str| format!("第一条　この条例は、目的を定める。\n{label}　削除\n");
    let same = report(&article("第五条から第七条まで"), &article("第５条から第７条まで"));
    assert!(same.table.rows.iter().all(|row| row.change == Change::Same));
    let longer = report(&article("第五条から第七条まで"), &article("第五条から第八条まで"));
    let row = row(&longer, Side::New, "第五条");
    assert!(row.renumbered);
    assert_eq!(marked(row.cells.new.as_ref()), "【第五条から第八条まで】　削除");
}

#[test]
fn items_of_one_label_under_different_parents_stay_apart() {
    let old =
        "第１　受付\n（１）　窓口は、九時に開く。\n第２　会計\n（１）　会計は、十時に開く。\n";
    let new =
        "第１　受付\n（１）　窓口は、八時に開く。\n第２　会計\n（１）　会計は、十時に開く。\n";
    let report = report(old, new);
    let changed: Vec<&Row> =
        report.table.rows.iter().filter(|row| row.change != Change::Same).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].principal().path, ["第１　受付"]);
    assert_eq!(marked(changed[0].cells.new.as_ref()), "（１）　窓口は、【八時】に開く。");
}

#[test]
fn heads_of_pages_are_set_aside_and_their_change_is_said() {
    let pages = |head: &str| {
        (1..=4)
            .map(|page| {
                format!("{head}\n\n第{page}　見出しの{page}\n本文の{page}である。\n\n{page}\n")
            })
            .collect::<Vec<_>>()
            .join("\u{c}")
    };
    let same = report(&pages("図書館の手引"), &pages("図書館の手引"));
    assert_eq!(same.ledger.old.set_aside.get("running_head"), Some(&24));
    assert_eq!(same.ledger.old.set_aside.get("page_number"), Some(&4));
    assert!(same.warnings.is_empty());
    let changed = report(&pages("図書館の手引"), &pages("図書館の指針"));
    assert!(changed.table.rows.iter().all(|row| row.change == Change::Same));
    let names: Vec<&str> = changed.warnings.iter().map(|warning| warning.kind.name()).collect();
    assert_eq!(names, ["running_head_changed"]);
}

#[test]
fn a_paragraph_that_moves_to_another_item_is_told() {
    let legal =
        "（１）　法人は、主たる事務所の所在地を管轄する支所に、四月末日までに届出を行う。\n";
    let person = "（２）　個人は、住所を有する地区の窓口で、誕生月の翌月までに申告する。\n";
    let closing = "この場合において、押印は要しない。\n";
    let old = format!("第１　届出\n{legal}{closing}{person}");
    let new = format!("第１　届出\n{legal}{person}{closing}");
    let report = report(&old, &new);
    assert!(row(&report, Side::New, "この場合において").moved);
}

#[test]
fn what_moves_to_another_column_is_told() {
    let table = |row: &str| format!("第１　一覧\n事務\t有\t無\n{row}\n委託\t○\t\n");
    let one = report(&table("提供\t○\t"), &table("提供\t\t○"));
    assert!(one.table.rows.iter().any(|row| row.change == Change::Edited));
    let border = report(&table("提供\t大阪\t府知事"), &table("提供\t大阪府\t知事"));
    assert!(border.table.rows.iter().any(|row| row.change == Change::Edited));
    let same = report(&table("提供\t○\t"), &table("提供\t〇\t"));
    assert!(same.table.rows.iter().any(|row| row.change == Change::Edited), "○ is not 〇");
}

#[test]
fn labels_years_and_units_are_no_page_furniture() {
    let filler: Vec<String> = (0..12).map(|i| format!("施設{i}の開館時間を定める。")).collect();
    let parted = |lines: Vec<String>| {
        let pages = lines.into_iter().map(|line| format!("{line}\n{}\n", filler.join("\n")));
        pages.collect::<Vec<_>>().concat()
    };
    let years = |first: u32| parted((first..first + 3).map(|year| year.to_string()).collect());
    let labels = |first: u32| parted((first..first + 3).map(|n| format!("（{n}）")).collect());
    let units = |unit: &str| {
        (1..=4).map(|n| format!("（単位：{unit}）\n第{n}　表\n")).collect::<Vec<_>>().join("\u{c}")
    };
    let pairs =
        [(years(2021), years(2022)), (labels(1), labels(2)), (units("千円"), units("百万円"))];
    for (old, new) in pairs {
        let report = report(&old, &new);
        assert!(report.table.rows.iter().any(|row| row.change != Change::Same), "{old}");
    }
}

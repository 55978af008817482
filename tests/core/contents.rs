//! Tables of contents, whose page numbers change though nobody amended them.

use shinkyu::model::{Furniture, Side};
use shinkyu::report::Change;

use super::{marked, report, row};

const CHAPTERS: &str = "第１章　総則\n定める。\n第２章　手続\n申請する。\n第３章　雑則\n任せる。\n";

#[test]
fn pages_in_a_table_of_contents_are_set_aside() {
    let text = |lines: [&str; 3]| format!("手引\n目次\n{}\n{CHAPTERS}", lines.join("\n"));
    let old = text(["第１章　総則………………１", "第２章　手続………………2", "第３章　雑則………………3"]);
    let new = text(["第１章　総則………………１", "第２章　手続………………4", "第３章　雑則………………11"]);
    let with_tabs = text(["第１章　総則\t1", "第２章　手続\t4", "第３章　雑則\t11"]);
    let changes = |report: &shinkyu::report::Report| {
        report.table.rows.iter().filter(|row| row.change != Change::Same).count()
    };
    let compared = report(&old, &new);
    assert_eq!(changes(&compared), 0);
    let set_aside = |side: Side| compared.ledger.get(side).set_aside[Furniture::PageNumber.name()];
    assert_eq!([set_aside(Side::Old), set_aside(Side::New)], [3, 4]);
    assert_eq!(changes(&report(&with_tabs, &with_tabs.replace("\t4", "\t5"))), 0);
    // Without 目次 above them they are prices.
    let [old, new] = [&old, &new].map(|text| text.replace("目次\n", "料金\n"));
    assert_eq!(changes(&report(&old, &new)), 2);
    // A chapter that changed its name is a change.
    let renamed = old.replace("料金", "目次").replace("手続…", "申請…");
    let renamed = report(&old.replace("料金", "目次"), &renamed);
    assert_eq!(row(&renamed, Side::New, "第２章　申請").change, Change::Edited);
}

/// What looks like one and lists no heading of the document is compared.
#[test]
fn figures_behind_a_table_of_contents_are_figures() {
    let prices = "手数料\n住民票\t300\n戸籍\t450\n印鑑\t200\n会議室・・・・・・300\n";
    let raised = prices.replace("300", "350").replace("450", "500");
    let contents = "目次\n第１章　総則………………１\n第２章　手続………………2\n";
    for before in ["目次\n", contents, "目次\n第１章　総則\n第２章　手続\n"] {
        let text = |prices: &str| format!("{before}{prices}{CHAPTERS}");
        let rows = report(&text(prices), &text(&raised)).table.rows;
        let news = rows.iter().map(|row| marked(row.cells.new.as_ref())).collect::<String>();
        for figure in ["住民票\t【350】", "戸籍\t【500】", "印鑑\t200", "会議室・・・・・・【350】"]
        {
            assert!(news.contains(figure), "{news}");
        }
        assert_eq!(news.matches('【').count(), 3, "{news}");
    }
    // Nor are they where 目次 stands above them in one document alone.
    let text = |before: &str| format!("{before}{prices}{CHAPTERS}");
    let rows = report(&text(""), &text("目次\n")).table.rows;
    let changed: Vec<String> = rows
        .iter()
        .filter(|row| row.change != Change::Same)
        .map(|row| row.principal().text())
        .collect();
    assert_eq!(changed, ["目次"]);
}

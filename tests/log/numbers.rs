//! What stands under another number because something was put in or taken out
//! before it: blocks of forms, sections of documents without one.

use shinkyu::check::CheckOptions;
use shinkyu::pipeline::{self, CheckInputs};
use shinkyu::read::ReadOptions;
use shinkyu::report::{Dialect, Review, Timing};
use shinkyu::write::OutputFormat;

use super::{cells_of, html, log_options, record, rows, shown, written};

/// A 重点項目評価書 with these 委託事項.
fn form(day: &str, works: &[&str]) -> String {
    let row = |label: &str, value: &str| format!("<tr><td>{label}</td><td>{value}</td></tr>");
    let head = |text: &str| format!("<tr><td colspan='2'>{text}</td></tr>");
    let block = |(work, n): (&&str, u32)| {
        let firm = format!("株式会社{work}");
        format!(
            "{}{}{}",
            head(&format!("委託事項{n}")),
            row("①委託内容", work),
            row("③委託先名", &firm)
        )
    };
    let blocks: String = works.iter().zip(1..).map(block).collect();
    format!(
        "<p>[令和４年４月　様式３]</p><p>特定個人情報保護評価書（重点項目評価書）</p>\
         <p>公表日　{day}</p><p>Ⅰ　基本情報</p><table border='1'>{}{}</table>\
         <p>Ⅱ　特定個人情報ファイルの概要</p><table border='1'>{}{}{blocks}</table>",
        head("１．特定個人情報ファイルを取り扱う事務"),
        row("①事務の名称", "手当の支給"),
        head("４．特定個人情報ファイルの取扱いの委託"),
        row("委託の有無　※", "[委託する]"),
    )
}

const WORKS: [&str; 4] = ["帳票の印刷", "システムの保守", "封入封緘", "データ入力"];

#[test]
fn blocks_that_move_up_are_named_with_their_new_number() {
    let (old, new) =
        (form("令和5年4月1日", &WORKS[..3]), form("令和6年4月1日", &[WORKS[0], WORKS[2]]));
    let report = record(html("old", &old), html("new", &new), &log_options());
    assert_eq!(
        shown(&report.log.entries),
        [
            "Ⅱ－４ 委託事項2　①委託内容: システムの保守 → （削除）",
            "Ⅱ－４ 委託事項2　③委託先名: 株式会社システムの保守 → （削除）",
            "Ⅱ－４ 委託事項2: 委託事項3 → 委託事項2に番号を変更",
        ]
    );
    let numbers = &report.log.entries[2];
    assert_eq!(numbers.review, [Review::Renumbered]);
    assert_eq!((&*numbers.numbers[0].old, &*numbers.numbers[0].new), ("委託事項3", "委託事項2"));
    let json: serde_json::Value =
        serde_json::from_slice(&written(&report, OutputFormat::Json)).expect("JSON");
    let expected = serde_json::json!([{ "old": "委託事項3", "new": "委託事項2" }]);
    assert_eq!(json["log"][2]["renumbered"], expected);
    assert!(json["log"][0].get("renumbered").is_none());
}

#[test]
fn logs_with_new_numbers_pass_the_check() {
    let day = "令和6年4月1日";
    for (before, after) in [
        (&WORKS[..], &WORKS[1..]),
        (&WORKS[1..], &WORKS[..]),
        (&WORKS[..2], &[WORKS[1], WORKS[0]][..]),
    ] {
        let (old, new) = (form("令和5年4月1日", before), form(day, after));
        for dialect in [Dialect::Flat, Dialect::Grouped] {
            let mut log = log_options();
            log.record.date = day.into();
            log.record.dialect = Some(dialect);
            log.record.timing = Some(Timing::Before);
            let report = record(html("old", &old), html("new", &new), &log);
            let is_number = |entry: &&shinkyu::report::ChangeEntry| !entry.numbers.is_empty();
            assert_eq!(report.log.entries.iter().filter(is_number).count(), 1, "{dialect:?}");
            let rows = cells_of("log.html", written(&report, OutputFormat::Html));
            let page = format!("{new}{}", rows::html_table(&rows));
            for previous in [None, Some(html("old", &old))] {
                let inputs = CheckInputs { document: html("new", &page), previous, other: None };
                let options = CheckOptions::default();
                let found = pipeline::check(&inputs, &ReadOptions::default(), &options, &());
                let found = found.expect("the document is checked").findings;
                // Items of blocks that count are named as not held against the
                // version before.
                let found = found.iter().filter(|it| it.rule.id != "not-checked");
                let found: Vec<&String> = found.map(|it| &it.message[0]).collect();
                assert!(found.is_empty(), "{dialect:?} {before:?}: {found:?} {rows:?}");
            }
        }
    }
}

#[test]
fn sections_that_only_move_on_share_a_row() {
    let text = |sections: &[&str]| -> String {
        let section = |(text, n): (&&str, u32)| format!("<p>第{n}　{text}");
        sections.iter().zip(1..).map(section).collect()
    };
    let all = [
        "目的<p>手続を定める。",
        "窓口<p>窓口で受け付ける。",
        "記録<p>帳簿に書く。",
        "雑則<p>別に定める。",
    ];
    let old = text(&all[1..]);
    let report = record(html("old", &old), html("new", &text(&all)), &log_options());
    assert_eq!(
        shown(&report.log.entries),
        [
            "第1: （記載なし） → （追加）|第1　目的|手続を定める。",
            "第2～第4: 第1～第3 → 第2～第4に番号を変更",
        ]
    );
    // So do articles, whose captions stand above their numbers.
    let articles = |sections: &[&str]| -> String {
        let section = |(text, n): (&&str, u32)| {
            let (caption, body) = text.split_once("<p>").expect("a caption and a text");
            format!("<p>（{caption}）<p>第{n}条　{body}")
        };
        sections.iter().zip(1..).map(section).collect()
    };
    let (before, after) = (articles(&all[1..]), articles(&all));
    let report = record(html("old", &before), html("new", &after), &log_options());
    let rows = shown(&report.log.entries);
    let numbers = "第2条～第4条: 第1条～第3条 → 第2条～第4条に番号を変更";
    assert!(rows.iter().any(|it| it == numbers), "{rows:?}");
    // A section whose text changes as well shows both numbers itself.
    let mut edited = all;
    edited[2] = "記録<p>台帳に記入する。";
    let report = record(html("old", &old), html("new", &text(&edited)), &log_options());
    let shown = shown(&report.log.entries);
    let numbers = "第2及び第4: 第1　窓口|第3　雑則 → 第2に番号を変更|第4に番号を変更";
    assert!(shown.iter().any(|it| it == numbers), "{shown:?}");
    assert!(shown.iter().any(|it| it.starts_with("第3: 第2　記録")), "{shown:?}");
}

/// The rows of a table stand on a line each, and only those that changed.
#[test]
fn a_changed_row_of_a_table_is_one_line() {
    let table = |rows: &[[&str; 3]]| {
        let row = |cells: &[&str; 3]| format!("<tr><td>{}</tr>", cells.join("<td>"));
        let rows: String = rows.iter().map(row).collect();
        format!("<p>第１　窓口<p>次のとおりとする。<table border=1>{rows}</table>")
    };
    let rows = [
        ["区分", "期限", "担当"],
        ["窓口", "30日", "総務課"],
        ["電話", "", "<p>広報課<p>（夜間を除く。）"],
        ["郵送", "21日", "文書課"],
    ];
    let mut new = rows;
    new[2][1] = "14日";
    let report = record(html("old", &table(&rows)), html("new", &table(&new)), &log_options());
    assert_eq!(
        shown(&report.log.entries),
        [
            "第１: (略)|電話　｜　　｜　広報課　（夜間を除く。）|(略) → (略)|電話　｜　14日　｜　広報課　（夜間を除く。）|(略)"
        ]
    );
}

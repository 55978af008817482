//! Pairs made and forbidden by hand.

use shinkyu::error::{Error, ErrorKind};
use shinkyu::lang::Lang;
use shinkyu::model::{Side, Sides};
use shinkyu::pairs;
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Change, Report, Row};

const OLD: &str = "第１　管理\n（１）　図書館は、閉架書庫の鍵を二人で管理する。\n\
                   （２）　館長は、毎月一回、書庫の温度を記録する。\n\
                   （３）　利用者は、閲覧票に氏名を記入する。\n\
                   第２　貸出し\n（１）　貸出しは、一人五冊までとする。\n";
const NEW: &str = "第１　管理\n（１）　図書館は、閉架書庫の鍵を二人で管理する。\n\
                   （２）　新聞は、三日で開架から閉架に移すものとする。\n\
                   （３）　館長は、毎月二回、書庫の温度を記録する。\n\
                   （４）　利用者は、閲覧票に氏名を記入する。\n\
                   第２　貸出し\n（１）　貸出しは、一人十冊までとする。\n";

fn compared(old: &str, new: &str, rules: &str) -> Result<Report, Error> {
    let input = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
    let pairs = pairs::parse(rules.as_bytes())?;
    let options = Options { read: ReadOptions::default(), profile: Profile::default(), pairs };
    let inputs = Sides { old: input("old.txt", old), new: input("new.txt", new) };
    compare(&inputs, &options, &())
}

/// The place of each row on both sides, and what happened.
fn rows(rules: &str) -> Vec<(String, Change)> {
    let report = compared(OLD, NEW, rules).expect("the rules can be followed");
    // Nothing is lost, whatever a person says.
    for side in Side::BOTH {
        let ledger = report.ledger.get(side);
        assert_eq!(ledger.compared + ledger.set_aside.values().sum::<u64>(), ledger.characters);
    }
    let place = |row: &Row, side: Side| {
        row.cells.get(side).as_ref().map_or("-".to_owned(), |cell| cell.label.clone())
    };
    let name = |row: &Row| format!("{}={}", place(row, Side::Old), place(row, Side::New));
    report.table.rows.iter().map(|row| (name(row), row.change)).collect()
}

fn has(rows: &[(String, Change)], name: &str, change: Change) -> bool {
    rows.iter().any(|(known, what)| known == name && *what == change)
}

fn refused(rules: &str) -> String {
    let error = compared(OLD, NEW, rules).expect_err("the rules contradict");
    assert_eq!(error.kind(), ErrorKind::BadPairs);
    error.message(Lang::Ja)
}

#[test]
fn a_forced_pair_is_made_before_all_others() {
    assert!(has(&rows(""), "（２）=（３）", Change::Edited));
    assert!(has(&rows(""), "-=（２）", Change::Added));
    // Half-width letters mean the same place.
    for rule in ["第１/（２） = 第１/（２）", "第1/(2) ＝ 第1/(2)  # p.1"] {
        let forced = rows(rule);
        assert!(has(&forced, "（２）=（２）", Change::Edited), "{forced:?}");
        assert!(has(&forced, "-=（３）", Change::Added), "{forced:?}");
        assert!(has(&forced, "（３）=（４）", Change::Edited), "{forced:?}");
    }
}

#[test]
fn a_forced_pair_may_cross_headings_and_take_an_equal_text_away() {
    let forced = rows("第１/（３） = 第２/（１）\n");
    assert!(has(&forced, "（３）=（１）", Change::Edited), "{forced:?}");
    assert!(has(&forced, "-=（４）", Change::Added), "{forced:?}");
    assert!(has(&forced, "（１）=-", Change::Removed), "{forced:?}");
}

#[test]
fn a_forbidden_pair_is_never_made() {
    // Equal text, similar text, and children that agree.
    for (rule, old, new) in [
        ("第１/（３） ! 第１/（４）", "（３）", "（４）"),
        ("第１/（２） ! 第１/（３）", "（２）", "（３）"),
        ("第１ ！ 第１", "第１", "第１"),
        ("第２ ! 第２\n第２/（１） ! 第２/（１）", "第２", "第２"),
    ] {
        let found = rows(rule);
        assert!(!found.iter().any(|(name, _)| *name == format!("{old}={new}")), "{found:?}");
        assert!(found.iter().any(|(name, _)| name.starts_with(old)), "{found:?}");
    }
}

#[test]
fn a_section_may_be_left_without_a_partner() {
    let found = rows("第１/（３） = -\n- = 第２/（１）\n");
    assert!(has(&found, "（３）=-", Change::Removed), "{found:?}");
    assert!(has(&found, "-=（４）", Change::Added), "{found:?}");
    assert!(has(&found, "（１）=-", Change::Removed), "{found:?}");
    assert!(has(&found, "-=（１）", Change::Added), "{found:?}");
}

#[test]
fn a_forbidden_part_is_no_part() {
    let old = "第１条　届出は、三十日以内に行う。届出をした者は、毎年一月に使用の状況を市長に報告しなければならない。\n第２条　雑則は、別に定める。\n";
    let new = "第１条　届出は、三十日以内に行う。\n第２条　届出をした者は、毎年一月に使用の状況を市長に報告しなければならない。\n第３条　雑則は、別に定める。\n";
    let n_parts = |rules: &str| {
        let report = compared(old, new, rules).unwrap();
        report.table.rows.iter().filter(|row| row.split_of.is_some()).count()
    };
    assert!(n_parts("") > 0);
    assert_eq!(n_parts("第１条 ! 第２条"), 0);
    assert_eq!(n_parts("- = 第２条"), 0);
}

#[test]
fn a_rule_that_cannot_be_followed_names_its_line_and_what_is_near() {
    let unknown = refused("# 対応\n第１/（５） = 第１/（４）\n");
    assert!(unknown.contains("2行目: 旧文書に「第１/（５）」という項はありません"), "{unknown}");
    assert!(unknown.contains("第１/（３）") || unknown.contains("第１/（１）"), "{unknown}");
    assert!(refused("第１ = 甲").contains("1行目: 新文書に「甲」"), "{}", refused("第１ = 甲"));
    let twice = refused("第１/（２） = 第１/（２）\n第１/（２） = 第１/（３）\n");
    assert!(twice.contains("2行目: 1行目と食い違います"), "{twice}");
    let both = refused("第１/（２） ! 第１/（２）\n第１/（２） = 第１/（２）\n");
    assert!(both.contains("2行目: 1行目と食い違います"), "{both}");
    assert!(compared(OLD, NEW, "第１ = 第１\n第１ = 第１\n").is_ok());
}

#[test]
fn places_of_one_name_are_told_apart_by_their_order() {
    let twice = "第１条　鍵は、二人で管理する。\n附　則\n１　この規程は、四月一日から施行する。\n\
                 附　則\n１　改正後の規程は、十月一日から施行する。\n";
    let message = compared(twice, twice, "附則/１ = 附則/１").unwrap_err().message(Lang::Ja);
    assert!(message.contains("2箇所") && message.contains("附則#1/１、附則#2/１"), "{message}");
    let report = compared(twice, twice, "附則#1/１ = 附則 ＃２/１\n").unwrap();
    let text =
        |row: &Row, side: Side| row.cells.get(side).as_ref().map(shinkyu::report::Cell::text);
    let is_crossed = |row: &Row| {
        text(row, Side::Old).is_some_and(|it| it.contains("四月"))
            && text(row, Side::New).is_some_and(|it| it.contains("十月"))
    };
    assert!(report.table.rows.iter().any(is_crossed));
    assert!(compared(twice, twice, "附則#3/１ = 附則#1/１\n").is_err());
}

/// The marked stretches of the new cell of the row with this label.
fn marked(report: &Report, label: &str) -> Vec<String> {
    let mut cells = report.table.rows.iter().filter_map(|row| row.cells.new.as_ref());
    let cell = cells.rfind(|cell| cell.label == label).expect("there is such a cell");
    let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    runs.filter(|run| run.changed).map(|run| run.text.clone()).collect()
}

#[test]
fn underlines_are_put_and_taken_away_by_hand() {
    let with = |rules: &str| compared(OLD, NEW, rules).expect("the rules can be followed");
    assert_eq!(marked(&with(""), "（１）"), ["十冊"]);
    let wider = with("新 第２/（１） +下線 「一人十冊まで」\n");
    assert_eq!(marked(&wider, "（１）"), ["一人十冊まで"]);
    let narrower = with("新 第２/（１） -下線 「冊」 # 数だけ\n");
    assert_eq!(marked(&narrower, "（１）"), ["十"]);
    let second = with("new 第２/（１） +underline 「し」#1\n");
    assert_eq!(marked(&second, "（１）"), ["し", "十冊"]);
    // Without any mark left it is a change of style, and stays in the lists.
    let none = with("新 第２/（１） -下線 「十冊」\n旧 第２/（１） -下線 「五冊」\n");
    let row = none.table.rows.last().expect("there are rows");
    assert_eq!((row.change, row.style_only), (Change::Same, true));
    assert!(refused("新 第２/（１） +下線 「百冊」\n").contains("「百冊」"));
    assert!(refused("新 第２/（１） +下線 「し」#9\n").contains("「し」"));
}

#[test]
fn a_row_is_called_moved_by_hand() {
    let moved = |rules: &str| {
        let report = compared(OLD, NEW, rules).expect("the rules can be followed");
        report.table.rows.iter().filter(|row| row.moved).count()
    };
    assert_eq!(moved(""), 0);
    assert_eq!(moved("第２/（１） = 第２/（１） [移動]\n"), 1);
    assert_eq!(moved("第１/（３） = 第２/（１）\n"), 1);
    assert_eq!(moved("第１/（３） = 第２/（１） ［移動なし］\n"), 0);
}

#[test]
fn sections_that_are_taken_apart_stay_apart_with_their_paragraphs() {
    let old = "第１ 目的\nこの規程は、図書館における個人情報の取扱いを定める。\n第２ 定義\n用語は、次による。\n";
    let new = "第１ 目的\nこの規程は、図書館における個人情報の適正な取扱いを定める。\n第２ 定義\n用語は、次による。\n";
    let report = compared(old, new, "第１ = -\n- = 第１\n").expect("the rules can be followed");
    let changes: Vec<Change> = report.table.rows.iter().map(|row| row.change).collect();
    assert_eq!(changes, [Change::Removed, Change::Added, Change::Same]);
}

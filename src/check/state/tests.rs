//! What the newest rows show against what items say.

use super::super::testing::{found, found_among, subject};
use super::super::{Documents, Severity};
use crate::form::ValueKind;

const RULE: &str = "log-after-differs-from-body";
const LAW: &str = "番号法第19条第８号\n番号法第19条第８号に基づく主務省令第２条の表の２の項";
const SYSTEMS: &str = "１．介護保険システム\n２．宛名システム\n３．中間サーバー";

/// Weights of what is found of rows of one item, of one day, each 変更前｜変更後.
fn weights(value: &str, rows: &[&str]) -> Vec<Severity> {
    let rows: Vec<String> =
        rows.iter().map(|it| format!("令和6年7月1日｜Ⅰ－１／②事務の概要｜{it}｜事後")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let document = subject(&[("Ⅰ/1/②", "②事務の概要", value)], &rows);
    let mut all = found(&document, RULE);
    all.extend(found(&document, "log-chain-broken"));
    all.iter().map(|it| it.severity).collect()
}

fn is_clean(value: &str, row: &str) -> bool {
    weights(value, &[row]).is_empty()
}

#[test]
fn an_excerpt_shows_lines() {
    let row = "番号法第19条第７号／(略)｜番号法第19条第８号／(略)";
    assert!(is_clean(LAW, row));
    for first in ["番号法第19条第９号", "番号法第19条第８号の２", "番号法第19条第８号又は第９号"]
    {
        let value = LAW.replacen("番号法第19条第８号", first, 1);
        assert_eq!(weights(&value, &[row]), [Severity::Error], "{first}");
    }
}

#[test]
fn what_was_added_as_a_line_is_all_of_it() {
    let list = "③徴収に関する事務\n④高額介護サービス費の支給に関する事務";
    for row in [
        "（記載なし）｜（追加）／④高額介護サービス費の支給に関する事務",
        "④高額サービス費の支給に関する事務｜④高額介護サービス費の支給に関する事務",
        "右記項目を追加｜④高額介護サービス費の支給に関する事務",
    ] {
        assert!(weights(list, &[row]).iter().all(|it| *it == Severity::Note), "{row}");
        for more in ["（償還払に限る。）", "を除く。"] {
            let value = format!("{list}{more}");
            assert_eq!(weights(&value, &[row]), [Severity::Error], "{row} {more}");
        }
    }
}

#[test]
fn what_was_deleted_is_gone_however_short() {
    assert_eq!(weights("課長", &["課長｜（削除）"]), [Severity::Error]);
    assert_eq!(weights("甲\n課長", &["課長｜（削除）"]), [Severity::Error]);
    assert!(is_clean("課長補佐", "課長｜（削除）"));
    assert!(is_clean("", "西浜市｜（削除）"));
}

#[test]
fn brackets_and_words_for_nothing_do_not_count() {
    for after in ["[実施する]", "［　実施する　］", "1) 実施する"] {
        let row = format!("令和6年7月1日｜Ⅰ－４／①実施の有無｜未定｜{after}｜事後");
        let mut document = subject(&[("Ⅰ/4/①", "①実施の有無", "実施する")], &[&row]);
        document.form.fields[0].kind = ValueKind::Choice;
        assert!(found(&document, RULE).is_empty(), "{after}");
        document.form.fields[0].value = vec!["実施しない".to_owned()];
        assert_eq!(found(&document, RULE).len(), 1, "{after}");
    }
    for after in ["なし", "該当なし"] {
        assert!(is_clean("", &format!("西浜市｜{after}")), "{after}");
        assert_eq!(weights("西浜市", &[&format!("東浜市｜{after}")]), [Severity::Error]);
    }
}

#[test]
fn rows_of_one_day_may_be_lines_of_one_item() {
    let rows = ["１．介護システム｜１．介護保険システム", "３．中間｜３．中間サーバー"];
    assert_eq!(weights(SYSTEMS, &rows), []);
    let other = SYSTEMS.replace("中間サーバー", "中間機器");
    assert_eq!(weights(&other, &rows).len(), 1);
}

#[test]
fn a_part_of_a_line_is_no_error() {
    let value = "東浜市役所　健康福祉部　介護保険課\n電話番号：0899-11-4455";
    for row in ["福祉部｜健康福祉部", "東浜市役所　福祉部｜東浜市役所　健康福祉部"]
    {
        assert!(is_clean(value, row), "{row}");
    }
    let row = "電話番号：0899-11-0000｜電話番号：0899-11-4455";
    assert_eq!(weights(value, &[row]), [Severity::Note]);
    assert_eq!(weights(value, &["福祉部｜健康推進部"]), [Severity::Error]);
    assert!(is_clean("甲は、保険給付の事務を行う。", "……給付を行う。｜……給付の事務を行う。"));
}

#[test]
fn what_was_forgotten_is_said_once() {
    let row = ["令和5年9月1日｜Ⅰ－５／②所属長の役職名｜係長｜課長｜事後"];
    let of = |value| subject(&[("Ⅰ/5/②", "②所属長の役職名", value)], &row);
    let (before, now) = (of("課長"), of("室長"));
    let documents = Documents { document: &now, previous: Some(&before), other: None };
    assert_eq!(found_among(documents, "entry-missing").len(), 1);
    assert!(found_among(documents, RULE).is_empty());
    assert_eq!(found(&now, RULE).len(), 1);
}

#[test]
fn a_text_that_an_older_row_put_in_already_breaks_the_chain() {
    let row = |day: &str, texts: &str| format!("{day}｜Ⅰ－１／②事務の概要｜{texts}｜事後");
    let rows = [
        row("令和4年7月1日", "番号法第19条第７号／(略)｜番号法第19条第８号／(略)"),
        row("令和6年7月1日", "番号法第19条第７号及び別表第二／(略)｜番号法第19条第８号／(略)"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let document = subject(&[("Ⅰ/1/②", "②事務の概要", LAW)], &rows);
    assert!(found(&document, RULE).is_empty());
    let broken = found(&document, "log-chain-broken");
    assert_eq!(broken.iter().map(|it| it.place.rows.clone()).collect::<Vec<_>>(), [[2, 1]]);
}

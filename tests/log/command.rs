//! `shinkyu log` as a person or a script meets it.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::forms::{basic, words_of};

fn page(body: &str) -> String {
    format!("<!DOCTYPE html><html lang='ja'><meta charset='utf-8'><body>{body}")
}

fn desk() -> TempDir {
    let desk = TempDir::new().expect("a folder");
    let put = |name: &str, text: String| fs::write(desk.path().join(name), text).expect("written");
    put("old.html", page(&basic(&words_of("市民課", "令和5年9月1日"))));
    put("new.html", page(&basic(&words_of("保険課", "令和5年11月1日"))));
    desk
}

fn run(desk: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shinkyu"))
        .args(["log", "old.html", "new.html", "--lang", "ja"])
        .args(args)
        .current_dir(desk.path())
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_log_goes_to_files_and_is_counted() {
    let desk = desk();
    let output = run(&desk, &["--date", "2024-01-15", "-o", "log.xlsx", "-o", "log.csv"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("log.csv を書きました（新しい記載 2件）"), "{}", said(&output));
    let csv = fs::read_to_string(desk.path().join("log.csv")).expect("the log is there");
    assert!(csv.contains("令和6年1月15日,\"Ⅰ－５\n①部署\""), "{csv}");
}

#[test]
fn mistakes_are_told_in_one_line_before_anything_is_written() {
    let desk = desk();
    for (args, word) in [
        (&["--date", "令和6年13月1日"][..], "--date 令和6年13月1日"),
        (&["--effective", "明日"], "--effective 明日"),
        (&["--published", "2024-02-30"], "--published 2024-02-30"),
        (&["--timing", "今"], "--timing"),
        (&["--extent", "some"], "--extent"),
        (&["--dialect", "c"], "--dialect"),
        (&["--cell-lines", "2"], "--cell-lines 2"),
        (&["--append"], "変更箇所の表が見つかりません"),
        (&["--append", "missing.xlsx"], "missing.xlsx"),
        (&["-o", "log.pdf"], "PDF"),
        (&["-o", "log.doc"], "--format xlsx|docx|html|markdown|csv|json|terminal を指定"),
        (&["-o", "old.html"], "比較する文書そのもの"),
    ] {
        let output = run(&desk, &[&["-o", "out.csv"], args].concat());
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.lines().count() == 1 && said.contains(word), "{args:?}: {said}");
        assert!(!desk.path().join("out.csv").exists(), "{args:?}");
    }
}

#[test]
fn a_day_outside_its_era_is_taken_as_typed_and_noticed() {
    let desk = desk();
    let args = ["--date", "平成31年5月1日", "--effective", "令和元年4月30日", "-o", "log.csv"];
    let output = run(&desk, &[&args[..], &["--strict"]].concat());
    let told = said(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("--date 平成31年5月1日") && told.contains("令和元年5月1日に当たります"));
    assert!(told.contains("平成31年4月30日に当たります"), "{told}");
    let csv = fs::read_to_string(desk.path().join("log.csv")).expect("the log is there");
    assert!(csv.contains("平成31年5月1日"), "{csv}");
}

#[test]
fn documents_on_two_forms_are_told_and_logged_all_the_same() {
    let desk = desk();
    let path = desk.path().join("new.html");
    let text = fs::read_to_string(&path).expect("readable");
    let other = text.replace("様式２", "様式３").replace("基礎項目", "重点項目");
    let other = other
        .replace("②事務の概要", "②事務の内容")
        .replace("Ⅲ　しきい値判断結果", "Ⅲ　リスク対策　※");
    fs::write(&path, other).expect("written");
    let output = run(&desk, &["--date", "令和6年1月15日", "-o", "log.csv"]);
    let told = said(&output);
    assert!(output.status.success(), "{told}");
    assert_eq!(told.matches("様式が違います").count(), 1, "{told}");
    assert!(
        told.contains("旧: 様式２（基礎項目評価書") && told.contains("新: 様式３（重点項目評価書")
    );
    assert!(desk.path().join("log.csv").exists());
}

/// The file of the earlier log is read, not replaced.
#[test]
fn a_log_that_is_continued_is_not_overwritten() {
    let desk = desk();
    assert!(run(&desk, &["--date", "令和6年1月15日", "-o", "log.xlsx"]).status.success());
    let output = run(&desk, &["--append", "log.xlsx", "-o", "log.xlsx"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let output =
        run(&desk, &["--date", "令和6年1月15日", "--append", "log.xlsx", "-o", "more.csv"]);
    assert!(output.status.success(), "{}", said(&output));
    let csv = fs::read_to_string(desk.path().join("more.csv")).expect("the log is there");
    assert!(csv.contains("同じ変更日・項目の行が既にあります"), "{csv}");
}

#[test]
fn a_day_of_publication_that_is_missing_is_asked_for() {
    let desk = desk();
    for name in ["old.html", "new.html"] {
        let path = desk.path().join(name);
        let text = fs::read_to_string(&path).expect("readable");
        fs::write(&path, text.replace("<p>公表日　令和6年1月15日</p>", "")).expect("written");
    }
    let output = run(&desk, &["--effective", "令和6年2月1日", "--strict"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("--published"), "{}", said(&output));
    let args = ["--effective", "令和6年2月1日", "--published", "令和6年1月15日"];
    let output = run(&desk, &args);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!said(&output).contains("--published"), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("事前"));
}

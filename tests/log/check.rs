//! `shinkyu check`: logs that this program made have nothing wrong, and what a
//! person or a script meets on the command line.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use shinkyu::check::{CheckOptions, Severity};
use shinkyu::pipeline::{self, CheckInputs};
use shinkyu::read::{Input, ReadOptions};
use shinkyu::record::Extent;
use shinkyu::report::{Dialect, Timing};
use shinkyu::write::OutputFormat;
use tempfile::TempDir;

use super::forms::{basic, words_of};
use super::{cells_of, html, log_options, record, rows, written};

fn input(name: &str, page: &str) -> Input {
    html(name, page)
}

/// Rules with a finding, the heaviest first.
fn found(document: Input, previous: Option<Input>) -> Vec<(Severity, &'static str, String)> {
    let inputs = CheckInputs { document, previous, other: None };
    let options = CheckOptions::default();
    let report = pipeline::check(&inputs, &ReadOptions::default(), &options, &())
        .expect("the documents can be read");
    let findings = report.findings.into_iter();
    findings.map(|it| (it.severity, it.rule.id, it.place.item)).collect()
}

/// The log that `record` makes of two versions, in every extent and dialect,
/// stands in the new version and passes every rule.
#[test]
fn a_log_made_by_the_program_passes() {
    let old = basic(&words_of("市民課", "令和5年9月1日"));
    let new = basic(&words_of("保険課", "令和5年11月1日"))
        .replace("<p>三　通知</p>", "<p>三　通知と公表</p>");
    let earlier = old.replace("令和6年1月15日", "令和5年9月5日");
    for extent in [Extent::Whole, Extent::Excerpt] {
        for dialect in [Dialect::Flat, Dialect::Grouped] {
            let mut log = log_options();
            log.record.extent = extent;
            log.record.dialect = Some(dialect);
            log.record.timing = Some(Timing::After);
            let report = record(input("old", &earlier), input("new", &new), &log);
            let rows = cells_of("log.html", written(&report, OutputFormat::Html));
            let page = format!("{new}{}", rows::html_table(&rows));
            let found = found(input("new", &page), Some(input("old", &earlier)));
            assert_eq!(found, [], "{extent:?} {dialect:?} {rows:?}");
        }
    }
}

/// A row taken out of such a log, and one that says something else.
#[test]
fn a_log_with_a_mistake_does_not() {
    let old =
        basic(&words_of("市民課", "令和5年9月1日")).replace("令和6年1月15日", "令和5年9月5日");
    let new = basic(&words_of("保険課", "令和5年11月1日"));
    let mut log = log_options();
    log.record.timing = Some(Timing::After);
    let report = record(input("old", &old), input("new", &new), &log);
    let rows = cells_of("log.html", written(&report, OutputFormat::Html));
    assert_eq!(rows.len(), 2);
    let check = |rows: &[[String; 6]]| {
        let page = format!("{new}{}", rows::html_table(rows));
        found(input("new", &page), Some(input("old", &old)))
    };
    let missing = (Severity::Error, "entry-missing", "Ⅰ－５ ①部署".to_owned());
    assert_eq!(check(&rows[1..]), [missing]);
    let mut wrong = rows.clone();
    wrong[1][3] = "令和5年10月1日　時点".to_owned();
    let counts = "Ⅱ－１ いつ時点の計数か、Ⅱ－２ いつ時点の計数か".to_owned();
    assert_eq!(check(&wrong), [(Severity::Error, "log-after-differs-from-body", counts)]);
}

fn desk() -> TempDir {
    let desk = TempDir::new().expect("a folder");
    let row = ["令和6年1月15日", "Ⅰ－５\n➀部署", "福祉部　福祉課", "福祉部　年金課", "事後", ""];
    let form = basic(&words_of("市民課", "令和5年9月1日"));
    let log = rows::html_table(&[row.map(str::to_owned)]);
    let page = format!("<!DOCTYPE html><html lang='ja'><meta charset='utf-8'><body>{form}{log}");
    fs::write(desk.path().join("評価書.html"), page).expect("written");
    desk
}

fn run(desk: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shinkyu"))
        .args(["check", "--lang", "ja"])
        .args(args)
        .current_dir(desk.path())
        .output()
        .expect("the program runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn findings_are_printed_and_strict_tells_by_the_exit_code() {
    let desk = desk();
    let output = run(&desk, &["評価書.html"]);
    let text = said(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("誤り 1件、要確認 0件、参考 1件"), "{text}");
    assert!(text.contains("U+2780"), "{text}");
    assert_eq!(run(&desk, &["評価書.html", "--strict"]).status.code(), Some(1));
    let args = ["評価書.html", "--strict", "--off", "log-after-differs-from-body,item-mark"];
    let output = run(&desk, &args);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stdout));
    assert!(said(&output.stdout).contains("誤り 0件、要確認 0件、参考 0件"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads what its program wrote")]
fn findings_go_to_files() {
    let desk = desk();
    let output = run(
        &desk,
        &["評価書.html", "-o", "check.json", "-o", "check.html", "-o", "-", "--format", "text"],
    );
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert!(
        said(&output.stderr).contains("check.html を書きました（誤り 1件、要確認 0件、参考 1件）")
    );
    let json = fs::read(desk.path().join("check.json")).expect("it is there");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["schema"], "shinkyu.check/1");
    assert_eq!(json["document"]["form"], "basic");
    assert_eq!(json["findings"][0]["texts"][1]["text"], "福祉部　市民課");
    let page = fs::read_to_string(desk.path().join("check.html")).expect("it is there");
    assert!(page.contains("福祉部　市民課"));
}

#[test]
fn rules_are_listed_and_mistakes_told_in_one_line() {
    let desk = desk();
    let output = run(&desk, &["--rules"]);
    let rules = said(&output.stdout);
    assert_eq!(rules.lines().count(), shinkyu::check::rules().count(), "{rules}");
    for (args, word) in [
        (&["評価書.html", "--off", "dates-unsortd"][..], "候補: dates-unsorted"),
        (&["評価書.html", "--date", "明日"], "--date 明日"),
        (&["評価書.html", "-o", "out.docx"], ".html、.json、.txt"),
        (&["評価書.html", "-o", "評価書.html"], "比較する文書そのもの"),
        (&["missing.pdf"], "missing.pdf"),
        (&["評価書.html", "--previous", "missing.pdf"], "missing.pdf"),
        (&[], "評価書"),
    ] {
        let output = run(&desk, args);
        let said = said(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.lines().count() == 1 && said.contains(word), "{args:?}: {said}");
    }
}

/// Rules with a finding and the rows they name, in a page whose log has a cell
/// of 提出時期 that is merged over two rows.
#[test]
fn a_cell_that_is_merged_over_rows_is_that_of_each() {
    let form = basic(&words_of("市民課", "令和5年9月1日"));
    let row = |item: &str, before: &str, after: &str, timing: &str| {
        format!(
            "<tr><td>令和6年1月15日</td><td>{item}</td><td>{before}</td><td>{after}</td>{timing}<td></td></tr>"
        )
    };
    let log = |first: &str, second: &str| {
        let head = rows::html_table(&[]).replace("</table>", "");
        let first = row("Ⅰ－５<br>①部署", "福祉部　福祉課", "福祉部　市民課", first);
        let second =
            row("Ⅱ－１<br>いつ時点の計数か", "令和4年9月1日　時点", "令和5年9月1日　時点", second);
        format!("{form}{head}{first}{second}</table>")
    };
    let of = |page: String| {
        let found = found(input("log", &page), None).into_iter();
        found.filter(|it| it.1 == "timing-empty").map(|it| it.0).collect::<Vec<_>>()
    };
    assert_eq!(of(log("<td rowspan=2>事後</td>", "")), [Severity::Note]);
    assert_eq!(of(log("<td>事後</td>", "<td></td>")), [Severity::Warning]);
    assert!(of(log("<td>事後</td>", "<td>事後</td>")).is_empty());
}

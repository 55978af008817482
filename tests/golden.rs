//! Every sample × every output, as files that a person has read:
//! `tests/golden/SAMPLE/OUTPUT.snap`.
//!
//! `INSTA_UPDATE=always cargo test --test golden` writes them anew; the
//! difference is then read line by line.

#[path = "support/documents.rs"]
mod documents;

use std::process::Command;

use documents::Sample;
use shinkyu::lang::Lang;
use shinkyu::report::Report;
use shinkyu::write::{self, OutputFormat, WriteOptions};

/// All outputs of one sample.
fn check(folder: &str, sample: Sample<'_>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("golden/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let report = sample.compare();
        insta::assert_snapshot!("table.md", written(&report, OutputFormat::Markdown));
        insta::assert_snapshot!("table.csv", written(&report, OutputFormat::Csv));
        insta::assert_snapshot!("table.html", written(&report, OutputFormat::Html));
        insta::assert_snapshot!("terminal.txt", written(&report, OutputFormat::Terminal));
        insta::assert_snapshot!("report.json", by_row(&written(&report, OutputFormat::Json)));
        insta::assert_snapshot!("outline-old.txt", outline(&sample, sample.old));
        insta::assert_snapshot!("outline-new.txt", outline(&sample, sample.new));
    });
}

fn written(report: &Report, format: OutputFormat) -> String {
    let mut bytes = Vec::new();
    let options = WriteOptions { lang: Lang::Ja, ..WriteOptions::default() };
    write::write(report, format, &options, &mut bytes).expect("memory takes any output");
    String::from_utf8(bytes).expect("outputs are UTF-8")
}

/// A line for each row, so that differences can be read; nothing is left out.
fn by_row(json: &str) -> String {
    json.replace(",{\"change\":", ",\n{\"change\":")
        .replace(",\"rows\":[", ",\n\"rows\":[\n")
        .replace("],\"log\":", "\n],\n\"log\":")
        .replace(",\"ledger\":", ",\n\"ledger\":")
        .replace(",\"warnings\":", ",\n\"warnings\":")
}

/// What the program shows of the headings of a document.
fn outline(sample: &Sample<'_>, file: &str) -> String {
    let shown = Command::new(env!("CARGO_BIN_EXE_shinkyu"))
        .args(["inspect", "--stage", "outline", "--lang", "ja"])
        .arg(sample.path(file))
        .output()
        .expect("the program runs");
    let complaint = String::from_utf8_lossy(&shown.stderr);
    assert!(shown.status.success() && complaint.is_empty(), "{complaint}");
    String::from_utf8(shown.stdout).expect("outlines are UTF-8")
}

#[test]
fn guideline_from_libreoffice() {
    check("guideline-libreoffice", Sample::pdf("guideline", "libreoffice"));
}

#[test]
fn guideline_from_chromium() {
    check("guideline-chromium", Sample::pdf("guideline", "chromium"));
}

#[test]
fn guideline_from_text() {
    check("guideline-text", Sample::text("guideline"));
}

#[test]
fn assessment_from_libreoffice() {
    check("assessment-libreoffice", Sample::pdf("assessment", "libreoffice"));
}

#[test]
fn assessment_from_chromium() {
    check("assessment-chromium", Sample::pdf("assessment", "chromium"));
}

//! The HTML table in a real browser: shown without a complaint, walked and
//! filtered by keys, and printed with the header row on every page.
//!
//! Needs a Chromium and a Japanese font; `tests/run.sh` installs both. The
//! printed PDF is read back with this crate's own reader.

#[path = "support/browser.rs"]
mod browser;
#[path = "support/documents.rs"]
mod documents;
#[path = "browser/walk.rs"]
mod walk;

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroU32;

use documents::Sample;
use shinkyu::error::Warnings;
use shinkyu::lang::Lang;
use shinkyu::model::{Extract, Location, Piece, Side, Span};
use shinkyu::profile::Paper;
use shinkyu::read::{self, Input, ReadOptions};
use shinkyu::report::Report;
use shinkyu::write::{self, OutputFormat, WriteOptions};

use browser::Shown;

fn html(sample: Sample<'_>) -> String {
    html_of(&sample.compare())
}

fn html_of(report: &Report) -> String {
    let mut bytes = Vec::new();
    let options = WriteOptions { lang: Lang::Ja, ..WriteOptions::default() };
    write::write(report, OutputFormat::Html, &options, &mut bytes)
        .expect("memory takes any output");
    String::from_utf8(bytes).expect("HTML is UTF-8")
}

fn shown(name: &str, html: &str) -> Shown {
    let folder = tempfile::tempdir().expect("a folder for the page");
    let page = folder.path().join(name);
    fs::write(&page, html).expect("the page can be written");
    browser::print(&page)
}

/// The text of each page of a PDF.
fn pages(pdf: Vec<u8>) -> BTreeMap<NonZeroU32, String> {
    let input = Input { name: "printed.pdf".into(), bytes: pdf };
    let mut warnings = Warnings::new(Side::New);
    let extract = read::read(&input, &ReadOptions::default(), &mut warnings)
        .expect("a printed page can be read");
    let mut pages: BTreeMap<NonZeroU32, String> = BTreeMap::new();
    for span in spans(&extract) {
        if let Some(Location::Page { page, .. }) = extract.source.locate(span) {
            pages.entry(page).or_default().push_str(extract.source.slice(span));
        }
    }
    pages
}

fn spans(extract: &Extract) -> impl Iterator<Item = Span> {
    extract.pieces.iter().flat_map(Piece::lines).map(|line| line.span)
}

#[test]
fn a_table_is_shown_without_complaints_and_repeats_its_header_when_printed() {
    for (sample, least_pages) in
        [(Sample::text("guideline"), 10), (Sample::pdf("assessment", "chromium"), 4)]
    {
        let shown = shown("table.html", &html(sample));
        assert!(shown.complaints.is_empty(), "{sample:?}:\n{}", shown.complaints.join("\n"));
        let pages = pages(shown.pdf);
        assert!(pages.len() >= least_pages, "{sample:?}: {} pages", pages.len());
        // A4 landscape leaves the header row on each page, new side left; the
        // lists of changes behind the table have none.
        let pages = pages.into_iter().map(|(page, text)| {
            (page, text.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        });
        let table = pages.take_while(|(_, text)| !text.contains("内容の変更（"));
        let table: Vec<_> = table.collect();
        assert!(table.len() + 3 >= least_pages, "{sample:?}: {} pages of table", table.len());
        for (page, text) in &table {
            let [new, old] = ["改正後", "改正前"].map(|label| text.find(label));
            assert!(
                new.is_some() && old.is_some() && new < old,
                "{sample:?}: page {page} has no header row: {text}"
            );
            assert!(!text.contains("次の変更"), "{sample:?}: controls on page {page}");
        }
    }
}

#[test]
fn paper_is_that_of_the_profile() {
    for (paper, expected) in
        [(Paper::A4Landscape, (842.0, 595.0)), (Paper::A4Portrait, (595.0, 842.0))]
    {
        let mut report = Sample::pdf("assessment", "libreoffice").compare();
        report.table.profile.page.paper = paper;
        let shown = shown("table.html", &html_of(&report));
        assert!(shown.complaints.is_empty(), "{paper:?}:\n{}", shown.complaints.join("\n"));
        let pdf = String::from_utf8_lossy(&shown.pdf);
        let boxes: Vec<&str> = pdf.split("/MediaBox [").skip(1).collect();
        assert!(!boxes.is_empty(), "no page size in the PDF");
        for found in boxes {
            let numbers: Vec<f32> =
                found.split([' ', ']']).take(4).filter_map(|number| number.parse().ok()).collect();
            let [left, bottom, right, top] = numbers[..] else { panic!("{numbers:?}") };
            let (width, height) = (right - left, top - bottom);
            assert!(
                (width - expected.0).abs() < 2.0_f32 && (height - expected.1).abs() < 2.0_f32,
                "{paper:?}: {width} × {height}"
            );
        }
    }
}

/// The log has a page and a policy of its own.
#[test]
fn the_log_of_changes_is_shown_without_a_complaint() {
    let mut report = Sample::pdf("assessment", "libreoffice").compare();
    report.log.entries = vec![shinkyu::report::ChangeEntry {
        date: "令和6年1月15日".into(),
        item: vec!["Ⅰ－１".into(), "②事務の概要".into()],
        before: vec!["（記載なし）".into()],
        after: vec!["（追加）".into(), "<b>太字でない文</b>".into()],
        review: vec![shinkyu::report::Review::TimingProposed],
        ..shinkyu::report::ChangeEntry::default()
    }];
    let mut bytes = Vec::new();
    let options = WriteOptions { lang: Lang::Ja, ..WriteOptions::default() };
    write::write_log(&report, OutputFormat::Html, &options, &mut bytes).expect("memory");
    let page = String::from_utf8(bytes).expect("HTML is UTF-8");
    let shown = shown("log.html", &page);
    assert!(shown.complaints.is_empty(), "{}", shown.complaints.join("\n"));
    let text: String = pages(shown.pdf).into_values().collect();
    assert!(text.contains("<b>太字でない文</b>"), "{text}");
    assert!(!text.contains("要確認"), "what is to be checked is not printed");
}

/// The check above can fail: a page that complains is heard.
#[test]
fn complaints_are_heard() {
    let page = "<!DOCTYPE html><title>x</title><p>改正後</p>\
                <script>console.error('seen'); missing.call();</script>";
    let shown = shown("bad.html", page);
    assert!(shown.complaints.len() >= 2, "{:?}", shown.complaints);
}

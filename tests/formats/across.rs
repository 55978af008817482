//! One document in several formats: nothing changed, so nothing may be
//! reported.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use shinkyu::model::Sides;
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Change, Report};

use super::documents::Sample;
use super::support::family::Family;
use super::support::prose::Prose;
use super::support::render::{Layout, render};
use super::support::tree::{Shape, grow};
use super::xlsx::{Workbook, rows};

fn changed_rows(report: &Report) -> Vec<String> {
    let rows = report.table.rows.iter().filter(|row| row.change != Change::Same);
    rows.map(|row| format!("{row:?}")).collect()
}

fn compare(old: (&str, Vec<u8>), new: (&str, Vec<u8>)) -> Report {
    let inputs = Sides { old, new }
        .map(|_, (name, bytes)| Input { name: (*name).into(), bytes: bytes.clone() });
    let options = Options { read: ReadOptions::default(), profile: Profile::default() };
    pipeline::compare(&inputs, &options, &()).expect("both sides can be read")
}

/// The HTML the samples were printed from, against their prints.
#[test]
fn samples_as_pages_are_their_prints() {
    for name in ["guideline", "assessment"] {
        for version in ["old", "new"] {
            for producer in ["chromium", "libreoffice"] {
                let page = format!("../source/html/{name}-{version}.html");
                let print = format!("{producer}/{version}.pdf");
                for (old, new) in [(&page, &print), (&print, &page)] {
                    let report = Sample { name, old, new }.compare();
                    let changed = changed_rows(&report);
                    assert!(changed.is_empty(), "{old} {new}:\n{}", changed.join("\n"));
                    assert!(report.table.rows.len() > 50);
                }
            }
        }
    }
}

/// The form as a workbook, against its prints.
#[test]
fn the_sample_form_as_a_workbook_is_its_prints() {
    for version in ["old", "new"] {
        let book = format!("libreoffice/{version}.xlsx");
        for producer in ["chromium", "libreoffice"] {
            let print = format!("{producer}/{version}.pdf");
            for (old, new) in [(&book, &print), (&print, &book)] {
                let report = Sample { name: "assessment", old, new }.compare();
                let changed = changed_rows(&report);
                assert!(changed.is_empty(), "{old} {new}:\n{}", changed.join("\n"));
                assert!(report.table.rows.len() > 50);
            }
        }
    }
}

/// A part of a form reads the same whether its heading stands in the table or
/// above it.
#[test]
fn a_heading_above_a_table_is_a_heading_in_it() {
    let first = "<tr><td colspan=2>１．対象人数<tr><td>何人か<td>１万人";
    let last = "<tr><td>しきい値判断結果<td>基礎項目評価";
    let inside = format!(
        "<html><table border=1><tr><td colspan=2>Ⅱ　判断項目{first}<tr><td colspan=2>Ⅲ　判断結果{last}</table>"
    );
    let above = format!(
        "<html><p>Ⅱ　判断項目<table border=1>{first}</table><p>Ⅲ　判断結果<table border=1>{last}</table>"
    );
    let report = compare(("a.html", inside.into_bytes()), ("b.html", above.into_bytes()));
    let changed = changed_rows(&report);
    assert!(changed.is_empty(), "{}", changed.join("\n"));
    assert_eq!(report.table.rows.len(), 5);
}

/// A sentence typed over the rows of a frame on layout paper is one paragraph.
#[test]
fn a_paragraph_broken_by_hand_on_layout_paper_is_joined() {
    let words = "この事務は、国民健康保険法の規定に基づき、被保険者の資格の管理、保険料の賦課";
    let lines: Vec<String> =
        words.chars().collect::<Vec<_>>().chunks(11).map(|line| line.iter().collect()).collect();
    assert!(lines.len() > 3);
    let mut cells = vec![("A1".to_owned(), 1, "概要".to_owned())];
    for (index, line) in lines.iter().enumerate() {
        cells.push((format!("D{}", index + 1), 7, line.clone()));
        cells.push((format!("AN{}", index + 1), 8, String::new()));
    }
    let cells: Vec<(&str, u32, &str)> =
        cells.iter().map(|(at, style, text)| (at.as_str(), *style, text.as_str())).collect();
    let sheet = format!(
        r#"<cols><col min="1" max="40" width="2.5"/></cols>{}<mergeCells><mergeCell ref="A1:C{}"/></mergeCells>"#,
        rows(&cells),
        lines.len()
    );
    let book = Workbook::new().sheet("name=\"x\"", &sheet).finish();
    let page = format!("<html><table border=1><tr><td>概要<td>{words}</table>");
    let report = compare(("a.xlsx", book), ("a.html", page.into_bytes()));
    let changed = changed_rows(&report);
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(8),
        ..ProptestConfig::default()
    })]

    /// A made document as text, as a web page, as a law of paragraphs and as a
    /// sheet of one column.
    #[test]
    fn made_documents_are_the_same_in_every_format(
        family in select(&Family::ALL[..]),
        characters in 200_usize..2_000,
        seed in any::<u64>(),
    ) {
        let outline = grow(&Shape::new(family, characters), &mut Prose::new(seed));
        let text = render(&outline, &Layout::PLAIN);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let mut page = String::from("<!DOCTYPE html><html lang=ja><body>\n");
        let mut law = String::from("<Law><LawBody>");
        let mut cells = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(page, "<div><p>{escaped}</div>");
            let _ = write!(law, "<Paragraph><ParagraphSentence><Sentence>{escaped}</Sentence></ParagraphSentence></Paragraph>");
            cells.push((format!("A{}", index * 2 + 1), escaped));
        }
        law.push_str("</LawBody></Law>");
        let cells: Vec<(&str, u32, &str)> =
            cells.iter().map(|(at, text)| (at.as_str(), 0, text.as_str())).collect();
        let book = Workbook::new().sheet("name=\"x\"", &rows(&cells)).finish();
        for other in [("a.html", page.into_bytes()), ("a.xml", law.into_bytes()), ("a.xlsx", book)] {
            let name = other.0;
            let report = compare(("a.txt", text.clone().into_bytes()), other);
            let changed = changed_rows(&report);
            prop_assert!(changed.is_empty(), "{name}: {}\n{text}", changed.join("\n"));
        }
    }
}

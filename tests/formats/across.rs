//! One document in several formats: nothing changed, so nothing may be
//! reported.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use shinkyu::model::Sides;
use shinkyu::pipeline::{self, Options};
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Change, ColumnOrder, Report, TableStyle, Unchanged};

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
    let options = Options {
        read: ReadOptions::default(),
        table: TableStyle {
            title: String::new(),
            columns: ColumnOrder::default(),
            labels: Sides { old: "旧".into(), new: "新".into() },
            unchanged: Unchanged::default(),
        },
    };
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

//! Logs that the program wrote stand in the document they are of and pass the
//! check: generated forms and the sample, in every dialect, extent and height
//! of cells.

use std::io::{Cursor, Read as _};

use rayon::prelude::*;
use shinkyu::check::CheckOptions;
use shinkyu::model::Sides;
use shinkyu::pipeline::{self, CheckInputs, LogOptions};
use shinkyu::read::{Input, ReadOptions};
use shinkyu::record::{Extent, RecordOptions};
use shinkyu::report::{Dialect, Review, Timing};
use shinkyu::write::OutputFormat;
use zip::ZipArchive;

use super::rng::Rng;
use super::{answers, cells_of, docx, options, paper, written};

/// Pairs that are made, and ways of writing that each is written in; all of them
/// in a full run, which `SHINKYU_ALL_FORMS=1` asks for.
const N_PAIRS: u64 = 24;
const N_WAYS: usize = 2;
/// What the answers of a generated form themselves may have wrong.
const OF_ANSWERS: [&str; 5] = [
    "count-date-stale",
    "bracket-unpaired",
    "wording-drift",
    "citation-renumbered-elsewhere",
    "date-outside-era",
];

/// A Word file with this log in place of its own.
fn with_log(file: &[u8], rows: &[[String; 6]]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let cell = |text: &String| {
        let paragraphs: String = text.split('\n').map(|it| docx::p(&escaped(it))).collect();
        format!("<w:tc><w:tcPr><w:tcW w:w='1500' w:type='dxa'/></w:tcPr>{paragraphs}</w:tc>")
    };
    let head = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"];
    let head = head.map(str::to_owned);
    let all = std::iter::once(&head).chain(rows);
    let table: Vec<String> =
        all.map(|row| docx::row(&row.iter().map(cell).collect::<Vec<_>>())).collect();
    let table = docx::table(&table);
    let mut zip = ZipArchive::new(Cursor::new(file)).expect("a Word file");
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        // Pictures are no part of this.
        if part.read_to_string(&mut text).is_err() {
            continue;
        }
        if name == "word/document.xml" {
            let at = text.rfind("<w:tbl>").filter(|at| text[*at..].contains("変更前の記載"));
            let end = text.rfind("</w:tbl>").map_or(0, |it| it + "</w:tbl>".len());
            text = match at {
                Some(at) => format!("{}{table}{}", &text[..at], &text[end..]),
                None => {
                    let end = text.rfind("<w:sectPr").expect("a section");
                    format!("{}{}{table}{}", &text[..end], docx::p("変更箇所"), &text[end..])
                }
            };
        }
        files.push((name, text));
    }
    docx::pack(&files)
}

/// Writes the log of a pair of Word files, puts it into the new one, and says
/// what the check finds in it that is not of the answers.
fn complaints(old: &[u8], new: &[u8], log: &LogOptions) -> Vec<String> {
    let input = |name: &str, bytes: &[u8]| Input { name: name.into(), bytes: bytes.to_vec() };
    let sides = Sides { old: input("old.docx", old), new: input("new.docx", new) };
    let report = pipeline::record(&sides, &options(), log, &()).expect("the pair is compared");
    if report.log.entries.is_empty() {
        return Vec::new();
    }
    let rows = cells_of("log.xlsx", written(&report, OutputFormat::Xlsx));
    let document = input("new.docx", &with_log(new, &rows));
    let flagged = report.log.entries.iter();
    let n_important = flagged.filter(|entry| entry.review.contains(&Review::ImportantItem)).count();
    let mut out = Vec::new();
    for previous in [None, Some(input("old.docx", old))] {
        let inputs = CheckInputs { document: document.clone(), previous, other: None };
        let found =
            pipeline::check(&inputs, &ReadOptions::default(), &CheckOptions::default(), &())
                .expect("the document is checked");
        // Rows that the log flagged itself.
        let mut n_told = n_important;
        for finding in found.findings {
            let [message, _] = &finding.message;
            let id = finding.rule.id;
            if id == "timing-after-on-important-item" && n_told > 0 {
                n_told -= 1;
            } else if !OF_ANSWERS.contains(&id) {
                let texts: Vec<&str> = finding.texts.iter().map(|it| it.text.as_str()).collect();
                out.push(format!("{id}: {} {message} {texts:?}", finding.place.item));
            }
        }
    }
    out
}

/// Every way of writing a log of that day.
fn ways(day: &str) -> Vec<LogOptions> {
    let mut out = Vec::new();
    for dialect in [Dialect::Flat, Dialect::Grouped] {
        for extent in [Extent::Fitting, Extent::Whole, Extent::Excerpt] {
            for cell_lines in [0, 5] {
                for timing in [Timing::Before, Timing::After] {
                    let record = RecordOptions {
                        date: day.into(),
                        timing: Some(timing),
                        extent,
                        dialect: Some(dialect),
                        cell_lines,
                        ..RecordOptions::default()
                    };
                    out.push(LogOptions { record, earlier: None });
                }
            }
        }
    }
    out
}

/// Some of the ways, other ones for each seed.
fn some_ways(seed: u64, day: &str) -> Vec<LogOptions> {
    let all = ways(day);
    let n = if std::env::var_os("SHINKYU_ALL_FORMS").is_some() { all.len() } else { N_WAYS };
    let first = (seed as usize).wrapping_mul(5);
    (0..n).map(|at| all[(first + at * 7) % all.len()].clone()).collect()
}

fn checked(name: &str, old: &[u8], new: &[u8], ways: Vec<LogOptions>) -> Vec<String> {
    let said = |log: LogOptions| {
        let record = &log.record;
        let way = format!("{name} {:?} {:?} {}", record.dialect, record.extent, record.cell_lines);
        let all = complaints(old, new, &log);
        all.into_iter().map(|it| format!("{way}: {it}")).collect::<Vec<_>>()
    };
    ways.into_iter().flat_map(said).collect()
}

#[test]
fn logs_of_generated_forms_pass_the_check() {
    let all: Vec<String> = (0..N_PAIRS)
        .into_par_iter()
        .flat_map(|seed| {
            let pair = answers::pair(seed);
            let look = paper::Look::of(&mut Rng::new(seed));
            let old = with_log(&paper::word(&pair.old, look), &[]);
            let new = paper::word(&pair.new, look);
            checked(&seed.to_string(), &old, &new, some_ways(seed, &pair.new.day))
        })
        .collect();
    assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the samples")]
fn the_log_of_the_sample_passes_the_check() {
    let read = |side: &str| {
        std::fs::read(format!("samples/assessment/word/{side}.docx")).expect("the sample is there")
    };
    let all = checked("sample", &read("old"), &read("new"), ways("令和6年11月15日"));
    assert!(all.is_empty(), "{}", all.join("\n"));
}

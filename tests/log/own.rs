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
/// Items of blocks that count are named as not held against the version before:
/// their numbers change.
const OF_BLOCKS: &str = "not-checked";

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
            let own = text.rsplit_once("<w:tbl>").and_then(|(before, own)| {
                let (own, behind) = own.rsplit_once("</w:tbl>")?;
                own.contains("変更前の記載").then(|| format!("{before}{table}{behind}"))
            });
            text = own.unwrap_or_else(|| {
                let (before, section) = text.rsplit_once("<w:sectPr").expect("a section");
                format!("{before}{}{table}<w:sectPr{section}", docx::p("変更箇所"))
            });
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
            } else if !OF_ANSWERS.contains(&id) && id != OF_BLOCKS {
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

/// A part that stands once for each file: one row for all items of a file that
/// is put in or taken out, and each of them where the whole is asked for.
#[test]
fn logs_of_a_file_put_in_or_taken_out_pass_the_check() {
    let part = |part: &str, file: &str| {
        let row = |label: &str, value: &str| {
            format!("<tr><td colspan='2'>{label}</td><td colspan='4'>{value}</td></tr>")
        };
        let head = |text: &str| format!("<tr><td colspan='6'>{text}</td></tr>");
        let own = match part {
            "Ⅱ　特定個人情報ファイルの概要" => [
                head("６．特定個人情報の保管・消去"),
                row("保管場所　※", &format!("{file}を置く施錠した書庫")),
                head("７．備考"),
                head("特になし"),
            ],
            _ => [
                head("８．監査"),
                row("実施の有無", "[○]自己点検　[ ]内部監査　[ ]外部監査"),
                head("９．従業者に対する教育・啓発"),
                row("具体的な方法", "年に一度の研修を行う。"),
            ],
        };
        let name = head("１．特定個人情報ファイル名") + &head(file);
        format!("<p>{part}</p><table border='1'>{name}{}</table>", own.concat())
    };
    let form = |files: &[&str], day: &str| {
        let each = |name: &str| files.iter().map(|file| part(name, file)).collect::<String>();
        format!(
            "<p>[令和４年４月　様式３]</p><p>特定個人情報保護評価書（重点項目評価書）</p>\
             <p>公表日　{day}</p><p>Ⅰ　基本情報</p><table border='1'><tr><td colspan='6'>１．特定個人情報ファイルを取り扱う事務</td></tr>\
             <tr><td colspan='2'>①事務の名称</td><td colspan='4'>手当の支給</td></tr></table>{}{}",
            each("Ⅱ　特定個人情報ファイルの概要"),
            each("Ⅲ　リスク対策　※（７．②を除く。）")
        )
    };
    let day = "令和6年4月1日";
    let (one, two) = (["収納ファイル"], ["給付ファイル", "収納ファイル"]);
    for (old, new) in [(&one[..], &two[..]), (&two[..], &one[..])] {
        let (old, new) = (form(old, "令和5年4月1日"), form(new, day));
        for log in ways(day) {
            let record = &log.record;
            let report = super::record(super::html("old", &old), super::html("new", &new), &log);
            let n = report.log.entries.len();
            assert_eq!(n == 2, record.extent != Extent::Whole, "{record:?}: {n} entries");
            let rows = cells_of("log.html", written(&report, OutputFormat::Html));
            let page = format!("{new}{}", super::rows::html_table(&rows));
            let inputs = CheckInputs {
                document: super::html("new", &page),
                previous: Some(super::html("old", &old)),
                other: None,
            };
            let options = CheckOptions::default();
            let found = pipeline::check(&inputs, &ReadOptions::default(), &options, &())
                .expect("the document is checked");
            let found = found.findings.iter().filter(|it| {
                it.rule.id != "timing-after-on-important-item"
                    || record.timing == Some(Timing::Before)
            });
            let found: Vec<&String> = found.map(|it| &it.message[0]).collect();
            assert!(found.is_empty(), "{record:?}: {found:?} {rows:?}");
        }
    }
}

//! 変更箇所 end to end: forms whose changes are known, logs read out of files of
//! every kind, continued, and written in every format.
//!
//! Needs `LibreOffice` for the logs that are printed as PDF.

#[allow(dead_code, reason = "forms.rs uses more of it")]
#[path = "forms/answers.rs"]
mod answers;
#[cfg(feature = "cli")]
#[path = "log/check.rs"]
mod check;
#[path = "log/choices.rs"]
mod choices;
#[cfg(feature = "cli")]
#[path = "log/command.rs"]
mod command;
#[path = "support/docx.rs"]
mod docx;
#[path = "log/forms.rs"]
mod forms;
#[path = "log/numbers.rs"]
mod numbers;
#[path = "support/office.rs"]
mod office;
#[path = "log/own.rs"]
mod own;
#[allow(dead_code, reason = "forms.rs uses more of it")]
#[path = "forms/paper.rs"]
mod paper;
#[path = "log/parts.rs"]
mod parts;
#[allow(dead_code, reason = "forms.rs uses more of it")]
#[path = "support/rng.rs"]
mod rng;
#[path = "log/rows.rs"]
mod rows;

use std::fs;

use forms::{basic, words_of};
use shinkyu::error::{ErrorKind, Warnings};
use shinkyu::lang::Lang;
use shinkyu::model::{Side, Sides};
use shinkyu::normalize;
use shinkyu::pipeline::{self, LogOptions, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{self, Input, ReadOptions};
use shinkyu::record::earlier::{self, EarlierLog};
use shinkyu::record::era::Date;
use shinkyu::record::{Extent, RecordOptions};
use shinkyu::report::{ChangeEntry, ChangeLog, Dialect, Report, Review, Timing};
use shinkyu::write::{self, OutputFormat, WriteOptions};

const DAY: &str = "令和6年1月15日";

fn options() -> Options {
    Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() }
}

fn log_options() -> LogOptions {
    let record = RecordOptions { date: DAY.into(), ..RecordOptions::default() };
    LogOptions { record, earlier: None }
}

fn html(name: &str, body: &str) -> Input {
    let page = format!("<!DOCTYPE html><html lang='ja'><meta charset='utf-8'><body>{body}");
    Input { name: format!("{name}.html"), bytes: page.into_bytes() }
}

fn record(old: Input, new: Input, log: &LogOptions) -> Report {
    pipeline::record(&Sides { old, new }, &options(), log, &()).expect("both can be read")
}

fn entries(old: &str, new: &str, log: &LogOptions) -> Vec<ChangeEntry> {
    record(html("old", old), html("new", new), log).log.entries
}

/// Items, texts: `Ⅰ－１ ②事務の概要: 旧 → 新`, lines with `|` between them.
fn shown(entries: &[ChangeEntry]) -> Vec<String> {
    let line = |entry: &ChangeEntry| {
        let (before, after) = (entry.before.join("|"), entry.after.join("|"));
        format!("{}: {before} → {after}", entry.item.join(" "))
    };
    entries.iter().map(line).collect()
}

fn written(report: &Report, format: OutputFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let look = WriteOptions { lang: Lang::Ja, ..WriteOptions::default() };
    write::write_log(report, format, &look, &mut bytes).expect("memory takes any output");
    bytes
}

fn earlier_of(name: &str, bytes: Vec<u8>) -> Option<EarlierLog> {
    let input = Input { name: name.into(), bytes };
    let mut warnings = Warnings::new(Side::New);
    let extract = read::read(&input, &ReadOptions::default(), &mut warnings).expect("readable");
    earlier::earlier(&normalize::normalize(extract))
}

fn cells_of(name: &str, bytes: Vec<u8>) -> Vec<[String; 6]> {
    earlier_of(name, bytes).unwrap_or_else(|| panic!("{name}: no log was found")).into_cells()
}

#[test]
fn changed_items_are_named_and_neighbours_merged() {
    let old = basic(&words_of("市民課", "令和5年9月1日"));
    let new = basic(&words_of("保険課", "令和5年11月1日"));
    let log = log_options();
    assert_eq!(
        shown(&entries(&old, &new, &log)),
        [
            "Ⅰ－５ ①部署: 福祉部　市民課 → 福祉部　保険課",
            "Ⅱ－１及び２ いつ時点の計数か: 令和5年9月1日　時点 → 令和5年11月1日　時点",
        ]
    );
    assert!(entries(&old, &old, &log).is_empty());
    let entry = &entries(&old, &new, &log)[1];
    assert_eq!((entry.timing, entry.date.as_str(), entry.review.as_slice()), (None, DAY, &[][..]));
    assert!(entry.path.iter().any(|heading| heading.starts_with("１．対象人数")));
    assert!(entry.path.iter().any(|heading| heading.starts_with("２．取扱者数")));
}

#[test]
fn a_part_that_the_new_form_brings_is_one_entry() {
    let words = words_of("市民課", "令和5年9月1日");
    let old = basic(&words);
    let new = format!("{old}{}", forms::measures());
    let found = entries(&old, &new, &log_options());
    assert_eq!(shown(&found), ["Ⅳ－１～３: （記載なし） → （各項目追加）"]);
    assert_eq!(found[0].review, [Review::FormMigration]);
    assert_eq!(found[0].note, "", "a note is the user's to give");
    let report = record(html("old", &old), html("new", &new), &log_options());
    let csv = String::from_utf8(written(&report, OutputFormat::Csv)).expect("UTF-8");
    assert!(csv.contains("様式変更に伴い「Ⅳ　リスク対策」を追加"), "{csv}");
}

#[test]
fn timing_is_proposed_from_the_days_and_never_decided() {
    let words = |day: &str| words_of("市民課", day);
    let old = basic(&words("令和5年9月1日"));
    let new = basic(&words("令和5年11月1日"));
    let mut log = log_options();
    // 公表日 of the form is 令和6年1月15日.
    for (effective, expected) in
        [("令和6年2月1日", Timing::Before), ("令和5年12月1日", Timing::After)]
    {
        log.record.effective = Date::parse(effective);
        let found = entries(&old, &new, &log);
        assert_eq!(found[0].timing, Some(expected), "{effective}");
        assert_eq!(found[0].review, [Review::TimingProposed]);
    }
    log.record.timing = Some(Timing::Before);
    let found = entries(&old, &new, &log);
    assert_eq!((found[0].timing, found[0].review.as_slice()), (Some(Timing::Before), &[][..]));
}

#[test]
fn dialect_and_extent_are_those_asked_for() {
    let old = basic(&words_of("市民課", "令和5年9月1日"));
    let new = old.replace("<p>三　通知</p>", "<p>三　通知と公表</p>");
    let mut log = log_options();
    log.record.extent = Extent::Excerpt;
    assert_eq!(
        shown(&entries(&old, &new, &log)),
        ["Ⅰ－１ ②事務の概要: (略)|三　通知|(略) → (略)|三　通知と公表|(略)"]
    );
    log.record.dialect = Some(Dialect::Grouped);
    let found = entries(&old, &new, &log);
    assert_eq!(
        shown(&found),
        [
            "②事務の概要: ～略～|二　審査|三　通知|四　記録 → ～略～|二　審査|三　通知と公表|四　記録"
        ]
    );
    assert_eq!(found[0].groups, ["Ⅰ　関連情報", "１．特定個人情報ファイルを取り扱う事務"]);
    log.record.extent = Extent::Whole;
    let found = entries(&old, &new, &log);
    assert_eq!(found[0].before.len(), 4);
}

#[test]
fn a_document_without_a_form_is_logged_by_its_outline() {
    let text = |days: &str, more: &str| {
        format!(
            "第１　目的\nこの指針は、届出について定める。\n第２　届出\n１　期限\n（１）　届出は、\
             {days}日以内に行う。\n（２）　届出は、窓口で受け付ける。\n{more}"
        )
    };
    let file = |name: &str, text: String| Input { name: name.into(), bytes: text.into_bytes() };
    let old = file("old.txt", text("30", ""));
    let new = file("new.txt", text("14", "第３　雑則\nこの指針に定めのない事項は、別に定める。\n"));
    let report = record(old, new, &log_options());
    assert_eq!(
        shown(&report.log.entries),
        [
            "第２ １ （１）: （１）　届出は、30日以内に行う。 → （１）　届出は、14日以内に行う。",
            "第３: （記載なし） → （追加）|第３　雑則|この指針に定めのない事項は、別に定める。",
        ]
    );
    let text = |title: &str| {
        format!("第１　目的\nこの指針は、届出について定める。\n第２　{title}\n別に定める。\n")
    };
    let report =
        record(file("old.txt", text("雑則")), file("new.txt", text("補則")), &log_options());
    assert_eq!(
        shown(&report.log.entries),
        ["第２: 第２　雑則|別に定める。 → 第２　補則|別に定める。"],
        "a heading that changed is printed"
    );
}

#[test]
fn marks_of_markdown_are_no_change_and_not_printed() {
    let text = |days: &str, mark: &str| {
        format!(
            "# 第１　目的\n\nこの指針は、{mark}届出{mark}について定める。\n\n# 第２　**期限**\n\n届出\\_書は、**{days}日**以内に出す。\n"
        )
    };
    let file = |name: &str, text: String| Input { name: name.into(), bytes: text.into_bytes() };
    let old = file("old.md", text("30", ""));
    let new = file("new.md", text("14", "**"));
    let report = record(old, new, &log_options());
    let shown = shown(&report.log.entries);
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown[0].contains("届出_書は、30日以内に出す。"), "{shown:?}");
    assert!(!shown[0].contains(['*', '#', '\\']), "{shown:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads what its program wrote")]
fn twenty_seven_rows_are_read_from_every_kind_of_file() {
    let rows = rows::twenty_seven();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, header) in [("log", 0), ("early", 3)] {
        let docx = rows::docx(&rows, header);
        let path = folder.path().join(format!("{name}.docx"));
        fs::write(&path, &docx).expect("the file can be written");
        assert_eq!(cells_of("log.docx", docx), rows, "{name}: Word");
        office::to_pdf(&[path], folder.path());
        let pdf = fs::read(folder.path().join(format!("{name}.pdf"))).expect("a PDF was made");
        let read = earlier_of("log.pdf", pdf).expect("the PDF has a log");
        assert!(read.rows.last().and_then(|row| row.page) >= Some(3), "cells run over pages");
        let found = read.into_cells();
        assert_eq!(found.len(), 27, "{name}: PDF");
        for (found, row) in found.iter().zip(&rows) {
            assert_eq!(found, row, "{name}: PDF");
        }
    }
    assert_eq!(cells_of("log.csv", rows::csv(&rows, b',')), rows, "CSV");
    assert_eq!(cells_of("log.tsv", rows::csv(&rows, b'\t')), rows, "tabs");
    assert_eq!(cells_of("log.html", rows::html(&rows)), rows, "HTML");
}

#[test]
fn group_rows_and_rows_without_a_day_are_kept_as_they_are() {
    let rows = rows::grouped();
    for (name, bytes) in [("log.html", rows::html(&rows)), ("log.docx", rows::docx(&rows, 0))] {
        let found = earlier_of(name, bytes).expect("a log");
        assert_eq!(found.dialect, Dialect::Grouped, "{name}");
        assert_eq!(found.into_cells(), rows, "{name}");
    }
}

/// The log of the new document is continued twice, through a file of each
/// format: what stood there stays to the byte.
#[test]
fn appending_twice_changes_no_earlier_row() {
    let rows = rows::twenty_seven();
    let body = |department: &str, day: &str| basic(&words_of(department, day));
    let old = body("市民課", "令和5年9月1日");
    let new = format!("{}{}", body("市民課", "令和5年11月1日"), rows::html_table(&rows));
    let mut log = log_options();
    log.record.append = true;
    let first = record(html("old", &old), html("new", &new), &log);
    assert_eq!(first.log.earlier, rows);
    assert_eq!(first.log.entries.len(), 1, "the log itself is no change");
    for (name, format) in [
        ("log.xlsx", OutputFormat::Xlsx),
        ("log.docx", OutputFormat::Docx),
        ("log.csv", OutputFormat::Csv),
        ("log.html", OutputFormat::Html),
        ("log.md", OutputFormat::Markdown),
    ] {
        let once = written(&first, format);
        let mut again = log_options();
        again.record.append = true;
        again.record.date = "令和7年1月15日".into();
        again.earlier = Some(Input { name: name.into(), bytes: once });
        let newer = body("国保課", "令和5年11月1日");
        let second = record(html("new", &new), html("newer", &newer), &again);
        assert_eq!(second.log.earlier.len(), 28, "{name}");
        let twice = cells_of(name, written(&second, format));
        assert_eq!(twice[..27], rows, "{name}");
        assert_eq!(twice.len(), 29, "{name}");
        assert_eq!(twice[27][1], "Ⅱ－１及び２\nいつ時点の計数か", "{name}");
        assert_eq!(twice[28][0], "令和7年1月15日", "{name}");
        assert_eq!(twice[28][1], "Ⅰ－５\n①部署", "{name}");
    }
}

#[test]
fn a_log_that_is_not_there_cannot_be_continued() {
    let old = html("old", &basic(&words_of("市民課", "令和5年9月1日")));
    let new = html("new", &basic(&words_of("市民課", "令和5年11月1日")));
    let mut log = log_options();
    log.record.append = true;
    let failed = pipeline::record(&Sides { old, new }, &options(), &log, &());
    let error = failed.expect_err("there is no log");
    assert_eq!((error.kind(), error.file()), (ErrorKind::NoLog, Some("new.html")));
    assert!(!error.message(Lang::Ja).contains("元の Excel"));
    // The head of a log whose rows nothing tells apart.
    let copied = "変更日 項目 変更前の記載 変更後の記載 提出時期\n令和5年9月1日\nⅠ－１\n旧\n新\n";
    let copied = Input { name: "log.txt".into(), bytes: copied.as_bytes().to_vec() };
    let log = LogOptions { earlier: Some(copied), ..log };
    let page = || html("new", &basic(&words_of("市民課", "令和5年11月1日")));
    let sides = Sides { old: page(), new: page() };
    let error = pipeline::record(&sides, &options(), &log, &()).expect_err("no rows can be read");
    assert_eq!((error.kind(), error.file()), (ErrorKind::NoLog, Some("log.txt")));
    assert!(error.message(Lang::Ja).contains("元の Excel"), "{}", error.message(Lang::Ja));
}

#[test]
fn a_row_of_the_same_day_and_item_is_pointed_out() {
    let rows = vec![
        [DAY, "Ⅰ－５\n①部署", "福祉部　市民課", "福祉部　保険課", "事後", ""].map(str::to_owned),
    ];
    let old = basic(&words_of("市民課", "令和5年9月1日"));
    let new = format!("{}{}", basic(&words_of("保険課", "令和5年9月1日")), rows::html_table(&rows));
    let mut log = log_options();
    log.record.append = true;
    assert_eq!(entries(&old, &new, &log)[0].review, [Review::AlreadyLogged]);
    // 元年 and 1年 are one year, and a day may be written in several ways.
    log.record.date = "令和６年１月１５日".into();
    let report = record(html("old", &old), html("new", &new), &log);
    assert_eq!(report.log.entries[0].review, [Review::AlreadyLogged]);
    // The form of this test has a few items only, which is said as well.
    let of_log = |name: &str| !name.starts_with("form_");
    let told = report.warnings.iter().map(|it| it.kind.name()).filter(|name| of_log(name));
    assert_eq!(told.collect::<Vec<_>>(), ["already_logged"]);
    log.record.date = "令和5年12月1日".into();
    let report = record(html("old", &old), html("new", &new), &log);
    let told = report.warnings.iter().filter(|it| of_log(it.kind.name()));
    let told: Vec<String> = told.map(|it| it.kind.message(Lang::Ja)).collect();
    assert!(told.len() == 1 && told[0].contains(DAY), "{told:?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 200,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        ..proptest::prelude::ProptestConfig::default()
    })]

    /// Texts made of what logs and forms are made of never end a run, and give
    /// the same log twice.
    #[test]
    fn any_text_is_survived(
        old in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        new in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        append in proptest::prelude::any::<bool>(),
        grouped in proptest::prelude::any::<bool>(),
    ) {
        let input = |name: &str, pieces: &[&str]| {
            Input { name: name.into(), bytes: format!("始め\n{}", pieces.concat()).into_bytes() }
        };
        let mut log = log_options();
        log.record.append = append;
        log.record.cell_lines = 5;
        log.record.dialect = grouped.then_some(Dialect::Grouped);
        let run = || {
            let sides = Sides { old: input("old.csv", &old), new: input("new.csv", &new) };
            pipeline::record(&sides, &options(), &log, &())
        };
        match (run(), run()) {
            (Ok(one), Ok(other)) => {
                proptest::prop_assert_eq!(&one.log, &other.log);
                for format in [OutputFormat::Xlsx, OutputFormat::Terminal, OutputFormat::Markdown] {
                    proptest::prop_assert_eq!(written(&one, format), written(&other, format));
                }
            }
            (Err(error), Err(_)) => proptest::prop_assert_eq!(error.kind(), ErrorKind::NoLog),
            _ => proptest::prop_assert!(false, "one of two equal runs failed"),
        }
    }
}

/// What logs and forms are made of.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\t",
    ",",
    "\"",
    "|",
    "変更日,項目,変更前の記載,変更後の記載,提出時期,説明\n",
    "変更箇所\n",
    "令和6年1月15日",
    "令和元年",
    "Ⅰ　関連情報\n",
    "１．事務\n",
    "②事務の概要",
    "Ⅱ－１及び２",
    "（記載なし）",
    "（追加：上記の続き）",
    "公表日　",
    "第１条　",
    "（１）　",
    "委託事項１\n",
    "[ ○ ]自己点検",
    "※",
    "　",
    "時点",
    "これは文です。",
    "\u{1b}",
    "𠮷",
    "<p>",
    "\\",
    "'－",
];

/// All formats print the same six columns, whatever stands in the texts.
#[test]
fn every_format_says_the_same() {
    let hostile = [
        "<script>alert(1)</script> & <b>",
        "a | b \\| c `d` *e* _f_ [g](https://example.com/) # ~ $x$ !",
        "=cmd|' /C calc'!A0",
        "－１は番号ではない",
        "'引用 _x0041_ \"二重\"",
        "{{ 7 * 7 }} {% include \"x\" %}",
        "　字下げした行",
    ];
    let entry = |text: &&str| ChangeEntry {
        date: DAY.into(),
        item: vec!["Ⅰ－１".into(), "②事務の概要".into()],
        before: vec!["（記載なし）".into()],
        after: vec!["（追加）".into(), (*text).into(), "終わり".into()],
        timing: Some(Timing::After),
        review: vec![Review::TimingProposed],
        ..ChangeEntry::default()
    };
    let mut report = record(html("old", "<p>同じ文"), html("new", "<p>同じ文"), &log_options());
    report.log = ChangeLog {
        title: "変更箇所<i>".into(),
        entries: hostile.iter().map(entry).collect(),
        ..ChangeLog::default()
    };
    let expected: Vec<[String; 6]> = hostile
        .iter()
        .map(|text| {
            let after = format!("（追加）\n{text}\n終わり");
            [DAY, "Ⅰ－１\n②事務の概要", "（記載なし）", &after, "事後", ""].map(str::to_owned)
        })
        .collect();
    for (name, format) in [
        ("log.xlsx", OutputFormat::Xlsx),
        ("log.docx", OutputFormat::Docx),
        ("log.csv", OutputFormat::Csv),
        ("log.html", OutputFormat::Html),
        ("log.md", OutputFormat::Markdown),
    ] {
        assert_eq!(cells_of(name, written(&report, format)), expected, "{name}");
    }
    let terminal = String::from_utf8(written(&report, OutputFormat::Terminal)).expect("UTF-8");
    assert_eq!(terminal.matches("終わり").count(), hostile.len());
    let json: serde_json::Value =
        serde_json::from_slice(&written(&report, OutputFormat::Json)).expect("JSON");
    for (entry, row) in json["log"].as_array().expect("a list").iter().zip(&expected) {
        assert_eq!(entry["after"], row[3]);
        assert_eq!(entry["item"], "Ⅰ－１ ②事務の概要");
    }
}

#[test]
fn json_follows_the_schema() {
    let schema = include_str!("../schema/shinkyu.report-1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let rows = rows::twenty_seven();
    let old = basic(&words_of("市民課", "令和5年9月1日"));
    let new =
        format!("{}{}", basic(&words_of("保険課", "令和5年11月1日")), rows::html_table(&rows));
    let mut log = log_options();
    log.record.append = true;
    log.record.effective = Date::parse("2024-02-01");
    let report = record(html("old", &old), html("new", &new), &log);
    let json: serde_json::Value =
        serde_json::from_slice(&written(&report, OutputFormat::Json)).expect("JSON");
    let wrong: Vec<String> = validator.iter_errors(&json).map(|it| it.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(json["log"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["log"][0]["review"], serde_json::json!(["timing_proposed"]));
    assert_eq!(json["earlier_log"].as_array().map(Vec::len), Some(27));
}

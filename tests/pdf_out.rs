//! The table as PDF: read back it says what was printed, on every profile; it
//! is laid out within bounds, and what a font lacks is told.
#![cfg(all(feature = "cli", feature = "office", feature = "pdf-out"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files must fail")]
#![expect(clippy::disallowed_methods, reason = "a test opens its own files")]

#[path = "support/documents.rs"]
mod documents;
#[path = "support/report.rs"]
mod made;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use documents::Sample;
use made::{HOSTILE, cell, report, row, same, with_table};
use shinkyu::error::Warnings;
use shinkyu::lang::Lang;
use shinkyu::model::{BlockKind, Document, Furniture, Side};
use shinkyu::normalize::normalize;
use shinkyu::present::{PrintedCell, PrintedRow, PrintedTable, present};
use shinkyu::profile::{BUILTIN, Lists, Profile};
use shinkyu::read::{Input, ReadOptions, read};
use shinkyu::report::{Change, Report};
use shinkyu::write::{FontFile, OutputFormat, WriteOptions, check_font, write, write_noting};

/// Some Japanese font of this machine; `tests/tools.sh` installs one.
fn font_path() -> &'static Path {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let folders = [
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "/System/Library/Fonts",
            r"C:\Windows\Fonts",
        ];
        let names = [
            "ipaexm.ttf",
            "ヒラギノ明朝 ProN.ttc",
            "NotoSerifCJK-Regular.ttc",
            "msmincho.ttc",
            "yumin.ttf",
        ];
        let files: Vec<PathBuf> =
            folders.iter().flat_map(|it| files_below(Path::new(it))).collect();
        let named = |name: &&str| files.iter().find(|path| path.ends_with(name)).cloned();
        names.iter().find_map(named).expect("no Japanese font; install fonts-ipaexfont")
    })
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}

fn font() -> FontFile {
    static FONT: OnceLock<FontFile> = OnceLock::new();
    let open = || {
        let bytes = Arc::new(fs::read(font_path()).unwrap());
        FontFile { name: "test".into(), bytes, index: 0 }
    };
    FONT.get_or_init(open).clone()
}

fn options() -> WriteOptions {
    WriteOptions { lang: Lang::Ja, font: Some(font()), ..WriteOptions::default() }
}

fn pdf(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    write(report, OutputFormat::Pdf, &options(), &mut out).unwrap();
    out
}

fn read_back(bytes: Vec<u8>) -> Document {
    let input = Input { name: "table.pdf".into(), bytes };
    let mut warnings = Warnings::new(Side::New);
    let extract = read(&input, &ReadOptions::default(), &mut warnings).unwrap();
    normalize(extract)
}

/// Text without white space, which line ends and cells set anew.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Rows of the first table of a document: the texts of its columns.
fn rows(document: &Document, n_columns: usize) -> Vec<Vec<String>> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for block in &document.blocks {
        if let BlockKind::Cell { row, column, table, .. } = block.kind
            && table.0 == 0
        {
            let row = rows.entry(row).or_insert_with(|| vec![String::new(); n_columns]);
            row[column as usize].push_str(&bare(&block.text.printed(&document.source)));
        }
    }
    rows.into_values().collect()
}

/// Compares what was read with what was printed, row by row. Around a page
/// break the reader goes by the text: it may take a torn row for two, or two
/// rows for one. How often it did is returned; it may at each page break.
fn assert_same(table: &PrintedTable, read: &[Vec<String>], what: &str) -> usize {
    let labels: Vec<String> = table.columns.iter().map(|column| bare(&column.label)).collect();
    assert_eq!(read.first(), Some(&labels), "{what}: header");
    let mut found = read[1..].iter().cloned();
    let texts = |row: &PrintedRow| {
        let text = |cell: &PrintedCell| bare(&[cell.notes(), cell.text()].concat());
        row.cells.iter().map(text).collect::<Vec<String>>()
    };
    // A row without any text is none for the reader.
    let is_empty = |row: &Vec<String>| row.iter().all(String::is_empty);
    let mut printed = table.rows.iter().map(texts).filter(|row| !is_empty(row));
    let begins = |one: &[String], other: &[String]| {
        one.iter().zip(other).all(|(one, other)| other.starts_with(one.as_str()))
    };
    let mut n_joined = 0;
    while let Some(mut expected) = printed.next() {
        let mut cells = found.next().unwrap_or_else(|| panic!("{what}: no row {expected:?}"));
        while cells != expected {
            let (short, more) = if begins(&cells, &expected) {
                (&mut cells, found.next())
            } else if begins(&expected, &cells) {
                (&mut expected, printed.next())
            } else {
                (&mut cells, None)
            };
            let Some(more) = more else { break };
            short.iter_mut().zip(more).for_each(|(text, more)| text.push_str(&more));
            n_joined += 1;
        }
        assert_eq!(cells, expected, "{what}");
    }
    assert_eq!(found.next(), None, "{what}: more rows than were printed");
    n_joined
}

/// Writes a report in every profile and reads it back.
fn check(mut report: Report, name: &str) {
    for builtin in BUILTIN {
        let profile = Profile::builtin(builtin.name).unwrap();
        report.table.profile = profile;
        let what = format!("{name}, {}", builtin.name);
        let bytes = pdf(&report);
        assert!(bytes == pdf(&report), "{what}: not the same bytes twice");
        let table = present(&report, Lang::Ja);
        let document = read_back(bytes);
        let n_joined = assert_same(&table, &rows(&document, table.columns.len()), &what);
        let header: String = table.columns.iter().map(|column| bare(&column.label)).collect();
        let repeated: String = document
            .set_aside
            .iter()
            .filter(|aside| aside.why == Furniture::RepeatedHeader)
            .map(|aside| bare(document.source.slice(aside.span)))
            .collect();
        let n_repeated = repeated.matches(&header).count();
        assert_eq!(repeated, header.repeat(n_repeated), "{what}: repeated headers");
        assert!(n_repeated >= n_joined && n_repeated >= 1, "{what}: {n_repeated}, {n_joined}");
        let title = bare(&table.title);
        let says = |text: &str| {
            document.blocks.iter().any(|it| bare(&it.text.printed(&document.source)).contains(text))
        };
        assert!(says(&title), "{what}: title");
        for sentence in table.above.iter().chain(&table.below) {
            assert!(says(&bare(sentence)), "{what}: {sentence}");
        }
        for head in ["内容の変更", "番号だけの変更", "表記だけの変更"] {
            assert!(says(head), "{what}: {head}");
        }
    }
}

#[test]
fn guideline_says_the_same_in_every_profile() {
    check(Sample::pdf("guideline", "libreoffice").compare(), "guideline");
}

#[test]
fn assessment_says_the_same_in_every_profile() {
    check(Sample::pdf("assessment", "libreoffice").compare(), "assessment");
}

/// What is published is the table alone.
#[test]
fn lists_can_be_left_out() {
    let mut report = Sample::pdf("guideline", "libreoffice").compare();
    report.table.profile.lists = Lists::None;
    let document = read_back(pdf(&report));
    let all = document.source.original();
    let name = &report.sources.old.name;
    assert!(!all.contains("内容の変更") && !all.contains(name.as_str()));
}

/// The characters that an output prints as 〓.
fn lacking(report: &Report, format: OutputFormat) -> Vec<char> {
    let noted = write_noting(report, format, &options(), &mut std::io::sink());
    noted.expect("a sink takes any output").lacking
}

/// Poppler complains about `/Suspects false`, which PDF has from 1.6.
#[test]
fn nothing_is_said_that_readers_complain_about() {
    let bytes = pdf(&report(vec![long_row(1, 1)]));
    assert!(bytes.starts_with(b"%PDF-1.5"));
    let has = |name: &[u8]| bytes.windows(name.len()).any(|it| it == name);
    assert!(has(b"/MarkInfo") && !has(b"/Suspects"));
}

#[test]
fn hostile_texts_are_shown_as_signs() {
    let rows = (1..).zip(HOSTILE).map(|(index, text)| {
        let text = text.replace(['\r', '\n'], "");
        let side = |mark: &str| Some(cell(index, &[], "", &format!("{mark}{text}")));
        row(Change::Edited, side("〔旧〕"), side("〔新〕"))
    });
    let report = report(rows.collect());
    let document = read_back(pdf(&report));
    let missing = lacking(&report, OutputFormat::Pdf);
    let all: String =
        document.blocks.iter().map(|it| bare(&it.text.printed(&document.source))).collect();
    for text in HOSTILE {
        for part in text.split(|c: char| c.is_control() || c == '\u{202E}') {
            assert!(all.contains(&bare(part)), "{part}: {all}");
        }
    }
    assert!(all.contains("⟨U+202E⟩") || missing.contains(&'⟨'), "{all}");
    assert!(!all.contains(char::is_control));
}

/// A row of one sentence repeated, changed in the middle.
fn long_row(index: u32, n_sentences: usize) -> shinkyu::report::Row {
    let sentence = "事業者は、記録を作成し、これを三年間保存しなければならない。";
    let text = |years: &str| {
        let before = sentence.repeat(n_sentences);
        format!("（{index}）　{before}期間は、〔{years}〕とする。{before}")
    };
    let label = format!("（{index}）");
    let side = |years: &str| Some(cell(index, &[], &label, &text(years)));
    row(Change::Edited, side("三年"), side("五年"))
}

#[test]
fn a_row_taller_than_a_page_goes_on_under_a_new_header() {
    let report = report(vec![long_row(1, 60), long_row(2, 1)]);
    let table = present(&report, Lang::Ja);
    let document = read_back(pdf(&report));
    assert_same(&table, &rows(&document, 2), "long row");
    let pages = document.source.n_pages().unwrap();
    assert!(pages >= 4, "{pages} pages");
}

#[test]
fn documents_without_a_change_give_a_table_too() {
    for rows in [Vec::new(), vec![same(1, &[], "第１", "第１ 目的")]] {
        let document = read_back(pdf(&report(rows)));
        let all: String =
            document.blocks.iter().map(|it| it.text.printed(&document.source)).collect();
        assert!(all.contains("改定案") && all.contains("内容の変更（0件）"), "{all}");
    }
}

#[test]
fn a_nested_row_taller_than_a_page_loses_nothing() {
    let long = "個人情報を取り扱う者は、〔責任者の指示に従う〕。".repeat(150);
    let nested = |text: &str| {
        let heading = cell(1, &[], "別表", "別表");
        with_table(heading, &[&[Some("区分"), Some("内容")], &[Some("契約書"), Some(text)]])
    };
    let whole = row(Change::Edited, Some(nested(&long)), Some(nested("〔短い〕")));
    let report = report(vec![whole, same(2, &[], "第２", "第２ 後の項")]);
    let document = read_back(pdf(&report));
    let all: String =
        document.blocks.iter().map(|it| bare(&it.text.printed(&document.source))).collect();
    assert_eq!(all.matches("責任者の指示に従う").count(), 150);
    assert!(all.contains("短い"));
}

#[test]
fn characters_that_the_font_lacks_are_told_and_not_dropped() {
    let text = "（１）　\u{1F9FF}と\u{12000}を〔加える〕。";
    let side = |text: &str| Some(cell(1, &[], "（１）", text));
    let report = report(vec![row(Change::Edited, side("（１）　加えない。"), side(text))]);
    let missing = lacking(&report, OutputFormat::Pdf);
    assert_eq!(missing, ['\u{12000}', '\u{1F9FF}']);
    assert!(lacking(&report, OutputFormat::Html).is_empty());
    let document = read_back(pdf(&report));
    let rows = rows(&document, 2);
    assert!(rows[1][0].contains("（１）〓と〓を加える。"), "{rows:?}");
    let all: String = document.blocks.iter().map(|it| it.text.printed(&document.source)).collect();
    assert!(all.contains("U+12000") && all.contains("U+1F9FF"), "the file names them: {all}");
}

#[test]
fn without_a_font_there_is_one_clear_error() {
    let report = report(vec![long_row(1, 1)]);
    let mut out = Vec::new();
    let error = write(&report, OutputFormat::Pdf, &WriteOptions::default(), &mut out).unwrap_err();
    assert!(out.is_empty());
    assert!(error.message(Lang::Ja).contains("--font"), "{}", error.message(Lang::Ja));
    assert!(error.message(Lang::En).contains("--font"), "{}", error.message(Lang::En));
    let bad = FontFile { name: "bad.ttf".into(), bytes: Arc::new(b"nothing".to_vec()), index: 0 };
    let said = check_font(&bad).unwrap_err().message(Lang::En);
    assert!(said.starts_with("bad.ttf: this is no font"), "{said}");
}

#[test]
fn two_thousand_rows_give_a_file_in_proportion() {
    let made = |n: u32| report((1..=n).map(|index| long_row(index, 2)).collect());
    let size = |n| pdf(&made(n)).len();
    // No page and no row is written twice, and the font only once.
    let (one, four) = (size(500), size(2_000));
    assert!(four < one * 5, "{one} and {four} bytes");
}

#[test]
fn the_program_writes_the_file_and_names_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("old.txt", "第１ 目的\nこの規程は、保存を定める。\n");
    put("new.txt", "第１ 目的\nこの規程は、\u{12000}の保存を定める。\n");
    put("none.ttf", "no font");
    let run = |args: &[&str]| {
        let font = font_path().to_string_lossy().into_owned();
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinkyu"));
        command.current_dir(folder.path()).args(["compare", "old.txt", "new.txt", "--lang", "en"]);
        command.args(args.iter().map(|arg| if *arg == "FONT" { font.as_str() } else { arg }));
        let ended = command.output().unwrap();
        (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
    };
    let (code, said) = run(&["-o", "t.pdf", "--font", "FONT"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("U+12000") && said.contains('〓'), "{said}");
    let bytes = fs::read(folder.path().join("t.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let (code, _) = run(&["-o", "t.pdf", "--font", "FONT", "--strict"]);
    assert_eq!(code, Some(3));
    let (code, said) = run(&["-o", "t.html", "--font", "FONT"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("--font is for outputs to PDF"), "{said}");
    let (code, said) = run(&["-o", "u.pdf", "--font", "none.ttf"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("none.ttf: this is no font"), "{said}");
    assert!(!folder.path().join("u.pdf").exists());
}

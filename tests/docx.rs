//! Word files built here in a few lines: what each says, written by hand, and
//! what `LibreOffice` prints of it.

#![cfg(feature = "office")]

#[path = "docx/case.rs"]
mod case;
#[path = "support/docx.rs"]
mod docx;
#[path = "docx/formats.rs"]
mod formats;
#[path = "docx/headings.rs"]
mod headings;
#[path = "docx/hostile.rs"]
mod hostile;
#[path = "docx/numbers.rs"]
mod numbers;
#[path = "support/office.rs"]
mod office;
#[path = "docx/tables.rs"]
mod tables;
#[path = "docx/text.rs"]
mod text;
#[path = "docx/tracked.rs"]
mod tracked;

use std::fs;
use std::path::Path;

use case::{Case, Printed, lines, read_bytes, says};
use shinkyu::error::WarningKind;
use shinkyu::model::{Extract, Format, Location, Sides};
use shinkyu::normalize::fold::fold;
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions, TrackedChanges};
use shinkyu::report::{Change, Report, Row};

fn cases() -> Vec<Case> {
    [text::cases(), formats::cases(), numbers::cases(), tables::cases(), tracked::cases()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn files_say_what_they_say() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 40);
    for case in &cases {
        let (extract, _) = case.read();
        let said = extract.map_or_else(|error| vec![error.to_string()], |extract| says(&extract));
        if said != case.says {
            wrong.push(format!("{}:\n  {said:#?}\n  and not {:#?}", case.name, case.says));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Characters of the pieces, white space out. A PDF file does not say what is
/// raised.
fn characters(extract: &Extract) -> String {
    let text: Vec<&str> =
        lines(extract).iter().map(|line| extract.source.slice(line.span)).collect();
    let folded: String = text.iter().map(|line| fold(line)).collect();
    let level = |c| match "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱ".chars().position(|raised| raised == c) {
        Some(at) => "0123456789i".chars().nth(at).unwrap_or(c),
        None => c,
    };
    folded.chars().filter(|c| !c.is_whitespace()).map(level).collect()
}

/// Two independent programs read the same files: this crate, and `LibreOffice`,
/// whose PDF is read back with the PDF reader.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes its files and reads them back")]
fn libreoffice_prints_the_same() {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let cases = cases();
    let path = |index: usize, extension: &str| folder.path().join(format!("{index}.{extension}"));
    let mut files = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        if !matches!(case.printed, Printed::Not(_)) {
            fs::write(path(index, "docx"), case.docx.finish()).expect("the file can be written");
            files.push(path(index, "docx"));
        }
    }
    assert!(files.len() >= 40, "only {} files can be printed", files.len());
    office::to_pdf(&files, folder.path());
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        if matches!(case.printed, Printed::Not(_)) {
            continue;
        }
        let pdf = fs::read(path(index, "pdf")).expect("every file was printed");
        let (printed, _) = read_bytes("printed.pdf", pdf, TrackedChanges::Accept);
        let (ours, _) = case.read();
        let (Ok(printed), Ok(ours)) = (printed, ours) else {
            wrong.push(format!("{}: cannot be read", case.name));
            continue;
        };
        let [mut printed, mut ours] =
            [&printed, &ours].map(|extract| characters(extract).chars().collect::<Vec<char>>());
        if case.printed == Printed::Reordered {
            printed.sort_unstable();
            ours.sort_unstable();
        }
        if printed != ours {
            let [printed, ours] = [printed, ours].map(String::from_iter);
            wrong.push(format!("{}: {ours} and not {printed}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn warnings_of(name: &str) -> Vec<WarningKind> {
    let cases = cases();
    let case = cases.iter().find(|case| case.name == name).expect("there is such a case");
    case.read().1.into_iter().map(|warning| warning.kind).collect()
}

#[test]
fn what_is_not_read_is_said() {
    assert_eq!(warnings_of("objects"), [WarningKind::ObjectsUnread { count: 2 }]);
    assert_eq!(warnings_of("symbols"), [WarningKind::UnmappedGlyphs { count: 1 }]);
    assert_eq!(warnings_of("unknown format"), [WarningKind::NumbersGuessed { count: 1 }]);
    assert_eq!(warnings_of("words"), [WarningKind::TrackedChanges { count: 2, accepted: true }]);
    assert_eq!(
        warnings_of("fields without a result"),
        [WarningKind::FieldsWithoutResult { count: 3 }]
    );
    assert_eq!(warnings_of("page number that was never worked out"), []);
    assert_eq!(warnings_of("runs"), []);
}

#[test]
fn places_are_paragraphs_of_the_body() {
    let body = docx::p("一")
        + "<w:p/>"
        + &docx::table(&[docx::row(&[docx::cell("", "三"), docx::cell("", "四")])])
        + &docx::p("五");
    let (extract, _) = read_bytes("a.docx", docx::Docx::new(body).finish(), TrackedChanges::Accept);
    let extract = extract.expect("the file can be read");
    assert_eq!(extract.source.format(), Format::Docx);
    assert_eq!(extract.source.n_pages(), None);
    let places: Vec<Option<Location>> =
        lines(&extract).iter().map(|line| extract.source.locate(line.span)).collect();
    let paragraph = |paragraph| Some(Location::Paragraph { paragraph });
    assert_eq!(places, [1, 3, 4, 5].map(paragraph));
}

fn input(name: &str, bytes: Vec<u8>) -> Input {
    Input { name: name.into(), bytes }
}

fn compare(old: Input, new: Input) -> Report {
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    pipeline::compare(&Sides { old, new }, &options, &()).expect("both can be read")
}

/// What a run says of two documents with this hidden text.
fn said_of_hidden(old: Input, new: Input) -> Vec<WarningKind> {
    let report = compare(old, new);
    assert!(report.table.rows.iter().all(|row| row.change == Change::Same));
    report.warnings.into_iter().map(|warning| warning.kind).collect()
}

#[test]
fn a_changed_note_is_no_change_of_the_last_article() {
    let word = |note: &str| {
        let body = format!(
            "<w:p>{}{}{}</w:p>{}",
            docx::r("第１条　規程は、官報"),
            text::reference(1),
            docx::r("により公表する。"),
            docx::p("第２条　本人に通知する。")
        );
        let parts = format!("{}{}", text::SEPARATORS, text::footnote(1, note));
        input("規程.docx", docx::Docx::new(body).with("footnotes", parts).finish())
    };
    let report = compare(word(" 号外を含む。"), word(" 号外を除く。"));
    let rows: Vec<(Change, &str, String)> = report
        .table
        .rows
        .iter()
        .map(|row| {
            let cell = row.cells.new.as_ref().expect("nothing was removed");
            let runs = cell.paragraphs.iter().flat_map(|it| &it.runs);
            let marked = runs.filter(|run| run.changed).map(|run| run.text.as_str()).collect();
            (row.change, cell.label.as_str(), marked)
        })
        .collect();
    let expected = [
        (Change::Same, "第１条", String::new()),
        (Change::Same, "第２条", String::new()),
        (Change::Edited, "", "除く".to_owned()),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn changes_of_hidden_text_are_said() {
    let word = |hidden: &[&str]| {
        let hidden = hidden.iter().map(|text| {
            format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
        });
        let hidden: String = hidden.collect();
        input("a.docx", docx::Docx::new(docx::p("本文である。") + &hidden).finish())
    };
    let page = |hidden: &str| {
        let text = format!("<html><p>本文である。<p hidden>{hidden}");
        input("a.html", text.into_bytes())
    };
    let changed = |old: &str, new: &str| {
        vec![WarningKind::HiddenTextChanged { old: old.into(), new: new.into() }]
    };
    let long = "長".repeat(200);
    let cut = "長".repeat(40) + "…";
    assert_eq!(said_of_hidden(word(&["覚え", "7日"]), word(&["覚え", "７日"])), []);
    assert_eq!(
        said_of_hidden(word(&["覚え", "7日"]), word(&["覚え", "14日"])),
        changed("7日", "14日")
    );
    assert_eq!(said_of_hidden(word(&["甲", "乙"]), word(&["乙", "甲"])), changed("甲", "乙"));
    assert_eq!(said_of_hidden(word(&[]), word(&[&long])), changed("", &cut));
    assert_eq!(said_of_hidden(page("7日"), page("14日")), changed("7日", "14日"));
    // Another format may have no way of hiding text.
    assert_eq!(said_of_hidden(word(&["7日"]), page("")), []);
    assert_eq!(said_of_hidden(word(&["7日"]), page("14日")), changed("7日", "14日"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its samples")]
fn a_page_number_without_a_result_changes_no_head() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/guideline");
    let read = |name: &str| input(name, fs::read(samples.join(name)).expect("the sample is there"));
    let report = compare(read("word/new.docx"), read("libreoffice/new.pdf"));
    let is_head = |kind: &WarningKind| matches!(kind, WarningKind::RunningHeadChanged { .. });
    let heads: Vec<_> = report.warnings.iter().filter(|warning| is_head(&warning.kind)).collect();
    assert!(heads.is_empty(), "{heads:?}");
}

#[test]
fn the_number_of_a_note_is_no_part_of_a_number() {
    let reference = "<w:r><w:footnoteReference w:id='1'/></w:r>";
    let body = format!("<w:p>{}{reference}{}</w:p>", docx::r("定員は10"), docx::r("人とする。"));
    let noted = docx::Docx::new(body)
        .with("footnotes", format!("<w:footnote w:id='1'>{}</w:footnote>", docx::p("注")));
    let plain = docx::Docx::new(docx::p("定員は101人とする。") + &docx::p("注"));
    let report = compare(input("a.docx", noted.finish()), input("b.docx", plain.finish()));
    let changed = report.table.rows.iter().filter(|row| row.change != Change::Same).count();
    assert_eq!(changed, 1);
}

/// A guideline with typed numbers, and the same with automatic ones.
#[test]
fn automatic_numbers_equal_typed_ones() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/guideline/old.txt");
    let typed = fs::read_to_string(path).expect("the sample is there");
    let is_kana = |word: &str| word.chars().count() == 1 && ("ア".."ン").contains(&word);
    // Behind 附則 the numbers begin anew, as a second list with the same rules.
    let (mut list, mut n_numbered) = (1, 0);
    let paragraph = |line: &str| {
        let (label, text) = line.split_once('　').unwrap_or(("", line));
        let inner = label.trim_matches(['第', '（', '）']);
        let is_number = !inner.is_empty() && fold(inner).bytes().all(|c| c.is_ascii_digit());
        let level = match label.chars().next() {
            Some('第') if is_number => 0,
            Some('（') if is_number => 2,
            Some(_) if is_number => 1,
            Some(_) if is_kana(label) => 3,
            _ => {
                list += u32::from(line.starts_with('附'));
                return docx::p(line);
            }
        };
        n_numbered += 1;
        docx::item(list, level, text)
    };
    let body: Vec<String> = typed.lines().map(paragraph).collect();
    assert!(n_numbered > 100 && list == 2, "only {n_numbered} numbers in {list} lists");
    let levels: Vec<String> = [
        ("decimalFullWidth", "第%1"),
        ("decimalFullWidth", "%2"),
        ("decimal", "（%3）"),
        ("aiueoFullWidth", "%4"),
    ]
    .iter()
    .zip(0..)
    .map(|(&(format, text), level)| docx::level(level, format, text, ""))
    .collect();
    let anew = "<w:lvlOverride w:ilvl='1'><w:startOverride w:val='1'/></w:lvlOverride>";
    let numbering =
        docx::numbering(&[docx::list(1, &levels.concat())], &docx::instance(2, 1, anew));
    let automatic = docx::Docx::new(body.concat()).with("numbering", numbering).finish();
    let report = compare(input("a.txt", typed.into_bytes()), input("a.docx", automatic));
    assert!(report.table.rows.len() > 200);
    let differs = |row: &&Row| row.change != Change::Same || row.renumbered || row.moved;
    let changed: Vec<&Row> = report.table.rows.iter().filter(differs).collect();
    assert!(changed.is_empty(), "{changed:#?}");
}

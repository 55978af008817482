//! Word files and workbooks that are written: read back with this crate's own
//! readers and by `LibreOffice`, every character and every underline counted.
#![cfg(feature = "office")]

#[path = "support/documents.rs"]
mod documents;
#[path = "support/docx.rs"]
mod docx;
#[path = "support/office.rs"]
mod office;
#[path = "office/package.rs"]
mod package;
#[path = "office/reading.rs"]
mod reading;
#[path = "support/report.rs"]
mod support;
#[path = "office/template.rs"]
mod template;

use documents::Sample;
use package::{part, underlined_in_excel, underlined_in_word};
use reading::{
    first_table, in_excel, in_word, marked, paragraphs, read_back, said, said_paragraphs,
    sheet_rows, solid, texts, texts_of_word,
};
use shinkyu::lang::Lang;
use shinkyu::present::{ColumnKind, PrintedCell, present};
use shinkyu::profile::{BUILTIN, Lists, Paper, Profile, Renumbered};
use shinkyu::report::{Change, Report};
use shinkyu::write::{OutputFormat, WriteOptions, write};
use support::{HOSTILE, cell, report, row, same};

fn written(report: &Report, format: OutputFormat) -> Vec<u8> {
    let mut out = Vec::new();
    write(report, format, &WriteOptions::default(), &mut out).expect("memory takes any file");
    out
}

/// Every sample under every profile.
fn reports() -> Vec<(String, Report)> {
    let samples = [
        Sample::text("guideline"),
        Sample { name: "assessment", old: "word/old.docx", new: "word/new.docx" },
    ];
    let mut out = Vec::new();
    for sample in samples {
        for builtin in BUILTIN {
            let mut report = sample.compare();
            report.table.profile = Profile::builtin(builtin.name).expect("a profile");
            out.push((format!("{} {}", sample.name, builtin.name), report));
        }
    }
    out
}

#[test]
fn word_files_say_what_the_table_says() {
    for (name, report) in reports() {
        let table = present(&report, Lang::Ja);
        let file = written(&report, OutputFormat::Docx);
        assert_eq!(underlined_in_word(&file), marked(&table, 0, in_word), "{name}");
        let extract = read_back("表.docx", file);
        let grid = first_table(&extract);
        let found = texts(&extract, grid);
        let head: Vec<String> = table.columns.iter().map(|it| solid(&it.label)).collect();
        assert_eq!(found[0], head, "{name}");
        let found = paragraphs(&extract, grid);
        for (at, row) in (1..).zip(&table.rows) {
            for (column, cell) in row.cells.iter().enumerate() {
                let found = found.get(&(at, column)).cloned().unwrap_or_default();
                assert_eq!(found, said_paragraphs(cell), "{name}: row {at}, column {column}");
            }
        }
        let all = extract.source.original();
        assert!(all.contains(&table.title) && all.contains("内容の変更（"), "{name}");
        for sentence in table.above.iter().chain(&table.below) {
            assert!(all.contains(sentence.as_str()), "{name}: {sentence}");
        }
    }
}

/// What is published is the table alone.
#[test]
fn lists_can_be_left_out() {
    let mut report = Sample::text("guideline").compare();
    let name = report.sources.old.name.clone();
    for (lists, is_there) in [(Lists::All, true), (Lists::None, false)] {
        report.table.profile.lists = lists;
        for (file, format) in [("表.docx", OutputFormat::Docx), ("表.xlsx", OutputFormat::Xlsx)] {
            let extract = read_back(file, written(&report, format));
            let all = extract.source.original();
            assert_eq!(all.contains("内容の変更"), is_there, "{format:?}");
            assert_eq!(all.contains(name.as_str()), is_there, "{format:?}");
        }
    }
}

#[test]
fn cells_that_go_on_are_merged_with_those_above() {
    let mut n_merged = 0;
    for (name, report) in reports() {
        let table = present(&report, Lang::Ja);
        let extract = read_back("表.docx", written(&report, OutputFormat::Docx));
        let grid = first_table(&extract);
        for column in 0..table.columns.len() {
            let joined = table.rows.iter().filter(|row| row.cells[column].joins_above).count();
            let own = grid.cells.iter().filter(|cell| cell.column as usize == column);
            let covered: u32 = own.map(|cell| cell.row_span - 1).sum();
            assert_eq!(covered as usize, joined, "{name}, column {column}");
            n_merged += joined;
        }
    }
    assert!(n_merged > 0, "no profile joins cells");
}

#[test]
fn workbooks_say_what_the_table_says() {
    for (name, report) in reports() {
        let table = present(&report, Lang::Ja);
        let file = written(&report, OutputFormat::Xlsx);
        assert_eq!(underlined_in_excel(&file), marked(&table, 2, in_excel), "{name}");
        let extract = read_back("表.xlsx", file);
        let found = sheet_rows(&extract);
        let printed: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(said).collect::<Vec<String>>())
            .filter(|row| row.iter().any(|text| !text.is_empty()))
            .collect();
        let n_columns = table.columns.len();
        let found: Vec<Vec<String>> =
            found.iter().map(|row| row.iter().skip(2).take(n_columns).cloned().collect()).collect();
        assert_eq!(found.len(), printed.len(), "{name}");
        for (found, printed) in found.iter().zip(&printed) {
            assert_eq!(found, printed, "{name}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = Sample::text("guideline").compare();
    for format in [OutputFormat::Docx, OutputFormat::Xlsx] {
        assert_eq!(written(&report, format), written(&report, format));
    }
}

#[test]
fn paper_head_and_breaks_are_those_of_the_profile() {
    let mut report = Sample::text("guideline").compare();
    for (paper, keep_rows) in [(Paper::A4Landscape, false), (Paper::A4Portrait, true)] {
        report.table.profile.page.paper = paper;
        report.table.profile.page.keep_rows = keep_rows;
        let table = present(&report, Lang::Ja);
        let file = written(&report, OutputFormat::Docx);
        let xml = part(&file, "word/document.xml");
        assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
        assert!(xml.find("<w:tblHeader/>") < xml.find("改正後"));
        let is_wide = paper == Paper::A4Landscape;
        assert_eq!(xml.contains("w:orient=\"landscape\""), is_wide);
        let kept = table.rows.iter().filter(|row| !row.may_break).count();
        assert_eq!(xml.matches("<w:cantSplit />").count(), kept + 1);
        assert!(xml.contains("<w:keepNext />"));
        assert!(part(&file, "word/styles.xml").contains("<w:lang w:val=\"ja-JP\""));
        assert!(part(&file, "word/footer1.xml").contains("<w:instrText>PAGE</w:instrText>"));
        let file = written(&report, OutputFormat::Xlsx);
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        assert_eq!(sheet.contains("orientation=\"landscape\""), is_wide);
        for word in ["<autoFilter ref=\"A2:", "state=\"frozen\"", "fitToHeight=\"0\""] {
            assert!(sheet.contains(word), "{word}");
        }
        assert!(part(&file, "xl/workbook.xml").contains("!$2:$2"));
    }
}

#[test]
fn long_cells_are_split_over_rows_and_never_cut() {
    let long = "長い条文。".repeat(20_000);
    let lines = "短い行\n".repeat(3_000);
    let rows = vec![row(
        Change::Edited,
        Some(cell(0, &[], "", &format!("〔{long}〕{lines}"))),
        Some(cell(0, &[], "", &format!("{long}終〔わり〕"))),
    )];
    let report = report(rows);
    let table = present(&report, Lang::Ja);
    let file = written(&report, OutputFormat::Xlsx);
    assert_eq!(underlined_in_excel(&file), marked(&table, 2, in_excel));
    let strings = part(&file, "xl/sharedStrings.xml");
    assert!(strings.split("<si>").all(|it| it.encode_utf16().count() < 34_000));
    assert!(strings.contains("（続き）"));
    let extract = read_back("表.xlsx", file);
    let found = sheet_rows(&extract);
    assert_eq!(found.len(), 1);
    let printed: Vec<String> = table.rows[0].cells.iter().map(said).collect();
    assert_eq!(found[0][2..4], printed[..2]);
}

#[test]
fn texts_stay_texts() {
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.com\")", "＝１"];
    let texts: Vec<String> = formulas
        .iter()
        .copied()
        .chain(HOSTILE.iter().copied())
        .chain(["_x0041_ & \u{FFFE}", "\u{1}\u{8}制御\tタブ"])
        .map(|text| text.replace(['\r', '\n', '〔', '〕'], ""))
        .collect();
    let rows = (0..).zip(&texts).map(|(index, text)| {
        let old = cell(index, &[], "", text);
        row(Change::Edited, Some(old), Some(cell(index, &[], "", &format!("{text}〔{text}〕"))))
    });
    let report = report(rows.collect());
    let table = present(&report, Lang::Ja);
    let file = written(&report, OutputFormat::Xlsx);
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no formula");
    let n_quoted = part(&file, "xl/styles.xml").matches("quotePrefix=\"1\"").count();
    assert!(n_quoted > 0);
    let word = texts_of_word(&read_back("表.docx", written(&report, OutputFormat::Docx)));
    let excel = sheet_rows(&read_back("表.xlsx", file));
    assert_eq!(table.rows.len(), texts.len());
    for (index, row) in table.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            assert_eq!(excel[index][column + 2], shown(cell));
            assert_eq!(word[index + 1][column], shown(cell));
        }
    }
}

/// What a cell says where characters that steer a display, or that XML cannot
/// hold, are shown as signs.
fn shown(cell: &PrintedCell) -> String {
    let sign = |c: char| match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c).to_string(),
        '\u{7F}'..='\u{9F}' | '\u{202E}' | '\u{FFFE}' => format!("⟨U+{:04X}⟩", u32::from(c)),
        c => c.to_string(),
    };
    said(cell).chars().map(sign).collect()
}

#[test]
fn documents_without_a_change_have_a_table_all_the_same() {
    for rows in [Vec::new(), vec![same(0, &[], "第１", "第１ 総則")]] {
        let report = report(rows);
        let labels = &report.table.profile.labels;
        let word = read_back("表.docx", written(&report, OutputFormat::Docx));
        assert_eq!(texts_of_word(&word)[0], [labels.new.clone(), labels.old.clone()]);
        assert!(word.source.original().contains("変更箇所はありません"));
        let excel = read_back("表.xlsx", written(&report, OutputFormat::Xlsx));
        assert!(excel.source.original().contains("変更箇所はありません"));
    }
}

/// What `LibreOffice` reads and writes again has every text and underline.
#[test]
#[expect(clippy::disallowed_methods, reason = "LibreOffice wants files")]
fn libreoffice_keeps_every_underline_and_every_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("saved");
    let (mut words, mut books) = (Vec::new(), Vec::new());
    let chosen = ["guideline guideline", "assessment ordinance", "guideline company"];
    for (name, report) in reports().into_iter().filter(|(name, _)| chosen.contains(&&**name)) {
        for (format, files) in [(OutputFormat::Docx, &mut words), (OutputFormat::Xlsx, &mut books)]
        {
            let extension = if format == OutputFormat::Docx { "docx" } else { "xlsx" };
            let path = folder.path().join(format!("{}.{extension}", name.replace(' ', "-")));
            std::fs::write(&path, written(&report, format)).expect("a folder takes files");
            files.push(path);
        }
    }
    assert_eq!((words.len(), books.len()), (3, 3));
    office::convert(&words, "docx", &saved);
    office::convert(&books, "xlsx", &saved);
    let again = |path: &std::path::Path| {
        let name = path.file_name().expect("a name");
        [path, &saved.join(name)].map(|path| std::fs::read(path).expect("LibreOffice saved it"))
    };
    for path in &words {
        let [before, after] = again(path);
        let lines = underlined_in_word(&before);
        assert!(lines.values().sum::<usize>() > 0, "{}", path.display());
        assert_eq!(underlined_in_word(&after), lines, "{}", path.display());
        assert!(part(&after, "word/document.xml").contains("<w:tblHeader w:val=\"true\"/>"));
        let [before, after] = [before, after].map(|file| read_back("表.docx", file));
        assert_eq!(texts_of_word(&after), texts_of_word(&before), "{}", path.display());
    }
    for path in &books {
        let [before, after] = again(path).map(|file| sheet_rows(&read_back("表.xlsx", file)));
        assert_eq!(after, before, "{}", path.display());
    }
}

#[test]
fn what_the_table_leaves_out_has_a_sheet_of_its_own() {
    let mut report = Sample::text("guideline").compare();
    let file = written(&report, OutputFormat::Xlsx);
    assert!(!part(&file, "xl/workbook.xml").contains("表に載せない変更"));
    report.table.profile.renumbered = Renumbered::Hide;
    let table = present(&report, Lang::Ja);
    assert!(table.left_out.len() > 5);
    let file = written(&report, OutputFormat::Xlsx);
    assert!(part(&file, "xl/workbook.xml").contains("表に載せない変更"));
    let n_rows = part(&file, "xl/worksheets/sheet2.xml").matches("<row ").count();
    assert!(n_rows >= table.left_out.len() + 2, "title, head, rows");
}

/// The file has the parts that it names, and no other.
#[test]
fn word_files_have_the_parts_they_name() {
    let file = written(&report(vec![same(1, &[], "第１", "第１ 目的")]), OutputFormat::Docx);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
    let mut there: Vec<String> = (0..zip.len())
        .map(|at| format!("/{}", zip.by_index(at).unwrap().name().unwrap()))
        .filter(|name| !name.contains("_rels/") && name != "/[Content_Types].xml")
        .collect();
    let named = |xml: &str, attribute: &str| -> Vec<String> {
        let before = format!(" {attribute}=\"");
        let parts = xml.split(&before).skip(1);
        parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())).collect()
    };
    let mut typed = named(&part(&file, "[Content_Types].xml"), "PartName");
    let package = named(&part(&file, "_rels/.rels"), "Target");
    let document = named(&part(&file, "word/_rels/document.xml.rels"), "Target");
    let package = package.iter().map(|name| format!("/{name}"));
    let mut related: Vec<String> =
        package.chain(document.iter().map(|name| format!("/word/{name}"))).collect();
    for names in [&mut there, &mut typed, &mut related] {
        names.sort();
    }
    assert_eq!(there, typed);
    assert_eq!(there, related);
}

#[test]
fn columns_are_told_apart() {
    let mut report = Sample::text("guideline").compare();
    report.table.profile = Profile::builtin("company").expect("a profile");
    let table = present(&report, Lang::Ja);
    assert_eq!(table.columns.last().map(|it| it.kind), Some(ColumnKind::Third));
    let xml = part(&written(&report, OutputFormat::Docx), "word/document.xml");
    let widths: Vec<u32> = xml
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .take(3)
        .map(|rest| rest.split('"').next().expect("a width").parse().expect("a number"))
        .collect();
    assert_eq!(widths[0], widths[1]);
    assert!(widths[2] * 2 < widths[0]);
}

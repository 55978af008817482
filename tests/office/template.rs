//! Templates of an office: fields cut into runs, formatting kept, mistakes
//! named.

use std::io::Write as _;

use shinkyu::error::ErrorKind;
use shinkyu::lang::Lang;
use shinkyu::present::present;
use shinkyu::profile::Profile;
use shinkyu::report::Report;
use shinkyu::write::{Fields, Template, WriteOptions, fill};

use super::Sample;
use super::docx::{Docx, p, pack};
use super::package::{part, underlined_in_word};
use super::reading::{first_table, in_word, marked, read_back, said, texts};

/// A row of cells with these paragraphs.
fn tr(cells: &[&str]) -> String {
    format!("<w:tr w14:paraId=\"0A0A0A0A\"><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"))
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

/// `{{new}}` as Word may write it: in three runs, the first one bold.
const CUT: &str = "<w:p><w:pPr><w:ind w:left=\"21\"/></w:pPr><w:r><w:rPr><w:b/>\
    <w:u w:val=\"wave\"/></w:rPr><w:t>{</w:t></w:r><w:bookmarkStart w:id=\"1\" w:name=\"x\"/>\
    <w:r><w:t>{ne</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>w}}</w:t></w:r>\
    <w:bookmarkEnd w:id=\"1\"/></w:p>";

fn good() -> Docx {
    let head = tr(&[&p("号"), &p("新"), &p("旧"), &p("備考")]);
    let row = tr(&[&p("第{{number}}"), CUT, &p("{{old}}"), &p(" {{remarks}} ")]);
    let body = format!("{}{}{}", p("{{title}}（{{ date }}）"), tbl(&[head, row]), p("{{lists}}"));
    Docx::new(body).with("header", p("{{old_name}} → {{new_name}}"))
}

fn filled(template: &[u8], report: &Report, date: Option<&str>) -> Vec<u8> {
    let template = Template::open("様式.docx", template).expect("a template");
    let fields = Fields { date: date.map(str::to_owned) };
    let mut out = Vec::new();
    fill(report, &template, &fields, &WriteOptions::default(), &mut out).expect("memory");
    out
}

fn sample(profile: &str) -> Report {
    let mut report = Sample::text("guideline").compare();
    report.table.profile = Profile::builtin(profile).expect("a profile");
    report
}

#[test]
fn a_template_is_filled_with_every_row_in_its_formatting() {
    for profile in ["company", "ordinance"] {
        let report = sample(profile);
        let table = present(&report, Lang::Ja);
        let file = filled(&good().finish(), &report, Some("令和８年４月１日"));
        assert_eq!(file, filled(&good().finish(), &report, Some("令和８年４月１日")));
        let extract = read_back("表.docx", file.clone());
        let found = texts(&extract, first_table(&extract));
        assert_eq!(found.len(), table.rows.len() + 1);
        assert_eq!(found[0], ["号", "新", "旧", "備考"]);
        for (row, found) in table.rows.iter().zip(&found[1..]) {
            let number = row.number.map_or_else(String::new, |n| n.to_string());
            assert_eq!(found[0], format!("第{number}"));
            for (index, cell) in row.cells.iter().enumerate() {
                let found = found.get(index + 1).map_or("", String::as_str);
                assert_eq!(found, said(cell), "row {:?}", row.number);
            }
        }
        assert_eq!(underlined_in_word(&file), marked(&table, 1, in_word));
        let xml = part(&file, "word/document.xml");
        assert!(!xml.contains("wave") && !xml.contains("{{") && !xml.contains("Table"));
        assert_eq!(xml.matches("w14:paraId").count(), 1, "the head keeps its own");
        let all = extract.source.original();
        assert!(all.contains("新旧対照表（令和８年４月１日）") && all.contains("内容の変更（"));
        assert!(part(&file, "word/header.xml").contains("old → new"));
        // The formatting of the field is that of the text.
        let indented = xml.matches("<w:pPr><w:ind w:left=\"21\"/></w:pPr>").count();
        assert!(indented >= table.rows.len());
        assert!(
            xml.matches("<w:b/>").count()
                >= table.rows.iter().filter(|row| row.number.is_some()).count()
        );
    }
}

#[test]
fn tables_of_the_documents_fit_into_the_cells_of_the_office() {
    let wide =
        |text: &str| format!("<w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>{}", p(text));
    let row = tr(&[&wide("{{new}}"), &wide("{{old}}")]);
    let sample = Sample { name: "assessment", old: "word/old.docx", new: "word/new.docx" };
    let file = filled(&Docx::new(tbl(&[row])).finish(), &sample.compare(), None);
    let xml = part(&file, "word/document.xml");
    let widths: Vec<u32> = xml
        .split("<w:tblW w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("a width").parse().expect("a number"))
        .collect();
    assert!(widths.len() > 20);
    assert!(widths.iter().all(|width| (2_000..3_000).contains(width)), "{widths:?}");
}

#[test]
fn a_template_without_rows_to_fill_keeps_one() {
    let file = filled(&good().finish(), &super::report(Vec::new()), Some("x"));
    let xml = part(&file, "word/document.xml");
    assert_eq!(xml.matches("</w:tr>").count(), 2);
    assert!(!xml.contains("{{"));
}

#[test]
fn a_word_template_becomes_a_document() {
    let mut files = good().files();
    files[0].1 = files[0].1.replace("document.main", "template.main");
    let file = filled(&pack(&files), &sample("company"), Some("x"));
    assert!(!part(&file, "[Content_Types].xml").contains("template.main"));
    files[0].1 = files[0].1.replace("template.main", "macroEnabled.main");
    assert_eq!(refused(&pack(&files)).0, ErrorKind::BadTemplate);
}

fn refused(bytes: &[u8]) -> (ErrorKind, String, String) {
    let error = Template::open("様式.docx", bytes).expect_err("no template");
    (error.kind(), error.message(Lang::Ja), error.message(Lang::En))
}

#[test]
fn mistakes_are_named() {
    let row = |cells: &[&str]| {
        tbl(&[tr(&cells
            .iter()
            .map(|it| p(it))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>())])
    };
    let both = row(&["{{new}}", "{{old}}"]);
    let cases = [
        (p("本文"), "no row"),
        (row(&["{{new}}", "旧"]), "has no {{old}}"),
        (row(&["新", "{{old}}"]), "has no {{new}}"),
        (format!("{both}{both}"), "more than one row"),
        (format!("{both}{}", p("{{titel}}")), "no field {{titel}} (try {{title}})"),
        (format!("{both}{}", p("{{number}}")), "{{number}} can stand only in the row"),
        (format!("{both}{}", p("{{remarks}}")), "{{remarks}} can stand only in the row"),
        (p("{{new}}"), "{{new}} can stand only in the row"),
        (row(&["{{new}}。", "{{old}}"]), "{{new}} shares its paragraph"),
    ];
    for (body, said) in cases {
        let (kind, ja, en) = refused(&Docx::new(body.as_str()).finish());
        assert_eq!(kind, ErrorKind::BadTemplate);
        assert!(en.contains(said) && en.contains("様式.docx"), "{en}");
        assert!(ja.contains("ください。"), "{ja}");
    }
    for bytes in [b"%PDF-1.7".as_slice(), b"", &pack(&[("a.txt".into(), String::new())])] {
        assert!(refused(bytes).2.contains("not a Word document"));
    }
}

#[test]
fn a_bomb_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).expect("memory");
    for _ in 0..80 {
        zip.write_all(&vec![b' '; 1 << 20]).expect("memory");
    }
    let bytes = zip.finish().expect("memory").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refused(&bytes).2.contains("too large"));
}

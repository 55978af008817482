//! Damaged and hostile files: one clear error, no panic, no flood.

use std::fmt::Write as _;

use proptest::prelude::*;
use shinkyu::error::ErrorKind;
use shinkyu::lang::Lang;
use shinkyu::model::{Span, count_characters};

use super::xlsx::{Workbook, rows, zipped};
use super::{read_file, shown, spans_of};

fn workbook() -> Vec<u8> {
    let merged = r#"<mergeCells><mergeCell ref="A2:B2"/></mergeCells>"#;
    let cells = rows(&[("A1", 0, "様式"), ("A2", 1, "名称"), ("C2", 2, "45170"), ("D9", 3, "12")]);
    Workbook::new().sheet(r#"name="表""#, &format!("{cells}{merged}")).finish()
}

const PAGE: &str = "<html><meta charset=utf-8><body><ol start=2><li>甲<table border=1><tr><td rowspan=2>乙<td>\
    丙<tr><td>丁</table></ol><p hidden>隠<p><ruby>字<rt>じ</ruby><pre>a\nb</pre>";

const LAW: &str = "<?xml version=\"1.0\"?><Law><LawBody><LawTitle>法</LawTitle><MainProvision><Article><ArticleTitle>第一条</ArticleTitle>\
    <Paragraph><ParagraphNum/><ParagraphSentence><Sentence>本文&amp;</Sentence></ParagraphSentence></Paragraph></Article></MainProvision></LawBody></Law>";

#[test]
fn pages_and_laws_in_utf_16_are_read_like_any_other() {
    for (name, text) in [("a.html", PAGE), ("a.xml", LAW)] {
        let units = format!("\u{FEFF}{text}");
        let wide: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(shown(name, &wide), shown(name, text.as_bytes()));
    }
}

/// Whatever comes, there is an answer: what is compared and what is set aside
/// are together what was read, or an error speaks both languages.
fn answers(name: &str, bytes: &[u8]) {
    match read_file(name, bytes) {
        Ok(extract) => {
            let count = |spans: Vec<Span>| -> u64 {
                spans.iter().map(|&span| count_characters(extract.source.slice(span))).sum()
            };
            let compared = count(extract.pieces.iter().flat_map(spans_of).collect());
            let aside = count(extract.set_aside.iter().map(|aside| aside.span).collect());
            let total = count_characters(extract.source.original());
            assert!(compared + aside == total && total > 0, "{compared} + {aside} of {total}");
        }
        Err(error) => {
            let (ja, en) = (error.message(Lang::Ja), error.message(Lang::En));
            assert!(ja.starts_with(name) && en.starts_with(name), "{ja} / {en}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(8),
        ..ProptestConfig::default()
    })]

    #[test]
    fn changed_bytes_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        for (name, bytes) in
            [("a.xlsx", workbook()), ("a.html", PAGE.into()), ("a.xml", LAW.into())]
        {
            let mut bytes = bytes;
            for (at, value) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            if cuts {
                bytes.truncate(cut.index(bytes.len()).max(1));
            }
            answers(name, &bytes);
        }
    }

    #[test]
    fn changed_parts_of_a_workbook_do_no_harm(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), "[<>/&\"'A-Z0-9=: -]{1,12}", 0_usize..9), 1..4),
    ) {
        let mut parts = full_workbook().parts();
        let at = part.index(parts.len());
        let text = &mut parts[at].1;
        for (at, insert, drop) in &changes {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            let end = (at + drop).min(chars.len());
            chars.splice(at..end, insert.chars());
            *text = chars.into_iter().collect();
        }
        answers("a.xlsx", &zipped(&parts));
    }
}

/// A workbook with a part of every kind.
fn full_workbook() -> Workbook {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let cells = rows(&[("A1", 1, "様式"), ("B2", 2, "45170"), ("XFD1048576", 0, "隅")]);
    let cells = cells.replace(
        "</sheetData>",
        r#"<row r="1048576"><c r="C1048576" t="s"><v>0</v></c></row></sheetData>"#,
    );
    let relations = format!(
        r#"<Relationships><Relationship Id="a" Type="{KIND}/drawing" Target="../drawings/drawing1.xml"/>
        <Relationship Id="b" Type="{KIND}/comments" Target="../comments1.xml"/></Relationships>"#
    );
    let strings = format!(
        r#"<Relationship Id="rIdT" Type="{KIND}/sharedStrings" Target="sharedStrings.xml"/>"#
    );
    Workbook::new()
        .sheet(
            r#"name="表""#,
            &format!(
                r#"<dimension ref="A1:XFD1048576"/><cols><col min="1" max="3" width="2"/></cols>{cells}
                <mergeCells><mergeCell ref="A1:B1"/></mergeCells><headerFooter><oddFooter>&amp;C&amp;P 頁</oddFooter></headerFooter>"#
            ),
        )
        .relation(&strings)
        .part("xl/sharedStrings.xml", "<sst count=\"1\"><si><r><t>共有</t></r><rPh sb=\"0\"><t>キ</t></rPh></si></sst>")
        .part("xl/worksheets/_rels/sheet1.xml.rels", &relations)
        .part(
            "xl/drawings/drawing1.xml",
            "<d><twoCellAnchor><from><col>1</col><row>4</row></from><sp><txBody><p><r><t>図</t></r></p></txBody></sp></twoCellAnchor></d>",
        )
        .part(
            "xl/comments1.xml",
            r#"<comments><commentList><comment ref="A1"><text><t>要確認</t></text></comment></commentList></comments>"#,
        )
}

/// Places are numbers that anyone can write.
#[test]
fn what_stands_outside_of_its_sheet_is_damage_or_has_a_place() {
    for cell in ["COMMENT1", "A4294967295"] {
        let book = Workbook::new().sheet(r#"name="表""#, &rows(&[(cell, 0, "遠い")]));
        let error = read_file("a.xlsx", &book.finish()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged, "{cell}");
    }
    let mut parts = full_workbook().parts();
    for (_, text) in parts.iter_mut().filter(|(name, _)| name.contains("drawing1")) {
        *text = text.replace("<row>4</row>", "<row>4294967295</row>");
    }
    let read = super::shown("a.xlsx", &zipped(&parts));
    assert!(read.iter().any(|line| line.contains("図")), "{read:?}");
}

#[test]
fn damage_is_explained_in_the_words_of_the_format() {
    let cut = |bytes: &[u8]| bytes[..bytes.len() * 2 / 3].to_vec();
    let book = [workbook(), b"xl/workbook.xml".to_vec()].concat();
    for (name, bytes, word) in [
        ("a.xlsx", cut(&book), "Excel"),
        ("a.docx", b"PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml".to_vec(), "Word"),
        ("a.xml", cut(LAW.as_bytes()), "e-Gov"),
        ("a.html", b"<html>".to_vec(), "文字"),
        ("b.html", format!("<html>{}", "<div>".repeat(100_000)).into_bytes(), "入れ子"),
        ("b.xml", format!("<Law>{}", "<Item>".repeat(100_000)).into_bytes(), "e-Gov"),
    ] {
        let error = read_file(name, &bytes).unwrap_err();
        let ja = error.message(Lang::Ja);
        assert!(matches!(error.kind(), ErrorKind::Damaged | ErrorKind::NoText), "{ja}");
        assert!(ja.contains(word), "{ja}");
    }
}

#[test]
fn too_many_sheets_are_refused() {
    let book = (0..=4096).fold(Workbook::new(), |book, at| {
        book.sheet(&format!(r#"name="{at}""#), &rows(&[("A1", 0, "甲")]))
    });
    assert_eq!(read_file("a.xlsx", &book.finish()).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn hidden_columns_without_end_take_no_time() {
    let mut inside = String::from("<cols>");
    for at in 0..40_000 {
        let column = at % 16_000 + 2;
        let _ = write!(inside, r#"<col min="{column}" max="{column}" hidden="1"/>"#);
    }
    inside.push_str("</cols><sheetData>");
    for row in 1..=20_000 {
        let _ = write!(inside, r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#);
    }
    inside.push_str("</sheetData>");
    let bytes = Workbook::new().sheet(r#"name="表""#, &inside).finish();
    // Looking at every column for every cell would take minutes.
    assert_eq!(shown("a.xlsx", &bytes).len(), 20_001);
}

#[test]
fn a_cell_in_the_last_corner_takes_no_room() {
    let cells = rows(&[("A1", 0, "始"), ("XFD1048576", 1, "終")]);
    let merged = r#"<mergeCells><mergeCell ref="A2:XFD1048575"/></mergeCells>"#;
    let bytes = Workbook::new().sheet(r#"name="表""#, &format!("{cells}{merged}")).finish();
    assert_eq!(shown("a.xlsx", &bytes), ["[sheet_name 表]", "始", "1:1 終"]);
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let bomb = " ".repeat(64 << 20);
    let mut parts: Vec<(String, String)> =
        (0..9).map(|at| (format!("xl/worksheets/sheet{at}.xml"), bomb.clone())).collect();
    parts.push(("xl/workbook.xml".into(), "<workbook/>".into()));
    let bytes = zipped(&parts);
    assert!(bytes.len() < 2 << 20);
    assert_eq!(read_file("a.xlsx", &bytes).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn one_text_repeated_without_end_is_refused() {
    let mut cells = String::from("<sheetData>");
    for row in 1..=10_000 {
        let _ = write!(cells, r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#);
    }
    cells.push_str("</sheetData>");
    let bytes = Workbook::new()
        .sheet(r#"name="表""#, &cells)
        .part(
            "xl/sharedStrings.xml",
            &format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(32_000)),
        )
        .relation(r#"<Relationship Id="rIdT" Type="x/sharedStrings" Target="sharedStrings.xml"/>"#)
        .finish();
    assert_eq!(read_file("a.xlsx", &bytes).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn hostile_tables_end() {
    let mut page = String::from("<html><table border=1>");
    for _ in 0..2_000 {
        page.push_str("<tr><td rowspan=65534 colspan=1000>甲<td rowspan=0>乙");
    }
    assert!(read_file("a.html", page.as_bytes()).is_ok());
}

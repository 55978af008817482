//! Broken and hostile Word files: one clear error or a warning, never a panic.

use proptest::prelude::*;
use shinkyu::error::{ErrorKind, WarningKind};
use shinkyu::lang::Lang;
use shinkyu::read::TrackedChanges;

use super::case::{read_bytes, says};
use super::cases;
use super::docx::{
    Docx, cell, item, level, list, numbering, p, pack, pp, r, row, table, word_namespace,
};

fn kind_of(bytes: Vec<u8>) -> Result<Vec<String>, ErrorKind> {
    let (extract, _) = read_bytes("規程.docx", bytes, TrackedChanges::Accept);
    extract.map(|extract| says(&extract)).map_err(|error| {
        for lang in [Lang::Ja, Lang::En] {
            let message = error.message(lang);
            assert!(
                message.starts_with("規程.docx: ") && !message.contains("PDF を作り直"),
                "{message}"
            );
        }
        error.kind()
    })
}

#[test]
fn damaged_files_are_refused() {
    let whole = Docx::new(p("本文")).finish();
    let cut = whole.get(..whole.len() * 2 / 3).expect("long enough").to_vec();
    assert_eq!(kind_of(cut), Err(ErrorKind::Damaged));
    let mut files = Docx::new(p("本文")).files();
    files.retain(|(name, _)| name != "word/document.xml");
    files.push(("word/document.xml.bak".into(), String::new()));
    assert_eq!(kind_of(pack(&files)), Err(ErrorKind::Damaged));
    for body in [p("開いた") + "<w:p>", "</w:body>".into(), "<w:p w:x='".into(), p("&#0;") + "<"]
    {
        assert_eq!(kind_of(Docx::new(body).finish()), Err(ErrorKind::Damaged));
    }
}

#[test]
fn documents_without_text_are_told_apart() {
    assert_eq!(kind_of(Docx::new("<w:p/>").finish()), Err(ErrorKind::NoText));
    let only_a_head = Docx::new("<w:p/>").with("comments", "");
    assert_eq!(kind_of(only_a_head.finish()), Err(ErrorKind::NoText));
}

#[test]
fn a_damaged_part_is_left_out_and_said() {
    let mut files = Docx::new(p("本文")).with("footnotes", "").files();
    for (name, content) in &mut files {
        if name == "word/footnotes.xml" {
            "<w:footnotes><".clone_into(content);
        }
    }
    let (extract, warnings) = read_bytes("a.docx", pack(&files), TrackedChanges::Accept);
    assert_eq!(says(&extract.expect("the body can be read")), ["本文"]);
    let kinds: Vec<WarningKind> = warnings.into_iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::PartUnreadable { part: "word/footnotes.xml".into() }]);
}

#[test]
fn damaged_relationships_are_said() {
    let mut files = Docx::new(p("本文")).with("footnotes", "").files();
    for (name, content) in &mut files {
        if name.ends_with("document.xml.rels") {
            content.truncate(content.len() - 4);
        }
    }
    let (extract, warnings) = read_bytes("a.docx", pack(&files), TrackedChanges::Accept);
    assert_eq!(says(&extract.expect("the body can be read")), ["本文"]);
    let kinds: Vec<WarningKind> = warnings.into_iter().map(|warning| warning.kind).collect();
    let part = "word/_rels/document.xml.rels".to_owned();
    assert_eq!(kinds, [WarningKind::PartUnreadable { part }]);
}

#[test]
fn locked_parts_are_told_apart() {
    let mut bytes = Docx::new(p("本文")).finish();
    // The lowest bit of the flags of an entry says that it is locked.
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let entries: Vec<usize> =
            (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == *signature).collect();
        assert!(!entries.is_empty());
        for at in entries {
            bytes[at + flags] |= 1;
        }
    }
    assert_eq!(kind_of(bytes), Err(ErrorKind::Encrypted));
}

#[test]
fn what_unpacks_to_far_too_much_is_refused() {
    let spaces = " ".repeat(65 << 20);
    assert_eq!(kind_of(Docx::new(spaces).finish()), Err(ErrorKind::TooLarge));
    let paragraphs = "<w:p/>".repeat(4_000_001);
    assert_eq!(kind_of(Docx::new(paragraphs).finish()), Err(ErrorKind::TooLarge));
}

#[test]
fn nesting_has_an_end() {
    for (open, close) in
        [("<w:sdt>", "</w:sdt>"), ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")]
    {
        let deep = open.repeat(5_000) + &p("底") + &close.repeat(5_000);
        assert_eq!(kind_of(Docx::new(deep).finish()), Err(ErrorKind::Damaged));
        let shallow = open.repeat(70) + &p("底") + &close.repeat(70);
        assert!(kind_of(Docx::new(shallow).finish()).is_ok());
    }
}

#[test]
fn a_row_may_be_wider_than_any_page() {
    let cells: Vec<String> =
        (0..5_000).map(|_| cell("<w:gridSpan w:val='99999'/><w:vMerge/>", "字")).collect();
    let body = table(&[row(&cells), row(&cells)]);
    let said = kind_of(Docx::new(body).finish()).expect("it can be read");
    assert_eq!(said.iter().map(|line| line.matches('字').count()).sum::<usize>(), 10_000);
}

#[test]
fn notes_that_refer_to_notes_end() {
    let reference = |id: u32| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let notes: Vec<String> = (1..=3_000)
        .map(|id| {
            format!(
                "<w:footnote w:id='{id}'><w:p>{}{}</w:p></w:footnote>",
                r("注"),
                reference(id % 3_000 + 1)
            )
        })
        .collect();
    let body = format!("<w:p>{}{}</w:p>", r("本文"), reference(1));
    let said =
        kind_of(Docx::new(body).with("footnotes", notes.concat()).finish()).expect("it ends");
    assert_eq!(said.len(), 3_001);
    assert_eq!(said.first().map(String::as_str), Some("本文¹"));
    assert_eq!(said.last().map(String::as_str), Some("注³⁰⁰¹"));
}

#[test]
fn parts_outside_the_package_do_not_exist() {
    let head = "<w:sectPr><w:headerReference w:type='default' r:id='header'/></w:sectPr>";
    for target in ["../../../../etc/passwd", "file:///etc/passwd", "/word/document.xml"] {
        let mut files = Docx::new(p("本文") + head).with("header", "").files();
        for (name, content) in &mut files {
            if name.ends_with("document.xml.rels") {
                *content = content.replace("header.xml", target);
            }
        }
        let said = kind_of(pack(&files)).expect("the body can be read");
        assert_eq!(said.first().map(String::as_str), Some("本文"), "{target}");
        assert!(said.iter().skip(1).all(|line| line == "- running_head: 本文"), "{target}");
    }
}

#[test]
fn other_prefixes_and_packers_are_read() {
    let document = format!(
        "\u{feff}<document xmlns='{}'><body><p><r><t>本文</t></r></p></body></document>",
        word_namespace()
    );
    let mut files = Docx::new("").files();
    for (name, content) in &mut files {
        if name == "word/document.xml" {
            content.clone_from(&document);
            "word\\document.xml".clone_into(name);
        }
    }
    assert_eq!(kind_of(pack(&files)), Ok(vec!["本文".to_owned()]));
}

/// A file with everything in it.
fn everything() -> Vec<(String, String)> {
    let cases = cases();
    let bodies: String = cases.iter().step_by(3).map(|case| body_of(&case.docx)).collect();
    let rules = numbering(&[list(1, &level(0, "decimal", "%1.", ""))], "");
    Docx::new(bodies + &item(1, 0, "末") + &pp("<w:pStyle w:val='a'/>", "尾"))
        .with("numbering", rules)
        .with(
            "styles",
            "<w:style w:type='paragraph' w:styleId='a'><w:basedOn w:val='a'/></w:style>",
        )
        .with("footnotes", format!("<w:footnote w:id='1'>{}</w:footnote>", p("注")))
        .files()
}

fn body_of(docx: &Docx) -> String {
    let document = docx.document();
    let body = document.split_once("<w:body>").and_then(|(_, rest)| rest.rsplit_once("<w:sectPr>"));
    body.map(|(body, _)| body.to_owned()).unwrap_or_default()
}

fn survives(bytes: &[u8]) {
    for tracked in [TrackedChanges::Accept, TrackedChanges::Reject] {
        let (_, _) = read_bytes("a.docx", bytes.to_vec(), tracked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_and_cuts_are_survived(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        keep in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = Docx::new(p("本文") + &item(1, 0, "項")).finish();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(keep.index(bytes.len()).max(4));
        }
        survives(&bytes);
    }

    #[test]
    fn shuffled_elements_are_survived(
        moves in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..60),
        part in 0_usize..4,
    ) {
        let mut files = everything();
        let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"];
        for (name, content) in &mut files {
            if name == names[part] {
                let mut pieces: Vec<String> = content.split_inclusive('>').map(str::to_owned).collect();
                let head = 2.min(pieces.len() - 1);
                for (from, to) in &moves {
                    let range = pieces.len() - head;
                    pieces.swap(head + from.index(range), head + to.index(range));
                }
                *content = pieces.concat();
            }
        }
        survives(&pack(&files));
    }

    /// Well-formed but senseless nests: every element everywhere.
    #[test]
    fn senseless_nests_are_survived(nest in nests()) {
        survives(&Docx::new(p("本文") + &nest).finish());
    }
}

const NAMES: [&str; 36] = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:vMerge",
    "w:gridSpan",
    "w:ins",
    "w:del",
    "w:pPr",
    "w:rPr",
    "w:numPr",
    "w:ilvl",
    "w:numId",
    "w:fldChar",
    "w:instrText",
    "w:ruby",
    "w:rt",
    "w:txbxContent",
    "w:br",
    "w:sym",
    "w:footnoteReference",
    "w:footnoteRef",
    "w:sectPr",
    "w:sdt",
    "mc:AlternateContent",
    "mc:Choice",
    "m:d",
    "m:dPr",
    "m:t",
    "a:p",
    "w:trPr",
    "w:vanish",
    "w:pPrChange",
];
const ATTRIBUTES: [&str; 8] = [
    "",
    "w:val='restart'",
    "w:val='0'",
    "w:val='4294967295'",
    "w:fldCharType='begin'",
    "w:fldCharType='end'",
    "w:id='1'",
    "w:char='F0FF' w:font='Symbol'",
];

fn nests() -> impl Strategy<Value = String> {
    let element = (prop::sample::select(&NAMES[..]), prop::sample::select(&ATTRIBUTES[..]));
    let leaf = element.clone().prop_map(|(name, said)| format!("<{name} {said}>字</{name}>"));
    leaf.prop_recursive(6, 60, 6, move |inner| {
        (element.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|((name, said), inner)| format!("<{name} {said}>{}</{name}>", inner.concat()))
    })
}

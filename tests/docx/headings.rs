//! Paragraphs that Word counts as headings.

use shinkyu::read::TrackedChanges;

use super::case::read_bytes;
use super::docx::{Docx, p, pp};

const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='H2'><w:name w:val='heading 2'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Mine'><w:name w:val='Mine'/><w:basedOn w:val='H2'/></w:style>";

#[test]
fn outline_levels_are_those_of_the_paragraph_or_of_its_style() {
    let body = [
        p("はじめに"),
        pp("<w:pStyle w:val='H2'/>", "対象者"),
        p("市民とする。"),
        pp("<w:pStyle w:val='Mine'/>", "手続と</w:t><w:br/><w:t>期限"),
        pp("<w:pStyle w:val='Mine'/><w:outlineLvl w:val='9'/>", "見出しの書式の本文"),
        pp("<w:outlineLvl w:val='2'/>", "審査"),
        pp("<w:pStyle w:val='H2'/>", ""),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            pp("<w:pStyle w:val='H2'/>", "表の中")
        ),
        p("終わり"),
    ];
    let docx = Docx::new(body.concat()).with("styles", STYLES);
    let (extract, _) = read_bytes("a.docx", docx.finish(), TrackedChanges::Accept);
    let source = extract.expect("the file can be read").source;
    let headings: Vec<(&str, u8)> =
        source.headings().iter().map(|it| (source.slice(it.span), it.level)).collect();
    assert_eq!(headings, [("対象者", 2), ("手続と　期限", 2), ("審査", 3)]);
}

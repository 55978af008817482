//! Parts that depend on little or nothing: styles, settings, fonts,
//! properties. Written whole, because docx-rs knows no language, no East
//! Asian font table and no title.

use quick_xml::escape::escape;

use super::super::office;
use crate::profile::Font;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Names of a font: that of a Japanese Word, that of others.
fn names(font: Font) -> [&'static str; 2] {
    match font {
        Font::Mincho => ["ＭＳ 明朝", "MS Mincho"],
        Font::Gothic => ["ＭＳ ゴシック", "MS Gothic"],
    }
}

/// Styles: every kind of paragraph has its own, so that an office can change
/// the look of all of them at once. 10.5 pt is the size of Japanese Word.
pub(super) fn styles(font: Font) -> String {
    let [name, _] = names(font);
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\">\
             <w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let size = |half_points: u32| {
        format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
    };
    let title = format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/>\
         <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"120\"/>\
         <w:jc w:val=\"center\"/></w:pPr><w:rPr>{}</w:rPr></w:style>",
        size(28)
    );
    let own = [
        style("TableNoteAbove", "対照表の上の注", "<w:jc w:val=\"right\"/>", ""),
        style("TableNoteBelow", "対照表の下の注", "<w:spacing w:before=\"60\"/>", ""),
        style("TableHead", "対照表の列名", "<w:jc w:val=\"center\"/>", ""),
        style("TableHeading", "対照表の見出し", "", ""),
        style("TableFiller", "対照表の略", "", ""),
        style("TableRemark", "対照表の注記", "", &size(18)),
        style(
            "TableEnd",
            "対照表の表の後",
            "<w:spacing w:line=\"60\" w:lineRule=\"exact\"/>",
            &size(2),
        ),
        style("ListTitle", "変更一覧の題名", "<w:spacing w:after=\"120\"/>", &size(24)),
        style("ListHead", "変更一覧の見出し", "<w:spacing w:before=\"120\"/>", ""),
        style("ListEntry", "変更一覧の項目", "<w:ind w:left=\"420\" w:hanging=\"210\"/>", ""),
    ];
    format!(
        "{HEAD}<w:styles xmlns:w=\"{WORD}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{name}\" w:eastAsia=\"{name}\" w:hAnsi=\"{name}\" w:cs=\"{name}\"/>\
         {size}<w:lang w:val=\"ja-JP\" w:eastAsia=\"ja-JP\" w:bidi=\"ar-SA\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/><w:qFormat/></w:style>{title}{own}</w:styles>",
        size = size(21),
        own = own.concat(),
    )
}

/// Settings: Japanese, and line breaking as Japanese Word does it.
pub(super) fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/>\
         <w:defaultTabStop w:val=\"840\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:balanceSingleByteDoubleByteWidth/><w:ulTrailSpace/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"ja-JP\" w:eastAsia=\"ja-JP\"/></w:settings>"
    )
}

/// The font, with the name that programs in other languages know it by.
pub(super) fn fonts(font: Font) -> String {
    let [name, other] = names(font);
    let family = match font {
        Font::Mincho => "roman",
        Font::Gothic => "modern",
    };
    format!(
        "{HEAD}<w:fonts xmlns:w=\"{WORD}\"><w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/>\
         <w:charset w:val=\"80\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"fixed\"/>\
         </w:font></w:fonts>"
    )
}

/// Title, language and a date that is always the same: no clock is asked.
pub(super) fn properties(title: &str) -> String {
    let title = office::printable(title);
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>shinkyu</dc:creator><dc:language>ja-JP</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified>\
         </cp:coreProperties>",
        escape(&*title),
        date = office::DATE,
    )
}

//! Builds small Word files by hand, so that each test shows the very elements
//! it is about.
#![allow(dead_code, reason = "each test that includes this uses a part of it")]

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NAMESPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
    xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' \
    xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'";

/// A Word file in the making.
#[derive(Debug, Clone)]
pub struct Docx {
    body: String,
    /// Parts beside the body: what they are, their root element, their content.
    parts: BTreeMap<&'static str, String>,
}

impl Docx {
    /// A file whose body is this XML. Where it does not say otherwise, the page
    /// is an A4 page.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), parts: BTreeMap::new() }
    }

    /// Adds the content of a part: `styles`, `numbering`, `footnotes`,
    /// `endnotes`, `comments`, `settings`, `header` or `footer` (with the
    /// relationship of that name).
    #[must_use]
    pub fn with(mut self, part: &'static str, content: impl Into<String>) -> Self {
        self.parts.insert(part, content.into());
        self
    }

    /// `word/document.xml`.
    pub fn document(&self) -> String {
        let section = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/>\
            <w:pgMar w:top='1418' w:right='1418' w:bottom='1418' w:left='1418' w:header='851' \
            w:footer='851' w:gutter='0'/></w:sectPr>";
        let section = if self.body.contains("<w:pgSz") { "" } else { section };
        format!(
            "{HEAD}<w:document {NAMESPACES}><w:body>{}{section}</w:body></w:document>",
            self.body
        )
    }

    /// The parts of the package in order.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut types = String::new();
        let mut relations = String::new();
        let mut files = Vec::new();
        for (&part, content) in &self.parts {
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
            types.extend([format!(
                "<Override PartName='/word/{part}.xml' ContentType='{kind}.{part}+xml'/>"
            )]);
            relations.extend([format!(
                "<Relationship Id='{part}' Type='{RELATIONS}/{part}' Target='{part}.xml'/>"
            )]);
            let root = match part {
                "header" => "hdr",
                "footer" => "ftr",
                part => part,
            };
            let content = format!("{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>");
            files.push((format!("word/{part}.xml"), content));
        }
        let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main";
        let types = format!(
            "{HEAD}<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
             <Default Extension='rels' \
             ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
             <Default Extension='xml' ContentType='application/xml'/>\
             <Override PartName='/word/document.xml' ContentType='{main}+xml'/>{types}</Types>"
        );
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let root = format!(
            "{HEAD}<Relationships xmlns='{package}'><Relationship Id='body' \
             Type='{RELATIONS}/officeDocument' Target='word/document.xml'/></Relationships>"
        );
        let relations =
            format!("{HEAD}<Relationships xmlns='{package}'>{relations}</Relationships>");
        files.insert(0, ("[Content_Types].xml".into(), types));
        files.insert(1, ("_rels/.rels".into(), root));
        files.insert(2, ("word/document.xml".into(), self.document()));
        files.insert(3, ("word/_rels/document.xml.rels".into(), relations));
        files
    }

    /// The bytes of the file.
    pub fn finish(&self) -> Vec<u8> {
        pack(&self.files())
    }
}

const HEAD: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n";

/// A ZIP file of these parts.
pub fn pack(files: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory takes any file");
        zip.write_all(content.as_bytes()).expect("memory takes any file");
    }
    zip.finish().expect("memory takes any file").into_inner()
}

/// The namespace of Word, for files put together in another way.
pub fn word_namespace() -> &'static str {
    WORD
}

/// A run.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A paragraph with these properties and a run.
pub fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// A paragraph of a list.
pub fn item(list: u32, level: u32, text: &str) -> String {
    let number = format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
    pp(&number, text)
}

/// A level of a list: format, text, and whatever else it says.
pub fn level(level: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}\
         <w:lvlText w:val='{text}'/></w:lvl>"
    )
}

/// Counting rules and a list of the same number that uses them.
pub fn list(number: u32, levels: &str) -> (String, String) {
    let rules = format!(
        "<w:abstractNum w:abstractNumId='{number}'><w:multiLevelType w:val='multilevel'/>{levels}\
         </w:abstractNum>"
    );
    (rules, instance(number, number, ""))
}

/// A list that uses counting rules, with its own changes.
pub fn instance(number: u32, rules: u32, changes: &str) -> String {
    format!("<w:num w:numId='{number}'><w:abstractNumId w:val='{rules}'/>{changes}</w:num>")
}

/// `numbering.xml` of lists and further instances.
pub fn numbering(lists: &[(String, String)], instances: &str) -> String {
    let rules: String = lists.iter().map(|(rules, _)| rules.as_str()).collect();
    let own: String = lists.iter().map(|(_, own)| own.as_str()).collect();
    format!("{rules}{own}{instances}")
}

/// A table of rows.
pub fn table(rows: &[String]) -> String {
    let borders: Vec<String> = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/><w:tblBorders>{}</w:tblBorders>\
         </w:tblPr>{}</w:tbl>",
        borders.concat(),
        rows.concat()
    )
}

/// A row of cells.
pub fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// A cell with these properties and one paragraph.
pub fn cell(properties: &str, text: &str) -> String {
    cell_of(properties, &p(text))
}

/// A cell with these properties and this content.
pub fn cell_of(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/>{properties}</w:tcPr>{content}</w:tc>")
}

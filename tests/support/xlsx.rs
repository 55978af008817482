//! A workbook made of the XML of its sheets.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook to be written.
#[derive(Debug, Default)]
pub struct Workbook {
    sheets: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    styles: String,
    relations: String,
}

/// Styles of the cells: 1 is framed on all sides, 2 shows a date in the
/// Japanese calendar, 3 thousands, 4 per cent, 5 nothing at all, 6 the number of
/// an article, 7 is framed on the left, 8 on the right.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode=";;;"/><numFmt numFmtId="178" formatCode="&quot;第&quot;0&quot;条&quot;"/></numFmts>
<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>
<borders count="4"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>
<border><left style="thin"/></border><border><right style="thin"/></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="9"><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/><xf numFmtId="176" borderId="0"/><xf numFmtId="3" borderId="0"/><xf numFmtId="10" borderId="0"/><xf numFmtId="177" borderId="0"/><xf numFmtId="178" borderId="0"/><xf numFmtId="0" borderId="2"/><xf numFmtId="0" borderId="3"/></cellXfs></styleSheet>"#;

impl Workbook {
    /// A workbook without sheets.
    pub fn new() -> Self {
        Self { styles: STYLES.to_owned(), ..Self::default() }
    }

    /// Adds a sheet: attributes of its entry (`name="…"`), then what stands
    /// inside `<worksheet>`.
    pub fn sheet(mut self, attributes: &str, inside: &str) -> Self {
        self.sheets.push((attributes.to_owned(), inside.to_owned()));
        self
    }

    /// Adds any other part.
    pub fn part(mut self, name: &str, text: &str) -> Self {
        self.parts.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Adds an entry to the relations of the workbook.
    pub fn relation(mut self, entry: &str) -> Self {
        self.relations.push_str(entry);
        self
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        zipped(&self.parts())
    }

    /// The parts of the file: name and text.
    pub fn parts(self) -> Vec<(String, String)> {
        const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
        const RELATIONS: &str =
            r#"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#;
        const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let (mut listed, mut relations) = (String::new(), self.relations);
        let mut parts = self.parts;
        for (index, (attributes, inside)) in self.sheets.iter().enumerate() {
            let number = index + 1;
            let _ =
                write!(listed, r#"<sheet {attributes} sheetId="{number}" r:id="rId{number}"/>"#);
            let _ = write!(
                relations,
                r#"<Relationship Id="rId{number}" Type="{KIND}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
            );
            let sheet = format!("<worksheet {MAIN}>{inside}</worksheet>");
            parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
        }
        let _ = write!(
            relations,
            r#"<Relationship Id="rIdS" Type="{KIND}/styles" Target="styles.xml"/>"#
        );
        let package = format!(
            r#"<Relationships {RELATIONS}><Relationship Id="rId1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        );
        let book = format!("<workbook {MAIN}><sheets>{listed}</sheets></workbook>");
        let relations = format!("<Relationships {RELATIONS}>{relations}</Relationships>");
        parts.push(("_rels/.rels".into(), package));
        parts.push(("xl/workbook.xml".into(), book));
        parts.push(("xl/_rels/workbook.xml.rels".into(), relations));
        parts.push(("xl/styles.xml".into(), self.styles));
        parts
    }
}

/// A package of parts.
pub fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("names are plain");
        zip.write_all(text.as_bytes()).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

/// Rows of cells with text: `("A1", style, text)`, sorted by row.
pub fn rows(cells: &[(&str, u32, &str)]) -> String {
    let mut out = String::from("<sheetData>");
    let mut open = None;
    for (reference, style, text) in cells {
        let row = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if open != Some(row) {
            if open.is_some() {
                out.push_str("</row>");
            }
            let _ = write!(out, r#"<row r="{row}">"#);
            open = Some(row);
        }
        let value = match text.parse::<f64>() {
            Ok(_) => format!(r#"<c r="{reference}" s="{style}"><v>{text}</v></c>"#),
            Err(_) if text.is_empty() => format!(r#"<c r="{reference}" s="{style}"/>"#),
            Err(_) => format!(
                r#"<c r="{reference}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#
            ),
        };
        out.push_str(&value);
    }
    if open.is_some() {
        out.push_str("</row>");
    }
    out + "</sheetData>"
}

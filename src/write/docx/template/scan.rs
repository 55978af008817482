//! Paragraphs of a part, with the text and the rows they stand in, as byte
//! ranges of its XML. Word cuts a text into runs wherever it likes, so the
//! characters of one field may stand in several of them.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

use super::super::super::office;
use super::columns::Columns;
use super::fields::{Field, Found};

/// Deepest nesting; Word stops at a few tables in tables.
const DEEPEST: usize = 512;
/// Stands for what is no text between two stretches of it, so that no field
/// reaches over it. XML cannot hold it.
const BREAK: &str = "\0";

/// A change of the XML: which bytes become what.
pub(super) type Edit = (Range<usize>, String);

/// A stretch of the XML with these changes; of two that overlap, the first one
/// is made.
pub(super) fn apply(xml: &str, range: Range<usize>, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let added: usize = edits.iter().map(|(_, text)| text.len()).sum();
    let mut out = String::with_capacity(range.len() + added);
    let mut at = range.start;
    for (own, text) in edits {
        if own.start < at {
            continue;
        }
        out.push_str(xml.get(at..own.start).unwrap_or_default());
        out.push_str(&text);
        at = own.end;
    }
    out.push_str(xml.get(at..range.end).unwrap_or_default());
    out
}

/// A part with text.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub text: String,
    /// Whether it is the main part.
    pub is_document: bool,
    pub paragraphs: Vec<Paragraph>,
    /// Marks that may stand only once in a document, and are left out of
    /// copies: identifiers of paragraphs and rows, bookmarks.
    pub unique: Vec<Range<usize>>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// The whole element.
    pub range: Range<usize>,
    /// Its `w:pPr`; empty where there is none.
    pub properties: Range<usize>,
    /// The innermost row around it.
    pub row: Option<Range<usize>>,
    /// Width of the innermost cell around it, in twentieths of a point, where
    /// the file tells.
    pub width: Option<usize>,
    pieces: Vec<Piece>,
}

/// A `w:t`, or what breaks the text.
#[derive(Debug, Clone)]
struct Piece {
    /// The whole element; empty for a break.
    range: Range<usize>,
    text: String,
    /// Properties of its run, the tags included; empty where there are none.
    run: Range<usize>,
}

impl Paragraph {
    /// Its characters.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Properties of the run in which a byte of the text stands.
    pub(super) fn run_at(&self, at: usize) -> Range<usize> {
        let mut start = 0;
        for piece in &self.pieces {
            if (start..start + piece.text.len()).contains(&at) {
                return piece.run.clone();
            }
            start += piece.text.len();
        }
        0..0
    }

    /// Replaces fields: the text stands where the field begins, in its run.
    pub(super) fn replaced(
        &self,
        xml: &str,
        fields: &[Found],
        value: &dyn Fn(Field) -> Option<String>,
    ) -> Vec<Edit> {
        let values: Vec<(Range<usize>, String)> =
            fields.iter().filter_map(|it| Some((it.range.clone(), value(it.field)?))).collect();
        let mut edits = Vec::new();
        let mut start = 0;
        for piece in &self.pieces {
            let own = start..start + piece.text.len();
            start = own.end;
            let here = values.iter().filter(|(at, _)| at.start < own.end && at.end > own.start);
            let mut text = String::new();
            let (mut at, mut is_changed) = (own.start, false);
            for (field, value) in here {
                is_changed = true;
                let before = at..field.start.max(own.start);
                text.push_str(slice(&piece.text, &before, own.start));
                if own.contains(&field.start) {
                    text.push_str(value);
                }
                at = field.end.min(own.end);
            }
            if is_changed && !piece.range.is_empty() {
                text.push_str(slice(&piece.text, &(at..own.end), own.start));
                debug_assert!(xml.get(piece.range.clone()).is_some());
                edits.push((piece.range.clone(), text_element(&text)));
            }
        }
        edits
    }
}

fn slice<'a>(text: &'a str, range: &Range<usize>, offset: usize) -> &'a str {
    text.get(range.start.saturating_sub(offset)..range.end.saturating_sub(offset))
        .unwrap_or_default()
}

/// A `w:t`. Line breaks of a value become spaces: it stands inside a line.
fn text_element(text: &str) -> String {
    let text = text.replace(['\n', '\r', '\t'], " ");
    format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(&*office::printable(&text)))
}

/// Whether a part is one with text: its root tells.
pub(super) fn has_text(xml: &str) -> bool {
    root(xml).is_some()
}

/// Whether the root of a part with text is that of the main one.
fn root(xml: &str) -> Option<bool> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                return match tag.name().as_ref() {
                    "w:document" => Some(true),
                    "w:hdr" | "w:ftr" | "w:footnotes" | "w:endnotes" => Some(false),
                    _ => None,
                };
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What is open while a part is scanned.
#[derive(Default)]
struct Open {
    paragraphs: Vec<Paragraph>,
    rows: Vec<usize>,
    tables: Vec<Columns>,
    /// Properties of the run.
    run: Range<usize>,
}

impl Open {
    fn see(&mut self, tag: &BytesStart<'_>) {
        if tag.name().as_ref() == "w:tbl" {
            self.tables.push(Columns::default());
        } else if let Some(columns) = self.tables.last_mut() {
            columns.see(tag);
        }
    }
}

impl Part {
    /// Scans a part. `None` for what is no XML or nests too deep.
    pub(super) fn scan(xml: &str) -> Option<Self> {
        let mut part = Self {
            text: xml.to_owned(),
            is_document: root(xml)?,
            paragraphs: Vec::new(),
            unique: Vec::new(),
        };
        let mut reader = Reader::from_str(xml);
        let mut names: Vec<(String, usize)> = Vec::new();
        let mut open = Open::default();
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().ok()?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Eof => break,
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    open.see(&tag);
                    part.opened(&name, start..end, &mut open);
                    names.push((name, start));
                    if names.len() > DEEPEST {
                        return None;
                    }
                }
                Event::Empty(tag) => {
                    open.see(&tag);
                    part.opened(tag.name().as_ref(), start..end, &mut open);
                    part.closed(tag.name().as_ref(), start..end, &mut open)?;
                }
                Event::End(_) => {
                    let (name, start) = names.pop()?;
                    part.closed(&name, start..end, &mut open)?;
                }
                _ => {}
            }
        }
        names.is_empty().then_some(part)
    }

    /// A start tag.
    fn opened(&mut self, name: &str, tag: Range<usize>, open: &mut Open) {
        match name {
            "w:p" | "w:tr" => self.identifiers(&tag),
            "w:bookmarkStart" | "w:bookmarkEnd" => self.unique.push(tag.clone()),
            _ => {}
        }
        match name {
            "w:p" => open.paragraphs.push(Paragraph {
                range: tag,
                properties: 0..0,
                row: None,
                width: open.tables.last().and_then(Columns::width),
                pieces: Vec::new(),
            }),
            "w:tr" => open.rows.push(tag.start),
            "w:r" => open.run = 0..0,
            "w:tab" | "w:br" | "w:cr" | "w:drawing" | "w:pict" => {
                if let Some(paragraph) = open.paragraphs.last_mut() {
                    let text = BREAK.to_owned();
                    paragraph.pieces.push(Piece { range: 0..0, text, run: 0..0 });
                }
            }
            _ => {}
        }
    }

    /// The whole element.
    fn closed(&mut self, name: &str, element: Range<usize>, open: &mut Open) -> Option<()> {
        match name {
            "w:p" => {
                let mut paragraph = open.paragraphs.pop()?;
                paragraph.range = element;
                // Where the row ends is known when it does.
                paragraph.row = open.rows.last().map(|start| *start..0);
                self.paragraphs.push(paragraph);
            }
            "w:tr" => {
                open.rows.pop()?;
                let own = self.paragraphs.iter_mut().rev();
                let inside = own.take_while(|it| it.range.start >= element.start);
                for row in inside.filter_map(|it| it.row.as_mut()) {
                    if row.start == element.start {
                        row.end = element.end;
                    }
                }
            }
            "w:tbl" => drop(open.tables.pop()),
            "w:pPr" => open.paragraphs.last_mut()?.properties = element,
            "w:rPr" => open.run = element,
            "w:t" => {
                let run = open.run.clone();
                if let Some(paragraph) = open.paragraphs.last_mut() {
                    let text = content(self.text.get(element.clone())?)?;
                    paragraph.pieces.push(Piece { range: element, text, run });
                }
            }
            _ => {}
        }
        Some(())
    }

    /// `w14:paraId` and `w14:textId` in a start tag.
    fn identifiers(&mut self, tag: &Range<usize>) {
        let raw = self.text.get(tag.clone()).unwrap_or_default();
        let mut found = Vec::new();
        for name in [" w14:paraId=\"", " w14:textId=\""] {
            if let Some(at) = raw.find(name)
                && let Some(length) = raw.get(at + name.len()..).and_then(|value| value.find('"'))
            {
                let start = tag.start + at;
                found.push(start..start + name.len() + length + 1);
            }
        }
        self.unique.append(&mut found);
    }
}

/// The characters between the tags of an element.
fn content(element: &str) -> Option<String> {
    let Some(end) = element.rfind("</") else { return Some(String::new()) };
    let start = element.find('>')? + 1;
    unescape(element.get(start..end)?).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::super::fields::found;
    use super::*;

    #[test]
    fn a_field_over_several_runs_is_replaced_where_it_begins() {
        let xml = "<w:document><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>題 {</w:t></w:r>\
            <w:proofErr/><w:r><w:t>{ti</w:t></w:r><w:r><w:t>tle}} 末{{date}}</w:t></w:r></w:p>\
            </w:document>";
        let part = Part::scan(xml).unwrap();
        let paragraph = &part.paragraphs[0];
        let fields = found(&paragraph.text()).unwrap();
        let value = |field| Some(if field == Field::Date { "昨日".into() } else { "A&B".into() });
        let filled = apply(xml, 0..xml.len(), paragraph.replaced(xml, &fields, &value));
        let text: String = Part::scan(&filled).unwrap().paragraphs[0].text();
        assert_eq!(text, "題 A&B 末昨日");
        assert!(filled.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">題 A&amp;B</w:t>"));
    }

    #[test]
    fn rows_and_what_may_stand_only_once_are_known() {
        let xml = "<w:document><w:tbl><w:tr w14:paraId=\"1\" a=\"b\"><w:tc><w:p/><w:tbl><w:tr>\
            <w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/></w:document>";
        let part = Part::scan(xml).unwrap();
        let rows: Vec<Option<usize>> =
            part.paragraphs.iter().map(|it| it.row.as_ref().map(Range::len)).collect();
        assert_eq!(rows[0], rows[2]);
        assert!(rows[1] < rows[0] && rows[3].is_none());
        assert_eq!(xml.get(part.unique[0].clone()).unwrap(), " w14:paraId=\"1\"");
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        assert!(Part::scan("<w:document><w:p></w:document>").is_none());
        let deep = format!("<w:document>{}", "<w:p>".repeat(DEEPEST + 1));
        assert!(Part::scan(&deep).is_none());
    }
}

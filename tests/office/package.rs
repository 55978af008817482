//! What is inside a written file: its parts, and text with its underlines.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Text of a part; empty where there is none.
pub fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a ZIP file");
    let mut text = String::new();
    if let Ok(mut part) = archive.by_name(name) {
        part.read_to_string(&mut text).expect("UTF-8");
    }
    text
}

/// Characters that are no white space by column and kind of underline.
pub type Underlined = BTreeMap<(usize, String), usize>;

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.value.to_string())
}

/// How many characters of the text of an event are no white space.
fn count(event: &Event<'_>) -> usize {
    match event {
        Event::Text(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
        Event::GeneralRef(_) => 1,
        _ => 0,
    }
}

/// Underlined characters of `word/document.xml` by column of the outer tables.
pub fn underlined_in_word(file: &[u8]) -> Underlined {
    let xml = part(file, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut found = Underlined::new();
    let (mut depth, mut column, mut is_text, mut line) = (0, 0, false, None);
    loop {
        let event = reader.read_event().expect("XML");
        match &event {
            Event::Eof => return found,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "w:tbl" => depth += 1,
                "w:tr" if depth == 1 => column = 0,
                "w:r" => line = None,
                "w:u" => line = attribute(tag, "w:val").filter(|value| value != "none"),
                "w:t" => is_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:tbl" => depth -= 1,
                "w:tc" if depth == 1 => column += 1,
                "w:t" => is_text = false,
                _ => {}
            },
            _ => {}
        }
        if let (true, Some(line)) = (is_text && depth > 0, &line) {
            *found.entry((column, line.clone())).or_default() += count(&event);
        }
    }
}

/// Underlined characters of the first sheet by column.
pub fn underlined_in_excel(file: &[u8]) -> Underlined {
    let xml = part(file, "xl/sharedStrings.xml");
    let mut reader = Reader::from_str(&xml);
    let mut strings: Vec<BTreeMap<String, usize>> = Vec::new();
    let (mut is_text, mut line) = (false, None);
    loop {
        let event = reader.read_event().expect("XML");
        match &event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "si" => strings.push(BTreeMap::new()),
                "r" => line = None,
                "u" => line = Some(attribute(tag, "val").unwrap_or_else(|| "single".to_owned())),
                "t" => is_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "t" => is_text = false,
                "si" => line = None,
                _ => {}
            },
            _ => {}
        }
        if let (true, Some(line), Some(last)) = (is_text, &line, strings.last_mut()) {
            *last.entry(line.clone()).or_default() += count(&event);
        }
    }
    let mut found = Underlined::new();
    for cell in part(file, "xl/worksheets/sheet1.xml").split("<c r=\"").skip(1) {
        let column = cell.bytes().next().map_or(0, |letter| usize::from(letter - b'A'));
        let value = cell.split("<v>").nth(1).and_then(|rest| rest.split("</v>").next());
        let is_string = cell.split('>').next().is_some_and(|tag| tag.contains("t=\"s\""));
        if let (true, Some(value)) = (is_string, value) {
            let string: usize = value.parse().expect("an index");
            for (line, n) in &strings[string] {
                *found.entry((column, line.clone())).or_default() += n;
            }
        }
    }
    found
}

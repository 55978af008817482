//! What docx-rs cannot say, put into what it built.
//!
//! - The head of the table is repeated on every page (`w:tblHeader` in the
//!   properties of the first row): the crate has no word for it.
//! - Properties stand in the order of the schema (ECMA-376 part 1, 17.3 to
//!   17.6), which validators and some readers insist on.
//! - Numbers of paragraphs and other words of later namespaces are left out,
//!   so that a paragraph can go into any document.

use std::io;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Which row is the head of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadRow {
    /// The first one of the part.
    First,
    /// None.
    None,
}

/// Elements with properties, and these in the order of the schema.
static ORDERS: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:strike",
            "w:dstrike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:shd",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
        ],
    ),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:tcMar", "w:vAlign"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
];

fn order(name: &str) -> Option<&'static [&'static str]> {
    ORDERS.iter().find(|(of, _)| *of == name).map(|(_, order)| *order)
}

/// Puts a part, or a piece of one, right.
///
/// # Errors
/// When docx-rs wrote something that is no XML.
pub(super) fn tidy(part: &str, head: HeadRow) -> io::Result<String> {
    let mut tidier =
        Tidier { part, reader: Reader::from_str(part), at: 0, wants_head: head == HeadRow::First };
    let mut out = String::with_capacity(part.len());
    loop {
        let (event, raw) = tidier.next()?;
        match event {
            Event::Eof => return Ok(out),
            Event::Start(tag) => tidier.start(tag.name().as_ref(), raw, &mut out)?,
            Event::Empty(tag) => tidier.empty(tag.name().as_ref(), raw, &mut out),
            _ => out.push_str(raw),
        }
    }
}

struct Tidier<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    at: usize,
    wants_head: bool,
}

impl<'a> Tidier<'a> {
    /// The next event and its very characters.
    fn next(&mut self) -> io::Result<(Event<'a>, &'a str)> {
        let event = self.reader.read_event().map_err(io::Error::other)?;
        let end = self.reader.buffer_position() as usize;
        let raw = self.part.get(self.at..end).unwrap_or_default();
        self.at = end;
        Ok((event, raw))
    }

    fn start(&mut self, name: &str, raw: &str, out: &mut String) -> io::Result<()> {
        if let Some(order) = order(name) {
            return self.properties(name, order, raw, out);
        }
        match name {
            "w:p" => out.push_str("<w:p>"),
            _ => out.push_str(raw),
        }
        Ok(())
    }

    fn empty(&mut self, name: &str, raw: &str, out: &mut String) {
        match name {
            "w:trPr" if std::mem::take(&mut self.wants_head) => {
                out.push_str("<w:trPr><w:tblHeader/></w:trPr>");
            }
            // Properties of nothing; and an attribute no schema has.
            "w:rPr" | "w:pPr" | "w:trPr" => {}
            "w:p" => out.push_str("<w:p/>"),
            "w:gridCol" => out.push_str(&raw.replace(" w:type=\"dxa\"", "")),
            _ => out.push_str(raw),
        }
    }

    /// Reads the rest of an element with properties and writes these in order.
    /// The elements nest in each other three deep at most.
    fn properties(
        &mut self,
        name: &str,
        order: &[&str],
        raw: &str,
        out: &mut String,
    ) -> io::Result<()> {
        let mut children: Vec<(usize, String)> = Vec::new();
        let rank = |child: &str| order.iter().position(|it| *it == child).unwrap_or(order.len());
        if name == "w:trPr" && std::mem::take(&mut self.wants_head) {
            children.push((rank("w:tblHeader"), "<w:tblHeader/>".to_owned()));
        }
        let end = loop {
            let (event, own) = self.next()?;
            match event {
                Event::End(_) => break own,
                Event::Eof => return Err(io::ErrorKind::UnexpectedEof.into()),
                Event::Start(tag) => {
                    let mut text = String::new();
                    self.start(tag.name().as_ref(), own, &mut text)?;
                    if self::order(tag.name().as_ref()).is_none() {
                        self.rest(&mut text)?;
                    }
                    children.push((rank(tag.name().as_ref()), text));
                }
                Event::Empty(tag) => {
                    let mut text = String::new();
                    self.empty(tag.name().as_ref(), own, &mut text);
                    if !text.is_empty() {
                        children.push((rank(tag.name().as_ref()), text));
                    }
                }
                _ => {}
            }
        };
        children.sort_by_key(|(rank, _)| *rank);
        out.push_str(raw);
        out.extend(children.into_iter().map(|(_, text)| text));
        out.push_str(end);
        Ok(())
    }

    /// Copies the rest of the open element.
    fn rest(&mut self, out: &mut String) -> io::Result<()> {
        let mut depth = 1_u32;
        while depth > 0 {
            let (event, raw) = self.next()?;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(io::ErrorKind::UnexpectedEof.into()),
                _ => {}
            }
            out.push_str(raw);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_becomes_the_head() {
        let rows =
            "<w:tbl><w:tr><w:trPr><w:cantSplit /></w:trPr></w:tr><w:tr><w:trPr /></w:tr></w:tbl>";
        let tidied = "<w:tbl><w:tr><w:trPr><w:cantSplit /><w:tblHeader/></w:trPr></w:tr><w:tr></w:tr></w:tbl>";
        assert_eq!(tidy(rows, HeadRow::First).unwrap(), tidied);
        assert!(!tidy(rows, HeadRow::None).unwrap().contains("tblHeader"));
        let bare = "<w:tbl><w:tr><w:trPr /><w:tc/></w:tr></w:tbl>";
        assert!(
            tidy(bare, HeadRow::First).unwrap().contains("<w:trPr><w:tblHeader/></w:trPr><w:tc/>")
        );
    }

    #[test]
    fn properties_stand_in_the_order_of_the_schema() {
        let paragraph = "<w:p w14:paraId=\"00000001\"><w:pPr><w:rPr /><w:jc w:val=\"left\" />\
            <w:keepNext /><w:pStyle w:val=\"A\" /></w:pPr><w:r><w:rPr><w:u w:val=\"dash\" />\
            <w:sz w:val=\"2\" /></w:rPr><w:t> &lt;w:p w14:paraId=\"1\"&gt; </w:t></w:r></w:p>";
        let tidied = "<w:p><w:pPr><w:pStyle w:val=\"A\" /><w:keepNext /><w:jc w:val=\"left\" />\
            </w:pPr><w:r><w:rPr><w:sz w:val=\"2\" /><w:u w:val=\"dash\" /></w:rPr>\
            <w:t> &lt;w:p w14:paraId=\"1\"&gt; </w:t></w:r></w:p>";
        assert_eq!(tidy(paragraph, HeadRow::None).unwrap(), tidied);
    }
}

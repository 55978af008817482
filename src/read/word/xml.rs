//! XML as a row of tokens: tags opened and closed, and the text between them.
//!
//! Names are told apart by their namespace, since `t` is text of Word, of a
//! formula and of a drawing. Entities are never expanded but for the five that
//! XML itself knows. Depth is bounded, so that readers may recurse.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// Deepest nesting of elements. Tables in text boxes in tables take about ten
/// levels each.
const DEEPEST: u32 = 256;

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no well-formed XML, or cut off.
    Malformed,
    /// Elements are nested too deeply.
    TooDeep,
    /// More is in it than any document holds.
    TooMuch,
}

/// Vocabularies that a Word document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// Word itself.
    Word,
    /// Formulas.
    Math,
    /// Alternatives for older and newer programs.
    Compatibility,
    /// Drawings.
    Drawing,
    /// Charts.
    Chart,
    /// Diagrams made of shapes with text.
    Diagram,
    /// Older drawings.
    Vml,
    /// Embedded objects.
    Office,
    /// Anything else.
    Other,
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    pub(super) vocabulary: Vocabulary,
}

impl Tag<'_> {
    /// Name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Vocabulary and name.
    pub(super) fn kind(&self) -> (Vocabulary, &str) {
        (self.vocabulary, self.name())
    }

    /// Value of an attribute, named without its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.flatten().find(|own| own.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(quick_xml::XmlVersion::default());
        Some(value.map_or_else(|_| found.value.clone().into_owned(), Cow::into_owned))
    }

    /// The `val` attribute, which says nearly everything in Word.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// An on-off property: on unless its value says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}

/// What stands next in a part.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost open element ends.
    Close,
    /// Characters.
    Text(Cow<'a, str>),
    /// The part ends, and every element was closed.
    End,
}

/// One part of a package, token by token.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: u32,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &'a str) -> Self {
        let mut reader = NsReader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The next token; comments and processing instructions are none.
    ///
    /// # Errors
    /// `Malformed` and `TooDeep`.
    pub(super) fn next(&mut self) -> Result<Token<'a>, Fault> {
        loop {
            let (resolved, event) =
                self.reader.read_resolved_event().map_err(|_| Fault::Malformed)?;
            return Ok(match event {
                Event::Start(start) => {
                    let vocabulary = vocabulary(&resolved);
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Fault::TooDeep);
                    }
                    Token::Open(Tag { start, vocabulary })
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Fault::Malformed)?;
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.into_inner()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(name) => Token::Text(character(&name)),
                Event::Eof if self.depth == 0 => Token::End,
                Event::Eof => return Err(Fault::Malformed),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            });
        }
    }

    /// Passes over the rest of the element that was opened last.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        self.text().map(drop)
    }

    /// All text inside the element that was opened last.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn text(&mut self) -> Result<String, Fault> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        loop {
            match self.next()? {
                Token::Text(text) => all.push_str(&text),
                Token::Close if self.depth == outside => return Ok(all),
                Token::End => return Err(Fault::Malformed),
                Token::Open(_) | Token::Close => {}
            }
        }
    }

    /// The next element directly inside the one that is open, `None` at its
    /// end.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn child(&mut self) -> Result<Option<Tag<'a>>, Fault> {
        loop {
            match self.next()? {
                Token::Open(tag) => return Ok(Some(tag)),
                Token::Close => return Ok(None),
                Token::Text(_) => {}
                Token::End => return Err(Fault::Malformed),
            }
        }
    }

    /// Opens the outermost element.
    ///
    /// # Errors
    /// As [`Xml::next`]; `Malformed` when there is none.
    pub(super) fn root(&mut self) -> Result<Tag<'a>, Fault> {
        loop {
            match self.next()? {
                Token::Open(tag) => return Ok(tag),
                Token::Text(_) => {}
                Token::Close | Token::End => return Err(Fault::Malformed),
            }
        }
    }
}

/// What a reference stands for; the name of an unknown one stays readable.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    let known = match &**name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => name.resolve_char_ref().ok().flatten(),
    };
    known.map_or_else(|| format!("&{};", &**name).into(), |c| c.to_string().into())
}

/// Both editions of the standard (ISO/IEC 29500 transitional and strict).
fn vocabulary(resolved: &ResolveResult<'_>) -> Vocabulary {
    let uri = match resolved {
        ResolveResult::Bound(namespace) => namespace.0,
        // Files put together by hand forget the declaration.
        ResolveResult::Unknown(prefix) if prefix == "w" => return Vocabulary::Word,
        _ => return Vocabulary::Other,
    };
    let path = uri
        .strip_prefix("http://schemas.openxmlformats.org/")
        .or_else(|| uri.strip_prefix("http://purl.oclc.org/ooxml/"));
    match path.map(|path| path.replace("/2006", "")).as_deref() {
        Some("wordprocessingml/main") => Vocabulary::Word,
        Some("officeDocument/math") => Vocabulary::Math,
        Some("markup-compatibility") => Vocabulary::Compatibility,
        Some("drawingml/main") => Vocabulary::Drawing,
        Some("drawingml/chart") => Vocabulary::Chart,
        Some("drawingml/diagram") => Vocabulary::Diagram,
        _ if uri == "urn:schemas-microsoft-com:vml" => Vocabulary::Vml,
        _ if uri == "urn:schemas-microsoft-com:office:office" => Vocabulary::Office,
        _ => Vocabulary::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(part: &str) -> Result<String, Fault> {
        let mut xml = Xml::new(part);
        let mut said = String::new();
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    said.extend([format!("<{:?}.{}>", tag.vocabulary, tag.name())]);
                }
                Token::Close => said.push_str("</>"),
                Token::Text(text) => said.push_str(&text),
                Token::End => return Ok(said),
            }
        }
    }

    #[test]
    fn names_go_by_their_namespace() {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        for part in [
            format!("<x:t xmlns:x='{word}'>a&amp;b&#x3042;&nbsp;</x:t>"),
            format!("<t xmlns='{strict}'>a&amp;b<![CDATA[あ]]>&nbsp;<!-- no --></t>"),
            "<w:t>a&amp;bあ&nbsp;</w:t>".to_owned(),
        ] {
            assert_eq!(tokens(&part).as_deref(), Ok("<Word.t>a&bあ&nbsp;</>"), "{part}");
        }
        assert_eq!(tokens("<a><b/></a>").as_deref(), Ok("<Other.a><Other.b></></>"));
    }

    #[test]
    fn broken_and_deep_parts_are_faults() {
        for part in ["<a>", "<a></b>", "</a>", "<a><b></a>", "<a", "<a b='"] {
            assert_eq!(tokens(part), Err(Fault::Malformed), "{part}");
        }
        assert_eq!(tokens(&"<a>".repeat(100_000)), Err(Fault::TooDeep));
    }

    #[test]
    fn entities_of_a_document_type_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'xxxxxxxx'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>";
        assert_eq!(tokens(bomb).as_deref(), Ok("<Other.a>&c;</>"));
    }

    #[test]
    fn skipping_ends_behind_the_element() {
        let mut xml = Xml::new("<a><b><c>1</c>2</b>3</a>");
        xml.root().unwrap();
        assert_eq!(xml.child().unwrap().unwrap().name(), "b");
        assert_eq!(xml.text().as_deref(), Ok("12"));
        assert!(matches!(xml.next(), Ok(Token::Text(text)) if text == "3"));
    }
}

//! XML as a flat run of tokens: names without prefixes, references resolved,
//! empty elements opened and closed, nesting counted.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting accepted. Word and Excel stay below 40, 法令標準XML below 30.
const MAX_DEPTH: usize = 256;

/// Why a part could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Flaw {
    /// Not well-formed.
    #[error("{0}")]
    Broken(#[from] quick_xml::Error),
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("elements nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// The end is missing.
    #[error("the end is missing")]
    Cut,
}

/// One token.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// Start of an element.
    Open(Element<'a>),
    /// End of an element, by its name.
    Close(&'a str),
    /// Characters, references resolved.
    Text(&'a str),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// Name without prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.start
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .and_then(|attribute| {
                attribute
                    .normalized_value(quick_xml::XmlVersion::default())
                    .ok()
                    .map(Cow::into_owned)
            })
    }

    /// Whether a Boolean attribute is set (`1` or `true`).
    pub fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| value == "1" || value == "true")
    }

    /// Value of a number attribute.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Hands each token of `text` to `see`, with the line it begins on (counted
/// from 1). O(length).
///
/// # Errors
/// A [`Flaw`]; the tokens before it were seen.
pub(super) fn walk(text: &str, mut see: impl FnMut(Token<'_>, u32)) -> Result<(), Flaw> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut depth, mut line, mut counted) = (0_usize, 1_u32, 0_usize);
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Flaw::TooDeep);
                }
                see(Token::Open(Element { start }), line);
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                see(Token::Close(end.local_name().as_ref()), line);
            }
            Event::Text(text) => see(Token::Text(&text.xml10_content()), line),
            Event::CData(text) => see(Token::Text(&text.xml10_content()), line),
            Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                Some(c) => see(Token::Text(c.encode_utf8(&mut [0; 4])), line),
                None => see(Token::Text(named(&reference.xml10_content())), line),
            },
            Event::Eof if depth > 0 => return Err(Flaw::Cut),
            Event::Eof => return Ok(()),
            _ => {}
        }
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let passed = text.as_bytes().get(counted..end).unwrap_or_default();
        line += memchr::memchr_iter(b'\n', passed).count() as u32;
        counted = end.max(counted);
    }
}

/// The five references XML knows by name; any other stays visible as 〓.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "〓",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> (Vec<String>, bool) {
        let mut seen = Vec::new();
        let result = walk(text, |token, line| {
            seen.push(match token {
                Token::Open(element) => {
                    format!("{line}<{} {:?}", element.name(), element.attribute("n"))
                }
                Token::Close(name) => format!("{line}>{name}"),
                Token::Text(text) => format!("{line}:{text}"),
            });
        });
        (seen, result.is_ok())
    }

    #[test]
    fn references_and_prefixes_are_resolved_and_lines_counted() {
        let (seen, whole) = tokens("<w:a n='1&amp;2'>\nあ&#x3042;&lt;<![CDATA[<x>]]><b/></w:a>");
        assert!(whole);
        let expected =
            ["1<a Some(\"1&2\")", "1:\nあ", "2:あ", "2:<", "2:<x>", "2<b None", "2>b", "2>a"];
        assert_eq!(seen, expected);
    }

    #[test]
    fn damage_and_depth_are_errors() {
        assert!(!tokens("<a><b></a>").1);
        assert!(!tokens("<a>").1);
        assert!(!tokens(&"<a>".repeat(100_000)).1);
    }
}

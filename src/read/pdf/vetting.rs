//! Whether the second reader would read a page faithfully: looked up in its
//! own object model before it starts.
//!
//! Refused are fonts whose encoding it guesses or panics on, operators that it
//! skips, forms that draw themselves, and amounts that it would not survive.

use std::collections::BTreeMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Levels of the page tree, and of forms in forms, that are followed.
const MAX_DEPTH: usize = 24;
/// Most content bytes of a page, counting a form each time it is drawn. The
/// reader keeps all operators of a page in memory, at a hundredfold.
const MAX_CONTENT: u64 = 4 << 20;
/// Most codes that one `ToUnicode` range may span; a code has 16 bits.
const MAX_RANGE: u64 = 1 << 16;
/// Most nested `q`; each costs the reader a kilobyte.
const MAX_SAVED_STATES: u32 = 1_000;

/// Remembers what was found out about fonts and forms.
#[derive(Debug, Default)]
pub(super) struct Vetting {
    fonts: BTreeMap<ObjectId, bool>,
    forms: BTreeMap<ObjectId, Option<u64>>,
}

impl Vetting {
    /// Whether the page can be handed to the reader.
    pub(super) fn accepts(&mut self, document: &Document, page: ObjectId) -> bool {
        let Ok(dictionary) = document.get_dictionary(page) else { return false };
        // The reader follows parents without end.
        let mut parent = Some(dictionary);
        let mut resources = None;
        for _ in 0..MAX_DEPTH {
            let Some(level) = parent else { break };
            resources = resources.or_else(|| dictionary_at(document, level, b"Resources"));
            parent = level
                .get(b"Parent")
                .and_then(Object::as_reference)
                .and_then(|id| document.get_dictionary(id))
                .ok();
        }
        if parent.is_some() {
            return false;
        }
        let Ok(content) = document.get_page_content(page) else { return false };
        let empty = Dictionary::new();
        let mut walk = Walk { document, known: self };
        let cost = walk.cost(&content, resources.unwrap_or(&empty), 0);
        cost.is_some_and(|cost| cost <= MAX_CONTENT)
    }
}

/// A walk through everything that a page draws.
struct Walk<'w> {
    document: &'w Document,
    known: &'w mut Vetting,
}

impl Walk<'_> {
    /// Content bytes behind a content stream, `None` when it is refused.
    fn cost(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> Option<u64> {
        let document = self.document;
        let operators = Operators::of(content);
        if depth > MAX_DEPTH || operators.quotes || operators.saved_states > MAX_SAVED_STATES {
            return None;
        }
        if let Some(fonts) = dictionary_at(document, resources, b"Font")
            && !fonts.into_iter().all(|(_, font)| self.accepts_font(font))
        {
            return None;
        }
        let mut dearest = 0;
        if let Some(objects) = dictionary_at(document, resources, b"XObject") {
            for (_, object) in objects {
                let id = object.as_reference().ok()?;
                if let Ok(Object::Stream(stream)) = document.get_object(id)
                    && name_at(document, &stream.dict, b"Subtype") == Some(b"Form")
                {
                    dearest = dearest.max(self.form_cost(id, stream, resources, depth)?);
                }
            }
        }
        let length = u64::try_from(content.len()).ok()?;
        length.checked_add(u64::from(operators.drawn_objects).checked_mul(dearest)?)
    }

    fn form_cost(
        &mut self,
        id: ObjectId,
        form: &Stream,
        outer: &Dictionary,
        depth: usize,
    ) -> Option<u64> {
        if let Some(known) = self.known.forms.get(&id) {
            return *known;
        }
        // A form that is met again while it is being looked at draws itself.
        self.known.forms.insert(id, None);
        let own = dictionary_at(self.document, &form.dict, b"Resources");
        let clash = own.is_some_and(|own| fonts_clash(self.document, own, outer));
        let cost = if clash {
            None
        } else {
            let content = form.get_plain_content().ok()?;
            self.cost(&content, own.unwrap_or(outer), depth + 1)
        };
        self.known.forms.insert(id, cost);
        cost
    }

    fn accepts_font(&mut self, font: &Object) -> bool {
        let id = font.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.known.fonts.get(&id)) {
            return *known;
        }
        let accepted = deref(self.document, font)
            .and_then(|font| font.as_dict().ok())
            .is_some_and(|font| is_faithful(self.document, font));
        if let Some(id) = id {
            self.known.fonts.insert(id, accepted);
        }
        accepted
    }
}

/// The reader looks fonts up by name only: a form must not give one of the
/// page's names to another font.
fn fonts_clash(document: &Document, own: &Dictionary, outer: &Dictionary) -> bool {
    let (Some(own), Some(outer)) =
        (dictionary_at(document, own, b"Font"), dictionary_at(document, outer, b"Font"))
    else {
        return false;
    };
    own.iter().any(|(name, font)| outer.get(name).is_ok_and(|other| other != font))
}

fn is_faithful(document: &Document, font: &Dictionary) -> bool {
    let map = font.get(b"ToUnicode").ok().and_then(|map| deref(document, map));
    let has_map = match map {
        Some(Object::Stream(stream)) => {
            if !stream.get_plain_content().is_ok_and(|map| ranges_are_small(&map)) {
                return false;
            }
            true
        }
        None => false,
        Some(_) => return false,
    };
    let encoding = font.get(b"Encoding").ok().and_then(|encoding| deref(document, encoding));
    match name_at(document, font, b"Subtype") {
        Some(b"Type0") => {
            has_map && matches!(encoding, Some(Object::Name(name)) if is_identity(name))
        }
        Some(b"Type3") => has_map && matches!(encoding, Some(Object::Dictionary(_))),
        Some(_) => match encoding {
            Some(Object::Name(name)) => is_known_encoding(name),
            Some(Object::Dictionary(encoding)) => {
                has_map
                    || name_at(document, encoding, b"BaseEncoding").is_some_and(is_known_encoding)
            }
            Some(_) => false,
            None => has_map,
        },
        None => false,
    }
}

fn is_identity(name: &[u8]) -> bool {
    matches!(name, b"Identity-H" | b"Identity-V")
}

fn is_known_encoding(name: &[u8]) -> bool {
    matches!(name, b"WinAnsiEncoding" | b"MacRomanEncoding")
}

fn deref<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

fn dictionary_at<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    deref(document, dictionary.get(key).ok()?)?.as_dict().ok()
}

fn name_at<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    deref(document, dictionary.get(key).ok()?)?.as_name().ok()
}

/// Whether no range of a `ToUnicode` map spans more codes than there are. The
/// reader fills in every code of a range one by one.
fn ranges_are_small(map: &[u8]) -> bool {
    let mut in_ranges = false;
    let mut numbers: Vec<u64> = Vec::new();
    let mut total = 0_u64;
    for token in map.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'[' | b']'))
    {
        match token {
            b"beginbfrange" | b"begincidrange" => {
                in_ranges = true;
                numbers.clear();
            }
            b"endbfrange" | b"endcidrange" => in_ranges = false,
            _ => {}
        }
        for digits in token.split(|byte| *byte == b'<').skip(1) {
            let number = std::str::from_utf8(digits)
                .ok()
                .and_then(|digits| u64::from_str_radix(digits, 16).ok());
            numbers.push(number.unwrap_or(0));
            if let (true, [first, last]) = (in_ranges, numbers.as_slice()) {
                let span = last.saturating_sub(*first);
                total += span;
                if span > MAX_RANGE || total > 16 * MAX_RANGE {
                    return false;
                }
            }
            if numbers.len() == 3 {
                numbers.clear();
            }
        }
    }
    true
}

/// What a content stream does that matters here.
#[derive(Debug, Default, PartialEq, Eq)]
struct Operators {
    /// Shows text with `'` or `"`.
    quotes: bool,
    /// Number of `Do`.
    drawn_objects: u32,
    /// Deepest nesting of `q`.
    saved_states: u32,
}

impl Operators {
    /// Looks through a content stream without decoding it.
    fn of(content: &[u8]) -> Self {
        let mut out = Self::default();
        let mut saved = 0_u32;
        let mut rest = content;
        while let [byte, after @ ..] = rest {
            rest = match byte {
                b'(' => after_string(after),
                b'<' if after.first() != Some(&b'<') => after_byte(after, b'>'),
                b'%' => after_byte(after, b'\n'),
                byte if is_delimiter(*byte) => after,
                _ => {
                    let length = rest.iter().position(|byte| is_delimiter(*byte));
                    let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
                    match token {
                        b"'" | b"\"" => out.quotes = true,
                        b"Do" => out.drawn_objects += 1,
                        b"q" => {
                            saved += 1;
                            out.saved_states = out.saved_states.max(saved);
                        }
                        b"Q" => saved = saved.saturating_sub(1),
                        _ => {}
                    }
                    if token == b"ID" { after_picture(after) } else { after }
                }
            };
        }
        out
    }
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, b'\0' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'%')
}

fn after_byte(bytes: &[u8], end: u8) -> &[u8] {
    let length = bytes.iter().position(|byte| *byte == end).map_or(bytes.len(), |at| at + 1);
    bytes.get(length..).unwrap_or_default()
}

fn after_string(mut bytes: &[u8]) -> &[u8] {
    let mut depth = 1_u32;
    while let [byte, after @ ..] = bytes {
        bytes = after;
        match byte {
            b'\\' => bytes = after.get(1..).unwrap_or_default(),
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    bytes
}

/// Skips the bytes of an inline picture, up to `EI` between blanks.
fn after_picture(bytes: &[u8]) -> &[u8] {
    let end = bytes.windows(4).position(|window| {
        matches!(window, [before, b'E', b'I', after]
            if before.is_ascii_whitespace() && after.is_ascii_whitespace())
    });
    end.and_then(|at| bytes.get(at + 3..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_told_from_text() {
        let operators = Operators::of(b"q (it's \\) \" Do) Tj q /X Do Q Q <27> Tj [(')] TJ % ' \n");
        assert_eq!(operators, Operators { quotes: false, drawn_objects: 1, saved_states: 2 });
        assert!(Operators::of(b"(a) '").quotes);
        assert!(Operators::of(b"1 2 (a)\"").quotes);
        assert!(!Operators::of(b"BI /W 1 ID '\x00\" ' EI Q").quotes);
    }

    #[test]
    fn huge_ranges_are_noticed() {
        let small = b"1 beginbfrange <0000> <00ff> <3042> endbfrange";
        let huge = b"1 beginbfrange\n<00000000><ffffffff><0041>\nendbfrange";
        assert!(ranges_are_small(small));
        assert!(!ranges_are_small(huge));
        assert!(ranges_are_small(b"1 beginbfchar <ffffffff> <0041> endbfchar"));
    }
}

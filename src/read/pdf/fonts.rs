//! What the first reader's library leaves unsaid about fonts: characters of
//! glyphs whose font carries no `ToUnicode` map.
//!
//! Three sources, in this order:
//! 1. the font's encoding is itself a character set (90ms-RKSJ-H, EUC-H,
//!    UniJIS-…): the code is the character, while the detour over the glyph
//!    collection would turn `－` into `−`;
//! 2. the font's glyphs are numbered by Adobe-Japan1, and says so;
//! 3. the embedded TrueType font has a table from characters to glyphs, which
//!    is read backwards.
//!
//! The drawing interface does not name the font dictionary of a glyph, so
//! fonts are found by their PostScript name among the fonts of the page.

use std::collections::BTreeMap;
use std::rc::Rc;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};
use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::{
    BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded,
};
use hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, REGISTRY, SUBTYPE, TO_UNICODE,
};
use hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString,
};
use rustc_hash::FxHashMap;

/// How the codes of a composite font without `ToUnicode` become characters.
#[derive(Debug)]
enum Codes {
    /// Bytes of a Japanese encoding.
    Bytes(&'static Encoding),
    /// UTF-16 units.
    Utf16,
    /// Glyph numbers of Adobe-Japan1 behind an encoding.
    Japan1(Box<CMap>),
}

#[derive(Debug)]
struct CompositeFont {
    /// `None`: the font has a `ToUnicode` map, which the library applies.
    codes: Option<Codes>,
    vertical: bool,
}

/// The fonts of a document as far as they need help, and tables read once.
#[derive(Debug, Default)]
pub(super) struct FontBook {
    known: BTreeMap<ObjectIdentifier, Option<(String, Rc<CompositeFont>)>>,
    on_page: BTreeMap<String, Vec<Rc<CompositeFont>>>,
    japan1: Option<CMap>,
    backwards: FxHashMap<u128, FxHashMap<u16, char>>,
}

impl FontBook {
    /// Forgets the fonts of the page before.
    pub(super) fn begin_page(&mut self) {
        self.on_page.clear();
    }

    /// Whether the font was not met before in this document.
    pub(super) fn is_new(&self, font: &Dict<'_>) -> bool {
        font.obj_id().is_none_or(|id| !self.known.contains_key(&id))
    }

    /// Adds a font that the page may use.
    pub(super) fn add(&mut self, font: &Dict<'_>) {
        let entry = match font.obj_id() {
            Some(id) => self.known.entry(id).or_insert_with(|| composite_font(font)).clone(),
            None => composite_font(font),
        };
        if let Some((name, composite)) = entry {
            self.on_page.entry(name).or_default().push(composite);
        }
    }

    /// Whether a font of this page is decoded by its encoding rather than by
    /// the library.
    pub(super) fn decodes_codes(&self) -> bool {
        self.on_page
            .values()
            .flatten()
            .any(|font| matches!(font.codes, Some(Codes::Bytes(_) | Codes::Utf16)))
    }

    /// The characters of a glyph, from whatever source knows them.
    pub(super) fn characters(&mut self, glyph: &Glyph<'_>, mode: WritingMode) -> Option<BfString> {
        let library = glyph.as_unicode();
        let missing = library.as_ref().is_none_or(is_nothing);
        let Glyph::Outline(outline) = glyph else {
            return library;
        };
        if !missing && !self.decodes_codes() {
            return library;
        }
        let data = outline.font_data();
        let name = data.as_ref().and_then(|data| data.postscript_name.as_deref());
        if let Some(text) = name.and_then(|name| self.by_code(name, glyph.char_code(), mode)) {
            let certain = matches!(text.1, Certainty::Encoding);
            if missing || certain {
                return Some(text.0);
            }
        }
        if !missing {
            return library;
        }
        self.by_glyph(outline).map(BfString::Char)
    }

    fn by_code(
        &mut self,
        name: &str,
        code: u32,
        mode: WritingMode,
    ) -> Option<(BfString, Certainty)> {
        let fonts = self.on_page.get(name)?;
        let vertical = mode == WritingMode::Vertical;
        let mut helped = fonts.iter().filter(|font| font.codes.is_some());
        let font = helped
            .clone()
            .find(|font| font.vertical == vertical)
            .or_else(|| helped.next())?
            .clone();
        // Two fonts of one name, one with a map: the glyph may be of either,
        // so the library's own answer must not be overruled.
        let certainty = if fonts.iter().any(|font| font.codes.is_none()) {
            Certainty::Collection
        } else {
            Certainty::Encoding
        };
        match font.codes.as_ref()? {
            Codes::Bytes(encoding) => decode_bytes(encoding, code).map(|text| (text, certainty)),
            Codes::Utf16 => decode_utf16(code).map(|text| (text, certainty)),
            Codes::Japan1(cmap) => {
                let cid = (1..=4).find_map(|length| cmap.lookup_cid_code(code, length))?;
                if self.japan1.is_none() {
                    let data = load_embedded(CMapName::AdobeJapan1Ucs2)?;
                    self.japan1 = CMap::parse(data, load_embedded);
                }
                let text = self.japan1.as_ref()?.lookup_bf_string(cid)?;
                Some((text, Certainty::Collection))
            }
        }
    }

    fn by_glyph(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let id = u16::try_from(glyph.glyph_id().to_u32()).ok()?;
        let data = glyph.font_data()?;
        self.backwards
            .entry(data.cache_key)
            .or_insert_with(|| characters_by_glyph((*data.data).as_ref()))
            .get(&id)
            .copied()
    }
}

/// How sure a source is against what the library says.
#[derive(Debug, Clone, Copy)]
enum Certainty {
    /// The code is the character.
    Encoding,
    /// The character was found in a roundabout way.
    Collection,
}

fn is_nothing(text: &BfString) -> bool {
    match text {
        BfString::Char(c) => is_no_character(*c),
        BfString::String(text) => text.chars().all(is_no_character),
    }
}

/// Codes that stand for no character although a map names them.
fn is_no_character(c: char) -> bool {
    matches!(c, '\0' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

fn composite_font(font: &Dict<'_>) -> Option<(String, Rc<CompositeFont>)> {
    if font.get::<Name<'_>>(SUBTYPE).as_deref() != Some(b"Type0".as_slice()) {
        return None;
    }
    let base = font.get::<Name<'_>>(BASE_FONT)?;
    let name = match base.as_str().split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => base.as_str(),
    };
    if font.get::<Stream<'_>>(TO_UNICODE).is_some() {
        let with_map = CompositeFont { codes: None, vertical: false };
        return Some((name.to_owned(), Rc::new(with_map)));
    }
    let (codes, vertical) = match font.get::<Object<'_>>(ENCODING)? {
        Object::Name(encoding) => {
            let bytes: &[u8] = &encoding;
            (named_codes(bytes, font)?, bytes.ends_with(b"-V") || bytes == b"V")
        }
        Object::Stream(stream) => {
            let cmap = CMap::parse(&stream.decoded_data().ok()?, load_embedded)?;
            let vertical = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
            (numbered_by_japan1(font).then_some(Codes::Japan1(Box::new(cmap)))?, vertical)
        }
        _ => return None,
    };
    Some((name.to_owned(), Rc::new(CompositeFont { codes: Some(codes), vertical })))
}

fn named_codes(encoding: &[u8], font: &Dict<'_>) -> Option<Codes> {
    let name = CMapName::from_bytes(encoding);
    match name {
        CMapName::N90msRksjH
        | CMapName::N90msRksjV
        | CMapName::N90mspRksjH
        | CMapName::N90mspRksjV => Some(Codes::Bytes(SHIFT_JIS)),
        CMapName::EucH | CMapName::EucV => Some(Codes::Bytes(EUC_JP)),
        CMapName::UniJisUcs2H
        | CMapName::UniJisUcs2V
        | CMapName::UniJisUcs2HwH
        | CMapName::UniJisUcs2HwV
        | CMapName::UniJisUtf16H
        | CMapName::UniJisUtf16V => Some(Codes::Utf16),
        CMapName::IdentityH | CMapName::IdentityV => {
            numbered_by_japan1(font).then(|| Codes::Japan1(Box::new(CMap::identity_h())))
        }
        _ if numbered_by_japan1(font) => {
            let cmap = CMap::parse(load_embedded(name)?, load_embedded)?;
            Some(Codes::Japan1(Box::new(cmap)))
        }
        _ => None,
    }
}

/// Whether the glyph numbers of the font are those of Adobe-Japan1. Anything
/// less than its own word for it would print other fonts as garbage.
fn numbered_by_japan1(font: &Dict<'_>) -> bool {
    let info = font
        .get::<Array<'_>>(DESCENDANT_FONTS)
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next())
        .and_then(|font| font.get::<Dict<'_>>(CIDSYSTEMINFO));
    let Some(info) = info else { return false };
    let (Some(registry), Some(ordering)) =
        (info.get::<PdfString<'_>>(REGISTRY), info.get::<PdfString<'_>>(ORDERING))
    else {
        return false;
    };
    CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes())
        == CidFamily::AdobeJapan1
}

fn decode_bytes(encoding: &'static Encoding, code: u32) -> Option<BfString> {
    let bytes = code.to_be_bytes();
    let length = if code > 0xFF_FFFF { 4 } else { (4 - code.leading_zeros() as usize / 8).max(1) };
    let (text, failed) = encoding.decode_without_bom_handling(bytes.get(4 - length..)?);
    let mut characters = text.chars();
    match (failed, characters.next(), characters.next()) {
        (false, Some(c), None) if !c.is_control() => Some(BfString::Char(c)),
        _ => None,
    }
}

fn decode_utf16(code: u32) -> Option<BfString> {
    let units = [(code >> 16) as u16, (code & 0xFFFF) as u16];
    let units = if units[0] == 0 { units.get(1..)? } else { &units };
    let text = String::from_utf16(units).ok()?;
    let c = text.chars().next().filter(|c| !c.is_control())?;
    (text.chars().count() == 1).then_some(BfString::Char(c))
}

/// The character table of a TrueType font, read backwards. Of several
/// characters with one glyph the plain one is kept: the smallest code that is
/// no radical, compatibility ideograph, or odd space.
fn characters_by_glyph(font: &[u8]) -> FxHashMap<u16, char> {
    let mut characters = FxHashMap::default();
    let Ok(face) = ttf_parser::Face::parse(font, 0) else {
        return characters;
    };
    let Some(cmap) = face.tables().cmap else {
        return characters;
    };
    for subtable in cmap.subtables {
        if !subtable.is_unicode() {
            continue;
        }
        subtable.codepoints(|code| {
            let (Some(c), Some(glyph)) = (char::from_u32(code), subtable.glyph_index(code)) else {
                return;
            };
            let better = characters
                .get(&glyph.0)
                .is_none_or(|known: &char| (is_variant(c), c) < (is_variant(*known), *known));
            if glyph.0 != 0 && better {
                characters.insert(glyph.0, c);
            }
        });
    }
    characters
}

fn is_variant(c: char) -> bool {
    matches!(c,
        '\u{00A0}' | '\u{00AD}' | '\u{2E80}'..='\u{2FDF}' | '\u{E000}'..='\u{FAFF}'
        | '\u{2F800}'..='\u{2FA1F}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_japanese_encoding_are_characters() {
        let char = |c| Some(BfString::Char(c));
        assert_eq!(decode_bytes(SHIFT_JIS, 0x82A0), char('あ'));
        assert_eq!(decode_bytes(SHIFT_JIS, 0x817C), char('－'));
        assert_eq!(decode_bytes(SHIFT_JIS, 0x41), char('A'));
        assert_eq!(decode_bytes(EUC_JP, 0xA4A2), char('あ'));
        assert_eq!(decode_bytes(SHIFT_JIS, 0xFFFF), None);
        assert_eq!(decode_utf16(0x3042), char('あ'));
        assert_eq!(decode_utf16(0xD842_DFB7), char('𠮷'));
        assert_eq!(decode_utf16(0xD842), None);
    }
}

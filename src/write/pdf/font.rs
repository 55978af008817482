//! The font of a PDF: which glyph stands for a character, and how wide it is.
//!
//! Glyphs are placed one by one, without shaping: Japanese needs none, and so
//! what is measured is what is drawn.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use krilla::text::Font;
use rustc_hash::FxHashMap;
use ttf_parser::{GlyphId, Permissions};

use super::super::FontFile;
use crate::error::{Error, ErrorKind, Result};

/// Printed for a character that the font lacks (下駄).
const GETA: char = '〓';

/// A glyph and how far it moves the pen, in parts of the font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub id: GlyphId,
    pub advance: f32,
}

/// An opened font.
pub(super) struct Face<'a> {
    parsed: ttf_parser::Face<'a>,
    font: Font,
    units: f32,
    known: RefCell<FxHashMap<char, Glyph>>,
    missing: RefCell<BTreeSet<char>>,
}

impl<'a> Face<'a> {
    /// Opens a font.
    ///
    /// # Errors
    /// `Unwritable`, when the file holds no font with Japanese characters, or
    /// one whose licence forbids to embed it.
    pub(super) fn open(file: &'a FontFile) -> Result<Self> {
        let refuse = || Error::new(ErrorKind::Unwritable, file.name.as_str());
        let no_font = || {
            refuse().explained(
                "フォントとして読めません。TrueType・OpenType のフォント（.ttf .otf .ttc）を指定してください。",
                "this is no font; give a TrueType or OpenType font (.ttf .otf .ttc)",
            )
        };
        let face = ttf_parser::Face::parse(&file.bytes, file.index)
            .map_err(|cause| no_font().because(cause))?;
        let font = Font::new(Arc::clone(&file.bytes).into(), file.index).ok_or_else(no_font)?;
        if ['あ', '第'].iter().any(|&c| face.glyph_index(c).is_none()) {
            return Err(refuse().explained(
                "日本語の文字がないフォントです。日本語のフォントを --font で指定してください。",
                "this font has no Japanese characters; give a Japanese font with --font",
            ));
        }
        if face.permissions() == Some(Permissions::Restricted) {
            return Err(refuse().explained(
                "PDF への埋込みが許されていないフォントです。別のフォントを --font で指定してください。",
                "the licence of this font forbids to embed it; give another one with --font",
            ));
        }
        let units = f32::from(face.units_per_em());
        Ok(Self {
            parsed: face,
            font,
            units,
            known: RefCell::default(),
            missing: RefCell::default(),
        })
    }

    /// The font as the PDF library takes it.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The glyph of a character: its own, a blank for white space, else 〓,
    /// and the character is noted as missing.
    pub(super) fn glyph(&self, c: char) -> Glyph {
        if let Some(&known) = self.known.borrow().get(&c) {
            return known;
        }
        let glyph = self.own(c).or_else(|| self.blank(c)).unwrap_or_else(|| {
            self.missing.borrow_mut().insert(c);
            self.geta()
        });
        self.known.borrow_mut().insert(c, glyph);
        glyph
    }

    /// The glyph of a character with a mark or selector behind it, where the
    /// font has one for both.
    pub(super) fn joined(&self, base: char, mark: char) -> Option<Glyph> {
        let id = self.parsed.glyph_variation_index(base, mark).or_else(|| {
            let whole = unicode_normalization::char::compose(base, mark)?;
            self.parsed.glyph_index(whole)
        })?;
        Some(self.with_advance(id))
    }

    /// Whether the font has a glyph for a character.
    pub(super) fn has(&self, c: char) -> bool {
        self.own(c).is_some()
    }

    /// The characters that were asked for and that the font lacks.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.borrow().iter().copied().collect()
    }

    fn own(&self, c: char) -> Option<Glyph> {
        if c == '\t' {
            return None;
        }
        self.parsed.glyph_index(c).filter(|id| id.0 != 0).map(|id| self.with_advance(id))
    }

    /// White space of a kind that the font does not know.
    fn blank(&self, c: char) -> Option<Glyph> {
        if !c.is_whitespace() {
            return None;
        }
        let space = self.own(' ').unwrap_or(Glyph { id: GlyphId(0), advance: 0.25 });
        let advance = match c {
            '\t' | '\u{2003}' | '\u{3000}' => 1.0,
            _ => space.advance,
        };
        Some(Glyph { advance, ..space })
    }

    /// The sign for a missing character; the box of the font where even that
    /// is missing.
    fn geta(&self) -> Glyph {
        self.own(GETA).unwrap_or_else(|| self.with_advance(GlyphId(0)))
    }

    fn with_advance(&self, id: GlyphId) -> Glyph {
        let advance = self.parsed.glyph_hor_advance(id).unwrap_or(self.parsed.units_per_em());
        Glyph { id, advance: f32::from(advance) / self.units }
    }
}

/// The text of the glyph that [`Face::glyph`] gives for a missing character.
pub(super) const REPLACEMENT: char = GETA;

/// Refuses a font that the PDF library cannot embed.
pub(super) fn not_embedded(name: &str, cause: &krilla::error::KrillaError) -> Error {
    Error::new(ErrorKind::Unwritable, name).because(cause.to_string()).explained(
        "このフォントを埋め込んだ PDF を作れません。別のフォントを --font で指定してください。",
        "a PDF with this font cannot be made; give another font with --font",
    )
}

/// Refuses to write without a font.
pub(super) fn none_given() -> Error {
    Error::new(ErrorKind::Unwritable, "PDF").explained(
        "日本語のフォントが見つかりません。IPAex 明朝・Noto Serif CJK などを入れるか、--font でフォントファイル（.ttf .otf .ttc）を指定してください。",
        "no Japanese font was found; install one, such as IPAex Mincho or Noto Serif CJK, or give a font file (.ttf .otf .ttc) with --font",
    )
}

/// Whether Japanese can be printed with a font and embedded.
///
/// # Errors
/// As [`Face::open`].
pub(in crate::write) fn check(file: &FontFile) -> Result<()> {
    Face::open(file).map(drop)
}

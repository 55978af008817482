//! Styles, as far as they decide about text: numbers, headings, hidden characters.

use rustc_hash::FxHashMap;

use super::xml::{Fault, Vocabulary, Xml};

/// Longest chain of styles that are based on one another.
const LONGEST_CHAIN: usize = 32;

/// The outline level of text that is no heading (ECMA-376 part 1, 17.3.1.20).
const TEXT_LEVEL: u8 = 9;

/// What a paragraph or a style says about its number (`w:numPr`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberReference {
    /// Which list; `0` means none.
    pub(super) list: Option<String>,
    /// Which level, counted from 0.
    pub(super) level: Option<usize>,
}

/// Properties of characters that matter here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    /// Character style.
    pub(super) style: Option<String>,
    /// Hidden, where the run says so itself.
    pub(super) is_hidden: Option<bool>,
    /// Font of Latin letters and of symbols.
    pub(super) font: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: NumberReference,
    outline_level: Option<u8>,
    run: RunProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// Those of the XML.
    pub(super) fn read(part: &str) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let mut xml = Xml::new(part);
        xml.root()?;
        while let Some(tag) = xml.child()? {
            if tag.kind() != (Vocabulary::Word, "style") {
                xml.skip()?;
                continue;
            }
            let id = tag.attribute("styleId").unwrap_or_default();
            let is_default =
                matches!(tag.attribute("default").as_deref(), Some("1" | "true" | "on"));
            if is_default && tag.attribute("type").as_deref() == Some("paragraph") {
                styles.default_paragraph = Some(id.clone());
            }
            let style = read_style(&mut xml)?;
            styles.styles.insert(id, style);
        }
        Ok(styles)
    }

    /// A paragraph's style and those it is based on, nearest first.
    pub(super) fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = &'a str> {
        let known = style.filter(|id| self.styles.contains_key(*id));
        let first = known.or(self.default_paragraph.as_deref());
        self.ancestry(first)
    }

    fn ancestry<'a>(&'a self, first: Option<&'a str>) -> impl Iterator<Item = &'a str> {
        let based_on = |id: &&str| self.styles.get(*id)?.based_on.as_deref();
        std::iter::successors(first, based_on).take(LONGEST_CHAIN)
    }

    /// What the style itself says about numbers, not what it inherits.
    pub(super) fn number(&self, style: &str) -> Option<&NumberReference> {
        self.styles.get(style).map(|style| &style.number)
    }

    /// The level of a heading, counted from 1: that of its outline level, its own
    /// or that of its style; `None` for text.
    pub(super) fn heading_level(&self, own: Option<u8>, style: Option<&str>) -> Option<u8> {
        let styled = || self.chain(style).find_map(|id| self.styles.get(id)?.outline_level);
        own.or_else(styled).filter(|&level| level < TEXT_LEVEL).map(|level| level + 1)
    }

    /// Whether characters are hidden: a run says so itself, or exactly one of
    /// its styles does (ECMA-376 part 1, 17.7.3: such properties toggle).
    pub(super) fn is_hidden(&self, paragraph: Option<&str>, run: &RunProperties) -> bool {
        run.is_hidden.unwrap_or_else(|| {
            let in_paragraph = self.hides(self.chain(paragraph));
            in_paragraph != self.hides(self.ancestry(run.style.as_deref()))
        })
    }

    fn hides<'a>(&self, mut chain: impl Iterator<Item = &'a str>) -> bool {
        chain.find_map(|id| self.styles.get(id)?.run.is_hidden).unwrap_or(false)
    }

    /// The font of Latin letters: the run's own, or that of its style.
    pub(super) fn font<'a>(&'a self, run: &'a RunProperties) -> Option<&'a str> {
        let styled = || {
            let mut chain = self.ancestry(run.style.as_deref());
            chain.find_map(|id| self.styles.get(id)?.run.font.as_deref())
        };
        run.font.as_deref().or_else(styled)
    }
}

fn read_style(xml: &mut Xml<'_>) -> Result<Style, Fault> {
    let mut style = Style::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "basedOn") => {
                style.based_on = tag.value();
                xml.skip()?;
            }
            (Vocabulary::Word, "rPr") => style.run = read_run_properties(xml)?,
            (Vocabulary::Word, "pPr") => {
                while let Some(tag) = xml.child()? {
                    match tag.kind() {
                        (Vocabulary::Word, "numPr") => {
                            style.number = read_number_reference(xml)?.reference;
                        }
                        (Vocabulary::Word, "outlineLvl") => {
                            style.outline_level = tag.value().and_then(|it| it.trim().parse().ok());
                            xml.skip()?;
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(style)
}

/// A `w:numPr`, and whether a tracked change brought it.
#[derive(Debug, Default)]
pub(super) struct ReadNumber {
    pub(super) reference: NumberReference,
    pub(super) is_inserted: bool,
}

/// Reads the inside of `w:numPr`.
///
/// # Errors
/// Those of the XML.
pub(super) fn read_number_reference(xml: &mut Xml<'_>) -> Result<ReadNumber, Fault> {
    let mut read = ReadNumber::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "ilvl") => {
                read.reference.level = tag.value().and_then(|level| level.trim().parse().ok());
            }
            (Vocabulary::Word, "numId") => read.reference.list = tag.value(),
            (Vocabulary::Word, "ins") => read.is_inserted = true,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(read)
}

/// Reads the inside of `w:rPr`.
///
/// # Errors
/// Those of the XML.
pub(super) fn read_run_properties(xml: &mut Xml<'_>) -> Result<RunProperties, Fault> {
    let mut run = RunProperties::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "rStyle") => run.style = tag.value(),
            (Vocabulary::Word, "vanish") => run.is_hidden = Some(tag.is_on()),
            (Vocabulary::Word, "rFonts") => {
                run.font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_toggles_between_paragraph_and_character_style() {
        let part = "<w:styles>\
            <w:style w:type='paragraph' w:styleId='p'><w:rPr><w:vanish/></w:rPr></w:style>\
            <w:style w:type='paragraph' w:styleId='q'><w:basedOn w:val='p'/></w:style>\
            <w:style w:type='character' w:styleId='c'><w:rPr><w:vanish/></w:rPr></w:style>\
            </w:styles>";
        let styles = Styles::read(part).unwrap();
        let plain = RunProperties::default();
        let styled = RunProperties { style: Some("c".into()), ..plain.clone() };
        let shown = RunProperties { is_hidden: Some(false), ..plain.clone() };
        assert!(!styles.is_hidden(None, &plain));
        assert!(styles.is_hidden(Some("q"), &plain));
        assert!(styles.is_hidden(None, &styled));
        assert!(!styles.is_hidden(Some("q"), &styled));
        assert!(!styles.is_hidden(Some("q"), &shown));
    }

    #[test]
    fn styles_based_on_each_other_end() {
        let part = "<w:styles><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
                    <w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>";
        let styles = Styles::read(part).unwrap();
        assert_eq!(styles.chain(Some("a")).count(), LONGEST_CHAIN);
    }
}

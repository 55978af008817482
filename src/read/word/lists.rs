//! What `numbering.xml` says of levels and lists.

use rustc_hash::FxHashMap;

use super::numerals::NumberFormat;
use super::styles::read_run_properties;
use super::xml::{Fault, Tag, Vocabulary, Xml};

/// Levels of a list.
pub(super) const N_LEVELS: usize = 9;
/// Longest text of a level, in characters; it is printed again and again.
const LONGEST_TEXT: usize = 250;

/// One level of a list.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "on-off properties of the file, independent")]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: NumberFormat,
    /// The name of a format that is not known and is printed as `1, 2, 3`.
    pub(super) is_guessed: bool,
    /// Text with `%1` for the number of the first level, and so on.
    pub(super) text: String,
    /// What stands between number and text.
    pub(super) suffix: &'static str,
    /// Level, counted from 1, that makes this one count anew; 0 for none.
    pub(super) restarts_after: Option<usize>,
    /// Whether all numbers are printed as `1, 2, 3`.
    pub(super) is_legal: bool,
    /// Paragraph style that goes with the level.
    pub(super) style: Option<String>,
    pub(super) font: Option<String>,
    pub(super) is_hidden: bool,
    pub(super) is_picture: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: NumberFormat::Decimal,
            is_guessed: false,
            text: String::new(),
            suffix: "\t",
            restarts_after: None,
            is_legal: false,
            style: None,
            font: None,
            is_hidden: false,
            is_picture: false,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Abstract {
    pub(super) levels: FxHashMap<usize, Level>,
    /// Style that holds the list this one stands for.
    pub(super) stands_for: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) of: String,
    /// What the list changes about a level: its start, or all of it.
    pub(super) changes: FxHashMap<usize, Change>,
}

#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) start: Option<u32>,
    pub(super) level: Option<Level>,
}

/// Reads the inside of `w:abstractNum`.
///
/// # Errors
/// Those of the XML.
pub(super) fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Fault> {
    let mut read = Abstract::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "lvl") => {
                let level = level_of(&tag);
                let rules = read_level(xml)?;
                read.levels.insert(level, rules);
            }
            (Vocabulary::Word, "numStyleLink") => {
                read.stands_for = tag.value();
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(read)
}

fn level_of(tag: &Tag<'_>) -> usize {
    tag.attribute("ilvl").and_then(|level| level.trim().parse().ok()).unwrap_or(0).min(N_LEVELS)
}

/// Reads the inside of `w:num`.
///
/// # Errors
/// Those of the XML.
pub(super) fn read_list(xml: &mut Xml<'_>) -> Result<List, Fault> {
    let mut list = List::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "abstractNumId") => {
                list.of = tag.value().unwrap_or_default();
                xml.skip()?;
            }
            (Vocabulary::Word, "lvlOverride") => {
                let level = level_of(&tag);
                let mut change = Change::default();
                while let Some(tag) = xml.child()? {
                    match tag.kind() {
                        (Vocabulary::Word, "startOverride") => {
                            change.start = number_of(&tag);
                            xml.skip()?;
                        }
                        (Vocabulary::Word, "lvl") => change.level = Some(read_level(xml)?),
                        _ => xml.skip()?,
                    }
                }
                list.changes.insert(level, change);
            }
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

fn number_of(tag: &Tag<'_>) -> Option<u32> {
    tag.value().and_then(|value| value.trim().parse().ok())
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Fault> {
    let mut level = Level::default();
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "start") => level.start = number_of(&tag).unwrap_or(0),
            (Vocabulary::Word, "numFmt") => level.set_format(&tag),
            (Vocabulary::Word, "lvlText") => {
                let text = tag.value().unwrap_or_default();
                level.text = text.chars().take(LONGEST_TEXT).collect();
            }
            (Vocabulary::Word, "suff") => {
                level.suffix = match tag.value().as_deref() {
                    Some("space") => " ",
                    Some("nothing") => "",
                    _ => "\t",
                };
            }
            (Vocabulary::Word, "lvlRestart") => {
                level.restarts_after = number_of(&tag).map(|level| level as usize);
            }
            (Vocabulary::Word, "isLgl") => level.is_legal = tag.is_on(),
            (Vocabulary::Word, "pStyle") => level.style = tag.value(),
            (Vocabulary::Word, "lvlPicBulletId") => level.is_picture = true,
            (Vocabulary::Word, "rPr") => {
                let run = read_run_properties(xml)?;
                level.is_hidden = run.is_hidden.unwrap_or(false);
                level.font = run.font;
                continue;
            }
            (Vocabulary::Compatibility, "AlternateContent") => {
                read_alternative_format(xml, &mut level)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

/// A format that older programs do not know stands beside one that they do:
/// the first that is known is taken.
fn read_alternative_format(xml: &mut Xml<'_>, level: &mut Level) -> Result<(), Fault> {
    let mut is_known = false;
    while xml.child()?.is_some() {
        while let Some(tag) = xml.child()? {
            if tag.kind() == (Vocabulary::Word, "numFmt") && !is_known {
                level.set_format(&tag);
                is_known = !level.is_guessed;
            }
            xml.skip()?;
        }
    }
    Ok(())
}

impl Level {
    fn set_format(&mut self, tag: &Tag<'_>) {
        let name = tag.value().unwrap_or_default();
        let known = match name.as_str() {
            "custom" => tag.attribute("format").and_then(|format| custom(&format)),
            name => NumberFormat::named(name),
        };
        self.is_guessed = known.is_none();
        self.format = known.unwrap_or(NumberFormat::Decimal);
    }
}

/// Formats of Word's own: `001, 002, 003, ...` pads with zeros.
fn custom(format: &str) -> Option<NumberFormat> {
    let first = format.split(',').next()?.trim();
    let pads = first.ends_with('1') && first.trim_end_matches('1').chars().all(|c| c == '0');
    (pads && (2..=9).contains(&first.len())).then_some(NumberFormat::Padded(first.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_formats_pad() {
        assert_eq!(custom("001, 002, 003, ..."), Some(NumberFormat::Padded(3)));
        assert_eq!(custom("1, 2, 3"), None);
        assert_eq!(custom("Α, Β"), None);
    }
}

//! Automatic numbers: which list a paragraph belongs to, how far the list has
//! counted, and what is printed (ECMA-376 part 1, 17.9).

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Paragraph;
use super::numerals::NumberFormat;
use super::styles::{NumberReference, Styles, read_run_properties};
use super::symbols;
use super::xml::{Fault, Tag, Vocabulary, Xml};

/// Levels of a list.
const N_LEVELS: usize = 9;
/// Longest chain of lists that point to the list of a style.
const LONGEST_CHAIN: usize = 8;

/// Longest text of a level, in characters; it is printed again and again.
const LONGEST_TEXT: usize = 250;

/// One level of a list.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "on-off properties of the file, independent")]
struct Level {
    start: u32,
    format: NumberFormat,
    /// The name of a format that is not known and is printed as `1, 2, 3`.
    is_guessed: bool,
    /// Text with `%1` for the number of the first level, and so on.
    text: String,
    /// What stands between number and text.
    suffix: &'static str,
    /// Level, counted from 1, that makes this one count anew; 0 for none.
    restarts_after: Option<usize>,
    /// Whether all numbers are printed as `1, 2, 3`.
    is_legal: bool,
    /// Paragraph style that goes with the level.
    style: Option<String>,
    font: Option<String>,
    is_hidden: bool,
    is_picture: bool,
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
struct Abstract {
    levels: FxHashMap<usize, Level>,
    /// Style that holds the list this one stands for.
    stands_for: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    of: String,
    /// What the list changes about a level: its start, or all of it.
    changes: FxHashMap<usize, Change>,
}

#[derive(Debug, Default)]
struct Change {
    start: Option<u32>,
    level: Option<Level>,
}

/// What `numbering.xml` says.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: FxHashMap<String, Abstract>,
    lists: FxHashMap<String, List>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// Those of the XML.
    pub(super) fn read(part: &str) -> Result<Self, Fault> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(part);
        xml.root()?;
        while let Some(tag) = xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "abstractNum") => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default();
                    let read = read_abstract(&mut xml)?;
                    numbering.abstracts.insert(id, read);
                }
                (Vocabulary::Word, "num") => {
                    let id = tag.attribute("numId").unwrap_or_default();
                    let read = read_list(&mut xml)?;
                    numbering.lists.insert(id, read);
                }
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    /// The list, its counting rules and the level of a paragraph.
    fn place(&self, paragraph: &Paragraph, styles: &Styles) -> Option<Place<'_>> {
        let own = &paragraph.number;
        let chain: Vec<&str> = styles.chain(paragraph.style.as_deref()).collect();
        let said = || chain.iter().filter_map(|id| styles.number(id));
        let list_id = own.list.as_deref().or_else(|| said().find_map(|said| said.list.as_deref()));
        let (list_id, list) = self.lists.get_key_value(list_id.filter(|id| *id != "0")?)?;
        let abstract_id = self.counted_as(list, styles)?;
        let rules = self.abstracts.get(abstract_id)?;
        // A level that names the style goes before the level the style names.
        let linked = || {
            let level_of = |style: &&str| {
                let named = |level: &&usize| {
                    rules.levels.get(level).and_then(|own| own.style.as_deref()) == Some(*style)
                };
                rules.levels.keys().filter(named).min().copied()
            };
            chain.iter().find_map(level_of)
        };
        let level = own.level.or_else(|| {
            linked().or_else(|| said().find_map(|NumberReference { level, .. }| *level))
        });
        let level = level.unwrap_or(0).min(N_LEVELS - 1);
        Some(Place { list_id, list, abstract_id, rules, level })
    }

    /// The counting rules a list uses, by way of list styles.
    fn counted_as<'a>(&'a self, list: &'a List, styles: &Styles) -> Option<&'a str> {
        let mut id = list.of.as_str();
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = self.abstracts.get(id)?.stands_for.as_deref() else {
                return Some(id);
            };
            let named = styles.number(style).and_then(|number| number.list.as_deref());
            let Some(next) = named.and_then(|list| self.lists.get(list)) else {
                return Some(id);
            };
            id = &next.of;
        }
        Some(id)
    }
}

struct Place<'a> {
    list_id: &'a str,
    list: &'a List,
    abstract_id: &'a str,
    rules: &'a Abstract,
    level: usize,
}

impl<'a> Place<'a> {
    fn level(&self, level: usize) -> Option<&'a Level> {
        let changed = self.list.changes.get(&level).and_then(|change| change.level.as_ref());
        changed.or_else(|| self.rules.levels.get(&level))
    }

    fn start(&self, level: usize) -> u32 {
        let changed = self.list.changes.get(&level).and_then(|change| change.start);
        changed.or_else(|| self.level(level).map(|level| level.start)).unwrap_or(0)
    }
}

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Printed {
    /// The number and what parts it from the text.
    pub(super) text: String,
    /// Whether no one sees it.
    pub(super) is_hidden: bool,
    /// Whether its format is not known.
    pub(super) is_guessed: bool,
    /// Signs without a known character.
    pub(super) n_unknown: u32,
}

/// How far the lists of a document have counted.
#[derive(Debug, Default)]
pub(super) struct Counters<'a> {
    /// By counting rules: lists that share them go on counting.
    values: FxHashMap<&'a str, [Option<u32>; N_LEVELS]>,
    /// Levels of lists that have begun at a start of their own.
    begun: FxHashSet<(&'a str, usize)>,
}

impl<'a> Counters<'a> {
    /// Counts a paragraph and prints its number; `None` if it has none.
    pub(super) fn next(
        &mut self,
        paragraph: &Paragraph,
        numbering: &'a Numbering,
        styles: &Styles,
    ) -> Option<Printed> {
        let place = numbering.place(paragraph, styles)?;
        let level = place.level(place.level)?;
        let own_start = place.list.changes.get(&place.level).and_then(|change| change.start);
        let begins = own_start.is_some() && self.begun.insert((place.list_id, place.level));
        let values = self.values.entry(place.abstract_id).or_default();
        // A level above that was left out counts as used: after 1.1 comes 2
        // (Microsoft KB Q110380).
        for (above, value) in values.iter_mut().enumerate().take(place.level) {
            value.get_or_insert_with(|| place.start(above));
        }
        let value = &mut values[place.level];
        *value = Some(match (own_start, *value) {
            (Some(start), _) if begins => start,
            (_, Some(value)) => value.saturating_add(1),
            (_, None) => place.start(place.level),
        });
        for (deeper, value) in values.iter_mut().enumerate().skip(place.level + 1) {
            let rule = place.level(deeper).and_then(|level| level.restarts_after);
            if place.level < rule.unwrap_or(deeper) {
                *value = None;
            }
        }
        let values = *values;
        if level.is_picture {
            return None;
        }
        let (label, n_unknown) = print(level, &place, &values);
        let suffix = if label.is_empty() { "" } else { level.suffix };
        Some(Printed {
            text: format!("{label}{suffix}"),
            is_hidden: level.is_hidden,
            is_guessed: level.is_guessed,
            n_unknown,
        })
    }
}

/// The text of a level with its numbers, and how many signs are unknown.
fn print(level: &Level, place: &Place<'_>, values: &[Option<u32>; N_LEVELS]) -> (String, u32) {
    if level.format == NumberFormat::Bullet {
        let (seen, n_unknown) = symbols::translate(&level.text, level.font.as_deref());
        return (seen.into_owned(), n_unknown);
    }
    let mut printed = String::new();
    let mut text = level.text.chars().peekable();
    while let Some(c) = text.next() {
        let named = (c == '%').then(|| text.peek().and_then(|c| c.to_digit(10))).flatten();
        let Some(above) = named.and_then(|digit| (digit as usize).checked_sub(1)) else {
            printed.push(c);
            continue;
        };
        text.next();
        // A level cannot print one below itself.
        if above > place.level {
            continue;
        }
        let value = values[above].unwrap_or_else(|| place.start(above));
        let format = match place.level(above) {
            _ if level.is_legal => NumberFormat::Decimal,
            Some(above) => above.format,
            None => NumberFormat::Decimal,
        };
        printed.push_str(&format.print(value));
    }
    (printed, 0)
}

fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Fault> {
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

fn read_list(xml: &mut Xml<'_>) -> Result<List, Fault> {
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

    fn levels(levels: &[(&str, &str, &str)]) -> String {
        let level = |(ilvl, (format, text, more)): (usize, &(&str, &str, &str))| {
            format!(
                "<w:lvl w:ilvl='{ilvl}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>\
                 <w:lvlText w:val='{text}'/><w:suff w:val='nothing'/>{more}</w:lvl>"
            )
        };
        levels.iter().enumerate().map(level).collect()
    }

    fn count(numbering: &str, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let numbering =
            Numbering::read(&format!("<w:numbering>{numbering}</w:numbering>")).unwrap();
        let styles = Styles::default();
        let mut counters = Counters::default();
        let next = |&(list, level): &(&str, usize)| {
            let number = NumberReference { list: Some(list.into()), level: Some(level) };
            let paragraph = Paragraph { number, ..Paragraph::default() };
            counters.next(&paragraph, &numbering, &styles).map_or("-".into(), |own| own.text)
        };
        paragraphs.iter().map(next).collect()
    }

    #[test]
    fn deeper_levels_count_anew() {
        let rules = levels(&[
            ("decimal", "%1", ""),
            ("upperRoman", "%1.%2", ""),
            ("decimal", "%1.%2.%3", "<w:isLgl/>"),
            ("decimal", "(%4)", "<w:lvlRestart w:val='1'/>"),
            ("decimal", "[%5]", "<w:lvlRestart w:val='0'/>"),
        ]);
        let list = format!(
            "<w:abstractNum w:abstractNumId='7'>{rules}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        );
        let order = [0, 1, 2, 3, 4, 1, 2, 3, 4, 0, 1, 3, 4];
        let paragraphs: Vec<(&str, usize)> = order.iter().map(|&level| ("1", level)).collect();
        let printed = [
            "1", "1.I", "1.1.1", "(1)", "[1]", "1.II", "1.2.1", "(2)", "[2]", "2", "2.I", "(1)",
            "[3]",
        ];
        assert_eq!(count(&list, &paragraphs), printed);
    }

    #[test]
    fn lists_share_a_count_until_one_starts_by_itself() {
        let rules = levels(&[("decimalFullWidth", "第%1", "")]);
        let list = |id: u32, change: &str| {
            format!("<w:num w:numId='{id}'><w:abstractNumId w:val='7'/>{change}</w:num>")
        };
        let own = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>";
        let numbering = format!(
            "<w:abstractNum w:abstractNumId='7'>{rules}</w:abstractNum>{}{}{}",
            list(1, ""),
            list(2, ""),
            list(3, own)
        );
        let paragraphs = [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0), ("0", 0), ("9", 0)];
        assert_eq!(
            count(&numbering, &paragraphs),
            ["第１", "第２", "第１", "第２", "第３", "-", "-"]
        );
    }

    #[test]
    fn custom_formats_pad() {
        assert_eq!(custom("001, 002, 003, ..."), Some(NumberFormat::Padded(3)));
        assert_eq!(custom("1, 2, 3"), None);
        assert_eq!(custom("Α, Β"), None);
    }
}

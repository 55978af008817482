//! Automatic numbers: which list a paragraph belongs to, how far the list has
//! counted, and what is printed (ECMA-376 part 1, 17.9).

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Paragraph;
use super::lists::{Abstract, Level, List, N_LEVELS, read_abstract, read_list};
use super::numerals::NumberFormat;
use super::styles::{NumberReference, Styles};
use super::symbols;
use super::xml::{Fault, Vocabulary, Xml};

/// Longest chain of lists that point to the list of a style.
const LONGEST_CHAIN: usize = 8;

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
}

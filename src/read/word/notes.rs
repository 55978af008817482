//! Footnotes, endnotes and comments: parts that hold many stories, each with
//! an id.

use rustc_hash::FxHashMap;

use super::body::{Context, Findings, Reader};
use super::draft::{Flow, NoteKind};
use super::numerals::NumberFormat;
use super::xml::{Fault, Vocabulary, Xml};

/// How notes are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct NoteRules {
    format: Option<String>,
    start: Option<u32>,
    by_section: bool,
}

impl NoteRules {
    /// Reads the inside of `w:footnotePr` or `w:endnotePr`.
    ///
    /// # Errors
    /// Those of the XML.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Fault> {
        let mut rules = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "numFmt") => rules.format = tag.value(),
                (Vocabulary::Word, "numStart") => {
                    rules.start = tag.value().and_then(|start| start.trim().parse().ok());
                }
                (Vocabulary::Word, "numRestart") => {
                    rules.by_section = tag.value().as_deref() == Some("eachSect");
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(rules)
    }
}

/// The rules of `settings.xml`, for footnotes and for endnotes.
///
/// # Errors
/// Those of the XML.
pub(super) fn rules_of_settings(
    part: &str,
) -> Result<(Option<NoteRules>, Option<NoteRules>), Fault> {
    let (mut footnotes, mut endnotes) = (None, None);
    let mut xml = Xml::new(part);
    xml.root()?;
    while let Some(tag) = xml.child()? {
        match tag.kind() {
            (Vocabulary::Word, "footnotePr") => footnotes = Some(NoteRules::read(&mut xml)?),
            (Vocabulary::Word, "endnotePr") => endnotes = Some(NoteRules::read(&mut xml)?),
            _ => xml.skip()?,
        }
    }
    Ok((footnotes, endnotes))
}

/// Counts notes of one kind.
#[derive(Debug)]
pub(super) struct NoteCounter {
    format: NumberFormat,
    start: u32,
    by_section: bool,
    next: u32,
}

impl NoteCounter {
    /// A counter by these rules, or by Word's own.
    pub(super) fn new(kind: NoteKind, rules: Option<NoteRules>) -> Self {
        let rules = rules.unwrap_or_default();
        let usual = match kind {
            NoteKind::Footnote => NumberFormat::Decimal,
            NoteKind::Endnote => NumberFormat::LowerRoman,
        };
        let named = rules.format.as_deref().and_then(NumberFormat::named);
        let start = rules.start.unwrap_or(1);
        Self { format: named.unwrap_or(usual), start, by_section: rules.by_section, next: start }
    }

    /// The number of the next note.
    pub(super) fn next(&mut self) -> String {
        let number = self.next;
        self.next = number.saturating_add(1);
        self.format.print(number)
    }

    /// A section ends.
    pub(super) fn end_section(&mut self) {
        if self.by_section {
            self.next = self.start;
        }
    }
}

/// Stories of a part by their id, in the order of the part.
#[derive(Debug, Default)]
pub(super) struct Stories {
    order: Vec<String>,
    by_id: FxHashMap<String, Flow>,
}

impl Stories {
    /// Reads `footnotes.xml`, `endnotes.xml` or `comments.xml`.
    ///
    /// # Errors
    /// Those of the XML, and `TooMuch`.
    pub(super) fn read(
        part: &str,
        context: Context<'_>,
        found: &mut Findings,
    ) -> Result<Self, Fault> {
        let mut stories = Self::default();
        let mut reader = Reader::new(part, context, found);
        reader.xml.root()?;
        while let Some(tag) = reader.xml.child()? {
            // Separators are lines that Word draws.
            let is_line = tag
                .attribute("type")
                .is_some_and(|kind| kind != "normal" && tag.name() != "comment");
            let id = tag.attribute("id").unwrap_or_default();
            let mut flow = Flow::default();
            reader.flow(&mut flow)?;
            if !is_line && stories.by_id.insert(id.clone(), flow).is_none() {
                stories.order.push(id);
            }
        }
        Ok(stories)
    }

    /// Takes a story; each can be taken once.
    pub(super) fn take(&mut self, id: &str) -> Option<Flow> {
        self.by_id.remove(id)
    }

    /// The stories that nobody took.
    pub(super) fn rest(&mut self) -> Vec<Flow> {
        let order = std::mem::take(&mut self.order);
        order.iter().filter_map(|id| self.by_id.remove(id)).collect()
    }
}

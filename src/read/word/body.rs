//! A part with text → [`Flow`]: paragraphs, and what stands in them.

use super::draft::{Flow, Item, Mark, Paragraph};
use super::fields::Fields;
use super::notes::NoteRules;
use super::styles::{RunProperties, Styles, read_number_reference};
use super::xml::{Fault, Tag, Vocabulary, Xml};
use crate::read::TrackedChanges;

/// Most paragraphs, cells and stretches of text in one document. A thousand
/// pages hold about a hundred thousand.
const MOST_ITEMS: u32 = 4_000_000;

/// What all parts are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) styles: &'a Styles,
    pub(super) tracked: TrackedChanges,
    /// Whether the part is a header or a footer.
    pub(super) is_head: bool,
}

/// What is noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Signs without a known character.
    pub(super) n_unknown_signs: u32,
    /// Charts, diagrams, embedded objects, documents inside the document.
    pub(super) n_objects: u32,
    /// Fields that print something which the file does not hold.
    pub(super) n_without_result: u32,
    /// Tracked insertions and deletions.
    pub(super) n_tracked: u32,
    /// Relationships that lead to headers and footers.
    pub(super) heads: Vec<String>,
    /// How sections number their notes.
    pub(super) footnotes: Option<NoteRules>,
    pub(super) endnotes: Option<NoteRules>,
    n_items: u32,
}

impl Findings {
    /// Counts one more item.
    ///
    /// # Errors
    /// `TooMuch` above the limit.
    pub(super) fn count(&mut self) -> Result<(), Fault> {
        self.n_items += 1;
        if self.n_items > MOST_ITEMS { Err(Fault::TooMuch) } else { Ok(()) }
    }
}

/// Reads one part.
pub(super) struct Reader<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) found: &'a mut Findings,
    pub(super) context: Context<'a>,
    /// How many tracked changes around this place take the text away.
    pub(super) n_removed: u32,
    pub(super) fields: Fields,
    /// Style of the paragraph being read.
    pub(super) style: Option<String>,
    pub(super) is_ruby: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(part: &'a str, context: Context<'a>, found: &'a mut Findings) -> Self {
        Self {
            xml: Xml::new(part),
            found,
            context,
            n_removed: 0,
            fields: Fields::default(),
            style: None,
            is_ruby: false,
        }
    }

    /// Reads a part that is one story.
    ///
    /// # Errors
    /// Those of the XML, and `TooMuch`.
    pub(super) fn story(mut self) -> Result<Flow, Fault> {
        self.xml.root()?;
        let mut flow = Flow::default();
        self.flow(&mut flow)?;
        Ok(flow)
    }

    /// Reads the rest of the open element as paragraphs and tables.
    ///
    /// # Errors
    /// As [`Reader::story`].
    pub(super) fn flow(&mut self, flow: &mut Flow) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            self.block(&tag, flow)?;
        }
        Ok(())
    }

    /// Reads an element that stands between paragraphs.
    ///
    /// # Errors
    /// As [`Reader::story`].
    pub(super) fn block(&mut self, tag: &Tag<'_>, flow: &mut Flow) -> Result<(), Fault> {
        match tag.kind() {
            (Vocabulary::Word, "p") => {
                let paragraph = self.paragraph()?;
                flow.items.push(Item::Paragraph(paragraph));
            }
            (Vocabulary::Word, "tbl") => {
                let table = self.table()?;
                flow.items.push(Item::Table(table));
            }
            (Vocabulary::Word, "sectPr") => self.section()?,
            (Vocabulary::Word, "altChunk" | "subDoc") => {
                self.found.n_objects += 1;
                self.xml.skip()?;
            }
            (Vocabulary::Word, "ins" | "moveTo" | "del" | "moveFrom") => {
                let removes = self.begin_tracked(tag.name());
                self.flow(flow)?;
                self.n_removed -= u32::from(removes);
            }
            (Vocabulary::Compatibility, "AlternateContent") => {
                let mut chosen = Flow::default();
                while self.xml.child()?.is_some() {
                    if chosen.has_text() {
                        self.xml.skip()?;
                    } else {
                        chosen = Flow::default();
                        self.flow(&mut chosen)?;
                    }
                }
                flow.items.append(&mut chosen.items);
            }
            (Vocabulary::Word, "r" | "hyperlink" | "fldSimple" | "ruby" | "t") => {
                // Text outside any paragraph: no program writes it, and it
                // must not be lost all the same.
                let mut paragraph = Paragraph::default();
                self.inline(tag, &mut paragraph, &RunProperties::default())?;
                flow.items.push(Item::Paragraph(paragraph));
            }
            (Vocabulary::Word, name) if is_property(name) => self.xml.skip()?,
            _ => self.flow(flow)?,
        }
        Ok(())
    }

    /// Whether a tracked change takes away what is in it. The caller ends it.
    pub(super) fn begin_tracked(&mut self, name: &str) -> bool {
        self.found.n_tracked += 1;
        let removes = self.takes_away(name);
        self.n_removed += u32::from(removes);
        removes
    }

    /// Whether a change of that name takes text away as it is read now.
    pub(super) fn takes_away(&self, name: &str) -> bool {
        match self.context.tracked {
            TrackedChanges::Accept => matches!(name, "del" | "moveFrom" | "cellDel"),
            TrackedChanges::Reject => matches!(name, "ins" | "moveTo" | "cellIns"),
        }
    }

    fn paragraph(&mut self) -> Result<Paragraph, Fault> {
        self.found.count()?;
        let outer = self.style.take();
        let mut paragraph = Paragraph::default();
        self.inlines(&mut paragraph, &RunProperties::default())?;
        self.fields.end_paragraph();
        self.style = outer;
        Ok(paragraph)
    }

    pub(super) fn paragraph_properties(&mut self, paragraph: &mut Paragraph) -> Result<(), Fault> {
        let mut mark = RunProperties::default();
        let mut is_removed = false;
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "pStyle") => paragraph.style = tag.value(),
                (Vocabulary::Word, "outlineLvl") => {
                    paragraph.outline_level = tag.value().and_then(|it| it.trim().parse().ok());
                }
                (Vocabulary::Word, "numPr") => {
                    let read = read_number_reference(&mut self.xml)?;
                    paragraph.number = read.reference;
                    if read.is_inserted && self.takes_away("ins") {
                        paragraph.number.list = Some("0".into());
                    }
                    continue;
                }
                (Vocabulary::Word, "rPr") => {
                    while let Some(tag) = self.xml.child()? {
                        match tag.kind() {
                            (Vocabulary::Word, name @ ("ins" | "del" | "moveTo" | "moveFrom")) => {
                                self.found.n_tracked += 1;
                                is_removed |= self.takes_away(name);
                            }
                            (Vocabulary::Word, "vanish") => mark.is_hidden = Some(tag.is_on()),
                            _ => {}
                        }
                        self.xml.skip()?;
                    }
                    continue;
                }
                (Vocabulary::Word, "sectPr") => {
                    paragraph.ends_section = true;
                    self.section()?;
                    continue;
                }
                (Vocabulary::Word, "pPrChange") if self.takes_away("ins") => {
                    let mut before = Paragraph::default();
                    while self.xml.child()?.is_some() {
                        self.paragraph_properties(&mut before)?;
                    }
                    paragraph.style = before.style;
                    paragraph.number = before.number;
                    paragraph.outline_level = before.outline_level;
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        let styles = self.context.styles;
        paragraph.mark = match is_removed {
            true => Mark::Removed,
            false if styles.is_hidden(paragraph.style.as_deref(), &mark) => Mark::Hidden,
            false => Mark::Kept,
        };
        Ok(())
    }

    fn section(&mut self) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "headerReference" | "footerReference") => {
                    self.found.count()?;
                    self.found.heads.extend(tag.attribute("id"));
                    self.xml.skip()?;
                }
                (Vocabulary::Word, "footnotePr") => {
                    let rules = NoteRules::read(&mut self.xml)?;
                    self.found.footnotes.get_or_insert(rules);
                }
                (Vocabulary::Word, "endnotePr") => {
                    let rules = NoteRules::read(&mut self.xml)?;
                    self.found.endnotes.get_or_insert(rules);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }
}

/// Whether an element holds properties: their names end so.
pub(super) fn is_property(name: &str) -> bool {
    name.ends_with("Pr") || matches!(name, "tblGrid" | "tblPrEx")
}

//! A part with text → [`Flow`]: paragraphs, and what stands in them.

use super::draft::{Bit, Flow, Item, Mark, NoteKind, NoteReference, Paragraph};
use super::fields::{Field, Fields};
use super::notes::NoteRules;
use super::styles::{RunProperties, Styles, read_number_reference, read_run_properties};
use super::symbols;
use super::xml::{Fault, Tag, Token, Vocabulary, Xml};
use crate::model::Furniture;
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
    context: Context<'a>,
    /// How many tracked changes around this place take the text away.
    n_removed: u32,
    fields: Fields,
    /// Style of the paragraph being read.
    style: Option<String>,
    is_ruby: bool,
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
    fn begin_tracked(&mut self, name: &str) -> bool {
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

    fn paragraph_properties(&mut self, paragraph: &mut Paragraph) -> Result<(), Fault> {
        let mut mark = RunProperties::default();
        let mut is_removed = false;
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "pStyle") => paragraph.style = tag.value(),
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

    /// Reads the rest of the open element as text of a paragraph.
    fn inlines(&mut self, paragraph: &mut Paragraph, run: &RunProperties) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            self.inline(&tag, paragraph, run)?;
        }
        Ok(())
    }

    /// Reads an element that stands in a paragraph, in a run or around one.
    fn inline(
        &mut self,
        tag: &Tag<'_>,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        match tag.kind() {
            (Vocabulary::Word, name) => self.word(name, tag, paragraph, run),
            (Vocabulary::Math | Vocabulary::Drawing, "t") => {
                let text = self.xml.text()?;
                self.push(&text, paragraph, run)
            }
            (Vocabulary::Math, name) => self.formula(name, paragraph, run),
            (Vocabulary::Drawing, "p") => {
                let mut inner = Paragraph::default();
                self.inlines(&mut inner, run)?;
                self.text_box(Flow { items: vec![Item::Paragraph(inner)] }, paragraph, run)
            }
            (Vocabulary::Vml, "textpath") => {
                let text = tag.attribute("string").unwrap_or_default();
                let mut inner = Paragraph::default();
                let why = self.context.is_head.then_some(Furniture::Watermark);
                inner.push(&text, why.or(self.why(run)));
                self.xml.skip()?;
                self.text_box(Flow { items: vec![Item::Paragraph(inner)] }, paragraph, run)
            }
            (Vocabulary::Chart, "chart")
            | (Vocabulary::Diagram, "relIds")
            | (Vocabulary::Office, "OLEObject") => {
                self.found.n_objects += 1;
                self.xml.skip()
            }
            (Vocabulary::Compatibility, "AlternateContent") => self.alternatives(paragraph, run),
            _ => self.inlines(paragraph, run),
        }
    }

    fn word(
        &mut self,
        name: &str,
        tag: &Tag<'_>,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        match name {
            "pPr" => {
                self.paragraph_properties(paragraph)?;
                self.style.clone_from(&paragraph.style);
                Ok(())
            }
            "r" => self.run(paragraph),
            "t" | "delText" => {
                let keeps_spaces = tag.attribute("space").as_deref() == Some("preserve");
                let text = self.xml.text()?;
                let text =
                    if keeps_spaces { &text } else { text.trim_matches([' ', '\t', '\n', '\r']) };
                self.push(text, paragraph, run)
            }
            "instrText" | "delInstrText" => {
                let text = self.xml.text()?;
                self.fields.instruct(&text);
                Ok(())
            }
            "fldChar" => self.field_character(tag, paragraph, run),
            "fldSimple" => {
                let instruction = tag.attribute("instr").unwrap_or_default();
                self.fields.begin(Field::simple(instruction));
                self.inlines(paragraph, run)?;
                self.fields.end();
                Ok(())
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                let removes = self.begin_tracked(name);
                self.inlines(paragraph, run)?;
                self.n_removed -= u32::from(removes);
                Ok(())
            }
            "rt" => {
                let outer = std::mem::replace(&mut self.is_ruby, true);
                self.inlines(paragraph, run)?;
                self.is_ruby = outer;
                Ok(())
            }
            "p" | "tbl" | "altChunk" => {
                let mut flow = Flow::default();
                self.block(tag, &mut flow)?;
                self.text_box(flow, paragraph, run)
            }
            "txbxContent" => {
                let mut flow = Flow::default();
                self.flow(&mut flow)?;
                self.text_box(flow, paragraph, run)
            }
            "tab" | "ptab" | "noBreakHyphen" | "softHyphen" | "br" | "cr" | "sym" => {
                self.sign(name, tag, paragraph, run)?;
                self.xml.skip()
            }
            "footnoteReference" | "endnoteReference" | "footnoteRef" | "endnoteRef"
            | "commentReference" => {
                self.reference(name, tag, paragraph, run)?;
                self.xml.skip()
            }
            name if is_property(name) => self.xml.skip(),
            _ => self.inlines(paragraph, run),
        }
    }

    fn run(&mut self, paragraph: &mut Paragraph) -> Result<(), Fault> {
        let mut run = RunProperties::default();
        while let Some(tag) = self.xml.child()? {
            if tag.kind() == (Vocabulary::Word, "rPr") {
                run = read_run_properties(&mut self.xml)?;
            } else {
                self.inline(&tag, paragraph, &run)?;
            }
        }
        Ok(())
    }

    /// A character that is written as an element.
    fn sign(
        &mut self,
        name: &str,
        tag: &Tag<'_>,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        match name {
            "br" | "cr" => {
                if self.why(run).is_none() {
                    self.found.count()?;
                    paragraph.bits.push(Bit::Break);
                }
                Ok(())
            }
            "sym" => {
                let code = tag.attribute("char").unwrap_or_default();
                let sign = symbols::from_code(tag.attribute("font").as_deref(), &code);
                self.found.n_unknown_signs += u32::from(sign.is_none());
                let sign = sign.unwrap_or(symbols::UNKNOWN);
                self.push_seen(sign.encode_utf8(&mut [0; 4]), paragraph, run)
            }
            "noBreakHyphen" => self.push_seen("\u{2011}", paragraph, run),
            "softHyphen" => self.push_seen("\u{ad}", paragraph, run),
            _ => self.push_seen("\t", paragraph, run),
        }
    }

    fn reference(
        &mut self,
        name: &str,
        tag: &Tag<'_>,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        self.found.count()?;
        let id = tag.attribute("id").unwrap_or_default();
        let own_mark = tag.attribute("customMarkFollows");
        let has_own_mark = matches!(own_mark.as_deref(), Some("1" | "true" | "on"));
        let note = |kind| NoteReference { kind, id: id.clone(), has_own_mark, why: self.why(run) };
        paragraph.bits.push(match name {
            "footnoteReference" => Bit::Note(note(NoteKind::Footnote)),
            "endnoteReference" => Bit::Note(note(NoteKind::Endnote)),
            "commentReference" => Bit::Comment(id),
            _ => Bit::OwnNumber,
        });
        Ok(())
    }

    fn field_character(
        &mut self,
        tag: &Tag<'_>,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        let kind = tag.attribute("fldCharType").unwrap_or_default();
        let shown = self.form_field()?;
        match kind.as_str() {
            "begin" => self.fields.begin(Field::complex(shown)),
            "separate" => self.fields.separate(),
            "end" => {
                let field = self.fields.end();
                for (text, is_ruby) in field.iter().flat_map(Field::printed) {
                    let outer = self.is_ruby;
                    self.is_ruby |= is_ruby;
                    self.push(&text, paragraph, run)?;
                    self.is_ruby = outer;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What a check box or a list of a form shows; reads the rest of `fldChar`.
    fn form_field(&mut self) -> Result<Option<String>, Fault> {
        let (mut shown, mut entries, mut chosen) = (None, Vec::new(), 0_usize);
        let mut depth = 0_u32;
        loop {
            match self.xml.next()? {
                Token::Close if depth == 0 => break,
                Token::Close => depth -= 1,
                Token::Text(_) => {}
                Token::End => return Err(Fault::Malformed),
                Token::Open(tag) => {
                    depth += 1;
                    match tag.name() {
                        "checkBox" => shown = Some("☐".to_owned()),
                        "default" | "checked" if shown.is_some() => {
                            shown = Some(if tag.is_on() { "☒" } else { "☐" }.to_owned());
                        }
                        "result" => {
                            chosen = tag.value().and_then(|at| at.parse().ok()).unwrap_or(0);
                        }
                        "listEntry" => entries.push(tag.value().unwrap_or_default()),
                        _ => {}
                    }
                }
            }
        }
        Ok(shown.or_else(|| entries.into_iter().nth(chosen)))
    }

    /// Brackets and operators of formulas are no text but properties.
    fn formula(
        &mut self,
        name: &str,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        let (first, closes) = match name {
            "d" => ("(", true),
            "nary" => ("∫", false),
            _ if is_property(name) => return self.xml.skip(),
            _ => return self.inlines(paragraph, run),
        };
        let (mut first, mut last) = (first.to_owned(), ")".to_owned());
        let mut is_open = false;
        while let Some(tag) = self.xml.child()? {
            if is_property(tag.name()) {
                while let Some(tag) = self.xml.child()? {
                    match tag.name() {
                        "begChr" | "chr" => first = tag.value().unwrap_or_default(),
                        "endChr" => last = tag.value().unwrap_or_default(),
                        _ => {}
                    }
                    self.xml.skip()?;
                }
                continue;
            }
            if !std::mem::replace(&mut is_open, true) {
                self.push(&first, paragraph, run)?;
            }
            self.inline(&tag, paragraph, run)?;
        }
        if closes && is_open { self.push(&last, paragraph, run) } else { Ok(()) }
    }

    /// The same content written for several programs: the first that has text.
    fn alternatives(
        &mut self,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        let mut chosen = Paragraph::default();
        let n_objects = self.found.n_objects;
        while self.xml.child()?.is_some() {
            if chosen.has_text() || self.found.n_objects > n_objects {
                self.xml.skip()?;
            } else {
                chosen = Paragraph::default();
                self.inlines(&mut chosen, run)?;
            }
        }
        paragraph.bits.append(&mut chosen.bits);
        Ok(())
    }

    fn text_box(
        &mut self,
        flow: Flow,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        self.found.count()?;
        paragraph.bits.push(Bit::TextBox(flow, self.why(run)));
        Ok(())
    }

    /// Adds text in the font of its run.
    fn push(
        &mut self,
        text: &str,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        let (seen, n_unknown) = symbols::translate(text, self.context.styles.font(run));
        self.found.n_unknown_signs += n_unknown;
        self.push_seen(&seen, paragraph, run)
    }

    /// Adds characters as they are seen. Control characters print nothing, and
    /// Word shows a line break in the text of a run as a space.
    fn push_seen(
        &mut self,
        text: &str,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        self.found.count()?;
        let why = self.why(run);
        let is_control = |c: char| c.is_control() && c != '\t';
        if text.contains(is_control) {
            paragraph.push(&text.replace(is_control, " "), why);
        } else {
            paragraph.push(text, why);
        }
        Ok(())
    }

    /// Why text here is not compared, if it is not.
    fn why(&self, run: &RunProperties) -> Option<Furniture> {
        let is_hidden =
            !self.fields.is_shown() || self.context.styles.is_hidden(self.style.as_deref(), run);
        if self.n_removed > 0 {
            Some(Furniture::TrackedChange)
        } else if is_hidden {
            Some(Furniture::Hidden)
        } else if self.is_ruby {
            Some(Furniture::Ruby)
        } else if self.context.is_head && self.fields.counts_pages() {
            Some(Furniture::PageNumber)
        } else {
            None
        }
    }
}

/// Whether an element holds properties: their names end so.
pub(super) fn is_property(name: &str) -> bool {
    name.ends_with("Pr") || matches!(name, "tblGrid" | "tblPrEx")
}

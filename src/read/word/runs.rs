//! What stands in a paragraph: runs, fields, signs, formulas, text boxes.

use super::body::{Reader, is_property};
use super::draft::{Bit, Flow, Item, NoteKind, NoteReference, Paragraph};
use super::fields::{Field, Printed};
use super::styles::{RunProperties, read_run_properties};
use super::symbols;
use super::xml::{Fault, Tag, Token, Vocabulary};
use crate::model::Furniture;

impl Reader<'_> {
    /// Reads the rest of the open element as text of a paragraph.
    pub(super) fn inlines(
        &mut self,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            self.inline(&tag, paragraph, run)?;
        }
        Ok(())
    }

    /// Reads an element that stands in a paragraph, in a run or around one.
    pub(super) fn inline(
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
                let before = paragraph.extent();
                self.inlines(paragraph, run)?;
                let is_empty = paragraph.extent() == before;
                let Some(field) = self.fields.end() else { return Ok(()) };
                let field = if is_empty { field.without_result() } else { field };
                self.end_field(&field, paragraph, run)
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
                if let Some(field) = self.fields.end() {
                    self.end_field(&field, paragraph, run)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Prints what a field shows in place of a result.
    fn end_field(
        &mut self,
        field: &Field,
        paragraph: &mut Paragraph,
        run: &RunProperties,
    ) -> Result<(), Fault> {
        if self.context.is_head && field.counts_pages() {
            // Where the number stands, with or without a result.
            self.found.count()?;
            paragraph.bits.push(Bit::Text(String::new(), Some(Furniture::PageNumber)));
            return Ok(());
        }
        match field.printed() {
            Printed::Nothing => {}
            Printed::Text(parts) => {
                for (text, is_ruby) in parts {
                    let outer = self.is_ruby;
                    self.is_ruby |= is_ruby;
                    self.push(&text, paragraph, run)?;
                    self.is_ruby = outer;
                }
            }
            Printed::Sign(sign) => {
                self.found.n_unknown_signs += u32::from(sign.is_none());
                let sign = sign.unwrap_or(symbols::UNKNOWN);
                self.push_seen(sign.encode_utf8(&mut [0; 4]), paragraph, run)?;
            }
            Printed::Unknown => {
                // What stands in the instruction of another field is that
                // field's.
                self.found.n_without_result += u32::from(self.why(run).is_none());
            }
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

//! Document → [`Outline`]: which blocks are headings, and the tree they make.
//!
//! A section is one numbered unit: its heading and the unnumbered text under it
//! up to the next number. Where there are no numbers, a paragraph or a row of a
//! ruled form is a section of its own, so that every block is in exactly one
//! section and sections follow each other in reading order.
//!
//! Levels are observed, not fixed, because offices order （１）, ①, ア
//! differently (CONVENTIONS §3.5 rule 3). One pass: O(blocks × depth), and the depth
//! is bounded.

mod candidates;
mod closing;
mod contents;
mod forms;
mod judge;
mod marked;
mod nest;
mod reason;
mod sequence;

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::model::{
    Block, BlockId, BlockKind, Document, Format, Sides, Source, Span, TableId, without_signs,
};
use crate::normalize::{self, fold::fold};
use crate::number::{HeadingNumber, LabelStyle, Numeral, Unit, caption, trim_start};

use candidates::{Candidate, Candidates, RowKey, row_of};
use closing::{Closing, is_about_contact};
pub use contents::set_pages_aside;
use nest::{Nest, Place, rank};
use reason::Watch;
pub use reason::{Decision, Reason};

/// The sections of a document in reading order.
#[derive(Debug, Default)]
pub struct Outline {
    sections: Vec<Section>,
    /// What might have been a heading; sections name those that are.
    candidates: Vec<Candidate>,
}

/// Index of a section in its outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionId(pub u32);

impl SectionId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One numbered unit, or one paragraph or form row where there are no numbers.
#[derive(Debug, Clone)]
pub struct Section {
    /// The section around it, `None` at the top.
    pub parent: Option<SectionId>,
    /// Index of its heading, [`NO_HEADING`] for text without a number.
    heading: u32,
    /// Blocks of this section alone, children excluded; never empty.
    pub blocks: Range<u32>,
}

const NO_HEADING: u32 = u32::MAX;

/// 見出し.
#[derive(Debug)]
pub struct Heading {
    /// The number.
    pub number: HeadingNumber,
    /// The number as printed; empty for headings in brackets.
    pub label: Span,
    title: u32,
    /// The block that holds it; a caption may stand before it.
    pub block: BlockId,
}

impl Heading {
    /// First byte of the source after the number and its dot and spaces.
    pub fn title(&self) -> usize {
        self.title as usize
    }
}

impl Outline {
    /// All sections in reading order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// One section.
    ///
    /// # Panics
    /// When the id is of another outline.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The heading of a section of this outline; `None` for text without a
    /// number.
    pub fn heading(&self, section: &Section) -> Option<&Heading> {
        self.candidates.get(section.heading as usize).map(|candidate| &candidate.heading)
    }

    /// The same by its id.
    ///
    /// # Panics
    /// When the id is of another outline.
    pub fn heading_of(&self, id: SectionId) -> Option<&Heading> {
        self.heading(self.section(id))
    }

    /// Ids in reading order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SectionId> + DoubleEndedIterator + use<> {
        (0..self.sections.len() as u32).map(SectionId)
    }

    /// Sections around `id`, outermost first, `id` itself excluded.
    pub fn ancestors(&self, id: SectionId) -> Vec<SectionId> {
        let mut ancestors = Vec::new();
        let mut at = self.section(id).parent;
        while let Some(id) = at {
            ancestors.push(id);
            at = self.section(id).parent;
        }
        ancestors.reverse();
        ancestors
    }
}

/// One document ready to be compared.
#[derive(Debug)]
pub struct Outlined {
    /// The document.
    pub document: Document,
    /// Its sections.
    pub outline: Outline,
}

/// Finds the headings of a document and nests them.
pub fn outline(document: &Document) -> Outline {
    let mut found = candidates::candidates(document, &mut ());
    forms::judge(document, &mut found, &mut ());
    build(document, found, &mut ())
}

/// The same, with the reason for every place that looks like a heading, in the
/// order of the document.
pub fn explained(document: &Document) -> (Outline, Vec<Decision>) {
    let mut decisions = Vec::new();
    let mut found = candidates::candidates(document, &mut decisions);
    forms::judge(document, &mut found, &mut decisions);
    let outline = build(document, found, &mut decisions);
    decisions.sort_by_key(|decision| (decision.label.start(), decision.block));
    (outline, decisions)
}

/// Finds the headings of two documents that are to be compared, each seen
/// beside the other: a form is read like a text where the other is one.
pub fn outline_both(mut documents: Sides<Document>) -> Sides<Outlined> {
    normalize::agree(&mut documents);
    marked::share(&mut documents);
    level_forms(&mut documents);
    let found = found_in_tables(&documents);
    let outlined = |(mut document, found): (Document, Option<Candidates>)| {
        let found = found.unwrap_or_else(|| candidates::candidates(&document, &mut ()));
        let outline = build(&document, found, &mut ());
        contents::set_pages_aside(&mut document);
        Outlined { document, outline }
    };
    let (old, new) = ((documents.old, found.old), (documents.new, found.new));
    let (old, new) = rayon::join(|| outlined(old), || outlined(new));
    Sides { old, new }
}

/// Candidates of documents with tables, which are looked at side by side; others
/// are better outlined as soon as their candidates are found.
fn found_in_tables(documents: &Sides<Document>) -> Sides<Option<Candidates>> {
    let Sides { old, new } = documents;
    let has_tables = |document: &Document| document.blocks.iter().any(|it| row_of(it).is_some());
    if !has_tables(old) && !has_tables(new) {
        return Sides { old: None, new: None };
    }
    let find = |document: &Document| candidates::candidates(document, &mut ());
    let (old, new) = rayon::join(|| find(old), || find(new));
    let mut found = Sides { old, new };
    forms::judge_both(documents, &mut found);
    Sides { old: Some(found.old), new: Some(found.new) }
}

/// Takes the cells of a form for paragraphs, one after the other, when the
/// other document is a text without any table: nothing in it tells where a row
/// of the form begins, so rows cannot be what is compared. A row that the text
/// has on one line stays a row. Documents whose tables are no forms stay as
/// they are.
fn level_forms(documents: &mut Sides<Document>) {
    let has_tables = |document: &Document| document.blocks.iter().any(|it| row_of(it).is_some());
    let Sides { old, new } = documents;
    let (form, text) = match (has_tables(old), has_tables(new)) {
        (true, false) if new.source.format() == Format::Text => (old, &*new),
        (false, true) if old.source.format() == Format::Text => (new, &*old),
        _ => return,
    };
    if !candidates::candidates(form, &mut ()).all.iter().any(|it| it.in_table) {
        return;
    }
    let folded = |block: &Block, source: &Source| {
        let folded = fold(&block.text.printed(source));
        folded.chars().filter(|c| !c.is_whitespace()).collect::<String>()
    };
    let lines: FxHashSet<String> =
        text.blocks.iter().map(|block| folded(block, &text.source)).collect();
    let Document { source, blocks, .. } = form;
    for row in blocks.chunk_by_mut(|a, b| row_of(a).is_some() && row_of(a) == row_of(b)) {
        let on_one_line: String = row.iter().map(|block| folded(block, source)).collect();
        if row_of(&row[0]).is_some() && (row.len() == 1 || !lines.contains(&on_one_line)) {
            for block in row {
                block.kind = BlockKind::Paragraph;
            }
        }
    }
}

fn build<W: Watch>(document: &Document, found: Candidates, watch: &mut W) -> Outline {
    let Candidates { all, forms, closings, .. } = found;
    let sections = Vec::with_capacity(all.len() + 1);
    let nest = Nest::default();
    let mut builder =
        Builder { document, candidates: &all, forms, nest, sections, row: None, left_text: false };
    let (mut next, mut closings) = (0, closings.into_iter().peekable());
    for (index, block) in document.blocks.iter().enumerate() {
        let is_next = all.get(next).is_some_and(|it| it.heading.block.index() == index);
        let mut closing = None;
        while let Some((_, next)) = closings.next_if(|(at, _)| *at as usize <= index) {
            closing = Some(next);
        }
        if let Some(closing) = closing
            && builder.closes(closing, all.get(next + usize::from(is_next)))
        {
            builder.nest.leave_text();
            builder.left_text = true;
        }
        builder.block(index as u32, block, is_next.then_some(next), watch);
        next += usize::from(is_next);
    }
    Outline { sections: builder.sections, candidates: all }
}

struct Builder<'a> {
    document: &'a Document,
    candidates: &'a [Candidate],
    /// Whether each table is a form, whose rows are sections of their own.
    forms: Vec<bool>,
    nest: Nest<'a>,
    sections: Vec<Section>,
    /// The row that the block before stood in, if it stood in a table.
    row: Option<RowKey>,
    /// Whether the text of the last section was closed.
    left_text: bool,
}

impl<'a> Builder<'a> {
    /// Takes the next block; with it, if it may be a heading, the index of the
    /// candidate.
    fn block<W: Watch>(
        &mut self,
        index: u32,
        block: &Block,
        candidate: Option<usize>,
        watch: &mut W,
    ) {
        let row = row_of(block);
        let begins_row = row.is_some() && row != self.row;
        let left_table = row.is_none() && self.row.is_some();
        let left_form = left_table && self.row.is_some_and(|(table, _)| self.is_form(table));
        self.row = row;
        if let Some(candidate) = candidate
            && self.decide(candidate, watch)
        {
            return;
        }
        if block.kind == BlockKind::Note && self.document.source.format() == Format::Docx {
            self.nest.leave_all();
        }
        let is_own_row =
            begins_row && row.is_some_and(|(table, _)| self.is_form(table)) && leads(block);
        let last = self.sections.len().checked_sub(1).map(|at| SectionId(at as u32));
        let is_left = self.left_text && self.nest.innermost() != last;
        let is_loose = row.is_none() && (self.nest.is_empty() || is_left);
        if is_own_row || is_loose || left_form || self.sections.is_empty() {
            if row.is_none() {
                self.nest.leave_tables();
            }
            let parent = self.nest.innermost();
            self.sections.push(Section { parent, heading: NO_HEADING, blocks: index..index + 1 });
        } else if let Some(section) = self.sections.last_mut() {
            section.blocks.end = index + 1;
        }
    }

    /// Whether a line closes the text, that candidate being the next.
    fn closes(&self, closing: Closing, next: Option<&Candidate>) -> bool {
        match closing {
            Closing::Anywhere => true,
            Closing::BehindOpenLists => next.is_none_or(|next| !self.nest.goes_on_with(next)),
            Closing::BehindLists => ends_lists(next) && !self.is_about_contact(),
        }
    }

    /// Whether the last heading is about whom to ask.
    fn is_about_contact(&self) -> bool {
        let heading = self.sections.last().and_then(|it| self.candidates.get(it.heading as usize));
        heading.is_some_and(|it| {
            let Document { blocks, source, .. } = self.document;
            is_about_contact(&blocks[it.heading.block.index()], source)
        })
    }

    fn is_form(&self, table: TableId) -> bool {
        self.forms.get(table.0 as usize).copied().unwrap_or(false) || self.nest.is_empty()
    }

    /// Opens a section if the candidate is a heading.
    fn decide<W: Watch>(&mut self, at: usize, watch: &mut W) -> bool {
        let Some([candidate, ahead @ ..]) = self.candidates.get(at..) else { return false };
        let weighed = self.nest.weigh(candidate, ahead);
        let told = W::WANTS.then(|| match &weighed {
            Ok(place) => (place.reason, self.nest.expected_at(*place)),
            Err(refusal) => (refusal.reason, refusal.expected.clone()),
        });
        let section = weighed.ok().map(|place| self.open(at as u32, candidate, place));
        if let Some((reason, expected)) = told {
            let Heading { block, label, .. } = candidate.heading;
            watch.decided(Decision { block, label, reason, expected, section });
        }
        section.is_some()
    }

    fn open(&mut self, at: u32, candidate: &'a Candidate, place: Place) -> SectionId {
        let Heading { number, block: BlockId(index), .. } = &candidate.heading;
        let may_have_caption = match number.last().style {
            LabelStyle::Ordinal(Some(Unit::Article)) => true,
            LabelStyle::Ordinal(None) => number.depth() == 1,
            LabelStyle::Plain(Numeral::Arabic) => self.nest.is_in_supplement(),
            _ => false,
        };
        self.left_text = false;
        let start = if may_have_caption { self.take_caption(*index) } else { *index };
        let id = SectionId(self.sections.len() as u32);
        let parent = self.nest.open(id, candidate, place);
        self.sections.push(Section { parent, heading: at, blocks: start..index + 1 });
        id
    }

    /// A caption （目的） right before an article, or before a 項 of a 附則,
    /// belongs to it (CONVENTIONS §3.2). Returns the first block of the article.
    fn take_caption(&mut self, index: u32) -> u32 {
        let Some(before) = index.checked_sub(1) else {
            return index;
        };
        let Some(section) = self.sections.last_mut() else {
            return index;
        };
        let heading = self.candidates.get(section.heading as usize);
        let is_own_heading = heading.is_some_and(|it| it.heading.block.0 == before);
        let block = &self.document.blocks[before as usize];
        if is_own_heading
            || section.blocks.end != index
            || !is_caption(block, &self.document.source)
        {
            return index;
        }
        section.blocks.end = before;
        if section.blocks.is_empty() {
            self.sections.pop();
        }
        before
    }
}

/// Whether no list goes on: no number follows, or that of an annex.
fn ends_lists(next: Option<&Candidate>) -> bool {
    next.is_none_or(|it| {
        let style = it.heading.number.last().style;
        rank(style) == Some(0) || matches!(style, LabelStyle::Marked(_))
    })
}

fn leads(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Cell { leads: true, .. })
}

/// Longest caption, in bytes; more than 40 characters.
const LONGEST_CAPTION: usize = 200;

/// What stands in brackets for text that is left out, or for none (CONVENTIONS
/// §1.7): the body of the section before it.
const FILLERS: [&str; 14] = [
    "略",
    "以下略",
    "中略",
    "削除",
    "新設",
    "同左",
    "参考",
    "参照",
    "参考条文",
    "参照条文",
    "関係条文",
    "関係法令",
    "抜粋",
    "抄",
];

/// A whole paragraph in one pair of brackets, short, not an example and no filler.
fn is_caption(block: &Block, source: &Source) -> bool {
    // Asked of what stands before every article; hardly any of it is one.
    let first = block.text.first_span().map_or("", |span| source.slice(span));
    let begins_with_ideograph = matches!(first.as_bytes(), [0xe4..=0xe9, ..]);
    if begins_with_ideograph || !trim_start(first).starts_with(['（', '(', '#']) {
        return false;
    }
    let text = block.text.beginning(source, LONGEST_CAPTION);
    let Some(inside) = caption(without_signs(&text)) else { return false };
    block.kind == BlockKind::Paragraph && !is_example(inside) && !FILLERS.contains(&inside)
}

/// 例, 記載例, 委託の例; not 特例, 条例.
fn is_example(inside: &str) -> bool {
    let rest = inside.strip_suffix('例');
    rest.is_some_and(|rest| !rest.ends_with(['特', '条', '比', '慣', '先', '定', '凡', '通']))
}

#[cfg(test)]
mod tests;

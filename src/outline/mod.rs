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
mod nest;

use std::ops::Range;

use crate::model::{Block, BlockId, BlockKind, Document, Source, Span, TableId};
use crate::number::{HeadingNumber, LabelStyle, Unit};

use candidates::Candidate;
use nest::Nest;

/// The sections of a document in reading order.
#[derive(Debug, Default)]
pub struct Outline {
    sections: Vec<Section>,
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
    /// `None` for text without a number.
    pub heading: Option<Heading>,
    /// Blocks of this section alone, children excluded; never empty.
    pub blocks: Range<u32>,
}

/// 見出し.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The number.
    pub number: HeadingNumber,
    /// The number as printed; empty for headings in brackets.
    pub label: Span,
    /// First byte of the source after the number and its dot and spaces.
    pub title: usize,
    /// The block that holds it; a caption may stand before it.
    pub block: BlockId,
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
    let forms = candidates::forms(document);
    let mut builder =
        Builder { document, forms, nest: Nest::default(), sections: Vec::new(), row: None };
    for (index, block) in document.blocks.iter().enumerate() {
        builder.block(index as u32, block);
    }
    Outline { sections: builder.sections }
}

/// A row of a ruled table.
type RowKey = (TableId, u32);

struct Builder<'a> {
    document: &'a Document,
    /// Whether each table is a form, whose rows are sections of their own.
    forms: Vec<bool>,
    nest: Nest,
    sections: Vec<Section>,
    /// The row that the block before stood in, if it stood in a table.
    row: Option<RowKey>,
}

impl Builder<'_> {
    fn block(&mut self, index: u32, block: &Block) {
        let row = row_of(block);
        let begins_row = row.is_some() && row != self.row;
        let left_table = row.is_none() && self.row.is_some();
        let left_form = left_table && self.row.is_some_and(|(table, _)| self.is_form(table));
        self.row = row;
        let candidate = candidates::candidate(block, &self.document.source)
            .filter(|_| row.is_none() || begins_row);
        if let Some(candidate) = candidate
            && self.nest.accepts(&candidate, row.is_some())
        {
            self.open(index, candidate, row.is_some());
            return;
        }
        let is_own_row =
            begins_row && row.is_some_and(|(table, _)| self.is_form(table)) && leads(block);
        let is_loose = row.is_none() && self.nest.is_empty();
        if is_own_row || is_loose || left_form || self.sections.is_empty() {
            if row.is_none() {
                self.nest.leave_tables();
            }
            let parent = self.nest.innermost();
            self.sections.push(Section { parent, heading: None, blocks: index..index + 1 });
        } else if let Some(section) = self.sections.last_mut() {
            section.blocks.end = index + 1;
        }
    }

    fn is_form(&self, table: TableId) -> bool {
        self.forms.get(table.0 as usize).copied().unwrap_or(false) || self.nest.is_empty()
    }

    fn open(&mut self, index: u32, candidate: Candidate, in_table: bool) {
        let is_article =
            matches!(candidate.number.last().style, LabelStyle::Ordinal(Some(Unit::Article)));
        let start = if is_article { self.take_caption(index) } else { index };
        let id = SectionId(self.sections.len() as u32);
        let parent = self.nest.place(id, &candidate.number, in_table);
        let heading = Heading {
            number: candidate.number,
            label: candidate.label,
            title: candidate.title,
            block: BlockId(index),
        };
        self.sections.push(Section { parent, heading: Some(heading), blocks: start..index + 1 });
    }

    /// A caption （目的） right before an article belongs to the article
    /// (CONVENTIONS §3.2). Returns the first block of the article.
    fn take_caption(&mut self, index: u32) -> u32 {
        let Some(before) = index.checked_sub(1) else {
            return index;
        };
        let Some(section) = self.sections.last_mut() else {
            return index;
        };
        let is_own_heading =
            section.heading.as_ref().is_some_and(|heading| heading.block.0 == before);
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

fn row_of(block: &Block) -> Option<RowKey> {
    match block.kind {
        BlockKind::Cell { table, row, .. } => Some((table, row)),
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

fn leads(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Cell { leads: true, .. })
}

/// A whole paragraph in one pair of brackets, short and not an example.
fn is_caption(block: &Block, source: &Source) -> bool {
    let text = block.text.printed(source);
    let Some(inside) =
        text.trim().strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']))
    else {
        return false;
    };
    block.kind == BlockKind::Paragraph
        && !inside.ends_with('例')
        && !inside.contains(['（', '）', '(', ')'])
        && (1..=40).contains(&inside.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Warnings;
    use crate::model::Side;
    use crate::normalize::normalize;
    use crate::read::{Input, ReadOptions, read};

    /// The outline as lines: two spaces for each level, then the label and the
    /// first characters of the section.
    fn sketch(text: &str) -> Vec<String> {
        let input = Input { name: "t.txt".into(), bytes: text.as_bytes().to_vec() };
        let mut warnings = Warnings::new(Side::Old);
        let extract = read(&input, &ReadOptions::default(), &mut warnings).expect("text is read");
        let document = normalize(extract);
        let outline = outline(&document);
        outline
            .ids()
            .map(|id| {
                let section = outline.section(id);
                let depth = outline.ancestors(id).len();
                let label = section
                    .heading
                    .as_ref()
                    .map_or("-", |heading| document.source.slice(heading.label));
                format!("{}{label} {}", "  ".repeat(depth), section.blocks.len())
            })
            .collect()
    }

    #[test]
    fn guideline_levels_are_observed() {
        let text = "まえがき\n第１ 目的\nこの指針は、目的を定める。\n第２ 定義\n１ 用語\n（１） 本人\nア 個人\nイ 法人\n（例）\n・ 例示\n（２） 届出\n２ 範囲\n第４ 義務\n（１）監督\n";
        let expected = [
            "- 1",
            "第１ 2",
            "第２ 1",
            "  １ 1",
            "    （１） 1",
            "      ア 1",
            "      イ 3",
            "    （２） 1",
            "  ２ 1",
            "第４ 1",
            "  （１） 1",
        ];
        assert_eq!(sketch(text), expected);
    }

    #[test]
    fn statutes_nest_by_rank() {
        let text = "第一章　総則\n（目的）\n第一条　この条例は、目的を定める。\n（定義）\n第二条　用語は、次のとおりとする。\n一　市民　人をいう。\n二　職員　者をいう。\n２　前項の規定は、準用する。\n第二条の二　市長は、定める。\n第二章　届出\n第三条　届出は、行う。\n附　則\n１　この条例は、公布の日から施行する。\n";
        let expected = [
            "第一章 1",
            "  第一条 2",
            "  第二条 2",
            "    一 1",
            "    二 1",
            "    ２ 1",
            "  第二条の二 1",
            "第二章 1",
            "  第三条 1",
            "附　則 1",
            "  １ 1",
        ];
        let got = sketch(text);
        assert_eq!(got.len(), expected.len(), "{got:#?}");
        // Paragraphs (項) stand beside the items of the first paragraph or
        // under them; both readings occur, the path stays unique.
        for (got, expected) in got.iter().zip(expected) {
            assert_eq!(got.trim_start(), expected.trim_start());
        }
    }

    #[test]
    fn paths_place_themselves() {
        let text = "１ 総論\n１－１ 目的\n１－１－１ 趣旨\n（１） 本文\n１－２ 範囲\n２ 各論\n２－１ 届出\n";
        let expected = [
            "１ 1",
            "  １－１ 1",
            "    １－１－１ 1",
            "      （１） 1",
            "  １－２ 1",
            "２ 1",
            "  ２－１ 1",
        ];
        assert_eq!(sketch(text), expected);
    }

    #[test]
    fn citations_at_the_start_of_a_paragraph_are_text() {
        let text = "第１ 目的\n第８－１－（１）及び７の規定にいう状態をいう。\n第６条及び第８条に基づき定める。\n（１）の規定は、準用する。\n第２ 定義\n";
        assert_eq!(sketch(text), ["第１ 4", "第２ 1"]);
    }
}

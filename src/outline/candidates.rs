//! The blocks of a document that may be headings, in order.

use super::closing::{Closing, heads_contact, is_preamble, may_close};
use super::forms::Tables;
use super::judge::{Judged, judge, label_of};
use super::reason::{Decision, Reason, Watch};
use super::{Heading, contents, is_caption, marked as by_file};
use crate::model::{Block, BlockId, BlockKind, Document, Source, Span, TableId};
use crate::number::{
    HeadingNumber, Label, LabelStyle, Numeral, Unit, marked, parse, trim_end, trim_start,
};

/// Longest title behind ■ or ○, in characters.
const LONGEST_MARKED: usize = 60;

/// Most candidates between two articles, and how far the numbers of neighbours
/// may be apart where they are out of order.
const MOST_BETWEEN_ARTICLES: usize = 200;
const FARTHEST_ARTICLE: u32 = 5;

/// Blocks before the first article of a contract: titles, a caption.
const NEAR_FIRST_ARTICLE: u32 = 3;

/// Most candidates between two letters of a list.
const MOST_BETWEEN_LETTERS: usize = 40;

/// A block that may be a heading.
#[derive(Debug)]
pub struct Candidate {
    /// What it is if it is one.
    pub heading: Heading,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// The level that the file gives it, if it marks it as a heading.
    pub level: Option<u8>,
    /// What it takes to believe it.
    pub proof: Proof,
}

/// What it takes to believe that a candidate is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing more: it has a word, a path, a dot or brackets.
    Itself,
    /// The numbers after it must not contradict it.
    NoContradiction,
    /// It must begin a list or go on with one.
    Sequence,
    /// It reads like running text: the list must go on before and after it.
    BothSides,
    /// A bullet unless a numbered list stands under it.
    List,
}

/// A row of a ruled table.
pub type RowKey = (TableId, u32);

/// All candidates of a document in order, its tables and which of them are forms
/// (see [`super::forms`]), and the blocks that may close its text.
pub struct Candidates {
    pub all: Vec<Candidate>,
    pub tables: Tables,
    pub forms: Vec<bool>,
    pub closings: Vec<(u32, Closing)>,
}

/// Looks at every block once.
pub fn candidates<W: Watch>(document: &Document, watch: &mut W) -> Candidates {
    let mut search = Search {
        document,
        watch,
        all: Vec::with_capacity(document.blocks.len()),
        closings: Vec::new(),
        contents: Vec::new(),
        marks: String::new(),
        bullet: None,
    };
    let mut tables = Tables::default();
    let (mut row, mut in_options) = (None, false);
    for (index, block) in document.blocks.iter().enumerate() {
        let index = index as u32;
        let own_row = row_of(block);
        let goes_on_in_row = own_row.is_some() && own_row == row;
        row = own_row;
        let mut judged = judge(index, block, &document.source);
        if let Some(level) = by_file::level_of(block, &document.source) {
            judged = search.marked(index, block, judged, level);
        }
        if own_row.is_some() {
            tables.note(block, &document.source);
        }
        if !matches!(judged, Judged::Candidate(_)) || goes_on_in_row {
            search.tell_bullet();
        }
        match &mut judged {
            Judged::Nothing => {
                in_options = in_options || ends_in_options(block, &document.source);
                search.nothing(index, block);
            }
            Judged::Text(label, reason) => {
                in_options = *reason == Reason::FormOption;
                search.tell(index, *label, *reason);
            }
            Judged::Candidate(candidate) => {
                let label = candidate.heading.label;
                let style = candidate.heading.number.last().style;
                if goes_on_in_row {
                    search.tell(index, label, Reason::TableValue);
                } else if in_options && matches!(style, LabelStyle::HalfParen(_)) {
                    search.tell(index, label, Reason::FormOption);
                } else if search.names_row(candidate) {
                    search.tell(index, label, Reason::DataTable);
                } else {
                    in_options = false;
                    if matches!(style, LabelStyle::Bracketed(_))
                        && heads_contact(block, &document.source)
                    {
                        search.closings.push((index, Closing::BehindLists));
                    }
                    search.read_as_letter(candidate);
                    search.believe_captioned(candidate);
                    search.note_preamble(candidate);
                    search.title_before(candidate);
                    search.tell_bullet();
                    if let Judged::Candidate(candidate) = judged {
                        search.all.push(candidate);
                    }
                }
            }
        }
        if W::WANTS {
            search.wrapped_lines(index, block);
        }
    }
    search.tell_bullet();
    search.leave_out_contents();
    Candidates { all: search.all, tables, forms: Vec::new(), closings: search.closings }
}

/// `［　実施する　］ ＜選択肢＞`: a value and, beside it, what it was chosen from.
fn ends_in_options(block: &Block, source: &Source) -> bool {
    let last = block.text.parts().last().map_or("", |part| source.slice(part.span));
    // Asked of every block; most end in 。.
    if last.as_bytes().last_chunk() == Some(&[0xe3, 0x80, 0x82]) {
        return false;
    }
    let last = trim_end(last);
    ["＜選択肢＞", "<選択肢>"].iter().any(|options| last.ends_with(options))
}

struct Search<'a, W> {
    document: &'a Document,
    watch: &'a mut W,
    all: Vec<Candidate>,
    /// See [`Candidates`].
    closings: Vec<(u32, Closing)>,
    /// Where 目次 stands: the number of candidates before it.
    contents: Vec<usize>,
    /// The marks that headed a numbered list so far.
    marks: String,
    /// The block before, if it is a bullet that may yet turn out to head a
    /// list. Kept only where someone wants to know.
    bullet: Option<(u32, Span)>,
}

impl<W: Watch> Search<'_, W> {
    fn tell(&mut self, block: u32, label: Span, reason: Reason) {
        if W::WANTS {
            let block = BlockId(block);
            self.watch.decided(Decision { block, label, reason, expected: None, section: None });
        }
    }

    /// A block without a number: the word 目次, or a title behind ■.
    fn nothing(&mut self, index: u32, block: &Block) {
        let source = &self.document.source;
        let line = block.text.first_span().map_or("", |span| source.slice(span));
        if block.kind != BlockKind::Paragraph || !may_stand_out(line) {
            return;
        }
        if self.contents.len() < contents::MOST_TABLES && contents::is_title(block, source) {
            self.contents.push(self.all.len());
            return;
        }
        let mark = mark_of(block, source);
        if let Some(mark) = mark.filter(|mark| W::WANTS || self.marks.contains(*mark))
            && let Some(candidate) = marked_candidate(index, block, source)
        {
            if self.marks.contains(mark) {
                self.all.push(candidate);
                return;
            }
            self.bullet = Some((index, candidate.heading.label));
        }
        if let Some(closing) = Closing::of(block, source) {
            self.closings.push((index, closing));
        }
    }

    /// What is judged of a block that the file marks as a heading.
    fn marked(&self, index: u32, block: &Block, judged: Judged, level: u8) -> Judged {
        match judged {
            Judged::Candidate(candidate) => {
                Judged::Candidate(Candidate { level: Some(level), ..candidate })
            }
            _ => by_file::candidate(index, block, &self.document.source, level)
                .map_or(judged, Judged::Candidate),
        }
    }

    fn tell_bullet(&mut self) {
        if let Some((index, label)) = self.bullet.take() {
            self.tell(index, label, Reason::Bullet);
        }
    }

    /// A title behind ■ before a candidate that begins a list is its heading.
    fn title_before(&mut self, candidate: &Candidate) {
        if let Some(before) = candidate.heading.block.0.checked_sub(1)
            && heads(candidate)
            && self.all.last().is_none_or(|last| last.heading.block.0 < before)
            && let Some(mark) = self.marked_title(before)
        {
            self.marks
                .extend(mark_of(&self.document.blocks[before as usize], &self.document.source));
            self.all.push(mark);
            self.bullet = None;
        }
    }

    /// (i) after (h) is the ninth letter, not the first Roman numeral.
    fn read_as_letter(&self, candidate: &mut Candidate) {
        let label = candidate.heading.number.last();
        let letters = match label.style {
            LabelStyle::Paren(Numeral::Roman) => LabelStyle::Paren(Numeral::Latin),
            LabelStyle::HalfParen(Numeral::Roman) => LabelStyle::HalfParen(Numeral::Latin),
            _ => return,
        };
        let value = match label.value {
            1 => 9,
            5 => 22,
            10 => 24,
            _ => return,
        };
        let recent = self.all.iter().rev().take(MOST_BETWEEN_LETTERS);
        let alike = recent
            .map(|before| before.heading.number.last())
            .find(|before| before.style == letters || before.style == label.style);
        if alike.is_some_and(|before| before.style == letters && before.value + 1 == value) {
            candidate.heading.number = HeadingNumber::of(Label::plain(letters, value));
        }
    }

    /// Whether a letter with a tab behind it names the row of a table, which a text
    /// without rules has behind a row that is none: `区分→金額／Ａ→100円`. Letters of
    /// such rows come in no order, and one left out would end a list.
    fn names_row(&self, candidate: &Candidate) -> bool {
        let Heading { number, label, block: BlockId(index), .. } = &candidate.heading;
        let is_letter =
            matches!(number.last().style, LabelStyle::Plain(Numeral::Latin | Numeral::Katakana));
        let Document { source, blocks, .. } = self.document;
        let has_tab = || {
            let first = blocks.get(*index as usize)?.text.first_span()?;
            let rest = source.slice(Span::new(label.end(), first.end().max(label.end())));
            Some(rest.starts_with('\t'))
        };
        let is_row = || {
            let before = index.checked_sub(1)?;
            let is_heading = self.all.last().is_some_and(|it| it.heading.block.0 == before);
            let line = blocks.get(before as usize)?.text.first_span()?;
            Some(!is_heading && trim_start(source.slice(line)).contains('\t'))
        };
        is_letter && has_tab() == Some(true) && is_row() == Some(true)
    }

    /// A caption （目的） right before an article shows that it is one, wherever
    /// its number stands among the others.
    fn believe_captioned(&self, candidate: &mut Candidate) {
        let is_article =
            candidate.heading.number.last().style == LabelStyle::Ordinal(Some(Unit::Article));
        let before = candidate.heading.block.index().checked_sub(1);
        if is_article
            && let Some(before) = before.and_then(|at| self.document.blocks.get(at))
            && is_caption(before, &self.document.source)
            && self.is_near_article(candidate)
        {
            candidate.proof = Proof::Itself;
        }
    }

    /// The sentence with which the articles of a contract begin ends the numbered
    /// particulars above it (頭書).
    fn note_preamble(&mut self, candidate: &Candidate) {
        let label = candidate.heading.number.last();
        let is_first = label.value == 1 && label.branches.is_empty();
        if label.style != LabelStyle::Ordinal(Some(Unit::Article)) || !is_first {
            return;
        }
        let Document { blocks, source, .. } = self.document;
        let near = candidate.heading.block.0.saturating_sub(NEAR_FIRST_ARTICLE);
        let mut above = (near..candidate.heading.block.0).rev();
        if let Some(at) = above.find(|&at| is_preamble(&blocks[at as usize], source)) {
            let place = self.closings.partition_point(|&(known, _)| known < at);
            self.closings.insert(place, (at, Closing::Anywhere));
        }
    }

    /// Whether the article before it has a number like it. An article of another
    /// law that is quoted has its own.
    fn is_near_article(&self, candidate: &Candidate) -> bool {
        let own = candidate.heading.number.last();
        let labels = self.all.iter().rev().map(|before| before.heading.number.last());
        let before = labels.take(MOST_BETWEEN_ARTICLES).find(|before| before.style == own.style);
        before.is_none_or(|before| before.value.abs_diff(own.value) <= FARTHEST_ARTICLE)
    }

    /// A title behind ■ that is no item of a list of bullets.
    fn marked_title(&self, index: u32) -> Option<Candidate> {
        let (blocks, source) = (&self.document.blocks, &self.document.source);
        let block = &blocks[index as usize];
        let mark = mark_of(block, source)?;
        let above = index.checked_sub(1).and_then(|above| mark_of(&blocks[above as usize], source));
        let is_bullet = above == Some(mark);
        marked_candidate(index, block, source).filter(|_| !is_bullet && is_title(block, source))
    }

    /// Numbers that a wrap put at the start of a line.
    fn wrapped_lines(&mut self, index: u32, block: &Block) {
        for part in block.text.parts().iter().skip(1) {
            if let Some(parsed) = parse(self.document.source.slice(part.span)) {
                self.tell(index, label_of(&parsed, part.span), Reason::WrappedLine);
            }
        }
    }

    fn leave_out_contents(&mut self) {
        let contents = std::mem::take(&mut self.contents);
        for &at in contents.iter().rev() {
            let n = contents::n_lines(self.all.get(at..).unwrap_or_default(), self.document);
            let lines: Vec<Candidate> = self.all.drain(at..at + n).collect();
            for line in lines {
                self.tell(line.heading.block.0, line.heading.label, Reason::ContentsLine);
            }
        }
    }
}

/// Whether a candidate begins a list that a marked title may head.
fn heads(candidate: &Candidate) -> bool {
    let label = candidate.heading.number.last();
    !candidate.in_table
        && candidate.heading.number.depth() == 1
        && label.value > 0
        && label.begins_list()
        && !matches!(label.style, LabelStyle::Bracketed(_) | LabelStyle::Annex(_))
}

/// Whether a paragraph without a number may be a title of contents, a mark or a
/// line that closes the text. Asked of every one of them; most begin with another
/// kana or ideograph.
fn may_stand_out(line: &str) -> bool {
    match line.as_bytes() {
        [0xe3, 0x81..=0xbf, ..] => line.starts_with('も') || may_close(line),
        [0xe4..=0xe9, ..] => line.starts_with('目') || may_close(line),
        _ => true,
    }
}

/// The mark that a paragraph begins with.
fn mark_of(block: &Block, source: &Source) -> Option<char> {
    let line = source.slice(block.text.first_span()?);
    // Asked of every paragraph without a number; most begin with an
    // ideograph, a kana or ・.
    if matches!(line.as_bytes(), [0xe4..=0xe9, ..] | [0xe3, 0x81..=0xbf, ..]) {
        return None;
    }
    let first = trim_start(line).chars().next()?;
    let mark = if first == '◯' { '○' } else { first };
    (block.kind == BlockKind::Paragraph && matches!(mark, '\u{25a0}'..='\u{25cf}')).then_some(mark)
}

fn marked_candidate(index: u32, block: &Block, source: &Source) -> Option<Candidate> {
    let first = block.text.first_span()?;
    let number = marked(source.slice(first))?;
    let at = first.start();
    let label = Span::new(at, at);
    let heading = Heading { number, label, title: at as u32, block: BlockId(index) };
    Some(Candidate { heading, in_table: false, level: None, proof: Proof::List })
}

/// Whether a paragraph is short and no sentence.
fn is_title(block: &Block, source: &Source) -> bool {
    let text = block.text.beginning(source, 4 * LONGEST_MARKED + 4);
    text.chars().count() <= LONGEST_MARKED && !text.trim_end().ends_with(['。', '、', '．', '，'])
}

/// The row that a block stands in.
pub fn row_of(block: &Block) -> Option<RowKey> {
    match block.kind {
        BlockKind::Cell { table, row, .. } => Some((table, row)),
        BlockKind::Paragraph | BlockKind::Note => None,
    }
}

//! Unit → tokens: one Japanese character, one run of Latin letters, one whole
//! number with its commas and decimals.
//!
//! A token is four bytes; where the tokens stand is kept for runs of them, and
//! everything lies in buffers that are used for one unit after the other. O(n).

use std::ops::Range;

use crate::align::fold_blocks;
use crate::model::{Block, BlockKind, TableId};
use crate::normalize::fold::FoldSink;

use super::view::View;

/// What a token is, for finding good edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Hiragana.
    Hiragana,
    /// Katakana with its vowel mark.
    Katakana,
    /// Kanji.
    Kanji,
    /// A number.
    Number,
    /// A run of Latin letters.
    Latin,
    /// A space between Latin words.
    Space,
    /// Everything else.
    Mark,
}

/// The smallest thing that can change: a folded character, or the hash of a
/// number or word of several. Equal text gives equal tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token(u32);

impl Token {
    /// Set for what has several characters.
    const LONG: u32 = 1 << 31;
    /// Set for words of several letters.
    const LATIN: u32 = 1 << 30;

    /// A character.
    pub fn single(c: char) -> Self {
        Self(c as u32)
    }

    fn long(hash: u64, class: Class) -> Self {
        let latin = if class == Class::Latin { Self::LATIN } else { 0 };
        Self((hash >> 34) as u32 | latin | Self::LONG)
    }

    /// A number that tells the token from others.
    pub fn key(self) -> u32 {
        self.0
    }

    /// The folded character; some digit or letter for a longer token.
    pub fn first(self) -> char {
        match self.0 & (Self::LONG | Self::LATIN) {
            0 => char::from_u32(self.0).unwrap_or(char::REPLACEMENT_CHARACTER),
            Self::LONG => '0',
            _ => 'a',
        }
    }

    /// Whether it is this character.
    pub fn is(self, c: char) -> bool {
        self.0 == c as u32
    }

    /// Whether it is a number or of letters.
    #[inline]
    pub fn is_code(self) -> bool {
        match self.0 {
            0..=0x7f => (self.0 as u8).is_ascii_alphanumeric(),
            _ => matches!(self.class(), Class::Number | Class::Latin),
        }
    }

    /// Whether it is the first of two characters.
    pub fn is_first_of(self, next: Option<&Self>, word: [char; 2]) -> bool {
        self.is(word[0]) && next.is_some_and(|next| next.is(word[1]))
    }

    /// Whether it is one character.
    pub fn is_single(self) -> bool {
        self.0 & Self::LONG == 0
    }

    /// What it is.
    #[inline]
    pub fn class(self) -> Class {
        let c = self.first();
        match c {
            '\u{3041}'..='\u{309f}' => Class::Hiragana,
            '\u{3400}'..='\u{9fff}' | '々' | '〆' | '〇' | '\u{20000}'..='\u{3ffff}' => {
                Class::Kanji
            }
            '\0'..='\u{7f}' => match c {
                '0'..='9' => Class::Number,
                'a'..='z' | 'A'..='Z' => Class::Latin,
                ' ' => Class::Space,
                _ => Class::Mark,
            },
            '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{30fd}'..='\u{30ff}' => Class::Katakana,
            '\u{3000}'..='\u{303f}' => Class::Mark,
            _ if c.is_alphabetic() => Class::Latin,
            _ => Class::Mark,
        }
    }
}

/// Where tokens stand that follow one another: each has as many bytes, or there
/// is only one.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// The first of the tokens.
    first: u32,
    /// Bytes of the source.
    start: u32,
    end: u32,
    /// Bytes of each, where there are several.
    width: u32,
}

/// The tokens of one unit.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In reading order.
    pub list: Vec<Token>,
    /// Tokens with which a paragraph begins, or a table cell that a tab parts
    /// from the one before, ascending.
    begins: Vec<u32>,
    /// Tokens with which a row of a ruled table begins, or what stands beside
    /// tables; whether it is a row. None without tables.
    lines: Vec<(u32, bool)>,
    /// Tokens that a space parts from the one before, ascending: a gap that was
    /// typed, not the end of a line.
    apart: Vec<u32>,
    /// Tokens of several characters and the whole hash of each.
    long: Vec<(u32, u64)>,
    runs: Vec<Run>,
}

impl Tokens {
    /// Cuts a unit into tokens, its own number left out.
    pub fn refill(&mut self, view: &View<'_>) {
        let Self { list, begins, lines, apart, long, runs } = self;
        list.clear();
        begins.clear();
        lines.clear();
        apart.clear();
        long.clear();
        runs.clear();
        let parts = view.blocks.iter().flat_map(|block| block.text.parts());
        // Most characters have three bytes.
        list.reserve(parts.map(|part| part.span.len()).sum::<usize>() / 3 + 8);
        let source = &view.outlined.document.source;
        let original = source.original();
        let mut sink = Sink {
            tokens: self,
            original,
            end: 0,
            rest: view.blocks,
            next_start: 0,
            has_rows: view.tables.are_ruled(),
            row: None,
            class: Class::Mark,
        };
        sink.next_start = sink.start_after();
        fold_blocks(view.blocks, source, view.heading, &mut sink);
        if view.tables.have_tabs(&view.outlined.document) {
            self.begin_cells(original);
        }
    }

    /// Bytes of the source behind a range of tokens, without spaces at its
    /// ends; `None` for an empty range.
    pub fn stretch(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_printed = |token: &Token| token.class() != Class::Space;
        let tokens = self.list.get(range.clone()).filter(|tokens| !tokens.is_empty())?;
        let first = tokens.iter().position(is_printed).unwrap_or(0);
        let last = tokens.iter().rposition(is_printed).unwrap_or(tokens.len() - 1);
        Some(self.span(range.start + first).start..self.span(range.start + last).end)
    }

    /// Tokens with which a paragraph or cell begins, ascending.
    pub fn begins(&self) -> &[u32] {
        &self.begins
    }

    /// Tokens with which a row of a ruled table begins, or what stands beside
    /// tables, ascending, and whether it is a row.
    pub fn lines(&self) -> &[(u32, bool)] {
        &self.lines
    }

    /// Tokens that a space parts from the one before, ascending.
    pub fn apart(&self) -> &[u32] {
        &self.apart
    }

    /// The whole hashes of tokens of several characters, by token. Their keys
    /// are shorter, and equal ones may be so by chance.
    pub fn long(&self) -> &[(u32, u64)] {
        &self.long
    }

    /// Bytes of a token.
    fn span(&self, at: usize) -> Range<usize> {
        let after = self.runs.partition_point(|run| run.first as usize <= at);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return 0..0;
        };
        let end = self.runs.get(after).map_or(self.list.len(), |next| next.first as usize);
        if end == run.first as usize + 1 {
            return run.start as usize..run.end as usize;
        }
        let width = run.width as usize;
        let start = run.start as usize + width * (at - run.first as usize);
        start..start + width
    }

    /// Tables in plain text have their cells in one line, parted by tabs, which
    /// folding takes for layout.
    fn begin_cells(&mut self, original: &str) {
        let bounds = self.runs.first().zip(self.runs.last());
        let range = bounds.map(|(first, last)| first.start as usize..last.end as usize);
        let Some(range) = range else { return };
        let unit = original.as_bytes().get(range.clone()).unwrap_or_default();
        let n_before = self.begins.len();
        for tab in memchr::memchr_iter(b'\t', unit) {
            let tab = range.start + tab;
            let before = self.runs.partition_point(|run| run.end as usize <= tab);
            // A tab inside a run is one inside a space.
            if let Some(run) = self.runs.get(before).filter(|run| run.first > 0) {
                self.begins.push(run.first);
            }
        }
        if self.begins.len() > n_before {
            self.begins.sort_unstable();
            self.begins.dedup();
        }
    }

    /// Puts a token behind the others.
    fn push(&mut self, token: Token, start: usize, end: usize) {
        let n = self.list.len() as u32;
        let (start, end) = (start as u32, end as u32);
        self.list.push(token);
        match self.runs.last_mut() {
            Some(run)
                if run.end == start
                    && end - start == run.width
                    && end - run.start == run.width * (n + 1 - run.first) =>
            {
                run.end = end;
            }
            _ => self.runs.push(Run { first: n, start, end, width: end - start }),
        }
    }

    /// The last token goes on until byte `end`.
    fn extend_last(&mut self, end: usize) {
        let last = self.list.len().saturating_sub(1);
        let start = self.span(last).start as u32;
        let Some(run) = self.runs.last_mut() else { return };
        let end = start.max(end as u32);
        if run.first as usize == last {
            run.end = end;
        } else {
            run.end = start;
            self.runs.push(Run { first: last as u32, start, end, width: end - start });
        }
    }
}

struct Sink<'a> {
    tokens: &'a mut Tokens,
    original: &'a str,
    /// Behind the last character.
    end: usize,
    /// Blocks whose first byte has not been reached.
    rest: &'a [Block],
    /// First byte of the next block.
    next_start: usize,
    /// Whether the document has tables.
    has_rows: bool,
    /// The row that was begun last; `None` beside tables.
    row: Option<(TableId, u32)>,
    /// Class of the last token if a character may join it.
    class: Class,
}

impl FoldSink for Sink<'_> {
    fn folded(&mut self, c: char, start: usize, end: usize) {
        let begins = self.begins_paragraph(start);
        self.note_space(start, end);
        let token = Token::single(c);
        let class = match c {
            '0'..='9' => Class::Number,
            'a'..='z' | 'A'..='Z' => Class::Latin,
            // A comma is joined when it comes and cannot be followed by anything
            // but a digit, because folding makes every other comma 、 or 。.
            ',' | '.' if self.class == Class::Number => Class::Number,
            '\0'..='\u{7f}' | '\u{3000}'..='\u{9fff}' => Class::Mark,
            _ => token.class(),
        };
        let joins = class == self.class && matches!(class, Class::Number | Class::Latin);
        if joins && !begins {
            self.join(c, end);
            return;
        }
        self.class = class;
        self.tokens.push(token, start, end);
    }

    fn recomposed(&mut self, c: char, end: usize) {
        if let Some(last) = self.tokens.list.last_mut() {
            *last = Token::single(c);
            self.tokens.extend_last(end);
        }
    }

    // Nothing in a run joins what stands before it, and a run is part of one
    // paragraph.
    fn run(&mut self, run: &str, start: usize) {
        self.begins_paragraph(start);
        self.note_space(start, start + run.len());
        self.class = Class::Mark;
        let n_before = self.tokens.list.len() as u32;
        let (characters, _) = run.as_bytes().as_chunks::<3>();
        self.tokens.list.extend(characters.iter().map(|bytes| {
            let [first, second, third] = bytes.map(u32::from);
            Token((first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f)
        }));
        let (start, end) = (start as u32, (start + 3 * characters.len()) as u32);
        self.tokens.runs.push(Run { first: n_before, start, end, width: 3 });
    }
}

impl Sink<'_> {
    /// Whether a paragraph begins before what comes from byte `start`; notes it.
    #[inline]
    fn begins_paragraph(&mut self, start: usize) -> bool {
        if start < self.next_start {
            return false;
        }
        while self.next_start <= start {
            if self.has_rows {
                self.begin_line();
            }
            self.rest = self.rest.split_first().map_or(&[], |(_, rest)| rest);
            self.next_start = self.start_after();
        }
        self.tokens.begins.push(self.tokens.list.len() as u32);
        true
    }

    /// Notes whether a space stands before what comes from byte `start` up to
    /// byte `end`.
    #[inline]
    fn note_space(&mut self, start: usize, end: usize) {
        if start > self.end {
            self.look_at_gap(start);
        }
        self.end = end;
    }

    #[inline(never)]
    fn look_at_gap(&mut self, start: usize) {
        let between = self.original.get(self.end..start).unwrap_or_default();
        if between.ends_with(['　', ' ']) && !between.contains('\n') {
            self.tokens.apart.push(self.tokens.list.len() as u32);
        }
    }

    /// Notes where a row begins, or what stands beside tables.
    fn begin_line(&mut self) {
        let row = match self.rest.first().map(|block| block.kind) {
            Some(BlockKind::Cell { table, row, .. }) => Some((table, row)),
            _ => None,
        };
        let Tokens { list, lines, .. } = &mut *self.tokens;
        if row != self.row || lines.is_empty() {
            lines.push((list.len() as u32, row.is_some()));
        }
        self.row = row;
    }

    /// First byte of the next block that has text.
    fn start_after(&mut self) -> usize {
        while let Some((first, rest)) = self.rest.split_first() {
            if let Some(span) = first.text.first_span() {
                return span.start();
            }
            self.rest = rest;
        }
        usize::MAX
    }

    /// The last token goes on with a character.
    fn join(&mut self, c: char, end: usize) {
        let Tokens { list, long, .. } = self.tokens;
        let Some(last) = list.last_mut() else { return };
        let before = match long.last() {
            Some(&(_, hash)) if !last.is_single() => hash,
            _ => mix(0, last.0),
        };
        if !last.is_single() {
            long.pop();
        }
        let hash = mix(before, c as u32);
        *last = Token::long(hash, self.class);
        long.push((list.len() as u32 - 1, hash));
        self.tokens.extend_last(end);
    }
}

fn mix(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(25) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

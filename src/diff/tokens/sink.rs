//! Folded characters → tokens: digits and letters that follow each other are
//! joined, and what begins a paragraph, a cell or a row is noted.

use super::{Class, Run, Token, Tokens};
use crate::diff::view::View;
use crate::model::{Block, BlockKind, TableId};
use crate::normalize::fold::FoldSink;

/// Takes the characters of one unit.
pub struct Sink<'a> {
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
    /// The cell that was begun last, by table, row and column; `None` beside
    /// tables.
    cell: Option<(TableId, u32, u32)>,
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
        self.tokens.list.extend(characters.iter().map(|bytes| Token::of_three(*bytes)));
        let (start, end) = (start as u32, (start + 3 * characters.len()) as u32);
        self.tokens.runs.push(Run { first: n_before, start, end, width: 3 });
    }
}

impl<'a> Sink<'a> {
    /// Takes them at the first character of the unit.
    pub fn of(tokens: &'a mut Tokens, view: &View<'a>) -> Self {
        let mut sink = Self {
            tokens,
            original: view.outlined.document.source.original(),
            end: 0,
            rest: view.blocks,
            next_start: 0,
            has_rows: view.tables.are_ruled(),
            cell: None,
            class: Class::Mark,
        };
        sink.next_start = sink.start_after();
        sink
    }

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
        // Before the first one stands what is no part of the unit.
        if start > self.end && !self.tokens.list.is_empty() {
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

    /// Notes where a row or a cell begins, or what stands beside tables.
    fn begin_line(&mut self) {
        let cell = match self.rest.first().map(|block| block.kind) {
            Some(BlockKind::Cell { table, row, column, .. }) => Some((table, row, column)),
            _ => None,
        };
        let Tokens { list, lines, cells, .. } = &mut *self.tokens;
        let at = list.len() as u32;
        let row = |cell: Option<(TableId, u32, u32)>| cell.map(|(table, row, _)| (table, row));
        if row(cell) != row(self.cell) || lines.is_empty() {
            lines.push((at, cell.map(|(table, ..)| table.0)));
        }
        if let Some((.., column)) = cell.filter(|_| cell != self.cell) {
            cells.push((at, column));
        }
        self.cell = cell;
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
            _ => mix(0, last.key()),
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

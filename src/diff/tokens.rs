//! Unit → tokens: one Japanese character, one run of Latin letters, one whole
//! number with its commas and decimals.
//!
//! A token is four bytes; where the tokens stand is kept for runs of them, and
//! everything lies in buffers that are used for one unit after the other. O(n).

mod plain;
mod sink;
mod token;

use std::ops::Range;

use crate::align::fold_blocks;

use super::view::View;
pub use plain::is_ordinal;
use sink::Sink;
pub use token::{Class, Token};

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
    /// Tokens with which a row of a table begins, or what stands beside tables;
    /// the table of a row. None without tables.
    lines: Vec<(u32, Option<u32>)>,
    /// Tokens with which a cell of these rows begins, and its column. An empty
    /// cell has none.
    cells: Vec<(u32, u32)>,
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
        let Self { list, begins, lines, cells, apart, long, runs } = self;
        list.clear();
        begins.clear();
        lines.clear();
        cells.clear();
        apart.clear();
        long.clear();
        runs.clear();
        let parts = view.blocks.iter().flat_map(|block| block.text.parts());
        // Most characters have three bytes.
        list.reserve(parts.map(|part| part.span.len()).sum::<usize>() / 3 + 8);
        let source = &view.outlined.document.source;
        let original = source.original();
        let mut sink = Sink::of(self, view);
        fold_blocks(view.blocks, source, view.heading, &mut sink);
        let has_tabs = view.tables.have_tabs(&view.outlined.document);
        let mut tabs = if has_tabs { self.tabs(original) } else { Vec::new() };
        if !view.tables.are_ruled() {
            if tabs.is_empty() && !self.apart.is_empty() && self.begins.len() > 1 {
                tabs = self.named_rows(original);
            }
            self.plain_rows(&tabs);
        }
        self.begin_cells(&tabs, !view.tables.are_ruled());
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

    /// Tokens with which a row of a table begins, or what stands beside tables,
    /// ascending, and the table of a row.
    pub fn lines(&self) -> &[(u32, Option<u32>)] {
        &self.lines
    }

    /// Tokens with which a cell of these rows begins, ascending, and its column.
    pub fn cells(&self) -> &[(u32, u32)] {
        &self.cells
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

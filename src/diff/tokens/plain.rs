//! Tables in plain text: lines with cells parted by tabs or by a space behind a
//! name, which folding takes for layout, and lines of Markdown with cells parted by
//! pipes.

use super::{Class, Token, Tokens};

/// What parts the cells of a table in Markdown.
const PIPE: char = '|';

/// Longest name of a row whose cells a space parts, in tokens.
const LONGEST_NAME: usize = 16;

impl Tokens {
    /// Tokens before which a tab stands, ascending.
    pub(super) fn tabs(&self, original: &str) -> Vec<u32> {
        let bounds = self.runs.first().zip(self.runs.last());
        let range = bounds.map(|(first, last)| first.start as usize..last.end as usize);
        let range = range.unwrap_or_default();
        let unit = original.as_bytes().get(range.clone()).unwrap_or_default();
        let token = |tab: usize| {
            let tab = range.start + tab;
            let before = self.runs.partition_point(|run| run.end as usize <= tab);
            // A tab inside a run is one inside a space.
            self.runs.get(before).map(|run| run.first).filter(|&first| first > 0)
        };
        let mut tabs: Vec<u32> = memchr::memchr_iter(b'\t', unit).filter_map(token).collect();
        tabs.dedup();
        tabs.retain(|&tab| !self.is_behind_bullet(tab));
        tabs
    }

    /// Whether nothing but a bullet stands before a token in its paragraph.
    fn is_behind_bullet(&self, at: u32) -> bool {
        let next = self.begins.partition_point(|&begin| begin < at);
        let start = next.checked_sub(1).map_or(0, |before| self.begins[before]);
        let before = &self.list[start as usize..at as usize];
        !before.is_empty()
            && before.iter().all(|it| matches!(it.class(), Class::Mark | Class::Space))
    }

    /// Where the second cell begins in paragraphs that follow each other and are
    /// rows without tabs: a name that a wide space parts from what is said of it, as
    /// in `・委員長　日額9,000円`. O(n).
    pub(super) fn named_rows(&self, original: &str) -> Vec<u32> {
        let ends = self.begins.iter().skip(1).copied().chain([self.list.len() as u32]);
        let gap = |(&start, end): (&u32, u32)| -> Option<u32> {
            let at = *self.apart.get(self.apart.partition_point(|&at| at <= start))?;
            if at >= end || !self.has_wide_space(original, at) {
                return None;
            }
            let paragraph = self.list.get(start as usize..end as usize)?;
            let (name, rest) = paragraph.split_at_checked((at - start) as usize)?;
            // 図表２ says which one it is in a row of them.
            let is_numbered = name.last().is_some_and(|last| last.class() == Class::Number);
            let is_name = (2..=LONGEST_NAME).contains(&name.len())
                && !is_numbered
                && !name.iter().any(|token| token.is('、') || token.is('。'))
                && !is_ordinal(name);
            (is_name && rest.last().is_some_and(|last| !last.is('。'))).then_some(at)
        };
        let gaps: Vec<Option<u32>> = self.begins.iter().zip(ends).map(gap).collect();
        let runs = gaps.chunk_by(|one, next| one.is_some() && next.is_some());
        runs.filter(|run| run.len() > 1).flatten().flatten().copied().collect()
    }

    /// Whether the space before a token is as wide as a character or wider.
    fn has_wide_space(&self, original: &str, at: u32) -> bool {
        let at = at as usize;
        let between = original.get(self.span(at - 1).end..self.span(at).start).unwrap_or_default();
        between.contains('　') || between.len() > 1
    }

    /// Notes the rows of tables: paragraphs with tabs or pipes that follow each
    /// other are one table. O(n).
    pub(super) fn plain_rows(&mut self, tabs: &[u32]) {
        let mut rest = tabs;
        let mut table = 0;
        let mut is_in_table = false;
        for index in 0..self.begins.len() {
            let start = self.begins[index];
            let end = self.begins.get(index + 1).map_or(self.list.len(), |&end| end as usize);
            let from = rest.partition_point(|&tab| tab <= start);
            let until = rest.partition_point(|&tab| (tab as usize) < end);
            let n_before = self.cells.len();
            let paragraph = self.list.get(start as usize..end).unwrap_or_default();
            if paragraph.first().is_some_and(|first| first.is(PIPE)) {
                self.cells.extend(piped(paragraph, start));
            } else if let Some((&first, others)) = rest[from..until].split_first()
                && (!others.is_empty() || !is_ordinal(&paragraph[..(first - start) as usize]))
            {
                let starts = std::iter::once(start).chain(rest[from..until].iter().copied());
                self.cells.extend(starts.zip(0..));
            }
            rest = &rest[until..];
            let is_row = self.cells.len() > n_before;
            if is_row && !is_in_table {
                table += 1;
            }
            if is_row || is_in_table || self.lines.is_empty() {
                self.lines.push((start, is_row.then_some(table)));
            }
            is_in_table = is_row;
        }
        if table == 0 {
            self.lines.clear();
        }
    }

    /// Notes that something begins where tabs and pipes part cells.
    pub(super) fn begin_cells(&mut self, tabs: &[u32], with_pipes: bool) {
        let piped = if with_pipes { self.cells.as_slice() } else { &[] };
        if tabs.is_empty() && piped.is_empty() {
            return;
        }
        self.begins.extend(tabs);
        self.begins.extend(piped.iter().map(|&(start, _)| start));
        self.begins.sort_unstable();
        self.begins.dedup();
    }
}

/// The cells of a line of Markdown, each with the pipe behind it; the first one
/// with the pipe before it, too.
fn piped(paragraph: &[Token], start: u32) -> Vec<(u32, u32)> {
    let pipes = (0..).zip(paragraph).filter(|(_, token)| token.is(PIPE));
    let behind = pipes.skip(1).map(|(at, _)| at + 1);
    let behind = behind.filter(|&at: &u32| (at as usize) < paragraph.len());
    let cells: Vec<u32> = std::iter::once(0).chain(behind).collect();
    let is_row = paragraph.iter().filter(|token| token.is(PIPE)).count() > 1;
    cells.into_iter().map(|at| start + at).zip(0..).filter(|_| is_row).collect()
}

/// Whether a cell says nothing but which row it is: 3, (3), 第３号, 三, ア, 甲. It
/// may hold a sign or nothing at all.
pub fn is_ordinal(cell: &[Token]) -> bool {
    let is_sign = |token: &&Token| matches!(token.class(), Class::Mark | Class::Space);
    let is_one_of = |token: &Token, all: &str| all.contains(token.first());
    let is_number = |token: &Token| {
        token.class() == Class::Number || is_one_of(token, "〇一二三四五六七八九十百千")
    };
    let is_letter = |token: &Token| {
        let is_kana = matches!(token.class(), Class::Katakana | Class::Hiragana | Class::Latin);
        token.is_single() && (is_kana || is_one_of(token, "甲乙丙丁"))
    };
    let mut words = cell.iter().filter(|token| !is_sign(token));
    let Some(first) = words.next() else { return true };
    if words.next().is_none() {
        return is_number(first) || is_letter(first);
    }
    let counts = |token: &Token| is_number(token) || is_one_of(token, "第条項号章節款目番の");
    cell.iter().filter(|token| !is_sign(token)).all(counts) && cell.iter().any(is_number)
}

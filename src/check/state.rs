//! An item on its way back through the log: with each row that is undone, what
//! the row says in 変更後 is replaced by its 変更前.

mod anchor;
#[cfg(test)]
mod tests;
mod verdict;

use std::collections::VecDeque;
use std::ops::Range;

use super::content::{Content, Kind};
use super::drift::{drifted, may_be_heading};
use super::replay::{Against, Mismatch, Step};
use super::text::{plain, said};
use crate::form::ValueKind;
use anchor::{Anchor, LINES, Part, find, joined, lines_of, loosened, pieces_of, stretches};

/// Values up to this many characters are given in a row as a whole.
const SHORT: usize = 60;
/// What an item without an answer says, as compared.
const NONE: [&str; 8] = ["なし", "該当なし", "特になし", "無し", "該当無し", "-", "―", "ー"];
/// Texts that are so alike are two states of one.
const SAME_TEXT: f32 = 0.6;

/// An item as it was before the rows that were undone.
pub(super) struct State<'w> {
    /// Its text, lines parted by breaks, and texts that were taken out of it at
    /// places not known.
    chunks: Vec<String>,
    /// The paragraphs that it has in the document, as compared.
    lines: Vec<String>,
    /// Parts of it are not known any more.
    is_unsure: bool,
    /// Its rows give paragraphs of it, not the item as a whole.
    is_in_parts: bool,
    /// A row that was undone put it into the form as a whole.
    is_begun: bool,
    kind: ValueKind,
    work: &'w mut u64,
}

/// What undoing the rows of an item showed.
#[derive(Debug, Default)]
pub(super) struct Undone {
    /// Rows that do not fit.
    pub(super) mismatches: Vec<Mismatch>,
    /// Rows, as index, that may or may not.
    pub(super) passed: Vec<usize>,
}

impl<'w> State<'w> {
    /// An item as it is in the document: as compared, and its paragraphs.
    pub(super) fn of(
        value: String,
        paragraphs: &[String],
        kind: ValueKind,
        work: &'w mut u64,
    ) -> Self {
        let lines: Vec<String> =
            paragraphs.iter().map(|it| said(it)).filter(|it| !it.is_empty()).collect();
        let whole = lines.join("\n");
        Self {
            // What is folded line by line is the same but for what a break parts.
            chunks: vec![if joined(&whole) == value { whole } else { value }],
            lines,
            is_unsure: false,
            is_in_parts: false,
            is_begun: false,
            kind,
            work,
        }
    }
}

impl State<'_> {
    /// Of pages it is not certain where lines end: a full line may be read with
    /// the next one.
    pub(super) fn in_print(mut self, is_in_print: bool, paragraphs: &[String]) -> Self {
        if is_in_print {
            let lines: Vec<String> = paragraphs.iter().map(|it| loosened(it)).collect();
            let loose = lines.join("\n");
            if joined(&loose) == self.value() {
                self.chunks = vec![loose];
            }
        }
        self
    }

    /// Undoes the rows of each day, the last day first; gives those that do not fit.
    pub(super) fn undo(mut self, field: usize, days: Vec<Vec<Step>>) -> Undone {
        let mut out = Undone::default();
        let mut later: Vec<Step> = Vec::new();
        let mut days: VecDeque<Vec<Step>> = days.into();
        while let Some(mut pending) = days.pop_front() {
            // Older rows of its number are about a block that has another one now.
            if self.is_begun {
                let older = pending.iter().chain(days.iter().flatten());
                out.passed.extend(older.flat_map(|step| &step.rows));
                return out;
            }
            if later.is_empty()
                && let [newest] = pending.as_slice()
                && !days.iter().flatten().any(|older| is_later_part(newest, older))
                && let Some(found) = self.undo_part(field, newest)
            {
                let undone = self.value();
                // The rest is what an older row gave as a whole.
                let is_logged = !self.is_unsure
                    && days.iter().flatten().any(|older| older.after.text() == undone);
                out.mismatches.extend((!is_logged).then_some(found));
                later.append(&mut pending);
                continue;
            }
            // Rows of one day may stand in any order.
            let from_day = later.len();
            while let Some(at) = (0..pending.len())
                .find(|at| pending.get(*at).is_some_and(|step| self.try_undo(step)))
            {
                let step = pending.remove(at);
                let is_empty = self.chunks.iter().all(String::is_empty);
                self.is_begun |= step.before.kind == Kind::Nothing && is_empty;
                later.push(step);
            }
            if *self.work == 0 {
                return out;
            }
            for step in pending {
                match self.mismatch(field, &step, &later, from_day) {
                    Some(mismatch) => out.mismatches.push(mismatch),
                    None => out.passed.extend(&step.rows),
                }
                self.recover(&step);
                later.push(step);
            }
        }
        out
    }

    /// Undoes the newest row of an item where it has only some of the lines of
    /// the document and does not say so. The only row of its day should give the
    /// item as a whole, or signs of what it leaves out; what is put into an item
    /// is a part of it.
    fn undo_part(&mut self, field: usize, step: &Step) -> Option<Mismatch> {
        let Step { before, after, is_guess, .. } = step;
        let [row] = *step.rows.as_slice() else { return None };
        let is_text = before.kind == Kind::Text && after.kind == Kind::Text;
        let is_open = after.added || after.is_elided() || before.is_elided();
        if !is_text || is_open || *is_guess || self.kind != ValueKind::Text {
            return None;
        }
        let text = after.text();
        let value = self.value();
        *self.work = self.work.saturating_sub(value.len() as u64);
        if text.is_empty() || self.comparable(&value) == self.comparable(&text) {
            return None;
        }
        let is_one_line = after.paragraphs().count() == 1;
        if is_one_line && !(self.is_short(after) && self.lines.contains(&text)) {
            return None;
        }
        let against = if self.put(&text, &lines_of(before), LINES) {
            self.is_in_parts = is_one_line;
            Against::BodyAround
        } else if pieces_of(step).iter().all(|it| self.stands(it, after)) {
            self.is_unsure = true;
            Against::BodyBetween
        } else {
            return None;
        };
        Some(Mismatch { field, row, against, missing: Vec::new(), is_guess: false })
    }

    /// Undoes a row, or the rows that it goes on in one by one; `false`, and
    /// nothing changed, where it does not fit.
    fn try_undo(&mut self, step: &Step) -> bool {
        match step.after.kind {
            Kind::Same => true,
            Kind::Blank | Kind::EachAdded => {
                self.is_unsure = true;
                true
            }
            Kind::Deleted | Kind::Nothing => self.restore(&step.before),
            Kind::Text => self.replace(step),
        }
    }

    /// Puts a deleted text back.
    fn restore(&mut self, before: &Content) -> bool {
        /// Shorter texts stand somewhere by chance.
        const TELLING: usize = 6;
        let text = before.text();
        if before.kind != Kind::Text || before.is_elided() {
            self.is_unsure = true;
            return true;
        }
        // Of a short one it is told whether it stands there as a line.
        let is_telling = text.chars().count() >= TELLING;
        let anchor = if is_telling { Anchor::default() } else { LINES };
        if self.find(&text, anchor).is_some() {
            return false;
        }
        // なし is what is left of an item that was taken out.
        if self.comparable(&self.value()).is_empty() {
            self.chunks.clear();
        }
        self.chunks.push(lines_of(before));
        true
    }

    fn replace(&mut self, step: &Step) -> bool {
        let Step { before, after, .. } = step;
        let old: Vec<String> = before.segments().iter().map(|it| it.join("\n")).collect();
        let new = stretches(step);
        if self.is_whole(after) {
            let fits = self.comparable(&self.value()) == self.comparable(&after.text());
            if fits {
                self.chunks = vec![lines_of(before)];
                self.is_unsure = before.is_elided();
            }
            return fits;
        }
        if !new.iter().all(|it| self.find(&it.text, it.anchor).is_some()) {
            // Lines in another order, or with others between them.
            let fits = pieces_of(step).iter().all(|it| self.stands(it, after));
            self.is_unsure |= fits;
            return fits;
        }
        let is_known = match before.kind {
            Kind::Text => old.len() == new.len(),
            Kind::Nothing | Kind::Blank => true,
            Kind::Same | Kind::Deleted | Kind::EachAdded => false,
        };
        for (at, it) in new.iter().enumerate() {
            let old = old.get(at).filter(|_| before.kind == Kind::Text && is_known);
            self.put(&it.text, old.map_or("", String::as_str), it.anchor);
        }
        // What was put in beside a text leaves the text.
        self.is_unsure |= !is_known && !after.added;
        true
    }

    /// Its text without breaks.
    fn value(&self) -> String {
        joined(&self.chunks.concat())
    }

    /// Whether a row gives the item as a whole: short values of one line are
    /// never quoted in part.
    fn is_whole(&self, after: &Content) -> bool {
        let lines = self.chunks.iter().flat_map(|it| it.split('\n')).filter(|it| !it.is_empty());
        let is_one_line = || lines.take(2).count() <= 1;
        self.is_short(after) && (self.kind == ValueKind::Checks || is_one_line())
    }

    /// Whether item and row are short, and the row is one line.
    fn is_short(&self, after: &Content) -> bool {
        let n = self.value().chars().count();
        !after.added
            && !self.is_in_parts
            && !after.is_elided()
            && after.paragraphs().count() <= 1
            && n <= SHORT
            && after.text().chars().count() <= SHORT
    }

    /// 時点 may be left out behind a day, and the number before a choice;
    /// brackets around an answer do not count, and なし is no text.
    fn comparable<'t>(&self, text: &'t str) -> &'t str {
        let inner = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let text = inner.filter(|it| !it.contains(['[', ']'])).unwrap_or(text);
        if NONE.contains(&text) {
            return "";
        }
        let text = text.strip_suffix("時点").unwrap_or(text);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        match rest.strip_prefix(')') {
            Some(rest) if self.kind == ValueKind::Choice => rest,
            _ => text,
        }
    }

    /// Chunk and bytes where a text stands.
    fn find(&mut self, text: &str, anchor: Anchor) -> Option<(usize, Range<usize>)> {
        for (index, chunk) in self.chunks.iter().enumerate() {
            *self.work = self.work.saturating_sub(chunk.len() as u64);
            if *self.work == 0 {
                return None;
            }
            if let Some(at) = find(text, chunk, anchor) {
                return Some((index, at));
            }
        }
        None
    }

    /// Whether a piece of a row stands in the item, as a heading of an excerpt
    /// also with a slip.
    fn stands(&mut self, piece: &Part, after: &Content) -> bool {
        let anchor = piece.anchor;
        let piece = &piece.text;
        let is_marked = |chunk: &String| plain(chunk).contains(&plain(piece));
        self.find(piece, anchor).is_some()
            || after.is_elided() && self.is_drift(piece)
            || self.kind == ValueKind::Checks && self.chunks.iter().any(is_marked)
    }

    /// Puts a text in the place of another; `false` where that is not there.
    fn put(&mut self, new: &str, old: &str, anchor: Anchor) -> bool {
        let Some((index, at)) = self.find(new, anchor) else { return false };
        if let Some(chunk) = self.chunks.get_mut(index) {
            chunk.replace_range(at, old);
        }
        true
    }

    /// Whether a heading of an excerpt stands in the item with another letter:
    /// a slip that has a rule of its own.
    fn is_drift(&mut self, paragraph: &str) -> bool {
        /// Comparing headings costs more than looking for a text.
        const COST: u64 = 20;
        if !may_be_heading(paragraph) {
            return false;
        }
        let n: u64 = self.chunks.iter().map(|chunk| chunk.len() as u64).sum();
        *self.work = self.work.saturating_sub(COST * n);
        *self.work > 0
            && self.chunks.iter().any(|chunk| drifted(paragraph, &joined(chunk)).is_some())
    }
}

/// Whether a row changes what an older one put into the item: a part of it.
fn is_later_part(newest: &Step, older: &Step) -> bool {
    let put_in = older.after.text();
    older.after.added && newest.before.paragraphs().any(|it| put_in.contains(it))
}

/// What of a row must stand in the item: its paragraphs; of an excerpt, which
/// may be set as one line, each sentence.
pub(super) fn pieces(after: &Content) -> Vec<String> {
    if !after.is_elided() {
        return after.paragraphs().map(str::to_owned).collect();
    }
    let sentences = after.paragraphs().flat_map(|it| it.split_inclusive('。'));
    sentences.map(str::to_owned).collect()
}

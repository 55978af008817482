//! The log undone, newest row first: what a row says in 変更後 must stand in its
//! item, and with 変更前 in its place the row before must fit in turn.
//!
//! So the newest row that touches a text is held against the document, every
//! earlier one against the rows after it, and an insertion that was changed
//! again later is no mistake. Where a row leaves parts out and it cannot be
//! told what stood there, nothing is said of earlier rows that do not fit.

use std::collections::BTreeMap;

use super::content::{Content, Kind};
use super::items::Names;
use super::rows::LogRow;
use super::text::{alike, distance, most_alike, plain};
use crate::form::{Form, ValueKind};
use crate::record::era::Date;

/// Values up to this many characters are given in a row as a whole.
const SHORT: usize = 60;
/// Texts that are so alike are two states of one.
const SAME_TEXT: f32 = 0.6;
/// A value that is less like a row is that of another item.
const HALF: f32 = 0.5;
/// Rows before one that are asked whether they are the same.
const MOST_OF_A_DAY: usize = 20;
/// Characters that may be read before the search is given up.
const MOST_WORK: u64 = 1 << 31;

/// What undoing the log showed.
#[derive(Debug, Default)]
pub(super) struct Replay {
    pub(super) mismatches: Vec<Mismatch>,
    /// The log is so long that it was not followed to its beginning.
    pub(super) given_up: bool,
}

/// A row that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// The item.
    pub(super) field: usize,
    /// The row, as index.
    pub(super) row: usize,
    /// What it does not fit.
    pub(super) against: Against,
    /// Paragraphs of it that are not there, as compared.
    pub(super) missing: Vec<String>,
    /// The row names what stands above several items, and this one is the most
    /// likely.
    pub(super) is_guess: bool,
}

/// What a row does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The document: no later row is about the item.
    Body,
    /// The document, and no later row says why.
    BodyUnexplained,
    /// The 変更前 of a later row, as index.
    Later(usize),
    /// The document, which still has what the row says was deleted.
    StillThere,
}

/// Rows of one item and day that are read as one text.
#[derive(Debug, Clone)]
struct Step {
    rows: Vec<usize>,
    before: Content,
    after: Content,
    is_guess: bool,
}

/// Undoes the log for each field.
pub(super) fn replay(
    form: &Form,
    values: &[String],
    rows: &[LogRow],
    newest_first: bool,
) -> Replay {
    let mut out = Replay::default();
    let mut work = MOST_WORK;
    let by_field = by_field(form, values, rows, newest_first);
    for (field, touching) in by_field.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        let kind = form.fields.get(field).map(|it| it.kind).unwrap_or_default();
        let value = values.get(field).cloned().unwrap_or_default();
        let state = State { chunks: vec![value], is_unsure: false, kind, work: &mut work };
        let days = days(touching, rows, newest_first);
        out.mismatches.extend(state.undo(field, days));
        out.given_up |= work == 0;
    }
    out.mismatches.sort_by_key(|it| (it.row, it.field));
    out
}

/// The rows of each field, in the order of the log, each with whether that is a
/// guess.
fn by_field(
    form: &Form,
    values: &[String],
    rows: &[LogRow],
    newest_first: bool,
) -> Vec<Vec<(usize, bool)>> {
    let names = Names::of(form);
    let mut out: Vec<Vec<(usize, bool)>> = vec![Vec::new(); form.fields.len()];
    let mut entries: Vec<(usize, &LogRow)> =
        rows.iter().enumerate().filter(|(_, row)| row.is_entry()).collect();
    if newest_first {
        entries.reverse();
    }
    entries.sort_by_key(|(_, row)| row.order);
    // What the items of several files said before the rows that were seen.
    let mut states: BTreeMap<usize, FileState> = BTreeMap::new();
    for (index, row) in entries.into_iter().rev() {
        for target in &row.targets {
            let is_of_files = target.len() > 1
                && names.one_item(target).is_some()
                && row.after.kind != Kind::EachAdded;
            let (chosen, is_guess) = if is_of_files {
                of_a_file(target, row, values, &mut states)
            } else {
                chosen(target, row, values)
            };
            for field in chosen {
                if let Some(touching) = out.get_mut(field) {
                    touching.push((index, is_guess));
                }
            }
        }
    }
    for rows in &mut out {
        rows.sort_unstable();
    }
    out
}

/// What an item of one of several files said before some rows.
#[derive(Debug, Clone, Default)]
struct FileState {
    text: String,
    /// A row changed a part of it.
    is_rough: bool,
}

impl FileState {
    /// How well a row fits: 0 where it does not.
    fn fit(&self, row: &LogRow) -> u8 {
        match row.after.kind {
            Kind::Text if self.text == row.after.text() => 2,
            Kind::Text => u8::from(pieces(&row.after).iter().all(|it| self.text.contains(it))),
            Kind::Deleted | Kind::Nothing if self.text.is_empty() => 2,
            Kind::Deleted | Kind::Nothing => u8::from(!self.text.contains(&row.before.text())),
            Kind::Same | Kind::Blank | Kind::EachAdded => 1,
        }
    }
}

/// The item of the file that a row is about, which logs do not say: the one
/// that has its text; where none has, the one most like it.
fn of_a_file(
    target: &[usize],
    row: &LogRow,
    values: &[String],
    states: &mut BTreeMap<usize, FileState>,
) -> (Vec<usize>, bool) {
    let mut best: Option<(usize, u8)> = None;
    for at in target {
        let value = || values.get(*at).cloned().unwrap_or_default();
        let state =
            states.entry(*at).or_insert_with(|| FileState { text: value(), is_rough: false });
        let fit = state.fit(row);
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((*at, fit));
        }
    }
    let Some((mut at, fit)) = best else { return (Vec::new(), false) };
    let text = row.after.text();
    if fit == 0 {
        let like = |at: &usize| states.get(at).map_or(0.0, |it| alike(&it.text, &text));
        at = most_alike(target.iter().copied(), 0.0, like).unwrap_or(at);
    }
    let Some(state) = states.get_mut(&at) else { return (vec![at], false) };
    let is_guess = fit == 0 && state.is_rough;
    let before = row.before.text();
    if fit == 2 || row.after.kind == Kind::Text && !row.after.added && !row.after.is_elided() {
        state.is_rough |= fit == 1;
        state.text = match fit {
            1 => state.text.replacen(&text, &before, 1),
            _ => before,
        };
    } else {
        state.is_rough = true;
        state.text.push_str(&before);
    }
    (vec![at], is_guess)
}

/// The fields that a row is about: where it names what stands above several,
/// that which has its text, else the one most like it.
fn chosen(target: &[usize], row: &LogRow, values: &[String]) -> (Vec<usize>, bool) {
    if target.len() == 1 || row.after.kind == Kind::EachAdded {
        return (target.to_vec(), false);
    }
    let text = row.after.text();
    let value = |at: &usize| values.get(*at).map_or("", String::as_str);
    if let Some(holds) = target.iter().find(|at| !text.is_empty() && value(at).contains(&text)) {
        return (vec![*holds], true);
    }
    let best = most_alike(target.iter().copied(), HALF, |at| alike(value(at), &text));
    (best.into_iter().collect(), true)
}

/// The rows of an item by day, newest first; within a day the last one first.
fn days(touching: &[(usize, bool)], rows: &[LogRow], newest_first: bool) -> Vec<Vec<Step>> {
    let mut steps: Vec<(Option<Date>, Step)> = Vec::new();
    for &(index, is_guess) in touching {
        let Some(row) = rows.get(index) else { continue };
        match steps.last_mut() {
            Some((date, step)) if row.after.continues && *date == row.order => {
                step.rows.push(index);
                step.before.append(&row.before);
                step.after.append(&row.after);
            }
            _ => {
                let (before, after) = (row.before.clone(), row.after.clone());
                // A row that stands there twice has a rule of its own.
                let is_again = |(date, it): &(Option<Date>, Step)| {
                    *date == row.order && it.before == before && it.after == after
                };
                if steps.iter().rev().take(MOST_OF_A_DAY).any(is_again) {
                    continue;
                }
                steps.push((row.order, Step { rows: vec![index], before, after, is_guess }));
            }
        }
    }
    if newest_first {
        steps.reverse();
    }
    steps.sort_by_key(|(date, _)| *date);
    steps.reverse();
    let days = steps.chunk_by(|one, other| one.0 == other.0);
    days.map(|day| day.iter().map(|(_, step)| step.clone()).collect()).collect()
}

/// An item as it was before the rows that were undone.
struct State<'w> {
    /// Its text, and texts that were taken out of it at places not known.
    chunks: Vec<String>,
    /// Parts of it are not known any more.
    is_unsure: bool,
    kind: ValueKind,
    work: &'w mut u64,
}

impl State<'_> {
    fn undo(mut self, field: usize, days: Vec<Vec<Step>>) -> Vec<Mismatch> {
        let mut out = Vec::new();
        let mut later: Vec<Step> = Vec::new();
        for mut pending in days {
            // Rows of one day may stand in any order.
            while let Some(at) = (0..pending.len())
                .find(|at| pending.get(*at).is_some_and(|step| self.try_undo(step)))
            {
                later.push(pending.remove(at));
            }
            if *self.work == 0 {
                return out;
            }
            for step in pending {
                out.extend(self.mismatch(field, &step, &later));
                self.recover(&step);
                later.push(step);
            }
        }
        out
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
            Kind::Text => self.replace(&step.before, &step.after),
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
        if text.chars().count() >= TELLING && self.find(&text).is_some() {
            return false;
        }
        self.chunks.push(text);
        true
    }

    fn replace(&mut self, before: &Content, after: &Content) -> bool {
        let old: Vec<String> = before.segments().iter().map(|it| it.concat()).collect();
        let new: Vec<String> = after.segments().iter().map(|it| it.concat()).collect();
        if self.is_whole(after) {
            let fits = self.comparable(&self.chunks.concat()) == self.comparable(&new.concat());
            if fits {
                self.chunks = vec![old.concat()];
                self.is_unsure = before.is_elided();
            }
            return fits;
        }
        if !new.iter().all(|text| self.find(text).is_some()) {
            // Lines in another order, or with others between them.
            let fits = pieces(after).iter().all(|it| self.stands(it, after));
            self.is_unsure |= fits;
            return fits;
        }
        let is_known = match before.kind {
            Kind::Text => old.len() == new.len(),
            Kind::Nothing | Kind::Blank => true,
            Kind::Same | Kind::Deleted | Kind::EachAdded => false,
        };
        for (at, text) in new.iter().enumerate() {
            let old = old.get(at).filter(|_| before.kind == Kind::Text && is_known);
            self.put(text, old.map_or("", String::as_str));
        }
        // What was put in beside a text leaves the text.
        self.is_unsure |= !is_known && !after.added;
        true
    }

    /// Whether a row gives the item as a whole: short values are never quoted
    /// in part.
    fn is_whole(&self, after: &Content) -> bool {
        let n: usize = self.chunks.iter().map(|it| it.chars().count()).sum();
        !after.added
            && !after.is_elided()
            && after.paragraphs().count() <= 1
            && n <= SHORT
            && after.text().chars().count() <= SHORT
    }

    /// 時点 may be left out behind a day, and the number before a choice.
    fn comparable<'t>(&self, text: &'t str) -> &'t str {
        let text = text.strip_suffix("時点").unwrap_or(text);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        match rest.strip_prefix(')') {
            Some(rest) if self.kind == ValueKind::Choice => rest,
            _ => text,
        }
    }

    /// Chunk and byte where a text stands; never inside a number.
    fn find(&mut self, text: &str) -> Option<(usize, usize)> {
        if text.is_empty() {
            return None;
        }
        let begins = text.starts_with(|c: char| c.is_ascii_digit());
        let ends = text.ends_with(|c: char| c.is_ascii_digit());
        for (index, chunk) in self.chunks.iter().enumerate() {
            *self.work = self.work.saturating_sub(chunk.len() as u64);
            if *self.work == 0 {
                return None;
            }
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let whole = |at: &usize| {
                let before = chunk.get(..*at).and_then(|it| it.chars().next_back());
                let behind = chunk.get(at + text.len()..).and_then(|it| it.chars().next());
                !(begins && is_digit(before) || ends && is_digit(behind))
            };
            if let Some(at) = chunk.match_indices(text).map(|(at, _)| at).find(whole) {
                return Some((index, at));
            }
        }
        None
    }

    /// Whether a piece of a row stands in the item, as a heading of an excerpt
    /// also with a slip.
    fn stands(&mut self, piece: &str, after: &Content) -> bool {
        let is_marked = |chunk: &String| plain(chunk).contains(&plain(piece));
        self.find(piece).is_some()
            || after.is_elided() && self.is_drift(piece)
            || self.kind == ValueKind::Checks && self.chunks.iter().any(is_marked)
    }

    fn put(&mut self, new: &str, old: &str) {
        if let Some((index, at)) = self.find(new)
            && let Some(chunk) = self.chunks.get_mut(index)
        {
            chunk.replace_range(at..at + new.len(), old);
        }
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
        *self.work > 0 && self.chunks.iter().any(|chunk| drifted(paragraph, chunk).is_some())
    }

    fn mismatch(&mut self, field: usize, step: &Step, later: &[Step]) -> Option<Mismatch> {
        let row = *step.rows.first()?;
        // Boxes may be read without their marks.
        let is_guess = step.is_guess || self.kind == ValueKind::Checks;
        let found = |against, missing| Some(Mismatch { field, row, against, missing, is_guess });
        let is_newest = later.is_empty();
        if step.after.kind != Kind::Text {
            let text = vec![step.before.text()];
            return if is_newest { found(Against::StillThere, text) } else { None };
        }
        if self.is_unsure {
            return None;
        }
        let mut missing = pieces(&step.after);
        missing.retain(|it| self.is_whole(&step.after) || !self.stands(it, &step.after));
        if is_newest {
            return found(Against::Body, missing);
        }
        if step.is_guess {
            return None;
        }
        let is_whole = self.is_whole(&step.after);
        let explains = |other: &&Step| {
            let is_text = other.before.kind == Kind::Text;
            let is_state = |it: &str| missing.iter().any(|gone| alike(gone, it) > SAME_TEXT);
            is_text
                && (is_whole && self.is_whole(&other.after)
                    || other.before.paragraphs().any(is_state))
        };
        let explained = later.iter().rev().find(explains).and_then(|other| other.rows.first());
        match explained {
            Some(other) => found(Against::Later(*other), missing),
            None => found(Against::BodyUnexplained, missing),
        }
    }

    /// Goes on behind a row that does not fit, as far as that can be known.
    fn recover(&mut self, step: &Step) {
        let is_whole = self.is_whole(&step.after) && step.before.kind == Kind::Text;
        if is_whole && !step.before.is_elided() {
            self.chunks = vec![step.before.text()];
        } else {
            self.is_unsure = true;
        }
    }
}

/// What of a row must stand in the item: its paragraphs; of an excerpt, which
/// may be set as one line, each sentence.
fn pieces(after: &Content) -> Vec<String> {
    if !after.is_elided() {
        return after.paragraphs().map(str::to_owned).collect();
    }
    let sentences = after.paragraphs().flat_map(|it| it.split_inclusive('。'));
    sentences.map(str::to_owned).collect()
}

/// Marks around the headings that texts have inside themselves.
const HEADINGS: [(char, char); 3] = [('【', '】'), ('<', '>'), ('《', '》')];
/// Shorter headings are like each other by chance.
const LEAST_HEADING: usize = 6;
/// A heading is a line at most, in characters.
const LONGEST_HEADING: usize = 100;

/// The heading in a text that is the same as a given one but for one or two
/// characters: 【従業員が…】 for 【従業者が…】.
pub(super) fn drifted<'t>(heading: &str, text: &'t str) -> Option<&'t str> {
    if !may_be_heading(heading) || text.contains(heading) {
        return None;
    }
    headings(text).find(|it| distance(heading, it, 2).is_some())
}

/// Whether a text ends like a heading: its first bracket may be lost.
fn may_be_heading(text: &str) -> bool {
    let n = text.chars().count();
    let ends = HEADINGS.iter().any(|(_, close)| text.ends_with(*close));
    ends && (LEAST_HEADING..=LONGEST_HEADING).contains(&n)
}

/// The headings inside a text.
pub(super) fn headings(text: &str) -> impl Iterator<Item = &str> {
    HEADINGS.iter().flat_map(move |(open, close)| {
        text.match_indices(*open).filter_map(move |(at, _)| {
            let rest = text.get(at..)?;
            let mut near = rest.char_indices().take(LONGEST_HEADING);
            let (end, c) = near.find(|(_, c)| c == close)?;
            rest.get(..end + c.len_utf8())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::super::testing::field;
    use super::super::testing::log;
    use super::super::text::said;
    use super::*;

    fn undone(value: &str, entries: &[&str]) -> Vec<(u32, Against)> {
        let fields = vec![field("Ⅰ/1/②", "②事務の概要", value)];
        let form = Form { fields, ..Form::default() };
        let rows = rows(&log(entries), &form);
        let values = vec![said(&form.fields[0].value.concat())];
        let replay = replay(&form, &values, &rows, false);
        replay.mismatches.iter().map(|it| (rows[it.row].number, it.against)).collect()
    }

    #[test]
    fn an_insertion_that_was_changed_again_is_no_mistake() {
        let entries = [
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／準備として行う業務を次に述べる。",
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加：上記の続き）／・資格の履歴を管理する。",
            "令和5年9月1日｜Ⅰ－１／②事務の概要｜準備として行う業務を次に述べる。／・資格の履歴を管理する。｜行う業務を次に述べる。／・資格の履歴を管理する。",
        ];
        let value = "国民健康保険に関する事務を行う。被保険者の資格を管理し、保険給付を行う。\n行う業務を次に述べる。\n・資格の履歴を管理する。\nその他";
        assert_eq!(undone(value, &entries), []);
        let changed = value.replace("行う業務", "おこなう業務");
        assert_eq!(undone(&changed, &entries), [(3, Against::Body)]);
    }

    #[test]
    fn values_given_as_a_whole_are_held_against_the_row_after() {
        let entries = [
            "平成30年6月1日｜Ⅰ－１／②事務の概要｜甲課｜乙課｜事後",
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜丙課｜丁課｜事後",
        ];
        assert_eq!(undone("丁課", &entries), [(1, Against::Later(1))]);
        let entries = [entries[0], "令和元年6月1日｜Ⅰ－１／②事務の概要｜乙課｜丁課｜事後"];
        assert_eq!(undone("丁課", &entries), []);
        assert_eq!(undone("丁課　甲野", &entries), [(2, Against::Body)]);
    }

    #[test]
    fn days_of_the_same_date_stand_in_any_order() {
        let entries = [
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜乙課｜丙課｜事後",
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜甲課｜乙課｜事後",
        ];
        assert_eq!(undone("丙課", &entries), []);
    }

    #[test]
    fn parts_left_out_are_any_text() {
        let value = "大洲市役所　市民福祉部　市民課\n郵便番号：795-8601\n住所：愛媛県大洲市大洲690番地の1\n電話番号：0893-24-2111";
        let entries = [
            "令和3年9月30日｜Ⅰ－１／②事務の概要｜大洲市役所　福祉部　保険課／(略)｜大洲市役所　市民福祉部　保険年金課／(略)",
            "令和4年12月1日｜Ⅰ－１／②事務の概要｜大洲市役所　市民福祉部　保険年金課／(略)｜大洲市役所　市民福祉部　市民課／(略)",
        ];
        assert_eq!(undone(value, &entries), []);
        let other = entries[1].replace("保険年金課", "年金課");
        assert_eq!(undone(value, &[entries[0], &other]), [(1, Against::Later(1))]);
    }

    #[test]
    fn a_number_is_not_found_inside_another() {
        let value = "対象は21人とし、その範囲は規則で定める。ただし、市長が特に認める者については、この限りでない。なお、数は毎年見直し、公表の日に合わせて改める。";
        let entry = "令和4年12月1日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／1人とし、その範囲は規則で定める。";
        assert_eq!(undone(value, &[entry]), [(1, Against::Body)]);
    }

    #[test]
    fn what_was_deleted_must_not_stand_there() {
        let entry = "令和4年12月1日｜Ⅰ－１／②事務の概要｜年金に関する事務を行う。｜（削除）";
        assert_eq!(undone("国民健康保険に関する事務を行う。", &[entry]), []);
        assert_eq!(undone("年金に関する事務を行う。", &[entry]), [(1, Against::StillThere)]);
    }
}

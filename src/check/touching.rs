//! Which rows of a log touch which item: where a row names several, those it
//! fits.

use std::collections::BTreeMap;

use super::content::Kind;
use super::items::Names;
use super::rows::LogRow;
use super::state::pieces;
use super::text::{alike, most_alike};
use crate::form::Form;

/// A value that is less like a row is that of another item.
const HALF: f32 = 0.5;

/// Which rows touch which field.
#[derive(Debug, Default)]
pub(super) struct Touching {
    /// The rows of each field, in the order of the log, each with whether that
    /// is a guess.
    pub(super) of_field: Vec<Vec<(usize, bool)>>,
    /// Rows that name several items and fit none of them.
    pub(super) undecided: Vec<usize>,
}

/// The rows of each field of a form with its values.
pub(super) fn by_field(
    form: &Form,
    values: &[String],
    rows: &[LogRow],
    newest_first: bool,
) -> Touching {
    let names = Names::of(form);
    let mut out = Touching { of_field: vec![Vec::new(); form.fields.len()], ..Touching::default() };
    let mut entries: Vec<(usize, &LogRow)> =
        rows.iter().enumerate().filter(|(_, row)| row.is_entry()).collect();
    if newest_first {
        entries.reverse();
    }
    entries.sort_by_key(|(_, row)| row.order);
    // What the items of several files said before the rows that were seen.
    let mut states: BTreeMap<usize, FileState> = BTreeMap::new();
    for (index, row) in entries.into_iter().rev() {
        if row.is_ambiguous && row.targets.is_empty() && row.after.kind == Kind::Text {
            out.undecided.push(index);
        }
        for target in &row.targets {
            let is_of_files = target.len() > 1
                && names.one_item(target).is_some()
                && row.after.kind != Kind::EachAdded;
            let (chosen, is_guess) = if is_of_files {
                of_a_file(target, row, values, &mut states)
            } else {
                chosen(target, row, values)
            };
            // What was taken out of one of them stands in none.
            if chosen.is_empty() && row.after.kind == Kind::Text {
                out.undecided.push(index);
            }
            for field in chosen {
                if let Some(touching) = out.of_field.get_mut(field) {
                    touching.push((index, is_guess));
                }
            }
        }
    }
    for rows in &mut out.of_field {
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

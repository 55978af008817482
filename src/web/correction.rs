//! Corrections made by hand → the rules of a pairs file, with undo and redo.
//! A rule replaces what earlier ones said of the same sections.

use std::ops::Range;

use serde::Deserialize;

use super::session::{Outcome, State};
use crate::align::{Pair, UnitId};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::outline::SectionId;
use crate::pairs::{self, MarkRule, PairRule, Places, Rule};
use crate::pipeline;

/// Steps that can be taken back.
const MOST_STEPS: usize = 200;

/// The corrections after each step.
#[derive(Debug)]
pub(super) struct History {
    steps: Vec<Vec<Rule>>,
    at: usize,
}

impl Default for History {
    fn default() -> Self {
        Self { steps: vec![Vec::new()], at: 0 }
    }
}

impl History {
    /// The rules in effect.
    pub(super) fn rules(&self) -> &[Rule] {
        self.steps.get(self.at).map_or(&[], Vec::as_slice)
    }

    /// The rules as lines, and whether a step can be undone and redone.
    pub(super) fn told(&self) -> (Vec<String>, bool, bool) {
        let lines = self.rules().iter().map(ToString::to_string).collect();
        (lines, self.at > 0, self.at + 1 < self.steps.len())
    }

    fn push(&mut self, rules: Vec<Rule>) {
        self.steps.truncate(self.at + 1);
        if self.steps.len() == MOST_STEPS {
            self.steps.remove(0);
        }
        self.steps.push(rules);
        self.at = self.steps.len() - 1;
    }
}

/// What a person asks for.
#[derive(Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub(super) enum Correction {
    /// The section of one row is that of another one.
    Pair { old: usize, new: usize },
    /// The two sections of a row are not the same.
    Part { row: usize },
    /// The row has moved, or has not.
    Move { row: usize, moved: bool },
    /// Stretches are underlined, or not: paragraph, first character and one
    /// past the last one.
    Mark { row: usize, side: OneSide, stretches: Vec<[usize; 3]>, underlined: bool },
    /// The last step is taken back.
    Undo,
    /// What was taken back is done again.
    Redo,
    /// All corrections are taken back; that is a step, too.
    Clear,
}

/// A side, as the page names it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OneSide {
    Old,
    New,
}

impl OneSide {
    /// The same as a side.
    pub(super) fn side(self) -> Side {
        match self {
            Self::Old => Side::Old,
            Self::New => Side::New,
        }
    }
}

/// Carries out a correction; nothing changes where it fails.
///
/// # Errors
/// `BadPairs` for what cannot be done.
pub(super) fn correct(state: &mut State, correction: &Correction) -> Result<()> {
    let Some(outcome) = &state.outcome else { return Err(no_such_row()) };
    let at = state.history.at;
    let next = match correction {
        Correction::Undo if at > 0 => Err(at - 1),
        Correction::Redo if at + 1 < state.history.steps.len() => Err(at + 1),
        Correction::Undo | Correction::Redo => return Ok(()),
        Correction::Clear => Ok(Vec::new()),
        _ => Ok(with(outcome, state.history.rules(), correction)?),
    };
    match next {
        Err(step) => {
            let rules = state.history.steps.get(step).cloned().unwrap_or_default();
            apply(state, &rules)?;
            state.history.at = step;
        }
        Ok(rules) => {
            apply(state, &rules)?;
            state.history.push(rules);
        }
    }
    Ok(())
}

/// Takes the rules of a pairs file in place of all corrections.
///
/// # Errors
/// `BadPairs` with the line of what is not understood or cannot be followed.
pub(super) fn load(state: &mut State, file: &[u8]) -> Result<()> {
    let rules = pairs::parse(file)?;
    apply(state, &rules)?;
    state.history.push(rules);
    Ok(())
}

/// The pairs file of the corrections made so far.
pub(super) fn file(state: &State) -> String {
    let lang = state.settings.lang();
    let names = state.outcome.as_ref().map(|outcome| &outcome.comparison.report.sources);
    let name = |side| {
        let name = names.map(|names| names.get(side).name.clone()).unwrap_or_default();
        name.chars().filter(|c| !c.is_control()).collect::<String>()
    };
    let (old, new) = (name(Side::Old), name(Side::New));
    let head = match lang {
        Lang::Ja => format!(
            "# shinkyu の訂正（旧: {old}　新: {new}）\n# shinkyu compare 旧 新 --pairs このファイル でも使えます。\n"
        ),
        Lang::En => format!(
            "# Corrections for shinkyu (old: {old}, new: {new})\n# Also for: shinkyu compare OLD NEW --pairs THIS_FILE\n"
        ),
    };
    state.history.rules().iter().fold(head, |all, rule| format!("{all}{rule}\n"))
}

/// Makes the report anew under other rules.
///
/// # Errors
/// `BadPairs` for a rule that cannot be followed; the report stays as it was.
pub(super) fn apply(state: &mut State, rules: &[Rule]) -> Result<()> {
    let Some(outcome) = &mut state.outcome else { return Err(no_such_row()) };
    let numbered: Vec<Rule> = (1..).zip(rules).map(|(line, rule)| on_line(rule, line)).collect();
    let profile = state.settings.profile();
    let mut comparison = pipeline::compare_documents(&outcome.documents, &numbered, &profile, &())?;
    if state.settings.hide_consequential {
        comparison.report.table.hide_consequential();
    }
    outcome.comparison = comparison;
    outcome.number += 1;
    Ok(())
}

fn on_line(rule: &Rule, line: u32) -> Rule {
    match rule {
        Rule::Pair(rule) => Rule::Pair(PairRule { line, ..rule.clone() }),
        Rule::Mark(rule) => Rule::Mark(MarkRule { line, ..rule.clone() }),
    }
}

/// The rules with one correction more.
fn with(outcome: &Outcome, rules: &[Rule], correction: &Correction) -> Result<Vec<Rule>> {
    let places = outcome.documents.outlined.as_ref().map(|_, outlined| Places::of(outlined));
    let name = |side: Side, row: usize| {
        let section = section(outcome, side, row)?;
        Some(places.get(side).name(section).to_owned())
    };
    let pair = |old: Option<String>, new: Option<String>, moved| {
        let places = Sides { old, new };
        Rule::Pair(PairRule { line: 0, places, same: true, moved })
    };
    let mut rules = rules.to_vec();
    match *correction {
        Correction::Pair { old, new } => {
            let old = name(Side::Old, old).ok_or_else(no_such_row)?;
            let new = name(Side::New, new).ok_or_else(no_such_row)?;
            forget(&mut rules, &places, Some(&old), Some(&new));
            rules.push(pair(Some(old), Some(new), None));
        }
        Correction::Part { row } => {
            let old = name(Side::Old, row).ok_or_else(no_such_row)?;
            let new = name(Side::New, row).ok_or_else(no_such_row)?;
            forget(&mut rules, &places, Some(&old), Some(&new));
            rules.push(pair(Some(old), None, None));
            rules.push(pair(None, Some(new), None));
        }
        Correction::Move { row, moved } => {
            let old = name(Side::Old, row).ok_or_else(no_such_row)?;
            let new = name(Side::New, row).ok_or_else(no_such_row)?;
            forget(&mut rules, &places, Some(&old), Some(&new));
            rules.push(pair(Some(old), Some(new), Some(moved)));
        }
        Correction::Mark { row, side, ref stretches, underlined } => {
            for &[paragraph, start, end] in stretches {
                let place = (row, side.side(), paragraph);
                let rule = mark(outcome, place, start..end).ok_or_else(no_such_row)?;
                // The last word on the very same stretch counts.
                let same = |earlier: &MarkRule| {
                    let MarkRule { line, underlined, .. } = *earlier;
                    *earlier == MarkRule { line, underlined, ..rule.clone() }
                };
                rules.retain(|earlier| !matches!(earlier, Rule::Mark(earlier) if same(earlier)));
                rules.push(Rule::Mark(MarkRule { underlined, ..rule }));
            }
        }
        Correction::Undo | Correction::Redo | Correction::Clear => {}
    }
    Ok(rules)
}

/// The rule about some characters of a paragraph of one side of a row.
fn mark(
    outcome: &Outcome,
    (row, side, paragraph): (usize, Side, usize),
    characters: Range<usize>,
) -> Option<MarkRule> {
    let unit = unit(outcome, side, row)?;
    let cell = outcome.comparison.report.table.rows.get(row)?.cells.get(side).as_ref()?;
    let runs = &cell.paragraphs.get(paragraph)?.runs;
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let range = byte(characters.start)..byte(characters.end.max(characters.start));
    let sides = outcome.documents.outlined.as_ref();
    pairs::mark_rule(&outcome.comparison.alignment, sides, side, (unit, paragraph), range)
}

/// Drops the rules about the partners of two sections.
fn forget(rules: &mut Vec<Rule>, places: &Sides<Places>, old: Option<&str>, new: Option<&str>) {
    let wanted = Sides { old, new };
    let is_about = |rule: &PairRule, side: Side| {
        let (places, wanted) = (places.get(side), wanted.get(side));
        let typed = rule.places.get(side).as_deref();
        typed.zip(*wanted).is_some_and(|(typed, wanted)| {
            places.section(typed).is_some() && places.section(typed) == places.section(wanted)
        })
    };
    rules.retain(|rule| match rule {
        Rule::Pair(rule) if rule.same => !Side::BOTH.iter().any(|side| is_about(rule, *side)),
        Rule::Pair(rule) => !Side::BOTH.iter().all(|side| is_about(rule, *side)),
        Rule::Mark(_) => true,
    });
}

fn unit(outcome: &Outcome, side: Side, row: usize) -> Option<UnitId> {
    match (*outcome.comparison.alignment.pairs.get(row)?, side) {
        (Pair::Both { units, .. }, side) => Some(*units.get(side)),
        (Pair::OldOnly(unit), Side::Old) | (Pair::NewOnly(unit), Side::New) => Some(unit),
        _ => None,
    }
}

fn section(outcome: &Outcome, side: Side, row: usize) -> Option<SectionId> {
    let unit = unit(outcome, side, row)?;
    Some(outcome.comparison.alignment.units.get(side).get(unit.index())?.section)
}

fn no_such_row() -> Error {
    Error::new(ErrorKind::BadPairs, "").explained(
        "選んだ箇所にその操作はできません。項を選び直してください。",
        "this cannot be done here; choose the sections again",
    )
}

//! What is said of a row that does not fit.

use super::super::content::Kind;
use super::super::replay::{Against, Mismatch, Step};
use super::super::text::alike;
use super::anchor::{Part, find, lines_of, pieces_of};
use super::{SAME_TEXT, State};
use crate::form::ValueKind;

impl State<'_> {
    /// Why a row does not fit, with those that were undone before it; from
    /// `from_day` on they are of its own day.
    pub(super) fn mismatch(
        &mut self,
        field: usize,
        step: &Step,
        later: &[Step],
        from_day: usize,
    ) -> Option<Mismatch> {
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
        let mut missing = pieces_of(step);
        missing.retain(|it| self.is_whole(&step.after) || !self.stands(it, &step.after));
        let is_there = |it: &Part| find(&it.text, &self.lines.join("\n"), it.anchor).is_some();
        let is_in_document = missing.iter().all(is_there);
        let missing: Vec<String> = missing.into_iter().map(|it| it.text).collect();
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
            // Parts of one day are about different lines.
            let mut beside = later.get(from_day..).unwrap_or_default().iter();
            let is_of_day = beside.any(|it| it.rows == other.rows);
            is_text
                && (is_whole && !is_of_day && self.is_whole(&other.after)
                    || other.before.paragraphs().any(is_state))
        };
        let explained = later.iter().rev().find(explains).and_then(|other| other.rows.first());
        match explained {
            Some(other) => found(Against::Later(*other), missing),
            // The document has it: a later row that has it says that it was not
            // there before.
            None if is_in_document => {
                let undid = later.iter().rev().find(|other| undoes(other, &missing));
                undid.and_then(|other| found(Against::Later(*other.rows.first()?), missing))
            }
            None => found(Against::BodyUnexplained, missing),
        }
    }

    /// Goes on behind a row that does not fit, as far as that can be known.
    pub(super) fn recover(&mut self, step: &Step) {
        let is_whole = self.is_whole(&step.after) && step.before.kind == Kind::Text;
        if is_whole && !step.before.is_elided() {
            self.chunks = vec![lines_of(&step.before)];
        } else {
            self.is_unsure = true;
        }
    }
}

/// Whether a row puts into the item what another one put there already: its
/// 変更前 gives the item or that part of it, without that text.
fn undoes(row: &Step, missing: &[String]) -> bool {
    /// Texts that are so alike are about the same part.
    const SAME_PART: f32 = 0.4;
    let Step { before, after, .. } = row;
    let text = after.text();
    let is_alike = |it: &str| missing.iter().any(|gone| alike(gone, it) > SAME_PART);
    matches!(before.kind, Kind::Text | Kind::Nothing)
        && missing.iter().any(|it| text.contains(it.as_str()))
        && (!before.is_elided() || before.paragraphs().any(is_alike))
}

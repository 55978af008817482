//! The runs of a paragraph with their marks (CONVENTIONS §1.5): single under
//! what changed, double under labels where the profile asks for it. A double
//! mark wins over a single one.

use std::ops::Range;

use super::table::{Mark, ParagraphRole, PrintedParagraph, PrintedRun};
use crate::profile::{LabelMarks, Profile};
use crate::report::{Cell, Change, Paragraph, Row};

/// How the number at the front of a unit is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelRule {
    /// Like other text.
    AsText,
    /// What changed of it doubly.
    ChangedDouble,
    /// All of it doubly.
    Double,
    /// All of it singly: the number of a provision that moved and kept it,
    /// for else nothing in the row would be marked.
    Single,
    /// All of it doubly, and all text behind it singly: a provision that moved
    /// is underlined as a whole like one that is new.
    DoubleBeforeMoved,
}

impl LabelRule {
    /// The rule for a row.
    pub(super) fn of(row: &Row, profile: &Profile) -> Self {
        let is_whole = matches!(row.change, Change::Added | Change::Removed);
        match profile.marks.labels {
            LabelMarks::Renumbered if row.renumbered => Self::ChangedDouble,
            LabelMarks::Double if row.moved && !is_whole => Self::DoubleBeforeMoved,
            LabelMarks::Double if is_whole || row.renumbered => Self::Double,
            LabelMarks::Single | LabelMarks::Renumbered if row.moved && !is_whole => Self::Single,
            LabelMarks::Single | LabelMarks::Renumbered | LabelMarks::Double => Self::AsText,
        }
    }

    /// The mark of a label that stands alone, its text left out.
    pub(super) fn mark(self) -> Mark {
        match self {
            Self::AsText | Self::Single => Mark::Single,
            Self::ChangedDouble | Self::Double | Self::DoubleBeforeMoved => Mark::Double,
        }
    }
}

/// The paragraphs of a cell with marks, in their order.
pub(super) fn paragraphs(cell: &Cell, rule: LabelRule) -> Vec<PrintedParagraph> {
    let place = if rule == LabelRule::AsText { None } else { cell.label_place() };
    let printed = cell.paragraphs.iter().enumerate().map(|(index, paragraph)| {
        let own = place.as_ref().filter(|(at, _)| *at == index);
        let runs = runs(paragraph, own.map(|(_, range)| range), rule);
        PrintedParagraph { role: ParagraphRole::Text, runs }
    });
    printed.collect()
}

fn runs(paragraph: &Paragraph, label: Option<&Range<usize>>, rule: LabelRule) -> Vec<PrintedRun> {
    let mut out = Vec::with_capacity(paragraph.runs.len());
    let mut start = 0;
    for run in &paragraph.runs {
        let end = start + run.text.len();
        let mut cuts = vec![start, end];
        if let Some(label) = label {
            cuts.extend([label.start, label.end].iter().filter(|at| (start..end).contains(at)));
            cuts.sort_unstable();
        }
        for cut in cuts.windows(2) {
            let text = run.text.get(cut[0] - start..cut[1] - start).unwrap_or_default();
            let is_label = label.is_some_and(|label| label.contains(&cut[0]));
            let is_changed = run.changed && !text.trim().is_empty();
            let mark = match (rule, is_label, is_changed) {
                (LabelRule::Double | LabelRule::DoubleBeforeMoved, true, _)
                | (LabelRule::ChangedDouble, true, true) => Mark::Double,
                (LabelRule::DoubleBeforeMoved, false, _) if !text.trim().is_empty() => Mark::Single,
                (LabelRule::Single, true, _) | (_, _, true) => Mark::Single,
                (_, _, false) => Mark::None,
            };
            push(&mut out, text, mark, false);
        }
        start = end;
    }
    out
}

/// Appends text, to the last run where that looks the same.
pub(super) fn push(out: &mut Vec<PrintedRun>, text: &str, mark: Mark, filler: bool) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.mark == mark && last.filler == filler => last.text.push_str(text),
        _ => out.push(PrintedRun { text: text.to_owned(), mark, filler }),
    }
}

/// A paragraph that is no text of the document.
pub(super) fn filler(text: impl Into<String>, role: ParagraphRole) -> PrintedParagraph {
    let text = text.into();
    let run = PrintedRun { text, mark: Mark::None, filler: true };
    PrintedParagraph { role, runs: if run.text.is_empty() { Vec::new() } else { vec![run] } }
}

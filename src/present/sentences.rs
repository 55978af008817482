//! Sentences of a long provision that did not change become （略）
//! (CONVENTIONS §1.8, "part of a long sentence"). A sentence is left out only
//! where both sides have it at the same place in the same words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::opposite::n_folded;
use super::run::push;
use super::table::{Mark, ParagraphRole, PrintedParagraph, PrintedRun};
use crate::report::{Cell, Paragraph};

/// A provision of fewer characters on both sides is printed whole: leaving out
/// half of it saves no space and costs the reader the context.
const SHORT: usize = 120;

/// A sentence of a paragraph.
#[derive(Debug)]
struct Sentence {
    /// Bytes of the paragraph.
    bytes: Range<usize>,
    /// Characters of the unmarked text of the cell.
    unmarked: Range<usize>,
    is_marked: bool,
}

/// Stretches of unmarked text that make up one unmarked sentence on a side.
type Stretches = BTreeSet<(usize, usize)>;

/// Sentences of each paragraph of a cell; none for those inside tables.
fn sentences(cell: &Cell) -> Vec<Vec<Sentence>> {
    let mut at = 0;
    cell.paragraphs.iter().map(|paragraph| of_paragraph(paragraph, &mut at)).collect()
}

fn of_paragraph(paragraph: &Paragraph, at: &mut usize) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    let mut is_open = false;
    for run in &paragraph.runs {
        for piece in pieces(&run.text, &mut depth) {
            let (text, is_end) = piece;
            let n = if run.changed { 0 } else { n_folded(text) };
            let end = start + text.len();
            let is_marked = run.changed && !text.trim().is_empty();
            match out.last_mut() {
                Some(last) if is_open => {
                    last.bytes.end = end;
                    last.unmarked.end = *at + n;
                    last.is_marked |= is_marked;
                }
                _ => out.push(Sentence { bytes: start..end, unmarked: *at..*at + n, is_marked }),
            }
            is_open = !is_end;
            start = end;
            *at += n;
        }
    }
    if paragraph.slot.is_some() { Vec::new() } else { out }
}

/// Cuts a text after each 。 that stands outside of brackets, and tells
/// whether a piece ends there.
fn pieces<'a>(text: &'a str, depth: &mut u32) -> Vec<(&'a str, bool)> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '「' | '『' | '(' => *depth += 1,
            '）' | '」' | '』' | ')' => *depth = depth.saturating_sub(1),
            '。' if *depth == 0 => {
                let (piece, after) = rest.split_at(at + c.len_utf8() - from);
                out.push((piece, true));
                rest = after;
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if !rest.is_empty() {
        out.push((rest, false));
    }
    out
}

fn unmarked_stretches(sentences: &[Vec<Sentence>]) -> Stretches {
    let all = sentences.iter().flatten();
    let unmarked = all.filter(|it| !it.is_marked && !it.unmarked.is_empty());
    unmarked.map(|it| (it.unmarked.start, it.unmarked.end)).collect()
}

/// Takes away what belongs to the heading of a cell, for that is never left
/// out: the caption above the number, and the line of the number where it is
/// a title.
fn without_heading(cell: &Cell, sentences: &[Vec<Sentence>], shared: &mut Stretches) {
    let Some((at, _)) = cell.label_place() else { return };
    let line = cell.paragraphs.get(at).into_iter().flat_map(|it| &it.runs).map(|it| &*it.text);
    let is_title = !line.collect::<String>().trim_end().ends_with('。');
    let heading = sentences.iter().take(at + usize::from(is_title)).flatten();
    for sentence in heading {
        shared.remove(&(sentence.unmarked.start, sentence.unmarked.end));
    }
}

/// Puts the filler in the place of unchanged sentences of a changed unit;
/// `printed` are the paragraphs of `here` with their marks. `None` marks a
/// paragraph that is left out because the one before says so already. What is
/// left out is the same seen from both sides.
pub(super) fn fold(
    here: &Cell,
    there: &Cell,
    printed: Vec<PrintedParagraph>,
    omitted: &str,
) -> Vec<Option<PrintedParagraph>> {
    let n_characters = |cell: &Cell| cell.text().chars().count();
    if n_characters(here).max(n_characters(there)) < SHORT || omitted.is_empty() {
        return printed.into_iter().map(Some).collect();
    }
    let (own, others) = (sentences(here), sentences(there));
    let mut shared = &unmarked_stretches(&own) & &unmarked_stretches(&others);
    without_heading(here, &own, &mut shared);
    without_heading(there, &others, &mut shared);
    let label = here.label_place();
    let mut is_after_omitted = false;
    let mut out = Vec::with_capacity(printed.len());
    for (at, (printed, sentences)) in printed.into_iter().zip(&own).enumerate() {
        let after_label = match &label {
            Some((own, place)) if *own == at => place.end,
            _ => 0,
        };
        let is_shared =
            |it: &Sentence| !it.is_marked && shared.contains(&(it.unmarked.start, it.unmarked.end));
        let is_whole = !sentences.is_empty() && sentences.iter().all(is_shared);
        if is_whole && after_label == 0 && is_after_omitted {
            out.push(None);
            continue;
        }
        let folded = fold_paragraph(&printed, sentences, after_label, omitted, &is_shared);
        is_after_omitted = is_whole;
        out.push(Some(folded));
    }
    out
}

fn fold_paragraph(
    printed: &PrintedParagraph,
    sentences: &[Sentence],
    after_label: usize,
    omitted: &str,
    is_shared: &dyn Fn(&Sentence) -> bool,
) -> PrintedParagraph {
    if !sentences.iter().any(is_shared) {
        return printed.clone();
    }
    let mut runs: Vec<PrintedRun> = Vec::new();
    let mut is_open = false;
    for sentence in sentences {
        if !is_shared(sentence) {
            copy(printed, sentence.bytes.clone(), &mut runs);
            is_open = false;
            continue;
        }
        if sentence.bytes.start < after_label {
            copy(printed, sentence.bytes.start..after_label, &mut runs);
            push(&mut runs, "　", Mark::None, true);
        }
        if !is_open {
            push(&mut runs, omitted, Mark::None, true);
        }
        is_open = true;
    }
    let is_filler = runs.iter().all(|run| run.filler);
    let role = if is_filler { ParagraphRole::Filler } else { ParagraphRole::Text };
    PrintedParagraph { role, runs }
}

/// Copies bytes of a paragraph with their marks.
fn copy(printed: &PrintedParagraph, bytes: Range<usize>, out: &mut Vec<PrintedRun>) {
    let mut start = 0;
    for run in &printed.runs {
        let end = start + run.text.len();
        let from = bytes.start.max(start);
        let to = bytes.end.min(end);
        if from < to {
            let text = run.text.get(from - start..to - start).unwrap_or_default();
            push(out, text, run.mark, run.filler);
        }
        start = end;
    }
}

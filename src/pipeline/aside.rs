//! What is set aside is not compared; that it changed is said all the same.

use crate::error::{Warning, WarningKind};
use crate::model::{Side, Sides};
use crate::normalize;
use crate::outline::Outlined;

/// Most characters of a text that a warning quotes.
const MOST_SHOWN: usize = 40;

/// What changed of what is set aside.
pub fn changes(sides: Sides<&Outlined>) -> impl Iterator<Item = Warning> {
    let found = [running_head_change(sides), hidden_text_change(sides), sheet_name_change(sides)];
    found.into_iter().flatten()
}

fn running_head_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let Sides { old, new } = sides.map(|_, outlined| normalize::running_heads(&outlined.document));
    let fold = |heads: &str| normalize::fold::fold(heads);
    let differ = !old.is_empty() && !new.is_empty() && fold(&old) != fold(&new);
    let kind = WarningKind::RunningHeadChanged { old, new };
    differ.then_some(Warning { side: Side::New, kind, page: None })
}

/// Hidden text that changed. Between formats it is asked only where both have
/// such text: a PDF file of a Word document holds none.
fn hidden_text_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let format = |outlined: &Outlined| outlined.document.source.format();
    let Sides { old, new } = sides.map(|_, outlined| normalize::hidden_text(&outlined.document));
    let may_compare = format(sides.old) == format(sides.new) || !old.is_empty() && !new.is_empty();
    let at = old.iter().zip(&new).take_while(|(old, new)| old.1 == new.1).count();
    let differ = may_compare && (at < old.len() || at < new.len());
    let begin = |texts: &[(&str, String)]| {
        let text = texts.get(at).map_or("", |(printed, _)| printed).trim();
        let shown: String = text.chars().take(MOST_SHOWN).collect();
        if shown.len() < text.len() { shown + "…" } else { shown }
    };
    let kind = WarningKind::HiddenTextChanged { old: begin(&old), new: begin(&new) };
    differ.then_some(Warning { side: Side::New, kind, page: None })
}

/// The same of the names of sheets, where both documents are workbooks: those
/// that the other one has not, else all of them.
fn sheet_name_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let names = sides.map(|_, outlined| normalize::sheet_names(&outlined.document));
    let folded = |names: &'_ [(&str, String)]| -> Vec<String> {
        names.iter().map(|(_, folded)| folded.clone()).collect()
    };
    let (old, new) = (folded(&names.old), folded(&names.new));
    let differ = !old.is_empty() && !new.is_empty() && old != new;
    let own = |side: Side, other: &[String]| {
        let names = names.get(side);
        let own: Vec<&str> =
            names.iter().filter(|(_, it)| !other.contains(it)).map(|(name, _)| *name).collect();
        own.join("／")
    };
    let all = |side: Side| names.get(side).iter().map(|it| it.0).collect::<Vec<_>>().join("／");
    let (mut old, mut new) = (own(Side::Old, &new), own(Side::New, &old));
    if old.is_empty() && new.is_empty() {
        (old, new) = (all(Side::Old), all(Side::New));
    }
    let kind = WarningKind::SheetNamesChanged { old, new };
    differ.then_some(Warning { side: Side::New, kind, page: None })
}

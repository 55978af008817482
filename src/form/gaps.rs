//! What a form should have and was not read: nothing is passed over silently.

use std::collections::BTreeSet;

use super::label::label;
use super::rows::Row;
use super::run::{Run, joined};
use super::tree::{Item, Tree};
use super::version::Version;
use super::{Form, Gap, GapKind};
use crate::error::{Warning, WarningKind};
use crate::model::{Document, Format, Side, Span};

/// Most items that a warning names.
const MOST_NAMED: usize = 8;
/// Shortest title that is looked for in other text.
const SHORTEST: usize = 4;
/// Shortest title that text may go on behind.
const LONG: usize = 8;

/// The items that the version must have and that were not found, as seen by
/// those that were: `found` and the beginnings of their labels, `taken`.
pub(super) fn gaps(
    tree: &Tree,
    version: Option<Version>,
    found: &BTreeSet<usize>,
    taken: &BTreeSet<usize>,
    rows: &[Row],
) -> Vec<Gap> {
    let is_due = |item: &Item| match version {
        Some(_) => item.is_of(version),
        None => item.is_of_all(),
    };
    let is_missing = |at: &usize| {
        let item = &tree.items[*at];
        let line = tree.line(*at);
        let is_block = line.iter().any(|it| tree.items[*it].step.ends_with('*'));
        let is_annex = line.iter().any(|it| tree.items[*it].step.starts_with("別添"));
        // A choice right below a section of the same title needs no label.
        let parent = item.parent.filter(|it| found.contains(it)).map(|it| &tree.items[it]);
        let is_said = parent.is_some_and(|parent| parent.title == item.title);
        let stands = found.contains(at) || is_said;
        item.children.is_empty() && is_due(item) && !is_block && !is_annex && !stands
    };
    let missing: Vec<usize> = (0..tree.items.len()).filter(is_missing).collect();
    let mut gaps = Vec::new();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    for at in missing {
        let printed = unread(&tree.items[at], taken, rows);
        if let Some(span) = printed {
            gaps.push(Gap { label: name(tree, at), kind: GapKind::Unread, span: Some(span) });
            continue;
        }
        // Of a part or section that is missing as a whole it is enough to say so.
        let whole = tree.line(at).into_iter().find(|around| {
            let is_below = |it: &usize| tree.line(*it).contains(around);
            !found.iter().any(is_below)
        });
        let whole = whole.unwrap_or(at);
        if named.insert(whole) {
            gaps.push(Gap { label: name(tree, whole), kind: GapKind::NotFound, span: None });
        }
    }
    gaps
}

/// Where the label of an item stands though it opened nothing.
fn unread(item: &Item, taken: &BTreeSet<usize>, rows: &[Row]) -> Option<Span> {
    let n = item.title.chars().count();
    if n < SHORTEST {
        return None;
    }
    let names = |text: &str| {
        let own = label(text);
        let is_same = own.step == item.step;
        own.title == item.title || own.title.starts_with(&item.title) && (is_same || n >= LONG)
    };
    // A label stands at the beginning of a line.
    let stands = |run: &Run| {
        let mut tails = run.tails().filter(|(span, _)| !taken.contains(&span.start()));
        tails.find(|(_, text)| names(text)).map(|(span, _)| span)
    };
    rows.iter().flat_map(|row| &row.cells).find_map(|cell| {
        let whole = || joined(&cell.runs);
        cell.runs.iter().find_map(stands).or_else(|| stands(&whole()))
    })
}

/// An item as people speak of it: Ⅱ－３ ④使用の主体 使用者数.
pub(super) fn name(tree: &Tree, item: usize) -> String {
    let line: Vec<&Item> = tree.line(item).iter().filter_map(|at| tree.items.get(*at)).collect();
    let [part, below @ ..] = line.as_slice() else { return String::new() };
    let (number, rest) = match below {
        [] => return part.printed.clone(),
        [section, rest @ ..] => match section.printed.split_once('．') {
            Some((number, title)) => (Some((number, title)), rest),
            None => (None, below),
        },
    };
    let mut name = match number {
        Some((number, title)) if rest.is_empty() => format!("{}－{number} {title}", part.step),
        Some((number, _)) => format!("{}－{number}", part.step),
        None => part.step.clone(),
    };
    for item in rest {
        name.extend([" ", item.printed.as_str()]);
    }
    name
}

/// What is to be said of a document of an official form.
pub fn warnings(form: &Form, document: &Document, side: Side) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |kind, page| warnings.push(Warning { side, kind, page });
    let of = |kind: GapKind| form.gaps.iter().filter(move |gap| gap.kind == kind);
    let count = |kind| of(kind).count() as u32;
    let items = |kind| {
        let named: Vec<&str> = of(kind).take(MOST_NAMED).map(|gap| gap.label.as_str()).collect();
        let more = if of(kind).nth(MOST_NAMED).is_some() { "、…" } else { "" };
        named.join("、") + more
    };
    let page = |kind| of(kind).find_map(|gap| document.source.page(gap.span?));
    if count(GapKind::NotFound) > 0 {
        let kind = GapKind::NotFound;
        warn(WarningKind::FormItemsNotFound { count: count(kind), items: items(kind) }, None);
    }
    if count(GapKind::Unread) > 0 {
        let kind = GapKind::Unread;
        let said = WarningKind::FormLabelsUnread { count: count(kind), items: items(kind) };
        warn(said, page(kind));
    }
    if count(GapKind::OtherVersion) > 0 {
        let kind = GapKind::OtherVersion;
        let said = WarningKind::FormItemsOfOtherVersion {
            count: count(kind),
            items: items(kind),
            version: form.version.clone(),
        };
        warn(said, page(kind));
    }
    let log = form.log.as_ref().filter(|log| form.kind.is_some() && log.tables.is_empty());
    if let Some(log) = log.filter(|_| document.source.format() == Format::Pdf) {
        let block = log.heading.or(log.blocks.first().copied());
        let span = block.and_then(|it| document.blocks.get(it.index())?.text.first_span());
        warn(WarningKind::FormLogUnread, span.and_then(|span| document.source.page(span)));
    }
    warnings
}

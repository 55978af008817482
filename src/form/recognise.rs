//! Which official form a document is: by title, version tag and items, never by
//! the name of the file.

use std::collections::BTreeSet;

use super::LogPlace;
use super::label::{label, plain};
use super::rows::{Row, rows};
use super::run::joined;
use super::tree::{TREES, Tree};
use crate::model::{BlockId, Document};
use crate::normalize::fold::fold;

/// Weight of a title that names the form.
const TITLE: f32 = 4.0;
/// Weight of a version tag that names the form.
const TAG: f32 = 3.0;
/// Weight of having all items.
const ITEMS: f32 = 8.0;
/// Least score of a form.
const ENOUGH: f32 = 3.0;
/// Fewest items, unless both title and tag name the form.
const FEWEST: usize = 3;

/// The form that fits best.
pub(super) fn recognise(document: &Document, log: Option<&LogPlace>) -> Option<&'static Tree> {
    let rows = rows(document);
    let end = log.and_then(|log| log.heading.into_iter().chain(log.blocks.first().copied()).min());
    let end = end.map_or(usize::MAX, BlockId::index);
    let body: Vec<&Row> = rows.iter().filter(|row| row.blocks.start < end).collect();
    let texts: Vec<String> = body
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| joined(&cell.runs).text)
        .filter(|text| text.len() < LONGEST)
        .collect();
    let found: BTreeSet<String> = texts.iter().map(|text| label(text).title).collect();
    let mut best: Option<(f32, &Tree)> = None;
    for tree in TREES.iter() {
        let titles: BTreeSet<&str> =
            tree.items.iter().map(|item| item.title.as_str()).filter(|it| !it.is_empty()).collect();
        let n_found = titles.iter().filter(|title| found.contains(**title)).count();
        let part = n_found as f32 / titles.len().max(1) as f32;
        let named = texts.iter().any(|text| is_title(text, tree));
        let tagged = texts.iter().any(|text| version(text).is_some_and(|(_, n)| n == tree.number));
        let score = ITEMS * part + if named { TITLE } else { 0.0 } + if tagged { TAG } else { 0.0 };
        let fewest = if named && tagged { 1 } else { FEWEST };
        if n_found >= fewest && score >= ENOUGH && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, tree));
        }
    }
    best.map(|(_, tree)| tree)
}

/// Longest label in bytes.
const LONGEST: usize = 400;

/// Whether a text is the title of a document of this form:
/// 特定個人情報保護評価書（基礎項目評価書）.
pub(super) fn is_title(text: &str, tree: &Tree) -> bool {
    let plain = plain(text);
    plain.starts_with("特定個人情報保護評価書") && plain.ends_with(&tree.title)
        || plain == tree.title
}

/// The version tag of a form, `[平成31年１月　様式２]`: the version as printed,
/// and the number of the form.
pub(super) fn version(text: &str) -> Option<(&str, u32)> {
    let inner = text.trim().strip_prefix(['[', '［', '〔'])?.strip_suffix([']', '］', '〕'])?;
    let at = inner.find("様式")?;
    let (version, form) = inner.split_at(at);
    let number = fold(form.trim_start_matches("様式")).trim().parse().ok()?;
    Some((version.trim(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_tags_are_read() {
        for (text, found) in [
            ("[平成31年１月　様式２]", Some(("平成31年１月", 2))),
            ("［令和６年10月　様式４］", Some(("令和６年10月", 4))),
            ("様式２", None),
            ("[ 実施する ]", None),
        ] {
            assert_eq!(version(text), found, "{text}");
        }
    }
}

//! Fields of a document of no known form, from its own outline: a section is an
//! item, a row of a ruled form too.

use std::collections::BTreeMap;

use super::label::label;
use super::run::Run;
use super::{Field, Form, ItemKey, LogPlace, Loose, ValueKind, Why};
use crate::model::{Block, BlockKind};
use crate::outline::{Heading, Outlined, Section};

/// The fields of the sections in reading order.
pub(super) fn fields(outlined: &Outlined, log: Option<LogPlace>) -> Form {
    let document = &outlined.document;
    let is_log = |index: u32| {
        let in_log = |log: &LogPlace| {
            log.heading.is_some_and(|heading| heading.0 == index)
                || log.blocks.binary_search_by_key(&index, |block| block.0).is_ok()
        };
        log.as_ref().is_some_and(in_log)
    };
    let mut form = Form::default();
    // Field of each section, and path and key of each section.
    let mut places: Vec<(Option<usize>, Vec<String>, Vec<String>)> = Vec::new();
    let mut seen: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for section in outlined.outline.sections() {
        let (above, mut path, mut key) = match section.parent {
            Some(parent) => places.get(parent.index()).cloned().unwrap_or_default(),
            None => (None, Vec::new(), Vec::new()),
        };
        let blocks: Vec<&Block> = section
            .blocks
            .clone()
            .filter(|index| !is_log(*index))
            .filter_map(|index| document.blocks.get(index as usize))
            .collect();
        let n_label = n_label(section, outlined.outline.heading(section), &blocks);
        let run = |block: &&Block| Run::of(block, &document.source);
        let labels: Vec<Run> = blocks.iter().take(n_label).map(run).collect();
        let values: Vec<Run> = blocks.iter().skip(n_label).map(run).collect();
        let field = if n_label == 0 { above } else { None };
        let field = match field {
            Some(field) => Some(field),
            None if n_label == 0 => {
                let loose = values.iter().flat_map(Run::spans);
                form.unassigned.extend(loose.map(|span| Loose { span, why: Why::BeforeItems }));
                places.push((None, path, key));
                continue;
            }
            None => {
                let printed: String = labels.iter().map(|run| run.text.trim()).collect();
                let own = label(&printed);
                path.push(printed);
                key.push(if own.step.is_empty() { own.title } else { own.step });
                let n = seen.entry(key.clone()).or_default();
                *n += 1;
                if let (Some(last), 2..) = (key.last_mut(), *n) {
                    *last = format!("{last}({n})");
                }
                let labels: Vec<_> = labels.iter().flat_map(Run::spans).collect();
                form.fields.push(Field {
                    path: path.clone(),
                    key: ItemKey::new(key.clone()),
                    was: None,
                    important: false,
                    value: Vec::new(),
                    kind: ValueKind::Text,
                    page: labels.first().and_then(|span| document.source.page(*span)),
                    spans: Vec::new(),
                    labels,
                });
                Some(form.fields.len() - 1)
            }
        };
        if let Some(field) = field.and_then(|at| form.fields.get_mut(at)) {
            for run in values.iter().filter(|run| !run.is_blank()) {
                field.value.push(run.text.trim().to_owned());
                field.spans.extend(run.spans());
            }
        }
        places.push((field, path, key));
    }
    form.log = log;
    form
}

/// How many blocks of a section are its label: the heading, with what stands
/// before it, or the first cell of a row of a form.
fn n_label(section: &Section, heading: Option<&Heading>, blocks: &[&Block]) -> usize {
    if let Some(heading) = heading {
        return (heading.block.0 + 1).saturating_sub(section.blocks.start) as usize;
    }
    let place = |block: &Block| match block.kind {
        BlockKind::Cell { table, row, column, leads, .. } => Some((table, row, column, leads)),
        BlockKind::Paragraph | BlockKind::Note => None,
    };
    let first = blocks.first().and_then(|block| place(block));
    let is_label = first.is_some_and(|(.., leads)| leads)
        && blocks.iter().any(|block| place(block).map(|it| it.2) != first.map(|it| it.2));
    if is_label { blocks.iter().take_while(|block| place(block) == first).count() } else { 0 }
}

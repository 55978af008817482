//! A document without the log that it keeps of itself.

use std::collections::BTreeSet;

use super::earlier::earlier;
use super::item::said;
use crate::model::{Block, BlockKind, Document};

/// Paragraphs between the title of a log and its table.
const NEAR: usize = 3;
/// Longest title, `（別紙２）変更箇所（続き）`, in characters.
const LONGEST_TITLE: usize = 16;

/// The document without the tables of its log and the titles above them:
/// nothing in them is part of the section that stands before the log. `None`
/// where no table holds a log.
pub fn without_log(document: &Document) -> Option<Document> {
    let tables = earlier(document)?.tables;
    let is_log = |block: &Block| match block.kind {
        BlockKind::Cell { table, .. } => tables.contains(&table.0),
        BlockKind::Paragraph | BlockKind::Note => false,
    };
    let blocks = &document.blocks;
    let mut out: BTreeSet<usize> = (0..blocks.len()).filter(|&at| is_log(&blocks[at])).collect();
    let begins = |at: &usize| *at > 0 && !out.contains(&(at - 1));
    let begins: Vec<usize> = out.iter().copied().filter(begins).collect();
    let is_title = |at: &usize| {
        let block = &blocks[*at];
        let text = said(&block.text.beginning(&document.source, 200));
        matches!(block.kind, BlockKind::Paragraph)
            && text.contains("変更箇所")
            && text.chars().count() <= LONGEST_TITLE
            && !text.ends_with('。')
    };
    for begin in begins {
        out.extend((begin.saturating_sub(NEAR)..begin).rev().find(is_title));
    }
    if out.is_empty() {
        return None;
    }
    let kept = blocks.iter().enumerate().filter(|(at, _)| !out.contains(at));
    Some(Document {
        source: document.source.clone(),
        blocks: kept.map(|(_, block)| block.clone()).collect(),
        set_aside: document.set_aside.clone(),
    })
}

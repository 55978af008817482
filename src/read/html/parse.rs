//! Bytes → characters → tree, with bounds on its depth and size.

use encoding_rs::{Encoding, UTF_8};
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use memchr::memmem;
use rustc_hash::FxHashMap;
use scraper::{Html, HtmlTreeSink};

use crate::read::encoding::{self, Decoded};

/// Deepest nesting accepted; browsers flatten what lies below 512.
const MAX_DEPTH: usize = 2048;
/// Most nodes of a page. Unclosed formatting elements are opened again in
/// every paragraph, so that a small file can make many.
const MAX_NODES: usize = 2_000_000;
/// How many bytes are parsed between two looks at the bounds.
const CHUNK: usize = 4096;
/// How far into the file its encoding is looked for.
const HEAD: usize = 4096;

/// A page as parsed.
#[derive(Debug)]
pub(super) struct Page {
    /// The tree.
    pub html: Html,
    /// Line of the file on which a text begins, counted from 1.
    pub lines: FxHashMap<ego_tree::NodeId, u32>,
}

/// Why a page was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_NODES`] nodes.
    TooLarge,
}

/// Decodes a page: by its byte order mark; as UTF-8 where it is valid UTF-8;
/// by the encoding it names (`<meta charset>`); else by guessing.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let is_certain =
        Encoding::for_bom(bytes).is_some() || simdutf8::basic::from_utf8(bytes).is_ok();
    match named_encoding(bytes).filter(|named| !is_certain && *named != UTF_8) {
        Some(named) => encoding::decode_as(named, bytes, None),
        None => encoding::decode(bytes),
    }
}

/// The encoding named after `charset=` in the head of the page.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default().to_ascii_lowercase();
    let at = memmem::find(&head, b"charset=")
        .map(|at| at + "charset=".len())
        .or_else(|| memmem::find(&head, b"encoding=").map(|at| at + "encoding=".len()))?;
    let value = head.get(at..)?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte));
    Encoding::for_label(value.get(..end.unwrap_or(value.len()))?)
}

/// Parses a page, line by line, and notes where each text began.
///
/// # Errors
/// A [`Flaw`].
pub(super) fn parse(text: &str) -> Result<Page, Flaw> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut first_nodes: Vec<usize> = Vec::new();
    // Looking at the bounds walks up the tree: not for every line.
    let mut n_unseen = 0;
    for line in text.split_inclusive('\n') {
        first_nodes.push(parser.tokenizer.sink.sink.0.borrow().tree.nodes().len());
        let mut rest = line;
        while !rest.is_empty() {
            let end = rest.floor_char_boundary(CHUNK - n_unseen);
            if end == 0 {
                check(&parser.tokenizer.sink.sink)?;
                n_unseen = 0;
                continue;
            }
            let (chunk, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            parser.process(chunk.into());
            n_unseen += chunk.len();
            rest = after;
        }
    }
    check(&parser.tokenizer.sink.sink)?;
    let html = parser.finish();
    let mut lines = FxHashMap::default();
    for (index, node) in html.tree.nodes().enumerate() {
        if node.value().is_text() {
            let line = first_nodes.partition_point(|&first| first <= index);
            lines.insert(node.id(), line.max(1) as u32);
        }
    }
    Ok(Page { html, lines })
}

/// Looks whether the nodes or their depth are too many.
fn check(sink: &HtmlTreeSink) -> Result<(), Flaw> {
    let html = sink.0.borrow();
    let mut nodes = html.tree.nodes();
    if nodes.len() > MAX_NODES {
        return Err(Flaw::TooLarge);
    }
    let is_deep = nodes.next_back().is_some_and(|last| last.ancestors().nth(MAX_DEPTH).is_some());
    if is_deep { Err(Flaw::TooDeep) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn the_named_encoding_stands_over_a_guess() {
        let (bytes, _, _) = encoding_rs::EUC_JP.encode("<meta charset='euc-jp'><p>附則");
        let decoded = decode(&bytes);
        assert!(decoded.text.ends_with("附則") && decoded.guessed.is_none());
        let content = "<meta http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">別表";
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(content);
        assert!(decode(&bytes).text.ends_with("別表"));
        // A page saved again in UTF-8 often still names its old encoding.
        assert!(decode(content.as_bytes()).text.ends_with("別表"));
    }

    #[test]
    fn bounds_are_kept() {
        assert_eq!(parse(&"<div>".repeat(100_000)).err(), Some(Flaw::TooDeep));
        let mut hostile = String::from("<p>");
        for size in 0..1500 {
            let _ = write!(hostile, "<font size={size}>");
        }
        hostile.push_str(&"</p><p>あ".repeat(10_000));
        assert_eq!(parse(&hostile).err(), Some(Flaw::TooLarge));
    }

    #[test]
    fn many_lines_deep_down_are_read_at_once() {
        let page = format!("{}{}終", "<div>".repeat(2000), "\n".repeat(500_000));
        // Walking up from every line would take a thousand million steps.
        let page = parse(&page).unwrap();
        assert_eq!(page.lines.values().copied().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn texts_know_their_line() {
        let page = parse("<p>一</p>\n<p>\n二</p>\n<p>三").unwrap();
        let mut found: Vec<(u32, String)> = page
            .html
            .tree
            .nodes()
            .filter_map(|node| {
                let text = node.value().as_text()?.trim().to_owned();
                (!text.is_empty()).then(|| (page.lines[&node.id()], text))
            })
            .collect();
        found.sort();
        assert_eq!(found, [(1, "一".into()), (2, "二".into()), (4, "三".into())]);
    }
}

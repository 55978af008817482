//! Boxes for one character each (法人番号, codes) on forms whose columns are
//! layout paper, as spreadsheets save them: what stands in a row of them is one
//! value, as the reader of workbooks takes it.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::node::Element;
use scraper::{Html, Node};

/// Widest column of layout paper, in pixels: about four characters.
const NARROW: u32 = 33;
/// Fewest narrow columns of layout paper.
const FEWEST_COLUMNS: u32 = 8;
/// Fewest boxes in a row that hold one value.
const FEWEST: usize = 3;

/// The cells whose text goes on in the box before them. One pass.
pub(super) fn boxes_going_on(html: &Html) -> FxHashSet<NodeId> {
    let mut found = FxHashSet::default();
    let mut open: Vec<bool> = Vec::new();
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(element) = node.value().as_element() else { continue };
        match (edge, element.name()) {
            (Edge::Open(_), "table") => open.push(is_layout_paper(&node)),
            (Edge::Close(_), "table") => {
                open.pop();
            }
            (Edge::Open(_), "tr") if open.last() == Some(&true) => collect(&node, &mut found),
            _ => {}
        }
    }
    found
}

/// Whether most columns of a table are narrow, by the widths it gives them.
fn is_layout_paper(table: &NodeRef<'_, Node>) -> bool {
    let number = |element: &Element, name: &str| -> Option<u32> {
        element.attr(name).and_then(|it| it.trim().parse().ok())
    };
    let (mut n_columns, mut n_narrow) = (0_u32, 0_u32);
    for child in table.children() {
        let Some(element) = child.value().as_element() else { continue };
        if element.name() == "colgroup" {
            let span = number(element, "span").unwrap_or(1).min(1000);
            n_columns = n_columns.saturating_add(span);
            if number(element, "width").is_some_and(|width| width <= NARROW) {
                n_narrow = n_narrow.saturating_add(span);
            }
        }
    }
    n_narrow >= FEWEST_COLUMNS && u64::from(n_narrow) * 5 >= u64::from(n_columns) * 3
}

/// Adds the boxes of a row behind the first of each run.
fn collect(row: &NodeRef<'_, Node>, found: &mut FxHashSet<NodeId>) {
    let cells: Vec<NodeRef<'_, Node>> =
        row.children().filter(|cell| cell.value().is_element()).collect();
    for run in cells.chunk_by(|cell, next| is_box(cell) && is_box(next)) {
        if run.len() >= FEWEST {
            found.extend(run.iter().skip(1).map(NodeRef::id));
        }
    }
}

/// Whether a cell of one column and one row holds one letter or digit and
/// nothing that begins a line.
fn is_box(cell: &NodeRef<'_, Node>) -> bool {
    let mut text = String::new();
    for inner in cell.descendants() {
        match inner.value() {
            Node::Text(part) if text.len() < 8 => text.push_str(part.trim()),
            Node::Text(_) => return false,
            Node::Element(element) => {
                let is_inline = matches!(element.name(), "font" | "b" | "i" | "span" | "strong");
                if inner.id() != cell.id() && !is_inline {
                    return false;
                }
            }
            _ => {}
        }
    }
    let spans = cell.value().as_element().is_none_or(|cell| {
        ["colspan", "rowspan"].iter().any(|name| cell.attr(name).is_some_and(|it| it != "1"))
    });
    let mut chars = text.chars();
    !spans && chars.next().is_some_and(is_code) && chars.next().is_none()
}

/// Letters and digits, of either width.
fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

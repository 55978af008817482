//! Tables that only lay out a page, and rows that are no part of the table
//! they are written in.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::node::Element;
use scraper::{Html, Node};

/// What a table holds.
#[derive(Debug, Default, Clone, Copy)]
struct Contents {
    n_cells: u32,
    holds_table: bool,
}

/// For each table of a page whether it only lays out the page: it says so, has
/// one cell, or holds tables without ruling any itself. One pass.
pub(super) fn layout_tables(html: &Html) -> FxHashMap<NodeId, bool> {
    let mut found = FxHashMap::default();
    let mut open: Vec<Contents> = Vec::new();
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(element) = node.value().as_element() else { continue };
        match (edge, element.name()) {
            (Edge::Open(_), "table") => {
                if let Some(around) = open.last_mut() {
                    around.holds_table = true;
                }
                open.push(Contents::default());
            }
            (Edge::Open(_), "td" | "th") => {
                if let Some(table) = open.last_mut() {
                    table.n_cells += 1;
                }
            }
            (Edge::Close(_), "table") => {
                let contents = open.pop().unwrap_or_default();
                let says_so = element.attr("role").is_some_and(|role| {
                    role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none")
                });
                let rules = element.attr("border").is_some_and(|border| border.trim() != "0");
                let lays_out = contents.n_cells <= 1 || (contents.holds_table && !rules);
                found.insert(node.id(), says_so || lays_out);
            }
            _ => {}
        }
    }
    found
}

/// What is known of a table whose rows are read.
#[derive(Debug, Default)]
struct Rows {
    /// Whether the table itself says that it draws no frames.
    leaves_frames_to_cells: bool,
    draws_frames: bool,
    plain: Vec<NodeId>,
    /// For how many more rows a cell from above reaches down.
    reach: u64,
}

/// Rows without frames in tables whose other cells draw their frames themselves
/// (`border=0`): a sheet saved as HTML is one table, of which such rows are
/// lines of text or the space between tables. They hold one text at most, and
/// no cell reaches into them or out of them. Tables that lay out the page
/// (`is_layout`) have none.
pub(super) fn plain_rows(html: &Html, is_layout: &FxHashMap<NodeId, bool>) -> FxHashSet<NodeId> {
    let mut found = FxHashSet::default();
    let mut open: Vec<Rows> = Vec::new();
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(element) = node.value().as_element() else { continue };
        match (edge, element.name()) {
            (Edge::Open(_), "table") => open.push(Rows {
                leaves_frames_to_cells: element.attr("border").is_some_and(|it| it.trim() == "0"),
                ..Rows::default()
            }),
            (Edge::Open(_), "tr") => {
                if let Some(rows) = open.last_mut().filter(|rows| rows.leaves_frames_to_cells) {
                    rows.add(&node);
                }
            }
            (Edge::Close(_), "table") => {
                if let Some(rows) = open.pop()
                    && rows.draws_frames
                    && is_layout.get(&node.id()) == Some(&false)
                {
                    found.extend(rows.plain);
                }
            }
            _ => {}
        }
    }
    found
}

impl Rows {
    fn add(&mut self, row: &NodeRef<'_, Node>) {
        let is_reached = self.reach > 0;
        self.reach = self.reach.saturating_sub(1);
        let (mut n_texts, mut is_framed) = (0, false);
        for cell in row.children() {
            let Some(element) = cell.value().as_element() else { continue };
            let high = element.attr("rowspan").and_then(|it| it.trim().parse().ok());
            self.reach = self.reach.max(high.map_or(0, |rows: u64| match rows {
                0 => u64::MAX,
                _ => rows - 1,
            }));
            is_framed |= draws_frame(element);
            let has_text = |inner: NodeRef<'_, Node>| {
                inner.value().as_text().is_some_and(|text| !text.trim().is_empty())
            };
            n_texts += usize::from(cell.descendants().any(has_text));
        }
        self.draws_frames |= is_framed;
        if !is_framed && !is_reached && self.reach == 0 && n_texts <= 1 {
            self.plain.push(row.id());
        }
    }
}

/// Whether the style of a cell draws one of its edges.
fn draws_frame(element: &Element) -> bool {
    const STYLES: [&str; 5] = ["solid", "double", "dashed", "dotted", "groove"];
    element.attr("style").is_some_and(|style| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
            name.trim().starts_with("border")
                && value.split_whitespace().any(|word| STYLES.contains(&word))
        })
    })
}

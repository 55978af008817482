//! Tables that only lay out a page.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::FxHashMap;
use scraper::Html;

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

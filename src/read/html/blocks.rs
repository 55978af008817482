//! The tree of a page → paragraphs, tables and what is set aside, in the order
//! of the page. One pass without recursion.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::Node;
use scraper::node::Element;

use super::boxes::boxes_going_on;
use super::elements::{Role, heading_level, names_sheets, page_margin, role};
use super::lists::{List, Marker, has_own};
use super::parse::Page;
use super::tables::{layout_tables, plain_rows};
use crate::model::{BLANK_ABOVE, Furniture, Location};
use crate::read::builder::Builder;
use crate::read::placing::Table;
use crate::read::raised::{subscript, superscript};

/// Elements around a text that are asked whether they raise or lower it.
const SHIFTED_DEPTH: usize = 4;

/// Reads a page.
pub(super) fn read_blocks(page: &Page) -> Builder {
    let is_layout = layout_tables(&page.html);
    let mut reader = Reader {
        page,
        builder: Builder::default(),
        plain_rows: plain_rows(&page.html, &is_layout),
        is_layout,
        boxes: boxes_going_on(&page.html),
        paragraph: Paragraph::default(),
        heading: None,
        aside: None,
        lists: Vec::new(),
        n_preformatted: 0,
        tables: Vec::new(),
        n_blank: 0,
        covered: 0,
        line: 1,
    };
    let mut skipped: Option<NodeId> = None;
    for edge in page.html.tree.root().traverse() {
        match edge {
            Edge::Open(_) if skipped.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Text(text) => reader.text(&node, text),
                Node::Element(element) if !reader.open(&node, element) => {
                    skipped = Some(node.id());
                }
                _ => {}
            },
            Edge::Close(node) if skipped.is_some() => {
                if skipped == Some(node.id()) {
                    skipped = None;
                }
            }
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(&node, element);
                }
            }
        }
    }
    reader.end_paragraph(true);
    reader.builder
}

struct Reader<'a> {
    page: &'a Page,
    builder: Builder,
    /// For each table whether it only lays out the page.
    is_layout: FxHashMap<NodeId, bool>,
    /// Rows that are no part of the table they are written in.
    plain_rows: FxHashSet<NodeId>,
    /// Cells whose text goes on in the cell before them.
    boxes: FxHashSet<NodeId>,
    paragraph: Paragraph,
    /// The level of the open heading, as long as it has no text yet.
    heading: Option<u8>,
    /// The element whose text is set aside, and its text so far.
    aside: Option<(NodeId, Furniture, String)>,
    lists: Vec<List>,
    n_preformatted: usize,
    /// Open tables; the cells of the inner ones are lines of a cell of the
    /// outermost.
    tables: Vec<Table>,
    /// Blank lines of the cell that has no line yet.
    n_blank: usize,
    covered: u64,
    line: u32,
}

/// The paragraph being collected.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// White space seen since the last character, and whether a line break of
    /// the file was in it.
    space: Option<bool>,
    line: u32,
    marker: Option<(Marker, i64)>,
    asides: Vec<(String, Furniture)>,
}

impl Reader<'_> {
    /// Enters an element; `false` when nothing in it is text.
    fn open(&mut self, node: &NodeRef<'_, Node>, element: &Element) -> bool {
        let role = match page_margin(node) {
            Some(why) => Role::Aside(why),
            None if names_sheets(node) => Role::Aside(Furniture::RunningHead),
            None => role(element),
        };
        if role == Role::Nothing {
            return false;
        }
        if let Some((_, _, text)) = &mut self.aside {
            if !matches!(role, Role::Inline | Role::Aside(_)) {
                text.push(' ');
            }
            return true;
        }
        match role {
            Role::Nothing | Role::Inline => {}
            // A heading of two lines is one heading.
            Role::Break if self.heading.is_some() && !self.paragraph.text.is_empty() => {
                self.paragraph.text.push('　');
            }
            Role::Break => {
                self.blank_line();
                self.end_paragraph(true);
            }
            Role::Block => {
                self.end_paragraph(true);
                self.heading = heading_level(element).or(self.heading);
            }
            Role::Preformatted => {
                self.end_paragraph(true);
                self.n_preformatted += 1;
            }
            Role::List => {
                self.end_paragraph(true);
                let is_item = |child: &NodeRef<'_, Node>| {
                    child.value().as_element().is_some_and(|child| child.name() == "li")
                };
                let counts = element.attr("reversed").is_some();
                let n_items = if counts { node.children().filter(is_item).count() } else { 0 };
                self.lists.push(List::open(
                    element,
                    i64::try_from(n_items).unwrap_or(i64::MAX),
                    self.lists.len(),
                ));
            }
            Role::Item => {
                self.end_paragraph(true);
                let marker = match self.lists.last_mut() {
                    Some(list) => list.item(element),
                    None => (Marker::asked_by(element).unwrap_or(Marker::Disc), 1),
                };
                self.paragraph.marker = Some(marker);
            }
            Role::Table => {
                self.end_paragraph(true);
                if !self.lays_out(node) {
                    self.tables.push(Table::default());
                }
            }
            Role::Row => {
                self.end_paragraph(true);
                if self.plain_rows.contains(&node.id())
                    && let [table] = &mut *self.tables
                {
                    self.builder.table(std::mem::take(table).finish());
                }
                if let Some(table) = self.table_of(node) {
                    table.row();
                }
            }
            Role::Cell => self.open_cell(node, element),
            Role::Aside(why) => self.aside = Some((node.id(), why, String::new())),
        }
        let unseen = match element.name() {
            "img" => element.attr("alt"),
            "input" => element.attr("value"),
            _ => None,
        };
        self.paragraph.asides.extend(unseen.map(|text| (text.to_owned(), Furniture::Hidden)));
        true
    }

    fn open_cell(&mut self, node: &NodeRef<'_, Node>, element: &Element) {
        let span = |name: &str| element.attr(name).and_then(|it| it.trim().parse().ok());
        let goes_on = self.boxes.contains(&node.id());
        let mut covered = self.covered;
        if goes_on {
            self.paragraph.space = None;
        } else {
            self.end_paragraph(true);
            self.n_blank = 0;
        }
        if let Some(table) = self.table_of(node) {
            if goes_on {
                table.widen();
            } else {
                table.cell(span("colspan"), span("rowspan"), &mut covered);
            }
        }
        self.covered = covered;
    }

    /// Whether the text of a cell goes on in the next one.
    fn goes_on(&self, cell: &NodeRef<'_, Node>) -> bool {
        let next = cell.next_siblings().find(|next| next.value().is_element());
        next.is_some_and(|next| self.boxes.contains(&next.id()))
    }

    fn close(&mut self, node: &NodeRef<'_, Node>, element: &Element) {
        if let Some((id, why, text)) = &mut self.aside {
            if *id == node.id() {
                let entry = (std::mem::take(text), *why);
                self.aside = None;
                self.paragraph.asides.push(entry);
            }
            return;
        }
        match role(element) {
            Role::Inline | Role::Break | Role::Aside(_) | Role::Nothing => {}
            Role::Cell if self.goes_on(node) => {}
            Role::Block if element.name() == "p" && is_blank(node) => {
                self.blank_line();
                self.end_paragraph(true);
            }
            Role::Block => {
                self.end_paragraph(true);
                if heading_level(element).is_some() {
                    self.heading = None;
                }
            }
            Role::Row | Role::Cell => self.end_paragraph(true),
            Role::Item => {
                self.end_paragraph(true);
                self.paragraph.marker = None;
            }
            Role::Preformatted => {
                self.end_paragraph(true);
                self.n_preformatted = self.n_preformatted.saturating_sub(1);
            }
            Role::List => {
                self.end_paragraph(true);
                self.lists.pop();
            }
            Role::Table => {
                self.end_paragraph(true);
                if !self.lays_out(node) {
                    let table = self.tables.pop();
                    if self.tables.is_empty() {
                        self.builder.table(table.map(Table::finish).unwrap_or_default());
                    }
                }
            }
        }
    }

    fn lays_out(&self, node: &NodeRef<'_, Node>) -> bool {
        self.is_layout.get(&node.id()).copied().unwrap_or(true)
    }

    /// The open table to which a row or a cell belongs, unless that table only
    /// lays out the page or the row is no part of it.
    fn table_of(&mut self, node: &NodeRef<'_, Node>) -> Option<&mut Table> {
        let mut row = node.parent().map(|parent| parent.id()).into_iter().chain([node.id()]);
        if self.tables.len() == 1 && row.any(|row| self.plain_rows.contains(&row)) {
            return None;
        }
        let table = node.ancestors().find(|above| {
            above.value().as_element().is_some_and(|element| element.name() == "table")
        })?;
        if self.lays_out(&table) { None } else { self.tables.last_mut() }
    }

    fn text(&mut self, node: &NodeRef<'_, Node>, text: &str) {
        if let Some((.., aside)) = &mut self.aside {
            aside.push_str(text);
            return;
        }
        let first = text.len() - text.trim_start().len();
        let above = text.get(..first).unwrap_or_default().matches('\n').count() as u32;
        self.line = self.page.lines.get(&node.id()).copied().unwrap_or(self.line) + above;
        let shifted = shifted(node, text);
        let text = shifted.as_deref().unwrap_or(text);
        if self.n_preformatted > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.end_paragraph(false);
                }
                self.paragraph.begin(self.line - above + index as u32);
                self.paragraph.text.push_str(line.trim_end_matches('\r'));
            }
        } else {
            self.paragraph.push(text, self.line);
        }
    }

    /// Keeps a line without text in a cell, so that the text of
    /// the cell can be given back as it was.
    fn blank_line(&mut self) {
        let Some(table) = self.tables.first().filter(|table| table.has_cell()) else { return };
        if !self.paragraph.text.trim().is_empty() {
            return;
        }
        if table.has_lines() {
            self.builder.space("\n");
        } else {
            self.n_blank += 1;
        }
    }

    /// Ends the paragraph, or, in preformatted text, a line that may go on.
    fn end_paragraph(&mut self, is_paragraph: bool) {
        let Paragraph { mut text, line, marker, asides, .. } = std::mem::take(&mut self.paragraph);
        let at = Location::Line { line: if text.is_empty() { self.line } else { line } };
        let is_paragraph = is_paragraph && self.n_preformatted == 0;
        if text.trim().is_empty() {
            // An item that begins with a block waits for its text.
            self.paragraph.marker = marker;
        } else {
            if let Some((marker, number)) = marker
                && !has_own(&text, marker, number)
            {
                text.insert_str(0, &marker.print(number));
            }
            match self.tables.first_mut().filter(|table| table.has_cell()) {
                Some(table) => {
                    let above: String =
                        std::iter::repeat_n(BLANK_ABOVE, std::mem::take(&mut self.n_blank))
                            .collect();
                    self.builder.space_above(&above);
                    table.line(self.builder.line(&text, at, is_paragraph));
                }
                None => match self.heading.take() {
                    Some(level) => self.builder.heading(&text, at, level),
                    None => self.builder.paragraph(&text, at, is_paragraph),
                },
            }
        }
        for (text, why) in asides {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.builder.aside(&text, at, why);
        }
    }
}

/// Whether an element holds no element and no text.
fn is_blank(node: &NodeRef<'_, Node>) -> bool {
    node.children().all(|child| child.value().as_text().is_some_and(|text| text.trim().is_empty()))
}

impl Paragraph {
    fn begin(&mut self, line: u32) {
        if self.text.is_empty() {
            self.line = line;
        }
    }

    /// Adds characters; runs of white space become one space, none at the
    /// start of a line, and none where the file breaks a line between Japanese
    /// characters (CSS Text Level 3, 4.1). A break behind the first few
    /// characters of a paragraph is a space all the same: no line is full
    /// there, so the break stands for the space behind a number or a bullet,
    /// where programs that only break lines at spaces put it.
    fn push(&mut self, text: &str, line: u32) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                let has_break = matches!(c, '\n' | '\r');
                self.space = Some(self.space.unwrap_or(false) || has_break);
                continue;
            }
            self.begin(line);
            if let (Some(has_break), Some(last)) =
                (self.space.take(), self.text.chars().next_back())
            {
                let is_wrap = has_break
                    && is_wide(last)
                    && is_wide(c)
                    && self.text.chars().nth(SHORTEST_LINE).is_some();
                if !is_wrap {
                    self.text.push(' ');
                }
            }
            self.text.push(c);
        }
    }
}

/// The text of `sup` and `sub` in characters that are raised or lowered by
/// themselves, if all of it has such forms: `10<sup>3</sup>` is not 103.
fn shifted(node: &NodeRef<'_, Node>, text: &str) -> Option<String> {
    let mut around = node.ancestors().take(SHIFTED_DEPTH).filter_map(|it| it.value().as_element());
    let shift = around.find(|element| matches!(element.name(), "sup" | "sub"))?;
    if shift.name() == "sup" { superscript(text) } else { subscript(text) }
}

/// A line that is broken because it is full has more characters.
const SHORTEST_LINE: usize = 8;

/// Characters between which Japanese text may be broken.
fn is_wide(c: char) -> bool {
    c as u32 >= 0x2E80
}

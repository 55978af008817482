//! What the elements of HTML are for (HTML Living Standard, 15.3 Rendering).

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::model::Furniture;

/// How an element takes part in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Runs within a line.
    Inline,
    /// Begins and ends a paragraph.
    Block,
    /// Ends a line.
    Break,
    /// Keeps its spaces and line breaks.
    Preformatted,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// Text that is not compared.
    Aside(Furniture),
    /// No text at all: scripts, style sheets.
    Nothing,
}

/// The role of an element by its attributes, then by its name.
pub(super) fn role(element: &Element) -> Role {
    let name = element.name();
    if matches!(name, "script" | "style" | "template" | "link" | "meta" | "base") {
        return Role::Nothing;
    }
    if is_hidden(element) {
        return Role::Aside(Furniture::Hidden);
    }
    if is_for_finding_ones_way(element) {
        return Role::Aside(Furniture::RunningHead);
    }
    match name {
        "title" => Role::Aside(Furniture::RunningHead),
        "rt" | "rp" | "rtc" => Role::Aside(Furniture::Ruby),
        "noscript" | "noframes" | "iframe" | "video" | "audio" | "canvas" | "select"
        | "datalist" | "textarea" | "option" => Role::Aside(Furniture::Hidden),
        "br" => Role::Break,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "ol" | "ul" | "menu" | "dir" => Role::List,
        "li" => Role::Item,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "html" | "body" | "address" | "article" | "aside" | "blockquote" | "caption" | "center"
        | "dd" | "details" | "dialog" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
        | "hgroup" | "hr" | "legend" | "main" | "nav" | "optgroup" | "p" | "search" | "section"
        | "summary" | "thead" | "tbody" | "tfoot" => Role::Block,
        _ => Role::Inline,
    }
}

/// The level of a heading; `None` for other elements.
pub(super) fn heading_level(element: &Element) -> Option<u8> {
    match element.name().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// `hidden`, `display: none`, `visibility: hidden`, a dialog that is not open.
fn is_hidden(element: &Element) -> bool {
    let hides = |style: &str| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.split(';').any(|rule| {
            let value = rule.trim_end_matches("!important");
            matches!(value, "display:none" | "visibility:hidden" | "visibility:collapse")
        })
    };
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(hides)
        || (element.name() == "dialog" && element.attr("open").is_none())
}

/// What a page says of itself to be navigation: `nav`, `role=navigation`,
/// lists of the pages above (パンくずリスト).
fn is_for_finding_ones_way(element: &Element) -> bool {
    const TRAILS: [&str; 6] =
        ["breadcrumb", "breadcrumbs", "topicpath", "topic-path", "pankuzu", "bread-crumb"];
    let is_trail = |name: &str| TRAILS.iter().any(|trail| name.eq_ignore_ascii_case(trail));
    element.name() == "nav"
        || element.attr("role").is_some_and(|role| role.eq_ignore_ascii_case("navigation"))
        || element.id().is_some_and(is_trail)
        || element.classes().any(is_trail)
}

/// Head or foot of the printed page: word processors that save as HTML
/// (`LibreOffice`, `OpenOffice`) write them once, as children of the body named by
/// their `title`. One with a field for the page number is a page number.
pub(super) fn page_margin(node: &NodeRef<'_, Node>) -> Option<Furniture> {
    let element = node.value().as_element()?;
    let named = element.attr("title")?;
    let is_in_body =
        node.parent()?.value().as_element().is_some_and(|parent| parent.name() == "body");
    if element.name() != "div" || !is_in_body || !matches!(named, "header" | "footer") {
        return None;
    }
    let counts = |inner: NodeRef<'_, Node>| {
        inner.value().as_element().is_some_and(|field| {
            field.name() == "sdfield"
                && field.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("page"))
        })
    };
    let is_number = node.descendants().any(counts);
    Some(if is_number { Furniture::PageNumber } else { Furniture::RunningHead })
}

/// The names of sheets that a spreadsheet saved as HTML (`LibreOffice` Calc) puts
/// above their tables – headings in anchors `table0`, `table1`, … – and the list
/// of links to these anchors.
pub(super) fn names_sheets(node: &NodeRef<'_, Node>) -> bool {
    let counts = |name: &str| {
        let number = name.strip_prefix("table");
        number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let Some(element) = node.value().as_element() else { return false };
    let mut children = node.children().filter_map(|child| child.value().as_element());
    match element.name() {
        "a" => {
            element.attr("name").is_some_and(counts) && children.all(|child| child.name() == "h1")
        }
        "center" => {
            let to = |link: &Element| {
                link.attr("href").and_then(|to| to.strip_prefix('#')).is_some_and(counts)
            };
            let (mut n_links, mut is_list) = (0, true);
            for child in children {
                let is_link = child.name() == "a" && to(child);
                n_links += usize::from(is_link);
                is_list &= is_link || matches!(child.name(), "h1" | "br");
            }
            is_list && n_links > 0
        }
        _ => false,
    }
}

/// A property of the `style` attribute, in lower case.
pub(super) fn property(element: &Element, wanted: &str) -> Option<String> {
    let style = element.attr("style")?;
    style.split(';').rev().find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_ascii_lowercase())
    })
}

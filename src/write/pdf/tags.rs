//! The structure of the document for screen readers: a tree that is grown
//! while the table is laid out, and whose leaves are the lines as they are
//! drawn, so that a cell over two pages is one cell.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u16),
    Paragraph,
    Table,
    Head,
    Body,
    Row,
    HeadCell,
    Cell { span: u32 },
}

/// An element of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TagId(usize);

enum Child {
    Element(TagId),
    Leaf(Identifier),
}

/// The tree.
#[derive(Default)]
pub(super) struct Tags {
    roots: Vec<TagId>,
    elements: Vec<(Role, Vec<Child>)>,
}

impl Tags {
    /// Adds an element behind all others of its parent.
    pub(super) fn add(&mut self, parent: Option<TagId>, role: Role) -> TagId {
        let id = TagId(self.elements.len());
        self.elements.push((role, Vec::new()));
        match parent {
            Some(parent) => self.elements[parent.0].1.push(Child::Element(id)),
            None => self.roots.push(id),
        }
        id
    }

    /// Adds what was drawn to an element.
    pub(super) fn leaf(&mut self, parent: TagId, drawn: Identifier) {
        self.elements[parent.0].1.push(Child::Leaf(drawn));
    }

    /// The tree as the PDF library takes it.
    pub(super) fn into_tree(mut self) -> TagTree {
        // Children are always added after their parents, so that the last
        // element has none that is not finished.
        let mut finished: Vec<Option<TagGroup>> = Vec::new();
        finished.resize_with(self.elements.len(), || None);
        while let Some((role, children)) = self.elements.pop() {
            let nodes = children.into_iter().filter_map(|child| match child {
                Child::Element(id) => finished[id.0].take().map(Node::from),
                Child::Leaf(drawn) => Some(Node::from(drawn)),
            });
            let group = TagGroup::with_children(kind(role), nodes.collect());
            finished[self.elements.len()] = Some(group);
        }
        let mut tree = TagTree::new().with_lang(Some("ja".to_owned()));
        for id in self.roots {
            if let Some(group) = finished[id.0].take() {
                tree.push(group);
            }
        }
        tree
    }
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Heading(level) => {
            Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), None).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell { span } => {
            Tag::TD.with_col_span(NonZeroU32::new(span).filter(|span| span.get() > 1)).into()
        }
    }
}

//! 評価書: which item of an official form each text of a document answers.
//!
//! [`form`] takes an outlined document and gives item → value. It knows the
//! item trees of the 特定個人情報保護評価書 (様式２, ３, ４) and finds their labels
//! beside and above the values, in ruled cells and in paragraphs. A document of
//! no known form gets its fields from its own outline. Nothing is lost: every
//! character of a block stands in a field, in a heading, in the document's own
//! 変更箇所, or in [`Form::unassigned`] with the reason.
//!
//! Source of the trees and of the habits of the forms: CONVENTIONS §4.

mod fill;
mod gaps;
mod key;
mod label;
mod log;
mod own;
mod recognise;
mod rows;
mod run;
mod torn;
mod tree;
mod unruled;
mod value;
mod version;

pub use gaps::warnings;
pub use key::ItemKey;

use crate::model::{BlockId, Span, TableId};
use crate::outline::Outlined;

/// A document as an answered form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Which official form it is; `None` where the fields come from the
    /// document's own outline.
    pub kind: Option<FormKind>,
    /// The version tag as printed (`平成31年１月`), empty where there is none.
    pub version: String,
    /// The items in the order of the document. An item that was printed and not
    /// answered has no value.
    pub fields: Vec<Field>,
    /// Headings and labels that hold no value of their own.
    pub headings: Vec<Span>,
    /// Where the document's own 変更箇所 stands. It is no content to compare.
    pub log: Option<LogPlace>,
    /// Text that answers no item, each with the reason.
    pub unassigned: Vec<Loose>,
    /// What the version of the form has and the document does not, or the other
    /// way round.
    pub gaps: Vec<Gap>,
}

/// Where a document and the form that it is on do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The item as people speak of it: `Ⅱ－３ ④使用の主体 使用者数`; a part or
    /// section of which nothing was found stands for all its items.
    pub label: String,
    /// In which way.
    pub kind: GapKind,
    /// Where its label stands, if it does.
    pub span: Option<Span>,
}

/// How a document and the form that it is on do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GapKind {
    /// The form has the item, and its label stands nowhere.
    NotFound,
    /// The form has the item, and its label stands where it opens none.
    Unread,
    /// The document has the item, and only another version of the form does.
    OtherVersion,
}

/// The official forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormKind {
    /// 様式２: 基礎項目評価書.
    Basic,
    /// 様式３: 重点項目評価書.
    Focused,
    /// 様式４: 全項目評価書.
    Full,
}

/// One item and its answer.
#[derive(Debug, Clone)]
pub struct Field {
    /// Printed headings outermost first, the own label last.
    pub path: Vec<String>,
    /// Where the item stands in the form, for pairing two versions.
    pub key: ItemKey,
    /// Key of the same item in the version of the form before, where the item
    /// was renumbered.
    pub was: Option<ItemKey>,
    /// ※: a change of this item is a 重要な変更 (CONVENTIONS §4.7).
    pub important: bool,
    /// Printed paragraphs of the answer, original characters. Of a choice the
    /// chosen text only, of check marks the marked ones (`[○]自己点検`), of a
    /// date its 時点 too.
    pub value: Vec<String>,
    /// How the item is answered.
    pub kind: ValueKind,
    /// Page of the value, or of the label where there is no value; `None` for
    /// formats without pages.
    pub page: Option<u32>,
    /// Where the value stands in the source.
    pub spans: Vec<Span>,
    /// Where the label stands in the source.
    pub labels: Vec<Span>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueKind {
    /// Free text.
    #[default]
    Text,
    /// One of the offered texts: `[ 実施する ]`.
    Choice,
    /// Check marks: `[ ○ ]自己点検`.
    Checks,
}

/// Where a document keeps its own 変更箇所.
#[derive(Debug, Clone, Default)]
pub struct LogPlace {
    /// The block that says 変更箇所, if one does.
    pub heading: Option<BlockId>,
    /// All other blocks of it, in order.
    pub blocks: Vec<BlockId>,
    /// The tables among them, in order.
    pub tables: Vec<TableId>,
}

/// Text that answers no item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// The stretch of the source.
    pub span: Span,
    /// Why it answers none.
    pub why: Why,
}

/// Why a text answers no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The title of the document.
    Title,
    /// The version tag of the form.
    Version,
    /// ＜選択肢＞: what the form offers to choose from.
    Options,
    /// The brackets around a choice.
    Bracket,
    /// A check box without a mark.
    Unchecked,
    /// It stands before the first item.
    BeforeItems,
    /// It stands beside several items at once, or where none can be told.
    NoItem,
}

/// Finds the items of a document and their values. Total: a document that is no
/// form has fields, too.
///
/// O(blocks × labels of the tree that stand in reach of the open item).
pub fn form(outlined: &Outlined) -> Form {
    let document = &outlined.document;
    let log = log::place(document);
    match recognise::recognise(document, log.as_ref()) {
        Some(tree) => fill::fill(document, tree, log),
        None => own::fields(outlined, log),
    }
}

#[cfg(test)]
mod tests;

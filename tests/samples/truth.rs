//! `pairs.json` → the units of a sample and what really happened to each.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use shinkyu::model::Sides;
use unicode_normalization::UnicodeNormalization;

/// What happened to a unit: the first that holds of moved, edited, renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Same,
    Edited,
    Added,
    Removed,
    Renumbered,
    Moved,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Lines before the first heading.
    Front,
    Unit,
    /// 附則
    Suppl,
    /// 別表, without its table.
    Annex,
    /// A row of a table.
    Row,
    /// A field on the cover of a form.
    Cover,
    /// A field of a form, under a number.
    Field,
    /// Ⅰ of a form.
    Part,
    /// １． of a form.
    Section,
}

/// A unit of the old document, the new one, or both.
#[derive(Debug)]
pub struct Unit {
    pub kind: Kind,
    pub what: What,
    pub text_changed: bool,
    pub renumbered: bool,
    pub moved: bool,
    pub sides: Sides<Option<Printed>>,
}

/// A unit as one document prints it. All texts are [`plain`].
#[derive(Debug)]
pub struct Printed {
    /// Headings above it, outermost first.
    pub above: Vec<String>,
    /// Its own heading: number and title, or the label of a field.
    pub own: String,
    /// Its own number, or the label of a field; empty for the front.
    pub label: String,
    /// Its paragraphs; for a field of a form, those of its value.
    pub lines: Vec<String>,
}

impl Printed {
    /// All of its text, without white space.
    pub fn text(&self) -> String {
        self.lines.concat()
    }
}

/// Text without white space and without differences of width, so that what
/// two producers print for the same characters is equal.
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[derive(Deserialize)]
struct Entry {
    kind: Kind,
    what: What,
    text_changed: bool,
    renumbered: bool,
    moved: bool,
    old: Option<Vec<String>>,
    new: Option<Vec<String>>,
    old_labels: Option<Vec<String>>,
    new_labels: Option<Vec<String>>,
    old_text: Option<String>,
    new_text: Option<String>,
}

/// All units of a sample, unchanged ones included.
#[expect(clippy::disallowed_methods, reason = "a test opens its own samples")]
pub fn units(name: &str) -> Vec<Unit> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    let bytes = fs::read(folder.join("pairs.json")).expect("pairs.json is there");
    let entries: Vec<Entry> = serde_json::from_slice(&bytes).expect("pairs.json is well formed");
    assert!(entries.len() > 50, "only {} units in {name}", entries.len());
    entries.into_iter().map(unit).collect()
}

fn unit(entry: Entry) -> Unit {
    let old = printed(entry.old, entry.old_labels, entry.old_text);
    let new = printed(entry.new, entry.new_labels, entry.new_text);
    Unit {
        kind: entry.kind,
        what: entry.what,
        text_changed: entry.text_changed,
        renumbered: entry.renumbered,
        moved: entry.moved,
        sides: Sides { old, new },
    }
}

fn printed(
    path: Option<Vec<String>>,
    labels: Option<Vec<String>>,
    text: Option<String>,
) -> Option<Printed> {
    let mut above: Vec<String> = path?.iter().map(|heading| plain(heading)).collect();
    let own = above.pop().unwrap_or_default();
    let label = labels?.last().map(|label| plain(label)).unwrap_or_default();
    // Tabs separate the cells of a table row, which are paragraphs in a report.
    let lines = text?.split(['\n', '\t']).map(plain).filter(|line| !line.is_empty()).collect();
    Some(Printed { above, own, label, lines })
}

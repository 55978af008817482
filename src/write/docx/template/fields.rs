//! The fields of a template: `{{new}}`, `{{title}}` …

use std::fmt;
use std::ops::Range;

/// Words that are nearer to each other than this (0 to 1) are offered.
const NEAR: f32 = 0.6;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Date,
    OldName,
    NewName,
    New,
    Old,
    Remarks,
    Number,
    Lists,
}

/// Where a field may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    /// In the row that is copied.
    Row,
    /// In a paragraph of its own: it becomes several.
    Alone,
}

static FIELDS: &[(&str, Field, Place)] = &[
    ("title", Field::Title, Place::Anywhere),
    ("date", Field::Date, Place::Anywhere),
    ("old_name", Field::OldName, Place::Anywhere),
    ("new_name", Field::NewName, Place::Anywhere),
    ("new", Field::New, Place::Alone),
    ("old", Field::Old, Place::Alone),
    ("remarks", Field::Remarks, Place::Alone),
    ("number", Field::Number, Place::Row),
    ("lists", Field::Lists, Place::Alone),
];

impl Field {
    pub(super) fn place(self) -> Place {
        FIELDS.iter().find(|it| it.1 == self).map_or(Place::Anywhere, |it| it.2)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = FIELDS.iter().find(|it| it.1 == *self).map_or("", |it| it.0);
        write!(f, "{{{{{name}}}}}")
    }
}

/// All fields, for a sentence.
pub(super) fn names() -> String {
    let names: Vec<String> = FIELDS.iter().map(|it| it.1.to_string()).collect();
    names.join(" ")
}

/// The field that is meant by a mistyped one, in Japanese and English; empty
/// where none is near.
pub(super) fn nearest(typed: &str) -> [String; 2] {
    let names: Vec<&str> = FIELDS.iter().map(|it| it.0).collect();
    let near = similar::get_close_matches(typed, &names, 1, NEAR);
    let offered =
        |name: &&str| [format!("（候補: {{{{{name}}}}}）"), format!(" (try {{{{{name}}}}})")];
    near.first().map(offered).unwrap_or_default()
}

/// A field in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub field: Field,
    /// Bytes of the text, brackets included.
    pub range: Range<usize>,
    /// Whether nothing else stands in the text but white space.
    pub is_alone: bool,
}

/// The fields in the text of a paragraph, in their order. White space inside
/// the brackets does not matter.
///
/// # Errors
/// The name in brackets that is no field.
pub(super) fn found(text: &str) -> Result<Vec<Found>, String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("{{")).map(|it| at + it) {
        let Some(inner) = text.get(open + 2..) else { break };
        let Some(length) = inner.find("}}") else { break };
        let name = inner.get(..length).unwrap_or_default();
        let range = open..open + length + 4;
        at = range.end;
        let known = FIELDS.iter().find(|it| it.0 == name.trim());
        let field = known.map(|it| it.1).ok_or_else(|| shortened(name.trim()))?;
        let around = [text.get(..range.start), text.get(range.end..)];
        let is_alone = around.iter().flatten().all(|it| it.trim().is_empty());
        out.push(Found { field, range, is_alone });
    }
    Ok(out)
}

/// A name for an error: what stands between distant brackets is no name.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 40;
    let short: String = name.chars().take(LONGEST).collect();
    if short.len() < name.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_with_their_places() {
        let fields = found("題: {{title}}（{{ date }}）").unwrap();
        let all: Vec<(Field, bool)> = fields.iter().map(|it| (it.field, it.is_alone)).collect();
        assert_eq!(all, [(Field::Title, false), (Field::Date, false)]);
        assert!(found(" {{new}}　").unwrap()[0].is_alone);
        assert_eq!(found("{{ひな形").unwrap(), []);
        assert_eq!(found("{{newname}}"), Err("newname".to_owned()));
        assert_eq!(nearest("newname")[1], " (try {{new_name}})");
        // Some letters in common are no sign of what was meant.
        assert_eq!(nearest("auther")[1], "");
    }
}

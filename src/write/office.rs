//! What the writers of Word and Excel files share.

use std::borrow::Cow;

use super::lists::Entry;
use super::visible::visible;

/// Creation date of every file: no clock is asked, so that the same documents
/// give the same bytes.
pub(super) const DATE: &str = "2000-01-01T00:00:00Z";

/// The text with every character shown that XML cannot hold or that steers a
/// display. Tabs stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    const NONCHARACTERS: [char; 2] = ['\u{FFFE}', '\u{FFFF}'];
    let text = visible(text);
    if !text.contains(NONCHARACTERS) {
        return text;
    }
    Cow::Owned(text.replace('\u{FFFE}', "⟨U+FFFE⟩").replace('\u{FFFF}', "⟨U+FFFF⟩"))
}

/// An entry of a list of changes on one line, with its number in the table.
pub(super) fn entry(entry: &Entry) -> String {
    match entry.number {
        Some(number) => format!("{number}　{}", entry.line()),
        None => entry.line(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_left_that_xml_cannot_hold() {
        let text: String = ('\0'..='\u{FFFF}').chain(['\u{1FFFE}', '𠮷']).collect();
        let printed = printable(&text);
        let is_allowed = |c: char| matches!(c, '\t' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
        assert!(printed.chars().all(is_allowed));
        assert!(matches!(printable("新旧\t対照"), Cow::Borrowed("新旧\t対照")));
    }
}

//! Characters that steer a display instead of standing for themselves are
//! shown as signs: a document must not be able to move the cursor of a
//! terminal, rename its window, or reverse the reading order of a table.

use std::borrow::Cow;

/// Whether a character acts on a display: control characters but the tab, the marks that
/// override the direction of text, and separators some displays break at.
/// Joiners and variation selectors are left alone, names need them.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The text with such characters shown: `␛` for escape, `⟨U+202E⟩` for a mark
/// without a picture of its own. Tabs stay; line breaks are for the caller to
/// place and are control characters here.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\t' => out.push(c),
            // U+2400 to U+2421 picture the control characters in their order.
            '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => out.push('\u{2421}'),
            c if steers(c) => out.extend(["⟨U+", &format!("{:04X}", u32::from(c)), "⟩"]),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_are_shown() {
        assert_eq!(visible("\u{1B}]0;x\u{7}"), "␛]0;x␇");
        assert_eq!(visible("\u{9B}31m"), "⟨U+009B⟩31m");
        assert_eq!(visible("a\tb\u{1}"), "a\tb␁");
        assert_eq!(visible("a\u{202E}b\u{7F}"), "a⟨U+202E⟩b␡");
    }

    #[test]
    fn names_keep_their_variation_selectors() {
        let name = "葛\u{E0100}城";
        assert!(matches!(visible(name), Cow::Borrowed(same) if same == name));
    }
}

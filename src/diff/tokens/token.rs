//! The smallest thing that can change.

/// What a token is, for finding good edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Hiragana.
    Hiragana,
    /// Katakana with its vowel mark.
    Katakana,
    /// Kanji.
    Kanji,
    /// A number.
    Number,
    /// A run of Latin letters.
    Latin,
    /// A space between Latin words.
    Space,
    /// Everything else.
    Mark,
}

/// The smallest thing that can change: a folded character, or the hash of a
/// number or word of several. Equal text gives equal tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token(u32);

impl Token {
    /// Set for what has several characters.
    const LONG: u32 = 1 << 31;
    /// Set for words of several letters.
    const LATIN: u32 = 1 << 30;

    /// A character.
    pub fn single(c: char) -> Self {
        Self(c as u32)
    }

    /// A character of three bytes of UTF-8.
    #[inline]
    pub(super) fn of_three(bytes: [u8; 3]) -> Self {
        let [first, second, third] = bytes.map(u32::from);
        Self((first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f)
    }

    /// A number or a word of several characters, by its hash.
    pub(super) fn long(hash: u64, class: Class) -> Self {
        let latin = if class == Class::Latin { Self::LATIN } else { 0 };
        Self((hash >> 34) as u32 | latin | Self::LONG)
    }

    /// A number that tells the token from others.
    pub fn key(self) -> u32 {
        self.0
    }

    /// The hash of a text that goes on with it.
    #[inline]
    pub fn mixed_into(self, hash: u64) -> u64 {
        (hash.rotate_left(23) ^ u64::from(self.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The folded character; some digit or letter for a longer token.
    pub fn first(self) -> char {
        match self.0 & (Self::LONG | Self::LATIN) {
            0 => char::from_u32(self.0).unwrap_or(char::REPLACEMENT_CHARACTER),
            Self::LONG => '0',
            _ => 'a',
        }
    }

    /// Whether it is this character.
    pub fn is(self, c: char) -> bool {
        self.0 == c as u32
    }

    /// Whether it is a number or of letters.
    #[inline]
    pub fn is_code(self) -> bool {
        match self.0 {
            0..=0x7f => (self.0 as u8).is_ascii_alphanumeric(),
            _ => matches!(self.class(), Class::Number | Class::Latin),
        }
    }

    /// Whether it is the first of two characters.
    pub fn is_first_of(self, next: Option<&Self>, word: [char; 2]) -> bool {
        self.is(word[0]) && next.is_some_and(|next| next.is(word[1]))
    }

    /// Whether it is one character.
    pub fn is_single(self) -> bool {
        self.0 & Self::LONG == 0
    }

    /// What it is.
    #[inline]
    pub fn class(self) -> Class {
        let c = self.first();
        match c {
            '\u{3041}'..='\u{309f}' => Class::Hiragana,
            '\u{3400}'..='\u{9fff}' | '々' | '〆' | '〇' | '\u{20000}'..='\u{3ffff}' => {
                Class::Kanji
            }
            '\0'..='\u{7f}' => match c {
                '0'..='9' => Class::Number,
                'a'..='z' | 'A'..='Z' => Class::Latin,
                ' ' => Class::Space,
                _ => Class::Mark,
            },
            '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{30fd}'..='\u{30ff}' => Class::Katakana,
            '\u{3000}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}' => Class::Mark,
            // Hangul, and what else a table of the library knows, which takes long.
            '\u{ac00}'..='\u{d7a3}' => Class::Latin,
            _ if c.is_alphabetic() => Class::Latin,
            _ => Class::Mark,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_ranges_are_what_their_characters_are() {
        for c in ('\u{ac00}'..='\u{d7a3}').chain('\u{e000}'..='\u{f8ff}') {
            let is_letter = Token::single(c).class() == Class::Latin;
            assert_eq!(is_letter, c.is_alphabetic(), "U+{:04X}", c as u32);
        }
    }
}

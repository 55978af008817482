//! How many columns text takes on a terminal or in a monospaced editor: two for
//! a full-width character, one for a half-width one.

/// Display columns of the first word that could not be broken off: a run of
/// Latin letters or digits, or one Japanese character, with the brackets that
/// must not end a line before it and the marks that must not begin one after
/// it (禁則).
pub fn first_word(text: &str) -> usize {
    let mut chars = text.trim_start().chars().peekable();
    let mut width = 0;
    while let Some(bracket) = chars.next_if(|c| "（「『【〔［｛〈《(".contains(*c)) {
        width += char_width(bracket);
    }
    let latin: usize =
        std::iter::from_fn(|| chars.next_if(char::is_ascii_graphic)).take(30).count();
    width += if latin > 0 { latin } else { chars.next().map_or(2, char_width) };
    while let Some(mark) = chars.next_if(|c| {
        "、。，．・：；？！）」』】〕］｝〉》)ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ".contains(*c)
    }) {
        width += char_width(mark);
    }
    width
}

/// Columns of one character.
fn char_width(c: char) -> usize {
    match c as u32 {
        0..=0x1f | 0x7f => 0,
        0x20..=0x2ff | 0xff61..=0xff9f => 1,
        _ => 2,
    }
}

/// Columns of a line, white space at its end left out.
///
/// Every line of a large file is measured, and nearly every one holds only
/// characters of one and of three bytes, whose numbers follow from the length.
pub fn display_width(line: &str) -> usize {
    let line = line.trim_end();
    let bytes = line.as_bytes();
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let tally = blocks.iter().fold(Tally::default(), Tally::add);
    let mut last = [b'a'; BLOCK];
    let (filled, padding) = last.split_at_mut(rest.len());
    filled.copy_from_slice(rest);
    let n_padding = padding.len();
    let tally = tally.add(&last);
    if tally.has_rare {
        return line.chars().map(char_width).sum();
    }
    let n_half_width = if tally.n_ef == 0 { 0 } else { n_half_width(bytes) };
    2 * tally.n_characters - tally.n_ascii - n_half_width - n_padding
}

/// Bytes counted at once, in a way that compiles to vector instructions.
const BLOCK: usize = 32;

/// What is counted of a line.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n_characters: usize,
    n_ascii: usize,
    /// Bytes with which half-width katakana and full-width forms begin.
    n_ef: usize,
    /// Whether there are characters of two or four bytes, or control characters.
    has_rare: bool,
}

impl Tally {
    fn add(self, block: &[u8; BLOCK]) -> Self {
        let (mut characters, mut ascii, mut ef, mut rare) = (0_u8, 0_u8, 0_u8, 0_u8);
        for &byte in block {
            characters += u8::from(byte & 0xc0 != 0x80);
            ascii += u8::from(byte < 0x80);
            ef += u8::from(byte == 0xef);
            rare |= u8::from(byte < 0x20) | u8::from(byte == 0x7f);
            rare |= u8::from(byte & 0xe0 == 0xc0) | u8::from(byte >= 0xf0);
        }
        Self {
            n_characters: self.n_characters + usize::from(characters),
            n_ascii: self.n_ascii + usize::from(ascii),
            n_ef: self.n_ef + usize::from(ef),
            has_rare: self.has_rare || rare > 0,
        }
    }
}

/// Number of characters from U+FF61 to U+FF9F: half-width katakana and their
/// punctuation.
fn n_half_width(bytes: &[u8]) -> usize {
    let is_half_width = |at: &usize| {
        matches!(
            bytes.get(*at..),
            Some([0xef, 0xbd, 0xa1..=0xbf, ..] | [0xef, 0xbe, 0x80..=0x9f, ..])
        )
    };
    memchr::memchr_iter(0xef, bytes).filter(is_half_width).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_two_columns() {
        for (text, width) in [
            ("", 0),
            ("a", 1),
            ("abc", 3),
            ("第１条", 6),
            ("ｶﾞｲﾄﾞ", 5),
            ("（ｱ）é", 6),
            ("｡ﾟ｠ﾠ￪", 8),
            ("第 ", 2),
            ("①", 2),
        ] {
            assert_eq!(display_width(text), width, "{text}");
            let n_times = 400;
            let text = text.trim_end().repeat(n_times);
            assert_eq!(display_width(&text), n_times * width, "{text}");
        }
    }

    #[test]
    fn the_first_word_holds_what_cannot_be_parted_from_it() {
        for (text, width) in
            [("", 2), ("あい", 2), ("「あ」い", 6), ("PDF形式", 3), ("　国、", 4), ("ラッ", 4)]
        {
            assert_eq!(first_word(text), width, "{text}");
        }
    }
}

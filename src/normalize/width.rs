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
/// Counting them compiles to vector instructions.
pub fn display_width(line: &str) -> usize {
    let line = line.trim_end();
    let bytes = line.as_bytes();
    let is_rare = |byte: u8| matches!(byte, 0..=0x1f | 0x7f | 0xc0..=0xdf | 0xf0..);
    let (mut n_characters, mut n_ascii, mut has_rare) = (0, 0, false);
    for part in bytes.chunks(MOST_COUNTED) {
        let (mut characters, mut ascii, mut rare) = (0_u8, 0_u8, false);
        for &byte in part {
            characters += u8::from(byte & 0xc0 != 0x80);
            ascii += u8::from(byte < 0x80);
            rare |= is_rare(byte);
        }
        n_characters += usize::from(characters);
        n_ascii += usize::from(ascii);
        has_rare |= rare;
    }
    if has_rare {
        return line.chars().map(char_width).sum();
    }
    2 * n_characters - n_ascii - n_half_width(bytes)
}

/// Bytes counted in one byte.
const MOST_COUNTED: usize = 255;

/// Number of characters from U+FF61 to U+FF9F: half-width katakana and their
/// punctuation.
fn n_half_width(bytes: &[u8]) -> usize {
    let (_, [second @ .., _]) = (bytes, bytes.get(1..).unwrap_or_default()) else { return 0 };
    let third = bytes.get(2..).unwrap_or_default();
    let mut n_found = 0;
    for ((first, second), third) in
        bytes.chunks(MOST_COUNTED).zip(second.chunks(MOST_COUNTED)).zip(third.chunks(MOST_COUNTED))
    {
        let characters = first.iter().zip(second).zip(third);
        let found: u8 = characters
            .map(|((&first, &second), &third)| {
                let is_first_half = second == 0xbd && third >= 0xa1;
                let is_second_half = second == 0xbe && third <= 0x9f;
                u8::from(first == 0xef && (is_first_half | is_second_half))
            })
            .sum();
        n_found += usize::from(found);
    }
    n_found
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

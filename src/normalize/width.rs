//! How many columns text takes on a terminal or in a monospaced editor: two for
//! a full-width character, one for a half-width one.

/// Display columns of the first word that could not be broken off: a run of
/// Latin letters or digits, or one Japanese character, with the brackets that
/// must not end a line before it and the marks that must not begin one after
/// it (禁則).
pub fn first_word(text: &str) -> usize {
    let mut chars = text.trim_start().chars().peekable();
    let mut width = 0;
    while let Some(bracket) = chars.next_if(|&c| may_not_end_line(c)) {
        width += char_width(bracket);
    }
    let latin: usize =
        std::iter::from_fn(|| chars.next_if(char::is_ascii_graphic)).take(30).count();
    width += if latin > 0 { latin } else { chars.next().map_or(2, char_width) };
    while let Some(mark) = chars.next_if(|&c| may_not_begin_line(c)) {
        width += char_width(mark);
    }
    width
}

fn may_not_end_line(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【' | '〔' | '［' | '｛' | '〈' | '《' | '(')
}

#[rustfmt::skip]
fn may_not_begin_line(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '？' | '！' | '）' | '」' | '』' | '】' | '〕' | '］'
        | '｝' | '〉' | '》' | ')' | 'ー' | '々' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ'
    )
}

/// Columns of one character.
fn char_width(c: char) -> usize {
    match c as u32 {
        0..=0x1f => 0,
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
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [b'a'; 8];
    let (filled, padding) = last.split_at_mut(rest.len());
    filled.copy_from_slice(rest);
    let n_padding = padding.len();
    let mut tally = Tally::default();
    for word in words.iter().chain([&last]) {
        tally.add(u64::from_le_bytes(*word));
    }
    if tally.rare != 0 {
        return line.chars().map(char_width).sum();
    }
    let n_wide = tally.n_high as usize / 3;
    let n_ascii = 8 * (words.len() + 1) - tally.n_high as usize - n_padding;
    let n_half_width = if tally.ef == 0 { 0 } else { n_half_width(bytes) };
    2 * n_wide + n_ascii - n_half_width
}

/// What is counted of a line, eight bytes at once: in each byte the highest bit
/// says whether something holds.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Bytes of characters of more than one byte.
    n_high: u64,
    /// Whether a byte is the first one of a full-width form or of half-width
    /// katakana.
    ef: u64,
    /// Whether there are characters of two or four bytes, or control characters.
    rare: u64,
}

/// The highest bit of each byte, and the lowest.
const HIGHEST: u64 = 0x8080_8080_8080_8080;
const LOWEST: u64 = 0x0101_0101_0101_0101;

impl Tally {
    fn add(&mut self, word: u64) {
        let high = word & HIGHEST;
        self.n_high += (high >> 7).wrapping_mul(LOWEST) >> 56;
        // A first byte begins with 11, that of three bytes with 1110.
        let first = word & word << 1;
        let of_three = word << 2 & !(word << 3);
        let control = !(word | word << 1 | word << 2);
        self.rare |= (first & !of_three | control) & HIGHEST;
        let other_than_ef = word ^ (LOWEST * 0xef);
        self.ef |= other_than_ef.wrapping_sub(LOWEST) & !other_than_ef & HIGHEST;
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

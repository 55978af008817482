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

/// A text without white space at its end. Mostly there is none, and the last
/// bytes tell.
pub fn trim_end(text: &str) -> &str {
    match text.as_bytes().last_chunk::<3>() {
        Some([0xe4..=0xe9, _, _] | [0xe3, 0x81..=0xbf, _] | [0xe3, _, 0x81..=0xbf]) => text,
        _ => text.trim_end(),
    }
}

/// Columns of a line, white space at its end left out.
///
/// Every line of a large file is measured, and nearly every one holds only
/// characters of one and of three bytes, whose numbers follow from the length.
pub fn display_width(line: &str) -> usize {
    let line = trim_end(line);
    let bytes = line.as_bytes();
    let mut tally = Tally::default();
    for stretch in bytes.chunks(LANES * MOST_ROUNDS) {
        tally.add(stretch);
    }
    if tally.is_rare {
        return line.chars().map(char_width).sum();
    }
    let n_half_width = if tally.has_ef { n_half_width(bytes) } else { 0 };
    2 * (tally.n_high / 3) + bytes.len() - tally.n_high - n_half_width
}

/// Bytes counted at once.
const LANES: usize = 16;
/// How often a count in one byte can be raised, and once more for the rest.
const MOST_ROUNDS: usize = 254;
/// What a round is filled up with.
const PADDING: u128 = u128::from_le_bytes([b'a'; LANES]);

/// What is counted of a line.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Bytes of characters of more than one byte.
    n_high: usize,
    /// Whether a byte is the first one of a full-width form or of half-width
    /// katakana.
    has_ef: bool,
    /// Whether there are characters of two or four bytes, or control characters.
    is_rare: bool,
}

impl Tally {
    /// Counts in all lanes at once, without a branch that depends on the bytes.
    fn add(&mut self, stretch: &[u8]) {
        let (rounds, rest) = stretch.as_chunks::<LANES>();
        let all = rounds.iter().fold(Lanes::default(), Lanes::with);
        let Lanes { high, ef, rare } = all.with(&last_round(stretch, rest));
        self.n_high += sum(u128::from_le_bytes(high));
        self.has_ef |= u128::from_le_bytes(ef) != 0;
        self.is_rare |= u128::from_le_bytes(rare) != 0;
    }
}

/// What is counted of a stretch, for every sixteenth byte.
#[derive(Debug, Clone, Copy, Default)]
struct Lanes {
    high: [u8; LANES],
    ef: [u8; LANES],
    rare: [u8; LANES],
}

impl Lanes {
    #[inline]
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "a branch could not be done for sixteen bytes at once"
    )]
    fn with(self, round: &[u8; LANES]) -> Self {
        let Self { mut high, mut ef, mut rare } = self;
        for lane in 0..LANES {
            let byte = round[lane];
            high[lane] += byte >> 7;
            ef[lane] |= u8::from(byte == 0xef);
            let of_two_or_four = (0xc0..0xe0).contains(&byte) | (byte >= 0xf0);
            rare[lane] |= u8::from(of_two_or_four | (byte < 0x20));
        }
        Self { high, ef, rare }
    }
}

/// The bytes behind the last whole round, filled up.
fn last_round(stretch: &[u8], rest: &[u8]) -> [u8; LANES] {
    let n_bits = 8 * rest.len() as u32;
    let rest = match stretch.last_chunk() {
        Some(last) if n_bits > 0 => u128::from_le_bytes(*last) >> (u128::BITS - n_bits),
        _ => rest.iter().rev().fold(0, |all, &byte| all << 8 | u128::from(byte)),
    };
    (PADDING << n_bits | rest).to_le_bytes()
}

/// The sum of all bytes.
fn sum(lanes: u128) -> usize {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    const ONES: u64 = 0x0001_0001_0001_0001;
    let half = |lanes: u64| {
        let pairs = (lanes & EVEN) + (lanes >> 8 & EVEN);
        (pairs.wrapping_mul(ONES) >> 48) as usize
    };
    half(lanes as u64) + half((lanes >> 64) as u64)
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
            let n_times = 4000;
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

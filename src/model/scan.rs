//! One look at the bytes of a text: where characters begin that fold to
//! something else, where lines may end, and what is needed to tell the display
//! width of any stretch at once.
//!
//! Sixteen bytes are judged at a time and without a branch that depends on them,
//! because kana, ideographs, digits and brackets alternate in a way that no
//! processor foresees. O(n).

use wide::bytemuck::cast;
use wide::{i8x16, u8x16};

use super::bits::{Bits, push_positions};
use super::columns::Columns;

/// Bytes judged at once.
const WIDTH: usize = 16;
/// Bytes behind a byte that its character may reach to.
const BEHIND: usize = 2;
/// The same with those that the last of them may need.
const LANES: usize = WIDTH + BEHIND;
/// Bytes of a word of [`Bits`].
const WORD: usize = u64::BITS as usize;
/// The same with those that the last of them may need.
const STRETCH: usize = WORD + BEHIND;

/// What one look at a text found.
#[derive(Debug)]
pub struct Scan {
    /// Where characters begin that are not plain ([`others_of`]). The long
    /// vowel mark is taken for plain, which after a digit it is not.
    pub others: Bits,
    /// Where control characters stand, line breaks among them, ascending.
    pub controls: Vec<u32>,
    /// Whether there may be a U+2028 or U+2029.
    pub may_have_separators: bool,
    /// Display columns of stretches that hold no line break.
    pub columns: Columns,
}

impl Scan {
    /// Looks at a text.
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner::with_capacity(text.len());
        for end in (0..text.len()).step_by(BLOCK).skip(1) {
            scanner.advance(text.get(..text.floor_char_boundary(end)).unwrap_or_default());
        }
        scanner.finish(text)
    }
}

/// Bytes looked at in one go by [`Scan::of`]: few enough to stay in the cache.
const BLOCK: usize = 32 << 10;

/// Looks at a text that is still being written.
#[derive(Debug)]
pub struct Scanner {
    others: Vec<u64>,
    controls: Vec<u32>,
    columns: Columns,
    may_have_separators: bool,
    /// Control characters of the words last looked at.
    fresh: Vec<u64>,
}

impl Scanner {
    /// A scanner for a text of about so many bytes.
    pub fn with_capacity(n_bytes: usize) -> Self {
        let n_words = n_bytes / WORD + 1;
        Self {
            others: Vec::with_capacity(n_words),
            controls: Vec::with_capacity(n_words),
            columns: Columns::with_capacity(n_words),
            may_have_separators: false,
            fresh: Vec::new(),
        }
    }

    /// Looks at the text so far, from where it looked last; at its last bytes
    /// when it knows what comes behind them.
    pub fn advance(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let first = self.others.len();
        let last = bytes.len().saturating_sub(BEHIND) / WORD;
        for stretch in (first..last).filter_map(|index| bytes.get(index * WORD..)?.first_chunk()) {
            self.push(&Found::of(stretch));
        }
        self.count(first);
    }

    /// Looks at the rest of the text.
    pub fn finish(mut self, text: &str) -> Scan {
        self.advance(text);
        let first = self.others.len();
        for index in first..=text.len() / WORD {
            let rest = text.as_bytes().get(index * WORD..).unwrap_or_default();
            // It is filled up with spaces, for which nobody asks.
            let mut last = [b' '; STRETCH];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            self.push(&Found::of(&last));
        }
        self.count(first);
        let Self { others, controls, columns, may_have_separators, .. } = self;
        Scan { others: Bits::new(others), controls, may_have_separators, columns }
    }

    #[inline]
    fn push(&mut self, found: &Found) {
        self.others.push(found.others);
        self.fresh.push(found.controls);
        self.columns.push(found.ascii, found.is_odd);
        self.may_have_separators |= found.may_have_separators;
    }

    /// Counts what was found in the words from this one on.
    fn count(&mut self, first: usize) {
        self.columns.count();
        for (word, index) in self.fresh.drain(..).zip(first as u32..) {
            push_positions(&mut self.controls, word, index * u64::BITS);
        }
    }
}

/// What is found in [`WORD`] bytes, one bit each.
struct Found {
    others: u64,
    ascii: u64,
    controls: u64,
    /// Whether a character begins there whose columns its length does not tell.
    is_odd: bool,
    may_have_separators: bool,
}

impl Found {
    #[inline]
    fn of(stretch: &[u8; STRETCH]) -> Self {
        let (mut others, mut not_ascii, mut low, mut breaks) = (0, 0, 0, 0);
        let (mut odd, mut high) = (u8x16::ZERO, u8x16::ZERO);
        let mut separators = i8x16::ZERO;
        for from in (0..WORD).step_by(WIDTH) {
            let Some(block) = stretch.get(from..).and_then(<[u8]>::first_chunk) else { break };
            let bytes = Bytes::of(block);
            let plane = |bytes: i8x16| u64::from(bytes.to_bitmask() as u16) << from;
            others |= plane(bytes.others());
            not_ascii |= plane(bytes.first);
            // From U+007F, which follows on the highest byte, to U+001F.
            low |= plane(each(0x21).simd_gt(bytes.first + each(1)));
            let is = |byte| bytes.first.simd_eq(each(byte));
            breaks |= plane(is(b'\n') | is(b'\r'));
            separators |= is(0xe2) & bytes.second.simd_eq(each(0x80));
            odd = odd.max(bytes.length());
            high = high.max(bytes.height());
        }
        let ascii = !not_ascii;
        let controls = low & ascii;
        let reaches = |bytes: u8x16, least| bytes.max(u8x16::splat(least)).simd_eq(bytes);
        let is_odd = (reaches(odd, NOT_THREE) | reaches(high, HALF_WIDTH)).to_bitmask() != 0
            || controls & !breaks != 0;
        let may_have_separators = separators.to_bitmask() != 0;
        Self { others, ascii, controls, is_odd, may_have_separators }
    }
}

/// Which of the first sixteen bytes begin a character that is not plain, one
/// bit each. Plain are characters of three bytes that fold to themselves
/// whatever stands beside them: kana, ideographs, 、 and 。, that is most of a
/// Japanese text. Some rare ones that are plain count as others, too.
#[inline]
pub fn others_of(block: &[u8; LANES]) -> u16 {
    Bytes::of(block).others().to_bitmask() as u16
}

/// Sixteen bytes, and for each the two behind it. Bytes from 0x80 on are
/// negative, in their order; what a test says of a byte is its highest bit.
struct Bytes {
    first: i8x16,
    second: i8x16,
    third: i8x16,
}

impl Bytes {
    #[inline]
    fn of(block: &[u8; LANES]) -> Self {
        let lanes = |from: usize| {
            let bytes = block.get(from..).and_then(<[u8]>::first_chunk::<WIDTH>);
            i8x16::new(bytes.copied().unwrap_or_default().map(u8::cast_signed))
        };
        Self { first: lanes(0), second: lanes(1), third: lanes(2) }
    }

    /// Which begin a character that is not plain.
    #[inline]
    fn others(&self) -> i8x16 {
        let Self { first, second, third } = *self;
        let begins = first.simd_gt(each(0xbf));
        let is_kana_or_ideograph = first.simd_gt(each(0xe2)) & each(0xea).simd_gt(first);
        // Kana begin with U+3000: not plain are the full-width space, voice marks
        // apart from their kana (U+3098 to U+309F), the wave (U+3018 to U+301F)
        // and what stands between kana and ideographs. Marks and waves are told by
        // how the second byte (0x80 or 0x82) and the third (0x98 to 0x9f) differ,
        // as do others only of what stands between.
        let is_space = (second | third).simd_eq(each(0x80));
        let is_mark_or_wave = ((second & each(0xfd)) ^ (third & each(0xf8))).simd_eq(each(0x18));
        let is_between = second.simd_gt(each(0x83));
        let is_no_kana = first.simd_eq(each(0xe3)) & (is_space | is_mark_or_wave | is_between);
        (begins & !is_kana_or_ideograph) | is_no_kana
    }

    /// [`NOT_THREE`] or more for those that begin a character of two or of four
    /// bytes. One turned bit makes the two ranges neighbours.
    #[inline]
    fn length(&self) -> u8x16 {
        cast(self.first ^ each(0x20))
    }

    /// [`HALF_WIDTH`] or more for those that begin a character from U+FF40 on,
    /// among which are those of half width.
    #[inline]
    fn height(&self) -> u8x16 {
        cast(self.first.simd_eq(each(0xef)) & self.second)
    }
}

/// The least [`Bytes::length`] of characters that are neither ASCII nor have
/// three bytes.
const NOT_THREE: u8 = 0xd0;
/// The least [`Bytes::height`] of characters that may be of half width.
const HALF_WIDTH: u8 = 0xbd;

#[inline]
fn each(byte: u8) -> i8x16 {
    i8x16::splat(byte.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_and_ideographs_are_plain() {
        for c in '\u{2000}'..='\u{a4ff}' {
            let mut block = [b' '; LANES];
            c.encode_utf8(&mut block);
            let is_plain = matches!(c, '\u{3001}'..='\u{3017}' | '\u{3020}'..='\u{3097}'
                | '\u{30a0}'..='\u{30ff}' | '\u{4000}'..='\u{9fff}');
            assert_eq!(others_of(&block).trailing_zeros() >= 3, is_plain, "{:x}", c as u32);
        }
    }

    #[test]
    fn a_text_may_come_in_pieces() {
        let text = "届出は、３日以内に\t「データ」を添える。\r\n".repeat(2000) + "\u{2028}𠮷";
        let whole = format!("{:?}", Scan::of(&text));
        for step in [1, 63, 64, 100, 4096, text.len()] {
            let mut scanner = Scanner::with_capacity(0);
            for end in (0..text.len()).step_by(step) {
                scanner.advance(text.get(..text.floor_char_boundary(end)).unwrap_or_default());
            }
            assert!(format!("{:?}", scanner.finish(&text)) == whole, "{step}");
        }
    }

    #[test]
    fn planes_agree_with_the_characters() {
        let plain = "届出は、三十日以内に「データ」を添えて行うものとする。";
        let text = plain.repeat(3) + "1日\n" + plain + "é\u{7f}\t〜む\u{3099}ｱ𠮷！…終\r\n";
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let text = text.get(..end).unwrap_or_default();
            let scan = Scan::of(text);
            let begin = |is: fn(char) -> bool| -> Vec<usize> {
                text.char_indices().filter(|(_, c)| is(*c)).map(|(at, _)| at).collect()
            };
            let is_other = |c: char| !matches!(c, '、' | '。' | '「' | '」' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='龯');
            assert_eq!(scan.others.within(0, end).collect::<Vec<_>>(), begin(is_other), "{text}");
            let controls: Vec<usize> = scan.controls.iter().map(|at| *at as usize).collect();
            assert_eq!(controls, begin(|c| c.is_ascii_control()), "{text}");
            assert_eq!(scan.may_have_separators, text.contains(['…', '\u{2028}']), "{text}");
        }
    }
}

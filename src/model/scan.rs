//! One look at the bytes of a text: where characters begin that fold to
//! something else, where lines may end, and what is needed to tell the display
//! width of any stretch at once.
//!
//! Sixteen bytes are judged at a time and without a branch that depends on them,
//! because kana, ideographs, digits and brackets alternate in a way that no
//! processor foresees. O(n).

use wide::bytemuck::cast;
use wide::{i8x16, u8x16};

use super::bits::Bits;
use super::columns::Columns;

/// Bytes judged at once.
const WIDTH: usize = 16;
/// The same with those that the last of them may need.
const BLOCK: usize = WIDTH + 2;
/// Bytes of a word of [`Bits`].
const WORD: usize = u64::BITS as usize;
/// The same with those that the last of them may need.
const STRETCH: usize = WORD + 2;

/// What one look at a text found.
#[derive(Debug)]
pub struct Scan {
    /// Where characters begin that are not plain ([`others_of`]). The long
    /// vowel mark is taken for plain, which after a digit it is not.
    pub others: Bits,
    /// Where control characters stand, line feeds among them.
    pub controls: Bits,
    /// Display columns of stretches that hold no line break, once they are
    /// counted ([`Columns::count`]), control characters being odd.
    pub columns: Columns,
}

impl Scan {
    /// Looks at a text.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let n_words = bytes.len() / WORD + 1;
        let (mut others, mut controls) = (vec![0; n_words], vec![0; n_words]);
        let mut columns = Columns::of_words(n_words);
        let planes = others.iter_mut().zip(&mut controls).zip(columns.words_mut());
        for (index, ((others, controls), word)) in planes.enumerate() {
            let rest = bytes.get(index * WORD..).unwrap_or_default();
            let found = if let Some(stretch) = rest.first_chunk() {
                Found::of(stretch)
            } else {
                // The rest is filled up with spaces, for which nobody asks.
                let mut last = [b' '; STRETCH];
                last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                Found::of(&last)
            };
            *others = found.others;
            *controls = found.controls;
            word.set(found.ascii, found.is_odd);
        }
        let (others, controls) = (Bits::new(others), Bits::new(controls));
        Self { others, controls, columns }
    }
}

/// What is found in [`WORD`] bytes, one bit each.
struct Found {
    others: u64,
    ascii: u64,
    controls: u64,
    is_odd: bool,
}

impl Found {
    #[inline]
    fn of(stretch: &[u8; STRETCH]) -> Self {
        let (mut others, mut not_ascii, mut low) = (0, 0, 0);
        let (mut odd, mut high) = (u8x16::ZERO, u8x16::ZERO);
        for from in (0..WORD).step_by(WIDTH) {
            let Some(block) = stretch.get(from..).and_then(<[u8]>::first_chunk) else { break };
            let bytes = Bytes::of(block);
            let plane = |bytes: i8x16| u64::from(bytes.to_bitmask() as u16) << from;
            others |= plane(bytes.others());
            not_ascii |= plane(bytes.first);
            // From U+007F, which follows on the highest byte, to U+001F.
            low |= plane(each(0x21).simd_gt(bytes.first + each(1)));
            odd = odd.max(bytes.length());
            high = high.max(bytes.height());
        }
        let ascii = !not_ascii;
        let reaches = |bytes: u8x16, least| bytes.max(u8x16::splat(least)).simd_eq(bytes);
        let is_odd = (reaches(odd, NOT_THREE) | reaches(high, HALF_WIDTH)).to_bitmask() != 0;
        Self { others, ascii, controls: low & ascii, is_odd }
    }
}

/// Which of the first sixteen bytes begin a character that is not plain, one
/// bit each. Plain are characters of three bytes that fold to themselves
/// whatever stands beside them: kana, ideographs, 、 and 。, that is most of a
/// Japanese text. Some rare ones that are plain count as others, too.
#[inline]
pub fn others_of(block: &[u8; BLOCK]) -> u16 {
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
    fn of(block: &[u8; BLOCK]) -> Self {
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
            let mut block = [b' '; BLOCK];
            c.encode_utf8(&mut block);
            let is_plain = matches!(c, '\u{3001}'..='\u{3017}' | '\u{3020}'..='\u{3097}'
                | '\u{30a0}'..='\u{30ff}' | '\u{4000}'..='\u{9fff}');
            assert_eq!(others_of(&block).trailing_zeros() >= 3, is_plain, "{:x}", c as u32);
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
            let controls: Vec<usize> = scan.controls.within(0, end).collect();
            assert_eq!(controls, begin(|c| c.is_ascii_control()), "{text}");
        }
    }
}

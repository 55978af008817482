//! Runs of characters that fold to themselves whatever stands beside them: kana,
//! ideographs, 、 and 。, that is most of a Japanese text.
//!
//! Sixteen bytes are judged at once and without a branch that depends on them,
//! because kana and ideographs alternate in a way that no processor foresees:
//! O(n), about two instructions for each byte.
//!
//! A document is looked at once, and what was found is kept with its source: the
//! width of its lines and its folded text both follow from it.

use wide::i8x16;

use crate::model::Bits;

/// ー in UTF-8.
pub const LONG_VOWEL: [u8; 3] = [0xe3, 0x83, 0xbc];

/// Bytes judged at once.
const WIDTH: usize = 16;
/// The same with those that the last of them may need.
const BLOCK: usize = WIDTH + 2;
/// Bytes of a word of [`Bits`].
const WORD: usize = u64::BITS as usize;

/// Where characters begin that are not plain. The long vowel mark is taken for
/// plain, which after a digit it is not.
pub fn others(text: &str) -> Bits {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(bytes.len() / WORD + 1);
    let mut at = 0;
    while let Some(stretch) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        words.push(word_of(stretch));
        at += WORD;
    }
    // What the rest is filled up with is not plain, and nobody asks for it.
    let rest = bytes.get(at..).unwrap_or_default();
    for from in (0..rest.len()).step_by(WORD) {
        let mut last = [0; WORD + 2];
        last.iter_mut().zip(&rest[from..]).for_each(|(to, from)| *to = *from);
        words.push(word_of(&last));
    }
    Bits::new(words)
}

fn word_of(stretch: &[u8; WORD + 2]) -> u64 {
    (0..WORD).step_by(WIDTH).fold(0, |word, from| {
        let block = stretch.get(from..).and_then(<[u8]>::first_chunk);
        word | u64::from(block.map_or(0, others_of)) << from
    })
}

/// Bytes at the start of a text that are plain characters, which all have three
/// bytes.
#[inline]
pub fn n_plain(bytes: &[u8]) -> usize {
    // A long vowel mark after a plain character is one, too: only after a digit
    // may it be a hyphen.
    if bytes.first_chunk() == Some(&LONG_VOWEL) {
        return 0;
    }
    let mut at = 0;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
        let other = others_of(block);
        if other != 0 {
            return at + other.trailing_zeros() as usize;
        }
        at += WIDTH;
    }
    // The last bytes, filled up with what is not plain.
    let rest = bytes.get(at..).unwrap_or_default();
    let mut last = [0; WIDTH + BLOCK];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let halves = [0, WIDTH].map(|from| last.get(from..).and_then(<[u8]>::first_chunk));
    for other in halves.into_iter().flatten().map(others_of) {
        if other != 0 {
            return at + other.trailing_zeros() as usize;
        }
        at += WIDTH;
    }
    at
}

/// Which of the first [`WIDTH`] bytes begin a character that is not plain, one
/// bit each. Some rare characters that are plain count as others, too.
#[inline]
fn others_of(block: &[u8; BLOCK]) -> u16 {
    let lanes = |from: usize| {
        let bytes = block.get(from..).and_then(<[u8]>::first_chunk::<WIDTH>);
        i8x16::new(bytes.copied().unwrap_or_default().map(u8::cast_signed))
    };
    let each = |byte: u8| i8x16::splat(byte.cast_signed());
    let (first, second, third) = (lanes(0), lanes(1), lanes(2));
    // Bytes from 0x80 on are negative, in their order.
    let begins = first.simd_gt(each(0xbf));
    let is_kana_or_ideograph = first.simd_gt(each(0xe2)) & each(0xea).simd_gt(first);
    // Kana begin with U+3000: not plain are the full-width space, voice marks
    // apart from their kana (U+3098 to U+309F), the wave (U+3018 to U+301F) and
    // what stands between kana and ideographs.
    let is_space = second.simd_eq(each(0x80)) & third.simd_eq(each(0x80));
    let is_mark_or_wave =
        (second & each(0xfd)).simd_eq(each(0x80)) & (third & each(0xf8)).simd_eq(each(0x98));
    let is_between = second.simd_gt(each(0x83));
    let is_no_kana = first.simd_eq(each(0xe3)) & (is_space | is_mark_or_wave | is_between);
    ((begins & !is_kana_or_ideograph) | is_no_kana).to_bitmask() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_before_what_folds() {
        let plain = "届出は、三十日以内に「データ」を添えて行うものとする。";
        for n in 0..plain.chars().count() {
            let run: String = plain.chars().take(n).collect();
            for end in ["", "1", "　x", "１日", "\u{3099}", "〜", "é", "ㄅ", "𠮷"] {
                let text = format!("{run}{end}");
                assert_eq!(n_plain(text.as_bytes()), run.len(), "{text}");
                let more = format!("{text}{plain}{plain}");
                assert_eq!(
                    n_plain(more.as_bytes()),
                    if end.is_empty() { more.len() } else { run.len() }
                );
            }
        }
        let text = plain.repeat(3) + "1日\n" + plain + "é";
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let text = text.get(..end).unwrap_or_default();
            let found: Vec<usize> = others(text).within(0, end).collect();
            let begins = text.char_indices().filter(|(_, c)| "1\né".contains(*c));
            assert_eq!(found, begins.map(|(at, _)| at).collect::<Vec<_>>(), "{text}");
        }
        assert_eq!(n_plain("ーあ".as_bytes()), 0);
        assert_eq!(n_plain("あーー".as_bytes()), 9);
    }
}

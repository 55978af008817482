//! Runs of characters that fold to themselves whatever stands beside them: kana,
//! ideographs, 、 and 。, that is most of a Japanese text.
//!
//! A document is looked at once ([`crate::model::Scan`]), and what was found is
//! kept with its source; other texts are looked at here.

use crate::model::others_of;

/// ー in UTF-8.
pub const LONG_VOWEL: [u8; 3] = [0xe3, 0x83, 0xbc];

/// Bytes judged at once.
const WIDTH: usize = 16;
/// The same with those that the last of them may need.
const BLOCK: usize = WIDTH + 2;
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
        assert_eq!(n_plain("ーあ".as_bytes()), 0);
        assert_eq!(n_plain("あーー".as_bytes()), 9);
    }
}

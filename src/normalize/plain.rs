//! Runs of characters that fold to themselves whatever stands beside them: kana,
//! ideographs, 、 and 。, that is most of a Japanese text.
//!
//! Sixteen bytes are judged at once and without a branch that depends on them,
//! because kana and ideographs alternate in a way that no processor foresees:
//! O(n), about two instructions for each byte.

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
    if bytes.starts_with("ー".as_bytes()) {
        return 0;
    }
    let mut at = 0;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
        let other = others(block);
        // Where the next block begins must not depend on what is found in this
        // one, or each would wait for the one before it.
        if other != 0 {
            return at + n_before(other);
        }
        at += WIDTH;
    }
    // The last bytes, filled up with what is not plain.
    let rest = bytes.get(at..).unwrap_or_default();
    let mut last = [0; WIDTH + BLOCK];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let halves = [0, WIDTH].map(|from| last.get(from..).and_then(<[u8]>::first_chunk));
    for other in halves.into_iter().flatten().map(others) {
        if other != 0 {
            return at + n_before(other);
        }
        at += WIDTH;
    }
    at
}

/// Bytes before the first one that is set.
fn n_before(bytes: u128) -> usize {
    bytes.trailing_zeros() as usize / 8
}

/// Which of the first [`WIDTH`] bytes begin a character that is not plain: all
/// bits of a byte are set, or none.
#[inline]
#[allow(
    clippy::needless_bitwise_bool,
    reason = "a branch could not be done for sixteen bytes at once"
)]
fn others(block: &[u8; BLOCK]) -> u128 {
    let [mut firsts, mut seconds, mut thirds] = [[0_u8; WIDTH]; 3];
    firsts.copy_from_slice(&block[..WIDTH]);
    seconds.copy_from_slice(&block[1..=WIDTH]);
    thirds.copy_from_slice(&block[2..]);
    let mut others = [0_u8; WIDTH];
    for (at, other) in others.iter_mut().enumerate() {
        let (first, second, third) = (firsts[at], seconds[at], thirds[at]);
        let is_first = !(0x80..0xc0).contains(&first);
        let is_kana_or_ideograph = first.wrapping_sub(0xe3) <= 0xe9 - 0xe3;
        // The full-width space and the wave, voice marks apart from their kana,
        // and what stands between kana and ideographs.
        let is_not_plain = (second == 0x80) & ((third == 0x80) | (third == 0x9c))
            | (second == 0x82) & ((third == 0x99) | (third == 0x9a))
            | (second >= 0x84);
        let is_other = is_first & !is_kana_or_ideograph | (first == 0xe3) & is_not_plain;
        *other = if is_other { 0xff } else { 0 };
    }
    u128::from_le_bytes(others)
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

//! Bytes of a text file → characters, whatever encoding it was saved in.
//!
//! Certain first, guesses last: byte order mark, strict UTF-8, the escape
//! sequences of ISO-2022-JP; then UTF-16 without a mark by the shape of its
//! code units; then `Shift_JIS` (CP932) or EUC-JP as `chardetng` judges with the
//! hint that the text is Japanese. Guesses are reported, never hidden.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::{Scan, Scanner};

/// How many bytes a guess looks at. One mebibyte decides between `Shift_JIS`
/// and EUC-JP many times over and keeps the guess cheap for large files.
const SAMPLE: usize = 1 << 20;

/// A decoded text file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// What a look at them found.
    pub scan: Scan,
    /// Name of the encoding, where it was guessed.
    pub guessed: Option<&'static str>,
    /// Whether some bytes were no valid characters; they are U+FFFD in `text`.
    pub damaged: bool,
}

/// Decodes a text file. Never fails: bytes that are no characters become
/// U+FFFD and are reported in [`Decoded::damaged`].
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let strict = if encoding == UTF_8 { utf8(rest) } else { None };
        return strict.unwrap_or_else(|| decode_as(encoding, rest, None));
    }
    let wide = wide_without_mark(bytes);
    if wide.is_none()
        && let Some(decoded) = utf8(bytes)
    {
        if uses_japanese_escapes(bytes) {
            return decode_as(ISO_2022_JP, bytes, None);
        }
        return decoded;
    }
    match wide {
        Some(encoding) => decode_as(encoding, bytes, Some(encoding.name())),
        None if is_mostly_utf8(sample(bytes)) => decode_as(UTF_8, bytes, Some(UTF_8.name())),
        None => guess(bytes),
    }
}

/// The text of strict UTF-8. Each block is checked, copied and looked at while
/// it is in the cache.
fn utf8(bytes: &[u8]) -> Option<Decoded> {
    let mut text = String::with_capacity(bytes.len());
    let mut scanner = Scanner::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let mut end = rest.len().min(BLOCK);
        // The last character goes with the next block, if there is one.
        while end < rest.len() && rest[end] & 0xc0 == 0x80 && end > 0 {
            end -= 1;
        }
        let (block, behind) = rest.split_at(end);
        if block.is_empty() {
            return None;
        }
        text.push_str(simdutf8::basic::from_utf8(block).ok()?);
        scanner.advance(&text);
        rest = behind;
    }
    Some(Decoded { scan: scanner.finish(&text), text, guessed: None, damaged: false })
}

/// Bytes that are checked and copied at once.
const BLOCK: usize = 32 << 10;

/// UTF-16 without a byte order mark, or `None`.
///
/// A zero byte is required, so that no other text can be taken for UTF-16. It
/// does not decide the byte order: in Japanese text most zero bytes come from
/// line breaks (`0A 00`) but also from the full-width space (`00 30`), at the
/// opposite place. The order under which most code units are usual in
/// Japanese text wins. One in ten must be kana, a comma, a line break or
/// ASCII: pairs of ASCII or `Shift_JIS` bytes look like kanji, but only kanji.
pub(super) fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    memchr::memchr(0, head)?;
    let tally = |to_unit: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(to_unit);
        units.fold((0_usize, 0_usize), |(usual, telling), unit| {
            (usual + usize::from(is_usual(unit)), telling + usize::from(is_telling(unit)))
        })
    };
    let (little, big) = (tally(u16::from_le_bytes), tally(u16::from_be_bytes));
    let (best, encoding) = if little >= big { (little, UTF_16LE) } else { (big, UTF_16BE) };
    let n_units = head.len() / 2;
    (n_units > 0 && best.0 * 10 >= n_units * 9 && best.1 * 10 >= n_units).then_some(encoding)
}

/// Whether a UTF-16 code unit is usual in Japanese text.
fn is_usual(unit: u16) -> bool {
    is_telling(unit)
        || matches!(unit, 0x2010..=0x203B | 0x2160..=0x2179 | 0x2460..=0x24FF | 0x2500..=0x25FF
            | 0x3004..=0x303F | 0x3200..=0x33FF | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF)
}

/// Whether a code unit is usual and hardly made up of two other characters.
fn is_telling(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D | 0x20..=0x7E | 0x3000..=0x3003 | 0x3040..=0x30FF)
}

/// Whether seven-bit text switches to a Japanese character set (ISO-2022-JP).
fn uses_japanese_escapes(bytes: &[u8]) -> bool {
    // Most texts are not, and their first bytes tell.
    bytes.is_ascii()
        && memchr::memchr_iter(0x1B, bytes).any(|at| {
            let after = bytes.get(at + 1..at + 3).unwrap_or_default();
            matches!(after, b"$B" | b"$@" | b"(I" | b"(J")
        })
}

/// Whether bytes that are not valid UTF-8 are UTF-8 with some damage: valid
/// sequences of three and more bytes hardly occur by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    invalid * 4 <= valid
}

/// The part of the file that a guess looks at: from the first byte that is
/// not ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let start = Encoding::ascii_valid_up_to(bytes);
    bytes.get(start..bytes.len().min(start + SAMPLE)).unwrap_or_default()
}

/// `Shift_JIS`, EUC-JP or what else the detector names. The choice is refused
/// when it leaves undecodable bytes and another Japanese encoding does not.
fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = sample(bytes);
    detector.feed(sample, true);
    let first = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    let decoded = decode_as(first, bytes, Some(first.name()));
    if !decoded.damaged {
        return decoded;
    }
    [SHIFT_JIS, EUC_JP]
        .into_iter()
        .filter(|&other| other != first)
        .map(|other| decode_as(other, bytes, Some(other.name())))
        .find(|other| !other.damaged)
        .unwrap_or(decoded)
}

/// Decodes a file whose encoding is known or, where it has a name, guessed.
pub(super) fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
    guessed: Option<&'static str>,
) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { scan: Scan::of(&text), text: text.into_owned(), guessed, damaged }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第１条　この規程は、個人情報の取扱いを定める。\n（１） 用語\n";

    fn wide(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &str, guessed: Option<&str>) {
        let decoded = decode(bytes);
        assert_eq!(
            (decoded.text.as_str(), decoded.guessed, decoded.damaged),
            (text, guessed, false)
        );
    }

    #[test]
    fn marked_and_valid_encodings_are_certain() {
        check(TEXT.as_bytes(), TEXT, None);
        check(format!("\u{FEFF}{TEXT}").as_bytes(), TEXT, None);
        check(&wide(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes), TEXT, None);
        check(&wide(&format!("\u{FEFF}{TEXT}"), u16::to_be_bytes), TEXT, None);
        check(&ISO_2022_JP.encode(TEXT).0, TEXT, None);
    }

    #[test]
    fn other_encodings_are_guessed_and_said() {
        check(&SHIFT_JIS.encode(TEXT).0, TEXT, Some("Shift_JIS"));
        check(&EUC_JP.encode(TEXT).0, TEXT, Some("EUC-JP"));
        check(&wide(TEXT, u16::to_le_bytes), TEXT, Some("UTF-16LE"));
        check(&wide(TEXT, u16::to_be_bytes), TEXT, Some("UTF-16BE"));
    }

    #[test]
    fn vendor_characters_of_cp932_are_read() {
        let text = "①施設㈱の　～　Ⅱ－１　髙﨑\n";
        check(&SHIFT_JIS.encode(text).0, text, Some("Shift_JIS"));
    }

    #[test]
    fn short_texts_are_taken_for_japanese() {
        for text in ["第１条", "目的", "改正後の記載", "ア　氏名", "（１）", "委託先の監督\r\n"]
        {
            check(&SHIFT_JIS.encode(text).0, text, Some("Shift_JIS"));
            check(&EUC_JP.encode(text).0, text, Some("EUC-JP"));
        }
    }

    #[test]
    fn full_width_spaces_do_not_turn_the_byte_order() {
        let text = "　　　　　　\n　　　　ア\n";
        check(&wide(text, u16::to_le_bytes), text, Some("UTF-16LE"));
        check(&wide(text, u16::to_be_bytes), text, Some("UTF-16BE"));
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(3, 0xFF);
        let decoded = decode(&bytes);
        assert_eq!(decoded.text.replace('\u{FFFD}', ""), TEXT);
        assert!(decoded.damaged);
        assert_eq!(decoded.guessed, Some("UTF-8"));
    }

    #[test]
    fn any_bytes_are_decoded_without_a_panic() {
        for seed in 0_u32..200 {
            let bytes: Vec<u8> = (0..97_u32)
                .map(|i| i.wrapping_mul(2_654_435_761).wrapping_add(seed * 40_503).to_be_bytes()[1])
                .collect();
            assert!(!decode(&bytes).text.is_empty());
        }
    }
}

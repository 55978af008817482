//! How characters are counted.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Number of characters as the report counts them: Unicode scalar values that
/// are not white space.
pub fn count_characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    if bytes.len() < SHORT {
        return text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    }
    // Beginnings of characters that are no white space of one byte, counted in
    // a way that compiles to vector instructions; other white space is rare.
    let counts = |byte: u8| {
        u8::from(byte & 0xc0 != 0x80) & u8::from(byte != b' ') & u8::from(byte.wrapping_sub(9) > 4)
    };
    let count = |bytes: &[u8]| -> u8 { bytes.iter().map(|&byte| counts(byte)).sum() };
    let (chunks, rest) = bytes.as_chunks::<128>();
    let n_counted =
        u64::from(count(rest)) + chunks.iter().map(|chunk| u64::from(count(chunk))).sum::<u64>();
    let n_ideographic = IDEOGRAPHIC_SPACE.find_iter(bytes).count();
    let n_other = memchr::memchr3_iter(0xc2, 0xe1, 0xe2, bytes)
        .filter_map(|at| text.get(at..)?.chars().next())
        .filter(|c| c.is_whitespace())
        .count();
    n_counted - (n_ideographic + n_other) as u64
}

static IDEOGRAPHIC_SPACE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\u{3000}"));

/// Texts of fewer bytes are not worth setting up a search.
const SHORT: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_any_width_is_not_counted() {
        for (text, n) in [
            ("", 0),
            ("第１　目的\n", 4),
            ("a b\tc", 3),
            ("\u{a0}あ\u{2003}い\u{85}", 2),
            ("①\u{3000}②", 2),
        ] {
            assert_eq!(count_characters(text), n, "{text:?}");
            assert_eq!(count_characters(&text.repeat(300)), 300 * n, "{text:?} repeated");
        }
    }
}

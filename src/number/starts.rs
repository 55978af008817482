//! How lines begin and end, told by their first and last bytes: asked of nearly
//! every line of a text, and without a branch for each thing it may be.

/// The ideographs with which a number or heading may begin: those of words that
/// count, and numerals.
const LABEL_IDEOGRAPHS: &str =
    "第附付別様参資委提移問答基重具施方目戦取事手論議課項設質一二三四五六七八九壱弐十百千";

/// A bit for each ideograph from U+4E00 on: asked of nearly every line, and
/// without a branch for each of them.
const BEGINS_LABEL: [u64; (0xa000 - FIRST_IDEOGRAPH) / 64] = {
    let mut bits = [0; (0xa000 - FIRST_IDEOGRAPH) / 64];
    let bytes = LABEL_IDEOGRAPHS.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code = code_of([bytes[at], bytes[at + 1], bytes[at + 2]]) - FIRST_IDEOGRAPH;
        bits[code / 64] |= 1 << (code % 64);
        at += 3;
    }
    bits
};
const FIRST_IDEOGRAPH: usize = 0x4e00;

/// Whether a number or heading may begin with this ideograph.
#[inline]
pub(super) fn begins_label(code: usize) -> bool {
    code.checked_sub(FIRST_IDEOGRAPH)
        .and_then(|at| BEGINS_LABEL.get(at / 64).map(|bits| bits >> (at % 64) & 1 == 1))
        .unwrap_or(false)
}

/// The code point of a character of three bytes.
#[inline]
const fn code_of([first, second, third]: [u8; 3]) -> usize {
    (first as usize & 0xf) << 12 | (second as usize & 0x3f) << 6 | third as usize & 0x3f
}

/// A text without white space at its start. Mostly there is none or one, and the
/// first bytes tell.
#[inline]
pub fn trim_start(text: &str) -> &str {
    if is_no_space(text.as_bytes()) { text } else { trim_spaces(text) }
}

fn trim_spaces(text: &str) -> &str {
    let n_bytes = match text.as_bytes() {
        [b' ', rest @ ..] if is_no_space(rest) => 1,
        [0xe3, 0x80, 0x80, rest @ ..] if is_no_space(rest) => 3,
        _ => return text.trim_start(),
    };
    text.get(n_bytes..).unwrap_or_default()
}

/// Whether a text begins with a character that is certainly no white space.
#[inline]
fn is_no_space(text: &[u8]) -> bool {
    match text.first_chunk::<3>() {
        Some([first, second, _]) => *second >= LEAST_BEHIND[*first as usize],
        None => false,
    }
}

/// The least second byte behind each first one with which certainly no white
/// space begins: any for most, more than 0x80 behind 0xe3, and one that is never
/// found where others would have to be looked at.
static LEAST_BEHIND: [u8; 256] = {
    let mut least = [0xff; 256];
    let mut first = 0;
    while first < 256 {
        match first {
            0xe4..=0xe9 | 0xef | 0x21..=0x7e => least[first] = 0,
            0xe3 => least[first] = 0x81,
            _ => {}
        }
        first += 1;
    }
    least
};

/// A text without white space at its end. Mostly there is none, and the last
/// bytes tell.
#[inline]
pub fn trim_end(text: &str) -> &str {
    match text.as_bytes().last_chunk::<3>() {
        Some(
            [0xe4..=0xe9 | 0xef, _, _]
            | [0xe3, 0x81..=0xbf, _]
            | [0xe3, _, 0x81..=0xbf]
            | [_, _, b'!'..=b'~'],
        ) => text,
        _ => text.trim_end(),
    }
}

/// Whether a text begins with a hiragana, a comma, a full stop or an ideograph
/// with which no number begins: no space, no mark and no number then. Most lines
/// do, so they need no other look; one character is looked at.
#[inline]
pub fn begins_with_word(text: &str) -> bool {
    let Some(&bytes) = text.as_bytes().first_chunk::<3>() else {
        return false;
    };
    let code = if matches!(bytes[0], 0xe3..=0xe9) { code_of(bytes) } else { FIRST_KANA };
    let at = code.saturating_sub(FIRST_KANA);
    BEGINS_WORD.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

/// A bit for each character from U+3000 on: what begins a line cannot be
/// foreseen, so it is looked up.
static BEGINS_WORD: [u64; (0xa000 - FIRST_KANA) / 64] = {
    let mut bits = [0; (0xa000 - FIRST_KANA) / 64];
    let mut code = FIRST_KANA;
    while code < 0xa000 {
        let is_word = match code.checked_sub(FIRST_IDEOGRAPH) {
            Some(at) => BEGINS_LABEL[at / 64] >> (at % 64) & 1 == 0,
            None => matches!(code, 0x3001 | 0x3002 | 0x3041..=0x3096),
        };
        let at = code - FIRST_KANA;
        bits[at / 64] |= (is_word as u64) << (at % 64);
        code += 1;
    }
    bits
};
const FIRST_KANA: usize = 0x3000;

/// Whether a text begins with a character that begins neither a number nor
/// anything else that may be a heading: those of [`begins_with_word`], ・, and
/// quotes.
#[inline]
pub fn begins_no_number(text: &str) -> bool {
    begins_with_word(text)
        || matches!(
            text.as_bytes().first_chunk(),
            Some([0xe3, 0x80, 0x8c | 0x8e] | [0xe3, 0x83, 0xbb])
        )
}

#[cfg(test)]
mod tests {
    use super::super::numerals::is_kanji_numeral;
    use super::super::parse;
    use super::*;

    #[test]
    fn white_space_is_found_at_both_ends() {
        for code in 0..=0xffff_u32 {
            let line: String = char::from_u32(code).into_iter().chain(['字', '字']).collect();
            assert_eq!(trim_start(&line), line.trim_start(), "{line}");
            let line: String = ['字', '字'].into_iter().chain(char::from_u32(code)).collect();
            assert_eq!(trim_end(&line), line.trim_end(), "{line}");
        }
    }

    #[test]
    fn what_begins_with_a_word_has_no_number() {
        for line in ["届出は、", "の規定", "、届出", "。"] {
            assert!(begins_with_word(line), "{line}");
        }
        for code in 0..=0xffff_u32 {
            let line: String = char::from_u32(code).into_iter().chain(['１', '　', '届']).collect();
            let is_numeral = line.starts_with(is_kanji_numeral);
            let is_other = is_numeral || parse(&line).is_some() || line.trim_start() != line;
            assert!(!(is_other && begins_with_word(&line)), "{line}");
        }
        for code in 0..=0xffff_u32 {
            let line: String = char::from_u32(code).into_iter().chain(['１', '　', '届']).collect();
            assert!(!begins_with_word(&line) || begins_no_number(&line), "{line}");
            assert!(!begins_no_number(&line) || parse(&line).is_none(), "{line}");
        }
        assert!(begins_no_number("・１ 届出") && begins_no_number("「第１"));
        assert!(!begins_with_word("") && !begins_with_word("・届出") && !begins_with_word("ア"));
    }
}

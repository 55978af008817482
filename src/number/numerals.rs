//! Numerals used in heading numbers and their values.
//!
//! Source of the tables: CONVENTIONS §3.2 (tokens) and §3.3 (order of kana).

/// Katakana in the order of the syllabary (アイウエオ…), as ordinances and
/// office documents count.
const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";

/// Katakana in the order of the iroha poem, as statutes count.
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";

/// Value of an ASCII or full-width digit.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Whether the character belongs to a numeral written in kanji.
pub fn is_kanji_numeral(c: char) -> bool {
    kanji_digit(c).is_some() || kanji_unit(c).is_some()
}

fn kanji_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn kanji_unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Value of a numeral in kanji, by units (二百三十四) or by position (二三四).
pub fn kanji(numeral: &str) -> Option<u32> {
    if numeral.chars().count() > 9 || numeral.is_empty() {
        return None;
    }
    if numeral.chars().any(|c| kanji_unit(c).is_some()) {
        let (mut total, mut pending) = (0u32, None);
        for c in numeral.chars() {
            if let Some(unit) = kanji_unit(c) {
                total += pending.take().unwrap_or(1) * unit;
            } else {
                pending = Some(kanji_digit(c)?);
            }
        }
        Some(total + pending.unwrap_or(0))
    } else {
        numeral.chars().try_fold(0u32, |value, c| Some(value * 10 + kanji_digit(c)?))
    }
}

/// Position of a katakana (full width) in the order of the syllabary, from 1.
pub fn aiueo(c: char) -> Option<u32> {
    let at = (c as u32).checked_sub(FIRST_KATAKANA)? as usize;
    AIUEO_POSITIONS.get(at).filter(|&&position| position > 0).map(|&position| u32::from(position))
}

/// Position in the iroha order, from 1, of the katakana whose position in the
/// syllabary is `aiueo`.
pub fn iroha(aiueo: u32) -> Option<u32> {
    let at = katakana(aiueo)? as usize - FIRST_KATAKANA as usize;
    IROHA_POSITIONS.get(at).filter(|&&position| position > 0).map(|&position| u32::from(position))
}

/// First character of the block of katakana, and how many it has.
const FIRST_KATAKANA: u32 = 0x30a0;
const N_KATAKANA: usize = 96;
static AIUEO_POSITIONS: [u8; N_KATAKANA] = positions(AIUEO);
static IROHA_POSITIONS: [u8; N_KATAKANA] = positions(IROHA);

/// Where each katakana stands in an order, from 1; 0 for those that do not.
const fn positions(order: &str) -> [u8; N_KATAKANA] {
    let bytes = order.as_bytes();
    let mut positions = [0; N_KATAKANA];
    let mut at = 0;
    while at + 2 < bytes.len() {
        // From U+30A0 on: E3 82 A0.
        let low = (bytes[at + 1] as usize & 0x3f) << 6 | bytes[at + 2] as usize & 0x3f;
        positions[low - 0xa0] = (at / 3 + 1) as u8;
        at += 3;
    }
    positions
}

/// Position in the syllabary of the katakana that comes after the `aiueo`th one
/// in the iroha order.
pub fn after_in_iroha(aiueo_position: u32) -> Option<u32> {
    IROHA.chars().nth(iroha(aiueo_position)? as usize).and_then(aiueo)
}

/// The katakana at a position of the syllabary.
pub fn katakana(aiueo: u32) -> Option<char> {
    let at = 3 * aiueo.checked_sub(1)? as usize;
    AIUEO.get(at..at + 3)?.chars().next()
}

/// A value below 10,000 in kanji, by units.
pub fn to_kanji(value: u32) -> String {
    let mut out = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let count = value / unit % 10;
        if count > 1 || (count == 1 && unit == 1) {
            out.extend("〇一二三四五六七八九".chars().nth(count as usize));
        }
        if count > 0 {
            out.push_str(name);
        }
    }
    out
}

/// Full-width form of a half-width katakana without a voice mark.
pub fn wide_katakana(c: char) -> char {
    const WIDE: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    match c {
        '\u{ff66}'..='\u{ff9d}' => WIDE.chars().nth(c as usize - 0xff66).unwrap_or(c),
        _ => c,
    }
}

/// Value of one Roman numeral character (Ⅰ–Ⅻ, ⅰ–ⅻ).
pub fn roman_character(c: char) -> Option<u32> {
    match c {
        'Ⅰ'..='Ⅻ' => Some(c as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => Some(c as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    }
}

/// Value of a Roman numeral in letters (I, IV, x …) up to 39.
pub fn roman_letters(letters: &str) -> Option<u32> {
    const UP_TO_TEN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let upper = letters.to_ascii_uppercase();
    let tens = upper.bytes().take_while(|&b| b == b'X').count();
    let rest = upper.trim_start_matches('X');
    if upper.is_empty() || tens > 3 {
        return None;
    }
    let ones = if rest.is_empty() {
        0
    } else {
        UP_TO_TEN.iter().position(|known| *known == rest)? as u32 + 1
    };
    Some(tens as u32 * 10 + ones)
}

/// Value and glyph family of a number in a circle. Families are different
/// levels: ① is not ❶.
pub fn circled(c: char) -> Option<(Circle, u32)> {
    let code = c as u32;
    let (circle, value) = match code {
        0x24ea => (Circle::White, 0),
        0x2460..=0x2473 => (Circle::White, code - 0x2460 + 1),
        0x2780..=0x2789 => (Circle::White, code - 0x2780 + 1),
        0x3251..=0x325f => (Circle::White, code - 0x3251 + 21),
        0x32b1..=0x32bf => (Circle::White, code - 0x32b1 + 36),
        0x2776..=0x277f => (Circle::Black, code - 0x2776 + 1),
        0x278a..=0x2793 => (Circle::Black, code - 0x278a + 1),
        0x24f5..=0x24fe => (Circle::Double, code - 0x24f5 + 1),
        0x3280..=0x3289 => (Circle::Kanji, code - 0x3280 + 1),
        _ => return None,
    };
    Some((circle, value))
}

/// Family of a number in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Circle {
    /// ①, and its glyph variant ➀.
    White,
    /// ❶, and its glyph variant ➊.
    Black,
    /// ⓵.
    Double,
    /// ㊀.
    Kanji,
}

/// Value of a circled katakana (㋐ = 1).
pub fn circled_katakana(c: char) -> Option<u32> {
    match c {
        '\u{32d0}'..='\u{32fe}' => Some(c as u32 - 0x32d0 + 1),
        _ => None,
    }
}

/// A number with built-in parentheses: ⑴ or ㈠ (`true` for kanji).
pub fn parenthesized(c: char) -> Option<(bool, u32)> {
    match c {
        '⑴'..='⒇' => Some((false, c as u32 - '⑴' as u32 + 1)),
        '㈠'..='㈩' => Some((true, c as u32 - '㈠' as u32 + 1)),
        _ => None,
    }
}

/// Whether the character is of the hyphen class that joins the parts of a
/// number path (CONVENTIONS §3.6 T1). ー is a hyphen only between numerals,
/// which is the only place this is asked.
pub fn is_path_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '−' | '─' | '━' | '－' | 'ー' | 'ｰ' | '﹘' | '﹣' | '\u{2043}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_numerals_have_values() {
        let cases = [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("百三", Some(103)),
            ("二百三十四", Some(234)),
            ("千九", Some(1009)),
            ("二三四", Some(234)),
            ("一〇", Some(10)),
            ("", None),
        ];
        for (numeral, value) in cases {
            assert_eq!(kanji(numeral), value, "{numeral}");
        }
    }

    #[test]
    fn both_kana_orders_start_where_they_should() {
        assert_eq!(aiueo('ア'), Some(1));
        assert_eq!(aiueo('イ'), Some(2));
        let order = |c| iroha(aiueo(c).expect("a katakana"));
        assert_eq!(order('イ'), Some(1));
        assert_eq!(order('ロ'), Some(2));
        assert_eq!(order('ン'), Some(48));
    }

    #[test]
    fn roman_numerals_have_values() {
        assert_eq!(roman_letters("iv"), Some(4));
        assert_eq!(roman_letters("XII"), Some(12));
        assert_eq!(roman_letters("IIII"), None);
        assert_eq!(roman_character('Ⅷ'), Some(8));
    }

    #[test]
    fn glyph_variants_of_a_circle_are_one_family() {
        assert_eq!(circled('①'), circled('\u{2780}'));
        assert_ne!(circled('①'), circled('❶'));
        assert_eq!(circled('㉑'), Some((Circle::White, 21)));
    }

    #[test]
    fn half_width_katakana_widen() {
        assert_eq!(wide_katakana('ｱ'), 'ア');
        assert_eq!(wide_katakana('ﾝ'), 'ン');
        assert_eq!(wide_katakana('x'), 'x');
    }
}

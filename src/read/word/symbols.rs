//! Characters of symbol fonts, which are pictures at the codes of letters.
//!
//! Word writes them as `w:sym`, as characters of the private area F000–F0FF,
//! or as the letters themselves in the font. What is not known here becomes 〓.

use std::borrow::Cow;

/// What stands for a sign without a known character (ゲタ).
pub(super) const UNKNOWN: char = '〓';

/// Greek and mathematical letters of the font Symbol, from 0x20.
const SYMBOL: &str = " !∀#∃%&∍()∗+,−./0123456789:;<=>?\
≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\
\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// The same font from 0xA0.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵\
ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓\
◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〓〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭〓";

/// Wingdings, from 0x20 to 0x7E.
const WINGDINGS: &str = " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭📁📂📄🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍\
🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉\
♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷";

/// Wingdings from 0x80 to 0xFE.
const WINGDINGS_HIGH: &str = "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•\
▪⚪🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘\
🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←\
→↑↓🡬🡭🡯🡮🡸➔🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂🢬🢭🗶✔☒☑";

/// Signs of Wingdings 2 that documents use for boxes, ticks and numbers.
const WINGDINGS_2: &[(u8, char)] = &[
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x97, '●'),
    (0xA2, '■'),
    (0xA3, '□'),
];

/// Signs of Wingdings 3 that documents use: arrows.
const WINGDINGS_3: &[(u8, char)] = &[
    (0x66, '←'),
    (0x67, '→'),
    (0x68, '↑'),
    (0x69, '↓'),
    (0x70, '▲'),
    (0x71, '▼'),
    (0x74, '◀'),
    (0x75, '▶'),
    (0x7D, '⯈'),
];

/// A symbol font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SymbolFont {
    Symbol,
    Wingdings,
    Wingdings2,
    Wingdings3,
    /// Pictures of which none is known here.
    Other,
}

fn symbol_font(name: &str) -> Option<SymbolFont> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "symbol" => SymbolFont::Symbol,
        "wingdings" => SymbolFont::Wingdings,
        "wingdings 2" => SymbolFont::Wingdings2,
        "wingdings 3" => SymbolFont::Wingdings3,
        "webdings" | "zapfdingbats" | "zapf dingbats" | "ms outlook" | "marlett" => {
            SymbolFont::Other
        }
        _ => return None,
    })
}

/// Whether a font holds pictures at the codes of letters.
pub(super) fn is_symbol_font(name: &str) -> bool {
    symbol_font(name).is_some()
}

/// The character at a code of a font.
fn sign(font: SymbolFont, code: u8) -> Option<char> {
    let at = |table: &str, first: u8| {
        let index = code.checked_sub(first)?;
        table.chars().nth(usize::from(index)).filter(|&c| c != UNKNOWN)
    };
    let listed =
        |table: &[(u8, char)]| table.iter().find(|(known, _)| *known == code).map(|&(_, c)| c);
    match (font, code) {
        (_, 0x20) => Some(' '),
        (SymbolFont::Symbol, 0x21..=0x7E) => at(SYMBOL, 0x20),
        (SymbolFont::Symbol, 0xA0..) => at(SYMBOL_HIGH, 0xA0),
        (SymbolFont::Wingdings, 0x21..=0x7E) => at(WINGDINGS, 0x20),
        (SymbolFont::Wingdings, 0x80..=0xFE) => at(WINGDINGS_HIGH, 0x80),
        (SymbolFont::Wingdings2, _) => listed(WINGDINGS_2),
        (SymbolFont::Wingdings3, _) => listed(WINGDINGS_3),
        _ => None,
    }
}

/// The character of a `w:sym`: `code` is hexadecimal. `None` if it is not
/// known.
pub(super) fn from_code(font: Option<&str>, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    let font = font.and_then(symbol_font);
    match (font, code) {
        (Some(font), 0x20..=0xFF | 0xF020..=0xF0FF) => sign(font, (code & 0xFF) as u8),
        (None, 0xE000..=0xF8FF) | (_, 0..=0x1F) => None,
        _ => char::from_u32(code),
    }
}

/// Text in a font with the characters that are seen, and how many of them are
/// unknown.
pub(super) fn translate<'a>(text: &'a str, font: Option<&str>) -> (Cow<'a, str>, u32) {
    let font = font.and_then(symbol_font);
    let is_private = |c: char| ('\u{F020}'..='\u{F0FF}').contains(&c);
    if font.is_none() && !text.contains(is_private) {
        return (Cow::Borrowed(text), 0);
    }
    let mut n_unknown = 0;
    let translated = text.chars().map(|c| {
        let code = (c as u32 & 0xFF) as u8;
        match font {
            // Latin letters take the font; Japanese ones have one of their own.
            Some(font) if is_private(c) || ('!'..='ÿ').contains(&c) => sign(font, code),
            // Word shows a sign whose font is not named in Symbol.
            None if is_private(c) => sign(SymbolFont::Symbol, code),
            _ => Some(c),
        }
        .unwrap_or_else(|| {
            n_unknown += 1;
            UNKNOWN
        })
    });
    let translated: String = translated.collect();
    (Cow::Owned(translated), n_unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_cover_their_fonts() {
        for (table, n_signs) in [
            (SYMBOL, 0x7E - 0x20 + 1),
            (SYMBOL_HIGH, 0xFF - 0xA0 + 1),
            (WINGDINGS, 0x7E - 0x20 + 1),
            (WINGDINGS_HIGH, 0xFE - 0x80 + 1),
        ] {
            assert_eq!(table.chars().count(), n_signs, "{table}");
        }
    }

    #[test]
    fn signs_are_what_readers_see() {
        for (font, code, seen) in [
            ("Wingdings", "F06C", Some('●')),
            ("Wingdings", "F06E", Some('■')),
            ("Wingdings", "F0A7", Some('▪')),
            ("Wingdings", "F0D8", Some('➢')),
            ("Wingdings", "F0FC", Some('✔')),
            ("Wingdings", "F0FE", Some('☑')),
            ("Wingdings", "F0E8", Some('➔')),
            ("Wingdings", "81", Some('①')),
            ("wingdings 2", "F052", Some('☑')),
            ("Wingdings 3", "F066", Some('←')),
            ("Symbol", "F0B7", Some('•')),
            ("Symbol", "F061", Some('α')),
            ("Symbol", "F0AE", Some('→')),
            ("Symbol", "F0D7", Some('⋅')),
            ("Webdings", "F061", None),
            ("ＭＳ 明朝", "2460", Some('①')),
            ("ＭＳ 明朝", "F041", None),
            ("Wingdings", "nonsense", None),
        ] {
            assert_eq!(from_code(Some(font), code), seen, "{font} {code}");
        }
    }

    #[test]
    fn text_in_a_symbol_font_is_read_as_seen() {
        assert_eq!(translate("lあ", Some("Wingdings")), ("●あ".into(), 0));
        assert_eq!(translate("\u{F0B7}", None), ("•".into(), 0));
        assert_eq!(translate("a", Some("Webdings")), ("〓".into(), 1));
        assert!(matches!(translate("abc", Some("Arial")), (Cow::Borrowed("abc"), 0)));
    }
}

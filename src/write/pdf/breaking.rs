//! Where a line of Japanese may end (禁則処理). Widths come from the font, so
//! nothing here knows of glyphs.

/// A character, or one with the marks that belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Atom {
    /// The character.
    pub c: char,
    /// Its width in points.
    pub width: f32,
}

/// Marks that must not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠»\
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ\
    ‐゠–〜～%‰℃°′″％‥…)]},.:;?!｡､･｣ﾞﾟｰｧｨｩｪｫｬｭｮｯ";

/// Marks that must not end a line (行末禁則).
const NOT_LAST: &str = "‘“（〔［｛〈《「『【〘〖〝｟«([{｢¥￥$＄£№＃#";

/// Characters of which two in a row are one mark (分離禁止).
const PAIRED: &str = "…‥—―〳〵";

/// Cuts a paragraph into lines no wider than `width`: the ends of the lines,
/// the last one being the number of atoms. A word or number is torn only where
/// it is wider than a line; spaces at the end of a line may stand over it.
/// Never gives an empty line. O(atoms).
pub(super) fn line_ends(atoms: &[Atom], width: f32) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let end = line_end(atoms, start, width);
        ends.push(end);
        start = end;
    }
    ends
}

/// How much too wide a line may be by rounding, in points.
const ROUNDING: f32 = 0.01;

fn line_end(atoms: &[Atom], start: usize, width: f32) -> usize {
    let mut used = 0.0;
    let mut last_break = None;
    for at in start..atoms.len() {
        let atom = atoms[at];
        if at > start && may_break(atoms[at - 1].c, atom.c) {
            last_break = Some(at);
        }
        used += atom.width;
        if used > width + ROUNDING && !is_space(atom.c) && at > start {
            return last_break.unwrap_or(at);
        }
    }
    atoms.len()
}

/// Whether a line may end between two neighbours.
pub(super) fn may_break(before: char, after: char) -> bool {
    if is_space(after) {
        return false;
    }
    if is_space(before) {
        return true;
    }
    if NOT_LAST.contains(before) || NOT_FIRST.contains(after) {
        return false;
    }
    if before == after && PAIRED.contains(before) {
        return false;
    }
    !(is_of_word(before) && is_of_word(after))
}

/// Whether a character is part of a word or number that stands together.
/// Letters of Greek and Cyrillic words are, kana and ideographs are not.
pub(super) fn is_of_word(c: char) -> bool {
    match c {
        '!'..='~' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => true,
        '\u{A1}'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => c.is_alphabetic(),
        _ => false,
    }
}

/// White space at which a line may end. The full-width space is a character
/// like others inside a line, and hangs over its end like a space.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}'
}

/// Whether a character belongs to the one before it and has no place of its
/// own: accents, voice marks, selectors, joiners.
pub(super) fn is_attached(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
        | '\u{AD}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a text whose ASCII characters are half as wide as the others.
    fn lines(text: &str, columns: f32) -> Vec<String> {
        let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let atoms: Vec<Atom> = text.chars().map(|c| Atom { c, width: width(c) }).collect();
        let mut start = 0;
        let ends = line_ends(&atoms, columns);
        ends.into_iter()
            .map(|end| {
                let line = atoms[start..end].iter().map(|atom| atom.c).collect();
                start = end;
                line
            })
            .collect()
    }

    #[test]
    fn lines_break_between_characters() {
        assert_eq!(lines("あいうえおか", 4.0), ["あいうえ", "おか"]);
        assert_eq!(lines("あいう", 4.0), ["あいう"]);
        assert!(lines("", 4.0).is_empty());
    }

    #[test]
    fn no_mark_begins_a_line_that_must_not() {
        assert_eq!(lines("あいうえ。お", 4.0), ["あいう", "え。お"]);
        assert_eq!(lines("あいうえ」。お", 4.0), ["あいう", "え」。お"]);
        assert_eq!(lines("ああアップ", 3.0), ["ああ", "アップ"]);
        for mark in NOT_FIRST.chars() {
            let text: String = ["国国国国", &mark.to_string(), "国国国"].concat();
            for columns in [2.0, 3.0, 4.0, 5.0] {
                for line in lines(&text, columns) {
                    assert!(!line.starts_with(mark), "{mark} begins a line of {columns}");
                }
            }
        }
    }

    #[test]
    fn no_bracket_ends_a_line_that_must_not() {
        assert_eq!(lines("あいう「えお」", 4.0), ["あいう", "「えお」"]);
        for mark in NOT_LAST.chars() {
            let text: String = ["国国国", &mark.to_string(), "国国国"].concat();
            for columns in [2.0, 3.0, 4.0, 5.0] {
                for line in lines(&text, columns) {
                    assert!(!line.ends_with(mark), "{mark} ends a line of {columns}");
                }
            }
        }
    }

    #[test]
    fn words_and_numbers_stay_whole_unless_longer_than_a_line() {
        assert_eq!(lines("あいPDF/Aう", 3.0), ["あい", "PDF/A", "う"]);
        assert_eq!(lines("あい２０２６年", 4.0), ["あい", "２０２６", "年"]);
        assert_eq!(lines("an example", 4.0), ["an ", "example"]);
        assert_eq!(lines("https://example", 3.0), ["https:", "//exam", "ple"]);
    }

    #[test]
    fn spaces_hang_over_the_end() {
        assert_eq!(lines("あいうえ お", 4.0), ["あいうえ ", "お"]);
        assert_eq!(lines("あいうえ　お", 4.0), ["あいうえ　", "お"]);
    }

    #[test]
    fn long_dashes_and_dots_are_one_mark() {
        assert_eq!(lines("あいう――え", 4.0), ["あいう", "――え"]);
        assert_eq!(lines("あいえ……お", 4.0), ["あい", "え……お"]);
    }

    #[test]
    fn too_many_forbidden_marks_break_somewhere() {
        assert_eq!(lines("））））））", 4.0), ["））））", "））"]);
        assert_eq!(lines("国国", 0.5), ["国", "国"]);
    }
}

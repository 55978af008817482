//! How many columns text takes on a terminal or in a monospaced editor: two for
//! a full-width character, one for a half-width one.

use crate::model::{Source, Span};
use crate::number::{trim_end, trim_start};

/// Display columns of the first word that could not be broken off: a run of
/// Latin letters or digits, or one Japanese character, with the brackets that
/// must not end a line before it and the marks that must not begin one after
/// it (禁則).
pub fn first_word(text: &str) -> usize {
    if is_single(text.as_bytes()) {
        return 2;
    }
    let mut chars = trim_start(text).chars().peekable();
    let mut width = 0;
    while let Some(bracket) = chars.next_if(|&c| may_not_end_line(c)) {
        width += char_width(bracket);
    }
    let latin: usize =
        std::iter::from_fn(|| chars.next_if(char::is_ascii_graphic)).take(30).count();
    width += if latin > 0 { latin } else { chars.next().map_or(2, char_width) };
    while let Some(mark) = chars.next_if(|&c| may_not_begin_line(c)) {
        width += char_width(mark);
    }
    width
}

/// Whether a text begins with kana or an ideograph and goes on with one that may
/// begin a line, or with a mark of the same block that may: the usual case.
#[inline]
fn is_single(text: &[u8]) -> bool {
    let Some([first, second, _, next @ ..]) = text.first_chunk::<6>() else { return false };
    let begins = matches!(first, 0xe4..=0xe9) || *first == 0xe3 && matches!(second, 0x81..=0x83);
    begins
        && match *next {
            [0xe4..=0xe9, _, _] => true,
            [0xe3, block @ 0x80..=0x83, last] => {
                let bits = MAY_NOT_BEGIN_LINE[usize::from(block & 3)];
                bits >> (last & 0x3f) & 1 == 0
            }
            _ => false,
        }
}

/// [`may_not_begin_line`] for U+3000 to U+30FF, a bit each.
static MAY_NOT_BEGIN_LINE: [u64; 4] = {
    let mut bits = [0; 4];
    let mut code = 0x3000_u32;
    while code < 0x3100 {
        if let Some(c) = char::from_u32(code)
            && may_not_begin_line(c)
        {
            bits[(code - 0x3000) as usize / 64] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
};

fn may_not_end_line(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【' | '〔' | '［' | '｛' | '〈' | '《' | '(')
}

#[rustfmt::skip]
const fn may_not_begin_line(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '？' | '！' | '）' | '」' | '』' | '】' | '〕' | '］'
        | '｝' | '〉' | '》' | ')' | 'ー' | '々' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ'
    )
}

/// Columns of one character.
fn char_width(c: char) -> usize {
    match c as u32 {
        0..=0x1f | 0x7f => 0,
        0x20..=0x2ff | 0xff61..=0xff9f => 1,
        _ => 2,
    }
}

/// 。 in UTF-8.
const FULL_STOP: [u8; 3] = [0xe3, 0x80, 0x82];

/// What a line without the white space at its end shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Display columns.
    pub columns: usize,
    /// Whether it ends in 。
    pub ends_sentence: bool,
    /// Whether a tab parts it, as the cells of a table.
    pub is_tabbed: bool,
}

/// Instead of the display columns of a line that a tab parts: it is never a part
/// of a paragraph.
pub const TABBED: u32 = u32::MAX >> 1;

impl Extent {
    /// An extent without a tab.
    #[inline]
    fn plain(columns: usize, ends_sentence: bool) -> Self {
        Self { columns, ends_sentence, is_tabbed: false }
    }

    /// Its columns, or [`TABBED`].
    #[inline]
    pub fn width(self) -> u32 {
        if self.is_tabbed { TABBED } else { self.columns as u32 }
    }
}

/// Columns and end of a line of a source, white space at its end left out. Every
/// line of a large file is measured.
#[inline]
pub fn extent(source: &Source, line: Span) -> Extent {
    if line.is_empty() {
        return Extent::plain(0, false);
    }
    extent_at_once(source, line).unwrap_or_else(|| extent_by_others(source, line))
}

/// The same of a line of which the source does not know the columns, or which
/// may have white space at its end. Plain characters take two columns and three
/// bytes each, so only the others are looked at.
#[inline(never)]
fn extent_by_others(source: &Source, line: Span) -> Extent {
    let text = trim_end(source.slice(line));
    let ends_sentence = text.as_bytes().last_chunk() == Some(&FULL_STOP);
    // A tab at the start is an indent.
    let is_tabbed = trim_start(text).contains('\t');
    let Some(others) = source.others() else {
        let columns = text.chars().map(char_width).sum();
        return Extent { columns, ends_sentence, is_tabbed };
    };
    if text.starts_with(|c: char| c.is_ascii()) && text.is_ascii() {
        let n_controls = text.bytes().filter(u8::is_ascii_control).count();
        return Extent { columns: text.len() - n_controls, ends_sentence, is_tabbed };
    }
    let (start, end) = (line.start(), line.start() + text.len());
    let (mut n_plain, mut columns) = (text.len(), 0);
    for at in others.within(start, end) {
        let (n_bytes, width) = other(text.as_bytes().get(at - start..).unwrap_or_default());
        n_plain -= n_bytes;
        columns += width;
    }
    Extent { columns: columns + 2 * (n_plain / 3), ends_sentence, is_tabbed }
}

/// The same of a line that certainly has no white space at its end, where the
/// source knows the columns without a look at the characters.
#[inline]
fn extent_at_once(source: &Source, line: Span) -> Option<Extent> {
    let end: &[u8; 3] = source.original().as_bytes().get(line.range())?.last_chunk()?;
    let columns = source.columns(line)?;
    ends_visibly(*end).then_some(Extent::plain(columns, *end == FULL_STOP))
}

/// Whether these bytes at the end of a text certainly end in no white space.
#[inline]
fn ends_visibly([first, second, third]: [u8; 3]) -> bool {
    let is_ascii = matches!(third, b'!'..=b'~');
    let is_wide = matches!(first, 0xe3..=0xef);
    let is_space = first == 0xe3 && second == 0x80 && third == 0x80;
    is_ascii || is_wide && !is_space
}

/// Columns of a line of a source, white space at its end left out.
pub fn display_width(source: &Source, line: Span) -> usize {
    extent(source, line).columns
}

/// Bytes and columns of the character at the start of a text.
#[inline]
fn other(text: &[u8]) -> (usize, usize) {
    match *text {
        [0xef, 0xbd, 0xa1..=0xbf, ..] | [0xef, 0xbe, 0x80..=0x9f, ..] => (3, 1),
        [first, ..] => {
            let extent = BY_FIRST_BYTE[usize::from(first)];
            (usize::from(extent >> 4), usize::from(extent & 0xf))
        }
        [] => (0, 0),
    }
}

/// Bytes (high half) and columns (low half) of characters by their first byte.
/// From U+0300 (CC 80) on there are two columns: combining marks, Greek,
/// Cyrillic and others.
static BY_FIRST_BYTE: [u8; 256] = {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < all.len() {
        all[byte] = match byte {
            ..0x20 | 0x7f => 0x10,
            0x20..0x7f => 0x11,
            0x80..0xcc => 0x21,
            0xcc..0xe0 => 0x22,
            0xe0..0xf0 => 0x32,
            _ => 0x42,
        };
        byte += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Warnings;
    use crate::model::{Format, Piece, Scan, Side};
    use crate::read::{Input, ReadOptions, read};

    #[test]
    fn full_width_characters_take_two_columns() {
        for (text, width) in [
            ("", 0),
            ("a", 1),
            ("abc", 3),
            ("a\tb\u{7f}", 2),
            ("第１条", 6),
            ("ｶﾞｲﾄﾞ", 5),
            ("（ｱ）é", 6),
            ("｡ﾟ｠ﾠ￪", 8),
            ("第 ", 2),
            ("①", 2),
        ] {
            let before = "「第１」\n";
            let original = format!("{before}{text}\n１２");
            let line = Span::new(before.len(), before.len() + text.len());
            let source = Source::new("a".into(), Format::Text, original, Vec::new(), None);
            assert_eq!(display_width(&source, line), width, "{text}");
            let Scan { others, columns, .. } = Scan::of(source.original());
            let source = source.with_others(others);
            assert_eq!(display_width(&source, line), width, "{text}");
            let source = source.with_columns(columns);
            assert_eq!(display_width(&source, line), width, "{text}");
        }
    }

    #[test]
    fn columns_told_at_once_are_those_of_the_characters() {
        let pieces = [
            "第１条",
            "この規程は、",
            "ｶﾅ",
            "é",
            "𠮷",
            "\t",
            " ",
            "　",
            "abc ",
            "～",
            "。",
            "\u{7f}",
            "Ω",
            "…",
            "む\u{3099}",
            "123",
            "（以下「法」",
            "\u{a0}",
            "\u{1}",
            "ﾟ",
        ];
        let mut seed = 1_u32;
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as usize % n
        };
        let mut text = String::new();
        for n_usual in (0..3000).map(|n| n % 60) {
            // Usual pieces first, so that some lines hold nothing else.
            (0..n_usual / 4).for_each(|_| text.push_str(pieces[next(2)]));
            (0..next(4)).for_each(|_| text.push_str(pieces[next(pieces.len())]));
            text.push_str(["\n", "\r\n"][next(2)]);
        }
        let input = Input { name: "a.txt".into(), bytes: text.into() };
        let mut warnings = Warnings::new(Side::Old);
        let extract = read(&input, &ReadOptions::default(), &mut warnings).unwrap();
        let source = extract.source;
        let original = source.original().to_owned();
        let unknown = Source::new("a".into(), Format::Text, original, Vec::new(), None);
        let mut n_known = 0;
        for line in extract.pieces.iter().flat_map(Piece::lines) {
            let [known, plain] = [&source, &unknown].map(|source| extent(source, line.span));
            assert_eq!(known, plain, "{}", source.slice(line.span));
            n_known += usize::from(source.columns(line.span).is_some());
        }
        assert!(n_known > 300 && n_known < 2700, "{n_known}");
    }

    #[test]
    fn the_first_word_holds_what_cannot_be_parted_from_it() {
        for (text, width) in [
            ("", 2),
            ("あい", 2),
            ("「あ」い", 6),
            ("PDF形式", 3),
            ("　国、", 4),
            ("ラッ", 4),
            ("国の事", 2),
            ("国「事", 2),
            ("ラーメン", 4),
            ("漢々字", 4),
            ("ゃゃあ", 4),
            ("国）。あ", 6),
        ] {
            assert_eq!(first_word(text), width, "{text}");
        }
    }
}

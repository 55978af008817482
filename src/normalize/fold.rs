//! Comparison form of text: width, glyph variants, hyphens, spaces and comma
//! style made equal, class by class (ARCHITECTURE §5.1, CONVENTIONS §3.6).
//!
//! NFKC alone is both too strong (① becomes 1, Ⅰ becomes I) and too weak (〜, −,
//! ‐ and most radicals stay), so a table decides per character and only some
//! ranges go through NFKC. Folded text is compared and never printed.
//!
//! Folding is one pass over the characters with one table look-up each: O(n).

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::classes::{DROP, MARK, SLOW, SPACE, TABLES};
use super::plain;
use crate::model::Source;

/// Receives folded characters one by one.
pub trait FoldSink {
    /// One folded character that came from the original bytes
    /// `start..end` of the text last begun.
    fn folded(&mut self, c: char, start: usize, end: usize);

    /// The character last folded turns into `c`, because a mark that ends at
    /// original byte `end` joined it.
    fn recomposed(&mut self, c: char, end: usize);

    /// A run of characters that fold to themselves, of three bytes each, whose
    /// first byte is byte `start` of the original. The same as
    /// [`FoldSink::folded`] for each.
    fn run(&mut self, run: &str, start: usize) {
        for (at, c) in run.char_indices() {
            self.folded(c, start + at, start + at + c.len_utf8());
        }
    }
}

/// Folds text given in pieces, keeping the context that a character needs: what
/// came before it, and a space that may turn out not to matter.
#[derive(Debug)]
pub struct Folder<'s, S> {
    sink: &'s mut S,
    previous: Option<char>,
    /// Original bytes of a space seen since the last character.
    space: Option<(usize, usize)>,
    pending: Option<Pending>,
}

/// A character whose meaning depends on the one after it, which may stand on
/// the next line.
#[derive(Debug, Clone, Copy)]
struct Pending {
    /// What it is when a digit (for points: a Latin character) follows.
    inside: char,
    /// What it is otherwise.
    outside: char,
    start: usize,
    end: usize,
}

impl<'s, S: FoldSink> Folder<'s, S> {
    /// A folder at the beginning of a text.
    pub fn new(sink: &'s mut S) -> Self {
        Self { sink, previous: None, space: None, pending: None }
    }

    /// A break that a typesetter, not the author, put between two words.
    pub fn space(&mut self, at: usize) {
        self.space.get_or_insert((at, at));
    }

    /// Folds the next piece: the bytes `range` of a text.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        let bytes = text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            // Most Japanese characters fold to themselves whatever stands
            // beside them; they are taken in runs.
            if matches!(bytes.get(at), Some(0xe3..=0xe9)) {
                let rest = bytes.get(at..).unwrap_or_default();
                let until = range.end.min(at + plain::n_plain(rest));
                if until > at {
                    self.run(text.get(at..until).unwrap_or_default(), at);
                    at = until;
                    continue;
                }
            }
            at += self.other(text, at);
        }
    }

    /// Folds the bytes `range` of a source.
    pub fn push_source(&mut self, source: &Source, range: Range<usize>) {
        let text = source.original();
        let Some(others) = source.others() else { return self.push(text, range) };
        let mut at = range.start;
        let mut rest = others.within(range.start, range.end);
        while let Some(other) = rest.next() {
            if at < other {
                self.plain(text, at..other);
            }
            at = other + self.other(text, other);
            if at == other + 1 {
                let end = self.ascii(text, at..range.end);
                if end > at {
                    (at, rest) = (end, others.within(end, range.end));
                }
            }
        }
        if at < range.end {
            self.plain(text, at..range.end);
        }
    }

    /// Folds the ASCII characters at the beginning of a stretch that stay what they
    /// are, without asking for each where it begins; returns where they end.
    fn ascii(&mut self, text: &str, range: Range<usize>) -> usize {
        let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
        let n = bytes.iter().take_while(|byte| is_unchanged(**byte)).count();
        for (byte, at) in bytes.iter().take(n).zip(range.start..) {
            self.emit(char::from(*byte), at, at + 1);
        }
        range.start + n
    }

    /// Folds a run of plain characters.
    fn plain(&mut self, text: &str, range: Range<usize>) {
        let Range { mut start, end } = range;
        let mut run = text.get(start..end).unwrap_or_default();
        // What a long vowel mark is depends on what stands before it.
        while run.as_bytes().first_chunk() == Some(&plain::LONG_VOWEL) {
            start += self.other(text, start);
            run = text.get(start..end).unwrap_or_default();
        }
        if !run.is_empty() {
            self.run(run, start);
        }
    }

    /// Folds the character at a byte, which may fold to another; returns its
    /// length.
    #[inline]
    fn other(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        match bytes.get(at) {
            Some(&byte) if is_unchanged(byte) => {
                self.emit(char::from(byte), at, at + 1);
                return 1;
            }
            // Full-width ones are mostly of a number, or brackets.
            Some(0xef) => {
                if let Some(narrow) = narrow(bytes.get(at + 1..)) {
                    self.emit(char::from(narrow), at, at + 3);
                    return 3;
                }
            }
            Some(b' ') => {
                self.space.get_or_insert((at, at + 1));
                return 1;
            }
            _ => {}
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return text.len();
        };
        self.single(c, at);
        c.len_utf8()
    }

    /// A character that may fold to another.
    fn single(&mut self, c: char, start: usize) {
        let end = start + c.len_utf8();
        match TABLES.entry(c) {
            DROP => {}
            SPACE => {
                self.space.get_or_insert((start, end));
            }
            MARK => self.voice_mark(c, start, end),
            SLOW => self.slow(c, start, end),
            folded => self.emit(char::from_u32(folded).unwrap_or(c), start, end),
        }
    }

    /// Ends the text.
    pub fn finish(mut self) {
        self.settle(None);
    }

    fn run(&mut self, run: &str, start: usize) {
        if self.pending.is_some() {
            self.settle(None);
        }
        self.space = None;
        self.previous = last_of_three(run);
        self.sink.run(run, start);
    }

    /// Decides a pending character by the one after it.
    fn settle(&mut self, next: Option<char>) {
        let Some(Pending { inside, outside, start, end }) = self.pending.take() else { return };
        // Beside a hyphen a space is layout; after a comma it ends the number.
        let is_inside = (self.space.is_none() || inside == '-')
            && next.is_some_and(|next| {
                next.is_ascii_digit() || (inside == '.' && next.is_ascii_alphanumeric())
            });
        let c = if is_inside { inside } else { outside };
        self.previous = Some(c);
        self.sink.folded(c, start, end);
    }

    /// か + ゛ as macOS writes them, ｶ + ﾞ as half-width text does.
    fn voice_mark(&mut self, mark: char, start: usize, end: usize) {
        self.settle(None);
        let combining = if matches!(mark, 'ﾟ' | '\u{309a}') { '\u{309a}' } else { '\u{3099}' };
        let voiced = self
            .previous
            .and_then(|previous| unicode_normalization::char::compose(previous, combining));
        match voiced {
            Some(voiced) if self.space.is_none() => {
                self.previous = Some(voiced);
                self.sink.recomposed(voiced, end);
            }
            _ => self.emit(if combining == '\u{309a}' { '゜' } else { '゛' }, start, end),
        }
    }

    /// Characters that depend on their neighbours or fold to several.
    fn slow(&mut self, c: char, start: usize, end: usize) {
        if matches!(c, 'ー' | 'ｰ' | ',' | '，' | '︐' | '.' | '．') {
            self.settle(None);
        }
        let after_japanese = self.previous.is_some_and(is_japanese);
        let after_digit = self.previous.is_some_and(|previous| previous.is_ascii_digit());
        match c {
            // A vowel mark in words, a hyphen between numerals only.
            'ー' | 'ｰ' if after_digit => self.wait('-', 'ー', start, end),
            'ー' | 'ｰ' => self.emit('ー', start, end),
            // Old and new comma style are one (CONVENTIONS §3.6 T6), but
            // 1,000 keeps its comma and 3.5 its point.
            ',' | '，' | '︐' if after_digit => self.wait(',', '、', start, end),
            ',' | '，' | '︐' if after_japanese => self.emit('、', start, end),
            ',' | '，' | '︐' => self.emit(',', start, end),
            '.' | '．' if after_japanese => self.wait('.', '。', start, end),
            '.' | '．' => self.emit('.', start, end),
            // Squares and cubes keep their exponent, as m² written out does.
            '㎟'..='㎦' => {
                let exponent = if c <= '㎢' { '²' } else { '³' };
                for folded in std::iter::once(c).nfkc().filter(|c| !c.is_ascii_digit()) {
                    self.emit(folded, start, end);
                }
                self.emit(exponent, start, end);
            }
            _ => {
                for folded in std::iter::once(c).nfkc().filter_map(fold_again) {
                    self.emit(folded, start, end);
                }
            }
        }
    }

    fn wait(&mut self, inside: char, outside: char, start: usize, end: usize) {
        self.space = None;
        self.pending = Some(Pending { inside, outside, start, end });
    }

    #[inline]
    fn emit(&mut self, c: char, start: usize, end: usize) {
        // Mostly nothing before it waits for it.
        if self.pending.is_some() || self.space.is_some() {
            self.end_waiting(c);
        }
        self.previous = Some(c);
        self.sink.folded(c, start, end);
    }

    fn end_waiting(&mut self, next: char) {
        self.settle(Some(next));
        if let Some((space_start, space_end)) = self.space.take() {
            // A space matters between two Latin words or numbers only; beside
            // Japanese characters it is layout (平成 15年法).
            if is_latin_word(next) && self.previous.is_some_and(is_latin_word) {
                self.sink.folded(' ', space_start, space_end);
            }
        }
    }
}

/// Whether a byte is a character that stays what it is: ASCII but commas and points.
#[inline]
fn is_unchanged(byte: u8) -> bool {
    matches!(byte, b'!'..=b'+' | b'-' | b'/'..=b'~')
}

/// The digit, capital letter or bracket whose full-width form begins with these
/// bytes after its first one.
#[inline]
fn narrow(rest: Option<&[u8]>) -> Option<u8> {
    match rest?.first_chunk()? {
        [0xbc, last @ (0x88 | 0x89 | 0x90..=0x99 | 0xa1..=0xba)] => Some(last - 0x60),
        _ => None,
    }
}

/// The last character of a text whose characters have three bytes.
#[inline]
fn last_of_three(run: &str) -> Option<char> {
    let [first, second, third] = run.as_bytes().last_chunk()?.map(u32::from);
    char::from_u32((first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f)
}

/// Folds a string on its own.
pub fn fold(text: &str) -> String {
    struct Plain(String);
    impl FoldSink for Plain {
        fn folded(&mut self, c: char, _: usize, _: usize) {
            self.0.push(c);
        }
        fn recomposed(&mut self, c: char, _: usize) {
            self.0.pop();
            self.0.push(c);
        }
    }
    let mut plain = Plain(String::with_capacity(text.len()));
    let mut folder = Folder::new(&mut plain);
    folder.push(text, 0..text.len());
    folder.finish();
    plain.0
}

/// Whether the folded character belongs to Japanese text, so that spaces beside
/// it are layout and a comma after it is 、.
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'
        | ')' | ']' | '%')
}

fn is_latin_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !is_japanese(c) && !is_enclosed(c) && c.is_alphanumeric()
}

/// ①, Ⅰ, ㋐ and their like: labels, beside which a space is layout.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2160}'..='\u{217f}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{32ff}')
}

/// Second look at the characters that NFKC produced.
fn fold_again(c: char) -> Option<char> {
    match TABLES.entry(c) {
        DROP | SPACE => None,
        folded => Some(char::from_u32(folded).unwrap_or(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::classes::classify;
    use super::*;

    #[test]
    fn classes_fold_as_the_table_says() {
        let cases = [
            ("Ａ１（）％", "A1()%"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("か\u{3099}は\u{309a}", "がぱ"),
            ("⼈⽇", "人日"),
            ("⻑⻘⺠⻝", "長青民食"),
            ("\u{fa19}", "神"),
            ("㈱㍻㎡", "(株)平成m²"),
            ("3, 500円と3,500円", "3、500円と3,500円"),
            ("１‐２–３—４―５−６－７", "1-2-3-4-5-6-7"),
            ("３ー２とデータ", "3-2とデータ"),
            ("３ー ２、３ー㏠", "3-2、3-1日"),
            ("３，㏠", "3,1日"),
            ("〜～~", "~~~"),
            ("平成 15年法", "平成15年法"),
            ("第１　目的", "第1目的"),
            ("Open　 Data と 10 20", "Open Dataと10 20"),
            ("①➀⑴Ⅰ", "①①(1)Ⅰ"),
            ("x²½", "x²½"),
            ("一ー〇○◯", "一ー〇○◯"),
            ("東京，大阪．", "東京、大阪。"),
            ("1,000円と3.5％", "1,000円と3.5%"),
            ("・･·•\u{f0b7}", "・・・・・"),
            ("葛\u{e0100}飾", "葛飾"),
            ("“引用”", "\"引用\""),
            ("︵縦︶", "(縦)"),
        ];
        for (input, expected) in cases {
            assert_eq!(fold(input), expected, "{input}");
        }
    }

    #[test]
    fn runs_hold_what_folds_to_itself() {
        for code in 0..=0x2_ffffu32 {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let n = plain::n_plain(format!("{c}字").as_bytes());
            let is_plain = classify(c) == code && is_japanese(c) || c == 'ー';
            let may_be = n == 0 || n == c.len_utf8() + '字'.len_utf8() && is_plain;
            assert!(may_be, "U+{code:04X}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for code in 0..=0x2_ffffu32 {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let once = fold(&format!("漢{c}字"));
            assert_eq!(fold(&once), once, "U+{code:04X}");
        }
    }
}

//! Unit → tokens: one Japanese character, one run of Latin letters, one whole
//! number with its commas and decimals.

use std::ops::Range;

use crate::align::fold_blocks;
use crate::normalize::fold::FoldSink;

use super::View;
use crate::model::Span;

/// What a token is, for finding good edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Hiragana.
    Hiragana,
    /// Katakana with its vowel mark.
    Katakana,
    /// Kanji.
    Kanji,
    /// A number.
    Number,
    /// A run of Latin letters.
    Latin,
    /// A space between Latin words.
    Space,
    /// Everything else.
    Mark,
}

/// The smallest thing that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Equal keys are equal folded text.
    pub key: u64,
    /// Folded character; the first one of a longer token.
    pub first: char,
    /// What the token is.
    pub class: Class,
    /// Whether a paragraph begins here, or a table cell that a tab parts from
    /// the one before.
    pub begins_paragraph: bool,
    span: Span,
}

impl Token {
    /// Goes on until byte `end`.
    fn extend(&mut self, end: usize) {
        let start = self.span.start();
        self.span = Span::new(start, end.max(start));
    }
}

/// The tokens of one unit.
#[derive(Debug, Default)]
pub struct Tokens {
    /// In reading order.
    pub list: Vec<Token>,
    /// Number of folded characters.
    pub n_chars: usize,
}

impl Tokens {
    /// Bytes of the source behind a range of tokens, without spaces at its
    /// ends; `None` for an empty range.
    pub fn stretch(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_printed = |token: &&Token| token.class != Class::Space;
        let tokens = self.list.get(range)?;
        let first = tokens.iter().find(is_printed).or(tokens.first())?;
        let last = tokens.iter().rfind(is_printed).or(tokens.last())?;
        Some(first.span.start()..last.span.end())
    }
}

/// Cuts a unit into tokens, its own number left out.
pub fn tokens(view: &View<'_>) -> Tokens {
    let parts = || view.blocks.iter().flat_map(|block| block.text.parts());
    let n_bytes: usize = parts().map(|part| part.span.len()).sum();
    let mut sink = Sink {
        tokens: Vec::with_capacity(n_bytes / 3 + 8),
        starts: view
            .blocks
            .iter()
            .filter_map(|block| block.text.first_span())
            .map(Span::start)
            .collect(),
        next_start: 0,
        n_chars: 0,
    };
    let source = &view.outlined.document.source;
    fold_blocks(view.blocks, source, view.heading, &mut sink);
    let Sink { tokens: mut list, n_chars, .. } = sink;
    let has_tab = |span: Span| source.slice(span).contains('\t');
    if parts().any(|part| has_tab(part.span)) {
        begin_cells(&mut list, source.original());
    }
    Tokens { list, n_chars }
}

/// Tables in plain text have their cells in one line, parted by tabs, which
/// folding takes for layout.
fn begin_cells(tokens: &mut [Token], original: &str) {
    let mut end = 0;
    for token in tokens {
        // What folding left out before the token, and the token if it is a
        // space itself.
        let until = if token.class == Class::Space { token.span.end() } else { token.span.start() };
        if until > end && end > 0 {
            let before = original.get(end..until).unwrap_or_default();
            token.begins_paragraph |= before.contains('\t');
        }
        end = token.span.end();
    }
}

struct Sink {
    tokens: Vec<Token>,
    /// First byte of each paragraph.
    starts: Vec<usize>,
    next_start: usize,
    n_chars: usize,
}

impl FoldSink for Sink {
    fn folded(&mut self, c: char, start: usize, end: usize) {
        let begins_paragraph = self.starts.get(self.next_start).is_some_and(|&at| at <= start);
        while self.starts.get(self.next_start).is_some_and(|&at| at <= start) {
            self.next_start += 1;
        }
        let class = class(c);
        let joins = !begins_paragraph && self.joins(c, class);
        self.n_chars += 1;
        if let Some(last) = self.tokens.last_mut().filter(|_| joins) {
            last.key = mix(last.key, c);
            last.extend(end);
            return;
        }
        self.tokens.push(Token {
            key: mix(0, c),
            first: c,
            class,
            begins_paragraph,
            span: Span::new(start, end),
        });
    }

    fn recomposed(&mut self, c: char, end: usize) {
        if let Some(last) = self.tokens.last_mut() {
            (last.key, last.first) = (mix(0, c), c);
            last.extend(end);
        }
    }

    /// Every character is a token of its own, and a paragraph can begin with
    /// the first one only.
    fn run(&mut self, run: &str, start: usize) {
        let (Some(first), Some(rest)) = (run.chars().next(), run.as_bytes().get(3..)) else {
            return;
        };
        self.folded(first, start, start + 3);
        let (characters, _) = rest.as_chunks::<3>();
        self.n_chars += characters.len();
        let starts = (start + 3..).step_by(3);
        self.tokens.extend(characters.iter().zip(starts).map(
            |(&[first, second, third], start)| {
                let [first, second, third] = [first, second, third].map(u32::from);
                let code = (first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f;
                let c = char::from_u32(code).unwrap_or_default();
                let kana = code.checked_sub(FIRST_KANA).and_then(|at| KANA.get(at as usize));
                Token {
                    key: mix(0, c),
                    first: c,
                    class: kana.copied().unwrap_or(Class::Kanji),
                    begins_paragraph: false,
                    span: Span::new(start, start + 3),
                }
            },
        ));
    }
}

/// The classes of 、 and what follows it, kana included. Behind them there are
/// only kanji in a run.
const FIRST_KANA: u32 = 0x3000;
static KANA: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut at = 0;
    while at < classes.len() {
        classes[at] = match at {
            0x05..=0x07 => Class::Kanji,
            0x41..=0x9f => Class::Hiragana,
            0xa1..=0xfa | 0xfc..=0xff => Class::Katakana,
            _ => Class::Mark,
        };
        at += 1;
    }
    classes
};

impl Sink {
    /// Whether the character goes on with the token before it.
    fn joins(&self, c: char, class: Class) -> bool {
        let Some(last) = self.tokens.last() else {
            return false;
        };
        match last.class {
            Class::Latin => class == Class::Latin,
            // `1,000` and `3.5` are one token; a comma is joined when it
            // comes and cannot be followed by anything but a digit, because
            // folding makes every other comma 、 or 。.
            Class::Number => class == Class::Number || matches!(c, ',' | '.'),
            _ => false,
        }
    }
}

fn mix(key: u64, c: char) -> u64 {
    (key.rotate_left(25) ^ u64::from(c as u32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Number,
        'a'..='z' | 'A'..='Z' => Class::Latin,
        ' ' => Class::Space,
        '\u{3041}'..='\u{309f}' => Class::Hiragana,
        '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{30fd}'..='\u{30ff}' => Class::Katakana,
        '々' | '〆' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Class::Kanji,
        '\u{0}'..='\u{7f}' | '\u{3000}'..='\u{303f}' => Class::Mark,
        _ if c.is_alphabetic() => Class::Latin,
        _ => Class::Mark,
    }
}

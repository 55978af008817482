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
    /// Whether it is one character.
    pub fn is_single(&self) -> bool {
        self.key == mix(0, self.first)
    }

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
    let parts = view.blocks.iter().flat_map(|block| block.text.parts());
    let n_bytes: usize = parts.map(|part| part.span.len()).sum();
    let mut sink = Sink {
        // Most characters have three bytes.
        tokens: Vec::with_capacity(n_bytes / 3 + 8),
        starts: view
            .blocks
            .iter()
            .filter_map(|block| block.text.first_span())
            .map(Span::start)
            .collect(),
        next_start: 0,
    };
    let source = &view.outlined.document.source;
    fold_blocks(view.blocks, source, view.heading, &mut sink);
    let mut list = sink.tokens;
    begin_cells(&mut list, source.original());
    Tokens { list }
}

/// Tables in plain text have their cells in one line, parted by tabs, which
/// folding takes for layout.
fn begin_cells(tokens: &mut [Token], original: &str) {
    let bounds = tokens.first().zip(tokens.last());
    let range = bounds.map(|(first, last)| first.span.start()..last.span.end());
    let unit = range.and_then(|range| original.as_bytes().get(range)).unwrap_or_default();
    if memchr::memchr(b'\t', unit).is_none() {
        return;
    }
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
}

impl FoldSink for Sink {
    fn folded(&mut self, c: char, start: usize, end: usize) {
        let begins_paragraph = self.begins_paragraph(start);
        let class = class(c);
        let joins = !begins_paragraph && self.joins(c, class);
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

    // Nothing in a run joins what stands before it, and a run is part of one
    // paragraph.
    fn run(&mut self, run: &str, start: usize) {
        let begins_paragraph = self.begins_paragraph(start);
        let n_before = self.tokens.len();
        let (characters, _) = run.as_bytes().as_chunks::<3>();
        self.tokens.extend(characters.iter().enumerate().map(|(at, bytes)| {
            let start = start + 3 * at;
            let [first, second, third] = bytes.map(u32::from);
            let code = (first & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f;
            let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            Token {
                key: mix(0, c),
                first: c,
                class: class_in_run(c),
                begins_paragraph: false,
                span: Span::new(start, start + 3),
            }
        }));
        if let Some(first) = self.tokens.get_mut(n_before) {
            first.begins_paragraph = begins_paragraph;
        }
    }
}

impl Sink {
    /// Whether a paragraph begins before what comes from byte `start`.
    fn begins_paragraph(&mut self, start: usize) -> bool {
        let before = self.next_start;
        while self.starts.get(self.next_start).is_some_and(|&at| at <= start) {
            self.next_start += 1;
        }
        self.next_start > before
    }

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

/// The class of a character that folds to itself whatever stands beside it.
fn class_in_run(c: char) -> Class {
    match c {
        '\u{3400}'.. => Class::Kanji,
        '\u{3041}'..='\u{309f}' => Class::Hiragana,
        _ => class(c),
    }
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

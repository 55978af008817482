//! Lines of a document as a text file: wrapped or not, full or half width,
//! with or without pages.
//!
//! Wrapping cuts wherever the line is full, a 。 or ） at the start of a line
//! included, but never inside a run of half-width letters and digits, which no
//! program that sets text does. Where the last line of a paragraph happens to
//! be full, or so nearly full that it could have been wrapped there, an empty
//! line follows, and no page ends with it: no reader could know otherwise that
//! the paragraph ends, so there would be no truth to ask for.

use std::fmt::Write as _;

use super::tree::{Line, Outline, lines};

/// Width of digits, letters and brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Labels and brackets full-width, digits in the text half-width.
    Mixed,
    /// Everything full-width.
    Full,
    /// Everything half-width.
    Half,
}

/// Pages of a text file.
#[derive(Debug, Clone, Copy)]
pub struct Pages {
    /// Lines of text on a page.
    pub lines: usize,
    /// 柱, repeated at the top of each page.
    pub head: &'static str,
}

/// How a document is set.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Full-width characters on a line; `None` puts each paragraph on one line.
    pub columns: Option<usize>,
    /// Width of digits, letters and brackets.
    pub width: Width,
    /// A space on both sides of each number in the text, as in 平成 15 年.
    pub padded: bool,
    /// An empty line above each titled heading.
    pub airy: bool,
    /// An ideographic space before each paragraph without a label.
    pub indented: bool,
    /// Page numbers, running heads and form feeds.
    pub pages: Option<Pages>,
}

impl Layout {
    /// One paragraph on each line, as composed.
    pub const PLAIN: Self = Self {
        columns: None,
        width: Width::Mixed,
        padded: false,
        airy: false,
        indented: false,
        pages: None,
    };
    /// The usual old side: 38 columns, half-width digits with stray spaces.
    pub const OLD: Self =
        Self { columns: Some(38), width: Width::Half, padded: true, ..Self::PLAIN };
    /// The usual new side: 43 columns, full width, air above titles.
    pub const NEW: Self = Self { columns: Some(43), width: Width::Full, airy: true, ..Self::PLAIN };
}

/// The document as a text file.
pub fn render(outline: &Outline, layout: &Layout) -> String {
    let mut out =
        Page { text: String::new(), layout: *layout, n_lines: 0, n_pages: 1, holds: false };
    let mut printed = String::new();
    for line in lines(outline) {
        if layout.airy && line.heading {
            out.line("");
        }
        printed.clear();
        set(&line, layout, &mut printed);
        match layout.columns {
            Some(columns) => wrap(&printed, columns, &mut out),
            None => out.line(&printed),
        }
    }
    out.text
}

struct Page {
    text: String,
    layout: Layout,
    n_lines: usize,
    n_pages: usize,
    /// The next line that is not empty must stand on this page.
    holds: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        if let Some(pages) = self.layout.pages {
            if self.n_lines >= pages.lines && !self.holds {
                let _ = write!(self.text, "　　- {} -\n\u{c}", self.n_pages);
                self.n_pages += 1;
                self.n_lines = 0;
            }
            if self.n_lines == 0 {
                self.text.push_str(pages.head);
                self.text.push('\n');
            }
        }
        self.n_lines += 1;
        self.holds &= line.is_empty();
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// The characters of one paragraph.
fn set(line: &Line<'_>, layout: &Layout, out: &mut String) {
    if layout.indented && line.lead.is_empty() {
        out.push('　');
    }
    push(&line.lead, layout.width, out);
    for piece in &line.pieces {
        if layout.padded && piece.kind.is_number() {
            pad(&piece.text, layout.width, out);
        } else {
            push(&piece.text, layout.width, out);
        }
    }
    out.push_str(line.tail);
}

fn push(text: &str, width: Width, out: &mut String) {
    match width {
        Width::Mixed => out.push_str(text),
        Width::Full => out.extend(text.chars().map(full)),
        Width::Half => out.extend(text.chars().map(half)),
    }
}

/// Text with a space around each run of digits that touches other characters
/// on both sides.
fn pad(text: &str, width: Width, out: &mut String) {
    let mut before = None;
    for c in text.chars() {
        let border =
            before.is_some_and(|before: char| before.is_ascii_digit() != c.is_ascii_digit());
        let bracket = before.into_iter().chain([c]).any(|c| matches!(c, '（' | '）' | '－'));
        if border && !bracket {
            out.push(' ');
        }
        before = Some(c);
        out.push(match width {
            Width::Mixed => c,
            Width::Full => full(c),
            Width::Half => half(c),
        });
    }
}

fn full(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).expect("twin of an ASCII character"),
        other => other,
    }
}

fn half(c: char) -> char {
    match c {
        '　' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' | '－' | '．' | '％' => {
            char::from_u32(c as u32 - 0xFEE0).expect("twin of a full-width character")
        }
        other => other,
    }
}

fn width_of(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// A line that ends at least this many half-width columns early is seen to
/// end a paragraph: no rule about the ends of lines (禁則) moves more than
/// three characters, （略） being the longest that may not be parted.
const SHORT: usize = 8;

/// Cuts a paragraph into lines of at most `columns` full-width characters.
fn wrap(text: &str, columns: usize, out: &mut Page) {
    let room = columns * 2;
    let mut rest: Vec<char> = text.chars().collect();
    let mut line = String::new();
    loop {
        let total: usize = rest.iter().copied().map(width_of).sum();
        let n_chars = if total <= room { rest.len() } else { cut(&rest, room) };
        line.clear();
        line.extend(rest.drain(..n_chars));
        out.line(&line);
        if rest.is_empty() {
            if total + SHORT > room {
                out.holds = true;
                out.line("");
                out.holds = true;
            }
            return;
        }
    }
}

/// How many characters fit into `room` half-width columns without cutting a
/// half-width word; at least one.
fn cut(text: &[char], room: usize) -> usize {
    let mut used = 0;
    let n_fitting = text
        .iter()
        .take_while(|c| {
            used += width_of(**c);
            used <= room
        })
        .count();
    let inside =
        |at: usize| text[at - 1].is_ascii_alphanumeric() && text[at].is_ascii_alphanumeric();
    let mut at = n_fitting.clamp(1, text.len() - 1);
    while at > 1 && inside(at) {
        at -= 1;
    }
    at
}

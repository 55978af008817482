//! Rules about underlines: `新 第４/２ +下線 「30日以内」#2`.

use std::fmt;

use super::wrong;
use crate::error::Result;
use crate::model::Side;

/// A stretch of a section is to be underlined, or not to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRule {
    /// Its line, from 1, for messages.
    pub line: u32,
    /// The document.
    pub side: Side,
    /// The section as typed.
    pub place: String,
    /// The stretch, as printed.
    pub text: String,
    /// Which one of equal stretches of the section is meant, from 1.
    pub nth: u32,
    /// Whether it gets an underline or loses it.
    pub underlined: bool,
}

impl fmt::Display for MarkRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Old => "旧",
            Side::New => "新",
        };
        let sign = if self.underlined { '+' } else { '-' };
        write!(out, "{side} {} {sign}下線 「{}」", self.place, self.text)?;
        if self.nth > 1 { write!(out, "#{}", self.nth) } else { Ok(()) }
    }
}

/// Where a text stands in another, places that overlap included.
pub(super) fn occurrences<'a>(text: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins = move |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(wanted));
    text.char_indices().map(|(at, _)| at).filter(move |&at| begins(at))
}

/// Understands a line about an underline; `None` for any other line.
pub(super) fn parse(line_text: &str, line: u32) -> Result<Option<MarkRule>> {
    let (side, rest) = first_word(line_text);
    let (place, rest) = first_word(rest);
    let (action, rest) = first_word(rest);
    let side = match side {
        "旧" | "old" => Side::Old,
        "新" | "new" => Side::New,
        _ => return Ok(None),
    };
    let underlined = match action {
        "+下線" | "＋下線" | "+underline" => true,
        "-下線" | "－下線" | "-underline" => false,
        _ => return Ok(None),
    };
    let (text, nth) = quoted(rest).ok_or_else(|| {
        wrong(
            line,
            "下線を付ける1文字以上を「」で囲み、2つ目以降のものは「…」#2 のように書いてください。",
            "put at least one character in 「」, with #2 behind it for its second place",
        )
    })?;
    Ok(Some(MarkRule {
        line,
        side,
        place: place.to_owned(),
        text: text.to_owned(),
        nth,
        underlined,
    }))
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// The text between the brackets and the number behind them. The text may hold
/// brackets itself: it ends at the first one behind which the line may end.
fn quoted(typed: &str) -> Option<(&str, u32)> {
    let inner = typed.trim_start().strip_prefix('「')?;
    inner.match_indices('」').find_map(|(at, bracket)| {
        let (text, rest) = inner.split_at(at);
        let rest = rest.strip_prefix(bracket)?;
        Some((text, tail(rest)?)).filter(|(text, _)| !text.is_empty())
    })
}

/// The number behind the bracket, where nothing else but a comment is there.
fn tail(rest: &str) -> Option<u32> {
    let is_comment = |rest: &str| {
        rest.is_empty()
            || rest.starts_with(char::is_whitespace)
                && (rest.trim().is_empty() || rest.trim_start().starts_with('#'))
    };
    if is_comment(rest) {
        return Some(1);
    }
    let digits = rest.strip_prefix('#')?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (number, rest) = digits.split_at(end);
    number.parse().ok().filter(|&nth: &u32| nth > 0 && is_comment(rest))
}

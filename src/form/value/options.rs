//! What a form offers to choose from: ＜選択肢＞ and its numbered lines.

use std::ops::Range;

use crate::normalize::fold::fold;
use crate::number::numerals;

/// Where ＜選択肢＞ begins.
pub(super) fn title(text: &str) -> Option<usize> {
    let beginning = |(at, word): (usize, &str)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let bracket = before.trim_end();
        if bracket.is_empty() {
            return Some(at);
        }
        let open = bracket.chars().next_back().filter(|c| "<＜〈《【".contains(*c))?;
        behind.starts_with(['>', '＞', '〉', '》', '】']).then(|| bracket.len() - open.len_utf8())
    };
    text.match_indices("選択肢").find_map(beginning)
}

/// What is filled in behind options on one line: `（１）件`, `判断の根拠：…`.
pub(super) fn filled_in(text: &str) -> Vec<Range<usize>> {
    let reason = text.find("判断の根拠").unwrap_or(text.len());
    let mut all = counts(text.get(..reason).unwrap_or_default());
    all.extend((reason < text.len()).then_some(reason..text.len()));
    all
}

/// Each `（　１　）件`.
pub(super) fn counts(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => open = Some(at),
            ')' | '）' => {
                let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
                let unit = behind.trim_start();
                if let Some(start) = open.take().filter(|_| unit.starts_with('件')) {
                    let end = text.len() - unit.len() + '件'.len_utf8();
                    out.push(start..end);
                }
            }
            c if c.is_whitespace() || numerals::digit(c).is_some() => {}
            _ => open = None,
        }
    }
    out
}

/// `1) 実施する`.
pub(super) fn is_option(text: &str) -> bool {
    let folded = fold(text);
    let rest = folded.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < folded.len() && rest.starts_with(')')
}

//! What a form offers to choose from: ＜選択肢＞ and its numbered lines.

use std::ops::Range;

use crate::normalize::fold::fold;
use crate::number::{numerals, parse};

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

/// Whether nothing stands behind ＜選択肢＞.
pub(super) fn title_alone(text: &str) -> bool {
    let behind = text.split_once("選択肢").map_or(text, |(_, behind)| behind);
    behind.trim().chars().all(|c| ">＞〉》】：:".contains(c))
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

/// Which of the lines under ＜選択肢＞ the form offers: those that are numbered as
/// the first one is – bullets where all are – with the ends of those that a
/// narrow cell breaks.
pub(super) fn are_offered(lines: &[&str]) -> Vec<bool> {
    let style = |line: &str| {
        let parsed = parse(line.trim())?;
        let label = parsed.number.last();
        Some((label.style, label.value))
    };
    let first = lines.first().and_then(|line| style(line)).filter(|(_, value)| *value == 1);
    let is_list = first.is_some() && !lines.first().is_some_and(|line| is_option(line));
    let all_bullets = lines.len() > 1 && lines.iter().all(|line| line.trim().starts_with('・'));
    let mut next = 1;
    let is_numbered = |line: &&str| {
        let is_next = is_list
            && style(line).is_some_and(|own| first.is_some_and(|it| own == (it.0, next)))
            && filled_in(line).is_empty();
        next += u32::from(is_next);
        is_next || all_bullets || is_option(line)
    };
    let mut out: Vec<bool> = lines.iter().map(is_numbered).collect();
    let last = out.iter().rposition(|it| *it).unwrap_or(0);
    let begin = out.iter().position(|it| *it).unwrap_or(last);
    let folded = |line: &str| fold(line.trim());
    let is_answer = |line: &str| {
        let own = folded(line);
        lines.iter().zip(&out).any(|(line, is_option)| {
            *is_option && folded(line).split_once(')').is_some_and(|it| it.1.trim() == own)
        })
    };
    let is_end = |(at, line): (usize, &&str)| {
        let is_between = begin < at && at < last;
        is_between && filled_in(line).is_empty() && !line.contains(['[', '［']) && !is_answer(line)
    };
    let ends: Vec<bool> = lines.iter().enumerate().map(is_end).collect();
    for (own, is_end) in out.iter_mut().zip(ends) {
        *own |= is_end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &str) -> String {
        let lines: Vec<&str> = lines.split('|').collect();
        are_offered(&lines).into_iter().map(|it| if it { '選' } else { '記' }).collect()
    }

    #[test]
    fn what_is_offered_is_told_from_what_is_filled_in() {
        for (lines, found) in [
            ("1) 十分である|2) 不十分である", "選選"),
            ("1) 特に力を入れて|いる|2) 十分である", "選選選"),
            ("1) 委託する|2) 委託しない|（　１）件", "選選記"),
            ("1) 委託する|（　１）件|2) 委託しない", "選記選"),
            ("1) 十分|十分である|2) 十分である", "選記選"),
            ("2) 十分である|判断の根拠：手順書１|第２号", "選記記"),
            ("①十分である|②不十分である|判断の根拠：なし", "選選記"),
            ("１．十分である|２．不十分である|４．その他", "選選記"),
            ("・十分である|・不十分である", "選選"),
            ("・十分である|手順書による", "記記"),
            ("第１号の手順書による", "記"),
            ("十分である|①点検", "記記"),
        ] {
            assert_eq!(shown(lines), found, "{lines}");
        }
    }
}

//! Where a text that a row shows may stand in its item: anywhere, or where lines
//! begin and end.
//!
//! The text of an item has its lines parted by breaks. They are passed over
//! where a text is looked for, because a narrow cell of a log wraps otherwise,
//! and they say where what a row shows as a line must begin and end.

use std::ops::Range;

use super::super::content::{Content, Kind};
use super::super::replay::Step;
use super::super::text::said;

/// Where a text may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Anchor {
    /// Only where a line begins.
    pub(super) begins: bool,
    /// Only where a line ends.
    pub(super) ends: bool,
    /// Where it begins with a line, it must be all of it.
    pub(super) all_if_begun: bool,
}

/// Whole lines.
pub(super) const LINES: Anchor = Anchor { begins: true, ends: true, all_if_begun: false };

/// Marks that headings and lines of lists begin with.
const MARKS: [char; 7] = ['【', '<', '《', '○', '●', '■', '・'];

/// A break that may be none.
const LOOSE: char = '\u{b}';
/// Breaks, of one byte each.
const BREAKS: [char; 2] = ['\n', LOOSE];

/// A part of 変更後, and where it may stand.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) anchor: Anchor,
}

/// The stretches of 変更後.
pub(super) fn stretches(step: &Step) -> Vec<Part> {
    let Step { before, after, .. } = step;
    let of_lines = |paragraphs: &[String]| {
        paragraphs.len() > 1 || paragraphs.first().is_some_and(|it| is_listed(it))
    };
    let edges = after.edges().iter().copied();
    let parts = after.segments().into_iter().zip(edges).map(|(paragraphs, edges)| {
        let anchor = if after.added || before.kind == Kind::Nothing {
            Anchor { all_if_begun: edges.ends, ..Anchor::default() }
        } else if after.is_elided() {
            Anchor { begins: edges.begins, ends: edges.ends, all_if_begun: false }
        } else if of_lines(paragraphs) {
            LINES
        } else {
            Anchor::default()
        };
        Part { text: paragraphs.concat(), anchor }
    });
    parts.collect()
}

/// What of 変更後 must stand in the item: its paragraphs; of an excerpt, which
/// may be set as one line, each sentence. What is at the edge of a stretch has
/// its anchor there.
pub(super) fn pieces_of(step: &Step) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let is_elided = step.after.is_elided();
    for (paragraphs, whole) in step.after.segments().into_iter().zip(stretches(step)) {
        let texts: Vec<String> = if is_elided {
            let sentences = paragraphs.iter().flat_map(|it| it.split_inclusive('。'));
            sentences.map(str::to_owned).collect()
        } else {
            paragraphs.to_vec()
        };
        let last = texts.len().saturating_sub(1);
        let Anchor { begins, ends, all_if_begun } = whole.anchor;
        // A line of a list ends where the next one begins.
        let is_followed: Vec<bool> = texts.iter().skip(1).map(|it| is_listed(it)).collect();
        let is_line = |at: usize| !is_elided && ends && is_followed.get(at) == Some(&true);
        out.extend(texts.into_iter().enumerate().map(|(at, text)| {
            let anchor = Anchor {
                begins: begins && at == 0,
                ends: ends && at == last || is_line(at),
                all_if_begun: all_if_begun && at == last,
            };
            Part { text, anchor }
        }));
    }
    out
}

/// The text of a cell with its lines parted, as a state has it.
pub(super) fn lines_of(content: &Content) -> String {
    let lines: Vec<&str> = content.paragraphs().collect();
    lines.join("\n")
}

/// A text without its breaks.
pub(super) fn joined(text: &str) -> String {
    text.chars().filter(|c| !BREAKS.contains(c)).collect()
}

/// A printed line as compared, with breaks where another may have begun: behind
/// a wide space and before a bracket.
pub(super) fn loosened(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.char_indices().skip(1).find(|(_, c)| "　（(".contains(*c)) {
        let Some((part, more)) = rest.split_at_checked(at.0) else { break };
        out.push_str(&said(part));
        out.push(LOOSE);
        rest = more;
    }
    out + &said(rest)
}

/// Bytes of a text in which another stands, breaks passed over; never inside a
/// number.
pub(super) fn find(text: &str, chunk: &str, anchor: Anchor) -> Option<Range<usize>> {
    if text.is_empty() {
        return None;
    }
    let plain = joined(chunk);
    // Where breaks stand, as bytes of the text without them.
    let breaks: Vec<usize> =
        chunk.match_indices(BREAKS).enumerate().map(|(nth, (at, _))| at - nth).collect();
    let is_break = |at: usize| breaks.binary_search(&at).is_ok();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let begins_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let ends_digit = text.ends_with(|c: char| c.is_ascii_digit());
    let fits = |at: &usize| {
        let end = at + text.len();
        let before = plain.get(..*at).unwrap_or_default();
        let behind = plain.get(end..).unwrap_or_default();
        let last = before.chars().next_back();
        let begins_line = before.is_empty() || is_break(*at);
        let ends_line = behind.is_empty() || is_break(end);
        // A number goes on behind a break only where a line is wrapped.
        let in_number = begins_digit && is_digit(last) && !begins_line
            || ends_digit && is_digit(behind.chars().next()) && !ends_line;
        let is_headed = text.starts_with(MARKS) || is_listed(text) && !is_digit(last);
        let begins = begins_line || last == Some('。') || is_headed;
        let ends = ends_line
            || text.ends_with(['。', '、'])
            || behind.starts_with('【')
            || !ends_digit && is_listed(behind);
        let is_more = begins_line && !ends && is_more_of_a_number(text, behind);
        !in_number
            && !is_more
            && (begins || !anchor.begins)
            && (ends || !(anchor.ends || anchor.all_if_begun && begins))
    };
    let start = plain.match_indices(text).map(|(at, _)| at).find(fits)?;
    let end = start + text.len();
    let from = start + breaks.iter().take_while(|at| **at <= start).count();
    let until = end + breaks.iter().take_while(|at| **at < end).count();
    Some(from..until)
}

/// Whether a text begins as lines of a list do: １．, ①.
pub(super) fn is_listed(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < text.len() && rest.starts_with('.');
    let is_of_number = |c: char| c.is_ascii_digit();
    is_number && !rest.get(1..).is_some_and(|it| it.starts_with(is_of_number))
        || text.starts_with(|c: char| matches!(c, '①'..='⑳'))
}

/// 第19条第8号 is another one than 第19条第8号の2, and 第50条 than 第50条第1項.
fn is_more_of_a_number(text: &str, behind: &str) -> bool {
    let is_unit = text.ends_with(['条', '項', '号', '表', '章', '節']);
    let rest = behind.strip_prefix(['の', '第']);
    is_unit && rest.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str, chunk: &str, anchor: Anchor) -> bool {
        find(text, chunk, anchor).is_some()
    }

    #[test]
    fn breaks_are_passed_over_and_kept() {
        let chunk = "甲乙\n丙丁\n戊";
        assert_eq!(find("乙丙", chunk, Anchor::default()), Some(3..10));
        assert_eq!(find("丙丁", chunk, LINES), Some(7..13));
        assert_eq!(find("甲乙丙丁", chunk, LINES), Some(0..13));
        assert_eq!(find("丙", chunk, LINES), None);
    }

    #[test]
    fn lines_are_told_from_parts_of_lines() {
        let begun = Anchor { all_if_begun: true, ..Anchor::default() };
        assert!(!is_found("第8号", "第9号\n第8号に基づく", LINES));
        assert!(is_found("第8号", "第8号\n第8号に基づく", LINES));
        assert!(!is_found("④高額の支給", "③徴収\n④高額の支給(償還払)", begun));
        assert!(is_found("高額の支給", "③徴収\n④高額の支給(償還払)", begun));
        assert!(is_found("2.乙", "1.甲2.乙3.丙", LINES), "lines that were set as one");
        assert!(is_found("乙を行う。", "甲を行う。乙を行う。丙を行う。", LINES), "sentences");
        let printed = loosened("番号法第19条第８号（提供の制限）　電話番号");
        for text in ["番号法第19条第8号", "番号法第19条第8号(提供の制限)", "電話番号"]
        {
            assert!(is_found(text, &printed, LINES), "{text}");
        }
        assert!(!is_found("番号法第19条", &printed, LINES));
        assert!(!is_found("第50条", "第50条の2", Anchor::default()));
        assert!(!is_found("1人", "21人", Anchor::default()));
    }
}

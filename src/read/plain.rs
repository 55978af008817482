//! Text files → physical lines, without an opinion about paragraphs.
//!
//! A line ends at LF, CR, CRLF (also the `CR CR LF` that careless conversions
//! leave behind), at a form feed and at U+2028 or U+2029. Blank lines are kept
//! as empty lines because a blank line ends a paragraph; a form feed alone is a
//! page break inside the text and makes no blank line. Line numbers are those
//! an editor shows: form feeds and U+2028 do not count.

use memchr::memmem;

use super::{Input, ReadOptions, Watch, encoding};
use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::{Extract, Format, Location, Piece, Place, Scan, Source, Span};

/// Reads a text file in any Japanese encoding.
///
/// # Errors
/// `Empty` when there is nothing but white space.
pub(super) fn read(
    input: &Input,
    _options: &ReadOptions,
    warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    let decoded = encoding::decode(&input.bytes);
    if decoded.text.trim_start().is_empty() {
        return Err(Error::new(ErrorKind::Empty, &*input.name).explained(
            "空白と改行しかありません。元の文書からもう一度保存してください。",
            "the file holds nothing but white space; save it again from the original document",
        ));
    }
    if let Some(label) = decoded.guessed {
        warnings.push(WarningKind::EncodingGuessed { label: label.into() }, None);
    }
    let scan = decoded.scan;
    let lines = Lines::split(&decoded.text, &scan);
    if decoded.damaged {
        for line in lines.with_replacement_characters(&decoded.text) {
            warnings.push(WarningKind::UndecodableBytes { line }, None);
        }
    }
    let Lines { spans, places } = lines;
    let (name, text) = (input.name.clone(), decoded.text);
    let source = if let Some(places) = places {
        Source::new(name, Format::Text, text, places, None)
    } else {
        let starts = spans.iter().map(|span| span.start() as u32).collect();
        Source::of_lines(name, text, starts).with_columns(scan.columns)
    };
    let source = source.with_others(scan.others);
    let pieces = vec![Piece::Lines(spans)];
    Ok(Extract { source, pieces, n_notes: 0, set_aside: Vec::new(), pages: Vec::new() })
}

/// The lines of a text.
#[derive(Debug, Default)]
struct Lines {
    spans: Vec<Span>,
    /// Their numbers, where they are not simply counted.
    places: Option<Vec<Place>>,
}

impl Lines {
    /// Line ends other than LF and CRLF, and U+2028 and U+2029, cost another
    /// look at the text, and only in texts that have them.
    fn split(text: &str, scan: &Scan) -> Self {
        let bytes = text.as_bytes();
        let has_separators = scan.may_have_separators && separators(bytes).next().is_some();
        if !has_separators && let Some(spans) = usual_lines(bytes, scan) {
            return Self { spans, places: None };
        }
        let mut lines = Self { spans: Vec::new(), places: Some(Vec::new()) };
        let (mut start, mut number) = (0, 1);
        for at in memchr::memchr3_iter(b'\n', b'\r', 0x0C, bytes) {
            if at < start {
                continue;
            }
            if at > start || bytes.get(at) != Some(&0x0C) {
                lines.push(bytes, start..at, number, has_separators);
            }
            let tail = bytes.get(at..).unwrap_or_default();
            let (length, n_lines) = line_break(tail);
            start = at + length;
            number += n_lines;
        }
        if start < bytes.len() {
            lines.push(bytes, start..bytes.len(), number, has_separators);
        }
        lines
    }

    fn push(
        &mut self,
        bytes: &[u8],
        range: std::ops::Range<usize>,
        number: u32,
        has_separators: bool,
    ) {
        let mut start = range.start;
        if has_separators {
            for at in separators(bytes.get(range.clone()).unwrap_or_default()) {
                self.push_line(Span::new(start, range.start + at), number);
                start = range.start + at + SEPARATOR_LENGTH;
            }
        }
        self.push_line(Span::new(start, range.end), number);
    }

    fn push_line(&mut self, span: Span, line: u32) {
        self.spans.push(span);
        self.places.get_or_insert_default().push(Place { span, at: Location::Line { line } });
    }

    /// Numbers of the lines that hold U+FFFD, each once.
    fn with_replacement_characters(&self, text: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = memmem::find_iter(text.as_bytes(), "\u{FFFD}")
            .filter_map(|at| {
                let after = self.spans.partition_point(|span| span.start() <= at);
                match &self.places {
                    None => Some(after as u32),
                    Some(places) => match places.get(after.checked_sub(1)?)?.at {
                        Location::Line { line } => Some(line),
                        _ => None,
                    },
                }
            })
            .collect();
        numbers.dedup();
        numbers
    }
}

/// The lines of a text in which nothing but LF and CRLF ends a line, or `None`.
fn usual_lines(bytes: &[u8], scan: &Scan) -> Option<Vec<Span>> {
    let mut spans = Vec::with_capacity(scan.controls.len() + 1);
    let (mut start, mut has_returns) = (0, false);
    for &at in &scan.controls {
        let at = at as usize;
        match bytes.get(at) {
            Some(b'\n') => {
                let is_pair = has_returns && at > start && bytes.get(at - 1) == Some(&b'\r');
                spans.push(Span::new(start, at - usize::from(is_pair)));
                start = at + 1;
            }
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => has_returns = true,
            Some(b'\r' | 0x0C) => return None,
            _ => {}
        }
    }
    if start < bytes.len() {
        spans.push(Span::new(start, bytes.len()));
    }
    Some(spans)
}

/// Length in bytes of the line break at the start of `tail`, and how many
/// lines an editor counts for it.
fn line_break(tail: &[u8]) -> (usize, u32) {
    match tail {
        [b'\r', b'\r', b'\n', ..] => (3, 1),
        [b'\r', b'\n', ..] => (2, 1),
        [0x0C, rest @ ..] => match rest {
            [b'\r', b'\n', ..] => (3, 1),
            [b'\r' | b'\n', ..] => (2, 1),
            _ => (1, 0),
        },
        _ => (1, 1),
    }
}

/// Bytes of U+2028 and U+2029 in UTF-8.
const SEPARATOR_LENGTH: usize = 3;

/// Where U+2028 and U+2029 stand.
fn separators(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, b"\xE2\x80")
        .filter(|at| matches!(bytes.get(at + 2), Some(0xA8 | 0xA9)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;

    fn lines(text: &str) -> Vec<(&str, u32)> {
        let split = Lines::split(text, &Scan::of(text));
        let counted: Vec<u32> = match &split.places {
            None => (1..).take(split.spans.len()).collect(),
            Some(places) => {
                assert!(places.iter().map(|place| place.span).eq(split.spans.iter().copied()));
                let numbers = places.iter().map(|place| match place.at {
                    Location::Line { line } => line,
                    _ => unreachable!("plain text has lines only"),
                });
                numbers.collect()
            }
        };
        let texts = split.spans.iter().map(|span| text.get(span.range()).unwrap());
        texts.zip(counted).collect()
    }

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        for text in ["あ\nい\n", "あ\r\nい\r\n", "あ\rい\r", "あ\r\r\nい\r\r\n", "あ\nい"]
        {
            assert_eq!(lines(text), [("あ", 1), ("い", 2)], "{text:?}");
        }
        assert_eq!(
            lines("あ\u{2028}い\u{2029}う\nえ"),
            [("あ", 1), ("い", 1), ("う", 1), ("え", 2)]
        );
    }

    #[test]
    fn blank_lines_are_kept_and_page_breaks_make_none() {
        assert_eq!(lines("あ\n\n　い\n"), [("あ", 1), ("", 2), ("　い", 3)]);
        assert_eq!(lines("あ\r\rい"), [("あ", 1), ("", 2), ("い", 3)]);
        assert_eq!(lines("あ\u{C}い"), [("あ", 1), ("い", 1)]);
        assert_eq!(lines("あ\n\u{C}い"), [("あ", 1), ("い", 2)]);
        assert_eq!(lines("あ\n\u{C}\r\nい"), [("あ", 1), ("い", 3)]);
    }

    #[test]
    fn control_characters_stay_in_the_line() {
        assert_eq!(lines("a\u{0}b\tc\u{B}\u{1A}\n"), [("a\u{0}b\tc\u{B}\u{1A}", 1)]);
    }

    fn read_bytes(bytes: &[u8]) -> (Result<Extract>, Vec<WarningKind>) {
        let input = Input { name: "規程.txt".into(), bytes: bytes.to_vec() };
        let mut warnings = Warnings::new(Side::Old);
        let extract = read(&input, &ReadOptions::default(), &mut warnings, &|_, _| {});
        (extract, warnings.into_vec().into_iter().map(|warning| warning.kind).collect())
    }

    #[test]
    fn spans_cover_everything_but_line_breaks() {
        let text = "　第１条\r\n\r\n本文\u{2028}続き\u{C}終\n";
        let (extract, warnings) = read_bytes(text.as_bytes());
        let extract = extract.unwrap();
        let joined: String = extract
            .pieces
            .iter()
            .flat_map(Piece::lines)
            .map(|line| extract.source.slice(line.span))
            .collect();
        assert_eq!(joined, "　第１条本文続き終");
        assert_eq!(extract.source.original(), text);
        assert!(warnings.is_empty());
    }

    #[test]
    fn undecodable_bytes_name_their_line_once() {
        let mut bytes = "第１条　目的\n第２条　定義\n第３条\n".as_bytes().to_vec();
        let second = "第１条　目的\n".len();
        bytes.splice(second..second, [0xFF, 0xFE, 0xFF]);
        let (_, warnings) = read_bytes(&bytes);
        assert_eq!(
            warnings,
            [
                WarningKind::EncodingGuessed { label: "UTF-8".into() },
                WarningKind::UndecodableBytes { line: 2 }
            ]
        );
    }

    #[test]
    fn a_file_of_white_space_is_empty() {
        for bytes in [&b" \r\n\x0C"[..], b"\xEF\xBB\xBF", "　\n".as_bytes()] {
            assert_eq!(read_bytes(bytes).0.unwrap_err().kind(), ErrorKind::Empty);
        }
    }
}

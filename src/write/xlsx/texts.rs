//! A cell of the table as stretches of marked text, cut where a cell of Excel
//! ends: it keeps 32,767 characters, and shows no more than fits into a row of
//! 409 points.

use std::borrow::Cow;

use super::super::flat::{FlatLine, Piece, lines};
use super::super::office;
use crate::present::{Mark, ParagraphRole, PrintedCell};

/// UTF-16 units a cell keeps (Excel specifications and limits).
pub(super) const MOST_UNITS: usize = 32_767;
/// Height of a line of 10.5 points in points, with the fonts other programs
/// put in for missing ones.
const LINE: f64 = 15.5;
/// Between text and rules, above and below.
const PADDING: f64 = 3.0;
/// Highest row, in points (Excel specifications and limits).
const HIGHEST: f64 = 409.0;
/// Most lines that a row shows.
const MOST_LINES: usize = 26;
/// Between two cells of a ruled table.
const GAP: &str = " ｜ ";

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub text: String,
    pub mark: Mark,
    pub is_note: bool,
}

/// What goes into one cell of the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    pub stretches: Vec<Stretch>,
    /// Estimated lines on the screen.
    pub n_lines: usize,
    n_units: usize,
}

impl Chunk {
    pub(super) fn text(&self) -> String {
        self.stretches.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    fn push(&mut self, text: &str, mark: Mark, is_note: bool) {
        if text.is_empty() {
            return;
        }
        self.n_units += text.chars().map(units).sum::<usize>();
        match self.stretches.last_mut() {
            Some(last) if last.mark == mark && last.is_note == is_note => last.text.push_str(text),
            _ => self.stretches.push(Stretch { text: text.to_owned(), mark, is_note }),
        }
    }
}

/// The chunks of a cell in a column of so many characters; one for most cells,
/// none for empty ones. Cells are cut between lines, and a line where it must
/// be. Joined, with a line break between lines, the chunks are the cell.
pub(super) fn chunks(cell: &PrintedCell, width: f64) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    for line in lines(cell) {
        for (index, line) in cut(&line, width).into_iter().enumerate() {
            let fits = out.last().is_some_and(|last| {
                last.n_lines + line.n_lines <= MOST_LINES
                    && last.n_units + line.n_units < MOST_UNITS
            });
            match out.last_mut() {
                Some(last) if fits && index == 0 => {
                    // The break looks like what stands before it.
                    if let Some(stretch) = last.stretches.last_mut() {
                        stretch.text.push('\n');
                    } else {
                        last.push("\n", Mark::None, false);
                    }
                    last.n_units += 1;
                    last.n_lines += line.n_lines;
                    for Stretch { text, mark, is_note } in &line.stretches {
                        last.push(text, *mark, *is_note);
                    }
                }
                _ => out.push(line),
            }
        }
    }
    out
}

/// A line in pieces that fit into a cell.
fn cut(line: &FlatLine<'_>, width: f64) -> Vec<Chunk> {
    let is_note = line.role == Some(ParagraphRole::Note);
    let most_columns = MOST_LINES * usable(width);
    let mut out = vec![Chunk::default()];
    let mut n_columns = 0;
    for piece in &line.pieces {
        let (text, mark) = match piece {
            Piece::Run(run) => (office::printable(&run.text), run.mark),
            Piece::Gap => (GAP.into(), Mark::None),
        };
        let (mut start, mut n_here) = (0, 0);
        for (at, c) in text.char_indices() {
            n_columns += columns(c);
            let n_units = out.last().map_or(0, |it| it.n_units);
            let here = text.get(start..at).unwrap_or_default();
            let is_full = n_columns > most_columns || n_units + n_here + units(c) >= MOST_UNITS;
            if is_full {
                if let Some(last) = out.last_mut() {
                    last.push(here, mark, is_note);
                }
                out.push(Chunk::default());
                (start, n_columns, n_here) = (at, columns(c), 0);
            }
            n_here += units(c);
        }
        if let Some(last) = out.last_mut() {
            last.push(text.get(start..).unwrap_or_default(), mark, is_note);
        }
    }
    for chunk in &mut out {
        chunk.n_lines = n_lines(&chunk.text(), width);
    }
    out
}

/// UTF-16 units a character takes at most in the file: a `_` may have to be
/// written as `_x005F_`.
fn units(c: char) -> usize {
    if c == '_' { "_x005F_".len() } else { c.len_utf16() }
}

/// The text with every `_` written out that Excel would take for the start of
/// an escaped character, as in `_x0041_` (ECMA-376 part 1, 22.9.2.19): the
/// library does so in plain cells, not in marked ones.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_escape = |at: usize| {
        let digits = text.get(at + 2..at + 6);
        digits.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()))
            && text.get(at + 6..).is_some_and(|rest| rest.starts_with('_'))
    };
    // Two of them may share a `_`, so every one is looked at.
    let starts = text.match_indices("_x").map(|(at, _)| at).filter(|at| is_escape(*at));
    let mut out = String::new();
    let mut start = 0;
    for at in starts {
        out.push_str(text.get(start..at).unwrap_or_default());
        out.push_str("_x005F_");
        start = at + 1;
    }
    if start == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(start..).unwrap_or_default());
    Cow::Owned(out)
}

/// Columns of half width that a line has room for. One full character is left
/// free: it may not begin the next line, or not end this one (禁則).
fn usable(width: f64) -> usize {
    #[expect(clippy::cast_sign_loss, reason = "widths are small and positive")]
    let whole = width as usize;
    whole.saturating_sub(3).max(2)
}

/// Columns of half width that a character takes: letters of ASCII and
/// half-width kana take one, all others two.
fn columns(c: char) -> usize {
    if c.is_ascii() || matches!(c, '\u{FF61}'..='\u{FF9F}') { 1 } else { 2 }
}

/// How many lines a text has in a column of so many characters.
pub(super) fn n_lines(text: &str, width: f64) -> usize {
    let usable = usable(width);
    let of_line = |line: &str| line.chars().map(columns).sum::<usize>().div_ceil(usable).max(1);
    text.split('\n').map(of_line).sum()
}

/// Height of a row with so many lines, in points.
pub(super) fn height(n_lines: usize) -> f64 {
    (n_lines.max(1) as f64 * LINE + PADDING).min(HIGHEST)
}

/// As much of a text as one cell keeps, for words about a row that are no text
/// of a document; those stand in the table in full.
pub(super) fn first_cell(text: &str) -> &str {
    let mut n_units = 0;
    let end = text.char_indices().find(|(_, c)| {
        n_units += c.len_utf16();
        n_units > MOST_UNITS
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Block, PrintedParagraph, PrintedRun};

    fn cell(lines: &[&str]) -> PrintedCell {
        let block = |text: &&str| {
            let run = PrintedRun { text: (*text).to_owned(), mark: Mark::Single, filler: false };
            Block::Paragraph(PrintedParagraph { role: ParagraphRole::Text, runs: vec![run] })
        };
        PrintedCell { blocks: lines.iter().map(block).collect(), ..PrintedCell::default() }
    }

    #[test]
    fn long_cells_are_cut_between_lines_and_nothing_is_lost() {
        let line = "あ".repeat(100);
        let lines = vec![line.as_str(); 40];
        let chunks = chunks(&cell(&lines), 60.0);
        assert!(chunks.len() > 1);
        assert!(chunks.iter().all(|it| it.n_lines <= MOST_LINES && height(it.n_lines) < HIGHEST));
        let texts: Vec<String> = chunks.iter().map(Chunk::text).collect();
        assert_eq!(texts.join("\n"), lines.join("\n"));
    }

    #[test]
    fn a_line_longer_than_a_cell_is_cut_between_characters() {
        for c in ['a', 'あ', '𠮷'] {
            let line = c.to_string().repeat(70_000);
            let chunks = chunks(&cell(&[&line]), 2_000.0);
            assert!(chunks.iter().all(|it| it.text().encode_utf16().count() <= MOST_UNITS));
            assert_eq!(chunks.iter().map(Chunk::text).collect::<String>(), line);
        }
    }

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        assert_eq!(escaped("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
        for plain in ["", "_x00", "_xGGGG_", "a_x0041 ", "__x", "第１_xあい"] {
            assert!(matches!(escaped(plain), Cow::Borrowed(same) if same == plain));
        }
        let line = "_".repeat(70_000);
        let chunks = chunks(&cell(&[&line]), 20_000.0);
        assert!(chunks.iter().all(|it| it.n_units <= MOST_UNITS));
        assert_eq!(chunks.iter().map(Chunk::text).collect::<String>(), line);
    }

    #[test]
    fn heights_grow_with_the_lines() {
        assert_eq!(n_lines("", 60.0), 1);
        assert_eq!(n_lines(&"あ".repeat(29), 60.0), 2);
        assert_eq!(n_lines("a\nb\n", 60.0), 3);
        assert!(height(3) > height(2));
    }
}

//! Runs of text → lines of glyphs with their places, and what is underlined.

use super::super::visible::visible;
use super::breaking::{self, Atom, is_attached, is_of_word, is_space, line_ends};
use super::font::{Face, Glyph, REPLACEMENT};
use super::look;
use crate::present::{Mark, PrintedRun};

/// A line ready to be drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its characters.
    pub text: String,
    /// Its glyphs from left to right.
    pub glyphs: Vec<Placed>,
    /// What is underlined: no two touch that have the same mark.
    pub marks: Vec<Underline>,
    /// Size of the letters.
    pub size: f32,
    /// Width without white space at its end.
    pub width: f32,
}

/// A glyph of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub glyph: Glyph,
    /// How far the pen moves, in points.
    pub advance: f32,
    /// Where its characters end in [`Line::text`]; they begin where those of
    /// the glyph before end.
    pub end: usize,
}

/// A stretch of a line with one mark, in points from its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Underline {
    pub mark: Mark,
    pub from: f32,
    pub to: f32,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Size of the letters.
    pub size: f32,
    /// Width of the lines.
    pub width: f32,
    /// Whether lines are stretched to the full width, the last one apart.
    pub justified: bool,
}

impl Line {
    /// Height of the line.
    pub(super) fn height(&self) -> f32 {
        self.size * look::LEADING
    }
}

/// A character with all that belongs to it.
struct Cluster {
    text: String,
    c: char,
    glyph: Glyph,
    mark: Mark,
}

/// Sets a paragraph. One without text is one empty line.
pub(super) fn set(face: &Face<'_>, runs: &[PrintedRun], setting: Setting) -> Vec<Line> {
    let clusters = clusters(face, runs);
    let atom = |it: &Cluster| Atom { c: it.c, width: it.glyph.advance * setting.size };
    let atoms: Vec<Atom> = clusters.iter().map(atom).collect();
    let ends = line_ends(&atoms, setting.width);
    let mut start = 0;
    let mut lines = Vec::with_capacity(ends.len().max(1));
    for &end in &ends {
        let is_last = end == clusters.len();
        let width = (setting.justified && !is_last).then_some(setting.width);
        lines.push(line(&clusters[start..end], setting.size, width));
        start = end;
    }
    if lines.is_empty() {
        lines.push(Line { size: setting.size, ..Line::default() });
    }
    lines
}

/// Sets a text without marks.
pub(super) fn set_text(face: &Face<'_>, text: &str, setting: Setting) -> Vec<Line> {
    let runs = [PrintedRun { text: text.to_owned(), mark: Mark::None, filler: true }];
    set(face, if text.is_empty() { &[] } else { &runs }, setting)
}

fn clusters(face: &Face<'_>, runs: &[PrintedRun]) -> Vec<Cluster> {
    let mut out: Vec<Cluster> = Vec::new();
    for run in runs {
        for c in visible(&run.text).chars() {
            if let Some(last) = out.last_mut().filter(|_| is_attached(c)) {
                let joined = face.joined(last.c, c);
                // A mark that can be printed neither with its letter nor alone
                // has a sign of its own; selectors and joiners have no picture.
                if joined.is_some() || !is_printed(c) {
                    last.glyph = joined.unwrap_or(last.glyph);
                    last.text.push(c);
                    continue;
                }
            }
            let glyph = face.glyph(if is_attached(c) && !is_printed(c) { ' ' } else { c });
            let is_there = face.has(c) || c.is_whitespace() || !is_printed(c);
            let printed = if is_there { c } else { REPLACEMENT };
            out.push(Cluster { text: printed.into(), c, glyph, mark: run.mark });
        }
    }
    out
}

/// Whether a character has a picture: an accent has one, a selector has not.
fn is_printed(c: char) -> bool {
    !is_attached(c)
        || matches!(c,
            '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{20D0}'..='\u{20FF}')
}

/// Sets one line, stretched to `width` where one is given and it is not far.
fn line(clusters: &[Cluster], size: f32, width: Option<f32>) -> Line {
    let n_visible = clusters.iter().rposition(|it| !is_space(it.c)).map_or(0, |at| at + 1);
    let natural: f32 = clusters[..n_visible].iter().map(|it| it.glyph.advance * size).sum();
    let stretch = width.map_or(0.0, |width| gap(&clusters[..n_visible], width - natural, size));
    let mut out = Line { size, ..Line::default() };
    let mut x = 0.0;
    for (at, it) in clusters.iter().enumerate() {
        out.text.push_str(&it.text);
        let mut advance = it.glyph.advance * size;
        if at < n_visible {
            underline(&mut out.marks, it.mark, x, x + advance);
        }
        if at + 1 < n_visible && is_gap(it.c, clusters[at + 1].c) {
            advance += stretch;
        }
        x += advance;
        if at < n_visible {
            out.width = x;
        }
        out.glyphs.push(Placed { glyph: it.glyph, advance, end: out.text.len() });
    }
    out
}

/// Underlines a stretch; together with the one before where only a gap is
/// between them.
fn underline(marks: &mut Vec<Underline>, mark: Mark, from: f32, to: f32) {
    if mark == Mark::None {
        // Keeps the next stretch from joining over an unmarked character.
        if marks.last().is_some_and(|last| last.mark != Mark::None) {
            marks.push(Underline { mark, from, to });
        }
        return;
    }
    match marks.last_mut() {
        Some(last) if last.mark == mark => last.to = to,
        Some(last) if last.mark == Mark::None => *last = Underline { mark, from, to },
        _ => marks.push(Underline { mark, from, to }),
    }
}

/// What is added to each gap of a line to fill `slack`; nothing where that
/// would tear the line apart.
fn gap(clusters: &[Cluster], slack: f32, size: f32) -> f32 {
    let n = clusters.windows(2).filter(|pair| is_gap(pair[0].c, pair[1].c)).count();
    if n == 0 || slack <= 0.0 {
        return 0.0;
    }
    let each = slack / n as f32;
    if each > size * look::MOST_STRETCH { 0.0 } else { each }
}

/// Whether two neighbours may be moved apart: not inside a word.
fn is_gap(before: char, after: char) -> bool {
    !(is_of_word(before) && is_of_word(after)) || breaking::is_space(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cluster(c: char, mark: Mark) -> Cluster {
        let glyph = Glyph { id: ttf_parser::GlyphId(1), advance: 1.0 };
        Cluster { text: c.into(), c, glyph, mark }
    }

    fn line_of(text: &[(&str, Mark)], width: Option<f32>) -> Line {
        let clusters: Vec<Cluster> = text
            .iter()
            .flat_map(|&(part, mark)| part.chars().map(move |c| cluster(c, mark)))
            .collect();
        line(&clusters, 10.0, width)
    }

    fn stretches(line: &Line) -> Vec<(Mark, f32, f32)> {
        let marked = line.marks.iter().filter(|it| it.mark != Mark::None);
        marked.map(|it| (it.mark, it.from, it.to)).collect()
    }

    #[test]
    fn underlines_are_under_their_characters_alone() {
        let line = line_of(
            &[("あ", Mark::None), ("いう", Mark::Single), ("え", Mark::None), ("お", Mark::Single)],
            None,
        );
        assert_eq!(stretches(&line), [(Mark::Single, 10.0, 30.0), (Mark::Single, 40.0, 50.0)]);
        let line = line_of(&[("（２）", Mark::Double), ("う", Mark::Single)], None);
        assert_eq!(stretches(&line), [(Mark::Double, 0.0, 30.0), (Mark::Single, 30.0, 40.0)]);
    }

    #[test]
    fn underlines_go_on_in_the_next_line() {
        let clusters: Vec<Cluster> = "あいうえ".chars().map(|c| cluster(c, Mark::Single)).collect();
        let atoms: Vec<Atom> = clusters.iter().map(|it| Atom { c: it.c, width: 10.0 }).collect();
        assert_eq!(line_ends(&atoms, 30.0), [3, 4]);
        assert_eq!(stretches(&line(&clusters[..3], 10.0, None)), [(Mark::Single, 0.0, 30.0)]);
        assert_eq!(stretches(&line(&clusters[3..], 10.0, None)), [(Mark::Single, 0.0, 10.0)]);
    }

    #[test]
    fn white_space_at_the_end_of_a_line_is_not_underlined() {
        let line = line_of(&[("あい　 ", Mark::Single)], None);
        assert_eq!(stretches(&line), [(Mark::Single, 0.0, 20.0)]);
        assert!((line.width - 20.0).abs() < 0.01);
        assert_eq!(line.text, "あい　 ");
    }

    #[test]
    fn lines_are_filled_but_not_torn_apart() {
        let line = line_of(&[("あいうえお", Mark::Single)], Some(54.0));
        assert!((line.width - 54.0).abs() < 0.01, "{}", line.width);
        let marks = stretches(&line);
        assert_eq!(marks.len(), 1);
        assert!((marks[0].2 - 54.0).abs() < 0.01, "{marks:?}");
        let line = line_of(&[("あい", Mark::None)], Some(54.0));
        assert!((line.width - 20.0).abs() < 0.01);
        let line = line_of(&[("word", Mark::None)], Some(41.0));
        assert!((line.width - 40.0).abs() < 0.01);
    }
}

//! Report → two columns for a terminal.
//!
//! Changed parts are underlined and coloured where colour is allowed (old red,
//! new cyan), else set in 〖…〗: brackets of full width that Japanese terminal
//! fonts have and documents hardly use. Text of the documents never reaches
//! the terminal unfiltered, see [`visible`].

mod wrap;

use std::io::{self, Write as _};

use self::wrap::{Glyph, width, wrap};
use super::lists::lists;
use super::pieces::pieces;
use super::visible::visible;
use super::{Sink, WriteOptions, columns, counts_in_words, move_note, opposite, phrases, title};
use crate::lang::Lang;
use crate::model::Side;
use crate::report::{Cell, Report, Row, TableStyle};
use crate::tabulate::{Printed, printed};

/// Used when the width is not known.
const DEFAULT_WIDTH: u16 = 100;
/// Narrower columns would hold no line of Japanese worth reading.
const MIN_WIDTH: u16 = 60;

/// Control sequences (SGR) for the parts of the view.
mod sgr {
    pub(super) const RESET: &str = "\u{1B}[0m";
    pub(super) const HEAD: &str = "\u{1B}[1m";
    pub(super) const FAINT: &str = "\u{1B}[2m";
    pub(super) const OLD: &str = "\u{1B}[4;31m";
    pub(super) const NEW: &str = "\u{1B}[4;36m";
}

/// The signs around a changed part where there is no colour.
const MARKS: [char; 2] = ['〖', '〗'];

/// Writes the table, then the counts and the lists of what changed.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let style = &report.table.style;
    let view = View::new(style, options);
    writeln!(out, "{}", view.paint(sgr::HEAD, &visible(title(style))))?;
    for side in columns(style) {
        let source = report.sources.get(side);
        let facts = phrases::facts(options.lang, source);
        writeln!(out, "{}: {} ({facts})", visible(style.labels.get(side)), visible(&source.name))?;
    }
    writeln!(out)?;
    view.both(out, sgr::HEAD, columns(style).map(|side| style.labels.get(side).clone()))?;
    for line in printed(&report.table) {
        match line {
            Printed::Path(path) => {
                view.rule(out, "", [None, None])?;
                let headings =
                    columns(style).map(|side| path.get(side).join(phrases::PATH_SEPARATOR));
                view.both(out, sgr::HEAD, headings)?;
            }
            Printed::Row(row, number) => view.row(out, row, number)?,
            Printed::Omitted { labels, .. } => {
                view.rule(out, "", [None, None])?;
                let labels = columns(style).map(|side| phrases::omitted(labels.get(side)));
                view.both(out, sgr::FAINT, labels)?;
            }
        }
    }
    view.rule(out, "", [None, None])?;
    writeln!(out, "{}", counts_in_words(report, options.lang))?;
    for list in lists(report, options.lang) {
        let head = phrases::list_head(options.lang, list.title, list.entries.len());
        writeln!(out, "\n{}", view.paint(sgr::HEAD, &head))?;
        for entry in &list.entries {
            let number = entry.number.map(|n| n.to_string()).unwrap_or_default();
            writeln!(out, "{number:>4} {}", visible(&entry.line()))?;
        }
    }
    Ok(())
}

/// Geometry and colours of one view.
struct View<'a> {
    style: &'a TableStyle,
    lang: Lang,
    has_colour: bool,
    /// Terminal columns of each of the two text columns.
    columns: usize,
}

impl<'a> View<'a> {
    fn new(style: &'a TableStyle, options: &WriteOptions) -> Self {
        let width = if options.width == 0 { DEFAULT_WIDTH } else { options.width };
        // One column of space on each side of the line between the texts.
        let columns = usize::from(width.max(MIN_WIDTH) - 3) / 2;
        Self { style, lang: options.lang, has_colour: options.colour, columns }
    }

    /// A row: a rule with number, kind and pages, then the two texts.
    fn row(&self, out: &mut Sink<'_>, row: &Row, number: Option<u32>) -> io::Result<()> {
        let sides = columns(self.style);
        let number = number.map(|n| format!("{n} ")).unwrap_or_default();
        let head = format!("{number}{}", phrases::what_happened(self.lang, row));
        let pages = sides.map(|side| row.cells.get(side).as_ref().and_then(|cell| cell.page));
        self.rule(out, &head, pages)?;
        let [left, right] = sides.map(|side| match row.cells.get(side) {
            Some(cell) => self.cell_lines(row, cell, side),
            None => vec![self.plain_line(opposite(side))],
        });
        for index in 0..left.len().max(right.len()) {
            self.pair(out, [left.get(index), right.get(index)])?;
        }
        Ok(())
    }

    /// Two texts side by side in one look.
    fn both(&self, out: &mut Sink<'_>, look: &str, texts: [String; 2]) -> io::Result<()> {
        let [left, right] = texts.map(|text| {
            let glyphs: Vec<Glyph> = glyphs(&text, false).collect();
            let lines = wrap(&glyphs, self.columns).into_iter();
            lines.map(|line| self.plain_glyphs(look, line)).collect::<Vec<_>>()
        });
        for index in 0..left.len().max(right.len()) {
            self.pair(out, [left.get(index), right.get(index)])?;
        }
        Ok(())
    }

    /// One line of both columns.
    fn pair(&self, out: &mut Sink<'_>, [left, right]: [Option<&Painted>; 2]) -> io::Result<()> {
        let (text, used) = left.map_or(("", 0), |it| (it.text.as_str(), it.width));
        let gap = " ".repeat(self.columns.saturating_sub(used));
        let right = right.map_or("", |it| it.text.as_str());
        let line = format!("{text}{gap} {} {right}", self.paint(sgr::FAINT, "│"));
        writeln!(out, "{}", line.trim_end())
    }

    /// A rule over both columns with a word at its left and a page at its right.
    fn rule(&self, out: &mut Sink<'_>, head: &str, pages: [Option<u32>; 2]) -> io::Result<()> {
        let half = |head: &str, page: Option<u32>, columns: usize| {
            let head = if head.is_empty() { String::new() } else { format!("─ {head} ") };
            let page = page.map(|page| format!(" p.{page} ─")).unwrap_or_default();
            let gap = columns.saturating_sub(width(&head) + width(&page));
            format!("{head}{}{page}", "─".repeat(gap))
        };
        let left = half(head, pages[0], self.columns + 1);
        let right = half("", pages[1], self.columns + 1);
        writeln!(out, "{}", self.paint(sgr::FAINT, &format!("{left}┼{right}")))
    }

    /// The lines of a cell, changed parts marked.
    fn cell_lines(&self, row: &Row, cell: &Cell, side: Side) -> Vec<Painted> {
        let mut lines: Vec<Vec<Glyph>> = vec![Vec::new()];
        let mut is_open = false;
        let pieces = pieces(cell);
        for piece in &pieces {
            let is_break = piece.gap && piece.text == "\n";
            let is_marked = piece.changed && (is_open || !piece.text.trim().is_empty());
            // A mark is closed at the end of a line and opened again.
            if is_open && (is_break || !is_marked) {
                self.bracket(&mut lines, MARKS[1]);
                is_open = false;
            }
            if is_break {
                lines.push(Vec::new());
                continue;
            }
            if is_marked && !is_open {
                self.bracket(&mut lines, MARKS[0]);
                is_open = true;
            }
            let text = if piece.gap { " ｜ " } else { piece.text };
            let line = lines.last_mut().expect("there is always a line");
            line.extend(glyphs(text, is_marked && self.has_colour));
        }
        if is_open {
            self.bracket(&mut lines, MARKS[1]);
        }
        let look = if side == Side::Old { sgr::OLD } else { sgr::NEW };
        let note = move_note(row, side, self.style, self.lang);
        let note: Vec<Glyph> = note.iter().flat_map(|note| glyphs(note, false)).collect();
        let mut out = Vec::new();
        if !note.is_empty() {
            out.extend(
                wrap(&note, self.columns).into_iter().map(|it| self.plain_glyphs(sgr::FAINT, it)),
            );
        }
        for line in &lines {
            out.extend(wrap(line, self.columns).into_iter().map(|it| marked_glyphs(look, it)));
        }
        out
    }

    fn bracket(&self, lines: &mut [Vec<Glyph>], sign: char) {
        if let (false, Some(line)) = (self.has_colour, lines.last_mut()) {
            line.push(Glyph::new(sign, false));
        }
    }

    fn plain_line(&self, text: &str) -> Painted {
        let glyphs: Vec<Glyph> = glyphs(text, false).collect();
        self.plain_glyphs("", &glyphs)
    }

    fn plain_glyphs(&self, look: &str, glyphs: &[Glyph]) -> Painted {
        let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
        let width = glyphs.iter().map(|glyph| glyph.width).sum();
        Painted { text: self.paint(look, &text), width }
    }

    fn paint(&self, look: &str, text: &str) -> String {
        if self.has_colour && !look.is_empty() && !text.is_empty() {
            format!("{look}{text}{}", sgr::RESET)
        } else {
            text.to_owned()
        }
    }
}

/// A line ready to print.
struct Painted {
    text: String,
    width: usize,
}

/// The glyphs of a text of unknown origin.
fn glyphs(text: &str, marked: bool) -> impl Iterator<Item = Glyph> {
    let text = visible(text).replace('\t', "    ");
    text.chars().map(|c| Glyph::new(c, marked)).collect::<Vec<_>>().into_iter()
}

/// A line whose marked glyphs have a look of their own.
fn marked_glyphs(look: &str, glyphs: &[Glyph]) -> Painted {
    let mut text = String::new();
    for part in glyphs.chunk_by(|a, b| a.marked == b.marked) {
        let is_marked = part.first().is_some_and(|glyph| glyph.marked);
        text.push_str(if is_marked { look } else { "" });
        text.extend(part.iter().map(|glyph| glyph.c));
        text.push_str(if is_marked { sgr::RESET } else { "" });
    }
    Painted { text, width: glyphs.iter().map(|glyph| glyph.width).sum() }
}

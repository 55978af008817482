//! Report → two columns for a terminal.
//!
//! Changed parts are underlined and coloured where colour is allowed (old red,
//! new cyan), else set in 〖…〗: brackets of full width that Japanese terminal
//! fonts have and documents hardly use. Text of the documents never reaches
//! the terminal unfiltered, see [`visible`].

mod log;
mod wrap;

pub(super) use self::log::write_log;

use std::io::{self, Write as _};

use self::wrap::{Glyph, width, wrap};
use super::flat::{FlatLine, Piece, lines};
use super::lists::lists;
use super::visible::visible;
use super::{Sink, WriteOptions, counts_in_words, phrases, text_columns};
use crate::lang::Lang;
use crate::model::Side;
use crate::present::words::PATH_SEPARATOR;
use crate::present::{
    ColumnKind, ParagraphRole, PrintedCell, PrintedRow, PrintedTable, RowRole, present,
};
use crate::report::Report;

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
    let table = present(report, options.lang);
    let view = View::new(&table, options);
    writeln!(out, "{}", view.paint(sgr::HEAD, &visible(&table.title)))?;
    for (side, label) in text_columns(&table) {
        let source = report.sources.get(side);
        let facts = phrases::facts(options.lang, source);
        writeln!(out, "{}: {} ({facts})", visible(label), visible(&source.name))?;
    }
    for sentence in &table.above {
        writeln!(out, "{}", visible(sentence))?;
    }
    writeln!(out)?;
    let labels: Vec<String> = text_columns(&table).map(|(_, label)| label.to_owned()).collect();
    view.both(out, sgr::HEAD, &labels)?;
    for row in &table.rows {
        match row.role {
            RowRole::Headings => {
                view.rule(out, "", [None, None])?;
                let path = |cell: &PrintedCell| cell.text().replace('\n', PATH_SEPARATOR);
                view.both(out, sgr::HEAD, &view.texts(row).map(path).collect::<Vec<_>>())?;
            }
            RowRole::Unit => view.row(out, row)?,
            RowRole::Omitted => {
                view.rule(out, "", [None, None])?;
                view.columns_of(out, row, sgr::FAINT)?;
            }
        }
    }
    view.rule(out, "", [None, None])?;
    for sentence in &table.below {
        writeln!(out, "{}", visible(sentence))?;
    }
    writeln!(out, "{}", counts_in_words(report, options.lang))?;
    for list in lists(report, &table, options.lang) {
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
    table: &'a PrintedTable,
    lang: Lang,
    has_colour: bool,
    /// Terminal columns of each of the two text columns.
    columns: usize,
}

impl<'a> View<'a> {
    fn new(table: &'a PrintedTable, options: &WriteOptions) -> Self {
        let width = if options.width == 0 { DEFAULT_WIDTH } else { options.width };
        // One column of space on each side of the line between the texts.
        let columns = usize::from(width.max(MIN_WIDTH) - 3) / 2;
        Self { table, lang: options.lang, has_colour: options.colour, columns }
    }

    /// The cells of a row that hold text of the documents.
    fn texts<'r>(&'r self, row: &'r PrintedRow) -> impl Iterator<Item = &'r PrintedCell> {
        let columns = self.table.columns.iter().zip(&row.cells);
        columns.filter(|(column, _)| column.kind != ColumnKind::Third).map(|(_, cell)| cell)
    }

    /// What stands in the third column, on one line.
    fn third(&self, row: &PrintedRow) -> String {
        let columns = self.table.columns.iter().zip(&row.cells);
        let mut third = columns.filter(|(column, _)| column.kind == ColumnKind::Third);
        let text = third.next().map(|(column, cell)| (column, cell.text().replace('\n', "・")));
        match text {
            Some((column, text)) if !text.is_empty() => format!(" {}: {text}", column.label),
            _ => String::new(),
        }
    }

    /// A row: a rule with number, kind and pages, then the two texts.
    fn row(&self, out: &mut Sink<'_>, row: &PrintedRow) -> io::Result<()> {
        let number = row.number.map(|n| format!("{n} ")).unwrap_or_default();
        let words = phrases::joined(self.lang, &row.words);
        let head = format!("{number}{words}{}", self.third(row));
        let pages: Vec<Option<u32>> = self.texts(row).map(|cell| cell.page).collect();
        let page = |at: usize| pages.get(at).copied().flatten();
        self.rule(out, &visible(&head), [page(0), page(1)])?;
        self.columns_of(out, row, "")
    }

    /// The text columns of a row side by side; `look` is that of their plain
    /// text.
    fn columns_of(&self, out: &mut Sink<'_>, row: &PrintedRow, look: &str) -> io::Result<()> {
        let texts = text_columns(self.table).zip(self.texts(row));
        let columns: Vec<Vec<Painted>> =
            texts.map(|((side, _), cell)| self.cell_lines(cell, side, look)).collect();
        self.side_by_side(out, &columns)
    }

    fn side_by_side(&self, out: &mut Sink<'_>, columns: &[Vec<Painted>]) -> io::Result<()> {
        let n_lines = columns.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..n_lines {
            let line = |at: usize| columns.get(at).and_then(|lines| lines.get(index));
            self.pair(out, [line(0), line(1)])?;
        }
        Ok(())
    }

    /// Two texts side by side in one look.
    fn both(&self, out: &mut Sink<'_>, look: &str, texts: &[String]) -> io::Result<()> {
        let columns = texts.iter().map(|text| {
            let glyphs: Vec<Glyph> = glyphs(text, false).collect();
            let lines = wrap(&glyphs, self.columns).into_iter();
            lines.map(|line| self.plain_glyphs(look, line)).collect()
        });
        self.side_by_side(out, &columns.collect::<Vec<_>>())
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
    fn cell_lines(&self, cell: &PrintedCell, side: Side, look: &str) -> Vec<Painted> {
        let changed = if side == Side::Old { sgr::OLD } else { sgr::NEW };
        let mut out = Vec::new();
        for line in &lines(cell) {
            let is_note = line.role == Some(ParagraphRole::Note);
            let plain = if is_note { sgr::FAINT } else { look };
            let glyphs = self.glyphs_of(line);
            for part in wrap(&glyphs, self.columns) {
                out.push(if part.iter().any(|glyph| glyph.marked) {
                    marked_glyphs(changed, part)
                } else {
                    self.plain_glyphs(plain, part)
                });
            }
        }
        out
    }

    /// A line with signs around changed parts where there is no colour.
    fn glyphs_of(&self, line: &FlatLine<'_>) -> Vec<Glyph> {
        let mut out = Vec::new();
        for part in line.pieces.chunk_by(|a, b| a.is_marked() && b.is_marked()) {
            let is_marked = part.first().is_some_and(|piece| piece.is_marked());
            let [open, close] =
                MARKS.map(|sign| (is_marked && !self.has_colour).then(|| Glyph::new(sign, false)));
            out.extend(open);
            for piece in part {
                let text = match piece {
                    Piece::Run(run) => run.text.as_str(),
                    Piece::Gap => " ｜ ",
                };
                out.extend(glyphs(text, is_marked && self.has_colour));
            }
            out.extend(close);
        }
        out
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

//! Report → PDF: the table on A4 as it is printed, the lists of what changed
//! on pages of their own behind it.
//!
//! ```text
//! font      glyphs and widths       breaking  where a line may end
//! line      runs → lines            cell      cells → strips
//! flow      strips → pages          paging    where a page may end
//! ending    the lists               look      sizes
//! tags      the structure           draw      pages → PDF
//! ```
//!
//! The PDF library draws and embeds; lines, rows and pages are laid out here.
//! All bytes follow from report, options and font: there is no date in the file.

mod breaking;
mod cell;
mod draw;
mod ending;
mod flow;
mod font;
mod line;
mod look;
mod paging;
mod tags;

use std::io::{self, Write as _};

use self::cell::{CellLook, TaggedLine, Wishes};
use self::draw::{About, Bookmark};
use self::ending::Ending;
use self::flow::{Flow, Frame, Place};
use self::font::Face;
use self::line::{Setting, set_text};
use self::look::Sheet;
use self::paging::LaidRow;
use self::tags::{Role, TagId, Tags};
use super::visible::visible;
use super::{FontFile, Sink, WriteOptions, Written, phrases};
use crate::error::Result;
use crate::lang::Lang;
use crate::present::{PrintedRow, PrintedTable, present};
use crate::profile::Lists;
use crate::report::Report;

pub(super) use self::font::check;

/// Writes the file. The characters that the font lacks are those that were
/// asked for while it was laid out, so that none that is printed is forgotten.
pub(super) fn write(
    report: &Report,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<Written> {
    let font = options.font.as_ref().ok_or_else(|| io::Error::other(font::none_given()))?;
    let table = present(report, options.lang);
    let mut layout = Layout::new(font, &table).map_err(io::Error::other)?;
    let places = layout.everything(report, &table, options.lang);
    let about = About {
        title: visible(&table.title).into_owned(),
        bookmarks: bookmarks(&table, &places, options.lang),
    };
    let Layout { face, sheet, flow, tags, .. } = layout;
    let bytes = draw::draw(&face, sheet, flow.pages, tags, about)
        .map_err(|cause| io::Error::other(font::not_embedded(&font.name, &cause)))?;
    out.write_all(&bytes)?;
    Ok(Written { lacking: face.missing() })
}

/// A file on its way to pages.
struct Layout<'a> {
    face: Face<'a>,
    /// Name of the font.
    font: &'a str,
    sheet: Sheet,
    flow: Flow,
    tags: Tags,
}

impl<'a> Layout<'a> {
    fn new(font: &'a FontFile, table: &PrintedTable) -> Result<Self> {
        let sheet = Sheet::of(table.page.paper);
        let face = Face::open(font)?;
        Ok(Self { face, font: &font.name, sheet, flow: Flow::new(sheet), tags: Tags::default() })
    }

    /// All of the file; gives the places of the rows.
    fn everything(&mut self, report: &Report, table: &PrintedTable, lang: Lang) -> Vec<Place> {
        let heading = self.tags.add(None, Role::Heading(1));
        let title = set_text(&self.face, &table.title, self.wide(look::TITLE));
        self.flow.lines(title, None, heading);
        self.flow.space(look::SMALL);
        self.sentences(&table.above);
        self.flow.space(look::GRID_GAP);
        let places = self.rows(table);
        self.flow.space(look::SMALL);
        self.sentences(&table.below);
        if table.lists == Lists::All {
            Ending { report, table, lang, places: &places }.lay(self);
        }
        places
    }

    fn wide(&self, size: f32) -> Setting {
        Setting { size, width: self.sheet.measure(), justified: true }
    }

    fn sentences(&mut self, sentences: &[String]) {
        for sentence in sentences {
            let tag = self.tags.add(None, Role::Paragraph);
            let lines = set_text(&self.face, sentence, self.wide(look::BODY));
            self.flow.lines(lines, Some(0.0), tag);
        }
    }

    fn rows(&mut self, table: &PrintedTable) -> Vec<Place> {
        let (frame, body) = self.frame(table);
        let rows = table.rows.iter().map(|row| self.row(row, &frame.edges, body)).collect();
        self.flow.table(&frame, rows)
    }

    /// The columns, the header row, and the element its rows go under.
    fn frame(&mut self, table: &PrintedTable) -> (Frame, TagId) {
        let edges = self.sheet.edges(table.columns.len());
        let element = self.tags.add(None, Role::Table);
        let head = self.tags.add(Some(element), Role::Head);
        let row = self.tags.add(Some(head), Role::Row);
        let mut labels = Vec::with_capacity(table.columns.len());
        for (column, ends) in table.columns.iter().zip(edges.windows(2)) {
            let tag = self.tags.add(Some(row), Role::HeadCell);
            let width = ends[1] - ends[0] - 2.0 * look::PAD_X;
            let setting = Setting { size: look::BODY, width, justified: false };
            let lines = set_text(&self.face, &column.label, setting);
            labels.push(lines.into_iter().map(|line| TaggedLine { line, tag }).collect());
        }
        let body = self.tags.add(Some(element), Role::Body);
        (Frame { edges, labels }, body)
    }

    fn row(&mut self, row: &PrintedRow, edges: &[f32], parent: TagId) -> LaidRow {
        let element = self.tags.add(Some(parent), Role::Row);
        let wishes = Wishes::of_row(&self.face, &row.cells);
        let mut columns = Vec::with_capacity(row.cells.len());
        for (cell, ends) in row.cells.iter().zip(edges.windows(2)) {
            let tag = self.tags.add(Some(element), Role::Cell { span: 1 });
            let width = ends[1] - ends[0] - 2.0 * look::PAD_X;
            let look = CellLook { width, role: row.role, wishes: &wishes };
            columns.push(cell::strips(&self.face, cell, look, &mut self.tags, tag));
        }
        LaidRow {
            columns,
            joins_above: row.cells.iter().map(|cell| cell.joins_above).collect(),
            may_break: row.may_break,
            keep_with_next: row.keep_with_next,
        }
    }
}

/// One bookmark for each change.
fn bookmarks(table: &PrintedTable, places: &[Place], lang: Lang) -> Vec<Bookmark> {
    let bookmark = |(row, place): (&PrintedRow, &Place)| {
        let number = row.number?;
        let what = phrases::joined(lang, &row.words);
        let words = [what.as_str(), row.label.trim(), row.title.trim()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let text = visible(&format!("{number}　{}", words.join("　"))).into_owned();
        Some(Bookmark { text, place: *place })
    };
    table.rows.iter().zip(places).filter_map(bookmark).collect()
}

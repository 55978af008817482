//! Report → PDF: the table on A4 as it is printed, the lists of what changed
//! on pages of their own behind it.
//!
//! ```text
//! font      glyphs and widths       breaking  where a line may end
//! line      runs → lines            cell      cells → strips
//! flow      strips → pages          ending    the lists
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
mod tags;

use std::io::{self, Write as _};

use self::cell::{CellLook, TaggedLine, Wishes};
use self::draw::{About, Bookmark};
use self::flow::{Flow, Frame, LaidRow, Place};
use self::font::Face;
use self::line::{Setting, set_text};
use self::look::Sheet;
use self::tags::{Role, TagId, Tags};
use super::visible::visible;
use super::{Sink, WriteOptions, phrases};
use crate::lang::Lang;
use crate::present::{PrintedRow, PrintedTable, present};
use crate::report::Report;

pub(super) use self::font::check;

/// Writes the file.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let font = options.font.as_ref().ok_or_else(|| io::Error::other(font::none_given()))?;
    let face = Face::open(font).map_err(io::Error::other)?;
    let table = present(report, options.lang);
    let sheet = Sheet::of(table.page.paper);
    let mut tags = Tags::default();
    let mut flow = Flow::new(sheet);
    let places = body(&mut flow, &face, &table, sheet, &mut tags);
    let ending = ending::Ending { report, table: &table, lang: options.lang, places: &places };
    ending.lay(&mut flow, &face, sheet, &mut tags, &font.name);
    let about = About {
        title: visible(&table.title).into_owned(),
        bookmarks: bookmarks(&table, &places, options.lang),
    };
    let bytes = draw::draw(&face, sheet, flow.pages, tags, about)
        .map_err(|cause| io::Error::other(cause.to_string()))?;
    out.write_all(&bytes)
}

/// The characters of the output for which the font has no glyph, each once, in
/// the order of their code points: 〓 is printed for them.
pub(super) fn lacking(report: &Report, options: &WriteOptions) -> Vec<char> {
    let Some(face) = options.font.as_ref().and_then(|font| Face::open(font).ok()) else {
        return Vec::new();
    };
    let table = present(report, options.lang);
    let sheet = Sheet::of(table.page.paper);
    let mut tags = Tags::default();
    let mut flow = Flow::new(sheet);
    let places = body(&mut flow, &face, &table, sheet, &mut tags);
    let ending = ending::Ending { report, table: &table, lang: options.lang, places: &places };
    ending.lay(&mut flow, &face, sheet, &mut tags, "");
    face.missing()
}

/// Title, sentences and table; gives the places of the rows.
fn body(
    flow: &mut Flow,
    face: &Face<'_>,
    table: &PrintedTable,
    sheet: Sheet,
    tags: &mut Tags,
) -> Vec<Place> {
    let wide = |size: f32| Setting { size, width: sheet.measure(), justified: false };
    let heading = tags.add(None, Role::Heading(1));
    flow.lines(set_text(face, &table.title, wide(look::TITLE)), None, heading);
    flow.space(look::SMALL);
    for sentence in &table.above {
        let tag = tags.add(None, Role::Paragraph);
        flow.lines(set_text(face, sentence, wide(look::BODY)), Some(0.0), tag);
    }
    flow.space(look::GRID_GAP);
    let (frame, body) = frame(face, table, sheet, tags);
    let rows = table.rows.iter().map(|row| laid(face, row, &frame.edges, tags, body)).collect();
    let places = flow.table(&frame, rows);
    flow.space(look::SMALL);
    for sentence in &table.below {
        let tag = tags.add(None, Role::Paragraph);
        let setting = Setting { justified: true, ..wide(look::BODY) };
        flow.lines(set_text(face, sentence, setting), Some(0.0), tag);
    }
    places
}

/// The columns, the header row, and the element its rows go under.
fn frame(face: &Face<'_>, table: &PrintedTable, sheet: Sheet, tags: &mut Tags) -> (Frame, TagId) {
    let edges = sheet.edges(table.columns.len());
    let element = tags.add(None, Role::Table);
    let head = tags.add(Some(element), Role::Head);
    let row = tags.add(Some(head), Role::Row);
    let mut labels = Vec::with_capacity(table.columns.len());
    for (column, ends) in table.columns.iter().zip(edges.windows(2)) {
        let tag = tags.add(Some(row), Role::HeadCell);
        let width = ends[1] - ends[0] - 2.0 * look::PAD_X;
        let setting = Setting { size: look::BODY, width, justified: false };
        let lines = set_text(face, &column.label, setting);
        labels.push(lines.into_iter().map(|line| TaggedLine { line, tag }).collect());
    }
    let body = tags.add(Some(element), Role::Body);
    (Frame { edges, labels }, body)
}

fn laid(
    face: &Face<'_>,
    row: &PrintedRow,
    edges: &[f32],
    tags: &mut Tags,
    parent: TagId,
) -> LaidRow {
    let element = tags.add(Some(parent), Role::Row);
    let wishes = Wishes::of_row(face, &row.cells);
    let mut columns = Vec::with_capacity(row.cells.len());
    for (cell, ends) in row.cells.iter().zip(edges.windows(2)) {
        let tag = tags.add(Some(element), Role::Cell { span: 1 });
        let width = ends[1] - ends[0] - 2.0 * look::PAD_X;
        columns.push(cell::strips(
            face,
            cell,
            CellLook { width, role: row.role, wishes: &wishes },
            tags,
            tag,
        ));
    }
    LaidRow {
        columns,
        joins_above: row.cells.iter().map(|cell| cell.joins_above).collect(),
        may_break: row.may_break,
        keep_with_next: row.keep_with_next,
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

//! A workbook → its sheets with what every cell shows.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Style, Xlsx};
use rustc_hash::FxHashMap;

use super::package::{Package, Unopened};
use super::shapes::{self, Shape};
use super::sheet::{Facts, MAX_COLUMNS, MAX_ROWS};
use super::{built_in, damaged, formats, numbers, too_large};
use crate::error::{Error, Result, WarningKind, Warnings};
use crate::read::Input;
use crate::read::builder::MAX_TEXT;
use crate::read::xml::{self, Token};

/// Most cells with a value or a frame in one workbook.
const MAX_CELLS: usize = 5_000_000;
/// Most sheets.
const MAX_SHEETS: usize = 4096;

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Counted from 1.
    pub number: u32,
    /// As on its tab.
    pub name: String,
    /// Whether the tab is hidden.
    pub is_hidden: bool,
    /// Cells that hold something, by row, then column.
    pub cells: Vec<Cell>,
    /// Frames of cells, by row and column.
    pub frames: FxHashMap<(u32, u32), Frame>,
    /// Merged regions, widths, what is hidden.
    pub facts: Facts,
    /// Text boxes and the like.
    pub shapes: Vec<Shape>,
    /// Comments: row, column, text.
    pub comments: Vec<(u32, u32, String)>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Counted from 0.
    pub row: u32,
    /// Counted from 0.
    pub column: u32,
    /// What it shows, or what it holds where the format shows nothing.
    pub text: String,
    /// Whether the format (`;;;`) shows nothing.
    pub is_concealed: bool,
}

/// Which edges of a cell are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a cell has four edges")]
pub(super) struct Frame {
    /// Left edge.
    pub left: bool,
    /// Upper edge.
    pub top: bool,
    /// Right edge.
    pub right: bool,
    /// Lower edge.
    pub bottom: bool,
}

impl Frame {
    fn of(style: &Style) -> Self {
        let borders = style.borders.as_ref();
        let seen = |edge: fn(&calamine::Borders) -> &calamine::Border| {
            borders.is_some_and(|borders| edge(borders).is_visible())
        };
        Self {
            left: seen(|borders| &borders.left),
            top: seen(|borders| &borders.top),
            right: seen(|borders| &borders.right),
            bottom: seen(|borders| &borders.bottom),
        }
    }

    fn is_drawn(self) -> bool {
        self != Self::default()
    }
}

/// Reads all sheets in the order of their tabs. Parts around the cells that
/// cannot be read are warned of.
///
/// # Errors
/// `Damaged` or `TooLarge`.
pub(super) fn load(input: &Input, warnings: &mut Warnings) -> Result<Vec<Sheet>> {
    let mut package = Package::open(&input.bytes).map_err(|cause| match cause {
        Unopened::TooLarge => too_large(&input.name),
        cause => damaged(&input.name).because(cause),
    })?;
    let broken =
        |cause: Box<dyn std::error::Error + Send + Sync>| damaged(&input.name).because(cause);
    let mut budget = Budget { name: &input.name, cells: 0, bytes: 0, is_1904: false };
    let bytes = Cursor::new(input.bytes.as_slice());
    let mut book: Xlsx<_> = Xlsx::new(bytes).map_err(|cause| broken(Box::new(cause)))?;
    budget.is_1904 = book.has_1904_epoch();
    let parts = sheet_parts(&mut package);
    let listed = book.sheets_metadata().to_owned();
    if listed.len() > MAX_SHEETS {
        return Err(too_large(&input.name));
    }
    let mut n_unread = 0;
    let sheets = sheets(&listed, |name, sheet| {
        match book.worksheet_cells_reader(name) {
            Ok(mut cells) => {
                let styles = cells.styles().to_vec();
                while let Some((cell, style)) =
                    cells.next_cell_with_style_id().map_err(|cause| broken(Box::new(cause)))?
                {
                    let style = styles.get(style);
                    budget.add(sheet, &cell, style)?;
                }
            }
            // A sheet that is one chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => {}
            Err(cause) => return Err(broken(Box::new(cause))),
        }
        match parts.iter().find(|(known, _)| known == name) {
            Some((_, part)) => {
                n_unread += surroundings(&mut package, part, sheet)
                    .map_err(|cause| damaged(&input.name).because(cause))?;
            }
            None => {
                package.unreadable.insert(name.to_owned());
            }
        }
        Ok(())
    })?;
    for part in std::mem::take(&mut package.unreadable) {
        warnings.push(WarningKind::PartUnreadable { part }, None);
    }
    for sheet in sheets.iter().filter(|sheet| !sheet.is_hidden) {
        let unsolved = &sheet.facts.unsolved;
        if unsolved.count > 0 {
            let (cell, count) = (unsolved.first.clone(), unsolved.count);
            let kind =
                WarningKind::FormulasWithoutResult { sheet: sheet.name.clone(), cell, count };
            warnings.push(kind, None);
        }
    }
    if n_unread > 0 {
        warnings.push(WarningKind::ObjectsUnread { count: n_unread }, None);
    }
    Ok(sheets)
}

fn sheets(
    listed: &[calamine::Sheet],
    mut fill: impl FnMut(&str, &mut Sheet) -> Result<()>,
) -> Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for (index, metadata) in listed.iter().enumerate() {
        let mut sheet = Sheet {
            number: index as u32 + 1,
            name: metadata.name.clone(),
            is_hidden: metadata.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        fill(&metadata.name, &mut sheet)?;
        // Cells need not be stored in order.
        sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The part that holds each sheet, by the name on its tab.
fn sheet_parts(package: &mut Package<'_>) -> Vec<(String, String)> {
    let relations = package.relations("xl/workbook.xml");
    let mut parts = Vec::new();
    let text = package.text("xl/workbook.xml").unwrap_or_default();
    // `calamine` has read the same part to its end.
    let _ = xml::walk(&text, |token, _| {
        if let Token::Open(element) = token
            && element.name() == "sheet"
            && let (Some(name), Some(id)) = (element.attribute("name"), element.attribute("id"))
            && let Some(relation) = relations.iter().find(|relation| relation.id == id)
        {
            parts.push((name, relation.target.clone()));
        }
    });
    parts
}

/// Everything of a sheet but its values; how many objects on it are not read.
fn surroundings(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut Sheet,
) -> std::result::Result<u32, xml::Flaw> {
    match package.text(part) {
        Some(text) => sheet.facts = Facts::parse(&text)?,
        None => {
            package.unreadable.insert(part.to_owned());
        }
    }
    let mut n_unread = 0;
    let relations = package.relations(part);
    for relation in &relations {
        match &*relation.kind {
            "drawing" => {
                let drawing = shapes::drawing(package, &relation.target);
                sheet.shapes.extend(drawing.shapes);
                n_unread += drawing.n_unread;
            }
            "comments" => {
                let comments = package.read(&relation.target, shapes::comments);
                sheet.comments.extend(comments.unwrap_or_default());
            }
            // Embedded documents.
            "oleObject" | "package" => n_unread += 1,
            _ => {}
        }
    }
    let is_known = |id: &String| relations.iter().any(|relation| relation.id == *id);
    if !sheet.facts.drawings.iter().all(is_known) {
        package.unreadable.insert(Package::relations_of(part));
    }
    Ok(n_unread)
}

/// What has been taken from the workbook so far.
struct Budget<'a> {
    name: &'a str,
    cells: usize,
    bytes: usize,
    /// Whether days are counted from 1904.
    is_1904: bool,
}

impl Budget<'_> {
    fn add(
        &mut self,
        sheet: &mut Sheet,
        cell: &calamine::Cell<DataRef<'_>>,
        style: Option<&Style>,
    ) -> Result<(), Error> {
        let (row, column) = cell.get_position();
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(damaged(self.name).because("a cell outside of its sheet"));
        }
        let frame = style.map(Frame::of).unwrap_or_default();
        if frame.is_drawn() {
            sheet.frames.insert((row, column), frame);
        }
        let code = style.and_then(|style| style.number_format.as_ref()).map(|format| {
            let own = Some(&*format.format_code).filter(|code| !code.is_empty());
            match format.format_id {
                Some(id @ ..=163) => built_in::built_in(id).or(own).unwrap_or("General"),
                _ => own.unwrap_or("General"),
            }
        });
        let (text, is_concealed) = shown(cell.get_value(), code, self.is_1904);
        self.cells += usize::from(frame.is_drawn() || !text.is_empty());
        self.bytes += text.len();
        if self.cells > MAX_CELLS || self.bytes > MAX_TEXT {
            return Err(too_large(self.name));
        }
        if !text.trim().is_empty() {
            sheet.cells.push(Cell { row, column, text, is_concealed });
        }
        Ok(())
    }
}

/// What a cell shows; where its format shows nothing, what it holds and `true`.
fn shown(value: &DataRef<'_>, code: Option<&str>, is_1904: bool) -> (String, bool) {
    let number = |value: f64, default: &str| {
        let text = formats::number(value, code.unwrap_or(default), is_1904);
        if text.is_empty() { (numbers::general(value), true) } else { (text, false) }
    };
    let text = |value: &str| {
        let text = formats::text(value, code.unwrap_or("@"));
        if text.is_empty() { (value.to_owned(), true) } else { (text, false) }
    };
    match value {
        DataRef::Empty => (String::new(), false),
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Float(value) => number(*value, "General"),
        DataRef::Int(value) => number(*value as f64, "General"),
        DataRef::DateTime(value) => number(value.as_f64(), "yyyy/m/d"),
        DataRef::Bool(value) => (if *value { "TRUE" } else { "FALSE" }.to_owned(), false),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => (value.clone(), false),
        DataRef::Error(error) => (error.to_string(), false),
    }
}

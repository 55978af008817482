//! The 変更箇所 that a document holds, row by row as printed (CONVENTIONS §4.6).
//!
//! Its table is known by its header: 変更日, 項目, 変更前の記載, 変更後の記載,
//! 提出時期, 提出時期に係る説明. Rows may stand before the header, the header
//! may be repeated, and the log may be the only thing in its file.

mod cells;
mod cut;
mod lines;
mod torn;

use super::era::Date;
use super::item::said;
use crate::error::{Warning, WarningKind};
use crate::model::{Document, Format};
use crate::report::Dialect;

use cells::{Cell, Table};
pub use lines::Uneven;

/// The log of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierLog {
    /// Its rows from top to bottom, headers left out.
    pub rows: Vec<EarlierRow>,
    /// How its items are written.
    pub dialect: Dialect,
    /// Whether its newest rows stand on top.
    pub newest_first: bool,
    /// The tables of the document that hold it.
    pub tables: Vec<u32>,
    /// Tables behind it that may be more of it and were not read: the page, from
    /// 1, where there are pages, and what each begins with.
    pub unread: Vec<(Option<u32>, String)>,
    /// Rows of a text file that have other cells than the header, or a quotation
    /// mark that is never closed.
    pub uneven: Vec<Uneven>,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierRow {
    /// The texts of the six columns, paragraphs on lines of their own, with
    /// the characters of the document.
    pub cells: [String; 6],
    /// Page on which it begins, from 1; `None` where there are none.
    pub page: Option<u32>,
    /// Whether a cell of a row above is merged with the cell of a column.
    pub merged: [bool; 6],
}

/// Place of a column.
pub const DATE: usize = 0;
/// Place of a column.
pub const ITEM: usize = 1;
/// Place of a column.
pub const BEFORE: usize = 2;
/// Place of a column.
pub const AFTER: usize = 3;
/// Place of a column.
pub const TIMING: usize = 4;
/// Place of a column.
pub const NOTE: usize = 5;

/// What the columns are headed, without spaces.
const HEADS: [&str; 6] =
    ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"];
/// As many of them make a header.
const ENOUGH: usize = 4;

/// Reads the log of a document; `None` where there is none.
pub fn earlier(document: &Document) -> Option<EarlierLog> {
    let tables = cells::tables(document);
    let (parts, unread) = parts(&tables);
    let source = &document.source;
    let mut uneven = Vec::new();
    let (rows, used) = if !parts.is_empty() {
        let used = parts.iter().map(|(table, _)| table.id).collect();
        (torn::mended(in_tables(&parts, source.format())), used)
    } else if source.format() == Format::Text {
        let (_, extension) = source.name().rsplit_once('.').unwrap_or_default();
        let is_markdown = extension.eq_ignore_ascii_case("md");
        let read = lines::rows(source.original(), is_markdown)?;
        uneven = read.uneven;
        (read.rows, Vec::new())
    } else {
        return None;
    };
    let dialect = dialect(&rows);
    Some(EarlierLog {
        newest_first: newest_first(&rows),
        dialect,
        rows,
        tables: used,
        unread: unread.into_iter().map(Table::beginning).collect(),
        uneven,
    })
}

impl EarlierLog {
    /// The texts alone.
    pub fn into_cells(self) -> Vec<[String; 6]> {
        self.rows.into_iter().map(|row| row.cells).collect()
    }

    /// What is said of rows that may not be what the document says, each with
    /// its page: those whose texts may be cut off because it was printed as
    /// PDF, those of a broken text file, and tables that were not read.
    /// `noticed` was while it was read.
    pub fn notices(
        &self,
        document: &Document,
        noticed: &[&Warning],
    ) -> Vec<(WarningKind, Option<u32>)> {
        let mut out = Vec::new();
        if document.source.format() == Format::Pdf {
            let cut = cut::cut_rows(self, noticed).into_iter();
            out.extend(cut.map(|(page, rows)| (WarningKind::EarlierRowsCut { rows }, Some(page))));
        }
        if !self.uneven.is_empty() {
            let rows = self.uneven.iter().map(|it| it.row).collect();
            let lines = self.uneven.iter().map(|it| it.line).collect();
            out.push((WarningKind::EarlierRowsUneven { rows, lines }, None));
        }
        let unread = self.unread.iter();
        out.extend(unread.map(|(page, begins)| {
            (WarningKind::EarlierTableUnread { begins: begins.clone() }, *page)
        }));
        out
    }
}

/// What a header row tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Heads {
    /// First column of each of the six; the official name of some may be
    /// missing.
    own: [Option<u32>; 6],
    /// Columns with another head, as those for remarks beside the form.
    others: Vec<u32>,
}

/// The columns that a header row tells; `None` for other rows.
fn heads(row: &[Cell]) -> Option<Heads> {
    let mut heads = Heads::default();
    for cell in row {
        let text = said(&cell.text);
        // The longest name first: 提出時期に係る説明 begins with 提出時期.
        let known = HEADS.iter().rposition(|head| is_head(&text, head));
        match known.and_then(|at| heads.own.get_mut(at)) {
            Some(column) => drop(column.get_or_insert(cell.column)),
            None if text.is_empty() => {}
            None => heads.others.push(cell.column),
        }
    }
    let n = heads.own.iter().flatten().count();
    (n >= ENOUGH && heads.own[BEFORE].is_some() && heads.own[AFTER].is_some()).then_some(heads)
}

fn is_head(text: &str, head: &str) -> bool {
    text.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '※']))
}

/// The tables that the log stands in, each with what its columns are: all that
/// have a header, wherever they stand, and those without one that go on with
/// the rows of another. Also those that may do so and are not sure to.
fn parts(tables: &[Table]) -> (Vec<(&Table, Heads)>, Vec<&Table>) {
    let header = |table: &Table| table.rows.iter().find_map(|row| heads(row));
    let headers: Vec<Option<Heads>> = tables.iter().map(header).collect();
    let Some(first) = headers.iter().position(Option::is_some) else { return Default::default() };
    let mut found: Vec<(&Table, Heads)> = Vec::new();
    // What an export put in front of the header.
    if let Some(Some(columns)) = headers.get(first) {
        let width = tables.get(first).map_or(0, Table::width);
        let before = tables.get(..first).unwrap_or_default().iter().rev();
        found.extend(
            before
                .take_while(|table| table.goes_on(columns, width))
                .map(|table| (table, columns.clone())),
        );
        found.reverse();
    }
    let mut unread = Vec::new();
    let mut above: Option<(Heads, u32)> = None;
    let mut is_next = false;
    for (table, header) in tables.iter().zip(headers).skip(first) {
        if let Some(columns) = header {
            above = Some((columns.clone(), table.width()));
            found.push((table, columns));
            is_next = true;
            continue;
        }
        let Some((columns, width)) = &above else { continue };
        if table.goes_on(columns, *width) {
            found.push((table, columns.clone()));
            is_next = true;
        } else {
            if table.may_go_on(columns, *width, is_next) {
                unread.push(table);
            }
            is_next = false;
        }
    }
    (found, unread)
}

impl Table {
    /// Whether it is as wide as a table of such columns can be: empty cells at
    /// the end of its rows are not seen.
    fn is_as_wide(&self, columns: &Heads, width: u32) -> bool {
        columns.own[AFTER].is_some_and(|after| (after + 1..=width).contains(&self.width()))
    }

    /// Whether its first row is one of a log with these columns.
    fn goes_on(&self, columns: &Heads, width: u32) -> bool {
        let first = self.rows.first().and_then(|row| row.first());
        let first = first.filter(|cell| columns.own[DATE] == Some(cell.column));
        let is_dated = first.is_some_and(|cell| Date::parse(&cell.text).is_some());
        is_dated && self.is_as_wide(columns, width)
    }

    /// Whether rows of it could be ones of the log above, which it stands next
    /// to (`is_next`) or not.
    fn may_go_on(&self, columns: &Heads, width: u32, is_next: bool) -> bool {
        let is_dated = |row: &Vec<Cell>| {
            let mut dates = row.iter().filter(|cell| columns.own[DATE] == Some(cell.column));
            dates.any(|cell| Date::parse(&cell.text).is_some())
        };
        self.is_as_wide(columns, width) && (is_next || self.rows.iter().any(is_dated))
    }

    /// The page it begins on, and its first words.
    fn beginning(&self) -> (Option<u32>, String) {
        /// Most characters that are quoted.
        const MOST: usize = 40;
        let cells = self.rows.first().into_iter().flatten();
        let texts: Vec<String> = cells.clone().map(|cell| cell.text.replace('\n', " ")).collect();
        let page = cells.clone().find_map(|cell| cell.page);
        (page, texts.join(" ").chars().take(MOST).collect())
    }
}

/// The rows of the tables that the log stands in.
fn in_tables(parts: &[(&Table, Heads)], format: Format) -> Vec<EarlierRow> {
    let mut rows: Vec<EarlierRow> = Vec::new();
    let all = parts.iter().flat_map(|(table, columns)| {
        table.rows.iter().zip(table.merged(columns.own)).map(move |row| (row, columns))
    });
    for ((row, merged), columns) in all.filter(|((row, _), _)| heads(row).is_none()) {
        let own = EarlierRow { merged, ..row_of(row, columns) };
        match rows.last_mut() {
            // A printed page cuts cells in two; the second half has no date
            // and no item.
            Some(last) if format == Format::Pdf && is_second_half(&own, last) => append(last, own),
            _ if own.cells.iter().all(String::is_empty) => {}
            // The title of the log in a cell of its own.
            _ if is_title(&own) => {}
            _ => rows.push(own),
        }
    }
    rows
}

/// A row of the table as a row of the log. What stands between two columns of
/// the header belongs to the left one.
fn row_of(row: &[Cell], columns: &Heads) -> EarlierRow {
    let mut out = EarlierRow { page: row.iter().find_map(|cell| cell.page), ..Default::default() };
    for cell in row {
        let own = columns.own.iter().enumerate();
        let own = own.filter_map(|(at, column)| Some((at, (*column)?)));
        let left = own.filter(|(_, column)| *column <= cell.column);
        let left = left.max_by_key(|(_, column)| *column);
        let is_other =
            |column: &u32| *column <= cell.column && left.is_none_or(|(_, own)| own < *column);
        if columns.others.iter().any(is_other) {
            continue;
        }
        if let Some(text) = out.cells.get_mut(left.map_or(0, |(at, _)| at)) {
            if !text.is_empty() && !cell.text.is_empty() {
                text.push('\n');
            }
            text.push_str(&cell.text);
        }
    }
    out
}

fn is_title(row: &EarlierRow) -> bool {
    let text = said(&row.cells.concat());
    text.ends_with("変更箇所") && text.chars().count() <= 12
}

fn is_second_half(row: &EarlierRow, last: &EarlierRow) -> bool {
    let is_blank = |at: usize| row.cells.get(at).is_none_or(|cell| cell.trim().is_empty());
    let is_cut = is_blank(DATE) && is_blank(ITEM) && is_blank(TIMING);
    is_cut && row.page != last.page && !last.cells[DATE].is_empty()
}

fn append(row: &mut EarlierRow, more: EarlierRow) {
    for (text, more) in row.cells.iter_mut().zip(more.cells) {
        if !text.is_empty() && !more.is_empty() {
            text.push('\n');
        }
        text.push_str(&more);
    }
}

/// Group rows – an item and nothing else – are the mark of dialect B.
fn dialect(rows: &[EarlierRow]) -> Dialect {
    let is_group = |row: &EarlierRow| {
        let is_blank = |at: usize| row.cells.get(at).is_none_or(|cell| cell.trim().is_empty());
        !is_blank(ITEM) && is_blank(BEFORE) && is_blank(AFTER)
    };
    let n_groups = rows.iter().filter(|row| is_group(row)).count();
    let n_dates = rows.iter().filter(|row| !row.cells[DATE].trim().is_empty()).count();
    if n_groups > 0 && n_dates < rows.len() { Dialect::Grouped } else { Dialect::Flat }
}

/// Whether the days go down from top to bottom.
fn newest_first(rows: &[EarlierRow]) -> bool {
    let days: Vec<Date> = rows.iter().filter_map(|row| Date::parse(&row.cells[DATE])).collect();
    let falls = days.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let rises = days.windows(2).filter(|pair| pair[0] < pair[1]).count();
    falls > rises
}

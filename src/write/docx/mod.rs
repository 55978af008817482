//! Report → Word file: title, unit lines, the table with a head on every
//! page, sentences under it, and the three lists on a page of their own.
//!
//! ```text
//! page.rs     sheet, margins, columns     parts.rs    styles, settings, properties
//! cells.rs    cells, paragraphs, runs     tidy.rs     what docx-rs cannot say
//! level.rs    tables row beside row
//! package.rs  the ZIP file                template/   fills the file of an office
//! relations.rs  which parts there are
//! log.rs      変更箇所
//! ```
//!
//! The body is made with docx-rs. Parts that depend on nothing but the profile
//! are written here whole: the crate has no language, no East Asian font table
//! and no document title.

mod cells;
mod level;
mod log;
mod package;
mod page;
mod parts;
mod relations;
mod template;
mod tidy;

pub use template::{Fields, Template};

pub(super) use log::write_log;

use std::io::{self, Write as _};

use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, PageNum, PageOrientationType, Paragraph, Run, Table,
    TableBorder, TableBorderPosition, TableBorders, TableCell, TableLayoutType, TableRow,
    VMergeType, WidthType,
};

use self::cells::Place;
use self::page::Sheet;
use super::lists::lists;
use super::{Sink, WriteOptions, counts_in_words, office, phrases, text_columns};
use crate::present::{PrintedRow, PrintedTable, present};
use crate::profile::{Font, Lists, Paper};
use crate::report::Report;

/// Fills the file of an office with the table of a report.
///
/// # Errors
/// Those of the sink, and of a file that cannot be packed.
pub(super) fn fill(
    report: &Report,
    template: &Template,
    fields: &Fields,
    options: &WriteOptions,
    out: &mut Sink<'_>,
) -> io::Result<()> {
    let table = present(report, options.lang);
    out.write_all(&template.fill(report, &table, fields, options.lang)?)
}

/// Writes the file.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let table = present(report, options.lang);
    let sheet = Sheet::of(&table);
    let mut document = Docx::new()
        .page_size(sheet.width, sheet.height)
        .page_margin(Sheet::margins())
        .page_orient(match table.page.paper {
            Paper::A4Landscape => PageOrientationType::Landscape,
            Paper::A4Portrait => PageOrientationType::Portrait,
        })
        .footer(footer())
        .add_paragraph(line("Title", &table.title));
    for sentence in &table.above {
        document = document.add_paragraph(line("TableNoteAbove", sentence));
    }
    document = document.add_table(main_table(&table, &sheet));
    // Word joins tables that touch, and a file must end with a paragraph.
    for sentence in &table.below {
        document = document.add_paragraph(line("TableNoteBelow", sentence));
    }
    let behind = match table.lists {
        Lists::All => after(report, &table, options),
        // A file must end with a paragraph.
        Lists::None if table.below.is_empty() => vec![Paragraph::new().style("TableEnd")],
        Lists::None => Vec::new(),
    };
    for paragraph in behind {
        document = document.add_paragraph(paragraph);
    }
    pack(document, &table.title, table.page.font, out)
}

/// Builds the file from its body.
fn pack(document: Docx, title: &str, font: Font, out: &mut Sink<'_>) -> io::Result<()> {
    let parts = document.build();
    let body = String::from_utf8(parts.document).map_err(io::Error::other)?;
    let body = tidy::tidy(&body, tidy::HeadRow::First)?;
    let footers = parts
        .footers
        .into_iter()
        .map(|footer| String::from_utf8(footer).map_err(io::Error::other))
        .map(|footer| tidy::tidy(&footer?, tidy::HeadRow::None))
        .collect::<io::Result<Vec<String>>>()?;
    let n_footers = footers.len();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), relations::types(n_footers).into_bytes()),
        ("_rels/.rels".to_owned(), relations::of_package().into_bytes()),
        ("docProps/app.xml".to_owned(), parts.doc_props.app),
        ("docProps/core.xml".to_owned(), parts::properties(title).into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations::of_document(n_footers).into_bytes()),
        ("word/document.xml".to_owned(), body.into_bytes()),
        ("word/styles.xml".to_owned(), parts::styles(font).into_bytes()),
        ("word/settings.xml".to_owned(), parts::settings().into_bytes()),
        ("word/fontTable.xml".to_owned(), parts::fonts(font).into_bytes()),
    ];
    for (index, part) in footers.into_iter().enumerate() {
        files.push((format!("word/{}.xml", relations::footer(index)), part.into_bytes()));
    }
    out.write_all(&package::pack(&files)?)
}

/// A paragraph of a style.
fn line(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(office::printable(text)))
}

/// The page number, at the centre (CONVENTIONS §1.11).
fn footer() -> Footer {
    let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    Footer::new().add_paragraph(number)
}

fn main_table(table: &PrintedTable, sheet: &Sheet) -> Table {
    let head = table.columns.iter().zip(&sheet.columns).map(|(column, width)| {
        let label = line("TableHead", &column.label).keep_next(true);
        TableCell::new().width(*width, WidthType::Dxa).add_paragraph(label)
    });
    let mut rows = Vec::with_capacity(table.rows.len() + 1);
    rows.push(TableRow::new(head.collect()).cant_split());
    for (index, row) in table.rows.iter().enumerate() {
        rows.push(table_row(row, table.rows.get(index + 1), sheet));
    }
    Table::new(rows)
        .set_grid(sheet.columns.clone())
        .width(sheet.columns.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders())
}

/// Rules of 0.5 pt on all sides (CONVENTIONS §1.11).
fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let all = [Top, Left, Bottom, Right, InsideH, InsideV];
    let rule = |position| TableBorder::new(position).size(4);
    all.into_iter().fold(TableBorders::with_empty(), |all, at| all.set(rule(at)))
}

/// A row. A cell that goes on with the one above is merged with it.
fn table_row(row: &PrintedRow, next: Option<&PrintedRow>, sheet: &Sheet) -> TableRow {
    let rooms: Vec<usize> = sheet.columns.iter().map(|width| page::inner(*width)).collect();
    let levels = level::levels(&row.cells, &rooms);
    let cells = row.cells.iter().zip(&sheet.columns).enumerate().map(|(index, (cell, width))| {
        let goes_on =
            next.and_then(|next| next.cells.get(index)).is_some_and(|below| below.joins_above);
        let (width_inside, keep_next) = (page::inner(*width), row.keep_with_next);
        let place = Place { width: width_inside, keep_next, is_level: false };
        let out = TableCell::new().width(*width, WidthType::Dxa);
        let out = match (cell.joins_above, goes_on) {
            (true, _) => out.vertical_merge(VMergeType::Continue),
            (false, true) => out.vertical_merge(VMergeType::Restart),
            (false, false) => out,
        };
        let contents = cells::contents(&cell.blocks, place, &levels, index);
        contents.into_iter().fold(out, cells::Content::put)
    });
    let out = TableRow::new(cells.collect());
    if row.may_break { out } else { out.cant_split() }
}

/// The page behind the table: what was compared, and the three lists.
fn after(report: &Report, table: &PrintedTable, options: &WriteOptions) -> Vec<Paragraph> {
    let lang = options.lang;
    let title = line("ListTitle", phrases::page(lang, report.table.profile.marks.labels).list);
    let mut out = vec![title.page_break_before(true)];
    for (side, label) in text_columns(table) {
        let text = format!("{label}: {}", report.sources.get(side).name);
        out.push(line("ListEntry", &text));
    }
    let counts = line("ListEntry", &counts_in_words(report, lang));
    out.push(counts.line_spacing(LineSpacing::new().after(120)));
    for list in lists(report, table, lang) {
        let head = phrases::list_head(lang, list.title, list.entries.len());
        out.push(line("ListHead", &head).keep_next(!list.entries.is_empty()));
        for entry in &list.entries {
            out.push(line("ListEntry", &office::entry(entry)));
        }
    }
    out
}

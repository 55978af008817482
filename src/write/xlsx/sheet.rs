//! One sheet with rows of the table: number, kind of change, the texts, the
//! third column, the pages.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::super::{office, phrases};
use super::looks::Looks;
use super::texts::{self, Chunk, chunks};
use crate::lang::Lang;
use crate::present::{ColumnKind, Mark, PrintedRow, PrintedTable, RowRole, words};
use crate::profile::Paper;

/// Number of A4 in a file of Excel.
const A4: u8 = 9;
/// Margins in inches: about 1.5 cm.
const MARGIN: f64 = 0.6;
/// Widths of columns in characters.
const NUMBER: f64 = 9.0;
const KIND: f64 = 14.0;
const THIRD: f64 = 18.0;
const PAGE: f64 = 8.0;
/// Width of both text columns together, so that a sheet without a third column
/// is as wide as one with it.
const TEXTS: f64 = 120.0;

/// What all sheets of a table have in common.
pub(super) struct Sheet<'a> {
    pub table: &'a PrintedTable,
    pub looks: &'a Looks,
    pub lang: Lang,
}

/// What stands on a sheet, from top to bottom.
pub(super) struct Content<'a> {
    pub title: &'a str,
    pub above: &'a [String],
    pub rows: &'a [PrintedRow],
    pub below: &'a [String],
}

/// A column of the sheet.
#[derive(Debug, Clone, Copy)]
enum Column {
    Number,
    Kind,
    /// Cells of this place in a row of the table.
    Text(usize),
    Page(usize),
}

impl Sheet<'_> {
    /// Writes title, sentences, head and rows.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        content: &Content<'_>,
    ) -> Result<(), XlsxError> {
        let looks = self.looks;
        let Content { title, above, rows, below } = *content;
        let columns = self.columns(rows);
        sheet.write_string_with_format(0, 0, office::printable(title), &looks.title)?;
        let mut at = 1;
        for sentence in above {
            sheet.write_string_with_format(at, 0, office::printable(sentence), &looks.plain)?;
            at += 1;
        }
        let (head, mut n_lines) = (at, 1);
        for (index, (column, width)) in (0..).zip(&columns) {
            sheet.set_column_width(index, *width)?;
            let label = office::printable(&self.label(*column)).into_owned();
            n_lines = n_lines.max(texts::n_lines(&label, *width));
            sheet.write_string_with_format(head, index, label, &looks.head)?;
        }
        sheet.set_row_height(head, texts::height(n_lines))?;
        for row in rows {
            at = self.row(sheet, at + 1, row, &columns)?;
        }
        let last = at.max(head);
        for sentence in below {
            at += 1;
            sheet.write_string_with_format(at, 0, office::printable(sentence), &looks.plain)?;
        }
        page(sheet, self.table.page.paper, head)?;
        sheet.autofilter(head, 0, last, columns.len() as u16 - 1)?;
        Ok(())
    }

    /// The columns with their widths; those of pages only for documents that
    /// have pages.
    fn columns(&self, rows: &[PrintedRow]) -> Vec<(Column, f64)> {
        let is_text = |at: &usize| matches!(self.table.columns[*at].kind, ColumnKind::Text(_));
        let all: Vec<usize> = (0..self.table.columns.len()).collect();
        let n_texts = all.iter().filter(|at| is_text(at)).count().max(1);
        let mut out = vec![(Column::Number, NUMBER), (Column::Kind, KIND)];
        out.extend(all.iter().map(|at| {
            let width = if is_text(at) { TEXTS / n_texts as f64 } else { THIRD };
            (Column::Text(*at), width)
        }));
        let has_pages =
            |at: &usize| is_text(at) && rows.iter().any(|row| page_of(row, *at).is_some());
        out.extend(all.iter().filter(|at| has_pages(at)).map(|at| (Column::Page(*at), PAGE)));
        out
    }

    fn label(&self, column: Column) -> String {
        let label = |at: usize| self.table.columns[at].label.clone();
        match column {
            Column::Number => phrases::number(self.lang).to_owned(),
            Column::Kind => phrases::kind_of_change(self.lang).to_owned(),
            Column::Text(at) => label(at),
            Column::Page(at) => phrases::page_of(self.lang, &label(at)),
        }
    }

    /// Writes a row of the table as one row of the sheet, or as several with
    /// a mark; returns the last one.
    fn row(
        &self,
        sheet: &mut Worksheet,
        first: u32,
        row: &PrintedRow,
        columns: &[(Column, f64)],
    ) -> Result<u32, XlsxError> {
        let texts: Vec<Vec<Chunk>> = columns
            .iter()
            .map(|(column, width)| match column {
                Column::Text(at) => row.cells.get(*at).map(|it| chunks(it, *width)),
                _ => None,
            })
            .map(Option::unwrap_or_default)
            .collect();
        let kind = match (row.role, row.words.as_slice()) {
            (RowRole::Headings, _) => String::new(),
            (_, []) => words::kind(self.lang, row.kind).to_owned(),
            (_, words) => phrases::joined(self.lang, words),
        };
        let n_parts = texts.iter().map(Vec::len).max().unwrap_or(0).max(1) as u32;
        for part in 0..n_parts {
            let at = first + part;
            let mut n_lines = texts::n_lines(&kind, KIND);
            for (index, ((column, _), chunks)) in (0..).zip(columns.iter().zip(&texts)) {
                match column {
                    Column::Number if part > 0 => {
                        self.looks.write_text(sheet, at, index, phrases::goes_on(self.lang))?;
                    }
                    Column::Number => self.number(sheet, at, index, row.number)?,
                    Column::Kind => self.looks.write_text(sheet, at, index, &kind)?,
                    Column::Page(cell) => {
                        self.number(sheet, at, index, page_of(row, *cell))?;
                    }
                    Column::Text(_) => {
                        let chunk = chunks.get(part as usize);
                        n_lines = n_lines.max(chunk.map_or(1, |it| it.n_lines));
                        self.text(sheet, at, index, chunk)?;
                    }
                }
            }
            sheet.set_row_height(at, texts::height(n_lines))?;
        }
        Ok(first + n_parts - 1)
    }

    fn number(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        number: Option<u32>,
    ) -> Result<(), XlsxError> {
        match number {
            Some(number) => {
                sheet.write_number_with_format(row, column, number, &self.looks.number)?
            }
            None => sheet.write_blank(row, column, &self.looks.cell)?,
        };
        Ok(())
    }

    fn text(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        chunk: Option<&Chunk>,
    ) -> Result<(), XlsxError> {
        let looks = self.looks;
        let stretches = chunk.map(|it| it.stretches.as_slice()).unwrap_or_default();
        let texts: Vec<_> = stretches.iter().map(|it| texts::escaped(&it.text)).collect();
        let looks_of = stretches.iter().zip(&texts).map(|(it, text)| {
            let format = if it.is_note { &looks.note } else { looks.mark(it.mark) };
            (format, &**text)
        });
        let formats: Vec<(&Format, &str)> = looks_of.collect();
        let is_plain = stretches.iter().all(|it| !it.is_note && it.mark == Mark::None);
        match (stretches, formats.as_slice()) {
            ([], _) | (_, []) => looks.write_text(sheet, row, column, "")?,
            ([only], _) if is_plain => looks.write_text(sheet, row, column, &only.text)?,
            (_, [(_, first), ..]) => {
                let cell = looks.cell_of(first);
                sheet.write_rich_string_with_format(row, column, &formats, cell)?;
            }
        }
        Ok(())
    }
}

/// The page that a cell of a row stands on.
fn page_of(row: &PrintedRow, at: usize) -> Option<u32> {
    row.cells.get(at).and_then(|it| it.page)
}

/// Paper, head on every page and always in sight, page numbers.
pub(super) fn page(sheet: &mut Worksheet, paper: Paper, head: u32) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4);
    if paper == Paper::A4Landscape {
        sheet.set_landscape();
    } else {
        sheet.set_portrait();
    }
    sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN + 0.2, MARGIN / 2.0, MARGIN / 2.0);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&P");
    sheet.set_repeat_rows(head, head)?;
    sheet.set_freeze_panes(head + 1, 0)?;
    Ok(())
}

//! Rows of the comparison as copies of the row of an office, and paragraphs
//! in the formatting of the field they stand for.

use std::io;
use std::ops::Range;

use docx_rs::BuildXML as _;

use super::super::cells::{self, Content, Place};
use super::super::page;
use super::super::tidy::{HeadRow, tidy};
use super::fields::{Field, found};
use super::scan::{Edit, Paragraph, Part, apply};
use crate::lang::Lang;
use crate::model::Side;
use crate::present::{
    Block, ColumnKind, Mark, ParagraphRole, PrintedParagraph, PrintedRow, PrintedRun, PrintedTable,
};

use super::super::super::phrases;

/// Room for a ruled table inside a cell that does not tell its width, in
/// twentieths of a point: narrow, because a table that does not fit covers the
/// text of the next cell.
const ROOM: usize = 2_000;

/// The row that is copied.
#[derive(Debug, Clone)]
pub(super) struct Placeholder {
    /// The whole element, in its part.
    pub range: Range<usize>,
}

impl Placeholder {
    /// Whether a paragraph of the same part stands in it.
    pub(super) fn holds(&self, paragraph: &Paragraph) -> bool {
        self.range.start <= paragraph.range.start && paragraph.range.end <= self.range.end
    }

    /// A copy for each row of the table; one empty copy where there is none,
    /// because a table of Word has at least one row.
    ///
    /// # Errors
    /// When docx-rs wrote something that is no XML.
    pub(super) fn copies(
        &self,
        part: &Part,
        table: &PrintedTable,
        lang: Lang,
        value: &dyn Fn(Field) -> Option<String>,
    ) -> io::Result<String> {
        let paragraphs: Vec<&Paragraph> =
            part.paragraphs.iter().filter(|it| self.holds(it)).collect();
        let within = |it: &&Range<usize>| self.range.start <= it.start && it.end <= self.range.end;
        let mut out = String::new();
        let rows = table.rows.iter().map(Some);
        for row in rows.chain(table.rows.is_empty().then_some(None)) {
            let mut edits: Vec<Edit> = Vec::new();
            for paragraph in &paragraphs {
                let fields = found(&paragraph.text()).unwrap_or_default();
                let alone = fields
                    .iter()
                    .find(|it| matches!(it.field, Field::New | Field::Old | Field::Remarks));
                if let Some(it) = alone {
                    let blocks = row.map(|row| blocks(table, row, it.field, lang));
                    let look = Look::of(part, paragraph, it.range.start);
                    let text = look.contents(&blocks.unwrap_or_default())?;
                    edits.push((paragraph.range.clone(), text));
                    continue;
                }
                let number = row.and_then(|row| row.number).map(|n| n.to_string());
                let own = |field| match field {
                    Field::Number => Some(number.clone().unwrap_or_default()),
                    other => value(other),
                };
                edits.extend(paragraph.replaced(&part.text, &fields, &own));
            }
            let taken: Vec<Range<usize>> = edits.iter().map(|(range, _)| range.clone()).collect();
            let unique = part.unique.iter().filter(within);
            let unique = unique
                .filter(|it| !taken.iter().any(|own| own.start <= it.start && it.end <= own.end));
            edits.extend(unique.map(|it| (it.clone(), String::new())));
            out.push_str(&apply(&part.text, self.range.clone(), edits));
        }
        Ok(out)
    }
}

/// What a field stands for in a row. Without a third column the remarks say
/// what happened to the row.
fn blocks(table: &PrintedTable, row: &PrintedRow, field: Field, lang: Lang) -> Vec<Block> {
    let kind = match field {
        Field::New => ColumnKind::Text(Side::New),
        Field::Old => ColumnKind::Text(Side::Old),
        _ => ColumnKind::Third,
    };
    let at = table.columns.iter().position(|column| column.kind == kind);
    match at.and_then(|at| row.cells.get(at)) {
        Some(cell) => cell.blocks.clone(),
        None => plain(&[phrases::joined(lang, &row.words)]),
    }
}

/// Lines as paragraphs.
fn plain(lines: &[String]) -> Vec<Block> {
    let block = |line: &String| {
        let run = PrintedRun { text: line.clone(), mark: Mark::None, filler: true };
        let runs = if line.is_empty() { Vec::new() } else { vec![run] };
        Block::Paragraph(PrintedParagraph { role: ParagraphRole::Remark, runs })
    };
    lines.iter().map(block).collect()
}

/// Lines in the formatting of a paragraph.
pub(super) fn lines(part: &Part, paragraph: &Paragraph, lines: &[String]) -> String {
    let at = paragraph.text().find("{{").unwrap_or(0);
    Look::of(part, paragraph, at).contents(&plain(lines)).unwrap_or_default()
}

/// The formatting of a field.
struct Look<'a> {
    /// `w:pPr`, whole.
    paragraph: &'a str,
    /// What stands inside `w:rPr`, but for an underline.
    run: String,
    /// Room for a ruled table, in twentieths of a point.
    room: usize,
}

impl<'a> Look<'a> {
    fn of(part: &'a Part, paragraph: &Paragraph, at: usize) -> Self {
        let xml = |range: Range<usize>| part.text.get(range).unwrap_or_default();
        let run = xml(paragraph.run_at(at));
        let run = run.strip_prefix("<w:rPr>").and_then(|run| run.strip_suffix("</w:rPr>"));
        Self {
            paragraph: xml(paragraph.properties.clone()),
            run: without_underline(run.unwrap_or_default()),
            room: paragraph.width.map_or(ROOM, page::inner),
        }
    }

    /// Paragraphs and tables.
    fn contents(&self, blocks: &[Block]) -> io::Result<String> {
        let place = Place { width: self.room, keep_next: false, is_level: false };
        let mut out = String::new();
        for content in cells::contents(blocks, place, &[], 0) {
            let (built, is_paragraph) = match content {
                Content::Paragraph(it) => (it.build(), true),
                Content::Table(it) => (it.build(), false),
            };
            let built = String::from_utf8(built).map_err(io::Error::other)?;
            let built = tidy(&without_declaration(&built), HeadRow::None)?;
            let runs = tidy(&self.runs(&built), HeadRow::None)?;
            out.push_str(&if is_paragraph {
                self.in_paragraph(&runs)
            } else {
                without_styles(&runs)
            });
        }
        Ok(out)
    }

    /// A built paragraph with the properties of this one.
    fn in_paragraph(&self, built: &str) -> String {
        let inner = built
            .trim_start_matches("<w:p/>")
            .trim_start_matches("<w:p>")
            .trim_end_matches("</w:p>");
        let inner = inner.split_once("</w:pPr>").map_or(inner, |(_, rest)| rest);
        format!("<w:p>{}{inner}</w:p>", self.paragraph)
    }

    /// Built text with the properties of this run in each of its runs. Text is
    /// escaped, so a tag in it is one.
    fn runs(&self, built: &str) -> String {
        let mut pieces = built.split("<w:r>");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.strip_prefix("<w:rPr>") {
                Some(rest) => out.extend(["<w:r><w:rPr>", &self.run, rest]),
                None if self.run.is_empty() => out.extend(["<w:r>", piece]),
                None => out.extend(["<w:r><w:rPr>", &self.run, "</w:rPr>", piece]),
            }
        }
        out
    }
}

/// Run properties without their underline: marks have their own.
fn without_underline(properties: &str) -> String {
    let mut out = String::with_capacity(properties.len());
    let mut rest = properties;
    while let Some((before, tail)) = rest.split_once("<w:u ") {
        out.push_str(before);
        rest = tail.split_once('>').map_or("", |(_, after)| after);
        rest = rest.strip_prefix("</w:u>").unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

fn without_declaration(built: &str) -> String {
    match built.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.to_owned(),
        None => built.to_owned(),
    }
}

/// A built table without the styles of this program, which the file of an
/// office does not know.
fn without_styles(built: &str) -> String {
    let mut pieces = built.split("<w:pStyle ");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.split_once("/>").map_or(piece, |(_, rest)| rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_have_their_own_underline() {
        let run = "<w:b/><w:u w:val=\"single\"/><w:sz w:val=\"20\"/>";
        assert_eq!(without_underline(run), "<w:b/><w:sz w:val=\"20\"/>");
        assert_eq!(without_underline("<w:b/>"), "<w:b/>");
    }
}

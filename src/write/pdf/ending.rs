//! What stands behind the table, on pages of its own so that it can be left
//! out of what is published: which documents were compared, the lists of what
//! changed, and what the reader of the table should know.

use super::super::lists::{Entry, lists};
use super::super::visible::visible;
use super::super::{counts_in_words, phrases, text_columns};
use super::flow::{Flow, Place};
use super::font::Face;
use super::line::{Setting, set_text};
use super::look::{self, Sheet};
use super::tags::{Role, Tags};
use crate::lang::Lang;
use crate::present::PrintedTable;
use crate::report::Report;

/// Width of the numbers in front of the entries, and of the pages behind them.
const NUMBER: f32 = 28.0;
const PAGE: f32 = 34.0;

/// What is needed to write the lists.
pub(super) struct Ending<'a> {
    pub report: &'a Report,
    pub table: &'a PrintedTable,
    pub lang: Lang,
    /// Where the rows of the table stand.
    pub places: &'a [Place],
}

impl Ending<'_> {
    /// Lays it out on new pages.
    pub(super) fn lay(
        &self,
        flow: &mut Flow,
        face: &Face<'_>,
        sheet: Sheet,
        tags: &mut Tags,
        font: &str,
    ) {
        let full = Setting { size: look::SMALL, width: sheet.measure(), justified: false };
        let paragraph = |flow: &mut Flow, tags: &mut Tags, text: &str| {
            let tag = tags.add(None, Role::Paragraph);
            flow.lines(set_text(face, text, full), Some(0.0), tag);
        };
        flow.new_page();
        for (side, label) in text_columns(self.table) {
            let name = &self.report.sources.get(side).name;
            paragraph(flow, tags, &visible(&format!("{label}: {name}")));
        }
        paragraph(flow, tags, &counts_in_words(self.report, self.lang));
        let pages = self.pages();
        for list in lists(self.report, self.table, self.lang) {
            flow.space(look::BODY);
            // A head is not left alone at the foot of a page.
            flow.need(2.5 * look::BODY * look::LEADING);
            let head = phrases::list_head(self.lang, list.title, list.entries.len());
            let tag = tags.add(None, Role::Heading(2));
            let setting = Setting { size: look::BODY, ..full };
            flow.lines(set_text(face, &head, setting), Some(0.0), tag);
            for entry in &list.entries {
                let page = entry.number.and_then(|n| pages.get(n as usize).copied()).flatten();
                entry_line(flow, face, sheet, tags, entry, page);
            }
        }
        if !self.report.warnings.is_empty() {
            flow.space(look::BODY);
        }
        for warning in &self.report.warnings {
            let label = self.report.table.profile.labels.get(warning.side);
            paragraph(flow, tags, &visible(&phrases::warning(self.lang, label, warning)));
        }
        let missing = face.missing();
        if !missing.is_empty() {
            flow.space(look::BODY);
            paragraph(flow, tags, &visible(&phrases::lacking(self.lang, font, &missing)));
        }
    }

    /// The page of this file on which each numbered row begins, from 1.
    fn pages(&self) -> Vec<Option<usize>> {
        let mut pages = Vec::new();
        for (row, place) in self.table.rows.iter().zip(self.places) {
            if let Some(number) = row.number {
                let number = number as usize;
                if pages.len() <= number {
                    pages.resize(number + 1, None);
                }
                pages[number] = Some(place.page + 1);
            }
        }
        pages
    }
}

/// Number, what happened and where, and the page of the table.
fn entry_line(
    flow: &mut Flow,
    face: &Face<'_>,
    sheet: Sheet,
    tags: &mut Tags,
    entry: &Entry,
    page: Option<usize>,
) {
    let width = sheet.measure() - NUMBER - PAGE;
    let setting = Setting { size: look::SMALL, width, justified: false };
    let tag = tags.add(None, Role::Paragraph);
    let lines = set_text(face, &entry.line(), setting);
    flow.need(look::SMALL * look::LEADING);
    let number = entry.number.map(|n| n.to_string()).unwrap_or_default();
    let page = page.map(|page| format!("{page}")).unwrap_or_default();
    for line in set_text(face, &number, setting) {
        let x = NUMBER - 6.0 - line.width;
        flow.beside(line, x, tag);
    }
    for line in set_text(face, &page, setting) {
        let x = sheet.measure() - line.width;
        flow.beside(line, x, tag);
    }
    flow.lines(lines, Some(NUMBER), tag);
}

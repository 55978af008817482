//! What stands behind the table, on pages of its own so that it can be left
//! out of what is published: which documents were compared, the lists of what
//! changed, and what the reader of the table should know.

use super::super::lists::{Entry, lists};
use super::super::{counts_in_words, phrases, text_columns};
use super::Layout;
use super::flow::Place;
use super::line::{Setting, set_text};
use super::look;
use super::tags::Role;
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
    pub(super) fn lay(&self, layout: &mut Layout<'_>) {
        layout.flow.new_page();
        for (side, label) in text_columns(self.table) {
            let name = &self.report.sources.get(side).name;
            paragraph(layout, &format!("{label}: {name}"));
        }
        paragraph(layout, &counts_in_words(self.report, self.lang));
        let pages = self.pages();
        for list in lists(self.report, self.table, self.lang) {
            layout.flow.space(look::BODY);
            // A head is not left alone at the foot of a page.
            layout.flow.need(2.5 * look::BODY * look::LEADING);
            let head = phrases::list_head(self.lang, list.title, list.entries.len());
            let tag = layout.tags.add(None, Role::Heading(2));
            let setting = Setting { size: look::BODY, ..full(layout) };
            layout.flow.lines(set_text(&layout.face, &head, setting), Some(0.0), tag);
            for entry in &list.entries {
                let page = entry.number.and_then(|n| pages.get(n as usize).copied()).flatten();
                entry_line(layout, entry, page);
            }
        }
        layout.flow.space(look::BODY);
        for warning in &self.report.warnings {
            let label = self.report.table.profile.labels.get(warning.side);
            paragraph(layout, &phrases::warning(self.lang, label, warning));
        }
        let missing = layout.face.missing();
        if !missing.is_empty() {
            let font = layout.font.to_owned();
            layout.flow.space(look::BODY);
            paragraph(layout, &phrases::lacking(self.lang, &font, &missing));
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

fn full(layout: &Layout<'_>) -> Setting {
    Setting { size: look::SMALL, width: layout.sheet.measure(), justified: false }
}

fn paragraph(layout: &mut Layout<'_>, text: &str) {
    let tag = layout.tags.add(None, Role::Paragraph);
    layout.flow.lines(set_text(&layout.face, text, full(layout)), Some(0.0), tag);
}

/// Number, what happened and where, and the page of the table.
fn entry_line(layout: &mut Layout<'_>, entry: &Entry, page: Option<usize>) {
    let measure = layout.sheet.measure();
    let setting = Setting { width: measure - NUMBER - PAGE, ..full(layout) };
    let (face, flow) = (&layout.face, &mut layout.flow);
    let tag = layout.tags.add(None, Role::Paragraph);
    let lines = set_text(face, &entry.line(), setting);
    flow.need(look::SMALL * look::LEADING);
    let number = entry.number.map(|n| n.to_string()).unwrap_or_default();
    for line in set_text(face, &number, setting) {
        let x = NUMBER - 6.0 - line.width;
        flow.beside(line, x, tag);
    }
    flow.lines(lines, Some(NUMBER), tag);
    let page = page.map(|page| page.to_string()).unwrap_or_default();
    for line in set_text(face, &page, setting) {
        let x = measure - line.width;
        flow.beside_last(line, x, tag);
    }
}

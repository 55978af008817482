//! What stands around a table, in words, for a caller that shows the table in
//! its own way: what there is, what was noticed, what changed where.

use super::lists::lists;
use super::visible::visible;
use super::{phrases, text_columns};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::present::PrintedTable;
use crate::report::Report;
use crate::tabulate::Counts;

/// Sentences about a report.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Pages and characters of each document.
    pub facts: Sides<String>,
    /// How many rows of each kind there are: word, number, note.
    pub counts: Vec<(&'static str, u32, String)>,
    /// Each warning.
    pub warnings: Vec<String>,
    /// Where the characters of each document went, in the order of the columns.
    pub ledger: Vec<String>,
    /// The three lists of changes.
    pub lists: Vec<ListInWords>,
}

/// One of the lists of changes.
#[derive(Debug, Clone)]
pub struct ListInWords {
    /// Its title with the number of its entries.
    pub head: String,
    /// Number of the row in the table, where it has one, and the entry.
    pub entries: Vec<(Option<u32>, String)>,
}

/// The sentences of a report and its table.
pub fn summary(report: &Report, table: &PrintedTable, lang: Lang) -> Summary {
    let label = |side: Side| visible(report.table.profile.labels.get(side));
    let counts = phrases::count_items(lang, &Counts::of(&report.table));
    Summary {
        facts: report.sources.as_ref().map(|_, source| phrases::facts(lang, source)),
        counts: counts.into_iter().map(|item| (item.word, item.n, item.note)).collect(),
        warnings: report
            .warnings
            .iter()
            .map(|warning| phrases::warning(lang, &label(warning.side), warning))
            .collect(),
        ledger: text_columns(table)
            .map(|(side, label)| phrases::ledger(lang, &visible(label), report.ledger.get(side)))
            .collect(),
        lists: lists(report, table, lang)
            .iter()
            .map(|list| ListInWords {
                head: phrases::list_head(lang, list.title, list.entries.len()),
                entries: list
                    .entries
                    .iter()
                    .map(|entry| (entry.number, visible(&entry.line()).into_owned()))
                    .collect(),
            })
            .collect(),
    }
}

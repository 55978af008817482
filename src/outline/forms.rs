//! Which tables are forms: their rows are sections of their own, those with a
//! number headings. In all other tables a number at the start of a row (①乳児,
//! Ⅱ類団体) is text.
//!
//! One row never decides. The numbers of several rows must go on from each other,
//! and where two documents are compared, a table that stands in both is a form
//! only if it is one in both: else an added row would turn every row of the table
//! into one that was deleted and one that is new.

mod partners;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::{Candidate, Candidates, row_of};
use super::judge::LONGEST_LABEL_CELL;
use super::reason::{Decision, Reason, Watch};
use crate::model::{Block, BlockKind, Document, Sides, Source, TableId};
use crate::number::{Label, LabelStyle};

use partners::{groups, n_outside};

/// Fewest rows of a table whose numbers go on from each other, if it is a form by
/// itself, and of all tables together.
const FEWEST_IN_TABLE: u32 = 2;
const FEWEST_IN_ALL: u32 = 3;

/// Most rows of a form for each such row. Those of the official forms have two or
/// three, tables of changes with their text in full up to six.
const MOST_ROWS_TO_ONE: u32 = 8;

/// What is seen of a table, or of several that are judged as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    n_rows: u32,
    /// Rows that begin with what may be a heading.
    n_headings: u32,
    /// Those that follow each other, in this table or from one to the next, or
    /// begin the only list of their style.
    n_in_order: u32,
    /// Whether the title of an annex stands in the first row.
    is_annex: bool,
    /// Whether all rows are a label and a value.
    is_pairs: bool,
}

impl Table {
    const NONE: Self =
        Self { n_rows: 0, n_headings: 0, n_in_order: 0, is_annex: false, is_pairs: true };

    fn with(self, other: Self) -> Self {
        Self {
            n_rows: self.n_rows + other.n_rows,
            n_headings: self.n_headings + other.n_headings,
            n_in_order: self.n_in_order + other.n_in_order,
            is_annex: self.is_annex || other.is_annex,
            is_pairs: self.is_pairs && other.is_pairs,
        }
    }

    /// Whether at least so many rows, and a fair share of all, are in order.
    fn has_in_order(self, fewest: u32) -> bool {
        self.n_in_order >= fewest && MOST_ROWS_TO_ONE * self.n_in_order >= self.n_rows
    }

    /// Whether it is a form whatever the rest of the document is.
    fn is_form(self) -> bool {
        self.is_annex || self.has_in_order(FEWEST_IN_TABLE)
    }

    /// Whether it is a box around headings and nothing else.
    fn is_box(self) -> bool {
        self.n_headings == self.n_rows
    }

    /// Whether it is a part of the form that the document is. The heading of labels
    /// and values may stand above the table.
    fn is_part(self) -> bool {
        self.is_pairs || self.has_in_order(1) || 2 * self.n_headings >= self.n_rows
    }
}

/// The tables of a document, by their id.
#[derive(Debug, Default)]
pub struct Tables {
    all: Vec<Table>,
    /// The row noted last.
    row: Option<(TableId, u32)>,
}

impl Tables {
    /// Takes the next block.
    pub fn note(&mut self, block: &Block, source: &Source) {
        let BlockKind::Cell { table, row, column, leads, .. } = block.kind else { return };
        let index = table.0 as usize;
        if self.all.len() <= index {
            self.all.resize(index + 1, Table::NONE);
        }
        let shape = &mut self.all[index];
        if self.row != Some((table, row)) {
            self.row = Some((table, row));
            shape.n_rows += 1;
        }
        let is_label = || {
            let text = block.text.printed(source);
            text.chars().count() <= LONGEST_LABEL_CELL && !text.ends_with('。')
        };
        shape.is_pairs =
            shape.is_pairs && column <= 1 && leads == (column == 0) && (!leads || is_label());
    }

    /// Counts the rows that may be headings.
    fn count(&mut self, document: &Document, candidates: &[Candidate]) {
        let mut last: FxHashMap<_, (&Label, usize, bool)> = FxHashMap::default();
        let mut begun = FxHashSet::default();
        for candidate in candidates.iter().filter(|it| it.in_table) {
            let Some((table, row)) = row_of(&document.blocks[candidate.heading.block.index()])
            else {
                continue;
            };
            let index = table.0 as usize;
            let style = candidate.heading.number.sibling_style();
            let label = candidate.heading.number.last();
            let begins = label.value > 0 && label.begins_list() && begun.insert((table, style));
            let before = last.get(&style).copied().filter(|&(it, ..)| label.follows(it));
            let is_in_order = begins || before.is_some();
            last.insert(style, (label, index, is_in_order));
            let own = &mut self.all[index];
            own.n_headings += 1;
            own.n_in_order += u32::from(is_in_order);
            own.is_annex = own.is_annex || row == 0 && matches!(style.0, LabelStyle::Annex(_));
            if let Some((_, index, false)) = before {
                self.all[index].n_in_order += 1;
            }
        }
    }

    /// Whether the document is a form, or holds one.
    fn hold_form(&self) -> bool {
        let in_order = self.all.iter().filter(|table| table.n_in_order > 0);
        let together = in_order.fold(Table::NONE, |all, table| all.with(*table));
        together.has_in_order(FEWEST_IN_ALL) || self.all.iter().any(|table| table.is_form())
    }
}

/// Decides for a document that is seen alone.
pub fn judge<W: Watch>(document: &Document, found: &mut Candidates, watch: &mut W) {
    found.tables.count(document, &found.all);
    let has_form = found.tables.hold_form();
    found.forms = found.tables.all.iter().map(|&table| judged(table, has_form)).collect();
    leave_rows(document, found, watch);
}

/// Decides for two documents that are compared: both are forms or none is, and so
/// are the tables that stand in both.
pub fn judge_both(documents: &Sides<Document>, found: &mut Sides<Candidates>) {
    let has_headings = |found: &Candidates| found.all.iter().any(|it| it.in_table);
    for (document, found) in [(&documents.old, &mut found.old), (&documents.new, &mut found.new)] {
        found.tables.count(document, &found.all);
        found.forms = vec![false; found.tables.all.len()];
    }
    // Mostly no row begins with a number at all.
    if !has_headings(&found.old) && !has_headings(&found.new) {
        return;
    }
    let of = found.as_ref().map(|_, found| &found.tables);
    let has_form = [of.old, of.new].iter().all(|it| it.all.is_empty() || it.hold_form());
    let Sides { old: in_old, new: in_new } = groups(documents, found);
    let n_groups = in_old.iter().chain(&in_new).max().map_or(0, |last| last + 1);
    let (old, new) = ((&documents.old, &found.old), (&documents.new, &found.new));
    let (above_old, above_new) = (n_outside(new, old), n_outside(old, new));
    let mut is_form = vec![true; n_groups];
    for (groups, tables, groups_there, above) in
        [(&in_old, of.old, &in_new, above_old), (&in_new, of.new, &in_old, above_new)]
    {
        let mut together = vec![None; n_groups];
        for (&group, &table) in groups.iter().zip(&tables.all) {
            let all: &mut Option<Table> = &mut together[group];
            *all = Some(all.map_or(table, |all| all.with(table)));
        }
        // What stands above a table here and in it there.
        for (&group, n) in groups_there.iter().zip(above) {
            if let Some(all) = &mut together[group] {
                *all = all.with(Table { n_rows: n, n_headings: n, n_in_order: n, ..Table::NONE });
            }
        }
        for (is_form, all) in is_form.iter_mut().zip(together) {
            *is_form = *is_form && all.is_none_or(|all| judged(all, has_form));
        }
    }
    for (document, found, groups) in
        [(&documents.old, &mut found.old, in_old), (&documents.new, &mut found.new, in_new)]
    {
        found.forms = groups.into_iter().map(|group| is_form[group]).collect();
        leave_rows(document, found, &mut ());
    }
}

fn judged(table: Table, has_form: bool) -> bool {
    table.n_rows > 0 && (table.is_form() || table.is_box() || has_form && table.is_part())
}

/// Takes the rows of what is no form for text.
fn leave_rows<W: Watch>(document: &Document, found: &mut Candidates, watch: &mut W) {
    let Candidates { all, forms, .. } = found;
    all.retain(|candidate| {
        let block = candidate.heading.block;
        let row = row_of(&document.blocks[block.index()]).filter(|_| candidate.in_table);
        let is_heading = row.is_none_or(|(table, _)| forms[table.0 as usize]);
        if W::WANTS && !is_heading {
            let (label, reason) = (candidate.heading.label, Reason::DataTable);
            watch.decided(Decision { block, label, reason, expected: None, section: None });
        }
        is_heading
    });
}

//! Walks through the rows of a document of a known form: which cells are
//! labels, which item each opens, and which cells answer it.
//!
//! A label is told by its text (against the items in reach of the one last
//! opened, inner ones first) and by where it stands: left of its value, above
//! it, in front of it in one paragraph, or in a row of labels over a row of
//! values.

mod answers;
mod naming;
mod opening;
mod parted;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use self::naming::{Named, is_no_label};
use super::gaps::gaps;
use super::label::{Label, label, plain};
use super::log::is_heading;
use super::recognise::{is_title, version};
use super::rows::{Cell, Row, rows};
use super::run::{Run, joined};
use super::torn::mend;
use super::tree::{SURE, Tree};
use super::version::{Version, parse};
use super::{Form, LogPlace, Why};
use crate::model::{BlockId, Document};

/// Fills the form of a tree.
pub(super) fn fill(document: &Document, tree: &'static Tree, log: Option<LogPlace>) -> Form {
    let rows = mend(&rows(document), document, tree);
    let mut walker = Walker {
        document,
        tree,
        version: rows.iter().find_map(printed_version),
        found: BTreeSet::new(),
        taken: BTreeSet::new(),
        form: Form { kind: Some(tree.kind), ..Form::default() },
        open: Vec::new(),
        current: None,
        asked: None,
        place: None,
        columns: Vec::new(),
        seen: FxHashMap::default(),
    };
    let first = log
        .as_ref()
        .and_then(|log| log.heading.into_iter().chain(log.blocks.first().copied()).min());
    let begins_log =
        |row: &Row| first.is_some_and(|first: BlockId| row.blocks.start >= first.index());
    let end = rows.iter().position(begins_log).unwrap_or(rows.len());
    for (at, row) in rows.iter().enumerate().take(end) {
        walker.row(row, rows.get(at + 1..end).unwrap_or_default());
    }
    walker.close_to(0);
    let Walker { mut form, version, found, taken, .. } = walker;
    form.log = log;
    form.gaps.extend(gaps(tree, version, &found, &taken, rows.get(..end).unwrap_or_default()));
    form
}

/// The version of the form that a row says.
fn printed_version(row: &Row) -> Option<Version> {
    let [cell] = row.cells.as_slice() else { return None };
    let (printed, _) = version(&joined(&cell.runs).text).map(|(it, n)| (it.to_owned(), n))?;
    parse(&printed)
}

/// An open heading or label.
struct Open {
    /// The item of the tree, `None` for one that the form does not have.
    item: Option<usize>,
    /// Its step in the key.
    step: String,
    /// How deep it stands, where the tree does not say.
    rank: u8,
    /// As printed.
    printed: String,
    important: bool,
    /// Where the label stands, until a field takes it.
    labels: Vec<Run>,
    field: Option<usize>,
    /// Whether a field stands below it.
    is_used: bool,
}

struct Walker<'a> {
    document: &'a Document,
    tree: &'static Tree,
    /// The version of the form that the document says it is on.
    version: Option<Version>,
    /// The items whose labels were found.
    found: BTreeSet<usize>,
    /// Where these labels begin in the source.
    taken: BTreeSet<usize>,
    form: Form,
    /// The labels around the place reached, outermost first.
    open: Vec<Open>,
    /// Field that takes values.
    current: Option<usize>,
    /// Field of which the brackets of a choice were read last.
    asked: Option<usize>,
    /// The item opened last: how far the form was read.
    place: Option<usize>,
    /// Labels in one row over their values: columns and field.
    columns: Vec<(u32, u32, usize)>,
    /// How often each key was opened.
    seen: FxHashMap<Vec<String>, (u32, usize)>,
}

impl Walker<'_> {
    fn row(&mut self, row: &Row, behind: &[Row]) {
        let columns = std::mem::take(&mut self.columns);
        if self.furniture(row) || self.group_label(row, behind) {
            return;
        }
        let parted = self.parted(row);
        let is_whole = parted.is_none();
        if is_whole && (self.row_of_labels(row) || self.under_labels(row, &columns)) {
            return;
        }
        let cells: Vec<&Cell> = parted.as_ref().unwrap_or(row).cells.iter().collect();
        let mut rest = cells.as_slice();
        while !rest.is_empty() {
            let n_labels = self.labels(rest, behind);
            let values = rest.get(n_labels..).unwrap_or_default();
            let n_values = self.n_values(values);
            self.values(values.get(..n_values).unwrap_or_default());
            rest = values.get(n_values..).unwrap_or_default();
        }
    }

    /// How many cells answer the item that is open: all but those behind the
    /// label of one beside it, ①部署 | 総務課 | ②所属長の役職名 | 課長.
    fn n_values(&self, cells: &[&Cell]) -> usize {
        let is_label = |cell: &&Cell| {
            let own = label(&joined(&cell.runs).text);
            let found = self.find(&own).filter(|(_, fit)| *fit >= SURE);
            !own.step.is_empty() && found.is_some_and(|(item, _)| self.is_beside(item))
        };
        let next = cells.iter().skip(1).position(is_label);
        next.map_or(cells.len(), |at| at + 1)
    }

    /// Title and version tag.
    fn furniture(&mut self, row: &Row) -> bool {
        let [cell] = row.cells.as_slice() else { return false };
        let whole = joined(&cell.runs);
        if is_heading(row) {
            self.close_to(0);
            self.current = None;
            self.form.headings.extend(whole.spans());
            return true;
        }
        // `[ 基礎項目評価書 ]` is the choice of an item.
        let is_chosen = whole.text.trim_start().starts_with(['[', '［']);
        if !is_chosen && is_title(&whole.text, self.tree) {
            self.loose(&whole, Why::Title);
            return true;
        }
        if let Some((version, _)) = version(&whole.text) {
            if self.form.version.is_empty() {
                version.clone_into(&mut self.form.version);
            }
            self.loose(&whole, Why::Version);
            return true;
        }
        false
    }

    /// What the form prints and nobody answers: its own texts between the items,
    /// and 再委託 in a row of its own above 再委託の有無, which the form prints
    /// beside the items about it.
    fn group_label(&mut self, row: &Row, behind: &[Row]) -> bool {
        let [cell] = row.cells.as_slice() else { return false };
        let whole = joined(&cell.runs);
        let next = behind.first().and_then(|row| row.cells.first());
        let heads = plain(&whole.text) == "再委託"
            && next.is_some_and(|next| label(&joined(&next.runs).text).title == "再委託の有無");
        if heads || self.tree.prints(&whole.text) {
            self.form.headings.extend(whole.spans());
            return true;
        }
        false
    }

    /// 評価書番号 | 評価書名, with the values in the row below.
    fn row_of_labels(&mut self, row: &Row) -> bool {
        if row.cells.len() < 2 {
            return false;
        }
        let found: Vec<(usize, Label)> = row
            .cells
            .iter()
            .filter_map(|cell| {
                let printed = joined(&cell.runs).text;
                if is_no_label(&printed) {
                    return None;
                }
                let own = label(&printed);
                let (item, _) = self.find(&own).filter(|(_, fit)| *fit >= SURE)?;
                self.tree.items[item].children.is_empty().then_some((item, own))
            })
            .collect();
        let parents: Vec<_> = found.iter().map(|(item, _)| self.tree.items[*item].parent).collect();
        let beside = parents.windows(2).all(|pair| pair[0] == pair[1]);
        if found.len() < row.cells.len() || !beside {
            return false;
        }
        for (cell, (item, own)) in row.cells.iter().zip(found) {
            self.open_item(item, &own, cell.runs.clone());
            if let Some(field) = self.current {
                self.columns.push((cell.column, cell.end(), field));
            }
        }
        self.current = None;
        true
    }

    /// The row of values below a row of labels.
    fn under_labels(&mut self, row: &Row, columns: &[(u32, u32, usize)]) -> bool {
        if columns.is_empty() {
            return false;
        }
        let mut pairs = Vec::new();
        for cell in &row.cells {
            let over =
                |&&(start, end, _): &&(u32, u32, usize)| start < cell.end() && cell.column < end;
            let Some((.., field)) = columns.iter().find(over) else { return false };
            pairs.push((cell, *field));
        }
        for (cell, field) in pairs {
            self.current = Some(field);
            self.values(&[cell]);
        }
        true
    }

    /// Opens what the first cells of a row name; returns how many they are.
    fn labels(&mut self, cells: &[&Cell], behind: &[Row]) -> usize {
        let mut n = 0;
        for (at, cell) in cells.iter().enumerate() {
            let whole = joined(&cell.runs);
            // ※ in a cell of its own belongs to the label before it.
            if n > 0 && n == at && whole.text.trim() == "※" {
                self.star(whole);
                n += 1;
                continue;
            }
            if at > n {
                break;
            }
            let own = label(&whole.text);
            let Some(named) = self.named(&own, at, cells, behind) else { break };
            if n > 0 {
                self.demote();
            }
            match named {
                _ if own.is_range => {
                    self.form.headings.extend(whole.spans());
                }
                Named::Item(item) => self.open_item(item, &own, cell.runs.clone()),
                Named::Unknown => self.open_unknown(&own, cell.runs.clone()),
            }
            n += 1;
        }
        n
    }
}

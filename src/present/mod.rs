//! A report and its profile → the finished 新旧対照表.
//!
//! What is printed where, in which order, with which mark and which filler
//! word is decided here, once, so that no two writers can disagree. Writers
//! turn a [`PrintedTable`] into bytes and decide nothing but how a mark, a
//! heading or a break looks in their format.

mod above;
mod departed;
mod emptied;
mod grid;
mod lines;
mod log;
mod log_cells;
mod omitted;
mod opposite;
mod run;
mod sentences;
mod table;
#[cfg(test)]
mod tests;
mod unit;
mod view;
pub(crate) mod words;

pub use log::{LOG_COLUMNS, LogRole, LogRow, PrintedLog, present_log};
pub use table::{
    Block, Column, ColumnKind, Grid, GridCell, GridRow, Mark, ParagraphRole, PrintedCell,
    PrintedParagraph, PrintedRow, PrintedRun, PrintedTable, RowRole,
};

use self::lines::{Line, lines};
use self::omitted::Stretch;
use self::run::{filler, push};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::profile::{ColumnOrder, FillerEach, Profile, ThirdColumn};
use crate::report::{Report, Row};
use crate::tabulate::{ListName, RowKind};

/// Title of a table that was given none.
const TITLE: &str = "新旧対照表";

/// Makes the finished table of a report, as its profile asks for it. `lang` is
/// the language of what is said about rows ([`PrintedRow::words`] and notes);
/// filler words and remarks are those of the profile.
pub fn present(report: &Report, lang: Lang) -> PrintedTable {
    let profile = &report.table.profile;
    let mut printer = Printer {
        profile,
        lang,
        columns: columns(profile),
        n_changes: 0,
        open: Sides { old: false, new: false },
        old_labels: words::old_labels(&report.table.rows),
        covered: emptied::covered(&report.table.rows),
    };
    let mut rows: Vec<PrintedRow> = Vec::new();
    let mut is_printed = vec![false; report.table.rows.len()];
    for line in lines(&report.table) {
        match line {
            Line::Headings(path) => rows.push(printer.headings(&path)),
            Line::Row(at) => {
                is_printed[at] = true;
                rows.push(printer.row(&report.table.rows[at], at));
            }
            Line::Labels { rows: run, path, stretches } => {
                let first = &report.table.rows[run.start];
                let row = printer.labels(first, &path, &stretches);
                let mut top = usize::MAX;
                for at in run.clone() {
                    // Of a list only those are in it that the labels name.
                    let unit = &report.table.rows[at];
                    let is_top = unit.principal().path.len() <= top;
                    top = top.min(unit.principal().path.len());
                    let is_hidden = lines::is_hidden_number(unit, profile);
                    let is_named = row.list.is_some() && is_top && is_hidden;
                    is_printed[at] = row.is_change() || is_named;
                }
                rows.push(PrintedRow { rows: run, ..row });
            }
            Line::Departed { row, path } => {
                rows.push(printer.departed(&report.table.rows[row], &path));
            }
            Line::Gap => printer.open = Sides::default(),
        }
    }
    let left_out = report.table.rows.iter().enumerate().zip(is_printed);
    let left_out = left_out
        .filter(|((_, row), is_printed)| !is_printed && ListName::of(row).is_some())
        .map(|((at, row), _)| PrintedRow {
            kind: RowKind::of(row),
            words: words::words(lang, row),
            number: None,
            ..printer.row(row, at)
        })
        .collect();
    keep_titles(&mut rows);
    PrintedTable {
        title: title(report),
        above: profile.above.clone(),
        below: profile.below.clone(),
        lists: profile.lists,
        page: profile.page,
        columns: printer.columns,
        rows,
        left_out,
    }
}

/// Longest text that is taken for a title, in characters.
const LONGEST_TITLE: usize = 60;

/// Keeps units that are nothing but a title on the page of what stands below
/// them.
fn keep_titles(rows: &mut [PrintedRow]) {
    let depth = |row: &PrintedRow| row.cells.iter().map(|cell| cell.path.len()).max();
    let is_title = |cell: &PrintedCell| {
        let text = cell.text();
        text.chars().count() <= LONGEST_TITLE && !text.trim_end().ends_with('。')
    };
    for at in 1..rows.len() {
        let next = depth(&rows[at]);
        let row = &mut rows[at - 1];
        let is_above = row.role == RowRole::Unit && next > depth(row);
        row.keep_with_next |= is_above && row.cells.iter().all(is_title);
    }
}

/// The title with the names of the files put in.
fn title(report: &Report) -> String {
    let pattern = report.table.profile.title.trim();
    if pattern.is_empty() {
        return TITLE.to_owned();
    }
    let stem = |name: &str| match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    };
    // The names go in last, so that nothing in a name is taken for a field.
    let parts = pattern.split("{new_name}").map(|part| {
        part.split("{old_name}").collect::<Vec<_>>().join(&stem(&report.sources.old.name))
    });
    parts.collect::<Vec<_>>().join(&stem(&report.sources.new.name))
}

fn columns(profile: &Profile) -> Vec<Column> {
    let sides = match profile.columns {
        ColumnOrder::NewOld => [Side::New, Side::Old],
        ColumnOrder::OldNew => [Side::Old, Side::New],
    };
    let mut columns: Vec<Column> = sides
        .into_iter()
        .map(|side| Column {
            kind: ColumnKind::Text(side),
            label: profile.labels.get(side).clone(),
        })
        .collect();
    if profile.third != ThirdColumn::None {
        columns.push(Column { kind: ColumnKind::Third, label: profile.third_label.clone() });
    }
    columns
}

/// What is known while the rows are made one after the other.
struct Printer<'a> {
    profile: &'a Profile,
    lang: Lang,
    columns: Vec<Column>,
    n_changes: u32,
    /// Whether the last row ended with the filler of a side, which a row
    /// without a cell there goes on with.
    open: Sides<bool>,
    old_labels: words::OldLabels<'a>,
    /// Rows whose number the row above keeps, without their text.
    covered: Vec<bool>,
}

impl Printer<'_> {
    fn headings(&mut self, path: &Sides<Vec<String>>) -> PrintedRow {
        self.open = Sides::default();
        let heading = |text: &String| {
            let mut runs = Vec::new();
            push(&mut runs, text, Mark::None, false);
            Block::Paragraph(PrintedParagraph { role: ParagraphRole::Heading, runs })
        };
        let cell = |side: Side| PrintedCell {
            blocks: path.get(side).iter().map(heading).collect(),
            ..PrintedCell::default()
        };
        PrintedRow { keep_with_next: true, ..self.plain_row(RowRole::Headings, cell, &[]) }
    }

    /// Labels with （略）: of unchanged units, or of such as have nothing but
    /// another number, which is then marked.
    fn labels(
        &mut self,
        first: &Row,
        path: &Sides<Vec<String>>,
        stretches: &[Sides<Stretch>],
    ) -> PrintedRow {
        self.open = Sides::default();
        let fillers = &self.profile.fillers;
        let omitted = fillers.bracketed(&fillers.omitted);
        let changed = Some(first).filter(|row| !lines::is_plain(row, self.profile));
        let mark = changed.map_or(Mark::None, |row| run::LabelRule::of(row, self.profile).mark());
        let cell = |side: Side| {
            let line = |stretch: &Sides<Stretch>| {
                let mut runs = Vec::new();
                let Stretch { first, last } = stretch.get(side);
                let (joint, last) = last.as_ref().map_or(("", ""), |(joint, last)| (joint, last));
                push(&mut runs, first, mark, true);
                push(&mut runs, joint, Mark::None, true);
                push(&mut runs, last, mark, true);
                push(&mut runs, if first.is_empty() { "" } else { "　" }, Mark::None, true);
                push(&mut runs, &omitted, Mark::None, true);
                Block::Paragraph(PrintedParagraph { role: ParagraphRole::Filler, runs })
            };
            PrintedCell {
                blocks: stretches.iter().map(line).collect(),
                path: path.get(side).clone(),
                ..PrintedCell::default()
            }
        };
        match changed {
            None => {
                let mut row =
                    self.plain_row(RowRole::Omitted, cell, std::slice::from_ref(&fillers.omitted));
                self.same_as_left(&mut row);
                let is_named = stretches.iter().all(|it| !it.new.first.is_empty());
                if is_named && lines::is_hidden_number(first, self.profile) {
                    row.kind = RowKind::NumberOnly;
                    row.list = ListName::of(first);
                }
                row
            }
            Some(first) => {
                let mut row =
                    self.plain_row(RowRole::Unit, cell, &words::remarks(first, &self.old_labels));
                self.count(&mut row, first);
                let labels = |side: Side| {
                    let labels: Vec<String> =
                        stretches.iter().map(|it| it.get(side).text()).collect();
                    labels.join("、")
                };
                row.label = format!("{}→{}", labels(Side::Old), labels(Side::New));
                row
            }
        }
    }

    /// The old place of a unit that moved: its number, and where it went.
    fn departed(&mut self, row: &Row, path: &Sides<Vec<String>>) -> PrintedRow {
        self.open = Sides::default();
        let fillers = &self.profile.fillers;
        let label = row.cells.old.as_ref().map_or("", |cell| cell.label.trim());
        let cell = |side: Side| {
            let mut runs = Vec::new();
            match side {
                Side::Old => {
                    let mark = run::LabelRule::of(row, self.profile).mark();
                    push(&mut runs, label, mark, true);
                    push(&mut runs, if label.is_empty() { "" } else { "　" }, Mark::None, true);
                    push(&mut runs, &fillers.bracketed(&fillers.omitted), Mark::None, true);
                }
                Side::New => {
                    let note = fillers.bracketed(&departed::note(row));
                    push(&mut runs, &note, Mark::None, true);
                }
            }
            let filler = PrintedParagraph { role: ParagraphRole::Filler, runs };
            let path = path.get(side).clone();
            PrintedCell { blocks: vec![Block::Paragraph(filler)], path, ..PrintedCell::default() }
        };
        PrintedRow {
            kind: RowKind::Moved,
            words: vec![words::kind(self.lang, RowKind::Moved)],
            ..self.plain_row(RowRole::Omitted, cell, &["移動".to_owned()])
        }
    }

    fn row(&mut self, row: &Row, index: usize) -> PrintedRow {
        let mut blocks = unit::blocks(row, self.profile);
        if lines::is_hidden_number(row, self.profile) {
            // Printed for what stands below it, not for its number.
            for side in Side::BOTH {
                unit::unmark(blocks.get_mut(side));
            }
        }
        let has_third = self.profile.third == ThirdColumn::Remarks;
        let mut ends_open = Sides::default();
        let is_block = self.profile.fillers.each == FillerEach::Block;
        let open = self.open;
        let mut printed = blocks.map(|side, blocks| {
            let word = unit::opposite_filler(side, self.profile);
            let Some(cell) = row.cells.get(side) else {
                *ends_open.get_mut(side) = true;
                let is_covered = side == Side::New && self.covered.get(index) == Some(&true);
                let joins_above = is_covered || is_block && *open.get(side);
                let filler = Block::Paragraph(filler(word.clone(), ParagraphRole::Filler));
                let blocks = if joins_above || word.is_empty() { Vec::new() } else { vec![filler] };
                return PrintedCell { blocks, joins_above, ..PrintedCell::default() };
            };
            *ends_open.get_mut(side) = is_block && unit::ends_with_filler(&blocks, &word);
            let note = words::move_note(row, side, self.profile, self.lang);
            let parts =
                if side == Side::New { words::parts(row, &self.old_labels) } else { Vec::new() };
            let parts = parts.into_iter().map(|part| self.profile.fillers.bracketed(&part));
            let notes = note.into_iter().chain(parts).filter(|_| !has_third);
            let notes = notes.map(|note| Block::Paragraph(filler(note, ParagraphRole::Note)));
            PrintedCell {
                blocks: notes.chain(blocks).collect(),
                joins_above: false,
                page: cell.page,
                path: cell.path.clone(),
            }
        });
        self.open = ends_open;
        let is_plain = lines::is_plain(row, self.profile);
        let remarks = if is_plain { Vec::new() } else { words::remarks(row, &self.old_labels) };
        let cell = |side: Side| std::mem::take(printed.get_mut(side));
        let mut out = self.plain_row(RowRole::Unit, cell, &remarks);
        if is_plain {
            // Of an unchanged row only what it is besides unchanged is said.
            out.words = words::words(self.lang, row).into_iter().skip(1).collect();
            out.label = label_of(row);
            out.title.clone_from(&row.principal().title);
            out.keep_with_next = row.principal().paragraphs.len() == 1;
            self.same_as_left(&mut out);
        } else {
            self.count(&mut out, row);
        }
        out.list = ListName::of(row);
        out.rows = index..index + 1;
        out
    }

    /// A row that is no change, from its texts and remarks.
    fn plain_row(
        &self,
        role: RowRole,
        mut cell: impl FnMut(Side) -> PrintedCell,
        remarks: &[String],
    ) -> PrintedRow {
        let remark = |text: &String| Block::Paragraph(filler(text.clone(), ParagraphRole::Remark));
        let cells = self.columns.iter().map(|column| match column.kind {
            ColumnKind::Text(side) => cell(side),
            ColumnKind::Third if self.profile.third == ThirdColumn::Remarks => PrintedCell {
                blocks: remarks.iter().filter(|it| !it.is_empty()).map(remark).collect(),
                ..PrintedCell::default()
            },
            ColumnKind::Third => PrintedCell::default(),
        });
        PrintedRow {
            role,
            kind: RowKind::Same,
            list: None,
            words: Vec::new(),
            rows: 0..0,
            number: None,
            label: String::new(),
            title: String::new(),
            cells: cells.collect(),
            may_break: role == RowRole::Unit && !self.profile.page.keep_rows,
            keep_with_next: false,
        }
    }

    /// Makes a change of a row.
    fn count(&mut self, out: &mut PrintedRow, row: &Row) {
        self.n_changes += 1;
        out.number = Some(self.n_changes);
        out.kind = RowKind::of(row);
        out.list = ListName::of(row);
        out.words = words::words(self.lang, row);
        out.label = label_of(row);
        out.title.clone_from(&row.principal().title);
    }

    /// Prints 同左 in the right column of an unchanged row, where the profile
    /// has the word and the left column says the same (CONVENTIONS §1.7).
    fn same_as_left(&self, row: &mut PrintedRow) {
        let fillers = &self.profile.fillers;
        let word = fillers.bracketed(&fillers.same);
        if let [left, right, ..] = row.cells.as_mut_slice()
            && !word.is_empty()
            && !left.blocks.is_empty()
            && left.blocks == right.blocks
        {
            // Labels that are left out stand on a line each.
            let n = if row.role == RowRole::Omitted { left.blocks.len() } else { 1 };
            right.blocks = vec![Block::Paragraph(filler(word, ParagraphRole::Filler)); n];
        }
    }
}

/// The number of a row, or both where it changed: `（２）→（３）`.
fn label_of(row: &Row) -> String {
    match (&row.cells.old, &row.cells.new) {
        (Some(old), Some(new)) if row.renumbered => format!("{}→{}", old.label, new.label),
        _ => row.principal().label.clone(),
    }
}

//! The two texts of one row: marks, ruled tables row by row, fillers opposite
//! what only one side has.

use std::collections::BTreeSet;
use std::ops::Range;

use super::grid::{self, GridLine, SlottedRow};
use super::opposite::{self, Item};
use super::run::{self, LabelRule, filler};
use super::sentences;
use super::table::{Block, Grid, Mark, ParagraphRole, PrintedParagraph, PrintedRun};
use crate::model::{Side, Sides};
use crate::profile::{FillerEach, FoldLevel, Profile, Unchanged};
use crate::report::{Cell, Change, Row};

/// The blocks of both sides; none on a side without a cell.
pub(super) fn blocks(row: &Row, profile: &Profile) -> Sides<Vec<Block>> {
    let rule = LabelRule::of(row, profile);
    match (&row.cells.old, &row.cells.new) {
        (Some(old), Some(new)) if row.change == Change::Edited => {
            both(Sides { old, new }, rule, profile)
        }
        _ => row.cells.as_ref().map(|_, cell| {
            cell.as_ref().map_or_else(Vec::new, |cell| alone(row, cell, rule, profile))
        }),
    }
}

/// A cell that needs no look at the other side.
fn alone(row: &Row, cell: &Cell, rule: LabelRule, profile: &Profile) -> Vec<Block> {
    let items = opposite::items(cell, false);
    let mut printed = run::paragraphs(cell, rule).into_iter();
    let mut out = Vec::new();
    for part in items.chunk_by(|a, b| a.table.is_some() && a.table == b.table) {
        let is_table = part.first().is_some_and(|item| item.table.is_some());
        let lines = part.iter().map(|item| {
            let paragraphs = printed.by_ref().take(item.paragraphs.len()).collect();
            (item, paragraphs)
        });
        if is_table {
            let lines = lines.map(|(item, paragraphs)| line(cell, item, paragraphs)).collect();
            let mut table = grid::grid(lines);
            let is_new = matches!(row.change, Change::Added | Change::Removed);
            grid::mark(&mut table, profile.marks.tables, is_new);
            out.push(Block::Table(table));
        } else {
            let paragraphs = lines.flat_map(|(_, paragraphs): (_, Vec<_>)| paragraphs);
            out.extend(paragraphs.map(Block::Paragraph));
        }
    }
    out
}

/// A row of a table in its places.
fn line(cell: &Cell, item: &Item, paragraphs: Vec<PrintedParagraph>) -> GridLine {
    let slots = cell.paragraphs[item.paragraphs.clone()].iter().filter_map(|it| it.slot);
    GridLine::Row(slots.zip(paragraphs).collect::<SlottedRow>())
}

/// One side of an edited row while it is put together.
struct Half<'a> {
    cell: &'a Cell,
    items: Vec<Item>,
    printed: Vec<Option<PrintedParagraph>>,
    /// Items before which a filler stands; the number of items for the end.
    fillers: BTreeSet<usize>,
    filler: String,
}

impl Half<'_> {
    fn take(&mut self, paragraphs: Range<usize>) -> Vec<PrintedParagraph> {
        paragraphs.filter_map(|at| self.printed.get_mut(at)?.take()).collect()
    }

    /// Tables of the cell, each as a range of items.
    fn tables(&self) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = 0;
        for part in self.items.chunk_by(|a, b| a.table == b.table) {
            if part.first().is_some_and(|item| item.table.is_some()) {
                out.push(at..at + part.len());
            }
            at += part.len();
        }
        out
    }
}

fn both(cells: Sides<&Cell>, rule: LabelRule, profile: &Profile) -> Sides<Vec<Block>> {
    let omitted = profile.fillers.bracketed(&profile.fillers.omitted);
    let is_block = profile.fillers.each == FillerEach::Block;
    let has_table = |cell: &Cell| cell.paragraphs.iter().any(|it| it.slot.is_some());
    let is_counted = is_block || has_table(cells.old) && has_table(cells.new);
    let mut halves = cells.map(|side, cell| {
        let printed = run::paragraphs(cell, rule);
        let printed = if profile.fold == FoldLevel::Sentence {
            sentences::fold(cell, cells.get(side.other()), printed, &omitted)
        } else {
            printed.into_iter().map(Some).collect()
        };
        Half {
            cell,
            items: opposite::items(cell, is_counted),
            printed,
            fillers: BTreeSet::new(),
            filler: opposite_filler(side, profile),
        }
    });
    if is_block {
        let [old, new] = [&halves.old.items, &halves.new.items];
        let in_old = opposite::additions(new, old);
        let in_new = opposite::additions(old, new);
        halves.old.fillers.extend(in_old);
        halves.new.fillers.extend(in_new);
    }
    let mut tables = tables(&mut halves, profile, &omitted);
    halves.map(|side, mut half| assemble(&mut half, std::mem::take(tables.get_mut(side))))
}

/// What stands on a side opposite text of the other side alone.
pub(super) fn opposite_filler(side: Side, profile: &Profile) -> String {
    let fillers = &profile.fillers;
    let word = match side {
        Side::Old => &fillers.added,
        Side::New => &fillers.removed,
    };
    fillers.bracketed(word)
}

/// Paragraphs, fillers and finished tables of one side in their order.
fn assemble(half: &mut Half<'_>, tables: Vec<Grid>) -> Vec<Block> {
    let mut tables = tables.into_iter();
    let mut out = Vec::new();
    let mut last_table = None;
    for at in 0..=half.items.len() {
        if half.fillers.contains(&at) && !half.filler.is_empty() {
            let word = filler(half.filler.clone(), ParagraphRole::Filler);
            out.push(Block::Paragraph(word));
        }
        let Some(item) = half.items.get(at) else { break };
        let (table, paragraphs) = (item.table, item.paragraphs.clone());
        if table.is_none() {
            out.extend(half.take(paragraphs).into_iter().map(Block::Paragraph));
        } else if table != last_table {
            out.extend(tables.next().map(Block::Table));
        }
        last_table = table;
    }
    out
}

/// The tables of both sides. Where both have equally many, the first belongs
/// to the first and so on.
fn tables(halves: &mut Sides<Half<'_>>, profile: &Profile, omitted: &str) -> Sides<Vec<Grid>> {
    let ranges = Sides { old: halves.old.tables(), new: halves.new.tables() };
    let mut out = Sides { old: Vec::new(), new: Vec::new() };
    if ranges.old.len() != ranges.new.len() {
        for side in Side::BOTH {
            let half = halves.get_mut(side);
            for rows in ranges.get(side) {
                let mut table = grid::grid(rows.clone().map(|at| row_line(half, at)).collect());
                grid::mark(&mut table, profile.marks.tables, true);
                out.get_mut(side).push(table);
            }
        }
        return out;
    }
    for (old, new) in ranges.old.into_iter().zip(ranges.new) {
        let pair = pair_of_tables(halves, &Sides { old, new }, profile, omitted);
        out.old.push(pair.old);
        out.new.push(pair.new);
    }
    out
}

fn row_line(half: &mut Half<'_>, at: usize) -> GridLine {
    let item = half.items[at].clone();
    let paragraphs = half.take(item.paragraphs.clone());
    line(half.cell, &item, paragraphs)
}

/// Two tables with equally many lines: rows that belong together opposite
/// each other, a filler opposite a row that one side alone has, （略） for
/// unchanged rows but the head.
fn pair_of_tables(
    halves: &mut Sides<Half<'_>>,
    rows: &Sides<Range<usize>>,
    profile: &Profile,
    omitted: &str,
) -> Sides<Grid> {
    let items = |side: Side| &halves.get(side).items[rows.get(side).clone()];
    let pairs = opposite::pairs(items(Side::Old), items(Side::New));
    let is_marked = |side: Side, at: Option<usize>| {
        at.is_some_and(|at| items(side).get(at).is_some_and(|item| item.is_marked))
    };
    let is_plain = |&(old, new): &(Option<usize>, Option<usize>)| {
        old.is_some() && new.is_some() && !is_marked(Side::Old, old) && !is_marked(Side::New, new)
    };
    let may_fold = profile.unchanged != Unchanged::Show
        && profile.fold != FoldLevel::None
        && !omitted.is_empty()
        && !pairs.iter().all(is_plain);
    let plain: Vec<bool> = pairs.iter().map(is_plain).collect();
    let is_structure_changed = pairs.iter().any(|(old, new)| old.is_none() || new.is_none());
    let mut lines = Sides { old: Vec::new(), new: Vec::new() };
    let mut is_open = false;
    for (index, (old, new)) in pairs.into_iter().enumerate() {
        let is_omitted = may_fold && index > 0 && plain.get(index) == Some(&true);
        for (side, at) in [(Side::Old, old), (Side::New, new)] {
            let half = halves.get_mut(side);
            let line = match at {
                Some(_) if is_omitted && is_open => continue,
                Some(_) if is_omitted => GridLine::Each(omitted.to_owned()),
                Some(at) => row_line(half, rows.get(side).start + at),
                None => GridLine::Once(half.filler.clone()),
            };
            lines.get_mut(side).push(line);
        }
        is_open = is_omitted;
    }
    let mut grids = lines.map(|_, lines| grid::grid(lines));
    let is_structure_changed = is_structure_changed || grids.old.columns != grids.new.columns;
    for side in Side::BOTH {
        grid::mark(grids.get_mut(side), profile.marks.tables, is_structure_changed);
    }
    grids
}

/// Takes all marks away.
pub(super) fn unmark(blocks: &mut [Block]) {
    let unmark = |paragraph: &mut PrintedParagraph| {
        for run in std::mem::take(&mut paragraph.runs) {
            run::push(&mut paragraph.runs, &run.text, Mark::None, run.filler);
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => unmark(paragraph),
            Block::Table(grid) => {
                grid.mark = Mark::None;
                for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell.mark = Mark::None;
                    cell.paragraphs.iter_mut().for_each(unmark);
                }
            }
        }
    }
}

/// Whether a block ends with the filler of the other side.
pub(super) fn ends_with_filler(blocks: &[Block], word: &str) -> bool {
    match blocks.last() {
        Some(Block::Paragraph(paragraph)) => {
            let is_word =
                |run: &PrintedRun| run.filler && run.mark == Mark::None && run.text == word;
            paragraph.role == ParagraphRole::Filler && paragraph.runs.iter().all(is_word)
        }
        Some(Block::Table(_)) | None => false,
    }
}

//! The rules of a printed table, each on rows made by hand.

mod fillers;
mod folding;
mod marks;
mod tables;

use super::*;
use crate::error::Warning;
use crate::model::Format;
use crate::profile::{FoldLevel, Headings, LabelMarks, Renumbered, TableMarks, Unchanged};
use crate::report::{
    Cell, Change, ChangeLog, ComparisonTable, Ledger, Paragraph, Report, Row, Run, Slot,
    SourceSummary,
};

/// A cell from its headings, its label and its marked-up text: `〔…〕` is
/// changed, `\n` starts a paragraph, `|` a cell of a ruled table.
fn cell(path: &[&str], label: &str, text: &str) -> Cell {
    let mut paragraphs = Vec::new();
    for (row, line) in (0..).zip(text.lines()) {
        let is_table = line.contains('|');
        for (column, part) in (0..).zip(line.split('|')) {
            let slot = Slot { table: 0, row, column, column_span: 1 };
            let runs = part.split(['〔', '〕']).enumerate();
            let runs = runs.filter(|(_, text)| !text.is_empty());
            paragraphs.push(Paragraph {
                slot: is_table.then_some(slot),
                runs: runs.map(|(at, text)| Run::new(text, at % 2 == 1)).collect(),
            });
        }
    }
    Cell {
        index: 0,
        path: path.iter().map(|&it| it.into()).collect(),
        label: label.into(),
        title: String::new(),
        page: None,
        paragraphs,
    }
}

fn row(change: Change, old: Option<Cell>, new: Option<Cell>) -> Row {
    let cells = Sides { old, new };
    let renumbered = matches!(&cells, Sides { old: Some(a), new: Some(b) } if a.label != b.label);
    Row {
        change,
        renumbered,
        moved: false,
        style_only: false,
        split_of: None,
        merged_from: Vec::new(),
        cells,
    }
}

fn same(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Same, Some(cell(path, label, text)), Some(cell(path, label, text)))
}

fn edited(path: &[&str], label: &str, old: &str, new: &str) -> Row {
    row(Change::Edited, Some(cell(path, label, old)), Some(cell(path, label, new)))
}

fn added(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Added, None, Some(cell(path, label, &format!("〔{text}〕"))))
}

fn removed(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Removed, Some(cell(path, label, &format!("〔{text}〕"))), None)
}

fn renumbered(path: &[&str], old: &str, new: &str, body: &str) -> Row {
    let of = |label: &str| Some(cell(path, label, &format!("〔{label}〕{body}")));
    row(Change::Edited, of(old), of(new))
}

fn report(profile: Profile, rows: Vec<Row>) -> Report {
    let source = |name: &str| SourceSummary {
        name: name.into(),
        format: Format::Text,
        pages: None,
        characters: 0,
    };
    Report {
        sources: Sides { old: source("指針.v1.pdf"), new: source("指針.v2.pdf") },
        table: ComparisonTable { profile, rows },
        log: ChangeLog::default(),
        ledger: Sides { old: Ledger::default(), new: Ledger::default() },
        warnings: Vec::<Warning>::new(),
    }
}

fn table(profile: &Profile, rows: Vec<Row>) -> PrintedTable {
    present(&report(profile.clone(), rows), Lang::Ja)
}

/// The texts of all cells: rows on lines, columns with ` ‖ ` between them,
/// lines of a cell with ` ／ `. Single marks are 〔…〕, double ones 【…】, dashed
/// ones ‹…›; a cell that joins the one above is `↑`.
fn shown(profile: &Profile, rows: Vec<Row>) -> Vec<String> {
    let text = |paragraph: &PrintedParagraph| {
        let run = |run: &PrintedRun| match run.mark {
            Mark::None => run.text.clone(),
            Mark::Single => format!("〔{}〕", run.text),
            Mark::Dashed => format!("‹{}›", run.text),
            Mark::Double => format!("【{}】", run.text),
        };
        paragraph.runs.iter().map(run).collect::<String>()
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => text(paragraph),
        Block::Table(grid) => {
            let cell = |cell: &GridCell| {
                let texts: Vec<String> = cell.paragraphs.iter().map(text).collect();
                texts.join("")
            };
            let row = |row: &GridRow| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
            grid.rows.iter().map(row).collect::<Vec<_>>().join(" ／ ")
        }
    };
    let cell = |cell: &PrintedCell| {
        let blocks: Vec<String> = cell.blocks.iter().map(block).collect();
        if cell.joins_above { "↑".to_owned() } else { blocks.join(" ／ ") }
    };
    let table = table(profile, rows);
    let row = |row: &PrintedRow| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ‖ ");
    table.rows.iter().map(row).collect()
}

fn builtin(name: &str) -> Profile {
    Profile::builtin(name).expect("a profile of the program")
}

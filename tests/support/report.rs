//! A report built by hand: every kind of row, a ruled table, and texts that
//! would break an output that does not escape.

#![allow(dead_code, reason = "each test that includes this uses a part of it")]

use shinkyu::error::{Warning, WarningKind};
use shinkyu::model::{Format, Side, Sides};
use shinkyu::profile::Profile;
use shinkyu::report::{
    Cell, Change, ChangeLog, ComparisonTable, Ledger, Paragraph, Report, Row, Run, Slot,
    SourceSummary,
};

/// A table of the given rows with one warning and a ledger that adds up.
pub fn report(rows: Vec<Row>) -> Report {
    let source = |name: &str, pages| SourceSummary {
        name: name.into(),
        format: Format::Pdf,
        pages: Some(pages),
        characters: 3_745,
    };
    let ledger = || Ledger {
        characters: 3_745,
        compared: 3_731,
        set_aside: [("page_number", 6), ("running_head", 8)].into(),
    };
    Report {
        sources: Sides { old: source("指針_旧.pdf", 6), new: source("指針_<新>&.pdf", 9) },
        table: ComparisonTable {
            profile: Profile {
                title: "「個人情報の取扱いに関する指針」新旧対照表（案）".into(),
                labels: Sides { old: "現行".into(), new: "改定案".into() },
                ..Profile::default()
            },
            rows,
        },
        log: ChangeLog::default(),
        ledger: Sides { old: ledger(), new: ledger() },
        warnings: vec![Warning {
            side: Side::Old,
            kind: WarningKind::PageWithoutText,
            page: Some(3),
        }],
    }
}

/// A cell from its headings, label and marked-up text: `〔…〕` is changed,
/// `\n` starts a paragraph.
pub fn cell(index: u32, path: &[&str], label: &str, text: &str) -> Cell {
    let paragraphs = text.split('\n').map(|line| Paragraph { slot: None, runs: runs(line) });
    Cell {
        index,
        path: path.iter().map(|&heading| heading.into()).collect(),
        label: label.into(),
        title: title(label, text),
        page: Some(index / 8 + 1),
        paragraphs: paragraphs.collect(),
    }
}

/// Adds a ruled table to a cell: rows of cells, `None` for a place taken by
/// the cell to the left.
pub fn with_table(mut cell: Cell, table: &[&[Option<&str>]]) -> Cell {
    for (row, columns) in (0..).zip(table) {
        for (column, text) in columns.iter().enumerate() {
            let Some(text) = text else { continue };
            let n_taken = columns[column + 1..].iter().take_while(|it| it.is_none()).count();
            let small = |n: usize| u32::try_from(n).expect("few columns");
            let slot =
                Slot { table: 0, row, column: small(column), column_span: small(n_taken) + 1 };
            cell.paragraphs.push(Paragraph { slot: Some(slot), runs: runs(text) });
        }
    }
    cell
}

fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, part) in line.split(['〔', '〕']).enumerate() {
        if !part.is_empty() {
            runs.push(Run::new(part, index % 2 == 1));
        }
    }
    runs
}

/// A row of any kind.
pub fn row(change: Change, old: Option<Cell>, new: Option<Cell>) -> Row {
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

/// The same text on both sides.
pub fn same(index: u32, path: &[&str], label: &str, text: &str) -> Row {
    let cell = cell(index, path, label, text);
    row(Change::Same, Some(cell.clone()), Some(cell))
}

/// Texts that are markup, a formula or a control sequence somewhere.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script> & <b>",
    "a | b \\| c `d` *e* _f_ [g](https://example.com/)",
    "=cmd|' /C calc'!A0",
    "＝１＋１",
    "\u{1B}]0;title\u{7}\u{1B}[31m\u{9B}2J\u{202E}abc",
    "{{ 7 * 7 }} {% include \"x\" %}",
    "\"引用\", 'q'\r\nCRLF",
];

/// The first words after the number.
fn title(label: &str, text: &str) -> String {
    let plain = text.replace(['〔', '〕'], "");
    let line = plain.lines().next().unwrap_or_default();
    line.trim_start_matches(label).trim_start().chars().take(20).collect()
}

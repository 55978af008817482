//! Report → JSON, schema `shinkyu.report/1` (`schema/shinkyu.report-1.schema.json`).
//!
//! Rows hold both documents in full, so writing them costs as much as comparing
//! them: they are written on all cores, each on its own, and put together in
//! order.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};

use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::pieces::{Piece, pieces};
use super::{Sink, WriteOptions};
use crate::error::Warning;
use crate::lang::Lang;
use crate::model::{Format, Side, Sides};
use crate::report::{Cell, ChangeEntry, Ledger, Report, Row, SourceSummary, Timing};
use crate::tabulate::{ChangeLists, ListedRow};

/// Writes one JSON object and a newline.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let document = ReportJson {
        schema: "shinkyu.report/1",
        sources: report.sources.as_ref().map(|_, source| SourceJson::from(source)),
        rows: rows(&report.table.rows)?,
        changes: ChangesJson::from(&ChangeLists::of(&report.table)),
        log: report.log.entries.iter().map(EntryJson::from).collect(),
        earlier_log: &report.log.earlier,
        ledger: report.ledger.as_ref().map(|_, ledger| LedgerJson::from(ledger)),
        warnings: report.warnings.iter().map(|it| WarningJson::new(it, options.lang)).collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: &'static str,
    sources: Sides<SourceJson<'a>>,
    rows: Vec<Box<RawValue>>,
    changes: ChangesJson,
    /// 変更箇所; empty unless it was asked for.
    log: Vec<EntryJson<'a>>,
    /// The rows of the log that is continued.
    #[serde(skip_serializing_if = "<[[String; 6]]>::is_empty")]
    earlier_log: &'a [[String; 6]],
    ledger: Sides<LedgerJson<'a>>,
    warnings: Vec<WarningJson>,
}

/// Indices of rows.
#[derive(Serialize)]
struct ChangesJson {
    content: Vec<usize>,
    numbering: Vec<usize>,
    style: Vec<usize>,
}

impl From<&ChangeLists<'_>> for ChangesJson {
    fn from(lists: &ChangeLists<'_>) -> Self {
        let indices = |list: &[ListedRow<'_>]| list.iter().map(|listed| listed.index).collect();
        Self {
            content: indices(&lists.content),
            numbering: indices(&lists.numbering),
            style: indices(&lists.style),
        }
    }
}

#[derive(Serialize)]
struct EntryJson<'a> {
    date: &'a str,
    /// On one line.
    item: String,
    path: &'a [String],
    before: String,
    after: String,
    timing: Option<&'static str>,
    timing_note: &'a str,
    review: Vec<&'static str>,
    /// Numbers that changed where nothing else did.
    #[serde(skip_serializing_if = "<[Sides<String>]>::is_empty")]
    renumbered: &'a [Sides<String>],
}

impl<'a> From<&'a ChangeEntry> for EntryJson<'a> {
    fn from(entry: &'a ChangeEntry) -> Self {
        Self {
            date: &entry.date,
            item: entry.item.join(" "),
            path: &entry.path,
            before: entry.before.join("\n"),
            after: entry.after.join("\n"),
            timing: entry.timing.map(Timing::word),
            timing_note: &entry.note,
            review: entry.review.iter().map(|review| review.name()).collect(),
            renumbered: &entry.numbers,
        }
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    name: &'a str,
    format: Format,
    pages: Option<u32>,
    characters: u64,
}

impl<'a> From<&'a SourceSummary> for SourceJson<'a> {
    fn from(source: &'a SourceSummary) -> Self {
        let SourceSummary { name, format, pages, characters } = source;
        Self { name, format: *format, pages: *pages, characters: *characters }
    }
}

#[derive(Serialize)]
struct LedgerJson<'a> {
    characters: u64,
    compared: u64,
    set_aside: &'a BTreeMap<&'static str, u64>,
}

impl<'a> From<&'a Ledger> for LedgerJson<'a> {
    fn from(ledger: &'a Ledger) -> Self {
        let Ledger { characters, compared, set_aside } = ledger;
        Self { characters: *characters, compared: *compared, set_aside }
    }
}

#[derive(Serialize)]
struct WarningJson {
    side: Side,
    kind: &'static str,
    page: Option<u32>,
    message: String,
}

impl WarningJson {
    fn new(warning: &Warning, lang: Lang) -> Self {
        Self {
            side: warning.side,
            kind: warning.kind.name(),
            page: warning.page,
            message: warning.kind.message(lang),
        }
    }
}

/// Each row as finished JSON.
fn rows(rows: &[Row]) -> serde_json::Result<Vec<Box<RawValue>>> {
    rows.par_iter().with_min_len(64).map(|row| to_raw_value(&RowJson::from(row))).collect()
}

#[derive(Serialize)]
struct RowJson<'a> {
    change: &'static str,
    renumbered: bool,
    moved: bool,
    style_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    split_of: Option<u32>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    merged_from: &'a [u32],
    old: Option<CellJson<'a>>,
    new: Option<CellJson<'a>>,
}

impl<'a> From<&'a Row> for RowJson<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            change: row.change.name(),
            renumbered: row.renumbered,
            moved: row.moved,
            style_only: row.style_only,
            split_of: row.split_of,
            merged_from: &row.merged_from,
            old: row.cells.old.as_ref().map(CellJson::from),
            new: row.cells.new.as_ref().map(CellJson::from),
        }
    }
}

#[derive(Serialize)]
struct CellJson<'a> {
    index: u32,
    path: &'a [String],
    label: &'a str,
    page: Option<u32>,
    segments: Segments<'a>,
}

impl<'a> From<&'a Cell> for CellJson<'a> {
    fn from(cell: &'a Cell) -> Self {
        Self {
            index: cell.index,
            path: &cell.path,
            label: &cell.label,
            page: cell.page,
            segments: Segments(cell),
        }
    }
}

/// The text of a cell as segments, neighbours with the same mark as one.
struct Segments<'a>(&'a Cell);

impl Serialize for Segments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pieces = pieces(self.0);
        // Whether the mark is printed is a matter of the table.
        let mark = |piece: &Piece<'_>| (piece.changed || piece.consequential, piece.consequential);
        let segments = pieces.chunk_by(|a, b| mark(a) == mark(b));
        serializer.collect_seq(segments.map(|pieces| {
            let (changed, consequential) = pieces.first().map(mark).unwrap_or_default();
            SegmentJson { text: Joined(pieces), changed, consequential }
        }))
    }
}

#[derive(Serialize)]
struct SegmentJson<'a> {
    text: Joined<'a>,
    changed: bool,
    #[serde(skip_serializing_if = "is_false")]
    consequential: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Several pieces written as one string, without building it.
struct Joined<'a>(&'a [Piece<'a>]);

impl Serialize for Joined<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [only] => serializer.serialize_str(in_json(only)),
            _ => serializer.collect_str(self),
        }
    }
}

impl fmt::Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(in_json(piece)))
    }
}

/// The contract knows paragraphs only: what stands in cells side by side stands
/// on lines of its own.
fn in_json<'a>(piece: &Piece<'a>) -> &'a str {
    if piece.gap { "\n" } else { piece.text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Paragraph, Run, Slot};

    fn run(text: &str, changed: bool) -> Run {
        Run::new(text, changed)
    }

    fn cell(paragraphs: Vec<Paragraph>) -> Cell {
        Cell {
            index: 0,
            path: Vec::new(),
            label: String::new(),
            title: String::new(),
            page: None,
            paragraphs,
        }
    }

    fn segments(cell: &Cell) -> String {
        serde_json::to_string(&Segments(cell)).unwrap()
    }

    #[test]
    fn neighbours_with_one_mark_are_one_segment() {
        let cell = cell(vec![
            Paragraph { slot: None, runs: vec![run("一", false), run("二", false)] },
            Paragraph { slot: None, runs: vec![run("三", true)] },
            Paragraph { slot: None, runs: vec![run("四", true), run("五", false)] },
        ]);
        assert_eq!(
            segments(&cell),
            r#"[{"text":"一二\n","changed":false},{"text":"三\n四","changed":true},{"text":"五","changed":false}]"#
        );
    }

    #[test]
    fn cells_of_one_table_row_stand_on_lines_of_their_own() {
        let slot = |row, column| Some(Slot { table: 0, row, column, column_span: 1 });
        let at =
            |row, column, text| Paragraph { slot: slot(row, column), runs: vec![run(text, false)] };
        let cell = cell(vec![at(0, 0, "甲"), at(0, 1, "乙"), at(1, 0, "丙")]);
        assert_eq!(segments(&cell), r#"[{"text":"甲\n乙\n丙","changed":false}]"#);
    }

    #[test]
    fn an_empty_paragraph_keeps_its_line_break() {
        let empty = Paragraph { slot: None, runs: Vec::new() };
        let text = |text| Paragraph { slot: None, runs: vec![run(text, true)] };
        let cell = cell(vec![text("前"), empty.clone(), text("後"), empty]);
        let parsed: Vec<serde_json::Value> = serde_json::from_str(&segments(&cell)).unwrap();
        let joined: String = parsed.iter().map(|it| it["text"].as_str().unwrap()).collect();
        assert_eq!(joined, cell.text());
    }
}

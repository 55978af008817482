//! Extract → [`Document`]: page furniture set aside, lines joined to
//! paragraphs, tables joined over pages. Total: odd input never fails.
//!
//! [`fold`] is the comparison form that all later stages share.

mod agree;
mod borders;
mod classes;
mod comparison;
mod edges;
mod firsts;
pub mod fold;
mod furniture;
mod line_ends;
mod markdown;
mod measure;
mod notes;
mod order;
mod plain;
mod radicals;
mod room;
mod tables;
mod text_file;
mod text_furniture;
mod unwrap;
mod watermark;
mod width;

pub use agree::agree;
pub use comparison::is_comparison_table;

use crate::model::{
    Block, BlockKind, Document, Extract, Furniture, Grid, Line, Piece, Scan, SetAside, Source,
    Span, TableId,
};

use furniture::Verdict;
use measure::Measure;
use room::Room;
use tables::Table;

/// Makes a document of what a reader returned. Every character that is not
/// white space ends in exactly one block or is set aside with a reason.
///
/// Linear in the number of lines (plus a sort of the lines of each page).
pub fn normalize(extract: Extract) -> Document {
    let extract = if extract.source.others().is_some() {
        extract
    } else {
        let Scan { others, .. } = Scan::of(extract.source.original());
        Extract { source: extract.source.with_others(others), ..extract }
    };
    if let [Piece::Lines(lines)] = extract.pieces.as_slice() {
        return text_file::text_file(extract.source, lines);
    }
    let mut furniture = furniture::furniture(&extract);
    watermark::watermarks(&extract, &mut furniture);
    let notes = notes::notes(&extract, &furniture);
    let (mut lines, mut tables) = (Vec::new(), Vec::new());
    for ((piece, verdict), is_note) in extract.pieces.iter().zip(&furniture).zip(&notes) {
        match (piece, verdict, is_note) {
            (Piece::Line(line), Verdict::Content, false) => lines.push(*line),
            (Piece::Table(grid), ..) => tables.push(grid),
            (Piece::Line(_) | Piece::Lines(_), ..) => {}
        }
    }
    let measure = Measure::of_lines(&lines, &tables, &extract.source);
    let mut builder = Builder {
        source: &extract.source,
        measure,
        room: Room::of(&tables),
        blocks: Vec::new(),
        set_aside: extract.set_aside.clone(),
        lines: Vec::new(),
        notes: Vec::new(),
        table: None,
        n_tables: 0,
    };
    for ((piece, verdict), is_note) in extract.pieces.iter().zip(furniture).zip(notes) {
        match (piece, verdict) {
            (Piece::Line(_), Verdict::Blank) => {}
            (Piece::Line(line), Verdict::Furniture(why)) => builder.set_aside(*line, why),
            (Piece::Line(line), Verdict::Content) if is_note => builder.notes.push(*line),
            (Piece::Line(line), Verdict::Content) => builder.line(*line),
            (Piece::Lines(_), _) => piece.lines().for_each(|line| builder.line(line)),
            (Piece::Table(grid), _) => builder.grid(grid),
        }
    }
    builder.finish_lines();
    builder.finish_table();
    builder.finish_notes(None);
    let Builder { blocks, mut set_aside, .. } = builder;
    set_aside.sort_by_key(|aside| aside.span);
    order::in_reading_order(Document { source: extract.source, blocks, set_aside })
}

/// The running heads that were set aside, each once, in order, joined by ／.
/// Page numbers that stand in the same line are left out.
pub fn running_heads(document: &Document) -> String {
    let mut heads: Vec<String> = Vec::new();
    for aside in document.set_aside.iter().filter(|aside| aside.why == Furniture::RunningHead) {
        let head = furniture::without_page_number(document.source.slice(aside.span)).to_owned();
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    heads.join("／")
}

/// The hidden texts that were set aside, in order: as they are, and folded.
/// What folds to nothing is left out.
pub fn hidden_text(document: &Document) -> Vec<(&str, String)> {
    texts_aside(document, Furniture::Hidden)
}

/// The names on the tabs of a workbook, in the same way.
pub fn sheet_names(document: &Document) -> Vec<(&str, String)> {
    texts_aside(document, Furniture::SheetName)
}

fn texts_aside(document: &Document, why: Furniture) -> Vec<(&str, String)> {
    let aside = document.set_aside.iter().filter(|aside| aside.why == why);
    let texts = aside.map(|aside| document.source.slice(aside.span));
    texts.map(|text| (text, fold::fold(text))).filter(|(_, folded)| !folded.is_empty()).collect()
}

struct Builder<'a> {
    source: &'a Source,
    measure: Measure,
    room: Room,
    blocks: Vec<Block>,
    set_aside: Vec<SetAside>,
    /// Lines not yet joined to paragraphs.
    lines: Vec<Line>,
    /// Lines of foot notes not yet put after the paragraph or table that they
    /// stand under.
    notes: Vec<Line>,
    /// Table not yet finished: its next part may stand on the next page.
    table: Option<Table>,
    n_tables: u32,
}

impl Builder<'_> {
    fn set_aside(&mut self, line: Line, why: Furniture) {
        if !line.span.is_empty() {
            self.set_aside.push(SetAside { span: line.span, why });
        }
    }

    fn line(&mut self, line: Line) {
        if !self.source.slice(line.span).trim().is_empty() {
            self.finish_table();
        }
        self.lines.push(line);
    }

    fn grid(&mut self, grid: &Grid) {
        self.finish_lines();
        match &mut self.table {
            Some(table) if table.accepts(grid) => {
                let (area, page) = table.last_part();
                let room = self.room.below(area, page, &self.notes);
                table.append(grid, room, self.source, &mut self.set_aside);
            }
            _ => {
                self.finish_table();
                self.table = Some(Table::begin(grid, self.source));
            }
        }
    }

    fn finish_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return;
        }
        for text in unwrap::unwrap(lines.iter().copied(), self.source, &self.measure) {
            self.finish_notes(text.first_span());
            self.blocks.push(Block { kind: BlockKind::Paragraph, text });
        }
    }

    /// Puts the foot notes that stand before a place after what is there.
    fn finish_notes(&mut self, before: Option<Span>) {
        let n = match before {
            Some(before) => self.notes.partition_point(|line| line.span < before),
            None => self.notes.len(),
        };
        let notes: Vec<Line> = self.notes.drain(..n).collect();
        let measure = Measure::of_lines(&notes, &[], self.source);
        for text in unwrap::unwrap(notes.iter().copied(), self.source, &measure) {
            self.blocks.push(Block { kind: BlockKind::Note, text });
        }
    }

    fn finish_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        let id = TableId(self.n_tables);
        self.n_tables += 1;
        self.finish_notes(table.first_span());
        self.blocks.extend(table.into_blocks(id, self.source));
    }
}

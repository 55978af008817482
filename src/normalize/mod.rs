//! Extract → [`Document`]: page furniture set aside, lines joined to
//! paragraphs, tables joined over pages. Total: odd input never fails.
//!
//! [`fold`] is the comparison form that all later stages share.

pub mod fold;
mod furniture;
mod measure;
mod radicals;
mod tables;
mod unwrap;

use crate::model::{
    Block, BlockKind, Document, Extract, Furniture, Grid, Line, Piece, SetAside, Source, TableId,
};

use furniture::Verdict;
use measure::Measure;
use tables::Table;

/// Makes a document of what a reader returned. Every character that is not
/// white space ends in exactly one block or is set aside with a reason.
///
/// Linear in the number of lines (plus a sort of the lines of each page).
pub fn normalize(extract: Extract) -> Document {
    let furniture = furniture::furniture(&extract);
    let (mut lines, mut tables) = (Vec::new(), Vec::new());
    for (piece, verdict) in extract.pieces.iter().zip(&furniture) {
        match (piece, verdict) {
            (Piece::Line(line), Verdict::Content) => lines.push(*line),
            (Piece::Table(Grid { page: Some(page), area: Some(area), .. }), _) => {
                tables.push((*page, area.right));
            }
            _ => {}
        }
    }
    let measure = Measure::of_lines(&lines, &tables, &extract.source);
    let mut builder = Builder {
        source: &extract.source,
        measure,
        blocks: Vec::new(),
        set_aside: extract.set_aside.clone(),
        lines: Vec::new(),
        table: None,
        n_tables: 0,
    };
    for (piece, verdict) in extract.pieces.iter().zip(furniture) {
        match (piece, verdict) {
            (Piece::Line(_), Verdict::Blank) => {}
            (Piece::Line(line), Verdict::Furniture(why)) => builder.set_aside(*line, why),
            (Piece::Line(line), Verdict::Content) => builder.line(*line),
            (Piece::Table(grid), _) => builder.grid(grid),
        }
    }
    builder.finish_lines();
    builder.finish_table();
    let Builder { blocks, mut set_aside, .. } = builder;
    set_aside.sort_by_key(|aside| aside.span);
    Document { source: extract.source, blocks, set_aside }
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

struct Builder<'a> {
    source: &'a Source,
    measure: Measure,
    blocks: Vec<Block>,
    set_aside: Vec<SetAside>,
    /// Lines not yet joined to paragraphs.
    lines: Vec<Line>,
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
                table.append(grid, self.source, &mut self.set_aside);
            }
            _ => {
                self.finish_table();
                self.table = Some(Table::begin(grid, self.source));
            }
        }
    }

    fn finish_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for text in unwrap::unwrap(&lines, self.source, &self.measure) {
            self.blocks.push(Block { kind: BlockKind::Paragraph, text });
        }
    }

    fn finish_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        let id = TableId(self.n_tables);
        self.n_tables += 1;
        self.blocks.extend(table.into_blocks(id));
    }
}

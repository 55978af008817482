//! A printed cell as lines of runs, for formats without blocks: a row of a
//! ruled table is one line with gaps between its cells.

use crate::present::{Block, Mark, ParagraphRole, PrintedCell, PrintedParagraph, PrintedRun};

/// A line of a cell.
#[derive(Debug, Default)]
pub(super) struct FlatLine<'a> {
    /// What the paragraph is there for.
    pub role: Option<ParagraphRole>,
    /// Its pieces.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    /// A stretch of text with one mark.
    Run(&'a PrintedRun),
    /// Between two cells of a ruled table.
    Gap,
}

impl Piece<'_> {
    /// Whether it is marked as changed.
    pub(super) fn is_marked(self) -> bool {
        matches!(self, Self::Run(run) if run.mark != Mark::None)
    }
}

/// The lines of a cell from top to bottom.
pub(super) fn lines(cell: &PrintedCell) -> Vec<FlatLine<'_>> {
    let mut out = Vec::new();
    for block in &cell.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(line(paragraph)),
            Block::Table(grid) => {
                for row in &grid.rows {
                    let mut own = vec![FlatLine::default()];
                    for (index, cell) in row.cells.iter().enumerate() {
                        if index > 0
                            && let Some(last) = own.last_mut()
                        {
                            last.pieces.push(Piece::Gap);
                        }
                        for (index, paragraph) in cell.paragraphs.iter().enumerate() {
                            let line = line(paragraph);
                            match own.last_mut() {
                                Some(last) if index == 0 => last.pieces.extend(line.pieces),
                                _ => own.push(line),
                            }
                        }
                    }
                    out.append(&mut own);
                }
            }
        }
    }
    out
}

fn line(paragraph: &PrintedParagraph) -> FlatLine<'_> {
    FlatLine { role: Some(paragraph.role), pieces: paragraph.runs.iter().map(Piece::Run).collect() }
}

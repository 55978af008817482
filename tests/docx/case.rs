//! One small Word file, what it says, and what `LibreOffice` makes of it.

use shinkyu::error::{Error, Warning, Warnings};
use shinkyu::model::{Extract, Furniture, GridCell, Line, Piece, Side, Source, Span};
use shinkyu::read::{Input, ReadOptions, TrackedChanges, read};

use super::docx::Docx;

/// A file and its truth.
pub struct Case {
    pub name: &'static str,
    pub docx: Docx,
    pub tracked: TrackedChanges,
    /// One line for each paragraph, cell (`[row:column] text`, with
    /// `rows×columns` where it is merged, its lines joined by `／`) and stretch
    /// set aside (`- reason: text`), in the order of the file.
    pub says: Vec<String>,
    pub printed: Printed,
}

/// How the PDF that `LibreOffice` makes compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// The same characters in the same order.
    Same,
    /// The same characters; the page has another order (notes at its foot).
    Reordered,
    /// `LibreOffice` cannot show it: why.
    Not(&'static str),
}

impl Case {
    pub fn new(name: &'static str, docx: Docx, says: &[&str]) -> Self {
        let says = says.iter().map(|&line| line.to_owned()).collect();
        Self { name, docx, tracked: TrackedChanges::Accept, says, printed: Printed::Same }
    }

    pub fn rejected(self) -> Self {
        Self { tracked: TrackedChanges::Reject, ..self }
    }

    pub fn reordered(self) -> Self {
        Self { printed: Printed::Reordered, ..self }
    }

    pub fn not_printed(self, why: &'static str) -> Self {
        Self { printed: Printed::Not(why), ..self }
    }

    /// What our reader makes of the file.
    pub fn read(&self) -> (Result<Extract, Error>, Vec<Warning>) {
        read_bytes(self.name, self.docx.finish(), self.tracked)
    }
}

/// Reads a file from memory.
pub fn read_bytes(
    name: &str,
    bytes: Vec<u8>,
    tracked: TrackedChanges,
) -> (Result<Extract, Error>, Vec<Warning>) {
    let options = ReadOptions { tracked, ..ReadOptions::default() };
    let mut warnings = Warnings::new(Side::New);
    let input = Input { name: name.to_owned(), bytes };
    let extract = read(&input, &options, &mut warnings);
    if let Ok(extract) = &extract {
        check(extract);
    }
    (extract, warnings.into_vec())
}

/// Every character is in one line or set aside, in the order of the file.
fn check(extract: &Extract) {
    let source = &extract.source;
    let mut spans: Vec<Span> = lines(extract).iter().map(|line| line.span).collect();
    assert!(spans.is_sorted(), "pieces out of order");
    assert!(extract.set_aside.is_sorted_by_key(|aside| aside.span), "set aside out of order");
    spans.extend(extract.set_aside.iter().map(|aside| aside.span));
    spans.sort();
    let mut end = 0;
    for span in spans {
        let between = source.slice(Span::new(end, span.start()));
        assert!(between.chars().all(char::is_whitespace), "lost: {between:?}");
        assert!(!span.is_empty() && source.locate(span).is_some());
        end = span.end();
    }
    let rest = source.slice(Span::new(end, source.original().len()));
    assert!(rest.chars().all(char::is_whitespace), "lost: {rest:?}");
}

/// The lines of all pieces.
pub fn lines(extract: &Extract) -> Vec<Line> {
    extract.pieces.iter().flat_map(Piece::lines).collect()
}

/// What an extract says, as [`Case::says`] writes it.
pub fn says(extract: &Extract) -> Vec<String> {
    let source = &extract.source;
    let mut said: Vec<(usize, String)> = Vec::new();
    for piece in &extract.pieces {
        match piece {
            Piece::Line(line) => {
                assert!(line.is_paragraph && line.layout.is_none());
                said.push((line.span.start(), source.slice(line.span).to_owned()));
            }
            Piece::Lines(_) => panic!("Word marks its paragraphs"),
            Piece::Table(grid) => {
                let first = grid.cells.iter().flat_map(|cell| &cell.lines).next();
                let mut at = first.map_or(0, |line| line.span.start());
                for cell in &grid.cells {
                    at = cell.lines.first().map_or(at, |line| line.span.start());
                    said.push((at, cell_says(cell, source)));
                }
            }
        }
    }
    for aside in &extract.set_aside {
        let text = source.slice(aside.span);
        said.push((aside.span.start(), format!("- {}: {text}", Furniture::name(aside.why))));
    }
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, line)| line).collect()
}

fn cell_says(cell: &GridCell, source: &Source) -> String {
    let lines: Vec<&str> = cell.lines.iter().map(|line| source.slice(line.span)).collect();
    let spans = match (cell.row_span, cell.column_span) {
        (1, 1) => String::new(),
        (rows, columns) => format!(" {rows}×{columns}"),
    };
    let text = lines.join("／");
    format!("[{}:{}{spans}] {text}", cell.row + 1, cell.column + 1).trim_end().to_owned()
}

//! Workbooks, web pages and law XML, made here by hand: what is read of them,
//! what is set aside, and what is refused.
#![cfg(all(feature = "html", feature = "office"))]

#[path = "formats/across.rs"]
mod across;
#[path = "support/documents.rs"]
mod documents;
#[path = "formats/excel.rs"]
mod excel;
#[path = "formats/headings.rs"]
mod headings;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/html.rs"]
mod html;
#[path = "formats/law.rs"]
mod law;
mod support;
#[path = "formats/table_rows.rs"]
mod table_rows;
#[path = "support/xlsx.rs"]
mod xlsx;

use shinkyu::error::{Error, WarningKind, Warnings};
use shinkyu::model::{Extract, Piece, Side, Source, Span, count_characters};
use shinkyu::read::{Input, ReadOptions, read};

/// Reads a file and checks what holds for every file: spans ascend, nothing is
/// covered twice, nothing is lost.
fn read_file(name: &str, bytes: &[u8]) -> Result<Extract, Error> {
    read_with_warnings(name, bytes).map(|(extract, _)| extract)
}

/// The same, and what the reader warned of.
fn read_with_warnings(name: &str, bytes: &[u8]) -> Result<(Extract, Vec<WarningKind>), Error> {
    let input = Input { name: name.into(), bytes: bytes.to_vec() };
    let mut warnings = Warnings::new(Side::New);
    let extract = read(&input, &ReadOptions::default(), &mut warnings)?;
    let mut spans: Vec<Span> = extract.pieces.iter().flat_map(spans_of).collect();
    assert!(spans.is_sorted(), "pieces ascend");
    assert!(extract.set_aside.is_sorted_by_key(|aside| aside.span), "what is set aside ascends");
    spans.extend(extract.set_aside.iter().map(|aside| aside.span));
    spans.sort();
    assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "no span overlaps");
    let covered: u64 = spans.iter().map(|&span| count_characters(extract.source.slice(span))).sum();
    assert_eq!(covered, count_characters(extract.source.original()), "every character is covered");
    assert!(spans.iter().all(|&span| extract.source.locate(span).is_some()), "each has a place");
    let warned = warnings.into_vec().into_iter().map(|warning| warning.kind).collect();
    Ok((extract, warned))
}

fn spans_of(piece: &Piece) -> Vec<Span> {
    piece.lines().map(|line| line.span).collect()
}

/// Lines as they are; cells as `row:column text`, with `+rows+columns` where
/// they cover more than one; what is set aside in brackets behind its reason.
fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
    let extract = read_file(name, bytes).unwrap_or_else(|error| panic!("{error}"));
    let source = &extract.source;
    let mut out: Vec<(usize, String)> = Vec::new();
    for piece in &extract.pieces {
        match piece {
            Piece::Line(_) | Piece::Lines(_) => out.extend(
                piece.lines().map(|line| (line.span.start(), source.slice(line.span).to_owned())),
            ),
            Piece::Table(grid) => out.extend(grid.cells.iter().filter_map(|cell| {
                let start = cell.lines.first()?.span.start();
                let spans = match (cell.row_span, cell.column_span) {
                    (1, 1) => String::new(),
                    (rows, columns) => format!("+{rows}+{columns}"),
                };
                let text = lines(source, &cell.lines);
                Some((start, format!("{}:{}{spans} {text}", cell.row + 1, cell.column + 1)))
            })),
        }
    }
    for aside in &extract.set_aside {
        let text = format!("[{} {}]", aside.why.name(), source.slice(aside.span));
        out.push((aside.span.start(), text));
    }
    out.sort();
    out.into_iter().map(|(_, text)| text).collect()
}

fn lines(source: &Source, lines: &[shinkyu::model::Line]) -> String {
    lines.iter().map(|line| source.slice(line.span)).collect::<Vec<_>>().join("/")
}

//! Prints what a stage made of a file, one line for each line, paragraph or
//! heading, with the page in front.

use std::io;

use super::args::{Inspect, StageName};
use super::plan::{self};
use super::{Failure, input, notes, output};
use crate::error::{Error, ErrorKind, Warnings};
use crate::lang::Lang;
use crate::model::{Extract, Grid, Line, Location, Piece, Side, Sides, Source, Span};
use crate::read;

/// Prints one stage and returns the warnings in words.
///
/// # Errors
/// Those of reading, and `Unwritable`.
pub(super) fn run(typed: &Inspect, lang: Lang) -> Result<Vec<String>, Failure> {
    let options = plan::read_options(&typed.read)?;
    let input = input::open(&typed.file, options.max_bytes)?;
    let mut warnings = Warnings::new(Side::Old);
    let extract = read::read(&input, &options, &mut warnings)?;
    let print: &dyn Fn(&mut dyn io::Write) -> io::Result<()> =
        match typed.stage.unwrap_or(StageName::Text) {
            StageName::Text => &|out| text(&extract, out),
            StageName::Blocks | StageName::Outline => &|out| text(&extract, out),
        };
    output::to_stdout(|out| {
        print(out).map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    })?;
    let names = Sides { old: &*input.name, new: &*input.name };
    let said = warnings.into_vec();
    Ok(said.iter().map(|warning| notes::warning(warning, &names, lang)).collect())
}

/// Lines and table cells as read.
fn text(extract: &Extract, out: &mut dyn io::Write) -> io::Result<()> {
    for (index, piece) in extract.pieces.iter().enumerate() {
        match piece {
            Piece::Line(line) => print_line(&extract.source, *line, out)?,
            Piece::Table(grid) => print_grid(&extract.source, grid, index, out)?,
        }
    }
    Ok(())
}

fn print_line(source: &Source, line: Line, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}\t{}", place(source, line.span), source.slice(line.span))
}

fn print_grid(
    source: &Source,
    grid: &Grid,
    index: usize,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for cell in &grid.cells {
        for line in &cell.lines {
            writeln!(
                out,
                "{}\t[{index} {}:{}]\t{}",
                place(source, line.span),
                cell.row + 1,
                cell.column + 1,
                source.slice(line.span)
            )?;
        }
    }
    Ok(())
}

/// `p.3` or, in text files, `L120`.
fn place(source: &Source, span: Span) -> String {
    match source.locate(span) {
        Some(Location::Page { page, .. }) => format!("p.{page}"),
        Some(Location::Line { line }) => format!("L{line}"),
        None => "-".to_owned(),
    }
}

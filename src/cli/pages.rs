//! `inspect --stage pages`: one line for each page, and with `--image` a picture
//! of each with lines, cells and what was set aside drawn in colour, so that a
//! person sees what the program saw.

#[cfg(feature = "page-images")]
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

#[cfg(feature = "page-images")]
use super::child;
use super::output;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::{Area, Document, Extract, Location, PageReading, Piece, Source, Span};
use crate::normalize;
#[cfg(feature = "page-images")]
use crate::read::{Colour, PageImage, page_images};
use crate::read::{Input, ReadOptions};

/// Pixels for each point: 108 dots per inch, readable and not large.
#[cfg(feature = "page-images")]
const SCALE: f32 = 1.5;

/// What the program saw on one page, in points of the page as displayed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Seen {
    reading: PageReading,
    lines: Vec<Area>,
    cells: Vec<Area>,
    n_tables: usize,
    set_aside: Vec<Area>,
}

/// Prints the pages, and draws them into a folder where one is given.
///
/// # Errors
/// Those of reading, and `Unwritable`.
pub(super) fn show(
    extract: Extract,
    input: &Input,
    options: &ReadOptions,
    folder: Option<&Path>,
    lang: Lang,
) -> Result<()> {
    let mut pages = lines_and_cells(&extract);
    add_set_aside(&mut pages, &normalize::normalize(extract));
    if pages.is_empty() {
        return Err(Error::new(ErrorKind::UnknownFormat, &*input.name).explained(
            "ページのある文書（PDF）ではないため、ページを示せません。",
            "this is no document with pages (PDF), so there are none to show",
        ));
    }
    let undrawn = match folder {
        Some(folder) => draw(&pages, input, options, folder)?,
        None => Vec::new(),
    };
    output::to_stdout(|out| {
        print(&pages, folder.is_some(), &undrawn, out, lang)
            .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    })
}

fn lines_and_cells(extract: &Extract) -> Vec<Seen> {
    let mut pages: Vec<Seen> = extract
        .pages
        .iter()
        .map(|&reading| Seen {
            reading,
            lines: Vec::new(),
            cells: Vec::new(),
            n_tables: 0,
            set_aside: Vec::new(),
        })
        .collect();
    for piece in &extract.pieces {
        for line in piece.lines() {
            add_line(&mut pages, &extract.source, line.span);
        }
        if let Piece::Table(grid) = piece
            && let Some(seen) = grid.page.and_then(|page| pages.get_mut(page as usize - 1))
        {
            seen.n_tables += 1;
            let cells = grid.cells.iter().filter_map(|cell| cell.area);
            seen.cells.extend(cells.map(|area| seen.reading.displayed(area)));
        }
    }
    pages
}

fn add_line(pages: &mut [Seen], source: &Source, span: Span) {
    if let Some((page, area)) = place(source, span)
        && let Some(seen) = pages.get_mut(page)
    {
        seen.lines.push(area);
    }
}

fn add_set_aside(pages: &mut [Seen], document: &Document) {
    for aside in &document.set_aside {
        if let Some((page, area)) = place(&document.source, aside.span)
            && let Some(seen) = pages.get_mut(page)
        {
            seen.set_aside.push(area);
        }
    }
}

/// Index of the page on which a stretch stands, and where.
fn place(source: &Source, span: Span) -> Option<(usize, Area)> {
    match source.locate(span)? {
        Location::Page { page, area } => Some((page.get() as usize - 1, area)),
        _ => None,
    }
}

fn print(
    pages: &[Seen],
    drawn: bool,
    undrawn: &[u32],
    out: &mut dyn io::Write,
    lang: Lang,
) -> io::Result<()> {
    for (number, seen) in (1..).zip(pages) {
        let (width, height) = seen.reading.size;
        let (n_lines, n_tables, n_aside) = (seen.lines.len(), seen.n_tables, seen.set_aside.len());
        let confirmed = match seen.reading.confirmed {
            Some(true) => lang.pick("照合済", "confirmed"),
            Some(false) => lang.pick("不一致", "disputed"),
            None => lang.pick("照合なし", "read once"),
        };
        match lang {
            Lang::Ja => writeln!(
                out,
                "p.{number}\t{width:.0}×{height:.0}pt\t行 {n_lines}\t表 {n_tables}\t除外 {n_aside}\t{confirmed}"
            ),
            Lang::En => writeln!(
                out,
                "p.{number}\t{width:.0}×{height:.0}pt\t{n_lines} lines\t{n_tables} tables\t{n_aside} set aside\t{confirmed}"
            ),
        }?;
    }
    if drawn {
        let legend = lang.pick(
            "画像の色: 青 = 行、緑 = 表のセル、赤 = 比較から除いた部分",
            "colours: blue = lines, green = cells, red = set aside",
        );
        writeln!(out, "{legend}")?;
    }
    for number in undrawn {
        let why = lang.pick("画像にできませんでした", "could not be drawn");
        writeln!(out, "p.{number}\t{why}")?;
    }
    Ok(())
}

/// Writes `p001.png` … with the areas of each page. Returns the pages that
/// could not be drawn.
#[cfg(feature = "page-images")]
fn draw(pages: &[Seen], input: &Input, options: &ReadOptions, folder: &Path) -> Result<Vec<u32>> {
    let unwritable = Error::new(ErrorKind::Unwritable, folder.to_string_lossy());
    if folder.exists() && !folder.is_dir() {
        return Err(unwritable.explained(
            "フォルダーではなくファイルです。画像を入れるフォルダーを指定してください。",
            "this is a file; give a folder for the pictures",
        ));
    }
    fs::create_dir_all(folder).map_err(|cause| unwritable.because(cause))?;
    child::draw(input, options, pages.to_vec(), folder.to_owned())
}

/// Draws in this process and tells `watch` the number of each page done.
/// Returns the pages that could not be drawn.
///
/// # Errors
/// Those of [`page_images`], and `Unwritable`.
#[cfg(feature = "page-images")]
pub(super) fn draw_here(
    pages: &[Seen],
    input: &Input,
    options: &ReadOptions,
    folder: &Path,
    watch: &(dyn Fn(u32) + Sync),
) -> Result<Vec<u32>> {
    const LINE: Colour = [60, 120, 216];
    const CELL: Colour = [34, 140, 60];
    const SET_ASIDE: Colour = [220, 60, 40];
    page_images(input, options, SCALE, &mut |number, mut image: PageImage| {
        if let Some(seen) = pages.get(number as usize - 1) {
            seen.cells.iter().for_each(|&area| image.frame(area, CELL));
            seen.lines.iter().for_each(|&area| image.frame(area, LINE));
            seen.set_aside.iter().for_each(|&area| image.tint(area, SET_ASIDE));
        }
        output::replace(&folder.join(format!("p{number:03}.png")), &image.into_png()?)?;
        watch(number);
        Ok(())
    })
}

#[cfg(not(feature = "page-images"))]
fn draw(_: &[Seen], input: &Input, _: &ReadOptions, _: &Path) -> Result<Vec<u32>> {
    Err(Error::new(ErrorKind::UnknownFormat, &*input.name).explained(
        "この shinkyu はページ画像の機能を含まずに作られています。",
        "this shinkyu was built without page images",
    ))
}

//! Prints what a stage made of a file, one line for each line, paragraph or
//! heading, with the page in front.

use std::io;

use super::args::{Inspect, StageName};
use super::{
    Failure, aligned, form, input, notes, outline, output, pages, passwords, plan, tables,
};
use crate::error::{Error, ErrorKind, Warnings};
use crate::form::{form as form_of, warnings as warnings_of};
use crate::lang::Lang;
use crate::model::{
    BlockKind, Document, Extract, Furniture, Grid, Line, Location, Piece, Side, Sides, Source, Span,
};
use crate::outline::{Outlined, outline as outline_of, set_pages_aside};
use crate::{normalize, read};

/// Prints one stage and returns the warnings in words.
///
/// # Errors
/// Those of reading, and `Unwritable`.
pub(super) fn run(typed: &Inspect, lang: Lang) -> Result<Vec<String>, Failure> {
    let stage = typed.stage.unwrap_or(StageName::Text);
    if typed.image.is_some() && stage != StageName::Pages {
        return Err(Failure::Misuse(plan::Misuse::new(
            "--image は --stage pages と一緒に指定してください。",
            "--image needs --stage pages",
        )));
    }
    if typed.why && stage != StageName::Outline {
        return Err(Failure::Misuse(plan::Misuse::new(
            "--why は --stage outline と一緒に指定してください。",
            "--why needs --stage outline",
        )));
    }
    if (typed.pairs.is_some() || typed.pairs_template) && stage != StageName::Align {
        return Err(Failure::Misuse(plan::Misuse::new(
            "--pairs と --pairs-template は --stage align と一緒に指定してください。",
            "--pairs and --pairs-template need --stage align",
        )));
    }
    if stage == StageName::Align {
        return aligned::run(typed, lang);
    }
    if typed.other.is_some() {
        return Err(Failure::Misuse(plan::Misuse::new(
            "2つ目の文書は --stage align のときだけ指定できます。",
            "a second document needs --stage align",
        )));
    }
    let mut options = plan::read_options(&typed.read, lang)?;
    let input = input::open(&typed.file, options.max_bytes)?;
    let (extract, warnings) = passwords::asking(&mut options, lang, |options| {
        let mut warnings = Warnings::new(Side::Old);
        Ok((read::read(&input, options, &mut warnings)?, warnings))
    })?;
    let names = Sides { old: &*input.name, new: &*input.name };
    let mut said: Vec<String> =
        warnings.into_vec().iter().map(|warning| notes::warning(warning, &names, lang)).collect();
    if stage == StageName::Pages {
        pages::show(extract, &input, &options, typed.image.as_deref(), lang)?;
        return Ok(said);
    }
    output::to_stdout(|out| {
        let printed = match stage {
            StageName::Text => text(&extract, out, lang),
            StageName::Pages | StageName::Align => Ok(()),
            StageName::Tables => tables::print(&normalize::normalize(extract), out, lang),
            StageName::Blocks => {
                let mut document = normalize::normalize(extract);
                set_pages_aside(&mut document);
                blocks(&document, out, lang)
            }
            StageName::Outline => {
                outline::print(&normalize::normalize(extract), typed.why, out, lang)
            }
            StageName::Form => {
                let document = normalize::normalize(extract);
                let outlined = Outlined { outline: outline_of(&document), document };
                let form = form_of(&outlined);
                let noticed = warnings_of(&form, &outlined.document, Side::Old);
                said.extend(noticed.iter().map(|warning| notes::warning(warning, &names, lang)));
                form::print(&outlined.document, &form, out, lang)
            }
        };
        printed.map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    })?;
    Ok(said)
}

/// Lines and table cells as read.
fn text(extract: &Extract, out: &mut dyn io::Write, lang: Lang) -> io::Result<()> {
    let source = &extract.source;
    let mut n_tables = 0;
    for piece in &extract.pieces {
        match piece {
            Piece::Line(_) | Piece::Lines(_) => {
                for line in piece.lines() {
                    let characters = visible(source.slice(line.span));
                    writeln!(out, "{}\t{characters}", place(source, line.span))?;
                }
            }
            Piece::Table(grid) => {
                n_tables += 1;
                table(source, grid, &format!("{}{n_tables}", lang.pick("表", "table ")), out)?;
            }
        }
    }
    Ok(())
}

fn table(source: &Source, grid: &Grid, name: &str, out: &mut dyn io::Write) -> io::Result<()> {
    for cell in &grid.cells {
        for &Line { span, .. } in &cell.lines {
            let (row, column) = (cell.row + 1, cell.column + 1);
            let characters = visible(source.slice(span));
            writeln!(out, "{}\t[{name} {row}:{column}]\t{characters}", place(source, span))?;
        }
    }
    Ok(())
}

/// Paragraphs, table cells and what was set aside, in the order of the file.
fn blocks(document: &Document, out: &mut dyn io::Write, lang: Lang) -> io::Result<()> {
    let source = &document.source;
    let mut entries: Vec<(Span, String)> = Vec::new();
    for block in &document.blocks {
        let parts = block.text.parts();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
        let kind = kind_of(block.kind, lang);
        let (from, to) = (place(source, first.span), place(source, last.span));
        let pages = if from == to { from } else { format!("{from}-{to}") };
        let characters = visible(&block.text.printed(source));
        entries.push((first.span, format!("{pages}\t[{kind}]\t{characters}")));
    }
    for aside in &document.set_aside {
        let (kind, characters) = (name_of(aside.why, lang), visible(source.slice(aside.span)));
        let page = place(source, aside.span);
        entries.push((aside.span, format!("{page}\t[- {kind}]\t{characters}")));
    }
    entries.sort_by_key(|(span, _)| span.start());
    entries.iter().try_for_each(|(_, line)| writeln!(out, "{line}"))
}

fn kind_of(kind: BlockKind, lang: Lang) -> String {
    match kind {
        BlockKind::Paragraph => lang.pick("段落", "paragraph").to_owned(),
        BlockKind::Note => lang.pick("脚注", "note").to_owned(),
        BlockKind::Cell { table, row, column, .. } => {
            format!("{}{} {}:{}", lang.pick("表", "table "), table.0 + 1, row + 1, column + 1)
        }
    }
}

fn name_of(why: Furniture, lang: Lang) -> &'static str {
    match why {
        Furniture::PageNumber => lang.pick("ページ番号", "page number"),
        Furniture::RunningHead => lang.pick("柱", "running head"),
        Furniture::RepeatedHeader => lang.pick("繰り返された見出し行", "repeated header"),
        Furniture::Ruby => lang.pick("ルビ", "ruby"),
        Furniture::Watermark => lang.pick("透かし", "watermark"),
        Furniture::Annotation => lang.pick("注釈", "annotation"),
        Furniture::SheetName => lang.pick("シート名", "sheet name"),
        Furniture::Hidden => lang.pick("非表示", "hidden"),
        Furniture::TrackedChange => lang.pick("変更履歴", "tracked change"),
    }
}

/// The characters, control characters other than tabs as pictures.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(|c| if c == '\t' { c } else { super::visible(c) }).collect()
}

/// `p.3` or, in text files, `L120`.
pub(super) fn place(source: &Source, span: Span) -> String {
    match source.locate(span) {
        Some(Location::Page { page, .. }) => format!("p.{page}"),
        Some(Location::Line { line }) => format!("L{line}"),
        Some(Location::Paragraph { paragraph }) => format!("¶{paragraph}"),
        Some(Location::Cell { sheet, row, column }) => format!("{sheet}!R{row}C{column}"),
        None => "-".to_owned(),
    }
}

//! Lines cut at their wide gaps, in the order in which they are read.

use super::columns::{columns_of, label_length, value_beside};
use super::{Row, SAME};
use crate::form::run::Run;
use crate::model::{Area, Document, Join, Location};

/// A stretch of a line that wide gaps part from the rest of it.
pub(super) struct Piece {
    pub(super) run: Run,
    pub(super) page: u32,
    pub(super) area: Area,
    pub(super) block: usize,
    /// The how many-th piece that is drawn.
    pub(super) nth: usize,
    /// How it joins the piece before it; `None` where a paragraph begins.
    pub(super) joins: Option<&'static str>,
}

/// The pieces of a paragraph; none where it has no place on a page.
pub(super) fn pieces(row: &Row, document: &Document) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for block in row.blocks.clone() {
        let Some(own) = document.blocks.get(block) else { continue };
        let mut is_first = true;
        for part in own.text.parts() {
            let mut between = if part.join == Join::Space { " " } else { "" };
            for place in document.source.places(part.span) {
                let Location::Page { page, area } = place.at else { continue };
                let run = Run::between(part.span, place.span, &document.source);
                if run.is_blank() {
                    continue;
                }
                let joins = (!is_first).then_some(between);
                out.push(Piece { run, page: page.get(), area, block, nth: 0, joins });
                (is_first, between) = (false, " ");
            }
        }
    }
    out
}

/// The pieces from the top of each page to its bottom, where they are drawn in
/// another order: spreadsheets draw cells of several lines after all others.
/// They are left alone where labels do not stand beside the first line of their
/// values, because then nothing but ruled lines tells the rows apart.
pub(super) fn in_order(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut page = vec![first];
        while let Some(next) = rest.next_if(|next| next.page == page[0].page) {
            page.push(next);
        }
        if is_scrambled(&page) {
            page.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
            let mut lines: Vec<Vec<Piece>> = Vec::new();
            for piece in page {
                let middle = f32::midpoint(piece.area.top, piece.area.bottom);
                match lines.last_mut() {
                    Some(line) if line[0].area.bottom > middle => line.push(piece),
                    _ => lines.push(vec![piece]),
                }
            }
            for line in &mut lines {
                line.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
            }
            page = lines.into_iter().flatten().collect();
            if !begin_at_top(&page) {
                page.sort_by_key(|piece| piece.nth);
            }
        }
        out.append(&mut page);
    }
    out
}

/// Whether a text is drawn after labels of which two stand below it.
fn is_scrambled(page: &[Piece]) -> bool {
    let mut lowest: [f32; 2] = [f32::MIN; 2];
    for (at, piece) in page.iter().enumerate() {
        if piece.area.bottom + SAME * piece.area.height() < lowest[1] {
            return true;
        }
        if label_length(page, at).is_some() {
            lowest.sort_by(|a, b| b.total_cmp(a));
            lowest[1] = lowest[1].max(piece.area.top);
            lowest.sort_by(|a, b| b.total_cmp(a));
        }
    }
    false
}

/// Whether no value begins above its label: none follows the line of a label
/// that has no value beside it.
fn begin_at_top(page: &[Piece]) -> bool {
    let columns = columns_of(page);
    let in_column = |piece: &Piece| {
        let em = piece.area.height();
        columns.iter().any(|x| (piece.area.left - x).abs() <= SAME * em)
    };
    let mut at = 0;
    while at < page.len() {
        let n = label_length(page, at);
        let next = n.and_then(|n| page.get(at + n));
        let is_alone = n.is_some_and(|n| value_beside(page, at, n).is_none());
        if is_alone && next.is_some_and(in_column) {
            return false;
        }
        at += n.unwrap_or(1);
    }
    true
}

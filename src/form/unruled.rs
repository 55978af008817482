//! Forms printed without ruled lines: labels and values that stand in columns
//! which only white space parts.
//!
//! Programs draw such a table cell by cell, so the order of the source is
//! right and the edges tell the cells: where a label of an official form is
//! followed by text that begins to the right of it, a column of values begins.
//! A column counts where several labels show it. What is left of it then ends a
//! value, however the lines were joined to paragraphs before.

mod builder;
mod columns;
mod pieces;

use builder::Builder;
use columns::{columns, cut};
use pieces::{Piece, in_order, pieces};

use super::rows::Row;
use crate::model::{BlockKind, Document, Format};

/// Edges that differ by less, in ems, are one.
const SAME: f32 = 0.5;
/// Most indent of a value in its column, in ems.
const INDENT: f32 = 2.5;

/// Puts the paragraphs of a page in rows of labels and values, where they stand
/// in columns.
pub(super) fn ruled(rows: Vec<Row>, document: &Document) -> Vec<Row> {
    if document.source.format() != Format::Pdf {
        return rows;
    }
    let is_paragraph = |row: &Row| {
        row.table.is_none()
            && row.cells.len() == 1
            && document
                .blocks
                .get(row.blocks.start)
                .is_some_and(|it| it.kind == BlockKind::Paragraph)
    };
    let stretches: Vec<Vec<Piece>> = rows
        .chunk_by(|a, b| is_paragraph(a) && is_paragraph(b))
        .map(|rows| match rows {
            [row, ..] if is_paragraph(row) => {
                let pieces = rows.iter().flat_map(|row| pieces(row, document));
                let number = |(nth, piece)| Piece { nth, ..piece };
                in_order(pieces.enumerate().map(number).collect())
            }
            _ => Vec::new(),
        })
        .collect();
    let columns = columns(&stretches);
    if columns.is_empty() {
        return rows;
    }
    let mut out = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    for pieces in stretches {
        let pieces: Vec<Piece> = pieces.into_iter().flat_map(|it| cut(it, &columns)).collect();
        let Some(row) = rows.next() else { break };
        if pieces.is_empty() {
            out.push(row);
            continue;
        }
        let last = pieces.last().map_or(row.blocks.end, |piece| piece.block + 1);
        while rows.next_if(|row| row.blocks.end <= last).is_some() {}
        out.extend(Builder { pieces: &pieces, columns: &columns, rows: Vec::new() }.build());
    }
    out
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::super::rows::Cell;
    use super::*;
    use crate::model::{Area, Block, Join, Location, Place, Source, Span, Text};

    /// Lines of one page as they are drawn: left and upper edge, text. One that
    /// begins with `+` goes on with the paragraph before it.
    fn document(lines: &[(f32, f32, &str)]) -> Document {
        let (mut original, mut places) = (String::new(), Vec::new());
        let mut blocks: Vec<Block> = Vec::new();
        for &(left, top, text) in lines {
            let start = original.len();
            let goes_on = text.strip_prefix('+');
            original.push_str(goes_on.unwrap_or(text));
            let span = Span::new(start, original.len());
            let right = left + 10.0 * goes_on.unwrap_or(text).chars().count() as f32;
            let area = Area { left, top, right, bottom: top + 10.0 };
            places.push(Place { span, at: Location::Page { page: NonZeroU32::MIN, area } });
            match blocks.last_mut().filter(|_| goes_on.is_some()) {
                Some(block) => block.text.push(span, Join::Tight),
                None => {
                    blocks.push(Block { kind: BlockKind::Paragraph, text: Text::from_span(span) });
                }
            }
        }
        let source = Source::new("a.pdf".into(), Format::Pdf, original, places, Some(1));
        Document { source, blocks, set_aside: vec![] }
    }

    fn said(lines: &[(f32, f32, &str)]) -> Vec<String> {
        let rows = super::super::rows::rows(&document(lines));
        let cell = |cell: &Cell| {
            cell.runs.iter().map(|run| run.text.clone()).collect::<Vec<_>>().join("/")
        };
        let row = |row: &Row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
        rows.iter().map(row).collect()
    }

    #[test]
    fn labels_and_values_in_columns_are_rows() {
        let drawn = [
            (0.0, 0.0, "１．特定個人情報ファイルを取り扱う事務"),
            (0.0, 20.0, "①事務の名称"),
            (150.0, 20.0, "貸付け"),
            (0.0, 40.0, "②事務の概要"),
            (150.0, 40.0, "申請を受ける。"),
            (150.0, 50.0, "審査する。"),
            // A full line was joined to the next label.
            (0.0, 60.0, "+③システムの名称"),
            (150.0, 60.0, "台帳の"),
            (150.0, 70.0, "+システム"),
            (0.0, 80.0, "目的外の入手が行われるリ"),
            (0.0, 90.0, "スクへの対策は十分か"),
            (150.0, 80.0, "十分である"),
        ];
        let rows = [
            "１．特定個人情報ファイルを取り扱う事務",
            "①事務の名称|貸付け",
            "②事務の概要|申請を受ける。/審査する。",
            "③システムの名称|台帳のシステム",
            "目的外の入手が行われるリスクへの対策は十分か|十分である",
        ];
        assert_eq!(said(&drawn), rows);
        // Labels first, as spreadsheets draw cells of one line.
        let mut scrambled = drawn.to_vec();
        scrambled.sort_by(|a, b| a.0.total_cmp(&b.0));
        let scrambled: Vec<_> =
            scrambled.iter().map(|(x, y, text)| (*x, *y, text.trim_start_matches('+'))).collect();
        let last = ["③システムの名称|台帳の/システム", rows[4]];
        assert_eq!(said(&scrambled), [&rows[..3], &last].concat());
    }

    #[test]
    fn paragraphs_without_columns_are_left_alone() {
        let lines = [(0.0, 0.0, "備考"), (150.0, 0.0, "なし"), (0.0, 20.0, "本文を続ける。")];
        assert_eq!(said(&lines), ["備考", "なし", "本文を続ける。"]);
    }
}

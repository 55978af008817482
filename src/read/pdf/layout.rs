//! One page → its lines and tables in reading order.
//!
//! Every glyph goes either into a cell of a ruled table or into the running
//! text; each of these streams keeps the drawing order. A table stands where
//! its first glyph was drawn, so text drawn before it comes before it. Chromium
//! draws the floating blocks of a page before all other text: what stands above
//! a table and is drawn in the midst of it comes before it, too.

use super::across::joined;
use super::columns::columns;
use super::gutters::{cut, put_in_order};
use super::lines::{LineBuilder, TextLine};
use super::page::Page;
use super::pen::{Pen, Place};
use super::tables::{PageTable, TableText, place, tables_of};

/// A line or a table of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PagePiece {
    /// A line of running text, and its text column (see `columns`).
    Line(TextLine, u16),
    /// A ruled table.
    Table(PageTable),
}

/// Lays out a page whose lines run to the right.
pub(super) fn layout(page: &Page) -> Vec<PagePiece> {
    let (tables, inner) = tables_of(page);
    let mut running = LineBuilder::default();
    let mut tables: Vec<TableText> = tables.into_iter().map(TableText::new).collect();
    let mut pen = Pen::default();
    for (index, glyph) in page.glyphs.iter().copied().enumerate() {
        let place = pen.place(&glyph, &tables);
        match place {
            Place::Cell { table, cell } => {
                let slot = inner.iter().enumerate().find_map(|(number, shape)| {
                    shape.cell_at(glyph.center()).map(|cell| (number + 1, cell))
                });
                if let Some(table) = tables.get_mut(table) {
                    table.push(cell, slot.unwrap_or((0, 0)), index, &glyph);
                }
            }
            Place::Running => running.push(index, &glyph),
        }
    }
    ordered(joined(running.finish()), tables)
}

/// Puts lines and tables in the order of their first glyphs. A line drawn
/// after the first glyph of a table that stands wholly above the table comes
/// before it.
fn ordered(lines: Vec<TextLine>, mut tables: Vec<TableText>) -> Vec<PagePiece> {
    place(&lines, &mut tables);
    let mut pieces: Vec<((usize, u8, usize), PagePiece)> = Vec::new();
    let mut lines = cut(lines);
    let mut columns = columns(&lines);
    put_in_order(&mut lines, &mut columns);
    for (line, column) in lines.into_iter().zip(columns) {
        let below = tables
            .iter()
            .filter(|table| line.first > table.first && line.area.bottom <= table.shape.area.top)
            .map(|table| table.first)
            .min();
        let key = match below {
            Some(first) => (first, 0, line.first),
            None => (line.first, 1, 0),
        };
        pieces.push((key, PagePiece::Line(line, column)));
    }
    for table in tables {
        pieces.push(((table.first, 1, 0), PagePiece::Table(table.finish())));
    }
    pieces.sort_by_key(|(key, _)| *key);
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;
    use crate::read::pdf::page::{Glyph, Point};

    fn text(page: &mut Page, x: f32, y: f32, text: &str) {
        for (index, c) in (0_u8..).zip(text.chars()) {
            page.glyphs.push(Glyph {
                text: c,
                origin: Point::new(x + 10.0 * f32::from(index), y),
                direction: Point::new(1.0, 0.0),
                advance: 10.0,
                size: 10.0,
                hanging: false,
                beyond: false,
            });
        }
    }

    fn ruled(page: &mut Page, xs: &[f32], ys: &[f32]) {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for x in xs {
            page.marks.push(Area { left: *x, top, right: x + 0.5, bottom });
        }
        for y in ys {
            page.marks.push(Area { left, top: *y, right, bottom: y + 0.5 });
        }
    }

    /// The pieces in words: lines as they are, tables as their cells.
    fn said(page: &Page) -> Vec<String> {
        layout(page)
            .into_iter()
            .map(|piece| match piece {
                PagePiece::Line(line, _) => line.text,
                PagePiece::Table(table) => {
                    let cell = |lines: &[TextLine]| {
                        lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("/")
                    };
                    table.cells.iter().map(|(_, lines)| cell(lines)).collect::<Vec<_>>().join("|")
                }
            })
            .collect()
    }

    #[test]
    fn cells_keep_their_own_text_whatever_the_drawing_order() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 150.0, 250.0], &[90.0, 120.0, 150.0]);
        text(&mut page, 60.0, 105.0, "改正後");
        text(&mut page, 160.0, 105.0, "改正前");
        text(&mut page, 60.0, 130.0, "新しい");
        text(&mut page, 160.0, 130.0, "古い");
        text(&mut page, 60.0, 142.0, "規定");
        text(&mut page, 50.0, 80.0, "新旧対照表");
        text(&mut page, 50.0, 170.0, "附則");
        assert_eq!(said(&page), ["新旧対照表", "改正後|改正前|新しい/規定|古い", "附則"]);
    }

    #[test]
    fn blocks_drawn_ahead_do_not_pull_their_tables_up() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 150.0, 250.0], &[40.0, 60.0]);
        ruled(&mut page, &[50.0, 150.0, 250.0], &[90.0, 120.0, 150.0]);
        ruled(&mut page, &[50.0, 150.0, 250.0], &[180.0, 210.0]);
        text(&mut page, 200.0, 142.0, "選択肢");
        text(&mut page, 200.0, 202.0, "選択肢");
        text(&mut page, 50.0, 20.0, "評価書");
        text(&mut page, 60.0, 55.0, "番号");
        text(&mut page, 160.0, 55.0, "12");
        text(&mut page, 50.0, 80.0, "Ⅰ");
        text(&mut page, 60.0, 105.0, "事務");
        text(&mut page, 60.0, 142.0, "実施");
        text(&mut page, 160.0, 142.0, "する");
        text(&mut page, 50.0, 170.0, "Ⅱ");
        text(&mut page, 60.0, 202.0, "人数");
        text(&mut page, 50.0, 230.0, "終わり");
        let tables = ["番号|12", "事務||実施|選択肢/する", "人数|選択肢"];
        let [first, second, third] = tables;
        assert_eq!(said(&page), ["評価書", first, "Ⅰ", second, "Ⅱ", third, "終わり"]);
    }

    #[test]
    fn tables_of_two_columns_keep_the_order_of_drawing() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 100.0, 150.0], &[90.0, 120.0, 150.0]);
        ruled(&mut page, &[250.0, 300.0, 350.0], &[40.0, 60.0]);
        text(&mut page, 60.0, 105.0, "甲");
        text(&mut page, 260.0, 55.0, "丙");
        text(&mut page, 60.0, 142.0, "乙");
        text(&mut page, 310.0, 55.0, "丁");
        assert_eq!(said(&page), ["甲||乙|", "丙|丁"]);
    }

    #[test]
    fn a_full_stop_hung_over_the_rule_belongs_to_its_cell() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 84.0, 150.0], &[90.0, 120.0]);
        text(&mut page, 50.0, 105.0, "三字だ。");
        text(&mut page, 100.0, 105.0, "次");
        assert_eq!(said(&page), ["三字だ。|次"]);
    }

    #[test]
    fn text_wider_than_its_cell_runs_over_the_rule() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 84.0, 150.0], &[90.0, 120.0, 150.0]);
        text(&mut page, 50.0, 105.0, "空の隣へ続く字");
        text(&mut page, 90.0, 135.0, "右の端を越えて");
        text(&mut page, 50.0, 135.0, "左");
        assert_eq!(said(&page), ["空の隣へ続く字||左|右の端を越えて"]);
    }

    #[test]
    fn the_last_line_of_a_text_may_sink_below_its_cell() {
        let mut page = Page::default();
        ruled(&mut page, &[50.0, 90.0, 150.0], &[80.0, 120.0, 150.0]);
        for (y, line) in [(96.0, "根拠"), (108.5, "別表"), (121.0, "、項")] {
            text(&mut page, 100.0, y, line);
        }
        text(&mut page, 100.0, 140.0, "次の行");
        assert_eq!(said(&page), ["|根拠/別表/、項||次の行"]);
    }

    #[test]
    fn a_frame_is_no_table_and_a_table_in_a_cell_keeps_its_cells_apart() {
        let mut page = Page::default();
        ruled(&mut page, &[10.0, 400.0], &[10.0, 300.0]);
        text(&mut page, 20.0, 30.0, "枠の中");
        assert_eq!(said(&page), ["枠の中"]);
        ruled(&mut page, &[50.0, 100.0, 150.0], &[90.0, 120.0]);
        text(&mut page, 60.0, 105.0, "甲");
        text(&mut page, 110.0, 105.0, "乙");
        assert_eq!(said(&page), ["枠の中", "甲|乙"]);
        let mut page = Page::default();
        ruled(&mut page, &[10.0, 200.0, 400.0], &[10.0, 150.0, 300.0]);
        ruled(&mut page, &[50.0, 100.0, 150.0], &[90.0, 120.0]);
        text(&mut page, 60.0, 105.0, "甲");
        text(&mut page, 110.0, 105.0, "乙");
        text(&mut page, 60.0, 115.0, "丙");
        assert_eq!(said(&page), ["甲/丙/乙|||"]);
    }
}

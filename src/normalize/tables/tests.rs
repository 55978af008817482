//! Rows at the border of two pages.

use super::*;
use crate::model::{Format, GridCell, LineLayout, Open};

/// Size of the letters, in points.
const SIZE: f32 = 10.0;

/// Width of a line, in points.
fn width(line: &str) -> f32 {
    line.chars().map(|c| if c.is_ascii() { SIZE / 2.0 } else { SIZE }).sum()
}

/// The characters of a document, and parts of its tables that hold them.
#[derive(Default)]
struct Pages {
    text: String,
}

impl Pages {
    /// A part of a table of one row that begins at the top of a page. Cells are
    /// given by their lines and are as wide as their longest line.
    fn part(&mut self, page: u32, cells: &[&[&str]]) -> Grid {
        let mut left = 50.0;
        let n_lines = cells.iter().map(|lines| lines.len()).max().unwrap_or(0);
        let bottom = 40.0 + n_lines as f32 * SIZE;
        let cells = cells.iter().zip(0..).map(|(lines, column)| {
            let right = left + lines.iter().map(|line| width(line)).fold(0.0, f32::max) + 2.0;
            let area = Area { left, top: 40.0, right, bottom };
            let lines = lines.iter().zip(0..).map(|(text, at)| {
                let start = self.text.len();
                self.text.push_str(text);
                let span = Span::new(start, self.text.len());
                self.text.push('\n');
                let top = area.top + at as f32 * SIZE;
                let right = left + 1.0 + width(text);
                let area = Area { left: left + 1.0, top, right, bottom: top + SIZE };
                let layout = Some(LineLayout { page, column: 0, area, size: SIZE });
                Line { layout, ..Line::of_text(span) }
            });
            let lines = lines.collect();
            left = right;
            GridCell { row: 0, column, row_span: 1, column_span: 1, area: Some(area), lines }
        });
        let cells: Vec<GridCell> = cells.collect();
        let area = Some(Area { left: 50.0, top: 40.0, right: left, bottom });
        Grid { page: Some(page), area, open: Open::default(), cells }
    }

    /// How many rows two parts make, `room` points being left below the first.
    fn n_rows(self, parts: [&Grid; 2], room: f32) -> usize {
        let source = Source::new("表.pdf".into(), Format::Pdf, self.text, Vec::new(), Some(2));
        let [first, second] = parts;
        let mut table = Table::begin(first, &source);
        assert!(table.accepts(second));
        table.append(second, room, &source, &mut Vec::new());
        table.rows.len()
    }
}

#[test]
fn a_row_goes_on_where_its_page_is_full() {
    let rows = |room| {
        let mut pages = Pages::default();
        let first =
            pages.part(1, &[&["目的"], &["届出は、三十日以内に行", "うものとし、その期間は"]]);
        let second =
            pages.part(2, &[&["　　"], &["これを延長することがで", "きる。　　　　　　　　"]]);
        pages.n_rows([&first, &second], room)
    };
    assert_eq!(rows(0.0), 1);
    assert_eq!(rows(2.0 * SIZE), 1, "a line or two are kept together");
}

#[test]
fn a_header_at_the_foot_of_a_page_stands_alone() {
    let rows = |room| {
        let mut pages = Pages::default();
        let first = pages.part(1, &[&["変", "更", "日"], &["変更前の記載"]]);
        let second = pages.part(2, &[&["令", "和", "元"], &["三十日以内　"]]);
        pages.n_rows([&first, &second], room)
    };
    assert_eq!(rows(8.0 * SIZE), 2);
    assert_eq!(rows(0.0), 1, "on a full page nothing else tells");
}

/// What two rows of a price list make, one at the foot of a full page and one at
/// the top of the next.
fn n_rows_of_list(before: &[&[&str]], next: &[&[&str]]) -> usize {
    let mut pages = Pages::default();
    let (first, second) = (pages.part(1, before), pages.part(2, next));
    pages.n_rows([&first, &second], 0.0)
}

#[test]
fn whole_rows_stay_apart_though_one_of_their_cells_is_full() {
    let before: [&[&str]; 4] =
        [&["9 "], &["環境美化（第1", "区）"], &["51,000", "円"], &["財政部市民", "課"]];
    let next: [&[&str]; 4] =
        [&["10"], &["学校給食（第1", "区）"], &["30,000", "円"], &["総務部企画", "課"]];
    assert_eq!(n_rows_of_list(&before, &next), 2);
    assert_eq!(n_rows_of_list(&before[1..], &next[1..]), 2, "without numbers");
    let amount: [&[&str]; 1] = [&["51,000", "円"]];
    assert_eq!(n_rows_of_list(&amount, &[&["30,000"]]), 1, "nothing else tells");
    assert_eq!(n_rows_of_list(&[&["9 "], amount[0]], &[&["10"], &["30,000"]]), 2);
}

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

    /// The table that two parts make, `room` points being left below the first.
    fn table(self, parts: [&Grid; 2], room: f32) -> Table {
        let source = Source::new("表.pdf".into(), Format::Pdf, self.text, Vec::new(), Some(2));
        let [first, second] = parts;
        let mut table = Table::begin(first, &source);
        assert!(table.accepts(second));
        table.append(second, room, &source, &mut Vec::new());
        table
    }

    /// How many rows that table has.
    fn n_rows(self, parts: [&Grid; 2], room: f32) -> usize {
        self.table(parts, room).rows.len()
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

/// Puts a cell and its lines where another cell of its column stands.
fn put_under(cell: &mut GridCell, above: &[GridCell]) {
    let place = above.iter().find(|it| it.column == cell.column).and_then(|it| it.area);
    let (Some(old), Some(new)) = (cell.area, place) else {
        return;
    };
    for layout in cell.lines.iter_mut().filter_map(|line| line.layout.as_mut()) {
        layout.area.left += new.left - old.left;
        layout.area.right += new.left - old.left;
    }
    cell.area = place;
}

/// The rows under one label at the end of a page and at the top of the next:
/// how many they are, the rows that the label spans, and which cells of the last
/// row lead it. `grouped`: labels span rows elsewhere in the table, too.
fn group(before: [&[&str]; 3], next: [&[&str]; 3], grouped: bool) -> (usize, u32, Vec<bool>) {
    let mut pages = Pages::default();
    let header = pages.part(1, &[&["利用区分"], &["車両の種類"], &["使用料の額"]]);
    let mut first = pages.part(1, &before);
    let mut above = header.cells;
    for cell in &mut first.cells {
        cell.row = 1 + 2 * u32::from(grouped);
        put_under(cell, &above);
    }
    if grouped {
        let mut rows = pages.part(1, &[&["１月"], &["車両"], &["円"]]).cells;
        rows[0].row_span = 2;
        for cell in &mut rows {
            cell.row = 1;
            put_under(cell, &above);
        }
        let below = rows[1..].iter().cloned().map(|cell| GridCell { row: 2, ..cell });
        rows.extend(below.collect::<Vec<_>>());
        above.extend(rows);
    }
    first.cells.splice(0..0, above);
    let mut second = pages.part(2, &next);
    for cell in &mut second.cells {
        put_under(cell, &first.cells);
    }
    let table = pages.table([&first, &second], 0.0);
    let label = 1 + 2 * usize::from(grouped);
    let leads = table.rows.last().expect("it has rows").iter().map(|cell| cell.leads);
    (table.rows.len() - label, table.rows[label][0].row_span, leads.collect())
}

#[test]
fn a_row_of_a_group_that_the_page_cuts_is_a_row() {
    let before: [&[&str]; 3] = [&["３月"], &["自転車"], &["５７円"]];
    let next: [&[&str]; 3] = [&[], &["原付自転車"], &["９３円"]];
    assert_eq!(group(before, next, true), (2, 2, vec![false, false]));
    assert_eq!(group(before, next, false), (2, 2, vec![false, false]), "the only group");
    let full: [&[&str]; 3] = [&["３月"], &["自転車両用"], &["５７円"]];
    assert_eq!(group(full, next, false).0, 2, "one of the cells is full");
}

#[test]
fn a_row_without_its_label_goes_on_where_its_texts_do() {
    let cut: [&[&str]; 3] =
        [&["３月"], &["自転車及び", "これに準じ"], &["五百円及び", "消費税の額"]];
    let rest: [&[&str]; 3] = [&[], &["る車両"], &["の合計額"]];
    assert_eq!(group(cut, rest, true).0, 1);
    assert_eq!(group(cut, rest, false).0, 1);
    let one_goes_on: [&[&str]; 3] = [&[], &[], &["の合計額"]];
    assert_eq!(group(cut, one_goes_on, true).0, 1);
    let whole: [&[&str]; 3] = [&["３月"], &["自転車及び", "原付。"], &["五百円及び", "税。"]];
    assert_eq!(group(whole, rest, true).0, 2, "rows under one label are usual");
    assert_eq!(group(whole, rest, false).0, 1, "nothing but the label tells");
}

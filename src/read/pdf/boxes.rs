//! Boxes for one character each (法人番号, codes, dates on forms): what stands
//! in them is one value, as the reader of workbooks takes it.

use super::grid::ShapeCell;
use super::lines::TextLine;

/// Fewest boxes in a row that hold one value.
const FEWEST: usize = 3;
/// A box is no wider than so many times its character; columns of a table are.
const WIDEST: f32 = 2.5;
/// Boxes of one value differ in width, and stand apart, by less (points).
const SAME: f32 = 2.0;

/// A cell with its lines.
type Cell = (ShapeCell, Vec<TextLine>);

/// Joins the boxes of one value to one cell. Cells are ordered by row, then
/// column, before and after.
pub(super) fn join_boxes(cells: Vec<Cell>) -> Vec<Cell> {
    let mut joined: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut run: Vec<Cell> = Vec::new();
    for cell in cells {
        if !run.last().is_some_and(|last| go_on(last, &cell)) {
            finish(&mut run, &mut joined);
        }
        if is_box(&cell) {
            run.push(cell);
        } else {
            joined.push(cell);
        }
    }
    finish(&mut run, &mut joined);
    joined
}

/// Whether a cell is a narrow box around one letter or digit.
fn is_box((cell, lines): &Cell) -> bool {
    let [line] = &**lines else { return false };
    let mut chars = line.text.trim().chars();
    chars.next().is_some_and(is_code)
        && chars.next().is_none()
        && cell.area.width() <= WIDEST * line.size
}

/// Letters and digits, of either width.
fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn go_on((last, _): &Cell, next: &Cell) -> bool {
    let (cell, _) = next;
    is_box(next)
        && last.row == cell.row
        && last.row_span == cell.row_span
        && (last.area.right - cell.area.left).abs() < SAME
        && (last.area.width() - cell.area.width()).abs() < SAME
}

/// Moves a run of boxes over, as one cell where they are enough.
fn finish(run: &mut Vec<Cell>, joined: &mut Vec<Cell>) {
    if run.len() < FEWEST {
        joined.append(run);
        return;
    }
    let mut boxes = run.drain(..);
    let Some((mut cell, mut lines)) = boxes.next() else { return };
    for (next, others) in boxes {
        cell.area.right = next.area.right;
        cell.column_span = next.column + next.column_span - cell.column;
        for (line, other) in lines.iter_mut().zip(others) {
            line.text.push_str(other.text.trim());
            line.area.top = line.area.top.min(other.area.top);
            line.area.right = line.area.right.max(other.area.right);
            line.area.bottom = line.area.bottom.max(other.area.bottom);
        }
    }
    joined.push((cell, lines));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Area;

    /// A row of cells: text and width; letters are 10 points wide.
    fn row(cells: &[(&str, f32)]) -> Vec<Cell> {
        let mut left = 0.0;
        let cells = cells.iter().enumerate().map(|(column, &(text, width))| {
            let area = Area { left, top: 0.0, right: left + width, bottom: 20.0 };
            left += width;
            let column = column as u32;
            let cell = ShapeCell { row: 0, column, row_span: 1, column_span: 1, area };
            let inner = Area { left: area.left + 2.0, right: area.left + 12.0, ..area };
            let gaps = Vec::new();
            let line = TextLine { text: text.into(), area: inner, size: 10.0, first: 0, gaps };
            (cell, vec![line])
        });
        cells.collect()
    }

    fn texts(cells: &[(&str, f32)]) -> Vec<(u32, u32, String)> {
        let joined = join_boxes(row(cells)).into_iter();
        joined.map(|(cell, lines)| (cell.column, cell.column_span, lines[0].text.clone())).collect()
    }

    #[test]
    fn three_boxes_and_more_hold_one_value() {
        let cells = [("番号", 60.0), ("1", 15.0), ("２", 15.0), ("A", 15.0), ("有", 15.0)];
        let read = texts(&cells);
        let expected = [(0, 1, "番号"), (1, 3, "1２A"), (4, 1, "有")];
        assert_eq!(read, expected.map(|(at, span, text)| (at, span, text.to_owned())));
    }

    #[test]
    fn columns_of_a_table_are_no_boxes() {
        for cells in [
            [("1", 40.0), ("2", 40.0), ("3", 40.0)],
            [("1", 15.0), ("2", 15.0), ("3", 24.0)],
            [("1", 15.0), ("23", 15.0), ("4", 15.0)],
        ] {
            assert_eq!(texts(&cells).len(), 3, "{cells:?}");
        }
    }
}

//! Pieces → rows of labels and values.

use super::columns::{begins_title, is_label, label_length, label_lines, value_beside};
use super::pieces::Piece;
use super::{INDENT, SAME};
use crate::form::label::label;
use crate::form::rows::{Cell, Row};
use crate::form::run::{Run, joined};

/// Makes rows of pieces.
pub(super) struct Builder<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) columns: &'a [f32],
    pub(super) rows: Vec<Row>,
}

/// A row while its value is collected.
struct Open {
    /// Where its value begins.
    column: f32,
    /// Its label, of one or several cells.
    labels: Vec<Vec<usize>>,
    value: Vec<usize>,
}

impl Builder<'_> {
    /// The rows from top to bottom.
    pub(super) fn build(mut self) -> Vec<Row> {
        let mut open: Option<Open> = None;
        let mut at = 0;
        while let Some(piece) = self.pieces.get(at) {
            let em = piece.area.height();
            let is_log = label(&piece.run.text).title == "変更箇所";
            if let Some(open) = &mut open
                && piece.area.left >= open.column - SAME * em
                && !is_log
            {
                open.value.push(at);
                at += 1;
                continue;
            }
            if let Some(open) = &mut open
                && self.completes(open, at)
            {
                open.labels.last_mut().into_iter().for_each(|own| own.push(at));
                at += 1;
                continue;
            }
            self.close(open.take());
            if let Some(next) = self.row_of_labels(at) {
                at = next;
                continue;
            }
            if let Some((row, next)) = self.begun(at) {
                open = Some(row);
                at = next;
                continue;
            }
            let n = label_length(self.pieces, at).unwrap_or_else(|| self.rest_of_block(at));
            self.push(vec![(0, (at..at + n).collect())]);
            at += n;
        }
        self.close(open);
        self.rows
    }

    /// The row that begins at a piece, with its labels, and where its value
    /// begins.
    fn begun(&self, at: usize) -> Option<(Open, usize)> {
        let (found, begun) = label_lines(self.pieces, at);
        let n = found.unwrap_or(begun.max(1));
        let mut column = self.column(at, n);
        let mut labels = vec![(at..at + n).collect()];
        let (mut last, mut next) = ((at, n), at + n);
        // A label beside a label, as 使用部署 beside ④使用の主体.
        while let Some(n) = label_length(self.pieces, next)
            && let Some(beside) = value_beside(self.pieces, last.0, last.1)
            && self.pieces.get(next).is_some_and(|piece| piece.nth == beside.nth)
            && let Some(inner) = self.column(next, n)
        {
            column = Some(inner);
            labels.push((next..next + n).collect());
            (last, next) = ((next, n), next + n);
        }
        Some((Open { column: column?, labels, value: Vec::new() }, next))
    }

    /// The column that the text beside a label begins.
    fn column(&self, at: usize, n: usize) -> Option<f32> {
        let value = value_beside(self.pieces, at, n)?;
        let (left, em) = (value.area.left, value.area.height());
        let begins = |column: &&f32| left >= **column - SAME * em && left <= **column + INDENT * em;
        self.columns.iter().find(begins).copied()
    }

    /// Labels in one row, 評価書番号 | 評価書名, over their values: makes a row of
    /// the labels and one of the values. Returns where the next row begins.
    fn row_of_labels(&mut self, at: usize) -> Option<usize> {
        let n = label_length(self.pieces, at)?;
        let second = value_beside(self.pieces, at, n)?;
        let m = label_length(self.pieces, at + n)?;
        let begin = at + n + m;
        if value_beside(self.pieces, at + n, m).is_some() || second.nth != self.pieces[at + n].nth {
            return None;
        }
        let edge = second.area.left - SAME * second.area.height();
        let own = self.pieces.get(begin..).unwrap_or_default();
        let is_value = |(n, piece): &(usize, &Piece)| {
            piece.page == second.page && label_length(self.pieces, begin + n).is_none()
        };
        let end = begin + own.iter().enumerate().take_while(is_value).count();
        let is_left = |at: &usize| self.pieces[*at].area.left < edge;
        let (left, right): (Vec<usize>, Vec<usize>) = (begin..end).partition(is_left);
        self.rows_of_cells([(at..at + n).collect(), (at + n..begin).collect()]);
        self.rows_of_cells([left, right]);
        Some(end)
    }

    /// Whether a piece is the rest of a label that is printed line by line with
    /// its value.
    fn completes(&self, open: &Open, at: usize) -> bool {
        let Some(own) = open.labels.last() else { return false };
        let of = |at: &usize| self.pieces.get(*at).map(|piece| piece.run.text.as_str());
        let begin: String = own.iter().filter_map(of).collect();
        let whole = format!("{begin}{}", of(&at).unwrap_or_default());
        is_label(&whole) || !is_label(&begin) && begins_title(&label(&whole).title)
    }

    /// How many pieces of a paragraph follow one another before another row
    /// begins.
    fn rest_of_block(&self, at: usize) -> usize {
        let rest = self.pieces.get(at + 1..).unwrap_or_default();
        let goes_on = |(n, piece): &(usize, &Piece)| {
            let next = at + 1 + n;
            piece.joins.is_some()
                && label_length(self.pieces, next).is_none()
                && self.begun(next).is_none()
        };
        1 + rest.iter().enumerate().take_while(goes_on).count()
    }

    fn close(&mut self, open: Option<Open>) {
        let Some(open) = open else { return };
        let mut cells: Vec<(u32, Vec<usize>)> = (0..).zip(open.labels).collect();
        cells.push((self.columns.len() as u32 + 1, open.value));
        self.push(cells);
    }

    fn rows_of_cells(&mut self, [left, right]: [Vec<usize>; 2]) {
        let last = self.columns.len() as u32 + 1;
        self.push(vec![(0, left), (last, right)]);
    }

    fn push(&mut self, cells: Vec<(u32, Vec<usize>)>) {
        let blocks = cells.iter().flat_map(|(_, own)| own);
        let blocks: Vec<usize> =
            blocks.filter_map(|at| self.pieces.get(*at)).map(|piece| piece.block).collect();
        let (first, last) = (blocks.iter().min(), blocks.iter().max());
        let Some((first, last)) = first.zip(last) else { return };
        let blocks = *first..last + 1;
        let is_row = cells.len() > 1;
        let cell = |(column, own): (u32, Vec<usize>)| {
            let is_label = is_row && column as usize <= self.columns.len();
            let runs = self.runs(&own);
            let runs = if is_label { vec![joined(&runs)] } else { runs };
            Cell { column, width: 1, leads: column == 0, runs }
        };
        let cells = cells.into_iter().map(cell).filter(|cell| !cell.runs.is_empty()).collect();
        self.rows.push(Row { table: None, cells, blocks });
    }

    /// Pieces as paragraphs.
    fn runs(&self, own: &[usize]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut before: Option<&Piece> = None;
        for piece in own.iter().filter_map(|at| self.pieces.get(*at)) {
            let is_next = before.is_some_and(|it| it.nth + 1 == piece.nth || it.nth == piece.nth);
            match (runs.last_mut(), piece.joins) {
                (Some(run), Some(between)) if is_next => run.append(between, piece.run.clone()),
                // The label stood between two lines of one paragraph.
                (Some(run), Some(_)) if before.is_some_and(|it| it.block == piece.block) => {
                    run.append("", piece.run.clone());
                }
                _ => runs.push(piece.run.clone()),
            }
            before = Some(piece);
        }
        runs
    }
}

//! Forms printed without ruled lines: labels and values that stand in columns
//! which only white space parts.
//!
//! Programs draw such a table cell by cell, so the order of the source is
//! right and the edges tell the cells: where a label of an official form is
//! followed by text that begins to the right of it, a column of values begins.
//! A column counts where several labels show it. What is left of it then ends a
//! value, however the lines were joined to paragraphs before.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::label::{ends_with_star, is_block, label};
use super::rows::{Cell, Row};
use super::run::{Run, joined};
use super::tree::TREES;
use crate::model::{Area, BlockKind, Document, Format, Join, Location};

/// Fewest labels that show a column of values.
const FEWEST: usize = 3;
/// Most lines of a label.
const MOST_LINES: usize = 8;
/// Edges that differ by less, in ems, are one.
const SAME: f32 = 0.5;
/// How far the end of a label may be from the column behind it, in ems, as far
/// as the width of its characters tells.
const NEAR: f32 = 1.2;
/// Most indent of a value in its column, in ems.
const INDENT: f32 = 2.5;

/// Titles of the items of all forms, letters and digits only.
static TITLES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let items = TREES.iter().flat_map(|tree| &tree.items);
    items.map(|item| item.title.as_str()).filter(|title| !title.is_empty()).collect()
});

/// A stretch of a line that wide gaps part from the rest of it.
struct Piece {
    run: Run,
    page: u32,
    area: Area,
    block: usize,
    /// The how many-th piece that is drawn.
    nth: usize,
    /// How it joins the piece before it; `None` where a paragraph begins.
    joins: Option<&'static str>,
}

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

/// The pieces of a paragraph; none where it has no place on a page.
fn pieces(row: &Row, document: &Document) -> Vec<Piece> {
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
fn in_order(pieces: Vec<Piece>) -> Vec<Piece> {
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

/// Where columns of values begin, from left to right.
fn columns(stretches: &[Vec<Piece>]) -> Vec<f32> {
    columns_at(stretches.iter().flat_map(|pieces| starts(pieces)).collect())
}

fn columns_of(pieces: &[Piece]) -> Vec<f32> {
    columns_at(starts(pieces))
}

/// Left edge and size of the values beside labels.
fn starts(pieces: &[Piece]) -> Vec<(f32, f32)> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let n = label_length(pieces, at);
        if let Some(value) = value_beside(pieces, at, n.unwrap_or(0)) {
            starts.push((value.area.left, value.area.height()));
        }
        at += n.unwrap_or(1);
    }
    starts
}

fn columns_at(mut starts: Vec<(f32, f32)>) -> Vec<f32> {
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_one = |a: &(f32, f32), b: &(f32, f32)| b.0 - a.0 <= INDENT * b.1;
    let columns = starts.chunk_by(is_one).filter(|labels| labels.len() >= FEWEST);
    columns.filter_map(|labels| labels.first()).map(|(left, _)| *left).collect()
}

/// Parts a label from a value that begins right behind it, where a column
/// begins there: a label that fills its cell leaves no gap.
fn cut(piece: Piece, columns: &[f32]) -> Vec<Piece> {
    let Area { left, right, .. } = piece.area;
    let em = piece.area.height();
    let crosses = |x: &&f32| **x > left + INDENT * em && **x < right - SAME * em;
    let text = &piece.run.text;
    let own = label(text);
    let in_column = |x: &f32| left >= x - SAME * em && left <= x + INDENT * em;
    if columns.iter().any(in_column) || is_label(text) || begins_title(&own.title) {
        return vec![piece];
    }
    let all = width(text).max(1.0);
    let at = columns.iter().filter(crosses).find_map(|x| {
        let is_end = |at: &usize| {
            let (label, _) = text.split_at(*at);
            let end = left + (right - left) * width(label) / all;
            (end - x).abs() <= NEAR * em && is_label(label)
        };
        text.char_indices().map(|(at, _)| at).skip(1).filter(is_end).last().map(|at| (at, *x))
    });
    let Some((at, x)) = at else { return vec![piece] };
    let of = |range, left, right, joins| Piece {
        run: piece.run.cut(range),
        area: Area { left, right, ..piece.area },
        joins,
        page: piece.page,
        block: piece.block,
        nth: piece.nth,
    };
    vec![of(0..at, left, x.min(right) - 1.0, piece.joins), of(at..text.len(), x, right, Some(""))]
}

/// Width of a text in half characters, near enough.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c < '\u{1100}' { 1.0 } else { 2.0 }).sum()
}

/// Whether a title begins with some letters.
fn begins_title(letters: &str) -> bool {
    TITLES.range(letters..).next().is_some_and(|title| title.starts_with(letters))
}

/// Whether a text is a label of a form and nothing else.
fn is_label(text: &str) -> bool {
    let own = label(text);
    let is_known = TITLES.contains(own.title.as_str())
        || own.title.is_empty() && is_block(&own.step) && !own.is_range;
    is_known && ends_with_star(text) && !text.contains(['[', '［'])
}

/// How many pieces from one on are a label of a form, `None` where none is.
fn label_length(pieces: &[Piece], at: usize) -> Option<usize> {
    label_lines(pieces, at).0
}

/// The same, and how many are the beginning of one, whose end may stand on the
/// next page.
fn label_lines(pieces: &[Piece], at: usize) -> (Option<usize>, usize) {
    let (mut found, mut begun) = (None, 0);
    let Some(first) = pieces.get(at) else { return (None, 0) };
    let mut text = String::new();
    for (n, piece) in (1..).zip(pieces.get(at..).unwrap_or_default().iter().take(MOST_LINES)) {
        let is_under = (piece.area.left - first.area.left).abs() <= SAME * first.area.height();
        if piece.page != first.page || !is_under {
            break;
        }
        text.push_str(&piece.run.text);
        if is_label(&text) {
            found = Some(n);
        }
        let title = label(&text).title;
        if found.is_some() && text.contains('※') || title.is_empty() || !begins_title(&title) {
            break;
        }
        begun = n;
    }
    (found, begun)
}

/// The text that stands to the right of a label of some pieces.
fn value_beside(pieces: &[Piece], at: usize, n: usize) -> Option<&Piece> {
    let own = pieces.get(at..at + n)?;
    let last = own.last()?;
    let is_star = |piece: &&Piece| piece.run.text.trim() == "※";
    let value = pieces.get(at + n..)?.iter().find(|piece| !is_star(piece))?;
    let right = own.iter().map(|piece| piece.area.right).fold(f32::MIN, f32::max);
    let is_beside = value.page == last.page
        && value.area.left > right
        && value.area.top < last.area.bottom + SAME * last.area.height();
    is_beside.then_some(value)
}

/// Makes rows of pieces.
struct Builder<'a> {
    pieces: &'a [Piece],
    columns: &'a [f32],
    rows: Vec<Row>,
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
    fn build(mut self) -> Vec<Row> {
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

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::model::{Block, Place, Source, Span, Text};

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
                    blocks.push(Block { kind: BlockKind::Paragraph, text: Text::from_span(span) })
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

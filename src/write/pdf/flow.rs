//! Places rows and paragraphs on pages, from top to bottom.

use std::collections::VecDeque;

use super::cell::{InnerCell, InnerRow, Strip, TaggedLine};
use super::line::Line;
use super::look::{self, Sheet};
use super::paging::{LaidRow, needs, take};
use super::tags::TagId;

/// A finished page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub items: Vec<Item>,
}

/// Something to be drawn.
#[derive(Debug)]
pub(super) enum Item {
    /// A line of text with its baseline. Without an element of the structure
    /// it is decoration, as a repeated header is.
    Text { x: f32, y: f32, line: Line, tag: Option<TagId> },
    /// A rule.
    Rule { from: (f32, f32), to: (f32, f32), dashed: bool },
}

/// Where a row begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// Page from 0.
    pub page: usize,
    /// Distance from the top.
    pub y: f32,
}

/// The pages so far.
#[derive(Debug)]
pub(super) struct Flow {
    sheet: Sheet,
    pub pages: Vec<Page>,
    y: f32,
}

/// The header row and the columns of a table.
pub(super) struct Frame {
    /// Edges of the columns, one more than there are columns.
    pub edges: Vec<f32>,
    /// Lines of the labels, one stack for each column, and their elements.
    pub labels: Vec<Vec<TaggedLine>>,
}

impl Flow {
    /// Begins with an empty page.
    pub(super) fn new(sheet: Sheet) -> Self {
        Self { sheet, pages: vec![Page::default()], y: sheet.top }
    }

    /// Begins a new page, unless this one is empty.
    pub(super) fn new_page(&mut self) {
        if self.y > self.sheet.top {
            self.pages.push(Page::default());
            self.y = self.sheet.top;
        }
    }

    /// Leaves white space, but not at the top of a page.
    pub(super) fn space(&mut self, height: f32) {
        if self.y > self.sheet.top {
            self.y += height;
        }
    }

    /// Begins a new page where less than `height` is left.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height {
            self.new_page();
        }
    }

    /// Lines one under the other, `indent` in from the left margin; centred
    /// where there is none.
    pub(super) fn lines(&mut self, lines: Vec<Line>, indent: Option<f32>, tag: TagId) {
        for line in lines {
            self.need(line.height());
            let middle = (self.sheet.left + self.sheet.right - line.width) / 2.0;
            let x = indent.map_or(middle, |indent| self.sheet.left + indent);
            let height = line.height();
            self.text(x, self.y, line, Some(tag));
            self.y += height;
        }
    }

    /// A line at the height where the next one will stand, moving nothing.
    pub(super) fn beside(&mut self, line: Line, x: f32, tag: TagId) {
        self.text(self.sheet.left + x, self.y, line, Some(tag));
    }

    /// A line at the height of the last one, moving nothing.
    pub(super) fn beside_last(&mut self, line: Line, x: f32, tag: TagId) {
        let y = self.y - line.height();
        self.text(self.sheet.left + x, y, line, Some(tag));
    }

    /// Where the next thing will stand.
    pub(super) fn place(&self) -> Place {
        Place { page: self.pages.len() - 1, y: self.y }
    }

    /// A table; gives the places where its rows begin.
    pub(super) fn table(&mut self, frame: &Frame, rows: Vec<LaidRow>) -> Vec<Place> {
        let body = self.sheet.bottom - self.sheet.top - frame.height();
        let needs = needs(&rows, body);
        self.need(frame.height() + needs.first().copied().unwrap_or_default());
        self.header(frame, true);
        let mut places = Vec::with_capacity(rows.len());
        let mut is_first = true;
        for (row, need) in rows.into_iter().zip(needs) {
            if self.room() < need && !is_first {
                self.close(frame);
                self.continue_table(frame);
                is_first = true;
            }
            places.push(self.place());
            self.row(frame, row, is_first);
            is_first = false;
        }
        self.close(frame);
        places
    }

    fn room(&self) -> f32 {
        self.sheet.bottom - self.y
    }

    fn continue_table(&mut self, frame: &Frame) {
        self.pages.push(Page::default());
        self.y = self.sheet.top;
        self.header(frame, false);
    }

    fn header(&mut self, frame: &Frame, is_first: bool) {
        let (top, height) = (self.y, frame.height());
        self.rule((frame.left(), top), (frame.right(), top), false);
        for (column, lines) in frame.labels.iter().enumerate() {
            let text: f32 = lines.iter().map(|it| it.line.height()).sum();
            let mut y = top + (height - text) / 2.0;
            for it in lines {
                let width = frame.edges[column + 1] - frame.edges[column];
                let x = frame.edges[column] + (width - it.line.width) / 2.0;
                self.text(x, y, it.line.clone(), is_first.then_some(it.tag));
                y += it.line.height();
            }
        }
        self.verticals(frame, top, top + height);
        self.y += height;
    }

    /// One row, over as many pages as it takes.
    fn row(&mut self, frame: &Frame, row: LaidRow, under_header: bool) {
        let LaidRow { mut columns, joins_above, .. } = row;
        for (column, joins) in joins_above.iter().enumerate() {
            if !joins || under_header {
                let ends = (frame.edges[column], frame.edges[column + 1]);
                self.rule((ends.0, self.y), (ends.1, self.y), false);
            }
        }
        let mut is_fresh = under_header;
        loop {
            let room = self.room() - 2.0 * look::PAD_Y;
            let mut height = 0.0_f32;
            let top = self.y;
            for (column, strips) in columns.iter_mut().enumerate() {
                let taken = take(strips, room, is_fresh);
                height = height.max(taken.iter().map(Strip::height).sum());
                self.column(frame.edges[column] + look::PAD_X, top + look::PAD_Y, taken);
            }
            let is_done = columns.iter().all(VecDeque::is_empty);
            let least = if is_done { look::BODY * look::LEADING } else { 0.0 };
            let bottom = top + height.max(least) + 2.0 * look::PAD_Y;
            self.verticals(frame, top, bottom);
            self.y = bottom;
            if is_done {
                return;
            }
            self.close(frame);
            self.continue_table(frame);
            self.rule((frame.left(), self.y), (frame.right(), self.y), false);
            is_fresh = true;
        }
    }

    fn column(&mut self, x: f32, mut y: f32, strips: Vec<Strip>) {
        for strip in strips {
            let height = strip.height();
            match strip {
                Strip::Line(it) => self.text(x, y, it.line, Some(it.tag)),
                Strip::Space(_) => {}
                Strip::Row(row) => self.inner_row(x, y, row),
            }
            y += height;
        }
    }

    fn inner_row(&mut self, x: f32, top: f32, row: InnerRow) {
        let bottom = top + row.height();
        let right = row.cells.last().map_or(0.0, |cell| cell.left + cell.width);
        let corners = |inset: f32| (x + inset, x + right - inset);
        let (left_edge, right_edge) = corners(0.0);
        self.rule((left_edge, top), (right_edge, top), false);
        if row.is_last {
            self.rule((left_edge, bottom), (right_edge, bottom), false);
        }
        self.rule((right_edge, top), (right_edge, bottom), false);
        if let Some(is_first) = row.boxed {
            let (outer_left, outer_right) = corners(-BOX);
            let above = if is_first { top - BOX } else { top };
            let below = if row.is_last { bottom + BOX } else { bottom };
            if is_first {
                self.rule((outer_left, above), (outer_right, above), true);
            }
            if row.is_last {
                self.rule((outer_left, below), (outer_right, below), true);
            }
            self.rule((outer_left, above), (outer_left, below), true);
            self.rule((outer_right, above), (outer_right, below), true);
        }
        for cell in row.cells {
            self.inner_cell(x + cell.left, top, bottom, cell);
        }
    }

    fn inner_cell(&mut self, x: f32, top: f32, bottom: f32, cell: InnerCell) {
        self.rule((x, top), (x, bottom), false);
        if cell.boxed {
            let (left, right) = (x + BOX, x + cell.width - BOX);
            let (above, below) = (top + BOX, bottom - BOX);
            self.rule((left, above), (right, above), true);
            self.rule((left, below), (right, below), true);
            self.rule((left, above), (left, below), true);
            self.rule((right, above), (right, below), true);
        }
        let mut y = top + look::INNER_PAD;
        for it in cell.lines {
            let height = it.line.height();
            self.text(x + look::INNER_PAD, y, it.line, Some(it.tag));
            y += height;
        }
    }

    fn text(&mut self, x: f32, top: f32, line: Line, tag: Option<TagId>) {
        if !line.glyphs.is_empty() {
            let y = top + line.height() * look::BASELINE;
            self.item(Item::Text { x, y, line, tag });
        }
    }

    fn verticals(&mut self, frame: &Frame, top: f32, bottom: f32) {
        for &x in &frame.edges {
            self.rule((x, top), (x, bottom), false);
        }
    }

    fn close(&mut self, frame: &Frame) {
        self.rule((frame.left(), self.y), (frame.right(), self.y), false);
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), dashed: bool) {
        self.item(Item::Rule { from, to, dashed });
    }

    fn item(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }
}

/// Distance of a dashed box from the rules it goes around or stands in.
const BOX: f32 = 1.8;

impl Frame {
    fn height(&self) -> f32 {
        let height = |lines: &Vec<TaggedLine>| lines.iter().map(|it| it.line.height()).sum::<f32>();
        self.labels.iter().map(height).fold(0.0, f32::max) + 2.0 * look::PAD_Y
    }

    fn left(&self) -> f32 {
        self.edges.first().copied().unwrap_or_default()
    }

    fn right(&self) -> f32 {
        self.edges.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tags::{Role, Tags};
    use super::*;
    use crate::profile::Paper;

    fn line() -> TaggedLine {
        let tag = Tags::default().add(None, Role::Paragraph);
        let glyph = super::super::font::Glyph { id: ttf_parser::GlyphId(1), advance: 1.0 };
        let placed = super::super::line::Placed { glyph, advance: 10.0, end: 1 };
        let line = Line { text: "x".into(), glyphs: vec![placed], size: 10.0, ..Line::default() };
        TaggedLine { line, tag }
    }

    fn row(n_lines: usize) -> LaidRow {
        let strips = |n| vec![Strip::Line(line()); n].into();
        LaidRow {
            columns: vec![strips(n_lines), strips(1)],
            joins_above: vec![false, false],
            may_break: true,
            keep_with_next: false,
        }
    }

    fn sheet() -> Sheet {
        Sheet::of(Paper::A4Landscape)
    }

    fn laid(rows: Vec<LaidRow>) -> (Flow, Vec<Place>) {
        let frame = Frame { edges: sheet().edges(2), labels: vec![vec![line()], vec![line()]] };
        let mut flow = Flow::new(sheet());
        let places = flow.table(&frame, rows);
        (flow, places)
    }

    /// Lines that belong to the structure on each page, header apart.
    fn n_lines(flow: &Flow) -> Vec<usize> {
        let is_text = |item: &&Item| matches!(item, Item::Text { .. });
        flow.pages.iter().map(|page| page.items.iter().filter(is_text).count() - 2).collect()
    }

    fn pages_of(places: &[Place]) -> Vec<usize> {
        places.iter().map(|place| place.page).collect()
    }

    #[test]
    fn no_line_is_lost_or_stands_below_the_margin() {
        let (flow, places) = laid(vec![row(3), row(100), row(5)]);
        assert_eq!(n_lines(&flow).iter().sum::<usize>(), 108 + 3);
        assert_eq!(places.len(), 3);
        assert!(flow.pages.len() > 3);
        for item in flow.pages.iter().flat_map(|page| &page.items) {
            let y = match item {
                Item::Text { y, .. } => *y,
                Item::Rule { to, .. } => to.1,
            };
            assert!(y <= sheet().bottom + 0.1, "{y}");
        }
    }

    #[test]
    fn rows_that_must_stay_whole_go_to_the_next_page() {
        let whole = |n| LaidRow { may_break: false, ..row(n) };
        let (_, places) = laid(vec![whole(20), whole(20), whole(2)]);
        assert_eq!(pages_of(&places), [0, 1, 1]);
        // One that is taller than a page begins where it stands and is torn.
        let (flow, places) = laid(vec![whole(2), whole(80)]);
        assert_eq!(pages_of(&places), [0, 0]);
        assert!(flow.pages.len() >= 3);
    }

    #[test]
    fn headings_are_not_left_alone_at_the_foot() {
        let heading = || LaidRow { keep_with_next: true, may_break: false, ..row(1) };
        let (_, places) = laid(vec![row(28), heading(), row(20)]);
        assert_eq!(pages_of(&places), [0, 1, 1]);
        let many: Vec<LaidRow> = (0..90).map(|_| heading()).collect();
        let (flow, places) = laid(many);
        assert_eq!(places.len(), 90);
        assert!(flow.pages.len() < 12, "{}", flow.pages.len());
    }

    #[test]
    fn cells_that_go_on_have_no_rule_above() {
        let n_rules = |joins_above| {
            let (flow, _) = laid(vec![row(1), LaidRow { joins_above, ..row(1) }]);
            let is_short = |item: &&Item| {
                matches!(item, Item::Rule { from, to, .. }
                    if (from.1 - to.1).abs() < 0.01 && to.0 - from.0 < sheet().measure() * 0.9)
            };
            flow.pages[0].items.iter().filter(is_short).count()
        };
        assert_eq!(n_rules(vec![false, false]), n_rules(vec![false, true]) + 1);
    }
}

//! [`Flow`]s → characters in reading order, with lines, tables, places and
//! what is set aside. Automatic numbers and the numbers of notes are printed
//! here, in the order in which Word counts them.
//!
//! What is set aside stands behind the paragraph it was in, since a line is one
//! stretch of characters. Notes stand behind the body: they begin with a
//! number, and between the paragraphs they would look like items of a list.

use std::collections::VecDeque;

use super::draft::{Bit, Flow, Item, Mark, NoteKind, NoteReference, Paragraph, join_lines};
use super::notes::{NoteCounter, Stories};
use super::numbering::{Counters, Numbering};
use super::styles::Styles;
use super::xml::Fault;
use crate::model::{
    BLANK_ABOVE, Format, Furniture, Grid, GridCell, Line, Location, MarkedHeading, Open, Piece,
    Place, SetAside, Source, Span,
};
use crate::read::raised::superscript;

/// Most bytes of text; automatic numbers are printed again and again.
const MOST_BYTES: usize = 1 << 30;

/// Columns of a table are told apart up to this one; Word has 63.
const MOST_COLUMNS: u32 = 4096;

/// Everything of a document but its body.
#[derive(Debug)]
pub(super) struct Around<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a Numbering,
    pub(super) footnotes: Stories,
    pub(super) endnotes: Stories,
    pub(super) comments: Stories,
    pub(super) footnote_counter: NoteCounter,
    pub(super) endnote_counter: NoteCounter,
}

/// A note whose number is printed and whose text is still to come.
struct Waiting {
    flow: Flow,
    number: String,
    why: Option<Furniture>,
    /// The paragraph that refers to it.
    paragraph: u32,
}

/// Writes a document down.
pub(super) struct Composer<'a> {
    around: Around<'a>,
    counters: Counters<'a>,
    original: String,
    places: Vec<Place>,
    pieces: Vec<Piece>,
    /// How many pieces there were when the body was written.
    n_in_body: usize,
    set_aside: Vec<SetAside>,
    headings: Vec<MarkedHeading>,
    /// Paragraphs of the body so far, and whether they are being counted.
    n_paragraphs: u32,
    counts_paragraphs: bool,
    /// Lines of the cell being written.
    cell: Option<Vec<Line>>,
    /// Why everything written now is set aside.
    aside: Option<Furniture>,
    /// Number of the note being written.
    own_number: String,
    footnotes: VecDeque<Waiting>,
    endnotes: VecDeque<Waiting>,
    /// Paragraphs whose number has a format that is not known.
    pub(super) n_guessed: u32,
    /// Signs of bullets without a known character.
    pub(super) n_unknown_signs: u32,
}

impl<'a> Composer<'a> {
    pub(super) fn new(around: Around<'a>) -> Self {
        Self {
            around,
            counters: Counters::default(),
            original: String::new(),
            places: Vec::new(),
            pieces: Vec::new(),
            n_in_body: 0,
            set_aside: Vec::new(),
            headings: Vec::new(),
            n_paragraphs: 0,
            counts_paragraphs: true,
            cell: None,
            aside: None,
            own_number: String::new(),
            footnotes: VecDeque::new(),
            endnotes: VecDeque::new(),
            n_guessed: 0,
            n_unknown_signs: 0,
        }
    }

    /// Writes the body and its notes.
    ///
    /// # Errors
    /// `TooMuch`.
    pub(super) fn body(&mut self, flow: Flow) -> Result<(), Fault> {
        self.flow(flow)?;
        self.counts_paragraphs = false;
        self.n_in_body = self.pieces.len();
        let n_paragraphs = self.n_paragraphs;
        // A note may refer to another one, which joins the queue then.
        while let Some(note) = self.footnotes.pop_front().or_else(|| self.endnotes.pop_front()) {
            self.n_paragraphs = note.paragraph;
            self.own_number = note.number;
            self.aside = note.why;
            self.flow(note.flow)?;
        }
        self.aside = None;
        self.n_paragraphs = n_paragraphs;
        Ok(())
    }

    /// Writes what is no part of the body.
    ///
    /// # Errors
    /// `TooMuch`.
    pub(super) fn aside(&mut self, flow: Flow, why: Furniture) -> Result<(), Fault> {
        let outer = self.aside;
        self.aside = outer.or(Some(why));
        let done = self.flow(flow);
        self.aside = outer;
        done
    }

    /// Sets aside the notes and comments that nothing referred to, and gives
    /// out what was written.
    ///
    /// # Errors
    /// `TooMuch`.
    pub(super) fn finish(mut self, name: String) -> Result<Written, Fault> {
        for flow in self.around.comments.rest() {
            self.aside(flow, Furniture::Annotation)?;
        }
        let mut unused = self.around.footnotes.rest();
        unused.extend(self.around.endnotes.rest());
        for flow in unused {
            self.aside(flow, Furniture::Hidden)?;
        }
        // The headings of a text box come before that of its paragraph.
        self.headings.sort_by_key(|heading| heading.span);
        let source = Source::new(name, Format::Docx, self.original, self.places, None)
            .with_headings(self.headings);
        let n_notes = self.pieces.len() - self.n_in_body;
        Ok(Written { source, pieces: self.pieces, n_notes, set_aside: self.set_aside })
    }

    fn flow(&mut self, flow: Flow) -> Result<(), Fault> {
        // Text of paragraphs whose mark is hidden, numbers printed; and text
        // of paragraphs whose mark is gone, to be counted with the next.
        let (mut printed, mut loose) = (Vec::new(), Vec::new());
        let mut items = flow.items.into_iter().peekable();
        while let Some(item) = items.next() {
            let mut paragraph = match item {
                Item::Paragraph(paragraph) => paragraph,
                Item::Table(table) => {
                    self.table(table)?;
                    continue;
                }
            };
            self.n_paragraphs += u32::from(self.counts_paragraphs);
            let ends_section = paragraph.ends_section;
            let has_next = matches!(items.peek(), Some(Item::Paragraph(_)));
            let mark = if has_next { paragraph.mark } else { Mark::Kept };
            if mark == Mark::Removed {
                loose.append(&mut paragraph.bits);
            } else {
                loose.append(&mut paragraph.bits);
                paragraph.bits = std::mem::take(&mut loose);
                // A mark that a table follows cannot join anything; without
                // it and without text there is no paragraph to count.
                let is_seen =
                    paragraph.mark == Mark::Kept || paragraph.bits.iter().any(Bit::is_seen);
                if is_seen && self.aside.is_none() {
                    self.number(&paragraph, &mut printed);
                }
                printed.append(&mut paragraph.bits);
                if mark == Mark::Kept {
                    let n_pieces = self.pieces.len();
                    let (own, style) = (paragraph.outline_level, paragraph.style.as_deref());
                    let level = self.around.styles.heading_level(own, style);
                    if level.is_some() {
                        join_lines(&mut printed);
                    }
                    self.paragraph(std::mem::take(&mut printed))?;
                    if let Some(Piece::Line(Line { span, .. })) = self.pieces.get(n_pieces)
                        && let Some(level) = level
                    {
                        self.headings.push(MarkedHeading { span: *span, level });
                    }
                }
            }
            if ends_section {
                self.around.footnote_counter.end_section();
                self.around.endnote_counter.end_section();
            }
        }
        Ok(())
    }

    /// Counts the paragraph and prints its automatic number.
    fn number(&mut self, paragraph: &Paragraph, bits: &mut Vec<Bit>) {
        let (numbering, styles) = (self.around.numbering, self.around.styles);
        let Some(number) = self.counters.next(paragraph, numbering, styles) else {
            return;
        };
        self.n_guessed += u32::from(number.is_guessed);
        self.n_unknown_signs += number.n_unknown;
        let why = number.is_hidden.then_some(Furniture::Hidden);
        bits.push(Bit::Text(number.text, why));
    }

    fn paragraph(&mut self, bits: Vec<Bit>) -> Result<(), Fault> {
        if self.original.len() > MOST_BYTES {
            return Err(Fault::TooMuch);
        }
        let aside =
            self.aside.map(|why| if counts_pages(&bits) { Furniture::PageNumber } else { why });
        let (mut asides, mut boxes, mut comments) = (Vec::new(), Vec::new(), Vec::new());
        let mut start = self.original.len();
        for bit in bits {
            match bit {
                Bit::Text(text, None) => self.original.push_str(&text),
                Bit::Text(text, Some(why)) => asides.push((text, why)),
                Bit::Break => start = self.end_line(start, aside),
                Bit::OwnNumber => self.original.push_str(&self.own_number),
                Bit::Note(note) => self.note(&note),
                Bit::Comment(id) => comments.extend(self.around.comments.take(&id)),
                Bit::TextBox(flow, why) => boxes.push((flow, why)),
            }
        }
        start = self.end_line(start, aside);
        for (text, why) in asides {
            self.original.push_str(&text);
            start = self.end_line(start, Some(why));
        }
        for flow in comments {
            self.uncounted(|composer| composer.aside(flow, Furniture::Annotation))?;
        }
        for (flow, why) in boxes {
            self.uncounted(|composer| match why {
                Some(why) => composer.aside(flow, why),
                None => composer.flow(flow),
            })?;
        }
        Ok(())
    }

    /// Text boxes and comments belong to the paragraph they are anchored in.
    fn uncounted(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let outer = std::mem::replace(&mut self.counts_paragraphs, false);
        let done = work(self);
        self.counts_paragraphs = outer;
        done
    }

    /// Ends a line and returns where the next one starts. White space is
    /// nobody's line.
    fn end_line(&mut self, start: usize, aside: Option<Furniture>) -> usize {
        let line = self.original.get(start..).unwrap_or_default();
        if line.trim().is_empty() {
            self.original.truncate(start);
            // A blank line within a cell is kept, so that its text can be given
            // back as it was.
            if let (None, Some(cell)) = (aside, &self.cell) {
                self.original.push(if cell.is_empty() { BLANK_ABOVE } else { '\n' });
            }
            return self.original.len();
        }
        let span = Span::new(start, self.original.len());
        let paragraph = self.n_paragraphs.max(1);
        self.places.push(Place { span, at: Location::Paragraph { paragraph } });
        let line = Line { span, layout: None, is_paragraph: true };
        match (aside, &mut self.cell) {
            (Some(why), _) => self.set_aside.push(SetAside { span, why }),
            (None, Some(cell)) => cell.push(line),
            (None, None) => self.pieces.push(Piece::Line(line)),
        }
        self.original.push('\n');
        self.original.len()
    }

    /// Prints the number of a note and remembers its text.
    fn note(&mut self, note: &NoteReference) {
        let why = self.aside.or(note.why);
        let (stories, counter, queue) = match note.kind {
            NoteKind::Footnote => {
                (&mut self.around.footnotes, &mut self.around.footnote_counter, &mut self.footnotes)
            }
            NoteKind::Endnote => {
                (&mut self.around.endnotes, &mut self.around.endnote_counter, &mut self.endnotes)
            }
        };
        let number = match why {
            None if !note.has_own_mark => apart(counter.next()),
            _ => String::new(),
        };
        self.original.push_str(&number);
        if let Some(flow) = stories.take(&note.id) {
            let paragraph = self.n_paragraphs;
            queue.push_back(Waiting { flow, number, why, paragraph });
        }
    }

    fn table(&mut self, table: super::draft::Table) -> Result<(), Fault> {
        let is_inside = self.cell.is_some() || self.aside.is_some();
        let mut grid = Columns::default();
        for row in table.rows {
            if let Some(why) = row.why {
                for cell in row.cells {
                    self.aside(cell.flow, why)?;
                }
                continue;
            }
            grid.begin_row(row.n_before);
            for cell in row.cells {
                if cell.is_removed {
                    self.aside(cell.flow, Furniture::TrackedChange)?;
                } else if grid.place(cell.n_columns, cell.merge) {
                    // What Word keeps in the lower part of a merged cell is
                    // not shown.
                    self.aside(cell.flow, Furniture::Hidden)?;
                } else if is_inside {
                    self.flow(cell.flow)?;
                } else {
                    self.cell = Some(Vec::new());
                    let done = self.flow(cell.flow);
                    let lines = self.cell.take().unwrap_or_default();
                    // Blank lines of a cell without text stand above no line.
                    if lines.is_empty() {
                        let end = self.original.trim_end_matches(BLANK_ABOVE).len();
                        self.original.truncate(end);
                    }
                    grid.set_lines(lines);
                    done?;
                }
            }
        }
        if !is_inside && !grid.cells.is_empty() {
            let table = Grid { page: None, area: None, open: Open::default(), cells: grid.cells };
            self.pieces.push(Piece::Table(table));
        }
        Ok(())
    }
}

/// What a document says, written down.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) source: Source,
    pub(super) pieces: Vec<Piece>,
    /// How many of them, at the end, are notes.
    pub(super) n_notes: usize,
    pub(super) set_aside: Vec<SetAside>,
}

/// The number of a note so that it cannot be taken for a part of the text:
/// raised, or in brackets where there are no raised characters for it.
fn apart(number: String) -> String {
    match superscript(&number) {
        Some(raised) => raised,
        None if number.contains(char::is_alphabetic) => format!("（注{number}）"),
        None => number,
    }
}

/// Whether a paragraph of a head holds nothing but a page number and what
/// stands around one: `- 3 -`, `3／12ページ`.
fn counts_pages(bits: &[Bit]) -> bool {
    let is_number = |bit: &Bit| matches!(bit, Bit::Text(_, Some(Furniture::PageNumber)));
    let around = bits.iter().filter_map(|bit| match bit {
        Bit::Text(text, None) => Some(text.as_str()),
        _ => None,
    });
    let around: String = around.collect();
    let words = ["ページ", "頁", "Page", "page", "第", "全", "of", "P", "p"];
    let rest = words.iter().fold(around, |rest, word| rest.replace(word, ""));
    bits.iter().any(is_number) && !rest.chars().any(char::is_alphanumeric)
}

/// Where the cells of a table stand.
#[derive(Debug, Default)]
struct Columns {
    cells: Vec<GridCell>,
    n_rows: u32,
    column: u32,
    /// For each column, the merged cell that reaches down to a row, and the
    /// row.
    open: Vec<Option<(usize, u32)>>,
}

impl Columns {
    fn begin_row(&mut self, n_before: u32) {
        self.n_rows += 1;
        self.column = n_before;
    }

    /// Places the next cell of the row; `true` when it is the lower part of
    /// one above.
    fn place(&mut self, n_columns: u32, merge: super::draft::Merge) -> bool {
        let (row, column) = (self.n_rows - 1, self.column);
        self.column = (column + n_columns).min(MOST_COLUMNS);
        let first = column.min(MOST_COLUMNS - 1) as usize;
        let behind = (self.column as usize).max(first + 1);
        if self.open.len() < behind {
            self.open.resize(behind, None);
        }
        let above = self.open[first].filter(|&(_, last)| last + 1 == row);
        if let (super::draft::Merge::GoesOn, Some((at, _))) = (merge, above)
            && self.cells[at].column == column
        {
            self.cells[at].row_span = row + 1 - self.cells[at].row;
            self.open[first] = Some((at, row));
            return true;
        }
        self.open[first..behind].fill(None);
        if merge != super::draft::Merge::Alone {
            self.open[first] = Some((self.cells.len(), row));
        }
        self.cells.push(GridCell {
            row,
            column,
            row_span: 1,
            column_span: n_columns,
            area: None,
            lines: Vec::new(),
        });
        false
    }

    fn set_lines(&mut self, lines: Vec<Line>) {
        if let Some(cell) = self.cells.last_mut() {
            cell.lines = lines;
        }
    }
}

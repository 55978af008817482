//! The elements of a law → paragraphs and tables, as e-Gov prints them:
//! `第一条　本文`, `２　本文`, `一　本文`, captions and titles on lines of their own
//! (schema: 法令標準XMLスキーマ, `XMLSchemaForJapaneseLaw`).
//!
//! The table of contents is kept: other forms of the same law print it too.

use crate::model::{Furniture, Location};
use crate::read::builder::Builder;
use crate::read::placing::Table;
use crate::read::xml::{Element, Flaw, Token, walk};

/// What an element does to the line being collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Runs within the line.
    Inline,
    /// Begins and ends a line.
    Block,
    /// Stands at the head of the text that follows it: numbers of articles,
    /// paragraphs and items.
    Label,
    /// Text that goes on after a label.
    Body,
    /// Goes on with the line without a space: （第九条関係）.
    Tail,
    /// One of several columns within a line.
    Column,
    Reading,
    Table,
    Row,
    Cell,
}

fn role(name: &str) -> Role {
    match name {
        "Sentence" | "Ruby" | "Sup" | "Sub" | "Line" | "ArithFormula" | "QuoteStruct" => {
            Role::Inline
        }
        "ArticleTitle" | "ParagraphNum" | "ItemTitle" | "ClassTitle" | "RemarksLabel" => {
            Role::Label
        }
        "Paragraph" | "ParagraphSentence" | "ItemSentence" | "ClassSentence" => Role::Body,
        "RelatedArticleNum" | "ArticleRange" => Role::Tail,
        "Column" => Role::Column,
        "Rt" => Role::Reading,
        "Table" => Role::Table,
        "TableRow" | "TableHeaderRow" => Role::Row,
        "TableColumn" | "TableHeaderColumn" => Role::Cell,
        name if name.starts_with("Subitem") && name.ends_with("Title") => Role::Label,
        name if name.starts_with("Subitem") && name.ends_with("Sentence") => Role::Body,
        _ => Role::Block,
    }
}

/// Prints a law. What stands outside the element `Law` is about the answer,
/// not of the law.
///
/// # Errors
/// A [`Flaw`] of the XML.
pub(super) fn print(text: &str) -> Result<Builder, Flaw> {
    let mut printer = Printer::default();
    walk(text, |token, line| {
        printer.line = line;
        match token {
            Token::Open(element) => printer.open(&element),
            Token::Close(name) => printer.close(name),
            Token::Text(text) => printer.text(text),
        }
    })?;
    printer.end_line();
    Ok(printer.builder)
}

#[derive(Debug, Default)]
struct Printer {
    builder: Builder,
    /// Line of the file.
    line: u32,
    /// Open elements inside the element `Law`, itself included.
    depth: usize,
    /// Depth of the outermost element marked to be hidden.
    hidden_from: Option<usize>,
    text: String,
    begins_on: u32,
    /// Whether the line holds nothing but labels so far.
    is_label: bool,
    in_label: bool,
    /// What the next character is parted from the line with.
    gap: &'static str,
    in_reading: bool,
    reading: String,
    readings: Vec<String>,
    outside: String,
    /// After the label of a supplementary provision: the law that added it.
    amending: Option<String>,
    tables: Vec<Table>,
    covered: u64,
}

impl Printer {
    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        if self.depth == 0 && name != "Law" {
            self.outside.push(' ');
            return;
        }
        self.depth += 1;
        if self.hidden_from.is_none() && element.flag("Hide") {
            self.end_line();
            self.hidden_from = Some(self.depth);
        }
        match role(name) {
            Role::Inline | Role::Tail => {}
            Role::Block => self.end_line(),
            Role::Label => {
                self.part();
                (self.is_label, self.in_label) = (true, true);
            }
            Role::Body => self.part(),
            Role::Column => self.gap = "　",
            Role::Reading => self.in_reading = true,
            Role::Table => {
                self.end_line();
                self.tables.push(Table::default());
            }
            Role::Row => {
                self.end_line();
                if let Some(table) = self.tables.last_mut() {
                    table.row();
                }
            }
            Role::Cell => {
                self.end_line();
                if let Some(table) = self.tables.last_mut() {
                    let (wide, high) = (element.number("colspan"), element.number("rowspan"));
                    table.cell(wide, high, &mut self.covered);
                }
            }
        }
        if name == "SupplProvision" {
            let by = element.attribute("AmendLawNum").map(|by| format!("　（{by}）"));
            let extract = if element.flag("Extract") { "　抄" } else { "" };
            self.amending = Some(by.unwrap_or_default() + extract);
        }
    }

    /// Ends the line unless it holds only labels, which the text to come goes
    /// on with.
    fn part(&mut self) {
        if self.is_label {
            self.gap = "　";
        } else {
            self.end_line();
        }
    }

    fn close(&mut self, name: &str) {
        if self.depth == 0 {
            return;
        }
        match role(name) {
            Role::Inline | Role::Tail | Role::Column => {}
            Role::Label => {
                self.in_label = false;
                self.gap = "　";
            }
            Role::Reading => {
                self.in_reading = false;
                self.readings.push(std::mem::take(&mut self.reading));
            }
            // A title that is followed by the articles it is about goes on
            // with them; nothing else that ends leaves a line open.
            Role::Body if self.is_label => {}
            Role::Block if is_title_with_tail(name) => {}
            Role::Body | Role::Block | Role::Row | Role::Cell => {
                if name == "SupplProvisionLabel"
                    && let Some(amending) = self.amending.take()
                {
                    self.text.push_str(&amending);
                }
                self.end_line();
            }
            Role::Table => {
                self.end_line();
                let table = self.tables.pop().map(Table::finish).unwrap_or_default();
                if self.tables.is_empty() {
                    self.builder.table(table);
                }
            }
        }
        if self.hidden_from == Some(self.depth) {
            self.end_line();
            self.hidden_from = None;
        }
        self.depth -= 1;
        if self.depth == 0 {
            self.end_line();
        }
    }

    fn text(&mut self, text: &str) {
        if self.depth == 0 {
            self.outside.push_str(text);
            return;
        }
        // Line breaks are those of the file, with its indentation.
        for part in text.split(['\n', '\r']).map(|part| part.trim_matches([' ', '\t'])) {
            if part.is_empty() {
                continue;
            }
            if self.in_reading {
                self.reading.push_str(part);
                continue;
            }
            if self.text.is_empty() {
                self.begins_on = self.line;
            } else if !self.text.ends_with('　') && !part.starts_with('　') {
                self.text.push_str(self.gap);
            }
            self.gap = "";
            self.is_label &= self.in_label;
            self.text.push_str(part);
        }
    }

    fn end_line(&mut self) {
        let outside = std::mem::take(&mut self.outside);
        let words = outside.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = Location::Line { line: self.begins_on.max(1) };
        self.builder.aside(&words, at, Furniture::Hidden);
        self.is_label = false;
        self.gap = "";
        let text = std::mem::take(&mut self.text);
        if self.hidden_from.is_some() {
            self.builder.aside(&text, at, Furniture::Hidden);
        } else if !text.trim().is_empty() {
            match self.tables.first_mut().filter(|table| table.has_cell()) {
                Some(table) => table.line(self.builder.line(&text, at, true)),
                None => self.builder.paragraph(&text, at, true),
            }
        }
        for reading in std::mem::take(&mut self.readings) {
            self.builder.aside(&reading, at, Furniture::Ruby);
        }
    }
}

/// Titles after which a [`Role::Tail`] may stand: those of annexes, and those
/// of chapters in the table of contents.
fn is_title_with_tail(name: &str) -> bool {
    name.ends_with("Title") && !name.ends_with("StructTitle") && name != "LawTitle"
}

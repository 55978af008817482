//! What a worksheet says apart from the values of its cells: merged regions,
//! widths, hidden rows and columns, headers and footers.

use crate::read::xml::{self, Element, Flaw, Token};

/// Most merged regions and column entries taken from one sheet.
const MAX_ENTRIES: usize = 1 << 20;

/// Rows of a sheet of Excel.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet of Excel; the last is XFD.
pub(super) const MAX_COLUMNS: u32 = 16_384;

/// A merged region, rows and columns counted from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Region {
    /// One cell.
    pub fn cell(row: u32, column: u32) -> Self {
        Self { top: row, left: column, bottom: row, right: column }
    }

    /// `A1` or `A1:C3`.
    pub fn parse(reference: &str) -> Option<Self> {
        let (from, to) = reference.split_once(':').unwrap_or((reference, reference));
        let ((top, left), (bottom, right)) = (cell_of(from)?, cell_of(to)?);
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }
}

/// Row and column of `$B$12`, counted from 0.
pub(super) fn cell_of(reference: &str) -> Option<(u32, u32)> {
    let plain = reference.replace('$', "");
    let digits = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = plain.strip_suffix(digits)?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = digits.parse().ok()?;
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row < MAX_ROWS && column < MAX_COLUMNS).then_some((row, column))
}

/// A run of columns of one width.
#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u32,
    last: u32,
    width: f64,
    is_hidden: bool,
}

/// A header or footer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its text, codes left out.
    pub text: String,
    /// Whether it says nothing but the number of the page.
    pub is_page_number: bool,
    /// Whether it prints the name of the sheet.
    pub names_sheet: bool,
}

/// The facts of one sheet.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Merged regions by row, then column.
    pub merged: Vec<Region>,
    /// Headers and footers.
    pub heads: Vec<Head>,
    hidden_rows: Vec<u32>,
    columns: Vec<Columns>,
    /// First and last column of each hidden run; sorted, none touches another.
    hidden_columns: Vec<(u32, u32)>,
    /// Relations by which the sheet names its drawing.
    pub drawings: Vec<String>,
    default_width: Option<f64>,
    /// Formulas whose results are not stored.
    pub unsolved: Unsolved,
}

/// Formulas in rows that are not hidden whose results are not stored, so that
/// no one but a spreadsheet program can tell what their cells show.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "what is known of the cell at hand")]
pub(super) struct Unsolved {
    /// The first such cell, as `B2`.
    pub first: String,
    /// Their number.
    pub count: u32,
    cell: String,
    /// Whether the cell at hand holds a formula, and whether a text, even an
    /// empty one, is stored for it.
    has_formula: bool,
    has_result: bool,
    is_text: bool,
    is_in_value: bool,
}

impl Unsolved {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "c" => {
                self.cell = element.attribute("r").unwrap_or_default();
                self.is_text = element.attribute("t").as_deref() == Some("str");
                (self.has_formula, self.has_result, self.is_in_value) = (false, false, false);
            }
            "f" => self.has_formula = true,
            "v" => {
                self.is_in_value = true;
                self.has_result |= self.is_text;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.has_result |= self.is_in_value && !text.trim().is_empty();
    }

    fn close(&mut self, name: &str, is_hidden: bool) {
        if name == "v" {
            self.is_in_value = false;
        }
        if name == "c" && self.has_formula && !self.has_result && !is_hidden {
            self.count = self.count.saturating_add(1);
            if self.count == 1 {
                self.first = std::mem::take(&mut self.cell);
            }
        }
    }
}

/// Width of a column in characters where the sheet says nothing.
const USUAL_WIDTH: f64 = 8.4;

impl Facts {
    /// Reads the XML of a worksheet.
    ///
    /// # Errors
    /// A [`Flaw`] of the XML.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let mut facts = Self::default();
        let mut row = 0_u32;
        let mut is_hidden = false;
        let mut head: Option<String> = None;
        xml::walk(text, |token, _| match token {
            Token::Open(element) => match element.name() {
                "row" => {
                    row = element.number("r").unwrap_or(row.saturating_add(1));
                    is_hidden = element.flag("hidden");
                    if is_hidden {
                        facts.hidden_rows.push(row.saturating_sub(1));
                    }
                }
                "col" if facts.columns.len() < MAX_ENTRIES => {
                    facts.columns.push(Columns {
                        first: element.number::<u32>("min").unwrap_or(1).saturating_sub(1),
                        last: element.number::<u32>("max").unwrap_or(1).saturating_sub(1),
                        width: element.number("width").unwrap_or(USUAL_WIDTH),
                        is_hidden: element.flag("hidden"),
                    });
                }
                "drawing" if facts.drawings.len() < MAX_ENTRIES => {
                    facts.drawings.extend(element.attribute("id"));
                }
                "sheetFormatPr" => facts.default_width = element.number("defaultColWidth"),
                "mergeCell" if facts.merged.len() < MAX_ENTRIES => {
                    let reference = element.attribute("ref").unwrap_or_default();
                    facts.merged.extend(Region::parse(&reference));
                }
                name if is_head(name) => head = Some(String::new()),
                _ => facts.unsolved.open(&element),
            },
            Token::Text(text) => {
                facts.unsolved.text(text);
                if let Some(head) = &mut head {
                    head.push_str(text);
                }
            }
            Token::Close(name) if is_head(name) => {
                facts.heads.extend(head.take().map(|head| Head::parse(&head)));
            }
            Token::Close(name) => facts.unsolved.close(name, is_hidden),
        })?;
        facts.hidden_rows.sort_unstable();
        facts.hidden_rows.dedup();
        facts.columns.sort_by_key(|columns| columns.first);
        facts.hidden_columns = runs(facts.columns.iter().filter(|columns| columns.is_hidden));
        facts.merged.sort_by_key(|region| (region.top, region.left));
        Ok(facts)
    }

    /// The rows that are hidden, from 0.
    pub fn hidden_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.hidden_rows.iter().copied()
    }

    /// Whether no part of a region is seen.
    pub fn hides(&self, region: Region) -> bool {
        let from = self.hidden_rows.partition_point(|&row| row < region.top);
        let to = self.hidden_rows.partition_point(|&row| row <= region.bottom);
        let all_rows = to - from == (region.bottom - region.top) as usize + 1;
        let after = self.hidden_columns.partition_point(|&(first, _)| first <= region.left);
        let run = after.checked_sub(1).and_then(|at| self.hidden_columns.get(at));
        all_rows || run.is_some_and(|&(_, last)| last >= region.right)
    }

    /// Width of a column in characters.
    pub fn width(&self, column: u32) -> f64 {
        let after = self.columns.partition_point(|columns| columns.first <= column);
        let known = after.checked_sub(1).and_then(|at| self.columns.get(at));
        known
            .filter(|columns| column <= columns.last)
            .map_or(self.default_width.unwrap_or(USUAL_WIDTH), |columns| columns.width)
    }
}

/// Columns sorted by the first → disjoint runs that do not touch each other.
fn runs<'a>(columns: impl Iterator<Item = &'a Columns>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for columns in columns.filter(|columns| columns.first <= columns.last) {
        match runs.last_mut() {
            Some((_, last)) if columns.first <= last.saturating_add(1) => {
                *last = columns.last.max(*last);
            }
            _ => runs.push((columns.first, columns.last)),
        }
    }
    runs
}

fn is_head(name: &str) -> bool {
    matches!(
        name,
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
    )
}

impl Head {
    /// Reads a header: `&L` `&C` `&R` part its sections, `&"font"` and `&12` set
    /// the type, `&P` and the like stand for numbers and names.
    fn parse(head: &str) -> Self {
        let (mut text, mut names_sheet, mut numbers_pages) = (String::new(), false, false);
        let mut chars = head.chars().peekable();
        while let Some(c) = chars.next() {
            if c != '&' {
                text.push(c);
                continue;
            }
            match chars.next() {
                Some('&') => text.push('&'),
                Some('"') => while chars.next().is_some_and(|c| c != '"') {},
                Some('L' | 'C' | 'R') => text.push(' '),
                Some('A') => names_sheet = true,
                Some('P' | 'N') => numbers_pages = true,
                Some('K') => {
                    // `FF0000`, or a colour of the theme with its tint: `01+000`.
                    for at in 0..6 {
                        let is_sign = |c: char| at == 2 && matches!(c, '+' | '-');
                        chars.next_if(|&c| c.is_ascii_hexdigit() || is_sign(c));
                    }
                }
                Some(digit) if digit.is_ascii_digit() => {
                    while chars.next_if(char::is_ascii_digit).is_some() {}
                }
                _ => {}
            }
        }
        let mut rest = text.to_lowercase();
        for word in ["page", "of", "ページ", "頁", "全"] {
            rest = rest.replace(word, "");
        }
        let is_page_number = numbers_pages && !rest.chars().any(char::is_alphanumeric);
        Self { text: text.trim().to_owned(), is_page_number, names_sheet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_cells_and_regions() {
        assert_eq!(cell_of("A1"), Some((0, 0)));
        assert_eq!(cell_of("$AN$49"), Some((48, 39)));
        assert_eq!(cell_of("XFD1048576"), Some((1_048_575, 16_383)));
        for odd in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZZZ1", "Ａ1", "A-1"] {
            assert_eq!(cell_of(odd), None, "{odd}");
        }
        let region = Region { top: 6, left: 0, bottom: 6, right: 8 };
        assert_eq!(Region::parse("A7:I7"), Some(region));
        assert_eq!(Region::parse("B2:A1"), None);
    }

    #[test]
    fn formulas_without_a_stored_result_are_counted() {
        let facts = Facts::parse(
            "<s><row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1' t='str'><f>C1</f><v></v></c>\
             <c r='C1'><v></v></c><c r='D1'/></row>\
             <row r='2'><c r='B2'><f>1+1</f><v></v></c><c r='C2'><f t='shared' si='0'/></c></row>\
             <row r='3' hidden='1'><c r='A3'><f>1+1</f><v/></c></row></s>",
        );
        let unsolved = facts.map(|facts| (facts.unsolved.first, facts.unsolved.count));
        assert_eq!(unsolved.ok(), Some((String::from("B2"), 2)));
    }

    #[test]
    fn colours_are_no_text_of_a_head() {
        for (head, text) in [
            ("&K01+000様式", "様式"),
            ("&K00-024様式", "様式"),
            ("&KFF0000様式", "様式"),
            ("&C&\"ＭＳ 明朝\"&10&K01+049- 案 -", "- 案 -"),
        ] {
            assert_eq!(Head::parse(head).text, text);
        }
    }

    #[test]
    fn hidden_columns_are_joined() {
        let facts = Facts::parse(
            "<s><cols><col min='5' max='6' hidden='1'/><col min='2' max='4' hidden='1'/>\
             <col min='3' max='3' hidden='1'/><col min='9' max='4294967295' hidden='1'/></cols>\
             <row r='4294967295'/><row/></s>",
        )
        .unwrap();
        assert!(facts.hides(Region::parse("B1:F1").unwrap()));
        assert!(!facts.hides(Region::parse("B1:G1").unwrap()));
        assert!(!facts.hides(Region::parse("A1:B1").unwrap()));
        assert!(facts.hides(Region::parse("I1:XFD1").unwrap()) && !facts.hides(Region::cell(0, 7)));
    }

    #[test]
    fn facts_are_taken_from_the_sheet() {
        let facts = Facts::parse(
            "<worksheet><sheetFormatPr defaultColWidth='2.5'/>\
             <cols><col min='2' max='3' width='20'/><col min='5' max='5' hidden='1'/></cols>\
             <sheetData><row r='4' hidden='1'/><row hidden='1'/></sheetData>\
             <mergeCells><mergeCell ref='A7:I7'/><mergeCell ref='B2'/></mergeCells>\
             <headerFooter><oddHeader>&amp;L&amp;\"ＭＳ 明朝,標準\"&amp;10様式２&amp;R&amp;P/&amp;N</oddHeader>\
             <oddFooter>- &amp;P -</oddFooter></headerFooter></worksheet>",
        )
        .unwrap();
        assert_eq!(facts.merged, [Region::cell(1, 1), Region::parse("A7:I7").unwrap()]);
        let heads = facts.heads.iter().map(|head| (&*head.text, head.is_page_number));
        assert_eq!(heads.collect::<Vec<_>>(), [("様式２ /", false), ("-  -", true)]);
        assert!((facts.width(0) - 2.5).abs() < 0.01 && (facts.width(2) - 20.0).abs() < 0.01);
        assert!(facts.hides(Region::cell(3, 0)) && facts.hides(Region::parse("A4:C5").unwrap()));
        assert!(!facts.hides(Region::parse("A4:A6").unwrap()));
        assert!(facts.hides(Region::cell(0, 4)) && !facts.hides(Region::parse("D1:E1").unwrap()));
    }
}

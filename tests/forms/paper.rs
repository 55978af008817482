//! Answered forms as files: Word tables and Excel sheets used as graph paper.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::answers::{Document, Item, Value};
use crate::docx;
use crate::rng::Rng;

/// How one file is set, besides what it says.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub struct Look {
    /// ※ in a cell of its own rather than behind the label.
    pub star_apart: bool,
    /// Section numbers in half width.
    pub narrow: bool,
    /// Choices in one cell with their options rather than in cells of their own.
    pub choice_together: bool,
    /// 時点 in the cell of the day.
    pub day_together: bool,
    /// A circled number of another style.
    pub wrong_mark: bool,
    /// Answers of sections without items below their labels.
    pub below: bool,
    /// A row of the log before its header.
    pub early_row: bool,
    /// Ruled lines around the cells.
    pub ruled: bool,
    /// Marks, brackets and options in small cells of a sheet with one frame
    /// around all of them.
    pub loose: bool,
}

impl Look {
    /// A look of a seed.
    pub fn of(rng: &mut Rng) -> Self {
        Self {
            star_apart: rng.chance(0.3),
            narrow: rng.chance(0.3),
            choice_together: rng.chance(0.3),
            day_together: rng.chance(0.5),
            wrong_mark: rng.chance(0.1),
            below: rng.chance(0.7),
            early_row: rng.chance(0.2),
            ruled: true,
            loose: false,
        }
    }
}

/// One row of a form.
enum Row<'a> {
    Heading(String),
    Labels(Vec<&'a Item>),
    Field(String, &'a Item, Group),
    Below(String, &'a Item),
    Day,
}

/// Where an item stands beside the label of a group that reaches down.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    None,
    First,
    Inside,
}

fn rows(document: &Document, look: Look) -> Vec<Row<'_>> {
    let has_children = |item: &Item| {
        document
            .items
            .iter()
            .any(|it| it.key.len() > item.key.len() && it.key.starts_with(&item.key))
    };
    let mut rows = Vec::new();
    let mut was_marked = false;
    for item in &document.items {
        let printed = printed(item, look, &mut was_marked);
        let last = item.key.last().map_or("", String::as_str);
        if item.key[0] == "表紙" {
            match last {
                "評価書番号" => {
                    let pair = document.items.iter().filter(|it| it.key[0] == "表紙");
                    rows.push(Row::Labels(pair.skip(1).take(2).collect()));
                }
                "表紙" | "評価書名" => {}
                "公表日" => rows.push(Row::Day),
                _ => rows.push(Row::Below(printed, item)),
            }
            continue;
        }
        let plain = item.value.plain();
        // Headings have an answer of their own only where forms do.
        if has_children(item)
            && plain.is_empty()
            && matches!(item.value, Value::None | Value::Text(_))
        {
            rows.push(Row::Heading(printed));
            continue;
        }
        if item.value == Value::None {
            rows.push(Row::Heading(printed));
            continue;
        }
        let is_group = item.key.iter().any(|step| step.starts_with("委託事項"))
            && item.path.last().is_some_and(|it| it.contains("再委託"));
        let group = match (is_group, rows.last()) {
            (true, Some(Row::Field(_, _, Group::First | Group::Inside))) => Group::Inside,
            (true, _) => Group::First,
            _ => Group::None,
        };
        let is_section = item.key.len() == 2 && last.chars().all(|c| c.is_ascii_digit());
        if is_section && look.below || last.starts_with("別添") {
            rows.push(Row::Below(printed, item));
        } else {
            rows.push(Row::Field(printed, item, group));
        }
    }
    rows
}

/// A label as this file prints it.
fn printed(item: &Item, look: Look, was_marked: &mut bool) -> String {
    let mut label = item.path.last().cloned().unwrap_or_default();
    let last = item.key.last().map_or("", String::as_str);
    if look.narrow && last.chars().all(|c| c.is_ascii_digit()) {
        let title = label.split_once('．').map_or("", |(_, title)| title).to_owned();
        label = format!("{last}. {title}");
    }
    if look.wrong_mark && !*was_marked && label.starts_with('①') {
        label = label.replacen('①', "➀", 1);
        *was_marked = true;
    }
    if item.star && !look.star_apart {
        label.push_str("　※");
    }
    label
}

/// Rows of the log that the document keeps: columns each.
fn log(look: Look) -> Vec<[String; 6]> {
    let own = |texts: [&str; 6]| texts.map(str::to_owned);
    let header =
        own(["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]);
    let first = own([
        "令和2年3月1日",
        "Ⅰ－１\n①事務の名称",
        "旧い名称の事務",
        "今の名称の事務",
        "事後",
        "",
    ]);
    let second =
        own(["令和3年4月1日", "Ⅱ－１", "旧い課の記載", "新しい課の記載", "事前", "組織の改編"]);
    if look.early_row { vec![first, header, second] } else { vec![header, first, second] }
}

fn mark(marked: bool) -> &'static str {
    if marked { "○" } else { "" }
}

/// Width of a column of the Word tables, in twips.
const TWIPS: u32 = 907;

/// A cell with these properties and one paragraph.
fn cell(properties: &str, text: &str) -> String {
    cell_of(properties, &docx::p(text))
}

/// A cell as wide as its columns, with these properties and this content.
fn cell_of(properties: &str, content: &str) -> String {
    let span = properties.split('\'').nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    let width = TWIPS * span;
    format!(
        "<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{properties}</w:tcPr>{content}</w:tc>"
    )
}

/// The form as a Word file.
#[expect(clippy::too_many_lines, reason = "one arm for each kind of row")]
pub fn word(document: &Document, look: Look) -> Vec<u8> {
    let span = |n: u32| format!("<w:gridSpan w:val='{n}'/>");
    let paragraphs = |texts: &[String]| -> String {
        if texts.is_empty() { docx::p("") } else { texts.iter().map(|it| docx::p(it)).collect() }
    };
    let wide = |text: &str| docx::row(&[cell(&span(10), text)]);
    let mut body = docx::p(&format!(
        "[{}　様式{}]",
        document.version,
        ["０", "１", "２", "３", "４"][document.number as usize]
    ));
    body += &docx::p(&format!("特定個人情報保護評価書（{}）", document.title));
    let mut table: Vec<String> = Vec::new();
    let flush = |table: &mut Vec<String>, body: &mut String| {
        if !table.is_empty() {
            body.push_str(&docx::table(&std::mem::take(table)));
        }
    };
    for row in rows(document, look) {
        match row {
            Row::Heading(label) if label.starts_with(|c| ('Ⅰ'..='Ⅻ').contains(&c)) => {
                flush(&mut table, &mut body);
                body += &docx::p(&label);
            }
            Row::Heading(label) => table.push(wide(&label)),
            Row::Day => {
                let cells = [cell(&span(3), "公表日"), cell(&span(7), &document.day)];
                table.push(docx::row(&cells));
            }
            Row::Labels(items) => {
                let label = |item: &&Item| cell(&span(5), item.path.last().map_or("", |it| it));
                table.push(docx::row(&items.iter().map(label).collect::<Vec<_>>()));
                let value = |item: &&Item| {
                    let Value::Text(texts) = &item.value else { return cell(&span(5), "") };
                    cell_of(&span(5), &paragraphs(texts))
                };
                table.push(docx::row(&items.iter().map(value).collect::<Vec<_>>()));
            }
            Row::Below(label, item) => {
                table.push(wide(&label));
                table.push(docx::row(&word_value(item, look, 10)));
            }
            Row::Field(label, item, group) => {
                let mut cells = Vec::new();
                let mut width = 3;
                if group != Group::None {
                    let merge = if group == Group::First {
                        "<w:vMerge w:val='restart'/>"
                    } else {
                        "<w:vMerge/>"
                    };
                    let text = if group == Group::First { "再委託" } else { "" };
                    cells.push(cell(merge, text));
                    width -= 1;
                }
                if item.star && look.star_apart {
                    width -= 1;
                    cells.push(cell(&span(width), &label));
                    cells.push(cell("", "※"));
                } else {
                    cells.push(cell(&span(width), &label));
                }
                cells.extend(word_value(item, look, 7));
                table.push(docx::row(&cells));
            }
        }
    }
    flush(&mut table, &mut body);
    body += &docx::p(match document.number {
        2 => "変更箇所",
        3 => "（別添２）変更箇所",
        _ => "（別添３）変更箇所",
    });
    let column = |(text, width): (&String, u32)| {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        cell_of(&span(width), &paragraphs(&lines))
    };
    let log_row = |row: &[String; 6]| {
        docx::row(&row.iter().zip([2, 2, 2, 2, 1, 1]).map(column).collect::<Vec<_>>())
    };
    let log: Vec<String> = log(look).iter().map(log_row).collect();
    body += &docx::table(&log);
    if !look.ruled {
        body = body.replace("w:val='single'", "w:val='none'");
    }
    docx::Docx::new(body).finish()
}

/// The cells of an answer, `width` columns together.
fn word_value(item: &Item, look: Look, width: u32) -> Vec<String> {
    let span = |n: u32| format!("<w:gridSpan w:val='{n}'/>");
    let paragraphs = |texts: &[String]| -> String {
        if texts.is_empty() { docx::p("") } else { texts.iter().map(|it| docx::p(it)).collect() }
    };
    match &item.value {
        Value::None => vec![cell(&span(width), "")],
        Value::Text(texts) => vec![cell_of(&span(width), &paragraphs(texts))],
        Value::Count(day) if look.day_together => {
            vec![cell(&span(width), &format!("{day}　時点"))]
        }
        Value::Count(day) => vec![cell(&span(width - 1), day), cell("", "時点")],
        Value::Checks(boxes) => {
            let said = |(marked, said): &(bool, String)| format!("[ {} ]{said}", mark(*marked));
            let lines: Vec<String> = boxes
                .chunks(3)
                .map(|line| line.iter().map(said).collect::<Vec<_>>().join("　　"))
                .collect();
            vec![cell_of(&span(width), &paragraphs(&lines))]
        }
        Value::Choice(options, chosen) => {
            let mut offered = vec!["＜選択肢＞".to_owned()];
            offered.extend((1..).zip(options).map(|(n, option)| format!("{n}) {option}")));
            let said = &options[*chosen];
            if look.choice_together {
                offered.insert(0, format!("[　{said}　]"));
                return vec![cell_of(&span(width), &paragraphs(&offered))];
            }
            vec![
                cell("", "["),
                cell(&span(2), said),
                cell("", "]"),
                cell_of(&span(width - 4), &paragraphs(&offered)),
            ]
        }
    }
}

/// Columns of the graph paper, and where answers begin.
const COLUMNS: u16 = 36;
const ANSWERS: u16 = 9;

/// A sheet that is filled from top to bottom.
struct Sheet<'a> {
    page: &'a mut Worksheet,
    at: u32,
    frame: Format,
}

impl Sheet<'_> {
    /// A framed cell over some columns of the row at hand and `n` rows.
    fn cell(&mut self, from: u16, to: u16, n: u32, text: &str) {
        let (first, last) = (self.at, self.at + n - 1);
        let done = if from == to && n == 1 {
            self.page.write_string_with_format(first, from, text, &self.frame).map(|_| ())
        } else {
            self.page.merge_range(first, from, last, to, text, &self.frame).map(|_| ())
        };
        done.expect("the cell is free");
    }

    /// One frame around the columns from `from` on and so many rows, with texts
    /// in cells of their own: row, first and last column, text.
    fn framed(&mut self, from: u16, n: u32, texts: &[(u32, u16, u16, String)]) {
        let end = COLUMNS - 1;
        for row in 0..n {
            for column in from..=end {
                let at = (row, column);
                if texts.iter().any(|(row, first, last, _)| {
                    at.0 == *row && *first < *last && (*first..=*last).contains(&at.1)
                }) {
                    continue;
                }
                let thin = |is_edge| if is_edge { FormatBorder::Thin } else { FormatBorder::None };
                let format = Format::new()
                    .set_font_size(10)
                    .set_border_left(thin(column == from))
                    .set_border_right(thin(column == end))
                    .set_border_top(thin(row == 0))
                    .set_border_bottom(thin(row + 1 == n));
                let text = texts.iter().find(|(row, first, ..)| at == (*row, *first));
                let at = self.at + row;
                let done = match text {
                    Some((.., text)) => {
                        self.page.write_string_with_format(at, column, text, &format)
                    }
                    None => self.page.write_blank(at, column, &format),
                };
                done.map(|_| ()).expect("the cell is free");
            }
        }
        let inside = Format::new().set_font_size(10).set_text_wrap().set_align(FormatAlign::Top);
        for (row, first, last, text) in texts.iter().filter(|(_, first, last, _)| first < last) {
            let (row, inside) = (self.at + row, &inside);
            let done = self.page.merge_range(row, *first, row, *last, text, inside);
            done.map(|_| ()).expect("the cells are free");
        }
    }

    /// Ends a row that holds texts of these lengths, in columns so wide.
    fn next(&mut self, texts: &[(&str, u16)]) {
        let lines = |(text, columns): &(&str, u16)| -> usize {
            let line = (usize::from(*columns) * 9 / 10).max(1);
            text.lines().map(|it| it.chars().count().div_ceil(line).max(1)).sum()
        };
        let n = texts.iter().map(lines).max().unwrap_or(1).max(1);
        self.page.set_row_height(self.at, (n * 16 + 4).min(400) as f64).expect("rows have heights");
        self.at += 1;
    }
}

/// The form as a workbook.
pub fn excel(document: &Document, look: Look) -> Vec<u8> {
    let mut book = Workbook::new();
    let border = if look.ruled { FormatBorder::Thin } else { FormatBorder::None };
    let frame = Format::new()
        .set_border(border)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_size(10);
    let worksheet = book.add_worksheet();
    worksheet.set_name(&document.title).expect("the name is short");
    for column in 0..COLUMNS {
        worksheet.set_column_width(column, 2.2).expect("columns have widths");
    }
    worksheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut sheet = Sheet { page: worksheet, at: 0, frame: frame.clone() };
    let number = ["０", "１", "２", "３", "４"][document.number as usize];
    for text in [
        format!("[{}　様式{number}]", document.version),
        format!("特定個人情報保護評価書（{}）", document.title),
    ] {
        sheet.page.write_string(sheet.at, 0, &text).expect("the cell is free");
        sheet.at += 1;
    }
    for row in rows(document, look) {
        excel_row(&mut sheet, row, document, look);
    }
    let log_sheet = book.add_worksheet();
    log_sheet.set_name("変更箇所").expect("the name is short");
    for (column, width) in (0..).zip([14, 20, 40, 40, 10, 16]) {
        log_sheet.set_column_width(column, width).expect("columns have widths");
    }
    log_sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    log_sheet.write_string(0, 0, "変更箇所").expect("the cell is free");
    for (at, row) in (1..).zip(log(look)) {
        for (column, text) in (0..).zip(row) {
            log_sheet.write_string_with_format(at, column, text, &frame).expect("the cell is free");
        }
        log_sheet.set_row_height(at, 36).expect("rows have heights");
    }
    book.save_to_buffer().expect("memory takes any file")
}

fn excel_row(sheet: &mut Sheet<'_>, row: Row<'_>, document: &Document, look: Look) {
    let end = COLUMNS - 1;
    match row {
        Row::Heading(label) => {
            if label.starts_with(|c| ('Ⅰ'..='Ⅻ').contains(&c)) {
                sheet.at += 1;
            }
            sheet.cell(0, end, 1, &label);
            sheet.next(&[(&label, COLUMNS)]);
        }
        Row::Day => {
            sheet.cell(0, ANSWERS - 1, 1, "公表日");
            sheet.cell(ANSWERS, end, 1, &document.day);
            sheet.next(&[]);
        }
        Row::Labels(items) => {
            for part in [false, true] {
                let mut all = Vec::new();
                for (item, from) in items.iter().zip([0, 10]) {
                    let to = if from == 0 { 9 } else { end };
                    let text = match (&item.value, part) {
                        (Value::Text(texts), true) => texts.join("\n"),
                        (_, true) => String::new(),
                        (_, false) => item.path.last().cloned().unwrap_or_default(),
                    };
                    sheet.cell(from, to, 1, &text);
                    all.push((text, to - from + 1));
                }
                sheet.next(&all.iter().map(|(text, n)| (text.as_str(), *n)).collect::<Vec<_>>());
            }
        }
        Row::Below(label, item) => {
            sheet.cell(0, end, 1, &label);
            sheet.next(&[(&label, COLUMNS)]);
            excel_value(sheet, item, look, 0, ("", 1));
        }
        Row::Field(label, item, group) => {
            let mut from = 0;
            if group != Group::None {
                if group == Group::First {
                    sheet.cell(0, 1, 3, "再委託");
                }
                from = 2;
            }
            let star = item.star && look.star_apart;
            let to = if star { ANSWERS - 2 } else { ANSWERS - 1 };
            let loose = look.loose && group == Group::None;
            let (n, texts) = if loose { loose_answer(&item.value) } else { (1, Vec::new()) };
            sheet.cell(from, to, n, &label);
            if star {
                sheet.cell(ANSWERS - 1, ANSWERS - 1, n, "※");
            }
            if !texts.is_empty() {
                sheet.framed(ANSWERS, n, &texts);
                for row in 0..n {
                    let own = texts.iter().filter(|(at, ..)| *at == row);
                    let own = own.map(|(_, first, last, text)| match last - first {
                        0 => ("", 1),
                        n => (text.as_str(), n + 1),
                    });
                    let label = if row == 0 { label.as_str() } else { "" };
                    let all: Vec<_> = own.chain([(label, to - from + 1)]).collect();
                    sheet.next(&all);
                }
                return;
            }
            excel_value(sheet, item, look, ANSWERS, (&label, to - from + 1));
        }
    }
}

/// How many rows an answer takes whose parts stand in small cells, and these
/// parts: row, first and last column, text. No parts where it is plain text.
fn loose_answer(value: &Value) -> (u32, Vec<(u32, u16, u16, String)>) {
    let mut texts = Vec::new();
    let mut add = |row: u32, first: u16, last: u16, text: &str| {
        if !text.is_empty() {
            texts.push((row, first, last, text.to_owned()));
        }
    };
    let n = match value {
        Value::Checks(boxes) => {
            for (row, line) in (0..).zip(boxes.chunks(2)) {
                for (left, (marked, said)) in [ANSWERS, ANSWERS + 14].into_iter().zip(line) {
                    for (column, text) in (left..).zip(["[", mark(*marked), "]"]) {
                        add(row, column, column, text);
                    }
                    add(row, left + 3, left + 12, said);
                }
            }
            boxes.len().div_ceil(2)
        }
        Value::Choice(options, chosen) => {
            add(0, ANSWERS, ANSWERS, "[");
            add(0, ANSWERS + 1, ANSWERS + 10, &options[*chosen]);
            add(0, ANSWERS + 11, ANSWERS + 11, "]");
            add(0, ANSWERS + 13, ANSWERS + 13, "＜選択肢＞");
            for (n, option) in (1..).zip(options) {
                add(n, ANSWERS + 13, ANSWERS + 13, &format!("{n}) {option}"));
            }
            1 + options.len()
        }
        _ => 1,
    };
    (u32::try_from(n).expect("answers are short"), texts)
}

/// The cells of an answer from a column on, beside a label of some width.
fn excel_value(sheet: &mut Sheet<'_>, item: &Item, look: Look, from: u16, label: (&str, u16)) {
    let end = COLUMNS - 1;
    let width = COLUMNS - from;
    match &item.value {
        Value::None => {
            sheet.cell(from, end, 1, "");
            sheet.next(&[label]);
        }
        Value::Text(texts) => {
            let text = texts.join("\n");
            sheet.cell(from, end, 1, &text);
            sheet.next(&[label, (&text, width)]);
        }
        Value::Count(day) if look.day_together => {
            let text = format!("{day}　時点");
            sheet.cell(from, end, 1, &text);
            sheet.next(&[label, (&text, width)]);
        }
        Value::Count(day) => {
            sheet.cell(from, from + 9, 1, day);
            sheet.cell(from + 10, from + 12, 1, "時点");
            sheet.next(&[label]);
        }
        Value::Checks(boxes) => {
            for (index, line) in boxes.chunks(3).enumerate() {
                // Rows after the first have no label beside them.
                if index > 0 && from > 0 {
                    sheet.cell(0, from - 1, 1, "");
                }
                for (at, (marked, said)) in (0..).zip(line) {
                    let left = from + at * 9;
                    for (column, text) in (left..).zip(["[", mark(*marked), "]"]) {
                        sheet.cell(column, column, 1, text);
                    }
                    sheet.cell(left + 3, left + 8, 1, said);
                }
                sheet.next(&[if index == 0 { label } else { ("", 1) }, ("字字字字字字字字字", 6)]);
            }
        }
        Value::Choice(options, chosen) => {
            let mut offered = "＜選択肢＞".to_owned();
            for (n, option) in (1..).zip(options) {
                offered.extend([format!("\n{n}) {option}")]);
            }
            sheet.cell(from, from, 1, "[");
            sheet.cell(from + 1, from + 10, 1, &options[*chosen]);
            sheet.cell(from + 11, from + 11, 1, "]");
            sheet.cell(from + 12, end, 1, &offered);
            sheet.next(&[label, (&offered, width - 12)]);
        }
    }
}

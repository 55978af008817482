//! What becomes of pages: furniture, notes, ruby and tables over page breaks,
//! each on PDF files built here.

#[expect(dead_code, reason = "other tests need more of it")]
#[path = "support/pdf.rs"]
mod pdf;

use std::fmt::Write as _;

use pdf::{PdfFile, font_resource, hex, show};
use shinkyu::error::Warnings;
use shinkyu::model::{BlockKind, Document, Furniture, Side, Sides};
use shinkyu::normalize::{is_comparison_table, normalize};
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions, read};

/// A file with one font for all its text.
struct Pages {
    file: PdfFile,
    font: usize,
}

impl Pages {
    fn new(text: &str) -> Self {
        let mut file = PdfFile::new();
        let font = file.mapped_font(text);
        Self { file, font }
    }

    fn page(&mut self, content: &str) {
        self.file.page(content, &font_resource(self.font));
    }

    fn document(self) -> Document {
        let input = Input { name: "test.pdf".into(), bytes: self.file.finish() };
        let mut warnings = Warnings::new(Side::New);
        let extract = read(&input, &ReadOptions::default(), &mut warnings).expect("it is sound");
        normalize(extract)
    }
}

/// Blocks with their kind: paragraphs as they are, notes and cells with a sign.
fn blocks(document: &Document) -> Vec<String> {
    let printed = |block: &shinkyu::model::Block| block.text.printed(&document.source);
    document
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Paragraph => printed(block),
            BlockKind::Note => format!("注>{}", printed(block)),
            BlockKind::Cell { row, column, .. } => format!("{row}:{column}>{}", printed(block)),
        })
        .collect()
}

fn aside(document: &Document, why: Furniture) -> Vec<&str> {
    let all = document.set_aside.iter().filter(|aside| aside.why == why);
    all.map(|aside| document.source.slice(aside.span)).collect()
}

/// Operators that show a text of any size along any direction.
fn turned(size: u32, matrix: &str, text: &str) -> String {
    format!("BT /F {size} Tf {matrix} Tm {} Tj ET\n", hex(text))
}

/// Lines of ten full-width characters, 15 points apart.
fn paragraph(x: i32, top: i32, text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    (0..)
        .zip(characters.chunks(10))
        .map(|(row, line)| show(x, top - 15 * row, &line.iter().collect::<String>()))
        .collect()
}

const ALL: &str = "これは官報に載る文で次の頁へ続きます。もう一つ短い段落かんぽう案取扱注意\
    1 2注は文の外に置く右左上下改正後前新旧規定を定め当該事項について必要な措置を講ずるものとし－様式第号年月日ページ";

#[test]
fn ruby_is_set_aside_and_its_sentence_stays_whole() {
    let mut pages = Pages::new(ALL);
    let ruby = "BT /F 5 Tf 80 709.5 Td ".to_owned() + &hex("かんぽう") + " Tj ET\n";
    pages.page(&(show(50, 700, "これは") + &ruby + &show(80, 700, "官報に載る文です。")));
    let document = pages.document();
    assert_eq!(blocks(&document), ["これは官報に載る文です。"]);
    assert_eq!(aside(&document, Furniture::Ruby), ["かんぽう"]);
}

/// The line before the caption is so full that the caption had no room on it.
#[test]
fn a_caption_after_a_full_line_belongs_to_its_article() {
    let mut pages = Pages::new(&(ALL.to_owned() + "条（）、　"));
    let first = "第1条　規定を定め必要な措置を講ずる。";
    let lines = paragraph(50, 700, first) + &paragraph(50, 670, "（取扱）");
    pages.page(
        &(lines + &paragraph(50, 655, "第2条　規定を定め必要な措置を講ずるものと定めます。")),
    );
    let [one, caption, two] = &blocks(&pages.document())[..] else { panic!("three paragraphs") };
    assert_eq!(one, first);
    assert_eq!(caption, "（取扱）");
    assert!(two.starts_with("第2条"));
}

#[test]
fn watermarks_are_set_aside_oblique_or_repeated() {
    let mut pages = Pages::new(ALL);
    for text in ["これは官報に載る", "文で次の頁へ続き", "ます。"] {
        let large = turned(80, "1 0 0 1 200 400", "案");
        let oblique = turned(60, "0.7 0.7 -0.7 0.7 100 100", "取扱注意");
        pages.page(&(large + &oblique + &show(50, 700, text)));
    }
    let document = pages.document();
    assert_eq!(blocks(&document), ["これは官報に載る文で次の頁へ続きます。"]);
    assert_eq!(aside(&document, Furniture::Watermark).len(), 6);
}

#[test]
fn a_foot_note_neither_ends_nor_cuts_a_paragraph() {
    let long = "これは官報に載る文で次の頁へ続きます".repeat(14);
    let (first, second) = long.split_at(long.char_indices().nth(200).expect("it is long").0);
    let note = "BT /F 8 Tf 50 350 Td ".to_owned() + &hex("1注は文の外に置く") + " Tj ET\n";
    let mut pages = Pages::new(ALL);
    pages.page(&(paragraph(50, 700, first) + &note));
    pages.page(&(paragraph(50, 700, second) + &show(50, 400, "もう一つ短い段落")));
    let document = pages.document();
    assert_eq!(blocks(&document), [&long, "注>1注は文の外に置く", "もう一つ短い段落"]);
}

#[test]
fn page_numbers_and_heads_of_sideways_and_vertical_pages_are_found() {
    let mut pages = Pages::new(ALL);
    for number in ["1", "2"] {
        let mut content = String::new();
        for row in 0..4 {
            let matrix = format!("0 1 -1 0 {} 100", 100 + 15 * row);
            content += &turned(10, &matrix, "次の頁へ続きます");
        }
        pages.page(&(content + &show(295, 30, number)));
    }
    let document = pages.document();
    assert_eq!(aside(&document, Furniture::PageNumber), ["1", "2"]);
    assert_eq!(blocks(&document), ["次の頁へ続きます".repeat(8)]);

    let mut file = PdfFile::new();
    let font = file.composite_font("Japan1", "UniJIS-UCS2-V", "", "");
    let number_font = file.mapped_font(ALL);
    let column = "これは官報に載る文で次の頁へ続き";
    for number in ["- 1 -", "- 2 -"] {
        let mut content = String::new();
        for at in [500, 480, 460] {
            let _ = writeln!(content, "BT /V 10 Tf {at} 700 Td {} Tj ET", hex(column));
        }
        content += &show(290, 30, number);
        let fonts = format!("/Resources<</Font<</V {font} 0 R/F {number_font} 0 R>>>>");
        file.page(&content, &fonts);
    }
    let document = Pages { file, font }.document();
    assert_eq!(blocks(&document), [column.repeat(6)]);
    assert_eq!(aside(&document, Furniture::PageNumber), ["- 1 -", "- 2 -"]);
}

/// A ruled table of two columns of twelve characters; rows are texts of both
/// cells, cut into lines.
fn table(rows: &[[&str; 2]]) -> String {
    part(rows, [true, true])
}

/// Such a table, or the part of one: whether it is closed above and below.
fn part(rows: &[[&str; 2]], [above, below]: [bool; 2]) -> String {
    let (xs, mut y) = ([50, 180, 310], 750);
    let mut content = String::from("0.5 w ");
    let mut text = String::new();
    let top = y;
    for (row, is_inner) in rows.iter().zip([above].into_iter().chain(std::iter::repeat(true))) {
        if is_inner {
            let _ = writeln!(content, "50 {y} m 310 {y} l S");
        }
        let lines =
            |cell: &str| i32::try_from(cell.chars().count().div_ceil(12)).expect("it is short");
        let n = row.iter().map(|cell| lines(cell)).max().unwrap_or(1);
        for (x, cell) in xs.iter().zip(row) {
            let characters: Vec<char> = cell.chars().collect();
            for (line, at) in characters.chunks(12).zip(1..) {
                text += &show(x + 5, y - 15 * at, &line.iter().collect::<String>());
            }
        }
        y -= 15 * n + 5;
    }
    if below {
        let _ = writeln!(content, "50 {y} m 310 {y} l S");
    }
    for x in xs {
        let _ = writeln!(content, "{x} {y} m {x} {top} l S");
    }
    content + &text
}

const HEADER: [&str; 2] = ["改正後", "改正前"];

#[test]
fn a_row_over_the_page_is_one_row_read_cell_by_cell() {
    let long = "規定を定め当該事項について必要な措置を講ずるものとし、その旨を年月日に";
    let mut pages = Pages::new(&(ALL.to_owned() + long));
    pages.page(&table(&[HEADER, ["新の規定", "旧の規定"], [long, "旧"]]));
    pages.page(&table(&[HEADER, ["定める。", ""], ["次の規定", "上の規定"]]));
    let document = pages.document();
    let whole = format!("2:0>{long}定める。");
    assert_eq!(
        blocks(&document),
        [
            "0:0>改正後",
            "0:1>改正前",
            "1:0>新の規定",
            "1:1>旧の規定",
            &whole,
            "2:1>旧",
            "3:0>次の規定",
            "3:1>上の規定"
        ]
    );
    assert_eq!(aside(&document, Furniture::RepeatedHeader), HEADER);
    let spans = document.blocks.iter().flat_map(|block| block.text.parts()).map(|p| p.span);
    assert!(spans.is_sorted());
    let all: usize = document.source.original().split_whitespace().map(str::len).sum();
    let kept: usize = document.blocks.iter().map(|b| b.text.printed(&document.source).len()).sum();
    assert_eq!(all, kept + HEADER.iter().map(|cell| cell.len()).sum::<usize>());
}

#[test]
fn what_changed_before_the_page_break_is_marked_in_every_cell() {
    let long = "規定を定め当該事項について必要な措置を講ずるものとし、その旨を年月日に";
    let file = |left: &str, right: &str| {
        let mut pages = Pages::new(&(ALL.to_owned() + long + "定める。旧右"));
        pages.page(&table(&[["左", "右"], [left, right]]));
        pages.page(&table(&[["左", "右"], ["定める。", "定める。"], ["下", "下"]]));
        Input { name: "test.pdf".into(), bytes: pages.file.finish() }
    };
    let changed = long.replace("必要", "短い");
    let inputs = Sides { old: file(long, long), new: file(&changed, &changed) };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let report = compare(&inputs, &options, &()).expect("both are sound");
    let cells = report.table.rows.iter().filter_map(|row| row.cells.new.as_ref());
    let runs = cells.flat_map(|cell| &cell.paragraphs).flat_map(|paragraph| &paragraph.runs);
    let marked: Vec<&str> = runs.filter(|run| run.changed).map(|run| &*run.text).collect();
    assert_eq!(marked, ["短い", "短い"]);
}

#[test]
fn a_new_row_on_a_new_page_stays_a_row() {
    let sentence = "必要な措置を講ずるものとする。";
    for next in [["次の規定", "上の規定"], ["", "上の規定"]] {
        let mut pages = Pages::new(&(ALL.to_owned() + sentence));
        pages.page(&table(&[HEADER, ["", "規定"], [sentence, sentence]]));
        pages.page(&table(&[HEADER, next, ["下", "下"]]));
        let document = pages.document();
        let rows = document.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Cell { row, .. } => Some(row),
            _ => None,
        });
        assert_eq!(rows.max(), Some(4), "{next:?}");
    }
}

/// Browsers leave the frame of a row open where the row goes on over the page,
/// even between two paragraphs of a cell. A table that is open above from the
/// start draws no such sides anywhere.
#[test]
fn a_row_whose_frame_stays_open_goes_on_over_the_page() {
    let sentence = "必要な措置を講ずるものとする。";
    let n_rows = |first: [bool; 2], second: [bool; 2]| {
        let mut pages = Pages::new(&(ALL.to_owned() + sentence));
        pages.page(&part(&[["左", "右"], ["", "規定"], ["上", sentence]], first));
        pages.page(&part(&[["", sentence], ["下", "旧規定"]], second));
        let rows = pages.document().blocks.into_iter().filter_map(|block| match block.kind {
            BlockKind::Cell { row, .. } => Some(row + 1),
            _ => None,
        });
        rows.max()
    };
    assert_eq!(n_rows([true, false], [false, true]), Some(4));
    for (first, second) in [
        ([true, true], [true, true]),
        ([true, false], [true, true]),
        ([true, true], [false, true]),
        ([false, false], [false, false]),
    ] {
        assert_eq!(n_rows(first, second), Some(5), "{first:?} {second:?}");
    }
}

/// A cell that ended well above the end of its page had room for more, and a
/// label is not printed twice for one row.
#[test]
fn a_row_with_room_left_does_not_go_on_over_the_page() {
    let long = "十二字ずつ五行になる規定".repeat(5);
    let n_rows = |last: [&str; 2], next: [&str; 2]| {
        let mut pages = Pages::new(&(ALL.to_owned() + "十二字ずつ五行になる事後前の規定"));
        pages.page(&part(&[["左", "右"], ["", "規定"], last], [true, false]));
        pages.page(&part(&[next, ["下", "旧規定"]], [false, true]));
        let rows = pages.document().blocks.into_iter().filter_map(|block| match block.kind {
            BlockKind::Cell { row, .. } => Some(row + 1),
            _ => None,
        });
        rows.max()
    };
    assert_eq!(n_rows(["規定", &long], ["", "なる規定"]), Some(4));
    assert_eq!(n_rows(["事後", &long], ["事前", "なる規定"]), Some(5));
    assert_eq!(n_rows(["規定", "上"], ["規定", "下"]), Some(5));
}

#[test]
fn a_comparison_table_is_recognised_and_other_tables_are_not() {
    for (header, is_one) in [
        (HEADER, true),
        (["改正後（様式）", "改正前"], true),
        (["左", "右"], false),
        (["上", "改正前"], false),
    ] {
        let mut pages = Pages::new(&(ALL.to_owned() + "（）"));
        pages.page(&table(&[header, ["新の規定", "旧の規定"], ["次の規定", "上の規定"]]));
        assert_eq!(is_comparison_table(&pages.document()), is_one, "{header:?}");
    }
    let mut pages = Pages::new(ALL);
    let text = paragraph(50, 500, &"これは官報に載る文で次の頁へ続きます".repeat(10));
    pages.page(&(table(&[HEADER, ["新の規定", "旧の規定"]]) + &text));
    assert!(!is_comparison_table(&pages.document()));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let (left, right) = ("これは左に置く文です。".repeat(8), "次は右に置く文である。".repeat(8));
    let mut pages = Pages::new(&(ALL.to_owned() + &left + &right));
    pages.page(&(paragraph(50, 700, &left) + &paragraph(200, 700, &right)));
    assert_eq!(blocks(&pages.document()), [&*left, &*right]);
    // The same drawn line by line across the page, under a title, with a third
    // column.
    let third = "もう一つの欄に置く文。".repeat(8);
    let columns = [(50, &left), (200, &right), (350, &third)];
    let lines = columns.map(|(x, text)| paragraph(x, 700, text));
    let by_line = lines.each_ref().map(|text| text.lines().collect::<Vec<_>>());
    let mut content = show(50, 750, "これは官報に載る文で次の頁へ続きます。もう一つ短い段落");
    for row in 0..by_line[0].len() {
        for column in &by_line {
            content += column.get(row).copied().unwrap_or_default();
            content += "\n";
        }
    }
    let mut pages = Pages::new(&(ALL.to_owned() + &left + &right + &third));
    pages.page(&content);
    let title = "これは官報に載る文で次の頁へ続きます。もう一つ短い段落";
    assert_eq!(blocks(&pages.document()), [title, &*left, &*right, &*third]);
}

#[test]
fn labels_in_front_of_values_are_read_line_by_line() {
    let mut pages = Pages::new(ALL);
    let content: String = (0..8)
        .map(|row| {
            show(50, 700 - 20 * row, "規定") + &show(150, 700 - 20 * row, "これは官報に載る文です")
        })
        .collect();
    pages.page(&content);
    let document = pages.document();
    assert_eq!(document.source.original().lines().next(), Some("規定 これは官報に載る文です"));
}

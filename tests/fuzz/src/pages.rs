//! PDF pages of arbitrary text and rules: what layout, tables, columns,
//! vertical text and ruby are recognised from.

use std::fmt::Write as _;

use libfuzzer_sys::arbitrary::{self, Arbitrary};

use crate::pdf::{PdfFile, hex};

/// Words that mean something to the stages after reading, and parts of words.
const WORDS: [&str; 32] = [
    "第１条",
    "第２",
    "（１）",
    "（２）",
    "①",
    "ア",
    "イ",
    "１",
    "2",
    "－",
    "施設の管理者は、",
    "届け出なければならない。",
    "漢字",
    "かんじ",
    "か",
    "ー",
    "ABC",
    "word ",
    " ",
    "\u{3000}",
    "なお、",
    "【用語】",
    "別表第一",
    "1,000円",
    "10",
    "- 3 -",
    "目次",
    "注１",
    "※",
    "㈱",
    "か\u{3099}",
    "。",
];

/// One to some pages.
#[derive(Debug, Arbitrary)]
pub struct Pages {
    rotate: u8,
    pages: Vec<Page>,
}

#[derive(Debug, Arbitrary)]
struct Page {
    /// How often the page is printed again: furniture is what repeats.
    again: u8,
    wide: bool,
    marks: Vec<Mark>,
}

/// One thing drawn on a page.
#[derive(Debug, Arbitrary)]
enum Mark {
    /// A line of words.
    Text { at: At, size: u8, words: Words },
    /// A paragraph of equal lines.
    Lines { at: At, size: u8, n: u8, words: Words },
    /// Text turned, sheared or stretched.
    Turned { at: At, way: Way, words: Words },
    /// A column of vertical text.
    Vertical { at: At, size: u8, words: Words },
    /// Text whose characters stand apart, or on top of one another.
    Spread { at: At, size: u8, spacing: i8, words: Words },
    /// A word with its reading above.
    Ruby { at: At, lift: i8, base: Words, reading: Words },
    /// A stroke or a thin box.
    Rule { from: At, length: i8, across: bool, as_box: bool, thick: u8 },
    /// A ruled table with a word in each cell.
    Table { at: At, columns: [u8; 4], rows: u8, height: u8, words: Words },
    /// A frame.
    Frame { at: At, width: u8, height: u8 },
    /// Cuts off what is drawn from here on.
    Clip { at: At, width: u8, height: u8 },
    /// Moves and scales what is drawn from here on.
    Matrix { numbers: [i8; 6] },
    /// Leaves the last of these.
    Restore,
    /// Text that is not painted.
    Invisible { at: At, words: Words },
    /// Words that stand for other glyphs.
    Replaced { at: At, words: Words, by: Words },
    /// Numbers no program writes.
    Extreme { x: f32, y: f32, size: f32, words: Words },
}

#[derive(Debug, Arbitrary)]
struct At(u8, u8);

impl At {
    /// Coarse steps, so that things meet, stand in line, and leave the page.
    fn points(&self) -> (f32, f32) {
        (f32::from(self.0) * 3.0 - 60.0, f32::from(self.1) * 4.0 - 60.0)
    }
}

#[derive(Debug, Arbitrary)]
struct Words([u8; 3]);

impl Words {
    fn text(&self) -> String {
        self.0.iter().map(|n| WORDS.get(usize::from(*n)).copied().unwrap_or_default()).collect()
    }
}

#[derive(Debug, Arbitrary)]
enum Way {
    Quarter,
    Half,
    ThreeQuarters,
    Mirrored,
    Oblique,
    Narrow,
    Flat,
}

impl Way {
    fn matrix(&self) -> &'static str {
        match self {
            Self::Quarter => "0 1 -1 0",
            Self::Half => "-1 0 0 -1",
            Self::ThreeQuarters => "0 -1 1 0",
            Self::Mirrored => "-1 0 0 1",
            Self::Oblique => "4 3 -3 4",
            Self::Narrow => "0.5 0 0 1",
            Self::Flat => "1 0 0 0",
        }
    }
}

impl Pages {
    /// The pages as a PDF file, at most a handful of them.
    pub fn file(&self) -> Vec<u8> {
        let mut file = PdfFile::new();
        let all = WORDS.concat();
        let across = file.mapped_font(&all);
        let down = file.mapped_font_written(&all, "Identity-V");
        let rotate = u32::from(self.rotate % 4) * 90;
        for page in self.pages.iter().take(4) {
            let content = page.content();
            let media = if page.wide { "/MediaBox[0 0 842 595]" } else { "" };
            let resources = format!(
                "/Rotate {rotate}{media}/Resources<</Font<</F {across} 0 R/V {down} 0 R>>>>"
            );
            for _ in 0..=page.again % 4 {
                file.page(&content, &resources);
            }
        }
        file.finish()
    }
}

impl Page {
    fn content(&self) -> String {
        let mut out = String::new();
        let mut depth = 0_u32;
        for mark in self.marks.iter().take(120) {
            match mark {
                Mark::Clip { .. } | Mark::Matrix { .. } => depth += 1,
                Mark::Restore if depth == 0 => continue,
                Mark::Restore => depth -= 1,
                _ => {}
            }
            mark.draw(&mut out);
        }
        for _ in 0..depth {
            out.push_str("Q\n");
        }
        out
    }
}

fn show(out: &mut String, (x, y): (f32, f32), size: f32, text: &str) {
    let _ = writeln!(out, "BT /F {size} Tf {x} {y} Td {} Tj ET", hex(text));
}

fn stroke(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    let _ = writeln!(out, "{} {} m {} {} l S", from.0, from.1, to.0, to.1);
}

impl Mark {
    fn draw(&self, out: &mut String) {
        let points = |size: &u8| f32::from(size % 40);
        match self {
            Self::Text { at, size, words } => show(out, at.points(), points(size), &words.text()),
            Self::Lines { at, size, n, words } => {
                let (x, y) = at.points();
                for line in 0..n % 24 {
                    let below = y - f32::from(line) * points(size) * 1.5;
                    show(out, (x, below), points(size), &words.text().repeat(3));
                }
            }
            Self::Turned { at, way, words } => {
                let (x, y) = at.points();
                let text = hex(&words.text());
                let _ = writeln!(out, "BT /F 10 Tf {} {x} {y} Tm {text} Tj ET", way.matrix());
            }
            Self::Vertical { at, size, words } => {
                let ((x, y), text) = (at.points(), hex(&words.text()));
                let _ = writeln!(out, "BT /V {} Tf {x} {y} Td {text} Tj ET", points(size));
            }
            Self::Spread { at, size, spacing, words } => {
                let ((x, y), text) = (at.points(), hex(&words.text()));
                let spacing = f32::from(*spacing) / 4.0;
                let size = points(size);
                let _ = writeln!(out, "BT {spacing} Tc /F {size} Tf {x} {y} Td {text} Tj 0 Tc ET");
            }
            Self::Ruby { at, lift, base, reading } => {
                let (x, y) = at.points();
                show(out, (x, y), 10.0, &base.text());
                show(out, (x, y + 9.0 + f32::from(*lift) / 16.0), 5.0, &reading.text());
            }
            Self::Rule { from, length, across, as_box, thick } => {
                let ((x, y), length) = (from.points(), f32::from(*length) * 6.0);
                let (dx, dy) = if *across { (length, 0.0) } else { (0.0, length) };
                let thick = f32::from(*thick) / 32.0;
                if *as_box {
                    let _ = writeln!(out, "{x} {y} {} {} re f", dx + thick, dy + thick);
                } else {
                    let _ = write!(out, "{thick} w ");
                    stroke(out, (x, y), (x + dx, y + dy));
                }
            }
            Self::Table { at, columns, rows, height, words } => {
                table(out, at.points(), *columns, rows % 9, f32::from(*height % 64), &words.text());
            }
            Self::Frame { at, width, height } => {
                let ((x, y), width, height) =
                    (at.points(), u32::from(*width) * 3, u32::from(*height) * 4);
                let _ = writeln!(out, "{x} {y} {width} {height} re S");
            }
            Self::Clip { at, width, height } => {
                let ((x, y), width, height) =
                    (at.points(), u32::from(*width) * 3, u32::from(*height) * 4);
                let _ = writeln!(out, "q {x} {y} {width} {height} re W n");
            }
            Self::Matrix { numbers: [a, b, c, d, x, y] } => {
                let scale = |n: &i8| f32::from(*n) / 16.0;
                let (a, b, c, d) = (scale(a), scale(b), scale(c), scale(d));
                let _ = writeln!(out, "q {a} {b} {c} {d} {x} {y} cm");
            }
            Self::Restore => out.push_str("Q\n"),
            Self::Invisible { at, words } => {
                out.push_str("3 Tr ");
                show(out, at.points(), 10.0, &words.text());
                out.push_str("0 Tr ");
            }
            Self::Replaced { at, words, by } => {
                let by = hex(&format!("\u{feff}{}", by.text()));
                let _ = writeln!(out, "/Span <</ActualText {by}>> BDC");
                show(out, at.points(), 10.0, &words.text());
                out.push_str("EMC\n");
            }
            Self::Extreme { x, y, size, words } => show(out, (*x, *y), *size, &words.text()),
        }
    }
}

/// Strokes around rows and columns; the columns say by their lowest bit
/// whether the line at their right is drawn.
fn table(
    out: &mut String,
    (x, top): (f32, f32),
    columns: [u8; 4],
    rows: u8,
    height: f32,
    word: &str,
) {
    let width: f32 = columns.iter().map(|column| f32::from(*column)).sum();
    let bottom = top - f32::from(rows) * height;
    for row in 0..=rows {
        let y = top - f32::from(row) * height;
        stroke(out, (x, y), (x + width, y));
    }
    stroke(out, (x, top), (x, bottom));
    let mut left = x;
    for column in columns {
        for row in 0..rows {
            show(out, (left + 2.0, top - f32::from(row) * height - 12.0), 10.0, word);
        }
        left += f32::from(column);
        if column % 2 == 0 {
            stroke(out, (left, top), (left, bottom));
        }
    }
}

//! What changed inside ruled tables: rows by their names, cells by their headings.

use shinkyu::model::Sides;
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::Cell;

use super::marked;

/// A regulation with a table: rows parted by /, cells by a bar.
fn page(table: &str) -> Vec<u8> {
    let cell = |text: &str| format!("<td>{}</td>", text.trim());
    let row =
        |row: &str| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<Vec<_>>().concat());
    let rows = table.split('/').map(row).collect::<Vec<_>>().concat();
    format!("<p>第１条　使用料は、次のとおりとする。</p><table>{rows}</table><p>第２条　公布の日から施行する。</p>")
        .into_bytes()
}

/// The rows of both sides, with what changed in 【】.
fn compared(old: &str, new: &str) -> [String; 2] {
    let input = |name: &str, table: &str| Input { name: name.into(), bytes: page(table) };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let inputs = Sides { old: input("old.html", old), new: input("new.html", new) };
    let report = compare(&inputs, &options, &()).expect("a page is read");
    let cells = report.table.rows.first().expect("there is an article").cells.as_ref();
    [cells.old, cells.new].map(|cell| {
        let text = marked(cell.as_ref());
        text.split_once("。⏎").map(|(_, rows)| rows.to_owned()).expect("there is a table")
    })
}

fn check(old: [&str; 2], new: [&str; 2]) {
    assert_eq!(compared(old[0], new[0]), [old[1], new[1]]);
    assert_eq!(compared(new[0], old[0]), [new[1], old[1]], "the other way round");
}

#[test]
fn prices_that_coincide_stay_in_their_rows() {
    check(
        [
            "施設|一般/大会議室|１時間500円/会議室|１時間300円",
            "施設⏎一般⏎大会議室⏎１時間【500円】⏎会議室⏎１時間【300円】",
        ],
        [
            "施設|一般/大会議室|１時間600円/中会議室|１時間500円/会議室|１時間400円",
            "施設⏎一般⏎大会議室⏎１時間【600円】⏎【中会議室】⏎【１時間500円】⏎会議室⏎１時間【400円】",
        ],
    );
}

#[test]
fn prices_that_coincide_stay_in_their_columns() {
    check(
        [
            "区分|午前|午後|夜間/ホール|5,000円|8,000円|9,000円",
            "区分⏎午前⏎午後⏎【夜間】⏎ホール⏎【5,000円】⏎【8,000円】⏎【9,000円】",
        ],
        ["区分|午前|午後/ホール|6,000円|9,000円", "区分⏎午前⏎午後⏎ホール⏎【6,000円】⏎【9,000円】"],
    );
}

/// One row that begins like a heading makes no form of the table.
#[test]
fn a_row_that_looks_like_a_heading_is_a_row() {
    check(
        [
            "区分|補助率/中小企業|２分の１/大企業|３分の１",
            "区分⏎補助率⏎中小企業⏎２分の１⏎大企業⏎３分の１",
        ],
        [
            "区分|補助率/中小企業|２分の１/大企業|３分の１/Ⅱ類団体|４分の１",
            "区分⏎補助率⏎中小企業⏎２分の１⏎大企業⏎３分の１⏎【Ⅱ類団体】⏎【４分の１】",
        ],
    );
}

#[test]
fn a_heading_inside_a_table_leaves_a_row_without_text() {
    let input = |page: &str| Input { name: "a.html".into(), bytes: page.as_bytes().to_vec() };
    let old = "<tr><td>公民館</td><td>400円</td></tr>";
    let new = "<table><tr><th>区分</th><th>料金</th></tr><tr><td>公民館</td><td>300円</td></tr>\
               <h2>附則</h2><tr><td>図書館</td></tr>";
    for inputs in [
        Sides { old: input(old), new: input(new) },
        Sides { old: input(new), new: input(&new.replace("300円", "")) },
    ] {
        let options = Options {
            read: ReadOptions::default(),
            profile: Profile::default(),
            pairs: Vec::new(),
        };
        let report = compare(&inputs, &options, &()).expect("a page is read");
        let cells = report.table.rows.iter().filter_map(|row| row.cells.new.as_ref());
        let texts: Vec<_> = cells.map(Cell::text).collect();
        assert!(texts.concat().contains("図書館"), "{texts:?}");
    }
}

/// An empty cell has no text, but a column.
#[test]
fn empty_cells_keep_their_place() {
    check(
        [
            "区分|午前|午後|夜間/ホール||8,000円|9,000円/和室|○||",
            "区分⏎午前⏎午後⏎夜間⏎ホール⏎【8,000円】⏎【9,000円】⏎和室⏎【○】",
        ],
        [
            "区分|午前|午後|夜間/ホール|8,000円|9,000円|/和室||○|",
            "区分⏎午前⏎午後⏎夜間⏎ホール⏎【8,000円】⏎【9,000円】⏎和室⏎【○】",
        ],
    );
}

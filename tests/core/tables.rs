//! What changed inside ruled tables: rows by their names, cells by their headings.

use shinkyu::model::Sides;
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Cell, Change};

use super::{marked, report};

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

/// Rows that begin like headings in one document alone make no form of the table.
#[test]
fn rows_that_look_like_headings_are_rows() {
    let text = |cell: &str| cell.replace(['|', '/'], "⏎");
    let old = "区分|補助率/中小企業|２分の１/大企業|３分の１";
    for added in [
        "X線装置|４分の１",
        "V2H|４分の１",
        "I類団体|４分の１",
        "Ⅱ類団体|４分の１",
        "①乳児|４分の１",
        "【新規】|４分の１",
        "①乳児|４分の１/②幼児|５分の１/③学童|６分の１",
    ] {
        let marked = |row: &str| format!("【{}】", row.replace('|', "】⏎【"));
        let marked = added.split('/').map(marked).collect::<Vec<_>>().join("⏎");
        check([old, &text(old)], [&format!("{old}/{added}"), &format!("{}⏎{marked}", text(old))]);
    }
}

/// Nor does giving them numbers.
#[test]
fn rows_that_were_given_numbers_are_the_rows_they_were() {
    check(
        ["区分|率/乳児|１割/幼児|２割", "区分⏎率⏎乳児⏎１割⏎幼児⏎２割"],
        ["区分|率/①乳児|１割/②幼児|２割", "区分⏎率⏎【①】乳児⏎１割⏎【②】幼児⏎２割"],
    );
}

/// The rows of a table that came into a document do not change how the others are
/// read, whatever it is.
#[test]
fn a_form_leaves_other_tables_as_they_are() {
    let with = |form: &str| {
        let row = |[label, value]: [&str; 2]| format!("<tr><td>{label}<td>{value}");
        let contact = [["担当", "みどり課"], ["電話", "1234"]].map(row).concat();
        let rates = [["乳児", "１割"], ["幼児", "２割"]].map(row).concat();
        format!(
            "<h2>連絡先</h2><table>{contact}</table><h2>補助率</h2><table>{rates}</table>{form}"
        )
    };
    let form = "<h2>申請書</h2><table><tr><td>①氏名<td>　<tr><td>②住所<td>　<tr><td>③電話番号<td>　</table>";
    let input = |page: String| Input { name: "a.html".into(), bytes: page.into_bytes() };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let inputs = Sides { old: input(with("")), new: input(with(form)) };
    let report = compare(&inputs, &options, &()).expect("a page is read");
    let rows = report.table.rows.iter();
    let kept: Vec<String> = rows
        .filter(|row| row.change == Change::Same)
        .map(|row| marked(row.cells.new.as_ref()))
        .collect();
    assert_eq!(kept, ["連絡先⏎担当⏎みどり課⏎電話⏎1234", "補助率⏎乳児⏎１割⏎幼児⏎２割"]);
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

/// Of a text without rules, too: a letter with a tab behind it is a name there.
#[test]
fn letters_name_rows_that_are_parted_by_tabs() {
    for letters in [["Ａ", "Ｂ", "Ｃ"], ["ア", "イ", "ウ"]] {
        let text = |rows: &[&str]| {
            let row = |letter: &&str| format!("{letter}\t百円\n");
            format!("別表（第１条関係）\n区分\t金額\n{}", rows.iter().map(row).collect::<String>())
        };
        let rows = report(&text(&letters), &text(&[letters[0], letters[2]])).table.rows;
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        let expected = text(&letters)
            .replace(&format!("{}\t百円\n", letters[1]), &format!("【{}\t百円】\n", letters[1]));
        assert_eq!(marked(row.cells.old.as_ref()), expected.trim_end().replace('\n', "⏎"));
    }
    // A list has no row above it, and numbers are numbers.
    for text in ["次のとおり\nア\t百円\nイ\t二百円\n", "区分\t金額\n①\t百円\n②\t二百円\n"]
    {
        assert_eq!(report(text, text).table.rows.len(), 3, "{text}");
    }
}

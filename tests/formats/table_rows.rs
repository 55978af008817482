//! Rows of tables that came, went or changed places.

use shinkyu::model::Sides;
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::Cell;

/// A page with a table: cells parted by `|`, rows by spaces.
fn page(rows: &str) -> String {
    let rows = rows.replace('|', "<td>").replace(' ', "<tr><td>");
    format!("<html><p>別表（第２条関係）<table border=1><tr><td>{rows}</table>")
}

/// Both tables with what is marked in 【】.
fn marked(old: &str, new: &str) -> [String; 2] {
    let input = |name: &str, rows: &str| Input { name: name.into(), bytes: page(rows).into() };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let inputs = Sides { old: input("a.html", old), new: input("b.html", new) };
    let report = pipeline::compare(&inputs, &options, &()).expect("pages are read");
    let [row] = report.table.rows.as_slice() else { panic!("one unit: {:?}", report.table.rows) };
    let rows = |cell: &Cell| {
        let mut out = String::new();
        for (index, paragraph) in cell.paragraphs.iter().enumerate().skip(1) {
            let between = if cell.separator_before(index) == "\t" { "|" } else { " " };
            out.push_str(if out.is_empty() { "" } else { between });
            for run in &paragraph.runs {
                let (open, close) = if run.changed { ("【", "】") } else { ("", "") };
                out.extend([open, &run.text, close]);
            }
        }
        out
    };
    [row.cells.old.as_ref(), row.cells.new.as_ref()].map(|cell| cell.map_or_else(String::new, rows))
}

#[track_caller]
fn check(old: &str, new: &str) {
    let [plain_old, plain_new] = [old, new].map(|rows| rows.replace(['【', '】'], ""));
    assert_eq!(marked(&plain_old, &plain_new), [old, new]);
    assert_eq!(marked(&plain_new, &plain_old), [new, old], "the other way round");
}

#[test]
fn a_new_row_is_marked_with_its_number_and_those_after_it_with_theirs() {
    check(
        "番号|区分|金額 １|戸籍謄本の交付|450円 【２】|住民票の写しの交付|300円 【３】|印鑑登録証明書の交付|300円",
        "番号|区分|金額 １|戸籍謄本の交付|450円 【２】|【識別符号の発行】|【400円】 【３】|住民票の写しの交付|300円 【４】|印鑑登録証明書の交付|300円",
    );
}

#[test]
fn a_new_row_is_marked_whole_where_all_rows_begin_alike() {
    check(
        "職|氏名|所属 委員|鈴木一郎|財政課 委員|高橋次郎|税務課 委員|伊藤三郎|市民課",
        "職|氏名|所属 委員|鈴木一郎|財政課 【委員】|【渡辺四郎】|【情報課】 委員|高橋次郎|税務課 委員|伊藤三郎|市民課",
    );
    // And where the row before it ends alike.
    check(
        "事務|決裁者 文書の廃棄|課長 物品の購入|部長",
        "事務|決裁者 文書の廃棄|課長 【電子署名の付与】|【課長】 物品の購入|部長",
    );
}

#[test]
fn a_row_that_changed_is_compared_with_itself() {
    check(
        "事務|根拠|決裁者 文書の廃棄|規程第５条|【課長】 文書の閲覧|規程【第６条】|係長 物品の購入|規則第８条|部長",
        "事務|根拠|決裁者 文書の廃棄|規程第５条|【部長】 【鍵の貸出し】|【規程第２条】|【主査】 文書の閲覧|規程【第７条】|係長 物品の購入|規則第８条|部長",
    );
}

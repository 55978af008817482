//! Choices that were not made: what the form offers is no content.

use super::{entries, log_options, shown};

/// A form with an item of the office's own, whose choice, options and further
/// lines stand in rows of their own.
fn form(choice: &str) -> String {
    let row = |cells: &[&str]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let rows = [
        row(&["１．特定個人情報ファイルを取り扱う事務"]),
        row(&["①事務の名称", "手当の支給"]),
        row(&["④独自の確認は十分か", &format!("[　{choice}　]")]),
        row(&["", "＜選択肢＞"]),
        row(&["", "1) 特に力を入れて<br>いる<br>2) 十分である"]),
        row(&["", "3) 課題が残されている"]),
    ];
    format!(
        "<p>[平成31年１月　様式２]</p><p>特定個人情報保護評価書（基礎項目評価書）</p>\
         <p>公表日　令和6年1月15日</p><p>Ⅰ　関連情報</p><table border='1'>{}</table>",
        rows.concat()
    )
}

#[test]
fn options_of_an_empty_choice_are_no_content() {
    let found = |old: &str, new: &str| shown(&entries(&form(old), &form(new), &log_options()));
    let item = "Ⅰ－１ ④独自の確認は十分か";
    assert_eq!(found("", "十分である"), [format!("{item}: （記載なし） → （追加）|十分である")]);
    assert_eq!(found("十分である", ""), [format!("{item}: 十分である → （削除）")]);
    assert_eq!(found("", ""), Vec::<String>::new());
}

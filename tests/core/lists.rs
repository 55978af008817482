//! Lists of the same items under several headings.

use std::fmt::Write as _;

use shinkyu::report::{Cell, Change, Row};

use super::report;

/// Headings with the same items under each, numbered from 1.
fn lists(headings: &[&str], items: &[&str]) -> String {
    let mut text = String::from("第１　委託\n");
    for (heading, number) in headings.iter().zip(1..) {
        let _ = writeln!(text, "{number}　{heading}");
        for (item, mark) in items.iter().zip('①'..) {
            let _ = writeln!(text, "{mark}　{item}");
        }
    }
    text + "第２　保管\n"
}

/// Items that differ or have moved, as old and new place and what happened.
fn changes(old: &str, new: &str) -> Vec<(String, String, Change)> {
    let place = |cell: Option<&Cell>| {
        cell.map_or_else(String::new, |cell| format!("{} {}", cell.path.join(" "), cell.label))
    };
    let differs = |row: &&Row| row.change != Change::Same || row.moved;
    let is_item = |place: &str| place.ends_with(['①', '②', '③']);
    let table = report(old, new).table;
    let rows = table.rows.iter().filter(differs);
    rows.map(|row| (place(row.cells.old.as_ref()), place(row.cells.new.as_ref()), row.change))
        .filter(|(old, new, _)| is_item(old) || is_item(new))
        .collect()
}

const ITEMS: [&str; 3] =
    ["委託の内容　システムの運用保守", "取扱者数　10人以上50人未満", "再委託の有無　再委託しない"];

#[test]
fn items_stay_with_their_heading_where_another_one_came_and_went() {
    let old = ["住民基本台帳システムの保守", "税務システムの保守", "帳票の印刷", "データの入力"];
    let new = ["住民基本台帳システムの保守", "帳票の印刷", "データの入力", "監視業務の委託"];
    let (old, new) = (lists(&old, &ITEMS), lists(&new, &ITEMS));
    assert_eq!(changes(&old, &new), []);
    // One item is another one under a heading that stayed.
    let answer = "再委託しない";
    let (head, tail) = new.rsplit_once(answer).expect("the last list has it");
    let (head, between) = head.rsplit_once(answer).expect("and the one before");
    let edited = format!("{head}再委託する{between}{answer}{tail}");
    let found = changes(&old, &edited);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, Change::Edited);
    assert!(
        found[0].0.contains("データの入力") && found[0].1.contains("データの入力"),
        "{found:?}"
    );
}

#[test]
fn an_item_stays_where_its_heading_changed_places() {
    let old = lists(&["窓口における受付", "電話における受付", "訪問による受付"], &ITEMS);
    let new = lists(&["窓口における受付", "訪問による受付", "電子申請による受付"], &ITEMS);
    assert_eq!(changes(&old, &new), []);
    let swapped = lists(&["訪問による受付", "窓口における受付", "電話における受付"], &ITEMS);
    assert_eq!(changes(&old, &swapped), []);
}

#[test]
fn a_short_item_did_not_move_and_become_another() {
    let list = |items: [&str; 4]| lists(&["対象経費"], &items);
    let old = list(["人件費", "旅費", "需用費及び役務費", "使用料"]);
    let new = list(["人件費及び旅費", "需用費", "役務費", "使用料"]);
    let table = report(&old, &new).table;
    assert!(table.rows.iter().all(|row| !row.moved));
    let alone = |change: Change| {
        let rows = table.rows.iter().filter(|row| row.change == change);
        rows.map(|row| row.cells.old.as_ref().or(row.cells.new.as_ref()).unwrap().label.clone())
            .collect::<Vec<String>>()
    };
    assert_eq!(alone(Change::Removed), ["②"]);
    assert_eq!(alone(Change::Added), ["③"]);
}

/// Rows that differ or have moved, as old and new label.
fn rows(old: &str, new: &str) -> Vec<(String, String, Change, bool)> {
    let label = |cell: &Option<Cell>| cell.as_ref().map_or(String::new(), |it| it.label.clone());
    let differs = |row: &&Row| row.change != Change::Same || row.moved || row.renumbered;
    let table = report(old, new).table;
    let rows = table.rows.iter().filter(differs);
    rows.map(|row| (label(&row.cells.old), label(&row.cells.new), row.change, row.moved)).collect()
}

#[test]
fn an_answer_that_others_give_did_not_move_under_a_new_heading() {
    let item = |number: &str, risk: &str, rest: &str| {
        format!("{number}　取扱い\n①リスク　{risk}\n②残存リスク　{rest}\n")
    };
    let old = item("Ⅲ－１", "目的外の入手", "十分である")
        + &item("Ⅲ－２", "権限のない者による使用", "十分である");
    let new = item("Ⅲ－１", "目的外の入手", "特に力を入れている")
        + &item("Ⅲ－２", "権限のない者による使用", "十分である")
        + &item("Ⅲ－３", "不正な提供", "十分である");
    let of = |old: &str, new: &str, change| (old.to_owned(), new.to_owned(), change, false);
    let expected = [
        of("②", "②", Change::Edited),
        of("", "Ⅲ－３", Change::Added),
        of("", "①", Change::Added),
        of("", "②", Change::Added),
    ];
    assert_eq!(rows(&old, &new), expected);
}

#[test]
fn an_article_stays_itself_though_its_second_paragraph_went_into_it() {
    let old = "第３条　委員の任期は、２年とする。\n第４条　委員会に委員長を置く。\n\
               ２　委員長は、委員の互選により定める。\n\
               ３　委員長は、会務を総理し、委員会を代表する。\n\
               ４　委員長に事故があるときは、あらかじめ委員長の指名する委員がその職務を代理する。\n";
    let new = "第３条　委員の任期は、２年とする。\n\
               第４条　委員会に委員長を置き、委員の互選により定める。\n\
               ２　委員長は、会務を総理する。\n３　委員長は、委員会を代表する。\n\
               ４　委員長に事故があるときは、あらかじめ委員長の指名する委員がその職務を代理する。\n";
    let found = rows(old, new);
    assert!(found.iter().all(|(.., is_moved)| !is_moved), "{found:?}");
    assert!(found.iter().all(|(old, new, ..)| old != "４" && new != "４"), "{found:?}");
    let articles = found.iter().filter(|(old, ..)| old == "第４条");
    assert!(articles.clone().count() == 1 && articles.clone().all(|it| it.1 == "第４条"));
}

#[test]
fn items_that_share_what_lists_have_in_common_do_not_cross() {
    let list = |items: &[&str]| {
        let numbered = items.iter().zip(1..).map(|(item, n)| format!("({n})　{item}\n"));
        String::from("第２条　次に掲げる事務を行う。\n") + &numbered.collect::<String>()
    };
    let old = list(&["計画の策定に関すること。", "予算の調整に関すること。", "広報に関すること。"]);
    let new = list(&[
        "予算の調整及び執行に関すること。",
        "広報及び広聴に関すること。",
        "職員の研修に関すること。",
    ]);
    let of = |old: &str, new: &str, change| (old.to_owned(), new.to_owned(), change, false);
    let expected = [
        of("(1)", "", Change::Removed),
        of("(2)", "(1)", Change::Edited),
        of("(3)", "(2)", Change::Edited),
        of("", "(3)", Change::Added),
    ];
    assert_eq!(rows(&old, &new), expected);
}

/// A kana that two short answers share says nothing; their numbers do.
#[test]
fn answers_of_two_characters_are_paired_by_their_numbers() {
    let text = |[first, second]: [&str; 2]| {
        format!(
            "問１　利用しましたか。\n１　はい\n２　いいえ\n問２　不満はありますか。\n１　{first}\n２　{second}\n"
        )
    };
    let rows = report(&text(["はい", "いいえ"]), &text(["ある", "ない"])).table.rows;
    let changed: Vec<_> = rows.iter().filter(|row| row.change != Change::Same).collect();
    assert_eq!(changed.iter().map(|row| row.change).collect::<Vec<_>>(), [Change::Edited; 2]);
    assert!(changed.iter().all(|row| !row.renumbered), "{changed:?}");
}

/// Half of the articles under an item stand under either of two others.
#[test]
fn an_item_whose_articles_were_parted_has_one_partner_in_both_directions() {
    let old = "参考：関係法令\n１　地方自治法\n２　地方公務員法\n第１条　この規則は、別に定める。\n第２条　申請の期限は５月末日とする。\n";
    let new = "１　地方自治法\n２　消防署長\n第１条　この規則は、別に定める。\n２　定義\n第２条　申請の期限は５月末日とする。\n";
    let text = |cell: &Option<Cell>| cell.as_ref().map(Cell::text);
    let pairs = |old: &str, new: &str| -> Vec<[Option<String>; 2]> {
        let rows = report(old, new).table.rows;
        rows.iter().map(|row| [text(&row.cells.old), text(&row.cells.new)]).collect()
    };
    let mut there = pairs(old, new);
    let mut back = pairs(new, old);
    for pair in &mut back {
        pair.reverse();
    }
    there.sort();
    back.sort();
    assert_eq!(there, back);
}

/// A question that another wording made unlike is known by its answer.
#[test]
fn a_question_is_paired_with_the_one_whose_answer_it_had() {
    let old = "Ｑ１　代理申請はできますか。\nＡ１　できます。委任状が必要です。\nＱ２　いつ支給されますか。\nＡ２　申請から１か月後です。\n";
    let new = "Ｑ１　オンライン申請はできますか。\nＡ１　できます。マイナンバーカードが必要です。\nＱ２　代理人による申請はできますか。\nＡ２　できます。委任状及び代理人の本人確認書類が必要です。\nＱ３　支給の時期はいつですか。\nＡ３　申請からおおむね１か月後です。\n";
    let rows = report(old, new).table.rows;
    let of = |label: &str| {
        let is_it = |cell: &Option<Cell>| cell.as_ref().is_some_and(|it| it.label == label);
        rows.iter().find(|row| is_it(&row.cells.new)).expect("there is such a row")
    };
    let text = of("Ｑ３").cells.old.as_ref().map(Cell::text);
    assert_eq!(text.as_deref(), Some("Ｑ２　いつ支給されますか。"));
    assert_eq!(of("Ｑ１").change, Change::Added);
}

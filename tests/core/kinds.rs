//! What can happen to a section, kind by kind, and the lists it ends up in.

use shinkyu::model::Side;
use shinkyu::report::{Change, Report, Row};
use shinkyu::tabulate::{ChangeLists, RowKind};

use super::{marked, report, row};

/// What a report says of a row, in one line.
fn told(row: &Row) -> String {
    let label = |side: Side| row.cells.get(side).as_ref().map_or("-", |cell| &cell.label);
    let mut words = format!("{}→{} {:?}", label(Side::Old), label(Side::New), RowKind::of(row));
    for (is_so, word) in [
        (row.renumbered, " renumbered"),
        (row.moved, " moved"),
        (row.split_of.is_some(), " split"),
        (!row.merged_from.is_empty(), " merged"),
        (row.style_only, " style"),
    ] {
        words.push_str(if is_so { word } else { "" });
    }
    words
}

fn all(report: &Report) -> Vec<String> {
    report.table.rows.iter().map(told).collect()
}

fn text(report: &Report, side: Side) -> String {
    let cells = report.table.rows.iter().filter_map(|row| row.cells.get(side).as_ref());
    let mut cells: Vec<_> = cells.collect();
    cells.sort_by_key(|cell| cell.index);
    cells.iter().flat_map(|cell| cell.text().chars().collect::<Vec<_>>()).collect()
}

const KEYS: &str = "図書館は、閉架書庫の鍵を二人で管理する。";
const TEMPERATURE: &str = "館長は、毎月一回、書庫の温度を記録する。";
const SLIPS: &str = "利用者は、閲覧票に氏名を記入する。";
const PERIOD: &str = "貸出しの期間は、資料を受け取った日から十四日とする。";
const BOOKS: &str = "貸出しの冊数は、一人につき五冊までとする。";
const LATE: &str = "延滞した者には、延滞した日数だけ貸出しを停止する。";

/// （１）, （２） … under each heading.
fn document(chapters: &[(&str, &[&str])]) -> String {
    let chapter = |(heading, items): &(&str, &[&str])| {
        let items = ('１'..).zip(*items).map(|(n, item)| format!("（{n}）　{item}\n"));
        format!("{heading}\n{}", items.collect::<String>())
    };
    chapters.iter().map(chapter).collect()
}

#[test]
fn a_section_stays_where_it_is() {
    let old = document(&[("第１　管理", &[KEYS, TEMPERATURE])]);
    let new = old.replace("毎月一回", "毎月二回");
    let report = report(&old, &new);
    assert_eq!(all(&report), ["第１→第１ Same", "（１）→（１） Same", "（２）→（２） Edited"]);
}

#[test]
fn a_whole_run_is_renumbered() {
    let old = document(&[("第１　管理", &[KEYS, TEMPERATURE, SLIPS])]);
    let new = document(&[("第１　管理", &[PERIOD, BOOKS, KEYS, TEMPERATURE, SLIPS])]);
    let report = report(&old, &new);
    assert_eq!(
        all(&report),
        [
            "第１→第１ Same",
            "-→（１） Added",
            "-→（２） Added",
            "（１）→（３） NumberOnly renumbered",
            "（２）→（４） NumberOnly renumbered",
            "（３）→（５） NumberOnly renumbered"
        ]
    );
    let lists = ChangeLists::of(&report.table);
    assert_eq!((lists.content.len(), lists.numbering.len(), lists.style.len()), (2, 3, 0));
}

#[test]
fn a_section_moves_to_another_parent() {
    let old = document(&[
        ("第１　管理", &[KEYS, TEMPERATURE, SLIPS]),
        ("第２　貸出し", &[PERIOD, BOOKS]),
    ]);
    let new = document(&[
        ("第１　管理", &[KEYS, TEMPERATURE]),
        ("第２　貸出し", &[PERIOD, SLIPS, BOOKS]),
    ]);
    let report = report(&old, &new);
    let moved = row(&report, Side::Old, "（３）");
    assert_eq!(told(moved), "（３）→（２） Moved renumbered moved");
    assert_eq!(moved.cells.new.as_ref().unwrap().path, ["第２　貸出し"]);
    assert_eq!(report.table.rows.iter().filter(|row| row.moved).count(), 1);
}

#[test]
fn a_section_moves_and_is_edited() {
    let old = document(&[
        ("第１　管理", &[KEYS, TEMPERATURE, SLIPS]),
        ("第２　貸出し", &[PERIOD, BOOKS]),
    ]);
    let new = document(&[
        ("第１　管理", &[KEYS, TEMPERATURE]),
        ("第２　貸出し", &[PERIOD, BOOKS, &SLIPS.replace("氏名", "氏名及び住所")]),
    ]);
    let report = report(&old, &new);
    let moved = row(&report, Side::New, "（３）");
    assert_eq!(told(moved), "（３）→（３） Edited moved");
    assert_eq!(
        marked(moved.cells.new.as_ref()),
        "（３）　利用者は、閲覧票に氏名【及び住所】を記入する。"
    );
}

/// CONVENTIONS §1.7: 削除 keeps the number, so it is the same provision, in
/// either direction; 削る does not.
#[test]
fn a_number_that_stays_empty_is_an_edit() {
    let old = "第１条　甲は、乙に報告する。\n第２条　次に掲げる手当とする。\n\
               （１）　扶養手当\n（２）　宿直手当\n（３）　通勤手当\n\
               第３条　休職者の給与は、休職前の八割とする。\n第４条　丙は、丁に連絡する。\n";
    let new =
        old.replace("宿直手当", "削除").replace("休職者の給与は、休職前の八割とする。", "削除");
    let edits = ["（２）→（２） Edited", "第３条→第３条 Edited"];
    for (old, new) in [(old, &*new), (&*new, old)] {
        let report = report(old, new);
        let told = all(&report).into_iter().filter(|it| !it.ends_with("Same"));
        assert_eq!(told.collect::<Vec<_>>(), edits);
    }
    let report = report(old, &new);
    let row = row(&report, Side::New, "第３条");
    assert_eq!(marked(row.cells.new.as_ref()), "第３条　【削除】");
    assert_eq!(marked(row.cells.old.as_ref()), "第３条　【休職者の給与は、休職前の八割とする。】");
}

/// CONVENTIONS §1.9: 第２号を次のように改める. Both stand side by side.
#[test]
fn an_item_is_rewritten_as_a_whole() {
    let items = |items: &[&str]| document(&[("第１　対象", items), ("第２　その他", &[LATE])]);
    let old = items(&["普通自転車", "原動機付自転車", "電動車椅子"]);
    let new = items(&["普通自転車", "小型特殊自動車", "電動車椅子"]);
    let report = report(&old, &new);
    assert_eq!(all(&report)[2..4], ["（２）→（２） Edited", "（３）→（３） Same"]);
    let row = row(&report, Side::New, "（２）");
    assert_eq!(marked(row.cells.old.as_ref()), "（２）　【原動機付自転車】");
    assert_eq!(marked(row.cells.new.as_ref()), "（２）　【小型特殊自動車】");
    // What was put behind it is marked alone.
    let longer = items(&[
        "普通自転車",
        "原動機付自転車（二輪のものに限り、業務の用に供するものを除き、令和八年四月一日以後に登録を受けたものをいう。）",
        "電動車椅子",
    ]);
    let cell = super::report(&old, &longer);
    let cell = super::row(&cell, Side::New, "（２）").cells.new.clone();
    assert!(marked(cell.as_ref()).starts_with("（２）　原動機付自転車【（二輪"));
    // One that is gone and one that is new behind others have two numbers.
    let moved = items(&["普通自転車", "電動車椅子", "小型特殊自動車"]);
    let report = super::report(&old, &moved);
    assert_eq!(
        all(&report)[2..5],
        ["（２）→- Removed", "（３）→（２） NumberOnly renumbered", "-→（３） Added"]
    );
}

/// A form is known by its title in the line below its number.
#[test]
fn a_form_is_put_between_others() {
    let form = |number: &str, article: &str, title: &str, seal: &str| {
        format!(
            "様式第{number}号（第{article}条関係）\n{title}\n年　月　日\n青海原市長　様\n氏名{seal}\n"
        )
    };
    let old = form("１", "６", "申請書", "　　印") + &form("２", "７", "報告書", "　　印");
    let new = form("１", "６", "申請書", "")
        + &form("２", "７", "変更申請書", "")
        + &form("３", "８", "報告書", "");
    assert_eq!(
        all(&report(&old, &new)),
        [
            "様式第１号→様式第１号 Edited",
            "-→様式第２号 Added",
            "様式第２号→様式第３号 Edited renumbered"
        ]
    );
}

/// The text of a number that stays empty may have moved on.
#[test]
fn a_chapter_and_its_article_may_both_stay_empty() {
    let old = "第１章　罰則\n（過料）\n第１条　違反した者は、過料に処する。\n第２章　雑則\n第２条　規則で定める。\n";
    let new = "第１章　削除\n第１条　削除\n第２章　雑則\n第２条　規則で定める。\n";
    let report = report(old, new);
    let expected = [
        "第１章→第１章 Edited",
        "第１条→第１条 Edited",
        "第２章→第２章 Same",
        "第２条→第２条 Same",
    ];
    assert_eq!(all(&report), expected);
    // The number is neither new nor gone, though the caption above it is gone.
    let article = &report.table.rows[1];
    let gone = "【（過料）】⏎第１条　【違反した者は、過料に処する。】";
    assert_eq!(marked(article.cells.old.as_ref()), gone);
    assert_eq!(marked(article.cells.new.as_ref()), "第１条　【削除】");
}

#[test]
fn a_caption_a_name_and_a_question_tell_which_section_it_is() {
    let old = "（通勤手当）\n第６条　通勤手当は、規則で定める額を支給する。\n";
    let new = "（住居手当）\n第６条　住居手当は、規則で定める額を支給する。\n\
               （通勤手当）\n第７条　通勤手当は、通勤距離が２キロメートル以上の職員に対し、規則で定める額を支給する。\n";
    assert_eq!(all(&report(old, new)), ["-→第６条 Added", "第６条→第７条 Edited renumbered"]);
    // An item is the one with its name.
    let old = "１　時間\n(1) 本庁舎　午前８時30分から午後５時15分まで\n(2) 北支所　午前９時から午後５時まで\n";
    let new = "１　時間\n(1) 本庁舎　午前９時から午後５時まで\n(2) 南支所　午前９時から午後４時まで\n\
               (3) 北支所　午前９時から午後４時30分まで\n";
    let expected = ["１→１ Same", "(1)→(1) Edited", "-→(2) Added", "(2)→(3) Edited renumbered"];
    assert_eq!(all(&report(old, new)), expected);
    // And an answer is that to its question.
    let old = "問１　中古品は対象になりますか。\n（答）中古品は対象になりません。\n";
    let new = "問１　リース料は対象になりますか。\n（答）対象になりません。\n\
               問２　中古品は対象になりますか。\n（答）中古品は対象になりません。ただし、３者以上の見積りがある場合は、この限りでありません。\n";
    assert_eq!(all(&report(old, new)), ["-→問１ Added", "問１→問２ Edited renumbered"]);
}

#[test]
fn a_text_that_goes_on_elsewhere_is_not_what_was_emptied() {
    let old = document(&[("第１　管理", &[KEYS, TEMPERATURE])]);
    let new = document(&[("第１　管理", &[KEYS, "削除", TEMPERATURE])]);
    assert!(all(&report(&old, &new)).contains(&"-→（２） Added".to_owned()));
}

#[test]
fn several_numbers_that_stay_empty_are_one_provision() {
    let old = "第６条　甲は、乙に報告する。\n第７条　退職者には、手当を支給する。\n\
               第８条　宿直の者には、食事を出す。\n第９条　市長は、必要な事項を定める。\n";
    let new = "第６条　甲は、乙に報告する。\n第７条及び第８条　削除\n\
               第９条　市長は、必要な事項を定める。\n";
    assert_eq!(
        all(&report(old, new)),
        [
            "第６条→第６条 Same",
            "第７条→第７条及び第８条 Edited renumbered",
            "第８条→- Removed",
            "第９条→第９条 Same"
        ]
    );
}

#[test]
fn a_section_is_split() {
    let whole = format!("{KEYS}{TEMPERATURE}");
    let old = document(&[("第１　管理", &[&whole, SLIPS])]);
    let new = document(&[("第１　管理", &[KEYS, &TEMPERATURE.replace("一回", "二回"), SLIPS])]);
    let report = report(&old, &new);
    assert_eq!(
        all(&report),
        [
            "第１→第１ Same",
            "（１）→（１） Edited split",
            "→（２） Edited split",
            "（２）→（３） NumberOnly renumbered"
        ]
    );
    let parts: Vec<&Row> = report.table.rows.iter().filter(|row| row.split_of.is_some()).collect();
    assert_eq!(parts[0].split_of, Some(1));
    assert_eq!(parts[1].split_of, Some(1));
    // Nothing but what changed is marked, and each character is printed once.
    assert_eq!(parts[0].change, Change::Same);
    assert_eq!(marked(parts[1].cells.old.as_ref()), "館長は、毎月【一回】、書庫の温度を記録する。");
    assert_eq!(parts[1].cells.old.as_ref().unwrap().path, ["第１　管理", "（１）"]);
    assert_eq!(text(&report, Side::Old), old.replace('\n', ""));
    assert_eq!(text(&report, Side::New), new.replace('\n', ""));
}

#[test]
fn sections_are_merged() {
    let old = document(&[("第１　貸出し", &[PERIOD, BOOKS, LATE])]);
    let whole = format!("{PERIOD}{}", BOOKS.replace("五冊", "六冊"));
    let new = document(&[("第１　貸出し", &[&whole, LATE])]);
    let report = report(&old, &new);
    assert_eq!(
        all(&report),
        [
            "第１→第１ Same",
            "（１）→（１） Edited merged",
            "（２）→ Edited merged",
            "（３）→（２） NumberOnly renumbered"
        ]
    );
    assert_eq!(report.table.rows[1].merged_from, [1, 2]);
    assert_eq!(report.table.rows[2].merged_from, [1, 2]);
    assert_eq!(text(&report, Side::Old), old.replace('\n', ""));
    assert_eq!(text(&report, Side::New), new.replace('\n', ""));
}

#[test]
fn a_merged_section_is_not_taken_for_an_inserted_one() {
    // The inserted one stands where the merged one stood and is a little like it.
    let inserted = "視聴覚室の利用の時間は、受付の時から二時間とする。";
    let limit = "貸出しの冊数は、一人につき五冊までとし、館長が特に必要があると認めるときは、\
                 十冊までとすることができる。";
    let whole = format!("{PERIOD}{limit}");
    let old = document(&[("第１　貸出し", &[PERIOD, limit, LATE])]);
    let new = document(&[("第１　貸出し", &[inserted, &whole, LATE])]);
    let report = report(&old, &new);
    assert_eq!(row(&report, Side::New, "（１）").change, Change::Added, "{:?}", all(&report));
    let n_parts = report.table.rows.iter().filter(|row| row.merged_from == [1, 2]).count();
    assert_eq!(n_parts, 2, "{:?}", all(&report));
}

#[test]
fn a_section_that_ends_in_bullets_is_merged() {
    // The same bullet ends another list.
    let list = "次に掲げる資料は、館内で利用する。\n・辞書\n・年鑑、白書及び統計に関する資料";
    let other = "利用者は、書架に戻すことができないほど傷んだ資料を見つけたときは、種類を問わず、\
                 速やかに職員に渡すものとし、特に次の資料は取扱いに注意する。\n\
                 ・年鑑、白書及び統計に関する資料";
    let whole = format!("{list}\n{BOOKS}{LATE}");
    let books = format!("{BOOKS}{LATE}");
    let old = document(&[("第１　利用", &[list, &books]), ("第２　貸出し", &[SLIPS])]);
    let new = document(&[("第１　利用", &[&whole]), ("第２　貸出し", &[SLIPS, other])]);
    let report = report(&old, &new);
    let n_parts = report.table.rows.iter().filter(|row| row.merged_from == [1, 2]).count();
    assert_eq!(n_parts, 2, "{:?}", all(&report));
}

#[test]
fn a_repeated_list_elsewhere_is_no_part() {
    // One of two equal lists was merged into the section before it, the other
    // one went.
    let list = "次の資料\n・辞書及び事典\n・年鑑、白書及び統計に関する資料";
    let body = format!("{KEYS}{TEMPERATURE}{SLIPS}");
    let old =
        document(&[("第１　利用", &[&body, list, BOOKS]), ("第２　貸出し", &[PERIOD, list, LATE])]);
    let whole = format!("{body}\n{list}");
    let new = document(&[("第１　利用", &[&whole, BOOKS]), ("第２　貸出し", &[PERIOD, LATE])]);
    let report = report(&old, &new);
    let merged = report.table.rows.iter().filter(|row| !row.merged_from.is_empty());
    let cells: Vec<_> = merged.filter_map(|row| row.cells.old.as_ref()).collect();
    assert_eq!(cells.len(), 2, "{:?}", all(&report));
    assert!(cells.iter().all(|cell| cell.path[0] == "第１　利用"), "{:?}", all(&report));
}

#[test]
fn a_repeated_list_moves_nowhere() {
    let list =
        "次の資料\n・辞書及び事典\n・年鑑、白書及び統計に関する資料\n・郷土の歴史に関する資料";
    let with_list = |body: &str| format!("{body}\n{list}");
    let (keys, books, late) = (with_list(KEYS), with_list(BOOKS), with_list(LATE));
    let old = document(&[
        ("第１　管理", &[TEMPERATURE, &keys]),
        ("第２　利用", &[SLIPS, &books]),
        ("第３　貸出し", &[PERIOD]),
    ]);
    let new = document(&[
        ("第１　管理", &[TEMPERATURE]),
        ("第２　利用", &[SLIPS, &books.replace("五冊", "六冊")]),
        ("第３　貸出し", &[PERIOD, &late]),
    ]);
    let report = report(&old, &new);
    assert_eq!(row(&report, Side::Old, "（２）").change, Change::Removed, "{:?}", all(&report));
    assert_eq!(report.table.rows.last().map(|row| row.change), Some(Change::Added));
}

#[test]
fn nobody_guesses_where_one_of_many_equal_sections_went() {
    let stub = "館長が別に定める。";
    let moves = |n: usize| {
        let (gone, come) = ([&[KEYS, TEMPERATURE][..], &vec![stub; n]].concat(), vec![stub; n]);
        let old = document(&[("第１　管理", &gone), ("第２　利用", &[SLIPS, PERIOD])]);
        let here = [&[SLIPS, PERIOD][..], &come].concat();
        let new = document(&[("第１　管理", &[KEYS, TEMPERATURE]), ("第２　利用", &here)]);
        let report = report(&old, &new);
        let is = |change: Change| report.table.rows.iter().filter(|it| it.change == change).count();
        (report.table.rows.iter().filter(|row| row.moved).count(), is(Change::Removed))
    };
    assert_eq!(moves(4), (4, 0));
    assert_eq!(moves(5), (0, 5));
}

#[test]
fn a_section_from_elsewhere_is_merged() {
    let old = document(&[("第１　管理", &[KEYS, TEMPERATURE]), ("第２　貸出し", &[PERIOD, LATE])]);
    let whole = format!("{PERIOD}{TEMPERATURE}");
    let new = document(&[("第１　管理", &[KEYS]), ("第２　貸出し", &[&whole, LATE])]);
    let report = report(&old, &new);
    let n_parts = report.table.rows.iter().filter(|row| !row.merged_from.is_empty()).count();
    assert_eq!(n_parts, 2, "{:?}", all(&report));
}

#[test]
fn a_section_is_split_into_three() {
    let whole = format!("{PERIOD}{BOOKS}{LATE}");
    let old = document(&[("第１　貸出し", &[SLIPS, &whole])]);
    let new = document(&[("第１　貸出し", &[SLIPS, PERIOD, BOOKS, LATE])]);
    let report = report(&old, &new);
    let n_parts = report.table.rows.iter().filter(|row| row.split_of == Some(2)).count();
    assert_eq!(n_parts, 3, "{:?}", all(&report));
}

#[test]
fn a_repeated_phrase_is_no_part() {
    let duty = "を定め、これを公表し、毎年度その実施の状況を確認しなければならない。";
    let old = document(&[("第１　管理", &[&format!("館長は、管理の基準{duty}"), SLIPS])]);
    let new = document(&[(
        "第１　管理",
        &[
            &format!("館長は、管理に関する基準{duty}"),
            &format!("副館長は、閲覧の手順{duty}"),
            SLIPS,
        ],
    )]);
    let report = report(&old, &new);
    assert!(report.table.rows.iter().all(|row| !row.is_part()), "{:?}", all(&report));
    assert_eq!(row(&report, Side::New, "（２）").change, Change::Added);
}

#[test]
fn chapters_are_put_around_articles() {
    let articles = |first: &str, second: &str| {
        format!(
            "{first}第一条　この規程は、{KEYS}\n第二条　{TEMPERATURE}\n{second}第三条　{PERIOD}\n第四条　{BOOKS}\n"
        )
    };
    let old = articles("", "");
    let new = articles("第一章　総則\n", "第二章　貸出し\n");
    let report = report(&old, &new);
    assert_eq!(
        all(&report),
        [
            "-→第一章 Added",
            "第一条→第一条 Same",
            "第二条→第二条 Same",
            "-→第二章 Added",
            "第三条→第三条 Same",
            "第四条→第四条 Same"
        ]
    );
}

#[test]
fn a_heading_changes_over_its_body() {
    let body = format!("{KEYS}\n{SLIPS}");
    let old = format!("第１　書庫の管理\n{body}\n第２　貸出し\n{PERIOD}\n");
    let new = format!("第１　蔵書と閲覧に関する事項\n{body}\n第２　貸出し\n{PERIOD}\n");
    let report = report(&old, &new);
    assert_eq!(all(&report), ["第１→第１ Edited", "第２→第２ Same"]);
}

#[test]
fn a_body_is_rewritten_under_its_title() {
    let old = format!("第１　管理\n１　研修\n{KEYS}\n２　点検\n{TEMPERATURE}\n");
    let new = format!(
        "第１　管理\n１　研修\n外部の講師を招き、希望する職員が交替で受講できるよう配慮すること。\n２　点検\n{TEMPERATURE}\n"
    );
    let report = report(&old, &new);
    assert_eq!(all(&report), ["第１→第１ Same", "１→１ Edited", "２→２ Same"]);
}

#[test]
fn repeated_sections_are_told_apart_by_their_place() {
    let same = "前各号に掲げるもののほか、館長が必要と認める事項を行う。";
    let old = document(&[
        ("第１　管理", &[KEYS, same]),
        ("第２　貸出し", &[PERIOD, same]),
        ("第３　閲覧", &[SLIPS, same]),
    ]);
    let new = document(&[
        ("第１　管理", &[KEYS, same]),
        ("第２　貸出し", &[PERIOD]),
        ("第３　閲覧", &[SLIPS, BOOKS, same]),
    ]);
    let report = report(&old, &new);
    let gone = report.table.rows.iter().find(|row| row.change == Change::Removed).unwrap();
    assert_eq!(gone.principal().path, ["第２　貸出し"]);
    assert!(report.table.rows.iter().all(|row| !row.moved), "{:?}", all(&report));
    let renumbered = report.table.rows.iter().find(|row| row.renumbered).unwrap();
    assert_eq!(renumbered.principal().path, ["第３　閲覧"]);
}

/// The new text of a row with 【changed】 and 〔consequential〕 runs.
fn judged(row: &Row) -> String {
    let cell = row.cells.new.as_ref().expect("the row has a new side");
    let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    runs.map(|run| match (run.changed, run.consequential) {
        (_, true) => format!("〔{}〕", run.text),
        (true, false) => format!("【{}】", run.text),
        (false, false) => run.text.clone(),
    })
    .collect()
}

fn articles(bodies: &[&str]) -> String {
    let numbers = "一二三四五六七八九".chars();
    let lines = numbers.zip(bodies).map(|(n, body)| format!("第{n}条　{body}\n"));
    lines.collect()
}

#[test]
fn citations_follow_renumbered_articles() {
    let inserted = "館長は、館内の案内図を入口に掲げるものとする。";
    let old = articles(&[
        KEYS,
        PERIOD,
        "第二条の期間は、図書館法第二条に定める者については、三十日とする。",
        "前条及び第二条の規定は、雑誌に準用する。",
        "第二条の期間は、掲示する。",
    ]);
    let new = articles(&[
        KEYS,
        inserted,
        PERIOD,
        "第三条の期間は、図書館法第三条に定める者については、三十日とする。",
        "前条及び第三条の規定は、新聞に準用する。",
        "第五条の期間は、掲示する。",
    ]);
    let report = report(&old, &new);
    // The law's own articles are none of this text, and a citation of another
    // article is a change.
    assert_eq!(
        judged(row(&report, Side::New, "第四条")),
        "【第四条】　〔第三条〕の期間は、図書館法【第三条】に定める者については、三十日とする。"
    );
    assert_eq!(
        judged(row(&report, Side::New, "第五条")),
        "【第五条】　前条及び〔第三条〕の規定は、【新聞】に準用する。"
    );
    assert_eq!(
        judged(row(&report, Side::New, "第六条")),
        "【第六条】　【第五条】の期間は、掲示する。"
    );
}

#[test]
fn a_row_with_nothing_but_consequential_changes_is_numbering() {
    let old = articles(&[KEYS, PERIOD, LATE, "第二条の規定は、雑誌に準用する。"]);
    let new = articles(&[KEYS, BOOKS, PERIOD, LATE, "第三条の規定は、雑誌に準用する。"]);
    let mut report = report(&old, &new);
    let last = report.table.rows.len() - 1;
    let lists = ChangeLists::of(&report.table);
    assert_eq!(lists.content.len(), 1);
    assert_eq!(lists.numbering.last().unwrap().index, last);
    report.table.hide_consequential();
    assert_eq!(
        judged(&report.table.rows[last]),
        "【第五条】　〔第三条〕の規定は、雑誌に準用する。"
    );
    let runs = &report.table.rows[last].cells.new.as_ref().unwrap().paragraphs[0].runs;
    assert!(runs.iter().any(|run| run.consequential && !run.changed));
}

#[test]
fn the_article_before_is_named_where_another_comes_between() {
    let old = articles(&[KEYS, PERIOD, "前条の規定は、雑誌に準用する。"]);
    let new = articles(&[KEYS, PERIOD, BOOKS, "第二条の規定は、雑誌に準用する。"]);
    let report = report(&old, &new);
    assert_eq!(
        judged(row(&report, Side::New, "第四条")),
        "【第四条】　〔第二条〕の規定は、雑誌に準用する。"
    );
    // Without need it is another way to say it, which somebody chose.
    let old = articles(&[KEYS, PERIOD, "前条の規定は、雑誌に準用する。"]);
    let new = articles(&[KEYS, PERIOD, "第二条の規定は、雑誌に準用する。"]);
    let report = super::report(&old, &new);
    assert_eq!(
        judged(row(&report, Side::New, "第三条")),
        "第三条　【第二条】の規定は、雑誌に準用する。"
    );
}

#[test]
fn items_and_guideline_paths_are_followed() {
    let old = document(&[
        ("第１　管理", &[KEYS, TEMPERATURE]),
        ("第２　貸出し", &[PERIOD, "第１（２）の記録は、三年間保存する。"]),
    ]);
    let new = document(&[
        ("第１　管理", &[KEYS, SLIPS, TEMPERATURE]),
        ("第２　貸出し", &[PERIOD, "第１（３）の記録は、三年間保存する。"]),
    ]);
    let report = report(&old, &new);
    let citing = report.table.rows.last().unwrap();
    assert_eq!(judged(citing), "（２）　〔第１（３）〕の記録は、三年間保存する。");
    assert_eq!(RowKind::of(citing), RowKind::NumberOnly);
    assert!(!citing.renumbered);
}

#[test]
fn ways_of_writing_are_style() {
    let old = document(&[("第１　管理", &["令和元年５月から三箇所で行う。", KEYS, SLIPS])]);
    let new = document(&[(
        "第１　管理",
        &["令和１年５月から三か所で行う。", KEYS, "利用者は､閲覧票に氏名を記入する．"],
    )]);
    let report = report(&old, &new);
    assert_eq!(
        all(&report),
        [
            "第１→第１ Same",
            "（１）→（１） Same style",
            "（２）→（２） Same",
            "（３）→（３） Same style"
        ]
    );
    let lists = ChangeLists::of(&report.table);
    assert_eq!(lists.style.iter().map(|it| it.index).collect::<Vec<_>>(), [1, 3]);
    assert!(lists.content.is_empty() && lists.numbering.is_empty());
    let year = super::report(&old, &new.replace("令和１年", "令和２年"));
    assert_eq!(year.table.rows[1].change, Change::Edited);
}

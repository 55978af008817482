//! Articles whose text became one of their 項, or is their text again.

use shinkyu::model::Side;
use shinkyu::report::{Change, Row};

use super::{marked, report};

const ARTICLE: &str = "（交付の対象）\n第２条　補助金は、市内に事務所を有する団体に交付する。\n";
const WITH_A_FIRST_PARAGRAPH: &str = "（交付の対象）\n第２条　対象となる事業は、地域の課題を解決するものとする。\n２　補助金は、市内に事務所を有する団体に交付する。\n";

/// Both sides of each row that is not the same, marks in 【】.
fn rows(old: &str, new: &str) -> Vec<[String; 2]> {
    let around = |article: &str| {
        format!(
            "第１条　この要綱は、補助金に関し必要な事項を定める。\n{article}第３条　額は、別に定める。\n"
        )
    };
    let table = report(&around(old), &around(new)).table;
    assert!(table.rows.iter().all(|row| row.split_of.is_none() && row.merged_from.is_empty()));
    let differs = table.rows.iter().filter(|row| row.change != Change::Same || row.renumbered);
    let sides = |row: &Row| {
        Side::BOTH.map(|side| {
            let cell = row.cells.get(side).as_ref();
            if cell.is_some() { marked(cell) } else { String::new() }
        })
    };
    differs.map(sides).collect()
}

#[test]
fn a_new_first_paragraph_leaves_number_and_caption_as_they_are() {
    let expected = [
        [
            "（交付の対象）⏎第２条　",
            "（交付の対象）⏎第２条　【対象となる事業は、地域の課題を解決するものとする。】",
        ],
        [
            "補助金は、市内に事務所を有する団体に交付する。",
            "【２】　補助金は、市内に事務所を有する団体に交付する。",
        ],
    ];
    assert_eq!(rows(ARTICLE, WITH_A_FIRST_PARAGRAPH), expected);
    assert_eq!(rows(WITH_A_FIRST_PARAGRAPH, ARTICLE), expected.map(|[old, new]| [new, old]));
}

#[test]
fn an_article_put_before_another_is_no_first_paragraph() {
    let two = "（対象事業）\n第２条　対象となる事業は、地域の課題を解決するものとする。\n（交付の対象）\n第２条の２　補助金は、市内に事務所を有する団体に交付する。\n";
    let expected = [
        ["", "【（対象事業）】⏎【第２条　対象となる事業は、地域の課題を解決するものとする。】"],
        [
            "（交付の対象）⏎【第２条】　補助金は、市内に事務所を有する団体に交付する。",
            "（交付の対象）⏎【第２条の２】　補助金は、市内に事務所を有する団体に交付する。",
        ],
    ];
    assert_eq!(rows(ARTICLE, two), expected);
}

#[test]
fn a_title_stays_with_its_number() {
    let old = "２　廃棄\n保存期間を経過した文書は、所属長の承認を得て廃棄する。\n";
    let new = "２　廃棄\n（１）保存期間を経過した文書は、所属長の承認を得て廃棄する。\n（２）歴史資料として重要な文書は、公文書館に移管する。\n";
    let expected = [
        [
            "保存期間を経過した文書は、所属長の承認を得て廃棄する。",
            "【（１）】保存期間を経過した文書は、所属長の承認を得て廃棄する。",
        ],
        ["", "【（２）歴史資料として重要な文書は、公文書館に移管する。】"],
    ];
    assert_eq!(rows(old, new), expected);
}

#[test]
fn words_of_another_article_between_its_own_make_no_part_of_one() {
    let old = "第２条　職員は、退庁するときは、文書を所定の場所に収納しなければならない。\n第２条の２　職員は、火気の取締りに注意しなければならない。\n";
    let new = "第２条　職員は、退庁するときは、火気の取締りに注意し、文書を所定の場所に収納しなければならない。\n";
    let expected = [
        [
            "第２条　職員は、退庁するときは、文書を所定の場所に収納しなければならない。",
            "第２条　職員は、退庁するときは【、火気の取締りに注意し】、文書を所定の場所に収納しなければならない。",
        ],
        ["【第２条の２　職員は、火気の取締りに注意しなければならない。】", ""],
    ];
    assert_eq!(rows(old, new), expected);
}

/// The labels of both sides of each row that is not the same, and what happened.
fn labels(old: &str, new: &str) -> Vec<(String, String, Change)> {
    let rows = report(old, new).table.rows;
    let differs = rows.iter().filter(|row| row.change != Change::Same || row.renumbered);
    let label = |row: &Row, side: Side| {
        row.cells.get(side).as_ref().map_or_else(|| "-".to_owned(), |cell| cell.label.clone())
    };
    differs.map(|row| (label(row, Side::Old), label(row, Side::New), row.change)).collect()
}

#[test]
fn an_edited_article_that_got_a_first_paragraph_is_its_second() {
    let rest = "第３条　この要綱の施行に関し必要な事項は、市長が別に定める。\n";
    let old = format!(
        "第１条　この要綱は、住民の福祉の増進を図ることを目的とする。\n第２条　市長は、申請書を受理したときは、その内容を審査し、適当と認めるときは交付を決定する。\n{rest}"
    );
    let new = format!(
        "第１条　この要綱は、住民の福祉の増進を図ることを目的とする。\n第２条　申請者は、毎年度三月末日までに事業計画書を提出しなければならない。\n２　市長は、申請書を受け付けたときは、その内容を調査し、適当と認めるときは助成を決定する。\n{rest}"
    );
    let edited = |old: &str, new: &str| (old.to_owned(), new.to_owned(), Change::Edited);
    assert_eq!(labels(&old, &new), [edited("第２条", "第２条"), edited("", "２")]);
    assert_eq!(labels(&new, &old), [edited("第２条", "第２条"), edited("２", "")]);
}

#[test]
fn a_chapter_keeps_its_heading_with_its_articles() {
    let chapter = |number: &str, title: &str, articles: [&str; 2]| {
        format!("第{number}章　{title}\n{}\n{}\n", articles[0], articles[1])
    };
    let general = "庶務に関する定め";
    let old = chapter(
        "１",
        general,
        [
            "第１条　この規程は、住民の福祉の増進を図ることを目的とし、その手続を定める。",
            "第２条　市長は、申請書を受理したときは、その内容を審査し、適当と認めるときは交付する。",
        ],
    ) + &chapter(
        "２",
        "財産の管理",
        [
            "第３条　財産は、常に良好な状態において管理し、その目的に応じて効率的に運用する。",
            "第４条　会計年度は、毎年四月一日に始まり、翌年三月三十一日に終わるものとする。",
        ],
    );
    let new = chapter(
        "１",
        "財産の保全等",
        [
            "第１条　財産は、常に良好な状態において管理し、その目的に応じて効率的に活用する。",
            "第２条　会計年度は、毎年四月一日に始まり、翌年三月三十一日に終了するものとする。",
        ],
    ) + &chapter(
        "２",
        "庶務規則",
        [
            "第３条　この規程は、住民の福祉の向上を図ることを目的とし、その手続を定める。",
            "第４条　市長は、申請書を受理したときは、その内容を審査し、適正と認めるときは交付する。",
        ],
    );
    for (old, new) in [(&old, &new), (&new, &old)] {
        let rows = labels(old, new);
        assert!(rows.iter().all(|(_, _, change)| *change == Change::Edited), "{rows:?}");
        assert_eq!(rows.len(), 6, "{rows:?}");
    }
}

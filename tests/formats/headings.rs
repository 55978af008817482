//! Headings without a number that the file itself marks as headings.

use shinkyu::model::{Side, Sides};
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::{Change, Report, Row};

const PAGE: &str = "<h1>補助金の手引</h1><h2>対象者</h2><p>市内に住所を有する者とする。</p>\
    <h2>手続</h2><h3>申請</h3><p>申請書を提出する。</p><ol><li>住民票の写し</li><li>納税証明書</li></ol>\
    <h3>審査</h3><p>市長は、申請を審査する。</p><h2>問合せ</h2><p>福祉課に連絡する。</p>";
const MARKDOWN: &str = "# 補助金の手引\n\n## 対象者\n\n市内に住所を有する者とする。\n\n## 手続\n\n### 申請\n\n\
    申請書を提出する。\n\n1. 住民票の写し\n2. 納税証明書\n\n### 審査\n\n市長は、申請を審査する。\n\n\
    ## 問合せ\n\n福祉課に連絡する。\n";

fn compare(old: (&str, &str), new: (&str, &str)) -> Report {
    let inputs =
        Sides { old, new }.map(|_, (name, text)| Input { name: name.into(), bytes: text.into() });
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    pipeline::compare(&inputs, &options, &()).expect("both sides can be read")
}

/// The path and the text of each changed row on the new side.
fn changed(report: &Report) -> Vec<(String, String)> {
    let rows = report.table.rows.iter().filter(|row| row.change != Change::Same);
    rows.map(|row| side(row, Side::New)).collect()
}

fn side(row: &Row, side: Side) -> (String, String) {
    let cell = row.cells.get(side).as_ref().expect("the row has this side");
    (cell.path.join("／"), cell.text().trim().replace('\n', "／"))
}

fn edited(text: &str) -> String {
    text.replace("申請を審査", "申請を十日以内に審査").replace("福祉課に", "福祉課又は支所に")
}

#[test]
fn they_part_what_stands_under_them() {
    let plain = MARKDOWN.replace(['#', ' '], "").replace("1.", "1. ").replace("2.", "2. ");
    let expected = |signs: [&str; 2]| {
        vec![
            ("手続".to_owned(), format!("{}審査／市長は、申請を十日以内に審査する。", signs[1])),
            (String::new(), format!("{}問合せ／福祉課又は支所に連絡する。", signs[0])),
        ]
    };
    let (none, hashes) = (["", ""], ["## ", "### "]);
    for (old, new, signs) in [
        (("a.html", PAGE), ("b.html", PAGE), none),
        (("a.md", MARKDOWN), ("b.md", MARKDOWN), hashes),
        // What marks no heading has the same paragraphs.
        (("a.html", PAGE), ("b.txt", &plain), none),
        (("a.txt", &plain), ("b.html", PAGE), none),
    ] {
        let report = compare(old, (new.0, &edited(new.1)));
        assert_eq!(changed(&report), expected(signs), "{} {}", old.0, new.0);
    }
}

#[test]
fn the_title_of_the_document_is_one_in_both() {
    let more = format!("{PAGE}<h1>附則</h1><p>公表の日から実施する。</p>");
    let report = compare(("a.html", PAGE), ("b.html", &more));
    let text = "附則／公表の日から実施する。";
    assert_eq!(changed(&report), [(String::new(), text.to_owned())]);
    // Another word stands first, and the title is an ordinary paragraph.
    let before = PAGE.replace("<h1>補助金の手引</h1>", "<h1>お知らせ</h1><p>補助金の手引</p>");
    let report = compare(("a.html", PAGE), ("b.html", &before));
    assert_eq!(changed(&report), [(String::new(), "お知らせ".to_owned())]);
    // The first heading is one of those under the title of the other document.
    let old = "# 総則\n\n定める。\n\n# 雑則\n\n任せる。\n";
    let new = format!("# 規程\n\n{}", old.replace("# ", "## "));
    let report = compare(("a.md", old), ("b.md", &new));
    assert_eq!(changed(&report), [(String::new(), "# 規程".to_owned())]);
}

#[test]
fn what_the_file_does_not_mark_stands_around_and_inside() {
    let page = |office: &str| {
        format!(
            "<p>第１章　総則</p><h3>対象：</h3><p>職員とする。</p><h3>留意事項</h3><p>急ぐ。</p>\
             <p>第２章　手続</p><h3>留意事項</h3><ol><li>書面による。</li></ol><p>担当：{office}</p>\
             <h3>様式</h3><p>別に定める。</p>"
        )
    };
    let report = compare(("a.html", &page("総務課")), ("b.html", &page("人事課")));
    let expected = ["第２章　手続／留意事項", "担当：人事課"].map(str::to_owned);
    assert_eq!(changed(&report), [expected.into()]);
}

#[test]
fn ones_that_say_the_same_are_taken_over_however_often() {
    let chapter = |name: &str, who: &str| {
        format!(
            "<h2>{name}</h2><h3>対象</h3><p>{who}とする。</p><h3>期間</h3><p>{who}の一月とする。</p>"
        )
    };
    let text = |page: &str| page.replace("</", "\n</").replace("<h2>", "").replace("<h3>", "");
    let plain = |page: &str| {
        let text = text(page);
        ["</h2>", "</h3>", "<p>", "</p>"].iter().fold(text, |text, tag| text.replace(tag, ""))
    };
    let new = chapter("窓口", "来た者") + &chapter("郵送", "送った者");
    let old = new.clone() + &chapter("電話", "掛けた者");
    let report = compare(("a.txt", &plain(&old)), ("b.html", &new));
    let is_changed = |row: &&Row| row.change != Change::Same;
    let gone: Vec<String> =
        report.table.rows.iter().filter(is_changed).map(|row| side(row, Side::Old).1).collect();
    // 電話 is a heading that no file marks, and so the last line of what stands before it.
    let expected = [
        "期間／送った者の一月とする。／電話",
        "対象／掛けた者とする。",
        "期間／掛けた者の一月とする。",
    ];
    assert_eq!(gone, expected);
}

#[test]
fn signs_of_markdown_hide_neither_a_caption_nor_a_list_of_contents() {
    let text = "# 要綱\n\n## 目次\n\n１　目的\n２　申請\n\n## １　目的\n\n## （趣旨）\n\n第１条　定める。\n\n## ２　申請\n\n求める。\n";
    let report = compare(("a.md", text), ("b.md", text));
    let rows = report.table.rows.iter().map(|row| side(row, Side::New).1);
    let rows: Vec<String> = rows.map(|text| text.replace(['#', ' '], "")).collect();
    let expected = [
        "要綱",
        "目次",
        "１　目的",
        "２　申請",
        "１　目的",
        "（趣旨）／第１条　定める。",
        "２　申請／求める。",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn one_of_two_lines_is_one() {
    let page = PAGE.replace("<h3>審査</h3>", "<h3>申請の<br>審査</h3>");
    let text = PAGE.replace("<h3>審査</h3>", "<h3>申請の審査</h3>");
    let report = compare(("a.html", &page), ("b.html", &edited(&text)));
    let expected = ("手続".to_owned(), "申請の審査／市長は、申請を十日以内に審査する。".to_owned());
    assert_eq!(changed(&report)[0], expected);
}

#[test]
fn one_that_moved_takes_its_text_along() {
    let (rest, contact) = PAGE.split_at(PAGE.find("<h2>問合せ").expect("the last heading"));
    let moved = rest.replace("<h2>対象者", &format!("{contact}<h2>対象者"));
    let report = compare(("a.html", PAGE), ("b.html", &moved));
    let texts: Vec<String> = report
        .table
        .rows
        .iter()
        .filter(|row| row.moved)
        .map(|row| side(row, Side::New).1)
        .collect();
    assert_eq!(texts, ["問合せ／福祉課に連絡する。"]);
}

#[test]
fn captions_sentences_and_foreign_headings_are_text() {
    // Each paragraph stands for itself where no heading is seen.
    let texts = |old: &str, new: (&str, &str)| -> Vec<String> {
        let report = compare(("a.html", old), new);
        report.table.rows.iter().map(|row| side(row, Side::Old).1).collect()
    };
    let page = "<h2>（目的）</h2><p>この規則は、定める。</p><h2>次のとおりとする。</h2><p>終わり</p><h2>その他</h2><p>様々な場合</p>";
    let expected =
        ["（目的）", "この規則は、定める。", "次のとおりとする。", "終わり", "その他／様々な場合"];
    assert_eq!(texts(page, ("b.html", page)), expected);
    let other = "まったく\n\n別の文章\n\nである\n";
    let report = compare(("a.html", PAGE), ("b.txt", other));
    let removed = report.table.rows.iter().filter(|row| row.change == Change::Removed);
    assert!(removed.map(|row| side(row, Side::Old).1).any(|text| text == "手続"));
}

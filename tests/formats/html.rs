//! What is read of web pages.

use shinkyu::model::{Location, Piece};

use super::{read_file, shown};

fn page(body: &str) -> Vec<String> {
    shown("a.html", format!("<!DOCTYPE html><html lang=ja><body>{body}").as_bytes())
}

#[test]
fn blocks_are_paragraphs() {
    let read = page(
        "<h1>規則</h1><div>前<p>（目的）</p><p>第１条　この規則は、\n  次の<b>とおり</b>\nabc\ndef <br>改行</p>後</div>",
    );
    let expected =
        ["規則", "前", "（目的）", "第１条　この規則は、次のとおり abc def", "改行", "後"];
    assert_eq!(read, expected);
}

/// Programs that break the lines of a file at its spaces do so behind the
/// number of a heading, too.
#[test]
fn a_line_break_behind_a_number_is_a_space() {
    let read = page(
        "<p>第１\n目的（法第１条関係）</p><p>\n  <b>（２）</b>\n\t定義</p><p>・\n例</p>\
         <p>この規程において使用する用\n語の意義</p>",
    );
    let expected =
        ["第１ 目的（法第１条関係）", "（２） 定義", "・ 例", "この規程において使用する用語の意義"];
    assert_eq!(read, expected);
}

/// Word processors write the head and the foot of their pages into the page.
#[test]
fn heads_and_feet_of_printed_pages_are_set_aside() {
    let read = page(
        "<div title=header><p>規程集<p>令和６年</div><p>第１条　目的</p>\
         <p>頁<div><div title=header>本文の題</div></div><div title=note>注</div>\
         <div title=footer><p>- <sdfield type=PAGE subtype=RANDOM format=PAGE>4</sdfield> -</div>",
    );
    let mut sorted = (
        read,
        [
            "第１条　目的",
            "頁",
            "本文の題",
            "注",
            "[running_head 規程集 令和６年]",
            "[page_number - 4 -]",
        ]
        .map(str::to_owned)
        .to_vec(),
    );
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
}

/// Workbooks saved as a page: the names of their sheets are no text of it.
#[test]
fn names_of_sheets_are_set_aside() {
    let read = page(
        "<hr><p><center><h1>Overview</h1><a href='#table0'>評価書</a><br>\
         <a href='#table1'>別表</a><br></center></p><a name=table0><h1>Sheet 1: <em>評価書</em></h1></a>\
         <table><tr><td>区分<td>額</table><a name=table1><h1>Sheet 2: <em>別表</em></h1></a>\
         <table><tr><td>甲<td>乙</table><center><a href='#table'>表</a></center><a name=tablet>板</a>",
    );
    let (aside, shown): (Vec<String>, Vec<String>) =
        read.into_iter().partition(|line| line.starts_with("[running_head"));
    assert_eq!(shown, ["1:1 区分", "1:2 額", "1:1 甲", "1:2 乙", "表", "板"]);
    assert_eq!(aside.len(), 3, "{aside:?}");
}

/// A sheet saved as a page is one table; rows without frames are between its
/// tables, unless a cell from above stands beside them.
#[test]
fn rows_without_frames_end_a_table_of_framed_cells() {
    let framed = |text: &str| format!("<td style='border-top: 1px solid #000'>{text}");
    let rows = [
        "<td>変更箇所<td><br>".to_owned(),
        framed("項目") + &framed("内容"),
        "<td> <td>".to_owned(),
        format!("<td rowspan=2 style='border: 1px solid'>甲{}", framed("乙")),
        "<td>丙".to_owned(),
        "<td>丁<td>戊".to_owned(),
    ];
    let table = |border: &str| format!("<table {border}><tr>{}</table>", rows.join("<tr>"));
    let expected =
        ["変更箇所", "1:1 項目", "1:2 内容", "1:1+2+1 甲", "1:2 乙", "2:2 丙", "3:1 丁", "3:2 戊"];
    assert_eq!(page(&table("border=0")), expected);
    assert_eq!(page(&table(""))[..2], ["1:1 変更箇所", "2:1 項目"]);
    // In a cell, such a table is part of the cell.
    let nested = format!("<table border=1><tr><td>外<td>{}</table>", table("border=0"));
    assert_eq!(page(&nested).len(), 2, "{:?}", page(&nested));
}

/// One character a box on layout paper is one value; in other tables, columns.
#[test]
fn boxes_on_layout_paper_hold_one_value() {
    let form = |columns: &str| {
        page(&format!(
            "<table border=1>{columns}<tr><td colspan=4>番号\n<td><font>1</font>\n\
             <td><font>２</font></td>\n<td>A</td>\n<td>有<td>3<td>4<tr><td colspan=4>名称<td colspan=6>市</table>"
        ))
    };
    let paper = form("<colgroup span=10 width=20></colgroup>");
    let expected =
        ["1:1+1+4 番号", "1:5+1+3 1２A", "1:8 有", "1:9 3", "1:10 4", "2:1+1+4 名称", "2:5+1+6 市"];
    assert_eq!(paper, expected);
    assert_eq!(form("<colgroup span=10 width=80></colgroup>").len(), 9);
    assert_eq!(form("").len(), 9);
}

/// 例規集: each system has its own names of classes; the blocks are the same.
#[test]
fn pages_of_regulations_are_read_by_their_blocks() {
    let d1 = page(
        "<div class=eline><p class=title-irregular>○市文書規程</p></div>\
         <div class=article><p class=cm>（趣旨）</p><p class=num><span>第１条</span>　この訓令は、<a href=x>市条例</a>による。</p>\
         <div class=clause><p class=num>２　前項の規定</p><div class=item><p>(1)　文書</p></div></div></div>",
    );
    let expected = [
        "○市文書規程",
        "（趣旨）",
        "第１条　この訓令は、市条例による。",
        "２　前項の規定",
        "(1)　文書",
    ];
    assert_eq!(d1, expected);
}

#[test]
fn lists_have_their_numbers() {
    let read = page(
        "<ol start=3><li>甲<li value=7>乙<ul><li>丙<li><p>丁</ul></ol>\
         <ol reversed><li>二<li>一</ol><ol type=i><li>a</ol>\
         <ol style='list-style-type: katakana-iroha'><li>い</ol>\
         <ul style='list-style: none'><li>無印</ul><ol><li>１　手書き</ol>",
    );
    let expected = [
        "3. 甲",
        "7. 乙",
        "◦ 丙",
        "◦ 丁",
        "2. 二",
        "1. 一",
        "i. a",
        "イ、い",
        "無印",
        "１　手書き",
    ];
    assert_eq!(read, expected);
}

#[test]
fn tables_keep_their_places() {
    let read = page(
        "<table><caption>別表</caption><tr><th rowspan=2>区分<th colspan=2>額\
         <tr><td>甲<br>乙<td>丙<table border=1><tr><td>入れ子<td>二</table></table>\
         <p>後",
    );
    // The outer table rules nothing itself and holds a table: it lays out.
    assert_eq!(read, ["別表", "区分", "額", "甲", "乙", "丙", "1:1 入れ子", "1:2 二", "後"]);
    let read = page(
        "<table border=1><caption>別表</caption><tr><th rowspan=2>区分<th colspan=2>額\
         <tr><td>甲<br>乙<td>丙<table><tr><td>入れ子<td>二</table></table><p>後",
    );
    let expected = ["別表", "1:1+2+1 区分", "1:2+1+2 額", "2:2 甲/乙", "2:3 丙/入れ子/二", "後"];
    assert_eq!(read, expected);
}

#[test]
fn what_is_no_text_of_the_page_is_set_aside() {
    let read = page(
        "<title>題</title><nav>前の頁</nav><div class=breadcrumb>トップ &gt; 例規</div><script>x</script>\
         <style>p{}</style><p><ruby>瑕疵<rp>(</rp><rt>かし</rt><rp>)</rp></ruby>の<span hidden>隠</span>責任</p>\
         <div style='display:  none'>見えない<p>文</p></div><noscript>動きません</noscript>\
         <select><option>選択肢</select><header>市の規程</header>",
    );
    let expected = [
        "[running_head 題]",
        "[running_head 前の頁]",
        "[running_head トップ > 例規]",
        "瑕疵の責任",
        "[ruby (]",
        "[ruby かし]",
        "[ruby )]",
        "[hidden 隠]",
        "[hidden 見えない 文]",
        "[hidden 動きません]",
        "市の規程",
        "[hidden 選択肢]",
    ];
    let mut sorted = (read, expected.map(str::to_owned).to_vec());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
}

#[test]
fn buttons_and_what_stands_for_an_object_are_text() {
    let read =
        page("<p>次の<button>第２条</button>を<object data=a.svg>図の<b>代替</b></object>見る");
    assert_eq!(read, ["次の第２条を図の代替見る"]);
}

#[test]
fn preformatted_text_keeps_its_lines() {
    let extract =
        read_file("a.html", "<html><pre>\n第１条\n  本文\n\n終</pre>".as_bytes()).unwrap();
    let lines: Vec<_> = extract
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Line(line) => (
                extract.source.slice(line.span),
                line.is_paragraph,
                extract.source.locate(line.span),
            ),
            Piece::Lines(_) | Piece::Table(_) => panic!("the page has lines"),
        })
        .collect();
    let at = |line| Some(Location::Line { line });
    assert_eq!(lines, [("第１条", false, at(2)), ("  本文", false, at(3)), ("終", false, at(5))]);
}

#[test]
fn the_encoding_is_that_of_the_page() {
    let text = "<html><meta charset=shift_jis><p>髙い①番";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    assert_eq!(shown("a.html", &bytes), ["髙い①番"]);
    let (bytes, _, _) = encoding_rs::EUC_JP.encode("<html><meta charset=euc-jp><p>規程");
    assert_eq!(shown("a.html", &bytes), ["規程"]);
    assert_eq!(shown("a.html", "\u{feff}<html><p>規程".as_bytes()), ["規程"]);
}

//! What is read of workbooks.

use std::fmt::Write as _;

use shinkyu::error::WarningKind;
use shinkyu::model::{Location, Piece, Sides};
use shinkyu::pipeline;
use shinkyu::read::{Input, ReadOptions};

use super::xlsx::{Workbook, rows};
use super::{read_file, read_with_warnings, shown};

fn sheet(inside: &str) -> Vec<String> {
    let all = shown("様式.xlsx", &Workbook::new().sheet(r#"name="表""#, inside).finish());
    assert_eq!(all.first().map(String::as_str), Some("[sheet_name 表]"));
    all.into_iter().skip(1).collect()
}

#[test]
fn framed_cells_are_a_table_and_the_rest_lines() {
    let cells = rows(&[
        ("A1", 0, "様式第１号"),
        ("A2", 0, "提出日"),
        ("B2", 0, "令和５年"),
        ("A3", 1, "項目"),
        ("B3", 1, "内容"),
        ("C3", 1, "備考"),
        ("A4", 1, "名称"),
        ("B4", 1, "甲&#10;乙"),
        ("C4", 1, ""),
        ("A5", 0, "（注）記入しないこと。"),
    ]);
    let read = sheet(&format!(r#"{cells}<mergeCells><mergeCell ref="B4:C4"/></mergeCells>"#));
    let expected = [
        "様式第１号",
        "提出日　令和５年",
        "1:1 項目",
        "1:2 内容",
        "1:3 備考",
        "2:1 名称",
        "2:2+1+2 甲/乙",
        "（注）記入しないこと。",
    ];
    assert_eq!(read, expected);
}

/// Who adds a row at the end of a table may forget its frame.
#[test]
fn a_row_below_a_table_with_its_columns_is_part_of_it() {
    let rows = rows(&[
        ("A1", 1, "変更日"),
        ("B1", 1, "項目"),
        ("C1", 1, "変更後の記載"),
        ("D1", 1, "提出時期"),
        ("A2", 0, "令和6年4月1日"),
        ("B2", 0, "Ⅰ－１"),
        ("C2", 0, "国民健康保険"),
        ("A3", 0, "令和7年4月1日"),
        ("C3", 0, "介護保険"),
        ("D3", 0, "事後"),
        ("A4", 0, "（注）"),
        ("C4", 0, "記入要領による。"),
    ]);
    let expected = [
        "1:1 変更日",
        "1:2 項目",
        "1:3 変更後の記載",
        "1:4 提出時期",
        "2:1 令和6年4月1日",
        "2:2 Ⅰ－１",
        "2:3 国民健康保険",
        "3:1 令和7年4月1日",
        "3:3 介護保険",
        "3:4 事後",
        "（注）　記入要領による。",
    ];
    assert_eq!(sheet(&rows), expected);
}

#[test]
fn a_sheet_without_frames_is_a_table_where_rows_have_several_cells() {
    let cells = rows(&[
        ("A1", 0, "別表"),
        ("A3", 0, "区分"),
        ("B3", 0, "額"),
        ("A4", 0, "甲"),
        ("B4", 3, "1234567"),
        ("B5", 0, "続き"),
        ("A6", 0, "乙"),
        ("A7", 0, "丙"),
        ("B7", 0, "未定"),
        ("A9", 0, "備考"),
    ]);
    let expected = [
        "別表",
        "1:1 区分",
        "1:2 額",
        "2:1 甲",
        "2:2 1,234,567",
        "3:2 続き",
        "4:1 乙",
        "5:1 丙",
        "5:2 未定",
        "備考",
    ];
    assert_eq!(sheet(&cells), expected);
}

#[test]
fn values_are_read_as_displayed() {
    let cells = rows(&[
        ("A1", 2, "45170"),
        ("A2", 3, "1234567.8"),
        ("A3", 4, "0.125"),
        ("A4", 6, "12"),
        ("A5", 5, "99"),
        ("A6", 0, "0.30000000000000004"),
    ]);
    let cells = cells.replace(
        "</sheetData>",
        r#"<row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="e"><v>#N/A</v></c></row>
           <row r="8"><c r="A8" s="2"><f>TODAY()</f><v>43586</v></c></row></sheetData>"#,
    );
    let expected = [
        "[hidden 99]",
        "令和5年9月1日",
        "1,234,568",
        "12.50%",
        "第12条",
        "0.3",
        "1:1 TRUE",
        "1:2 #N/A",
        "令和1年5月1日",
    ];
    assert_eq!(sheet(&cells), expected);
}

#[test]
fn phonetic_guides_are_no_text() {
    let cells = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>大</t></r><r><t>洲</t></r>
        <rPh sb="0" eb="2"><t>オオズ</t></rPh></is></c></row></sheetData>"#;
    assert_eq!(sheet(cells), ["大洲"]);
}

/// A sheet of 40 columns, 2.5 characters wide each.
fn graph_paper(cells: &[(&str, u32, &str)], merged: &[&str]) -> Vec<String> {
    let mut inside = String::from(r#"<cols><col min="1" max="40" width="2.5"/></cols>"#);
    inside.push_str(&rows(cells));
    for region in merged {
        let _ = write!(inside, r#"<mergeCell ref="{region}"/>"#);
    }
    sheet(&inside)
}

#[test]
fn layout_paper_has_the_columns_of_its_fields() {
    let read = graph_paper(
        &[
            ("A1", 1, "Ⅰ　基本情報"),
            ("A2", 1, "①事務の名称"),
            ("J2", 1, "国民健康保険"),
            ("A3", 1, "②実施の有無"),
            ("J3", 1, "［"),
            ("K3", 1, "実施する"),
            ("S3", 1, "］"),
        ],
        &["A1:AN1", "A2:I2", "J2:AN2", "A3:I3", "K3:R3"],
    );
    let expected = [
        "1:1+1+4 Ⅰ　基本情報",
        "2:1 ①事務の名称",
        "2:2+1+3 国民健康保険",
        "3:1 ②実施の有無",
        "3:2 ［",
        "3:3 実施する",
        "3:4 ］",
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_value_spread_over_cells_of_layout_paper_is_joined() {
    let read = graph_paper(
        &[
            ("B1", 0, "令和"),
            ("C1", 0, "5"),
            ("D1", 0, "年"),
            ("H1", 0, "提出"),
            ("A3", 1, "番号"),
            ("D3", 1, "1"),
            ("E3", 1, "2"),
            ("F3", 1, "3"),
            ("G3", 1, "有"),
            ("H3", 1, "無"),
            ("AN9", 0, "印"),
        ],
        &[],
    );
    assert_eq!(read, ["令和5年　提出", "1:1 番号", "1:2 123", "1:3 有", "1:4 無", "印"]);
}

#[test]
fn a_frame_over_several_rows_of_layout_paper_is_one_field() {
    let read = graph_paper(
        &[
            ("A1", 1, "概要"),
            ("D1", 7, "この事務は、法律の規定に基づき、資格の管理"),
            ("AN1", 8, ""),
            ("D2", 7, "及び給付を行うもの。"),
            ("AN2", 8, ""),
        ],
        &["A1:C2"],
    );
    let expected =
        ["1:1 概要", "1:2 この事務は、法律の規定に基づき、資格の管理/及び給付を行うもの。"];
    assert_eq!(read, expected);
}

#[test]
fn what_no_one_sees_is_set_aside() {
    let hidden_row = r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>見える</t></is></c><c r="B1" t="inlineStr"><is><t>隠れた列</t></is></c></row>
        <row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>隠れた行</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>結合</t></is></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>下敷き</t></is></c></row></sheetData>
        <mergeCells><mergeCell ref="A3:A4"/></mergeCells>
        <headerFooter><oddHeader>&amp;C様式集&amp;R&amp;A</oddHeader><oddFooter>&amp;C- &amp;P -</oddFooter></headerFooter>"#;
    let bytes = Workbook::new()
        .sheet(r#"name="様式""#, hidden_row)
        .sheet(r#"name="控え" state="hidden""#, &rows(&[("A1", 0, "隠れた表")]))
        .finish();
    let read = shown("a.xlsx", &bytes);
    let expected = [
        "[running_head 様式]",
        "[running_head 様式集]",
        "[page_number -  -]",
        "[hidden 隠れた列]",
        "[hidden 隠れた行]",
        "[hidden 下敷き]",
        "見える",
        "結合",
        "[hidden 控え]",
        "[hidden 隠れた表]",
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_hidden_row_does_not_part_a_table() {
    let row = |number: u32, hidden: &str, cells: [&str; 2]| {
        let cell = |column: char, text: &str| {
            format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
        };
        let (first, second) = (cell('A', cells[0]), cell('B', cells[1]));
        format!(r#"<row r="{number}"{hidden}>{first}{second}</row>"#)
    };
    let rows = [
        row(1, "", ["変更日", "項目"]),
        row(2, "", ["令和6年", "①部署"]),
        row(3, r#" hidden="1""#, ["隠れた日", "隠れた項目"]),
        row(4, r#" hidden="1""#, ["", ""]),
        row(5, "", ["令和7年", "②課"]),
        row(7, "", ["別の表", "乙"]),
    ];
    let expected = [
        "[hidden 隠れた日]",
        "[hidden 隠れた項目]",
        "1:1 変更日",
        "1:2 項目",
        "2:1 令和6年",
        "2:2 ①部署",
        "3:1 令和7年",
        "3:2 ②課",
        "1:1 別の表",
        "1:2 乙",
    ];
    assert_eq!(sheet(&format!("<sheetData>{}</sheetData>", rows.concat())), expected);
}

#[test]
fn text_boxes_follow_the_sheet_and_comments_are_set_aside() {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = Workbook::new()
        .sheet(r#"name="表""#, &rows(&[("A1", 0, "本文")]))
        .part(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &format!(
                r#"<Relationships><Relationship Id="a" Type="{KIND}/drawing" Target="../drawings/drawing1.xml"/>
                <Relationship Id="b" Type="{KIND}/comments" Target="../comments1.xml"/></Relationships>"#
            ),
        )
        .part(
            "xl/drawings/drawing1.xml",
            "<d><twoCellAnchor><from><col>1</col><row>4</row></from><sp><txBody><p><r><t>図中の</t></r><r><t>文</t></r></p></txBody></sp></twoCellAnchor></d>",
        )
        .part(
            "xl/comments1.xml",
            r#"<comments><commentList><comment ref="A1"><text><t>要確認</t></text></comment></commentList></comments>"#,
        )
        .finish();
    let read = shown("a.xlsx", &bytes);
    assert_eq!(read, ["[sheet_name 表]", "本文", "図中の文", "[annotation 要確認]"]);
    let extract = read_file("a.xlsx", &bytes).unwrap();
    let Some(Piece::Line(line)) = extract.pieces.get(1) else { panic!("a text box is a line") };
    let at = Location::Cell { sheet: 1, row: 5, column: 2 };
    assert_eq!(extract.source.locate(line.span), Some(at));
}

#[test]
fn a_heading_merged_over_the_columns_belongs_to_its_table() {
    let cells = rows(&[
        ("A1", 0, "別表"),
        ("A3", 0, "１．対象人数"),
        ("A4", 0, "何人か"),
        ("B4", 0, "１万人"),
        ("A5", 0, "２．取扱者数"),
        ("A6", 0, "何人か"),
        ("B6", 0, "500人"),
        ("A8", 0, "備考　なし"),
    ]);
    let merged = ["A1:B1", "A3:B3", "A5:B5", "A8:B8"]
        .map(|region| format!(r#"<mergeCell ref="{region}"/>"#))
        .concat();
    let expected = [
        "別表",
        "1:1+1+2 １．対象人数",
        "2:1 何人か",
        "2:2 １万人",
        "3:1+1+2 ２．取扱者数",
        "4:1 何人か",
        "4:2 500人",
        "備考　なし",
    ];
    assert_eq!(sheet(&format!("{cells}<mergeCells>{merged}</mergeCells>")), expected);
}

#[test]
fn what_cannot_be_read_around_the_cells_is_warned_of() {
    const DRAWING: &str =
        "<d><twoCellAnchor><sp><txBody><p><r><t>図</t></r></p></txBody></sp></twoCellAnchor></d>";
    const NAMES: &str = r#"<Relationship Id="d" Type="x/drawing" Target="../drawings/d.xml"/>"#;
    const COMMENTS: &str = r#"<Relationship Id="c" Type="x/comments" Target="../c.xml"/>"#;
    const EMBEDDED: &str = r#"<Relationship Id="o" Type="x/package" Target="../a.docx"/>"#;
    const LIST: &str = "xl/worksheets/_rels/sheet1.xml.rels";
    let unreadable = |part: &str| WarningKind::PartUnreadable { part: part.into() };
    let list = |inside: &str| format!("<Relationships>{inside}</Relationships>");
    for (relations, drawing, expected, shape) in [
        (list(NAMES), DRAWING, vec![], true),
        (list(&format!("{COMMENTS}{NAMES}")), DRAWING, vec![unreadable("xl/c.xml")], true),
        (list(NAMES), "<d><twoCellAnchor><sp>", vec![unreadable("xl/drawings/d.xml")], false),
        (list(&format!("{NAMES}<x>")).replace("</x>", ""), DRAWING, vec![unreadable(LIST)], true),
        (format!("<Relationships></x>{NAMES}"), DRAWING, vec![unreadable(LIST)], false),
        (
            list(&format!("{EMBEDDED}{NAMES}")),
            DRAWING,
            vec![WarningKind::ObjectsUnread { count: 1 }],
            true,
        ),
    ] {
        let inside = format!(r#"{}<drawing r:id="d"/>"#, rows(&[("A1", 0, "本文")]));
        let bytes = Workbook::new()
            .sheet(r#"name="表""#, &inside)
            .part(LIST, &relations)
            .part("xl/drawings/d.xml", drawing)
            .finish();
        let (extract, warned) = read_with_warnings("a.xlsx", &bytes).unwrap();
        assert_eq!(warned, expected, "{relations}");
        assert_eq!(extract.source.original().contains('図'), shape, "{relations}");
    }
}

#[test]
fn labels_of_charts_are_counted_as_unread() {
    let bytes = Workbook::new()
        .sheet(r#"name="表""#, &rows(&[("A1", 0, "本文")]))
        .part(
            "xl/worksheets/_rels/sheet1.xml.rels",
            r#"<Relationships><Relationship Id="d" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>"#,
        )
        .part("xl/drawings/d.xml", "<d/>")
        .part(
            "xl/drawings/_rels/d.xml.rels",
            r#"<Relationships><Relationship Id="c" Type="x/chart" Target="../c.xml"/></Relationships>"#,
        )
        .part(
            "xl/_rels/c.xml.rels",
            r#"<Relationships><Relationship Id="u" Type="x/chartUserShapes" Target="u.xml"/></Relationships>"#,
        )
        .part("xl/u.xml", "<u><relSizeAnchor><sp><p><r><t>注記</t></r></p></sp></relSizeAnchor></u>")
        .part(
            "xl/c.xml",
            "<chart><title><p><r><t>推移</t></r></p></title><cat><strCache><v>甲</v></strCache></cat></chart>",
        )
        .finish();
    let (extract, warned) = read_with_warnings("a.xlsx", &bytes).unwrap();
    assert_eq!(warned, [WarningKind::ObjectsUnread { count: 1 }]);
    let text = extract.source.original();
    assert!(text.contains("推移") && text.contains("注記"));
}

/// A document laid out in a sheet: its text is merged over as many columns as
/// its widest table has.
#[test]
fn text_as_wide_as_the_tables_is_paragraphs() {
    let cells = rows(&[
        ("A1", 0, "第１　目的"),
        ("A2", 0, "この要領は、手続を定める。"),
        ("A3", 0, "別表第１　区分"),
        ("A4", 0, "区分"),
        ("B4", 0, "額"),
        ("A5", 0, "甲"),
        ("B5", 0, "100円"),
        ("A6", 0, "別表第２（第３関係）"),
        ("A7", 0, "種類"),
        ("B7", 0, "期限"),
        ("A8", 0, "別表の額の特例"),
        ("A9", 0, "乙"),
        ("B9", 0, "10日"),
    ]);
    let merged = ["A1:B1", "A2:B2", "A3:B3", "A6:B6", "A8:B8"]
        .map(|region| format!(r#"<mergeCell ref="{region}"/>"#))
        .concat();
    let expected = [
        "第１　目的",
        "この要領は、手続を定める。",
        "別表第１　区分",
        "1:1 区分",
        "1:2 額",
        "2:1 甲",
        "2:2 100円",
        "別表第２（第３関係）",
        "1:1 種類",
        "1:2 期限",
        "2:1+1+2 別表の額の特例",
        "3:1 乙",
        "3:2 10日",
    ];
    assert_eq!(sheet(&format!("{cells}<mergeCells>{merged}</mergeCells>")), expected);
}

/// A tab is seen on the screen and not printed: its name is neither text nor
/// hidden, and that it changed is said once.
#[test]
fn changed_names_of_sheets_are_told_as_such() {
    let book = |names: &[&str]| {
        let sheet = |book: Workbook, name: &&str| {
            book.sheet(&format!(r#"name="{name}""#), &rows(&[("A1", 0, "本文")]))
        };
        names.iter().fold(Workbook::new(), sheet).finish()
    };
    let told = |old: &[&str], new: &[&str]| -> Vec<WarningKind> {
        let input = |name: &str, names: &[&str]| Input { name: name.into(), bytes: book(names) };
        let sides = Sides { old: input("old.xlsx", old), new: input("new.xlsx", new) };
        let read = pipeline::read_both(&sides, &ReadOptions::default(), &()).expect("readable");
        read.warnings.into_iter().map(|it| it.kind).collect()
    };
    let changed = |old: &str, new: &str| {
        vec![WarningKind::SheetNamesChanged { old: old.into(), new: new.into() }]
    };
    assert_eq!(told(&["様式", "記入例"], &["様式", "記入例"]), []);
    assert_eq!(told(&["様式", "記入例"], &["様式（新）", "記入例"]), changed("様式", "様式（新）"));
    assert_eq!(told(&["甲", "乙"], &["乙", "甲"]), changed("甲／乙", "乙／甲"));
}

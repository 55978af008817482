//! Tables.

use super::case::Case;
use super::docx::{Docx, cell, cell_of, item, level, list, numbering, p, r, row, table};

fn span(n_columns: u32) -> String {
    format!("<w:gridSpan w:val='{n_columns}'/>")
}

const BEGINS: &str = "<w:vMerge w:val='restart'/>";
const GOES_ON: &str = "<w:vMerge/>";

fn plain(texts: &[&str]) -> String {
    row(&texts.iter().map(|text| cell("", text)).collect::<Vec<_>>())
}

fn row_with(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

pub fn cases() -> Vec<Case> {
    let mut cases = merged();
    cases.extend(nested());
    cases
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn merged() -> Vec<Case> {
    vec![
        Case::new(
            "table",
            Docx::new(
                p("前") + &table(&[plain(&["項目", "内容"]), plain(&["名称", ""])]) + &p("後"),
            ),
            &["前", "[1:1] 項目", "[1:2] 内容", "[2:1] 名称", "[2:2]", "後"],
        ),
        Case::new(
            "merged cells",
            Docx::new(table(&[
                row(&[cell(&span(3), "別表"), cell(BEGINS, "備考")]),
                row(&[
                    cell(BEGINS, "区分"),
                    cell("", "甲"),
                    cell("", "乙"),
                    cell_of(GOES_ON, "<w:p/>"),
                ]),
                row(&[
                    cell_of(GOES_ON, "<w:p/>"),
                    cell(&span(2), "丙"),
                    cell_of(GOES_ON, "<w:p/>"),
                ]),
                row(&[cell("", "一"), cell("", "二"), cell("", "三"), cell(BEGINS, "四")]),
            ])),
            &[
                "[1:1 1×3] 別表",
                "[1:4 3×1] 備考",
                "[2:1 2×1] 区分",
                "[2:2] 甲",
                "[2:3] 乙",
                "[3:2 1×2] 丙",
                "[4:1] 一",
                "[4:2] 二",
                "[4:3] 三",
                "[4:4] 四",
            ],
        ),
        Case::new(
            "text in the lower part of a merged cell",
            Docx::new(table(&[
                row(&[cell(BEGINS, "上"), cell("", "甲")]),
                row(&[cell(GOES_ON, "下"), cell("", "乙")]),
            ])),
            &["[1:1 2×1] 上", "[1:2] 甲", "- hidden: 下", "[2:2] 乙"],
        ),
        Case::new(
            "lower part without an upper one",
            Docx::new(table(&[
                row(&[cell(GOES_ON, "上"), cell("", "甲")]),
                row(&[cell("", "下"), cell("", "乙")]),
            ])),
            &["[1:1] 上", "[1:2] 甲", "[2:1] 下", "[2:2] 乙"],
        ),
        Case::new(
            "columns left out",
            Docx::new(table(&[
                plain(&["一", "二", "三"]),
                row_with("<w:gridBefore w:val='1'/>", &[cell("", "四"), cell("", "五")]),
                row_with("<w:gridBefore w:val='1'/><w:gridAfter w:val='1'/>", &[cell("", "六")]),
            ])),
            &["[1:1] 一", "[1:2] 二", "[1:3] 三", "[2:2] 四", "[2:3] 五", "[3:2] 六"],
        ),
        Case::new(
            "first row narrower than the rest",
            Docx::new(table(&[plain(&["題"]), plain(&["一", "二", "三"]), plain(&["四", "五"])])),
            &["[1:1] 題", "[2:1] 一", "[2:2] 二", "[2:3] 三", "[3:1] 四", "[3:2] 五"],
        ),
        Case::new(
            "grid narrower than the rows",
            Docx::new(
                table(&[plain(&["題"]), plain(&["一", "二", "三"]), plain(&["四", "五"])]).replace(
                    "</w:tblPr>",
                    "</w:tblPr><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>",
                ),
            ),
            &["[1:1] 題", "[2:1] 一", "[2:2] 二", "[2:3] 三", "[3:1] 四", "[3:2] 五"],
        )
        .not_printed("LibreOffice drops cells that the grid has no room for"),
        Case::new(
            "older merge",
            Docx::new(table(&[
                row(&[
                    cell("<w:hMerge w:val='restart'/>", "見出し"),
                    cell_of("<w:hMerge/>", "<w:p/>"),
                    cell("", "備考"),
                ]),
                plain(&["一", "二", "三"]),
            ])),
            &["[1:1 1×2] 見出し", "[1:3] 備考", "[2:1] 一", "[2:2] 二", "[2:3] 三"],
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn nested() -> Vec<Case> {
    let footnote = "<w:footnote w:id='1'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>　注</w:t></w:r></w:p></w:footnote>";
    let rules = list(1, &level(0, "decimal", "(%1)", "<w:suff w:val='nothing'/>"));
    vec![
        Case::new(
            "cell of several paragraphs",
            Docx::new(table(&[row(&[
                cell_of("", &(p("一") + "<w:p/>" + &p("二") + &format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", r("三"), r("四")))),
                cell("", "五"),
            ])])),
            &["[1:1] 一／二／三／四", "[1:2] 五"],
        ),
        Case::new(
            "nested table",
            Docx::new(table(&[row(&[
                cell("", "外"),
                cell_of("", &(p("前") + &table(&[plain(&["甲", "乙"]), plain(&["丙", "丁"])]) + &p("後"))),
            ])])),
            &["[1:1] 外", "[1:2] 前／甲／乙／丙／丁／後"],
        ),
        Case::new(
            "hidden row",
            Docx::new(table(&[
                plain(&["一", "二"]),
                row_with("<w:hidden/>", &[cell("", "三"), cell("", "四")]),
                plain(&["五", "六"]),
            ])),
            &["[1:1] 一", "[1:2] 二", "- hidden: 三", "- hidden: 四", "[2:1] 五", "[2:2] 六"],
        )
        .not_printed("LibreOffice shows hidden rows"),
        Case::new(
            "one cell",
            Docx::new(table(&[plain(&["枠で囲んだ注意書き"])]) + &p("本文")),
            &["[1:1] 枠で囲んだ注意書き", "本文"],
        ),
        Case::new(
            "rows and cells in content controls",
            Docx::new(table(&[
                format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", plain(&["一", "二"])),
                format!(
                    "<w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr>",
                    cell("", "三"),
                    cell("", "四")
                ),
            ])),
            &["[1:1] 一", "[1:2] 二", "[2:1] 三", "[2:2] 四"],
        ),
        Case::new(
            "numbers in cells",
            Docx::new(
                table(&[
                    row(&[cell_of("", &item(1, 0, "甲")), cell_of("", &item(1, 0, "乙"))]),
                    row(&[cell_of("", &item(1, 0, "丙")), cell("", "丁")]),
                ]) + &item(1, 0, "戊"),
            )
            .with("numbering", numbering(&[rules], "")),
            &["[1:1] (1)甲", "[1:2] (2)乙", "[2:1] (3)丙", "[2:2] 丁", "(4)戊"],
        ),
        Case::new(
            "footnote in a table",
            Docx::new(
                table(&[row(&[
                    cell_of("", &format!("<w:p>{}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>", r("甲"))),
                    cell("", "乙"),
                ])]) + &p("後"),
            )
            .with("footnotes", footnote),
            &["[1:1] 甲¹", "[1:2] 乙", "後", "¹　注"],
        )
        .reordered(),
        Case::new(
            "table in a text box",
            Docx::new(format!(
                "<w:p>{}<w:r><w:pict><v:rect style='width:280pt;height:90pt'><v:textbox><w:txbxContent>{}{}</w:txbxContent>\
                 </v:textbox></v:rect></w:pict></w:r></w:p>",
                r("図"),
                table(&[plain(&["甲", "乙"])]),
                p("末尾")
            )),
            &["図", "[1:1] 甲", "[1:2] 乙", "末尾"],
        )
        .reordered(),
    ]
}

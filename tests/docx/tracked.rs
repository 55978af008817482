//! Tracked changes. `LibreOffice` prints both sides of them, one struck out.

use super::case::Case;
use super::docx::{Docx, cell, item, level, list, numbering, p, r, row, table};

const BOTH: &str = "LibreOffice prints both sides of tracked changes";
const BY: &str = "w:id='1' w:author='x' w:date='2026-01-01T00:00:00Z'";

fn ins(text: &str) -> String {
    format!("<w:ins {BY}>{}</w:ins>", r(text))
}

fn del(text: &str) -> String {
    format!("<w:del {BY}>{}</w:del>", r(text).replace("w:t", "w:delText"))
}

fn marked(mark: &str, properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{properties}<w:rPr><w:{mark} {BY}/></w:rPr></w:pPr>{content}</w:p>")
}

/// Both sides of one file.
fn pair(name: &'static str, docx: &Docx, accepted: &[&str], rejected: &[&str]) -> [Case; 2] {
    let case = |says| Case::new(name, docx.clone(), says).not_printed(BOTH);
    [case(accepted), case(rejected).rejected()]
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
pub fn cases() -> Vec<Case> {
    let number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let rules =
        || numbering(&[list(1, &level(0, "decimal", "%1 ", "<w:suff w:val='nothing'/>"))], "");
    let words =
        format!("<w:p>{}{}{}{}</w:p>", r("届出は、"), del("30日"), ins("14日"), r("以内に行う。"));
    let both = format!("<w:p>{}<w:ins {BY}>{}</w:ins></w:p>", r("前"), del("後で消した"));
    let moved = format!(
        "<w:p><w:moveFromRangeStart w:id='2' w:name='m'/><w:moveFrom {BY}>{}</w:moveFrom><w:moveFromRangeEnd w:id='2'/>{}</w:p>\
         <w:p>{}<w:moveTo {BY}>{}</w:moveTo></w:p>",
        r("甲"),
        r("乙"),
        r("丙"),
        r("甲")
    );
    let joined =
        marked("del", number, &r("一つ目は、")) + &item(1, 0, "続く。") + &item(1, 0, "二つ目");
    let split =
        marked("ins", number, &r("一つ目は、")) + &item(1, 0, "分かれる。") + &item(1, 0, "二つ目");
    let dropped =
        item(1, 0, "一つ目") + &marked("del", number, &del("消す項目")) + &item(1, 0, "二つ目");
    let before_table = item(1, 0, "一つ目")
        + &marked("del", number, &del("消す項目"))
        + &table(&[row(&[cell("", "表")])])
        + &item(1, 0, "二つ目");
    let rows = table(&[
        row(&[cell("", "一"), cell("", "二")]),
        format!("<w:tr><w:trPr><w:del {BY}/></w:trPr>{}{}</w:tr>", cell("", "三"), cell("", "四")),
        format!("<w:tr><w:trPr><w:ins {BY}/></w:trPr>{}{}</w:tr>", cell("", "五"), cell("", "六")),
    ]);
    let renumbered = format!(
        "{}<w:p><w:pPr>{number}<w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>{}</w:p>",
        item(1, 0, "一つ目"),
        r("番号を付けた")
    );
    let noted = format!(
        "<w:p>{}<w:del {BY}><w:r><w:footnoteReference w:id='1'/></w:r></w:del>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        r("甲"),
        r("乙")
    );
    let notes = [("1", "消した注"), ("2", "残る注")].map(|(id, text)| {
        format!(
            "<w:footnote w:id='{id}'><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
            r(text)
        )
    });
    let number_of = |body: String| Docx::new(body).with("numbering", rules());
    [
        pair(
            "words",
            &Docx::new(words),
            &["届出は、14日以内に行う。", "- tracked_change: 30日"],
            &["届出は、30日以内に行う。", "- tracked_change: 14日"],
        ),
        pair(
            "inserted, then deleted",
            &Docx::new(both + &p("次")),
            &["前", "- tracked_change: 後で消した", "次"],
            &["前", "- tracked_change: 後で消した", "次"],
        ),
        pair(
            "moved",
            &Docx::new(moved),
            &["乙", "- tracked_change: 甲", "丙甲"],
            &["甲乙", "丙", "- tracked_change: 甲"],
        ),
        pair(
            "paragraph mark deleted",
            &number_of(joined),
            &["1 一つ目は、続く。", "2 二つ目"],
            &["1 一つ目は、", "2 続く。", "3 二つ目"],
        ),
        pair(
            "paragraph mark inserted",
            &number_of(split),
            &["1 一つ目は、", "2 分かれる。", "3 二つ目"],
            &["1 一つ目は、分かれる。", "2 二つ目"],
        ),
        pair(
            "item deleted",
            &number_of(dropped),
            &["1 一つ目", "2 二つ目", "- tracked_change: 消す項目"],
            &["1 一つ目", "2 消す項目", "3 二つ目"],
        ),
        pair(
            "item deleted before a table",
            &number_of(before_table),
            &["1 一つ目", "- tracked_change: 消す項目", "[1:1] 表", "2 二つ目"],
            &["1 一つ目", "2 消す項目", "[1:1] 表", "3 二つ目"],
        ),
        pair(
            "rows",
            &Docx::new(rows),
            &[
                "[1:1] 一",
                "[1:2] 二",
                "- tracked_change: 三",
                "- tracked_change: 四",
                "[2:1] 五",
                "[2:2] 六",
            ],
            &[
                "[1:1] 一",
                "[1:2] 二",
                "[2:1] 三",
                "[2:2] 四",
                "- tracked_change: 五",
                "- tracked_change: 六",
            ],
        ),
        pair(
            "numbering",
            &number_of(renumbered),
            &["1 一つ目", "2 番号を付けた"],
            &["1 一つ目", "番号を付けた"],
        ),
        pair(
            "notes",
            &Docx::new(noted).with("footnotes", notes.concat()),
            &["甲乙¹", "- tracked_change: 消した注", "¹残る注"],
            &["甲¹乙²", "¹消した注", "²残る注"],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

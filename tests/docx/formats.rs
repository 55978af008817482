//! Formats of automatic numbers.

use super::case::Case;
use super::docx::{Docx, instance, item, level, list, numbering};

const NOTHING: &str = "<w:suff w:val='nothing'/>";

/// Format, text of the level, and the first numbers as printed.
const FORMATS: &[(&str, &str, &[&str])] = &[
    ("decimal", "%1.", &["1.", "2.", "3."]),
    ("decimalFullWidth", "第%1条　", &["第１条　", "第２条　", "第３条　"]),
    ("decimalZero", "%1-", &["01-", "02-", "03-"]),
    ("decimalEnclosedCircle", "%1", &["①", "②", "③"]),
    ("irohaFullWidth", "%1　", &["イ　", "ロ　", "ハ　"]),
    ("aiueoFullWidth", "（%1）", &["（ア）", "（イ）", "（ウ）"]),
    ("iroha", "%1 ", &["ｲ ", "ﾛ ", "ﾊ "]),
    ("aiueo", "(%1)", &["(ｱ)", "(ｲ)", "(ｳ)"]),
    ("japaneseCounting", "第%1章　", &["第一章　", "第二章　", "第三章　"]),
    ("ideographDigital", "%1、", &["一、", "二、", "三、"]),
    ("japaneseLegal", "%1　", &["壱　", "弐　", "参　"]),
    ("upperRoman", "%1．", &["I．", "II．", "III．"]),
    ("lowerRoman", "(%1)", &["(i)", "(ii)", "(iii)"]),
    ("upperLetter", "%1)", &["A)", "B)", "C)"]),
    ("lowerLetter", "%1)", &["a)", "b)", "c)"]),
    ("ideographTraditional", "%1　", &["甲　", "乙　", "丙　"]),
    ("ideographZodiac", "%1　", &["子　", "丑　", "寅　"]),
    ("numberInDash", "%1", &["- 1 -", "- 2 -", "- 3 -"]),
    ("none", "別記", &["別記", "別記", "別記"]),
];

/// Counting beyond the first signs: format and the twenty-first number.
const FURTHER: &[(&str, &str)] = &[
    ("japaneseCounting", "二十一"),
    ("ideographDigital", "二一"),
    ("decimalEnclosedCircle", "21"),
    ("irohaFullWidth", "ナ"),
    ("aiueoFullWidth", "ナ"),
    ("decimalFullWidth", "２１"),
    ("upperLetter", "U"),
];

pub fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = FORMATS
        .iter()
        .map(|&(format, text, printed)| {
            let rules = list(1, &level(0, format, text, NOTHING));
            let body: String =
                ["届出", "報告", "公表"].iter().map(|text| item(1, 0, text)).collect();
            let says: Vec<String> = printed
                .iter()
                .zip(["届出", "報告", "公表"])
                .map(|(number, text)| format!("{number}{text}"))
                .collect();
            let says: Vec<&str> = says.iter().map(String::as_str).collect();
            let case = Case::new(
                format,
                Docx::new(body).with("numbering", numbering(&[rules], "")),
                &says,
            );
            match format {
                "numberInDash" => case.not_printed("LibreOffice prints 1, 2, 3 for this format"),
                _ => case,
            }
        })
        .collect();
    cases.extend(FURTHER.iter().map(|&(format, printed)| {
        let change = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='21'/></w:lvlOverride>";
        let rules = list(1, &level(0, format, "%1", NOTHING));
        let docx = Docx::new(item(2, 0, "　項"))
            .with("numbering", numbering(&[rules], &instance(2, 1, change)));
        let case = Case::new(format, docx, &[&format!("{printed}　項")]);
        match format {
            "ideographDigital" => {
                case.not_printed("LibreOffice counts 二十一 where Word puts digits side by side")
            }
            "decimalEnclosedCircle" => {
                case.not_printed("LibreOffice goes on with circles where Word ends at twenty")
            }
            _ => case,
        }
    }));
    cases
}

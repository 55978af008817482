//! Numbers and names of items in the 項目 column that are not those of the form.

use super::super::case::{Case, quote_of};
use super::super::items::Misnamed;
use super::super::name::name;
use super::super::{Found, Need, Origin, Place, Rule, Severity};
use crate::record::earlier::ITEM;

/// A number or mark in the 項目 column that is not that of the form.
pub(in crate::check) static MARK: Rule = Rule {
    id: "item-mark",
    severity: Severity::Note,
    needs: &[Need::Log],
    about: [
        "項目の番号の文字（➀ と ① など）や番号が、様式と違う",
        "a number in the 項目 column is another character (➀ for ①) or another number than in the form",
    ],
    remedy: ["様式の番号に直してください。", "write the number of the form"],
    find: marks,
};

/// `②事務の慨要` for `②事務の概要`.
pub(in crate::check) static ITEM_NAME: Rule = Rule {
    id: "item-name",
    severity: Severity::Note,
    needs: &[Need::Form, Need::Log],
    about: [
        "項目の名前が様式と違う（②事務の慨要 など）",
        "the name of an item in the 項目 column is not that of the form",
    ],
    remedy: ["様式の項目の名前に合わせてください。", "name the item as the form does"],
    find: misnamed,
};

fn marks(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in case.entries() {
        let field = row.misnumbered.and_then(|at| case.form().fields.get(at));
        if let Some(field) = field {
            let printed = field.path.last().map_or("", String::as_str);
            let place = Place { key: field.key.to_string(), ..row.place() };
            out.push(Found {
                severity: Some(Severity::Warning),
                place,
                texts: vec![
                    row.quote(Origin::LogItem),
                    quote_of(field, Origin::Label, &name(field)),
                ],
                message: [
                    format!(
                        "変更箇所{}行目：項目の番号が様式と違います。様式では「{}」です。",
                        row.number,
                        printed.trim()
                    ),
                    format!("row {} of the log: the form has \"{}\"", row.number, printed.trim()),
                ],
            });
        }
        for c in row.cells[ITEM].chars() {
            let Some(usual) = usual_number(c) else { continue };
            let code = u32::from(c);
            out.push(Found {
                severity: None,
                place: row.place(),
                texts: vec![row.quote(Origin::LogItem)],
                message: [
                    format!("変更箇所{}行目：項目の「{c}」（U+{code:04X}）は様式の「{usual}」と別の文字です。", row.number),
                    format!("row {} of the log: \"{c}\" (U+{code:04X}) is not \"{usual}\", the character of the form", row.number),
                ],
            });
        }
    }
    out
}

fn misnamed(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for row in case.entries().filter(|row| case.is_of_form(row)) {
        let Some(Misnamed { field, is_slip }) = row.misnamed else { continue };
        let Some(field) = case.form().fields.get(field) else { continue };
        let label = field.path.last().map_or("", String::as_str).trim();
        let n = row.number;
        let message = if is_slip {
            [
                format!("変更箇所{n}行目：項目の名前が様式の「{label}」とわずかに違います。"),
                format!(
                    "row {n} of the log: the name of the item differs slightly from \"{label}\" of the form"
                ),
            ]
        } else {
            [
                format!(
                    "変更箇所{n}行目：項目の番号は様式の「{label}」のものですが、名前が違います。この番号の項目の行として照合しました。"
                ),
                format!(
                    "row {n} of the log: the number is that of \"{label}\" and the name is not; it was checked as that item"
                ),
            ]
        };
        out.push(Found {
            severity: (!is_slip).then_some(Severity::Warning),
            place: Place { key: field.key.to_string(), ..row.place() },
            texts: vec![row.quote(Origin::LogItem), quote_of(field, Origin::Label, label)],
            message,
        });
    }
    out
}

/// The circled number of the forms that another character looks like.
fn usual_number(c: char) -> Option<char> {
    let nth = |first: char| char::from_u32('①' as u32 + u32::from(c) - u32::from(first));
    match c {
        '➀'..='➉' => nth('➀'),
        '❶'..='❿' => nth('❶'),
        '➊'..='➓' => nth('➊'),
        '⓵'..='⓾' => nth('⓵'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::*;

    #[test]
    fn numbers_that_only_look_alike() {
        let items = [("Ⅰ/5/①", "①部署", "市民課"), ("Ⅱ/6/保管場所", "保管場所 ※", "書庫")];
        let with = |item: &str| {
            let row = format!("令和4年12月1日｜{item}｜甲｜乙｜事後");
            found(&subject(&items, &[&row]), "item-mark")
        };
        let findings = with("Ⅰ－５／➀部署");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message[0].contains("U+2780"));
        assert!(with("Ⅰ－５／①部署").is_empty());
        let findings = with("Ⅱ－６／① 保管場所");
        assert_eq!((findings.len(), findings[0].severity), (1, Severity::Warning));
    }

    #[test]
    fn names_are_those_of_the_form() {
        let items = [
            ("Ⅰ/1/②", "②事務の概要", "甲"),
            ("Ⅰ/7/請求先", "請求先", "乙"),
            ("Ⅱ/1/いつ時点の計数か", "いつ時点の計数か", "丙"),
        ];
        let with = |item: &str| {
            let row = format!("令和4年12月1日｜{item}｜旧｜甲｜事後");
            let findings = found(&subject(&items, &[&row]), "item-name");
            findings.into_iter().map(|it| it.severity).collect::<Vec<_>>()
        };
        assert_eq!(with("Ⅰ－１／②事務の慨要"), [Severity::Note]);
        assert_eq!(with("Ⅱ－１／いつ時点の計教か"), [Severity::Note]);
        assert_eq!(with("Ⅰ－１／②所属長の役職"), [Severity::Warning]);
        for item in [
            "Ⅰ－１／②事務の概要",
            "Ⅰ－１／②概要",
            "Ⅰ－１／②",
            "Ⅰ－１／②事務の概要（１）資格の管理",
            "Ⅰ－１／②事務の概要／（１）資格の管理",
            "Ⅰ　１．特定個人情報ファイルを取り扱う事務　②事務の概要",
            "Ⅰ－７／請求先",
        ] {
            assert!(with(item).is_empty(), "{item}");
        }
    }
}

//! Automatic numbers.

use super::case::Case;
use super::docx::{Docx, instance, item, level, list, numbering, p, pp};

const NOTHING: &str = "<w:suff w:val='nothing'/>";

pub fn cases() -> Vec<Case> {
    let mut cases = levels();
    cases.extend(restarts());
    cases.extend(instances());
    cases.extend(styles());
    cases.extend(odd());
    cases.extend(unknown());
    cases
}

fn levels() -> Vec<Case> {
    let three = format!(
        "{}{}{}",
        level(0, "decimalFullWidth", "第%1", ""),
        level(1, "decimal", "%1.%2", "<w:suff w:val='space'/>"),
        level(2, "aiueoFullWidth", "%1.%2.%3", NOTHING)
    );
    let legal = format!(
        "{}{}{}",
        level(0, "upperRoman", "第%1章", ""),
        level(1, "japaneseCounting", "%1－%2", ""),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    );
    vec![
        Case::new(
            "multi-level",
            Docx::new(
                [(0, "総則"), (1, "目的"), (2, "範囲"), (2, "例外"), (1, "定義"), (2, "用語"), (0, "雑則"), (1, "委任")]
                    .map(|(level, text)| item(1, level, text))
                    .concat(),
            )
            .with("numbering", numbering(&[list(1, &three)], "")),
            &[
                "第１\t総則",
                "１.1 目的",
                "１.1.ア範囲",
                "１.1.イ例外",
                "１.2 定義",
                "１.2.ア用語",
                "第２\t雑則",
                "２.1 委任",
            ],
        ),
        Case::new(
            "legal numbering",
            Docx::new(
                [(0, "総則"), (1, "目的"), (2, "範囲"), (1, "定義"), (2, "用語")]
                    .map(|(level, text)| item(1, level, text))
                    .concat(),
            )
            .with("numbering", numbering(&[list(1, &legal)], "")),
            &["第I章\t総則", "I－一\t目的", "1.1.1\t範囲", "I－二\t定義", "1.2.1\t用語"],
        )
        .not_printed("LibreOffice does not know isLgl"),
        Case::new(
            "level above not used",
            Docx::new([(1, "目的"), (1, "定義"), (0, "総則"), (1, "範囲")].map(|(level, text)| item(1, level, text)).concat())
                .with("numbering", numbering(&[list(1, &three)], "")),
            &["１.1 目的", "１.2 定義", "第２\t総則", "２.1 範囲"],
        ),
        Case::new(
            "start left out",
            Docx::new(item(1, 0, "零")).with(
                "numbering",
                numbering(
                    &[list(1, "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1)'/></w:lvl>")],
                    "",
                ),
            ),
            &["0)\t零"],
        ),
    ]
}

fn restarts() -> Vec<Case> {
    let levels = |restart: &str| {
        format!(
            "{}{}{}",
            level(0, "decimalFullWidth", "第%1　", NOTHING),
            level(1, "decimal", "%2　", NOTHING),
            level(2, "decimal", "(%3)　", &format!("{NOTHING}{restart}"))
        )
    };
    let order = [
        (0, "甲"),
        (1, "乙"),
        (2, "丙"),
        (2, "丁"),
        (1, "戊"),
        (2, "己"),
        (0, "庚"),
        (1, "辛"),
        (2, "壬"),
    ];
    let body = || order.map(|(level, text)| item(1, level, text)).concat();
    let with = |restart: &str| {
        Docx::new(body()).with("numbering", numbering(&[list(1, &levels(restart))], ""))
    };
    vec![
        Case::new(
            "usual restart",
            with(""),
            &[
                "第１　甲",
                "1　乙",
                "(1)　丙",
                "(2)　丁",
                "2　戊",
                "(1)　己",
                "第２　庚",
                "1　辛",
                "(1)　壬",
            ],
        ),
        Case::new(
            "restart after the first level only",
            with("<w:lvlRestart w:val='1'/>"),
            &[
                "第１　甲",
                "1　乙",
                "(1)　丙",
                "(2)　丁",
                "2　戊",
                "(3)　己",
                "第２　庚",
                "1　辛",
                "(1)　壬",
            ],
        )
        .not_printed("LibreOffice does not know lvlRestart but for 0"),
        Case::new(
            "no restart",
            with("<w:lvlRestart w:val='0'/>"),
            &[
                "第１　甲",
                "1　乙",
                "(1)　丙",
                "(2)　丁",
                "2　戊",
                "(3)　己",
                "第２　庚",
                "1　辛",
                "(4)　壬",
            ],
        )
        .not_printed("LibreOffice restarts every level"),
    ]
}

fn instances() -> Vec<Case> {
    let one = |number: u32| list(number, &level(0, "decimalFullWidth", "%1　", NOTHING));
    let own = |start: u32| {
        format!("<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{start}'/></w:lvlOverride>")
    };
    vec![
        Case::new(
            "start of its own",
            Docx::new(
                [(1, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (3, "戊"), (1, "己")]
                    .map(|(list, text)| item(list, 0, text))
                    .concat(),
            )
            .with("numbering", numbering(&[one(1)], &(instance(2, 1, &own(1)) + &instance(3, 1, &own(5))))),
            &["１　甲", "２　乙", "１　丙", "２　丁", "５　戊", "６　己"],
        ),
        Case::new(
            "lists that share their count",
            Docx::new([(1, "甲"), (2, "乙"), (1, "丙")].map(|(list, text)| item(list, 0, text)).concat())
                .with("numbering", numbering(&[one(1)], &instance(2, 1, ""))),
            &["１　甲", "２　乙", "３　丙"],
        ),
        Case::new(
            "lists of their own",
            Docx::new([(1, "甲"), (2, "乙"), (1, "丙"), (2, "丁")].map(|(list, text)| item(list, 0, text)).concat())
                .with("numbering", numbering(&[one(1), one(2)], "")),
            &["１　甲", "１　乙", "２　丙", "２　丁"],
        ),
        Case::new(
            "level of its own",
            Docx::new(item(1, 0, "甲") + &item(2, 0, "乙")).with(
                "numbering",
                numbering(
                    &[one(1)],
                    &instance(
                        2,
                        1,
                        &format!(
                            "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>{}</w:lvlOverride>",
                            level(0, "upperLetter", "（%1）", NOTHING)
                        ),
                    ),
                ),
            ),
            &["１　甲", "（A）乙"],
        ),
    ]
}

fn styles() -> Vec<Case> {
    let style = |id: &str, more: &str| {
        format!(
            "<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{id}'/>{more}</w:style>"
        )
    };
    let number = |level: u32| {
        format!("<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>")
    };
    let styled = |id: &str, text: &str| pp(&format!("<w:pStyle w:val='{id}'/>"), text);
    let linked = format!(
        "{}{}",
        level(0, "decimalFullWidth", "第%1　", &format!("<w:pStyle w:val='Chapter'/>{NOTHING}")),
        level(1, "decimal", "(%2)　", &format!("<w:pStyle w:val='Section'/>{NOTHING}"))
    );
    let of_style = "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>";
    vec![
        Case::new(
            "numbers of styles",
            Docx::new(styled("Chapter", "総則") + &styled("Section", "目的") + &styled("Derived", "定義") + &styled("Chapter", "雑則"))
                .with(
                    "styles",
                    style("Chapter", &number(0)) + &style("Section", &number(1)) + &style("Derived", "<w:basedOn w:val='Section'/>"),
                )
                .with("numbering", numbering(&[list(1, &linked)], "")),
            &["第１　総則", "(1)　目的", "(2)　定義", "第２　雑則"],
        ),
        Case::new(
            "level named by the list alone",
            Docx::new(styled("Chapter", "総則") + &styled("Section", "目的") + &styled("Section", "定義"))
                .with(
                    "styles",
                    style("Chapter", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
                        + &style("Section", "<w:basedOn w:val='Chapter'/>"),
                )
                .with("numbering", numbering(&[list(1, &linked)], "")),
            &["第１　総則", "(1)　目的", "(2)　定義"],
        )
        .not_printed("LibreOffice wants the level in the style as well"),
        Case::new(
            "number taken away",
            Docx::new(
                styled("Chapter", "総則")
                    + &pp("<w:pStyle w:val='Chapter'/><w:numPr><w:numId w:val='0'/></w:numPr>", "前文")
                    + &styled("Chapter", "雑則"),
            )
            .with("styles", style("Chapter", &number(0)))
            .with("numbering", numbering(&[list(1, &linked)], "")),
            &["第１　総則", "前文", "第２　雑則"],
        ),
        Case::new(
            "list of a list style",
            Docx::new(item(1, 0, "甲") + &item(1, 0, "乙"))
                .with(
                    "styles",
                    format!("<w:style w:type='numbering' w:styleId='Outline'><w:name w:val='Outline'/>{of_style}</w:style>"),
                )
                .with(
                    "numbering",
                    numbering(
                        &[
                            list(1, "<w:numStyleLink w:val='Outline'/>"),
                            list(2, &format!("<w:styleLink w:val='Outline'/>{}", level(0, "irohaFullWidth", "%1　", NOTHING))),
                        ],
                        "",
                    ),
                ),
            &["イ　甲", "ロ　乙"],
        ),
    ]
}

fn odd() -> Vec<Case> {
    let one = || list(1, &level(0, "decimalFullWidth", "%1　", NOTHING));
    let bullets = format!(
        "{}{}",
        level(
            0,
            "bullet",
            "\u{F06C}",
            "<w:suff w:val='space'/><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr>"
        ),
        level(1, "bullet", "・", NOTHING)
    );
    // rPr stands behind lvlText in the schema; no reader minds.
    vec![
        Case::new(
            "bullets",
            Docx::new(item(1, 0, "甲") + &item(1, 1, "乙")).with("numbering", numbering(&[list(1, &bullets)], "")),
            &["● 甲", "・乙"],
        )
        .not_printed("LibreOffice draws symbol fonts with codes of its private area"),
        Case::new(
            "empty and hidden items",
            Docx::new(
                item(1, 0, "甲")
                    + "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
                    + "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>\
                       <w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r></w:p>"
                    + &item(1, 0, "丁"),
            )
            .with("numbering", numbering(&[one()], "")),
            &["１　甲", "２　", "３　丁", "- hidden: 隠し"],
        )
        .not_printed("LibreOffice counts hidden paragraphs"),
        Case::new(
            "empty item",
            Docx::new(
                item(1, 0, "甲")
                    + "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
                    + &item(1, 0, "丙"),
            )
            .with("numbering", numbering(&[one()], "")),
            &["１　甲", "２　", "３　丙"],
        ),
        Case::new(
            "hidden number",
            Docx::new(item(1, 0, "甲") + &p("乙")).with(
                "numbering",
                numbering(&[list(1, &level(0, "decimal", "%1)", "<w:rPr><w:vanish/></w:rPr>"))], ""),
            ),
            &["甲", "- hidden: 1)\t", "乙"],
        )
        .not_printed("LibreOffice shows numbers whose own format is hidden"),
    ]
}

fn unknown() -> Vec<Case> {
    vec![
        Case::new(
            "unknown format",
            Docx::new(item(1, 0, "甲")).with(
                "numbering",
                numbering(&[list(1, &level(0, "thaiCounting", "%1)", NOTHING))], ""),
            ),
            &["1)甲"],
        )
        .not_printed("a format of another language"),
        Case::new(
            "format with an alternative",
            Docx::new(item(1, 0, "甲")).with(
                "numbering",
                numbering(
                    &[list(
                        1,
                        "<w:lvl w:ilvl='0'><w:start w:val='7'/><mc:AlternateContent><mc:Choice Requires='w14'>\
                         <w:numFmt w:val='custom' w:format='001, 002, 003, ...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/>\
                         </mc:Fallback></mc:AlternateContent><w:lvlText w:val='%1　'/><w:suff w:val='nothing'/></w:lvl>",
                    )],
                    "",
                ),
            ),
            &["007　甲"],
        ),
        Case::new(
            "list that is not there",
            Docx::new(item(9, 0, "甲")).with(
                "numbering",
                numbering(&[list(1, &level(0, "decimal", "%1", NOTHING))], ""),
            ),
            &["甲"],
        ),
    ]
}

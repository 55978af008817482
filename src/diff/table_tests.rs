//! Marks inside tables: names tell rows, headings tell cells. Tabs or pipes part
//! the cells, as in [`super::tests`].

use super::tests::{check, marked};

/// A name decides which row it is, and a heading which cell, whatever prices
/// coincide.
#[test]
fn rows_of_one_name_are_the_same_row() {
    check(&[
        [
            "施設\t一般\n大会議室\t１時間【500円】\n会議室\t１時間【300円】",
            "施設\t一般\n大会議室\t１時間【600円\n中会議室\t１時間500円】\n会議室\t１時間【400円】",
        ],
        [
            "職名\t報酬\n委員長\t日額【9,000円】\n委員\t日額【8,000円】",
            "職名\t報酬\n委員長\t日額【9,500円\n副委員長\t日額9,000円】\n委員\t日額【8,500円】",
        ],
        [
            "職名\t人数\t報酬\n委員\t【９人】\t日額【8,000円\n書記\t１人\t日額6,000円】",
            "職名\t人数\t報酬\n【副委員長\t１人\t日額9,000円】\n委員\t【８人】\t日額【8,500円】",
        ],
        // What is named twice is told apart by the next cell.
        [
            "室\t時\t額\n大\t午前\t【500円】\n大\t午後\t【700円】\n小\t午前\t【300円】",
            "室\t時\t額\n大\t午前\t【700円\n大\t夕方\t500円】\n大\t午後\t【800円】\n小\t午前\t【400円】",
        ],
        // The number of a row, in kanji too, says nothing of it.
        [
            "号\t書類\t数\n【一】\t申請書\t１通\n【二】\t住民票の写し\t１通",
            "号\t書類\t数\n【一\t委任状\t２通\n二】\t申請書\t１通\n【三】\t住民票の写し\t１通",
        ],
    ]);
}

#[test]
fn a_tab_behind_a_bullet_parts_no_cells() {
    check(&[["●\t乾電池\n【●\t消火器】\n●\tタイヤ", "●\t乾電池\n●\tタイヤ"]]);
}

/// Without tabs a space parts the name from what is said of it.
#[test]
fn names_with_a_space_behind_them_are_those_of_rows() {
    check(&[
        [
            "・委員長　日額【9,000円】\n・委員　日額【8,000円】",
            "・委員長　日額【9,500円\n・副委員長　日額9,000円】\n・委員　日額【8,500円】",
        ],
        // Numbers and sentences are none.
        [
            "図表１　人口の推移\n図表２　相談件数",
            "図表１　人口の推移\n図表２　【子どもの割合\n図表３】　相談件数",
        ],
        [
            "市長は　審査する。\n会長は　記録する。",
            "市長は　審査する。\n【市長は　通知する。】\n会長は　記録する。",
        ],
    ]);
}

#[test]
fn columns_are_those_of_the_header() {
    check(&[
        [
            "区分\t午前\t午後\t【夜間】\nホール\t【5,000円\t8,000円\t9,000円】",
            "区分\t午前\t午後\nホール\t【6,000円\t9,000円】",
        ],
        [
            "区分\t一般\t学生\n入館料\t【500円】\t300円\n特別展\t【800円】\t500円",
            "区分\t一般\t【高校生】\t学生\n入館料\t【600円\t500円】\t300円\n特別展\t【900円\t800円】\t500円",
        ],
        // The last two are equal, and the one in the middle is new.
        [
            "区分\t一般\t学生\n入館料\t500円\t300円",
            "区分\t一般\t【高校生】\t学生\n入館料\t500円\t【300円】\t300円",
        ],
        // The same headings in another order.
        [
            "番号\t書類\t部数\t【提出先】\n甲\t申請書\t２部\t【総務課】\n乙\t計画書\t１部\t【総務課】",
            "番号\t書類\t【提出先】\t部数\n甲\t申請書\t【総務課】\t２部\n乙\t計画書\t【総務課】\t１部",
        ],
        // As many, and each under its own heading.
        [
            "区分\t午前\t午後\t夜間\nホール\t【5,000円\t8,000円\t9,000円】",
            "区分\t午前\t午後\t夜間\nホール\t【8,000円\t9,000円\t9,900円】",
        ],
        [
            "区分\t午前\t午後\t【夜間】\nホール\t5,000円\t8,000円\t【9,000円】",
            "区分\t【早朝】\t午前\t午後\nホール\t【7,000円】\t5,000円\t8,000円",
        ],
        // No header says so, but most cells are the same.
        [
            "入館料と使用料\n東\t甲号室\t乙号室\t丙号室\t【丁号室】\n西\t戊号室",
            "入館料と使用料\n東\t【子号室】\t甲号室\t乙号室\t丙号室\n西\t戊号室",
        ],
    ]);
}

#[test]
fn lines_of_markdown_are_rows() {
    check(&[
        [
            "| 窓口 | 時間 |\n|---|---|\n| 本庁 | 【8:30〜17:15】 |\n【| 北支所 | 9:00〜17:00 |】",
            "| 窓口 | 時間 |\n|---|---|\n| 本庁 | 【9:00〜16:30】 |",
        ],
        [
            "| 種類 | 額 |\n|---|---|\n| 証明書 | 【200円】 |",
            "| 種類 | 額 | 【広域 |】\n|---|---|【---|】\n| 証明書 | 【300円】 | 【可 |】",
        ],
        // One pipe makes no table.
        ["|甲|は、【乙】である。", "|甲|は、【丙】である。"],
    ]);
}

#[test]
fn numbered_lines_with_tabs_are_no_table() {
    check(&[[
        "１\t住民票の写しを添える。\n２\t委任状を【添える】。",
        "１\t住民票の写しを添える。\n２\t委任状を【提示する】。",
    ]]);
}

#[test]
fn huge_tables_are_survived() {
    let rows = |n: usize, price: usize| -> String {
        (0..n)
            .map(|at| ["室", &at.to_string(), "\t", &(at + price).to_string(), "円\t一\n"].concat())
            .collect()
    };
    let [old, new] = marked(&rows(20_000, 100), &rows(20_001, 101));
    assert!(old.starts_with("室0\t【100円】\t一\n"));
    assert!(new.starts_with("室0\t【101円】\t一\n"));
    let wide = |n: usize| (0..n).map(|at| at.to_string()).collect::<Vec<_>>().join("円\t");
    for (old, new) in [
        ("甲\t乙\n".repeat(20_000), "甲\t丙\n".repeat(19_000)),
        (
            format!("{}\n{}", wide(50_000), wide(50_000)),
            format!("{}\n{}", wide(49_999), wide(50_000)),
        ),
        (
            format!("{}\n{}", wide(40_000), "甲\t乙\n".repeat(40_000)),
            format!("{}\n{}", wide(40_000), "甲\t丙\n".repeat(40_000)),
        ),
        ("|".repeat(50_000) + "\n||\n", "|\n|||".repeat(5_000)),
        ("\t\n".repeat(100), "\t\t\n|\n".repeat(100)),
    ] {
        let [before, after] = marked(&old, &new);
        assert_eq!(before.replace(['【', '】'], ""), old);
        assert_eq!(after.replace(['【', '】'], ""), new);
    }
}

//! Marks, moves and remarks.

use super::*;

/// CONVENTIONS §1.5: double wins over single, on labels of inserted, deleted,
/// moved and renumbered units.
#[test]
fn labels_are_marked_as_the_office_does() {
    let rows = || {
        let mut moved = same(&[], "第９条", "第９条　戊");
        moved.moved = true;
        vec![
            added(&[], "第２条", "（見出し）〕\n〔第２条　甲"),
            row(
                Change::Edited,
                Some(cell(&[], "（２）", "〔（２〕）　乙〔丙〕")),
                Some(cell(&[], "（３）", "〔（３〕）　乙〔丁〕")),
            ),
            moved,
        ]
    };
    let new = |labels| {
        let mut profile = Profile::default();
        profile.marks.labels = labels;
        let lines = shown(&profile, rows());
        lines
            .iter()
            .map(|it| it.split(" ‖ ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let single = new(LabelMarks::Single);
    assert_eq!(single[1], "〔（３〕）　乙〔丁〕");
    assert_eq!(new(LabelMarks::Renumbered)[1], "【（３】）　乙〔丁〕");
    let double = new(LabelMarks::Double);
    assert_eq!(double[0], "〔（見出し）〕 ／ 【第２条】〔　甲〕");
    assert_eq!(double[1], "【（３）】　乙〔丁〕");
    // What moved is underlined as a whole, like what is new.
    assert_eq!(double[2], "（順序の入替え） ／ 【第９条】〔　戊〕");
}

/// CONVENTIONS §1.9: a move says where from and where to, in the third column
/// where there is one.
#[test]
fn a_move_says_where_from_and_where_to() {
    let moved = || {
        let mut row = row(
            Change::Same,
            Some(cell(&["第５章"], "第９条", "第９条　甲")),
            Some(cell(&["第２章"], "第４条", "第４条　甲")),
        );
        row.moved = true;
        vec![row]
    };
    let lines = shown(&Profile::default(), moved());
    assert!(lines[1].starts_with("（改正前の「第５章 ＞ 第９条」から移動）"), "{lines:?}");
    assert!(lines[1].contains("（改正後の「第２章 ＞ 第４条」へ移動）"), "{lines:?}");
    let company = shown(&builtin("company"), moved());
    assert!(company[1].ends_with(" ‖ 繰上げ ／ 「第５章 ＞ 第９条」から移動"), "{company:?}");
    assert_eq!(company[1].matches("移動").count(), 1);
}

/// A part of a split or merged unit says what it came from.
#[test]
fn split_and_merged_units_say_what_they_came_from() {
    let part = |index: u32, old: &str, new: &str| {
        let mut part = edited(&[], old, &format!("〔{old}〕　甲"), &format!("〔{new}〕　甲"));
        part.cells.old.as_mut().expect("a cell").index = index;
        part.cells.new.as_mut().expect("a cell").label = new.into();
        part
    };
    let rows = vec![
        Row { split_of: Some(4), ..part(4, "第５条", "第５条") },
        Row { merged_from: vec![4, 6, 7], ..part(6, "第６条", "第７条") },
        part(7, "第８条", "第８条"),
    ];
    let remarks: Vec<String> = table(&builtin("company"), rows.clone())
        .rows
        .iter()
        .map(|row| row.cells[2].text().replace('\n', "・"))
        .collect();
    assert!(remarks[0].ends_with("第５条から分割"), "{remarks:?}");
    assert!(remarks[1].ends_with("第５条、第６条及び第８条を統合"), "{remarks:?}");
    let notes = table(&Profile::default(), rows);
    assert_eq!(notes.rows[0].cells[0].notes(), "（第５条から分割）");
    assert_eq!(notes.rows[0].cells[1].notes(), "");
}

/// CONVENTIONS §1.7: the vocabulary of a 備考 column.
#[test]
fn remarks_use_the_words_of_the_field() {
    let rows = vec![
        edited(&[], "１", "１　甲", "１　甲〔乙〕"),
        edited(&[], "２", "２　甲〔丙〕", "２　甲"),
        same(&[], "３", "３　丙"),
        added(&[], "４", "４　丁"),
        removed(&[], "５", "５　戊"),
        renumbered(&[], "６", "７", "　己"),
        renumbered(&[], "９", "８", "　庚"),
    ];
    let table = table(&builtin("company"), rows);
    let remarks: Vec<String> = table.rows.iter().map(|row| row.cells[2].text()).collect();
    assert_eq!(remarks, ["追加", "変更", "略", "新設", "削除", "繰下げ", "繰上げ"]);
}

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
    let last = |profile| shown(&profile, moved()).pop().expect("a row");
    let line = last(Profile::default());
    assert!(line.starts_with("（改正前の「第５章 ＞ 第９条」から移動）"), "{line}");
    assert!(line.contains("（改正後の「第２章 ＞ 第４条」へ移動）"), "{line}");
    let company = last(builtin("company"));
    assert!(company.ends_with(" ‖ 繰上げ ／ 「第５章 ＞ 第９条」から移動"), "{company}");
    assert_eq!(company.matches("移動").count(), 1);
    // 備考 of this kind of table says that what stands in ［］ is annotation.
    let ordinance = last(builtin("ordinance"));
    assert!(ordinance.starts_with("［改正前の「第５章 ＞ 第９条」から移動］"), "{ordinance}");
}

/// A list of three parts: an item goes from the first to the last one.
fn with_a_move() -> Vec<Row> {
    let item = |index: u32, path: &[&str], label: &str, text: &str| {
        let mut row = same(path, label, text);
        for side in Side::BOTH {
            row.cells.get_mut(side).as_mut().expect("a cell").index = index;
        }
        row
    };
    let (first, second, third) = (&["第１　総則"][..], &["第２　議事"][..], &["第３　公開"][..]);
    let mut moved = item(3, third, "（３）", "（３）　傍聴人は、静粛にする。");
    moved.moved = true;
    moved.cells.old.as_mut().expect("a cell").path = vec!["第１　総則".into()];
    moved.cells.new.as_mut().expect("a cell").index = 9;
    vec![
        item(0, &[], "第１", "第１　総則"),
        item(1, first, "（１）", "（１）　甲"),
        item(2, first, "（２）", "（２）　乙"),
        item(4, &[], "第２", "第２　議事"),
        item(5, second, "（１）", "（１）　丙"),
        item(6, &[], "第３", "第３　公開"),
        item(7, third, "（１）", "（１）　丁"),
        item(8, third, "（２）", "（２）　戊"),
        moved,
    ]
}

/// CONVENTIONS §1.9: a move is seen at both places, and in both its number is
/// marked, though it stayed the same.
#[test]
fn a_move_leaves_its_number_at_the_old_place() {
    let note = "（改正案の「第３　公開 ＞ （３）」へ移動） ／ 〔（３）〕　傍聴人は、静粛にする。 ‖ \
                （現行の「第１　総則 ＞ （３）」から移動） ／ 〔（３）〕　傍聴人は、静粛にする。";
    assert_eq!(
        shown(&builtin("fsa"), with_a_move()),
        [
            "第１　総則 ‖ 第１　総則",
            "（１）・（２）　（略） ‖ （１）・（２）　（略）",
            "〔（３）〕　（略） ‖ （第３（３）へ移動）",
            "第２　（略） ‖ 第２　（略）",
            "第３　公開 ‖ 第３　公開",
            "（１）・（２）　（略） ‖ （１）・（２）　（略）",
            "第１　総則 ‖ 第３　公開",
            note,
        ]
    );
    // Where unchanged parts are left out in silence, too.
    let guideline = shown(&builtin("guideline"), with_a_move());
    assert_eq!(
        guideline[..2],
        ["第１　総則 ‖ 第１　総則", "（第３（３）へ移動） ‖ 〔（３）〕　（略）"]
    );
    let company = table(&builtin("company"), with_a_move());
    assert_eq!(company.rows.iter().filter(|row| row.is_change()).count(), 1);
    assert_eq!(company.rows[2].cells[2].text(), "移動");
    let all = Profile { unchanged: Unchanged::Show, ..Profile::default() };
    assert!(!shown(&all, with_a_move()).concat().contains("第３（３）へ移動"));
}

/// A number that is hidden is marked nowhere, not even where its unit is
/// printed for the change below it.
#[test]
fn hidden_numbers_carry_no_mark() {
    let mut profile = builtin("ordinance");
    profile.renumbered = Renumbered::Hide;
    let rows = vec![
        renumbered(&[], "第２条", "第３条", "　次に掲げる者とする。"),
        edited(&["第３条"], "一", "一　〔甲〕", "一　〔乙〕"),
    ];
    let lines = shown(&profile, rows);
    assert_eq!(lines.first().map(|line| line.contains(['〔', '【'])), Some(false), "{lines:?}");
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

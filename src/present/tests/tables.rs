//! The table as a whole, and ruled tables inside it.

use super::*;

/// CONVENTIONS §1.2: labels and order of the columns.
#[test]
fn columns_stand_in_the_order_of_the_profile() {
    let rows = || vec![edited(&[], "１", "１　〔旧〕", "１　〔新〕")];
    let heads = |name: &str| {
        let table = table(&builtin(name), rows());
        let heads = table.columns.iter().map(|column| column.label.clone());
        (heads.collect::<Vec<_>>().join("・"), table.rows[0].cells[0].text())
    };
    let of = |heads: &str, first: &str| (heads.to_owned(), first.to_owned());
    assert_eq!(heads("guideline"), of("改定案・現行", "１　新"));
    assert_eq!(heads("fsa"), of("現行・改正案", "１　旧"));
    assert_eq!(heads("company"), of("新・旧・備考", "１　新"));
    assert_eq!(heads("work-rules"), of("変更前・変更後・変更理由", "１　旧"));
}

/// CONVENTIONS §1.4.
#[test]
fn titles_hold_the_names_of_the_files() {
    let of = |title: &str| {
        let profile = Profile { title: title.into(), ..Profile::default() };
        table(&profile, Vec::new()).title
    };
    assert_eq!(of(""), "新旧対照表");
    assert_eq!(
        of("「{new_name}」新旧対照表（{old_name} から）"),
        "「指針.v2」新旧対照表（指針.v1 から）"
    );
}

/// CONVENTIONS §1.10: a table stays a table, its rows stand opposite each
/// other, the head stays, unchanged rows are （略）.
#[test]
fn tables_are_aligned_row_by_row() {
    let old = "別表\n区分|期間\n契約書|〔三年〕\n帳簿|七年\n伝票|五年\n〔控え|一年〕";
    let new = "別表\n区分|期間\n契約書|〔五年〕\n帳簿|七年\n伝票|五年";
    let mark_up = |text: &str| text.replace("〔控え|一年〕", "〔控え〕|〔一年〕");
    let rows = || vec![edited(&[], "別表", &mark_up(old), new)];
    let table_of = |profile: &Profile, side: usize| {
        let table = table(profile, rows());
        let grid = table.rows[0].cells[side].blocks.iter().find_map(|block| match block {
            Block::Table(grid) => Some(grid.clone()),
            Block::Paragraph(_) => None,
        });
        grid.expect("a table")
    };
    let line = "別表 ／ 区分|期間 ／ 契約書|〔五年〕 ／ （略）|（略） ／ （削除） ‖ 別表 ／ 区分|期間 ／ 契約書|〔三年〕 ／ （略）|（略） ／ 〔控え〕|〔一年〕";
    assert_eq!(shown(&Profile::default(), rows()), [line]);
    let profile = Profile::default();
    assert_eq!(table_of(&profile, 0).rows.len(), table_of(&profile, 1).rows.len());
    assert_eq!(table_of(&profile, 0).rows[1].cells[1].mark, Mark::Single);
}

/// CONVENTIONS §1.5 and §1.10: dashed boxes around changed cells, around the
/// whole table where its rows changed; nothing is underlined besides.
#[test]
fn tables_are_boxed_where_the_office_does() {
    let mut profile = Profile::default();
    profile.marks.tables = TableMarks::Dashed;
    let grid = |old: &str, new: &str| {
        let table = table(&profile, vec![edited(&[], "", old, new)]);
        match &table.rows[0].cells[0].blocks[0] {
            Block::Table(grid) => grid.clone(),
            Block::Paragraph(_) => panic!("a table"),
        }
    };
    let cell = grid("甲|〔三年〕", "甲|〔五年〕");
    assert_eq!((cell.mark, cell.rows[0].cells[1].mark), (Mark::None, Mark::Dashed));
    assert_eq!(cell.rows[0].cells[1].paragraphs[0].runs[0].mark, Mark::Dashed);
    let whole = grid("甲|三年", "甲|三年\n〔乙〕|〔五年〕");
    assert_eq!((whole.mark, whole.rows[1].cells[1].mark), (Mark::Dashed, Mark::None));
}

/// Every row has one cell for each column, and numbers count the changes.
#[test]
fn rows_are_as_wide_as_the_table() {
    for builtin in crate::profile::BUILTIN {
        let rows = vec![
            same(&[], "１", "１　甲"),
            edited(&["１　甲"], "（１）", "（１）　〔乙〕", "（１）　〔丙〕"),
            added(&["１　甲"], "（２）", "（２）　丁"),
            same(&[], "２", "２　甲"),
        ];
        let profile = Profile::builtin(builtin.name).expect("a profile");
        let table = table(&profile, rows);
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        let numbers: Vec<u32> = table.rows.iter().filter_map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2], "{}", builtin.name);
    }
}

/// A damaged file cannot make the table grow beyond all bounds.
#[test]
fn tables_of_absurd_width_stay_small() {
    let mut row = edited(&[], "", "甲|一\n乙|二\n丙|〔三〕", "甲|一\n乙|二\n丙|〔四〕");
    for side in Side::BOTH {
        let cell = row.cells.get_mut(side).as_mut().expect("a cell");
        let slot = cell.paragraphs[5].slot.as_mut().expect("a place in the table");
        (slot.column, slot.column_span) = (u32::MAX - 1, u32::MAX);
    }
    let table = table(&Profile::default(), vec![row]);
    let Block::Table(grid) = &table.rows[0].cells[0].blocks[0] else { panic!("a table") };
    assert!(grid.rows.iter().all(|row| row.cells.len() < 5));
    assert!(grid.rows.iter().all(|row| {
        row.cells.iter().map(|cell| u64::from(cell.span)).sum::<u64>() == u64::from(grid.columns)
    }));
}

//! Words that stand for text.

use super::*;

/// CONVENTIONS §1.7: what stands opposite new and removed units, in the words
/// and brackets of the office.
#[test]
fn fillers_are_those_of_the_office() {
    let rows = || vec![added(&[], "２", "２　新"), removed(&[], "３", "３　旧")];
    assert_eq!(shown(&builtin("fsa"), rows()), ["（新設） ‖ 〔２　新〕", "〔３　旧〕 ‖ （削除）"]);
    assert_eq!(
        shown(&builtin("ordinance"), rows()),
        ["【２】〔　新〕 ‖ ［新設］", "［削る］ ‖ 【３】〔　旧〕"]
    );
    let mut silent = builtin("local-gov");
    silent.fillers.added.clear();
    assert_eq!(shown(&silent, rows())[0], " ‖ 〔２　新〕");
}

/// CONVENTIONS §1.7: 削除 as the body of a provision that keeps its number is
/// text of the document, not a filler.
#[test]
fn a_provision_with_the_body_deleted_is_an_edit() {
    let rows = vec![edited(&[], "第３条", "第３条　〔届出をする。〕", "第３条　〔削除〕")];
    let table = table(&builtin("company"), rows);
    assert_eq!(table.rows[0].kind, RowKind::Edited);
    assert_eq!(table.rows[0].cells[2].text(), "変更");
    let Block::Paragraph(paragraph) = &table.rows[0].cells[0].blocks[0] else { panic!("text") };
    assert!(paragraph.runs.iter().all(|run| !run.filler));
}

/// CONVENTIONS §1.7: what one 削除 stands for goes on beside it.
#[test]
fn numbers_that_stay_empty_together_are_no_omission() {
    let mut first = edited(&[], "第７条", "〔第７条〕　〔甲〕", "〔第７条及び第８条〕　〔削除〕");
    first.renumbered = true;
    first.cells.new.as_mut().expect("a cell").label = "第７条及び第８条".into();
    let rows =
        vec![first, removed(&[], "第８条", "第８条　乙"), removed(&[], "第９条", "第９条　丙")];
    let lines = shown(&builtin("ordinance"), rows);
    assert!(lines[1].starts_with("↑ ‖ "), "{lines:?}");
    assert!(lines[2].starts_with("［削る］ ‖ "), "{lines:?}");
}

/// CONVENTIONS §1.7: 同左 stands beside each line that it stands for.
#[test]
fn each_folded_line_is_the_same_as_the_left_one() {
    let rows = vec![
        same(&["第１条"], "３", "３　甲"),
        same(&[], "第２条", "第２条　乙"),
        same(&[], "第３条", "第３条　丙"),
    ];
    let line = "３　［略］ ／ 第２条・第３条　［略］ ‖ ［同左］ ／ ［同左］";
    assert_eq!(shown(&builtin("ordinance"), rows).last().map(String::as_str), Some(line));
}

/// CONVENTIONS §1.7: once for each unit (監督指針), or once for all that follow
/// each other; what is left out between them parts them.
#[test]
fn fillers_are_printed_for_each_unit_or_for_each_block() {
    let rows = || {
        vec![
            added(&[], "１", "１　甲"),
            added(&[], "２", "２　乙"),
            same(&[], "３", "３　丙"),
            added(&[], "４", "４　丁"),
        ]
    };
    let each = [
        "（新設） ‖ 〔１　甲〕",
        "（新設） ‖ 〔２　乙〕",
        "３　（略） ‖ ３　（略）",
        "（新設） ‖ 〔４　丁〕",
    ];
    assert_eq!(shown(&builtin("fsa"), rows()), each);
    let block = ["〔１　甲〕 ‖ （新規）", "〔２　乙〕 ‖ ↑", "〔４　丁〕 ‖ （新規）"];
    assert_eq!(shown(&builtin("guideline"), rows()), block);
}

/// CONVENTIONS §1.7: the filler stands at the height of a paragraph that was
/// added inside a unit, and goes on over the units added after it.
#[test]
fn fillers_stand_inside_a_unit() {
    let end = edited(
        &[],
        "１",
        "１　甲\nただし、乙。",
        "１　甲\nただし、乙。\n〔特に、丙。〕\n〔（例）〕",
    );
    let rows = vec![end, added(&["１　甲"], "（１）", "（１）　丁")];
    let lines = [
        "１　甲 ／ ただし、乙。 ／ 〔特に、丙。〕 ／ 〔（例）〕 ‖ １　甲 ／ ただし、乙。 ／ （新規）",
        "〔（１）　丁〕 ‖ ↑",
    ];
    assert_eq!(shown(&builtin("guideline"), rows), lines);
    let middle =
        |old: &str, new: &str| shown(&builtin("guideline"), vec![edited(&[], "１", old, new)]);
    assert_eq!(middle("甲\n丙", "甲\n〔乙〕\n丙"), ["甲 ／ 〔乙〕 ／ 丙 ‖ 甲 ／ （新規） ／ 丙"]);
    assert_eq!(middle("甲\n〔乙〕\n丙", "甲\n丙"), ["甲 ／ （削除） ／ 丙 ‖ 甲 ／ 〔乙〕 ／ 丙"]);
    // A paragraph that replaces another, or parts one, has no filler.
    assert_eq!(
        middle("甲\n〔丁〕\n丙", "甲\n〔乙〕\n丙"),
        ["甲 ／ 〔乙〕 ／ 丙 ‖ 甲 ／ 〔丁〕 ／ 丙"]
    );
    assert_eq!(middle("甲丙", "甲\n〔乙〕\n丙"), ["甲 ／ 〔乙〕 ／ 丙 ‖ 甲丙"]);
}

/// CONVENTIONS §1.7: 同左 stands in the right column, whichever document is
/// there, and only where the left one says the same.
#[test]
fn the_right_column_says_the_same() {
    let rows = || {
        vec![
            edited(&[], "１", "１　〔甲〕", "１　〔乙〕"),
            same(&[], "２", "２　丙"),
            same(&[], "３", "３　丁"),
        ]
    };
    for columns in [ColumnOrder::NewOld, ColumnOrder::OldNew] {
        let mut profile = Profile { columns, ..Profile::default() };
        profile.fillers.same = "同左".into();
        assert_eq!(shown(&profile, rows())[1], "２・３　（略） ‖ （同左）");
        profile.unchanged = Unchanged::Show;
        assert_eq!(shown(&profile, rows())[1..], ["２　丙 ‖ （同左）", "３　丁 ‖ （同左）"]);
        let mut style = same(&[], "２", "２　丙、丁");
        style.cells.old = Some(cell(&[], "２", "２　丙，丁"));
        style.style_only = true;
        assert!(!shown(&profile, vec![style])[0].contains("同左"));
    }
}

//! The rules of a printed table, each on rows made by hand.

use super::*;
use crate::error::Warning;
use crate::model::Format;
use crate::profile::{FoldLevel, Headings, LabelMarks, Renumbered, TableMarks, Unchanged};
use crate::report::{
    Cell, Change, ComparisonTable, Ledger, Paragraph, Report, Row, Run, Slot, SourceSummary,
};

/// A cell from its headings, its label and its marked-up text: `〔…〕` is
/// changed, `\n` starts a paragraph, `|` a cell of a ruled table.
fn cell(path: &[&str], label: &str, text: &str) -> Cell {
    let mut paragraphs = Vec::new();
    for (row, line) in (0..).zip(text.lines()) {
        let is_table = line.contains('|');
        for (column, part) in (0..).zip(line.split('|')) {
            let slot = Slot { table: 0, row, column, column_span: 1 };
            let runs = part.split(['〔', '〕']).enumerate();
            let runs = runs.filter(|(_, text)| !text.is_empty());
            paragraphs.push(Paragraph {
                slot: is_table.then_some(slot),
                runs: runs.map(|(at, text)| Run::new(text, at % 2 == 1)).collect(),
            });
        }
    }
    Cell {
        index: 0,
        path: path.iter().map(|&it| it.into()).collect(),
        label: label.into(),
        title: String::new(),
        page: None,
        paragraphs,
    }
}

fn row(change: Change, old: Option<Cell>, new: Option<Cell>) -> Row {
    let cells = Sides { old, new };
    let renumbered = matches!(&cells, Sides { old: Some(a), new: Some(b) } if a.label != b.label);
    Row {
        change,
        renumbered,
        moved: false,
        style_only: false,
        split_of: None,
        merged_from: Vec::new(),
        cells,
    }
}

fn same(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Same, Some(cell(path, label, text)), Some(cell(path, label, text)))
}

fn edited(path: &[&str], label: &str, old: &str, new: &str) -> Row {
    row(Change::Edited, Some(cell(path, label, old)), Some(cell(path, label, new)))
}

fn added(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Added, None, Some(cell(path, label, &format!("〔{text}〕"))))
}

fn removed(path: &[&str], label: &str, text: &str) -> Row {
    row(Change::Removed, Some(cell(path, label, &format!("〔{text}〕"))), None)
}

fn renumbered(path: &[&str], old: &str, new: &str, body: &str) -> Row {
    let of = |label: &str| Some(cell(path, label, &format!("〔{label}〕{body}")));
    row(Change::Edited, of(old), of(new))
}

fn report(profile: Profile, rows: Vec<Row>) -> Report {
    let source = |name: &str| SourceSummary {
        name: name.into(),
        format: Format::Text,
        pages: None,
        characters: 0,
    };
    Report {
        sources: Sides { old: source("指針.v1.pdf"), new: source("指針.v2.pdf") },
        table: ComparisonTable { profile, rows },
        ledger: Sides { old: Ledger::default(), new: Ledger::default() },
        warnings: Vec::<Warning>::new(),
    }
}

fn table(profile: &Profile, rows: Vec<Row>) -> PrintedTable {
    present(&report(profile.clone(), rows), Lang::Ja)
}

/// The texts of all cells: rows on lines, columns with ` ‖ ` between them,
/// lines of a cell with ` ／ `. Single marks are 〔…〕, double ones 【…】, dashed
/// ones ‹…›; a cell that joins the one above is `↑`.
fn shown(profile: &Profile, rows: Vec<Row>) -> Vec<String> {
    let text = |paragraph: &PrintedParagraph| {
        let run = |run: &PrintedRun| match run.mark {
            Mark::None => run.text.clone(),
            Mark::Single => format!("〔{}〕", run.text),
            Mark::Dashed => format!("‹{}›", run.text),
            Mark::Double => format!("【{}】", run.text),
        };
        paragraph.runs.iter().map(run).collect::<String>()
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => text(paragraph),
        Block::Table(grid) => {
            let cell = |cell: &GridCell| {
                let texts: Vec<String> = cell.paragraphs.iter().map(text).collect();
                texts.join("")
            };
            let row = |row: &GridRow| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
            grid.rows.iter().map(row).collect::<Vec<_>>().join(" ／ ")
        }
    };
    let cell = |cell: &PrintedCell| {
        let blocks: Vec<String> = cell.blocks.iter().map(block).collect();
        if cell.joins_above { "↑".to_owned() } else { blocks.join(" ／ ") }
    };
    let table = table(profile, rows);
    let row = |row: &PrintedRow| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ‖ ");
    table.rows.iter().map(row).collect()
}

fn builtin(name: &str) -> Profile {
    Profile::builtin(name).expect("a profile of the program")
}

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

/// CONVENTIONS §1.8: one, two and more siblings.
#[test]
fn unchanged_siblings_are_folded_as_a_drafter_does() {
    let items = |n: usize| {
        let labels = ["２", "３", "４", "５"];
        let mut rows = vec![edited(&[], "１", "１　〔甲〕", "１　〔乙〕")];
        rows.extend(labels.iter().take(n).map(|label| same(&[], label, &format!("{label}　丙"))));
        shown(&builtin("fsa"), rows).last().cloned().expect("a line")
    };
    assert_eq!(items(1), "２　（略） ‖ ２　（略）");
    assert_eq!(items(2), "２・３　（略） ‖ ２・３　（略）");
    assert_eq!(items(3), "２～４　（略） ‖ ２～４　（略）");
}

/// CONVENTIONS §1.8: a changed unit keeps the headings of all its ancestors,
/// and the text under them that leads to it; the levels of folding.
#[test]
fn ancestors_of_a_change_are_kept() {
    let rows = || {
        vec![
            same(&[], "第１章", "第１章　総則"),
            same(&["第１章　総則"], "第１条", "第１条　甲"),
            same(&[], "第２章", "第２章　届出"),
            same(&["第２章　届出"], "第２条", "第２条　次のとおりとする。\nただし、乙。"),
            same(&["第２章　届出", "第２条"], "一", "一　丙"),
            edited(&["第２章　届出", "第２条"], "二", "二　〔丁〕", "二　〔戊〕"),
        ]
    };
    let with = |headings, unchanged| {
        let profile = Profile { unchanged, headings, ..Profile::default() };
        let lines = shown(&profile, rows());
        lines
            .iter()
            .map(|it| it.split(" ‖ ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let lead = [
        "第１章　（略）",
        "第２章　届出",
        "第２条　次のとおりとする。 ／ ただし、乙。",
        "一　（略）",
        "二　〔戊〕",
    ];
    assert_eq!(with(Headings::Lead, Unchanged::Fold), lead);
    let silent = ["第２章　届出", "第２条　次のとおりとする。 ／ ただし、乙。", "二　〔戊〕"];
    assert_eq!(with(Headings::Lead, Unchanged::Hide), silent);
    let once = ["第２章　届出 ／ 第２条", "二　〔戊〕"];
    assert_eq!(with(Headings::Once, Unchanged::Hide), once);
    let none = Profile { fold: FoldLevel::None, ..Profile::default() };
    assert_eq!(shown(&none, rows()).len(), 6);
}

/// With headings printed once, only what is new is repeated.
#[test]
fn headings_are_printed_once() {
    let rows = vec![
        edited(&["第１", "１"], "（１）", "〔甲〕", "〔乙〕"),
        edited(&["第１", "２"], "（１）", "〔甲〕", "〔乙〕"),
    ];
    let profile = Profile { headings: Headings::Once, ..Profile::default() };
    let lines = ["第１ ／ １ ‖ 第１ ／ １", "〔乙〕 ‖ 〔甲〕", "２ ‖ ２", "〔乙〕 ‖ 〔甲〕"];
    assert_eq!(shown(&profile, rows), lines);
}

/// CONVENTIONS §1.8: unchanged sentences of a long changed provision.
#[test]
fn unchanged_sentences_are_folded() {
    let long = "事業者は、利用目的を特定しなければならない。".repeat(4);
    let old = format!(
        "２　{long}ただし、〔三年〕を限度とする。この場合（甲。乙）を除く。\n附則は別に定める。"
    );
    let new = old.replace("三年", "五年");
    let profile = Profile { fold: FoldLevel::Sentence, ..Profile::default() };
    let lines = shown(&profile, vec![edited(&[], "２", &old, &new)]);
    let line = "２　（略）ただし、〔五年〕を限度とする。（略） ／ （略） ‖ ２　（略）ただし、〔三年〕を限度とする。（略） ／ （略）";
    assert_eq!(lines, [line]);
    // A short provision is printed whole.
    let short = edited(&[], "２", "２　甲。〔乙〕。", "２　甲。〔丙〕。");
    assert_eq!(shown(&profile, vec![short]), ["２　甲。〔丙〕。 ‖ ２　甲。〔乙〕。"]);
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
    assert_eq!(double[2], "（順序の入替え） ／ 【第９条】　戊");
}

/// CONVENTIONS §1.9: only the number changed: in full, folded, or hidden.
#[test]
fn renumbered_units_are_full_folded_or_hidden() {
    let rows = || {
        vec![
            added(&[], "第２条", "第２条　甲"),
            renumbered(&[], "第２条", "第３条", "　乙"),
            renumbered(&[], "第３条", "第４条", "　丙"),
            same(&["第４条"], "一", "一　丁"),
            renumbered(&[], "第４条", "第５条", "　戊"),
            same(&[], "第９条", "第９条　己"),
        ]
    };
    let with = |how| {
        let mut profile = Profile { renumbered: how, ..Profile::default() };
        profile.marks.labels = LabelMarks::Single;
        shown(&profile, rows())
    };
    assert_eq!(with(Renumbered::Full)[1], "〔第３条〕　乙 ‖ 〔第２条〕　乙");
    let folded = with(Renumbered::Fold);
    assert_eq!(
        folded[1..],
        [
            "〔第３条～第５条〕　（略） ‖ 〔第２条～第４条〕　（略）",
            "第９条　（略） ‖ 第９条　（略）"
        ]
    );
    let hidden = with(Renumbered::Hide);
    assert_eq!(
        hidden[1..],
        ["第３条～第５条　（略） ／ 第９条　（略） ‖ 第２条～第４条　（略） ／ 第９条　（略）"]
    );
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

/// CONVENTIONS §1.9: a citation that follows a renumbering has to be seen,
/// however renumbered units are printed.
#[test]
fn citations_that_follow_are_not_folded() {
    let mut row = renumbered(&[], "第２条", "第３条", "　前条");
    for side in Side::BOTH {
        let cell = row.cells.get_mut(side).as_mut().expect("a cell");
        let citation = Run { consequential: true, ..Run::new("第９条", true) };
        cell.paragraphs[0].runs.push(citation);
    }
    for renumbered in [Renumbered::Fold, Renumbered::Hide] {
        let profile = Profile { renumbered, ..Profile::default() };
        let line = "【第３条】　前条〔第９条〕 ‖ 【第２条】　前条〔第９条〕";
        assert_eq!(shown(&profile, vec![row.clone()]), [line]);
    }
}

/// Every row of a list of changes is printed or in the rows that are left out.
#[test]
fn listed_rows_that_are_not_printed_are_kept_apart() {
    let style = Row { style_only: true, ..same(&[], "２", "２　甲") };
    let rows = vec![edited(&[], "１", "〔甲〕", "〔乙〕"), style, same(&[], "３", "３　丙")];
    for unchanged in [Unchanged::Hide, Unchanged::Fold] {
        let profile = Profile { unchanged, ..Profile::default() };
        let table = table(&profile, rows.clone());
        let indices: Vec<usize> = table.left_out.iter().map(|row| row.rows.start).collect();
        assert_eq!(indices, [1]);
        assert_eq!((table.rows[0].rows.clone(), table.left_out[0].number), (0..1, None));
    }
    let profile = Profile { unchanged: Unchanged::Show, ..Profile::default() };
    assert!(table(&profile, rows).left_out.is_empty());
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

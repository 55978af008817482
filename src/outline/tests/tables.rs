//! Which rows of tables are headings.

use super::*;

/// A document of tables parted by empty lines; rows are lines, cells stand
/// between bars. A line without a bar is a paragraph.
fn tables(text: &str) -> Document {
    let spaced = text.replace('|', "\n");
    let mut document = document(&spaced);
    let mut blocks = document.blocks.drain(..);
    let mut all = Vec::new();
    let (mut table, mut row) = (0, 0);
    for line in text.split_terminator('\n') {
        let n_cells = line.split('|').count();
        let cells = blocks.by_ref().take(n_cells);
        if n_cells == 1 {
            (table, row) = (table + u32::from(row > 0), 0);
            all.extend(cells.filter(|_| !line.is_empty()));
            continue;
        }
        for (column, mut block) in (0..).zip(cells) {
            let (table, leads) = (TableId(table), column == 0);
            block.kind = BlockKind::Cell { table, row, column, column_span: 1, row_span: 1, leads };
            all.push(block);
        }
        row += 1;
    }
    drop(blocks);
    document.blocks = all;
    document
}

/// The numbers of the headings.
fn labels(it: &Outlined) -> Vec<&str> {
    let headings = it.outline.ids().filter_map(|id| it.outline.heading_of(id));
    headings.map(|heading| it.document.source.slice(heading.label)).collect()
}

/// The numbers of a document seen alone.
fn alone(text: &str) -> String {
    let document = tables(text);
    let outline = outline(&document);
    labels(&Outlined { document, outline }).join(" ")
}

/// Those of two documents, and how many sections each has.
fn both(old: &str, new: &str) -> [(String, usize); 2] {
    let Sides { old, new } = outline_both(Sides { old: tables(old), new: tables(new) });
    [old, new].map(|it| (labels(&it).join(" "), it.outline.sections().len()))
}

const FORM: &str = "Ⅰ　基本情報|\n１．事務|\n①名称|住民基本台帳\n②概要|転入の届出\n担当|市民課\n";

#[test]
fn rows_of_a_form_are_headings() {
    assert_eq!(alone(FORM), "Ⅰ １ ① ②");
    // The form goes on in a table of its own, and in one without any number.
    let parted = format!("{FORM}\n③部署|市民課\n\n所在|一丁目\n電話|1234\n");
    assert_eq!(alone(&parted), "Ⅰ １ ① ② ③");
    let [old, new] = both(&parted, &parted);
    assert_eq!((&old, old.1), (&new, 8));
    // Of two versions that have it in one table and in several, too.
    let in_one = format!("{FORM}③部署|市民課\n");
    let [old, new] = both(&in_one, &format!("{FORM}\n③部署|市民課\n"));
    assert_eq!(old.0, "Ⅰ １ ① ② ③");
    assert_eq!(old, new);
}

#[test]
fn one_row_makes_no_form() {
    for row in ["Ⅱ類団体|４割", "①乳児|４割", "【新規】|４割", "X線装置|４割", "I類|４割"]
    {
        let page = format!("１　率\n乳児|１割\n{row}\n幼児|２割\n");
        assert_eq!(alone(&page), "１", "{row}");
    }
    // Nor do two in a long table.
    let long = "乳児|１割\n".repeat(20);
    assert_eq!(alone(&format!("１　率\n①大人|４割\n②子供|３割\n{long}")), "１");
}

/// A letter that runs on is a word, even where the list goes on.
#[test]
fn letters_of_words_are_no_numbers_in_a_table() {
    assert_eq!(alone("①名称|一\n②概要|二\nⅠ類|三\nⅡ類|四\nIII類|五\n"), "① ② Ⅰ Ⅱ");
    assert_eq!(alone("I　名称|一\nII　概要|二\n"), "I II");
}

#[test]
fn a_box_and_the_title_of_an_annex_stay_headings() {
    assert_eq!(alone("１　趣旨|\n"), "１");
    assert_eq!(alone("様式第１号|\n氏名|\n住所|\n電話|\n職業|\n"), "様式第１号");
}

/// What stands in both documents is read alike, and what stands in one alone has
/// no say in it.
#[test]
fn tables_of_both_documents_are_judged_alike() {
    let plain = "１　率\n区分|率\n乳児|１割\n幼児|２割\n";
    let counted = "１　率\n区分|率\n①乳児|１割\n②幼児|２割\n";
    assert_eq!(both(plain, counted), [("１".into(), 1), ("１".into(), 1)]);
    assert_eq!(both(counted, plain), [("１".into(), 1), ("１".into(), 1)]);
    let [old, new] = both(plain, &format!("{plain}２　様式\n{FORM}"));
    assert_eq!(old, ("１".into(), 1));
    assert_eq!(new, ("１ ２ Ⅰ １ ① ②".into(), 7));
}

//! What is said of a row in words: its kind, where it moved, the vocabulary
//! of a 備考 column. Words of the table itself stay Japanese in every
//! language.

use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::model::Side;
use crate::number;
use crate::profile::Profile;
use crate::report::{Cell, Change, Row};
use crate::tabulate::RowKind;

/// Between the headings of a path where they stand on one line.
pub(crate) const PATH_SEPARATOR: &str = " ＞ ";

/// Name of a kind of row, for badges and lists.
pub(crate) fn kind(lang: Lang, kind: RowKind) -> &'static str {
    match kind {
        RowKind::Edited => lang.pick("改正", "Amended"),
        RowKind::Added => lang.pick("新設", "Added"),
        RowKind::Removed => lang.pick("削除", "Removed"),
        RowKind::NumberOnly => lang.pick("番号のみ", "Number only"),
        RowKind::Moved => lang.pick("移動", "Moved"),
        RowKind::Same => lang.pick("変更なし", "Unchanged"),
    }
}

/// Everything that happened to a row, the most important word first.
pub(crate) fn words(lang: Lang, row: &Row) -> Vec<&'static str> {
    let main = RowKind::of(row);
    let mut words = vec![kind(lang, main)];
    if row.renumbered && matches!(main, RowKind::Edited | RowKind::Moved) {
        words.push(lang.pick("番号変更", "renumbered"));
    }
    if row.moved && main == RowKind::Edited {
        words.push(lang.pick("移動", "moved"));
    }
    if row.split_of.is_some() {
        words.push(lang.pick("分割", "split"));
    }
    if !row.merged_from.is_empty() {
        words.push(lang.pick("統合", "merged"));
    }
    if row.style_only && main == RowKind::Same {
        words.push(lang.pick("表記のみ相違", "style only"));
    }
    words
}

/// Where the text of one side of a moved row stands on the other side, for
/// the reader who looks for it there (CONVENTIONS §1.9). `None` for rows that
/// did not move.
pub(super) fn move_note(row: &Row, side: Side, profile: &Profile, lang: Lang) -> Option<String> {
    if !row.moved {
        return None;
    }
    let here = row.cells.get(side).as_ref()?;
    let there = row.cells.get(side.other()).as_ref()?;
    let is_same_place = here.path == there.path && here.label == there.label;
    let place = if is_same_place { String::new() } else { place(there) };
    let label = profile.labels.get(side.other());
    let note = match (lang, side, place.is_empty()) {
        (Lang::Ja, _, true) => "順序の入替え".to_owned(),
        (Lang::Ja, Side::New, false) => format!("{label}の「{place}」から移動"),
        (Lang::Ja, Side::Old, false) => format!("{label}の「{place}」へ移動"),
        (Lang::En, _, true) => "order changed".to_owned(),
        (Lang::En, Side::New, false) => format!("moved from {label}: {place}"),
        (Lang::En, Side::Old, false) => format!("moved to {label}: {place}"),
    };
    // 備考 may declare what stands in these brackets to be annotation
    // (CONVENTIONS §1.7).
    Some(match (lang, profile.fillers.brackets) {
        (Lang::En, ['（', '）']) => format!("({note})"),
        _ => profile.fillers.bracketed(&note),
    })
}

/// Headings above a cell and its own number.
pub(crate) fn place(cell: &Cell) -> String {
    let own = Some(&cell.label).filter(|label| !label.is_empty());
    let parts: Vec<&str> = cell.path.iter().chain(own).map(String::as_str).collect();
    parts.join(PATH_SEPARATOR)
}

/// Labels of the units of the old document by the index of their cells, for
/// the rows that were split or merged.
pub(super) type OldLabels<'a> = BTreeMap<u32, &'a str>;

/// The labels that the rows of a table can ask for.
pub(super) fn old_labels(rows: &[Row]) -> OldLabels<'_> {
    if !rows.iter().any(Row::is_part) {
        return OldLabels::new();
    }
    let cells = rows.iter().filter_map(|row| row.cells.old.as_ref());
    cells.map(|cell| (cell.index, cell.label.trim())).collect()
}

/// What a row is a part of: 第５条から分割, 第５条及び第６条を統合. Units
/// without a number are not named.
pub(super) fn parts(row: &Row, labels: &OldLabels<'_>) -> Vec<String> {
    let label = |index: &u32| labels.get(index).copied().unwrap_or_default();
    let mut out = Vec::new();
    if let Some(index) = &row.split_of {
        out.push(match label(index) {
            "" => "分割".to_owned(),
            label => format!("{label}から分割"),
        });
    }
    let merged: Vec<&str> = row.merged_from.iter().map(label).filter(|it| !it.is_empty()).collect();
    match merged.split_last() {
        _ if row.merged_from.is_empty() => {}
        Some((last, others)) if !others.is_empty() => {
            out.push(format!("{}及び{last}を統合", others.join("、")));
        }
        _ => out.push("統合".to_owned()),
    }
    out
}

/// What a 備考 column says of a row: 新設, 削除, 追加 where text was only
/// added, 変更 where any was replaced or taken out (CONVENTIONS §1.7); 繰上げ
/// and 繰下げ where nothing but the number changed; where a moved unit came
/// from (§1.9). One remark a line.
pub(super) fn remarks(row: &Row, labels: &OldLabels<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    match RowKind::of(row) {
        RowKind::Added => remarks.push("新設".to_owned()),
        RowKind::Removed => remarks.push("削除".to_owned()),
        RowKind::Edited if is_only_added(row) => remarks.push("追加".to_owned()),
        RowKind::Edited => remarks.push("変更".to_owned()),
        RowKind::NumberOnly | RowKind::Moved | RowKind::Same => {}
    }
    if row.renumbered {
        remarks.push(number_remark(row).to_owned());
    }
    remarks.extend(parts(row, labels));
    if row.moved {
        let from = row.cells.old.as_ref().map(place).unwrap_or_default();
        let is_same_place = row.cells.old.as_ref().zip(row.cells.new.as_ref());
        let is_same_place = is_same_place.is_some_and(|(old, new)| old.path == new.path);
        remarks.push(if is_same_place || from.is_empty() {
            "順序の入替え".to_owned()
        } else {
            format!("「{from}」から移動")
        });
    }
    remarks
}

/// Whether an edited row lost nothing: no marked character on the old side
/// but in its number.
fn is_only_added(row: &Row) -> bool {
    row.change == Change::Edited
        && row.cells.old.as_ref().is_some_and(|old| !old.has_beside_label(|run| run.changed))
}

/// 繰下げ where the number grows, 繰上げ where it shrinks, 番号変更 where that
/// cannot be told.
fn number_remark(row: &Row) -> &'static str {
    let number = |cell: &Option<Cell>| {
        let parsed = number::parse(cell.as_ref()?.label.trim())?;
        Some((parsed.number.sibling_style(), parsed.number.last().clone()))
    };
    let (Some((old_style, old)), Some((new_style, new))) =
        (number(&row.cells.old), number(&row.cells.new))
    else {
        return "番号変更";
    };
    if old_style != new_style {
        return "番号変更";
    }
    match new.order().cmp(&old.order()) {
        std::cmp::Ordering::Greater => "繰下げ",
        std::cmp::Ordering::Less => "繰上げ",
        std::cmp::Ordering::Equal => "番号変更",
    }
}

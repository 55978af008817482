//! Every word the writers print, in both languages. The filler words inside
//! the table stay Japanese in both: they are part of the 新旧対照表 itself.

use crate::lang::Lang;
use crate::model::Side;
use crate::report::Row;
use crate::tabulate::{Counts, RowKind};

/// Printed opposite a unit that the old document does not have.
pub(super) const ADDED: &str = "（新設）";
/// Printed opposite a unit that the new document does not have.
pub(super) const REMOVED: &str = "（削除）";
/// Printed for unchanged units that are left out: `（１）～（４）　（略）`.
pub(super) fn omitted(labels: &str) -> String {
    if labels.is_empty() {
        "（略）".to_owned()
    } else {
        format!("{labels}　（略）")
    }
}

/// Title of a table that was given none.
pub(super) const TITLE: &str = "新旧対照表";

/// Name of a kind of row, for badges and lists.
pub(super) fn kind(lang: Lang, kind: RowKind) -> &'static str {
    match kind {
        RowKind::Edited => lang.pick("改正", "Amended"),
        RowKind::Added => lang.pick("新設", "Added"),
        RowKind::Removed => lang.pick("削除", "Removed"),
        RowKind::NumberOnly => lang.pick("番号のみ", "Number only"),
        RowKind::Moved => lang.pick("移動", "Moved"),
        RowKind::Same => lang.pick("変更なし", "Unchanged"),
    }
}

/// Everything that happened to a row: `改正・番号変更・移動`.
pub(super) fn what_happened(lang: Lang, row: &Row) -> String {
    let main = RowKind::of(row);
    let mut words = vec![kind(lang, main)];
    if row.renumbered && main == RowKind::Edited {
        words.push(lang.pick("番号変更", "renumbered"));
    }
    if row.moved && main != RowKind::Moved {
        words.push(lang.pick("移動", "moved"));
    }
    if row.style_only && main == RowKind::Same {
        words.push(lang.pick("表記のみ相違", "style only"));
    }
    words.join(lang.pick("・", ", "))
}

/// The counts above a table: `改正 12・新設 3・削除 1・変更なし 40`.
pub(super) fn counts(lang: Lang, counts: &Counts) -> String {
    let items: Vec<String> = count_items(lang, counts)
        .into_iter()
        .map(|(word, n)| format!("{word} {n}"))
        .collect();
    let list = items.join(lang.pick("・", ", "));
    if counts.is_unchanged() {
        format!("{} {list}", no_change(lang))
    } else {
        list
    }
}

/// The counts one by one. What did not occur is left out, unchanged rows are
/// always told: they are the base the other figures are read against.
pub(super) fn count_items(lang: Lang, counts: &Counts) -> Vec<(&'static str, u32)> {
    let kinds = [
        (
            RowKind::Edited,
            counts.edited.saturating_sub(counts.number_only),
        ),
        (RowKind::Added, counts.added),
        (RowKind::Removed, counts.removed),
        (RowKind::NumberOnly, counts.number_only),
        (RowKind::Moved, counts.moved),
    ];
    let mut items: Vec<_> = kinds
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(it, n)| (kind(lang, it), n))
        .collect();
    items.push((kind(lang, RowKind::Same), counts.unchanged));
    items
}

/// Said when the two documents agree.
pub(super) fn no_change(lang: Lang) -> &'static str {
    lang.pick("変更箇所はありません。", "There are no changes.")
}

/// Which document a file name belongs to.
pub(super) fn side(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::Old => lang.pick("旧", "Old"),
        Side::New => lang.pick("新", "New"),
    }
}

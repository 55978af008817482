//! What is said on standard error after a run: warnings, and one line for each
//! written file.

use crate::error::Warning;
use crate::lang::Lang;
use crate::model::Sides;
use crate::report::{Cell, Change, Report, Row};

/// One line for a warning: `old.pdf 12ページ: …`, `old.pdf p.12: …`.
pub(super) fn warning(warning: &Warning, names: &Sides<&str>, lang: Lang) -> String {
    let name = names.get(warning.side);
    let place = match (warning.page, lang) {
        (Some(page), Lang::Ja) => format!(" {page}ページ"),
        (Some(page), Lang::En) => format!(" p.{page}"),
        (None, _) => String::new(),
    };
    format!("{name}{place}: {}", warning.kind.message(lang))
}

/// One line for a written file, with the number of rows of each kind.
pub(super) fn written(path: &str, counts: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{path} を書きました（{counts}）"),
        Lang::En => format!("wrote {path} ({counts})"),
    }
}

/// Number of rows of each kind in words. Rows whose number alone changed are
/// counted apart from edited ones, because nobody has to read them; what does
/// not occur besides the three usual kinds is not mentioned.
pub(super) fn counts(report: &Report, lang: Lang) -> String {
    let rows = &report.table.rows;
    let count = |wanted: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| wanted(row)).count();
    let number_only = count(&is_number_only);
    let moved_only = count(&|row| row.change == Change::Same && row.moved && !row.renumbered);
    let edited = count(&|row| row.change == Change::Edited && !is_number_only(row));
    let added = count(&|row| row.change == Change::Added);
    let removed = count(&|row| row.change == Change::Removed);
    let mut parts = vec![
        format!("{} {edited}", lang.pick("改正", "edited")),
        format!("{} {added}", lang.pick("新設", "added")),
        format!("{} {removed}", lang.pick("削除", "removed")),
    ];
    if number_only > 0 {
        parts.push(format!("{} {number_only}", lang.pick("番号のみ", "renumbered only")));
    }
    if moved_only > 0 {
        parts.push(format!("{} {moved_only}", lang.pick("移動のみ", "moved only")));
    }
    parts.join(lang.pick("、", ", "))
}

/// Whether the two sides of a row differ in their number and nowhere else.
fn is_number_only(row: &Row) -> bool {
    if !row.renumbered {
        return false;
    }
    match (&row.cells.old, &row.cells.new) {
        (Some(old), Some(new)) => {
            row.change == Change::Same || after_label(old) == after_label(new)
        }
        _ => false,
    }
}

fn after_label(cell: &Cell) -> String {
    let text = cell.text();
    text.strip_prefix(&cell.label).unwrap_or(&text).trim_start().to_owned()
}

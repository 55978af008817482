//! What a person would say happened to a row, and how many rows of each kind
//! a table has.

use crate::report::{Cell, Change, ComparisonTable, Row};

/// What happened to a row, in the words of an officer. The flags of a [`Row`]
/// can be set together; this picks the one that matters most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// 改正: the wording differs.
    Edited,
    /// 新設: stands in the new document only.
    Added,
    /// 削除: stands in the old document only.
    Removed,
    /// 番号のみ: nothing but the row's own number differs.
    NumberOnly,
    /// 移動: the wording is the same, the place is not.
    Moved,
    /// 変更なし.
    Same,
}

impl RowKind {
    /// The kind of a row.
    pub fn of(row: &Row) -> Self {
        match row.change {
            Change::Added => Self::Added,
            Change::Removed => Self::Removed,
            Change::Edited if !is_number_only(row) => Self::Edited,
            Change::Edited => Self::NumberOnly,
            Change::Same if row.renumbered => Self::NumberOnly,
            Change::Same if row.moved => Self::Moved,
            Change::Same => Self::Same,
        }
    }
}

/// Whether every changed character of a renumbered row stands in its label.
fn is_number_only(row: &Row) -> bool {
    let only_label =
        |cell: &Option<Cell>| cell.as_ref().is_some_and(|it| !is_marked_after_label(it));
    row.renumbered && only_label(&row.cells.old) && only_label(&row.cells.new)
}

/// Whether a changed character other than white space follows the label, with
/// which the text of a cell begins.
fn is_marked_after_label(cell: &Cell) -> bool {
    let mut label = cell.label.chars().filter(|c| !c.is_whitespace()).peekable();
    for run in cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
        for c in run.text.chars().filter(|c| !c.is_whitespace()) {
            if label.next_if_eq(&c).is_none() {
                // From the first character that is not the label's, all is body.
                label.by_ref().for_each(drop);
                if run.changed {
                    return true;
                }
            }
        }
    }
    false
}

/// Number of rows of each kind, for the line above a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows whose wording differs, those where only the number does included.
    pub edited: u32,
    /// Rows of the new document only.
    pub added: u32,
    /// Rows of the old document only.
    pub removed: u32,
    /// Rows whose label differs (also counted as edited).
    pub renumbered: u32,
    /// Rows where nothing but the label differs.
    pub number_only: u32,
    /// Rows that stand elsewhere, edited or not.
    pub moved: u32,
    /// Rows with the same wording, moved ones and those that differ in style
    /// only included.
    pub same: u32,
    /// Rows where nothing happened that a table should show.
    pub unchanged: u32,
    /// Unchanged rows that differ in width, wrap or punctuation style only.
    pub style_only: u32,
}

impl Counts {
    /// Counts the rows of a table.
    pub fn of(table: &ComparisonTable) -> Self {
        let mut counts = Self::default();
        for row in &table.rows {
            match row.change {
                Change::Same => counts.same += 1,
                Change::Edited => counts.edited += 1,
                Change::Added => counts.added += 1,
                Change::Removed => counts.removed += 1,
            }
            let kind = RowKind::of(row);
            counts.number_only += u32::from(kind == RowKind::NumberOnly);
            counts.unchanged += u32::from(kind == RowKind::Same);
            counts.renumbered += u32::from(row.renumbered);
            counts.moved += u32::from(row.moved);
            counts.style_only += u32::from(row.style_only);
        }
        counts
    }

    /// Whether the two documents say the same.
    pub fn is_unchanged(&self) -> bool {
        self.edited + self.added + self.removed + self.renumbered + self.moved == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sides;
    use crate::report::{Paragraph, Run};

    fn cell(label: &str, runs: &[(&str, bool)]) -> Cell {
        let run = |&(text, changed): &(&str, bool)| Run { text: text.into(), changed };
        Cell {
            index: 0,
            path: Vec::new(),
            label: label.into(),
            title: String::new(),
            page: None,
            paragraphs: vec![Paragraph { slot: None, runs: runs.iter().map(run).collect() }],
        }
    }

    fn kind(old: Cell, new: Cell) -> RowKind {
        RowKind::of(&Row {
            change: Change::Edited,
            renumbered: true,
            moved: false,
            style_only: false,
            cells: Sides { old: Some(old), new: Some(new) },
        })
    }

    #[test]
    fn a_row_with_a_new_number_and_the_old_words_is_number_only() {
        let old = cell("（２）", &[("（２）", true), ("　事業者は、", false)]);
        let new = cell("（３）", &[("（３）　", true), ("事業者は、", false)]);
        assert_eq!(kind(old, new), RowKind::NumberOnly);
    }

    #[test]
    fn a_changed_word_after_the_label_is_an_edit() {
        let old = cell("（２）", &[("（２）", true), ("事業者", false)]);
        let new = cell("（３）", &[("（３）", true), ("事業者", false), ("等", true)]);
        assert_eq!(kind(old, new), RowKind::Edited);
    }

    #[test]
    fn the_label_repeated_in_the_body_is_body() {
        let old = cell("２", &[("２", true), ("人以上の２", false)]);
        let new = cell("３", &[("３", true), ("人以上の", false), ("３", true)]);
        assert_eq!(kind(old, new), RowKind::Edited);
    }
}

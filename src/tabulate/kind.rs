//! What a person would say happened to a row, and how many rows of each kind
//! a table has.

use crate::report::{Cell, Change, ComparisonTable, Row, Run};

/// What happened to a row, in the words of an officer. The flags of a [`Row`]
/// can be set together; this picks the one that matters most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// 改正: the wording differs, or a section was split or merged.
    Edited,
    /// 新設: stands in the new document only.
    Added,
    /// 削除: stands in the old document only.
    Removed,
    /// 番号のみ: nothing differs but the row's own number, or the numbers of
    /// sections it cites, which follow their renumbering.
    NumberOnly,
    /// 移動: the wording is the same but for its number, the place is not.
    Moved,
    /// 変更なし.
    Same,
}

impl RowKind {
    /// All kinds, in the order in which they are counted for readers.
    pub const ALL: [Self; 6] =
        [Self::Edited, Self::Added, Self::Removed, Self::Moved, Self::NumberOnly, Self::Same];

    /// Its name in pages, as a class.
    pub fn name(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::NumberOnly => "number",
            Self::Moved => "moved",
            Self::Same => "same",
        }
    }

    /// The kind of a row.
    pub fn of(row: &Row) -> Self {
        let is_same = row.change == Change::Same || is_number_only(row);
        match row.change {
            Change::Added => Self::Added,
            Change::Removed => Self::Removed,
            Change::Same | Change::Edited if !is_same || row.is_part() => Self::Edited,
            Change::Same | Change::Edited if row.moved => Self::Moved,
            Change::Same | Change::Edited if row.renumbered => Self::NumberOnly,
            Change::Same => Self::Same,
            Change::Edited => Self::NumberOnly,
        }
    }
}

/// Whether every changed character of a row stands in its label, if that
/// differs, or in a citation that follows a renumbering.
fn is_number_only(row: &Row) -> bool {
    let is_own = |run: &Run| run.changed && !run.consequential;
    let only_numbers =
        |cell: &Option<Cell>| cell.as_ref().is_some_and(|it| !it.has_beside_label(is_own));
    (row.renumbered || has_consequential(row))
        && only_numbers(&row.cells.old)
        && only_numbers(&row.cells.new)
}

fn has_consequential(row: &Row) -> bool {
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
    paragraphs.flat_map(|paragraph| &paragraph.runs).any(|run| run.consequential)
}

/// Whether nothing at all happened to the row that a table should show.
pub fn is_plain(row: &Row) -> bool {
    let is_unmarked = match row.change {
        Change::Same => true,
        // Its only marks were taken off.
        Change::Edited => !row.renumbered && !has_marks(row),
        Change::Added | Change::Removed => false,
    };
    is_unmarked && !row.moved && !row.renumbered && !row.is_part()
}

fn has_marks(row: &Row) -> bool {
    let cells = [&row.cells.old, &row.cells.new].into_iter().flatten();
    let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
    let mut runs = paragraphs.flat_map(|paragraph| &paragraph.runs);
    // A row without a consequential change was never without its marks.
    !runs.clone().any(|run| run.consequential) || runs.any(|run| run.changed)
}

/// Number of rows of each [`RowKind`], for the line above a table. Each row is
/// counted once; the last three figures say more about the rows counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows whose wording differs.
    pub edited: u32,
    /// Rows of the new document only.
    pub added: u32,
    /// Rows of the old document only.
    pub removed: u32,
    /// Rows where nothing but numbers differs, see [`RowKind::NumberOnly`].
    pub number_only: u32,
    /// Rows that stand elsewhere with the same wording.
    pub moved: u32,
    /// Rows where nothing happened that a table should show.
    pub same: u32,
    /// Edited rows that stand elsewhere, too.
    pub edited_and_moved: u32,
    /// Rows whose label differs, whatever else happened to them.
    pub renumbered: u32,
    /// Unchanged rows that differ in width, wrap or punctuation style only.
    pub style_only: u32,
}

impl Counts {
    /// Counts the rows of a table.
    pub fn of(table: &ComparisonTable) -> Self {
        let mut counts = Self::default();
        for row in &table.rows {
            let kind = RowKind::of(row);
            *counts.of_kind(kind) += 1;
            counts.edited_and_moved += u32::from(kind == RowKind::Edited && row.moved);
            counts.renumbered += u32::from(row.renumbered);
            counts.style_only += u32::from(kind == RowKind::Same && row.style_only);
        }
        counts
    }

    fn of_kind(&mut self, kind: RowKind) -> &mut u32 {
        match kind {
            RowKind::Edited => &mut self.edited,
            RowKind::Added => &mut self.added,
            RowKind::Removed => &mut self.removed,
            RowKind::NumberOnly => &mut self.number_only,
            RowKind::Moved => &mut self.moved,
            RowKind::Same => &mut self.same,
        }
    }

    /// Whether the two documents say the same.
    pub fn is_unchanged(&self) -> bool {
        self.edited + self.added + self.removed + self.number_only + self.moved == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sides;
    use crate::report::Paragraph;

    fn cell(label: &str, runs: &[(&str, bool)]) -> Cell {
        let run = |&(text, changed): &(&str, bool)| Run::new(text, changed);
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
            split_of: None,
            merged_from: Vec::new(),
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
    fn a_caption_stands_above_the_label() {
        let captioned = |label: &str| {
            let mut cell = cell(label, &[(label, true), ("　市長は、", false)]);
            let caption = Run::new("（委任）", false);
            cell.paragraphs.insert(0, Paragraph { slot: None, runs: vec![caption] });
            cell
        };
        assert_eq!(kind(captioned("第３条"), captioned("第４条")), RowKind::NumberOnly);
        let mut other = captioned("第４条");
        other.paragraphs[0].runs[0].changed = true;
        assert_eq!(kind(captioned("第３条"), other), RowKind::Edited);
        let hashed = |label: &str| cell(label, &[("## ", false), (label, true), ("　請求", false)]);
        assert_eq!(kind(hashed("Ⅳ"), hashed("Ⅴ")), RowKind::NumberOnly);
    }

    #[test]
    fn the_label_repeated_in_the_body_is_body() {
        let old = cell("２", &[("２", true), ("人以上の２", false)]);
        let new = cell("３", &[("３", true), ("人以上の", false), ("３", true)]);
        assert_eq!(kind(old, new), RowKind::Edited);
    }
}

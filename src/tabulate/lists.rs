//! The three lists at the end of every output: what changed in content, in
//! numbers only, and in style only. An officer decides by them what is to be
//! published.

use super::kind::RowKind;
use crate::report::{ComparisonTable, Row};

/// The rows of a table where anything happened, each in one list, in the order
/// of the table.
#[derive(Debug, Default)]
pub struct ChangeLists<'a> {
    /// 内容の変更: amended, added, removed, split, merged or moved.
    pub content: Vec<ListedRow<'a>>,
    /// 番号だけの変更: nothing but the row's own number, or the numbers of
    /// sections it cites.
    pub numbering: Vec<ListedRow<'a>>,
    /// 表記だけの変更: width, wraps, punctuation, glyphs, 元年 for 1年.
    pub style: Vec<ListedRow<'a>>,
}

/// A row in a list.
#[derive(Debug, Clone, Copy)]
pub struct ListedRow<'a> {
    /// Index of the row in [`ComparisonTable::rows`].
    pub index: usize,
    /// The row; its cells tell the place on both sides.
    pub row: &'a Row,
    /// What happened to it.
    pub kind: RowKind,
}

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListName {
    /// 内容の変更.
    Content,
    /// 番号だけの変更.
    Numbering,
    /// 表記だけの変更.
    Style,
}

impl ListName {
    /// The list a row is in, `None` where nothing happened to it.
    pub fn of(row: &Row) -> Option<Self> {
        Self::of_kind(RowKind::of(row), row)
    }

    fn of_kind(kind: RowKind, row: &Row) -> Option<Self> {
        match kind {
            RowKind::Edited | RowKind::Added | RowKind::Removed | RowKind::Moved => {
                Some(Self::Content)
            }
            RowKind::NumberOnly => Some(Self::Numbering),
            RowKind::Same => row.style_only.then_some(Self::Style),
        }
    }
}

impl<'a> ChangeLists<'a> {
    /// The lists of a table.
    pub fn of(table: &'a ComparisonTable) -> Self {
        let mut lists = Self::default();
        for (index, row) in table.rows.iter().enumerate() {
            let kind = RowKind::of(row);
            let list = match ListName::of_kind(kind, row) {
                Some(ListName::Content) => &mut lists.content,
                Some(ListName::Numbering) => &mut lists.numbering,
                Some(ListName::Style) => &mut lists.style,
                None => continue,
            };
            list.push(ListedRow { index, row, kind });
        }
        lists
    }

    /// Whether nothing happened at all.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty() && self.numbering.is_empty() && self.style.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sides;
    use crate::profile::Profile;
    use crate::report::{Cell, Change, Paragraph, Run};

    fn row(change: Change, runs: &[Run]) -> Row {
        let cell = Cell {
            index: 0,
            path: Vec::new(),
            label: String::new(),
            title: String::new(),
            page: None,
            paragraphs: vec![Paragraph { slot: None, runs: runs.to_vec() }],
        };
        Row {
            change,
            renumbered: false,
            moved: false,
            style_only: false,
            split_of: None,
            merged_from: Vec::new(),
            cells: Sides { old: Some(cell.clone()), new: Some(cell) },
        }
    }

    #[test]
    fn each_row_stands_in_one_list() {
        let same = || row(Change::Same, &[Run::new("同", false)]);
        let citation = Run { consequential: true, ..Run::new("第四条", true) };
        let rows = vec![
            same(),
            row(Change::Edited, &[Run::new("改", true)]),
            Row { style_only: true, ..same() },
            row(Change::Edited, std::slice::from_ref(&citation)),
            row(Change::Edited, &[citation, Run::new("改", true)]),
            Row { split_of: Some(3), ..same() },
        ];
        let mut table = ComparisonTable { profile: Profile::default(), rows };
        let listed = |table: &ComparisonTable| {
            let lists = ChangeLists::of(table);
            [lists.content, lists.numbering, lists.style]
                .map(|list| list.iter().map(|it| it.index).collect::<Vec<_>>())
        };
        let expected = [vec![1, 4, 5], vec![3], vec![2]];
        assert_eq!(listed(&table), expected);
        table.hide_consequential();
        assert_eq!(listed(&table), expected);
    }
}

//! One unit of a document with what is needed to look at it, and whether two
//! units are printed alike.

use std::ops::Range;
use std::sync::OnceLock;

use super::consequential::Wording;
use crate::align::Unit;
use crate::model::{Block, BlockKind, Document, Span, TableId};
use crate::number::HeadingNumber;
use crate::outline::{Heading, Outlined, SectionId};

/// One unit with what is needed to look at it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The document.
    pub outlined: &'a Outlined,
    /// Its paragraphs.
    pub blocks: &'a [Block],
    /// Its heading, where it has one of its own.
    pub heading: Option<&'a Heading>,
    /// The tables of the document.
    pub tables: &'a Tables,
    /// The section it belongs to.
    pub section: SectionId,
    /// Whether it goes on with the section, without a number of its own.
    pub continues: bool,
}

impl<'a> View<'a> {
    /// A unit of a document.
    pub fn of(
        unit: &Unit,
        blocks: &'a [Block],
        outlined: &'a Outlined,
        tables: &'a Tables,
    ) -> Self {
        let section = outlined.outline.section(unit.section);
        let heading = outlined.outline.heading(section).filter(|_| !unit.continues);
        Self { outlined, blocks, heading, tables, section: unit.section, continues: unit.continues }
    }

    /// The own number, read and as printed.
    pub fn label(&self) -> Option<(&'a HeadingNumber, &'a str)> {
        let heading = self.heading.filter(|heading| !heading.label.is_empty())?;
        Some((&heading.number, self.outlined.document.source.slice(heading.label)))
    }

    /// A stretch with the text of its paragraph before it, without the unit's
    /// own number.
    pub fn wording(&self, stretch: &Range<usize>) -> Wording<'a> {
        // Spans ascend; a block without text has none.
        let begins_before = |block: &Block| {
            block.text.first_span().is_none_or(|span| span.start() <= stretch.start)
        };
        let (before, _) = self.blocks.split_at(self.blocks.partition_point(begins_before));
        let start = before.iter().rev().find_map(|block| block.text.first_span()).map(Span::start);
        let title = self.heading.map(Heading::title).filter(|&it| it <= stretch.start);
        let original = self.outlined.document.source.original();
        let start = start.unwrap_or_default().max(title.unwrap_or_default());
        Wording {
            before: original.get(start..stretch.start).unwrap_or_default(),
            text: original.get(stretch.clone()).unwrap_or_default(),
            section: self.section,
        }
    }

    /// Bytes of the own number; with its dot where the other side has none, so
    /// that nothing of it is left unmarked.
    pub fn number(&self, heading: &Heading, with_dot: bool) -> Range<usize> {
        let start = heading.label.start();
        let number = self.outlined.document.source.original().get(start..heading.title());
        match number.filter(|_| with_dot) {
            Some(number) => start..start + number.trim_end().len(),
            None => heading.label.range(),
        }
    }

    /// The bytes behind the own number.
    pub fn body(&self) -> Range<usize> {
        let first = self.blocks.first().and_then(|block| block.text.first_span());
        let last = self.blocks.last().and_then(|block| block.text.parts().last());
        let title = self.heading.map_or(0, Heading::title);
        let bounds = first.zip(last).map(|(first, last)| (first.start(), last.span.end()));
        bounds.map_or(0..0, |(start, end)| start.max(title).min(end)..end)
    }

    /// Takes the own number out of the changed stretch around it, if one goes from
    /// the caption above to the text behind it: the number is the same on both sides.
    pub fn spare_number(&self, changed: &mut Vec<Range<usize>>) {
        let Some(heading) = self.heading.filter(|heading| !heading.label.is_empty()) else {
            return;
        };
        let number = self.number(heading, true);
        let is_around = |range: &Range<usize>| range.start < number.start && number.end < range.end;
        let Some(at) = changed.iter().position(is_around) else { return };
        let original = self.outlined.document.source.original();
        let around = changed[at].clone();
        let before = original.get(around.start..number.start).unwrap_or_default();
        let behind = original.get(number.end..around.end).unwrap_or_default();
        let parts = [
            around.start..around.start + before.trim_end().len(),
            around.end - behind.trim_start().len()..around.end,
        ];
        changed.splice(at..=at, parts.into_iter().filter(|part| !part.is_empty()));
    }

    /// The stretches that are printed.
    fn printed(&self) -> impl Iterator<Item = &'a str> {
        let Self { outlined, blocks, .. } = *self;
        let source = &outlined.document.source;
        let parts = blocks.iter().flat_map(|block| block.text.parts());
        parts.map(move |part| source.slice(part.span))
    }

    /// Whether something of it may stand in a table.
    pub fn may_have_cells(&self) -> bool {
        self.tables.are_ruled() || self.tables.have_tabs(&self.outlined.document)
    }

    /// Whether the other unit has the same number, printed alike.
    pub fn has_label_of(&self, other: &Self) -> bool {
        let printed = |view: &Self| {
            let number = view.heading.map(|heading| heading.label.start()..heading.title());
            number.and_then(|range| view.outlined.document.source.original().get(range))
        };
        printed(self) == printed(other)
    }

    /// The bytes from the first character to the last one, with everything
    /// between them.
    fn bytes(&self) -> &'a [u8] {
        let first = self.blocks.first().and_then(|block| block.text.first_span());
        let last = self.blocks.last().and_then(|block| block.text.parts().last());
        let original = self.outlined.document.source.original().as_bytes();
        let range = first.zip(last).map(|(first, last)| first.start()..last.span.end());
        range.and_then(|range| original.get(range)).unwrap_or_default()
    }

    /// Whether both print the same characters, white space apart. To be asked
    /// of units that are equal after folding.
    pub fn prints_the_same(&self, other: &Self) -> bool {
        // Mostly they are equal as they stand in the files, or differ soon.
        self.bytes() == other.bytes() || are_alike(self.printed(), other.printed())
    }
}

/// Whether two texts in stretches are the same but for white space. Mostly the
/// stretches end at different places and hold the same bytes.
fn are_alike<'a>(
    mut old: impl Iterator<Item = &'a str>,
    mut new: impl Iterator<Item = &'a str>,
) -> bool {
    let (mut of_old, mut of_new) = ("", "");
    loop {
        let n_same = of_old.len().min(of_new.len());
        let n_same = if of_old.as_bytes().get(..n_same) == of_new.as_bytes().get(..n_same) {
            n_same
        } else {
            let pairs = of_old.bytes().zip(of_new.bytes());
            of_old.floor_char_boundary(pairs.take_while(|(old, new)| old == new).count())
        };
        let rests = [of_old, of_new].map(|text| text.get(n_same..).unwrap_or_default());
        let [rest_old, rest_new] = rests.map(str::trim_start);
        let is_stuck = n_same == 0 && !rest_old.is_empty() && !rest_new.is_empty();
        if is_stuck && rest_old.len() == of_old.len() && rest_new.len() == of_new.len() {
            return false;
        }
        (of_old, of_new) = (rest_old, rest_new);
        let mut next_old = std::iter::from_fn(|| old.next().map(str::trim_start));
        let mut next_new = std::iter::from_fn(|| new.next().map(str::trim_start));
        if of_old.is_empty() {
            of_old = next_old.find(|text| !text.is_empty()).unwrap_or_default();
        }
        if of_new.is_empty() {
            of_new = next_new.find(|text| !text.is_empty()).unwrap_or_default();
        }
        if of_old.is_empty() || of_new.is_empty() {
            return of_old == of_new;
        }
    }
}

/// What is known of the tables of a document.
#[derive(Default)]
pub struct Tables {
    /// The last column of each of them.
    last_columns: Vec<u32>,
    /// Whether there are tabs, which part the cells of tables in plain text.
    has_tabs: OnceLock<bool>,
}

impl Tables {
    /// Looks at a document.
    pub fn of(document: &Document) -> Self {
        let mut last_columns: Vec<u32> = Vec::new();
        for block in &document.blocks {
            if let BlockKind::Cell { table, column, column_span, .. } = block.kind {
                let index = table.0 as usize;
                if last_columns.len() <= index {
                    last_columns.resize(index + 1, 0);
                }
                last_columns[index] = last_columns[index].max(column + column_span.max(1) - 1);
            }
        }
        Self { last_columns, has_tabs: OnceLock::new() }
    }

    /// Whether the document has any that are ruled.
    pub fn are_ruled(&self) -> bool {
        !self.last_columns.is_empty()
    }

    /// Whether there are tabs in a document. O(n) once.
    pub fn have_tabs(&self, document: &Document) -> bool {
        let look = || memchr::memchr(b'\t', document.source.original().as_bytes()).is_some();
        *self.has_tabs.get_or_init(look)
    }

    /// The last column of one of them.
    pub fn last_column(&self, table: TableId) -> u32 {
        self.last_columns.get(table.0 as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_and_white_space_do_not_matter() {
        let alike = |old: &[&str], new: &[&str]| {
            let found = are_alike(old.iter().copied(), new.iter().copied());
            assert_eq!(are_alike(new.iter().copied(), old.iter().copied()), found);
            found
        };
        assert!(alike(&["第１　届出", "をする。"], &["第１届", " ", "", "出を\u{3000}する。 "]));
        assert!(alike(&[], &["", "\u{3000}"]));
        assert!(alike(&["a b"], &["ab"]));
        assert!(!alike(&["届出をする。"], &["届出を", "しない。"]));
        assert!(!alike(&["届出"], &["届出", "等"]));
        assert!(!alike(&["1 0"], &["１", "０"]));
        // Characters that begin with the same bytes.
        assert!(!alike(&["あい"], &["あ", "う"]));
    }
}

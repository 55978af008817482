//! A cell as a flat run of pieces: what every writer that prints text walks
//! over. Line breaks and table columns are pieces of their own, so that each
//! writer can put its own sign there.

use crate::report::Cell;

/// A stretch of a cell with one mark, or the gap between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Original characters, or `"\n"` or `"\t"` for a gap.
    pub text: &'a str,
    /// Whether it differs from the other side; a gap carries the mark of the
    /// text after it, so that a mark over two paragraphs stays one mark.
    pub changed: bool,
    /// Whether this is a gap and no text of the document.
    pub gap: bool,
}

/// The pieces of a cell in order. Joined, their texts equal [`Cell::text`].
pub(super) fn pieces(cell: &Cell) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for (index, paragraph) in cell.paragraphs.iter().enumerate() {
        if index > 0 {
            let changed = paragraph.runs.first().is_some_and(|run| run.changed);
            out.push(Piece { text: cell.separator_before(index), changed, gap: true });
        }
        let runs = paragraph.runs.iter().filter(|run| !run.text.is_empty());
        out.extend(runs.map(|run| Piece { text: &run.text, changed: run.changed, gap: false }));
    }
    out
}

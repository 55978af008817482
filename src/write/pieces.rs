//! A cell as a flat run of pieces: what every writer that prints text walks
//! over. Line breaks and table columns are pieces of their own, so that each
//! writer can put its own sign there.

use crate::report::Cell;

/// A stretch of a cell with one mark, or the gap between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Original characters, or `"\n"` or `"\t"` for a gap.
    pub text: &'a str,
    /// Whether it differs from the other side. A gap does where the text on
    /// both sides of it does, so that a mark over two paragraphs stays one mark
    /// and no mark begins or ends with a gap.
    pub changed: bool,
    /// Whether it differs only because a cited section has another number.
    pub consequential: bool,
    /// Whether this is a gap and no text of the document.
    pub gap: bool,
}

/// The pieces of a cell in order. Joined, their texts equal [`Cell::text`].
pub(super) fn pieces(cell: &Cell) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    // The last text before the gaps that stand at the end of `out`.
    let (mut after_changed, mut first_gap) = (false, 0);
    for (index, paragraph) in cell.paragraphs.iter().enumerate() {
        if index > 0 {
            out.push(Piece {
                text: cell.separator_before(index),
                changed: false,
                consequential: false,
                gap: true,
            });
        }
        for run in paragraph.runs.iter().filter(|run| !run.text.is_empty()) {
            for gap in &mut out[first_gap..] {
                gap.changed = after_changed && run.changed;
            }
            out.push(Piece {
                text: &run.text,
                changed: run.changed,
                consequential: run.consequential,
                gap: false,
            });
            (after_changed, first_gap) = (run.changed, out.len());
        }
    }
    out
}

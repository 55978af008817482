//! What must hold of anything that was read or compared.

use shinkyu::model::{Document, Extract, Line, Piece, Side, Source, Span, count_characters};
use shinkyu::outline::Outline;
use shinkyu::report::{Change, Report};

/// Pieces lie in ascending order and, with what is set aside, hold every
/// character that is not white space once.
pub fn check_extract(extract: &Extract) {
    let lines: Vec<Line> = extract.pieces.iter().flat_map(Piece::lines).collect();
    let spans: Vec<Span> = lines.iter().map(|line| line.span).collect();
    let aside: Vec<Span> = extract.set_aside.iter().map(|aside| aside.span).collect();
    check_ascending(&spans, "pieces");
    check_ascending(&aside, "what is set aside by the reader");
    check_cover(&extract.source, spans, aside);
    for line in &lines {
        let Some(layout) = line.layout else { continue };
        let area = layout.area;
        let numbers = [area.left, area.top, area.right, area.bottom, layout.size];
        assert!(numbers.iter().all(|number| number.is_finite()), "no place: {layout:?}");
    }
}

/// The same of blocks; and sections hold each block once.
pub fn check_document(document: &Document, outline: &Outline) {
    let parts = document.blocks.iter().flat_map(|block| block.text.parts());
    let spans: Vec<Span> = parts.map(|part| part.span).collect();
    let aside: Vec<Span> = document.set_aside.iter().map(|aside| aside.span).collect();
    check_ascending(&spans, "blocks");
    check_ascending(&aside, "what is set aside");
    check_cover(&document.source, spans, aside);
    let mut next = 0;
    for id in outline.ids() {
        let section = outline.section(id);
        assert_eq!(section.blocks.start, next, "sections leave blocks out or share them");
        assert!(section.blocks.end > next, "a section without blocks");
        next = section.blocks.end;
        assert!(section.parent.is_none_or(|parent| parent < id), "a section before its parent");
        if let Some(heading) = outline.heading(section) {
            document.source.slice(heading.label);
            assert!(document.source.original().is_char_boundary(heading.title()));
        }
    }
    assert_eq!(next as usize, document.blocks.len(), "blocks in no section");
}

fn check_ascending(spans: &[Span], what: &str) {
    for pair in spans.windows(2) {
        assert!(pair[0].end() <= pair[1].start(), "{what}: {pair:?} do not ascend");
    }
}

fn check_cover(source: &Source, mut spans: Vec<Span>, aside: Vec<Span>) {
    spans.extend(aside);
    spans.sort_unstable();
    check_ascending(&spans, "pieces and what is set aside");
    let mut end = 0;
    for span in spans {
        source.slice(span);
        let between = source.slice(Span::new(end, span.start()));
        assert!(between.chars().all(char::is_whitespace), "lost: {between:?}");
        end = span.end();
    }
    let rest = source.slice(Span::new(end, source.original().len()));
    assert!(rest.chars().all(char::is_whitespace), "lost: {rest:?}");
    assert_eq!(
        count_characters(source.original()),
        source.original().chars().filter(|c| !c.is_whitespace()).count() as u64
    );
}

/// The ledger balances on both sides, and rows are what they say.
pub fn check_ledger(report: &Report) {
    for side in Side::BOTH {
        let ledger = report.ledger.get(side);
        let set_aside: u64 = ledger.set_aside.values().sum();
        assert_eq!(ledger.characters, ledger.compared + set_aside, "{side:?} ledger");
        let mut indices: Vec<u32> = Vec::new();
        for row in &report.table.rows {
            indices.extend(row.cells.get(side).as_ref().map(|cell| cell.index));
        }
        indices.sort_unstable();
        assert!(indices.iter().copied().eq(0..indices.len() as u32), "{side:?} cells: {indices:?}");
    }
    for row in &report.table.rows {
        let there = (row.cells.old.is_some(), row.cells.new.is_some());
        let expected = match row.change {
            Change::Same | Change::Edited => (true, true),
            Change::Added => (false, true),
            Change::Removed => (true, false),
        };
        assert_eq!(there, expected, "{row:?}");
        if row.change == Change::Same {
            let cells = row.cells.old.iter().chain(&row.cells.new);
            let mut runs = cells.flat_map(|cell| &cell.paragraphs).flat_map(|it| &it.runs);
            assert!(runs.all(|run| !run.changed), "marks in a row without changes: {row:?}");
        }
    }
}

/// A document has not changed against itself.
pub fn check_same(report: &Report) {
    for row in &report.table.rows {
        let is_plain = !row.renumbered && !row.moved && !row.style_only;
        assert!(row.change == Change::Same && is_plain, "changed against itself: {row:?}");
    }
}

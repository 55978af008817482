//! Every sample against the truth written with it: what the table says and
//! what `samples/*/pairs.json` says must be the same list of changes.
//!
//! The truth is read off lasting ids in the source of the samples, never off
//! a comparison, so nothing here can agree with the program by construction.
//! What each key means is told in `samples/README.md`.

#[path = "samples/claims.rs"]
mod claims;
#[path = "support/documents.rs"]
mod documents;
#[path = "samples/marks.rs"]
mod marks;
#[path = "samples/truth.rs"]
mod truth;
#[path = "samples/verdict.rs"]
mod verdict;

use claims::Claims;
use documents::Sample;
use shinkyu::lang::Lang;
use shinkyu::model::Side;
use shinkyu::present::{
    Block, ColumnKind, Mark, ParagraphRole, PrintedCell, PrintedRun, PrintedTable, RowRole, present,
};
use shinkyu::profile::{BUILTIN, LabelMarks, Profile, Renumbered, Unchanged};
use shinkyu::report::Run;
use truth::{Unit, What};

/// Compares a pair, and fails with one line for each departure from the truth.
fn check(sample: Sample<'_>) {
    let report = sample.compare();
    let units = truth::units(sample.name);
    let claims = Claims::new(&units, &report.table.rows);
    let mut faults = claims.faults();
    for (index, unit) in units.iter().enumerate() {
        let rows = claims.of(index);
        faults.extend(verdict::faults(unit, &rows));
        if unit.what == What::Annex {
            let behind = units[index + 1..].iter();
            let table: Vec<&Unit> = behind.take_while(|unit| unit.what == What::Row).collect();
            faults.extend(verdict::table_faults(unit, &table, &rows));
        }
    }
    faults.extend(verdict::ledger_faults(&report));
    assert!(faults.is_empty(), "{} faults in {sample:?}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn guideline_from_libreoffice() {
    check(Sample::pdf("guideline", "libreoffice"));
}

#[test]
fn guideline_from_chromium() {
    check(Sample::pdf("guideline", "chromium"));
}

#[test]
fn guideline_from_text() {
    check(Sample::text("guideline"));
}

#[cfg(feature = "office")]
#[test]
fn guideline_from_word() {
    check(Sample { old: "word/old.docx", new: "word/new.docx", ..Sample::text("guideline") });
    check(Sample { old: "chromium/old.pdf", new: "word/new.docx", ..Sample::text("guideline") });
    check(Sample { old: "word/old.docx", new: "new.txt", ..Sample::text("guideline") });
}

#[cfg(feature = "office")]
#[test]
fn assessment_from_word() {
    check(Sample { name: "assessment", old: "word/old.docx", new: "word/new.docx" });
}

/// The two producers and the text differ in size, margins, wraps and widths;
/// the changes are the same.
#[test]
fn guideline_across_producers() {
    check(Sample {
        old: "libreoffice/old.pdf",
        new: "chromium/new.pdf",
        ..Sample::text("guideline")
    });
    check(Sample { old: "old.txt", new: "libreoffice/new.pdf", ..Sample::text("guideline") });
}

#[test]
fn assessment_from_libreoffice() {
    check(Sample::pdf("assessment", "libreoffice"));
}

#[test]
fn assessment_from_chromium() {
    check(Sample::pdf("assessment", "chromium"));
}

#[cfg(feature = "html")]
#[test]
fn guideline_from_pages() {
    check(Sample {
        name: "guideline",
        old: "../source/html/guideline-old.html",
        new: "../source/html/guideline-new.html",
    });
}

#[cfg(feature = "html")]
#[test]
fn assessment_from_pages() {
    check(Sample {
        name: "assessment",
        old: "../source/html/assessment-old.html",
        new: "../source/html/assessment-new.html",
    });
}

#[cfg(feature = "office")]
#[test]
fn assessment_from_workbooks() {
    check(Sample { name: "assessment", old: "libreoffice/old.xlsx", new: "libreoffice/new.xlsx" });
}

/// The same version from two producers: nothing changed, so nothing may be
/// reported.
#[test]
fn one_version_from_two_producers_has_no_changes() {
    for (name, file) in [
        ("guideline", "old.pdf"),
        ("guideline", "new.pdf"),
        ("assessment", "old.pdf"),
        ("assessment", "new.pdf"),
    ] {
        let [old, new] = ["libreoffice", "chromium"].map(|producer| format!("{producer}/{file}"));
        let report = Sample { name, old: &old, new: &new }.compare();
        let changed = verdict::changed_rows(&report);
        assert!(changed.is_empty(), "{name} {file}:\n{}", changed.join("\n"));
    }
}

/// A PDF and the Word file it was made of say the same, whichever comes first.
#[cfg(feature = "office")]
#[test]
fn word_and_pdf_of_one_version_have_no_changes() {
    for name in ["guideline", "assessment"] {
        for version in ["old", "new"] {
            let word = format!("word/{version}.docx");
            for producer in ["libreoffice", "chromium"] {
                let pdf = format!("{producer}/{version}.pdf");
                for (old, new) in [(&word, &pdf), (&pdf, &word)] {
                    let report = Sample { name, old, new }.compare();
                    let changed = verdict::changed_rows(&report);
                    assert!(changed.is_empty(), "{name} {old} {new}:\n{}", changed.join("\n"));
                }
            }
        }
    }
}

/// Whatever the office, a table that leaves nothing out has every character of
/// both documents in its cells, and at least every changed one is marked.
#[test]
fn every_profile_prints_every_character() {
    for sample in [Sample::pdf("guideline", "chromium"), Sample::pdf("assessment", "chromium")] {
        let mut report = sample.compare();
        for builtin in BUILTIN {
            report.table.profile = Profile {
                unchanged: Unchanged::Show,
                renumbered: Renumbered::Full,
                ..Profile::builtin(builtin.name).expect("a profile of the program")
            };
            // 同左 stands for text.
            report.table.profile.fillers.same.clear();
            let table = present(&report, Lang::Ja);
            for (column, side) in sides(&table) {
                let printed: Vec<&PrintedRun> =
                    table.rows.iter().flat_map(|row| runs(&row.cells[column])).collect();
                let cells = report.table.rows.iter().filter_map(|row| row.cells.get(side).as_ref());
                let read: Vec<&Run> =
                    cells.flat_map(|cell| &cell.paragraphs).flat_map(|it| &it.runs).collect();
                let all = |texts: &mut dyn Iterator<Item = &str>| -> String { texts.collect() };
                assert_eq!(
                    all(&mut printed.iter().map(|run| run.text.as_str())),
                    all(&mut read.iter().map(|run| run.text.as_str())),
                    "{} {side:?}",
                    builtin.name
                );
                let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
                let is_marked = |run: &&&PrintedRun| run.mark != Mark::None;
                let n_marked: usize =
                    printed.iter().filter(is_marked).map(|run| visible(&run.text)).sum();
                let changed = read.iter().filter(|run| run.changed);
                let n_changed: usize = changed.map(|run| visible(&run.text)).sum();
                assert!(n_marked >= n_changed, "{} {side:?}", builtin.name);
                // What moved and kept its number has that marked.
                let moved = report.table.rows.iter().filter(|row| row.moved && !row.renumbered);
                let labels = moved.filter_map(|row| row.cells.get(side).as_ref());
                let n_moved: usize = labels.map(|cell| visible(&cell.label)).sum();
                if report.table.profile.marks.labels != LabelMarks::Double {
                    assert_eq!(n_marked, n_changed + n_moved, "{} {side:?}", builtin.name);
                }
            }
        }
    }
}

/// The text columns of a table.
fn sides(table: &PrintedTable) -> Vec<(usize, Side)> {
    let side = |kind| match kind {
        ColumnKind::Text(side) => Some(side),
        ColumnKind::Third => None,
    };
    let columns = table.columns.iter().enumerate();
    columns.filter_map(|(at, column)| Some((at, side(column.kind)?))).collect()
}

/// The text of the document in a cell, headings for orientation left out.
fn runs(cell: &PrintedCell) -> Vec<&PrintedRun> {
    let paragraphs = cell.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![paragraph],
        Block::Table(grid) => {
            grid.rows.iter().flat_map(|row| &row.cells).flat_map(|it| &it.paragraphs).collect()
        }
    });
    let text = paragraphs.filter(|paragraph| paragraph.role == ParagraphRole::Text);
    text.flat_map(|paragraph| &paragraph.runs).filter(|run| !run.filler).collect()
}

/// What is folded to （略） is wholly unchanged: no unit that stands below it
/// is printed as a change, in any profile (CONVENTIONS §1.8).
#[test]
fn nothing_below_a_folded_number_is_changed() {
    for sample in [Sample::text("guideline"), Sample::pdf("assessment", "chromium")] {
        let mut report = sample.compare();
        for builtin in BUILTIN {
            report.table.profile = Profile::builtin(builtin.name).expect("a profile");
            let table = present(&report, Lang::Ja);
            let changed = table.rows.iter().filter(|row| row.is_change());
            let changed: Vec<usize> = changed.flat_map(|row| row.rows.clone()).collect();
            // The old place of what moved names a unit that is printed elsewhere.
            let omitted = table.rows.iter().filter(|row| row.role == RowRole::Omitted);
            for row in omitted.filter(|row| !row.rows.is_empty()) {
                // The text of a heading that is printed above it has no number.
                let first = report.table.rows[row.rows.start].principal().path.len();
                let skipped = usize::from(first < row.cells[0].path.len());
                for folded in &report.table.rows[row.rows.start + skipped..row.rows.end] {
                    for side in Side::BOTH {
                        let Some(cell) = folded.cells.get(side) else { continue };
                        let text = cell.text();
                        let first = text.lines().next().unwrap_or_default().trim();
                        let is_below = |at: &usize| {
                            let other = report.table.rows[*at].cells.get(side).as_ref();
                            let heading = other.and_then(|it| it.path.strip_prefix(&*cell.path));
                            let heading = heading.and_then(<[String]>::first).map(|it| it.trim());
                            heading == Some(first) || heading == Some(cell.label.trim())
                        };
                        let shown = changed.iter().find(|at| is_below(at));
                        assert_eq!(shown, None, "{sample:?} {}: {first}", builtin.name);
                    }
                }
            }
        }
    }
}

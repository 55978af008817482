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

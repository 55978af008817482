//! Arbitrary XML in the parts of a workbook: the sheet, shared strings, and
//! styles, in this order, cut at NUL. Empty styles are the usual ones.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::ReadOptions;
use shinkyu_fuzz::xlsx::{Workbook, zipped};
use shinkyu_fuzz::{count_own_panics, parts, read_and_check};

const STRINGS: &str = r#"<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>"#;
const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let [sheet, strings, styles] = parts::<3>(bytes);
    let book = Workbook::new()
        .sheet(r#"name="表""#, &sheet)
        .part("xl/sharedStrings.xml", &format!("<sst {MAIN}>{strings}</sst>"))
        .relation(STRINGS);
    let mut parts = book.parts();
    if !styles.is_empty() {
        for (_, content) in parts.iter_mut().filter(|(name, _)| name == "xl/styles.xml") {
            *content = format!("<styleSheet {MAIN}>{styles}</styleSheet>");
        }
    }
    read_and_check("a.xlsx", zipped(&parts), &ReadOptions::default());
});

//! What the fuzz targets share: which panics count, how bytes are read, and
//! what must hold of anything that was read.

mod invariants;
pub mod pages;
mod panics;

#[path = "../../support/docx.rs"]
pub mod docx;
#[path = "../../support/pdf.rs"]
pub mod pdf;
#[path = "../../support/xlsx.rs"]
pub mod xlsx;

pub use invariants::{check_document, check_extract, check_ledger, check_same};
pub use panics::count_own_panics;

use shinkyu::error::{Result, Warnings};
use shinkyu::model::{Side, Sides};
use shinkyu::outline::outline;
use shinkyu::pipeline::{self, Options};
use shinkyu::read::{Input, ReadOptions, ReadTwice, read};
use shinkyu::profile::Profile;
use shinkyu::report::Report;
use shinkyu::{normalize, write};

/// Reads a file as far as its outline and checks every step. What is refused
/// is refused with an error, which is as good.
pub fn read_and_check(name: &str, bytes: Vec<u8>, options: &ReadOptions) {
    let input = Input { name: name.into(), bytes };
    let mut warnings = Warnings::new(Side::New);
    let Ok(extract) = read(&input, options, &mut warnings) else { return };
    check_extract(&extract);
    let document = normalize::normalize(extract);
    check_document(&document, &outline(&document));
}

/// Compares two files and checks the table, in all formats it is written in.
///
/// # Errors
/// What reading refuses.
pub fn compare(name: &str, old: Vec<u8>, new: Vec<u8>) -> Result<Report> {
    let input = |bytes| Input { name: name.into(), bytes };
    let inputs = Sides { old: input(old), new: input(new) };
    let read = ReadOptions { read_twice: ReadTwice::Never, ..ReadOptions::default() };
    let options = Options { read, profile: Profile::default(), pairs: Vec::new() };
    let report = pipeline::compare(&inputs, &options, &())?;
    check_ledger(&report);
    let look = write::WriteOptions { lang: shinkyu::lang::Lang::Ja, ..write::WriteOptions::default() };
    for format in [
        write::OutputFormat::Html,
        write::OutputFormat::Markdown,
        write::OutputFormat::Csv,
        write::OutputFormat::Json,
    ] {
        write::write(&report, format, &look, &mut Vec::new()).expect("memory takes any table");
    }
    Ok(report)
}

/// The parts of an input that stands for several texts: they are cut at NUL,
/// and what is not UTF-8 is replaced.
pub fn parts<const N: usize>(bytes: &[u8]) -> [String; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned())
}

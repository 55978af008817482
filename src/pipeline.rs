//! The only file that names the stages in order.
//!
//! ```text
//! read → normalize → outline ┐
//!                            ├→ align → diff → tabulate → Report → write
//! read → normalize → outline ┘
//! ```

mod aside;
mod check;
mod record;

use crate::align::Alignment;
use crate::diff::UnitDiff;
use crate::error::{Error, ErrorKind, Result, Warning, WarningKind, Warnings};
use crate::model::{Document, Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, Rule};
use crate::profile::Profile;
use crate::read::{Input, ReadOptions};
use crate::report::{ChangeLog, ComparisonTable, Report, SourceSummary};
use crate::{align, diff, normalize, outline, read, tabulate};

pub use check::{CheckInputs, check};
pub use record::{LogOptions, record, record_documents};

/// Everything a run can be told.
#[derive(Debug, Clone)]
pub struct Options {
    /// How to read.
    pub read: ReadOptions,
    /// How the table is printed.
    pub profile: Profile,
    /// Pairs of sections made and forbidden by hand.
    pub pairs: Vec<Rule>,
}

/// A step of a run, for progress displays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// One document is being read.
    Read(Side),
    /// Sections are being paired.
    Align,
    /// Changed words are being found.
    Diff,
    /// The table is being built.
    Tabulate,
}

/// How a caller watches a long run. `()` watches nothing.
pub trait Progress: Sync {
    /// A stage begins.
    fn begin(&self, _stage: Stage) {}
    /// `done` of `total` pages of one document are read.
    fn pages(&self, _side: Side, _done: u32, _total: u32) {}
    /// Asked between steps; `true` ends the run with `Cancelled`.
    fn cancelled(&self) -> bool {
        false
    }
}

impl Progress for () {}

/// Two documents, read and outlined: all that a comparison needs of the files.
/// A caller that compares again under other [`Rule`]s keeps it.
#[derive(Debug)]
pub struct DocumentPair {
    /// The documents.
    pub outlined: Sides<Outlined>,
    /// What was noticed while they were read.
    pub warnings: Vec<Warning>,
}

/// A comparison with what it was made of, for a caller that shows where in the
/// documents a row comes from. `alignment.pairs`, `diffs` and the rows of the
/// report are in the same order.
#[derive(Debug)]
pub struct Comparison {
    /// Which unit is which.
    pub alignment: Alignment,
    /// What changed in each pair.
    pub diffs: Vec<UnitDiff>,
    /// The result.
    pub report: Report,
}

/// Compares two documents.
///
/// # Errors
/// Whatever [`crate::read::read`] refuses, `BadPairs` for a rule that cannot
/// be followed, and `Cancelled`.
pub fn compare(
    inputs: &Sides<Input>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Report> {
    let documents = read_both(inputs, &options.read, progress)?;
    Ok(compare_documents(&documents, &options.pairs, &options.profile, progress)?.report)
}

/// Reads two documents, at the same time.
///
/// # Errors
/// Whatever [`crate::read::read`] refuses, of the old document first, and
/// `Cancelled`.
pub fn read_both(
    inputs: &Sides<Input>,
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<DocumentPair> {
    let (old, new) = rayon::join(
        || prepare(Side::Old, &inputs.old, options, progress),
        || prepare(Side::New, &inputs.new, options, progress),
    );
    let ((old, mut warnings), (new, new_warnings)) = (old?, new?);
    warnings.extend(new_warnings);
    let outlined = outline::outline_both(Sides { old, new });
    let sides = outlined.as_ref();
    warnings.extend(aside::changes(sides));
    Ok(DocumentPair { outlined, warnings })
}

/// Compares two documents that are read, under rules made by hand.
///
/// # Errors
/// `BadPairs` for a rule that cannot be followed, and `Cancelled`.
pub fn compare_documents(
    documents: &DocumentPair,
    rules: &[Rule],
    profile: &Profile,
    progress: &dyn Progress,
) -> Result<Comparison> {
    let sides = documents.outlined.as_ref();
    begin(progress, Stage::Align)?;
    let constraints = pairs::constraints(rules, sides)?;
    let mut alignment = align::align_under(&constraints, sides);
    begin(progress, Stage::Diff)?;
    let mut diffs = diff::diff(&alignment, sides);
    pairs::correct(rules, sides, &mut alignment, &mut diffs)?;
    begin(progress, Stage::Tabulate)?;
    let rows = tabulate::tabulate(&alignment, &diffs, sides);
    let ledger = |side| tabulate::ledger(&sides.get(side).document, &rows, side);
    let (old, new) = rayon::join(|| ledger(Side::Old), || ledger(Side::New));
    let ledger = Sides { old, new };
    let sources = sides.map(|side, outlined| SourceSummary {
        name: outlined.document.source.name().to_owned(),
        format: outlined.document.source.format(),
        pages: outlined.document.source.n_pages(),
        characters: ledger.get(side).characters,
    });
    let table = ComparisonTable { profile: profile.clone(), rows };
    let log = ChangeLog::default();
    let warnings = documents.warnings.clone();
    let report = Report { sources, table, log, ledger, warnings };
    Ok(Comparison { alignment, diffs, report })
}

/// The half of the flow that looks at one document alone.
fn prepare(
    side: Side,
    input: &Input,
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<(Document, Vec<Warning>)> {
    begin(progress, Stage::Read(side))?;
    let mut warnings = Warnings::new(side);
    let watch = |done, total| progress.pages(side, done, total);
    let extract = read::read_watched(input, options, &mut warnings, &watch)?;
    let document = normalize::normalize(extract);
    if normalize::is_comparison_table(&document) {
        warnings.push(WarningKind::LooksLikeComparisonTable, None);
    }
    Ok((document, warnings.into_vec()))
}

fn begin(progress: &dyn Progress, stage: Stage) -> Result<()> {
    if progress.cancelled() {
        return Err(Error::new(ErrorKind::Cancelled, ""));
    }
    progress.begin(stage);
    Ok(())
}

//! The only file that names the stages in order.
//!
//! ```text
//! read → normalize → outline ┐
//!                            ├→ align → diff → tabulate → Report → write
//! read → normalize → outline ┘
//! ```

use crate::align::Alignment;
use crate::diff::UnitDiff;
use crate::error::{Error, ErrorKind, Result, Warning, WarningKind, Warnings};
use crate::model::{Document, Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, Rule};
use crate::profile::Profile;
use crate::read::{Input, ReadOptions};
use crate::report::{ComparisonTable, Report, SourceSummary};
use crate::{align, diff, normalize, outline, read, tabulate};

/// Most characters of a text that a warning quotes.
const MOST_SHOWN: usize = 40;

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
pub struct Documents {
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
) -> Result<Documents> {
    let (old, new) = rayon::join(
        || prepare(Side::Old, &inputs.old, options, progress),
        || prepare(Side::New, &inputs.new, options, progress),
    );
    let ((old, mut warnings), (new, new_warnings)) = (old?, new?);
    warnings.extend(new_warnings);
    let outlined = outline::outline_both(Sides { old, new });
    let sides = outlined.as_ref();
    warnings.extend(running_head_change(sides));
    warnings.extend(hidden_text_change(sides));
    Ok(Documents { outlined, warnings })
}

/// Compares two documents that are read, under rules made by hand.
///
/// # Errors
/// `BadPairs` for a rule that cannot be followed, and `Cancelled`.
pub fn compare_documents(
    documents: &Documents,
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
    let report = Report { sources, table, ledger, warnings: documents.warnings.clone() };
    Ok(Comparison { alignment, diffs, report })
}

/// What is set aside is not compared; that it changed is said all the same.
fn running_head_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let Sides { old, new } = sides.map(|_, outlined| normalize::running_heads(&outlined.document));
    let fold = |heads: &str| normalize::fold::fold(heads);
    let differ = !old.is_empty() && !new.is_empty() && fold(&old) != fold(&new);
    let kind = WarningKind::RunningHeadChanged { old, new };
    differ.then_some(Warning { side: Side::New, kind, page: None })
}

/// The same of hidden text. Between formats it is asked only where both have
/// such text: a PDF file of a Word document holds none.
fn hidden_text_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let format = |outlined: &Outlined| outlined.document.source.format();
    let Sides { old, new } = sides.map(|_, outlined| normalize::hidden_text(&outlined.document));
    let may_compare = format(sides.old) == format(sides.new) || !old.is_empty() && !new.is_empty();
    let at = old.iter().zip(&new).take_while(|(old, new)| old.1 == new.1).count();
    let differ = may_compare && (at < old.len() || at < new.len());
    let begin = |texts: &[(&str, String)]| {
        let text = texts.get(at).map_or("", |(printed, _)| printed).trim();
        let shown: String = text.chars().take(MOST_SHOWN).collect();
        if shown.len() < text.len() { shown + "…" } else { shown }
    };
    let kind = WarningKind::HiddenTextChanged { old: begin(&old), new: begin(&new) };
    differ.then_some(Warning { side: Side::New, kind, page: None })
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

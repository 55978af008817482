//! The only file that names the stages in order.
//!
//! ```text
//! read → normalize → outline ┐
//!                            ├→ align → diff → tabulate → Report → write
//! read → normalize → outline ┘
//! ```

use crate::error::{Error, ErrorKind, Result, Warning, WarningKind, Warnings};
use crate::model::{Document, Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, PairRule};
use crate::profile::Profile;
use crate::read::{Input, ReadOptions};
use crate::record::RecordOptions;
use crate::record::earlier::EarlierLog;
use crate::report::{ChangeLog, ComparisonTable, Report, SourceSummary};
use crate::{align, diff, form, normalize, outline, read, record, tabulate};

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
    pub pairs: Vec<PairRule>,
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
    compared(inputs, options, progress).map(|(report, _)| report)
}

/// What a log of changes is made from besides the two documents.
#[derive(Debug, Clone, Default)]
pub struct LogOptions {
    /// What the log says and how.
    pub record: RecordOptions,
    /// A file that holds the log to be continued, where it is not in one of
    /// the documents.
    pub earlier: Option<Input>,
}

/// Compares two documents and makes the 変更箇所 of the new one.
///
/// # Errors
/// Those of [`compare`], and `NoLog` when a log is to be continued and there
/// is none.
pub fn record(
    inputs: &Sides<Input>,
    options: &Options,
    log: &LogOptions,
    progress: &dyn Progress,
) -> Result<Report> {
    let (mut report, outlined) = compared(inputs, options, progress)?;
    let earlier = earlier(&outlined, options, log, &mut report.warnings)?;
    let forms = outlined.as_ref().map(|_, outlined| form::form(outlined));
    let is_form = forms.old.kind.is_some() && forms.old.kind == forms.new.kind;
    // The columns that look like those of a comparison are those of its log.
    let is_known = |side| forms.get(side).kind.is_some();
    let is_log = |it: &Warning| it.kind == WarningKind::LooksLikeComparisonTable && is_known(it.side);
    report.warnings.retain(|warning| !is_log(warning));
    let documents = outlined.as_ref().map(|_, outlined| &outlined.document);
    let mut differences = if is_form {
        let sources = documents.map(|_, document| document.source.original());
        record::form_differences(forms.as_ref(), sources)
    } else {
        record::row_differences(&report.table.rows, documents)
    };
    differences.published = differences.published.or_else(|| record::published(documents.new));
    let is_asked = log.record.effective.is_some() && log.record.timing.is_none();
    if is_asked && log.record.published.or(differences.published).is_none() {
        let kind = WarningKind::NoPublicationDay;
        report.warnings.push(Warning { side: Side::New, kind, page: None });
    }
    report.log = record::record(differences, earlier, &log.record);
    Ok(report)
}

/// The log that the new document holds, or the old one, or a file of its own.
fn earlier(
    outlined: &Sides<Outlined>,
    options: &Options,
    log: &LogOptions,
    warnings: &mut Vec<Warning>,
) -> Result<Option<EarlierLog>> {
    let read = |document: &Document| record::earlier::earlier(document);
    let Some(input) = &log.earlier else {
        let found = read(&outlined.new.document).or_else(|| read(&outlined.old.document));
        if found.is_none() && log.record.append {
            return Err(Error::new(ErrorKind::NoLog, outlined.new.document.source.name()));
        }
        return Ok(found);
    };
    let mut noticed = Warnings::new(Side::New);
    let document = normalize::normalize(read::read(input, &options.read, &mut noticed)?);
    warnings.extend(noticed.into_vec().into_iter().map(|Warning { side, kind, page }| {
        let kind = WarningKind::InEarlierLog { file: input.name.clone(), kind: Box::new(kind) };
        Warning { side, kind, page }
    }));
    match read(&document) {
        Some(found) => Ok(Some(found)),
        None => Err(Error::new(ErrorKind::NoLog, input.name.as_str())),
    }
}

/// Compares two documents, which are kept.
fn compared(
    inputs: &Sides<Input>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Report, Sides<Outlined>)> {
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
    begin(progress, Stage::Align)?;
    let constraints = pairs::constraints(&options.pairs, sides)?;
    let alignment = align::align_under(&constraints, sides);
    begin(progress, Stage::Diff)?;
    let diffs = diff::diff(&alignment, sides);
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
    let table = ComparisonTable { profile: options.profile.clone(), rows };
    let report = Report { sources, table, log: ChangeLog::default(), ledger, warnings };
    Ok((report, outlined))
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
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Document, Vec<Warning>)> {
    begin(progress, Stage::Read(side))?;
    let mut warnings = Warnings::new(side);
    let watch = |done, total| progress.pages(side, done, total);
    let extract = read::read_watched(input, &options.read, &mut warnings, &watch)?;
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

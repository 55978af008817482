//! The only file that names the stages in order.
//!
//! ```text
//! read → normalize → outline ┐
//!                            ├→ align → diff → tabulate → Report → write
//! read → normalize → outline ┘
//! ```

use crate::align::Alignment;
use crate::check::print::CheckReport;
use crate::check::{CheckOptions, Documents, Subject};
use crate::diff::UnitDiff;
use crate::error::{Error, ErrorKind, Result, Warning, WarningKind, Warnings};
use crate::model::{Document, Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, Rule};
use crate::profile::Profile;
use crate::read::{Input, ReadOptions};
use crate::record::RecordOptions;
use crate::record::earlier::EarlierLog;
use crate::report::{ChangeLog, ComparisonTable, Report, SourceSummary};
use crate::{align, check, diff, form, normalize, outline, read, record, tabulate};

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
    let documents = read_both(inputs, &options.read, progress)?;
    let compared = compare_documents(&documents, &options.pairs, &options.profile, progress)?;
    let mut report = compared.report;
    let rules = &options.pairs;
    record_documents(&documents, rules, &mut report, &options.read, log)?;
    Ok(report)
}

/// Makes the 変更箇所 of two documents that were compared under some rules, in
/// place of the one that the report has.
///
/// # Errors
/// `NoLog` when a log is to be continued and there is none, and what
/// [`crate::read::read`] refuses of the file with the earlier log.
pub fn record_documents(
    documents: &DocumentPair,
    rules: &[Rule],
    report: &mut Report,
    options: &ReadOptions,
    log: &LogOptions,
) -> Result<()> {
    let outlined = &documents.outlined;
    report.warnings.clone_from(&documents.warnings);
    let earlier = earlier(outlined, options, log, &mut report.warnings)?;
    let forms = outlined.as_ref().map(|_, outlined| form::form(outlined));
    let is_form = forms.old.kind.is_some() && forms.old.kind == forms.new.kind;
    if let Some(kind) = record::misfit(forms.as_ref()) {
        report.warnings.push(Warning { side: Side::New, kind, page: None });
    }
    // The columns that look like those of a comparison are those of its log.
    let is_known = |side| forms.get(side).kind.is_some();
    let is_log =
        |it: &Warning| it.kind == WarningKind::LooksLikeComparisonTable && is_known(it.side);
    report.warnings.retain(|warning| !is_log(warning));
    let documents = outlined.as_ref().map(|_, outlined| &outlined.document);
    for side in [Side::Old, Side::New] {
        report.warnings.extend(form::warnings(forms.get(side), documents.get(side), side));
    }
    let differences = if is_form {
        let sources = documents.map(|_, document| document.source.original());
        record::form_differences(forms.as_ref(), sources)
    } else {
        match without_logs(documents) {
            Some(bare) => {
                let compared = compare_bare(&bare, rules, &report.table.profile)?;
                let documents = bare.outlined.as_ref().map(|_, outlined| &outlined.document);
                record::row_differences(&compared.report.table.rows, documents)
            }
            None => record::row_differences(&report.table.rows, documents),
        }
    };
    let mut differences = differences.as_seen(documents);
    differences.published = differences.published.or_else(|| record::published(documents.new));
    let is_asked = log.record.effective.is_some() && log.record.timing.is_none();
    if is_asked && log.record.published.or(differences.published).is_none() {
        let kind = WarningKind::NoPublicationDay;
        report.warnings.push(Warning { side: Side::New, kind, page: None });
    }
    let (made, notices) = record::record(differences, earlier, &log.record);
    report.log = made;
    let of_new = |kind| Warning { side: Side::New, kind, page: None };
    report.warnings.extend(notices.into_iter().map(of_new));
    Ok(())
}

/// Two documents without the logs that they keep of themselves, to be compared
/// once more: in a document without a form the log is part of the last section.
/// `None` where neither holds one.
fn without_logs(documents: Sides<&Document>) -> Option<DocumentPair> {
    let bare = documents.map(|_, document| record::without_log(document));
    if bare.old.is_none() && bare.new.is_none() {
        return None;
    }
    let outlined = bare.map(|side, bare| {
        let document = bare.unwrap_or_else(|| (*documents.get(side)).clone());
        let outline = outline::outline(&document);
        Outlined { document, outline }
    });
    Some(DocumentPair { outlined, warnings: Vec::new() })
}

/// Compares documents without their logs under the rules that are made for the
/// whole ones: those about what stands in a log are left out.
fn compare_bare(bare: &DocumentPair, rules: &[Rule], profile: &Profile) -> Result<Comparison> {
    let mut rules = pairs::applicable(rules, bare.outlined.as_ref());
    let compared = compare_documents(bare, &rules, profile, &());
    compared.or_else(|error| match error.kind() {
        // An underline in a log.
        ErrorKind::BadPairs => {
            rules.retain(|rule| matches!(rule, Rule::Pair(_)));
            compare_documents(bare, &rules, profile, &())
        }
        _ => Err(error),
    })
}

/// The log that the new document holds, or the old one, or a file of its own.
fn earlier(
    outlined: &Sides<Outlined>,
    options: &ReadOptions,
    log: &LogOptions,
    warnings: &mut Vec<Warning>,
) -> Result<Option<EarlierLog>> {
    let read = |document: &Document| record::earlier::earlier(document);
    let is_appended = log.record.append;
    let Some(input) = &log.earlier else {
        let of = |side| read(&outlined.get(side).document).map(|found| (side, found));
        let found = of(Side::New).or_else(|| of(Side::Old));
        let Some((side, found)) = found else {
            let document = &outlined.new.document;
            return if is_appended { Err(no_log(document)) } else { Ok(None) };
        };
        if is_appended {
            let own: Vec<&Warning> = warnings.iter().filter(|it| it.side == side).collect();
            let notices = found.notices(&outlined.get(side).document, &own);
            warnings.extend(notices.into_iter().map(|(kind, page)| Warning { side, kind, page }));
        }
        return Ok(Some(found));
    };
    let mut noticed = Warnings::new(Side::New);
    let document = normalize::normalize(read::read(input, options, &mut noticed)?);
    let Some(found) = read(&document) else {
        return Err(no_log(&document));
    };
    let mut noticed = noticed.into_vec();
    if is_appended {
        let notices = found.notices(&document, &noticed.iter().collect::<Vec<_>>());
        let side = Side::New;
        noticed.extend(notices.into_iter().map(|(kind, page)| Warning { side, kind, page }));
    }
    warnings.extend(noticed.into_iter().map(|Warning { side, kind, page }| {
        let kind = WarningKind::InEarlierLog { file: input.name.clone(), kind: Box::new(kind) };
        Warning { side, kind, page }
    }));
    Ok(Some(found))
}

/// A log is to be continued, and a document has none; where it has the head of
/// one, its rows cannot be told apart.
fn no_log(document: &Document) -> Error {
    let error = Error::new(ErrorKind::NoLog, document.source.name());
    if !document.source.original().contains("変更前の記載") {
        return error;
    }
    error.explained(
        "変更箇所の見出しはありますが、表として読み取れません（罫線のない PDF や、文字だけを取り出したテキストでは、行と欄の区切りが分かりません）。元の Excel・Word・CSV の変更箇所を --append に指定してください。",
        "it has the head of a log and no table (nothing tells the rows of a PDF without ruled lines, or of text copied out of one); give --append the original workbook, Word or CSV file",
    )
}

/// The documents of a check.
#[derive(Debug)]
pub struct CheckInputs {
    /// The assessment document that is checked.
    pub document: Input,
    /// The version before it.
    pub previous: Option<Input>,
    /// An assessment of the same work on another form.
    pub other: Option<Input>,
}

/// Checks an assessment document: its 変更箇所 against its items, and against
/// the version before where one is given.
///
/// # Errors
/// Whatever [`crate::read::read`] refuses, and `Cancelled`.
pub fn check(
    inputs: &CheckInputs,
    read: &ReadOptions,
    options: &CheckOptions,
    progress: &dyn Progress,
) -> Result<CheckReport> {
    let subject = |side: Side, input: &Input| -> Result<(Subject, Vec<Warning>)> {
        let (document, mut warnings) = prepare(side, input, read, progress)?;
        let outline = outline::outline(&document);
        let outlined = Outlined { document, outline };
        let subject = Subject::of(&outlined);
        warnings.extend(form::warnings(&subject.form, &outlined.document, side));
        // The columns that look like those of a comparison are those of its log.
        warnings
            .retain(|it| subject.log.is_none() || it.kind != WarningKind::LooksLikeComparisonTable);
        Ok((subject, warnings))
    };
    let beside =
        |input: &Option<Input>| input.as_ref().map(|input| subject(Side::Old, input)).transpose();
    let (document, (previous, other)) = rayon::join(
        || subject(Side::New, &inputs.document),
        || rayon::join(|| beside(&inputs.previous), || beside(&inputs.other)),
    );
    let ((document, warnings), previous, other) = (document?, previous?, other?);
    let mut said: Vec<(String, Warning)> = Vec::new();
    let mut say = |name: &str, warnings: Vec<Warning>| {
        said.extend(warnings.into_iter().map(|warning| (name.to_owned(), warning)));
    };
    say(&document.name, warnings);
    let mut kept = |subject: Option<(Subject, Vec<Warning>)>| {
        let (subject, warnings) = subject?;
        say(&subject.name, warnings);
        Some(subject)
    };
    let (previous, other) = (kept(previous), kept(other));
    let documents =
        Documents { document: &document, previous: previous.as_ref(), other: other.as_ref() };
    let findings = check::check(documents, options);
    let not_run = check::not_run(documents, options);
    Ok(CheckReport {
        document: document.facts(),
        previous: previous.as_ref().map(Subject::facts),
        other: other.as_ref().map(Subject::facts),
        findings,
        off: options.off.clone(),
        not_run,
        warnings: said,
    })
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
    warnings.extend(running_head_change(sides));
    warnings.extend(hidden_text_change(sides));
    warnings.extend(sheet_name_change(sides));
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

/// The same of the names of sheets, where both documents are workbooks: those
/// that the other one has not, else all of them.
fn sheet_name_change(sides: Sides<&Outlined>) -> Option<Warning> {
    let names = sides.map(|_, outlined| normalize::sheet_names(&outlined.document));
    let folded = |names: &'_ [(&str, String)]| -> Vec<String> {
        names.iter().map(|(_, folded)| folded.clone()).collect()
    };
    let (old, new) = (folded(&names.old), folded(&names.new));
    let differ = !old.is_empty() && !new.is_empty() && old != new;
    let own = |side: Side, other: &[String]| {
        let names = names.get(side);
        let own: Vec<&str> =
            names.iter().filter(|(_, it)| !other.contains(it)).map(|(name, _)| *name).collect();
        own.join("／")
    };
    let all = |side: Side| names.get(side).iter().map(|it| it.0).collect::<Vec<_>>().join("／");
    let (mut old, mut new) = (own(Side::Old, &new), own(Side::New, &old));
    if old.is_empty() && new.is_empty() {
        (old, new) = (all(Side::Old), all(Side::New));
    }
    let kind = WarningKind::SheetNamesChanged { old, new };
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

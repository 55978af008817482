//! The 変更箇所 of two documents that are compared.

use super::{Comparison, DocumentPair, Options, Progress, compare_documents, read_both};
use crate::error::{Error, ErrorKind, Result, Warning, WarningKind, Warnings};
use crate::model::{Document, Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, Rule};
use crate::profile::Profile;
use crate::read::{Input, ReadOptions};
use crate::record::earlier::EarlierLog;
use crate::record::{self, RecordOptions};
use crate::report::Report;
use crate::{form, normalize, outline, read};

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
/// Those of [`super::compare`], and `NoLog` when a log is to be continued and there
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

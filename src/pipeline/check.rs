//! One assessment document, held against its own 変更箇所 and the documents beside
//! it.

use super::{Progress, prepare};
use crate::check::print::CheckReport;
use crate::check::{self, CheckOptions, Documents, Subject};
use crate::error::{Result, Warning, WarningKind};
use crate::model::Side;
use crate::outline::Outlined;
use crate::read::{Input, ReadOptions};
use crate::{form, outline};

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

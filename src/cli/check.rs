//! Does what `shinkyu check` asks for.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{Check, CheckFormatName, When};
use super::locale::Surroundings;
use super::plan::{self, Misuse, Target};
use super::{Failure, input, log, notes, output, passwords, progress, say};
use crate::check::print::{CheckFormat, Look, print};
use crate::check::{CheckOptions, Rule, Severity, nearest_rule, rule, rules};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::Sides;
use crate::pipeline::{self, CheckInputs};
use crate::record::era::Date;
use crate::write::OutputFormat;

/// Checks a document, or prints the rules.
///
/// # Errors
/// Options that make no sense, those of reading and writing.
pub(super) fn run(typed: &Check, around: &Surroundings, quiet: bool) -> Result<ExitCode, Failure> {
    let lang = around.lang;
    let Some(document) = typed.document.as_ref().filter(|_| !typed.rules) else {
        print_rules(lang)?;
        return Ok(ExitCode::SUCCESS);
    };
    let options = options(typed)?;
    let targets = targets(typed)?;
    let inputs: Vec<&PathBuf> = [Some(document), typed.previous.as_ref(), typed.with.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    output::check_targets(&targets, &inputs, &typed.read.password_file)?;
    let mut read = plan::read_options(&typed.read, lang)?;
    let inputs = open(typed, document, read.max_bytes)?;
    let report = passwords::asking(&mut read, lang, |read| {
        let bar = progress::Bar::new(around.watched && !quiet, lang);
        pipeline::check(&inputs, read, &options, &bar)
    })?;
    let colour = match typed.color.unwrap_or(When::Auto) {
        When::Auto => around.colour_welcome,
        When::Always => true,
        When::Never => false,
    };
    output::write_each(&targets, |target, out| {
        let look = Look { lang, colour: colour && target.file().is_none() };
        print(&report, format(target), look, out)
    })?;
    if !quiet {
        let day = typed.date.as_deref();
        if let Some(notice) = day.and_then(|day| log::outside_its_era("--date", day)) {
            say(notice.message(lang));
        }
        for (name, warning) in &report.warnings {
            say(&notes::warning(warning, &Sides { old: name.as_str(), new: name }, lang));
        }
        let counts = report.counts_in_words(lang);
        for path in targets.iter().filter_map(Target::file) {
            say(&notes::written(&path.to_string_lossy(), &counts, lang));
        }
    }
    let is_wrong = report.count(Severity::Error) > 0;
    Ok(if typed.strict && is_wrong { ExitCode::from(super::DIFFERENT) } else { ExitCode::SUCCESS })
}

fn open(typed: &Check, document: &std::path::Path, max_bytes: u64) -> Result<CheckInputs> {
    let beside =
        |path: &Option<PathBuf>| path.as_ref().map(|path| input::open(path, max_bytes)).transpose();
    Ok(CheckInputs {
        document: input::open(document, max_bytes)?,
        previous: beside(&typed.previous)?,
        other: beside(&typed.with)?,
    })
}

fn options(typed: &Check) -> Result<CheckOptions, Misuse> {
    let names = typed.off.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
    let off = names.map(|id| rule(id).map(|rule| rule.id).ok_or_else(|| unknown_rule(id)));
    let date = typed.date.as_deref().map(|date| {
        Date::parse(date).ok_or_else(|| {
            Misuse::new(
                format!("--date {date}: 日付として読めません。令和6年1月15日、R6.1.15、2024-01-15 のように指定してください。"),
                format!("--date {date}: not a day; give one as in 令和6年1月15日, R6.1.15 or 2024-01-15"),
            )
        })
    });
    Ok(CheckOptions { off: off.collect::<Result<_, _>>()?, date: date.transpose()? })
}

fn unknown_rule(id: &str) -> Misuse {
    let [ja, en] = match nearest_rule(id) {
        Some(Rule { id, .. }) => [format!("（候補: {id}）"), format!(" (try {id})")],
        None => Default::default(),
    };
    Misuse::new(
        format!(
            "--off {id}: この名前の規則はありません{ja}。shinkyu check --rules で一覧を表示します。"
        ),
        format!(
            "--off {id}: there is no such rule{en}; \"shinkyu check --rules\" prints all of them"
        ),
    )
}

fn targets(typed: &Check) -> Result<Vec<Target>, Misuse> {
    let by_option = typed.format.map(|format| match format {
        CheckFormatName::Text => OutputFormat::Terminal,
        CheckFormatName::Html => OutputFormat::Html,
        CheckFormatName::Json => OutputFormat::Json,
    });
    let targets = plan::targets(&typed.output, by_option, "text|html|json")?;
    let is_known = |target: &Target| {
        matches!(target.format, OutputFormat::Terminal | OutputFormat::Html | OutputFormat::Json)
    };
    if !targets.iter().all(is_known) {
        return Err(Misuse::new(
            "点検の結果は .html、.json、.txt に書き出せます。-o 点検.html のように指定してください。",
            "findings can be written to .html, .json and .txt; give one, as in -o check.html",
        ));
    }
    Ok(targets)
}

fn format(target: &Target) -> CheckFormat {
    match target.format {
        OutputFormat::Html => CheckFormat::Html,
        OutputFormat::Json => CheckFormat::Json,
        _ => CheckFormat::Text,
    }
}

/// One line for each rule: name, weight, what it looks for.
fn print_rules(lang: Lang) -> Result<()> {
    output::to_stdout(|out| {
        for rule in rules() {
            let [ja, en] = rule.about;
            writeln!(out, "{:<32}{}\t{}", rule.id, rule.severity.word(lang), lang.pick(ja, en))
                .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))?;
        }
        Ok(())
    })
}

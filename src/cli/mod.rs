//! The command line: the only part of the crate that opens files, prints and
//! looks at its surroundings.
//!
//! ```text
//! args.rs    what was typed          japanese.rs  the same in Japanese
//! plan.rs    what it means           usage.rs     what was mistyped
//! passwords.rs  asks for them       profiles.rs  finds and prints profiles
//! templates.rs  opens the Word file of an office
//! log.rs     what "log" means          check.rs     does "check"
//! input.rs   opens the documents     output.rs    writes the outputs
//! fonts.rs   finds the font of a PDF
//! notes.rs   what is said afterwards progress.rs  what is shown meanwhile
//! pairs.rs   reads and prints pairs made by hand
//! serve.rs   the local page
//! child/     PDF in a process of its own      pages.rs, tables.rs, aligned.rs  for inspect
//! ```
//!
//! Exit codes: 0 done, with or without differences; 1 differences, only with
//! `--exit-code`; 2 an error; 3 warnings, only with `--strict`; 4 to 9 a document
//! that cannot be read, by the reason (`refused`). A closed pipe is no error.

mod aligned;
mod args;
mod check;
mod child;
mod fonts;
mod form;
mod generate;
mod input;
mod inspect;
mod japanese;
mod locale;
mod log;
mod notes;
mod outline;
mod output;
mod pages;
mod pairs;
mod passwords;
mod plan;
mod profiles;
mod progress;
#[cfg(feature = "web")]
mod serve;
mod tables;
mod templates;
mod usage;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use self::args::{Command, Typed};
use self::locale::Surroundings;
use self::plan::{Misuse, Plan, Target};
use crate::error::{Error, ErrorKind};
use crate::lang::Lang;
use crate::model::Sides;
use crate::pipeline;
use crate::report::Report;
use crate::tabulate::Counts;
use crate::write::{self, OutputFormat, Written};

const DIFFERENT: u8 = 1;
const FAILED: u8 = 2;
const WARNED: u8 = 3;

/// Runs the program with its arguments, the name of the program first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::read::silence_fenced_panics();
    let args: Vec<OsString> = args.into_iter().collect();
    if args.get(1).is_some_and(|first| first == child::CHILD) {
        return child::serve();
    }
    let around = Surroundings::look(&args);
    let parsed = command(around.lang)
        .try_get_matches_from(args)
        .and_then(|matches| Typed::from_arg_matches(&matches));
    let typed = match parsed {
        Ok(typed) => typed,
        Err(error) => return not_parsed(&error, around.lang),
    };
    match execute(typed, &around) {
        Ok(code) => code,
        Err(failure) => {
            say(&format!("shinkyu: {}", failure.message(around.lang)));
            ExitCode::from(failure.code())
        }
    }
}

/// The definitions of the command line in one language.
fn command(lang: Lang) -> clap::Command {
    let english = Typed::command();
    match lang {
        Lang::Ja => japanese::translate(english),
        Lang::En => english.after_help(args::AFTER_HELP),
    }
}

/// Help and version are answers; everything else is one line of complaint.
fn not_parsed(error: &clap::Error, lang: Lang) -> ExitCode {
    use clap::error::ErrorKind::{
        DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion,
    };
    match error.kind() {
        DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand => {
            // A reader that closes the pipe has seen enough of the help.
            let _ = error.print();
        }
        _ => say(&format!("shinkyu: {}", usage::explain(error, lang))),
    }
    match error.kind() {
        DisplayHelp | DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(FAILED),
    }
}

/// Why a command ended without a result.
#[derive(Debug)]
enum Failure {
    Misuse(Misuse),
    Error(Error),
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Misuse(_) => FAILED,
            Self::Error(error) => refused(error.kind()),
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Misuse(misuse) => misuse.message(lang).to_owned(),
            Self::Error(error) => error.message(lang),
        }
    }
}

/// Each reason for which a document is refused has a code of its own, so that
/// scripts over many files can sort them.
fn refused(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::UnknownFormat => 4,
        ErrorKind::Damaged => 5,
        ErrorKind::Encrypted => 6,
        ErrorKind::NoText => 7,
        ErrorKind::RuinedText => 8,
        ErrorKind::TooLarge => 9,
        _ => FAILED,
    }
}

impl From<Misuse> for Failure {
    fn from(misuse: Misuse) -> Self {
        Self::Misuse(misuse)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

fn execute(typed: Typed, around: &Surroundings) -> Result<ExitCode, Failure> {
    let (lang, quiet) = (around.lang, typed.quiet);
    match typed.command {
        Command::Compare(compare) => {
            let mut plan = plan::compare(compare, around)?;
            self::compare(&mut plan, around, quiet)
        }
        Command::Log(typed_log) => {
            let mut plan = log::plan(&typed_log, around)?;
            self::compare(&mut plan, around, quiet)
        }
        Command::Check(typed_check) => check::run(&typed_check, around, quiet),
        Command::Inspect(inspect) => {
            for warning in inspect::run(&inspect, lang)? {
                say_unless(quiet, &warning);
            }
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "web")]
        Command::Serve(typed) => {
            serve::run(&typed, around, quiet)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Profile(typed) => {
            profiles::run(&typed, lang)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions(completions) => {
            generate::completions(completions.shell, command(lang))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Man(man) => {
            generate::man(man.out.as_deref(), command(lang))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn compare(plan: &mut Plan, around: &Surroundings, quiet: bool) -> Result<ExitCode, Failure> {
    output::check(plan)?;
    if plan.targets.iter().any(|target| target.format == OutputFormat::Pdf) {
        let family = plan.options.profile.page.font;
        plan.on_stdout.font = Some(fonts::find(plan.font.as_deref(), family)?);
    }
    let inputs = input::open_both(&plan.inputs, plan.options.read.max_bytes)?;
    let log = plan.log.as_ref().map(|log| log.open(plan.options.read.max_bytes)).transpose()?;
    let (profile, pairs) = (plan.options.profile.clone(), plan.options.pairs.clone());
    let mut report = passwords::asking(&mut plan.options.read, around.lang, |read| {
        let bar = progress::Bar::new(around.watched && !quiet, around.lang);
        let (read, profile, pairs) = (read.clone(), profile.clone(), pairs.clone());
        let options = pipeline::Options { read, profile, pairs };
        match &log {
            Some(log) => pipeline::record(&inputs, &options, log, &bar),
            None => pipeline::compare(&inputs, &options, &bar),
        }
    })
    .map_err(|error| pairs::named(error, plan.pairs_file.as_deref()))?;
    if plan.hide_consequential {
        report.table.hide_consequential();
    }
    let noted = output::write_all(&report, plan)?;
    let counts = Counts::of(&report.table);
    let lacking = lacking(&noted, plan);
    if !quiet {
        speak(&report, plan, around.lang);
        if let Some(lacking) = &lacking {
            say(lacking);
        }
    }
    let differs = !counts.is_unchanged();
    let noticed = plan.log.as_ref().is_some_and(|log| !log.noticed.is_empty());
    let warned = !report.warnings.is_empty() || lacking.is_some() || noticed;
    // The process ends here; giving the memory of a large report back piece by
    // piece would only take time.
    std::mem::forget(report);
    Ok(match (plan.strict && warned, plan.exit_code && differs) {
        (true, _) => ExitCode::from(WARNED),
        (false, true) => ExitCode::from(DIFFERENT),
        (false, false) => ExitCode::SUCCESS,
    })
}

/// What is said of characters that the font of an output lacks.
fn lacking(noted: &Written, plan: &Plan) -> Option<String> {
    let options = &plan.on_stdout;
    let font = options.font.as_ref()?;
    let missing = &noted.lacking;
    (!missing.is_empty()).then(|| write::lacking_in_words(options.lang, &font.name, missing))
}

fn speak(report: &Report, plan: &Plan, lang: Lang) {
    let names = Sides { old: &*report.sources.old.name, new: &*report.sources.new.name };
    for notice in plan.log.iter().flat_map(|log| &log.noticed) {
        say(notice.message(lang));
    }
    for warning in &report.warnings {
        say(&notes::warning(warning, &names, lang));
    }
    let counts = match &plan.log {
        Some(_) => write::log_count_in_words(report, lang),
        None => write::counts_in_words(report, lang),
    };
    for path in plan.targets.iter().filter_map(Target::file) {
        say(&notes::written(&path.to_string_lossy(), &counts, lang));
    }
}

fn say_unless(quiet: bool, line: &str) {
    if !quiet {
        say(line);
    }
}

/// One line on standard error, whatever a file name or the operating system
/// puts into it. Nobody is left to tell when that fails.
fn say(line: &str) {
    let line: String = line.chars().map(visible).collect();
    let _ = writeln!(io::stderr(), "{line}");
}

/// Control characters as pictures, so that neither a file name nor a document
/// can break a line or steer the terminal.
fn visible(c: char) -> char {
    match c {
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

//! What the typed options mean together: which files to read, what to write
//! where, and the options of the run.

mod targets;
mod typed;

use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{
    Columns, Compare, FormatName, Level, ListsName, Read, Tracked, UnchangedRows, When,
};
use super::child;
use super::locale::Surroundings;
use super::log::LogPlan;
use super::pairs;
use super::passwords;
use super::profiles;
use super::templates::{self, Filling};
use crate::lang::Lang;
use crate::model::Sides;
use crate::pipeline::Options;
use crate::profile::{ColumnOrder, FoldLevel, Lists, Profile, Renumbered, Unchanged};
use crate::read::{ReadOptions, ReadTwice, TrackedChanges};
use crate::write::{OutputFormat, WriteOptions};

use self::targets::FORMATS;
pub(super) use self::targets::{Target, check_terminal, targets};
use self::typed::{parse_labels, parse_size};

/// A comparison, understood.
#[derive(Debug)]
pub(super) struct Plan {
    /// The two files.
    pub inputs: Sides<PathBuf>,
    /// The other files that the run reads, which no output may replace.
    pub own_files: Vec<PathBuf>,
    /// What to write; never empty.
    pub targets: Vec<Target>,
    /// Options of the run.
    pub options: Options,
    /// The file its pairs are from.
    pub pairs_file: Option<PathBuf>,
    /// Options of the view on standard output; files get no colour and the
    /// default width.
    pub on_stdout: WriteOptions,
    /// The font file of a PDF, where one is given.
    pub font: Option<PathBuf>,
    /// What outputs to Word are made of, where it is a file of the office.
    pub filling: Option<Filling>,
    /// What the 変更箇所 says, where that is what is written.
    pub log: Option<LogPlan>,
    /// Print consequential changes as unchanged.
    pub hide_consequential: bool,
    /// Exit with 1 when the documents differ.
    pub exit_code: bool,
    /// Exit with 3 when there are warnings.
    pub strict: bool,
}

/// Options that make no sense, said in both languages: problem and remedy.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misuse {
    ja: String,
    en: String,
}

impl Misuse {
    /// A misuse in both languages.
    pub(super) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// One sentence.
    pub(super) fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.ja, &self.en)
    }
}

/// Understands `compare`.
pub(super) fn compare(typed: Compare, around: &Surroundings) -> Result<Plan, Failure> {
    let targets = targets(&typed.output, typed.format.map(FormatName::format), FORMATS)?;
    check_terminal(&targets, around)?;
    check_font(typed.font.as_deref(), &targets)?;
    let filling = filling(&typed, &targets)?;
    let colour = match typed.color.unwrap_or(When::Auto) {
        When::Auto => around.colour_welcome,
        When::Always => true,
        When::Never => false,
    };
    let own_files = own_files(&typed);
    Ok(Plan {
        own_files,
        options: Options {
            read: read_options(&typed.read, around.lang)?,
            profile: profile(&typed, around.lang)?,
            pairs: pairs::open(typed.pairs.as_deref())?,
        },
        pairs_file: typed.pairs,
        inputs: Sides { old: typed.old, new: typed.new },
        targets,
        on_stdout: WriteOptions {
            lang: around.lang,
            colour,
            width: around.width,
            ..WriteOptions::default()
        },
        font: typed.font,
        filling,
        log: None,
        hide_consequential: typed.hide_consequential,
        exit_code: typed.exit_code,
        strict: typed.strict,
    })
}

/// Template, pairs, profile, font and passwords, where they are files.
fn own_files(typed: &Compare) -> Vec<PathBuf> {
    let profile = typed.profile.clone();
    let named = [&typed.template, &typed.pairs, &typed.font, &profile].map(Option::as_ref);
    named.into_iter().flatten().chain(&typed.read.password_file).cloned().collect()
}

/// The template of a run, opened.
fn filling(typed: &Compare, targets: &[Target]) -> Result<Option<Filling>, Failure> {
    let Some(path) = &typed.template else {
        return match &typed.date {
            None => Ok(None),
            Some(_) => Err(Misuse::new(
                "--date は --template の {{date}} に入れる文字列です。--template も指定してください。",
                "--date is the text for {{date}} of --template; give --template as well",
            )
            .into()),
        };
    };
    if !targets.iter().any(|target| target.format == OutputFormat::Docx) {
        return Err(Misuse::new(
            "--template は Word 文書（.docx）を書き出すときに使います。-o 表.docx のように指定してください。",
            "--template is for outputs to Word (.docx); give one, as in -o table.docx",
        )
        .into());
    }
    templates::open(path, typed.date.as_deref()).map(Some)
}

/// The profile of a run: the chosen one, with single options over it.
fn profile(typed: &Compare, lang: Lang) -> Result<Profile, Failure> {
    let mut profile = match &typed.profile {
        Some(which) => profiles::open(which)?,
        // Without a profile the words around the table are for the reader.
        None => Profile {
            title: lang.pick("新旧対照表", "Comparison table").to_owned(),
            labels: Sides {
                old: lang.pick("改正前", "Before revision").to_owned(),
                new: lang.pick("改正後", "After revision").to_owned(),
            },
            ..Profile::default()
        },
    };
    if let Some(labels) = &typed.labels {
        profile.labels = parse_labels(labels)?;
    }
    if let Some(title) = &typed.title {
        profile.title.clone_from(title);
    }
    match typed.columns {
        Some(Columns::OldNew) => profile.columns = ColumnOrder::OldNew,
        Some(Columns::NewOld) => profile.columns = ColumnOrder::NewOld,
        None => {}
    }
    match typed.unchanged {
        Some(UnchangedRows::Hide) => profile.unchanged = Unchanged::Hide,
        Some(UnchangedRows::Fold) => profile.unchanged = Unchanged::Fold,
        Some(UnchangedRows::Show) => profile.unchanged = Unchanged::Show,
        None => {}
    }
    match typed.fold {
        Some(Level::None) => profile.fold = FoldLevel::None,
        Some(Level::Section) => profile.fold = FoldLevel::Section,
        Some(Level::Sentence) => profile.fold = FoldLevel::Sentence,
        None => {}
    }
    match typed.lists {
        Some(ListsName::None) => profile.lists = Lists::None,
        Some(ListsName::All) => profile.lists = Lists::All,
        None => {}
    }
    if typed.hide_renumbering {
        profile.renumbered = Renumbered::Hide;
    }
    Ok(profile)
}

/// Understands the reading options of `compare` and `inspect`.
pub(super) fn read_options(typed: &Read, lang: Lang) -> Result<ReadOptions, Misuse> {
    let defaults = ReadOptions::default();
    let max_bytes = typed.max_size.as_deref().map(parse_size).transpose()?;
    Ok(ReadOptions {
        max_bytes: max_bytes.unwrap_or(defaults.max_bytes),
        read_twice: match typed.read_twice {
            Some(When::Always) => ReadTwice::Always,
            Some(When::Never) => ReadTwice::Never,
            Some(When::Auto) | None => ReadTwice::Auto,
        },
        pdf_reader: child::reader(),
        passwords: passwords::of_options(typed, lang)?,
        tracked: match typed.tracked {
            Some(Tracked::Reject) => TrackedChanges::Reject,
            Some(Tracked::Accept) | None => TrackedChanges::Accept,
        },
        ..ReadOptions::default()
    })
}

/// Refuses a font that nothing is printed with.
fn check_font(font: Option<&Path>, targets: &[Target]) -> Result<(), Misuse> {
    if font.is_some() && !targets.iter().any(|target| target.format == OutputFormat::Pdf) {
        return Err(Misuse::new(
            "--font は PDF を書き出すときに使います。-o 表.pdf のように指定してください。",
            "--font is for outputs to PDF; give one, as in -o table.pdf",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracked_changes_are_accepted_unless_asked_otherwise() {
        let read = |tracked| Read {
            max_size: None,
            read_twice: None,
            password: Vec::new(),
            password_file: Vec::new(),
            tracked,
        };
        let understood = |tracked| read_options(&read(tracked), Lang::En).unwrap().tracked;
        assert_eq!(understood(None), TrackedChanges::Accept);
        assert_eq!(understood(Some(Tracked::Accept)), TrackedChanges::Accept);
        assert_eq!(understood(Some(Tracked::Reject)), TrackedChanges::Reject);
    }
}

//! What the typed options mean together: which files to read, what to write
//! where, and the options of the run.

use std::ffi::OsString;
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

/// One output.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Where it goes.
    pub destination: Destination,
    /// Its format.
    pub format: OutputFormat,
}

impl Target {
    /// The file it goes to, if it goes to one.
    pub(super) fn file(&self) -> Option<&Path> {
        match &self.destination {
            Destination::Stdout => None,
            Destination::File(path) => Some(path),
        }
    }
}

/// Where an output goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
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

/// What `--format` of a comparison offers.
const FORMATS: &str = "html|docx|xlsx|pdf|markdown|csv|json|terminal";

/// The outputs. An extension that is known decides; `--format` decides for
/// the others, and alone it means standard output, which is a terminal view
/// where nothing else is said.
pub(super) fn targets(
    outputs: &[OsString],
    format: Option<OutputFormat>,
    offered: &str,
) -> Result<Vec<Target>, Misuse> {
    if outputs.is_empty() {
        let format = format.unwrap_or(OutputFormat::Terminal);
        return Ok(vec![Target { destination: Destination::Stdout, format }]);
    }
    let mut targets: Vec<Target> = Vec::with_capacity(outputs.len());
    let mut format_used = false;
    for output in outputs {
        if output.as_encoded_bytes().ends_with(b"/") || output.as_encoded_bytes().ends_with(b"\\") {
            return Err(folder_given(output));
        }
        let by_name = format_of(Path::new(output));
        format_used |= by_name.is_none() || by_name == format;
        let is_stdout = output == "-";
        let on_stdout = is_stdout.then_some(OutputFormat::Terminal);
        let format = by_name.or(format).or(on_stdout);
        let format = format.ok_or_else(|| unknown_extension(output, offered))?;
        let destination =
            if is_stdout { Destination::Stdout } else { Destination::File(output.into()) };
        let target = Target { destination, format };
        if targets.iter().any(|earlier| earlier.destination == target.destination) {
            return Err(given_twice(output));
        }
        targets.push(target);
    }
    if format.is_some() && !format_used {
        return Err(Misuse::new(
            "--format と -o の拡張子が食い違っています。標準出力にも書くときは -o - を加えてください。",
            "--format contradicts the extensions of -o; add -o - to write to standard output as well",
        ));
    }
    Ok(targets)
}

/// Refuses to print a file that is no text on a terminal.
pub(super) fn check_terminal(targets: &[Target], around: &Surroundings) -> Result<(), Misuse> {
    let is_shown = |target: &Target| target.file().is_none() && target.format.is_binary();
    if around.on_terminal && targets.iter().any(is_shown) {
        return Err(Misuse::new(
            "この形式は端末に表示できません。-o でファイルに書き出してください。",
            "this format cannot be shown on a terminal; write it to a file with -o",
        ));
    }
    Ok(())
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

fn unknown_extension(output: &OsString, offered: &str) -> Misuse {
    let name = output.to_string_lossy();
    Misuse::new(
        format!("{name}: 拡張子から形式を決められません。--format {offered} を指定してください。"),
        format!("{name}: the extension tells no format; give --format {offered}"),
    )
}

/// Writing into a folder would need a name that nobody gave.
fn folder_given(output: &OsString) -> Misuse {
    let name = output.to_string_lossy();
    let end = if name.ends_with('/') { '/' } else { '\\' };
    Misuse::new(
        format!(
            "{name}: フォルダーの形（最後が {end}）です。{name}新旧対照表.html のように、書き出すファイルの名前まで指定してください。"
        ),
        format!(
            "{name}: this names a folder (it ends with {end}); give the name of a file, as in {name}table.html"
        ),
    )
}

fn given_twice(output: &OsString) -> Misuse {
    let name = output.to_string_lossy();
    Misuse::new(
        format!("{name}: 同じ出力先が2回指定されています。どちらかを変えてください。"),
        format!("{name}: the same output is given twice; change one of them"),
    )
}

/// The format that an extension stands for.
fn format_of(path: &Path) -> Option<OutputFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(OutputFormat::Html),
        "pdf" => Some(OutputFormat::Pdf),
        "docx" => Some(OutputFormat::Docx),
        "xlsx" => Some(OutputFormat::Xlsx),
        "md" => Some(OutputFormat::Markdown),
        "csv" => Some(OutputFormat::Csv),
        "json" => Some(OutputFormat::Json),
        "txt" => Some(OutputFormat::Terminal),
        _ => None,
    }
}

impl FormatName {
    pub(super) fn format(self) -> OutputFormat {
        match self {
            Self::Html => OutputFormat::Html,
            Self::Pdf => OutputFormat::Pdf,
            Self::Docx => OutputFormat::Docx,
            Self::Xlsx => OutputFormat::Xlsx,
            Self::Markdown => OutputFormat::Markdown,
            Self::Csv => OutputFormat::Csv,
            Self::Json => OutputFormat::Json,
            Self::Terminal => OutputFormat::Terminal,
        }
    }
}

/// `改正後,改正前`: the label of the new side, then that of the old side. The
/// comma may be a Japanese one.
fn parse_labels(typed: &str) -> Result<Sides<String>, Misuse> {
    let labels: Vec<&str> = typed.split([',', '，', '、']).map(str::trim).collect();
    match labels.as_slice() {
        [new, old] if !new.is_empty() && !old.is_empty() => {
            Ok(Sides { old: (*old).to_owned(), new: (*new).to_owned() })
        }
        _ => Err(Misuse::new(
            format!(
                "--labels {typed}: 「改正後,改正前」のように、新・旧の順にコンマで区切って2つ指定してください。"
            ),
            format!(
                "--labels {typed}: give two labels with a comma between them, first of the new document, then of the old one"
            ),
        )),
    }
}

/// Offsets are 32 bits wide, and a byte of a text file may become three.
const LARGEST_SIZE: u64 = 1 << 30;

/// `512M`, `800K`, `1G`, `1048576`, also `512MB` and `512MiB`; multiples of
/// 1024.
fn parse_size(typed: &str) -> Result<u64, Misuse> {
    let upper = typed.trim().to_ascii_uppercase();
    let digits = upper.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match upper.strip_prefix(digits).unwrap_or_default().trim() {
        "" | "B" => Some(1),
        "K" | "KB" | "KIB" => Some(1_u64 << 10),
        "M" | "MB" | "MIB" => Some(1 << 20),
        "G" | "GB" | "GIB" => Some(1 << 30),
        _ => None,
    };
    let size = digits.parse::<u64>().ok().zip(factor).and_then(|(n, unit)| n.checked_mul(unit));
    match size {
        Some(size) if (1..=LARGEST_SIZE).contains(&size) => Ok(size),
        _ => Err(Misuse::new(
            format!("--max-size {typed}: 512M のように 1G までの大きさを指定してください。"),
            format!("--max-size {typed}: give a size up to 1G, as in 512M"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets_of(outputs: &[&str], format: Option<OutputFormat>) -> Result<Vec<Target>, Misuse> {
        targets(&outputs.iter().map(OsString::from).collect::<Vec<_>>(), format, FORMATS)
    }

    fn formats(outputs: &[&str], format: Option<OutputFormat>) -> Option<Vec<OutputFormat>> {
        Some(targets_of(outputs, format).ok()?.iter().map(|target| target.format).collect())
    }

    #[test]
    fn extension_decides_before_format() {
        use OutputFormat::{Csv, Docx, Html, Json, Markdown, Terminal, Xlsx};
        assert_eq!(formats(&[], None), Some(vec![Terminal]));
        assert_eq!(formats(&[], Some(Json)), Some(vec![Json]));
        assert_eq!(
            formats(&["a.HTML", "b.htm", "c.md", "d.csv", "e.json", "f.txt"], None),
            Some(vec![Html, Html, Markdown, Csv, Json, Terminal])
        );
        assert_eq!(formats(&["a.docx", "b.XLSX"], None), Some(vec![Docx, Xlsx]));
        assert_eq!(formats(&["a.html", "-"], Some(Json)), Some(vec![Html, Json]));
        assert_eq!(formats(&["表"], Some(Csv)), Some(vec![Csv]));
        assert_eq!(formats(&["-"], None), Some(vec![Terminal]));
        assert_eq!(formats(&["a.html", "-"], None), Some(vec![Html, Terminal]));
    }

    #[test]
    fn outputs_that_make_no_sense_are_refused() {
        assert!(targets_of(&["表"], None).is_err());
        assert!(targets_of(&["a.odt"], None).is_err());
        for folder in ["out/", "out.html/", "out\\", "out.html\\"] {
            let refused = targets_of(&[folder], Some(OutputFormat::Html)).unwrap_err();
            assert!(refused.message(Lang::Ja).contains(&format!("{folder}新旧対照表.html")));
            assert!(refused.message(Lang::En).contains("names a folder"));
        }
        assert!(targets_of(&["a.html"], Some(OutputFormat::Json)).is_err());
        assert!(targets_of(&["a.html", "a.html"], None).is_err());
    }

    #[test]
    fn labels_name_the_new_side_first() {
        let expected = Sides { old: "現行".to_owned(), new: "改定案".to_owned() };
        for typed in ["改定案,現行", "改定案，現行", "改定案、 現行"] {
            assert_eq!(parse_labels(typed).as_ref(), Ok(&expected), "{typed}");
        }
        for typed in ["改定案", "改定案,", "a,b,c", ""] {
            assert!(parse_labels(typed).is_err(), "{typed}");
        }
    }

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

    #[test]
    fn sizes_have_units_and_a_limit() {
        assert_eq!(parse_size("512M"), Ok(512 << 20));
        assert_eq!(parse_size("800 kb"), Ok(800 << 10));
        assert_eq!(parse_size("1GiB"), Ok(1 << 30));
        assert_eq!(parse_size("77"), Ok(77));
        for typed in ["", "M", "0", "-5", "1T", "2G", "1.5M", "99999999999999999999G", "５M"] {
            assert!(parse_size(typed).is_err(), "{typed}");
        }
    }
}

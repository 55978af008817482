//! What to write where: the outputs that are named, and the format of each.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Misuse;
use crate::cli::args::FormatName;
use crate::cli::locale::Surroundings;
use crate::write::OutputFormat;

/// One output.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Target {
    /// Where it goes.
    pub destination: Destination,
    /// Its format.
    pub format: OutputFormat,
}

impl Target {
    /// The file it goes to, if it goes to one.
    pub(in crate::cli) fn file(&self) -> Option<&Path> {
        match &self.destination {
            Destination::Stdout => None,
            Destination::File(path) => Some(path),
        }
    }
}

/// Where an output goes.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

/// What `--format` of a comparison offers.
pub(super) const FORMATS: &str = "html|docx|xlsx|pdf|markdown|csv|json|terminal";

/// The outputs. An extension that is known decides; `--format` decides for
/// the others, and alone it means standard output, which is a terminal view
/// where nothing else is said.
pub(in crate::cli) fn targets(
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
pub(in crate::cli) fn check_terminal(
    targets: &[Target],
    around: &Surroundings,
) -> Result<(), Misuse> {
    let is_shown = |target: &Target| target.file().is_none() && target.format.is_binary();
    if around.on_terminal && targets.iter().any(is_shown) {
        return Err(Misuse::new(
            "この形式は端末に表示できません。-o でファイルに書き出してください。",
            "this format cannot be shown on a terminal; write it to a file with -o",
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
    pub(in crate::cli) fn format(self) -> OutputFormat {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

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
}

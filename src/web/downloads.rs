//! Files to be downloaded, and their names.

use std::fmt::Write as _;

use super::App;
use super::session::State;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Side;
use crate::write::{self, OutputFormat, WriteOptions};

/// Most characters of a document's name in the name of a file.
const LONGEST_NAME: usize = 60;

/// Name in the address, extension, format and kind of each.
static FORMATS: &[(&str, OutputFormat, &str)] = &[
    (
        "docx",
        OutputFormat::Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        OutputFormat::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("pdf", OutputFormat::Pdf, "application/pdf"),
    ("html", OutputFormat::Html, "text/html; charset=utf-8"),
    ("csv", OutputFormat::Csv, "text/csv; charset=utf-8"),
    ("md", OutputFormat::Markdown, "text/markdown; charset=utf-8"),
    ("json", OutputFormat::Json, "application/json"),
    ("txt", OutputFormat::Terminal, "text/plain; charset=utf-8"),
];

/// A file.
pub(super) struct Download {
    pub kind: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The table in one of the formats.
///
/// # Errors
/// Those of writing; `UnknownFormat`.
pub(super) fn table(app: &App, state: &State, extension: &str) -> Result<Download> {
    let (format, kind) = self::format(extension)?;
    let unknown = || Error::new(ErrorKind::UnknownFormat, extension);
    let outcome = state.outcome.as_ref().ok_or_else(unknown)?;
    let report = &outcome.comparison.report;
    let mut options = WriteOptions { lang: state.settings.lang(), ..WriteOptions::default() };
    if format == OutputFormat::Pdf {
        options.font = Some((app.config.font)(report.table.profile.page.font)?);
    }
    let mut bytes = Vec::new();
    write::write(report, format, &options, &mut bytes)?;
    Ok(Download { kind, name: name(state, "新旧対照表", extension), bytes })
}

/// The format of an extension, and the kind of its files.
///
/// # Errors
/// `UnknownFormat`.
pub(super) fn format(extension: &str) -> Result<(OutputFormat, &'static str)> {
    let known = FORMATS.iter().find(|(own, ..)| *own == extension);
    let &(_, format, kind) =
        known.ok_or_else(|| Error::new(ErrorKind::UnknownFormat, extension))?;
    Ok((format, kind))
}

/// `新旧対照表_規程（旧）→規程（新）.docx`: what it is, and of which documents.
pub(super) fn name(state: &State, what: &str, extension: &str) -> String {
    let Some(outcome) = &state.outcome else { return format!("{what}.{extension}") };
    let stem = |side: Side| {
        let name = &outcome.files.get(side).name;
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let stem: String = stem.chars().map(|c| if may_stand(c) { c } else { '_' }).collect();
        stem.trim().chars().take(LONGEST_NAME).collect::<String>()
    };
    let (old, new) = (stem(Side::Old), stem(Side::New));
    if old == new {
        format!("{what}_{new}.{extension}")
    } else {
        format!("{what}_{old}→{new}.{extension}")
    }
}

/// Whether a character may stand in the name of a file on every system.
fn may_stand(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `Content-Disposition` of a file: a name that every program reads, and the
/// true one by RFC 5987.
pub(super) fn disposition(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"shinkyu.{extension}\"; filename*=UTF-8''{encoded}")
}

/// The name of an upload: no folders, nothing that steers, never empty.
pub(super) fn upload_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|&c| may_stand(c)).take(200).collect();
    let name = name.trim();
    if name.is_empty() || name.chars().all(|c| c == '.') {
        return "文書".to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_uploads_have_no_folders() {
        for (given, name) in [
            ("規程.pdf", "規程.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\規程.docx", "規程.docx"),
            ("a\u{0}b\r\nc.pdf", "abc.pdf"),
            ("\u{202E}fdp.exe", "fdp.exe"),
            ("..", "文書"),
            ("", "文書"),
            ("a/", "文書"),
        ] {
            assert_eq!(upload_name(given), name, "{given:?}");
        }
        assert_eq!(upload_name(&"長".repeat(999)).chars().count(), 200);
    }

    #[test]
    fn japanese_names_are_encoded() {
        assert_eq!(
            disposition("表 1.docx"),
            "attachment; filename=\"shinkyu.docx\"; filename*=UTF-8''%E8%A1%A8%201.docx"
        );
    }
}

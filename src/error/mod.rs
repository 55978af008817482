//! The one error of this crate, and the warnings a run collects.
//!
//! Only `read` and `write` can fail. Everything between is total: odd input
//! gives warnings, which are part of the report.

mod form_warning;
mod log_warning;
mod read_warning;
mod system;
mod warning;

pub use warning::{Warning, WarningKind, Warnings};

use std::{fmt, io};

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, with the file it concerns. Opaque; ask [`Error::kind`].
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    file: Option<String>,
    explained: Option<(String, String)>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The states of the world that end a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// A folder was given where a file is expected.
    IsDirectory,
    /// The operating system refused to read the file.
    Unreadable,
    /// The file has no bytes.
    Empty,
    /// The content is of no format that can be read.
    UnknownFormat,
    /// The file is of a known format but cannot be opened.
    Damaged,
    /// The characters in the file are not those that are printed.
    RuinedText,
    /// The file is locked with a password.
    Encrypted,
    /// There are pages but no characters on them, as in a scan.
    NoText,
    /// The file is larger than the limit.
    TooLarge,
    /// The output could not be written.
    Unwritable,
    /// A profile says something that is not understood.
    BadProfile,
    /// A rule about pairs of sections cannot be followed.
    BadPairs,
    /// A template is no Word file or has fields that are not understood.
    BadTemplate,
    /// There is no 変更箇所 that could be continued.
    NoLog,
    /// The caller asked to stop.
    Cancelled,
}

impl Error {
    /// An error about a file (or about none, when `file` is empty).
    pub fn new(kind: ErrorKind, file: impl Into<String>) -> Self {
        let file = file.into();
        Self { kind, file: (!file.is_empty()).then_some(file), explained: None, source: None }
    }

    /// A file of more than `most` bytes, which is as many as are accepted.
    pub fn above_limit(file: impl Into<String>, most: u64) -> Self {
        let most = in_units(most);
        Self::new(ErrorKind::TooLarge, file).explained(
            format!(
                "ファイルが上限（{most}）を超えています。--max-size で上限を上げるか、文書を分けてください。"
            ),
            format!(
                "the file is larger than {most}, which is the limit; raise it with --max-size or split the document"
            ),
        )
    }

    /// Adds what caused it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Names the file, where whoever noticed the error did not know it.
    #[must_use]
    pub fn about(mut self, file: impl Into<String>) -> Self {
        self.file.get_or_insert_with(|| file.into());
        self
    }

    /// Replaces the general explanation of the kind by one for this very
    /// case, in Japanese and in English: the problem, then the remedy.
    #[must_use]
    pub fn explained(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.explained = Some((ja.into(), en.into()));
        self
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The explanation for this very case, in Japanese and in English, where
    /// there is one.
    pub fn explanation(&self) -> Option<(&str, &str)> {
        self.explained.as_ref().map(|(ja, en)| (ja.as_str(), en.as_str()))
    }

    /// The file that it concerns.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// One sentence that names the file, the problem and the remedy, with the
    /// words of a library or the operating system behind it.
    pub fn message(&self, lang: Lang) -> String {
        let file = self.file.as_deref().unwrap_or("-");
        let explanation = if let Some((ja, en)) = &self.explained {
            lang.pick(ja, en)
        } else {
            let cause = self.source.as_ref().and_then(|it| it.downcast_ref::<io::Error>());
            let known = cause.and_then(|cause| system::explain(self.kind, cause));
            known.map_or_else(|| self.kind.explain(lang), |(ja, en)| lang.pick(ja, en))
        };
        let detail = match (&self.source, lang) {
            (None, _) => String::new(),
            (Some(source), Lang::Ja) => format!("（詳細: {source}）"),
            (Some(source), Lang::En) => format!(" ({source})"),
        };
        format!("{file}: {explanation}{detail}")
    }
}

/// A number of bytes as `--max-size` takes it.
fn in_units(n_bytes: u64) -> String {
    let units = [(30, "G"), (20, "M"), (10, "K")];
    let unit = units.into_iter().find(|(bits, _)| n_bytes.is_multiple_of(1 << bits));
    unit.map_or_else(|| n_bytes.to_string(), |(bits, name)| format!("{}{name}", n_bytes >> bits))
}

impl ErrorKind {
    fn explain(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            Self::NotFound => (
                "ファイルが見つかりません。パスとファイル名を確かめてください。",
                "no such file; check the path and the name",
            ),
            Self::IsDirectory => {
                ("フォルダーです。ファイルを指定してください。", "this is a folder; give a file")
            }
            Self::Unreadable => (
                "ファイルを読めません。権限や、他のソフトで開いていないかを確かめてください。",
                "could not read the file; check permissions and whether another program holds it",
            ),
            Self::Empty => (
                "ファイルが空（0バイト）です。元の文書からもう一度保存してください。",
                "the file is empty (0 bytes); save it again from the original document",
            ),
            Self::UnknownFormat => (
                "読める形式ではありません。PDF、Word（.docx）、Excel（.xlsx）、HTML、テキストのいずれかを指定してください。",
                "not a format that can be read; give a PDF, Word (.docx), Excel (.xlsx), HTML or text file",
            ),
            Self::Damaged => (
                "ファイルが壊れていて開けません。元の文書から PDF を作り直してください。",
                "the file is damaged and cannot be opened; make the PDF again from the original",
            ),
            Self::Encrypted => (
                "パスワードで保護されています。保護を外して保存し直してください。",
                "the file is protected by a password; save a copy without protection",
            ),
            Self::RuinedText => (
                "文字情報が壊れていて、印刷される文字と違う文字しか読めません。元の文書から PDF を作り直すか、文字認識（OCR）をかけてから指定してください。",
                "the text in the file is ruined: its characters are not those that are printed; make the PDF again from the original or run character recognition (OCR) first",
            ),
            Self::NoText => (
                "文字情報がありません（スキャン画像など）。文字認識（OCR）をかけてから指定してください。",
                "the pages hold no text (a scan?); run character recognition (OCR) first",
            ),
            Self::TooLarge => (
                "ファイルが大きすぎます。--max-size で上限を上げるか、文書を分けてください。",
                "the file is too large; raise the limit with --max-size or split the document",
            ),
            Self::Unwritable => (
                "書き出せません。保存先のフォルダーと権限を確かめてください。",
                "could not write the output; check the folder and its permissions",
            ),
            Self::BadProfile => (
                "プロファイルに誤りがあります。shinkyu profile show standard の出力と見比べてください。",
                "the profile is wrong; compare it with what \"shinkyu profile show standard\" prints",
            ),
            Self::BadPairs => (
                "対応の指定に誤りがあります。shinkyu inspect 旧 新 --stage align --pairs-template の出力と見比べてください。",
                "the file of pairs is wrong; compare it with what \"shinkyu inspect OLD NEW --stage align --pairs-template\" prints",
            ),
            Self::BadTemplate => (
                "ひな形として使えません。{{new}} と {{old}} のある行を表に入れた Word 文書（.docx）を指定してください。",
                "not usable as a template; give a Word document (.docx) with a table row that holds {{new}} and {{old}}",
            ),
            Self::NoLog => (
                "続ける変更箇所の表が見つかりません。「変更日・項目・変更前の記載・変更後の記載」の見出しがある表を含むファイルを --append に指定してください。",
                "there is no 変更箇所 to continue; give --append a file with a table headed 変更日, 項目, 変更前の記載 and 変更後の記載",
            ),
            Self::Cancelled => ("中止しました。", "cancelled"),
        };
        lang.pick(ja, en)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

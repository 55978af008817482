//! The one error of this crate, and the warnings a run collects.
//!
//! Only `read` and `write` can fail. Everything between is total: odd input
//! gives warnings, which are part of the report.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::Side;

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
    /// The caller asked to stop.
    Cancelled,
}

impl Error {
    /// An error about a file (or about none, when `file` is empty).
    pub fn new(kind: ErrorKind, file: impl Into<String>) -> Self {
        let file = file.into();
        Self { kind, file: (!file.is_empty()).then_some(file), explained: None, source: None }
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

    /// One sentence that names the file, the problem and the remedy.
    pub fn message(&self, lang: Lang) -> String {
        let file = self.file.as_deref().unwrap_or("-");
        let cause = self.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        let explanation = match &self.explained {
            Some((ja, en)) => lang.pick(ja, en),
            None => self.kind.explain(lang),
        };
        format!("{file}: {explanation}{cause}")
    }
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
                "読める形式ではありません。PDF かテキストファイルを指定してください。",
                "not a format that can be read; give a PDF or a text file",
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

/// Something a reader of the result should know. Never fatal by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// Document it concerns.
    pub side: Side,
    /// What was noticed.
    pub kind: WarningKind,
    /// Page counted from 1, where there is one.
    pub page: Option<u32>,
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WarningKind {
    /// A page has no characters (a scan, a figure, or a blank page).
    PageWithoutText,
    /// A page could not be read; the others were.
    PageUnreadable,
    /// Two independent readers saw different characters on a page.
    ReadersDisagree {
        /// Characters seen by the first reader only.
        first_only: u32,
        /// Characters seen by the second reader only.
        second_only: u32,
    },
    /// Some pages could be read by one reader only, so they are unconfirmed.
    PagesUnconfirmed {
        /// Number of pages.
        count: u32,
    },
    /// The text of a page is ruined: many of its characters are not those that
    /// are printed.
    RuinedText {
        /// Share of such characters, in percent.
        percent: u32,
    },
    /// The document is a 新旧対照表 itself; it is compared like any other.
    LooksLikeComparisonTable,
    /// Glyphs without a known character.
    UnmappedGlyphs {
        /// Number of glyphs.
        count: u32,
    },
    /// Characters outside the page or cut off by a frame, which no reader of
    /// the page can see. They are not compared.
    HiddenCharacters {
        /// Number of characters.
        count: u32,
    },
    /// The running heads, which are set aside, are not the same in both
    /// documents.
    RunningHeadChanged {
        /// Heads of the old document, each once.
        old: String,
        /// Heads of the new document, each once.
        new: String,
    },
    /// The encoding of a text file was guessed.
    EncodingGuessed {
        /// Name of the encoding.
        label: Cow<'static, str>,
    },
    /// Bytes of a text file that are not valid in its encoding.
    UndecodableBytes {
        /// Line counted from 1.
        line: u32,
    },
    /// A part of an Office document cannot be read; the rest was.
    PartUnreadable {
        /// Name of the part in the package.
        part: String,
    },
    /// Charts, diagrams and embedded documents whose text is not read.
    ObjectsUnread {
        /// Number of objects.
        count: u32,
    },
    /// Automatic numbers in a format that is not known, printed as 1, 2, 3.
    NumbersGuessed {
        /// Number of paragraphs.
        count: u32,
    },
    /// The document has tracked changes; one side of them was read.
    TrackedChanges {
        /// Number of tracked changes.
        count: u32,
        /// Whether it was read as if they had all been accepted.
        accepted: bool,
    },
}

impl WarningKind {
    /// Name in the JSON report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PageWithoutText => "page_without_text",
            Self::PageUnreadable => "page_unreadable",
            Self::ReadersDisagree { .. } => "readers_disagree",
            Self::PagesUnconfirmed { .. } => "pages_unconfirmed",
            Self::RuinedText { .. } => "ruined_text",
            Self::LooksLikeComparisonTable => "looks_like_comparison_table",
            Self::UnmappedGlyphs { .. } => "unmapped_glyphs",
            Self::HiddenCharacters { .. } => "hidden_characters",
            Self::RunningHeadChanged { .. } => "running_head_changed",
            Self::EncodingGuessed { .. } => "encoding_guessed",
            Self::UndecodableBytes { .. } => "undecodable_bytes",
            Self::PartUnreadable { .. } => "part_unreadable",
            Self::ObjectsUnread { .. } => "objects_unread",
            Self::NumbersGuessed { .. } => "numbers_guessed",
            Self::TrackedChanges { .. } => "tracked_changes",
        }
    }

    /// One sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::PageWithoutText, Lang::Ja) => {
                "文字情報のないページです（画像だけのページは比較されません）".into()
            }
            (Self::PageWithoutText, Lang::En) => {
                "the page holds no text (a page that is only a picture is not compared)".into()
            }
            (Self::PageUnreadable, Lang::Ja) => {
                "ページを読めませんでした（このページは比較されていません）".into()
            }
            (Self::PageUnreadable, Lang::En) => {
                "the page could not be read and is not compared".into()
            }
            (Self::ReadersDisagree { first_only, second_only }, Lang::Ja) => format!(
                "2つの読取り結果が一致しません（一方だけにある文字 {first_only}・{second_only} 字）。原本と見比べてください"
            ),
            (Self::ReadersDisagree { first_only, second_only }, Lang::En) => format!(
                "two independent readings differ ({first_only} and {second_only} characters seen by one only); compare with the original"
            ),
            (Self::PagesUnconfirmed { count }, Lang::Ja) => {
                format!("{count} ページは1つの方法でしか読めず、読取りの照合ができていません")
            }
            (Self::PagesUnconfirmed { count }, Lang::En) => {
                format!("{count} page(s) could be read in one way only and are not cross-checked")
            }
            (Self::RuinedText { percent }, Lang::Ja) => format!(
                "文字情報が壊れています（正しくない文字 約{percent}％）。このページの比較結果は信用できません。元の文書から PDF を作り直すか、文字認識（OCR）をかけてください"
            ),
            (Self::RuinedText { percent }, Lang::En) => format!(
                "the text of the page is ruined (about {percent} % of its characters are wrong) and its comparison cannot be trusted; make the PDF again from the original or run character recognition (OCR)"
            ),
            (Self::LooksLikeComparisonTable, Lang::Ja) => {
                "新旧対照表のようです。対照表から新旧の文を取り出すコマンドはまだないため、普通の文書として比較します".into()
            }
            (Self::LooksLikeComparisonTable, Lang::En) => {
                "this looks like a comparison table itself; there is no command yet that reads the old and the new text out of one, so it is compared like any other document".into()
            }
            (Self::UnmappedGlyphs { count }, Lang::Ja) => {
                format!("文字コードの分からない字が {count} 字あります（〓 として扱います）")
            }
            (Self::UnmappedGlyphs { count }, Lang::En) => {
                format!("{count} glyph(s) have no known character (shown as 〓)")
            }
            (Self::RunningHeadChanged { old, new }, Lang::Ja) => format!(
                "比較から除いた柱（各ページに繰り返す文言）が新旧で違います: 旧「{old}」、新「{new}」"
            ),
            (Self::RunningHeadChanged { old, new }, Lang::En) => {
                format!(
                    "the running heads, which are not compared, differ: old {old:?}, new {new:?}"
                )
            }
            (Self::HiddenCharacters { count }, Lang::Ja) => {
                format!(
                    "紙面の外や枠の外に隠れて見えない字が {count} 字あります（比較していません）"
                )
            }
            (Self::HiddenCharacters { count }, Lang::En) => {
                format!(
                    "{count} character(s) lie outside the page or are cut off by a frame and are not compared"
                )
            }
            (Self::EncodingGuessed { label }, Lang::Ja) => {
                format!("文字コードを {label} と判断して読みました")
            }
            (Self::EncodingGuessed { label }, Lang::En) => {
                format!("the encoding was taken to be {label}")
            }
            (Self::UndecodableBytes { line }, Lang::Ja) => {
                format!("{line} 行目に文字として読めないバイトがあります（� で示します）")
            }
            (Self::UndecodableBytes { line }, Lang::En) => {
                format!("line {line} holds bytes that are no valid characters (shown as �)")
            }
            (
                Self::PartUnreadable { .. }
                | Self::ObjectsUnread { .. }
                | Self::NumbersGuessed { .. }
                | Self::TrackedChanges { .. },
                lang,
            ) => self.about_office(lang),
        }
    }
}

impl WarningKind {
    /// One sentence about an Office document; empty for other warnings.
    fn about_office(&self, lang: Lang) -> String {
        let (ja, en) = match self {
            Self::PartUnreadable { part } => (
                format!("文書の中の部品 {part} を読めませんでした（その内容は比較していません）"),
                format!("the part {part} of the document could not be read and is not compared"),
            ),
            Self::ObjectsUnread { count } => (
                format!(
                    "グラフ・図・埋め込まれた文書が {count} 個あり、その中の文字は比較していません"
                ),
                format!("{count} chart(s), diagram(s) or embedded document(s) are not compared"),
            ),
            Self::NumbersGuessed { count } => (
                format!(
                    "自動番号の書式が分からない段落が {count} 個あります（1, 2, 3 の形で示します）"
                ),
                format!("{count} automatic number(s) of an unknown format (shown as 1, 2, 3)"),
            ),
            Self::TrackedChanges { count, accepted: true } => (
                format!(
                    "変更履歴が {count} 箇所あります。すべて承認したものとして読みました（--tracked reject で元の文言を読みます）"
                ),
                format!(
                    "{count} tracked change(s) were read as accepted (--tracked reject reads the text before them)"
                ),
            ),
            Self::TrackedChanges { count, accepted: false } => (
                format!("変更履歴が {count} 箇所あります。すべて元に戻したものとして読みました"),
                format!("{count} tracked change(s) were read as rejected"),
            ),
            _ => return String::new(),
        };
        lang.pick(&ja, &en).to_owned()
    }
}

/// Collects the warnings of one side.
#[derive(Debug)]
pub struct Warnings {
    side: Side,
    list: Vec<Warning>,
}

impl Warnings {
    /// An empty collection for one document.
    pub fn new(side: Side) -> Self {
        Self { side, list: Vec::new() }
    }

    /// Adds a warning, with its page where there is one.
    pub fn push(&mut self, kind: WarningKind, page: Option<u32>) {
        self.list.push(Warning { side: self.side, kind, page });
    }

    /// Adds the warnings of another reading of the same document.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// The warnings in the order they were noticed.
    pub fn into_vec(self) -> Vec<Warning> {
        self.list
    }
}

//! What a run noticed and did not fail on.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::Side;

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
    /// Hidden text, which is set aside, is not the same in both documents.
    HiddenTextChanged {
        /// Hidden text of the old document where the difference begins.
        old: String,
        /// Hidden text of the new document there.
        new: String,
    },
    /// The names of sheets, which are not printed and not compared, are not the
    /// same in two workbooks.
    SheetNamesChanged {
        /// Names that only the old workbook has, joined by ／; all of them where
        /// only their order differs.
        old: String,
        /// The same of the new one.
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
    /// Fields of a Word file that print something the file does not hold: a
    /// number, a date, a reference that was never worked out.
    FieldsWithoutResult {
        /// Number of fields.
        count: u32,
    },
    /// Formulas of a workbook whose results the file does not hold.
    FormulasWithoutResult {
        /// Name of the sheet.
        sheet: String,
        /// The first such cell, as `B2`.
        cell: String,
        /// Number of such cells in the sheet.
        count: u32,
    },
    /// 提出時期 was to be proposed, and no day of publication is known.
    NoPublicationDay,
    /// Rows of a 変更箇所 that is continued may lack the end of their texts, which
    /// a row of the PDF file was too low for.
    EarlierRowsCut {
        /// The rows, counted from 1 without the header.
        rows: Vec<u32>,
    },
    /// Rows of a text file with a 変更箇所 that is continued have more or fewer
    /// cells than its header, or a quotation mark that is never closed.
    EarlierRowsUneven {
        /// The rows, counted from 1 without the header.
        rows: Vec<u32>,
        /// The lines of the file on which they begin, from 1.
        lines: Vec<u32>,
    },
    /// A table behind a 変更箇所 that is continued may be more of it and was not
    /// read.
    EarlierTableUnread {
        /// What it begins with.
        begins: String,
    },
    /// New rows of a log are of an older day than its newest one.
    OlderThanLog {
        /// 変更日 of the new rows.
        date: String,
        /// 変更日 of the newest row.
        newest: String,
    },
    /// A log that is continued has rows of the same day for the same items.
    AlreadyLogged {
        /// Number of new entries that it has rows for.
        count: u32,
        /// Item of the first.
        item: String,
        /// The row that is about it, counted from 1 without the header.
        row: u32,
    },
    /// A log was made of documents on two different official forms.
    FormsDiffer {
        /// The form of the old document; empty where it is no known one.
        old: String,
        /// The form of the new document; empty where it is no known one.
        new: String,
    },
    /// A log was made of documents on versions of a form that number most items
    /// otherwise.
    FormVersionsDiffer {
        /// Form and version of the old document.
        old: String,
        /// Form and version of the new document.
        new: String,
    },
    /// The version of the official form has items that were not found.
    FormItemsNotFound {
        /// Number of items; a missing section counts as one.
        count: u32,
        /// The first of them.
        items: String,
    },
    /// Labels of items that stand in the document and were read as other text.
    FormLabelsUnread {
        /// Number of items.
        count: u32,
        /// The first of them.
        items: String,
    },
    /// Items that only another version of the official form has.
    FormItemsOfOtherVersion {
        /// Number of items.
        count: u32,
        /// The first of them.
        items: String,
        /// The version that the document says it is on.
        version: String,
    },
    /// The document's own 変更箇所 has no ruled lines and was not read.
    FormLogUnread,
    /// Something about the file whose 変更箇所 is continued, which is neither of
    /// the two documents.
    InEarlierLog {
        /// Name of the file.
        file: String,
        /// What was noticed.
        kind: Box<WarningKind>,
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
            Self::NoPublicationDay => "no_publication_day",
            Self::EarlierRowsCut { .. } => "earlier_rows_cut",
            Self::EarlierRowsUneven { .. } => "earlier_rows_uneven",
            Self::EarlierTableUnread { .. } => "earlier_table_unread",
            Self::OlderThanLog { .. } => "older_than_log",
            Self::AlreadyLogged { .. } => "already_logged",
            Self::FormsDiffer { .. } => "forms_differ",
            Self::FormVersionsDiffer { .. } => "form_versions_differ",
            Self::FormItemsNotFound { .. } => "form_items_not_found",
            Self::FormLabelsUnread { .. } => "form_labels_unread",
            Self::FormItemsOfOtherVersion { .. } => "form_items_of_other_version",
            Self::FormLogUnread => "form_log_unread",
            Self::InEarlierLog { .. } => "in_earlier_log",
            Self::PageWithoutText => "page_without_text",
            Self::PageUnreadable => "page_unreadable",
            Self::ReadersDisagree { .. } => "readers_disagree",
            Self::PagesUnconfirmed { .. } => "pages_unconfirmed",
            Self::RuinedText { .. } => "ruined_text",
            Self::LooksLikeComparisonTable => "looks_like_comparison_table",
            Self::UnmappedGlyphs { .. } => "unmapped_glyphs",
            Self::HiddenCharacters { .. } => "hidden_characters",
            Self::RunningHeadChanged { .. } => "running_head_changed",
            Self::HiddenTextChanged { .. } => "hidden_text_changed",
            Self::SheetNamesChanged { .. } => "sheet_names_changed",
            Self::EncodingGuessed { .. } => "encoding_guessed",
            Self::UndecodableBytes { .. } => "undecodable_bytes",
            Self::PartUnreadable { .. } => "part_unreadable",
            Self::ObjectsUnread { .. } => "objects_unread",
            Self::NumbersGuessed { .. } => "numbers_guessed",
            Self::FieldsWithoutResult { .. } => "fields_without_result",
            Self::FormulasWithoutResult { .. } => "formulas_without_result",
            Self::TrackedChanges { .. } => "tracked_changes",
        }
    }

    /// One sentence for people.
    pub fn message(&self, lang: Lang) -> String {
        if let Self::InEarlierLog { file, kind } = self {
            let message = kind.message(lang);
            return format!("{}{file}: {message}", lang.pick("追記元 ", "continued log "));
        }
        let said = self.about_pages().or_else(|| self.about_text());
        let said = said.or_else(|| self.about_office()).or_else(|| self.about_forms());
        let said = said.or_else(|| self.about_log());
        let (ja, en) = said.unwrap_or_default();
        lang.pick(&ja, &en).to_owned()
    }

    /// What is said of the pages of a PDF, in Japanese and in English.
    fn about_pages(&self) -> Option<(String, String)> {
        Some(match self {
            Self::PageWithoutText => (
                "文字情報のないページです（画像だけのページは比較されません）".into(),
                "the page holds no text (a page that is only a picture is not compared)".into(),
            ),
            Self::PageUnreadable => (
                "ページを読めませんでした（このページは比較されていません）".into(),
                "the page could not be read and is not compared".into(),
            ),
            Self::ReadersDisagree { first_only, second_only } => (
                format!(
                    "2つの読取り結果が一致しません（一方だけにある文字 {first_only}・{second_only} 字）。原本と見比べてください"
                ),
                format!(
                    "two independent readings differ ({first_only} and {second_only} characters seen by one only); compare with the original"
                ),
            ),
            Self::PagesUnconfirmed { count } => (
                format!("{count} ページは1つの方法でしか読めず、読取りの照合ができていません"),
                format!("{count} page(s) could be read in one way only and are not cross-checked"),
            ),
            Self::RuinedText { percent } => (
                format!(
                    "文字情報が壊れています（正しくない文字 約{percent}％）。このページの比較結果は信用できません。元の文書から PDF を作り直すか、文字認識（OCR）をかけてください"
                ),
                format!(
                    "the text of the page is ruined (about {percent} % of its characters are wrong) and its comparison cannot be trusted; make the PDF again from the original or run character recognition (OCR)"
                ),
            ),
            Self::UnmappedGlyphs { count } => (
                format!("文字コードの分からない字が {count} 字あります（〓 として扱います）"),
                format!("{count} glyph(s) have no known character (shown as 〓)"),
            ),
            Self::HiddenCharacters { count } => (
                format!(
                    "紙面の外や枠の外に隠れて見えない字が {count} 字あります（比較していません）"
                ),
                format!(
                    "{count} character(s) lie outside the page or are cut off by a frame and are not compared"
                ),
            ),
            _ => return None,
        })
    }

    /// What is said of documents of any format.
    fn about_text(&self) -> Option<(String, String)> {
        Some(match self {
            Self::NoPublicationDay => (
                "公表日が見つからないため、提出時期の案を入れていません。--published で公表日を指定してください".into(),
                "no day of publication was found, so no 提出時期 is proposed; give it with --published".into(),
            ),
            Self::LooksLikeComparisonTable => (
                "新旧対照表のようです。対照表から新旧の文を取り出すコマンドはまだないため、普通の文書として比較します".into(),
                "this looks like a comparison table itself; there is no command yet that reads the old and the new text out of one, so it is compared like any other document".into(),
            ),
            Self::RunningHeadChanged { old, new } => (
                format!(
                "比較から除いた柱（各ページに繰り返す文言）が新旧で違います: 旧「{old}」、新「{new}」"
            ),
                format!(
                    "the running heads, which are not compared, differ: old {old:?}, new {new:?}"
                ),
            ),
            Self::HiddenTextChanged { old, new } => (
                format!(
                    "比較から除いた隠し文字（非表示の行・列・シートなど）が新旧で違います: 旧「{old}」、新「{new}」"
                ),
                format!(
                    "hidden text (hidden rows, columns, sheets …), which is not compared, differs: old {old:?}, new {new:?}"
                ),
            ),
            Self::SheetNamesChanged { old, new } => (
                format!(
                    "シート名（タブの名前）が新旧で違います: 旧「{old}」、新「{new}」。印刷されない名前なので、比較には含めていません"
                ),
                format!(
                    "names of sheets differ: old {old:?}, new {new:?}; they are not printed, so they are not compared"
                ),
            ),
            Self::EncodingGuessed { label } => (
                format!("文字コードを {label} と判断して読みました"),
                format!("the encoding was taken to be {label}"),
            ),
            Self::UndecodableBytes { line } => (
                format!("{line} 行目に文字として読めないバイトがあります（� で示します）"),
                format!("line {line} holds bytes that are no valid characters (shown as �)"),
            ),
            _ => return None,
        })
    }

    /// What is said of Office documents.
    fn about_office(&self) -> Option<(String, String)> {
        Some(match self {
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
            Self::FieldsWithoutResult { count } => (
                format!(
                    "計算結果がファイルに保存されていないフィールド（自動番号、日付、相互参照など）が {count} 個あり、その表示は比較していません。Word で全体を選んで F9 キーで更新し、保存し直すか PDF にしてください"
                ),
                format!(
                    "{count} field(s) (automatic number, date, cross-reference …) have no stored result and what they show is not compared; update them in Word (select all, F9) and save, or save as PDF"
                ),
            ),
            Self::FormulasWithoutResult { sheet, cell, count } => (
                format!(
                    "シート「{sheet}」に計算結果が保存されていない数式が {count} 個あり（最初はセル {cell}）、空欄として読みました。Excel で開いて上書き保存してから、もう一度比較してください"
                ),
                format!(
                    "{count} formula(s) of the sheet {sheet:?} (the first in cell {cell}) have no stored result and are read as empty; open the workbook in Excel, save it and run this again"
                ),
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
            _ => return None,
        })
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

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
    /// What a page draws is stored in part only, or damaged: more may be printed
    /// there than was read.
    PageTorn,
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
            Self::PageTorn => "page_torn",
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

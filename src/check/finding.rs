//! What a check found, as data: owned strings, nothing of the stages.

use crate::lang::Lang;

use super::Rule;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document contradicts itself.
    Error,
    /// A reviewer should look at it.
    Warning,
    /// A matter of writing.
    Note,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// Word for people.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("誤り", "error"),
            Self::Warning => lang.pick("要確認", "warning"),
            Self::Note => lang.pick("参考", "note"),
        }
    }
}

/// One thing that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its weight here.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The texts that show it, at most two.
    pub texts: Vec<Quote>,
    /// One sentence in Japanese and in English.
    pub message: [String; 2],
}

/// Where a finding is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The item as logs write it: `Ⅱ－２ いつ時点の計数か`; empty for the whole
    /// document.
    pub item: String,
    /// Key of the item in the form: `Ⅱ/2/いつ時点の計数か`; empty where it is not
    /// known.
    pub key: String,
    /// Rows of the 変更箇所, counted from 1 without its header.
    pub rows: Vec<u32>,
    /// 変更日 of the first of them, as printed.
    pub date: String,
    /// Page from 1, where there are pages.
    pub page: Option<u32>,
}

/// A text that shows a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Where it is from.
    pub origin: Origin,
    /// As printed; the end of very long texts is left out.
    pub text: String,
    /// Row of the 変更箇所 that it is from, counted from 1.
    pub row: Option<u32>,
    /// Page from 1, where there are pages.
    pub page: Option<u32>,
}

/// Where a quoted text is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// 変更日 of the log.
    LogDate,
    /// 項目 of the log.
    LogItem,
    /// 変更前の記載 of the log.
    LogBefore,
    /// 変更後の記載 of the log.
    LogAfter,
    /// 提出時期 of the log.
    LogTiming,
    /// An item of the document.
    Body,
    /// Label of an item in the form.
    Label,
    /// 公表日 on the cover.
    Published,
    /// The same item of the version before.
    Previous,
    /// The same item of the other assessment.
    Other,
}

impl Origin {
    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::LogDate => "log_date",
            Self::LogItem => "log_item",
            Self::LogBefore => "log_before",
            Self::LogAfter => "log_after",
            Self::LogTiming => "log_timing",
            Self::Body => "body",
            Self::Label => "label",
            Self::Published => "published",
            Self::Previous => "previous",
            Self::Other => "other",
        }
    }

    /// Word for people.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::LogDate => lang.pick("変更日", "変更日 (date)"),
            Self::LogItem => lang.pick("項目", "項目 (item)"),
            Self::LogBefore => lang.pick("変更前の記載", "変更前 (before)"),
            Self::LogAfter => lang.pick("変更後の記載", "変更後 (after)"),
            Self::LogTiming => lang.pick("提出時期", "提出時期 (timing)"),
            Self::Body => lang.pick("本文", "body"),
            Self::Label => lang.pick("様式の項目", "item of the form"),
            Self::Published => lang.pick("公表日", "公表日 (published)"),
            Self::Previous => lang.pick("前の版", "version before"),
            Self::Other => lang.pick("もう一方の評価書", "other assessment"),
        }
    }
}

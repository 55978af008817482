//! Words that options take.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Language {
    Ja,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum FormatName {
    Html,
    Docx,
    Xlsx,
    Pdf,
    #[value(alias = "md")]
    Markdown,
    Csv,
    Json,
    Terminal,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum CheckFormatName {
    #[value(alias = "terminal")]
    Text,
    Html,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Columns {
    NewOld,
    OldNew,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum UnchangedRows {
    Hide,
    Fold,
    Show,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Level {
    None,
    Section,
    Sentence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListsName {
    None,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ProfileAction {
    List,
    Show,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum TimingName {
    #[value(name = "事前", alias = "before")]
    Before,
    #[value(name = "事後", alias = "after")]
    After,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ExtentName {
    Whole,
    Excerpt,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum DialectName {
    #[value(alias = "A")]
    A,
    #[value(alias = "B")]
    B,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Tracked {
    Accept,
    Reject,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StageName {
    Text,
    Pages,
    Tables,
    Blocks,
    Outline,
    Form,
    Align,
}

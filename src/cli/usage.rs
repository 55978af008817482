//! What clap complains about, as one sentence in the language of the run.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::lang::Lang;

/// One sentence about a mistyped command line: the problem, then the remedy.
pub(super) fn explain(error: &clap::Error, lang: Lang) -> String {
    let of = |kind| context(error, kind);
    let arg = of(ContextKind::InvalidArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => sentence(
            lang,
            (format!("「{arg}」は余分です"), format!("\"{arg}\" is one too many")),
            "",
        ),
        ErrorKind::UnknownArgument => sentence(
            lang,
            (format!("{arg} というオプションはありません"), format!("there is no option {arg}")),
            &of(ContextKind::SuggestedArg),
        ),
        ErrorKind::InvalidSubcommand => {
            let typed = of(ContextKind::InvalidSubcommand);
            sentence(
                lang,
                (
                    format!("{typed} というコマンドはありません"),
                    format!("there is no command {typed}"),
                ),
                &of(ContextKind::SuggestedSubcommand),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (typed, valid) = (of(ContextKind::InvalidValue), of(ContextKind::ValidValue));
            let problem = if typed.is_empty() {
                (format!("{arg} に値がありません"), format!("{arg} needs a value"))
            } else {
                (
                    format!("{arg} に「{typed}」は指定できません"),
                    format!("{arg} cannot be \"{typed}\""),
                )
            };
            sentence(lang, problem, &valid)
        }
        ErrorKind::MissingRequiredArgument => {
            sentence(lang, (format!("{arg} が指定されていません"), format!("{arg} is missing")), "")
        }
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            let said = if other.is_empty() || other == arg {
                (format!("{arg} が2回指定されています"), format!("{arg} is given twice"))
            } else {
                (
                    format!("{arg} と {other} は同時に指定できません"),
                    format!("{arg} and {other} cannot be given together"),
                )
            };
            sentence(lang, said, "")
        }
        ErrorKind::MissingSubcommand => sentence(
            lang,
            ("コマンドが指定されていません".into(), "a command is missing".into()),
            &of(ContextKind::ValidSubcommand),
        ),
        _ => sentence(
            lang,
            ("オプションの指定が正しくありません".into(), "the options make no sense".into()),
            "",
        ),
    };
    let remedy = lang.pick("。--help で使い方を表示します。", "; see --help");
    format!("{said}{remedy}")
}

fn sentence(lang: Lang, (ja, en): (String, String), suggestion: &str) -> String {
    match (lang, suggestion) {
        (Lang::Ja, "") => ja,
        (Lang::En, "") => en,
        (Lang::Ja, other) => format!("{ja}（候補: {other}）"),
        (Lang::En, other) => format!("{en} (try {other})"),
    }
}

/// A piece of what clap knows about the mistake; several values with commas.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(value)) => value.clone(),
        Some(ContextValue::Strings(values)) => values.join(", "),
        _ => String::new(),
    }
}

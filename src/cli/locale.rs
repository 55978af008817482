//! What the surroundings say: language, colour, width. Read once at the start,
//! nowhere else.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};

use crate::lang::Lang;

/// The surroundings of a run.
#[derive(Debug, Clone)]
pub(super) struct Surroundings {
    /// Language to speak.
    pub lang: Lang,
    /// Whether coloured output on standard output is welcome.
    pub colour_welcome: bool,
    /// Whether standard output is a terminal.
    pub on_terminal: bool,
    /// Width of the terminal on standard output, 0 where there is none.
    pub width: u16,
    /// Whether a person watches standard error.
    pub watched: bool,
}

impl Surroundings {
    /// Looks around once. The arguments are searched for `--lang` before they
    /// are parsed, because help and complaints are already in that language.
    pub(super) fn look(args: &[OsString]) -> Self {
        let unwelcome = refuses_colour(env::var_os("NO_COLOR"), env::var_os("TERM"));
        let on_terminal = io::stdout().is_terminal();
        let width = match terminal_size::terminal_size_of(io::stdout()) {
            Some((width, _)) if on_terminal => width.0,
            _ => 0,
        };
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].map(env::var_os);
        Self {
            lang: asked(args).unwrap_or_else(|| of_locale(&locale)),
            colour_welcome: on_terminal && !unwelcome && console_shows_colour(),
            on_terminal,
            width,
            watched: io::stderr().is_terminal(),
        }
    }
}

/// Whether the variables say that colour is not wanted; see no-color.org.
fn refuses_colour(no_color: Option<OsString>, term: Option<OsString>) -> bool {
    no_color.is_some_and(|value| !value.is_empty()) || term.is_some_and(|value| value == "dumb")
}

/// Whether the console understands colours, switched on where it must be.
fn console_shows_colour() -> bool {
    #[cfg(windows)]
    return anstyle_query::windows::enable_ansi_colors().unwrap_or(true);
    #[cfg(not(windows))]
    true
}

/// The language of `--lang`, the last one counting.
fn asked(args: &[OsString]) -> Option<Lang> {
    let mut found = None;
    let mut args = args.iter().map(OsString::as_os_str).take_while(|arg| *arg != "--").peekable();
    while let Some(arg) = args.next() {
        let value = match arg.to_str().and_then(|text| text.strip_prefix("--lang")) {
            Some("") => args.peek().and_then(|next| next.to_str()),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        found = match value {
            Some("ja") => Some(Lang::Ja),
            Some("en") => Some(Lang::En),
            _ => found,
        };
    }
    found
}

/// The language of the first locale variable that has a value. Japanese where
/// none has (as on Windows) or where the value names no language (`C`, `POSIX`).
fn of_locale(variables: &[Option<OsString>]) -> Lang {
    let value = variables.iter().flatten().map(OsString::as_os_str).find(|value| !value.is_empty());
    match value.and_then(OsStr::to_str) {
        None | Some("C" | "POSIX") => Lang::Ja,
        Some(name) if name.starts_with("ja") || name.starts_with("C.") => Lang::Ja,
        Some(_) => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn lang_is_found_before_parsing() {
        assert_eq!(asked(&args(&["shinkyu", "--lang", "en", "--help"])), Some(Lang::En));
        assert_eq!(asked(&args(&["shinkyu", "--lang=en", "--lang=ja"])), Some(Lang::Ja));
        assert_eq!(asked(&args(&["shinkyu", "--language", "en"])), None);
        assert_eq!(asked(&args(&["shinkyu", "--", "--lang", "en"])), None);
    }

    #[test]
    fn no_color_and_dumb_terminals_refuse_colour() {
        let value = |text: &str| Some(OsString::from(text));
        assert!(refuses_colour(value("1"), value("xterm")));
        assert!(refuses_colour(None, value("dumb")));
        assert!(!refuses_colour(value(""), value("xterm-256color")));
        assert!(!refuses_colour(None, None));
    }

    #[test]
    fn locale_variables_count_in_order() {
        let of = |values: [Option<&str>; 3]| of_locale(&values.map(|v| v.map(OsString::from)));
        assert_eq!(of([None, None, None]), Lang::Ja);
        assert_eq!(of([None, None, Some("en_US.UTF-8")]), Lang::En);
        assert_eq!(of([Some("ja_JP.UTF-8"), None, Some("en_US.UTF-8")]), Lang::Ja);
        assert_eq!(of([Some(""), Some("de_DE"), Some("ja_JP")]), Lang::En);
        assert_eq!(of([Some("C.UTF-8"), None, None]), Lang::Ja);
    }
}

//! Passwords of protected documents: from a file, from the command line, or
//! asked for on the terminal, where nobody else can read them.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::args::Read;
use super::plan::Misuse;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::read::ReadOptions;

/// How often a person is asked about one run.
const MAX_QUESTIONS: usize = 3;

/// The passwords that the options give, in the order of a command line that
/// names files first.
///
/// # Errors
/// A file that cannot be read; a question where there is no terminal.
pub(super) fn of_options(typed: &Read, lang: Lang) -> Result<Vec<String>, Misuse> {
    let mut passwords = Vec::new();
    for path in &typed.password_file {
        passwords.push(first_line(path)?);
    }
    for given in &typed.password {
        if given.is_empty() {
            let question = lang.pick("パスワード: ", "Password: ");
            let answer = rpassword::prompt_password(question).map_err(|_| {
                Misuse::new(
                    "--password: 端末がないため尋ねられません。--password-file でファイルを指定してください。",
                    "--password: there is no terminal to ask on; give a file with --password-file",
                )
            })?;
            passwords.push(answer);
        } else {
            passwords.push(given.clone());
        }
    }
    Ok(passwords)
}

fn first_line(path: &Path) -> Result<String, Misuse> {
    let text = fs::read_to_string(path).map_err(|cause| {
        let name = path.to_string_lossy();
        if cause.kind() == io::ErrorKind::InvalidData {
            return Misuse::new(
                format!(
                    "--password-file {name}: UTF-8 のテキストではありません。UTF-8 で保存し直してください。"
                ),
                format!("--password-file {name}: this is no UTF-8 text; save it as UTF-8"),
            );
        }
        Misuse::new(
            format!("--password-file {name}: 読めません（{cause}）。パスと権限を確かめてください。"),
            format!("--password-file {name}: cannot be read ({cause}); check the path and its permissions"),
        )
    })?;
    Ok(text.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}').to_owned())
}

/// Runs `work`; while it fails for want of a password and a person is there,
/// asks for one and runs it again.
///
/// # Errors
/// Those of `work`.
pub(super) fn asking<T>(
    options: &mut ReadOptions,
    lang: Lang,
    work: impl Fn(&ReadOptions) -> Result<T>,
) -> Result<T> {
    let mut n_asked = 0;
    loop {
        let error = match work(options) {
            Err(error) if error.kind() == ErrorKind::Encrypted => error,
            result => return result,
        };
        let is_attended = io::stdin().is_terminal() && io::stderr().is_terminal();
        if !is_attended || n_asked == MAX_QUESTIONS {
            return Err(error);
        }
        n_asked += 1;
        match rpassword::prompt_password(question(&error, lang)) {
            Ok(password) if !password.is_empty() => options.passwords.push(password),
            // No answer is an answer, too.
            Ok(_) | Err(_) => return Err(error),
        }
    }
}

fn question(error: &Error, lang: Lang) -> String {
    let name: String = error.file().unwrap_or_default().chars().map(super::visible).collect();
    match lang {
        Lang::Ja => format!("{name} のパスワード: "),
        Lang::En => format!("Password of {name}: "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_file_is_the_password() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("secret");
        for (content, password) in
            [("himitsu\n", "himitsu"), ("\u{FEFF}a b \r\nnext", "a b "), ("", "")]
        {
            fs::write(&path, content).expect("a file can be written");
            assert_eq!(first_line(&path), Ok(password.to_owned()));
        }
        assert!(first_line(&folder.path().join("none")).is_err());
    }
}

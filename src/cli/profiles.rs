//! Finds profiles by name or file, and prints them.

use std::path::Path;

use super::args::{ProfileAction, ProfileCommand};
use super::input;
use super::output::to_stdout;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::profile::{BUILTIN, MAX_BYTES, Profile};

/// Does what `shinkyu profile` asks for.
///
/// # Errors
/// Those of [`open`], and `Unwritable`.
pub(super) fn run(typed: &ProfileCommand, lang: Lang) -> Result<()> {
    let text = match typed.action {
        ProfileAction::List => list(lang),
        ProfileAction::Show => {
            let standard = Path::new("standard");
            open(typed.which.as_deref().unwrap_or(standard))?.to_toml(lang)
        }
    };
    to_stdout(|out| {
        out.write_all(text.as_bytes())
            .map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    })
}

fn list(lang: Lang) -> String {
    let line = |builtin: &crate::profile::Builtin| {
        let [ja, en] = builtin.about;
        format!("{:<12}{}\n", builtin.name, lang.pick(ja, en))
    };
    BUILTIN.iter().map(line).collect()
}

/// The profile of a name, or that in a file. A name of the program wins: a
/// file of that name is given as `./guideline`.
///
/// # Errors
/// `BadProfile` for an unknown name and for a file with a mistake; otherwise
/// those of opening a file.
pub(super) fn open(which: &Path) -> Result<Profile> {
    let name = which.to_string_lossy();
    if let Some(profile) = Profile::builtin(&name) {
        return Ok(profile);
    }
    let opened = input::open(which, MAX_BYTES as u64).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let names: Vec<&str> = BUILTIN.iter().map(|it| it.name).collect();
            let names = names.join(", ");
            let near = Profile::nearest_builtin(&name);
            let [ja, en] = near.map_or_else(Default::default, |near| {
                [format!("（候補: {near}）"), format!(" (try {near})")]
            });
            Error::new(ErrorKind::BadProfile, name.clone()).explained(
                format!("この名前のプロファイルも、ファイルもありません。{names} のいずれか、又はファイルを指定してください{ja}。"),
                format!("there is neither a profile nor a file of this name; give one of {names}, or a file{en}"),
            )
        }
        ErrorKind::TooLarge => Error::new(ErrorKind::BadProfile, name.clone()).explained(
            "プロファイルとしては大きすぎます（上限 1MB）。ファイルを確かめてください。",
            "too large for a profile (at most 1 MB); check the file",
        ),
        _ => error,
    })?;
    let toml = String::from_utf8(opened.bytes).map_err(|_| {
        Error::new(ErrorKind::BadProfile, name.clone()).explained(
            "UTF-8 のテキストではありません。UTF-8 で保存し直してください。",
            "this is no UTF-8 text; save it as UTF-8",
        )
    })?;
    Profile::from_toml(&name, &toml)
}

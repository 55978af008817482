//! Completion scripts and manual pages, made from the clap definitions.

use std::fs;
use std::io;
use std::path::Path;

use super::output::to_stdout;
use crate::error::{Error, ErrorKind, Result};

/// Prints a completion script.
///
/// # Errors
/// `Unwritable`.
pub(super) fn completions(shell: clap_complete::Shell, mut command: clap::Command) -> Result<()> {
    // The generator panics when its sink fails, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "shinkyu", &mut script);
    to_stdout(|out| out.write_all(&script).map_err(|cause| unwritable("", cause)))
}

/// Prints the page of the program, or writes the pages of all commands into a
/// folder, which is made where it is missing.
///
/// # Errors
/// `Unwritable`.
pub(super) fn man(folder: Option<&Path>, command: clap::Command) -> Result<()> {
    let Some(folder) = folder else {
        let page = clap_mangen::Man::new(command);
        return to_stdout(|out| page.render(out).map_err(|cause| unwritable("", cause)));
    };
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|cause| unwritable(&folder.to_string_lossy(), cause))
}

fn unwritable(file: &str, cause: io::Error) -> Error {
    Error::new(ErrorKind::Unwritable, file).because(cause)
}

//! Opens the two documents.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::model::Sides;
use crate::read::Input;

/// Opens both documents. Files of the same name are told apart by their
/// folders, so that no message is about "one of them".
///
/// # Errors
/// Those of [`open`]; the old document first.
pub(super) fn open_both(paths: &Sides<std::path::PathBuf>, max_bytes: u64) -> Result<Sides<Input>> {
    let open = |path| open(path, max_bytes);
    let (old, new) = rayon::join(|| open(&paths.old), || open(&paths.new));
    let (mut old, mut new) = (old?, new?);
    if old.name == new.name {
        old.name = with_folder(&paths.old, old.name);
        new.name = with_folder(&paths.new, new.name);
    }
    Ok(Sides { old, new })
}

/// Opens one document and reads at most `max_bytes` of it.
///
/// # Errors
/// `NotFound`, `IsDirectory`, `Unreadable`, and `TooLarge` before memory is
/// spent on the file.
pub(super) fn open(path: &Path, max_bytes: u64) -> Result<Input> {
    let fail = |kind| Error::new(kind, path.to_string_lossy());
    let metadata = fs::metadata(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => fail(ErrorKind::NotFound),
        _ => fail(ErrorKind::Unreadable).because(cause),
    })?;
    if metadata.is_dir() {
        return Err(fail(ErrorKind::IsDirectory));
    }
    if metadata.len() > max_bytes {
        return Err(Error::above_limit(path.to_string_lossy(), max_bytes));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // Pipes and devices do not tell their size, hence the second limit.
    File::open(path)
        .and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|cause| fail(ErrorKind::Unreadable).because(cause))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Error::above_limit(path.to_string_lossy(), max_bytes));
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Input { name: name.to_string_lossy().into_owned(), bytes })
}

fn with_folder(path: &Path, name: String) -> String {
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{}/{name}", folder.to_string_lossy()),
        None => name,
    }
}

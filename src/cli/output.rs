//! Writes the outputs: each into a temporary file in the folder of the target,
//! renamed when all of them are complete, so that an existing file survives
//! any failure.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::plan::{Plan, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::report::Report;
use crate::write::{self, OutputFormat, WriteOptions, Written};

/// Refuses outputs that cannot work, before any time is spent on comparing.
///
/// # Errors
/// `Unwritable` when the folder is missing, the target is a folder or
/// read-only, or when it is one of the documents.
pub(super) fn check(plan: &Plan) -> Result<()> {
    let inputs = [&plan.inputs.old, &plan.inputs.new];
    check_targets(&plan.targets, &inputs, &plan.own_files)
}

/// The same for outputs of any command: `inputs` are its documents, `own_files`
/// the other files that it reads.
///
/// # Errors
/// Those of [`check`].
pub(super) fn check_targets(
    targets: &[Target],
    inputs: &[&PathBuf],
    own_files: &[PathBuf],
) -> Result<()> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in targets.iter().filter_map(Target::file) {
        let place = Place::find(path)?;
        let same = |input: &PathBuf| fs::canonicalize(input).is_ok_and(|input| input == place.path);
        if inputs.iter().any(|input| same(input)) {
            return Err(unwritable(path).explained(
                "比較する文書そのものです。別の出力先を指定してください。",
                "this is one of the documents; choose another output",
            ));
        }
        if own_files.iter().any(same) {
            return Err(unwritable(path).explained(
                "この実行で読むファイル（ひな形・対応の指定・プロファイルなど）そのものです。別の出力先を指定してください。",
                "this is a file that the run reads (template, pairs, profile …); choose another output",
            ));
        }
        if seen.contains(&place.path) {
            return Err(unwritable(path).explained(
                "同じ出力先が2回指定されています。どちらかを変えてください。",
                "the same output is given twice; change one of them",
            ));
        }
        seen.push(place.path);
    }
    Ok(())
}

/// Writes all outputs, those to files first; gives what was noticed.
///
/// # Errors
/// `Unwritable` with the cause. A closed pipe on standard output is none.
pub(super) fn write_all(report: &Report, plan: &Plan) -> Result<Written> {
    let mut noted = Written::default();
    let in_file = WriteOptions {
        lang: plan.on_stdout.lang,
        font: plan.on_stdout.font.clone(),
        ..WriteOptions::default()
    };
    write_each(&plan.targets, |target, out| {
        let options = if target.file().is_some() { &in_file } else { &plan.on_stdout };
        noted.add(print(report, plan, target.format, options, out)?);
        Ok(())
    })?;
    Ok(noted)
}

/// Writes every output with one function, those to files first.
///
/// # Errors
/// Those of [`write_all`].
pub(super) fn write_each(
    targets: &[Target],
    mut print: impl FnMut(&Target, &mut dyn io::Write) -> Result<()>,
) -> Result<()> {
    let mut complete = Vec::new();
    for target in targets {
        if let Some(path) = target.file() {
            let pending = Pending::write(path, |out| print(target, out))
                .map_err(|error| error.about(path.to_string_lossy()))?;
            complete.push((path, pending));
        }
    }
    for (path, pending) in complete {
        pending.finish().map_err(|cause| unwritable(path).because(cause))?;
    }
    for target in targets.iter().filter(|target| target.file().is_none()) {
        to_stdout(|out| print(target, out))?;
    }
    Ok(())
}

/// Writes one output, a Word file into the template where there is one.
fn print(
    report: &Report,
    plan: &Plan,
    format: OutputFormat,
    options: &WriteOptions,
    out: &mut dyn io::Write,
) -> Result<Written> {
    match &plan.filling {
        Some(filling) if format == OutputFormat::Docx => {
            filling.write(report, options, out).map(|()| Written::default())
        }
        _ if plan.log.is_some() => {
            write::write_log(report, format, options, out).map(|()| Written::default())
        }
        _ => write::write_noting(report, format, options, out),
    }
}

/// Runs `print` on standard output. Whoever closes the pipe has seen enough.
///
/// # Errors
/// Whatever `print` returns, and `Unwritable` when the rest cannot be written.
pub(super) fn to_stdout(print: impl FnOnce(&mut dyn io::Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = print(&mut out).and_then(|()| {
        out.flush().map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    });
    if result.as_ref().is_err_and(is_closed_pipe) {
        // Dropping the writer would try the rest once more.
        drop(out.into_parts());
        return Ok(());
    }
    result.map_err(|error| error.about("stdout"))
}

fn is_closed_pipe(error: &Error) -> bool {
    let cause =
        std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

fn unwritable(path: &Path) -> Error {
    Error::new(ErrorKind::Unwritable, path.to_string_lossy())
}

/// Where an output stands, links followed.
#[derive(Debug)]
struct Place {
    folder: PathBuf,
    path: PathBuf,
    /// What is there already.
    existing: Option<fs::Metadata>,
}

impl Place {
    /// Canonical paths also lift the length limit of Windows.
    fn find(path: &Path) -> Result<Self> {
        let existing = fs::metadata(path).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(unwritable(path).explained(
                "フォルダーです。書き出すファイルの名前まで指定してください。",
                "this is a folder; give the name of a file to write",
            ));
        }
        if existing.as_ref().is_some_and(|there| there.permissions().readonly()) {
            return Err(unwritable(path).explained(
                "読み取り専用です。別の出力先を指定するか、読み取り専用を解除してください。",
                "the file is read-only; choose another output or make it writable",
            ));
        }
        let refuse = |cause| unwritable(path).because(cause);
        let path = if existing.is_some() {
            fs::canonicalize(path).map_err(refuse)?
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).map_err(refuse)?;
            if !folder.is_dir() {
                return Err(refuse(io::ErrorKind::NotADirectory.into()));
            }
            let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename);
            folder.join(name.map_err(|kind| refuse(kind.into()))?)
        };
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        Ok(Self { folder, path, existing })
    }
}

/// A complete output that has not taken its place yet.
#[derive(Debug)]
enum Pending {
    Renamed {
        temporary: NamedTempFile,
        path: PathBuf,
    },
    /// Devices and pipes such as `/dev/null` cannot be replaced by a file.
    Done,
}

impl Pending {
    fn write(path: &Path, print: impl FnOnce(&mut dyn io::Write) -> Result<()>) -> Result<Self> {
        let place = Place::find(path)?;
        let refuse = |cause: io::Error| unwritable(path).because(cause);
        if place.existing.as_ref().is_some_and(|there| !there.is_file()) {
            let mut out = fs::OpenOptions::new().write(true).open(&place.path).map_err(refuse)?;
            print(&mut out)?;
            return Ok(Self::Done);
        }
        let mut temporary = create(&place).map_err(refuse)?;
        print(&mut temporary)?;
        temporary.as_file().sync_all().map_err(refuse)?;
        Ok(Self::Renamed { temporary, path: place.path })
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Renamed { temporary, path } => {
                temporary.persist(path).map(drop).map_err(|failed| failed.error)
            }
            Self::Done => Ok(()),
        }
    }
}

/// Writes a file so that a failure never destroys what stood there.
///
/// # Errors
/// `Unwritable`.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let place = Place::find(path)?;
    let refuse = |cause: io::Error| unwritable(path).because(cause);
    let mut temporary = create(&place).map_err(refuse)?;
    temporary.write_all(content).map_err(refuse)?;
    temporary.persist(&place.path).map_err(|failed| refuse(failed.error))?;
    Ok(())
}

/// A temporary file that will be as readable as the file it replaces, or as
/// any new file. Temporary files are private otherwise, which nobody expects
/// of a table on a shared drive.
fn create(place: &Place) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shinkyu-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(&place.folder)?;
    #[cfg(unix)]
    if let Some(existing) = &place.existing {
        temporary.as_file().set_permissions(existing.permissions())?;
    }
    Ok(temporary)
}

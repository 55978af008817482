//! A headless `LibreOffice` that turns documents into others.
#![allow(dead_code, reason = "each test that includes this uses a part of it")]

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// Names the program goes by; `SOFFICE` names another.
const NAMES: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
];

/// Converts all files to PDF into a folder, in one run. Fails the test if there
/// is no `LibreOffice`.
pub fn to_pdf(files: &[std::path::PathBuf], folder: &Path) {
    convert(files, "pdf", folder);
}

/// Converts all files into a folder, in one run, to the format of an
/// extension. Fails the test if there is no `LibreOffice`.
pub fn convert(files: &[std::path::PathBuf], extension: &str, folder: &Path) {
    let profile = tempfile::tempdir().expect("a folder for the profile");
    let at = profile.path().to_string_lossy().replace('\\', "/");
    let output = Command::new(program())
        .arg(format!("-env:UserInstallation=file:///{}", at.trim_start_matches('/')))
        .args(["--headless", "--convert-to", extension, "--outdir"])
        .arg(folder)
        .args(files)
        .stdin(Stdio::null())
        .output()
        .expect("LibreOffice starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The first `LibreOffice` that answers.
#[expect(clippy::disallowed_methods, reason = "a test looks for its tools")]
fn program() -> String {
    let named = env::var("SOFFICE").ok().filter(|name| !name.is_empty());
    let mut names = named.into_iter().chain(NAMES.map(str::to_owned));
    let answers = |name: &String| {
        let version = Command::new(name).arg("--version").stderr(Stdio::null()).output();
        version.is_ok_and(|output| output.status.success())
    };
    names.find(answers).expect(
        "no LibreOffice found: install the package 'libreoffice-writer' (Debian) or LibreOffice, \
         or name the program in the variable SOFFICE",
    )
}

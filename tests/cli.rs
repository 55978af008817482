//! The program as a person or a script meets it: exit codes, what stands on
//! which stream, and what happens to files when something goes wrong.

#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files must fail")]

#[path = "cli/child.rs"]
mod child;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/inspect.rs"]
mod inspect;
#[path = "cli/options.rs"]
mod options;
#[path = "cli/outputs.rs"]
mod outputs;

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const OLD: &str = "第１ 目的\nこの規程は、個人情報の取扱いを定める。\n第２ 定義\n\
    （１） 用語の意義は、次のとおりとする。\n（２） 委託先を監督する。\n";
const NEW: &str = "第１ 目的\nこの規程は、個人情報の適正な取扱いを定める。\n第２ 定義\n\
    （１） 用語の意義は、次のとおりとする。\n（２） 再委託先を監督する。\n";

/// Made by qpdf with AES of 256 bits; the password is "himitsu".
const LOCKED: &[u8] = include_bytes!("support/locked.pdf");

/// A folder with `old.txt` and `new.txt`, and the program run inside it.
struct Desk {
    folder: TempDir,
}

/// How a run ended.
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: TempDir::new().unwrap() };
        desk.put("old.txt", OLD);
        desk.put("new.txt", NEW);
        desk
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program with Japanese surroundings, whatever those of the test are.
    fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinkyu"));
        for variable in ["LC_ALL", "LC_MESSAGES", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command.env("LANG", "ja_JP.UTF-8").current_dir(self.folder.path()).args(args);
        command
    }

    fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ended {
        finish(&mut self.command(args))
    }

    /// Runs and asserts an error: code 2, nothing on standard output, one line
    /// on standard error. Returns the line.
    #[track_caller]
    fn refused<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        self.refused_with(2, args)
    }

    /// The same with another exit code.
    #[track_caller]
    fn refused_with<S: AsRef<OsStr>>(&self, code: i32, args: &[S]) -> String {
        let ended = self.run(args);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{}", ended.stderr);
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
        assert!(ended.stderr.starts_with("shinkyu: "), "{}", ended.stderr);
        ended.stderr
    }

    /// Runs and asserts success. Returns what was printed.
    #[track_caller]
    fn done<S: AsRef<OsStr>>(&self, args: &[S]) -> Ended {
        let ended = self.run(args);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended
    }
}

fn finish(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A valid PDF of one page with a drawn line and no character.
fn pdf_without_text() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        "<</Length 22>>\nstream\n50 50 m 200 200 l S   \nendstream",
    ];
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(pdf.len());
        write!(pdf, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    write!(pdf, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
    for start in starts {
        writeln!(pdf, "{start:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    pdf
}

//! A pair of sample files → its report.
#![allow(dead_code, reason = "each test that includes this uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use shinkyu::model::Sides;
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::Report;

/// A pair of files of one sample, named below its folder.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    pub name: &'a str,
    pub old: &'a str,
    pub new: &'a str,
}

impl Sample<'static> {
    /// The two PDFs of one producer.
    pub fn pdf(name: &'static str, producer: &str) -> Self {
        let (old, new) = match producer {
            "libreoffice" => ("libreoffice/old.pdf", "libreoffice/new.pdf"),
            _ => ("chromium/old.pdf", "chromium/new.pdf"),
        };
        Self { name, old, new }
    }

    /// The two text files.
    pub fn text(name: &'static str) -> Self {
        Self { name, old: "old.txt", new: "new.txt" }
    }
}

impl Sample<'_> {
    /// Compares the pair.
    pub fn compare(&self) -> Report {
        let inputs = Sides { old: self.old, new: self.new }.map(|_, file| self.input(file));
        let options = Options {
            read: ReadOptions::default(),
            profile: Profile::default(),
            pairs: Vec::new(),
        };
        pipeline::compare(&inputs, &options, &()).expect("samples can be compared")
    }

    /// Where a file of the sample stands.
    pub fn path(&self, file: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(self.name).join(file)
    }

    #[expect(clippy::disallowed_methods, reason = "a test opens its own samples")]
    fn input(&self, file: &str) -> Input {
        let path = self.path(file);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        Input { name, bytes }
    }
}

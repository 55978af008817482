//! Other programs on the same pair. Libraries get text that is folded and has
//! one paragraph on each line, for nothing; programs get it in files.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

use similar::{
    Algorithm, ChangeTag, DiffTag, InlineChangeMode, InlineChangeOptions, TextDiff,
    capture_diff_slices,
};

use super::cpu;
use super::marks::{Marks, printed};

/// A library with what it said.
pub struct Peer {
    /// Name in tables and on the command line.
    pub name: &'static str,
    /// Compares two texts and returns the marked stretches of bytes (for lines)
    /// or characters of each side.
    pub run: fn([&str; 2]) -> Changed,
}

/// Marked characters of both sides, white space counted.
pub type Changed = [Vec<Range<usize>>; 2];

/// The libraries.
pub static PEERS: [Peer; 3] = [
    Peer { name: "similar-inline", run: similar_inline },
    Peer { name: "similar-char", run: similar_char },
    Peer { name: "imara-char", run: imara_char },
];

/// `similar`: Patience on lines, characters inside lines that differ.
fn similar_inline([old, new]: [&str; 2]) -> Changed {
    let mut config = TextDiff::configure();
    config.algorithm(Algorithm::Patience);
    let diff = config.diff_lines(old, new);
    let mut options = InlineChangeOptions::new();
    options.mode(InlineChangeMode::Chars).min_ratio(0.0);
    let mut changed = Changed::default();
    let mut at = [0, 0];
    for op in diff.ops() {
        let changes: Vec<_> =
            diff.iter_inline_changes_with_options_deadline(op, options, None).collect();
        let refined = op.tag() == DiffTag::Replace
            && changes
                .iter()
                .flat_map(similar::InlineChange::values)
                .any(|(emphasized, _)| *emphasized);
        for change in &changes {
            for (emphasized, text) in change.values() {
                let n_characters = text.chars().count();
                let (on_old, on_new) =
                    (change.tag() != ChangeTag::Insert, change.tag() != ChangeTag::Delete);
                let is_marked = change.tag() != ChangeTag::Equal && (*emphasized || !refined);
                for (side, on) in [on_old, on_new].into_iter().enumerate().filter(|it| it.1) {
                    let _ = on;
                    if is_marked {
                        changed[side].push(at[side]..at[side] + n_characters);
                    }
                    at[side] += n_characters;
                }
            }
        }
    }
    changed
}

/// `similar`: Histogram on all characters.
fn similar_char(texts: [&str; 2]) -> Changed {
    let [old, new] = texts.map(|text| text.chars().collect::<Vec<char>>());
    let mut changed = Changed::default();
    for op in capture_diff_slices(Algorithm::Histogram, &old, &new) {
        if op.tag() != DiffTag::Equal {
            changed[0].push(op.old_range());
            changed[1].push(op.new_range());
        }
    }
    changed
}

/// `imara-diff`: Histogram on all characters.
fn imara_char([old, new]: [&str; 2]) -> Changed {
    let mut input = imara_diff::InternedInput::default();
    input.update_before(old.chars());
    input.update_after(new.chars());
    let diff = imara_diff::Diff::compute(imara_diff::Algorithm::Histogram, &input);
    let mut changed = Changed::default();
    for hunk in diff.hunks() {
        changed[0].push(hunk.before.start as usize..hunk.before.end as usize);
        changed[1].push(hunk.after.start as usize..hunk.after.end as usize);
    }
    changed
}

/// Characters → places of the truth.
pub fn marks(texts: [&str; 2], changed: &Changed) -> Marks {
    let changed = [0, 1].map(|side: usize| {
        let mut places = Vec::with_capacity(texts[side].len() / 3);
        let mut place = 0;
        for c in texts[side].chars() {
            places.push(place);
            place += usize::from(!c.is_whitespace());
        }
        places.push(place);
        changed[side].iter().map(|range| places[range.start]..places[range.end]).collect()
    });
    Marks { characters: texts.map(printed), changed, pairs: None }
}

/// A program that is started for each comparison.
pub struct Program {
    /// Name in tables.
    pub name: &'static str,
    command: &'static [&'static str],
}

/// The programs; those that are not installed are left out.
pub static PROGRAMS: [Program; 2] = [
    Program { name: "GNU diff", command: &["diff"] },
    Program {
        name: "git word-diff",
        command: &["git", "--no-pager", "diff", "--no-index", "--word-diff-regex=."],
    },
];

impl Program {
    /// Seconds of processor time of one run on two files, start included, as
    /// bash tells them (in thousandths); `None` without bash or the program.
    pub fn seconds(&self, folder: &Path) -> Option<f64> {
        let script = r#"TIMEFORMAT='%U %S'; time "$@" >/dev/null"#;
        let ran = Command::new("bash")
            .args(["-c", script, "bash"])
            .args(self.command)
            .args([folder.join("old.txt"), folder.join("new.txt")])
            // In a locale without UTF-8 git would compare bytes.
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .ok()?;
        if !matches!(ran.status.code(), Some(0 | 1)) {
            return None;
        }
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        let seconds: Option<Vec<f64>> =
            told.lines().last()?.split(' ').map(|it| it.parse().ok()).collect();
        Some(seconds?.iter().sum())
    }
}

/// Writes the files of a pair.
pub fn write_files(folder: &Path, texts: &[String; 2]) {
    for (name, text) in ["old.txt", "new.txt"].into_iter().zip(texts) {
        fs::write(folder.join(name), text).expect("the folder can be written");
    }
}

/// Seconds of one comparison of a library, and what it said.
pub fn timed(peer: &Peer, texts: [&str; 2]) -> (f64, Changed) {
    cpu::seconds(|| (peer.run)(texts))
}

//! The built program from start to JSON against git, wall-clock time.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::arguments::{Arguments, size_name};
use super::peers;

/// Both in turn on the same files; prints medians.
pub fn measure(arguments: &Arguments, program: &str) {
    println!("| pair | shinkyu, s | git --word-diff-regex=., s | shinkyu / git, round by round |");
    println!("|---|---|---|---|");
    for size in &arguments.sizes {
        for preset in &arguments.presets {
            let folder = tempfile::tempdir().expect("a folder for the files");
            let folder = folder.path();
            peers::write_files(folder, &preset.make(*size, arguments.seed).texts);
            let mut rounds: Vec<[f64; 3]> = Vec::new();
            for _ in 0..arguments.rounds(*size) {
                let Some((ours, git)) = ours(program, folder).zip(git(folder)) else { break };
                rounds.push([ours, git, ours / git]);
            }
            let column = |index: usize| {
                let mut values: Vec<f64> = rounds.iter().map(|round| round[index]).collect();
                values.sort_unstable_by(f64::total_cmp);
                let median = values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
                let ends = values.first().zip(values.last());
                ends.map_or("–".into(), |(low, high)| format!("{median:.3} [{low:.3}–{high:.3}]"))
            };
            let (name, size) = (preset.name, size_name(*size));
            println!("| {name} {size} | {} | {} | {} |", column(0), column(1), column(2));
        }
    }
}

fn ours(program: &str, folder: &Path) -> Option<f64> {
    let mut command = Command::new(program);
    command.args(["compare", "--quiet", "--format", "json", "-o"]);
    command.arg(folder.join("report.json")).args(files(folder));
    wall(&mut command)
}

fn git(folder: &Path) -> Option<f64> {
    let mut command = Command::new("git");
    command.args(["--no-pager", "diff", "--no-index", "--word-diff-regex=."]).args(files(folder));
    // In a locale without UTF-8 git would compare bytes.
    wall(command.env("LC_ALL", "C.UTF-8"))
}

fn files(folder: &Path) -> [std::path::PathBuf; 2] {
    [folder.join("old.txt"), folder.join("new.txt")]
}

/// Seconds of one run; `None` when the program is missing or fails.
fn wall(command: &mut Command) -> Option<f64> {
    let begun = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().ok()?;
    let seconds = begun.elapsed().as_secs_f64();
    matches!(status.code(), Some(0 | 1)).then_some(seconds)
}

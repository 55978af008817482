//! Writes a generated pair to a folder: `cargo bench --bench make_pair --
//! FOLDER CHARACTERS SEED [PRESET]`. Used by `compare-with-git.sh`; measures
//! nothing. Without arguments (as in a plain `cargo bench`) it does nothing.

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::Path;
use std::process::ExitCode;

use support::family::Family;
use support::mutate::Plan;
use support::render::Layout;
use support::tree::Shape;
use support::{Preset, texts};

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [folder, characters, seed, rest @ ..] = &arguments[..] else {
        return ExitCode::SUCCESS;
    };
    let (Ok(characters), Ok(seed)) = (characters.parse(), seed.parse()) else {
        return ExitCode::from(2);
    };
    let Some(preset) = preset(rest.first().map_or("five-percent", String::as_str)) else {
        return ExitCode::from(2);
    };
    let shape = Shape::new(Family::Guideline, characters);
    let (old, new) = texts(&preset, &shape, seed);
    let folder = Path::new(folder);
    let written = std::fs::write(folder.join("old.txt"), old)
        .and_then(|()| std::fs::write(folder.join("new.txt"), new));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn preset(name: &str) -> Option<Preset> {
    let plan = Plan { edit: 0.05, ..Plan::NONE };
    let rewrapped = Preset { name: "five-percent-rewrapped", plan, ..Preset::TYPICAL };
    let (old, new) = (Layout::PLAIN, Layout::PLAIN);
    let five_percent = Preset { name: "five-percent", plan, old, new };
    // Edits in two sections of five change about 5 % of all characters.
    let spread = Plan { edit: 0.4, ..Plan::NONE };
    let spread = Preset { name: "five-percent-spread", plan: spread, old, new };
    let presets = [
        five_percent,
        rewrapped,
        spread,
        Preset::TYPICAL,
        Preset::HEAVY,
        Preset::REWRAP,
        Preset::SAME,
        Preset::NOWRAP,
    ];
    presets.into_iter().find(|preset| preset.name == name)
}

//! Memory of alignment and diff, above what the documents take already.
//!
//! The largest resident size is a property of a process, so each figure comes
//! from a process of its own. What was freed before would be used again unseen;
//! large blocks are given back to the system at once (see [`extra`]), and holes
//! between small ones are filled before it counts (see [`fill_holes`]).

use std::fs;
use std::process::{Command, Stdio};

use super::arguments::{Arguments, size_name};
use super::ours;
use super::presets::Preset;

/// Bytes of memory per byte of both documents; `None` where the system does
/// not tell (all but Linux).
pub fn extra(preset: &Preset, size: usize, seed: u64) -> Option<f64> {
    let ran = Command::new(std::env::current_exe().ok()?)
        .args(["--heap", "--presets", preset.name, "--sizes", &size_name(size)])
        .args(["--seed", &seed.to_string()])
        .envs([("MALLOC_MMAP_THRESHOLD_", "65536"), ("MALLOC_TRIM_THRESHOLD_", "0")])
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .ok()?;
    String::from_utf8_lossy(&ran.stdout).trim().parse().ok()
}

/// Prints that figure for this process.
pub fn print_own(arguments: &Arguments) {
    let (Some(preset), Some(size)) = (arguments.presets.first(), arguments.sizes.first()) else {
        return;
    };
    let texts = preset.make(*size, arguments.seed).texts;
    let n_bytes = texts.iter().map(String::len).sum::<usize>();
    let outlined = ours::prepare(ours::inputs(texts));
    let filling = fill_holes();
    // From here on the largest size is counted anew.
    if fs::write("/proc/self/clear_refs", "5").is_err() {
        return;
    }
    let before = status("VmRSS:");
    let found = ours::find(&outlined);
    let most = status("VmHWM:");
    drop((found, filling));
    if let Some((before, most)) = before.zip(most) {
        println!("{}", (most - before).max(0.0) * 1024.0 / n_bytes as f64);
    }
}

/// Takes blocks of ever smaller sizes until each takes new memory.
fn fill_holes() -> Vec<Vec<u8>> {
    let mut filling = Vec::with_capacity(1 << 20);
    for size in (5..16).rev().map(|bits| 3_usize << bits >> 1) {
        let n_blocks = (256 * 1024 / size).max(16);
        // Enough for any pair that fits into memory.
        for _ in 0..2_000 {
            let before = status("VmRSS:").unwrap_or_default();
            filling.extend((0..n_blocks).map(|_| vec![1; size]));
            let grown = (status("VmRSS:").unwrap_or_default() - before) * 1024.0;
            if grown >= 0.9 * (n_blocks * size) as f64 {
                break;
            }
        }
    }
    filling
}

fn status(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

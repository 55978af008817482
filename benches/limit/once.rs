//! One call on a pair of files, for tools that count instructions.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use super::arguments::Arguments;
use super::kernel::Limit;
use super::{ours, peers};

/// Writes the first pair that was asked for.
pub fn write(arguments: &Arguments, folder: &str) {
    let (Some(preset), Some(size)) = (arguments.presets.first(), arguments.sizes.first()) else {
        return;
    };
    peers::write_files(Path::new(folder), &preset.make(*size, arguments.seed).texts);
}

/// Reads the pair, fills the table of the kernel, and then does nothing
/// (`load`), calls the kernel (`limit`) or the library (`ours`): what a tool
/// counts more than for `load` is the call.
pub fn run(what: &str, folder: &str) {
    let text = |name| fs::read_to_string(Path::new(folder).join(name)).expect("a pair of files");
    let inputs = ours::inputs([text("old.txt"), text("new.txt")]);
    let mut limit = black_box(Limit::new());
    match what {
        "limit" => {
            black_box(limit.run(&inputs.old.bytes) ^ limit.run(&inputs.new.bytes));
        }
        "ours" => {
            // Without this the tool would count the drop as well.
            std::mem::forget(black_box(ours::compare(&inputs)));
        }
        _ => {}
    }
}

//! The library against the physical limit and against other programs; see the
//! section "Limit and peers" of `benches/README.md`.
#![allow(clippy::print_stdout, reason = "a table on the terminal is what this is run for")]
#![allow(clippy::print_stderr, reason = "and its usage where it is called otherwise")]
#![allow(clippy::disallowed_methods, reason = "a bench starts programs and reads clocks")]

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "limit/arguments.rs"]
mod arguments;
#[path = "limit/cpu.rs"]
mod cpu;
#[path = "limit/gate.rs"]
mod gate;
#[path = "limit/kernel.rs"]
mod kernel;
#[path = "limit/marks.rs"]
mod marks;
#[path = "limit/measure.rs"]
mod measure;
#[path = "limit/memory.rs"]
mod memory;
#[path = "limit/odd.rs"]
mod odd;
#[path = "limit/once.rs"]
mod once;
#[path = "limit/ours.rs"]
mod ours;
#[path = "limit/peers.rs"]
mod peers;
#[path = "limit/presets.rs"]
mod presets;
#[path = "limit/quality.rs"]
mod quality;
#[path = "limit/whole.rs"]
mod whole;

use std::process::ExitCode;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use arguments::{Arguments, Mode, USAGE};

fn main() -> ExitCode {
    let Some(arguments) = Arguments::read() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    // Everything runs on this one thread, whose time is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let is_held = pool.install(|| {
        match &arguments.mode {
            Mode::Measure => measure::measure(&arguments),
            Mode::Seeds => gate::seeds(&arguments.presets),
            Mode::Gate => return gate::holds(),
            Mode::Whole(program) => whole::measure(&arguments, program),
            Mode::Write(folder) => once::write(&arguments, folder),
            Mode::Once(what, folder) => once::run(what, folder),
            Mode::Heap => memory::print_own(&arguments),
        }
        true
    });
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

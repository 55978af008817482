//! The `shinkyu` program. Everything happens in the library's `cli` module.

use std::process::ExitCode;

/// Documents are many small strings, made and dropped on several threads; the
/// allocators of the systems spend a third of a comparison's time in the kernel.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shinkyu::cli::run(std::env::args_os())
}

//! The `shinkyu` program. Everything happens in the library's `cli` module.

use std::process::ExitCode;

fn main() -> ExitCode {
    shinkyu::cli::run(std::env::args_os())
}

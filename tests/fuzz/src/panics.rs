//! Which panics are findings.
//!
//! Panics inside PDF and Excel libraries are caught behind the fence and
//! become warnings, but libFuzzer ends the process in its panic hook, before
//! anything can be caught. On the other hand our own code runs behind the same
//! fence, where its panics would pass for damaged pages.

use std::backtrace::Backtrace;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::process::abort;

/// Lets fenced panics of libraries pass and ends the process for all others,
/// those of our own code behind the fence included. To be called in the `init`
/// of a target, after libFuzzer has installed its hook.
pub fn count_own_panics() {
    shinkyu::read::silence_fenced_panics();
    let outside_the_fence = take_hook();
    set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
        let file = panic.location().map_or("", |location| location.file());
        let is_standard = file.starts_with("/rustc/") || file.contains("/rustlib/");
        let is_ours = if is_standard { called_by_us() } else { !file.contains("/registry/") };
        if is_ours {
            eprintln!("{panic}\n{}", Backtrace::force_capture());
            abort();
        }
        outside_the_fence(panic);
    }));
}

/// Whether the innermost function outside the standard library is one of
/// shinkyu: whose mistake a panic of the standard library is.
fn called_by_us() -> bool {
    let calls = Backtrace::force_capture().to_string();
    let files = calls.lines().filter_map(|line| line.trim().strip_prefix("at "));
    let skipped = ["/rustc/", "/rustlib/", "tests/fuzz/"];
    let mut callers = files.filter(|file| !skipped.iter().any(|part| file.contains(part)));
    callers.next().is_some_and(|file| !file.contains("/registry/"))
}

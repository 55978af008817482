//! Two texts or web pages, cut at NUL, compared; and one with itself. Pages
//! begin with a tag.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu_fuzz::{check_same, compare, count_own_panics, parts};

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let [old, new] = parts::<2>(bytes).map(String::into_bytes);
    let name = if new.starts_with(b"<") { "a.html" } else { "a.txt" };
    if let Ok(report) = compare(name, new.clone(), new.clone()) {
        check_same(&report);
    }
    let _ = compare(name, old, new);
});

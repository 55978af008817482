//! Any bytes as a web page.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::ReadOptions;
use shinkyu_fuzz::{count_own_panics, read_and_check};

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let page = [b"<!DOCTYPE html>", bytes].concat();
    read_and_check("a.html", page, &ReadOptions::default());
});

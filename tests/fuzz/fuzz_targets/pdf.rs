//! Any bytes as a PDF file. Whether the pages are read twice is decided by the
//! length of the file: bytes after its end mean nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::{ReadOptions, ReadTwice};
use shinkyu_fuzz::{count_own_panics, read_and_check};

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let read_twice = if bytes.len() % 2 == 0 { ReadTwice::Never } else { ReadTwice::Always };
    let options = ReadOptions { read_twice, ..ReadOptions::default() };
    read_and_check("a.pdf", bytes.to_vec(), &options);
});

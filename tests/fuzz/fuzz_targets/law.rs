//! Any bytes inside a law of 法令標準XML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::ReadOptions;
use shinkyu_fuzz::{count_own_panics, read_and_check};

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let head = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Law Era=\"Heisei\"><LawBody>";
    let law = [head, bytes, b"</LawBody></Law>"].concat();
    read_and_check("a.xml", law, &ReadOptions::default());
});

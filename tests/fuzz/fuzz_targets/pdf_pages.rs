//! Valid PDF pages of arbitrary text and rules, through layout and tables to
//! the outline; and two such files compared.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::{ReadOptions, ReadTwice};
use shinkyu_fuzz::pages::Pages;
use shinkyu_fuzz::{check_same, compare, count_own_panics, read_and_check};

fuzz_target!(init: count_own_panics(), |files: (Pages, Option<Pages>, bool)| {
    let (new, old, twice) = files;
    let read_twice = if twice { ReadTwice::Always } else { ReadTwice::Never };
    let options = ReadOptions { read_twice, ..ReadOptions::default() };
    let new = new.file();
    read_and_check("a.pdf", new.clone(), &options);
    if let Some(old) = old {
        let _ = compare("a.pdf", old.file(), new);
    } else if let Ok(report) = compare("a.pdf", new.clone(), new) {
        check_same(&report);
    }
});

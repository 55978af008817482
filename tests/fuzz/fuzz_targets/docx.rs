//! Arbitrary XML in the parts of a Word file: body, numbering, styles, foot
//! notes, in this order, cut at NUL. An empty part is left out of the file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::read::{ReadOptions, TrackedChanges};
use shinkyu_fuzz::docx::Docx;
use shinkyu_fuzz::{count_own_panics, parts, read_and_check};

fuzz_target!(init: count_own_panics(), |bytes: &[u8]| {
    let [body, others @ ..] = parts::<4>(bytes);
    let mut file = Docx::new(body);
    for (name, content) in ["numbering", "styles", "footnotes"].into_iter().zip(others) {
        if !content.is_empty() {
            file = file.with(name, content);
        }
    }
    let tracked =
        if bytes.len() % 2 == 0 { TrackedChanges::Accept } else { TrackedChanges::Reject };
    read_and_check("a.docx", file.finish(), &ReadOptions { tracked, ..ReadOptions::default() });
});

//! Folding: twice is once, in pieces is whole, and each folded character
//! knows where it came from.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::normalize::fold::{FoldSink, Folder, fold};

/// Bytes of the input that say where the text is cut into pieces.
const CUTS: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    let (cuts, text) = bytes.split_at(bytes.len().min(CUTS));
    let text = String::from_utf8_lossy(text);
    let whole = fold(&text);
    assert_eq!(fold(&whole), whole, "folded twice: {text:?}");
    let mut placed = Placed::default();
    let mut folder = Folder::new(&mut placed);
    let mut at = 0;
    for cut in cuts {
        let end = text.ceil_char_boundary(at + usize::from(cut % 16));
        folder.push(&text, at..end);
        at = end;
    }
    folder.push(&text, at..text.len());
    folder.finish();
    assert_eq!(placed.folded, whole, "folded in pieces: {text:?}");
    let mut last = 0;
    for (start, end) in placed.places {
        assert!(text.get(start..end).is_some_and(|from| !from.is_empty()), "from nowhere");
        assert!(last <= start, "characters change places: {text:?}");
        last = start;
    }
});

#[derive(Default)]
struct Placed {
    folded: String,
    places: Vec<(usize, usize)>,
}

impl FoldSink for Placed {
    fn folded(&mut self, c: char, start: usize, end: usize) {
        self.folded.push(c);
        self.places.push((start, end));
    }

    fn recomposed(&mut self, c: char, end: usize) {
        self.folded.pop().expect("a character to be joined");
        self.folded.push(c);
        self.places.last_mut().expect("a place for each character").1 = end;
    }
}

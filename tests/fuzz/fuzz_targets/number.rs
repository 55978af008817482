//! Any two lines as ones that may begin with a heading number.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinkyu::number::{HeadingNumber, parse};

fuzz_target!(|text: &str| {
    let mut numbers = text.split('\n').filter_map(number);
    if let (Some(first), Some(second)) = (numbers.next(), numbers.next()) {
        first.last().follows(second.last());
        first.last().begins_list();
        let is_prefix = first.is_proper_prefix_of(&second);
        assert!(!(is_prefix && second.is_proper_prefix_of(&first)), "{first:?} {second:?}");
    }
});

fn number(line: &str) -> Option<HeadingNumber> {
    let parsed = parse(line)?;
    let label = line.get(parsed.label.clone()).expect("a label between characters");
    line.get(parsed.title..).expect("a title that begins between characters");
    assert!(parsed.label.end <= parsed.title, "a title inside its number: {parsed:?}");
    assert!(line[..parsed.label.start].trim().is_empty(), "something before the number");
    assert!(!label.starts_with(char::is_whitespace));
    assert!(parsed.number.depth() > 0);
    Some(parsed.number)
}

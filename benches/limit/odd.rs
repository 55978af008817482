//! Texts that are hard on purpose.

use std::fmt::Write as _;

use super::support::rng::Rng;

/// Characters of one paragraph.
const PARAGRAPH: usize = 400;

/// Seven characters over and over, two in a hundred replaced, on each side
/// others.
pub fn periodic(n_bytes: usize, seed: u64) -> (String, String) {
    let text = |rng: &mut Rng| {
        one_section(n_bytes, |at| {
            let plain = ['施', '設', 'の', '管', '理', 'を', '行'][at % 7];
            if rng.chance(0.02) { rng.pick(&['者', '所', '及', '等', 'は']) } else { plain }
        })
    };
    (text(&mut Rng::new(seed)), text(&mut Rng::new(seed + 1)))
}

/// Two letters in no order.
pub fn two_letters(n_bytes: usize, seed: u64) -> (String, String) {
    let text = |rng: &mut Rng| one_section(n_bytes, |_| rng.pick(&['甲', '乙']));
    (text(&mut Rng::new(seed)), text(&mut Rng::new(seed + 1)))
}

fn one_section(n_bytes: usize, mut character: impl FnMut(usize) -> char) -> String {
    let mut text = String::from("第１　総則\n");
    for at in 0..n_bytes / 3 {
        text.push(character(at));
        if at % PARAGRAPH == PARAGRAPH - 1 {
            text.push_str("。\n");
        }
    }
    text + "。\n"
}

/// The same heading with nearly the same text: 10⁵ times in 4 MB. One in a
/// hundred is missing on one of the sides.
pub fn equal_headings(n_bytes: usize, seed: u64) -> (String, String) {
    const SECTION: &str = "第１　届出\n届出をする。\n";
    let text = |rng: &mut Rng| {
        let mut text = String::new();
        for _ in 0..n_bytes / SECTION.len() {
            if !rng.chance(0.005) {
                text.push_str(SECTION);
            }
        }
        text
    };
    (text(&mut Rng::new(seed)), text(&mut Rng::new(seed + 1)))
}

/// A number one step longer on each line, as deep as the size allows, and one
/// of 10⁴ steps.
pub fn deep(n_bytes: usize, seed: u64) -> (String, String) {
    let text = |rng: &mut Rng| {
        let (mut text, mut path) = (String::new(), String::from("1"));
        let long = vec!["1"; 10_000].join("-");
        let _ = writeln!(text, "{long} 届出");
        while text.len() < n_bytes {
            let _ = writeln!(text, "{path} 届出{}", rng.below(10));
            path.push_str("-1");
        }
        text
    };
    (text(&mut Rng::new(seed)), text(&mut Rng::new(seed + 1)))
}

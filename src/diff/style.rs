//! Ways of writing that folding keeps apart, because headings and names may
//! differ in them, and that are no change of content where a whole unit
//! differs in nothing else (CONVENTIONS §3.6): 元年 and 1年, つ for っ in old
//! texts, ヶ for か before what is counted.

use super::tokens::{Token, Tokens};

/// Whether two texts differ in style alone, if they differ at all.
pub(super) fn is_style_alone(old: &Tokens, new: &Tokens) -> bool {
    // Each way of writing stands for one character, which is a token.
    let may_stand = |one: &Token, other: &Token| one.is_single() && other.is_single();
    let is_alike =
        differ_in_style(&old.list, &new.list, |token| token.first(), PartialEq::eq, may_stand);
    is_alike && old.long() == new.long()
}

/// The same of two folded texts.
pub fn is_style_alone_in(old: &str, new: &str) -> bool {
    let [old, new] = [old, new].map(|text| text.chars().collect::<Vec<char>>());
    differ_in_style(&old, &new, |&c| c, |old, new| old == new, |_, _| true)
}

/// Whether elements, each with its first character, are equal or, where one
/// `may_stand` for the other, the same when written in the usual way.
fn differ_in_style<T>(
    old: &[T],
    new: &[T],
    first: impl Fn(&T) -> char,
    is_equal: impl Fn(&T, &T) -> bool,
    may_stand: impl Fn(&T, &T) -> bool,
) -> bool {
    let plain = |all: &[T], at: usize| {
        let first = |at: usize| all.get(at).map_or(' ', &first);
        plain(at.checked_sub(1).map_or(' ', first), first(at), first(at + 1))
    };
    let is_alike = |(at, (one, other))| {
        is_equal(one, other) || may_stand(one, other) && plain(old, at) == plain(new, at)
    };
    old.len() == new.len() && old.iter().zip(new).enumerate().all(is_alike)
}

/// The usual way to write a character between two others.
fn plain(before: char, c: char, next: char) -> char {
    match c {
        '元' if next == '年' && "和成正治".contains(before) => '1',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ヶ' | 'ケ' | 'ヵ' | 'カ' | '箇' | '個'
            if "月年所国条".contains(next)
                && (before.is_ascii_digit() || "一二三四五六七八九十百数".contains(before)) =>
        {
            'か'
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    #[test]
    fn ways_of_writing_are_told_from_words() {
        let is_style_alone =
            |old: &str, new: &str| is_style_alone(&tokens_of(old), &tokens_of(new));
        for (old, new) in [
            ("令和元年5月", "令和1年5月"),
            ("であつて、", "であって、"),
            ("3ヶ月以内", "3か月以内"),
            ("三箇所の", "三か所の"),
        ] {
            assert!(is_style_alone(old, new) && is_style_alone(new, old), "{old} {new}");
        }
        for (old, new) in [
            ("令和元年", "令和2年"),
            ("復元年次", "復1年次"),
            ("3ヶ月", "3ヶ年"),
            ("三箇所", "四か所"),
            ("あ", "ああ"),
        ] {
            assert!(!is_style_alone(old, new), "{old} {new}");
        }
    }
}

//! Citations as one unit each: the whole path with its branches, hyphens,
//! bracketed parts and the part of the provision (CONVENTIONS §1.6). The name of
//! the law before it is no part of the path.

use super::counted::{
    Words, code_end, is, is_class, is_numeral, longest_word_end, numerals_end, word_end,
};
use super::tokens::{Class, Token};

/// What can be cited by a number right behind it.
static NUMBERED: Words =
    Words::new(|| Words::sorted("別表 別紙 別添 別記 別図 様式 別記様式 附属書"));
/// Units of a provision.
const UNITS: &str = "編章節款目条項号";
/// What else an ordinal counts; 第27号 and 第３回 are not cut either.
const ORDINALS: &str = "回期次版巻部課類種位週";
/// Parts of a provision.
static PARTS: Words = Words::new(|| Words::sorted("本文 ただし書 前段 中段 後段 柱書"));

/// What stands inside citations or behind their first character, besides numbers,
/// letters and katakana.
pub(super) fn inner_characters() -> impl Iterator<Item = char> {
    let others = [UNITS, ORDINALS, "第者の-()①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"];
    let of_words = [&NUMBERED, &PARTS].into_iter().flat_map(Words::characters);
    of_words.chain(others.into_iter().flat_map(str::chars))
}

/// End of the citation that begins at token `at`; `at` if there is none.
///
/// `第23条の2`, `第10条第1項第三号イ`, `第７－３`, `第２－（７）`, `第11－３－（２）後段`,
/// `別表第二`, `別紙１`, `３－（２）`.
pub(super) fn citation_end(tokens: &[Token], at: usize) -> usize {
    let begins_citation = is_class(tokens, at, Class::Number) || is(tokens, at, "第別様附");
    if !begins_citation {
        return at;
    }
    let numbered = longest_word_end(tokens, at, &NUMBERED);
    let mut end = numbered.unwrap_or(at);
    if !is(tokens, end, "第") {
        return unnumbered_path(tokens, at, numbered.is_some(), end);
    }
    let begin = end;
    while is(tokens, end, "第") && is_numeral(tokens, end + 1) {
        end = step_end(tokens, end);
    }
    if end == begin {
        return at;
    }
    longest_word_end(tokens, end, &PARTS).unwrap_or(end)
}

/// `別紙１－２` behind its head, and `３－（２）`, which has none.
fn unnumbered_path(tokens: &[Token], at: usize, has_head: bool, from: usize) -> usize {
    if !is_class(tokens, from, Class::Number) {
        return at;
    }
    let after = if has_head { branches_end(tokens, from + 1) } else { code_end(tokens, from) };
    if has_head {
        return after;
    }
    // Without a head, only a hyphen before a bracket tells a path from a
    // number with a remark behind it.
    if is(tokens, after, "-ー") && bracketed_end(tokens, after + 1).is_some() {
        branches_end(tokens, after)
    } else {
        at
    }
}

/// `第10条の２`, `第三者`, `第２－（７）－ア`.
fn step_end(tokens: &[Token], at: usize) -> usize {
    let mut end = numerals_end(tokens, at + 1);
    // 第三者 is a word, not the third of something.
    if word_end(tokens, at, "第三者").is_some() {
        return at + 3;
    }
    if is(tokens, end, UNITS) || is(tokens, end, ORDINALS) {
        end += 1;
    }
    branches_end(tokens, end)
}

/// The place behind all branches `の２`, `－３`, `－（２）`, `（２）`, `イ`.
fn branches_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    loop {
        let hyphens = usize::from(is(tokens, end, "-ー"));
        let from = end + hyphens;
        let is_branch = hyphens > 0 || is_branch_mark(tokens, end);
        let may_have_item = hyphens > 0 || is(tokens, end.wrapping_sub(1), "号)");
        end = if is_branch && is_numeral(tokens, end + 1) {
            numerals_end(tokens, end + 1)
        } else if let Some(after) = bracketed_end(tokens, from) {
            after
        } else if is_circled(tokens, from) || (may_have_item && is_item(tokens, from)) {
            from + 1
        } else {
            return end;
        };
    }
}

/// Whether の begins a branch: 第３条の２, but not 第３条の一部.
fn is_branch_mark(tokens: &[Token], at: usize) -> bool {
    let after = numerals_end(tokens, at + 1);
    let in_kanji = is_class(tokens, after - 1, Class::Kanji);
    let makes_word = is(tokens, after, "つ")
        || (is_class(tokens, after, Class::Kanji) && !is(tokens, after, "第及又若並前後各本"));
    is(tokens, at, "の") && !(in_kanji && makes_word)
}

/// `（７）`, `（ア）`.
fn bracketed_end(tokens: &[Token], at: usize) -> Option<usize> {
    if !is(tokens, at, "(") {
        return None;
    }
    let inside = numerals_end(tokens, at + 1);
    let end = if inside == at + 1 && is_item(tokens, inside) { inside + 1 } else { inside };
    (end > at + 1 && is(tokens, end, ")")).then_some(end + 1)
}

fn is_circled(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.first(), '①'..='⑳'))
}

/// A single katakana, as items are numbered.
fn is_item(tokens: &[Token], at: usize) -> bool {
    is_class(tokens, at, Class::Katakana)
        && !is(tokens, at, "ー")
        && !is_class(tokens, at + 1, Class::Katakana)
}

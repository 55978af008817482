//! Pairs of sections made and forbidden by hand: a small text file, one rule
//! a line.
//!
//! ```text
//! 第４/２/（１） = 第４/２/（２）    # the same section
//! 第５/１ ! 第５/３                  # not the same one
//! 第６ = -                           # has no partner
//! ```
//!
//! Left of the sign stands a place in the old document, right of it one in the
//! new document: the numbers from the outermost heading to the section's own,
//! in any width. `#2` behind a place means the second one of that name.

mod places;

pub use places::{Places, constraints};

use crate::error::{Error, ErrorKind, Result};
use crate::model::Sides;

/// Largest accepted file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A rule of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairRule {
    /// Its line, from 1, for messages.
    pub line: u32,
    /// The two places as typed; `None` for `-`, on one side at most.
    pub places: Sides<Option<String>>,
    /// Whether they are the same section.
    pub same: bool,
}

/// Understands the file.
///
/// # Errors
/// `BadPairs` with the line that is not understood, for text that is not UTF-8
/// and for more than [`MAX_BYTES`].
pub fn parse(file: &[u8]) -> Result<Vec<PairRule>> {
    if file.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::BadPairs, "").explained(
            "対応の指定としては大きすぎます（上限 1MB）。ファイルを確かめてください。",
            "too large for a file of pairs (at most 1 MB); check the file",
        ));
    }
    let text = std::str::from_utf8(file).map_err(|_| {
        Error::new(ErrorKind::BadPairs, "").explained(
            "UTF-8 のテキストではありません。UTF-8 で保存し直してください。",
            "this is no UTF-8 text; save it as UTF-8",
        )
    })?;
    let lines = text.trim_start_matches('\u{FEFF}').lines().zip(1..);
    lines.filter_map(|(text, line)| rule(text, line).transpose()).collect()
}

/// One line; `None` where it says nothing.
fn rule(text: &str, line: u32) -> Result<Option<PairRule>> {
    let text = without_comment(text).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let is_sign = |c: char| matches!(c, '=' | '＝' | '!' | '！');
    let mut parts = text.split(is_sign).map(str::trim);
    let (Some(old), Some(new), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong(
            line,
            "「旧の項 = 新の項」又は「旧の項 ! 新の項」の形に直してください。",
            "write it as \"old section = new section\" or \"old section ! new section\"",
        ));
    };
    let same = text.chars().find(|&c| is_sign(c)).is_some_and(|c| matches!(c, '=' | '＝'));
    if old.is_empty() || new.is_empty() {
        return Err(wrong(
            line,
            "項が片方しかありません。相手のない項には - を書いてください。",
            "one of the sections is missing; write - for a section without a partner",
        ));
    }
    let place = |typed: &str| (!matches!(typed, "-" | "－" | "ー")).then(|| typed.to_owned());
    let places = Sides { old: place(old), new: place(new) };
    match (&places.old, &places.new) {
        (None, None) => Err(wrong(line, "どちらの項もありません。", "neither section is named")),
        (None, _) | (_, None) if !same => Err(wrong(
            line,
            "- は = と一緒に使います（相手がないという指定）。",
            "- goes with = (it means that there is no partner)",
        )),
        _ => Ok(Some(PairRule { line, places, same })),
    }
}

/// The line up to a `#` that begins a comment: at the start or after a space.
fn without_comment(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && before.is_whitespace() {
            return line.split_at(at).0;
        }
        before = c;
    }
    line
}

/// An error about a line.
fn wrong(line: u32, ja: &str, en: &str) -> Error {
    Error::new(ErrorKind::BadPairs, "")
        .explained(format!("{line}行目: {ja}"), format!("line {line}: {en}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn lines_are_understood() {
        let file = "\u{FEFF}# 対応\r\n第４/２ = 第４/３  # p.2 → p.3\r\n\r\n第５#2！第６\n附則 ＝ －\n- = 別表\n";
        let rule = |line, old: &str, new: &str, same| {
            let place = |typed: &str| (!typed.is_empty()).then(|| typed.to_owned());
            PairRule { line, places: Sides { old: place(old), new: place(new) }, same }
        };
        let expected = [
            rule(2, "第４/２", "第４/３", true),
            rule(4, "第５#2", "第６", false),
            rule(5, "附則", "", true),
            rule(6, "", "別表", true),
        ];
        assert_eq!(parse(file.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        for (file, said) in [
            ("\n第４ 第５", "2行目: 「旧の項"),
            ("第４ = 第５ = 第６", "1行目: 「旧の項"),
            ("第４ =", "1行目: 項が片方"),
            ("- = -", "1行目: どちらの項も"),
            ("第４ ! -", "1行目: - は"),
        ] {
            let error = parse(file.as_bytes()).unwrap_err();
            let message = error.message(Lang::Ja);
            assert!(error.kind() == ErrorKind::BadPairs && message.contains(said), "{message}");
        }
        assert!(parse(b"\x91\xE6\x82\x50 = -").unwrap_err().message(Lang::Ja).contains("UTF-8"));
        assert!(parse(&vec![b'#'; MAX_BYTES + 1]).is_err());
    }
}

//! Pairs of sections made and forbidden by hand: a small text file, one rule
//! a line.
//!
//! ```text
//! 第４/２/（１） = 第４/２/（２）    # the same section
//! 第５/１ ! 第５/３                  # not the same one
//! 第６ = -                           # has no partner
//! 第７ = 第９ [移動]                 # the same, and it has moved
//! 新 第４/２ +下線 「30日以内」      # underline this text
//! 旧 第４/２ -下線 「速やかに」#2    # take the underline off its second place
//! ```
//!
//! Left of `=` and `!` stands a place in the old document, right of it one in the
//! new document: the numbers from the outermost heading to the section's own,
//! in any width. `#2` behind a place means the second one of that name.

mod correct;
mod marks;
mod places;

pub use correct::{correct, mark_rule};
pub use marks::MarkRule;
pub use places::{Places, applicable, constraints};

use std::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::model::{Side, Sides};

/// Largest accepted file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A rule of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// About which sections are the same one.
    Pair(PairRule),
    /// About what is underlined.
    Mark(MarkRule),
}

/// Which sections are the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairRule {
    /// Its line, from 1, for messages.
    pub line: u32,
    /// The two places as typed; `None` for `-`, on one side at most.
    pub places: Sides<Option<String>>,
    /// Whether they are the same section.
    pub same: bool,
    /// Whether it is to be called moved; `None` leaves that to the program.
    pub moved: Option<bool>,
}

/// What stands behind a pair that is called moved, and behind one that is not.
const MOVED: [[&str; 3]; 2] =
    [["[移動]", "［移動］", "[moved]"], ["[移動なし]", "［移動なし］", "[not moved]"]];

impl fmt::Display for Rule {
    /// The rule as a line of the file.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pair(rule) => {
                let place = |side| rule.places.get(side).as_deref().unwrap_or("-");
                let sign = if rule.same { '=' } else { '!' };
                write!(out, "{} {sign} {}", place(Side::Old), place(Side::New))?;
                match rule.moved {
                    Some(true) => write!(out, " {}", MOVED[0][0]),
                    Some(false) => write!(out, " {}", MOVED[1][0]),
                    None => Ok(()),
                }
            }
            Self::Mark(rule) => rule.fmt(out),
        }
    }
}

impl Rule {
    /// The line of the file that it stands in, from 1.
    pub fn line(&self) -> u32 {
        match self {
            Self::Pair(rule) => rule.line,
            Self::Mark(rule) => rule.line,
        }
    }
}

/// The rules about pairs among all.
fn pair_rules(rules: &[Rule]) -> impl Iterator<Item = &PairRule> {
    rules.iter().filter_map(|rule| match rule {
        Rule::Pair(rule) => Some(rule),
        Rule::Mark(_) => None,
    })
}

/// Understands the file.
///
/// # Errors
/// `BadPairs` with the line that is not understood, for text that is not UTF-8
/// and for more than [`MAX_BYTES`].
pub fn parse(file: &[u8]) -> Result<Vec<Rule>> {
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
fn rule(text: &str, line: u32) -> Result<Option<Rule>> {
    if let Some(mark) = marks::parse(text.trim(), line)? {
        return Ok(Some(Rule::Mark(mark)));
    }
    let text = without_comment(text).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (text, moved) = without_moved(text);
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
        (None, _) | (_, None) if moved.is_some() => Err(wrong(
            line,
            "[移動] と [移動なし] は、両方の項がある行に書いてください。",
            "[moved] and [not moved] go with two sections",
        )),
        _ if !same && moved.is_some() => Err(wrong(
            line,
            "[移動] と [移動なし] は = の行に書いてください。",
            "[moved] and [not moved] go with =",
        )),
        (None, _) | (_, None) if !same => Err(wrong(
            line,
            "- は = と一緒に使います（相手がないという指定）。",
            "- goes with = (it means that there is no partner)",
        )),
        _ => Ok(Some(Rule::Pair(PairRule { line, places, same, moved }))),
    }
}

/// The line without what it says of moving, and that.
fn without_moved(text: &str) -> (&str, Option<bool>) {
    for (words, moved) in MOVED.iter().zip([true, false]) {
        if let Some(rest) = words.iter().find_map(|word| text.strip_suffix(word)) {
            return (rest.trim_end(), Some(moved));
        }
    }
    (text, None)
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
            let places = Sides { old: place(old), new: place(new) };
            Rule::Pair(PairRule { line, places, same, moved: None })
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
    fn rules_are_printed_as_they_are_read() {
        let file = "第４/２ = 第４/３\n第５ = - \n第７ = 第９ [移動]\n第８ = 第８ [移動なし]\n第１ ! 第２\n\
            新 第４/「この指針は」 +下線 「「30日」以内」\n旧 第４#2/２ -下線 「 # か」#2\n";
        let rules = parse(file.as_bytes()).unwrap();
        let printed: Vec<String> = rules.iter().map(ToString::to_string).collect();
        let typed: Vec<&str> = file.lines().map(str::trim_end).collect();
        assert_eq!(printed, typed);
        let looser = "第７ ＝ 第９　［移動］ # 注\nnew 4/2 ＋下線 「30日」 # 「15日」から\nold 3 -underline 「a」\n";
        let printed: Vec<String> =
            parse(looser.as_bytes()).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(printed, ["第７ = 第９ [移動]", "新 4/2 +下線 「30日」", "旧 3 -下線 「a」"]);
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        for (file, said) in [
            ("\n第４ 第５", "2行目: 「旧の項"),
            ("第４ = 第５ = 第６", "1行目: 「旧の項"),
            ("第４ =", "1行目: 項が片方"),
            ("- = -", "1行目: どちらの項も"),
            ("第４ ! -", "1行目: - は"),
            ("第４ ! 第５ [移動]", "1行目: [移動]"),
            ("第４ = - [移動]", "1行目: [移動]"),
            ("新 第４ +下線 30日", "1行目: 下線"),
            ("新 第４ +下線 「30日", "1行目: 下線"),
            ("新 第４ +下線 「30日」#0", "1行目: 下線"),
        ] {
            let error = parse(file.as_bytes()).unwrap_err();
            let message = error.message(Lang::Ja);
            assert!(error.kind() == ErrorKind::BadPairs && message.contains(said), "{message}");
        }
        assert!(parse(b"\x91\xE6\x82\x50 = -").unwrap_err().message(Lang::Ja).contains("UTF-8"));
        assert!(parse(&vec![b'#'; MAX_BYTES + 1]).is_err());
    }
}

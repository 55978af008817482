//! Words that count: リスク１ of an assessment form, 基本目標２ and 施策２－１ of a
//! plan, 事例３ of a guideline, 手順４ of a manual.

use super::cursor::{Cursor, LONGEST_PATH};
use super::numerals::{is_path_hyphen, roman_character};
use super::{Label, LabelStyle, Named};

/// The words of assessment forms, which are headings wherever they stand.
const FORM_WORDS: [(&str, Named); 5] = [
    ("リスク", Named::Risk),
    ("システム", Named::System),
    ("委託事項", Named::Entrustment),
    ("提供先", Named::Recipient),
    ("移転先", Named::Transferee),
];

/// The words that head lists in plans, manuals and guidelines. They are headings
/// where they count on: a word of every day may stand before a number, too.
const LIST_WORDS: [&str; 26] = [
    "基本目標",
    "基本方針",
    "基本施策",
    "基本理念",
    "重点目標",
    "重点施策",
    "重点項目",
    "具体的施策",
    "施策",
    "方針",
    "目標",
    "戦略",
    "取組",
    "取り組み",
    "事業",
    "事例",
    "ケース",
    "ステップ",
    "パターン",
    "手順",
    "論点",
    "議題",
    "課題",
    "項目",
    "設問",
    "質問",
];

/// One of the words that head lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word(u8);

impl Word {
    pub(super) fn code(self) -> u32 {
        u32::from(self.0)
    }

    /// The word itself.
    pub fn name(self) -> &'static str {
        LIST_WORDS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// Bytes of the longest word, a space and the first byte of a digit.
const FARTHEST_DIGIT: usize = 17;

/// Whether a digit may stand where one of the words ends. Many lines begin with
/// the characters of the words, and hardly one of them with a number behind.
fn may_count(line: &str) -> bool {
    let mut beginning = line.bytes().take(FARTHEST_DIGIT);
    // Full-width digits and Roman numerals begin with these bytes.
    beginning.any(|byte| byte.is_ascii_digit() || matches!(byte, 0xef | 0xe2))
}

/// Reads a word with its number. The parts of a path are branches, because the
/// list goes on over them: 施策２－１ comes after 施策１－３.
pub(super) fn named(cursor: &mut Cursor<'_>) -> Option<Label> {
    if !may_count(cursor.rest()) {
        return None;
    }
    if let Some((_, named)) = FORM_WORDS.into_iter().find(|(word, _)| cursor.eat_word(word)) {
        return Some(Label::plain(LabelStyle::Named(named), cursor.arabic()?));
    }
    let at = LIST_WORDS.iter().position(|word| cursor.eat_word(word))?;
    cursor.eat_torn_space(|c| super::numerals::digit(c).is_some());
    let value = cursor.arabic().or_else(|| {
        let value = cursor.peek().and_then(roman_character);
        cursor.eat(|_| value.is_some());
        value
    })?;
    let mut branches = Vec::new();
    while branches.len() < LONGEST_PATH {
        let before = cursor.at;
        let Some(part) = cursor.eat(is_path_hyphen).then(|| cursor.arabic()).flatten() else {
            cursor.at = before;
            break;
        };
        branches.push(part);
    }
    cursor.eat(|c| c == '）' || c == ')');
    let style = LabelStyle::Named(Named::Word(Word(at as u8)));
    Some(Label { style, value, branches: branches.into() })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn every_word_counts() {
        let read = |line: &str| parse(line).map(|parsed| parsed.number.last().to_string());
        for word in FORM_WORDS.iter().map(|(word, _)| *word).chain(LIST_WORDS) {
            assert_eq!(read(&format!("{word}２　範囲")), Some(format!("{word}２")));
            assert!(word.len() + 1 < FARTHEST_DIGIT, "{word}");
        }
        // A space that a PDF reader put before a half-width digit.
        for word in LIST_WORDS {
            assert_eq!(read(&format!("{word} 2 範囲")), Some(format!("{word}２")));
        }
    }
}

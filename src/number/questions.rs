//! The numbers of questions and answers: 問１, Ｑ１－２, Q3., （問４）, 答１, Ａ１－２.

use super::cursor::{Cursor, LONGEST_PATH};
use super::numerals::is_path_hyphen;
use super::{Label, LabelStyle, Named, Numeral};

/// Reads one; the parts of a path are branches, because questions are counted
/// through: Ｑ２－１ comes after Ｑ１－５ in one list.
pub(super) fn question(cursor: &mut Cursor<'_>) -> Option<Label> {
    let (named, is_letter) = match cursor.next()? {
        '問' => (Named::Question, false),
        '答' => (Named::Answer, false),
        'Q' | 'Ｑ' => (Named::Question, true),
        'A' | 'Ａ' => (Named::Answer, true),
        _ => return None,
    };
    if is_letter {
        cursor.eat(|c| c == '.' || c == '．');
    }
    // 答　２回です。 is an answer without a number.
    let before = cursor.at;
    if named == Named::Question {
        cursor.eat_spaces();
    }
    let is_apart = cursor.at > before;
    let (numeral, value) = cursor.arabic_or_kanji()?;
    let mut branches = cursor.branch_list();
    while branches.len() < LONGEST_PATH {
        let before = cursor.at;
        let joins = |c| is_path_hyphen(c) || is_letter && matches!(c, '.' | '．');
        let Some(part) = cursor.eat(joins).then(|| cursor.arabic()).flatten() else {
            cursor.at = before;
            break;
        };
        branches.push(part);
    }
    // Ａ４判, Q1は: a letter needs more than a digit behind it.
    let ends = |c: char| c.is_whitespace() || ".．:：、（(「".contains(c);
    // 問　２人以上で, 問十分な: the number is a word of the question.
    let is_loose = is_letter && branches.is_empty() || is_apart || numeral == Numeral::Kanji;
    let is_word = is_loose && !cursor.peek().is_none_or(ends);
    let style = LabelStyle::Named(named);
    (!is_word).then_some(Label { style, value, branches: branches.into() })
}

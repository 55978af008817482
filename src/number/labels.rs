//! The families of labels, each read at a [`Cursor`] (CONVENTIONS §3.2).
//!
//! A function returns `None` where its family does not stand; the caller then
//! sets the cursor back.

use super::cursor::{Cursor, LONGEST_PATH};
use super::numerals::{self, digit, is_kanji_numeral, is_path_hyphen, wide_katakana};
use super::questions::question;
use super::store::Labels;
use super::{Annex, Branches, Label, LabelStyle, Numeral, Unit};

/// 第４条の２, 第４章, 第Ⅱ部, 第４－２－（１）, 第４, 第３号様式.
pub(super) fn ordinal(cursor: &mut Cursor<'_>) -> Option<Labels> {
    cursor.next();
    cursor.eat_torn_space(|c| digit(c).is_some());
    let roman = |cursor: &mut Cursor<'_>| letter(cursor).filter(|it| it.0 == Numeral::Roman);
    let (numeral, value) = cursor.arabic_or_kanji().or_else(|| roman(cursor))?;
    cursor.eat_torn_unit();
    // 第Ⅱ may stand around 第１ and is another style.
    let alone = match numeral {
        Numeral::Roman => LabelStyle::Plain(numeral),
        _ => LabelStyle::Ordinal(None),
    };
    // Mostly the title comes next.
    if cursor.rest().starts_with(['　', ' ']) {
        return Some(Labels::One(Label::plain(alone, value)));
    }
    if cursor.eat_word("号様式") {
        return Some(Labels::One(Label::plain(LabelStyle::Annex(Annex::Form), value)));
    }
    let unit = match cursor.peek()? {
        '編' | '部' => Some(Unit::Part),
        '章' => Some(Unit::Chapter),
        '節' => Some(Unit::Section),
        '款' => Some(Unit::Subsection),
        '目' => Some(Unit::Division),
        '条' | '條' => Some(Unit::Article),
        _ => None,
    };
    if unit.is_some() {
        cursor.next();
        let branches = cursor.branches();
        article_range(cursor);
        let style = LabelStyle::Ordinal(unit);
        return Some(Labels::One(Label { style, value, branches }));
    }
    let mut labels = Labels::One(Label::plain(alone, value));
    let is_path = cursor.path(&mut labels)?;
    // 第Ⅲ相試験 is a word.
    let ends = |c: char| c.is_whitespace() || ".．:：（(".contains(c);
    let is_word = numeral == Numeral::Roman && !is_path && !cursor.peek().is_none_or(ends);
    (!is_word).then_some(labels)
}

/// １章, ２節: the unit of a statute without 第, if it ends the label.
fn unit_behind(cursor: &mut Cursor<'_>, value: u32) -> Option<Label> {
    let unit = match cursor.next()? {
        '編' => Unit::Part,
        '章' => Unit::Chapter,
        '節' => Unit::Section,
        _ => return None,
    };
    let ends = cursor.peek().is_none_or(char::is_whitespace);
    ends.then_some(Label::plain(LabelStyle::Ordinal(Some(unit)), value))
}

/// `第五条から第七条まで　削除` is one heading that counts as its first article
/// (CONVENTIONS §3.4).
fn article_range(cursor: &mut Cursor<'_>) {
    let before = cursor.at;
    let is_range = cursor.eat_word("から第")
        && cursor.arabic_or_kanji().is_some()
        && cursor.next().is_some()
        && {
            cursor.branch_list();
            cursor.eat_word("まで")
        }
        && cursor.peek().is_some_and(char::is_whitespace);
    if !is_range {
        cursor.at = before;
    }
}

/// 別表第一, 別紙２, 別添, 様式第３号, 別記様式第１号, 様式１－２, 附属書Ａ, 附則.
pub(super) fn annex(cursor: &mut Cursor<'_>) -> Option<Label> {
    let line = cursor.rest();
    if let Some(rest) = line.strip_prefix(['附', '付']).map(str::trim_start)
        && rest.starts_with('則')
    {
        cursor.at = cursor.line.len() - rest.len() + '則'.len_utf8();
        return Some(Label::plain(LabelStyle::Supplement, 0));
    }
    let words = [
        ("別記様式", Annex::Form),
        ("別紙様式", Annex::Form),
        ("別添様式", Annex::Form),
        ("参考様式", Annex::Form),
        ("様式", Annex::Form),
        ("別表", Annex::Table),
        ("別紙", Annex::Sheet),
        ("別添資料", Annex::Material),
        ("別添", Annex::Attachment),
        ("別記", Annex::Note),
        ("付録", Annex::Appendix),
        ("附録", Annex::Appendix),
        ("附属書", Annex::Appendix),
        ("別図", Annex::Figure),
        ("参考資料", Annex::Material),
        ("参考", Annex::Reference),
        ("資料", Annex::Material),
    ];
    let (_, kind) = words.into_iter().find(|(word, _)| cursor.eat_word(word))?;
    let counts = cursor.eat(|c| c == '第');
    if counts {
        cursor.eat_torn_space(|c| digit(c).is_some());
    }
    let numbered = cursor.arabic_or_kanji();
    if counts && numbered.is_none() {
        return None;
    }
    // 附属書Ａ, as standards count.
    let numbered = numbered.or_else(|| (kind == Annex::Appendix).then(|| letter(cursor)).flatten());
    let Some((_, value)) = numbered else {
        return Some(Label::plain(LabelStyle::Annex(kind), 0));
    };
    cursor.eat(|c| c == '号');
    let is_form = kind == Annex::Note && cursor.eat_word("様式");
    let style = LabelStyle::Annex(if is_form { Annex::Form } else { kind });
    let mut branches = cursor.branch_list();
    // 様式１－２ is the second form of 様式１.
    while branches.len() < LONGEST_PATH {
        let before = cursor.at;
        let Some(part) = cursor.eat(is_path_hyphen).then(|| cursor.arabic()).flatten() else {
            cursor.at = before;
            break;
        };
        branches.push(part);
    }
    Some(Label { style, value, branches: branches.into() })
}

/// （１）, (一), （ア）, (a), (ii), and annexes in brackets: （別添１）.
pub(super) fn paren(cursor: &mut Cursor<'_>) -> Option<Label> {
    let before = cursor.at;
    let label = paren_inside(cursor);
    if label.is_none() {
        cursor.at = before;
    }
    label
}

fn paren_inside(cursor: &mut Cursor<'_>) -> Option<Label> {
    let first = cursor.next()?;
    if let Some((is_kanji, value)) = numerals::parenthesized(first) {
        let numeral = if is_kanji { Numeral::Kanji } else { Numeral::Arabic };
        return Some(Label::plain(LabelStyle::Paren(numeral), value));
    }
    cursor.eat_spaces();
    if matches!(cursor.peek(), Some('別' | '様' | '資' | '参')) {
        let label = annex(cursor)?;
        return (label.value > 0 && cursor.eat(|c| c == '）' || c == ')')).then_some(label);
    }
    if matches!(cursor.peek(), Some('問' | '答')) {
        let label = question(cursor)?;
        return cursor.eat(|c| c == '）' || c == ')').then_some(label);
    }
    let (numeral, value) = cursor.arabic_or_kanji().or_else(|| letter(cursor))?;
    let branches = if numeral == Numeral::Kanji { cursor.branches() } else { Branches::default() };
    cursor.eat_spaces();
    // A year or a figure in brackets is no number of a list.
    let closes = cursor.eat(|c| c == '）' || c == ')') && value < 200;
    closes.then_some(Label { style: LabelStyle::Paren(numeral), value, branches })
}

/// One katakana, one Latin letter, or a small Roman numeral in letters.
fn letter(cursor: &mut Cursor<'_>) -> Option<(Numeral, u32)> {
    let c = wide_katakana(cursor.peek()?);
    if let Some(value) = numerals::aiueo(c) {
        cursor.next();
        return Some((Numeral::Katakana, value));
    }
    if let Some(value) = numerals::roman_character(c) {
        cursor.next();
        return Some((Numeral::Roman, value));
    }
    let start = cursor.at;
    let mut letters = String::new();
    while let Some(c) = cursor.peek().and_then(narrow_letter) {
        letters.push(c);
        cursor.next();
    }
    // `i`, `v`, `x` alone are Roman more often than the 9th, 22nd or 24th
    // letter of a list.
    let roman = letters.chars().all(|c| "ivxIVX".contains(c));
    let value = match letters.len() {
        0 => None,
        _ if roman => numerals::roman_letters(&letters).map(|value| (Numeral::Roman, value)),
        1 => letters.bytes().next().map(|b| (Numeral::Latin, u32::from(b & 0x1f))),
        _ => None,
    };
    if value.is_none() {
        cursor.at = start;
    }
    value
}

fn narrow_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(c),
        'ａ'..='ｚ' | 'Ａ'..='Ｚ' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}

/// Numbers without a word in front: circled, Roman, digits, kanji, kana.
pub(super) fn simple(cursor: &mut Cursor<'_>, first: char) -> Option<Labels> {
    // Katakana and digits come most often.
    if matches!(first, '\u{30a1}'..='\u{30fa}') {
        return lettered(cursor);
    }
    if digit(first).is_some() {
        return arabic(cursor);
    }
    if let Some((circle, value)) = numerals::circled(first) {
        cursor.next();
        return Some(Labels::One(Label::plain(LabelStyle::Circled(circle), value)));
    }
    if let Some(value) = numerals::circled_katakana(first) {
        cursor.next();
        return Some(Labels::One(Label::plain(LabelStyle::CircledKatakana, value)));
    }
    if numerals::parenthesized(first).is_some() {
        return paren(cursor).map(Labels::One);
    }
    if is_kanji_numeral(first) {
        let value = cursor.kanji()?;
        let branches = cursor.branches();
        let style = LabelStyle::Plain(Numeral::Kanji);
        return Some(Labels::One(Label { style, value, branches }));
    }
    // Most lines begin with a kanji, a hiragana or a bracket, which count
    // nothing here.
    let may_count =
        first.is_ascii_alphabetic() || matches!(first, 'Ⅰ'..='ⅿ' | '\u{ff21}'..='\u{ff9f}');
    if may_count { lettered(cursor) } else { None }
}

/// ア, a), Ⅰ－２.
fn lettered(cursor: &mut Cursor<'_>) -> Option<Labels> {
    let (numeral, value) = letter(cursor)?;
    let half_paren = cursor.eat(|c| c == '）' || c == ')');
    let style =
        if half_paren { LabelStyle::HalfParen(numeral) } else { LabelStyle::Plain(numeral) };
    let mut labels = Labels::One(Label::plain(style, value));
    if numeral == Numeral::Roman && !half_paren {
        cursor.path(&mut labels)?;
    }
    Some(labels)
}

/// １, 1), １－１－１, 1.1.1.
fn arabic(cursor: &mut Cursor<'_>) -> Option<Labels> {
    let value = cursor.arabic()?;
    if cursor.eat(|c| c == '）' || c == ')') {
        return Some(Labels::One(Label::plain(LabelStyle::HalfParen(Numeral::Arabic), value)));
    }
    if matches!(cursor.peek(), Some('編' | '章' | '節')) {
        return unit_behind(cursor, value).map(Labels::One);
    }
    let mut labels = Labels::One(Label::plain(LabelStyle::Plain(Numeral::Arabic), value));
    if !cursor.path(&mut labels)? {
        while labels.len() <= LONGEST_PATH {
            let before = cursor.at;
            let next = cursor.eat(|c| c == '.' || c == '．').then(|| cursor.arabic()).flatten();
            let Some(value) = next else {
                cursor.at = before;
                break;
            };
            labels.push(Label::plain(LabelStyle::Plain(Numeral::Arabic), value));
        }
    }
    // Telephone numbers, dates and amounts have long parts
    // (CONVENTIONS §3.5 rule 7).
    let is_path = labels.len() > 1;
    let too_long = labels.iter().any(|label| label.value > if is_path { 99 } else { 299 });
    (!too_long && labels.len() <= LONGEST_PATH).then_some(labels)
}

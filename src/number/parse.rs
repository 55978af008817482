//! Line → heading number. The order of the attempts matters: the longer token
//! is tried first, so that 第１条 is never read as 第１ (CONVENTIONS §3.5 rule 8).

use std::ops::Range;

use super::numerals::{self, digit, is_kanji_numeral, is_path_hyphen, wide_katakana};
use super::{Annex, Follow, HeadingNumber, Label, LabelStyle, Named, Numeral, Unit};

/// Largest value taken for a heading number; larger ones are years, amounts
/// or article numbers quoted in text.
const LARGEST: u32 = 1999;

/// Longest heading in brackets, in characters.
const LONGEST_BRACKETED: usize = 40;

/// A number found at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The number.
    pub number: HeadingNumber,
    /// Bytes of the line that hold the number as printed, without the dot or
    /// space after it.
    pub label: Range<usize>,
    /// First byte of what follows the number and its separator.
    pub title: usize,
    /// What follows.
    pub follow: Follow,
}

/// Reads the heading number at the start of `line`, or `None` where there is
/// none. Leading white space is allowed. Linear in the length of the number.
pub fn parse(line: &str) -> Option<Parsed> {
    let start = line.len() - line.trim_start().len();
    let mut cursor = Cursor { line, at: start };
    let first = cursor.peek()?;
    let labels = match first {
        '第' => ordinal(&mut cursor),
        '附' | '付' | '別' | '様' | '参' | '資' => annex(&mut cursor),
        '【' | '＜' | '《' => return bracketed(line, start, first),
        'リ' | 'シ' | '委' | '提' | '移' => named(&mut cursor),
        '（' | '(' => paren(&mut cursor),
        _ => None,
    }
    .or_else(|| {
        cursor.at = start;
        simple(&mut cursor, first)
    })?;
    finish(line, start, cursor.at, labels)
}

/// Decides what follows and whether the style may be followed by it.
fn finish(line: &str, start: usize, end: usize, labels: Vec<Label>) -> Option<Parsed> {
    let rest = line.get(end..)?;
    let number = HeadingNumber::new(labels);
    let mut follow = Follow::of(rest);
    let mut title = end + (rest.len() - rest.trim_start().len());
    let comma_after_item = matches!(
        number.last().style,
        LabelStyle::Plain(Numeral::Arabic | Numeral::Kanji) if number.depth() == 1
    ) && rest.starts_with(['、', '，']);
    if let Some(dotted) = rest.strip_prefix(['.', '．', '：', ':']) {
        title = line.len() - dotted.trim_start().len();
    } else if comma_after_item {
        let next = rest.chars().nth(1)?;
        let counts_on = digit(next).is_some() || is_kanji_numeral(next);
        follow = if counts_on { Follow::Running } else { Follow::Separator };
        title = end + '、'.len_utf8();
    } else if follow == Follow::Separator && is_amount(&number, rest) {
        follow = Follow::Running;
    }
    let accepted = match number.last().style {
        // A bare numeral needs a separator: `２条`, `一部`, `アメリカ` are text.
        LabelStyle::Plain(numeral) if number.depth() == 1 => match numeral {
            Numeral::Roman => follow != Follow::Running,
            _ => matches!(follow, Follow::Separator | Follow::Running | Follow::End),
        },
        LabelStyle::Annex(_) if line.get(..end)?.ends_with(['）', ')']) => {
            follow != Follow::Running
        }
        LabelStyle::Ordinal(None) | LabelStyle::Annex(_) | LabelStyle::Supplement => {
            matches!(follow, Follow::End | Follow::Separator | Follow::Bracket)
        }
        LabelStyle::Named(_) => matches!(follow, Follow::End | Follow::Separator),
        _ => true,
    };
    accepted.then_some(Parsed { number, label: start..end, title, follow })
}

/// `36 条`, `57 号`, `10 年`: a number torn from its counter by a space that a
/// PDF reader put at a width boundary (CONVENTIONS §0 fact 12). A counter that
/// begins a longer word (`１ 条例の制定`) is a title.
fn is_amount(number: &HeadingNumber, rest: &str) -> bool {
    if number.last().style != LabelStyle::Plain(Numeral::Arabic) || number.depth() > 1 {
        return false;
    }
    let rest = rest.trim_start_matches(' ');
    let words = ["週間", "日現在", "平方メートル", "立方メートル", "か月", "か所", "か年", "ヶ月"];
    if words.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    let mut chars = rest.chars();
    let is_counter =
        chars.next().is_some_and(|c| "年月日円条項号人件回名％%時分秒章節歳台冊枚".contains(c));
    let goes_on_as_word = chars.next().is_some_and(|c| {
        ('\u{4e00}'..='\u{9fff}').contains(&c) && !"第以前後又及並法政省".contains(c)
    });
    is_counter && !goes_on_as_word
}

/// A place in a line.
struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, accepted: impl Fn(char) -> bool) -> bool {
        let found = self.peek().is_some_and(accepted);
        if found {
            self.next();
        }
        found
    }

    /// Eats a single half-width space that a PDF reader put at a width
    /// boundary (`第 36 条`), if what follows is `expected`.
    fn eat_torn_space(&mut self, expected: impl Fn(char) -> bool) {
        let mut chars = self.rest().chars();
        if chars.next() == Some(' ') && chars.next().is_some_and(expected) {
            self.at += 1;
        }
    }

    /// Eats the space in `第36 条` if the unit ends the label: `第1 条例の適用` is
    /// 第1 and a title.
    fn eat_torn_unit(&mut self) {
        let mut chars = self.rest().chars();
        let is_torn = chars.next() == Some(' ')
            && chars.next().is_some_and(|c| "編章節款条項号".contains(c))
            && chars.next().is_none_or(|c| {
                c.is_whitespace() || digit(c).is_some() || "のノ（(「第".contains(c)
            });
        if is_torn {
            self.at += 1;
        }
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Digits as a value; at most four, no leading zero.
    fn arabic(&mut self) -> Option<u32> {
        let start = self.at;
        let mut value = 0u32;
        let mut n_digits = 0;
        while let Some(d) = self.peek().and_then(digit) {
            if n_digits == 0 && d == 0 {
                break;
            }
            n_digits += 1;
            if n_digits <= 5 {
                value = value * 10 + d;
            }
            self.next();
        }
        if n_digits == 0 || n_digits > 4 || value > LARGEST {
            self.at = start;
            return None;
        }
        Some(value)
    }

    fn kanji(&mut self) -> Option<u32> {
        let start = self.at;
        while self.eat(is_kanji_numeral) {}
        let value = self.line.get(start..self.at).and_then(numerals::kanji);
        if value.is_none_or(|value| value > LARGEST) {
            self.at = start;
            return None;
        }
        value
    }

    fn arabic_or_kanji(&mut self) -> Option<(Numeral, u32)> {
        self.arabic()
            .map(|value| (Numeral::Arabic, value))
            .or_else(|| self.kanji().map(|value| (Numeral::Kanji, value)))
    }

    /// `の二`, `の２の３`. `の` without a numeral is a particle and stays.
    fn branches(&mut self) -> Vec<u32> {
        let mut branches = Vec::new();
        loop {
            let before = self.at;
            if !self.eat(|c| c == 'の' || c == 'ノ') {
                break;
            }
            let Some((_, value)) = self.arabic_or_kanji() else {
                self.at = before;
                break;
            };
            // `の三項`, `の２人`: an amount, not a branch.
            if self.peek().is_some_and(|c| "項号人件年月日つ".contains(c)) {
                self.at = before;
                break;
            }
            branches.push(value);
        }
        branches
    }

    /// The rest of a path: `－２－（１）`, `-2-1`. Appends to `labels`.
    fn path(&mut self, labels: &mut Vec<Label>) -> bool {
        loop {
            let before = self.at;
            let hyphen = self.eat(is_path_hyphen);
            let label = if self.peek().is_some_and(|c| "（(⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽".contains(c)) && hyphen
            {
                paren(self).and_then(|mut inner| inner.pop())
            } else if hyphen {
                self.arabic_or_kanji().map(|(numeral, value)| Label {
                    style: LabelStyle::Plain(numeral),
                    value,
                    branches: self.branches(),
                })
            } else {
                None
            };
            let Some(label) = label else {
                self.at = before;
                return labels.len() > 1;
            };
            labels.push(label);
        }
    }
}

/// 第４条の２, 第４章, 第４－２－（１）, 第４, 第３号様式.
fn ordinal(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    cursor.next();
    cursor.eat_torn_space(|c| digit(c).is_some());
    let (_, value) = cursor.arabic_or_kanji()?;
    cursor.eat_torn_unit();
    if cursor.eat_word("号様式") {
        return Some(vec![Label::plain(LabelStyle::Annex(Annex::Form), value)]);
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
        return Some(vec![Label { style, value, branches }]);
    }
    let mut labels = vec![Label::plain(LabelStyle::Ordinal(None), value)];
    cursor.path(&mut labels);
    Some(labels)
}

/// `第五条から第七条まで　削除` is one heading that counts as its first article
/// (CONVENTIONS §3.4).
fn article_range(cursor: &mut Cursor<'_>) {
    let before = cursor.at;
    let is_range = cursor.eat_word("から第")
        && cursor.arabic_or_kanji().is_some()
        && cursor.next().is_some()
        && {
            cursor.branches();
            cursor.eat_word("まで")
        }
        && cursor.peek().is_some_and(char::is_whitespace);
    if !is_range {
        cursor.at = before;
    }
}

/// 別表第一, 別紙２, 別添, 様式第３号, 別記様式第１号, 参考１, 附則.
fn annex(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    let line = cursor.rest();
    if let Some(rest) = line.strip_prefix(['附', '付']).map(str::trim_start)
        && rest.starts_with('則')
    {
        cursor.at = cursor.line.len() - rest.len() + '則'.len_utf8();
        return Some(vec![Label::plain(LabelStyle::Supplement, 0)]);
    }
    let words = [
        ("別記様式", Annex::Form),
        ("様式", Annex::Form),
        ("別表", Annex::Table),
        ("別紙", Annex::Sheet),
        ("別添", Annex::Attachment),
        ("別記", Annex::Note),
        ("付録", Annex::Appendix),
        ("附録", Annex::Appendix),
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
    if numbered.is_some() {
        cursor.eat(|c| c == '号');
    }
    let branches = if numbered.is_some() { cursor.branches() } else { Vec::new() };
    let value = numbered.map_or(0, |(_, value)| value);
    Some(vec![Label { style: LabelStyle::Annex(kind), value, branches }])
}

/// リスク１：, システム２, 委託事項１, 提供先１, 移転先１.
fn named(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    let words = [
        ("リスク", Named::Risk),
        ("システム", Named::System),
        ("委託事項", Named::Entrustment),
        ("提供先", Named::Recipient),
        ("移転先", Named::Transferee),
    ];
    let (_, named) = words.into_iter().find(|(word, _)| cursor.eat_word(word))?;
    let value = cursor.arabic()?;
    Some(vec![Label::plain(LabelStyle::Named(named), value)])
}

/// （１）, (一), （ア）, (a), (ii), and annexes in brackets: （別添１）.
fn paren(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    let before = cursor.at;
    let labels = paren_inside(cursor);
    if labels.is_none() {
        cursor.at = before;
    }
    labels
}

fn paren_inside(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    let first = cursor.next()?;
    if let Some((is_kanji, value)) = numerals::parenthesized(first) {
        let numeral = if is_kanji { Numeral::Kanji } else { Numeral::Arabic };
        return Some(vec![Label::plain(LabelStyle::Paren(numeral), value)]);
    }
    while cursor.eat(char::is_whitespace) {}
    if cursor.peek().is_some_and(|c| "別様資参".contains(c)) {
        let labels = annex(cursor)?;
        return (labels[0].value > 0 && cursor.eat(|c| c == '）' || c == ')')).then_some(labels);
    }
    let (numeral, value) = cursor.arabic_or_kanji().or_else(|| letter(cursor))?;
    let branches = if numeral == Numeral::Kanji { cursor.branches() } else { Vec::new() };
    while cursor.eat(char::is_whitespace) {}
    // A year or a figure in brackets is no number of a list.
    let closes = cursor.eat(|c| c == '）' || c == ')') && value < 200;
    closes.then(|| vec![Label { style: LabelStyle::Paren(numeral), value, branches }])
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
fn simple(cursor: &mut Cursor<'_>, first: char) -> Option<Vec<Label>> {
    if let Some((circle, value)) = numerals::circled(first) {
        cursor.next();
        return Some(vec![Label::plain(LabelStyle::Circled(circle), value)]);
    }
    if let Some(value) = numerals::circled_katakana(first) {
        cursor.next();
        return Some(vec![Label::plain(LabelStyle::CircledKatakana, value)]);
    }
    if numerals::parenthesized(first).is_some() {
        return paren(cursor);
    }
    if digit(first).is_some() {
        return arabic(cursor);
    }
    if is_kanji_numeral(first) {
        let value = cursor.kanji()?;
        let branches = cursor.branches();
        return Some(vec![Label { style: LabelStyle::Plain(Numeral::Kanji), value, branches }]);
    }
    // Most lines begin with a kanji, a hiragana or a bracket, which count
    // nothing here.
    let may_count = first.is_ascii_alphabetic()
        || matches!(first, '\u{30a1}'..='\u{30fa}' | 'Ⅰ'..='ⅿ' | '\u{ff21}'..='\u{ff9f}');
    if !may_count {
        return None;
    }
    let (numeral, value) = letter(cursor)?;
    let half_paren = cursor.eat(|c| c == '）' || c == ')');
    let style =
        if half_paren { LabelStyle::HalfParen(numeral) } else { LabelStyle::Plain(numeral) };
    let mut labels = vec![Label::plain(style, value)];
    if numeral == Numeral::Roman && !half_paren {
        cursor.path(&mut labels);
    }
    Some(labels)
}

/// １, 1), １－１－１, 1.1.1.
fn arabic(cursor: &mut Cursor<'_>) -> Option<Vec<Label>> {
    let value = cursor.arabic()?;
    let mut labels = vec![Label::plain(LabelStyle::Plain(Numeral::Arabic), value)];
    if cursor.eat(|c| c == '）' || c == ')') {
        labels[0].style = LabelStyle::HalfParen(Numeral::Arabic);
        return Some(labels);
    }
    if !cursor.path(&mut labels) {
        loop {
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
    (!too_long && labels.len() <= 9).then_some(labels)
}

/// 【…】, ＜…＞ or 《…》 alone on a short line.
fn bracketed(line: &str, start: usize, open: char) -> Option<Parsed> {
    let close = match open {
        '【' => '】',
        '＜' => '＞',
        _ => '》',
    };
    let body = line.get(start..)?.trim_end();
    let inside = body.strip_prefix(open)?.strip_suffix(close)?;
    let fits = !inside.contains(close) && inside.chars().count() <= LONGEST_BRACKETED;
    let number = HeadingNumber::new(vec![Label::plain(LabelStyle::Bracketed(open), 0)]);
    fits.then_some(Parsed { number, label: start..start, title: start, follow: Follow::Text })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Style, value and branches of a label.
    type Step = (LabelStyle, u32, Vec<u32>);

    /// Number of `line` as steps, and what follows.
    fn read(line: &str) -> Option<(Vec<Step>, Follow)> {
        let parsed = parse(line)?;
        let labels = parsed
            .number
            .labels()
            .iter()
            .map(|label| (label.style, label.value, label.branches.clone()))
            .collect();
        Some((labels, parsed.follow))
    }

    const ARABIC: LabelStyle = LabelStyle::Plain(Numeral::Arabic);
    const KANJI: LabelStyle = LabelStyle::Plain(Numeral::Kanji);
    const PAREN: LabelStyle = LabelStyle::Paren(Numeral::Arabic);
    const ARTICLE: LabelStyle = LabelStyle::Ordinal(Some(Unit::Article));

    #[test]
    fn single_numbers_are_read() {
        let cases = [
            ("第１ 目的", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第四　定義", LabelStyle::Ordinal(None), 4, Follow::Separator),
            ("第３章　総則", LabelStyle::Ordinal(Some(Unit::Chapter)), 3, Follow::Separator),
            ("第36条（定義）", ARTICLE, 36, Follow::Bracket),
            ("２ 利用目的の変更", ARABIC, 2, Follow::Separator),
            ("2.利用目的", ARABIC, 2, Follow::Separator),
            ("１．特定個人情報", ARABIC, 1, Follow::Separator),
            ("（１） 環境", PAREN, 1, Follow::Separator),
            ("(12)対象", PAREN, 12, Follow::Text),
            ("⑶ 対象", PAREN, 3, Follow::Separator),
            ("（一）対象", LabelStyle::Paren(Numeral::Kanji), 1, Follow::Text),
            ("ア 委託先", LabelStyle::Plain(Numeral::Katakana), 1, Follow::Separator),
            ("（イ）届出", LabelStyle::Paren(Numeral::Katakana), 2, Follow::Text),
            ("①事務の名称", LabelStyle::Circled(numerals::Circle::White), 1, Follow::Text),
            ("Ⅰ　関連情報", LabelStyle::Plain(Numeral::Roman), 1, Follow::Separator),
            ("Ⅳ リスク対策", LabelStyle::Plain(Numeral::Roman), 4, Follow::Separator),
            ("一　市長", KANJI, 1, Follow::Separator),
            ("附　則", LabelStyle::Supplement, 0, Follow::End),
            ("別表第一（第三条関係）", LabelStyle::Annex(Annex::Table), 1, Follow::Bracket),
            ("（別添１）事務の内容", LabelStyle::Annex(Annex::Attachment), 1, Follow::Text),
            ("様式第２号", LabelStyle::Annex(Annex::Form), 2, Follow::End),
            ("リスク１：目的外の入手", LabelStyle::Named(Named::Risk), 1, Follow::Separator),
            ("【趣旨】", LabelStyle::Bracketed('【'), 0, Follow::Text),
            ("3) 対象", LabelStyle::HalfParen(Numeral::Arabic), 3, Follow::Separator),
            ("ａ）対象", LabelStyle::HalfParen(Numeral::Latin), 1, Follow::Text),
            ("(ii) scope", LabelStyle::Paren(Numeral::Roman), 2, Follow::Separator),
            ("第五条から第七条まで　削除", ARTICLE, 5, Follow::Separator),
            ("第1 条例の適用", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第1 編集班の状況", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第 36 条　定義", ARTICLE, 36, Follow::Separator),
            ("１ 条例の制定", ARABIC, 1, Follow::Separator),
            ("（１）はじめに", PAREN, 1, Follow::Text),
        ];
        for (line, style, value, follow) in cases {
            assert_eq!(read(line), Some((vec![(style, value, vec![])], follow)), "{line}");
        }
    }

    #[test]
    fn paths_and_branches_are_read() {
        let cases = [
            ("第３条の２　市長", vec![(ARTICLE, 3, vec![2])]),
            ("第四条の二の三　市長", vec![(ARTICLE, 4, vec![2, 3])]),
            ("三の二　届出", vec![(KANJI, 3, vec![2])]),
            (
                "１－２－３　対象",
                vec![(ARABIC, 1, vec![]), (ARABIC, 2, vec![]), (ARABIC, 3, vec![])],
            ),
            ("3.1.2 対象", vec![(ARABIC, 3, vec![]), (ARABIC, 1, vec![]), (ARABIC, 2, vec![])]),
            (
                "第４－２－（１）　対象",
                vec![
                    (LabelStyle::Ordinal(None), 4, vec![]),
                    (ARABIC, 2, vec![]),
                    (PAREN, 1, vec![]),
                ],
            ),
            (
                "Ⅲ−４　監督",
                vec![(LabelStyle::Plain(Numeral::Roman), 3, vec![]), (ARABIC, 4, vec![])],
            ),
        ];
        for (line, labels) in cases {
            assert_eq!(read(line).map(|(labels, _)| labels), Some(labels), "{line}");
        }
    }

    #[test]
    fn citations_run_on() {
        for line in [
            "（１）の規定の監督を行う",
            "第６条及び第８条に基づき",
            "第36条第１項ただし書により",
            "第３条の規定による",
            "（２）及び（３）",
            "①から③まで",
            "36 条第１項",
            "15 年法律",
            "1 週間以内に確認し",
            "1 か月の間",
            "１、２及び３",
            "3.5％",
            "第８－１－（１）及び７の規定",
        ] {
            let parsed = parse(line).map(|parsed| parsed.follow);
            assert_eq!(parsed, Some(Follow::Running), "{line}");
        }
    }

    #[test]
    fn text_has_no_number() {
        for line in [
            "２条第１項に規定する",
            "７号）に基づく",
            "４月閣議決定",
            "一部変更",
            "アメリカ合衆国",
            "第１回会議",
            "第三者への提供",
            "03-3866-2811",
            "2015-04-01",
            "（2015）",
            "（例）",
            "・ 例示",
            "※ 注記",
            "別表第二における情報",
            "別表第 ６に掲げる者",
            "参考となる事項",
            "システムの名称",
            "",
            "　",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}

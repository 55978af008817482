//! Number formats (表示形式): what a cell shows for the value it holds
//! (ECMA-376 Part 1, 18.8.30 and 18.8.31, with the Japanese built-in formats).
//!
//! Not followed: fill characters.

use super::fraction::fraction;
use super::kanji::Numerals;
use super::numbers::{Decimal, general, scientific};

/// What a cell with a number shows.
pub(super) fn number(value: f64, code: &str, is_1904: bool) -> String {
    let sections: Vec<Section> = split(code).into_iter().map(Section::parse).collect();
    let n_numeric = if sections.len() > 3 { 3 } else { sections.len() };
    let numeric = sections.get(..n_numeric).unwrap_or_default();
    let with_condition = numeric.iter().any(|section| section.condition.is_some());
    let (chosen, shows_sign) = if with_condition {
        let fits = |section: &Section| section.condition.is_none_or(|it| it.holds(value));
        let at = numeric.iter().position(fits);
        let is_for_negatives = at.is_some_and(|at| is_for_negatives(numeric, at));
        (at.and_then(|at| numeric.get(at)), value < 0.0 && !is_for_negatives)
    } else {
        match (numeric, value) {
            ([_, negative, ..], value) if value < 0.0 => (Some(negative), false),
            ([_, _, zero], 0.0) => (Some(zero), false),
            _ => (numeric.first(), value < 0.0),
        }
    };
    match chosen {
        Some(section) => section.show(value, shows_sign, is_1904),
        None => general(value),
    }
}

/// Whether only negative numbers come to a section, which then shows them
/// without their sign: its own condition says so, or the first section takes
/// all others (`[>=0]0;"△"0`).
fn is_for_negatives(sections: &[Section], at: usize) -> bool {
    let first = sections.first().and_then(|section| section.condition);
    match sections.get(at).and_then(|section| section.condition) {
        Some(own) => {
            own.less && !own.greater && (own.bound < 0.0 || (own.bound == 0.0 && !own.equal))
        }
        None => at == 1 && first.is_some_and(|it| it.greater && !it.less && it.bound == 0.0),
    }
}

/// What a cell with text shows: the fourth section, or one with `@`.
pub(super) fn text(value: &str, code: &str) -> String {
    let sections = split(code);
    let section = match sections.as_slice() {
        [.., last] if sections.len() == 4 || last.contains('@') => Section::parse(last),
        _ => return value.to_owned(),
    };
    let shown = section.tokens.iter().map(|token| match token {
        Token::Literal(literal) => literal.as_str(),
        Token::Text => value,
        _ => "",
    });
    shown.collect()
}

/// Sections are parted by semicolons outside quotes and brackets.
fn split(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted, mut bracketed, mut escaped) = (0, false, false, false);
    for (at, c) in code.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            ';' if !quoted && !bracketed => {
                sections.push(code.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(code.get(start..).unwrap_or_default());
    sections
}

/// `[>=100]`
#[derive(Debug, Clone, Copy)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    bound: f64,
}

impl Condition {
    fn parse(inside: &str) -> Option<Self> {
        let bound = inside.trim_start_matches(['<', '>', '=']);
        let sign = inside.strip_suffix(bound).filter(|sign| !sign.is_empty())?;
        let (less, greater) = (sign.contains('<'), sign.contains('>'));
        let (less, greater, equal) = match sign {
            "<>" => (true, true, false),
            _ => (less, greater, sign.contains('=')),
        };
        Some(Self { less, equal, greater, bound: bound.trim().parse().ok()? })
    }

    fn holds(self, value: f64) -> bool {
        value.partial_cmp(&self.bound).is_some_and(|order| match order {
            std::cmp::Ordering::Less => self.less,
            std::cmp::Ordering::Equal => self.equal,
            std::cmp::Ordering::Greater => self.greater,
        })
    }
}

/// A piece of a format.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+00`: the number of digits.
    Exponent,
    /// A run of one date letter, in lower case.
    Date(char, usize),
    /// `[h]`, `[mm]`, `[s]`.
    Elapsed(char, usize),
    AmPm(&'static str, &'static str),
    Text,
    General,
}

/// The format for one kind of values.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) tokens: Vec<Token>,
    condition: Option<Condition>,
    /// Where strokes stand that are neither quoted nor escaped.
    pub(super) strokes: Vec<usize>,
    /// `[DBNum1]` and its like.
    numerals: Option<Numerals>,
    /// `[$-411]` and its like: names of days in Japanese.
    pub(super) is_japanese: bool,
    /// `[$-ja-JP-x-gannen]`: 元 for the first year of an era.
    pub(super) first_is_gannen: bool,
}

impl Section {
    fn parse(code: &str) -> Self {
        let mut section = Self::default();
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let taken = section.take(c, rest).max(c.len_utf8());
            rest = rest.get(taken..).unwrap_or_default();
        }
        section
    }

    /// Reads one token and returns its length in bytes.
    fn take(&mut self, first: char, rest: &str) -> usize {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        for (word, token) in [
            ("General", Token::General),
            ("G/標準", Token::General),
            ("AM/PM", Token::AmPm("AM", "PM")),
            ("A/P", Token::AmPm("A", "P")),
            ("午前/午後", Token::AmPm("午前", "午後")),
        ] {
            if rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)) {
                self.tokens.push(token);
                return word.len();
            }
        }
        let lower = first.to_ascii_lowercase();
        match lower {
            '"' => {
                let inside = after.split('"').next().unwrap_or_default();
                self.literal(inside);
                return inside.len() + 2;
            }
            '[' => {
                let inside = after.split(']').next().unwrap_or_default();
                self.bracket(inside);
                return inside.len() + 2;
            }
            '\\' => {
                let next: String = after.chars().take(1).collect();
                self.literal(&next);
                return 1 + next.len();
            }
            '_' | '*' => return 1 + after.chars().next().map_or(0, char::len_utf8),
            '0' | '#' | '?' => self.tokens.push(Token::Digit(first)),
            '/' => {
                self.strokes.push(self.tokens.len());
                self.literal("/");
            }
            '.' => self.tokens.push(Token::Point),
            ',' => self.tokens.push(Token::Comma),
            '%' => self.tokens.push(Token::Percent),
            '@' => self.tokens.push(Token::Text),
            'e' if after.starts_with(['+', '-']) => {
                self.tokens.push(Token::Exponent);
                let n_digits = after.get(1..).unwrap_or_default();
                return 2 + n_digits.len() - n_digits.trim_start_matches(['0', '#', '?']).len();
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a' => {
                let n = rest.chars().take_while(|c| c.eq_ignore_ascii_case(&first)).count();
                self.tokens.push(Token::Date(lower, n));
                return n;
            }
            _ => self.literal(first.encode_utf8(&mut [0; 4])),
        }
        first.len_utf8()
    }

    fn literal(&mut self, text: &str) {
        self.tokens.push(Token::Literal(text.to_owned()));
    }

    fn bracket(&mut self, inside: &str) {
        if let Some(locale) = inside.strip_prefix('$') {
            let (currency, locale) = locale.split_once('-').unwrap_or((locale, ""));
            let locale = locale.to_ascii_lowercase();
            self.is_japanese |= locale.ends_with("411") || locale.starts_with("ja");
            self.first_is_gannen |= locale.contains("gannen");
            self.literal(currency);
        } else if let Some(condition) = Condition::parse(inside) {
            self.condition = Some(condition);
        } else if let Some(numerals) = Numerals::parse(inside) {
            self.numerals = Some(numerals);
        } else if let Some(first) = inside.chars().next().map(|c| c.to_ascii_lowercase())
            && matches!(first, 'h' | 'm' | 's')
            && inside.chars().all(|c| c.eq_ignore_ascii_case(&first))
        {
            self.tokens.push(Token::Elapsed(first, inside.len()));
        }
    }

    fn show(&self, value: f64, shows_sign: bool, is_1904: bool) -> String {
        let is_date =
            |token: &Token| matches!(token, Token::Date(..) | Token::Elapsed(..) | Token::AmPm(..));
        if self.tokens.iter().any(is_date) {
            let shown = self.date(value, is_1904).unwrap_or_else(|| general(value));
            return self.in_numerals(shown, |own, text| own.by_name(text, true));
        }
        let has_places = self.tokens.iter().any(|token| matches!(token, Token::Digit(_)));
        let body = if has_places {
            fraction(self, value.abs()).unwrap_or_else(|| self.decimal(value.abs()))
        } else {
            let shown = self.tokens.iter().map(|token| match token {
                Token::Literal(literal) => literal.clone(),
                Token::General | Token::Text => general(value.abs()),
                Token::Percent => "%".to_owned(),
                _ => String::new(),
            });
            shown.collect()
        };
        let has_digits = body.bytes().any(|c| matches!(c, b'1'..=b'9'));
        let body = self.in_numerals(body, |own, text| {
            if has_places { own.by_place(text) } else { own.by_name(text, false) }
        });
        if shows_sign && has_digits { format!("-{body}") } else { body }
    }

    /// What is shown in the numerals asked for. A format that has digits among
    /// its literals keeps the usual ones, as they cannot be told apart.
    fn in_numerals(&self, shown: String, write: impl Fn(Numerals, &str) -> String) -> String {
        let holds_digits = |token: &Token| matches!(token, Token::Literal(text) if text.contains(|c: char| c.is_ascii_digit()));
        match self.numerals.filter(|_| !self.tokens.iter().any(holds_digits)) {
            Some(numerals) => write(numerals, &shown),
            None => shown,
        }
    }

    fn decimal(&self, size: f64) -> String {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let tokens = self.tokens.as_slice();
        let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
        let (before, after) = tokens.split_at(point);
        if let Some(at) = tokens.iter().position(|token| *token == Token::Exponent) {
            let n_places = tokens.get(point..at).unwrap_or_default().iter().filter(|t| is_digit(t));
            return scientific(size, n_places.count(), false);
        }
        let last_digit = before.iter().rposition(is_digit).map_or(0, |at| at + 1);
        let is_comma = |token: &&Token| **token == Token::Comma;
        let in_front = before.get(..last_digit).unwrap_or_default();
        // Commas behind the last place scale, in front of the point or at the end.
        let last_place = after.iter().rposition(is_digit).unwrap_or(after.len());
        let behind = [before.get(last_digit..), after.get(last_place..)];
        let n_scaled = behind.into_iter().flatten().flatten().filter(is_comma).count();
        let n_percent = tokens.iter().filter(|token| **token == Token::Percent).count();
        let groups = in_front.contains(&Token::Comma);
        let places: Vec<char> = after
            .iter()
            .filter_map(|token| if let Token::Digit(c) = token { Some(*c) } else { None })
            .collect();
        let scale = 100_f64.powf(n_percent as f64) / 1000_f64.powf(n_scaled as f64);
        let decimal = Decimal::round(size * scale, places.len());
        let mut out = Self::whole(before, &decimal.whole, groups);
        let mut digits = decimal.fraction.chars().zip(&places).enumerate();
        // Digits that may be left out are: all `#` places with zeros at the end.
        let n_shown = decimal
            .fraction
            .bytes()
            .zip(&places)
            .rposition(|(digit, &place)| digit != b'0' || place != '#')
            .map_or(0, |last| last + 1);
        for token in after {
            match token {
                Token::Point if n_shown > 0 || places.is_empty() => out.push('.'),
                Token::Digit(_) => {
                    out.extend(digits.next().filter(|(at, _)| *at < n_shown).map(|(_, (c, _))| c));
                }
                Token::Percent => out.push('%'),
                Token::Literal(literal) => out.push_str(literal),
                _ => {}
            }
        }
        out
    }

    /// Digits before the point laid over their places from right to left;
    /// those that are left stand at the first place.
    pub(super) fn whole(tokens: &[Token], digits: &str, groups: bool) -> String {
        let n_places = tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count();
        let n_extra = digits.len().saturating_sub(n_places);
        let mut place = n_places;
        let mut shown = digits.chars();
        let mut out = String::new();
        for token in tokens {
            match token {
                Token::Digit(kind) => {
                    let n_now = if place == n_places { n_extra + 1 } else { 1 };
                    for _ in 0..n_now {
                        let left = shown.as_str().len();
                        let digit = if left >= place.max(1) { shown.next() } else { None };
                        let digit = digit.or_else(|| (*kind == '0').then_some('0'));
                        out.extend(digit);
                        let to_come = shown.as_str().len().max(place.saturating_sub(1));
                        if groups && digit.is_some() && to_come > 0 && to_come % 3 == 0 {
                            out.push(',');
                        }
                    }
                    place -= 1;
                }
                Token::Literal(literal) => out.push_str(literal),
                Token::Percent => out.push('%'),
                _ => {}
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_shown_as_the_format_says() {
        let date = 45_170.0; // 2023-09-01, a Friday
        for (code, shown) in [
            ("[$-411]ggge\"年\"m\"月\"d\"日\";@", "令和5年9月1日"),
            ("[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", "令和5年9月1日"),
            ("ge.m.d", "R5.9.1"),
            ("gge年mm月dd日", "令5年09月01日"),
            ("yyyy/m/d(aaa)", "2023/9/1(金)"),
            ("yyyy\"年\"m\"月\"d\"日\" aaaa", "2023年9月1日 金曜日"),
            ("d-mmm-yy", "1-Sep-23"),
            ("[$-411]dddd", "金曜日"),
            ("ddd mmmm", "Fri September"),
        ] {
            assert_eq!(number(date, code, false), shown, "{code}");
        }
        assert_eq!(number(43_586.0, "[$-ja-JP-x-gannen]ggge年", false), "令和元年");
        assert_eq!(number(43_586.0, "ggge年", false), "令和1年");
        assert_eq!(number(-1.0, "yyyy/m/d", false), "-1");
    }

    #[test]
    fn times_know_minutes_from_months() {
        for (value, code, shown) in [
            (0.5 + 5.0 / 1440.0, "h:mm", "12:05"),
            (0.75, "h\"時\"mm\"分\"", "18時00分"),
            (0.75, "h:mm AM/PM", "6:00 PM"),
            (0.25, "[$-411]AM/PM h時", "午前 6時"),
            (1.5, "[h]:mm", "36:00"),
            (65.25 / 86_400.0, "mm:ss.00", "01:05.25"),
            (45_170.5, "yyyy/m/d h:mm", "2023/9/1 12:00"),
        ] {
            assert_eq!(number(value, code, false), shown, "{code}");
        }
    }

    #[test]
    fn numbers_are_shown_as_the_format_says() {
        for (value, code, shown) in [
            (1_234_567.0, "#,##0", "1,234,567"),
            (-1_234.5, "#,##0.0;[Red]\"△\"#,##0.0", "△1,234.5"),
            (-5.0, "0", "-5"),
            (0.0, "#,##0;-#,##0;\"-\"", "-"),
            (0.125, "0.0%", "12.5%"),
            (12.0, "000", "012"),
            (7_958_601.0, "000\"-\"0000", "795-8601"),
            (1_500_000.0, "#,##0,\"千円\"", "1,500千円"),
            (1_234_567_890.0, "#,##0.0,,\"百万円\"", "1,234.6百万円"),
            (1_234_567.0, "0.0,", "1234.6"),
            (1_234_567.0, "0,.0", "1234.6"),
            (-5.0, "[<0]\"△\"0;0", "△5"),
            (5.0, "[<0]\"△\"0;0", "5"),
            (-5.0, "[>=0]0;\"△\"0", "△5"),
            (-5.0, "[>=10]0\"以上\";0", "-5"),
            (0.5, "#.##", ".5"),
            (1234.0, "¥#,##0", "¥1,234"),
            (3.0, "\"第\"0\"号\"", "第3号"),
            (12.0, "[>=10]0\"以上\";0", "12以上"),
            (1.0, "[>=10]0\"以上\";0", "1"),
            (12_345.0, "0.00E+00", "1.23E+04"),
            (2.5, "General", "2.5"),
            (2.5, "G/標準", "2.5"),
            (10.0, "_ * #,##0_ ;_ * -#,##0_ ", "10"),
        ] {
            assert_eq!(number(value, code, false).trim(), shown, "{code}");
        }
        assert_eq!(number(5.0, ";;;", false), "");
        assert_eq!(text("甲", "@\"様\""), "甲様");
        assert_eq!(text("甲", "0"), "甲");
        assert_eq!(text("甲", ";;;"), "");
    }

    #[test]
    fn odd_codes_do_no_harm() {
        for code in [
            "\"",
            "[",
            "\\",
            "_",
            "*",
            "0.0.0",
            "E+",
            "[h",
            "年",
            "#,",
            "mmmmmm",
            "gggg",
            "/",
            "?/",
            "/0",
            "0/0/0",
            "# ?????????/?????????",
            "?/000",
            "[DBNum1]G/標準",
        ] {
            for value in [0.0, -1.5, 1e300, f64::NAN, f64::INFINITY, 45_170.3] {
                let _ = number(value, code, false);
                let _ = text("甲", code);
            }
        }
    }
}

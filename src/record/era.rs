//! 和暦: dates as documents write them.
//!
//! The first year of an era is 元年 or 1年, and both are in use in one log
//! (CONVENTIONS §4.10), so both are understood and neither is corrected.

use std::fmt;

/// A day. Printed in 和暦.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Name, letter, square character and first day of each era, newest first.
const ERAS: [(&str, char, char, Date); 5] = [
    ("令和", 'R', '㋿', Date { year: 2019, month: 5, day: 1 }),
    ("平成", 'H', '㍻', Date { year: 1989, month: 1, day: 8 }),
    ("昭和", 'S', '㍼', Date { year: 1926, month: 12, day: 25 }),
    ("大正", 'T', '㍽', Date { year: 1912, month: 7, day: 30 }),
    ("明治", 'M', '㍾', Date { year: 1868, month: 1, day: 25 }),
];

impl Date {
    /// Reads `令和6年1月15日`, `令和元年…`, `R6.1.15`, `2024年1月15日`,
    /// `2024-01-15` or `2024/1/15`, digits and letters of either width. `None`
    /// for days that do not exist. A year an era did not reach any more is
    /// understood, because documents look ahead (平成35年).
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let (era, rest) = split_era(&text);
        let (year, rest) = match rest.strip_prefix('元').filter(|_| era.is_some()) {
            Some(rest) => (1, rest),
            None => leading_number(rest)?,
        };
        let year = match era {
            Some(first) => first.checked_add(year)?.checked_sub(1).filter(|_| year > 0)?,
            None => year,
        };
        let (month, rest) = leading_number(after_separator(rest, '年')?)?;
        let (day, rest) = leading_number(after_separator(rest, '月')?)?;
        if !matches!(rest, "" | "日") {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The first day that a text names: `令和5年9月1日　時点`.
    pub fn find(text: &str) -> Option<Self> {
        let starts = text.char_indices().filter(|(_, c)| may_begin(*c)).map(|(at, _)| at);
        let at_start = |start: usize| {
            let rest = text.get(start..)?;
            let end = rest.find('日')? + '日'.len_utf8();
            (end <= LONGEST).then(|| Self::parse(rest.get(..end)?))?
        };
        starts.take(MOST_STARTS).find_map(at_start)
    }

    /// The days of a text that are counted in an era they are not in, each as
    /// printed and as it is right: `平成31年5月1日` was 令和元年5月1日,
    /// `令和元年4月30日` 平成31年4月30日. An era begins on the day of its law or
    /// order and the one before it ends the day before.
    pub fn outside_their_era(text: &str) -> Vec<(String, Self)> {
        let mut out = Vec::new();
        let begins =
            |c: char| ERAS.iter().any(|(name, _, square, _)| name.starts_with(c) || *square == c);
        for (start, _) in text.char_indices().filter(|(_, c)| begins(*c)).take(MOST_STARTS) {
            let rest = text.get(start..).unwrap_or_default();
            let end = rest.find('日').map_or(0, |at| at + '日'.len_utf8());
            let Some(printed) = rest.get(..end).filter(|_| end <= LONGEST) else { continue };
            out.extend(Self::right_day(printed).map(|day| (printed.to_owned(), day)));
        }
        out
    }

    /// The day that a text names, where the era it is counted in had not begun
    /// or had ended: `H31.5.1`.
    pub fn right_day(text: &str) -> Option<Self> {
        let day = Self::parse(text)?;
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let (Some(counted_from), _) = split_era(&text) else { return None };
        let (.., first) = ERAS.iter().find(|(.., first)| *first <= day)?;
        (first.year != counted_from).then_some(day)
    }

    /// Whether a text is written in 和暦 and names a day.
    pub fn is_japanese(text: &str) -> bool {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        split_era(&text).0.is_some() && Self::parse(&text).is_some()
    }

    /// Year, month and day of the Gregorian calendar.
    pub fn ymd(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// A day of the Gregorian calendar, `None` where there is none.
    fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let n_days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let is_day = (1868..=9999).contains(&year) && (1..=n_days).contains(&day);
        is_day.then_some(Self { year, month, day })
    }
}

/// Longest date that is looked for, in bytes, and most places where one is.
const LONGEST: usize = 64;
const MOST_STARTS: usize = 10_000;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match ERAS.iter().find(|(.., first)| first <= self) {
            Some((name, .., first)) if first.year == *year => {
                write!(f, "{name}元年{month}月{day}日")
            }
            Some((name, .., first)) => {
                write!(f, "{name}{}年{month}月{day}日", year - first.year + 1)
            }
            None => write!(f, "{year}年{month}月{day}日"),
        }
    }
}

/// The first year of the era that a text begins with, and what follows.
fn split_era(text: &str) -> (Option<u16>, &str) {
    for (name, letter, square, first) in &ERAS {
        let spelled = text.strip_prefix(name).or_else(|| text.strip_prefix(*square));
        let abbreviated = text
            .strip_prefix([*letter, letter.to_ascii_lowercase()])
            .map(|rest| rest.strip_prefix('.').unwrap_or(rest))
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '元'));
        if let Some(rest) = spelled.or(abbreviated) {
            return (Some(first.year), rest);
        }
    }
    (None, text)
}

fn may_begin(c: char) -> bool {
    let names = || ERAS.iter().any(|(name, _, square, _)| name.starts_with(c) || *square == c);
    half_width(c).is_ascii_digit() || names()
}

/// The unit, or a sign between numbers.
fn after_separator(text: &str, unit: char) -> Option<&str> {
    text.strip_prefix([unit, '.', '/', '-'])
}

fn leading_number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '／' | '－' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Date::parse(text).map(|date| date.to_string())
    }

    #[test]
    fn one_day_in_many_ways() {
        for text in [
            "令和6年1月15日",
            "令和６年１月１５日",
            "令和 6年 1月 15日",
            "R6.1.15",
            "r06.01.15",
            "Ｒ６．１．１５",
            "㋿6年1月15日",
            "2024年1月15日",
            "2024-01-15",
            "2024/1/15",
            "2024.1.15",
        ] {
            assert_eq!(read(text).as_deref(), Some("令和6年1月15日"), "{text}");
        }
    }

    #[test]
    fn the_first_year_has_two_names() {
        assert_eq!(Date::parse("令和元年6月12日"), Date::parse("令和1年6月12日"));
        assert_eq!(read("令和1年6月12日").as_deref(), Some("令和元年6月12日"));
        assert_eq!(read("平成元年1月8日").as_deref(), Some("平成元年1月8日"));
        assert!(Date::is_japanese("令和元年6月12日") && !Date::is_japanese("2019-06-12"));
    }

    #[test]
    fn eras_change_on_their_day() {
        assert_eq!(read("2019-04-30").as_deref(), Some("平成31年4月30日"));
        assert_eq!(read("2019-05-01").as_deref(), Some("令和元年5月1日"));
        assert_eq!(read("1989-01-07").as_deref(), Some("昭和64年1月7日"));
        assert_eq!(read("平成35年3月31日").as_deref(), Some("令和5年3月31日"));
    }

    #[test]
    fn days_outside_their_era_are_named_with_the_right_one() {
        for (text, right) in [
            ("平成31年5月1日", Some("令和元年5月1日")),
            ("Ｈ３１．５．１", Some("令和元年5月1日")),
            ("平成31年4月30日", None),
            ("令和元年4月30日", Some("平成31年4月30日")),
            ("令和元年5月1日", None),
            ("昭和64年1月7日", None),
            ("昭和64年1月8日", Some("平成元年1月8日")),
            ("平成元年1月7日", Some("昭和64年1月7日")),
            ("大正15年12月24日", None),
            ("大正15年12月25日", Some("昭和元年12月25日")),
            ("明治45年7月30日", Some("大正元年7月30日")),
            ("2019年5月1日", None),
            ("平成31年5月32日", None),
        ] {
            assert_eq!(Date::right_day(text).map(|it| it.to_string()).as_deref(), right, "{text}");
        }
        let text = "平成 31年 5月 1日から令和元年5月2日まで。平成31年度。昭和64年1月8日";
        let found: Vec<String> = Date::outside_their_era(text)
            .iter()
            .map(|(as_is, day)| format!("{as_is}={day}"))
            .collect();
        assert_eq!(found, ["平成 31年 5月 1日=令和元年5月1日", "昭和64年1月8日=平成元年1月8日"]);
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for year in [1900, 1926, 1988, 1989, 2018, 2019, 2024, 2100] {
            for (month, day) in [(1, 1), (2, 28), (4, 30), (12, 31)] {
                let date = Date::new(year, month, day).unwrap();
                assert_eq!(Date::parse(&date.to_string()), Some(date));
            }
        }
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        for text in [
            "",
            "令和",
            "令和6年",
            "令和6年13月1日",
            "令和6年2月30日",
            "令和5年2月29日",
            "令和0年1月1日",
            "元年1月1日",
            "2024-1",
            "明日",
            "令和6年1月15日頃",
            "令和99999年1月1日",
            "-1-1-1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(Date::parse("令和6年2月29日").is_some());
    }

    #[test]
    fn a_day_is_found_inside_a_text() {
        assert_eq!(Date::find("公表日：令和5年9月1日　時点"), Date::parse("令和5年9月1日"));
        assert_eq!(Date::find("第３条"), None);
    }

    #[test]
    fn days_are_ordered() {
        assert!(Date::parse("平成31年4月30日") < Date::parse("令和元年5月1日"));
    }
}

//! Dates and times in the formats of a workbook.

use super::dates::Moment;
use super::formats::{Section, Token};

impl Section {
    /// What a date shows, or `None` where the number is none.
    pub(super) fn date(&self, value: f64, is_1904: bool) -> Option<String> {
        let moment = Moment::of_serial(value, is_1904)?;
        let has_half = self.tokens.iter().any(|token| matches!(token, Token::AmPm(..)));
        let hour = if has_half { (moment.hour + 11) % 12 + 1 } else { moment.hour };
        let mut out = String::new();
        let mut tokens = self.tokens.iter().enumerate().peekable();
        while let Some((at, token)) = tokens.next() {
            match token {
                Token::Literal(literal) => out.push_str(literal),
                Token::Date('m', n @ 1..=2) if self.is_minute(at) => {
                    out.push_str(&padded(i64::from(moment.minute), *n));
                }
                Token::Date('h', n) => out.push_str(&padded(i64::from(hour), *n)),
                Token::Date('s', n) => out.push_str(&padded(i64::from(moment.second), *n)),
                Token::Date(letter, n) => out.push_str(&self.calendar(moment, *letter, *n)),
                Token::Elapsed(unit, n) => out.push_str(&padded(elapsed(value, *unit), *n)),
                Token::AmPm(am, pm) => out.push_str(self.half(moment.hour < 12, am, pm)),
                Token::Point => {
                    out.push('.');
                    let mut thousandths = format!("{:03}", moment.milli).into_bytes().into_iter();
                    while tokens.next_if(|(_, next)| matches!(next, Token::Digit(_))).is_some() {
                        out.push(thousandths.next().map_or('0', char::from));
                    }
                }
                Token::Comma => out.push(','),
                Token::Digit(c) => out.push(*c),
                _ => {}
            }
        }
        Some(out)
    }

    /// Whether `m` at this token means minutes: it stands after hours or before
    /// seconds.
    fn is_minute(&self, at: usize) -> bool {
        let is_unit = |token: &&Token| matches!(token, Token::Date(..) | Token::Elapsed(..));
        let before = self.tokens.iter().take(at).rev().find(is_unit);
        let after = self.tokens.iter().skip(at + 1).find(is_unit);
        matches!(before, Some(Token::Date('h', _) | Token::Elapsed('h', _)))
            || matches!(after, Some(Token::Date('s', _) | Token::Elapsed('s', _)))
    }

    fn half(&self, is_morning: bool, am: &'static str, pm: &'static str) -> &'static str {
        match (self.is_japanese && am == "AM", is_morning) {
            (true, true) => "午前",
            (true, false) => "午後",
            (false, true) => am,
            (false, false) => pm,
        }
    }

    fn calendar(&self, moment: Moment, letter: char, n: usize) -> String {
        let (month, weekday) = (moment.month as usize, moment.weekday);
        let era = moment.era();
        match (letter, n) {
            ('y', 1..=2) => padded(moment.year % 100, 2),
            ('y', _) => moment.year.to_string(),
            ('m', 1..=2) => padded(i64::from(moment.month), n),
            ('m', _) => {
                let name = MONTHS.get(month - 1).copied().unwrap_or_default();
                name.get(..if n == 4 { name.len() } else { 3 - 2 * usize::from(n > 4) })
                    .unwrap_or_default()
                    .to_owned()
            }
            ('d', 1..=2) => padded(i64::from(moment.day), n),
            ('d', 3) if !self.is_japanese => days(weekday).0.get(..3).unwrap_or_default().into(),
            ('d', _) if !self.is_japanese => days(weekday).0.to_owned(),
            ('d' | 'a', 1..=3) => days(weekday).1.to_owned(),
            ('d' | 'a', _) => format!("{}曜日", days(weekday).1),
            ('g', 1) => era.map(|(era, _)| era.letter).unwrap_or_default().to_owned(),
            ('g', 2) => era.map(|(era, _)| era.short).unwrap_or_default().to_owned(),
            ('g', _) => era.map(|(era, _)| era.name).unwrap_or_default().to_owned(),
            ('e', n) => match era {
                Some((_, 1)) if self.first_is_gannen => "元".to_owned(),
                Some((_, year)) => padded(year, n),
                None => moment.year.to_string(),
            },
            _ => String::new(),
        }
    }
}

fn padded(value: i64, width: usize) -> String {
    let width = width.min(2);
    format!("{value:0width$}")
}

/// Whole hours, minutes or seconds since the beginning of the calendar.
#[expect(clippy::cast_possible_truncation, reason = "serial numbers are checked")]
fn elapsed(value: f64, unit: char) -> i64 {
    let millis = (value * 86_400_000.0).round() as i64;
    millis
        / if unit == 'h' {
            3_600_000
        } else if unit == 'm' {
            60_000
        } else {
            1000
        }
}

static MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn days(weekday: usize) -> (&'static str, &'static str) {
    [
        ("Sunday", "日"),
        ("Monday", "月"),
        ("Tuesday", "火"),
        ("Wednesday", "水"),
        ("Thursday", "木"),
        ("Friday", "金"),
        ("Saturday", "土"),
    ][weekday % 7]
}

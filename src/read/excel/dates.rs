//! Serial dates of Excel → calendar dates and Japanese eras.

/// A point in time as a workbook stores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Year of the Western calendar.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day, 1 to 31.
    pub day: u32,
    /// Day of the week, 0 is Sunday.
    pub weekday: usize,
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute.
    pub minute: u32,
    /// Second.
    pub second: u32,
    /// Thousandths of a second.
    pub milli: u32,
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Days from 1899-12-30 to 1970-01-01.
const EPOCH_1900: i64 = 25_569;
/// Days from 1904-01-01 to 1970-01-01.
const EPOCH_1904: i64 = 24_107;
/// Last day Excel knows: 9999-12-31.
const LAST: f64 = 2_958_466.0;

impl Moment {
    /// The date of a serial number, or `None` where Excel shows `####`.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    #[expect(clippy::cast_sign_loss, reason = "remainders are not negative")]
    pub fn of_serial(serial: f64, is_1904: bool) -> Option<Self> {
        if !(0.0..LAST).contains(&serial) {
            return None;
        }
        let millis = (serial * DAY as f64).round() as i64;
        let (days, time) = (millis.div_euclid(DAY), millis.rem_euclid(DAY));
        let (hour, minute) = ((time / 3_600_000) as u32, (time / 60_000 % 60) as u32);
        let (second, milli) = ((time / 1000 % 60) as u32, (time % 1000) as u32);
        // The 1900 system counts a 29 February 1900 that never was.
        let (year, month, day) = match days {
            0 if !is_1904 => (1900, 1, 0),
            60 if !is_1904 => (1900, 2, 29),
            1..60 if !is_1904 => civil(days + 1 - EPOCH_1900),
            _ => civil(days - if is_1904 { EPOCH_1904 } else { EPOCH_1900 }),
        };
        let weekday = (days + if is_1904 { 5 } else { 6 }).rem_euclid(7) as usize;
        Some(Self { year, month, day, weekday, hour, minute, second, milli })
    }

    /// The era and the year in it; `None` before 明治.
    pub fn era(self) -> Option<(&'static Era, i64)> {
        let date = (self.year, self.month, self.day);
        let era = ERAS.iter().find(|era| date >= era.first)?;
        Some((era, self.year - era.first.0 + 1))
    }
}

/// A Japanese era.
#[derive(Debug)]
pub(super) struct Era {
    /// First day.
    first: (i64, u32, u32),
    /// `令和`.
    pub name: &'static str,
    /// `令`.
    pub short: &'static str,
    /// `R`.
    pub letter: &'static str,
}

const fn era(
    first: (i64, u32, u32),
    name: &'static str,
    short: &'static str,
    letter: &'static str,
) -> Era {
    Era { first, name, short, letter }
}

/// Latest first.
static ERAS: [Era; 5] = [
    era((2019, 5, 1), "令和", "令", "R"),
    era((1989, 1, 8), "平成", "平", "H"),
    era((1926, 12, 25), "昭和", "昭", "S"),
    era((1912, 7, 30), "大正", "大", "T"),
    era((1868, 1, 25), "明治", "明", "M"),
];

/// Days since 1970-01-01 → Gregorian date (era of 400 years, years from March).
#[expect(clippy::cast_possible_truncation, reason = "months and days are small")]
#[expect(clippy::cast_sign_loss, reason = "months and days are positive")]
fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * march_month + 2) / 5 + 1) as u32;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 } as u32;
    (year_of_cycle + cycle * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_dates() {
        for (serial, is_1904, date, weekday) in [
            (1.0, false, (1900, 1, 1), 0),
            (59.0, false, (1900, 2, 28), 2),
            (60.0, false, (1900, 2, 29), 3),
            (61.0, false, (1900, 3, 1), 4),
            (45_170.0, false, (2023, 9, 1), 5),
            (45_351.0, false, (2024, 2, 29), 4),
            (43_708.0, true, (2023, 9, 1), 5),
        ] {
            let moment = Moment::of_serial(serial, is_1904).unwrap();
            assert_eq!((moment.year, moment.month, moment.day), date, "{serial}");
            assert_eq!(moment.weekday, weekday, "{serial}");
        }
        assert_eq!(Moment::of_serial(-1.0, false), None);
        assert_eq!(Moment::of_serial(f64::NAN, false), None);
    }

    #[test]
    fn eras_change_on_their_first_day() {
        for (serial, name, year) in [
            (43_585.0, "平成", 31),
            (43_586.0, "令和", 1),
            (32_515.0, "昭和", 64),
            (32_516.0, "平成", 1),
        ] {
            let (era, number) = Moment::of_serial(serial, false).unwrap().era().unwrap();
            assert_eq!((era.name, number), (name, year), "{serial}");
        }
    }
}

//! Numbers in decimal, rounded the way Excel shows them: at most 15
//! significant digits, halves away from zero.

/// Absolute value as decimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Digits before the point, without leading zeros; empty for zero.
    pub whole: String,
    /// Digits after the point, as many as were asked for.
    pub fraction: String,
}

impl Decimal {
    /// Rounds the absolute value of a finite number to `places` decimals.
    pub fn round(value: f64, places: usize) -> Self {
        let (digits, exponent) = significant(value);
        // Digits with a leading zero that takes the carry; the point stands
        // after `point` of them.
        let lead = usize::try_from(-exponent).unwrap_or(0).max(1);
        let mut all: Vec<u8> = vec![0; lead];
        all.extend(digits);
        let point = if exponent < 0 { 1 } else { usize::try_from(exponent).unwrap_or(0) + 2 };
        let wanted = point + places;
        all.resize(all.len().max(wanted + 1), 0);
        let rounds_up = all.get(wanted).is_some_and(|&digit| digit >= 5);
        all.truncate(wanted);
        if rounds_up {
            for digit in all.iter_mut().rev() {
                *digit = (*digit + 1) % 10;
                if *digit != 0 {
                    break;
                }
            }
        }
        let text: String = all.iter().map(|digit| char::from(b'0' + digit)).collect();
        let (whole, fraction) = text.split_at_checked(point).unwrap_or((&text, ""));
        Self { whole: whole.trim_start_matches('0').to_owned(), fraction: fraction.to_owned() }
    }

    /// Whether nothing but zeros is left.
    pub fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.bytes().all(|digit| digit == b'0')
    }
}

/// Fifteen significant digits and the power of ten of the first.
fn significant(value: f64) -> (Vec<u8>, i32) {
    let text = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    (digits, exponent.parse().unwrap_or(0))
}

/// A number in the format `General` (標準): as many digits as fit into eleven
/// characters.
pub(super) fn general(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    let size = value.abs();
    if size != 0.0 && !(1e-9..1e11).contains(&size) {
        return format!("{sign}{}", scientific(size, 5, true));
    }
    let n_whole = Decimal::round(size, 0).whole.len().max(1);
    let decimal = Decimal::round(size, 10_usize.saturating_sub(n_whole));
    let whole = if decimal.whole.is_empty() { "0" } else { &decimal.whole };
    let fraction = decimal.fraction.trim_end_matches('0');
    let sign = if decimal.is_zero() { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// `1.23E+05` with `places` decimals; `trims` leaves out zeros at the end.
pub(super) fn scientific(size: f64, places: usize, trims: bool) -> String {
    let text = format!("{size:.places$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mantissa = if trims && mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.')
    } else {
        mantissa
    };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}E{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        for (value, places, whole, fraction) in [
            (2.675, 2, "2", "68"),
            (0.5, 0, "1", ""),
            (999.95, 1, "1000", "0"),
            (0.004, 2, "", "00"),
            (1234.0, 0, "1234", ""),
            (0.0, 2, "", "00"),
            (1e15, 0, "1000000000000000", ""),
        ] {
            let decimal = Decimal::round(value, places);
            assert_eq!((&*decimal.whole, &*decimal.fraction), (whole, fraction), "{value}");
        }
    }

    #[test]
    fn general_shows_what_fits() {
        for (value, text) in [
            (0.0, "0"),
            (-5.0, "-5"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.333333333"),
            (12_345_678_901.0, "12345678901"),
            (123_456_789_012.0, "1.23457E+11"),
            (12345.678, "12345.678"),
        ] {
            assert_eq!(general(value), text);
        }
    }
}

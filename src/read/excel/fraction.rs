//! Fractions (`# ?/?`, `# ??/16`): what a number format with a stroke between
//! digits shows.

use std::fmt::Write as _;

use super::formats::{Section, Token};
use super::numbers::general;

/// Most digits of a denominator.
const MAX_DIGITS: u32 = 7;
/// Larger numbers have no digits left for a fraction.
const LARGEST: f64 = 1e10;

/// The absolute value as a fraction, or `None` where the format is none.
/// Values that are too large, and formats that are more than a fraction, show
/// what `General` would show.
pub(super) fn fraction(section: &Section, size: f64) -> Option<String> {
    let &[stroke] = section.strokes.as_slice() else { return None };
    let tokens = section.tokens.as_slice();
    let (before, after) = (tokens.get(..stroke)?, tokens.get(stroke + 1..)?);
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let numerator_at = before.iter().rposition(|token| !is_digit(token)).map_or(0, |at| at + 1);
    let below = after.iter().map_while(figure).collect::<Vec<_>>();
    if numerator_at == before.len() || below.is_empty() {
        return None;
    }
    let is_more = |token: &Token| {
        matches!(token, Token::Point | Token::Percent | Token::Exponent | Token::General)
    };
    if tokens.iter().any(is_more) || size.is_nan() || size >= LARGEST {
        return Some(general(size));
    }
    let in_front = before.get(..numerator_at)?;
    let whole_end = in_front.iter().rposition(is_digit).map_or(0, |at| at + 1);
    let (whole_places, between) = in_front.split_at(whole_end);
    let rest = after.get(below.len()..)?;

    let rest_of_one = size.fract();
    let (mut numerator, denominator) = match given(after, &below) {
        Some(denominator) => (counted((rest_of_one * denominator as f64).round()), denominator),
        None => nearest(rest_of_one, 10_u64.pow(MAX_DIGITS.min(below.len() as u32)) - 1),
    };
    let mut whole = counted(size);
    if whole_places.is_empty() {
        numerator += whole * denominator;
    } else if numerator == denominator {
        (whole, numerator) = (whole + 1, 0);
    }
    let mut out = String::new();
    if whole_end > 0 {
        let is_alone = whole == 0 && numerator == 0;
        let digits = if whole == 0 { String::new() } else { whole.to_string() };
        let groups = whole_places.contains(&Token::Comma);
        let shown = Section::whole(whole_places, &digits, groups);
        let shows_whole = shown.ends_with(|c: char| c.is_ascii_digit());
        out.push_str(&shown);
        if is_alone && !shows_whole {
            out.push('0');
        }
        if numerator > 0 && shows_whole {
            out.push_str(&literals(between));
        }
    } else {
        out.push_str(&literals(between));
    }
    if numerator > 0 || whole_end == 0 {
        let _ = write!(out, "{numerator}/{denominator}");
    }
    out.push_str(&literals(rest));
    Some(out)
}

/// The whole part of a number that is not negative.
#[expect(clippy::cast_sign_loss, reason = "the number is not negative")]
fn counted(size: f64) -> u64 {
    size.trunc() as u64
}

/// A place or a figure of the denominator.
fn figure(token: &Token) -> Option<char> {
    match token {
        Token::Digit(c) => Some(*c),
        Token::Literal(text) => {
            text.parse::<u8>().ok().filter(|&n| n < 10).map(|n| (b'0' + n).into())
        }
        _ => None,
    }
}

/// The denominator the format gives: `?/8`, `?/100`.
fn given(after: &[Token], below: &[char]) -> Option<u64> {
    let places = after.get(..below.len())?;
    if !places.iter().any(|token| matches!(token, Token::Literal(_))) {
        return None;
    }
    let figures: String = below.iter().take(MAX_DIGITS as usize).collect();
    figures.parse().ok().filter(|&denominator| denominator > 0)
}

fn literals(tokens: &[Token]) -> String {
    let texts = tokens.iter().map(|token| match token {
        Token::Literal(text) => text.as_str(),
        _ => "",
    });
    texts.collect()
}

/// The fraction nearest to a value from 0 to 1 whose denominator is at most
/// `most`: the last convergent of its continued fraction, or the one between
/// that and the next.
fn nearest(value: f64, most: u64) -> (u64, u64) {
    let error = |(p, q): (u64, u64)| (p as f64 / q as f64 - value).abs();
    let (mut before, mut now) = ((1, 0), (0, 1));
    let mut rest = value;
    while rest > 1e-11 && error(now) > 1e-14 {
        rest = rest.recip();
        let term = counted(rest).min(most + 1);
        rest = rest.fract();
        let next = (term * now.0 + before.0, term * now.1 + before.1);
        if next.1 > most {
            let term = (most - before.1) / now.1;
            let between = (term * now.0 + before.0, term * now.1 + before.1);
            return if between.1 > 0 && error(between) < error(now) { between } else { now };
        }
        (before, now) = (now, next);
    }
    now
}

#[cfg(test)]
mod tests {
    use super::super::formats::number;

    #[test]
    fn fractions_are_the_nearest_with_that_many_digits() {
        for (value, code, shown) in [
            (0.25, "# ?/?", "1/4"),
            (0.375, "# ??/??", "3/8"),
            (1.5, "# ?/?", "1 1/2"),
            (-1.5, "# ?/?", "-1 1/2"),
            (0.3, "# ?/?", "2/7"),
            (0.3, "# ??/??", "3/10"),
            (0.99, "# ?/?", "1"),
            (0.0, "# ?/?", "0"),
            (0.01, "# ?/?", "0"),
            (0.25, "0 ?/?", "0 1/4"),
            (2.75, "??/??", "11/4"),
            (0.0, "?/?", "0/1"),
            (0.3, "# ?/8", "2/8"),
            (0.3, "# ??/100", "30/100"),
            (1234.5, "#,##0 ?/?\"倍\"", "1,234 1/2倍"),
            (std::f64::consts::PI, "# ???/???", "3 16/113"),
            (1e300, "# ?/?", "1E+300"),
            (0.5, "0.0/0", "0.5"),
            (12_345.0, "000\\/00", "123/45"),
        ] {
            assert_eq!(number(value, code, false), shown, "{value} {code}");
        }
    }
}

//! Kanji numerals that a number format asks for: `[DBNum1]` 一二三, `[DBNum2]`
//! 壱弐参 (大字), `[DBNum3]` full-width digits.

/// A way to write numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    /// `[DBNum1]`
    Kanji,
    /// `[DBNum2]`
    Formal,
    /// `[DBNum3]`
    FullWidth,
}

impl Numerals {
    /// Reads what stands in the brackets of a format.
    pub fn parse(inside: &str) -> Option<Self> {
        Some(match inside.to_ascii_lowercase().as_str() {
            "dbnum1" => Self::Kanji,
            "dbnum2" => Self::Formal,
            "dbnum3" => Self::FullWidth,
            _ => return None,
        })
    }

    fn digit(self, digit: u8) -> char {
        let digits = match self {
            Self::Kanji => "〇一二三四五六七八九",
            Self::Formal => "〇壱弐参四伍六七八九",
            Self::FullWidth => "０１２３４５６７８９",
        };
        digits.chars().nth(usize::from(digit - b'0')).unwrap_or(char::from(digit))
    }

    /// Each digit by itself: 一二三.
    pub fn by_place(self, text: &str) -> String {
        text.chars()
            .map(|c| u8::try_from(c).ok().filter(u8::is_ascii_digit).map_or(c, |it| self.digit(it)))
            .collect()
    }

    /// Runs of digits with the names of their places: 百二十三. Digits behind a
    /// point, those with a leading zero and, where `keeps_years`, those of four
    /// stand by themselves.
    pub fn by_name(self, text: &str, keeps_years: bool) -> String {
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let plain = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (before, from_digits) = rest.split_at_checked(plain).unwrap_or((rest, ""));
            out.push_str(before);
            let end = from_digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_digits.len());
            let (digits, after) = from_digits.split_at_checked(end).unwrap_or((from_digits, ""));
            let is_single = before.ends_with('.')
                || digits.starts_with('0')
                || digits.len() > 16
                || (keeps_years && digits.len() == 4)
                || self == Self::FullWidth;
            out.push_str(&if is_single { self.by_place(digits) } else { self.named(digits) });
            rest = after;
        }
        out
    }

    fn named(self, digits: &str) -> String {
        let (units, myriads) = match self {
            Self::Formal => (["", "拾", "百", "阡"], ["", "萬", "億", "兆"]),
            Self::Kanji | Self::FullWidth => (["", "十", "百", "千"], ["", "万", "億", "兆"]),
        };
        let mut out = String::new();
        let mut is_group_empty = true;
        for (index, digit) in digits.bytes().enumerate() {
            let place = digits.len() - 1 - index;
            if digit != b'0' {
                is_group_empty = false;
                if digit != b'1' || place.is_multiple_of(4) || self == Self::Formal {
                    out.push(self.digit(digit));
                }
                out.push_str(units[place % 4]);
            }
            if place.is_multiple_of(4) && !std::mem::replace(&mut is_group_empty, true) {
                out.push_str(myriads.get(place / 4).copied().unwrap_or_default());
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::formats::number;

    #[test]
    fn numerals_are_those_of_the_format() {
        for (value, code, shown) in [
            (12.0, "[DBNum1]General", "十二"),
            (10_203.5, "[DBNum1]General", "一万二百三.五"),
            (0.0, "[DBNum1]General", "〇"),
            (-12.0, "[DBNum1]General", "-十二"),
            (120.0, "[DBNum1]0", "一二〇"),
            (123.0, "[DBNum2]General", "壱百弐拾参"),
            (123.0, "[DBNum3]0\"号\"", "１２３号"),
            (45_190.0, "[$-411][DBNum1]ggge\"年\"m\"月\"d\"日\"", "令和五年九月二十一日"),
            (45_190.0, "[DBNum1]yyyy\"年\"m\"月\"", "二〇二三年九月"),
            (5.0, "[DBNum1]\"No1-\"0", "No1-5"),
        ] {
            assert_eq!(number(value, code, false), shown, "{code}");
        }
    }
}

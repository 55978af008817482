//! Automatic numbers as Word prints them (ECMA-376 part 1, 17.18.59,
//! `ST_NumberFormat`; where Word
//! departs from it, MS-OI29500, 2.1.540).

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// 1, 2, 3
    Decimal,
    /// 01, 02, …, 10; so many digits at least.
    Padded(usize),
    /// １, ２, ３
    FullWidth,
    /// - 1 -
    InDash,
    /// I, II, III
    UpperRoman,
    /// i, ii, iii
    LowerRoman,
    /// A, …, Z, AA, BB
    UpperLetter,
    /// a, …, z, aa, bb
    LowerLetter,
    /// 1st, 2nd
    Ordinal,
    /// F, 10
    Hexadecimal,
    /// *, †, ‡, §, **
    Chicago,
    /// One of a list of signs; above its end, what follows.
    Listed(&'static str, Beyond),
    /// 十二
    Counting,
    /// 一二
    Digital,
    /// 一万〇二: digits, but with 万
    DigitalTenThousand,
    /// 壱拾弐
    Legal,
    /// 甲子, 乙丑
    Zodiac,
    /// Nothing at all.
    None,
    /// A bullet: the text of the level without a number.
    Bullet,
}

/// What comes after the last sign of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    /// The first one again.
    Again,
    /// 1, 2, 3
    Decimal,
}

const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const AIUEO_HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
/// There are no half-width ヰ and ヱ.
const IROHA_HALF: &str = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const BRACKETED: &str = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇";
const STOPPED: &str = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛";
const BRACKETED_KANJI: &str = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

impl NumberFormat {
    /// The format of that name; `None` if it is not known.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "decimal" | "decimalHalfWidth" => Self::Decimal,
            "decimalZero" => Self::Padded(2),
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "numberInDash" => Self::InDash,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "hex" => Self::Hexadecimal,
            "chicago" => Self::Chicago,
            "aiueo" => Self::Listed(AIUEO_HALF, Beyond::Again),
            "aiueoFullWidth" => Self::Listed(AIUEO, Beyond::Again),
            "iroha" => Self::Listed(IROHA_HALF, Beyond::Again),
            "irohaFullWidth" => Self::Listed(IROHA, Beyond::Again),
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
                Self::Listed(CIRCLED, Beyond::Decimal)
            }
            "decimalEnclosedParen" => Self::Listed(BRACKETED, Beyond::Decimal),
            "decimalEnclosedFullstop" => Self::Listed(STOPPED, Beyond::Decimal),
            // Word prints brackets, whatever the name says (MS-OI29500, 2.1.540).
            "ideographEnclosedCircle" => Self::Listed(BRACKETED_KANJI, Beyond::Decimal),
            "ideographTraditional" => Self::Listed(STEMS, Beyond::Decimal),
            "ideographZodiac" => Self::Listed(BRANCHES, Beyond::Decimal),
            "ideographZodiacTraditional" => Self::Zodiac,
            "japaneseCounting"
            | "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting" => Self::Counting,
            "ideographDigital" | "taiwaneseDigital" | "koreanDigital2" => Self::Digital,
            "japaneseDigitalTenThousand" => Self::DigitalTenThousand,
            "japaneseLegal" => Self::Legal,
            "none" => Self::None,
            "bullet" => Self::Bullet,
            _ => return None,
        })
    }

    /// The number as printed.
    pub(super) fn print(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::Padded(width) => format!("{number:0width$}"),
            Self::FullWidth => full_width(number),
            Self::InDash => format!("- {number} -"),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperLetter => repeated(number, 26, |index| (b'A' + index as u8) as char),
            Self::LowerLetter => repeated(number, 26, |index| (b'a' + index as u8) as char),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Self::Hexadecimal => format!("{number:X}"),
            Self::Chicago => repeated(number, 4, |index| ['*', '†', '‡', '§'][index as usize % 4]),
            Self::Listed(signs, beyond) => listed(signs, beyond, number),
            Self::Counting => counting(number, &JAPANESE),
            Self::Digital => digits(number),
            Self::DigitalTenThousand => digits_by_ten_thousand(number),
            Self::Legal => counting(number, &LEGAL),
            Self::Zodiac => zodiac(number),
            Self::None | Self::Bullet => String::new(),
        }
    }
}

fn full_width(number: u32) -> String {
    number.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect()
}

/// Word repeats a letter where others would write two: A, …, Z, AA, BB.
/// Nobody counts further than some hundreds; what is longer than
/// [`LONGEST_RUN`] letters is written in digits.
fn repeated(number: u32, n_signs: u32, sign: impl Fn(u32) -> char) -> String {
    const LONGEST_RUN: u32 = 32;
    let Some(index) = number.checked_sub(1) else {
        return "0".to_owned();
    };
    let times = index / n_signs + 1;
    if times > LONGEST_RUN {
        return number.to_string();
    }
    std::iter::repeat_n(sign(index % n_signs), times as usize).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 32_767 {
        return number.to_string();
    }
    let mut rest = number;
    let mut printed = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            printed.push_str(sign);
            rest -= worth;
        }
    }
    printed
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn listed(signs: &str, beyond: Beyond, number: u32) -> String {
    let n_signs = signs.chars().count() as u32;
    let Some(index) = number.checked_sub(1) else {
        return number.to_string();
    };
    let index = match beyond {
        Beyond::Again => index % n_signs,
        Beyond::Decimal if index >= n_signs => return number.to_string(),
        Beyond::Decimal => index,
    };
    signs.chars().nth(index as usize).map(String::from).unwrap_or_default()
}

/// Signs for digits and for tens, hundreds, thousands and ten thousands.
struct Kanji {
    digits: [char; 10],
    tens: [char; 3],
    ten_thousand: char,
    /// Whether a one is written before ten, hundred and thousand.
    writes_one: bool,
}

const JAPANESE: Kanji = Kanji {
    digits: ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    tens: ['十', '百', '千'],
    ten_thousand: '万',
    writes_one: false,
};
const LEGAL: Kanji = Kanji {
    digits: ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    tens: ['拾', '百', '阡'],
    ten_thousand: '萬',
    writes_one: true,
};

fn counting(number: u32, kanji: &Kanji) -> String {
    if number == 0 {
        return kanji.digits[0].to_string();
    }
    if number > 99_999_999 {
        return number.to_string();
    }
    let mut printed = String::new();
    if number >= 10_000 {
        below_ten_thousand(number / 10_000, kanji, &mut printed);
        printed.push(kanji.ten_thousand);
    }
    below_ten_thousand(number % 10_000, kanji, &mut printed);
    printed
}

fn below_ten_thousand(number: u32, kanji: &Kanji, printed: &mut String) {
    for (worth, sign) in [(1000, 2), (100, 1), (10, 0)] {
        let digit = number / worth % 10;
        if digit > 1 || (digit == 1 && kanji.writes_one) {
            printed.push(kanji.digits[digit as usize]);
        }
        if digit > 0 {
            printed.push(kanji.tens[sign]);
        }
    }
    let ones = number % 10;
    if ones > 0 {
        printed.push(kanji.digits[ones as usize]);
    }
}

fn digits(number: u32) -> String {
    let digit = |c: char| c.to_digit(10).map_or(c, |digit| JAPANESE.digits[digit as usize]);
    number.to_string().chars().map(digit).collect()
}

fn digits_by_ten_thousand(number: u32) -> String {
    match (number / 10_000, number % 10_000) {
        (0, rest) => digits(rest),
        (above, 0) => format!("{}万", digits(above)),
        (above, rest) => format!("{}万{}", digits(above), digits(rest)),
    }
}

fn zodiac(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else {
        return number.to_string();
    };
    let sign = |signs: &str| {
        let n_signs = signs.chars().count() as u32;
        signs.chars().nth((index % n_signs) as usize)
    };
    [sign(STEMS), sign(BRANCHES)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (format, printed) in [
            ("decimal", [(1, "1"), (10, "10"), (0, "0")]),
            ("decimalZero", [(1, "01"), (10, "10"), (100, "100")]),
            ("decimalFullWidth", [(1, "１"), (10, "１０"), (99, "９９")]),
            ("numberInDash", [(1, "- 1 -"), (2, "- 2 -"), (12, "- 12 -")]),
            ("upperRoman", [(4, "IV"), (1999, "MCMXCIX"), (0, "0")]),
            ("lowerRoman", [(1, "i"), (9, "ix"), (40_000, "40000")]),
            ("upperLetter", [(1, "A"), (26, "Z"), (28, "BB")]),
            ("lowerLetter", [(1, "a"), (53, "aaa"), (0, "0")]),
            ("ordinal", [(1, "1st"), (12, "12th"), (22, "22nd")]),
            ("aiueoFullWidth", [(1, "ア"), (46, "ン"), (47, "ア")]),
            ("irohaFullWidth", [(1, "イ"), (2, "ロ"), (48, "ン")]),
            ("aiueo", [(1, "ｱ"), (6, "ｶ"), (46, "ﾝ")]),
            ("iroha", [(1, "ｲ"), (47, "ｽ"), (49, "ｲ")]),
            ("decimalEnclosedCircle", [(1, "①"), (20, "⑳"), (21, "21")]),
            ("decimalEnclosedParen", [(1, "⑴"), (20, "⒇"), (21, "21")]),
            ("ideographEnclosedCircle", [(1, "㈠"), (10, "㈩"), (11, "11")]),
            ("japaneseCounting", [(10, "十"), (111, "百十一"), (20_305, "二万三百五")]),
            ("ideographDigital", [(1, "一"), (10, "一〇"), (111, "一一一")]),
            (
                "japaneseDigitalTenThousand",
                [(10, "一〇"), (10_000, "一万"), (12_345, "一万二三四五")],
            ),
            ("japaneseLegal", [(1, "壱"), (10, "壱拾"), (23, "弐拾参")]),
            ("ideographTraditional", [(1, "甲"), (10, "癸"), (11, "11")]),
            ("ideographZodiacTraditional", [(1, "甲子"), (13, "丙子"), (61, "甲子")]),
            ("chicago", [(1, "*"), (4, "§"), (6, "††")]),
            ("none", [(1, ""), (2, ""), (3, "")]),
        ] {
            let known = NumberFormat::named(format).unwrap();
            for (number, printed) in printed {
                assert_eq!(known.print(number), printed, "{format} {number}");
            }
        }
        assert_eq!(NumberFormat::named("thaiCounting"), None);
    }
}

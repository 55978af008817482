//! Numbers of list items, as a browser prints them (HTML Living Standard,
//! 4.4.5 and CSS Counter Styles Level 3, 6 and 7).

use scraper::node::Element;

use super::elements::property;

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    None,
    Disc,
    Circle,
    Square,
    Decimal { width: usize },
    Latin { upper: bool },
    Roman { upper: bool },
    Kanji,
    Letters(&'static str),
}

const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
const HIRAGANA_IROHA: &str = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす";
const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
const HIRAGANA: &str = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん";

impl Marker {
    /// The marker that an element asks for, by its `style` or its `type`.
    pub fn asked_by(element: &Element) -> Option<Self> {
        let style = property(element, "list-style-type").or_else(|| {
            // The shorthand may name a position and a picture as well.
            let shorthand = property(element, "list-style")?;
            shorthand.split_whitespace().map(str::to_owned).find(|word| by_style(word).is_some())
        });
        style.as_deref().and_then(by_style).or_else(|| by_type(element.attr("type")?))
    }

    /// The marker of a list nobody has asked anything of.
    pub fn usual(is_ordered: bool, depth: usize) -> Self {
        match (is_ordered, depth) {
            (true, _) => Self::Decimal { width: 1 },
            (false, 0) => Self::Disc,
            (false, 1) => Self::Circle,
            (false, _) => Self::Square,
        }
    }

    /// The marker with what follows it, for the item with this number.
    pub fn print(self, number: i64) -> String {
        let letters = |letters: &str, end: &str| alphabetic(number, letters).map(|it| it + end);
        let printed = match self {
            Self::None => return String::new(),
            Self::Disc => return "• ".to_owned(),
            Self::Circle => return "◦ ".to_owned(),
            Self::Square => return "▪ ".to_owned(),
            Self::Decimal { width } => return format!("{number:0width$}. "),
            Self::Latin { upper: false } => letters("abcdefghijklmnopqrstuvwxyz", ". "),
            Self::Latin { upper: true } => letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ". "),
            Self::Roman { upper } => roman(number)
                .map(|roman| if upper { roman.to_uppercase() + ". " } else { roman + ". " }),
            Self::Kanji => kanji(number).map(|kanji| kanji + "、"),
            Self::Letters(all) => letters(all, "、"),
        };
        printed.unwrap_or_else(|| format!("{number}. "))
    }

    /// Whether the items are told apart by it.
    pub fn counts(self) -> bool {
        !matches!(self, Self::None | Self::Disc | Self::Circle | Self::Square)
    }
}

fn by_type(value: &str) -> Option<Marker> {
    Some(match value.trim() {
        "1" => Marker::Decimal { width: 1 },
        "a" => Marker::Latin { upper: false },
        "A" => Marker::Latin { upper: true },
        "i" => Marker::Roman { upper: false },
        "I" => Marker::Roman { upper: true },
        other => return by_style(&other.to_ascii_lowercase()),
    })
}

fn by_style(value: &str) -> Option<Marker> {
    Some(match value {
        "none" => Marker::None,
        "disc" => Marker::Disc,
        "circle" => Marker::Circle,
        "square" => Marker::Square,
        "decimal" => Marker::Decimal { width: 1 },
        "decimal-leading-zero" => Marker::Decimal { width: 2 },
        "lower-alpha" | "lower-latin" => Marker::Latin { upper: false },
        "upper-alpha" | "upper-latin" => Marker::Latin { upper: true },
        "lower-roman" => Marker::Roman { upper: false },
        "upper-roman" => Marker::Roman { upper: true },
        "cjk-ideographic"
        | "cjk-decimal"
        | "japanese-informal"
        | "simp-chinese-informal"
        | "trad-chinese-informal" => Marker::Kanji,
        "katakana" => Marker::Letters(AIUEO),
        "katakana-iroha" => Marker::Letters(IROHA),
        "hiragana" => Marker::Letters(HIRAGANA),
        "hiragana-iroha" => Marker::Letters(HIRAGANA_IROHA),
        _ => return None,
    })
}

/// a, b, … z, aa, ab, …
fn alphabetic(number: i64, letters: &str) -> Option<String> {
    let letters: Vec<char> = letters.chars().collect();
    let mut rest = usize::try_from(number).ok().filter(|&number| number > 0)?;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(*letters.get(rest % letters.len())?);
        rest /= letters.len();
    }
    Some(out.into_iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const STEPS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut out = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    Some(out)
}

/// 一, 十, 二十三, 百五 (below 一万).
fn kanji(number: i64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = usize::try_from(number).ok().filter(|number| (1..10_000).contains(number))?;
    let mut out = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit > 0 {
            out.push_str(if digit == 1 && unit > 1 { "" } else { DIGITS[digit] });
            out.push_str(name);
        }
    }
    Some(out)
}

/// An open list.
#[derive(Debug)]
pub(super) struct List {
    marker: Marker,
    next: i64,
    step: i64,
}

impl List {
    /// Opens a list. `n_items` are its own items, for a list that counts down;
    /// `depth` is the number of bulleted lists around it.
    pub fn open(element: &Element, n_items: i64, depth: usize) -> Self {
        let is_ordered = element.name() == "ol";
        let reversed = is_ordered && element.attr("reversed").is_some();
        let start = element.attr("start").and_then(|start| start.trim().parse().ok());
        Self {
            marker: Marker::asked_by(element).unwrap_or(Marker::usual(is_ordered, depth)),
            next: start.unwrap_or(if reversed { n_items } else { 1 }),
            step: if reversed { -1 } else { 1 },
        }
    }

    /// The marker of the next item.
    pub fn item(&mut self, element: &Element) -> (Marker, i64) {
        if let Some(value) = element.attr("value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = number.saturating_add(self.step);
        (Marker::asked_by(element).unwrap_or(self.marker), number)
    }
}

/// What follows a number that an item is labelled with.
const ENDS: [char; 13] =
    ['　', ' ', '\u{a0}', '.', '．', '）', ')', '、', '条', '章', '節', '項', '号'];

/// Whether an item already begins with its number or a bullet: the list is
/// numbered by hand, and its style sheet leaves the marker out.
pub(super) fn has_own(text: &str, marker: Marker, number: i64) -> bool {
    let text = text.trim_start();
    if !marker.counts() {
        const BULLETS: &str = "・･•◦▪●○◎■□◆◇※＊*－-‐–―";
        let bare = text.trim_start_matches(['（', '(', '第']);
        let rest =
            bare.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let labelled =
            bare.starts_with(is_circled) || (rest.len() < bare.len() && rest.starts_with(ENDS));
        return text.starts_with(|c| BULLETS.contains(c)) || labelled;
    }
    let bare = text.trim_start_matches(['（', '(', '第', '〔', '［']);
    let wide: String = number.to_string().chars().map(widen).collect();
    let circled = u32::try_from(number)
        .ok()
        .filter(|number| (1..=20).contains(number))
        .and_then(|number| char::from_u32(0x245F + number))
        .map(String::from);
    let letters = [IROHA, AIUEO, HIRAGANA, HIRAGANA_IROHA].map(|all| alphabetic(number, all));
    let latin = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        .map(|all| alphabetic(number, all));
    let labels = [Some(number.to_string()), Some(wide), circled, kanji(number), roman(number)];
    labels.into_iter().chain(letters).chain(latin).flatten().any(|label| {
        bare.strip_prefix(&*label).is_some_and(|rest| {
            rest.starts_with(ENDS) || is_circled(label.chars().next().unwrap_or(' '))
        })
    })
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⒇' | '㉑'..='㉟' | '㊱'..='㊿')
}

fn widen(c: char) -> char {
    char::from_u32(c as u32 + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_printed_as_browsers_do() {
        for (style, number, printed) in [
            ("decimal", 12, "12. "),
            ("decimal-leading-zero", 3, "03. "),
            ("lower-alpha", 27, "aa. "),
            ("upper-roman", 14, "XIV. "),
            ("upper-roman", 0, "0. "),
            ("cjk-ideographic", 23, "二十三、"),
            ("japanese-informal", 110, "百十、"),
            ("katakana", 2, "イ、"),
            ("katakana-iroha", 2, "ロ、"),
            ("hiragana", 49, "ああ、"),
            ("lower-alpha", -1, "-1. "),
            ("square", 1, "▪ "),
            ("none", 1, ""),
        ] {
            let marker = by_style(style).unwrap();
            assert_eq!(marker.print(number), printed, "{style} {number}");
        }
    }

    #[test]
    fn items_numbered_by_hand_keep_their_number() {
        let decimal = Marker::Decimal { width: 1 };
        for (text, number, own) in [
            ("１　目的", 1, true),
            ("（2）定義", 2, true),
            ("③事務", 3, true),
            ("第２条　定義", 2, true),
            ("イ　届出", 1, true),
            ("10人以上", 1, false),
            ("１人につき", 1, false),
            ("届出", 1, false),
        ] {
            assert_eq!(has_own(text, decimal, number), own, "{text}");
        }
        for (text, own) in
            [("・届出", true), ("（１）届出", true), ("2024年の届出", false), ("届出", false)]
        {
            assert_eq!(has_own(text, Marker::Disc, 1), own, "{text}");
        }
    }
}

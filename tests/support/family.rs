//! Numbering families: what the labels of each level look like and how they
//! count.

/// A way of numbering a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// (第N部 > 第N編 > 第N章 > 第N節 >) 第N > N > （N） > ア, as deep as the
    /// size asks for. The only family without an upper size.
    Guideline,
    /// 第一章 > 第一条 > ２ > 一; articles run through all chapters and
    /// inserted ones get a branch number (第三条の二).
    Law,
    /// Ⅰ > １．> ①, labels without a space after them. Up to 10 parts.
    Assessment,
    /// １ > １－１ > １－１－１.
    Hyphens,
    /// 1 > 1.1 > 1.1.1.
    Dots,
    /// 【…】 without a number > （１） > ①.
    Brackets,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 6] =
        [Self::Guideline, Self::Law, Self::Assessment, Self::Hyphens, Self::Dots, Self::Brackets];

    /// The levels from the outermost to the innermost.
    pub fn levels(self) -> &'static [Level] {
        match self {
            Self::Guideline => &GUIDELINE,
            Self::Law => &LAW,
            Self::Assessment => &ASSESSMENT,
            Self::Hyphens => &HYPHENS,
            Self::Dots => &DOTS,
            Self::Brackets => &BRACKETS,
        }
    }

    /// The outermost level that a document of a size needs.
    pub fn first_level(self, characters: usize) -> usize {
        match (self, characters) {
            (Self::Guideline, 0..30_000) => 4,
            (Self::Guideline, 30_000..150_000) => 3,
            (Self::Guideline, 150_000..600_000) => 2,
            (Self::Guideline, 600_000..3_000_000) => 1,
            _ => 0,
        }
    }
}

/// What a label looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// 第１章; without a word 第１.
    Ordinal(&'static str),
    /// 第一条.
    KanjiOrdinal(&'static str),
    /// １.
    Plain,
    /// １．
    Dotted,
    /// （１）.
    Paren,
    /// ア.
    Kana,
    /// Ⅰ.
    Roman,
    /// ①.
    Circled,
    /// 一.
    KanjiPlain,
    /// １－２－３, the numbers of all levels.
    Hyphens,
    /// 1.2.3, the numbers of all levels.
    Dots,
    /// 【…】: no number, the title stands in the brackets.
    Bracket,
}

/// How the units of a level count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// From 1 inside each parent; recomputed by a revision.
    Restart,
    /// From 2 inside each parent: the first 項 has no number.
    FromTwo,
    /// On through the whole document; survivors keep their number, newcomers
    /// get a branch number.
    Running,
}

/// One level of a family.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// Look of its labels.
    pub mark: Mark,
    /// How it counts.
    pub counting: Counting,
    /// Probability of a title on the line of the label.
    pub titled: f64,
    /// Probability of children.
    pub parent: f64,
    /// What stands between label and text.
    pub gap: &'static str,
    /// Whether its text is an entry of a list instead of sentences.
    pub item: bool,
}

const fn level(mark: Mark, titled: f64, parent: f64) -> Level {
    Level { mark, counting: Counting::Restart, titled, parent, gap: "　", item: false }
}

static GUIDELINE: [Level; 8] = [
    level(Mark::Ordinal("部"), 1.0, 1.0),
    level(Mark::Ordinal("編"), 1.0, 1.0),
    level(Mark::Ordinal("章"), 1.0, 1.0),
    level(Mark::Ordinal("節"), 1.0, 1.0),
    level(Mark::Ordinal(""), 1.0, 0.95),
    level(Mark::Plain, 0.8, 0.7),
    level(Mark::Paren, 0.3, 0.4),
    level(Mark::Kana, 0.0, 0.0),
];

static LAW: [Level; 4] = [
    level(Mark::KanjiOrdinal("章"), 1.0, 1.0),
    Level { counting: Counting::Running, ..level(Mark::KanjiOrdinal("条"), 0.0, 0.6) },
    Level { counting: Counting::FromTwo, ..level(Mark::Plain, 0.0, 0.5) },
    Level { item: true, ..level(Mark::KanjiPlain, 0.0, 0.0) },
];

static ASSESSMENT: [Level; 3] = [
    level(Mark::Roman, 1.0, 1.0),
    Level { gap: "", ..level(Mark::Dotted, 1.0, 0.8) },
    Level { gap: "", ..level(Mark::Circled, 1.0, 0.0) },
];

static HYPHENS: [Level; 3] = [
    level(Mark::Hyphens, 1.0, 1.0),
    level(Mark::Hyphens, 1.0, 0.7),
    level(Mark::Hyphens, 0.7, 0.0),
];

static DOTS: [Level; 3] =
    [level(Mark::Dots, 1.0, 1.0), level(Mark::Dots, 1.0, 0.7), level(Mark::Dots, 0.7, 0.0)];

static BRACKETS: [Level; 3] =
    [level(Mark::Bracket, 1.0, 0.8), level(Mark::Paren, 0.2, 0.4), level(Mark::Circled, 0.0, 0.0)];

const KANA: [&str; 44] = [
    "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "ソ", "タ",
    "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ", "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ", "マ", "ミ",
    "ム", "メ", "モ", "ヤ", "ユ", "ヨ", "ラ", "リ", "ル", "レ", "ロ", "ワ",
];

impl Mark {
    /// The label of the last unit of `path`, which holds the numbers of the
    /// units above it as well; empty for [`Mark::Bracket`].
    ///
    /// # Panics
    /// For numbers above 12 (Ⅰ), 20 (①) and 44 (ア).
    pub fn label(self, path: &[&[u32]]) -> String {
        let number = path.last().copied().unwrap_or_default();
        let value = number.first().copied().unwrap_or_default();
        let branches = number.get(1..).unwrap_or_default();
        match self {
            Self::Ordinal(unit) => format!("第{}{unit}", wide(value)),
            Self::KanjiOrdinal(unit) => {
                let mut label = format!("第{}{unit}", kanji(value));
                for branch in branches {
                    label.push('の');
                    label.push_str(&kanji(*branch));
                }
                label
            }
            Self::Plain => wide(value),
            Self::Dotted => format!("{}．", wide(value)),
            Self::Paren => format!("（{}）", wide(value)),
            Self::Kana => KANA[value as usize - 1].to_owned(),
            Self::Roman => symbol('Ⅰ', value, 12),
            Self::Circled => symbol('①', value, 20),
            Self::KanjiPlain => kanji(value),
            Self::Hyphens => joined(path, "－"),
            Self::Dots => joined(path, "．"),
            Self::Bracket => String::new(),
        }
    }

    /// The most units a parent may have.
    pub fn limit(self) -> usize {
        match self {
            Self::Roman => 12,
            Self::Circled => 20,
            Self::Kana => KANA.len(),
            _ => usize::MAX,
        }
    }
}

fn joined(path: &[&[u32]], between: &str) -> String {
    let parts: Vec<String> = path.iter().map(|number| wide(number[0])).collect();
    parts.join(between)
}

fn symbol(first: char, value: u32, limit: u32) -> String {
    assert!((1..=limit).contains(&value), "no {value}th sign after {first}");
    char::from_u32(first as u32 + value - 1).expect("a block of signs without a hole").to_string()
}

/// Full-width digits.
fn wide(value: u32) -> String {
    value
        .to_string()
        .chars()
        .map(|digit| char::from_u32(digit as u32 - '0' as u32 + '０' as u32).expect("a digit"))
        .collect()
}

/// 漢数字 below 10,000: 二百三十四.
fn kanji(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit > 1 || (digit == 1 && unit == 1) {
            text.push_str(DIGITS[digit as usize]);
        }
        if digit > 0 {
            text.push_str(name);
        }
    }
    text
}

//! What stands after a number, and whether it speaks for a heading.

/// What follows a heading number on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Nothing: the number stands alone.
    End,
    /// A space, or a dot and then text: `１ 目的`, `１．目的`.
    Separator,
    /// An opening bracket: `第３条（定義）`.
    Bracket,
    /// Text that can be a title: `①事務の名称`.
    Text,
    /// Text that continues a sentence, so that the number is a citation:
    /// `（１）の規定`, `第６条及び第８条`, `７号）`.
    Running,
}

/// Words after a number that make it a citation inside a sentence.
const RUNNING: &[&str] = &[
    "の",
    "は",
    "が",
    "を",
    "に",
    "で",
    "と",
    "へ",
    "も",
    "や",
    "か",
    "及び",
    "又は",
    "若しくは",
    "並びに",
    "から",
    "まで",
    "以",
    "中",
    "第",
    "各",
    "本文",
    "ただし",
    "前段",
    "後段",
    "括弧",
    "イ及び",
    "イ又は",
    "その他",
];

/// Words that begin like a particle and yet begin titles.
const TITLES: &[&str] = &[
    "はじめに",
    "はじめ",
    "おわりに",
    "がん",
    "もの",
    "とりまとめ",
    "にぎわい",
    "のり面",
    "からだ",
    "かかる",
    "でんき",
    "ものづくり",
    "はしご",
    "とび",
    "やむを得",
    "かんがい",
    "はん用",
    "中間",
    "中央",
    "中小",
    "中期",
    "中長期",
    "中核",
    "中学",
    "中止",
    "中途",
    "中古",
    "中立",
    "各種",
    "以下の",
    "以上の",
    "第三者",
];

impl Follow {
    /// Judges the text after a number. `rest` starts right after the number.
    pub(super) fn of(rest: &str) -> Self {
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            return Self::End;
        };
        if first.is_whitespace() {
            return if rest.trim_start().is_empty() { Self::End } else { Self::Separator };
        }
        match first {
            '.' | '．' => {
                if chars.next().is_some_and(|c| super::numerals::digit(c).is_none()) {
                    Self::Separator
                } else {
                    Self::Running
                }
            }
            '（' | '(' | '「' | '『' | '【' | '＜' | '<' | '〔' | '［' | '[' => {
                Self::Bracket
            }
            '：' | ':' => Self::Separator,
            '、' | '，' | ',' | '。' | '）' | ')' | '」' | '・' | '～' | '〜' | '~' | '／'
            | '/' | '％' | '%' | '»' | '’' | '”' | '］' | '】' => Self::Running,
            _ if TITLES.iter().any(|title| rest.starts_with(title)) => Self::Text,
            _ if RUNNING.iter().any(|word| rest.starts_with(word)) => Self::Running,
            _ => Self::Text,
        }
    }
}

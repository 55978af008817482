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

/// Whether one of them begins with this character.
#[rustfmt::skip]
fn begins_running(first: char) -> bool {
    matches!(
        first,
        'の' | 'は' | 'が' | 'を' | 'に' | 'で' | 'と' | 'へ' | 'も' | 'や' | 'か' | 'ま' | 'た' | 'そ' | 'イ' | '及'
        | '又' | '若' | '並' | '以' | '中' | '第' | '各' | '本' | '前' | '後' | '括'
    )
}

/// Words that make the number before them a citation, even where a space or the
/// rest of a number stands between: `（２） に規定する`, `（１）アの規定`.
const CITING: &[&str] = &[
    "の規定",
    "の例",
    "の項",
    "の表",
    "のいずれか",
    "のうち",
    "のほか",
    "のとおり",
    "に規定",
    "に掲げ",
    "に定め",
    "に基づ",
    "に該当",
    "に準",
    "に係る",
    "に限",
    "に関し",
    "に関する",
    "に違反",
    "について",
    "における",
    "において",
    "によ",
    "にかかわらず",
    "にいう",
    "では",
    "でない",
    "である",
    "とする",
    "とし",
    "とおり",
    "には",
    "にも",
    "とは",
    "とも",
    "への",
    "から",
    "まで",
    "を",
    "及び",
    "又は",
    "若しくは",
    "並びに",
];

/// Running words that cite after an ordinal (`第３条その他`) but begin titles
/// after a number in brackets (`（３）その他`).
const CITING_ORDINALS: &[&str] = &["第", "各", "その他", "本文"];

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
        let Some(first) = chars.next() else { return Self::End };
        if first.is_whitespace() {
            return if super::trim_start(rest).is_empty() { Self::End } else { Self::Separator };
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
            // A time or a ratio: `9:30`.
            '：' | ':' if chars.next().is_some_and(|c| super::numerals::digit(c).is_some()) => {
                Self::Running
            }
            '：' | ':' => Self::Separator,
            '、' | '，' | ',' | '。' | '）' | ')' | '」' | '・' | '～' | '〜' | '~' | '／'
            | '/' | '％' | '%' | '»' | '’' | '”' | '］' | '】' => Self::Running,
            // Most titles begin with none of the characters that those words do.
            _ if !begins_running(first) => Self::Text,
            _ if begins_with(rest, TITLES) => Self::Text,
            _ if begins_with(rest, RUNNING) => Self::Running,
            _ => Self::Text,
        }
    }
}

/// Whether the text after a number continues a sentence, going over spaces and
/// the inner labels of a citation: `（１）の規定`, `ア及びイ`, ` に規定する`.
pub(super) fn cites(rest: &str) -> bool {
    let mut rest = rest;
    for _ in 0..LONGEST_CITATION {
        rest = trim_half_width(rest);
        if cites_here(rest) {
            return true;
        }
        let Some(after) = after_inner_label(rest) else { return false };
        rest = after;
    }
    false
}

/// A text without half-width spaces at its start; mostly there are none.
pub(super) fn trim_half_width(mut text: &str) -> &str {
    while let Some(rest) = text.strip_prefix(' ') {
        text = rest;
    }
    text
}

/// Whether what follows directly on a space cites: ` の規定`. Titles that begin
/// with a citation of their own (`１ 第３条の届出`) do not.
pub(super) fn cites_after_space(trimmed: &str) -> bool {
    cites_here(trimmed)
}

/// Whether a word that runs on after an ordinal begins a title after a number
/// in brackets or in a circle.
pub(super) fn is_title_in_list(rest: &str) -> bool {
    begins_with(rest, CITING_ORDINALS) && !rest.starts_with("その他の規定")
}

/// Whether the text runs on by one hiragana alone, which may also begin a title
/// (`（２）はかりの検査`): only the list around it can tell.
pub(super) fn is_doubtful(rest: &str) -> bool {
    let mut chars = rest.chars();
    let is_kana = |c: char| ('ぁ'..='ん').contains(&c);
    chars.next().is_some_and(|c| is_kana(c) && c != 'を')
        && chars.next().is_some_and(is_kana)
        && !cites_here(rest)
}

/// Most labels that one citation goes through.
const LONGEST_CITATION: usize = 5;

/// Longest text in brackets that a citation goes over, in bytes.
const LONGEST_BRACKETS: usize = 180;

fn cites_here(rest: &str) -> bool {
    // Most titles begin with a character that none of the words begins with.
    let may_cite = rest.chars().next().is_some_and(|c| {
        matches!(
            c,
            'の' | 'に' | 'で' | 'と' | 'へ' | 'か' | 'ま' | 'を' | '及' | '又' | '若' | '並'
        )
    });
    may_cite && begins_with(rest, CITING)
}

/// Every word begins with a character of three bytes, which tells most apart.
fn begins_with(rest: &str, words: &[&str]) -> bool {
    let first = rest.as_bytes().first_chunk::<3>();
    words.iter().any(|word| word.as_bytes().first_chunk() == first && rest.starts_with(word))
}

/// What stands behind `（２）`, `（定義）`, `ア` or `①`, if one of them is here.
fn after_inner_label(rest: &str) -> Option<&str> {
    let first = rest.chars().next()?;
    if matches!(first, '（' | '(') {
        let close = rest.find(['）', ')']).filter(|&at| at <= LONGEST_BRACKETS)?;
        return rest.get(close..).map(|after| after.trim_start_matches(['）', ')']));
    }
    let after = rest.get(first.len_utf8()..)?;
    let is_katakana = |c: char| matches!(c, 'ァ'..='ー');
    let is_label = super::numerals::circled(first).is_some()
        || (is_katakana(first) && !after.starts_with(is_katakana));
    is_label.then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_words_are_told_by_their_first_characters() {
        for word in TITLES.iter().chain(CITING).chain(CITING_ORDINALS) {
            assert_eq!(word.chars().next().map(char::len_utf8), Some(3), "{word}");
        }
        for word in RUNNING {
            assert!(word.starts_with(begins_running), "{word}");
            assert_eq!(word.chars().next().map(char::len_utf8), Some(3), "{word}");
            assert_eq!(Follow::of(word), Follow::Running, "{word}");
        }
    }
}
